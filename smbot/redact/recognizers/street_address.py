"""Street addresses in English and French as one span: unit, number, street, city, province, postal code.

Word order and street types follow Canada Post's addressing guidelines. Intersections have no house
number and stay.
"""

import re
from collections.abc import Iterator

from smbot.core.spans import Span
from smbot.redact.context import in_url, words

ENTITIES = ("STREET_ADDRESS",)

_TYPE_EN = (
    r"(?:street|st|avenue|ave|av|road|rd|drive|dr|boulevard|blvd|lane|ln|crescent|cres|court|crt|ct|place|pl|way|terrace|terr|circle|cir|"
    r"highway|hwy|parkway|pkwy|trail|trl|close|gate|grove|square|sq|mews|landing|hill|heights|row|run|concession|sideroad|line|path|common|manor|point|ridge|view|green|gardens|gdns|"
    r"promenade|range rd|township rd|township road|range road|loop|walk|alley|bay|cove|chase|bend|link|rise|park)\b\.?"
)
_TYPE_FR = (
    r"(?:rue|avenue|ave|av|boulevard|boul|bd|bld|blvd|chemin|ch|rang|route|rte|place|pl|c[ôo]te|mont[ée]e|all[ée]e|impasse|promenade|prom|croissant|crois|terrasse|square|carr[ée]|"
    r"ruelle|cours|quai|autoroute|cercle|sentier|voie|parc|passage|domaine)\b\.?"
)
_DIRECTION = r"(?:north|south|east|west|nord|sud|est|ouest|n\.?|s\.?|e\.?|w\.?|o\.?|ne|nw|se|sw|no|so)"
_UNIT = r"(?:(?:unit|apt|apartment|suite|ste|app|appt|appartement|bureau|local|unit[ée]|porte|#|apt\.|app\.|room|rm|lot|penthouse|ph|basement)[ .#]{0,3}(?:no\.? ?)?[A-Z]?\d{0,5}[A-Z]?)"
_PROVINCE = (
    r"(?:qu[ée]bec|ontario|alberta|british columbia|colombie-britannique|manitoba|saskatchewan|nova scotia|nouvelle-[ée]cosse|new brunswick|nouveau-brunswick|"
    r"newfoundland(?: and labrador)?|terre-neuve(?:-et-labrador)?|prince edward island|[îi]le-du-prince-[ée]douard|yukon|nunavut|northwest territories|territoires du nord-ouest|"
    r"QC|PQ|ON|ONT|AB|ALTA|BC|C\.?-?B\.?|MB|MAN|SK|SASK|NS|NB|PEI|PE|[ÎI]\.?-?P\.?-?[ÉE]\.?|NL|YT|YK|NT|NU)"
)
_POSTAL = r"[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][ \-]{0,2}\d[ABCEGHJ-NPRSTV-Z]\d"
_CITY = r"[^\W\d_][\w'’.\-]{1,30}(?:[ ][^\W\d_][\w'’.\-]{1,30}){0,3}?"  # noqa: RUF001
_TAIL = (
    rf"(?:[ ]{{1,2}}{_DIRECTION}(?!\w))?"
    rf"(?:,?[ ]{{1,2}}{_UNIT}(?!\w))?"
    rf"(?:(?:,[ ]{{0,2}}|[ ]{{1,2}}(?:in |[àa] |at |near )?|[ ]?\()(?:{_CITY})(?:,[ ]{{0,2}}|[ ]{{1,2}}\(?)(?:{_PROVINCE}(?!\w)\)?(?:,?[ ]{{1,2}}{_POSTAL}(?!\w))?|{_POSTAL}(?!\w))"
    rf"|,?[ ]{{1,2}}{_PROVINCE}(?!\w)(?:,?[ ]{{1,2}}{_POSTAL}(?!\w))|,?[ ]{{1,2}}{_POSTAL}(?!\w))?"
    r"(?:,?[ ]Canada(?!\w))?"
)
_HEAD = rf"(?<![\w$€#.,/:])(?<!\d[ \-])(?:{_UNIT}[ ,\-]{{1,3}})?(?:\d{{1,4}}[ ]?-[ ]?)?\d{{1,6}}(?:[A-Z](?!\w))?(?:[ ]?1/2)?"
_NAME = r"[^\W_][\w'’.\-]{0,25}"  # noqa: RUF001
_ENGLISH = re.compile(
    rf"{_HEAD}[ ,]{{1,2}}(?:(?:north|south|east|west|[nsew]\.?)[ ])?(?P<name>{_NAME}(?:[ ]{_NAME}){{0,3}}?)[ ](?P<type>{_TYPE_EN}){_TAIL}",
    re.IGNORECASE,
)
_FRENCH = re.compile(
    rf"{_HEAD}[ ]?,?[ ]{{0,2}}(?:(?:au |sur |de la |la |le |du )?)(?P<type>{_TYPE_FR})[ ](?P<name>(?:(?:de la|de l['’]|des|du|de|la|le|les|d['’]|l['’])[ ]?)?{_NAME}(?:[ ](?:(?:de|du|des|la|le|et|à|aux)[ ])?(?!in\b|[àa]\b|est\b|app)[A-ZÀ-Ý][\w'’.\-]{{0,25}}){{0,3}}){_TAIL}",  # noqa: RUF001
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    rf"{_HEAD}[ ]?,?[ ](?P<name>\d{{1,3}}(?:e|[èe]me|re|i[èe]re|st|nd|rd|th)?)[ ](?P<type>{_TYPE_EN}|{_TYPE_FR}){_TAIL}",
    re.IGNORECASE,
)
_BOX = re.compile(
    rf"(?<!\w)(?:P\.?[ ]?O\.?[ ]?Box|C\.?P\.?|case postale|bo[îi]te postale|R\.?R\.?[ ]?#?|General Delivery|poste restante)[ ]{{0,2}}#?[ ]?\d{{1,6}}(?!\w)"
    rf"(?:,?[ ]{{1,2}}(?:stn|station|succ\.?|succursale)[ ][\w\-]{{1,20}})?{_TAIL}",
    re.IGNORECASE,
)
_LIVES = words(
    "live at", "lives at", "living at", "live on", "lives on", "address", "address is", "my address", "home", "moved to", "i'm at", "i am at", "reside at", "adresse", "mon adresse", "habite au",
    "habite", "demeure au", "demeure", "j'habite", "reste au", "chez moi", "chez nous", "domicile", "déménagé au", "résidant au", "located at", "my place", "my house", "neighbour at", "neighbor at", "voisin du",
)  # fmt: skip
_NOT_IN_NAME = frozenset(
    ["a", "an", "the", "on", "in", "of", "to", "at", "from", "for", "by", "with", "and", "or", "is", "are", "was", "were", "people", "person", "cars", "car", "buses", "bus", "min", "mins", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years", "ans", "an", "jours", "jour", "heures", "heure", "mois", "semaines", "km", "m", "metres", "meters", "feet", "blocks", "block", "percent", "dollars", "bucks", "guys", "men", "women", "kids", "times", "more", "most", "other", "this", "that", "their", "his", "her", "our", "my", "your", "its", "down", "up", "across", "along", "off", "into", "through", "before", "after", "till", "until", "vs", "per", "than", "pm", "am", "every", "each", "these", "those", "us", "we", "they", "he", "she", "it", "lanes", "lane", "kilometres", "stops", "stop", "trains", "train", "routes", "homes", "houses", "units", "trees", "calls", "points", "degrees", "million", "billion", "thousand", "de", "du", "des", "le", "la", "les", "un", "une", "et", "ou", "au", "aux", "en", "sur", "dans", "pour", "par", "avec", "sans", "personnes", "gens", "autos", "voitures", "fois", "minutes", "secondes", "new", "off", "long", "high", "straight", "only", "just", "about", "around", "almost", "over", "under"]
)
_BEFORE_ROUTE = re.compile(
    r"(?:\b(?:bus|buses|route|rte|line|ligne|autobus|circuit|train|exit|sortie|the|la|le|les|highway|hwy|autoroute|version|top|page|chapter|ward|district|arrondissement|zone|type|grade|phase)[ ]#?)$",
    re.IGNORECASE,
)
_AFTER_ROUTE = re.compile(
    r"[ ](?:bus|buses|line|station|exit|train|project|bridge|intersection)\b", re.IGNORECASE
)
_WEAK_TYPES = frozenset(
    ["way", "place", "pl", "run", "line", "point", "view", "green", "park", "bay", "common", "close", "gate", "hill", "link", "rise", "row", "path", "cours", "parc", "place", "passage", "voie", "domaine", "walk", "loop", "court", "st", "dr", "ch", "no", "av", "bend", "cove", "chase"]
)


def find(text: str) -> Iterator[Span]:
    """Yield addresses with a house number, post office boxes and rural routes."""
    if not any(c.isdigit() for c in text):
        return
    for pattern, french in ((_ENGLISH, False), (_FRENCH, True), (_ORDINAL, False)):
        for match in pattern.finditer(text):
            if _plausible(text, match, french):
                lives = _LIVES.search(text, max(0, match.start() - 25), match.start()) is not None
                yield _span(match, 0.95 if lives else 0.85)
    for match in _BOX.finditer(text):
        yield _span(match, 0.8)


def _plausible(text: str, match: re.Match[str], french: bool) -> bool:
    names = match["name"].lower().split()
    kind = match["type"].lower().rstrip(".")
    capital = match["name"][:1].isupper() or match["name"][:1].isdigit()
    lives = _LIVES.search(text, max(0, match.start() - 25), match.start()) is not None
    if in_url(text, match.start()):
        return False
    if not french and any(name.strip(".'") in _NOT_IN_NAME for name in names):
        return False
    if french and not names[-1].strip("'’."):  # noqa: RUF001
        return False
    has_postal = re.search(_POSTAL, match[0], re.IGNORECASE) is not None
    if has_postal or lives:
        return True
    if kind in _WEAK_TYPES and not capital:
        return False
    if (
        french
        and kind in {"route", "rang", "parc", "place", "cours", "autoroute", "passage", "voie"}
        and not capital
    ):
        return False
    if re.match(r"(?:19|20)\d{2}[ ]", match[0]) and not capital:
        return False
    if len(names) > 2 and not capital:
        return False
    return not (
        _BEFORE_ROUTE.search(text, max(0, match.start() - 16), match.start())
        or _AFTER_ROUTE.match(text, match.end())
    )


def _span(match: re.Match[str], score: float) -> Span:
    return Span(
        start=match.start(),
        end=match.end(),
        entity="STREET_ADDRESS",
        score=score,
        recognizer="street_address",
    )
