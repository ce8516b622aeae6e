"""Masks in vain: what the redactor masks beyond its task, so that triage takes no mask for a sign of a private matter.

The corpus marks personal information alone. In the wild a singer, a brand or a date of a concert is masked too, now and
then (`smbot eval redact` says how often), and a post whose masks all hide persons' secrets reads like a request.
"""

import random
import re
from typing import Final

SHARE: Final = 0.5
"""Of the posts, so many have a mask in vain, where there is something that could be masked so."""
_NAME = r"[A-ZÀ-Ý][\w'’-]{2,}"
_NAMES = re.compile(rf"(?<=[a-zà-ÿ,:;]\s){_NAME}(?:\s{_NAME}){{0,2}}|\b{_NAME}\s{_NAME}|#\w{{4,}}")
_MONTHS = (
    "jan(?:uary|vier)?|feb(?:ruary)?|f[ée]v(?:rier)?|mar(?:ch|s)|apr(?:il)?|avril|may|mai|june?|juin|july?|juil(?:let)?|"
    "aug(?:ust)?|ao[ûu]t|sept?(?:ember|embre)?|oct(?:ober|obre)?|nov(?:ember|embre)?|d[ée]c(?:ember|embre)?"
)
_DAY = r"\d{1,2}(?:er|st|nd|rd|th)?"
_DATES = re.compile(rf"\b(?:(?:{_MONTHS})\.? {_DAY}|{_DAY} (?:{_MONTHS}))\b(?: (?:19|20)\d\d)?", re.IGNORECASE)
_NUMBERED: Final = 9
"""Of masks in vain: above what the marks of a post number, so that none is taken for another's."""


def masked_in_vain(text: str, source: random.Random) -> str:
    """Return a masked text, now and then with a name or a date in it masked that need not be."""
    if source.random() >= SHARE:
        return text
    dates = list(_DATES.finditer(text))
    names = [name for name in _NAMES.finditer(text) if not any(_overlap(name, date) for date in dates)]
    found = [(each, "PERSON") for each in names] + [(each, "DATE_OF_BIRTH") for each in dates]
    free = [each for each in found if text.count("[", 0, each[0].start()) == text.count("]", 0, each[0].start())]
    if not free:
        return text
    place, entity = source.choice(free)
    return f"{text[: place.start()]}[{entity} {_NUMBERED}]{text[place.end() :]}"


def _overlap(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.start() < other.end() and other.start() < one.end()
