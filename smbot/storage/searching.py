"""Finding mentions by words of their masked text: the index that SQLite keeps, and without one the text itself."""

import unicodedata
from collections.abc import Sequence
from itertools import groupby

from sqlalchemy import ColumnElement, and_, false, text
from sqlmodel import col, select

from smbot.storage.base import Tables
from smbot.storage.desk_tables import MentionNumberRow
from smbot.storage.tables import MentionRow

MOST_WORDS = 8
MOST_FOUND = 2000
"""Of words that stand in more posts, the posts stored last are found: nobody reads two thousand."""

INDEXED = (
    "mention.id IN (SELECT mention FROM mention_number WHERE number IN"
    " (SELECT rowid FROM mention_words WHERE mention_words MATCH :words ORDER BY rowid DESC LIMIT :most))"
)
COUNTED = "SELECT count(*) FROM (SELECT 1 FROM mention_words WHERE mention_words MATCH :words LIMIT :most)"
REFRESH = (
    "DELETE FROM mention_words WHERE rowid IN (SELECT number FROM mention_number WHERE stale = 1)",
    "INSERT INTO mention_words (rowid, words) SELECT number, coalesce(text, '') ||"
    " coalesce((SELECT group_concat(' ' || json_extract(value, '$.text'), '') FROM json_each(parts)), '')"
    " FROM mention_number JOIN mention ON mention.id = mention_number.mention WHERE stale = 1",
    "DELETE FROM mention_number WHERE stale = 1 AND mention NOT IN (SELECT id FROM mention)",
    "UPDATE mention_number SET stale = 0 WHERE stale = 1",
)
COMPACT = "INSERT INTO mention_words (mention_words) VALUES ('optimize')"
"""Until then the index passes over words that were taken out of it, and still has them in its file."""


class SearchTables(Tables):
    """The index of words."""

    def index_words(self) -> None:
        """Bring the index to what mentions say now: the end of every transaction that writes."""
        if self.session.get_bind().dialect.name != "sqlite":
            return
        self.session.flush()
        if (
            self.session.exec(select(MentionNumberRow.number).where(col(MentionNumberRow.stale)).limit(1)).first()
            is None
        ):
            return
        for statement in (*REFRESH, *((COMPACT,) if self.forgets else ())):
            self.session.execute(text(statement))

    def are_common(self, words: str) -> bool:
        """Say whether these words stand in so many posts that `holding` finds the newest of them alone."""
        asked = words_of(words)
        if not asked or self.session.get_bind().dialect.name != "sqlite":
            return False
        found = self.session.execute(text(COUNTED), {"words": _match(asked), "most": MOST_FOUND + 1})
        return int(found.scalar_one()) > MOST_FOUND


def holding(dialect: str, words: str) -> ColumnElement[bool]:
    """Return what holds for mentions with all these words, each written whole or by its beginning."""
    asked = words_of(words)
    if not asked:
        return false()
    if dialect != "sqlite":
        return and_(*(col(MentionRow.text).icontains(word, autoescape=True) for word in asked))
    return text(INDEXED).bindparams(words=_match(asked), most=MOST_FOUND)  # type: ignore[return-value]


def _match(asked: Sequence[str]) -> str:
    return " ".join(f'"{word}"*' for word in asked)


def words_of(typed: str) -> list[str]:
    """Return the words of what a person typed, as the index divides a text into words."""
    parts = groupby(unicodedata.normalize("NFC", typed), key=lambda c: unicodedata.category(c)[0] in "LNM")
    return ["".join(part) for is_word, part in parts if is_word][:MOST_WORDS]
