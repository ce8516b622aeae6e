"""Orders about a mention on the command line: what is given, refused, taken back, and what `queue show` tells."""

import io
import json
import sys
from datetime import UTC, datetime, timedelta

import pytest
from web.making import TownhallSender

from smbot.core.handle import PlatformHandle
from smbot.core.ids import new_member_id
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose
from smbot.core.roles import Member, Role
from smbot.core.states import MentionState, Mode, ReplyState
from smbot.review.ports import Approved
from smbot.send.dispatch import dispatch
from smbot.storage.tables import MentionRow
from smbot.vault.handles import HandleSealer

PRIVATE = "Hello, bonjour! We would like to help you. Please tell us in this conversation what happened."
REPLY = "Hello, bonjour! Thank you for telling us about this. We answer within two working days."


@pytest.fixture
def townhall(live, tmp_path, monkeypatch):
    """The live installation, where a platform that allows everything is connected too; that platform in memory."""
    folder = tmp_path / "installed" / "townhall-1.0.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: townhall\nVersion: 1.0\n")
    (folder / "entry_points.txt").write_text("[smbot.platforms]\ntownhall = web.making:ADAPTER\n")
    monkeypatch.syspath_prepend(str(folder.parent))
    live.write_text(live.read_text("utf-8") + "\n[platforms.townhall]\nenabled = true\n", "utf-8")
    return TownhallSender()


@pytest.fixture
def comment(townhall, stored, an_installation):
    """The factory `comment(**changes)` of comments on it, an hour old by the machine's clock."""
    sealer = HandleSealer(an_installation.keys.public("dispatch"))

    def store(**changes):
        posted_at = datetime.now(UTC) - timedelta(hours=1)
        made = stored(**({"platform": "townhall", "kind": PostKind.COMMENT, "posted_at": posted_at} | changes))
        with an_installation.store.write() as tx:
            handle = PlatformHandle(post_id="1", first_id="1", author_id="2")
            tx.session.get_one(MentionRow, made).handle = sealer.seal(handle, made)
        return made

    return store


@pytest.fixture
def answered(comment, townhall, application, an_installation):
    """A comment whose reply is out."""
    made = comment()
    approved = Approved(
        mention=made,
        platform="townhall",
        account="townhall",
        text=REPLY,
        language="en",
        mode=Mode.LIVE,
        approved_by="Alice",
        leave_at=datetime.now(UTC),
    )
    with an_installation.store.write() as tx:
        tx.put_reply(approved)
        tx.session.get_one(MentionRow, made).state = MentionState.APPROVED
        tx.session.get_one(MentionRow, made).draft_language = "en"
    assert dispatch("townhall", townhall, application.dispatching()) == 1
    return made


def shown(smbot, mention):
    return json.loads(smbot("queue", "show", mention, "--json").out)


def test_a_post_is_hidden_and_shown_again(smbot, comment, townhall, application):
    one = comment()

    done = smbot("queue", "hide", one, "--reason", "exposes a phone")
    pending = shown(smbot, one)["orders"]["visibility"]
    dispatch("townhall", townhall, application.dispatching())
    hidden = smbot("queue", "show", one).out
    back = smbot("queue", "unhide", one, "--reason", "edited", "--json")
    dispatch("townhall", townhall, application.dispatching())

    assert (done.code, done.out) == (0, f"{one}\tdrafted\n")
    assert "carries it out at once" in done.err
    assert (pending["order"], pending["state"], pending["mode"]) == ("hide", "pending", "live")
    assert "Hidden: others do not see it." in hidden
    assert "  unhide\n" in hidden
    assert json.loads(back.out)["orders"]["visibility"]["order"] == "unhide"
    assert not shown(smbot, one)["hidden"]


def test_an_order_is_taken_back_by_its_commands_name(smbot, comment):
    one = comment()
    given = smbot("queue", "write-private", one, "--text", PRIVATE)

    done = smbot("queue", "take-back", one, "write-private", "--json")
    again = smbot("queue", "take-back", one, "hide")

    assert given.code == 0, given.err
    assert f"smbot queue take-back {one} write-private" in given.err
    assert json.loads(done.out)["orders"]["private"]["state"] == "retracted"
    assert again.code == 1
    assert "cannot be taken back" in again.err


def test_words_come_from_a_text_a_file_or_standard_input(smbot, comment, tmp_path, monkeypatch):
    texts = []
    (tmp_path / "words.txt").write_text(PRIVATE + " 1\n", "utf-8")
    monkeypatch.setattr(sys, "stdin", io.StringIO(PRIVATE + " 2"))

    for options in (["--text", PRIVATE], ["--file", tmp_path / "words.txt"], ["--file", "-"]):
        one = comment()
        assert smbot("queue", "write-private", one, *options).code == 0
        texts.append(one)
    without = smbot("queue", "write-private", comment())

    assert (without.code, without.out) == (2, "")
    assert "Use --text or --file." in without.err
    assert len(texts) == 3


def test_a_private_text_that_the_guard_refuses_is_not_ordered(smbot, comment):
    one = comment()

    done = smbot("queue", "write-private", one, "--text", "Call me at 604 555-0187.")

    assert done.code == 1
    assert "The guard refuses this reply" in done.err
    assert shown(smbot, one)["orders"] == {}


def test_after_the_window_nothing_is_written(smbot, comment):
    one = comment(posted_at=datetime.now(UTC) - timedelta(days=8))

    done = smbot("queue", "write-private", one, "--text", PRIVATE)
    page = smbot("queue", "show", one)

    assert done.code == 1
    assert "lets us write in private is over" in done.err
    assert "  (write-private: The time in which Townhall" in page.out
    assert "Time to write in private" not in page.out


def test_our_reply_is_looked_at_corrected_and_deleted(smbot, answered, townhall, application):
    first = shown(smbot, answered)
    smbot("queue", "look", answered)
    dispatch("townhall", townhall, application.dispatching())
    seen = shown(smbot, answered)["reply"]
    corrected = smbot("queue", "correct-reply", answered, "--text", REPLY + " Thanks.")
    smbot("queue", "take-back", answered, "correct-reply")
    deleted = smbot("queue", "delete-reply", answered, "--reason", "It was for another post.")

    assert set(first["orders_possible"]) == {"hide", "write-private", "correct-reply", "delete-reply", "look"}
    assert first["reply"]["seen"] == ""
    assert (seen["seen"], seen["seen_text"]) == ("there", REPLY)
    assert corrected.code == deleted.code == 0
    orders = shown(smbot, answered)["orders"]
    assert {order["order"]: order["state"] for order in orders.values()} == {
        "look": "sent",
        "correct-reply": "retracted",
        "delete-reply": "pending",
    }


@pytest.mark.parametrize("command", ["hide", "unhide", "delete-reply"])
def test_what_touches_what_citizens_read_needs_a_reason(smbot, comment, command):
    one = comment()

    assert smbot("queue", command, one).code == 2
    assert smbot("queue", command, one, "--reason", " ").code == 1


def test_a_private_message_in_doubt_is_resolved_apart_from_the_reply(smbot, comment, an_installation):
    one = comment()
    smbot("queue", "write-private", one, "--text", PRIVATE)
    with an_installation.store.write() as tx:
        tx.session.connection().exec_driver_sql("UPDATE reply SET state = 'needs-person', code = 'not-found'")

    told = smbot("queue", "show", one).out
    public = smbot("queue", "resolve", one, "sent")
    done = smbot("queue", "resolve", one, "sent", "--private")

    assert "nobody can tell whether it arrived" in told
    assert "Why: it was not found." in told
    assert public.code == 1
    assert (done.code, done.out) == (0, f"{one}\tdrafted\n")
    assert shown(smbot, one)["orders"]["private"]["state"] == ReplyState.SENT


def test_show_tells_how_things_stand_on_the_platform(smbot, comment, application, an_installation):
    one = comment()
    with an_installation.store.write() as tx:
        conversation = tx.item(one).conversation
        tx.keep_own_post(digest="d", parent="p", conversation=conversation, posted_at=datetime(2026, 3, 4, tzinfo=UTC))

    told, machine = smbot("queue", "show", one).out, shown(smbot, one)

    assert "Kind of post: comment." in told
    assert "Shown: others see it." in told
    assert "Our account wrote in this conversation, by hand: 2026-03-04 00:00 UTC" in told
    assert "Time to write in private: 6 days left." in told
    assert "  write-private\n" in told
    assert (machine["kind"], machine["hidden"], machine["gone_at"]) == ("comment", False, None)
    assert machine["own_posts"] == [{"at": "2026-03-04T00:00:00+00:00", "by": "hand"}]


def test_a_post_that_is_gone_is_told_as_such(smbot, comment, an_installation):
    one = comment()
    with an_installation.store.write() as tx:
        tx.purge(one)

    listed, told = smbot("queue", "list").out, smbot("queue", "show", one)

    assert "[gone from its platform] (The post is no longer on its platform" in listed
    assert "Gone from its platform since" in told.out
    assert "not be sure" not in told.out
    assert shown(smbot, one)["gone_at"]


def test_a_reviewer_may_hide_and_may_not_write(smbot, comment, an_installation):
    one = comment()
    rita = Member(id=new_member_id(), name="Rita", roles=frozenset({Role.REVIEWER}))
    with an_installation.store.write() as tx:
        tx.add_member(rita, "hash")

    hidden = smbot("queue", "hide", one, "--reason", "exposes a phone", "--member", "Rita")
    written = smbot("queue", "write-private", one, "--text", PRIVATE, "--member", "Rita")

    assert hidden.code == 0, hidden.err
    assert written.code == 1
    assert "Your role does not permit this." in written.err
    with an_installation.store.read() as tx:
        assert set(tx.item(one).orders) == {Purpose.VISIBILITY}


def test_while_smbot_listens_nothing_is_ordered(smbot, comment, live):
    one = comment()
    live.write_text(live.read_text("utf-8").replace('mode = "live"', 'mode = "listen"'), "utf-8")

    done = smbot("queue", "hide", one, "--reason", "exposes a phone")

    assert done.code == 1
    assert "smbot only listens here" in done.err


def test_a_rehearsed_order_says_that_it_does_not_leave(smbot, comment, live):
    one = comment()
    live.write_text(live.read_text("utf-8").replace('mode = "live"', 'mode = "shadow"'), "utf-8")

    done = smbot("queue", "hide", one, "--reason", "exposes a phone")

    assert done.code == 0
    assert "it does not leave" in done.err
