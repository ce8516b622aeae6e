"""Changes as server-sent events: the log is read once for all viewers of a process, while there are any.

An event names what changed and its version, and nothing else: the browser fetches what it shows, so rights and
redaction are applied for each viewer (ux.md, section 1).
"""

import asyncio
import json
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, suppress

import structlog
from fastapi.concurrency import run_in_threadpool

from smbot.core.events import Act
from smbot.review.changed import Changed, ChangeTransaction

POLL_SECONDS = 0.025
"""How often the log is read while somebody looks: what is kept by another process has no other way to be heard of."""
HEARTBEAT_SECONDS = 15.0
KEPT = 1000
"""How many events are held for viewers who fell behind; who missed more fetches the page anew."""
RETRY_MS = 2000
OF_SESSIONS = frozenset(
    {
        Act.MEMBER_SIGNED_OUT,
        Act.MEMBER_DISABLED,
        Act.MEMBER_ROLE_CHANGED,
        Act.MEMBER_PASSWORD_CHANGED,
        Act.MEMBER_PASSWORD_RESET,
        Act.MEMBER_SECOND_FACTOR_RESET,
    }
)
"""Acts after which a session may have ended: streams ask at once, not with the next heartbeat."""

log = structlog.get_logger()


class Changes:
    """Follows the log for every stream of this process."""

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[ChangeTransaction]],
        *,
        stopping: Callable[[], bool] = lambda: False,
        heartbeat: float = HEARTBEAT_SECONDS,
    ) -> None:
        self._reading = reading
        self._stopping = stopping
        self._heartbeat = heartbeat
        self._kept: deque[Changed] = deque(maxlen=KEPT)
        self._first = self._next = 0
        self._viewers = 0
        self._task: asyncio.Task[None] | None = None
        self._news = asyncio.Event()

    async def stream(self, after: int | None, alive: Callable[[], bool]) -> AsyncIterator[str]:
        """Yield events from number `after` on, else from now, until session or process ends, or reading fails.

        `alive` says whether the viewer may still see them; it may block.
        """
        if self._stopping():
            return
        self._join()
        try:
            size = await run_in_threadpool(self._size)
            position = size if after is None else after
            yield f"retry: {RETRY_MS}\n\n"
            if not 0 <= size - position <= KEPT:
                position = size
                yield _event("reset", position)
            yield _event("beat", position)
            beat = time.monotonic()
            while self._task is not None and not self._stopping():
                found = await self._from(position)
                if found:
                    position = found[-1].number + 1
                    for wire in _told(found):
                        yield wire
                rests = self._heartbeat - (time.monotonic() - beat)
                due = rests <= 0
                if (due or any(one.act in OF_SESSIONS for one in found)) and not await run_in_threadpool(alive):
                    yield _event("end", position)
                    return
                if due:
                    yield _event("beat", position)
                    beat = time.monotonic()
                elif not found:
                    await self._wait(rests)
        finally:
            self._viewers -= 1

    def _join(self) -> None:
        self._viewers += 1
        if self._task is None:
            self._kept.clear()
            self._first = self._next = 0
            self._task = asyncio.create_task(self._follow())

    async def _follow(self) -> None:
        try:
            self._first = self._next = await run_in_threadpool(self._size)
            self._wake()
            while self._viewers and not self._stopping():
                found = await run_in_threadpool(self._read, self._next)
                if found:
                    self._kept.extend(found)
                    self._first, self._next = self._kept[0].number, found[-1].number + 1
                    self._wake()
                else:
                    await asyncio.sleep(POLL_SECONDS)
        except Exception as error:  # noqa: BLE001 - the streams end, and browsers that come back begin anew
            log.error("desk.changes-unread", error=type(error).__name__)
        finally:
            self._task = None
            self._wake()

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    async def _wait(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._news.wait()

    async def _from(self, position: int) -> list[Changed]:
        if position >= self._next:
            return []
        if position >= self._first:
            return [one for one in self._kept if one.number >= position]
        return await run_in_threadpool(self._read, position)

    def _size(self) -> int:
        with self._reading() as tx:
            return tx.log_size()

    def _read(self, number: int) -> list[Changed]:
        with self._reading() as tx:
            return tx.changes_from(number)


def _told(found: list[Changed]) -> list[str]:
    """Return the events for a batch: of several changes of one thing, the last."""
    last = {one.subject: one for one in found if one.version is not None}
    return [
        f"id: {one.number + 1}\ndata: {json.dumps({'id': one.subject, 'version': one.version})}\n\n"
        for one in sorted(last.values(), key=lambda one: one.number)
    ]


def _event(name: str, position: int) -> str:
    return f"event: {name}\nid: {position}\ndata: {{}}\n\n"
