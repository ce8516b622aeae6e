"""All that playbooks can ask of a mention is known when one is chosen, and looked up only where one asks."""

from datetime import UTC, datetime, timedelta

import pytest
from fakes import NOW, mention, redacted, triage

from smbot.cases.intake import Start, open_case
from smbot.cases.model import Kind
from smbot.core.mention import UNKNOWN_AUTHOR
from smbot.offices.load import SHIPPED, read_directory
from smbot.playbooks.choose import holds
from smbot.playbooks.conditions import When
from smbot.steps.situation import Asked, Situations, asked_by

DIRECTORY = read_directory(SHIPPED).directory
EVERYTHING = Asked(programs=True, case_kind=True, office=True, back=timedelta(days=30))


@pytest.fixture
def situation(a_store, a_clock):
    """The factory `situation(asked, **mention)`; `office` None leaves us without one."""

    def put_together(asked=EVERYTHING, office=DIRECTORY.offices[0], before=(), **changes):
        post = mention(**changes)
        with a_store.write() as tx:
            for one in [*before, post]:
                tx.add_mention(one, handle=b"", withheld="", tokens=())
        made = Situations(clock=a_clock, directory=lambda: DIRECTORY, our_office=lambda _platform: office)
        with a_store.read() as tx:
            return made.of(tx, post, ("complaint",), {}, asked)

    return put_together


def test_the_programs_are_those_that_the_words_are_about(situation):
    found = situation(text=redacted("Three weeks for a birth certificate, really?"))

    assert found.programs == {"civil-status"}
    assert holds(When(labels=("complaint",), programs=("civil-status",)), found)


def test_words_about_no_program_name_none(situation):
    assert situation(text=redacted("Three hours of waiting")).programs == frozenset()


def test_the_office_is_open_in_its_hours_and_shut_on_a_sunday(situation, a_clock):
    assert situation().office_open is True  # a Monday, nine in the morning in Toronto
    a_clock.advance(days=6)
    assert situation().office_open is False


def test_without_an_office_nobody_knows_whether_it_is_open(situation):
    found = situation(office=None)

    assert found.office_open is None
    assert not holds(When(labels=("complaint",), office="closed"), found)


def test_earlier_posts_of_the_same_author_count_within_the_longest_time_asked(situation):
    before = [
        mention(posted_at=NOW - timedelta(days=2)),
        mention(posted_at=NOW - timedelta(days=29)),
        mention(posted_at=NOW - timedelta(days=31)),
        mention(posted_at=NOW - timedelta(days=1), pseudonym="somebody-else"),
    ]

    found = situation(before=before)

    assert sorted(found.earlier) == [timedelta(days=2), timedelta(days=29)]
    assert holds(When.model_validate({"labels": ["complaint"], "repeats": {"at_least": 3, "days": 30}}), found)
    assert not holds(When.model_validate({"labels": ["complaint"], "repeats": {"at_least": 3, "days": 7}}), found)


def test_authors_whom_the_platform_does_not_name_are_nobody_twice(situation):
    unknown = f"{UNKNOWN_AUTHOR}x"

    assert situation(before=[mention(pseudonym=unknown, posted_at=NOW)], pseudonym=unknown).earlier == ()


def test_the_kind_of_the_authors_open_case_is_known_before_the_post_is_on_it(situation, a_store):
    first = mention()
    with a_store.write() as tx:
        tx.add_mention(first, handle=b"", withheld="", tokens=())
        tx.keep_triage(first.id, triage(), 3)
        open_case(tx, Start(kind=Kind.INCIDENT, mentions=(first.id,)), NOW, "Alice")

    assert situation().case_kind == "incident"


def test_nothing_is_looked_up_that_no_playbook_asks(situation):
    found = situation(Asked(), text=redacted("a birth certificate"), before=[mention(posted_at=NOW)])

    assert (found.programs, found.case_kind, found.office_open, found.earlier) == (frozenset(), "", None, ())


def test_playbooks_say_what_they_ask(a_playbook):
    plain = a_playbook({"close": "no-reply"})
    when = {"labels": ["complaint"], "office": "open", "repeats": {"at_least": 2, "days": 9}}
    asking = plain.model_copy(update={"when": When.model_validate(when)})

    assert asked_by([plain]) == Asked()
    assert asked_by([plain, asking]) == Asked(office=True, back=timedelta(days=9))


def test_how_old_a_post_is_counts_from_now(situation, a_clock):
    assert situation(posted_at=NOW - timedelta(hours=3)).age == timedelta(hours=3)
    assert situation(posted_at=datetime(2027, 1, 1, tzinfo=UTC)).age == timedelta(0)
