"""Finds in a reply the figures of somebody's numbers, however they are written: whole, in part, in words, as a date."""

import re
from collections.abc import Iterator

from smbot.core.canon import MIN_DIGITS, fold
from smbot.core.numbers import Number, numbers
from smbot.core.traces import MIN_PART, MONTHS, RUN, day
from smbot.guard.places import Known, Place, Places, inside
from smbot.guard.roman import romans

MIN_INNER_DIGITS = 7
"""A number inside a longer one counts from here on: a telephone number behind a country code."""
MIN_REVERSED = 6
"""Digits from which a number counts backwards too."""
MAX_INNER = 20

_HOUSE_BEFORE = re.compile(
    r"(?:\b(?:number|no|numero|unit|unite|chambre|logement|log|apt|app|appart|appartement|apartment|suite|door|porte|box|casier|rang|lot|"
    r"house|maison|civic|"
    r"civique|address|adresse|(?:^|[.!?]\s+)(?:le|the)|liv(?:e|es|ing) at|home at|"
    r"chez vous au|habit\w+ (?:au|le)|demeur\w+ au|rest\w+ au)"
    r"|n[°ºo]|#)[.:]?\s*$"
)
_NO_HOUSE_BEFORE = re.compile(
    r"(?:\b(?:route|bus|line|circuit|ligne|autobus|form|formulaire|section|article|room|salle|page|top|level|age|"
    r"wicket|guichet|counter|comptoir|window|gate|quai|highway|autoroute|bylaw|reglement|bill|loi|step|etape|line|"
    r"stop|arret|option|dial|faites le|press|du|les|all|over|under|about|environ|moins de|plus de|to|and|a|et|ou|or|"
    r"between|entre|from|de|until|"
    r"jusqu'a|jusqu'au|d'ici au|by the|on the|" + "|".join(MONTHS) + r")|[$.,:-]|no\.) ?$"
)
"""What is counted, told apart or paid by a number that is no house's."""
_ONE_BEFORE = re.compile(
    r"\b(?:at|(?<!\d )to|for|near|by|outside|behind|into|visit|the|your|au|le|du|pour|chez|devant|derriere|votre) ?$"
)
_ONE_AFTER = re.compile(
    r"\s*(?:$|[.,;:!?)](?!\d)|\s(?:today|tomorrow|tonight|this|next|on|and|is|has|will|home|house|tonight|first|again|"
    r"aujourd'hui|demain|ce|cette|et|est|a|sera|ces|dans|des|avant)\b)"
)
"""What stands around a number of one digit that is a house's: nothing is counted by it."""
_LETTER_AFTER = re.compile(r"[ -]?[b-g](?![a-z'])| [a-z]\.(?!\w)")
_WEEKDAY_AFTER = re.compile(
    r" (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
)
_NO_HOUSE_AFTER = re.compile(
    r"(?:st|nd|rd|th|e|er|eme)\b|\s*(?:[-:/]\s?\d|(?:of )?(?:" + "|".join(MONTHS) + r")\b|a \d|to \d|,\d)"
)
_YEAR_BEFORE = re.compile(r"(?:'|\b(?:born|nee?s?|year|annee)\b.{0,12}|\b(?:in|en|of) )$")
_LAST_BEFORE = re.compile(
    r"(?:end(?:s|ing)?(?: in| with)?|finish\w*(?: in| with| by)?|fini(?:t|ssant|ssent)(?: par| en)?|"
    r"termin\w+(?: par| en)?|last (?:digit|number)(?: is| being)?(?: an?)?|dernier chiffre(?: est| etant)?(?: une?)?|"
    r"last (?:two|three|four|five|[2-5]|ones|digits|numbers)(?: (?:digits|numbers|ones))?"
    r"(?: are| of| being| is)?|derniers(?: chiffres)?(?: sont| etant)?)[\s:,-]*$"
    r"|(?:[*\u2022.\u2026-]|(?<![a-wyz])x){2,}\s*$"
    r"|\b(?:account|claim|client|file|case|dossier|compte|reclamation)(?: number| no\.?| #)? $"
)
_LAST_AFTER = re.compile(r"\s*,? ?(?:(?:at|is) the end|a la fin|pour finir|being the last|to finish)\b")
_FIRST_BEFORE = re.compile(
    r"(?:area code(?: is)?|indicatif(?: est)?(?: le)?|start(?:s|ing)?|beg[ai]ns?|beginning|commen\w+|debut\w*|"
    r"premiers chiffres(?: sont)?|first (?:digits|numbers)"
    r"(?: are)?)(?: (?:in|with|at|par|avec|en))?[\s:,]*$"
)
_UNIT_AFTER = re.compile(
    r"\s*(?:[%$€]|:\d|h(?![a-z])|am\b|pm\b|a\.m|p\.m|o'clock|hours?|heures?|days?|jours?|weeks?|semaines?|months?|mois|"
    r"years?|ans\b|annees?|minutes?|km|metres?|times|fois|people|personnes|per|pour cent|percent|dollars?|cents?|"
    r"working|business|official|langues|languages|offices?|bureaux|documents|pieces|characters)"
)
_SERVICE_NUMBERS = frozenset({"211", "311", "411", "511", "611", "711", "811", "911", "988"})
_AMOUNT_BEFORE = re.compile(r"[$€£] ?$")
_MINUTES_BEFORE = re.compile(r"\d ?[:h] ?$")
_AMOUNT_AFTER = re.compile(r"\s?(?:[$€%]|(?:k|m) ?\$|dollars?\b|cents?\b|per ?cent|pour ?cent)")
_TIME = re.compile(r"(?:[01]?\d|2[0-4]) ?[:h] ?[0-5]\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_APART = re.compile(r"[,;]|\d (?:and|et) ")
"""What parts two numbers that are read as one."""
MAX_DAY = 31
_DAY_BEFORE = re.compile(r"(?:^|[^\w])(?:le|the|du|au|des le|apres le|avant le) ?$")
_COUNTED = re.compile(r"\s(?:[a-z'-]+ )?[a-z]{2,}s\b")
_COMPACT = ((0, 2), (2, 0), (4, 2), (2, 4))
"""Where the day and the month stand in six figures; the year takes the rest."""


def figures_told(reply: str, free: Places, known: Known) -> Iterator[Place]:
    """Yield the numbers outside the `free` places that are known, or give away a part of a longer one, or a dwelling.

    Raises:
        TooManyReadings: Too many numbers in words to look up.
    """
    for number in (*numbers(reply), *romans(reply)):
        place = number.start, number.end
        if not inside(place, free) and (_is_known(number, known) or _is_told(number, reply, known)):
            yield place


def _is_known(number: Number, known: Known) -> bool:
    digits = number.digits
    if len(digits) < MIN_DIGITS:
        return False
    return any(map(known, _inner(digits))) or (len(digits) >= MIN_REVERSED and known(digits[::-1]))


def _inner(digits: str) -> Iterator[str]:
    yield digits
    for length in range(MIN_INNER_DIGITS, min(len(digits), MAX_INNER)):
        yield from (digits[at : at + length] for at in range(len(digits) - length + 1))


def _is_told(number: Number, reply: str, known: Known) -> bool:
    """Say whether a number gives away a part of a longer one, a day, or a house number."""
    digits, size = number.digits, len(number.digits)
    before = fold(reply[max(0, number.start - 40) : number.start])
    after = fold(reply[number.end : number.end + 24])
    announced = (size <= MIN_PART and _FIRST_BEFORE.search(before) is not None) or bool(
        _LAST_BEFORE.search(before) or _LAST_AFTER.match(after)
    )
    if announced and number.alone and any(known(f"{kind}:{digits}") for kind in ("head", "tail", "tri", "pair")):
        return True
    if size >= RUN:
        told = all(known(f"run:{digits[at : at + RUN]}") for at in range(size - RUN + 1))
        if not announced and _is_measure(reply[number.start : number.end], before, after):
            return False
        return told or _is_compact_day(digits, known)
    if not number.alone or digits in _SERVICE_NUMBERS or _UNIT_AFTER.match(after) or _AMOUNT_BEFORE.search(before):
        return False
    if _MINUTES_BEFORE.search(before):
        return False
    if size == MIN_PART:
        return any(known(f"{kind}:{digits}") for kind in ("tri", "tail", "group", "house"))
    if _APART.search(fold(reply[number.start : number.end])):
        return False
    return (size == MIN_PART - 1 and known(f"year:{digits}") and _YEAR_BEFORE.search(before) is not None) or (
        _may_be_house(digits, known, counts=_counts(digits, before, after))
        and _is_house(before, after, of_one_digit=size == 1)
    )


def _is_measure(written: str, before: str, after: str) -> bool:
    """Say whether a number is an amount, a time of day, or a year."""
    return bool(
        _AMOUNT_BEFORE.search(before)
        or _AMOUNT_AFTER.match(after)
        or _TIME.fullmatch(fold(written))
        or (_YEAR.fullmatch(written) and not _HOUSE_BEFORE.search(before))
    )


def _is_compact_day(digits: str, known: Known) -> bool:
    """Say whether a known day is written in four figures, or in six or eight with its year."""
    if len(digits) == RUN:
        pairs = (digits[:2], digits[2:]), (digits[2:], digits[:2])
        return any(1 <= int(one) <= 12 and known(day(int(one), int(other))) for one, other in pairs)
    if len(digits) == 2 * RUN:
        century = digits[:2] if digits[:2] in {"19", "20"} else digits[4:6]
        if century not in {"19", "20"}:
            return False
        digits = digits[2:] if digits[:2] == century else digits[:4] + digits[6:]
    if len(digits) != RUN + 2:
        return False
    for one, other in _COMPACT:
        number, month = int(digits[one : one + 2]), int(digits[other : other + 2])
        if 1 <= month <= 12 and 1 <= number <= 31 and known(day(month, number)):
            return True
    return False


def _counts(digits: str, before: str, after: str) -> bool:
    """Say whether a number is a day of the month, or how many there are of something."""
    return (int(digits) <= MAX_DAY and _DAY_BEFORE.search(before) is not None) or _COUNTED.match(after) is not None


def _may_be_house(digits: str, known: Known, *, counts: bool) -> bool:
    """Say whether a number may be a house's, or, unless it `counts` something, the end or a group of a longer one."""
    if known(f"house:{digits}"):
        return True
    return len(digits) > 1 and not counts and any(known(f"{kind}:{digits}") for kind in ("pair", "head", "tail"))


def _is_house(before: str, after: str, *, of_one_digit: bool) -> bool:
    """Say whether a number of one or two digits, known as a house's, stands where it can be one."""
    if _HOUSE_BEFORE.search(before) or _LETTER_AFTER.match(after) or _WEEKDAY_AFTER.match(after):
        return True
    if of_one_digit and not (_ONE_BEFORE.search(before) and _ONE_AFTER.match(after)):
        return False
    if _NO_HOUSE_AFTER.match(after):
        return False
    return of_one_digit or not _NO_HOUSE_BEFORE.search(before)
