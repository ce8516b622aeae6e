"""Street addresses in English and French as one span: unit, number, street, city, province, postal code.

Word order and street types follow Canada Post's addressing guidelines. Intersections have no house
number and stay.
"""

import re
from collections.abc import Iterator

from smbot.core.spans import Span
from smbot.normalise.words import word_set
from smbot.redact.context import in_url, words
from smbot.redact.not_names import is_common

ENTITIES = ("STREET_ADDRESS",)

_TYPE_EN = (
    r"(?:street|st|avenue|ave|av|road|rd|drive|dr|boulevard|blvd|lane|ln|crescent|cres|"
    r"court|crt|ct|place|pl|way|terrace|terr|circle|cir|"
    r"highway|hwy|parkway|pkwy|trail|trl|close|gate|grove|square|sq|mews|landing|hill|"
    r"heights|row|run|concession|sideroad|line|path|common|manor|point|ridge|view|green|"
    r"gardens|gdns|"
    r"promenade|range rd|township rd|township road|range road|loop|walk|alley|bay|cove|"
    r"chase|bend|link|rise|park)\b\.?"
)
_TYPE_FR = (
    r"(?:rue|avenue|ave|av|boulevard|boul|bd|bld|blvd|chemin|ch|rang|route|rte|place|"
    r"pl|c[ôo]te|mont[ée]e|all[ée]e|impasse|promenade|prom|croissant|crois|terrasse|"
    r"square|carr[ée]|"
    r"ruelle|cours|quai|autoroute|cercle|sentier|voie|parc|passage|domaine)\b\.?"
)
_DIRECTION = r"(?:north|south|east|west|nord|sud|est|ouest|n\.?|s\.?|e\.?|w\.?|o\.?|ne|nw|se|sw|no|so)"
_UNIT = (
    r"(?:(?:unit|apt|apartment|suite|ste|app|appt|appartement|bureau|local|unit[ée]|porte|logement|log|logis|"
    r"loft|[ée]tage|floor|trailer|#|room|rm|lot|penthouse|ph)"
    r"(?:\.(?=[ #]))?[ #]{0,3}(?:no\.? ?)?(?:[A-Z]?\d{1,5}[A-Z]?|[A-Z])|basement|sous-sol)"
)
_POSTAL = r"[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][ \-]{0,2}\d[ABCEGHJ-NPRSTV-Z]\d"
_SHORT_PROVINCE = (
    r"QC|PQ|ON|ONT|AB|ALTA|BC|C\.?-?B\.?|MB|MAN|SK|SASK|NS|NB|PEI|PE|[ÎI]\.?-?P\.?-?[ÉE]\.?|NL|YT|YK|NT|NU"
)
_PROVINCE = (
    r"(?:(?:qu[ée]bec|ontario|alberta|british columbia|colombie-britannique|manitoba|saskatchewan|nova scotia|"
    r"nouvelle-[ée]cosse|new brunswick|nouveau-brunswick|newfoundland(?: and labrador)?|terre-neuve(?:-et-labrador)?|"
    r"prince edward island|[îi]le-du-prince-[ée]douard|yukon|nunavut|northwest territories|territoires du nord-ouest)"
    rf"|(?-i:{_SHORT_PROVINCE})|(?:{_SHORT_PROVINCE})(?=,?[ ]{{1,2}}{_POSTAL}))"
)
"""In lower case "on" is a word, unless a postal code follows."""
_CITY = r"[^\W\d_][\w'\u2019.\-]{1,30}(?:[ ][^\W\d_][\w'\u2019.\-]{1,30}){0,3}?"
_TAIL = (
    rf"(?:[ ]{{1,2}}{_DIRECTION}(?!\w))?"
    rf"(?:,?[ ]{{1,2}}{_UNIT}(?!\w))?"
    rf"(?:(?:,[ ]{{0,2}}|[ ]{{1,2}}(?:in |[àa] |at |near )?|[ ]?\()(?:{_CITY})(?:,[ ]{{0,2}}|"
    rf"[ ]{{1,2}}\(?)(?:{_PROVINCE}(?!\w)\)?(?:,?[ ]{{1,2}}{_POSTAL}(?!\w))?|{_POSTAL}(?!\w)"
    rf")"
    rf"|,?[ ]{{1,2}}{_PROVINCE}(?!\w)(?:,?[ ]{{1,2}}{_POSTAL}(?!\w))|,?[ ]{{1,2}}{_POSTAL}(?!\w))?"
    r"(?:,?[ ]Canada(?!\w))?"
)
_HEAD = (
    rf"(?<![\w$€#.,/:])(?<!\d[ \-])(?:{_UNIT}[ ,\-]{{1,3}})?(?:\d{{1,4}}[ ]?-[ ]?)?\d{{1,6}}(?:[A-Z"
    rf"](?!\w))?(?:[ ]?1/2)?"
)
_NAME = r"[^\W_][\w'\u2019.\-]{0,25}"
_ENGLISH = re.compile(
    rf"{_HEAD}[ ,]{{1,2}}(?:(?:north|south|east|west|[nsew]\.?)[ ])?(?P<name>{_NAME}(?:[ ]{_NAME})"
    rf"{{0,3}}?)[ ](?P<type>{_TYPE_EN}){_TAIL}",
    re.IGNORECASE,
)
_FRENCH = re.compile(
    rf"{_HEAD}(?:[ ]?,[ ]{{0,2}}|[ ]{{1,2}})(?:(?:au |sur |de la |la |le |du )?)(?P<type>{_TYPE_FR})"
    rf"[ ](?P<name>(?:(?:de la|de l['\u2019]|des|du|de|la|le|les|d['\u2019]|l['\u2019])"
    rf"[ ]?)?{_NAME}(?:[ ](?:(?:de|du|des|la|le|et|à|aux)[ ])?(?!in\b|[àa]\b|est\b|app)"
    rf"(?-i:[A-ZÀ-Ý])[\w'\u2019.\-]{{0,25}}){{0,3}}){_TAIL}",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    rf"{_HEAD}[ ]?,?[ ](?P<name>\d{{1,3}}[A-D]?(?:e|[èe]me|re|i[èe]re|st|nd|rd|th)?)[ ](?P<type>{_TYPE_EN}"
    rf"|{_TYPE_FR}){_TAIL}",
    re.IGNORECASE,
)
_BOX = re.compile(
    rf"(?<!\w)(?:Box[ ]\d{{1,5}},?[ ])?(?:Site[ ]\d{{1,4}},?[ ])?(?:Comp\.?[ ]\d{{1,4}},?[ ])?"
    rf"(?:P\.?[ ]?O\.?[ ]?Box|C\.?P\.?|case postale|bo[îi]te postale|R\.?R\.?[ ]?#?|"
    rf"General Delivery|poste restante)[ ]{{0,2}}#?[ ]?\d{{1,6}}(?!\w)"
    rf"(?:,?[ ]Site[ ]\d{{1,4}})?(?:,?[ ]Comp\.?[ ]\d{{1,4}})?(?:,?[ ]Box[ ]\d{{1,5}}(?!\w))?"
    rf"(?:,?[ ]{{1,2}}(?:stn|station|succ\.?|succursale)[ ][\w\-]{{1,20}})?{_TAIL}",
    re.IGNORECASE,
)
_IN_BETWEEN = re.compile(r"\b(?:at|au|is|est)\b[ ]\d", re.IGNORECASE)
_INNER = re.compile(r"\b(?:at|au|is|est)[ ]", re.IGNORECASE)
_LAST_TYPE = re.compile(
    rf"[ ](?:drive|dr|road|rd|street|st|avenue|ave|way|lane|court|crescent|cres|blvd|boulevard|circle|trail|place|"
    rf"terrace|"
    rf"gate|parkway)\b\.?{_TAIL}",
    re.IGNORECASE,
)
"""The word for the street after a name that ends in another one ("Maple Ridge Drive")."""
_UNIT_AFTER = re.compile(rf",?[ ]{{1,2}}{_UNIT}(?!\w)", re.IGNORECASE)
_CITY_AFTER = re.compile(
    r",[ ]{1,2}(?P<city>[A-ZÀ-Ý][\w'\u2019.\-]{1,25}(?<![.])(?:[ ](?:(?:of|de|du|des|la|le|les|sur|the)[ ]){0,2}"
    r"[A-ZÀ-Ý][\w'\u2019\-]{1,25}){0,3})(?=[ ]?(?:[.,;:!?)\n(]|$|[ ](?:[A-Z]{2}(?!\w)|[a-zà-ÿ]{1,4}(?!\w))))"
)
_END_AFTER = re.compile(
    rf",?[ ]?\(?{_PROVINCE}(?!\w)\)?(?:,?[ ]{{1,2}}{_POSTAL}(?!\w))?|,?[ ]{{1,2}}{_POSTAL}(?!\w)", re.IGNORECASE
)
_RURAL = re.compile(
    rf"(?<![\w$€#.,/:])(?:(?:\d{{1,6}}[ ,]{{1,2}})?(?:Concession|Conc\.?|Con\.?)(?:[ ](?:Rd\.?|Road|"
    rf"Line))?[ ]\d{{1,3}},?[ ]"
    rf"Lot[ ]\d{{1,4}}|Lot[ ]\d{{1,4}},?[ ](?:Concession|Conc\.?|Con\.?|Plan)(?:[ ](?:Rd\.?|Road|Line))?[ ]\d{{1,5}}"
    rf"|\d{{1,6}},?[ ](?:Range|Township|Twp\.?|Rge\.?|Concession|County|Regional|Sideroad|Highway|Hwy|RR)"
    rf"(?:[ ](?:Rd\.?|Road|Line))?[ ]\d{{1,4}}[A-Z]?(?!\w)(?=,|[ ](?:in|near)[ ])"
    rf"|\d{{1,6}},?[ ](?:Range|Township|Twp\.?|Rge\.?|Concession|County|Regional)[ ](?:Rd\.?|Road|"
    rf"Line)[ ]\d{{1,4}}[A-Z]?"
    rf"|General Delivery(?=,)|poste restante(?=,)"
    rf"|Box[ ]\d{{1,5}}(?=,?[ ]{_CITY},?[ ]{{1,2}}(?:{_PROVINCE}|{_POSTAL})(?!\w))"
    rf"|lot[ ]\d{{1,4}},?[ ]rang[ ][\w\-]{{1,15}})(?!\w){_TAIL}",
    re.IGNORECASE,
)
"""Concessions, lots and range roads."""
_LIVES = words("""
    live at, lives at, living at, live on, lives on, address, address is, my address, home, moved to,
    i'm at, i am at, reside at, adresse, mon adresse, habite au, habite, demeure au, demeure, j'habite,
    reste au, chez moi, chez nous, domicile, déménagé au, résidant au, located at, my place, my house,
    neighbour at, neighbor at, voisin du
""")
_LOOSE = re.compile(
    rf"[ ]?(?:is|est|:|at|on|au|le|the|to)?[ :]{{0,2}}(?P<value>\d{{1,6}}[^.!?\n;]{{3,70}}?[ ,]{_POSTAL})(?!\w)",
    re.IGNORECASE,
)
"""An address without a word for the street, between a word for living there and a postal code."""
_NOT_IN_NAME = word_set("""
    i i'm can could will would should you have has had do does did not if so as be been there then can't don't
    way a about across after almost along am an and ans are around at au autos aux avec before billion block
    blocks bucks bus buses by calls car cars dans day days de degrees des dollars down du each en et
    every feet fois for from gens guys he her heure heures high his homes hour hours houses in into is
    it its jour jours just kids kilometres km la lane lanes le les long m men meters metres million min
    mins minute minutes mois month months more most my new of off on only or other ou our over par
    people per percent person personnes pm points pour routes sans secondes semaines she stop stops
    straight sur than that the their these they this those thousand through till times to train trains
    trees un under une units until up us voitures vs was we week weeks were with women year years your
""")
_BEFORE_ROUTE = re.compile(
    r"(?:\b(?:bus|buses|route|rte|line|ligne|autobus|circuit|train|exit|sortie|"
    r"highway|hwy|autoroute|version|top|page|chapter|ward|district|arrondissement|"
    r"zone|type|grade|phase)[ ]#?)$",
    re.IGNORECASE,
)
_AFTER_ROUTE = re.compile(r"[ ](?:bus|buses|line|station|exit|train|project|bridge|intersection)\b", re.IGNORECASE)
_WEAK_TYPES = word_set("""
    av bay bend ch chase close common cours court cove domaine dr gate green hill line link loop no parc
    park passage path pl place point rise row run st view voie walk way
""")


_WEAK_FRENCH = frozenset({"route", "rang", "parc", "place", "cours", "autoroute", "passage", "voie"})
_NUMBERED = word_set("street st avenue ave av road rd rue boulevard boul concession line sideroad rang chemin route")
"""Streets that have numbers for names."""
_ARTICLES = re.compile(r"^(?:(?:de|du|des|la|le|les)[ ]|(?:de[ ])?(?:la[ ])?[dl]['\u2019][ ]?)+", re.IGNORECASE)
_BUS = re.compile(r"\d{1,3}[ ]")
_YEAR = re.compile(r"(?:19|20)\d{2} ")
_HAS_POSTAL = re.compile(_POSTAL, re.IGNORECASE)


def find(text: str) -> Iterator[Span]:
    """Yield addresses with a house number, post office boxes and rural routes."""
    if not any(c.isdigit() for c in text):
        return
    for pattern, french in ((_ENGLISH, False), (_FRENCH, True), (_ORDINAL, False)):
        for match in _matches(pattern, text):
            if _plausible(text, match, french):
                lives = _LIVES.search(text, max(0, match.start() - 25), match.start()) is not None
                end = _whole(text, match.end(), typed=not french)
                yield _span(match.start(), end, 0.95 if lives else 0.85)
    for home in _LIVES.finditer(text):
        if loose := _LOOSE.match(text, home.end()):
            yield Span(
                start=loose.start("value"),
                end=loose.end("value"),
                entity=ENTITIES[0],
                score=0.9,
                recognizer="street_address",
            )
    for pattern in (_BOX, _RURAL):
        for match in pattern.finditer(text):
            yield _span(match.start(), _whole(text, match.end()), 0.9)


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield matches, and those that begin at a number inside a match ("1802 at 55 Harbour Sq")."""
    at = 0
    while (match := pattern.search(text, at)) is not None:
        yield match
        inner = _INNER.search(text, match.start(), match.end()) if _IN_BETWEEN.search(match["name"]) else None
        at = inner.end() if inner else match.end()


def _whole(text: str, end: int, *, typed: bool = False) -> int:
    """Return where the address ends with what follows it: street word, unit, town, province, postal code."""
    if typed and (more := _LAST_TYPE.match(text, end)):
        end = more.end()
    if unit := _UNIT_AFTER.match(text, end):
        end = unit.end()
    city = _CITY_AFTER.match(text, end)
    if city and not is_common(city["city"].split()[0]):
        end = city.end("city")
    if more := _END_AFTER.match(text, end):
        end = more.end()
    return end


def _plausible(text: str, match: re.Match[str], french: bool) -> bool:
    """Say whether it reads as an address rather than as a count of things on some street, or a bus line."""
    names = match["name"].lower().split()
    main = _ARTICLES.sub("", match["name"]) or match["name"]
    if in_url(text, match.start()) or not names[-1].strip("'\u2019."):
        return False
    if french and names[-1].strip(".'") in _NOT_IN_NAME:
        return False
    if not french and any(name.strip(".'") in _NOT_IN_NAME for name in names):
        return False
    sure = _LIVES.search(text, max(0, match.start() - 25), match.start()) or _HAS_POSTAL.search(match[0])
    if sure:
        return True
    kind = match["type"].lower().rstrip(".")
    if main[0].isdigit() and kind not in _NUMBERED:
        return False
    if not (main[0].isupper() or main[0].isdigit()) and (
        kind in _WEAK_TYPES or (french and kind in _WEAK_FRENCH) or len(names) > 2 or _YEAR.match(match[0])
    ):
        return False
    the_bus = not french and _BUS.match(match[0]) and text[max(0, match.start() - 4) : match.start()].lower() == "the "
    on_a_line = _BEFORE_ROUTE.search(text, max(0, match.start() - 16), match.start())
    return not (the_bus or on_a_line or _AFTER_ROUTE.match(text, match.end()))


def _span(start: int, end: int, score: float) -> Span:
    return Span(
        start=start,
        end=end,
        entity="STREET_ADDRESS",
        score=score,
        recognizer="street_address",
    )
