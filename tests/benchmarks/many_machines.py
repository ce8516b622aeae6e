"""Several workers on PostgreSQL: what kills and restarts of the server lose, and how much faster two are than one.

    python -m tests.benchmarks.many_machines kills [--minutes 10] [--every 2] [--posts 600] [--restarts 3]
    python -m tests.benchmarks.many_machines scale [--posts 600] [--workers 2]

Both start a PostgreSQL of their own that writes through to the disk, and move an installation onto it.

`kills`: two workers collect from a local X, mask, label, draft, approve and send; every few seconds one of them is
killed (SIGKILL) and followed by another, and now and then the server is stopped at once, as by a power cut, and
started again. At the end nobody is killed until nothing is in doubt; then every post must be there once, and answered
once, and the audit log whole. `scale`: so many posts wait in the inbox; workers with the networks of language are
started, and the time is taken from when all are ready until nothing waits. Prints one JSON object; ends with 1 where
something was lost, doubled or damaged.
"""

import argparse
import json
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from datetime import timedelta
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Barrier
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from cluster import Cluster, running_cluster
from fakes import FakeCollector, raw_post
from installations import write_installation

from smbot import settings
from smbot.bootstrap import Application
from smbot.bootstrap.moving import move_to_postgresql
from smbot.collect.ports import Page
from smbot.collect.run import collect
from smbot.core.clock import SystemClock
from smbot.core.states import MentionState, ReplyState
from smbot.demo.stage import approve_all, collect_all, send_all
from smbot.logs import configure_logs
from smbot.raw.box import RawText
from smbot.redact.tagger.loading import load_tagger
from smbot.review.ports import Filter
from smbot.storage.engine import open_engine
from smbot.testing.x import XServer, XWorld
from smbot.verification import verify_log
from tests.no_models import NoNames

DURABLE = {"shared_buffers": "64MB", "max_connections": "100"}
UNSETTLED = {ReplyState.PENDING, ReplyState.SENDING, ReplyState.UNKNOWN}
WORKERS = 2
QUIET = 'mode = "live"\nquiet_seconds = 5\nmost_per_minute = 10000'
CONFIGURATION = '[organisation]\nname = { en = "Org", fr = "Org" }\n'


class LaterClock(SystemClock):
    """The machine's clock, put forward: leases and quiet periods pass without waiting."""

    def __init__(self, minutes: int) -> None:
        self._minutes = minutes

    def now(self):
        """See `Clock.now`."""
        return super().now() + timedelta(minutes=self._minutes)


def round_of_work(config: str, *, minutes_later: int = 0, lasting: bool = True) -> None:
    """Do all that there is to do, again and again; what fails is done again."""
    configure_logs("warning", "json")
    while True:
        application = Application(settings.load(Path(config)), LaterClock(minutes_later))
        try:
            while True:
                collect_all(application)
                application.pipeline(NoNames()).run_dry()
                with application.store.read() as tx:
                    (bob,) = tx.members()
                approve_all(application, bob)
                send_all(application)
                if not lasting:
                    return
                time.sleep(0.05)
        except Exception as error:
            print(json.dumps({"a round failed": type(error).__name__}), file=sys.stderr)
            if not lasting:
                raise
            time.sleep(0.3)
        finally:
            application.close()


def on_postgresql(config: Path, cluster: Cluster, name: str = "smbot") -> None:
    """Move an installation to databases of their own."""
    urls = [cluster.create(each).replace("+psycopg", "") for each in (name, f"{name}_keys")]
    text = config.read_text("utf-8") + f'[storage]\nurl = "{urls[0]}"\nkey_url = "{urls[1]}"\n'
    config.write_text(text.replace('mode = "live"', QUIET), "utf-8")
    application = Application(settings.load(config))
    assert move_to_postgresql(application) is not None
    application.close()


def kills(  # noqa: PLR0915 - one story, told in order
    minutes: float, every: float, posts: int, restarts: int
) -> dict[str, object]:
    """Kill, restart, settle and look."""
    chance = random.Random(8)  # noqa: S311 - chance, not secrecy
    os.environ["PYTHONWARNINGS"] = "ignore::RuntimeWarning"  # each fork reads this very file anew
    forks = multiprocessing.get_context("forkserver")
    forks.set_forkserver_preload(["tests.benchmarks.many_machines"])
    world = XWorld(SystemClock())
    written = 0

    def write(until: float) -> None:
        nonlocal written
        while written < until:
            written += 1
            world.add_user(f"author{written}", f"Author {written}")
            world.post(f"author{written}", f"@servicenord the kiosk took form {written}, when do you open?")

    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="smbot-many-")))
        cluster = stack.enter_context(running_cluster(**DURABLE))
        server = stack.enter_context(XServer(world))
        config = write_installation(folder / "site", world, server)
        on_postgresql(config, cluster)

        def start() -> BaseProcess:
            process = forks.Process(target=round_of_work, args=(str(config),), daemon=True)
            process.start()
            return process

        workers = [start() for _ in range(WORKERS)]
        killed = crashes = 0
        begun = time.monotonic()
        end = begun + minutes * 60
        next_kill = begun + every
        while (now := time.monotonic()) < end:
            # All have written when three quarters of the time are over.
            write(posts * min(1.0, (now - begun) / (end - begun) / 0.75))
            if now >= next_kill:
                victim = chance.randrange(WORKERS)
                workers[victim].kill()
                workers[victim].join()
                killed += 1
                workers[victim] = start()
                next_kill += every
            if crashes < restarts and now - begun > (crashes + 1) * (end - begun) / (restarts + 1):
                cluster.restart()  # kills go on while it puts itself in order
                crashes += 1
            time.sleep(0.05)
        for each in workers:
            each.kill()
            each.join()
        write(posts)
        for minutes_later in (0, 3, 6, 20, 40, 60):
            last = forks.Process(
                target=round_of_work, args=(str(config),), kwargs={"minutes_later": minutes_later, "lasting": False}
            )
            last.start()
            last.join()
            application = Application(settings.load(config))
            with application.store.read() as tx:
                unsettled = set(tx.reply_states().values()) & UNSETTLED
            application.close()
            if not unsettled and last.exitcode == 0:
                break
        application = Application(settings.load(config))
        stack.callback(application.close)
        with application.store.read() as tx:
            items = tx.items(Filter(), limit=posts * 2, offset=0)
            waiting = tx.count_waiting()
            left_to_people = Counter(tx.reply_states().values())[ReplyState.NEEDS_PERSON]
        answered = Counter(post.reply_to for post in world.replies_of("servicenord"))
        whole = verify_log(application, actor="benchmark").verified
        stored = Counter(item.state for item in items)
    return {
        "minutes": minutes,
        "kills": killed,
        "restarts of the server": crashes,
        "posts": posts,
        "lost": posts - len(items) - waiting,
        "answered": len(answered),
        "sent twice": sum(times > 1 for times in answered.values()),
        "without an answer": posts - stored[MentionState.ANSWERED] - left_to_people,
        "left to people": left_to_people,
        "audit log whole": whole,
        "bound on failures in one kill, 95 %": f"{3 / killed:.2%}" if killed else "none",
    }


def drain(config: str, ready: Barrier) -> None:
    """Read with language models until nothing waits."""
    os.environ["OMP_NUM_THREADS"] = "1"
    application = Application(settings.load(Path(config)))
    pipeline = application.pipeline(load_tagger())
    pipeline.redaction.reading.redact([])
    ready.wait()
    while True:
        with application.store.read() as tx:
            waits = tx.count_waiting() or tx.in_state(MentionState.REDACTED, 1) or tx.in_state(MentionState.TRIAGED, 1)
        if not waits:
            break
        if not pipeline.run_once():
            time.sleep(0.05)
    application.close()


def scale(posts: int, workers: int) -> dict[str, object]:
    """Drain the same inbox with one worker and with several."""
    processes = multiprocessing.get_context("spawn")
    kinds = (
        "The bus {n} is late again, call me at 604 555-0187",
        "Marie Tremblay lost form {n}, when do you open?",
        "Mon permis {n} est en retard, écrivez à ma sœur Zoé Gagnon au 12, rue Principale",
        "Thanks for form {n}!",
    )
    rates: dict[int, float] = {}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="smbot-many-")))
        cluster = stack.enter_context(running_cluster(**DURABLE))
        world = XWorld(SystemClock())
        server = stack.enter_context(XServer(world))
        for number in sorted({1, workers}):
            config = write_installation(folder / f"site{number}", world, server)
            on_postgresql(config, cluster, f"with_{number}")
            application = Application(settings.load(config))
            page = [raw_post(n, text=RawText(kinds[n % len(kinds)].format(n=n))) for n in range(posts)]
            collect(FakeCollector(Page(posts=tuple(page), cursor="1"), name="x"), application.collecting())
            application.close()
            ready = processes.Barrier(number + 1)
            made = [processes.Process(target=drain, args=(str(config), ready)) for _ in range(number)]
            for each in made:
                each.start()
            ready.wait()
            begun = time.monotonic()
            for each in made:
                each.join()
            rates[number] = posts / (time.monotonic() - begun)
            check = open_engine(cluster.url(f"with_{number}"))
            with check.connect() as connection:
                stored = connection.exec_driver_sql("SELECT count(*) FROM mention WHERE state <> 'redacted'").scalar()
            check.dispose()
            assert stored == posts, (stored, posts)
    return {
        "posts": posts,
        "cores": len(os.sched_getaffinity(0)),
        "posts a second with one worker": round(rates[1], 2),
        f"posts a second with {workers}": round(rates[workers], 2),
        "times": round(rates[workers] / rates[1], 2),
    }


def main() -> int:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked = parser.add_subparsers(dest="what", required=True)
    killing = asked.add_parser("kills")
    killing.add_argument("--minutes", type=float, default=10)
    killing.add_argument("--every", type=float, default=2)
    killing.add_argument("--posts", type=int, default=600)
    killing.add_argument("--restarts", type=int, default=3)
    scaling = asked.add_parser("scale")
    scaling.add_argument("--posts", type=int, default=600)
    scaling.add_argument("--workers", type=int, default=2)
    wanted = parser.parse_args()
    if wanted.what == "scale":
        print(json.dumps(scale(wanted.posts, wanted.workers), indent=2))
        return 0
    found = kills(wanted.minutes, wanted.every, wanted.posts, wanted.restarts)
    print(json.dumps(found, indent=2))
    fine = not (found["lost"] or found["sent twice"] or found["without an answer"]) and found["audit log whole"]
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
