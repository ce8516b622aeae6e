"""Licence plates: beside a word that says so, beside a vehicle, and two layouts by their look.

No public rule was read for their shapes; Quebec's passenger plates (A12 BCD) and Ontario's (ABCD-123)
are those on the road.
"""

import re
from collections.abc import Iterator

from smbot.core.spans import Span
from smbot.redact.context import NO_PREFIX, Told, near, words
from smbot.redact.layouts import any_of

ENTITIES = ("LICENCE_PLATE",)

_PLATE = re.compile(
    (
        r"(?<![\w#@])"
        + NO_PREFIX
        + r"(?=[A-Z \-]{0,5}\d)(?=[\d \-]{0,5}[A-Z])[A-Z0-9]{1,4}[ \-]?[A-Z0-9]{2,4}(?:[ \-]["
        r"A-Z0-9]{1,3})?(?!\w)"
    ),
)
_LOWER = re.compile(
    r"(?<![\w#@])" + NO_PREFIX + (r"(?:[a-z]{2,4}[ \-]?\d{2,4}|\d{2,4}[ \-]?[a-z]{2,3}|[a-z]\d{2}[ \-]?[a-z]{3})(?!\w)")
)
_NAMED = words("""
    plate, plates, plate number, licence plate, license plate, lic plate, reg plate, plaque, plaques, plaqué,
    plaque d'immatriculation, immatriculé, immatriculée, immatriculation, plaque numéro
""")
_NOT_PLATE = re.compile(
    r"(?:\d{1,2}[ ]?(?:AM|PM|KM|ST|ND|RD|TH|E|H\d{0,2})|[A-Z]\d[A-Z] ?\d[A-Z]\d|(?:IN|AT|ON|LE|LA|A|À) \d{1,9}|"
    r"\d{1,9}[ \-]?(?:RUE|AV|AVE|BLD|RD|DR|CH|MIN|ANS|PM|AM|KM|KG|CM|MM|FT|LBS|HRS?|SEC|THE|AND|DE|DU|LA|LE|ET))",
    re.IGNORECASE,
)


_SHAPE = re.compile(
    NO_PREFIX
    + any_of(
        "@@@@###", "@##@@@", "@@@###", "@@@####", "###@@@", "####@@", "@@@##@", "@@####", "@@#####", "##@@@", "@@##@@"
    ),
    re.IGNORECASE,
)
_QUEBEC = re.compile(r"[A-Z]\d{2}[ \-]?[A-Z]{3}")
_BY_LOOK = re.compile(
    r"(?<![\w#@$/\-])(?:[A-Z]\d{2}[ \-]?[A-Z]{3}|[B-DF-HJ-NP-TV-Z][A-Z]{3}-?\d{3})(?!\w)(?![.,\-/]\d)"
)
"""Quebec's and Ontario's passenger plates; one with a vowel or a space may be a course."""
_VEHICLE = words("""
    car, cars, truck, van, minivan, suv, vehicle, trailer, cab, taxi, uber, motorcycle, motorbike, bike, atv,
    quad, rv, camper, pickup, pick-up, semi, sled, skidoo, jeep, sedan, hatchback, parked, towed, impound, tow,
    sedan, moto, char, auto, voiture, camion, camionnette, véhicule, remorque, fourgonnette, fourgon, roulotte,
    vus, vtt, scooter, remorquée, remorqué, remorquage, fourrière, pick up, minifourgonnette, boîte à gants,
    glove box, bumper, windshield, pare-brise, pare-chocs, toyota, corolla, camry, tacoma, rav4, honda, civic,
    accord, crv, cr-v, ford, f150, f-150, focus, escape, escort, ranger, dodge, ram, caravan, charger, chevy,
    chevrolet, silverado, malibu, cruze, gmc, sierra, jetta, golf, passat, volkswagen, vw, mazda, hyundai,
    elantra, tucson, santa fe, kia, rio, sportage, nissan, sentra, rogue, versa, subaru, outback, forester,
    impreza, bmw, audi, mercedes, tesla, volvo, lexus, acura, mitsubishi, chrysler, pontiac, buick, cadillac,
    lincoln, saturn, suzuki, yaris, matrix, tundra, sienna, odyssey, cherokee, wrangler
""")
_COURSE = re.compile(
    r"(?:MATH|HIST|BIOL|CHEM|PHYS|ENGL|NURS|ECON|PSYC|SOCI|COMP|STAT|ACCT|PHIL|ANTH|GEOG|KINE|MKTG|FREN|CMPT|CPSC|BUSI|"
    r"SCHL|FORM|ROOM|UNIT|CODE|ICAO|RFC|HDMI|DDR|USB|IPHONE|INFO|LOTO|HTTP|WIFI|PAGE|ZONE|CAMP|BUS|GATE|AREA|TYPE)",
    re.IGNORECASE,
)
_FAR = words("""
    plate, plates, licence plates, sticker, stickers, val tag, licence plate, license plate, plate sticker,
    plaque, plaques, vignette, vignettes, immatriculation, immatriculé, immatriculée, autocollant
""")
_NO_LETTERS = re.compile(
    r"IMM|RC|RL|T\d|TP|GST|HST|TPS|TVQ|PST|COVID|JAN|FEB|F[ÉE]V|MAR|AVR|APR|MAI|MAY|JUI?N|JUI?L|AO[ÛU]T|AUG|"
    r"SEPT?|OCT|NOV|"
    r"D[ÉE]C|CAD|USD|BOX|ROOM|HWY|RTE|BUS|UNIT|APT|LOT|FORM|BILL|LOI|ISO|PO|RR|CP|FM|AM|PM|LE|LA|ON|AT|IN|TO|OF|"
    r"ROW|GATE|STOP"
)


def find(text: str) -> Iterator[Span]:
    """Yield plates named as such, beside a vehicle, or of a layout that nothing else has."""
    for pattern, before, after in ((_PLATE, 30, 8), (_LOWER, 9, 0)):
        for match in pattern.finditer(text):
            length = sum(c.isalnum() for c in match[0])
            if (
                4 <= length <= 8
                and not _is_another(match[0])
                and near(text, match.start(), match.end(), _NAMED, before=before, after=after)
            ):
                yield _span(match, 0.8)
    named, vehicle = Told(text, _FAR), Told(text, _VEHICLE)
    for match in _SHAPE.finditer(text):
        if _is_another(match[0]) or _COURSE.match(match[0]):
            continue
        capitals = not any(c.islower() for c in match[0])
        if near(text, match.start(), match.end(), _NAMED, before=14, after=0):
            yield _span(match, 0.8)
        elif capitals and (
            named.before(match.start(), reach=140, sentences=1) or vehicle.before(match.start(), reach=45)
        ):
            yield _span(match, 0.6)
    for match in _BY_LOOK.finditer(text):
        if not _is_another(match[0]) and not _COURSE.match(match[0]):
            yield _span(match, 0.5)


def _is_another(value: str) -> bool:
    """Say whether letters and digits are a time, a month, a form or a unit rather than a plate."""
    return (
        _NO_LETTERS.match(value.lstrip("0123456789 -.")) is not None and not _QUEBEC.fullmatch(value)
    ) or _NOT_PLATE.fullmatch(value) is not None


def _span(match: re.Match[str], score: float) -> Span:
    return Span(start=match.start(), end=match.end(), entity="LICENCE_PLATE", score=score, recognizer="licence_plate")
