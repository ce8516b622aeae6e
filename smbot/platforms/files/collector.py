"""Reads the posts of one file, page by page, and goes on where an interrupted import stopped."""

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from smbot.collect.ports import Page, RefusedItem
from smbot.core.clock import Clock
from smbot.core.errors import Unavailable
from smbot.core.handle import PlatformHandle
from smbot.core.messages import Message, msg
from smbot.platforms.files.fields import Fields, read_fields
from smbot.platforms.files.identity import Identities
from smbot.platforms.files.layout import Format, Layout, inspect, read_records
from smbot.platforms.files.mapping import ColumnMapping, choose, parse_assignments
from smbot.platforms.files.records import Record
from smbot.platforms.values import boxed
from smbot.raw.box import RawText
from smbot.raw.post import RawPerson, RawPost

PAGE_SIZE = 100
"""Records on a page, refused ones included."""

_CHUNK = 1 << 20
_NO_NAME = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a run has come. `skipped` records came with an earlier run; blank lines are no records."""

    bytes_read: int = 0
    bytes_total: int = 0
    posts: int = 0
    refused: int = 0
    skipped: int = 0

    @property
    def records(self) -> int:
        """Return all records met: each is a post, refused, or skipped."""
        return self.posts + self.refused + self.skipped


def open_file(
    path: Path, assignments: Sequence[str], clock: Clock, *, own_authors: Collection[str] = ()
) -> "FileCollector":
    """Look at a file and make its collector; `assignments` are ``FIELD=COLUMN`` pairs that go before guesses.

    `own_authors` are our own accounts, by handle or platform id: exports of a conversation hold our replies.

    Raises:
        InputError: No such file, no format of ours, or it is not clear which column is the text.
    """
    chosen = parse_assignments(assignments)
    layout = inspect(path, path.name)
    mapping = choose(layout.columns, chosen, nested=layout.format is not Format.CSV, where=path.name)
    return FileCollector(path=path, layout=layout, mapping=mapping, clock=clock, own_authors=frozenset(own_authors))


class FileCollector:
    """Reads one file. See `smbot.collect.ports.Collector`; our own posts are refused, with that reason."""

    def __init__(
        self,
        *,
        path: Path,
        layout: Layout,
        mapping: ColumnMapping,
        clock: Clock,
        own_authors: frozenset[str] = frozenset(),
    ) -> None:
        self.layout = layout
        self.mapping = mapping
        self._path = path
        self._clock = clock
        self._own = {author.lstrip("@").casefold() for author in own_authors}
        self._progress = Progress()
        self._refused_before: list[RefusedItem] = []

    @property
    def name(self) -> str:
        """Return ``file:`` and the file's name without suffix, in letters, digits, ``.``, ``_`` and ``-``."""
        return "file:" + _NO_NAME.sub("-", self._path.stem)[:80]

    @property
    def progress(self) -> Progress:
        """Return how far the run has come, as of the page last handed out."""
        return self._progress

    @property
    def refused_before(self) -> Sequence[RefusedItem]:
        """Return the lines among those skipped that an earlier run refused: no store keeps them."""
        return self._refused_before

    @property
    def notes(self) -> tuple[Message, ...]:
        """Return what the reader of the import's report should know of the file."""
        if self.layout.encoding == "utf-8":
            return ()
        return (
            msg(
                "The file is not in UTF-8: it was read as {encoding}. Check some accented letters.",
                encoding="Windows-1252",
            ),
        )

    def pages(self, cursor: str | None) -> Iterator[Page]:
        """Yield pages of at most `PAGE_SIZE` records; posts without a date get the moment of this call.

        A cursor of another file, of other columns or of a changed beginning counts as none: the whole file
        is read again, and the posts' ids show which are known.

        Raises:
            Unavailable: The file cannot be read any more.
        """
        moment = self._clock.now()
        cause = ""
        try:
            with self._path.open("rb") as stream, self._path.open("rb") as again:
                mark = _Mark(again, self.layout, self.mapping)
                total = stream.seek(0, 2)
                done = mark.resume(cursor, total)
                self._progress = Progress(bytes_total=total)
                self._refused_before.clear()
                yield from self._pages(stream, mark, done, moment)
        except OSError as error:
            cause = type(error).__name__
        if cause:  # raised out here, or the path would travel along as the error's context
            raise Unavailable(cause, msg("The file cannot be read ({cause}).", cause=cause))

    def _pages(self, stream: BinaryIO, mark: "_Mark", done: int, moment: datetime) -> Iterator[Page]:
        identities = Identities()
        total = self._progress.bytes_total
        posts: list[RawPost] = []
        refused: list[RefusedItem] = []
        count_posts = count_refused = skipped = 0
        record: Record | None = None
        for record in read_records(stream, self.layout):
            found = self._read(record, identities, moment)
            item = found if isinstance(found, RawPost) else RefusedItem(where=f"line {record.line}", why=found)
            if record.end <= done:
                skipped += 1
                if isinstance(item, RefusedItem):
                    self._refused_before.append(item)
            elif isinstance(item, RefusedItem):
                refused.append(item)
                count_refused += 1
            else:
                posts.append(item)
                count_posts += 1
            if len(posts) + len(refused) == PAGE_SIZE:
                self._progress = Progress(
                    bytes_read=record.end,
                    bytes_total=max(total, record.end),
                    posts=count_posts,
                    refused=count_refused,
                    skipped=skipped,
                )
                yield Page(posts=tuple(posts), refused=tuple(refused), cursor=mark.after(record, self._progress))
                posts, refused = [], []
        self._progress = Progress(
            bytes_read=total, bytes_total=total, posts=count_posts, refused=count_refused, skipped=skipped
        )
        if record is not None and (posts or refused):
            yield Page(posts=tuple(posts), refused=tuple(refused), cursor=mark.after(record, self._progress))

    def _read(self, record: Record, identities: Identities, moment: datetime) -> RawPost | Message:
        if isinstance(record.content, Message):
            return record.content
        fields = read_fields(record.content, self.mapping)
        if isinstance(fields, Message):
            return fields
        if self._own & {fields.author.casefold(), fields.author_id.casefold()}:
            return msg("It was written by our own account.")
        post_id = identities.name(fields, record.line)
        if isinstance(post_id, Message):
            return post_id
        return to_post(fields, post_id, account=self.name, moment=moment)


def to_post(fields: Fields, post_id: str, *, account: str, moment: datetime) -> RawPost:
    """Box a record's fields. Where author or conversation are not told, each post has its own.

    With "" for all of them, everybody unknown would share one pseudonym and one conversation.
    """
    author_id = fields.author_id or fields.author.casefold() or f"unknown:{post_id}"
    quotes_somebody = bool(fields.quoted_name or fields.quoted_author)
    return RawPost(
        platform=fields.platform,
        account=account,
        handle=PlatformHandle(
            post_id=post_id,
            first_id=post_id,
            author_id=author_id,
            author_handle=fields.author,
            author_name=fields.author_name,
            conversation_id=fields.conversation or post_id,
            permalink=fields.permalink,
        ),
        text=RawText(fields.text),
        posted_at=fields.posted_at or moment,
        language=fields.language,
        parts=boxed(fields.parts),
        people=(RawPerson(name=fields.quoted_name, handle=fields.quoted_author),) if quotes_somebody else (),
    )


class _Mark:
    """Writes and checks cursors: JSON with the record's number, the byte it ends at, and a digest.

    The digest is of the layout, the mapping and the bytes up to there, so a file that only grew is gone on
    with, and anything else begins anew.
    """

    def __init__(self, stream: BinaryIO, layout: Layout, mapping: ColumnMapping) -> None:
        self._stream = stream
        columns = {field.value: paths for field, paths in sorted(mapping.columns.items())}
        how = [layout.format.value, layout.encoding, layout.delimiter, columns]
        self._digest = hashlib.sha256(json.dumps(how).encode())
        self._fresh = self._digest.copy()
        self._at = 0

    def resume(self, cursor: str | None, total: int) -> int:
        """Return the byte up to which the file was imported already: 0 where the cursor does not fit it."""
        try:
            told = json.loads(cursor or "")
            end, digest = told["bytes"], told["sha256"]
        except (ValueError, KeyError, TypeError):
            return 0
        if type(end) is not int or not 0 < end <= total:
            return 0
        if self._digest_to(end) == digest:
            return end
        self._digest, self._at = self._fresh, 0
        return 0

    def after(self, record: Record, progress: Progress) -> str:
        """Return the cursor that goes on after `record`."""
        told = {"record": progress.records + 1, "bytes": record.end, "sha256": self._digest_to(record.end)}
        return json.dumps(told)

    def _digest_to(self, end: int) -> str:
        self._stream.seek(self._at)
        while self._at < end and (chunk := self._stream.read(min(_CHUNK, end - self._at))):
            self._digest.update(chunk)
            self._at += len(chunk)
        return self._digest.hexdigest()
