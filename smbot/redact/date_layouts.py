"""The layouts in which people write a date: in figures and in words, in English, in French, or brought along."""

import re
from typing import Final

from smbot.redact.address_words import IN_WORDS

MONTH: Final = (
    r"(?:jan(?:uary|vier|v|eiro)?|enero|f[ée]v(?:rier|r|ereiro)?|feb(?:ruary|rero)?|mar(?:ch|s|zo|[çc]o)?|avr(?:il)?|"
    r"apr(?:il)?|abr(?:il)?|mai[o]?|may[o]?|juin|jun(?:e|io|ho)?|juil(?:let)?|jul(?:y|io|ho)?|ao[ûu]t|aug(?:ust)?|"
    r"ago(?:sto)?|sept?(?:ember|embre|iembre)?|set(?:embro)?|oct(?:ober|obre|ubre)?|out(?:ubro)?|nov(?:ember|embre|"
    r"iembre|embro)?|d[ée]c(?:ember|embre)?|dez(?:embro)?|dic(?:iembre)?)(?![^\W\d_])\.?"
)
_YEAR4 = r"(?:1[89]|20)\d{2}"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_NTH = r"(?:st|nd|rd|th|er|ier|[èe]me|e)?"
_SEP = r"(?:[ ]?[\-/.][ ]?|[ ])"
_TO_YEAR = rf"(?:[ ]?[,/\-][ ]?|[ ](?:de |in |en )?|\.[ ]?)(?:{_YEAR4}|'?\d{{2}}(?![ ]?\d))"
_ORDINALS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth?|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|"
    "fifteenth?|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty[ -](?:first|second|third|fourth|fifth|"
    "sixth|seventh|eighth|ninth)|thirtieth|thirty[ -]first|premier"
)
_DAY_IN_WORDS = rf"(?:{_ORDINALS}|{IN_WORDS}|{_DAY}{_NTH})"
_YEAR_IN_WORDS = rf"(?:{IN_WORDS}|{_YEAR4}|\d{{2}})"
_OF = r"[ ,/\-.]{1,3}(?:of (?:the )?|de |d['\u2019]|du )?"
_FIGURES = (
    rf"{_YEAR4}{_SEP}(?:0?[1-9]|1[0-2]){_SEP}{_DAY}"
    rf"|{_DAY}{_SEP}{_DAY}{_SEP}(?:{_YEAR4}|\d{{2}})"
    rf"|{_DAY}[ ]?(?P<roman>[\-/. ])[ ]?(?:I{{1,3}}|I?V|VI{{1,3}}|I?X|XI{{1,2}})(?P=roman)[ ]?(?:{_YEAR4}|\d{{2}})"
    r"|(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"|\d[ ]?\d[ ]?[\-/.][ ]?\d[ ]?\d[ ]?[\-/.][ ]?\d[ ]?\d(?:[ ]?\d[ ]?\d)?(?![ ]?\d)"
    rf"|{_YEAR4}[ ]?年[ ]?\d{{1,2}}[ ]?月[ ]?\d{{1,2}}[ ]?日"
)
_NAMED = (
    rf"(?:the |le (?={_DAY} de ))?{_DAY}{_NTH}(?:[ ]?[\-/.]?[ ]?)(?:of |de |d['\u2019])?{MONTH}(?:{_TO_YEAR}|"
    rf"(?:19|20)\d{{2}})?"
    rf"|{MONTH}(?:[ ]?[\-/]?[ ]?)\(?{_DAY}{_NTH}\)?(?:{_TO_YEAR}|[ ](?:of )?this year)?(?!\d)"
    rf"|{_YEAR4}[ ,\-/]{{1,2}}{MONTH}[ ,\-/]{{1,2}}{_DAY}{_NTH}"
    rf"|{MONTH}[ ](?:19|20)\d{{2}}"
)
_WORDS = (
    rf"(?:the |le (?=[^\W\d_]|{_DAY} de ))?{_DAY_IN_WORDS}{_OF}{MONTH}(?:[ ,/\-.]{{1,3}}{_YEAR_IN_WORDS}|{_TO_YEAR})?"
    rf"|{MONTH}[ ](?:the )?(?:{_ORDINALS})(?:[ ,/\-.]{{1,3}}(?:{_YEAR_IN_WORDS}|of this year))?"
    rf"|(?:the )(?:{_ORDINALS}|{IN_WORDS}) of the (?:{_ORDINALS}|{IN_WORDS})(?:[ ,/\-.]{{1,3}}{_YEAR_IN_WORDS})?"
)
DATE: Final = re.compile(rf"(?<![\w$€#])(?:{_WORDS}|{_NAMED}|{_FIGURES})(?!\w)(?![\-/]\d)(?! ?[$%])", re.IGNORECASE)
"""Dates with a day and a month at least, and months with a year."""
SHORT: Final = re.compile(rf"(?<![\w$€#\-/.,:]){_DAY}[\-/]{_DAY}(?![\w$%\-/.:])")
"""A day and a month in figures, which a word for birth must stand beside."""
SPOKEN: Final = re.compile(rf"(?:(?:the|le) )?{IN_WORDS}(?:[ ,/.]{{1,3}}{IN_WORDS}){{0,2}}(?!\w)", re.IGNORECASE)
"""Numbers in words, of which a date may consist right after a word for birth."""

_FULL_YEAR = re.compile(_YEAR4)
_TWO_DIGITS = re.compile(r"(?<!\d)(\d{2})$")
_NEWEST_SHORT = 19


def year_of(date: str) -> int | None:
    """Return the year in which a date in figures lies, None where it names none."""
    if full := _FULL_YEAR.search(date):
        return int(full[0])
    if (short := _TWO_DIGITS.search(date)) and len(date) > 2 and not date[:-2].strip().isalpha():
        year = int(short[1])
        return 2000 + year if year <= _NEWEST_SHORT else 1900 + year
    return None
