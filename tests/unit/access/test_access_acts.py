"""What officers do with the docket, over a real database: each act with its step, its event, its refusals."""

import json
import random
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from fakes import NOW, RITA, VERA

from smbot.access.acts import Docket
from smbot.access.docket import questions
from smbot.access.intake import Intake
from smbot.access.laws import shipped_laws
from smbot.access.names import DocketAction, DocketState, Element, Jurisdiction, Means, PauseKind, RequestKind, Where
from smbot.cases.intake import Start, open_case
from smbot.cases.model import Kind
from smbot.core.errors import Conflict, NotAllowed
from smbot.core.events import SYSTEM, Act
from smbot.core.ids import DocketId, MemberId, MentionId
from smbot.core.mention import UNKNOWN_AUTHOR
from smbot.core.roles import Member, Role
from smbot.storage.tables import MentionRow

CHLOE = Member(id=MemberId("u-chloe"), name="Chloe", roles=frozenset({Role.COMPLIANCE}))
ZONE = ZoneInfo("America/Toronto")
DAY = NOW.date()  # Monday, 2 November 2026
SECRET = "Marie Tremblay"


@pytest.fixture
def a_docket(a_store, a_clock):
    """The acts under Canada's law, with a mask that hides one name."""
    return Docket(
        store=a_store,
        clock=a_clock,
        laws=shipped_laws(),
        zone=ZONE,
        alarm_days=(10, 5, 1),
        mask=lambda _mentions, text: text.replace(SECRET, "[…]"),
    )


@pytest.fixture
def opened(a_store, a_mention, a_clock):
    """The factory `opened(**changes)`: stores a mention, puts it onto the docket and returns its entry's id."""

    number = count()

    def put(jurisdiction=Jurisdiction.CA, asked="records", **changes):
        changes.setdefault("conversation", f"conversation-{next(number)}")
        intake = Intake(clock=a_clock, jurisdiction=jurisdiction, kind=RequestKind.GENERAL)
        mention = a_mention(**changes)
        with a_store.write() as tx:
            return intake.possible(tx, mention, level="assert", asked=asked)

    return put


def events(store, subject):
    with store.read() as tx:
        return [json.loads(line.body) for line in tx.audit_lines([subject])]


# --- intake ------------------------------------------------------------------------------------------


def test_a_post_comes_onto_the_docket_once(a_store, a_mention, a_clock):
    intake = Intake(clock=a_clock, jurisdiction=Jurisdiction.BC, kind=RequestKind.GENERAL)
    mention = a_mention(posted_at=NOW - timedelta(days=3))

    with a_store.write() as tx:
        first = intake.possible(tx, mention, level="review", asked=None)
        second = intake.possible(tx, mention, level="assert", asked="records")
    with a_store.read() as tx:
        entry = tx.docket_entry(first)

    assert first == second
    assert (entry.state, entry.jurisdiction, entry.kind) == (
        DocketState.POSSIBLE,
        Jurisdiction.BC,
        RequestKind.GENERAL,
    )
    assert entry.received_at == NOW - timedelta(days=3)
    assert entry.collected_at == NOW
    [event] = events(a_store, first)
    assert (event["act"], event["actor"], event["detail"]["mention"]) == (Act.DOCKET_OPENED, SYSTEM, mention)


@pytest.mark.parametrize(
    ("asked", "kind"),
    [("own-file", "own-file"), ("correction", "own-file"), ("records", "general"), ("follow-up", "general")],
)
def test_what_triage_saw_says_which_kind_it_is(a_store, opened, asked, kind):
    with a_store.read() as tx:
        assert tx.docket_entry(opened(asked=asked)).kind == kind


def test_a_follow_up_of_the_same_author_and_conversation_joins(a_store, opened):
    one = opened(conversation="c", pseudonym="author-1")

    two = opened(conversation="c", pseudonym="author-1", posted_at=NOW - timedelta(days=1))

    assert one == two
    with a_store.read() as tx:
        entry = tx.docket_entry(one)
    assert len(entry.mentions) == 2
    assert entry.received_at == NOW - timedelta(days=1)  # the earliest receipt counts
    assert [event["act"] for event in events(a_store, one)] == [Act.DOCKET_OPENED, Act.DOCKET_JOINED]


def test_somebody_else_in_the_conversation_has_an_entry_of_their_own(opened):
    assert opened(conversation="c", pseudonym="author-1") != opened(conversation="c", pseudonym="author-2")


def test_who_is_not_known_joins_nobody(opened):
    unknown = f"{UNKNOWN_AUTHOR}1"

    assert opened(conversation="c", pseudonym=unknown) != opened(conversation="c", pseudonym=unknown)


def test_a_follow_up_to_a_settled_entry_opens_a_new_one(a_docket, opened):
    one = opened(conversation="c", pseudonym="author-1")
    a_docket.reject(CHLOE, one, "news about a law")

    two = opened(conversation="c", pseudonym="author-1")

    assert one != two
    assert a_docket.entry(CHLOE, two).entry.state == DocketState.POSSIBLE
    assert a_docket.entry(CHLOE, one).entry.state == DocketState.NOT_A_REQUEST


def test_a_mention_that_is_not_stored_opens_nothing(a_store, a_clock):
    intake = Intake(clock=a_clock, jurisdiction=Jurisdiction.CA, kind=RequestKind.GENERAL)

    with a_store.write() as tx:
        assert intake.possible(tx, MentionId("m-none"), level="review", asked=None) is None


def test_requests_that_are_on_no_entry_are_found(a_store, a_mention, a_clock):
    intake = Intake(clock=a_clock, jurisdiction=Jurisdiction.CA, kind=RequestKind.GENERAL)
    one, two, other = a_mention(), a_mention(), a_mention()
    with a_store.write() as tx:
        for mention in (one, two):
            tx.session.get(MentionRow, mention).labels = ["urgent", "access_request"]
        assert set(tx.requests_off_docket()) == {one, two}
        intake.possible(tx, one, level="review", asked=None)
        assert tx.requests_off_docket() == [two]
    assert other


# --- the way through ---------------------------------------------------------------------------------


def test_an_entry_goes_from_possible_to_closed_with_an_event_for_each_act(a_store, a_docket, opened):
    one = opened()
    with a_store.write() as tx:
        case = open_case(tx, Start(kind=Kind.COMPLAINT), NOW, "ana").id

    a_docket.confirm(CHLOE, one)
    a_docket.acknowledge(CHLOE, one, "told by message")
    a_docket.passed(CHLOE, one, Means.MAIL, case=case)
    a_docket.close(CHLOE, one, "the coordinator has it")
    again = a_docket.reopen(CHLOE, one, "a question came back")

    assert again.entry.state == DocketState.CONFIRMED
    assert again.entry.case == case
    assert [event["act"] for event in events(a_store, one)] == [
        Act.DOCKET_OPENED,
        Act.DOCKET_CONFIRMED,
        Act.DOCKET_ACKNOWLEDGED,
        Act.DOCKET_PASSED,
        Act.DOCKET_CLOSED,
        Act.DOCKET_REOPENED,
    ]
    assert events(a_store, one)[4]["detail"] == {
        "before": "passed",
        "state": "closed",
        "reason": "the coordinator has it",
    }
    assert [step.action for step in again.entry.steps] == [
        DocketAction.OPEN,
        DocketAction.CONFIRM,
        DocketAction.ACKNOWLEDGE,
        DocketAction.PASS,
        DocketAction.CLOSE,
        DocketAction.REOPEN,
    ]


def test_a_typed_reason_is_masked_in_the_step_and_in_the_log(a_store, a_docket, opened):
    one = opened()

    found = a_docket.reject(CHLOE, one, f"asked by {SECRET}")

    assert found.entry.steps[-1].reason == "asked by […]"
    assert SECRET not in json.dumps(events(a_store, one))


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_decision_without_a_reason_is_refused(a_docket, opened, reason):
    one = opened()

    with pytest.raises(NotAllowed):
        a_docket.reject(CHLOE, one, reason)

    assert a_docket.entry(CHLOE, one).entry.state == DocketState.POSSIBLE


@pytest.mark.parametrize("member", [RITA, VERA])
def test_only_an_officer_decides_and_the_team_may_look(a_docket, opened, member):
    one = opened()

    assert a_docket.entry(member, one).entry.id == one
    with pytest.raises(NotAllowed):
        a_docket.confirm(member, one)


def test_an_entry_that_is_not_there_is_refused(a_docket):
    with pytest.raises(NotAllowed):
        a_docket.confirm(CHLOE, DocketId("d-none"))


def test_two_officers_at_once_do_not_overwrite_each_other(a_store, a_docket, opened):
    one = opened()
    with a_store.read() as tx:
        seen = tx.docket_entry(one)
    a_docket.confirm(CHLOE, one)
    step = replace(a_docket.entry(CHLOE, one).entry.steps[-1], action=DocketAction.REJECT)

    with a_store.write() as tx:
        assert not tx.change_docket(seen, step, state=DocketState.NOT_A_REQUEST)


def test_a_change_between_reading_and_writing_is_a_conflict(a_store, a_docket, opened):
    one = opened()

    class Overtaken:
        """A transaction before whose change somebody else's was committed."""

        def __init__(self, tx):
            self._tx = tx

        def __getattr__(self, name):
            return getattr(self._tx, name)

        def change_docket(self, entry, step, **more):
            return self._tx.change_docket(replace(entry, version=entry.version - 1), step, **more)

    class Racing:
        def __init__(self, store):
            self.read, self._store = store.read, store

        @contextmanager
        def write(self):
            with self._store.write() as tx:
                yield Overtaken(tx)

    with pytest.raises(Conflict):
        replace(a_docket, store=Racing(a_store)).confirm(CHLOE, one)

    assert a_docket.entry(CHLOE, one).entry.state == DocketState.POSSIBLE
    assert len(events(a_store, one)) == 1


# --- the clock ---------------------------------------------------------------------------------------


def test_the_clock_counts_from_when_the_post_was_made(a_docket, opened):
    # 1 November 22:00 in Toronto: 29 days to 30 November, 1 more is 1 December, Tuesday.
    one = opened(posted_at=NOW - timedelta(hours=11))

    found = a_docket.entry(CHLOE, one).clock

    assert found.received.isoformat() == "2026-11-01"
    assert found.due.isoformat() == "2026-12-01"
    assert found.left == 29


def test_alarms_stand_as_the_due_date_comes_near(a_docket, a_clock, opened):
    one = opened()  # due on 2 December
    alarms = []

    for days in (19, 1, 5, 4, 1, 1):  # 21, 22, 27 November, 1, 2, 3 December
        a_clock.advance(days=days)
        alarms.append(a_docket.entry(CHLOE, one).alarm)

    assert alarms == ["", "10", "5", "1", "1", "overdue"]
    assert [found.entry.id for found in a_docket.alarming()] == [one]


def test_a_settled_entry_alarms_nobody(a_docket, a_clock, opened):
    one = opened()
    a_docket.reject(CHLOE, one, "news about a law")

    a_clock.advance(days=60)

    assert a_docket.entry(CHLOE, one).alarm == ""


def test_what_has_no_date_stands_at_the_top_and_then_what_is_due_first(a_docket, a_clock, opened):
    late = opened(jurisdiction=Jurisdiction.MB)
    soon = opened(jurisdiction=Jurisdiction.QC)
    dateless = opened(jurisdiction=Jurisdiction.YT)

    assert [one.entry.id for one in a_docket.listing(CHLOE)] == [dateless, soon, late]


def test_an_extension_within_the_law_moves_the_date(a_store, a_docket, opened):
    one = opened(jurisdiction=Jurisdiction.QC)  # 20 days: 22 November, a Sunday; Monday

    found = a_docket.extend(CHLOE, one, 10, "many records")

    assert found.clock.by_law.isoformat() == "2026-11-23"
    assert found.clock.due.isoformat() == "2026-12-02"
    assert events(a_store, one)[-1]["detail"]["days"] == 10


def test_more_than_the_law_lets_is_refused(a_docket, opened):
    one = opened(jurisdiction=Jurisdiction.QC)
    a_docket.extend(CHLOE, one, 6, "many records")

    with pytest.raises(NotAllowed):
        a_docket.extend(CHLOE, one, 5, "still more")


def test_an_extension_after_the_date_comes_too_late_unless_notice_was_given_in_time(a_docket, a_clock, opened):
    one = opened()
    a_clock.advance(days=31)

    with pytest.raises(NotAllowed):
        a_docket.extend(CHLOE, one, 10, "many records")
    found = a_docket.extend(CHLOE, one, 10, "many records", DAY + timedelta(days=28))

    assert found.clock.due.isoformat() == "2026-12-14"  # 12 December, a Saturday; Monday


def test_a_pause_and_its_end_move_the_date(a_docket, a_clock, opened):
    one = opened()
    a_clock.advance(days=3)
    stopped = a_docket.pause(CHLOE, one, PauseKind.FEE, "fee notice sent")
    a_clock.advance(days=7)

    found = a_docket.resume(CHLOE, one, "paid")

    assert (stopped.clock.due, stopped.clock.left) == (None, 28)
    assert found.clock.due.isoformat() == "2026-12-09"  # 7 days after 2 December


def test_a_pause_can_be_noted_with_its_own_day(a_docket, a_clock, opened):
    one = opened()
    a_clock.advance(days=7)

    a_docket.pause(CHLOE, one, PauseKind.CLARIFICATION, "asked what", DAY + timedelta(days=2))
    found = a_docket.resume(CHLOE, one, "", DAY + timedelta(days=4))

    assert found.clock.due.isoformat() == "2026-12-04"


@pytest.mark.parametrize("days", [-1, 1])
def test_a_day_before_the_receipt_or_after_today_is_refused(a_docket, opened, days):
    one = opened()

    with pytest.raises(NotAllowed):
        a_docket.pause(CHLOE, one, PauseKind.FEE, "fee", DAY + timedelta(days=days))


def test_a_clock_is_not_stopped_twice_nor_started_twice(a_docket, opened):
    one = opened()
    with pytest.raises(NotAllowed):
        a_docket.resume(CHLOE, one)
    a_docket.pause(CHLOE, one, PauseKind.FEE, "fee")

    with pytest.raises(NotAllowed):
        a_docket.pause(CHLOE, one, PauseKind.FEE, "fee again")


def test_a_pause_does_not_begin_within_an_earlier_one(a_docket, a_clock, opened):
    one = opened()
    a_clock.advance(days=10)
    a_docket.pause(CHLOE, one, PauseKind.FEE, "fee", DAY + timedelta(days=2))
    a_docket.resume(CHLOE, one, "", DAY + timedelta(days=6))

    with pytest.raises(NotAllowed):
        a_docket.pause(CHLOE, one, PauseKind.FEE, "fee", DAY + timedelta(days=4))
    with pytest.raises(NotAllowed):
        a_docket.resume(CHLOE, one)


def test_an_entry_can_be_put_under_another_law_with_a_reason(a_store, a_docket, opened):
    one = opened()

    found = a_docket.change(CHLOE, one, "a provincial office", jurisdiction=Jurisdiction.BC, kind=RequestKind.OWN_FILE)

    assert (found.entry.jurisdiction, found.entry.kind) == (Jurisdiction.BC, RequestKind.OWN_FILE)
    assert events(a_store, one)[-1]["act"] == Act.DOCKET_CHANGED
    with pytest.raises(NotAllowed):
        a_docket.change(CHLOE, one, "again", jurisdiction=Jurisdiction.BC)


# --- the duty to assist ------------------------------------------------------------------------------


def test_a_question_in_private_waits_for_its_answer(a_docket, a_clock, opened):
    one = opened()
    asked = questions(a_docket.ask(CHLOE, one, (Element.WHAT, Element.WHEN), Where.PRIVATE).entry)
    a_clock.advance(days=1)

    answered = questions(a_docket.answered(CHLOE, one, asked[0].number).entry)

    assert asked[0].answered_at is None
    assert answered[0].answered_at == NOW + timedelta(days=1)
    with pytest.raises(NotAllowed):
        a_docket.answered(CHLOE, one, asked[0].number)


def test_nothing_is_asked_in_public_but_help_may_be_offered(a_docket, opened):
    one = opened()

    with pytest.raises(NotAllowed):
        a_docket.ask(CHLOE, one, (Element.WHAT,), Where.PUBLIC)
    with pytest.raises(NotAllowed):
        a_docket.ask(CHLOE, one, (), Where.PRIVATE)

    assert a_docket.ask(CHLOE, one, (), Where.PUBLIC).entry.steps[-1].word == "public"


# --- random histories --------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(12))
def test_each_act_that_is_taken_leaves_one_step_and_one_event_and_no_other_does(
    a_store, a_docket, a_clock, opened, seed
):
    chance = random.Random(seed)  # noqa: S311 - a history to repeat, no secret
    one = opened(jurisdiction=chance.choice(list(Jurisdiction)))
    acts = (
        lambda: a_docket.confirm(CHLOE, one),
        lambda: a_docket.reject(CHLOE, one, "why"),
        lambda: a_docket.acknowledge(CHLOE, one),
        lambda: a_docket.passed(CHLOE, one, Means.EXPORT),
        lambda: a_docket.close(CHLOE, one, "why"),
        lambda: a_docket.reopen(CHLOE, one, "why"),
        lambda: a_docket.ask(CHLOE, one, (Element.WHO,), Where.PRIVATE),
        lambda: a_docket.answered(CHLOE, one, chance.randint(1, 9)),
        lambda: a_docket.extend(CHLOE, one, chance.randint(1, 12), "why"),
        lambda: a_docket.pause(CHLOE, one, PauseKind.FEE, "why"),
        lambda: a_docket.resume(CHLOE, one),
        lambda: a_docket.change(CHLOE, one, "why", jurisdiction=chance.choice(list(Jurisdiction))),
    )

    taken = 1
    for _ in range(40):
        a_clock.advance(hours=chance.randint(0, 60))
        before = a_docket.entry(CHLOE, one).entry
        try:
            chance.choice(acts)()
            taken += 1
        except NotAllowed:
            assert a_docket.entry(CHLOE, one).entry == before
        standing = a_docket.entry(CHLOE, one)
        assert len(standing.entry.steps) == len(events(a_store, one)) == taken
        assert standing.entry.version == taken - 1
        assert (standing.clock.due is None) == (standing.clock.why is not None)
        assert standing.entry.is_open or not standing.alarm


# --- alarms ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("after", "unseen"),
    # NOW is Monday, 2 November 2026: one business day later it is Tuesday at the same time.
    [(timedelta(hours=23), False), (timedelta(hours=25), True)],
)
def test_an_entry_that_nobody_saw_for_a_business_day_alarms(a_docket, a_clock, opened, after, unseen):
    one = opened()

    a_clock.advance(seconds=int(after.total_seconds()))

    assert a_docket.entry(CHLOE, one).unseen == unseen
    assert [each.entry.id for each in a_docket.alarming() if each.unseen] == ([one] if unseen else [])


def test_what_was_confirmed_and_not_acknowledged_alarms_still_and_what_was_passed_or_settled_does_not(
    a_docket, a_clock, opened
):
    confirmed, acknowledged, passed, rejected = (opened(conversation=f"c{number}") for number in range(4))
    for one in (confirmed, acknowledged, passed):
        a_docket.confirm(CHLOE, one)
    a_docket.acknowledge(CHLOE, acknowledged, "by message")
    a_docket.passed(CHLOE, passed, Means.EXPORT)
    a_docket.reject(CHLOE, rejected, "a joke")

    a_clock.advance(days=3)

    assert [each.entry.id for each in a_docket.alarming() if each.unseen] == [confirmed]
