"""Wrong opening hours, opening days and deadlines in a sentence of either language."""

import re
from collections.abc import Iterator, Sequence

from smbot.reports import said
from smbot.reports.model import Fact
from smbot.reports.plain import Sentence
from smbot.reports.times import DAYS, Hours, find_dates, find_days, find_ranges, first_time
from smbot.reports.values import NEAR, Value

ONE_DAY = 30
"""Characters around opening hours in which "today" or "the storm" makes them an exception."""

_OPEN_WORD = re.compile(r"\b(?:open\w*|clos\w+|hours|hrs|schedule|ouver\w+|ouvr\w+|ferm\w+|heures|horaires?)\b")
_OTHER_TIME = re.compile(
    r"\b(?:work|working|job|shift|waited|waiting|wait|line|lineup|appointment|wickets?|windows?|stood|arrived"
    r"|showed up|left"
    r"|lunch|travaill\w+|job|quart|attend\w+|file|rendez-vous|guichets?|arrivee?s?|sorti\w*|dine\w*|dinait|midi)\b"
)
_SOFT = (
    r"(?:\W+(?:now|only|just|already|maintenant|juste|deja|seulement|astheure|rendu|early|tot|every day"
    r"|tous les jours))*"
)
_AT_CLOSE = re.compile(
    rf"\b(?:clos(?:es|e|ing)|shuts?|ferment?|fermes?)(?: (?:the|le|la|les|l'|their|leurs?) ?\w+)?{_SOFT}\W+(?:at|by"
    rf"|a|vers|des) +"
    rf"|\b(?:open|opened|ouverte?s?|ouvre(?:nt)?){_SOFT}\W+(?:until|till|til|'til|jusqu'a|jusqu'|to) +"
)
_AT_OPEN = re.compile(
    rf"\b(?:opens?|opening|ouvre(?:nt)?){_SOFT}\W+(?:at|a|des|not before|pas avant|qu'a) +"
    rf"|\b(?:open|ouverte?s?){_SOFT}\W+(?:from|starting at|a partir de|des) +"
)
_SHUT_OR_OPEN = re.compile(
    r"\b(?:(?P<shut>closed|closes?|shut|ferme(?:e|es|s|nt)?)|(?P<open>opens?|ouverte?s?|ouvre(?:nt)?))\b"
)
_ONLY = re.compile(r"\b(?:only|just|juste|seulement|rien que)\b")
_DONE = re.compile(r"\b(?:mailed|sent|got|received|posted|arrived|postee?|recue?|envoyee?|arrivee?)\b")
_BY_DATE = re.compile(
    r"\b(?:deadline|last day|final day|due(?: date)?|by|before|until|till|cut-?off|expir\w+|date limite|echeance"
    r"|dernier jour"
    r"|derniere journee|avant le|d'ici(?: au)?(?: le)?|jusqu'au)(?:\W+\w+){0,7}?\W*(?:le )?$"
)
_IS_DATE = re.compile(r"^\W+(?:is|est)\W+(?:the|la|le)\W+(?:deadline|last day|cut-?off|date limite|dernier jour)\b")


def wrong_hours(sentence: Sentence, facts: Sequence[Fact], subject: tuple[int, int]) -> Iterator[Value]:
    """Yield opening hours that agree with no right ones."""
    text = sentence.text
    if said.PAST.search(text):
        return
    right = [_span(value) for fact in facts for value in fact.right]
    for hours in _hours(text):
        near = min(abs(hours.start - subject[1]), abs(subject[0] - hours.end)) <= NEAR
        if near and not _once(text, hours.start, hours.end) and not any(_agree(hours, *span) for span in right):
            yield Value(start=hours.start, end=hours.end)


def _once(text: str, start: int, end: int) -> bool:
    """Say whether this is about one day, not about what is usual."""
    return said.ONCE.search(text[max(0, start - ONE_DAY) : end + ONE_DAY]) is not None


def _hours(text: str) -> Iterator[Hours]:
    ranges = list(find_ranges(text))
    if _OPEN_WORD.search(text) and not _OTHER_TIME.search(text):
        yield from ranges
    for pattern, closes in ((_AT_CLOSE, True), (_AT_OPEN, False)):
        for match in pattern.finditer(text):
            time = first_time(text, match.end())
            if time and not any(r.start <= match.end() < r.end for r in ranges):
                clock, end = time
                which = {"closes": clock} if closes else {"opens": clock}
                yield Hours(start=match.start(), end=end, **which)


def _agree(hours: Hours, opens: int, closes: int) -> bool:
    return (hours.opens is None or hours.opens.is_at(opens)) and (hours.closes is None or hours.closes.is_at(closes))


def _span(value: str) -> tuple[int, int]:
    start, end = (time.split(":") for time in value.split("-"))
    return int(start[0]) * 60 + int(start[1]), int(end[0]) * 60 + int(end[1])


def wrong_days(sentence: Sentence, facts: Sequence[Fact], subject: tuple[int, int]) -> Iterator[Value]:
    """Yield weekdays called open that are not, or closed that are open."""
    text = sentence.text
    if said.PAST.search(text):
        return
    right = {DAYS.index(day) for fact in facts for day in fact.right}
    words = list(_SHUT_OR_OPEN.finditer(text))
    named = {day for days in find_days(text) for day in days.days}
    for days in find_days(text):
        ahead = [word for word in words if word.end() <= days.start and days.start - word.end() <= 40]
        behind = [word for word in words if word.start() >= days.end and word.start() - days.end <= 60]
        near = ahead[-1] if ahead else behind[0] if behind else None
        dated = re.match(r" ?\d", text[days.end :])
        if (
            near is None
            or dated
            or _once(text, days.start, days.end)
            or min(abs(days.start - subject[1]), abs(subject[0] - days.end)) > NEAR
        ):
            continue
        elsewhen = right - named if _ONLY.search(text[max(0, near.start() - 20) : near.end() + 15]) else set()
        wrong = days.days & right if near["shut"] else (days.days - right) | elsewhen
        if wrong:
            yield Value(start=min(near.start(), days.start), end=max(near.end(), days.end))


def wrong_deadlines(sentence: Sentence, facts: Sequence[Fact], subject: tuple[int, int]) -> Iterator[Value]:
    """Yield dates called the last day that are not."""
    text = sentence.text
    if said.PAST.search(text) or _DONE.search(text):
        return
    right = {value for fact in facts for value in fact.right}
    dates = list(find_dates(text))
    if any(date.value in right for date in dates):
        return
    for date in dates:
        last = _BY_DATE.search(text[max(0, date.start - NEAR) : date.start]) or _IS_DATE.match(text[date.end :])
        if last and min(abs(date.start - subject[1]), abs(subject[0] - date.end)) <= NEAR:
            yield Value(start=date.start, end=date.end)
