"""Kill the product again and again at labelled places, against platforms that misbehave, and see what is left."""

import random
import re
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import col, func, select

from smbot import settings
from smbot.bootstrap import Application
from smbot.core.handle import PlatformHandle
from smbot.core.ids import MentionId
from smbot.core.roles import Role
from smbot.core.states import ReplyState
from smbot.installation import NewMember, add_member, install
from smbot.storage.tables import InboxRow, MentionRow, SeenPostRow, VaultRow
from smbot.testing import facebook, x
from smbot.vault.nacl import unseal
from smbot.verification import verify_log
from tests.benchmarks.thirty_days import Remote, Worlds, the_worlds, write
from tests.crash.clock import SharedClock
from tests.crash.forks import FAILED, ForkServer, Order, fork_server
from tests.crash.points import ELSEWHERE, POINTS, STOPS
from tests.leaks.sinks import found_below

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
STEP = timedelta(seconds=60)
READ_LAG = timedelta(seconds=30)
"""How long the platforms do not show what was just posted: less than the quiet period of 120 seconds."""
PAST_THE_LEASE = timedelta(minutes=10)
PAST_THE_SWEEP = timedelta(hours=13)
CANARIES = {"e-mail": "quillonpost", "handle": "quillonby", "phone": "604-555-01"}
"""What every post has in it, and its author's name: nothing of it may stand anywhere."""
UNSETTLED = {ReplyState.PENDING, ReplyState.SENDING, ReplyState.UNKNOWN}
SAMPLE = 20
AUTHORS = 1000
"""So many that most posts are somebody's first, and are answered: nobody is answered again and again."""
BUDGET_USD = 10_000
"""A month's budget that is not spent: of a campaign's thousands of rounds each reads X."""


class CrashWorlds(Worlds):
    """Both platforms: people who write what must be masked, and answers that are lost."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.set_clock(START)
        self.x.read_lag = self.fb.read_lag = READ_LAG
        self.fb.engaged_users = 100_000
        self.people = CANARIES["handle"]
        self.page_post = self.fb.post("We open at nine.")
        self.messages: list[str] = []

    def busy(self, posts: int, delete: float) -> Sequence[tuple[dict[str, str], bytes]]:
        """Let people write and change their minds; return what Meta delivers."""
        for _ in range(posts):
            self._somebody_writes()
        if self.fb_entries and self.chance.random() < 0.15:
            self.fb.edit(self.chance.choice(self.fb_entries[-20:]), self._words())
        if self.fb_entries and self.chance.random() < 0.05:
            self.fb.reply_by_hand(self.chance.choice(self.fb_entries[-5:]), "We have written to you.")
        if len(self.fb_entries) > 5 and self.chance.random() < delete:
            self.fb.delete(self.fb_entries.pop(-self.chance.randrange(1, 5)))
        if len(self.x_posts) > 5 and self.chance.random() < delete:
            self.x.delete(self.x_posts.pop(-self.chance.randrange(1, 5)))
        return [(dict(d.headers), d.body) for d in self.fb.webhooks.take()]

    def weather(self, day: int) -> None:
        """Choose how badly the platforms behave: what was measured for architecture's outbox, with reads that lag."""
        rates = {
            x.Fault.SERVER_ERROR: 0.04,
            x.Fault.RESET_BEFORE: 0.02,
            x.Fault.RATE_LIMITED: 0.01,
            x.Fault.FORBIDDEN: 0.01,
            x.Fault.TRUNCATED_JSON: 0.01,
            x.Fault.DROP_AFTER_COMMIT: 0.07,
            x.Fault.ERROR_AFTER_COMMIT: 0.06,
        }
        self.x_server.faults.plan = x.FaultPlan(day, rates)
        self.fb_server.faults.plan = facebook.FaultPlan(
            day,
            {
                facebook.Fault.SERVICE_ERROR: 0.02,
                facebook.Fault.RESET_BEFORE: 0.01,
                facebook.Fault.TRUNCATED_JSON: 0.01,
                facebook.Fault.DROP_AFTER_COMMIT: 0.07,
                facebook.Fault.ERROR_AFTER_COMMIT: 0.06,
            },
        )

    def hang_up(self) -> None:
        """Close every connection, as platforms do with requests that do not go on."""
        for server in (self.x_server, self.fb_server):
            server._http.close_connections()

    def order(self, fault: str, times: int) -> None:
        """Let the next replies on X meet this fault."""
        self.x_server.faults.next("POST /2/tweets", *[x.Fault[fault]] * times)

    def record(self) -> dict[str, Any]:
        """Return the platforms' own record of what there is and of what smbot did."""
        comments = [c for c in self.fb.comments() if c.by_app]
        private = [m for person in self.fb.written_with() for m in self.fb.messages_with(person.id)]
        answered = Counter(post.reply_to for post in self.x.replies_of("servicenord"))
        answered += Counter(c.parent_id or c.post_id for c in comments)
        answered += Counter(m.answers for m in private if m.by_app and m.answers)
        return {
            "posts": [("x", one) for one in self.x_posts] + [("facebook", one) for one in self.fb_entries],
            "messages": [("facebook", one) for one in self.messages],
            "answered": dict(answered),
            "replies": sum(answered.values()) + sum(m.by_app and not m.answers for m in private),
            "crashes": len(self.x_server.crashes) + len(self.fb_server.crashes),
        }

    def _words(self) -> str:
        self.counts["said"] += 1
        said = self.counts["said"]
        asked = f"{self.chance.choice(('form', 'permit', 'kiosk'))} {said} is late, when do you answer?"
        return f"{asked} {CANARIES['e-mail']}{said}@example.ca, {CANARIES['phone']}{said % 100:02d}"

    def _somebody_writes(self) -> None:
        author = f"{self.people}{self.chance.randrange(AUTHORS)}"
        where = self.chance.random()
        if where < 0.55:
            self.x.add_user(author, author.title())
            self.x_posts.append(self.x.post(author, f"@servicenord {self._words()}", language="en"))
            return
        self.fb.add_person(author, author.title())
        if where < 0.93:
            self.fb_entries.append(self.fb.comment(author, self.page_post, self._words()))
        elif where < 0.95:
            self.fb_entries.append(self.fb.visitor_post(author, self._words()))
        else:
            self.messages.append(self.fb.message(author, self._words()))


@dataclass(kw_only=True)
class Score:
    """What was done, and what was found wrong: words and numbers only."""

    kills: Counter[str] = field(default_factory=Counter)
    tries: Counter[str] = field(default_factory=Counter)
    stops: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    posts: int = 0
    replies: int = 0
    checks: int = 0
    problems: list[str] = field(default_factory=list)

    def told(self) -> dict[str, Any]:
        """Return what a report says; where nothing failed in n kills, fewer than 3/n fail (95 %)."""
        kills = self.kills.total()
        return {
            "kills": kills,
            "places": len(self.kills),
            "fewest kills at a place": min(self.kills.values(), default=0),
            "kills by place": dict(sorted(self.kills.items())),
            "stopped past the lease, then continued": self.stops.total(),
            "other faults": dict(sorted(self.faults.items())),
            "checks": self.checks,
            "posts": self.posts,
            "replies on the platforms": self.replies,
            "problems": self.problems,
            "bound on failures in one kill, 95 %": f"{3 / kills:.2%}" if kills and not self.problems else "none",
        }


class Rehearsal:
    """One installation with its platforms, and what may befall it."""

    def __init__(self, config: Path, clock: SharedClock, worlds: Remote, forks: ForkServer, chance: random.Random):
        self.config, self.clock, self.worlds, self.forks, self.chance = config, clock, worlds, forks, chance
        self.application = Application(settings.load(config), clock, {})
        self.score = Score()
        self._now, self._ahead = START, timedelta()
        self._undelivered: list[tuple[dict[str, str], bytes]] = []
        self._day = 0

    def advance(self, by: timedelta = STEP) -> None:
        """Let time pass, here and there."""
        self._now += by
        self.clock.set(self._now + self._ahead)
        self.worlds.ask("set_clock", self._now)

    def jump(self, hours: int) -> None:
        """Put our own clock wrong by so many hours; the platforms' stays right."""
        self._ahead = timedelta(hours=hours)
        self.clock.set(self._now + self._ahead)
        self.score.faults["clock wrong by an hour"] += bool(hours)

    def busy(self, posts: int = 3, delete: float = 0.25) -> None:
        """Let people write."""
        self._day += 1
        if self._day % 20 == 1:
            self.worlds.ask("weather", self._day + self.chance.randrange(10**6))
        self._undelivered += self.worlds.ask("busy", posts, delete)

    def run(self, order: Order | None = None, *, beside: bool = False) -> tuple[str, int]:
        """Let a worker make a round, perhaps with another beside it; what it did not take is delivered again."""
        wanted = Order(**{**vars(order or Order()), "deliveries": tuple(self._undelivered)})
        pid = self.forks.start(wanted)
        other = self.forks.start(Order(deliveries=tuple(self._undelivered))) if beside else None
        ended = self.forks.wait(pid)
        if other is not None:
            self._expect(self.forks.wait(other), "a worker beside another")
        if ended == ("exited", 0):
            self._undelivered = []
        if ended[0] == "hung":
            self.score.problems.append(f"a worker hung at {wanted.failpoint}")
        return ended

    def kill(self, place: str, visit: int = 1, *, beside: bool = False) -> bool:
        """Kill a worker at a place; False where it never came by."""
        self.score.tries[place] += 1
        self.busy()
        if place.startswith("sweep."):
            self.advance(PAST_THE_SWEEP)
        if place in _HELP:
            self.worlds.ask("order", _HELP[place], 1 if place != "send.keeping-needs-person" else 3)
        self.advance()
        killed = self.run(Order(failpoint=f"{place}=kill@{visit}"), beside=beside)[0] == "killed"
        self.score.kills[place] += killed
        return killed

    def stop(self, place: str, visit: int = 1) -> bool:
        """Stop a worker at a place until others have taken its work over, then let it go on."""
        self.busy()
        self.advance()
        pid = self.forks.start(Order(failpoint=f"{place}=stop@{visit}", deliveries=tuple(self._undelivered)))
        stopped = self.forks.wait(pid)[0] == "stopped"
        if not stopped:
            return False
        self.score.stops[place] += 1
        self.worlds.ask("hang_up")
        for _ in range(4):
            self.advance(PAST_THE_LEASE)
            self._expect(self.run(), f"a worker while another is stopped at {place}")
        self.forks.resume(pid)
        self._expect(self.forks.wait(pid), f"a worker that went on at {place}")
        return True

    def fault(self, name: str, order: Order) -> bool:
        """Let a worker meet a fault that it survives; False where it never met it."""
        self.busy()
        self.advance()
        ended = self.run(order)
        self._expect(ended, name)
        self.score.faults[name] += ended == ("exited", FAILED)
        return ended == ("exited", FAILED)

    def settle(self) -> None:
        """Let everything work again, until nothing is in doubt."""
        self.jump(0)
        self.worlds.ask("fair")
        for minutes in (3, 3, 3, 11, 11, 11, 11, 31, 31, 31, 61, 61):
            self.advance(timedelta(minutes=minutes))
            self._expect(self.run(), "a worker that nothing befalls", whole=True)
            with self.application.store.read() as tx:
                waiting, left = tx.count_waiting(), Counter(tx.reply_states().values())
                if not waiting and not any(left[state] for state in UNSETTLED):
                    break
        else:
            unsettled = {state.value: left[state] for state in UNSETTLED if left[state]}
            self.score.problems.append(f"still in doubt: {waiting} posts, replies {unsettled}")

    def check(self) -> None:
        """Settle, then look for whatever is lost, doubled, damaged or told."""
        self.settle()
        there = self.worlds.ask("record")
        self.score.checks += 1
        problems = [*self._damaged(), *self._lost(there), *self._doubled(there), *self._told()]
        self.score.problems += problems
        self.worlds.ask("weather", self._day)

    def count(self) -> None:
        """Note how much was at stake."""
        there = self.worlds.ask("record")
        self.score.posts += len(there["posts"]) + len(there["messages"])
        self.score.replies += there["replies"]

    def _expect(self, ended: tuple[str, int], what: str, *, whole: bool = False) -> None:
        if ended != ("exited", 0) and (whole or ended != ("exited", FAILED)):
            self.score.problems.append(f"{what} ended as {ended}")

    def _damaged(self) -> Iterator[str]:
        for file in (self.application.configuration.database, self.application.configuration.key_database):
            with closing(sqlite3.connect(file)) as connection:
                if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                    yield f"{file.name} is damaged"
        verdict = verify_log(self.application, actor="rehearsal")
        if not verdict.verified:
            yield f"the audit log has problems: {len(verdict.problems)}"

    def _lost(self, there: Mapping[str, Any]) -> Iterator[str]:
        """Every post is in exactly one state, with its original and the key that opens it."""
        digester, keys = self.application.digester, self.application.key_store
        with self.application.store.read() as tx:
            mentions = set(tx.session.exec(select(MentionRow.id)))
            waiting = set(tx.session.exec(select(InboxRow.mention)))
            for platform, one in (*there["posts"], *there["messages"]):
                handle = PlatformHandle(post_id=one, first_id=one, author_id="")
                seen = tx.seen(digester.post(platform, handle))
                if seen is None:
                    yield f"a post of {platform} was lost"
                elif (seen.mention in mentions) + (seen.mention in waiting) != 1:
                    yield f"a post of {platform} is in several states or none"
            known = set(tx.session.exec(select(SeenPostRow.mention).where(col(SeenPostRow.gone).is_(False))))
            vault = set(tx.session.exec(select(VaultRow.mention)))
            twice = (
                len(known)
                - tx.session.exec(
                    select(func.count()).select_from(SeenPostRow).where(col(SeenPostRow.gone).is_(False))
                ).one()
            )
            if twice or known - vault:
                yield "originals are missing, or posts became one mention"
            sealed = {one: tx.sealed_original(MentionId(one)) for one in self._sample(sorted(known & vault))}
        officers = self.application.keys.private("compliance")
        for one, original in sealed.items():
            key = keys.get(MentionId(one))
            if key is None or original is None:
                yield "an original has lost its key"
            else:
                unseal(original, key, MentionId(one), officers)

    def _sample(self, mentions: Sequence[str]) -> list[str]:
        return self.chance.sample(mentions, min(SAMPLE, len(mentions)))

    def _doubled(self, there: Mapping[str, Any]) -> Iterator[str]:
        with self.application.store.read() as tx:
            states = Counter(tx.reply_states().values())
        for times in there["answered"].values():
            if times > 1:
                yield "a post was answered twice"
        sent, asked = states[ReplyState.SENT], states[ReplyState.NEEDS_PERSON]
        if not sent <= there["replies"] <= sent + asked:
            yield f"{sent} replies are noted as sent and {asked} left to people; {there['replies']} are there"
        if there["crashes"]:
            yield "a local platform broke"

    def _told(self) -> Iterator[str]:
        yield from found_below(self.config.parent, CANARIES)


_HELP = {
    "send.keeping-refused": "FORBIDDEN",
    "send.keeping-pending": "RATE_LIMITED",
    "send.keeping-unknown": "DROP_AFTER_COMMIT",
    "send.keeping-needs-person": "SERVER_ERROR",
}
"""What X does in the round that is to come by such a place."""


@contextmanager
def rehearsal(seed: int) -> Iterator[Rehearsal]:
    """Build an installation in a temporary folder, against platforms in a process of their own."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="smbot-kills-")))
        worlds = stack.enter_context(the_worlds(seed, CrashWorlds))
        clock = SharedClock(folder / "clock", START)
        site = folder / "site"
        site.mkdir(mode=0o700)
        config = write(site, worlds.ask("values"))
        text = config.read_text("utf-8").replace("[platforms.facebook]", "timeout_seconds = 2\n[platforms.facebook]")
        text = text.replace('mode = "live"', 'mode = "live"\nundo_seconds = 0')
        text = re.sub(r"(?<=monthly_budget_usd = )\d+", str(BUDGET_USD), text)
        config.write_text(f"{text}timeout_seconds = 2\n", "utf-8")
        application = install(site, None)
        roles = frozenset({Role.APPROVER})
        add_member(application, NewMember(name="bob", password="correct horse battery", roles=roles), by="rehearsal")
        application.close()
        worlds.ask("busy", 3, 0.0)
        forks = stack.enter_context(fork_server(config, folder / "clock", site / "worker.log"))
        chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
        one = Rehearsal(config, clock, worlds, forks, chance)
        stack.callback(one.application.close)
        yield one


def least_tried(score: Score, chance: random.Random) -> str:
    """Return the place that was killed at least; one that is seldom come by does not hold up the others."""
    places = [place for place in POINTS if place not in ELSEWHERE]
    return min(places, key=lambda place: (score.kills[place] + score.tries[place] // 3, chance.random()))


def campaign(
    kills: int,
    seed: int,
    *,
    check_every: int = 100,
    site_every: int = 500,
    checked: Callable[[Score], None] = lambda _: None,
) -> Score:
    """Kill so often, evenly over all places, with stops, wrong clocks and full disks between.

    `checked` hears of the score after each check.
    """
    total = Score()
    number = 0
    while total.kills.total() < kills:
        with rehearsal(seed + number) as one:
            number += 1
            one.score = total
            until = min(kills, total.kills.total() + site_every)
            one.worlds.ask("weather", seed)
            while (done := total.kills.total()) < until:
                _befall(one, check_every)
                if total.kills.total() // check_every > done // check_every:
                    one.check()
                    checked(total)
            one.check()
            one.count()
    return total


def _befall(one: Rehearsal, check_every: int) -> None:
    """Kill once; now and then stop, put the clock wrong, or fill the disk before that."""
    chance, score = one.chance, one.score
    one.jump(chance.choice((-1, 1)) if chance.random() < 0.03 else 0)
    if chance.random() < 0.05:
        one.stop(chance.choice(STOPS), chance.choice((1, 1, 2, 5, 9)))
    if chance.random() < 0.05:
        one.fault("disk full: files", Order(bytes_left=chance.randrange(0, 200_000)))
    if chance.random() < 0.05:
        one.fault("disk full: pages", Order(pages_left=chance.randrange(0, 12)))
    if chance.random() < 0.05:
        one.fault("a failure at a place", Order(failpoint=f"*=raise@{chance.randrange(1, 300)}"))
    if chance.random() < 0.05:
        one.fault("a statement fails", Order(statement=chance.randrange(1, 600)))
    place = least_tried(score, chance)
    one.kill(place, chance.choice((1, 1, 1, 2, 3)), beside=chance.random() < 0.25)
