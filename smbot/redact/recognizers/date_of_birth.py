"""Dates of birth: a date beside a word for birth; other dates stay."""

import re
from collections.abc import Iterator

from smbot.core.spans import Span
from smbot.redact.context import Told, near, words

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


_BIRTH = words("""
    dob, d o b, date of birth, birth date, birthdate, birthday, born, year of birth, ddn, date de naissance, naissance,
    née le, né le, né e le, bday, birth certificate, certificat de naissance, acte de naissance
""")
_RIGHT_BEFORE = re.compile(
    r"(?:(?<!\w)(?:b\.|d\.?o\.?b\.?:?|ddn ?:?)|\b(?:bday|birthday|born|n[ée]e?(?:\(e\))?|(?:m[êe]me|ma|sa|ta|"
    r"notre|leur) f[êe]te|"
    r"(?:mon|son|ton|leur) anniversaire|anniversaire(?= (?:est|c['\u2019]est|[:,]))|jour de naissance)"
    r"(?:,| :|:)?(?: (?:is|was|est|on|le|c['\u2019]est|[ée]tait|the|tombe|falls|au|du|day))*,?)\s{0,2}$",
    re.IGNORECASE,
)
"""Words that make even a day without a year one of birth."""
_OTHER_EVENT = re.compile(
    r"\b(?:died|passed|death|deceased|d[ée]c[ée]d[ée]e?|d[ée]c[èe]s|mort|morte|appointment|appt|rendez-vous|rdv|"
    r"letter|lettre|"
    r"since|depuis|issued|expire[sd]?|expir[ée]e?|[ée]mise?|delivered|submitted|sent|envoy[ée]e?|re[çc]ue?|"
    r"received|dated?|"
    r"dat[ée]e?|called|appel[ée]|visited?|married|mari[ée]e?s?|applied|mailed|post[ée]e?|until|before|avant|"
    r"jusqu|today|"
    r"aujourd|arrived|arriv[ée]e?|moved|d[ée]m[ée]nag[ée]|opens?|ouvre|closed|ferm[ée]|deadline|due|"
    r"booked)\b[^.!?;\n]{0,12}$",
    re.IGNORECASE,
)
_CORRECTS = re.compile(
    r"(?:^|[\s(\"'])(?:it['\u2019]?s|it is|it says|says|shows?|not|pas|et non|and not|c['\u2019]est|should be|"
    r"devrait [êe]tre|"
    r"really|actually|correct|right|bonne?|vraie?|real|put|wrote|typed|[ée]crit|inscrit|marqu[ée]|is|est|instead of|"
    r"au lieu d[eu]|plut[ôo]t que|or|ou|to|:|=|was|read)\s{0,2}(?:le |the |du |one |on |une? )?[\"'«]?\s?$",
    re.IGNORECASE,
)
_HAS_YEAR = re.compile(r"(?:19|20)\d{2}|\d[\-/. ]\d{1,2}[\-/. ]\d{2}\b")


def find(text: str) -> Iterator[Span]:
    """Yield dates near a word for birth, and years right after one."""
    told = Told(text, _BIRTH)
    for match in _DATE.finditer(text):
        if _is_birth(text, match, told):
            yield _span(match, 0.9)
    for match in _YEAR.finditer(text):
        if _BORN_IN.search(text, max(0, match.start() - 30), match.start()):
            yield _span(match, 0.6)


def _is_birth(text: str, match: re.Match[str], told: Told) -> bool:
    """Say whether a date is one of birth: the word beside it, or a correction some words or a sentence later."""
    start = match.start()
    if _RIGHT_BEFORE.search(text, max(0, start - 45), start):
        return True
    other = _OTHER_EVENT.search(text, max(0, start - 30), start) is not None
    if not other and near(text, start, match.end(), _BORN, before=30, after=18):
        return True
    if other or not _HAS_YEAR.search(match[0]) or not told.before(start, reach=130, sentences=1):
        return False
    return told.before(start, reach=70) or _CORRECTS.search(text, max(0, start - 30), start) is not None


def _span(match: re.Match[str], score: float) -> Span:
    return Span(start=match.start(), end=match.end(), entity="DATE_OF_BIRTH", score=score, recognizer="date_of_birth")
