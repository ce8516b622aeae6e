"""Progress on long work: a bar on a terminal, otherwise a line every five seconds, always on stderr."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from smbot.cli.output import tr

LINE_EVERY_SECONDS = 5


@contextmanager
def progress(what: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """Yield a function that takes how much more is done; `total` gives the bar its end."""
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(what, total=total)
            yield lambda step: bar.advance(task, step)
        return
    done, last = 0, time.monotonic()

    def count(step: int) -> None:
        nonlocal done, last
        done += step
        if time.monotonic() - last >= LINE_EVERY_SECONDS:
            last = time.monotonic()
            sys.stderr.write(tr("{what}: {done}", what=what, done=done) + "\n")

    yield count
