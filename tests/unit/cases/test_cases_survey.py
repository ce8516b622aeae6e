"""What the answers to the two questions add up to."""

import pytest
from fakes import NOW

from smbot.cases.model import Kind
from smbot.cases.survey import Answer, result_of, results_by
from smbot.cases.survey_words import WORDS
from smbot.core.ids import CaseId
from smbot.core.shares import Share


def asked(name, *, kind=Kind.COMPLAINT, language="en", program="", solved=None, own=None):
    return Answer(
        case=CaseId(name),
        kind=kind,
        program=program,
        language=language,
        asked_at=NOW,
        answered_at=NOW if solved is not None else None,
        solved=solved,
        own_language=own,
    )


ASKED = [
    asked("c-1", solved=True, own=True),
    asked("c-2", solved=False, own=True, language="fr"),
    asked("c-3", language="fr"),
    asked("c-4", solved=True, own=False, language="fr", kind=Kind.INCIDENT, program="licences"),
]


def test_shares_are_of_those_who_answered():
    result = result_of(ASKED)

    assert result.answered == Share(hits=3, of=4)
    assert result.solved == result.own_language == Share(hits=2, of=3)
    assert result.solved.interval is not None


@pytest.mark.parametrize(
    ("by", "counts"),
    [
        ("kind", {"complaint": (2, 3), "incident": (1, 1)}),
        ("language", {"en": (1, 1), "fr": (2, 3)}),
        ("program", {"": (2, 3), "licences": (1, 1)}),
    ],
)
def test_results_are_told_by_kind_program_and_language(by, counts):
    found = results_by(ASKED, by)

    assert {name: (one.answered.hits, one.answered.of) for name, one in found.items()} == counts


def test_without_answers_there_is_no_share():
    assert result_of([]).solved.value is None


def test_both_languages_say_everything_and_french_keeps_its_typography():
    for words in WORDS.values():
        assert all(vars(words).values())
    french = " ".join(vars(WORDS["fr"]).values())
    assert not any(f" {sign}" in french for sign in "?!;")
    assert "'" not in french
