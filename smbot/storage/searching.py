"""Finding mentions by words of their masked text, through the index that either database keeps.

SQLite's divides texts into words itself; for PostgreSQL that is done here, and its index holds what it is given. On
both, accents and case make no difference, and a word is found by its beginning, in the
singular and the plural.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby

from sqlalchemy import ColumnElement, false, text
from sqlmodel import col, select

from smbot.storage.base import Tables
from smbot.storage.desk_tables import MentionNumberRow
from smbot.storage.tables import MentionRow

_PLURAL = re.compile(r"(?<=[^\W\d_]{3}[^\W\d_sS])[sxSX]$")
"""A last s or x behind four letters; not that of "access"."""
MOST_WORDS = 8
MOST_FOUND = 2000
"""Of words that stand in more posts, the posts stored last are found: nobody reads two thousand."""
PIECE = 5000
"""Mentions whose words are indexed at once: some ten megabytes."""
LONGEST_WORD = 200
"""Characters of a word that PostgreSQL's index keeps: it takes no longer ones than 2,046 bytes."""

WITH_WORDS = {
    "sqlite": "SELECT rowid FROM mention_words WHERE mention_words MATCH :words",
    "postgresql": "SELECT number FROM mention_words WHERE words @@ CAST(:words AS tsquery)",
}
INDEXED = "mention.id IN (SELECT mention FROM mention_number WHERE number IN ({} ORDER BY 1 DESC LIMIT :most))"
COUNTED = "SELECT count(*) FROM ({} LIMIT :most) AS found"
WAITING = (
    "SELECT max(number) FROM"
    " (SELECT number FROM mention_number WHERE stale = true ORDER BY number LIMIT :most) AS piece"
)
REFRESH = (
    "DELETE FROM mention_words"
    " WHERE rowid IN (SELECT number FROM mention_number WHERE stale = true AND number <= :last)",
    "INSERT INTO mention_words (rowid, words) SELECT number, coalesce(text, '') ||"
    " coalesce((SELECT group_concat(' ' || json_extract(value, '$.text'), '') FROM json_each(parts)), '')"
    " FROM mention_number JOIN mention ON mention.id = mention_number.mention WHERE stale = true AND number <= :last",
)
SETTLE = (
    "DELETE FROM mention_number WHERE stale = true AND number <= :last AND mention NOT IN (SELECT id FROM mention)",
    "UPDATE mention_number SET stale = false WHERE stale = true AND number <= :last",
)
COMPACT = "INSERT INTO mention_words (mention_words) VALUES ('optimize')"
"""Until then the index passes over words that were taken out of it, and still has them in its file."""
FORGET_WORDS = (
    "DELETE FROM mention_words"
    " WHERE number IN (SELECT number FROM mention_number WHERE stale = true AND number <= :last)"
)
KEEP_WORDS = "INSERT INTO mention_words (number, words) VALUES (:number, array_to_tsvector(CAST(:words AS text[])))"


class SearchTables(Tables):
    """The index of words."""

    def index_words(self) -> None:
        """Bring the index to what mentions say now: the end of every transaction that writes."""
        changed = False
        while self.index_piece():
            changed = True
        if changed and self.forgets and self._dialect == "sqlite":
            self.session.execute(text(COMPACT))

    def index_piece(self, most: int = PIECE) -> bool:
        """Do so for so many mentions that say something else than the index; False where there are none."""
        self.session.flush()
        last = self.session.execute(text(WAITING), {"most": most}).scalar_one()
        if last is None:
            return False
        if self._dialect == "sqlite":
            for statement in REFRESH:
                self.session.execute(text(statement), {"last": last})
        else:
            self._index_on_postgresql(last)
        for statement in SETTLE:
            self.session.execute(text(statement), {"last": last})
        return True

    @property
    def _dialect(self) -> str:
        return self.session.get_bind().dialect.name

    def are_common(self, words: str) -> bool:
        """Say whether these words stand in so many posts that `holding` finds the newest of them alone."""
        asked, dialect = words_of(words), self._dialect
        if not asked:
            return False
        counted = text(COUNTED.format(WITH_WORDS[dialect]))
        found = self.session.execute(counted, {"words": _match(dialect, asked), "most": MOST_FOUND + 1})
        return int(found.scalar_one()) > MOST_FOUND

    def _index_on_postgresql(self, last: int) -> None:
        self.session.execute(text(FORGET_WORDS), {"last": last})
        found = self.session.execute(
            select(MentionNumberRow.number, MentionRow.text, MentionRow.parts)
            .join(MentionRow, col(MentionRow.id) == col(MentionNumberRow.mention))
            .where(col(MentionNumberRow.stale), col(MentionNumberRow.number) <= last)
        )
        rows = []
        for number, said, parts in found:
            texts = (said, *(part.get("text") for part in parts))
            rows.append({"number": number, "words": sorted(_indexed(each for each in texts if isinstance(each, str)))})
        if rows:
            self.session.execute(text(KEEP_WORDS), rows)


def holding(dialect: str, words: str) -> ColumnElement[bool]:
    """Return what holds for mentions with all these words, each written whole or by its beginning."""
    asked = words_of(words)
    if not asked:
        return false()
    indexed = text(INDEXED.format(WITH_WORDS[dialect]))
    return indexed.bindparams(words=_match(dialect, asked), most=MOST_FOUND)  # type: ignore[return-value]


def _match(dialect: str, asked: Sequence[str]) -> str:
    # Letters, digits and marks alone: nothing that a query could be made of.
    if dialect == "sqlite":
        return " ".join(f'"{_singular(word)}"*' for word in asked)
    return " & ".join(f"'{_singular(word)}':*" for word in (_folded(each) for each in asked) if word)


def _singular(word: str) -> str:
    """Return a word without the sign of its plural in either language: by its beginning it is found in both numbers."""
    return _PLURAL.sub("", word)


def words_of(typed: str) -> list[str]:
    """Return the words of what a person typed, as the index divides a text into words."""
    return _words(typed)[:MOST_WORDS]


def _words(said: str) -> list[str]:
    parts = groupby(unicodedata.normalize("NFC", said), key=lambda c: unicodedata.category(c)[0] in "LNM")
    return ["".join(part) for is_word, part in parts if is_word]


def _indexed(texts: Iterable[str]) -> set[str]:
    return {_folded(word) for said in texts for word in _words(said)} - {""}


def _folded(word: str) -> str:
    apart = unicodedata.normalize("NFKD", word).casefold()
    return "".join(c for c in apart if unicodedata.category(c)[0] in "LN")[:LONGEST_WORD]
