"""How X stores and shows a text: t.co links, HTML entities, mentions, hashtags, weighted length."""

import hashlib
import html
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from smbot.testing.http.replies import Json, JsonObject

SHORT_POST = 280
URL = re.compile(r"https?://[^\s<>\"«»]+[^\s<>\"«».,;:!?)\]']")
MENTION = re.compile(r"(?<![\w@/.])@(\w{1,15})\b")
HASHTAG = re.compile(r"(?<![\w&])#(\w+)")
WORDS = re.compile(r"(?:(?<![\w@/.])[#@])?\w+")


@dataclass(frozen=True, kw_only=True)
class Stored:
    """A text as X keeps it: links shortened, with what each short link stands for."""

    text: str
    links: Mapping[str, str]

    @property
    def shown(self) -> str:
        """The text as the API returns it: ``& < >`` escaped."""
        return html.escape(self.text, quote=False)

    @cached_property
    def words(self) -> list[str]:
        """The folded words, kept because every search asks for them."""
        return words_of(self.text)


def store(text: str) -> Stored:
    """Shorten the links of a text the way X does."""
    links: dict[str, str] = {}

    def shorten(match: re.Match[str]) -> str:
        digest = hashlib.sha256(match[0].encode()).hexdigest()[:10]
        links[f"https://t.co/{digest}"] = match[0]
        return f"https://t.co/{digest}"

    return Stored(text=URL.sub(shorten, unicodedata.normalize("NFC", text)), links=links)


def mentions(text: str) -> list[str]:
    """Return the handles a text mentions, lower case, in order, each once."""
    return list(dict.fromkeys(name.lower() for name in MENTION.findall(text)))


def words_of(text: str) -> list[str]:
    """Return the words, hashtags and mentions of a text, in order.

    Case and accents are folded away: recent search finds ``délai`` for ``delai``.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return WORDS.findall("".join(letter for letter in decomposed if not unicodedata.combining(letter)))


def entities(stored: Stored, user_id_of: Callable[[str], str | None]) -> JsonObject:
    """Return the `entities` of the shown text; places are code points, ends are exclusive."""
    shown = stored.shown
    urls: list[Json] = [
        {
            "start": place.start(),
            "end": place.end(),
            "url": short,
            "expanded_url": full,
            "display_url": full.split("://", 1)[1][:30],
        }
        for short, full in stored.links.items()
        for place in re.finditer(re.escape(short), shown)
    ]
    named: list[Json] = []
    for place in MENTION.finditer(shown):
        if (user_id := user_id_of(place[1])) is not None:
            named.append({"start": place.start(), "end": place.end(), "username": place[1], "id": user_id})
    tags: list[Json] = [
        {"start": place.start(), "end": place.end(), "tag": place[1]} for place in HASHTAG.finditer(shown)
    ]
    found: JsonObject = {"urls": urls, "mentions": named, "hashtags": tags}
    return {kind: items for kind, items in found.items() if items}
