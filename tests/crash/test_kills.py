"""A kill -9 anywhere while collecting, redacting, triaging, drafting or sending loses and doubles nothing."""

import multiprocessing
import signal
from collections import Counter
from pathlib import Path

import pytest

from smbot import settings
from smbot.bootstrap import Application
from smbot.core.clock import SystemClock
from smbot.core.states import MentionState, ReplyState
from smbot.review.ports import Filter
from smbot.testing.x import Fault, XServer, XWorld
from smbot.verification import verify_log
from tests.crash import worker
from tests.installations import write_installation

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.crash.worker"])
POSTS = 24
"""Three pages of ten: a kill can fall between pages, too."""

UNSETTLED = {ReplyState.PENDING, ReplyState.SENDING, ReplyState.UNKNOWN}

EVERYDAY = (
    "collect.posts-kept",
    "collect.committed@2",
    "redact.before-commit",
    "draft.before-commit",
    "send.claimed",
    "send.answered",
    "send.keeping-sent",
)
"""The places where a fault would lose or double most; the campaign visits the others."""

CAMPAIGN = (
    "collect.page-read",
    "collect.keys-kept",
    "collect.before-commit",
    "collect.committed",
    "redact.begun",
    "redact.masked",
    "redact.committed",
    "triage.decided",
    "triage.before-commit",
    "draft.begun",
    "send.before-claim",
    "send.recorded",
    "send.recorded@5",
)
PLACES = [*EVERYDAY, *(pytest.param(place, marks=pytest.mark.campaign) for place in CAMPAIGN)]


@pytest.fixture
def a_world():
    world = XWorld(SystemClock())
    for number in range(POSTS):
        author = f"author{number}"
        world.add_user(author, f"Author {number}")
        world.post(author, f"@servicenord the kiosk took my form number {number} and nobody answers, when do you open?")
    return world


def run_worker(config: Path, failpoint: str = "", minutes_later: int = 0) -> int:
    """Run the worker in a process forked from one that has imported everything; return its exit code."""
    process = FORKS.Process(target=worker.main, args=(str(config), failpoint, minutes_later))
    process.start()
    process.join(timeout=120)
    return process.exitcode


def finish(config: Path) -> None:
    """Work until every reply is settled: at once, after the lease, and after both readings of a doubtful one."""
    for minutes_later in (0, 3, 6, 20, 40):
        assert run_worker(config, minutes_later=minutes_later) == 0
        application = Application(settings.load(config))
        with application.store.read() as tx:
            unsettled = set(tx.reply_states().values()) & UNSETTLED
        application.close()
        if not unsettled:
            return


def assert_nothing_lost_or_doubled(config: Path, world: XWorld) -> None:
    application = Application(settings.load(config))
    with application.store.read() as tx:
        items = tx.items(Filter(), limit=1000, offset=0)
        assert tx.count_waiting() == 0
    answered = Counter(post.reply_to for post in world.replies_of("servicenord"))
    states = Counter(item.state for item in items)
    verdict = verify_log(application, actor="test")
    application.close()

    assert len(items) == POSTS
    assert states[MentionState.ANSWERED] == len(answered) == POSTS
    assert set(answered.values()) == {1}, "a post was answered twice"
    assert verdict.problems == ()


@pytest.mark.parametrize("place", PLACES)
def test_a_kill_at_this_place_loses_and_doubles_nothing(place, tmp_path, a_world):
    name, _, visit = place.partition("@")
    with XServer(a_world) as server:
        config = write_installation(tmp_path / "site", a_world, server)

        killed = run_worker(config, f"{name}=kill@{visit or 1}")
        finish(config)

        assert killed == -signal.SIGKILL
        assert_nothing_lost_or_doubled(config, a_world)


def test_an_answer_lost_after_x_kept_the_reply_is_found_and_not_sent_again(tmp_path, a_world):
    with XServer(a_world) as server:
        config = write_installation(tmp_path / "site", a_world, server)
        server.faults.next("POST /2/tweets", Fault.DROP_AFTER_COMMIT, None, Fault.DROP_AFTER_COMMIT)

        finish(config)

        assert_nothing_lost_or_doubled(config, a_world)
