"""Thirty simulated days of the daemon's own jobs against the local X and the local Facebook, in virtual time.

    python -m tests.benchmarks.thirty_days [--days 30] [--posts-per-day 160] [--seed 1]

People write, edit and delete; colleagues answer by hand; webhooks arrive, some twice, some never; both platforms have
outages, lost answers, throttling and a token that dies. An approver approves what is drafted every hour. What runs
every few seconds or every minute runs once in two virtual minutes; everything else at its own pace. Language models are
left out: memory and order are what is measured. Prints one JSON object; exits 1 where something was lost, sent twice,
or over budget.
"""

import argparse
import asyncio
import gc
import json
import os
import random
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from smbot import settings
from smbot.bootstrap import Application
from smbot.core.clock import FrozenClock
from smbot.core.handle import PlatformHandle
from smbot.core.roles import Role
from smbot.core.states import ReplyState
from smbot.daemon.jobs import jobs
from smbot.daemon.virtual import VirtualTime
from smbot.demo.stage import approve_all
from smbot.installation import NewMember, add_member, install
from smbot.logs import configure_logs, silence_libraries
from smbot.send.dispatch import health_name
from smbot.testing import facebook, x
from smbot.web.webhooks import create_webhook_app

START = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)
SLOWEST = timedelta(minutes=2)
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
monthly_budget_usd = {budget}
[platforms.facebook]
enabled = true
page_id = "{page_id}"
app_id = "{app_id}"
graph_url = "{graph_url}"
"""


class NoNames:
    """No name model."""

    def find(self, texts, language):
        """Find nothing."""
        return [() for _ in texts]


def write(folder: Path, fb: facebook.FacebookWorld, fb_url: str, us: str, x_url: str) -> Path:
    """Write configuration and secrets; return the configuration's path."""
    file = folder / "config.toml"
    values = {"user_id": us, "x_url": x_url, "page_id": fb.page.id, "app_id": fb.tokens.app_id, "graph_url": fb_url}
    file.write_text(CONFIGURATION.format(budget=BUDGET_USD, **values), "utf-8")
    secrets = {f"x.{name}": "rehearsal" for name in ("bearer_token", "consumer_key", "consumer_secret")}
    secrets |= {"x.access_token": "rehearsal", "x.access_token_secret": "rehearsal"}
    secrets |= {"facebook.page_token": fb.tokens.page, "facebook.app_secret": fb.tokens.app_secret}
    secrets |= {"facebook.verify_token": fb.webhooks.verify_token}
    (folder / "secrets").mkdir(mode=0o700)
    for name, value in secrets.items():
        path = folder / "secrets" / name
        path.touch(mode=0o600)
        path.write_text(value, "utf-8")
    return file


class Month:
    """The worlds, the installation, and what is done to them day by day."""

    def __init__(self, application, clock, chance, worlds, servers) -> None:
        self.application, self.clock, self.chance = application, clock, chance
        self.x, self.fb = worlds
        self.x_server, self.fb_server = servers
        self.hooks = create_webhook_app(application)
        self.counts: Counter[str] = Counter()
        self.page_post = ""
        self.x_posts: list[str] = []
        self.fb_entries: list[str] = []

    def words(self) -> str:
        """Return something that nobody has said before."""
        self.counts["said"] += 1
        return f"{' '.join(self.chance.choices(WORDS, k=9))} {self.counts['said']}, when do you answer?"

    def hour(self, posts: int) -> None:
        """Let people write for an hour, and mend and break things."""
        if self.clock.now().hour == 8:
            self.page_post = self.fb.post(self.words())
        for _ in range(posts):
            author = f"person{self.chance.randrange(400)}"
            where = self.chance.random()
            if where < 0.25:
                self.x.add_user(author, author.title())
                self.x_posts.append(self.x.post(author, f"@servicenord {self.words()}", language="en"))
                continue
            self.fb.add_person(author, author.title())
            if where < 0.85 and self.page_post:
                self.fb_entries.append(self.fb.comment(author, self.page_post, self.words()))
            elif where < 0.95:
                self.fb_entries.append(self.fb.visitor_post(author, self.words()))
            else:
                self.fb.message(author, self.words())
                self.counts["messages"] += 1
        self._change_something()
        self._deliver()

    def _change_something(self) -> None:
        if self.fb_entries and self.chance.random() < 0.3:
            entry = self.chance.choice(self.fb_entries[-50:])
            self.fb.edit(entry, self.words())
            self.counts["edited"] += 1
        if self.fb_entries and self.chance.random() < 0.2:
            self.fb.reply_by_hand(self.chance.choice(self.fb_entries[-5:]), "We have written to you.")
            self.counts["by hand"] += 1
        if len(self.fb_entries) > 20 and self.chance.random() < 0.1:
            entry = self.fb_entries.pop(-self.chance.randrange(1, 15))
            self.fb.delete(entry)
            self.counts["deleted"] += 1
        if len(self.x_posts) > 20 and self.chance.random() < 0.1:
            self.x.delete(self.x_posts.pop(-self.chance.randrange(1, 15)))
            self.counts["deleted"] += 1

    def _deliver(self) -> None:
        """Bring Meta's deliveries to our webhook: most of them, some of them twice."""
        wanted = [d for d in self.fb.webhooks.take() if self.chance.random() < 0.8]
        again = [d for d in wanted if self.chance.random() < 0.1]

        async def post() -> None:
            transport = httpx.ASGITransport(self.hooks)
            async with httpx.AsyncClient(transport=transport, base_url="https://hooks.example.ca") as client:
                for delivery in [*wanted, *again]:
                    answer = await client.post(
                        "/webhooks/facebook", content=delivery.body, headers=dict(delivery.headers)
                    )
                    assert answer.status_code == 200

        asyncio.run(post())
        self.counts["delivered"] += len(wanted) + len(again)

    def weather(self, day: int) -> None:
        """Choose how badly the platforms behave today, and let a token die now and then."""
        bad = 0.25 if day % 7 == 3 else 0.02
        x_rates = {x.Fault.SERVER_ERROR: bad, x.Fault.RATE_LIMITED: bad / 4, x.Fault.HTML: bad / 8}
        x_rates |= {x.Fault.DROP_AFTER_COMMIT: 0.05, x.Fault.ERROR_AFTER_COMMIT: 0.05, x.Fault.TRUNCATED_JSON: 0.01}
        self.x_server.faults.plan = x.FaultPlan(day, x_rates)
        fb_rates = {facebook.Fault.SERVICE_ERROR: bad, facebook.Fault.THROTTLED: bad / 4, facebook.Fault.HTML: bad / 8}
        fb_rates |= {facebook.Fault.DROP_AFTER_COMMIT: 0.05, facebook.Fault.ERROR_AFTER_COMMIT: 0.05}
        self.fb_server.faults.plan = facebook.FaultPlan(day, fb_rates)
        if day % 9 == 6:
            self.fb.tokens.kill()
            self.counts["token deaths"] += 1
        else:
            self.fb.tokens.renew()
        self._resume()

    def fair(self) -> None:
        """Let everything work again."""
        self.x_server.faults.plan = self.fb_server.faults.plan = None
        self.fb.tokens.renew()
        self._resume()

    def _resume(self) -> None:
        """Lift pauses, as an administrator does who has mended what caused them; a spent budget stays spent."""
        with self.application.store.write() as tx:
            for health in tx.all_health():
                if health.paused != "budget":
                    tx.resume_account(health.account)
            for name in ("x", "facebook"):
                tx.resume_account(health_name(name))

    def verdict(self) -> dict[str, object]:
        """Compare both worlds with the installation."""
        digester = self.application.digester
        missing: Counter[str] = Counter()
        with self.application.store.read() as tx:
            for name, ids in (("x", self.x_posts), ("facebook", self.fb_entries)):
                for one in ids:
                    handle = PlatformHandle(post_id=one, first_id=one, author_id="")
                    missing[name] += tx.seen(digester.post(name, handle)) is None
            states = tx.reply_states()
            spent = {
                month: tx.spent_since(datetime(2026, month, 1, tzinfo=UTC).date(), "x") / 1_000_000
                for month in (11, 12)
            }
            left = tx.count_waiting(), tx.count_deliveries(set_aside=True)
        by_state = Counter(states.values())
        ours = [one for one in self.fb.comments() if one.author_id == self.fb.page.id]
        by_app = sum(one.by_app for one in ours) + len(self.x.replies_of("servicenord"))
        by_app += self._messages_by_app()
        return {
            "lost": dict(missing),
            "replies sent by the outbox": by_state[ReplyState.SENT],
            "replies by smbot on the platforms": by_app,
            "replies by state": {str(state): n for state, n in by_state.items()},
            "spent in November, US$": round(spent[11] - spent[12], 2),
            "left in the inbox, set aside": left,
        }

    def _messages_by_app(self) -> int:
        return sum(m.by_app for person in self.fb.written_with() for m in self.fb.messages_with(person.id))


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
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    silence_libraries()
    configure_logs("warning", "json")
    clock, chance = FrozenClock(START), random.Random(wanted.seed)  # noqa: S311 - chance, not secrecy
    fb, small_x = facebook.FacebookWorld(clock), x.XWorld(clock)
    with (
        tempfile.TemporaryDirectory(prefix="smbot-month-") as temporary,
        x.XServer(small_x) as x_server,
        facebook.FacebookServer(fb) as fb_server,
    ):
        folder = Path(temporary)
        file = write(folder, fb, fb_server.url, small_x.us.id, x_server.url)
        install(folder, None).close()
        application = Application(settings.load(file), clock, {})
        approver = add_member(
            application,
            NewMember(name="bob", password="correct horse battery", roles=frozenset({Role.APPROVER})),
            by="benchmark",
        )
        month = Month(application, clock, chance, (small_x, fb), (x_server, fb_server))
        todo = [replace(job, every=max(job.every, SLOWEST)) for job in jobs(application, names=NoNames)]
        time = VirtualTime(todo, clock)
        memory = []
        for day in range(wanted.days):
            month.weather(day)
            for _ in range(24):
                month.hour(wanted.posts_per_day // 24)
                time.run(timedelta(hours=1))
                approve_all(application, approver)
            memory.append(resident_mib())
            print(f"day {day + 1}: {memory[-1]:.0f} MiB", file=sys.stderr)
        month.fair()
        for _ in range(12):
            time.run(timedelta(hours=1))
            approve_all(application, approver)
        verdict = month.verdict()
        crashes = len(x_server.crashes) + len(fb_server.crashes)
        application.close()
    verdict |= {
        "days": wanted.days,
        "what happened": dict(month.counts),
        "posts": {"x": len(month.x_posts), "facebook": len(month.fb_entries)},
        "requests": {"x": sum(small_x.calls.values()), "facebook": sum(fb.calls.values())},
        "jobs run": sum(time.runs.values()),
        "jobs failed": dict(time.failures.most_common(3)),
        "memory, MiB, by day": [round(one) for one in memory],
        "crashes of the local servers": crashes,
    }
    print(json.dumps(verdict, indent=1))
    lost = sum(verdict["lost"].values())
    doubled = verdict["replies sent by the outbox"] != verdict["replies by smbot on the platforms"]
    return int(bool(lost or doubled or verdict["spent in November, US$"] > BUDGET_USD + 1))


if __name__ == "__main__":
    sys.exit(main())
