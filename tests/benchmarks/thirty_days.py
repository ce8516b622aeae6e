"""Thirty simulated days of the daemon's own jobs against the local X and the local Facebook, in virtual time.

    python -m tests.benchmarks.thirty_days [--days 30] [--posts-per-day 160] [--outages 1000] [--seed 1]

People write, edit and delete; colleagues answer by hand; webhooks arrive, some twice, some never; both platforms have
lost answers, throttling and a token that dies; beside that come so many outages of 5 to 60 minutes, in which a
platform is down, answers that its limit is reached, or takes our token no more. Every hour an approver approves what
is drafted, and an administrator lifts pauses. Platforms are read every quarter of an hour; what runs every few seconds
or every minute runs once in five virtual minutes. The platforms live in a process of their own, so that memory is that
of smbot alone. Language models are left out: memory and order are what is measured. Prints one JSON object; exits 1
where something was lost, sent twice, over budget, or where reading lags once everything works again.
"""

import argparse
import asyncio
import gc
import json
import multiprocessing
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI
from sqlmodel import col, select

from smbot import settings
from smbot.bootstrap import Application
from smbot.core.clock import FrozenClock
from smbot.core.errors import NotAllowed
from smbot.core.handle import PlatformHandle
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose
from smbot.core.roles import Member, Role
from smbot.core.states import MentionState, ReplyState
from smbot.daemon.jobs import jobs
from smbot.daemon.virtual import VirtualTime
from smbot.installation import NewMember, add_member, install
from smbot.logs import configure_logs, silence_libraries
from smbot.review.ports import Filter
from smbot.send.dispatch import health_name
from smbot.storage.store import Transaction
from smbot.storage.tables import MentionRow, ReplyRow
from smbot.testing import facebook, x
from smbot.testing.http.faults import Plan
from smbot.web.webhooks import create_webhook_app
from tests.no_models import NoNames

START = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)
SLOWEST = timedelta(minutes=5)
BUDGET_USD = 12
WORDS = ["permit", "ferry", "queue", "form", "office", "late", "licence", "kiosk", "answer", "file", "hours", "fee"]
CONFIGURATION = """
[organisation]
name = {{ en = "Northern Services", fr = "Services du Nord" }}
published = ["@servicenord"]
[sending]
mode = "live"
[log]
level = "warning"
[platforms.x]
enabled = true
user_id = "{user_id}"
username = "servicenord"
api_url = "{x_url}"
poll_minutes = 15
own_poll_minutes = 15
monthly_budget_usd = {budget}
[platforms.facebook]
enabled = true
page_id = "{page_id}"
app_id = "{app_id}"
graph_url = "{graph_url}"
poll_minutes = 15
"""

Delivered = list[tuple[dict[str, str], bytes]]
OUTAGES = {
    "x": (x.Fault.UNAVAILABLE, x.Fault.RESET_BEFORE, x.Fault.RATE_LIMITED, x.Fault.UNAUTHORIZED),
    "facebook": (
        facebook.Fault.SERVICE_ERROR,
        facebook.Fault.RESET_BEFORE,
        facebook.Fault.THROTTLED,
        facebook.Fault.TOKEN_EXPIRED,
    ),
}
LONGEST_OUTAGE = 60
"""Minutes."""
FAIR_HOURS = 12
"""At the end nothing fails, people go on writing, and reading must recover."""
RECOVERED = timedelta(hours=2)
"""After this much of it, nothing may wait for longer than `BEHIND`."""
BEHIND = timedelta(hours=1)


@dataclass
class Outage:
    """A platform answers every request alike for a while."""

    begins: datetime
    ends: datetime
    fault: Enum
    met: bool = False


class Stormy:
    """A plan of faults with outages between; see `smbot.testing.http.faults.Plan`."""

    def __init__(self, fair: Plan[Any] | None, outages: list[Outage], clock: FrozenClock) -> None:
        self._fair, self._outages, self._clock = fair, outages, clock

    def draw(self, endpoint: str) -> Any:
        """Return the outage's fault while one lasts."""
        now = self._clock.now()
        for outage in self._outages:
            if outage.begins <= now < outage.ends:
                outage.met = True
                return outage.fault
        return self._fair.draw(endpoint) if self._fair else None


class Worlds:
    """Both platforms and their people; lives in a process of its own, on the clock that it is told."""

    def __init__(self, seed: int) -> None:
        self.clock = FrozenClock(START)
        self.chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
        self.x, self.fb = x.XWorld(self.clock), facebook.FacebookWorld(self.clock)
        self.x_server, self.fb_server = x.XServer(self.x), facebook.FacebookServer(self.fb)
        self.counts: Counter[str] = Counter()
        self.page_post = ""
        self.x_posts: list[str] = []
        self.fb_entries: list[str] = []
        self.outages: dict[str, list[Outage]] = {name: [] for name in OUTAGES}
        self.public: dict[str, tuple[str, str]] = {}
        self.private: set[str] = set()

    def values(self) -> dict[str, str]:
        """Return what the configuration and the secrets need."""
        tokens = self.fb.tokens
        return {
            "user_id": self.x.us.id,
            "x_url": self.x_server.url,
            "page_id": self.fb.page.id,
            "app_id": tokens.app_id,
            "graph_url": self.fb_server.url,
            "facebook.page_token": tokens.page,
            "facebook.app_secret": tokens.app_secret,
            "facebook.verify_token": self.fb.webhooks.verify_token,
        }

    def set_clock(self, now: datetime) -> None:
        """Let it be `now`."""
        self.clock.advance(seconds=(now - self.clock.now()).total_seconds())

    def storms(self, number: int, days: int) -> None:
        """Spread outages of both platforms over all days."""
        for _ in range(number):
            platform = self.chance.choice(sorted(OUTAGES))
            begins = START + timedelta(minutes=self.chance.randrange(days * 24 * 60))
            ends = begins + timedelta(minutes=self.chance.randrange(5, LONGEST_OUTAGE))
            fault = self.chance.choice(OUTAGES[platform])
            self.outages[platform].append(Outage(begins=begins, ends=ends, fault=fault))

    def hour(self, posts: int) -> Delivered:
        """Let people write for an hour, mend and break things; return what Meta delivers of it."""
        self._note_answers()  # some of them go with the posts that are deleted now
        if self.clock.now().hour == 8:
            self.page_post = self.fb.post(self._words())
        for _ in range(posts):
            self._somebody_writes()
        self._change_something()
        wanted = [d for d in self.fb.webhooks.take() if self.chance.random() < 0.8]
        again = [d for d in wanted if self.chance.random() < 0.1]
        self.counts["delivered"] += len(wanted) + len(again)
        return [(dict(d.headers), d.body) for d in (*wanted, *again)]

    def weather(self, day: int) -> None:
        """Choose how badly the platforms behave today, and let a token die now and then."""
        bad = 0.25 if day % 7 == 3 else 0.02
        x_rates = {x.Fault.SERVER_ERROR: bad, x.Fault.RATE_LIMITED: bad / 4, x.Fault.HTML: bad / 8}
        x_rates |= {x.Fault.DROP_AFTER_COMMIT: 0.05, x.Fault.ERROR_AFTER_COMMIT: 0.05, x.Fault.TRUNCATED_JSON: 0.01}
        self.x_server.faults.plan = Stormy(x.FaultPlan(day, x_rates), self.outages["x"], self.clock)
        fb_rates = {facebook.Fault.SERVICE_ERROR: bad, facebook.Fault.THROTTLED: bad / 4, facebook.Fault.HTML: bad / 8}
        fb_rates |= {facebook.Fault.DROP_AFTER_COMMIT: 0.05, facebook.Fault.ERROR_AFTER_COMMIT: 0.05}
        self.fb_server.faults.plan = Stormy(facebook.FaultPlan(day, fb_rates), self.outages["facebook"], self.clock)
        if day % 9 == 6:
            self.fb.tokens.kill()
            self.counts["token deaths"] += 1
        else:
            self.fb.tokens.renew()

    def fair(self) -> None:
        """Let everything work again."""
        self.x_server.faults.plan = self.fb_server.faults.plan = None
        self.fb.tokens.renew()

    def verdict(self) -> dict[str, Any]:
        """Return what is on the platforms."""
        self._note_answers()
        return {
            "x": self.x_posts,
            "facebook": self.fb_entries,
            "public answers": list(self.public.values()),
            "private answers": len(self.private),
            "what happened": dict(self.counts),
            "outages": sum(map(len, self.outages.values())),
            "outages met by a request": sum(one.met for each in self.outages.values() for one in each),
            "requests": {"x": sum(self.x.calls.values()), "facebook": sum(self.fb.calls.values())},
            "crashes": len(self.x_server.crashes) + len(self.fb_server.crashes),
        }

    def _note_answers(self) -> None:
        """Remember what smbot published, and below what, with all that was deleted since."""
        for comment in self.fb.comments():
            if comment.by_app:
                self.public[comment.id] = "facebook", comment.parent_id or comment.post_id
        for post in self.x.replies_of("servicenord"):
            self.public[post.id] = "x", post.reply_to or ""
        for person in self.fb.written_with():
            self.private |= {one.id for one in self.fb.messages_with(person.id) if one.by_app}

    def _words(self) -> str:
        """Return something that nobody has said before."""
        self.counts["said"] += 1
        return f"{' '.join(self.chance.choices(WORDS, k=9))} {self.counts['said']}, when do you answer?"

    def _somebody_writes(self) -> None:
        author = f"person{self.chance.randrange(400)}"
        where = self.chance.random()
        if where < 0.25:
            self.x.add_user(author, author.title())
            self.x_posts.append(self.x.post(author, f"@servicenord {self._words()}", language="en"))
            return
        self.fb.add_person(author, author.title())
        if where < 0.85 and self.page_post:
            self.fb_entries.append(self.fb.comment(author, self.page_post, self._words()))
        elif where < 0.95:
            self.fb_entries.append(self.fb.visitor_post(author, self._words()))
        else:
            self.fb.message(author, self._words())
            self.counts["messages"] += 1

    def _change_something(self) -> None:
        if self.fb_entries and self.chance.random() < 0.3:
            self.fb.edit(self.chance.choice(self.fb_entries[-50:]), self._words())
            self.counts["edited"] += 1
        if self.fb_entries and self.chance.random() < 0.2:
            self.fb.reply_by_hand(self.chance.choice(self.fb_entries[-5:]), "We have written to you.")
            self.counts["by hand"] += 1
        if len(self.fb_entries) > 20 and self.chance.random() < 0.1:
            self.fb.delete(self.fb_entries.pop(-self.chance.randrange(1, 15)))
            self.counts["deleted"] += 1
        if len(self.x_posts) > 20 and self.chance.random() < 0.1:
            self.x.delete(self.x_posts.pop(-self.chance.randrange(1, 15)))
            self.counts["deleted"] += 1


def serve(pipe: Connection, seed: int, kind: type[Worlds]) -> None:
    """Do as the other process says, until it says nothing more."""
    worlds = kind(seed)
    with worlds.x_server, worlds.fb_server:
        while (asked := pipe.recv()) is not None:
            name, arguments = asked
            pipe.send(getattr(worlds, name)(*arguments))


class Remote:
    """The worlds, as seen from smbot's process."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def ask(self, name: str, *arguments: object) -> Any:
        """Call a method of the worlds."""
        self._pipe.send((name, arguments))
        return self._pipe.recv()


class ToldClock(FrozenClock):
    """A clock that tells the worlds whenever it moves."""

    def __init__(self, now: datetime, remote: Remote) -> None:
        super().__init__(now)
        self._remote = remote

    def advance(self, **by: float) -> None:
        """Move on, here and there."""
        super().advance(**by)
        self._remote.ask("set_clock", self.now())


@contextmanager
def the_worlds(seed: int, kind: type[Worlds] = Worlds) -> Iterator[Remote]:
    """Keep the platforms alive in a process of their own."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(there, seed, kind))
    process.start()
    there.close()
    try:
        yield Remote(here)
    finally:
        here.send(None)
        process.join(timeout=30)


def write(folder: Path, values: dict[str, str]) -> Path:
    """Write configuration and secrets; return the configuration's path."""
    file = folder / "config.toml"
    file.write_text(CONFIGURATION.format(budget=BUDGET_USD, **values), "utf-8")
    names = ("bearer_token", "consumer_key", "consumer_secret", "access_token", "access_token_secret")
    secrets = {f"x.{name}": "rehearsal" for name in names}
    secrets |= {name: value for name, value in values.items() if name.startswith("facebook.")}
    (folder / "secrets").mkdir(mode=0o700)
    for name, value in secrets.items():
        path = folder / "secrets" / name
        path.touch(mode=0o600)
        path.write_text(value, "utf-8")
    return file


def deliver(hooks: FastAPI, deliveries: Delivered) -> None:
    """Bring Meta's deliveries to our webhook."""

    async def post() -> None:
        transport = httpx.ASGITransport(hooks)
        async with httpx.AsyncClient(transport=transport, base_url="https://hooks.example.ca") as client:
            for headers, body in deliveries:
                answer = await client.post("/webhooks/facebook", content=body, headers=headers)
                assert answer.status_code == 200

    asyncio.run(post())


def decide_all(application: Application, approver: Member) -> None:
    """Approve every draft; where that is refused, decide that no reply is due."""
    desk = application.desk()
    drafted = Filter(states=frozenset({MentionState.DRAFTED}))
    for item in desk.listing(approver, drafted, limit=10_000).items:
        try:
            desk.approve(approver, item.id)
        except NotAllowed:
            desk.no_reply(approver, item.id)


def resume(application: Application) -> None:
    """Lift pauses, as an administrator does who has mended what caused them; a spent budget stays spent."""
    with application.store.write() as tx:
        for health in tx.all_health():
            if health.paused != "budget":
                tx.resume_account(health.account)
        for name in ("x", "facebook"):
            tx.resume_account(health_name(name))


def verdict(application: Application, there: dict[str, Any], since_fair: datetime) -> dict[str, Any]:
    """Compare both worlds with the installation."""
    missing: Counter[str] = Counter()
    with application.store.read() as tx:
        for name in ("x", "facebook"):
            for one in there[name]:
                missing[name] += tx.seen(application.digester.post(name, _handle(one))) is None
        by_state = Counter(tx.reply_states().values())
        published = Counter((name, parent) for name, parent in there["public answers"])
        below = Counter(
            _state_of_answer(tx, application.digester.post(name, _handle(parent))) for name, parent in published
        )
        sent = Counter(
            PostKind(kind) == PostKind.MESSAGE
            for kind in tx.session.exec(
                select(MentionRow.kind)
                .join(ReplyRow, col(ReplyRow.mention) == col(MentionRow.id))
                .where(ReplyRow.state == ReplyState.SENT)
            )
        )
        since = {month: tx.spent_since(datetime(2026, month, 1, tzinfo=UTC).date(), "x") for month in (11, 12)}
        left = tx.count_waiting(), tx.count_deliveries(set_aside=True)
        times = tx.session.exec(select(MentionRow.posted_at, MentionRow.collected_at)).all()
    behind = sorted((collected - posted, posted) for posted, collected in times)
    lags = [round(lag / timedelta(minutes=1)) for lag, _ in behind]
    last = [lag for lag, posted in behind if posted >= since_fair + RECOVERED]
    slowest = max(last, default=timedelta())
    return {
        "minutes from post to desk: median, 95 %, longest": [lags[int(len(lags) * q)] for q in (0.5, 0.95)] + lags[-1:],
        "once everything works again: posts, longest, minutes": [len(last), round(slowest / timedelta(minutes=1))],
        "lost": dict(missing),
        "sent by the outbox: below posts, in private": [sent[False], sent[True]],
        "published by smbot: below posts, in private": [sum(published.values()), there["private answers"]],
        "posts answered twice": sum(times > 1 for times in published.values()),
        "posts answered, by what the outbox says of the answer": dict(below),
        "told wrongly of answers": _told_wrongly(by_state, sent, below, there["private answers"]),
        "replies by state": {str(state): n for state, n in by_state.items()},
        "spent in November, US$": round((since[11] - since[12]) / 1_000_000, 2),
        "left in the inbox, set aside": left,
        "posts": {name: len(there[name]) for name in ("x", "facebook")},
        **{name: there[name] for name in ("what happened", "outages", "outages met by a request", "requests")},
        "crashes of the local servers": there["crashes"],
    }


def _handle(post: str) -> PlatformHandle:
    return PlatformHandle(post_id=post, first_id=post, author_id="")


def _told_wrongly(states: Counter[str], sent: Counter[bool], below: Counter[str], private: int) -> bool:
    """Say whether anything is sent that is not there, or there that is not sent.

    What is in doubt until a person decides may be there: nobody sends it again.
    """
    in_doubt = states[ReplyState.NEEDS_PERSON]
    of_posts = sent[False] == below["sent"] and set(below) <= {"sent", "needs-person"}
    return not (of_posts and 0 <= private - sent[True] <= in_doubt)


def _state_of_answer(tx: Transaction, digest: str) -> str:
    """Return what the outbox says of the public answer to a post."""
    seen = tx.seen(digest)
    if seen is None:
        return "unknown post"
    answer = select(ReplyRow.state).where(ReplyRow.purpose == Purpose.PUBLIC, ReplyRow.mention == seen.mention)
    return tx.session.exec(answer).first() or "none"


def resident_mib() -> float:
    """Return this process's resident memory."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


def main() -> int:
    """Run the month and print the verdict."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--posts-per-day", type=int, default=160)
    parser.add_argument("--outages", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    silence_libraries()
    configure_logs("warning", "json")
    memory = []
    with tempfile.TemporaryDirectory(prefix="smbot-month-") as temporary, the_worlds(wanted.seed) as worlds:
        clock = ToldClock(START, worlds)
        file = write(Path(temporary), worlds.ask("values"))
        install(Path(temporary), None).close()
        application = Application(settings.load(file), clock, {})
        approver = NewMember(name="bob", password="correct horse battery", roles=frozenset({Role.APPROVER}))
        bob = add_member(application, approver, by="benchmark")
        hooks = create_webhook_app(application)
        todo = [replace(job, every=max(job.every, SLOWEST)) for job in jobs(application, tagger=NoNames)]
        time = VirtualTime(todo, clock)
        worlds.ask("storms", wanted.outages, wanted.days)
        for day in range(wanted.days):
            worlds.ask("weather", day)
            for _ in range(24):
                resume(application)
                deliver(hooks, worlds.ask("hour", wanted.posts_per_day // 24))
                time.run(timedelta(hours=1))
                decide_all(application, bob)
            memory.append(round(resident_mib()))
            print(f"day {day + 1}: {memory[-1]} MiB", file=sys.stderr)
        worlds.ask("fair")
        resume(application)
        since_fair = clock.now()
        for hour in range(FAIR_HOURS):
            written = wanted.posts_per_day // 24 if hour < FAIR_HOURS - 1 else 0
            deliver(hooks, worlds.ask("hour", written))
            time.run(timedelta(hours=1))
            decide_all(application, bob)
        told = verdict(application, worlds.ask("verdict"), since_fair)
        application.close()
    told |= {"days": wanted.days, "memory, MiB, by day": memory, "jobs run": sum(time.runs.values())}
    told["jobs failed"] = {name: n for name, n in time.failures.items() if n}
    print(json.dumps(told, indent=1))
    over = told["spent in November, US$"] > BUDGET_USD + 1
    late = told["once everything works again: posts, longest, minutes"][1] > BEHIND / timedelta(minutes=1)
    wrong = told["posts answered twice"] or told["told wrongly of answers"]
    return int(bool(sum(told["lost"].values()) or wrong or over or late or told["jobs failed"]))


if __name__ == "__main__":
    sys.exit(main())
