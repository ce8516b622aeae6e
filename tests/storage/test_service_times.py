"""Service times follow the log, act by act; read back as columns, with what an older database held."""

from datetime import timedelta

import numpy as np
import pytest
from sqlmodel import select
from web.making import NOW, install_in
from web.test_docket import DIRECTORY

from smbot.bootstrap.cases import cases_of
from smbot.bootstrap.offers import offer_report
from smbot.bootstrap.operations import operations_of
from smbot.cases.intake import Start
from smbot.cases.model import Kind
from smbot.core.events import Act, Event
from smbot.core.mention import PRIVATE
from smbot.core.post_kinds import PostKind
from smbot.offices.report import door_names
from smbot.reports.service import NEVER, Step
from smbot.storage.service_tables import ServiceCellRow, ServiceTimeRow

MINUTE = 60


@pytest.fixture
def desk(tmp_path):
    made = install_in(tmp_path)
    yield made
    made.application.close()


def told(desk, mention, act=Act.MENTION_TRIAGED, **values):
    """Record an event about a mention."""
    with desk.application.store.write() as tx:
        tx.record(Event(act=act, subject=mention, **values))


def times(desk, mention):
    """Return the minutes from the post to each step; None for those it has not come to."""
    with desk.application.store.read() as tx:
        row = tx.session.get(ServiceTimeRow, mention)
    return row and {
        step.value: None if (at := getattr(row, step.value)) is None else (at - row.posted) // MINUTE for step in Step
    }


def cell(desk, mention):
    with desk.application.store.read() as tx:
        return tx.session.get(ServiceCellRow, tx.session.get(ServiceTimeRow, mention).cell)


def test_each_step_has_its_moment(desk):
    mention, paul = desk.add_comment(minutes_old=30), desk.members["paul"]
    told(desk, mention)
    board = desk.application.desk()
    desk.clock.advance(minutes=5)
    board.claim(paul, mention)
    desk.clock.advance(minutes=5)
    board.approve(paul, mention)
    desk.clock.advance(minutes=5)
    desk.carry_out()

    assert times(desk, mention) == {
        "collected": 30,
        "triaged": 30,
        "acted": 35,
        "approved": 40,
        "sent": 45,
        "closed": 45,
    }


def test_the_first_act_stays_the_first_and_the_last_approval_counts(desk):
    mention, paul = desk.add_comment(minutes_old=0), desk.members["paul"]
    board = desk.application.desk()
    board.approve(paul, mention)
    board.undo(paul, mention)
    assert times(desk, mention)["approved"] is None
    desk.clock.advance(minutes=9)
    board.approve(paul, mention)

    found = times(desk, mention)
    assert (found["acted"], found["approved"]) == (0, 9)


def test_a_decision_that_is_undone_opens_a_mention_again(desk):
    mention, paul = desk.add_mention(minutes_old=0), desk.members["paul"]
    board = desk.application.desk()
    board.answered_by_hand(paul, mention)
    assert (times(desk, mention)["sent"], times(desk, mention)["closed"]) == (0, 0)
    board.reopen(paul, mention)
    assert (times(desk, mention)["sent"], times(desk, mention)["closed"]) == (None, None)
    desk.clock.advance(minutes=7)
    board.no_reply(paul, mention)

    assert (times(desk, mention)["sent"], times(desk, mention)["closed"]) == (None, 7)


def test_a_platform_whose_clock_is_ahead_makes_no_negative_wait(desk):
    mention = desk.add_mention(minutes_old=-3)
    told(desk, mention)

    assert {times(desk, mention)["triaged"], times(desk, mention)["collected"]} == {0}


def test_a_private_message_on_a_case_is_not_waited_for_in_the_queue(desk):
    mention = desk.add_mention(None, withheld=f"{PRIVATE}abc", kind=PostKind.MESSAGE)
    told(desk, mention, Act.MENTION_QUARANTINED)

    assert times(desk, mention) is None


def test_an_event_of_something_else_writes_nothing(desk):
    told(desk, "paul", Act.MEMBER_SIGNED_IN)
    told(desk, "no-such-mention")

    with desk.application.store.read() as tx:
        assert tx.service_columns(NOW - timedelta(days=9), NOW).posted.size == 0


def test_other_labels_put_a_mention_into_another_cell(desk):
    mention = desk.add_mention(label="complaint")
    told(desk, mention)
    before = cell(desk, mention).label

    desk.application.label_corrections().correct(desk.members["ana"], mention, ["question"])

    assert (before, cell(desk, mention).label) == ("complaint", "question")


def test_a_mention_counts_under_the_program_and_office_of_its_case(desk):
    mention, ana = desk.add_mention(), desk.members["ana"]
    told(desk, mention)
    made = cases_of(desk.application).open(
        ana, Start(kind=Kind.COMPLAINT, mentions=(mention,), program="roads", office="north")
    )

    assert (cell(desk, mention).program, cell(desk, mention).office) == ("roads", "north")
    assert made.mentions == (mention,)


def test_a_reply_says_whether_it_made_the_offer_and_whose_it_was(desk):
    mention = desk.add_answered()

    with desk.application.store.read() as tx:
        row = tx.session.get(ServiceTimeRow, mention)
    assert row.offered is True
    assert cell(desk, mention).office == row.greeted_by


def test_exposed_posts_have_the_moment_at_which_they_were_hidden(desk):
    mention = desk.add_comment(minutes_old=10)
    with desk.application.store.write() as tx:
        assert tx.mark_hidden(mention, hidden=True)
        tx.record(Event(act=Act.MENTION_HIDDEN, subject=mention))

    with desk.application.store.read() as tx:
        found = tx.service_columns(NOW - timedelta(days=1), NOW)
    assert (found.exposed.tolist(), found.hidden.tolist()) == ([1], [10 * MINUTE])


def test_columns_belong_together(desk):
    for minutes in (50, 40, 30):
        told(desk, desk.add_mention(minutes_old=minutes, label=f"label-{minutes}"))

    with desk.application.store.read() as tx:
        found = tx.service_columns(NOW - timedelta(minutes=45), NOW)
    rows = sorted(
        (found.cells[int(number)].label, int(wait))
        for number, wait in zip(found.cell, found.waits[Step.TRIAGED], strict=True)
    )
    assert rows == [("label-30", 30 * MINUTE), ("label-40", 40 * MINUTE)]
    assert np.all(found.waits[Step.CLOSED] == NEVER)


def test_the_share_deflected_is_that_of_the_report_on_the_active_offer(desk):
    paul, week = desk.members["paul"], 7 * 24 * 60
    file = desk.application.configuration.folder(desk.application.settings.offices.file)
    file.write_text(DIRECTORY, "utf-8")
    door = door_names(desk.application.directory)[0]
    led = [desk.add_answered(label="wrong_office", minutes_old=2 * week) for _ in range(3)]
    for number, mention in enumerate(led):
        text = f"Hello, bonjour! Please ask {door}." if number < 2 else "Hello, bonjour! We do not do this."
        desk.set_reply(mention, sent_at=NOW - timedelta(days=10), text=text)
        desk.set_mention(mention, pseudonym=f"p{number}")
    desk.set_mention(desk.add_mention(minutes_old=week), pseudonym="p1")
    first, last = (NOW - timedelta(days=20)).date(), NOW.date()

    found = operations_of(desk.application, first, last).deflection

    assert (found.deflected, found.came_back, found.too_early) == (1, 1, 0)
    assert found == offer_report(desk.application, paul, first, last).deflection


def test_an_older_database_gets_its_times_from_its_log(desk):
    from importlib import import_module

    mention, other = desk.add_answered(minutes_old=20), desk.add_mention(label="praise")
    told(desk, mention)
    told(desk, other)
    desk.application.desk().no_reply(desk.members["paul"], other)
    module = import_module("smbot.storage.migrations.versions.0019_service_times")
    numbers = {}
    with desk.application.store.read() as tx:
        kept = {row.mention: row.model_dump() for row in tx.session.exec(select(ServiceTimeRow))}
        cells = {row.id: row for row in tx.session.exec(select(ServiceCellRow))}
        read = {row["mention"]: row for row in module._times(tx.session.connection(), numbers)}

    assert read.keys() == kept.keys()
    names = {number: names for names, number in numbers.items()}
    for key, row in read.items():
        mine = cells[kept[key].pop("cell")]
        assert names[row.pop("cell")] == (mine.program, mine.office, mine.label, mine.language, mine.platform)
        assert row == kept[key]
