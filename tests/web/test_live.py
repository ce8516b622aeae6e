"""The stream of changes: what it tells, when it ends, and the rows that browsers fetch for it."""

import asyncio
import json
import re
from contextlib import contextmanager

import httpx
from running import run
from web.conftest import HERE

from smbot.core.events import Act, Event
from smbot.review.changed import Changed
from smbot.web.stream import KEPT, Changes

STREAM = {"accept": "text/event-stream"}


class Log:
    """An audit log with its readers counted."""

    def __init__(self):
        self.kept = []
        self.reads = 0
        self.broken = False

    def add(self, subject, version=1, act=Act.MENTION_CLAIMED):
        self.kept.append(Changed(number=len(self.kept), act=act, subject=subject, version=version))

    @contextmanager
    def read(self):
        yield self

    def log_size(self):
        return len(self.kept)

    def changes_from(self, number):
        self.reads += 1
        if self.broken:
            raise RuntimeError
        return self.kept[number : number + 500]


def _told(wire):
    """Return the changes of a piece of the stream."""
    return [json.loads(data) for data in re.findall(r"^data: (.+)$", wire, re.MULTILINE) if data != "{}"]


async def _until(stream, wanted):
    """Read until `wanted` holds for what came so far, or the stream ends."""
    seen = ""
    async with asyncio.timeout(5):
        async for piece in stream:
            seen += piece
            if wanted(seen):
                break
    await stream.aclose()
    return seen


def test_what_was_missed_is_told_once_for_each_thing_by_id_and_version_only():
    log = Log()
    for version in range(3):
        log.add("m-1", version)
    log.add("m-2", 7)
    log.add("x:mentions", None)

    seen = run(_until(Changes(log.read).stream(1, lambda: True), lambda seen: "m-2" in seen))

    assert _told(seen) == [{"id": "m-1", "version": 2}, {"id": "m-2", "version": 7}]
    assert re.findall(r"^id: (\d+)$", seen, re.MULTILINE) == ["1", "3", "4"]


def test_fifty_viewers_hear_of_a_change_and_the_log_is_read_for_all_of_them_at_once():
    log = Log()

    async def look():
        changes = Changes(log.read)
        viewers = [
            asyncio.create_task(_until(changes.stream(0, lambda: True), lambda s: "m-9" in s)) for _ in range(50)
        ]
        await asyncio.sleep(0.5)
        before = log.reads
        log.add("m-9", 4)
        return before, await asyncio.gather(*viewers)

    reads, seen = run(look())

    assert all(_told(one) == [{"id": "m-9", "version": 4}] for one in seen)
    assert reads < 20  # in half a second ten times, not five hundred


def test_nothing_is_read_once_nobody_looks():
    log = Log()

    async def look():
        changes = Changes(log.read)
        await _until(changes.stream(None, lambda: True), lambda seen: "beat" in seen)
        await asyncio.sleep(0.2)
        before = log.reads
        await asyncio.sleep(0.3)
        return before

    assert run(look()) == log.reads


def test_a_stream_beats_and_asks_each_time_whether_the_session_lives():
    answers = iter([True, True, False])

    seen = run(_until(Changes(Log().read, heartbeat=0.05).stream(None, lambda: next(answers)), lambda seen: False))

    assert seen.count("event: beat") == 3
    assert seen.count("event: end") == 1


def test_a_sign_out_ends_the_stream_without_waiting_for_the_next_beat():
    log = Log()

    async def look():
        task = asyncio.create_task(_until(Changes(log.read).stream(None, lambda: False), lambda seen: False))
        await asyncio.sleep(0.2)
        log.add("u-1", None, Act.MEMBER_SIGNED_OUT)
        return await task

    assert run(look()).endswith("event: end\nid: 1\ndata: {}\n\n")


def test_who_missed_too_much_or_comes_from_another_log_is_told_to_begin_anew():
    log = Log()
    for _ in range(KEPT + 1):
        log.add("m-1")
    for after in (0, KEPT + 50):
        seen = run(_until(Changes(log.read).stream(after, lambda: True), lambda seen: "beat" in seen))
        assert f"event: reset\nid: {KEPT + 1}\n" in seen
        assert _told(seen) == []


def test_a_stream_ends_when_the_process_stops_and_none_begins():
    stopping = False

    async def look():
        nonlocal stopping
        changes = Changes(Log().read, stopping=lambda: stopping)
        task = asyncio.create_task(_until(changes.stream(None, lambda: True), lambda seen: False))
        await asyncio.sleep(0.2)
        stopping = True
        return await task, await _until(changes.stream(None, lambda: True), lambda seen: False)

    first, second = run(look())

    assert "event: beat" in first
    assert second == ""


def test_a_log_that_cannot_be_read_ends_the_streams_and_the_next_one_begins_anew():
    log = Log()

    async def look():
        changes = Changes(log.read)
        task = asyncio.create_task(_until(changes.stream(None, lambda: True), lambda seen: False))
        await asyncio.sleep(0.2)
        log.broken = True
        await task
        log.broken = False
        log.add("m-1")
        return await _until(changes.stream(0, lambda: True), lambda seen: "m-1" in seen)

    assert _told(run(look())) == [{"id": "m-1", "version": 1}]


def test_who_does_not_ask_for_a_stream_is_told_what_the_address_is_for(a_browser):
    answer = a_browser("ana").get("/events")

    assert answer.status_code == 406
    assert "it is not a page" in answer.text


def test_the_desks_stream_tells_of_an_act_and_ends_with_its_session(app, a_browser, desk):
    mention = desk.add_mention()
    cookies = a_browser("ana").cookies
    with desk.application.store.read() as tx:
        size = tx.log_size()
    desk.application.desk().claim(desk.members["paul"], mention)

    async def listen():
        client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HERE, cookies=cookies)
        asked = client.get(f"/events?after={size}", headers=STREAM | {"sec-fetch-site": "same-origin"})
        task = asyncio.create_task(asked)
        await asyncio.sleep(0.3)
        with desk.application.store.write() as tx:
            tx.end_sessions_of(desk.members["ana"].id)
            tx.record(Event(act=Act.MEMBER_SIGNED_OUT, subject=desk.members["ana"].id))
        async with asyncio.timeout(5):
            return await task

    answer = run(listen())

    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["x-accel-buffering"] == "no"
    assert answer.headers["cache-control"] == "no-store"
    assert _told(answer.text) == [{"id": mention, "version": 3}]
    assert answer.text.endswith("data: {}\n\n")
    assert "event: end" in answer.text


def test_rows_are_shown_as_they_are_now_and_those_that_came_since_are_named(a_browser, desk):
    old, new, elsewhere = desk.add_mention(), desk.add_mention(), desk.add_mention(None, withheld="failed:X")
    desk.set_mention(old, collected_at=desk.clock.now().replace(year=2020))
    since = desk.clock.now().timestamp() - 1
    of = "&".join(f"of={one}" for one in (old, new, elsewhere, "m-none"))

    page = a_browser("vera").get(f"/queue/rows?tab=unclaimed&since={since}&{of}").text

    assert set(re.findall(r'data-id="([^"]+)"', page)) == {old, new, elsewhere}
    assert f'data-new="{new}"' in page
    assert "604-555" not in page


def test_rows_that_nobody_names_are_refused(a_browser):
    many = "&".join(f"of=m-{number}" for number in range(51))

    assert a_browser("vera").get("/queue/rows").status_code == 422
    assert a_browser("vera").get(f"/queue/rows?{many}").status_code == 422


def test_what_a_page_asks_by_itself_lets_the_session_rest(a_browser, desk):
    browser, mention = a_browser("vera"), desk.add_mention()
    for _ in range(3):
        desk.clock.advance(minutes=12)
        answer = browser.get(f"/queue/rows?of={mention}")

    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in")


def test_a_page_says_how_far_the_log_was_before_it_was_made(a_browser, desk):
    with desk.application.store.write() as tx:
        tx.record(Event(act=Act.SENDING_PAUSED))
    browser = a_browser("ana")
    with desk.application.store.read() as tx:
        size = tx.log_size()

    assert f'data-after="{size}"' in browser.get("/queue").text


def test_script_and_style_keep_to_their_budgets(a_browser):
    browser = a_browser()
    sizes = {name: len(browser.get(f"/static/{name}").content) for name in ("desk.css", "desk.js", "live.js")}

    assert sizes["desk.js"] + sizes["live.js"] <= 15 * 1024
    assert sizes["desk.css"] <= 30 * 1024


def test_shared_rows_hold_nothing_of_a_session_and_follow_each_event_at_once(a_browser, desk):
    mention = desk.add_mention()
    address = f"/queue/rows?tab=all&of={mention}"
    first, second = a_browser("ana"), a_browser("vera")
    before = [browser.get(address).text for browser in (first, second)]

    desk.application.desk().claim(desk.members["paul"], mention)

    after = [browser.get(address).text for browser in (first, second)]
    assert all("held by paul" in text for text in after)
    assert not any("held by paul" in text or first.csrf in text or second.csrf in text for text in before)
    first.get("/language/fr")
    assert "held by paul" not in first.get(address).text


def test_rows_of_ones_own_are_not_shared(a_browser, desk):
    mention = desk.add_mention()
    desk.application.desk().claim(desk.members["paul"], mention)
    address = f"/queue/rows?tab=mine&of={mention}"

    assert f'data-new="{mention}"' in a_browser("paul").get(address).text
    assert 'data-new=""' in a_browser("petra").get(address).text
