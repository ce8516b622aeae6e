"""The daemon's jobs on a whole installation and a local X, in virtual time; each part with its own keys alone."""

from datetime import timedelta

import pytest
from fakes import NOW

from smbot import settings
from smbot.bootstrap import Application, Connected
from smbot.bootstrap.private import private_desk
from smbot.core.accounts import MOST_ATTEMPTS
from smbot.core.clock import FrozenClock
from smbot.core.errors import AccountProblem, ConfigurationError, Unavailable
from smbot.core.events import Act
from smbot.core.ids import new_member_id
from smbot.core.roles import Member, Role
from smbot.core.states import MentionState
from smbot.daemon.jobs import LogKeeper, jobs
from smbot.daemon.parts import EVERY_PART, KEYS, Part
from smbot.daemon.virtual import VirtualTime
from smbot.platforms.x.rules import RULES
from smbot.review.ports import Filter
from smbot.storage.vitals import ALIVE_NOTE, TOKEN_NOTE
from smbot.testing.x import XServer, XWorld
from smbot.web.app import create_app
from smbot.web.citizen.app import citizen_app
from smbot.web.webhooks import create_webhook_app
from tests.installations import write_installation
from tests.no_models import NoNames
from tests.tampering import off_guard

NOTICE = """
[citizen]
authority = { en = "section 26(c) of the Example Act", fr = "l’alinéa 26c) de la Loi exemplaire" }
questions = { en = "the privacy officer", fr = "le responsable de la vie privée" }
"""
ASSIGNEE = Member(id=new_member_id(), name="alice", roles=frozenset({Role.REVIEWER}))


@pytest.fixture
def a_site(tmp_path):
    """A world with one post, and the configuration of an installation that reads it; all on one frozen clock."""
    clock = FrozenClock(NOW)
    world = XWorld(clock)
    world.add_user("somebody", "Some Body")
    world.post("somebody", "@servicenord this is the third time I complain, nobody answers!")
    with XServer(world) as server:
        yield world, write_installation(tmp_path / "site", world, server), clock


def run(application, clock, parts=EVERY_PART, length=timedelta(minutes=2)):
    time = VirtualTime(jobs(application, parts, tagger=NoNames), clock)
    time.run(length)
    return time


def states(application):
    with application.store.read() as tx:
        return tx.count_by_state()


def test_all_parts_together_bring_a_post_into_the_queue(a_site):
    _, file, clock = a_site
    application = Application(settings.load(file), clock, {})

    time = run(application, clock)

    assert sum(states(application).values()) == 1
    assert not +time.failures
    assert {job.split()[0] for job in time.runs} == {
        "work", "deliveries", "tidy", "sample", "verify", "checkpoint", "collect", "send", "token", "sweep", "alarms",
        "digests", "claims", "snoozed", "disposals", "alive", "calls", "escalations", "faults", "persons",
        "passings", "unattended", "steps", "roles",
    }  # fmt: skip
    application.close()


def test_a_part_does_its_own_work_and_no_other(a_site):
    _, file, clock = a_site
    application = Application(settings.load(file), clock, {})

    run(application, clock, {Part.COLLECT})
    with application.store.read() as tx:
        waiting = tx.count_waiting()
    run(application, clock, {Part.WORK})

    assert (waiting, states(application).get(MentionState.REDACTED, 0)) == (1, 0)
    assert sum(states(application).values()) == 1
    application.close()


@pytest.mark.parametrize("part", Part)
def test_each_part_works_with_its_own_keys_and_needs_each_of_them(part, a_site, tmp_path):
    world, file, clock = a_site
    whole = Application(settings.load(file), clock, {})
    run(whole, clock)
    whole.close()
    world.post("somebody", "@servicenord and where is my file?")
    if part == Part.CITIZEN:
        file.write_text(file.read_text("utf-8") + NOTICE, "utf-8")
    keys = tmp_path / "site" / "keys"
    for path in list(keys.iterdir()):
        if path.name not in KEYS[part] and path.suffix in {".key", ".pub"}:
            path.unlink()

    application = Application(settings.load(file), clock, {})
    failures = _try(application, clock, part)
    application.close()

    assert failures == []
    for name in KEYS[part]:
        (keys / name).rename(tmp_path / name)
        application = Application(settings.load(file), clock, {})
        with pytest.raises((ConfigurationError, AssertionError)):
            assert _try(application, clock, part) == []
        application.close()
        (tmp_path / name).rename(keys / name)


def _try(application, clock, part):
    """Do everything that a part does; return the jobs that failed."""
    if part == Part.DESK:
        create_app(application)
        application.at_platform()
        LogKeeper(application).verify_daily()
        with application.store.read() as tx:
            [mention] = [item.id for item in tx.items(Filter(), limit=1, offset=0)]
            assert application.permalink(tx.sealed_handle(mention), mention)
        private_desk(application, lambda case: ASSIGNEE.name).open_thread("c-1", ASSIGNEE)
    if part == Part.WEBHOOKS:
        create_webhook_app(application)
    if part == Part.CITIZEN:
        citizen_app(application)
    time = run(application, clock, {part})
    return sorted(+time.failures)


def test_the_parts_give_signs_of_life(a_site):
    _, file, clock = a_site
    application = Application(settings.load(file), clock, {})

    run(application, clock, {Part.WORK, Part.WEBHOOKS})

    with application.store.read() as tx:
        notes = tx.notes(ALIVE_NOTE)
    assert [note.name for note in notes] == ["alive:webhooks", "alive:work"]
    assert all(clock.now() - note.at <= timedelta(minutes=1) for note in notes)
    application.close()


# --- tokens ------------------------------------------------------------------------------------------


class FakeAdapter:
    """A platform whose token ends when `answer` says; an error is raised."""

    name = "x"
    rules = RULES

    def __init__(self, answer):
        self.answer = answer
        self.asked = 0

    def expires(self, _settings, _secrets, _clock):
        self.asked += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def sender(self, *_):
        return None

    def compliance(self, *_):
        return None


@pytest.fixture
def asking(an_installation, a_clock):
    """The factory `asking(answer)` of an adapter and a function that lets hours pass."""

    def make(answer):
        adapter = FakeAdapter(answer)
        an_installation.platforms["x"] = Connected(adapter=adapter, settings=None, read_secrets=dict)
        time = VirtualTime([j for j in jobs(an_installation, {Part.DISPATCH}) if j.name == "token x"], a_clock)
        return adapter, lambda hours: time.run(timedelta(hours=hours))

    return make


def token(application):
    [found] = application.vitals().tokens
    return found


def test_a_token_is_asked_after_once_a_day_and_kept(asking, an_installation):
    end = NOW + timedelta(days=20)
    adapter, wait = asking(end)

    wait(47)

    assert adapter.asked == 2
    assert token(an_installation).expires_at == end


def test_a_dead_token_is_kept_with_the_platform_s_code(asking, an_installation):
    _, wait = asking(AccountProblem("190"))

    wait(1)

    assert token(an_installation).problem == "190"


def test_what_could_not_be_asked_is_asked_again_within_the_hour_and_forgets_nothing(asking, an_installation):
    adapter, wait = asking(None)
    wait(0)
    adapter.answer = Unavailable("500")
    wait(26)
    adapter.answer = AccountProblem("190")
    wait(1)

    with an_installation.store.read() as tx:
        note = tx.note(f"{TOKEN_NOTE}x")
    assert note.value == "ended:190"
    assert adapter.asked >= 4


# --- the audit log -----------------------------------------------------------------------------------


def test_a_log_that_is_whole_is_signed_and_one_that_is_not_is_not(an_installation, a_clock):
    keeper = LogKeeper(an_installation)
    keeper.sign()
    unverified = checkpoints(an_installation)
    keeper.verify_daily()
    keeper.sign()
    signed = checkpoints(an_installation)
    with an_installation.store.write() as tx:
        connection = tx.session.connection()
        with off_guard(connection):
            connection.exec_driver_sql("UPDATE audit_event SET actor = 'somebody' WHERE seq = 0")
    a_clock.advance(days=1)
    keeper.verify_daily()
    keeper.sign()

    assert (unverified, signed, checkpoints(an_installation)) == (0, 1, 1)
    assert an_installation.vitals().log_whole is False


def test_of_two_machines_none_signs_what_it_has_not_verified_within_a_day(an_installation, a_clock):
    """Each job runs on whichever machine is free: here one verifies each day, and the other signs."""
    one, other = LogKeeper(an_installation), LogKeeper(an_installation)
    for keeper in (one, other):
        keeper.verify_daily()
    other.checkpoint()
    with an_installation.store.write() as tx:
        connection = tx.session.connection()
        with off_guard(connection):
            connection.exec_driver_sql("UPDATE audit_event SET actor = 'somebody' WHERE seq = 0")
    a_clock.advance(days=1)
    one.verify_daily()
    other.sign()
    other.checkpoint()

    assert checkpoints(an_installation) == 1


def test_a_machine_that_has_not_verified_the_log_does_so_before_it_signs(an_installation):
    LogKeeper(an_installation).checkpoint()

    assert checkpoints(an_installation) == 1
    assert an_installation.vitals().log_whole is True


def test_the_log_is_walked_once_a_day(an_installation, a_clock):
    keeper = LogKeeper(an_installation)

    for _ in range(50):
        keeper.verify_daily()
        a_clock.advance(hours=1)

    with an_installation.store.read() as tx:
        events = [body for body in tx.audit_newest(1000) if Act.AUDIT_VERIFIED.value.encode() in body]
    assert len(events) == 3


def checkpoints(application):
    with application.store.read() as tx:
        return len(tx.checkpoints())


def test_deliveries_are_forgotten_after_a_quarter_read_or_not(a_site):
    _, file, clock = a_site
    application = Application(settings.load(file), clock, {})
    with application.store.write() as tx:
        for digest in ("read", "unreadable"):
            tx.add_delivery(digest, "nowhere", b"sealed")
        tx.finish_delivery("read")
        for _ in range(MOST_ATTEMPTS):
            tx.note_delivery_attempts(["unreadable"])
    daily = [job for job in jobs(application, EVERY_PART, tagger=NoNames) if job.name == "tidy"]

    VirtualTime(daily, clock).run(timedelta(days=89))
    with application.store.read() as tx:
        kept = tx.count_deliveries(set_aside=True)
    VirtualTime(daily, clock).run(timedelta(days=3))

    with application.store.write() as tx:
        assert (kept, tx.count_deliveries(set_aside=True)) == (1, 0)
        assert tx.add_delivery("read", "nowhere", b"sealed")
    application.close()


def test_a_month_of_a_quiet_installation_passes_in_virtual_time(a_site):
    _, file, clock = a_site
    application = Application(settings.load(file), clock, {})
    slow = [job for job in jobs(application, EVERY_PART, tagger=NoNames) if job.every >= timedelta(hours=1)]

    time = VirtualTime(slow, clock)
    time.run(timedelta(days=30))

    assert not +time.failures
    assert time.runs["verify"] == 30 * 24 + 1
    application.close()
