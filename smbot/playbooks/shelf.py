"""Keeps the playbooks of a running process as their files are now: a change counts without a restart.

A file that does not hold is refused and its last good version stays; what happened is told once. The last good
versions can be kept in a folder too, so that they survive a restart and a change made meanwhile is told.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock

from smbot.core.clock import Clock
from smbot.core.events import Act, Detail, Event
from smbot.playbooks.load import files_of, joined, nothing_in, parse
from smbot.playbooks.model import Playbooks, Source
from smbot.playbooks.problem import Problem

LOOK_EVERY = timedelta(seconds=3)
EARLIER = "earlier"
VERSIONS_KEPT = 20
"""How many versions of a file are kept to go back to."""
STAMP = "%Y%m%dT%H%M%S%fZ"
STAMP_EXAMPLE = "20260304T153000000000Z"

Judge = Callable[[Source], Sequence[Problem]]


@dataclass(frozen=True, kw_only=True)
class _File:
    """One file as it was last seen: `good` is what is in force, `problems` what is wrong with the content seen.

    `seen` is time of change, size and inode, which tell cheaply that nothing happened; `digest` is that of the content.
    """

    seen: tuple[int, int, int]
    digest: str
    good: Source | None
    good_text: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, kw_only=True)
class Shelved:
    """A file of the folder as people are shown it: what counts, what stands in the file now, and what is wrong there.

    Without problems the two texts are the same. `source` and `text` are empty where no good version is known.
    """

    file: str
    source: Source | None
    text: str
    now: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, kw_only=True)
class Version:
    """A version of a file that was in force; `id` begins with the moment at which it was taken."""

    id: str
    taken_at: datetime
    number: int
    text: str


class PlaybookShelf:
    """The playbooks in force. Threads may share one; each process has its own.

    `judge` says what else is wrong with a playbook whose shape holds (`lint.judge`): such a change is refused as well,
    but where there is no good version to keep, as at the first start, it counts and only its problems are told.
    `tell` takes audit events; only one process of an installation should have it, and `kept`, a folder that it alone
    writes: the others pass `kept` without `tell` and read it.
    """

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        *,
        judge: Judge = lambda _source: (),
        tell: Callable[[Event], None] | None = None,
        kept: Path | None = None,
        every: timedelta = LOOK_EVERY,
    ) -> None:
        self._folder, self._clock, self._judge, self._tell = folder, clock, judge, tell
        self._kept, self._every = kept, every
        self._lock = Lock()
        self._files: dict[str, _File] = {}
        self._looked_at: datetime | None = None
        self._current = Playbooks(sources=())
        self._problems: tuple[Problem, ...] = ()

    def begin(self) -> Playbooks:
        """Return the playbooks with which a process begins.

        Raises:
            PlaybookError: There is no playbook, or a file does not hold and no good version of it is known.
        """
        playbooks = self.current()
        if not playbooks.sources and self._problems:
            raise self._problems[0].error()
        for each in self._files.values():
            if each.good is None:
                raise each.problems[0].error()
        return playbooks

    def current(self) -> Playbooks:
        """Return the playbooks in force; look at the files if the last look is a while ago."""
        with self._lock:
            now = self._clock.now()
            if self._looked_at is None or abs(now - self._looked_at) >= self._every:
                self._looked_at = now
                self._look()
            return self._current

    def title(self, name: str, language: str) -> str:
        """Return the title in `language` ("en" or "fr") of the playbook in force of this name, else the name."""
        playbook = self.current().get(name)
        if playbook is None:
            return name
        return playbook.title.fr if language == "fr" else playbook.title.en

    def look(self) -> None:
        """Look at the files now, without waiting."""
        with self._lock:
            self._looked_at = self._clock.now()
            self._look()

    def files(self) -> tuple[Shelved, ...]:
        """Return every file that is known, by name."""
        self.current()
        return tuple(
            Shelved(
                file=name,
                source=each.good,
                text=each.good_text,
                now=_text_of(self._folder / name) if each.problems else each.good_text,
                problems=each.problems,
            )
            for name, each in sorted(self._files.items())
        )

    def versions(self, file: str) -> tuple[Version, ...]:
        """Return the versions of a file that were in force, the newest first; the first of them is, or was last."""
        if self._kept is None or file not in self._files:
            return ()
        found = []
        for path in sorted(files_of(self._kept / EARLIER / file), reverse=True):
            source, _ = parse(file, text := path.read_bytes())
            taken_at = datetime.strptime(path.name[: len(STAMP_EXAMPLE)], STAMP).replace(tzinfo=UTC)
            number = source.playbook.version if source is not None else 0
            found.append(Version(id=path.stem, taken_at=taken_at, number=number, text=text.decode("utf-8", "replace")))
        return tuple(found)

    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with the files as they are now; refused ones are not in force."""
        self.current()
        return self._problems

    def _look(self) -> None:
        paths = files_of(self._folder)
        if not paths:  # taken away, or being replaced: what is in force stays
            self._problems = (nothing_in(self._folder),)
            return
        before = {name: each.good for name, each in self._files.items()} or self._recall_all()
        self._files = {path.name: self._read(path, self._files.get(path.name)) for path in paths}
        for name in sorted(before.keys() - self._files.keys()):
            self._forget(name, before[name])
        self._current, doubles = joined([each.good for each in self._files.values() if each.good is not None])
        self._problems = (*(problem for each in self._files.values() for problem in each.problems), *doubles)

    def _read(self, path: Path, before: _File | None) -> _File:
        try:
            stat = path.stat()
            seen = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
            if before is not None and before.seen == seen:
                return before
            content = path.read_bytes()
        except OSError:  # gone or shut since it was listed: parsing reports an empty file
            seen, content = (0, 0, 0), b""
        digest = _digest(content)
        if before is not None and before.digest == digest:
            return replace(before, seen=seen)
        if before is not None:
            last, last_digest, last_text = before.good, before.digest, before.good_text
        else:
            last, last_digest, last_text = self._recall(path.name)
        source, problems = parse(path.name, content)
        if source is not None:
            problems = tuple(self._judge(source))
        if source is None or (problems and last is not None):
            self._say_refused(path, last, digest, problems)
            return _File(seen=seen, digest=digest, good=last, good_text=last_text, problems=problems)
        if last_digest != digest:
            self._say_changed(source, digest)  # told twice after a crash here, rather than never
            self._keep(path.name, content)
        good_text = content.decode("utf-8", "replace")
        return _File(seen=seen, digest=digest, good=source, good_text=good_text, problems=problems)

    def _recall(self, name: str) -> tuple[Source | None, str, str]:
        """Return the last good version that was kept before this process began, with its digest and its text."""
        try:
            content = (self._kept / name).read_bytes() if self._kept is not None else b""
        except OSError:
            return None, "", ""
        source, _ = parse(name, content) if content else (None, ())
        return (source, _digest(content), content.decode("utf-8", "replace")) if source is not None else (None, "", "")

    def _recall_all(self) -> dict[str, Source | None]:
        if self._kept is None:
            return {}
        return {path.name: self._recall(path.name)[0] for path in files_of(self._kept)}

    def _keep(self, name: str, content: bytes) -> None:
        if self._kept is None or self._tell is None:
            return
        self._kept.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial = self._kept / f"{name}.part"
        partial.write_bytes(content)
        partial.replace(self._kept / name)
        self._keep_version(self._kept / EARLIER / name, content)

    def _keep_version(self, folder: Path, content: bytes) -> None:
        """Keep a version beside the earlier ones, so that people can go back to it."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        earlier = files_of(folder)
        if earlier and earlier[-1].read_bytes() == content:
            return
        (folder / f"{self._clock.now().astimezone(UTC):{STAMP}}-{_digest(content)[:8]}.yaml").write_bytes(content)
        for old in files_of(folder)[:-VERSIONS_KEPT]:
            old.unlink(missing_ok=True)

    def _forget(self, name: str, was: Source | None) -> None:
        if self._tell is None:
            return
        if was is not None:
            self._tell(Event(act=Act.PLAYBOOKS_CHANGED, subject=was.playbook.name, detail={"removed": True}))
        if self._kept is not None:
            (self._kept / name).unlink(missing_ok=True)

    def _say_changed(self, source: Source, digest: str) -> None:
        if self._tell is not None:
            playbook = source.playbook
            detail: dict[str, Detail] = {"revision": playbook.revision(), "digest": digest}
            self._tell(Event(act=Act.PLAYBOOKS_CHANGED, subject=playbook.name, detail=detail))

    def _say_refused(self, path: Path, last: Source | None, digest: str, problems: Sequence[Problem]) -> None:
        if self._tell is None:
            return
        subject = last.playbook.name if last is not None else path.stem
        in_force = last.playbook.revision() if last is not None else ""
        line = problems[0].line if problems else 0
        detail: dict[str, Detail] = {
            "revision": in_force,
            "digest": digest,
            "where": f"{path.name}:{line}",
            "count": len(problems),
        }
        self._tell(Event(act=Act.PLAYBOOKS_REFUSED, subject=subject, detail=detail))


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
