"""Dates of birth: a date beside a word for birth; other dates stay."""

import re
from collections.abc import Iterator

from smbot.core.spans import Span
from smbot.redact.context import near, words

ENTITIES = ("DATE_OF_BIRTH",)

_MONTH = (
    r"(?:jan(?:uary|vier|v)?|f[ée]v(?:rier|r)?|feb(?:ruary)?|mar(?:ch|s)?|avr(?:il)?|"
    r"apr(?:il)?|mai|may|juin|june?|juil(?:let)?|july?|ao[ûu]t|aug(?:ust)?|"
    r"sept?(?:ember|embre)?|oct(?:ober|obre)?|nov(?:ember|embre)?|d[ée]c(?:ember|embre)?)\.?"
)
_DATE = re.compile(
    r"(?<![\w$€#])(?:"
    r"(?:19|20)\d{2}[\-/. ](?:0?[1-9]|1[0-2])[\-/. ](?:0?[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])[\-/. ](?:0?[1-9]|[12]\d|3[01])[\-/. ](?:(?:19|20)\d{2}|\d{2})"
    r"|(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    rf"|(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|er|ier|e)?[ \-](?:of |de )?{_MONTH}(?:[ ,\-]{{1,2}}("
    rf"?:(?:19|20)\d{{2}}|'?\d{{2}}))?"
    rf"|{_MONTH}[ \-](?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?:[ ,\-]{{1,2}}(?:(?:19|"
    rf"20)\d{{2}}|'\d{{2}}))?"
    rf"|{_MONTH}[ ](?:19|20)\d{{2}}"
    r")(?!\w)(?![\-/]\d)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\w$€#\-/.])19\d{2}(?![\w$€%\-/])")
_BORN = words("""
    born, born on, dob, d o b, date of birth, birth date, birthdate, birth, my birthday, his birthday, her birthday,
    their birthday, son's birthday, daughter's birthday, birthday is, bday, né, née, né le, née le, ddn,
    date de naissance, naissance, jour de naissance, mon anniversaire, son anniversaire, ma fête, sa fête
""")
_BORN_IN = re.compile(
    r"(?:\bborn(?: in)?|\bn[ée]e?(?:\(e\))? en|\bDOB:?|\bbirth year:?|ann[ée]e de naissance:?)\s{1,2}$",
    re.IGNORECASE,
)


def find(text: str) -> Iterator[Span]:
    """Yield dates near a word for birth, and years right after one."""
    for match in _DATE.finditer(text):
        if near(text, match.start(), match.end(), _BORN, before=30, after=18):
            yield _span(match, 0.9)
    for match in _YEAR.finditer(text):
        if _BORN_IN.search(text, max(0, match.start() - 30), match.start()):
            yield _span(match, 0.6)


def _span(match: re.Match[str], score: float) -> Span:
    return Span(start=match.start(), end=match.end(), entity="DATE_OF_BIRTH", score=score, recognizer="date_of_birth")
