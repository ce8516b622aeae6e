"""Dates that people say or write in words, in English and French, folded to day, month and year in digits."""

import re
from collections.abc import Iterator

from smbot.normalise.offsets import Edit

_ONES_EN = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS_EN = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS_EN = {1: "first", 2: "second", 3: "third", 5: "fifth", 8: "eighth", 9: "ninth", 12: "twelfth",
                20: "twentieth", 30: "thirtieth"}  # fmt: skip
_ONES_FR = ("", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
            "treize", "quatorze", "quinze", "seize", "dix sept", "dix huit", "dix neuf")  # fmt: skip
_TENS_FR = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 70: "soixante",
            80: "quatre vingt", 90: "quatre vingt"}  # fmt: skip


def _english(number: int) -> str:
    if number < len(_ONES_EN):
        return _ONES_EN[number]
    return f"{_TENS_EN[number // 10]} {_ONES_EN[number % 10]}".strip()


def _ordinal(number: int) -> str:
    if number in _ORDINALS_EN:
        return _ORDINALS_EN[number]
    if number < len(_ONES_EN):
        return _ONES_EN[number] + "th"
    return f"{_TENS_EN[number // 10]} {_ordinal(number % 10)}"


def _french(number: int) -> str:
    if number < len(_ONES_FR):
        return _ONES_FR[number]
    tens = number // 10 * 10
    rest = number - tens + 10 * (tens in {70, 90})
    joined = "et " if rest in {1, 11} and tens not in {80, 90} else ""
    return f"{_TENS_FR[tens]} {joined}{_ONES_FR[rest]}".strip()


_DAYS = (
    {_english(day): day for day in range(1, 32)}
    | {_ordinal(day): day for day in range(1, 32)}
    | {_french(day): day for day in range(1, 32)}
    | {"premier": 1}
)
_YEARS = (
    {f"{century} {tail}{_english(year)}": base + year
     for century, base in (("nineteen", 1900), ("nineteen hundred", 1900), ("twenty", 2000), ("two thousand", 2000))
     for tail in ("", "and ") for year in range(1, 100)}
    | {f"{century} {oh} {_english(year)}": base + year
       for century, base in (("nineteen", 1900), ("twenty", 2000)) for oh in ("oh", "o") for year in range(1, 10)}
    | {f"{century} {_french(year)}": base + year
       for century, base in (("mille neuf cent", 1900), ("dix neuf cent", 1900), ("deux mille", 2000))
       for year in range(1, 100)}
    | {"two thousand": 2000, "deux mille": 2000}
)  # fmt: skip
_MONTHS = {
    1: "january|janvier|jan", 2: "february|février|fevrier|feb|fév|fev", 3: "march|mars|mar", 4: "april|avril|apr|avr",
    5: "may|mai", 6: "june|juin|jun", 7: "july|juillet|jul|juil",
    8: "august|août|aout|aug", 9: "september|septembre|sept|sep", 10: "october|octobre|oct",
    11: "november|novembre|nov", 12: "december|décembre|decembre|dec|déc",
}  # fmt: skip


def _any(phrases: dict[str, int]) -> str:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(phrase.replace(" ", r"[ \-]{1,2}") for phrase in longest_first) + ")"


_MONTH = "(?:" + "|".join(_MONTHS.values()) + r")\.?"
_DAY = rf"(?:(?P<day>{_any(_DAYS)})|(?P<digits>\d{{1,2}})(?:st|nd|rd|th|er|e)?)"
_YEAR = rf"(?:(?P<year>{_any(_YEARS)})|(?P<four>(?:19|20)\d\d))"
_BETWEEN = r"[ ,/\-]{1,3}"
_DAY_FIRST = re.compile(
    rf"(?<!\w){_DAY}{_BETWEEN}(?:of |de |du mois de |d['\u2019])?(?P<month>{_MONTH})"
    rf"{_BETWEEN}(?:of |de )?{_YEAR}(?!\w)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?<!\w)(?P<month>{_MONTH}){_BETWEEN}(?:the )?{_DAY}{_BETWEEN}(?:of )?{_YEAR}(?!\w)", re.IGNORECASE
)
_MONTH_COUNTED = re.compile(
    rf"(?<!\w){_DAY} of the (?P<month>{_any({_ordinal(month): month for month in range(1, 13)} | {'eight': 8})})"
    rf"{_BETWEEN}(?:of )?{_YEAR}(?!\w)",
    re.IGNORECASE,
)
_GATE = re.compile(r"nineteen|twenty|thousand|mille|neuf|(?:th|st|nd|rd|one|two|three)\b.{1,14}\d{4}|un\b|premier|"
                   r"(?:deux|trois|quatre|cinq|six|sept|huit|dix|ze|vingt|trente)[ -]", re.IGNORECASE)  # fmt: skip


def spoken_dates(text: str) -> Iterator[Edit]:
    """Write dates with a day or year in words as "9 December 1993"."""
    if not _GATE.search(text):
        return
    taken = 0
    found = (match for pattern in (_DAY_FIRST, _MONTH_FIRST, _MONTH_COUNTED) for match in pattern.finditer(text))
    for match in sorted(found, key=lambda match: (match.start(), -match.end())):
        if match.start() < taken or (match["four"] and match["digits"]):
            continue
        taken = match.end()
        day = match["digits"] or str(_DAYS[_plain(match["day"])])
        year = match["four"] or str(_YEARS[_plain(match["year"])])
        if match.re is _MONTH_COUNTED:
            month = 8 if match["month"].lower() == "eight" else _DAYS[_plain(match["month"])]
            yield Edit(match.start(), match.end(), f"{year}-{month:02d}-{int(day):02d}")
        else:
            yield Edit(match.start(), match.end(), f"{day} {match['month']} {year}")


def _plain(phrase: str) -> str:
    return re.sub(r"[\s\-]+", " ", phrase.lower())
