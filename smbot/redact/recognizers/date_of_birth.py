"""Dates of birth: a date beside a word for birth; other dates stay."""

import re
from collections.abc import Iterator

from smbot.core.spans import Span
from smbot.redact.context import Told, near, words
from smbot.redact.date_layouts import DATE, SHORT, SPOKEN, year_of
from smbot.redact.not_names import is_common

ENTITIES = ("DATE_OF_BIRTH",)

_YEAR = re.compile(r"(?<![\w$€#\-/.])19\d{2}(?![\w$€%\-/])")
_BORN = words("""
    born, born on, dob, d o b, date of birth, birth date, birthdate, birth, my birthday, his birthday, her birthday,
    their birthday, son's birthday, daughter's birthday, birthday is, bday, né, née, né le, née le, ddn,
    date de naissance, naissance, jour de naissance, mon anniversaire, son anniversaire, ma fête, sa fête,
    date de fête, birth is, birthday, anniversaire le, nacido, nacida, nascido, nascida, brn, d.d.n., elle fête, il fête
""")
_BORN_IN = re.compile(
    r"(?:\bborn(?: in)?|\bn[ée]e?(?:\(e\))? en|\bDOB:?|\bbirth year:?|ann[ée]e de naissance:?)\s{1,2}$",
    re.IGNORECASE,
)


_BIRTH = words("""
    dob, d o b, date of birth, birth date, birthdate, birthday, born, year of birth, ddn, date de naissance, naissance,
    née le, né le, né e le, bday, birth certificate, certificat de naissance, acte de naissance
""")
_BORN_RIGHT = re.compile(
    r"(?<!\w)(?:born|n[ée]e?(?:\(e\))?|dob|ddn|birthday(?: is)?|date of birth|date de naissance)(?: (?:on|le|"
    r"the|:))?:? ",
    re.IGNORECASE,
)
_RIGHT_BEFORE = re.compile(
    r"(?:(?<!\w)(?:b\.|d\.?o\.?b\.?:?|ddn ?:?)|\b(?:bday|birthday|born|n[ée]e?(?:\(e\))?|(?:m[êe]me|ma|sa|ta|"
    r"notre|leur) f[êe]te|"
    r"date de f[êe]te|(?<!la )(?<!une )(?<!cette )(?<!de )(?<!bonne )(?<!belle )(?<!jour )f[êe]te|naissance|"
    r"date of birth|birth ?date|"
    r"je suis(?: n[ée]e?)? du|je suis de|"
    r"(?:ma|sa|my|his|her|bonne|vraie|right|correct|real|gave|true|donn[ée]) (?:\w{1,10} )?date(?: of birth|"
    r" de naissance)?|"
    r"moi,? c['\u2019]est|(?:j['\u2019]?ai|aurai?|il a|elle a) \d{1,2} ans|turn(?:s|ed|ing)? \d{1,2}|"
    r"(?:mon|son|ton|leur) anniversaire|anniversaire(?= (?:est|c['\u2019]est|[:,]))|jour de naissance)"
    r"(?:,| :|:)?(?: (?:is|was|est|on|le|c['\u2019]est|[ée]tait|the|tombe|falls|au|du|day))*,?)\s{0,2}\(?$",
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
_TWO_NAMES = re.compile(
    r"(?P<one>[A-ZÀ-Ý][\w'\u2019\-]{1,30}),?[ ](?:(?:de|du|van|von|el|al|da|dos|Ní)[ ])?"
    r"(?P<two>[A-ZÀ-Ý][\w'\u2019\-]{1,30})"
    r"(?:,[ ]|[ ]\(|[ ]|[ ]-[ ]|:[ ])$"
)
"""A first and a last name right before a date, as on a form."""
_IDENTIFIER = words("""
    sin, nas, phn, nam, ohip, health number, health card, carte soleil, dl, permis, uci, iuc, passport, passeport, mcp,
    msi, ahcip, ramq, health, patient, mrn, assurance maladie, social number, numéro d'assurance
""")
_LONG_AGO = 2019
"""Letters and events are dated later; people who stand by name and date in a post are older."""


def find(text: str) -> Iterator[Span]:
    """Yield dates near a word for birth, and years right after one."""
    told = Told(text, _BIRTH)
    for match in DATE.finditer(text):
        if _is_birth(text, match, told):
            yield _span(match, 0.9)
        elif _is_somebodys(text, match):
            yield _span(match, 0.6)
    for match in SHORT.finditer(text):
        if _RIGHT_BEFORE.search(text, max(0, match.start() - 45), match.start()) or (
            _CORRECTS.search(text, max(0, match.start() - 30), match.start()) and told.before(match.start(), reach=60)
        ):
            yield _span(match, 0.7)
    for word in _BORN_RIGHT.finditer(text):
        if spoken := SPOKEN.match(text, word.end()):
            yield _span(spoken, 0.8)
    for match in _YEAR.finditer(text):
        if _BORN_IN.search(text, max(0, match.start() - 30), match.start()):
            yield _span(match, 0.6)


def _is_birth(text: str, match: re.Match[str], told: Told) -> bool:
    """Say whether a date is one of birth: the word beside it, or a correction some words or a sentence later."""
    start = match.start()
    if _RIGHT_BEFORE.search(text, max(0, start - 45), start):
        return True
    other = _OTHER_EVENT.search(text, max(0, start - 30), start) is not None
    if not other and near(text, start, match.end(), _BORN, before=35, after=18):
        return True
    if other or year_of(match[0]) is None or not told.before(start, reach=130, sentences=1):
        return False
    return told.before(start, reach=70) or _CORRECTS.search(text, max(0, start - 30), start) is not None


def _is_somebodys(text: str, match: re.Match[str]) -> bool:
    """Say whether a date stands by a person's name or number, as a birth date does on a form."""
    start, end = match.span()
    year = year_of(match[0])
    if year is None or year > _LONG_AGO or _OTHER_EVENT.search(text, max(0, start - 30), start):
        return False
    names = _TWO_NAMES.search(text, max(0, start - 60), start)
    if names and not is_common(names["one"]) and not is_common(names["two"]):
        return True
    return near(text, start, end, _IDENTIFIER, before=28, after=10)


def _span(match: re.Match[str], score: float) -> Span:
    return Span(start=match.start(), end=match.end(), entity="DATE_OF_BIRTH", score=score, recognizer="date_of_birth")
