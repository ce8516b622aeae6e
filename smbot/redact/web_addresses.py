"""What of a web address is shown: its host, and those parts of its path that cannot name or number anybody.

An address carries what people type into forms, their profile's name, ids of orders and sessions. A part of the path is
shown only where nothing speaks against it; what stands after "?" or "#" never is.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from smbot.core.spans import Span
from smbot.normalise.words import word_set

WEB_ADDRESS: Final = "web_address"
ENTITY: Final = "URL"
SCORE: Final = 0.7
"""Below what recognizers are sure of: where one found an e-mail address, the mask is called so."""

MAX_PART: Final = 80
MOST_DIGITS: Final = 4
"""A longer number is an id; years, dates and pages have four digits at most."""

_ADDRESS = re.compile(
    r"(?P<scheme>https?://|(?=www\.))(?P<user>[^/?#@\s]*@)?(?P<host>[^\W_](?:[\w.\-]{0,250}[^\W_])?\.[^\W\d_]{2,24})"
    r"(?P<port>:\d{1,5})?(?P<path>/[^?#\s]*)?(?P<rest>[?#]\S*)?",
    re.IGNORECASE,
)
_PART = re.compile(r"[^/]+")
_PLAIN = re.compile(r"[\w.,'()!~\-]+")
_WORD = re.compile(r"[^\W_]+")
_PEOPLE = word_set("""
    account accounts auteur auteurs author authors avis-de-deces booking candidate case channel claim client
    clients commande compte comptes contact customer doctor dossier employee employees facture file in invoice
    me member members membre membres nécrologie obituaries obituary order patient people person personne
    profil profile profiles profils reservation staff student team ticket u user users utilisateur
    utilisateurs
""")
"""After such a part of a path somebody's name or number follows."""
_NETWORKS = word_set("""
    x twitter facebook fb instagram linkedin tiktok youtube youtu threads snapchat reddit pinterest bsky mastodon
    medium github gitlab linktr about gofundme paypal venmo onlyfans discord telegram t whatsapp wa messenger
    canada411 whitepages
""")
"""Hosts whose paths name people wherever they stand."""


def hidden_parts(address: str, found: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """Yield what of `address` is hidden; `found` are places in which something personal was seen.

    What is not a web address that can be taken apart is hidden whole.
    """
    match = _ADDRESS.fullmatch(address.strip())
    if match is None:
        if address.strip():
            yield _span(0, len(address))
        return
    shift = len(address) - len(address.lstrip())
    for start, end in _hidden(match):
        yield _span(shift + start, shift + end)
    for start, end in _parts(match):
        if any(s < shift + end and shift + start < e for s, e in found):
            yield _span(shift + start, shift + end)
    host, host_ends = match.span("host")
    if any(shift + host <= s and e <= shift + host_ends for s, e in found):  # not where a find only begins in it
        yield _span(shift + host, shift + host_ends)


def as_words(text: str) -> str:
    """Return `text` as recognizers of names read it, character for character: apart, each word with a capital.

    Addresses and names of files join words by signs and write them small.
    """
    apart = re.sub(r"[_\-+.%=&?#~]", " ", text)
    return _WORD.sub(lambda match: _capital(match[0]), apart)


def _hidden(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    for name in ("user", "rest"):
        if match[name]:
            yield match.span(name)
    labels = match["host"].lower().split(".")
    network = any(label in _NETWORKS for label in labels[-3:-1])
    before = ""
    for start, end in _parts(match):
        part = match.string.strip()[start:end]
        if network or before in _PEOPLE or _is_odd(part):
            yield start, end
        before = part.lower()


def _parts(match: re.Match[str]) -> list[tuple[int, int]]:
    if not match["path"]:
        return []
    return [(match.start("path") + p.start(), match.start("path") + p.end()) for p in _PART.finditer(match["path"])]


def _is_odd(part: str) -> bool:
    """Say whether a part is more than a few words: signs, escapes, ids."""
    if len(part) > MAX_PART or not _PLAIN.fullmatch(part):
        return True
    words = _WORD.findall(part)
    if sum(c.isdigit() for c in part) > MOST_DIGITS:
        return True
    mixed = [word for word in words if any(c.isdigit() for c in word) and any(c.isalpha() for c in word)]
    return any(len(word) > MOST_DIGITS for word in mixed)


def _capital(word: str) -> str:
    first = word[0].upper()
    return first + word[1:] if len(first) == 1 else word


def _span(start: int, end: int) -> Span:
    return Span(start=start, end=end, entity=ENTITY, score=SCORE, recognizer=WEB_ADDRESS)
