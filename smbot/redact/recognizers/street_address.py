"""Street addresses in English and French as one span: unit, number, street, city, province, postal code.

Word order and street types follow Canada Post's addressing guidelines. Intersections have no house number and stay.
"""

import re
from collections.abc import Iterator

from smbot.core.spans import Span
from smbot.normalise.words import word_set
from smbot.redact.address_parts import DIRECTION, POSTAL, TAIL, UNIT, whole
from smbot.redact.address_words import (
    AT,
    IN_WORDS,
    LIVES,
    NAMED_ALONE,
    NOT_IN_NAME,
    NUMBERED,
    TOWNS,
    TYPE_EN,
    TYPE_FR,
    WEAK_FRENCH,
    WEAK_TYPES,
)
from smbot.redact.context import in_url
from smbot.redact.not_names import is_common
from smbot.redact.rural_address import rural_places

ENTITIES = ("STREET_ADDRESS",)

_FREE = r"(?<![\w$€#.,/:])(?<!\d[ \-])"
_SPACED = r"\d(?:[ \-]\d){2,5}"
"""A house number that is written digit by digit."""
_HEAD = (
    rf"(?:{_FREE}|(?<=#)(?=\d{{1,5}}[ ,\-]{{1,3}}\d))(?:\d{{1,4}}[ ]?-[ ]?|\d{{1,5}}[ ])?(?:{_SPACED}|"
    rf"\d{{1,6}})(?:[ \-]?[A-Z](?!\w))?(?:[ ]?1/2)?"
)
_LOOKS = r"(?<![\w$€#.,/:])(?=[lIOoZS]{0,3}\d)[\dlIOoZS]{2,6}(?!\w)"
"""A house number with letters for digits."""
_NAME = r"[^\W_](?:[\w'\u2019\-]|\.(?=[\w\-])){0,25}(?:(?<=\b[A-Z])\.|(?<=\bSt)\.|(?<=\bSte)\.)?"
_ENGLISH = re.compile(
    rf"(?:{_HEAD})[ ,]{{1,2}}(?:(?:north|south|east|west|[nsew]\.?)[ ])?(?P<name>(?!\d+[A-Z]?[ ]){_NAME}(?:[ ]{_NAME})"
    rf"{{0,3}}?)[ ](?P<type>{TYPE_EN}){TAIL}",
    re.IGNORECASE,
)
_FRENCH = re.compile(
    rf"(?:{_HEAD}|{_LOOKS}|(?<!\w)(?:{IN_WORDS})(?:[ ][A-Z](?!\w))?)(?:[ ]?,[ ]{{0,2}}|[ ]{{1,2}})"
    rf"(?:(?:au |sur |de la |la |le |du )?)(?P<type>{TYPE_FR})"
    rf"[ ](?P<name>(?:(?:de la|de l['\u2019]|des|du|de|la|le|les|d['\u2019]|l['\u2019])"
    rf"[ ]?)?{_NAME}(?:[ ](?:(?:de|du|des|la|le|et|à|aux)[ ])?(?!in\b|[àa]\b|est\b|app)"
    rf"(?-i:[A-ZÀ-Ý])[\w'\u2019\-]{{0,25}}){{0,3}}){TAIL}",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    rf"(?:{_HEAD})(?:[ ]?[,\-][ ]?|[ ]{{1,2}})(?P<name>\d{{1,3}}[ ]?[A-D]?(?:e|[èe]me|re|i[èe]re|st|nd|rd|"
    rf"th)?)[ ](?P<type>{TYPE_EN}"
    rf"|{TYPE_FR}){TAIL}",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    rf"(?<![\w\-])(?:{IN_WORDS})(?:[ ][a-z](?!\w))?,?[ ](?P<name>(?-i:[A-ZÀ-Ý])[\w'\u2019\-]{{1,20}}"
    rf"(?:[ ](?-i:[A-ZÀ-Ý])[\w'\u2019\-]{{1,20}}){{0,2}})[ ](?P<type>{TYPE_EN})",
    re.IGNORECASE,
)
_LETTERED = re.compile(
    rf"{_HEAD}[ ,]{{1,2}}(?:Avenue|Ave|Street|St)\.?[ ](?P<name>[A-Z])(?!\w)(?:[ ](?:North|South|N|S)(?!\w))?"
    rf"|{_HEAD}[ ,]{{1,2}}(?:{DIRECTION}[ ])?{NAMED_ALONE}(?![\w\-])(?:[ ]{DIRECTION}(?!\w))?(?![ ](?:bus|"
    rf"station|line))"
    rf"|{_HEAD}[ ](?:[NSEW]|East|West)\.?[ ]\d{{1,3}}(?:st|nd|rd|th)(?!\w)"
    rf"|(?<![\w$.,])\d{{2,5}},?[ ](?:rte|route|hwy|highway|autoroute|aut\.)[ ]\d{{1,3}}"
    rf"(?=[ ](?i:est|ouest|nord|sud|north|south|east|west|[NSEWO])(?!\w)|,[ ]?[A-ZÀ-Ý#])"
    rf"(?:[ ](?i:est|ouest|nord|sud|north|south|east|west|[NSEWO])(?!\w))?"
)
"""Avenues with a letter for a name, streets without a word for a street, numbered streets without one, highways."""
_UNTYPED = re.compile(
    rf"{_HEAD},?[ ]{{1,2}}(?P<name>(?:(?i:de la|de l['\u2019]|des|du|de)[ ]?)?[A-ZÀ-Ý][\w'\u2019\-]{{2,20}}"
    r"(?:[ \-](?:(?:de|du|des|la)[ ])?[A-ZÀ-Ý][\w'\u2019\-]{1,20}){0,2})"
)
"""A number and a name alone: a street beside a unit, a word for living there, or a town."""
_THEN_UNIT = re.compile(rf"(?:,?[ ]{{1,2}}{DIRECTION})?(?:,?[ ]{{1,2}}|[ ]?\()(?:{UNIT})", re.IGNORECASE)
_THEN_TOWN = re.compile(rf"(?:,?[ ]{{1,2}}{DIRECTION})?,[ ]{{1,2}}(?:{TOWNS})(?![\w\-])", re.IGNORECASE)
_LOOSE = re.compile(
    rf"[ ]?(?:is|est|:|at|on|au|le|the|to)?[ :]{{0,2}}(?P<value>\d{{1,6}}[^.!?\n;]{{3,70}}?[ ,]{POSTAL})(?!\w)",
    re.IGNORECASE,
)
"""An address without a word for the street, between a word for living there and a postal code."""
_IN_BETWEEN = re.compile(r"\b(?:at|au|is|est)\b[ ]\d", re.IGNORECASE)
_INNER = re.compile(r"\b(?:at|au|is|est)[ ]", re.IGNORECASE)
_LAST_TYPE = re.compile(
    rf"[ ](?:drive|dr|road|rd|street|st|avenue|ave|way|lane|court|crescent|cres|blvd|boulevard|circle|trail|place|"
    rf"terrace|gate|parkway|loop|close)\b\.?{TAIL}",
    re.IGNORECASE,
)
"""The word for the street after a name that ends in another one ("Maple Ridge Drive")."""
_BEFORE_ROUTE = re.compile(
    r"(?:\b(?:bus|buses|route|rte|line|ligne|autobus|circuit|train|exit|sortie|room|salle|rooms|bay|platform|quai|"
    r"highway|hwy|autoroute|version|top|page|chapter|ward|district|arrondissement|hrs|since|depuis|until|channel|"
    r"zone|type|grade|phase|seat|voie|local|stop|arr[êe]t|section|article|code|no|part)[ ]#?)$",
    re.IGNORECASE,
)
_AFTER_ROUTE = re.compile(
    r"[ ](?:bus|buses|line|station|exit|train|project|bridge|intersection|annexe|branch|closed|ferm[ée]e?)\b",
    re.IGNORECASE,
)
_DIRECTION = re.compile(DIRECTION, re.IGNORECASE)
_ROUTES = frozenset({"route", "rte", "autoroute"})
_SURE = word_set("""
    rue avenue av ave boulevard boul chemin ch rang street st road rd drive dr crescent lane montée impasse
""")
"""Words for streets before or after a number in words."""
_ONE = re.compile(r"une?[ ,]", re.IGNORECASE)
_AT = re.compile(AT, re.IGNORECASE)
_ARTICLES = re.compile(r"^(?:(?:de|du|des|la|le|les)[ ]|(?:de[ ])?(?:la[ ])?[dl]['\u2019][ ]?)+", re.IGNORECASE)
_BUS = re.compile(r"\d{1,3}[ ]")
_YEAR = re.compile(r"(?:19|20)\d{2}[ ,]")
_HAS_POSTAL = re.compile(POSTAL, re.IGNORECASE)
_NUMBER_WORD = re.compile(rf"(?:{IN_WORDS})(?!\w)", re.IGNORECASE)


def find(text: str) -> Iterator[Span]:
    """Yield addresses with a house number, post office boxes and rural routes."""
    digits = any(c.isdigit() for c in text)
    if not digits and not _NUMBER_WORD.search(text):
        return
    taken = bytearray(len(text))
    for pattern, french in ((_ENGLISH, False), (_FRENCH, True), (_ORDINAL, False), (_SPOKEN, False)):
        done = 0
        for match in _matches(pattern, text):
            if match.end() > done and _plausible(text, match, french):
                end = match.end()
                if not french and (more := _LAST_TYPE.match(text, end)):
                    end = more.end()
                start, done = whole(text, match.start(), end)
                taken[start:done] = b"x" * (done - start)
                yield _span(start, done, 0.9)
    if digits:
        yield from _without_type(text, taken)
        for start, end, score in rural_places(text):
            yield _span(start, end, score)


def _without_type(text: str, taken: bytearray) -> Iterator[Span]:
    """Yield addresses whose street has no word for a street, outside of what is `taken`."""
    for match in _LETTERED.finditer(text):
        before = _BEFORE_ROUTE.search(text, max(0, match.start() - 16), match.start())
        if not taken[match.start()] and before is None and sum(c.isdigit() for c in match[0]) > 1:
            yield _span(*whole(text, match.start(), match.end()), 0.8)
    for match in _UNTYPED.finditer(text):
        if not taken[match.start()] and _is_street(text, match):
            # In capitals every word after a name looks like more of it.
            one = match["name"].split()[0] if match["name"].isupper() else match["name"]
            yield _span(*whole(text, match.start(), match.start("name") + len(one)), 0.7)
    for home in LIVES.finditer(text):
        if loose := _LOOSE.match(text, home.end()):
            yield _span(loose.start("value"), loose.end("value"), 0.9)


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield matches, and those that begin at a number inside a match ("1802 at 55 Harbour Sq")."""
    at = 0
    while (match := pattern.search(text, at)) is not None:
        yield match
        inner = _INNER.search(text, match.start(), match.end()) if _IN_BETWEEN.search(match["name"]) else None
        at = inner.end() if inner else match.end()


def _lives(text: str, start: int) -> bool:
    return LIVES.search(text, max(0, start - 25), start) is not None


def _is_street(text: str, match: re.Match[str]) -> bool:
    """Say whether a number and a name alone are an address: by a unit, by a word for being there, by a town."""
    start, end = match.span()
    first = _ARTICLES.sub("", match["name"]).split()[0]
    if (
        is_common(first)
        or any(name.strip(".'").lower() in NOT_IN_NAME for name in match["name"].split()[: 1 if first.isupper() else 4])
        or _DIRECTION.fullmatch(first)
        or in_url(text, start)
        or _BEFORE_ROUTE.search(text, max(0, start - 16), start)
        or _AFTER_ROUTE.match(text, end)
        or _YEAR.match(match[0])
    ):
        return False
    digits = sum(c.isdigit() for c in match[0])
    if digits >= 2 and LIVES.search(text, max(0, start - 14), start):
        return True
    if (digits >= 2 and _THEN_UNIT.match(text, end)) or (digits >= 3 and _THEN_TOWN.match(text, end)):
        return True
    return digits >= 3 and (_lives(text, start) or _AT.search(text, max(0, start - 12), start) is not None)


def _plausible(text: str, match: re.Match[str], french: bool) -> bool:
    """Say whether it reads as an address rather than as a count of things on some street, or a bus line."""
    names = match["name"].lower().split()
    main = _ARTICLES.sub("", match["name"]) or match["name"]
    kind = match["type"].lower().rstrip(".")
    if in_url(text, match.start()) or not names[-1].strip("'\u2019."):
        return False
    if any(name.strip(".'") in NOT_IN_NAME for name in (names[-1:] if french else names)):
        return False
    if _NUMBER_WORD.match(match[0]) and (kind not in _SURE or not main[0].isupper() or _ONE.match(match[0])):
        return False
    if _lives(text, match.start()) or _HAS_POSTAL.search(match[0]):
        return True
    if _weak(match[0], main, kind, words=len(names), french=french):
        return False
    the_bus = not french and _BUS.match(match[0]) and text[max(0, match.start() - 4) : match.start()].lower() == "the "
    on_a_line = _BEFORE_ROUTE.search(text, max(0, match.start() - 16), match.start())
    return not (the_bus or on_a_line or _AFTER_ROUTE.match(text, match.end()))


def _weak(whole_match: str, main: str, kind: str, *, words: int, french: bool) -> bool:
    """Say whether the word for a street may as well be another word, by the look of the name beside it."""
    weak = kind in WEAK_TYPES or (french and kind in WEAK_FRENCH)
    year = _YEAR.match(whole_match) is not None
    if main[0].isdigit():
        return kind not in NUMBERED or kind in _ROUTES or (weak and year)
    return (weak and year) or (not main[0].isupper() and (weak or words > 2 or year))


def _span(start: int, end: int, score: float) -> Span:
    return Span(start=start, end=end, entity=ENTITIES[0], score=score, recognizer="street_address")
