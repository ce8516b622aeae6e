"""Numbers of a person's case, file, claim or confirmation: beside a word for it, or by their look alone.

No rule is published for them; every body has layouts of its own, which a configuration can add
(`smbot.redact.layouts`). Without a word near, only letters with five digits and more count.
"""

import re
from collections.abc import Iterator

from smbot.core.spans import Span
from smbot.redact.case_words import EVERYBODYS, NO_LETTERS, NOUN, NUMBER, SHORT, TOLD, TOLD_NUMBER
from smbot.redact.context import NO_PREFIX, WORDS_BEFORE, Told, in_url, is_calendar, is_toll_free

ENTITIES = ("CASE_NUMBER",)

_SIGN = r"[\-/\\_.:#*·•|~]"
_JOINT = rf"(?:{_SIGN}{{1,2}}|[ ]?[\-/\\_#*·•|~][ ]?|[ ][.:][ ]|[ ])"
_WORD = rf"(?!(?:{WORDS_BEFORE})(?:[ ]|\d))"
_LETTERS = (
    rf"(?:{_WORD}(?:(?:[A-Z]\.){{2,5}}[ ]?|[A-Z]{{1,6}}(?:{_JOINT}[A-Z]{{1,6}}){{0,3}}(?:{_JOINT})?"
    rf"|[a-z]{{1,5}}(?:{_SIGN}{{1,2}}[a-z]{{1,3}}){{0,3}}{_SIGN}{{0,2}}|[A-Z][a-z]{{1,4}}\.?{_SIGN}))?"
)
_DIGITS = (
    rf"\d[\dA-Z]*+(?>(?:{_JOINT}(?:[A-Z]{{1,4}}{_JOINT}?)?\d[\dA-Z]*+){{0,12}})"
    rf"(?:(?:{_SIGN}{{1,2}}|[ ](?=[A-Z]{{1,2}}\b))[A-Z]{{1,4}})?"
)
_CODE = re.compile(rf"(?<![\w@$€%+])(?<!\d[.,])#?{_LETTERS}{_DIGITS}(?![\w$€%@])(?![.,]\d)(?! ?[€%°]| ?\$(?!\d))")
"""Letters, groups of digits, and what people put between them ("NS-2204 118", "s.t.m./0.5.8", "2025 - S - 23 734")."""
_PAIRED = re.compile(
    rf"(?<![\w@$€#])(?:{NOUN})[ ](?:{NUMBER})?[ :#]{{0,3}}(?P<value>{NO_PREFIX}[a-z]{{1,4}}[ ]\d{{4,12}})(?!\w)",
    re.IGNORECASE,
)
"""Letters that stand apart from their digits, in any case, right after a word for a file ("dossier ab 20417")."""
_IS = r"(?:is now|is|was|est|c['\u2019]est|[ée]tait|porte le|[:=\-(«\"\u201c]|,)"
_BEFORE = re.compile(
    rf"(?<![\w#@])(?:(?P<number>{NUMBER})[ ]{{0,2}}(?:(?:de|du|of|for|d['\u2019]un)[ ])?(?:(?:my|mon|ma|la|le|the|your|"
    rf"votre|notre|our)[ ])?(?:d['\u2019])?)?(?P<noun>{NOUN})s?(?P<after>[ ]{{0,2}}{NUMBER})?"
    rf"(?:(?:[ ][a-z]{{1,9}}){{1,2}}(?=[ ](?:is|was|est|:)))?[ ]{{0,2}}"
    rf"(?P<sign>(?:{_IS}[ ]{{0,2}}){{0,2}})[#(«\"]?[ ]?$",
    re.IGNORECASE,
)
_NUMBER_BEFORE = re.compile(
    rf"(?<![\w#@])(?:{NUMBER})(?:[ ](?!de t|of t)[^\W\d_]{{1,9}}){{0,3}}[ ]{{0,2}}"
    rf"(?:{_IS}[ ]{{0,2}}){{0,2}}[#(«\"]?[ ]?$",
    re.IGNORECASE,
)
"""A word for a number, without one that says of what ("le numéro HU-83728")."""
_AFTERWARDS = re.compile(
    rf"[ ,)]{{1,3}}(?:is|was|est|c['\u2019]est|that['\u2019]?s|thats|=)[ ](?:(?:my|mon|ma|le|la|the|his|her|our|son|"
    rf"sa|notre)[ ])(?:{NOUN})(?!\w)",
    re.IGNORECASE,
)
_LOTTERY = re.compile(r"50/50|moiti[ée]-moiti[ée]|raffle|tirage|lott?[eo]|bingo|\bdraw\b", re.IGNORECASE)
_FORM = re.compile(
    r"#?(?:IMM|RC|RL|T|TP|GST|CPT|ISP|TD|NR|PD|PPTC|SC|UFC|INS|HST|C|B|E|M|S)[ \-]?\d{1,4}[A-Z]?"
    r"|\d{1,2}[ ]?[Hh:][ ]?\d{0,2}|\d{1,3}(?:st|nd|rd|th|er|e)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"#?(?:[A-Za-z]{1,9}[ ])?(?:19|20)\d{2}(?:[\-/](?:19|20)?\d{2})?")
_POSTAL_CODE = re.compile(r"[A-Z]\d[A-Z][ ]?\d[A-Z]\d", re.IGNORECASE)
_LEAD = re.compile(rf"(?=[A-Za-z]{{4}})(?:{NOUN})[ .:#]{{1,3}}(?=\d(?:\D?\d){{4}})", re.IGNORECASE)
"""A word for a file in capitals, which looks like the letters of a number."""
_SPACED = re.compile(r"#?(?:\w{1,40}[ ])?[A-Z]{2,6}[ ]")
_LONG = re.compile(r"\d{3}")
MOST_DIGITS = 20


def find(text: str) -> Iterator[Span]:
    """Yield numbers that a word, their sentence or their look tells to be somebody's; forms and years stay."""
    told, told_number = Told(text, TOLD), Told(text, TOLD_NUMBER)
    for match in _CODE.finditer(text):
        digits = sum(c.isdigit() for c in match[0])
        letters = any(c.isalpha() for c in match[0])
        if not 4 <= digits <= MOST_DIGITS or _is_nobodys(text, match, letters=letters):
            continue
        if lead := _LEAD.match(match[0]):
            yield _span(match.start() + lead.end(), match.end(), 0.7)
        elif score := _before(text, match, digits=digits, letters=letters):
            yield _span(match.start(), match.end(), score)
        elif letters:
            if score := _by_look(text, match, digits, told):
                yield _span(match.start(), match.end(), score)
        elif (
            digits >= 6
            and not is_calendar(match[0])
            and (told_number.before(match.start(), reach=80, sentences=1) or _AFTERWARDS.match(text, match.end()))
        ):
            yield _span(match.start(), match.end(), 0.5)
    for match in _PAIRED.finditer(text):
        value = match["value"]
        if not (_FORM.fullmatch(value) or NO_LETTERS.match(value) or _YEAR.fullmatch(value)):
            yield _span(match.start("value"), match.end("value"), 0.6)


def _is_nobodys(text: str, match: re.Match[str], *, letters: bool) -> bool:
    """Say whether it is a form's number, a year, a time, a toll-free line, in a web address or everybody's."""
    start, value = match.start(), match[0]
    return bool(
        _FORM.fullmatch(value)
        or _YEAR.fullmatch(value)
        or (letters and (NO_LETTERS.match(value.lstrip("#")) or _POSTAL_CODE.fullmatch(value)))
        or is_toll_free(value)
        or in_url(text, start)
        or "XX" in value
        or EVERYBODYS.search(text, max(0, start - 40), start)
        or (SHORT.search(text, max(0, start - 24), start) and (len(value) < 7 or value[2] == "-"))
        or (_LOTTERY.search(text, max(0, start - 60), match.end() + 20) and value.lstrip("#").isdigit())
    )


def _before(text: str, match: re.Match[str], *, digits: int, letters: bool) -> float:
    """Return how sure a word right before makes it, 0.0 where there is none."""
    start, value = match.start(), match[0]
    strong = letters or digits >= 6
    if word := _BEFORE.search(text, max(0, start - 42), start):
        numbered = bool(word["number"] or word["after"])
        if is_calendar(value) and not numbered:
            return 0.0
        named = numbered or bool(word["sign"]) or value.startswith("#") or text[start - 1] == "#"
        if named or strong:
            return 0.8 if named else 0.6
    elif (
        strong
        and not is_calendar(value)
        and _LONG.search(value)
        and _NUMBER_BEFORE.search(text, max(0, start - 42), start)
    ):
        return 0.5
    return 0.0


def _by_look(text: str, match: re.Match[str], digits: int, told: Told) -> float:
    """Return how sure letters with digits are: by the sentence, by what follows, or by their look alone."""
    value = match[0]
    signed = not _SPACED.match(value)
    if value[0].isdigit() and (" " in value or digits < 7):
        return 0.0
    if told.before(match.start(), reach=130, sentences=1) and (digits >= 5 or signed):
        return 0.55
    if _AFTERWARDS.match(text, match.end()):
        return 0.55
    if digits >= 6 and (signed or not _shouts(text)):
        return 0.5
    return 0.45 if digits == 5 and signed and value[-1] not in "xX" else 0.0


def _shouts(text: str) -> bool:
    """Say whether the post is in capitals, where any word before a number looks like its letters."""
    return 2 * sum(map(str.isupper, text)) > sum(map(str.isalpha, text))


def _span(start: int, end: int, score: float) -> Span:
    return Span(start=start, end=end, entity="CASE_NUMBER", score=score, recognizer="case_number")
