"""Which post a record is, so that nothing is imported twice and no two posts become one."""

import hashlib
import json

from smbot.core.messages import Message, msg
from smbot.platforms.files.fields import PLATFORM, Fields


class Identities:
    """Names the records of one file, in their order. Memory: about 100 bytes for each record.

    - The record names its platform and an id: that id, so that the post is the one a collector reads.
    - It has an id only: the id with a digest of the text. Ids of files are often row numbers, and number 1 of
      two files are two posts.
    - It has none: a digest of its fields with the number of its occurrence in this file, so that two equal
      lines stay two posts and a file that grew adds only what is new.
    """

    def __init__(self) -> None:
        self._lines: dict[bytes, int] = {}
        self._occurrences: dict[int, int] = {}

    def name(self, fields: Fields, line: int) -> str | Message:
        """Return the post's id, or why the record is one that came before."""
        if not fields.id:
            return self._by_content(fields)
        own = fields.id
        if fields.platform == PLATFORM:
            own = f"{fields.id}:{_digest(fields.text).hex()[:16]}"
        before = self._lines.setdefault(_digest(fields.platform, own)[:16], line)
        if before != line:
            return msg("It is the same post as on line {line}.", line=before)
        return own

    def _by_content(self, fields: Fields) -> str:
        posted = fields.posted_at.isoformat() if fields.posted_at else ""
        whole = _digest(
            *(fields.platform, fields.text, fields.author, fields.author_id, fields.author_name, posted),
            fields.permalink,
        )
        # Two digests that share these eight bytes only count on from each other: their ids still differ.
        short = int.from_bytes(whole[:8], "big")
        count = self._occurrences[short] = self._occurrences.get(short, 0) + 1
        return f"{whole.hex()}-{count}"


def _digest(*parts: str) -> bytes:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).digest()
