"""How soon the queue stands on the screen, and how soon a key shows: the desk in Debian's Chromium, without a display.

    python -m tests.benchmarks.paint [--mentions 100000] [--loads 30] [--keys 100]

The queue's first page, 50 rows of so many mentions, is loaded again and again: a load is over when its rows are
painted and its script has run. Then `j` and `k` go from row to row, each press timed from its own event to the end of
the frame that follows. Prints one JSON object, in milliseconds; ends with 1 where at the 95th percentile a load takes
more than 300 or a key more than 50.
"""

import argparse
import json
import statistics
import sys
import tempfile
import threading
from itertools import cycle, islice
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from listening import serving
from web.making import PASSWORD, install_in

from smbot.core.clock import FrozenClock
from smbot.daemon.process import keep_loaded
from smbot.web.app import create_app
from tests.benchmarks.queue import NOW, fill
from tests.benchmarks.screenshots import CHROMIUM, FLAGS

ROWS, LOAD_MS, KEY_MS = 50, 300, 50
KEYS = ("j", "j", "k")
LOADED = """() => {
    const painted = performance.getEntriesByName("first-contentful-paint")[0].startTime;
    return Math.max(painted, performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd);
}"""
WATCH = """() => {
    window.shown = [];
    addEventListener("keydown", (event) => requestAnimationFrame(() => {
        const after = new MessageChannel();
        after.port1.onmessage = () => window.shown.push(performance.now() - event.timeStamp);
        after.port2.postMessage(null);
    }), true);
}"""


def load(page: Page, address: str) -> float:
    """Return how long a load took."""
    page.goto(address)
    page.wait_for_selector("html[data-ready]", state="attached")
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length > 0")
    if page.locator(".row[data-id]").count() != ROWS:
        raise SystemExit("the page does not show its rows")
    return float(page.evaluate(LOADED))


def press(page: Page, keys: int) -> list[float]:
    """Return how long each key took to show."""
    page.evaluate(WATCH)
    for key in islice(cycle(KEYS), keys):
        page.keyboard.press(key)
        page.wait_for_timeout(40)
    return [float(each) for each in page.evaluate("() => window.shown")]


def told(times: list[float]) -> dict[str, float]:
    """Return percentiles."""
    return {"median": round(statistics.median(times), 1), "p95": round(statistics.quantiles(times, n=20)[18], 1)}


def main() -> int:
    """Measure, print, and judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mentions", type=int, default=100_000)
    parser.add_argument("--loads", type=int, default=30)
    parser.add_argument("--keys", type=int, default=100)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        made, stop = install_in(Path(folder), clock=FrozenClock(NOW)), threading.Event()
        fill(made, given.mentions)
        keep_loaded()  # as `smbot run` does
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        with serving(create_app(made.application, stopping=stop.is_set)) as base:
            page.goto(f"{base}/sign-in")
            page.fill("[name=name]", "ana")
            page.fill("[name=password]", PASSWORD)
            page.click("main button")
            page.wait_for_selector(".who")
            loads = [load(page, f"{base}/queue?tab=open") for _ in range(given.loads + 1)][1:]
            keys = press(page, given.keys)
            stop.set()  # its stream of changes would not end
            browser.close()
        made.application.close()
    figures = {"mentions": given.mentions, "rows": ROWS, "load": told(loads), "key to paint": told(keys)}
    print(json.dumps(figures, indent=2))
    return int(told(loads)["p95"] > LOAD_MS or told(keys)["p95"] > KEY_MS or len(keys) < given.keys)


if __name__ == "__main__":
    sys.exit(main())
