"""What of a web address is shown: its host, and those parts of its path that cannot name or number anybody.

An address carries what people type into forms, their profile's name, ids of orders and sessions. A part of the path is
shown only where nothing speaks against it; what stands after "?" or "#" never is.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from smbot.core.spans import Span
from smbot.normalise.words import word_set
from smbot.redact.entities import URL
from smbot.redact.merging import without
from smbot.redact.run_together import holds_a_full_name, is_a_full_name
from smbot.redact.words import is_listed

WEB_ADDRESS: Final = "web_address"
SCORE: Final = 0.7
"""Below what recognizers are sure of: where one found an e-mail address, the mask is called so."""

MAX_PART: Final = 80
MOST_DIGITS: Final = 4
"""A longer number is an id; years, dates and pages have four digits at most."""

MAX_PARTS: Final = 30
"""Parts of a path that are looked at one by one; a longer path is hidden whole. No page's has half as many."""

_PORT = r"\.?(?::\d{1,5})?"
_REST = rf"(?P<port>{_PORT}(?=[/?#])|(?::\d{{1,5}})?)(?P<path>/[^?#\s]*)?(?P<rest>[?#]\S*)?"
_ADDRESS = re.compile(
    r"(?P<scheme>https?://|(?=www\.))(?P<user>[^/?#@\s]{0,120}@)?"
    rf"(?P<host>[^\W_](?:[\w.\-]{{0,250}}[^\W_])?\.[^\W\d_]{{2,24}}|(?:\d{{1,3}}\.){{3}}\d{{1,3}}){_REST}",
    re.IGNORECASE,
)
_BARE_HOST = r"(?<![\w@.\-])(?P<host>(?:[a-z0-9][a-z0-9\-]{0,40}\.){1,4}"
_BARE = re.compile(
    rf"{_BARE_HOST}(?:com|ca|org|net|info|me|io|be|co|app|gov|edu|fr|uk|tv|gg))(?={_PORT}[/?]){_REST}", re.IGNORECASE
)
"""An address as people type it, without its scheme; in a text alone, where a path makes it one."""
_RARE = re.compile(
    rf"(?<!(?<!/)/){_BARE_HOST}(?-i:[a-z]{{2,24}}))(?={_PORT}(?:/|\?[\w.\-]{{1,40}}=)){_REST}", re.IGNORECASE
)
"""The same with any ending, in small letters: nobody lists all, and people forget the space behind a full stop."""
_TOKEN = re.compile(r"[^\s<>\"\u00ab\u00bb\u201c\u201d]+")
_BEGINS = re.compile(
    r"https?://|(?<!\w)www\.|(?<![a-z0-9+.\-])(?![a-z0-9+.\-]{0,20}https?:)[a-z][a-z0-9+.\-]{1,20}://", re.IGNORECASE
)
_GOES_ON = re.compile(r"[/?#@=%\\]")
"""Behind what looks like an address, a sign that it was not all of it."""
_ENDS = ".,;:!?)]}'\u2019\u2026*"
"""Signs that end the sentence round an address rather than the address."""
_PART = re.compile(r"[^/]+")
_PLAIN = re.compile(r"[\w.,'()!~\-]+")
_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"[_\-+.%=&?#~]")
_PEOPLE = word_set("""
    account accounts auteur auteurs author authors avis-de-deces booking candidate case channel claim client
    clients commande compte comptes contact customer doctor dossier employee employees facture file in invoice
    me member members membre membres nécrologie obituaries obituary order patient people person personne
    profil profile profiles profils reservation staff student team ticket u user users utilisateur
    utilisateurs
""")
"""After such a part of a path somebody's name or number follows."""
_FORM = re.compile(r"(?:imm|rc|rl|isp|sc|pptc|cit|gst|tp|td|t)\d{1,4}[a-z]{0,5}", re.IGNORECASE)
"""A government form's number, which many addresses of pages hold."""
_NETWORKS = word_set("""
    x twitter facebook fb instagram linkedin tiktok youtube youtu threads snapchat reddit pinterest bsky mastodon
    medium github gitlab linktr about gofundme paypal venmo onlyfans discord telegram t whatsapp wa messenger
    canada411 whitepages calendly patreon tumblr twitch vimeo flickr soundcloud strava ko-fi gofund letterboxd
    lnk linkin beacons carrd allmylinks
""")
"""Hosts whose paths name people wherever they stand."""
_PEOPLES_ENDINGS = frozenset({"bio", "social"})
"""The same of whatever host ends so."""


def find_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of web addresses in a text, with their scheme or without."""
    for token in _TOKEN.finditer(text):
        if ("." in token[0] or "://" in token[0]) and (place := _place_within(text, token)) is not None:
            yield place


def find_paths(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the paths of web addresses, in which words are joined by signs and written small."""
    for token in _TOKEN.finditer(text):
        place = _place_within(text, token) if "." in token[0] and "/" in token[0] else None
        match = _taken_apart(text, *place) if place is not None else None
        if match is not None and match["path"]:
            yield match.span("path")


def hidden_parts(address: str, found: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """Yield what of `address` is hidden; `found` are places in which something personal was seen.

    What is not a web address that can be taken apart is hidden whole.
    """
    begins, ends = len(address) - len(address.lstrip()), len(address.rstrip())
    match = _taken_apart(address, begins, ends)
    if match is None:
        if begins < ends:
            yield _span(0, len(address))
        return
    for start, end in _hidden(match):
        yield _span(start, end)
    for start, end in _parts(match):
        if _meets(found, start, end):
            yield _span(start, end)
    host, host_ends = match.span("host")
    within = any(host <= s and e <= host_ends for s, e in found)  # not where a find only begins in it
    # A rare host may be two words with a full stop between: nothing of a name is shown.
    if within or (match.re is _RARE and _meets(found, host, host_ends)):
        yield _span(host, host_ends)


def _place_within(text: str, token: re.Match[str]) -> tuple[int, int] | None:
    """Return where a token holds a web address, without the signs that end a sentence."""
    start, end = token.start(), token.start() + len(token[0].rstrip(_ENDS))
    if begins := _BEGINS.search(text, start, end):
        match = _ADDRESS.match(text, begins.start(), end)
        if match is not None and not _GOES_ON.search(text, match.end(), end):
            return match.span()
        return (begins.start(), end) if begins.end() < end and "://" in begins[0] else None
    match = _BARE.search(text, start, end) or _RARE.search(text, start, end)
    return match.span() if match is not None else None


def _taken_apart(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the parts of an address, if it has such; a fullmatch looks at nothing before it."""
    matches = (pattern.fullmatch(text, start, end) for pattern in (_ADDRESS, _BARE, _RARE))
    return next((match for match in matches if match is not None), None)


def _meets(found: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(s < end and start < e for s, e in found)


def taken_apart(
    text: str, found: Iterable[tuple[int, int]], is_public: Callable[[Span, str], bool], *, whole: bool
) -> tuple[list[tuple[int, int]], list[Span]]:
    """Return what of the addresses in `text` is shown, and what is hidden; of a `whole` address, `text` is all.

    `found` are places in which something personal was seen; an address that the organisation publishes is shown.
    """
    shown: list[tuple[int, int]] = []
    hidden: list[Span] = []
    within = _Places(found)
    for start, end in [(0, len(text))] if whole else find_addresses(text):
        address, inside = text[start:end], [(s - start, e - start) for s, e in within.meeting(start, end)]
        public = is_public(_span(start, end), address)
        here = [] if public else [_moved(part, start) for part in hidden_parts(address, inside)]
        left = without(_span(start, end), sorted((part.start, part.end) for part in here)) if end > start else ()
        shown += [(part.start, part.end) for part in left]
        hidden += here
    return shown, hidden


class _Places:
    """Places in order, so that what meets a stretch of a text is found without going through all of them."""

    def __init__(self, places: Iterable[tuple[int, int]]) -> None:
        self._places = sorted(places)
        self._joined: list[tuple[int, int]] = []
        for start, end in self._places:
            if self._joined and start < self._joined[-1][1]:
                self._joined[-1] = (self._joined[-1][0], max(end, self._joined[-1][1]))
            else:
                self._joined.append((start, end))

    def meeting(self, start: int, end: int) -> Sequence[tuple[int, int]]:
        """Return the places that begin in a stretch, and what reaches into it from before as one."""
        before = bisect_left(self._joined, (start, start)) - 1
        reaching = [place for place in self._joined[max(0, before) : before + 1] if place[1] > start]
        first, after = (bisect_left(self._places, (at, at)) for at in (start, end))
        return [*reaching, *self._places[first:after]]


def as_words(text: str) -> str:
    """Return `text` as recognizers of names read it, character for character: apart, each word with a capital.

    Addresses and names of files join words by signs and write them small.
    """
    return _WORD.sub(lambda match: _capital(match[0]), _JOINED.sub(" ", text))


def as_sentence(text: str) -> str:
    """Return a path as it would be written in a sentence, character for character: capitals for listed names alone."""
    return _WORD.sub(lambda match: _capital(match[0]) if is_listed(match[0]) else match[0], _JOINED.sub(" ", text))


def _hidden(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    for name in ("user", "rest"):
        if match.groupdict().get(name):
            yield match.span(name)
    labels = match["host"].lower().split(".")
    network = labels[-1] in _PEOPLES_ENDINGS or any(label in _NETWORKS for label in labels[-3:-1])
    parts, before = _parts(match), ""
    if not parts and len(match["path"] or "") > MAX_PARTS:
        yield match.span("path")
    within = match["path"].find("//") if match["path"] else -1  # another address in this one
    for start, end in parts:
        part = match.string[start:end]
        nested = 0 <= within < start - match.start("path")
        if network or nested or before in _PEOPLE or _is_odd(part) or _names_somebody(part):
            yield start, end
        before = part.lower()


def _parts(match: re.Match[str]) -> list[tuple[int, int]]:
    """Return the parts of the path; none of a path that has too many."""
    parts = islice(_PART.finditer(match.string, *match.span("path")), MAX_PARTS + 1) if match["path"] else ()
    found = [part.span() for part in parts]
    return found if len(found) <= MAX_PARTS else []


def _names_somebody(part: str) -> bool:
    """Say whether a part is a full name in one word, or holds one with inner capitals."""
    return holds_a_full_name(part.partition(".")[0]) or any(map(is_a_full_name, _WORD.findall(part)))


def _is_odd(part: str) -> bool:
    """Say whether a part is more than a few words: signs, escapes, ids."""
    if len(part) > MAX_PART or not _PLAIN.fullmatch(part):
        return True
    words = _WORD.findall(part)
    if sum(c.isdigit() for c in part) > MOST_DIGITS:
        return True
    mixed = [word for word in words if any(c.isdigit() for c in word) and any(c.isalpha() for c in word)]
    return any(len(word) > MOST_DIGITS and not _FORM.fullmatch(word) for word in mixed)


def _capital(word: str) -> str:
    first = word[0].upper()
    return first + word[1:] if len(first) == 1 else word


def _moved(span: Span, by: int) -> Span:
    return replace(span, start=span.start + by, end=span.end + by)


def _span(start: int, end: int) -> Span:
    return Span(start=start, end=end, entity=URL, score=SCORE, recognizer=WEB_ADDRESS)
