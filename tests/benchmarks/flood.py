"""A burst of posts, nearly all by one loud author, while the team works at the desk: what is lost, who waits how long.

    python -m tests.benchmarks.flood [--posts 100000] [--quiet 1000] [--drain 100000]

One author writes all posts but the `quiet` ones, which come last, each by an author of its own. A worker's process
collects the burst and takes it through the stages, up to `drain` posts of it; this process serves the desk's pages
meanwhile and times them. Language models are left out. Prints one JSON object, and ends with 1 where a post was lost,
the worker grew by more than 200 MB, a page in twenty took longer than 500 ms, or the quiet authors' posts waited for
more than as many posts of the loud one.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import cycle
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from sqlmodel import func, select
from web.conftest import Browser

from smbot import settings
from smbot.collect.ports import Page
from smbot.collect.run import collect
from smbot.core.handle import PlatformHandle
from smbot.installation import NewMember, install
from smbot.logs import configure_logs, silence_libraries
from smbot.raw.box import RawText
from smbot.raw.post import RawPost
from smbot.storage.tables import InboxRow, MentionRow, SeenPostRow
from smbot.web.app import create_app
from tests.crash.forks import Bare
from tests.no_models import NoNames

NAME, PASSWORD = "ana", "correct horse battery"
PAGE = 100
WARMING = 200
"""Posts that are worked on before memory is measured: everything is loaded then."""
MOST_BYTES, MOST_MS, MOST_TIMES = 200_000_000, 500, 2.0
QUESTIONS = ("/queue?tab=unclaimed", "/queue?tab=all", "/queue?tab=open&label=complaint", "/queue?tab=all&words=kiosk")


class Burst:
    """Hands over a burst in pages."""

    name = "x"

    def __init__(self, name: str, loud: int, quiet: int) -> None:
        self._name, self._loud, self._quiet = name, loud, quiet

    def pages(self, _cursor: str | None) -> Iterator[Page]:
        """See `Collector.pages`."""
        total = self._loud + self._quiet
        for first in range(0, total, PAGE):
            posts = tuple(self._post(number) for number in range(first, min(first + PAGE, total)))
            yield Page(posts=posts, cursor=str(first))

    def _post(self, number: int) -> RawPost:
        author = "loud" if number < self._loud else f"quiet-{self._name}-{number}"
        one = f"{self._name}-{number}"
        handle = PlatformHandle(
            post_id=one, first_id=one, author_id=author, author_handle=f"@{author}", conversation_id=one
        )
        text = f"@servicenord the kiosk took form {number} and nobody answers, call 604 555-01{number % 100:02d}!"
        return RawPost(
            platform="x",
            account="x",
            handle=handle,
            text=RawText(text),
            posted_at=datetime.now(UTC),
            language="en",
            summoned=True,
        )


def memory(field: str) -> int:
    """Return a figure of this process's memory, in bytes."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{field}:"))


def work(pipe: Connection, config: str, posts: int, quiet: int, drain: int) -> None:
    """Collect the burst and work it off; send what was measured."""
    silence_libraries()
    configure_logs("warning", "json")
    application = Bare(settings.load(Path(config)))
    pipeline = application.pipeline(NoNames())
    collect(Burst("warm", WARMING, 0), application.collecting(), page_limit=None)
    pipeline.run_dry()
    before = memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # the peak counts from here
    begun = time.perf_counter()
    done = collect(Burst("burst", posts - quiet, quiet), application.collecting(), page_limit=None)
    collected = time.perf_counter() - begun
    pipe.send("collected")
    worked, late, cpu = 0, None, time.process_time()
    last = application.digester.author("x", PlatformHandle(post_id="", first_id="", author_id="loud"))
    while worked < drain and (count := pipeline.redaction.batch()):
        while pipeline.triage.batch() + pipeline.drafts.batch():
            pass
        worked += count
        if late is None:
            with application.store.read() as tx:
                others = select(func.count()).select_from(InboxRow).where(InboxRow.author != last)
                late = None if tx.session.exec(others).one() else worked
    with application.store.read() as tx:
        known, waiting, kept = (
            tx.session.exec(select(func.count()).select_from(row)).one() for row in (SeenPostRow, InboxRow, MentionRow)
        )
    pipe.send(
        {
            "collected": done.new,
            "seconds to collect": round(collected, 1),
            "worked off": worked,
            "CPU ms a post, stages": round((time.process_time() - cpu) * 1000 / max(1, worked), 2),
            "lost": posts + WARMING - known + known - waiting - kept,
            "worker grew by, MB": round((memory("VmHWM") - before) / 1e6, 1),
            "posts worked off until the quiet ones were, times their number": late and round(late / quiet, 2),
        }
    )
    application.close()


def serve(browser: Browser, pipe: Connection, questions: list[str]) -> tuple[dict[str, Any], list[float]]:
    """Ask for pages until the worker is done; return what it says, and how long each page took in milliseconds."""
    times: list[float] = []
    for question in cycle(questions):
        if pipe.poll() and (told := pipe.recv()) != "collected":
            return told, times
        begun = time.perf_counter()
        answer = browser.get(question)
        times.append((time.perf_counter() - begun) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(answer.status_code)
        time.sleep(0.2)
    raise RuntimeError("no questions")


def main() -> int:
    """Measure, print, and judge."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--quiet", type=int, default=1000)
    parser.add_argument("--drain", type=int, default=100_000)
    given = parser.parse_args()
    silence_libraries()
    configure_logs("warning", "json")
    with tempfile.TemporaryDirectory(prefix="smbot-flood-") as folder:
        application = install(Path(folder), NewMember(name=NAME, password=PASSWORD))
        config = application.configuration.file
        browser = Browser(create_app(application))
        browser.sign_in(NAME, PASSWORD)
        # Loads what a first page waits for; an address with words leads to one in which they are sealed.
        questions = [str(browser.get(each).headers.get("location", each)) for each in QUESTIONS]
        context = get_context("spawn")
        here, there = context.Pipe()
        worker = context.Process(target=work, args=(there, str(config), given.posts, given.quiet, given.drain))
        worker.start()
        there.close()
        told, times = serve(browser, here, questions)
        worker.join(timeout=60)
        application.close()
    slowest = statistics.quantiles(times, n=20)[18]
    told |= {"pages": len(times), "pages, ms: median": round(statistics.median(times)), "95 %": round(slowest)}
    print(json.dumps(told, indent=1))
    factor = told["posts worked off until the quiet ones were, times their number"]
    grew = told["worker grew by, MB"] * 1e6 > MOST_BYTES
    return int(bool(told["lost"] or grew or slowest > MOST_MS or (factor or 0) > MOST_TIMES))


if __name__ == "__main__":
    sys.exit(main())
