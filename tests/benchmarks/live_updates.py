"""How long a change takes to reach everybody who looks: fifty viewers with the queue open, one colleague at work.

    python -m tests.benchmarks.live_updates [--viewers 50] [--changes 200]

The desk runs in a process of its own, on a database in a temporary folder; the colleague claims and puts back mentions
from this process, as the worker or a second desk would, so nothing but the database tells the desk. Each viewer holds
a stream and fetches the changed row over a second connection, as a browser does. Times count from the moment the act
is kept. Prints one JSON object.
"""

import argparse
import asyncio
import json
import multiprocessing
import random
import socket
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn

from smbot import settings
from smbot.bootstrap import Application
from smbot.core.ids import MentionId, new_member_id, new_mention_id
from smbot.core.roles import Member, Role
from smbot.daemon.process import keep_loaded
from smbot.installation import install
from smbot.storage.tables import MentionRow
from smbot.web.app import create_app
from smbot.web.sessions import Sessions

MENTIONS = 50
QUERY = "tab=open&level=1&since=0"


def serve(file: Path, listening: socket.socket) -> None:
    """Run the desk."""
    app = create_app(Application(settings.load(file)))
    keep_loaded()  # as the daemon does
    uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False)).run(sockets=[listening])


def fill(application: Application) -> list[MentionId]:
    """Put a page of mentions into the queue."""
    now, ids = application.clock.now(), [new_mention_id() for _ in range(MENTIONS)]
    with application.store.write() as tx:
        for number, mention in enumerate(ids):
            tx.session.add(
                MentionRow(
                    id=mention,
                    platform="x",
                    account="x",
                    pseudonym=str(number),
                    conversation=str(number),
                    handle=b"",
                    posted_at=now,
                    collected_at=now,
                    language="en",
                    summoned=True,
                    state="drafted",
                    text="Week nine and my card is still not here. Who looks after this?",
                    labels=["complaint"],
                    top_label="complaint",
                    draft="Hello, bonjour!",
                )
            )
    return ids


@dataclass
class Viewer:
    """A browser: a stream, and a connection for rows."""

    address: tuple[str, int]
    cookie: str
    heard: list[float] = field(default_factory=list)
    shown: list[float] = field(default_factory=list)

    def _request(self, path: str, accept: str) -> bytes:
        head = f"GET {path} HTTP/1.1\r\nHost: {self.address[0]}:{self.address[1]}\r\nAccept: {accept}\r\n"
        return f"{head}Cookie: smbot={self.cookie}\r\nSec-Fetch-Site: same-origin\r\n\r\n".encode()

    async def open(self) -> None:
        """Connect, and read until the stream lives."""
        self._stream, writer = await asyncio.open_connection(*self.address)
        self._rows, self._asking = await asyncio.open_connection(*self.address)
        self._writer = writer  # held, or the connection is closed
        writer.write(self._request("/events", "text/event-stream"))
        if b" 200 " not in await self._stream.readline():
            raise RuntimeError("no stream")
        await self._stream.readuntil(b"event: beat")

    async def see(self, mention: MentionId) -> None:
        """Wait for the change of a mention, then fetch its row."""
        await self._stream.readuntil(f'"id": "{mention}"'.encode())
        self.heard.append(time.perf_counter())
        self._asking.write(self._request(f"/queue/rows?{QUERY}&of={mention}", "text/html"))
        head = await self._rows.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        row = await self._rows.readexactly(length)
        self.shown.append(time.perf_counter())
        if mention.encode() not in row:
            raise RuntimeError(head.decode())


async def measure(application: Application, viewers: list[Viewer], ids: list[MentionId], changes: int) -> None:
    """Let a colleague work before the viewers' eyes; their times become distances from each act."""
    desk, chance = application.desk(), random.Random(1)  # noqa: S311 - the same working day each time
    member = Member(id=new_member_id(), name="colleague", roles=frozenset({Role.APPROVER}))
    await asyncio.wait_for(asyncio.gather(*(viewer.open() for viewer in viewers)), 60)
    for number in range(changes):
        mention = ids[number // 2 % MENTIONS]
        await asyncio.sleep(0.2 + 0.2 * chance.random())
        waiting = [asyncio.create_task(viewer.see(mention)) for viewer in viewers]
        await asyncio.sleep(0)
        await asyncio.to_thread(desk.release if number % 2 else desk.claim, member, mention)
        kept = time.perf_counter()
        await asyncio.wait_for(asyncio.gather(*waiting), 20)
        for viewer in viewers:
            viewer.heard[-1] -= kept
            viewer.shown[-1] -= kept


def told(times: list[float]) -> dict[str, float]:
    """Return percentiles in milliseconds."""
    cuts = statistics.quantiles(times, n=100)
    return {"median": round(cuts[49] * 1e3, 1), "p95": round(cuts[94] * 1e3, 1), "most": round(max(times) * 1e3, 1)}


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--viewers", type=int, default=50)
    parser.add_argument("--changes", type=int, default=200)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as listening:
        application = install(Path(folder) / "site", None)
        ids = fill(application)
        names = [f"viewer-{number}" for number in range(wanted.viewers)]
        members = [Member(id=new_member_id(), name=name, roles=frozenset({Role.VIEWER})) for name in names]
        with application.store.write() as tx:
            for member in members:
                tx.add_member(member, "")
        sessions = Sessions(application.store, application.clock, application.settings.web)
        viewers = [Viewer(listening.getsockname()[:2], sessions.begin(member, None).secret) for member in members]
        arguments = (application.configuration.file, listening)
        desk = multiprocessing.get_context("spawn").Process(target=serve, args=arguments, daemon=True)
        desk.start()
        try:
            asyncio.run(measure(application, viewers, ids, wanted.changes))
        finally:
            desk.kill()  # its streams would keep it
            desk.join()
            application.close()
    found = {
        "viewers": wanted.viewers,
        "changes": wanted.changes,
        "event at each viewer, ms": told([time for viewer in viewers for time in viewer.heard]),
        "row at each viewer, ms": told([time for viewer in viewers for time in viewer.shown]),
    }
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
