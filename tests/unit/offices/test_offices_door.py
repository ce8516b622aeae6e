"""The right door: by the words of the directory in a masked text, with evidence, and none where it is not sure."""

import pytest
from fakes import redacted
from hypothesis import given
from hypothesis import strategies as st
from written_offices import directory

from smbot.core.redacted import RedactedText
from smbot.core.spans import Mask
from smbot.core.warrant import WARRANT
from smbot.offices.door import right_door
from smbot.offices.phrases import find_phrases

WRONG_OFFICE = ("wrong_office",)


@pytest.mark.parametrize(
    ("text", "door"),
    [
        ("Where do I get a BIRTH certificate??", "civil"),
        ("birth certificates for my twins", "civil"),
        ("Où puis-je obtenir un acte de naissance?", "civil"),
        ("Besoin d’actes de naissance", "civil"),
        ("etat civil svp", "civil"),
        ("my licence expired", "driving"),
        ("I want a fishing licence", "city"),
        ("Mes ordures ne sont pas ramassées", "city"),
        ("Encore un nid de poule", "city"),
        ("Mon passeport n'arrive pas", "passports"),
        ("The passport's lost", "passports"),
        ("l’état civil", "civil"),
        ("Nobody answers me", None),
        ("My passport and my licence", None),
        ("certificate please", None),
        ("licences-free zone", "driving"),
        ("unlicenced", None),
    ],
)
def test_words_lead_to_one_door_or_to_none(text, door):
    found = right_door(WRONG_OFFICE, redacted(text), directory())

    there = found and (found.program or found.body)
    assert (there.id if there else None) == door


def test_the_evidence_is_where_the_words_stand(a_directory):
    text = "Hi! My birth certificate, my Birth Certificates"

    found = right_door(WRONG_OFFICE, redacted(text), a_directory)

    assert [text[one.start : one.end] for one in found.evidence] == ["birth certificate", "Birth Certificates"]
    assert {(one.label, one.rule) for one in found.evidence} == {("wrong_office", "directory:program:civil")}


def test_the_service_meant_brings_its_documents(a_directory):
    found = right_door(WRONG_OFFICE, redacted("a birth certificate?"), a_directory)
    unsure = right_door(WRONG_OFFICE, redacted("civil status?"), a_directory)

    assert (found.service.id, [one.fr for one in found.documents]) == ("birth", ["une carte avec photo"])
    assert (unsure.program.id, unsure.service, unsure.documents) == ("civil", None, ())


def test_offices_that_serve_the_program_are_named_and_the_one_in_the_post_alone(a_directory):
    def offices(text):
        return [one.id for one in right_door(WRONG_OFFICE, redacted(text), a_directory).offices]

    assert offices("birth certificate") == ["dufferin", "laurier"]
    assert offices("a birth certificate at Laurier?") == ["laurier"]
    assert offices("birth certificate in Québec") == ["laurier"]
    assert offices("licence, at Laurier?") == ["dufferin"]


@pytest.mark.parametrize(
    ("labels", "helped"),
    [
        (("wrong_office",), True),
        (("question",), True),
        (("complaint",), False),
        ((), False),
        (("urgent", "wrong_office"), False),
        (("access_request", "question"), False),
    ],
)
def test_only_who_asks_is_shown_a_door_and_nobody_in_need_of_another_answer(labels, helped):
    assert (right_door(labels, redacted("my passport"), directory()) is not None) is helped


def test_what_stands_in_place_of_a_value_is_no_word():
    mask = Mask(start=9, end=24, entity="CA_PASSPORT", number=1, score=0.9, recognizer="passport")
    text = RedactedText("birth of [CA_PASSPORT 1] passport", (mask,), WARRANT)
    alone = RedactedText("birth of [CA_PASSPORT 1]", (mask,), WARRANT)
    over = Mask(start=6, end=16, entity="PERSON", number=1, score=0.9, recognizer="person")

    assert right_door(WRONG_OFFICE, alone, directory()) is None
    assert len(right_door(WRONG_OFFICE, text, directory()).evidence) == 1
    assert right_door(WRONG_OFFICE, RedactedText("birth [PERSON 1] certificate", (over,), WARRANT), directory()) is None


@given(
    pieces=st.lists(
        st.sampled_from(
            [
                "birth",
                "certificate",
                "Passeports",
                "fishing licence",
                "œ",
                "’s",
                "[PHONE_NUMBER 1]",
                "ß",
                "ﬁ",
                "́",
                "\n",
                "licence",
            ]
        )
        | st.text(max_size=4),
        max_size=12,
    )
)
def test_evidence_lies_in_the_text_apart_and_off_the_masks(pieces):
    text = redacted(" ".join(pieces))
    phrases = {"a": ["birth certificate", "licence"], "b": ["passeport", "fishing licence"], "c": ["phone number"]}

    found = find_phrases(text, phrases)

    ends = 0
    for one in found:
        assert ends <= one.start < one.end <= len(text.text)
        assert all(one.end <= mask.start or mask.end <= one.start for mask in text.masks)
        assert one.means
        ends = one.end


def test_an_empty_directory_knows_no_door():
    assert (
        right_door(WRONG_OFFICE, redacted("passport"), directory(programs=(), services=(), offices=(), other_bodies=()))
        is None
    )
