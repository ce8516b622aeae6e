"""Finds the traces of personal information in a reply: initials, half a name, last digits, a house number, a day."""

import re
from collections.abc import Iterator

from smbot.core.canon import fold
from smbot.core.flat import flatten
from smbot.core.numbers import TooManyReadings, numbers
from smbot.core.traces import (
    DAY,
    MIN_HEARD,
    MIN_NEAR,
    MIN_PART,
    MONTHS,
    RUN,
    alike,
    bones,
    coarse,
    dates,
    day_number,
    near,
    shuffled,
    skeleton,
    sound,
    spelt,
)
from smbot.guard.as_word import stands_as_a_word
from smbot.guard.everyday import NEVER_NAMES
from smbot.guard.initials import NO_INITIALS, initials_told
from smbot.guard.places import Known, Place
from smbot.guard.scripts import OTHER_SCRIPT, in_our_letters
from smbot.guard.slots import slots
from smbot.guard.spelling import codes_said
from smbot.guard.usual import is_anything_else, is_usual
from smbot.normalise.words import word_set
from smbot.redact.not_names import is_common

MIN_SAID_CODE = 5
_WORD = re.compile(r"[^\W\d_]+")
_BEGINS = re.compile(r"(?:^|[.!?:…\n«“\"(]|\s[-–—])\s*$")
_AFTER_INITIAL = re.compile(r"(?<![^\W_])[A-ZÀ-Þ]\.\s?$")
_AT_WORK = word_set("""
    agent agente officer constable clerk nurse doctor driver teacher worker caseworker manager supervisor commis
    chauffeur infirmiere infirmier preposee prepose enseignante policier policiere intervenante
""")
"""What stands before a letter that is a name's, capital or not."""
_ONE_LETTER = re.compile(r"(?<![^\W_])([^\W\d_]+) ([A-ZÀ-Þ])\.(?!-?[^\W_])")
_LETTERED = word_set("""
    annex annexe appendix block bloc building batiment class classe door etape exit floor form gate grade group groupe
    hepatitis hepatite letter lettre level line ligne niveau option part partie plan platform point porte quai room
    salle schedule section sortie stage step type vitamin vitamine ward wing zone category categorie an a et and or ou
""")
"""What is told apart by a letter."""
_BY_SYLLABLE = re.compile(r"(?<![^\W_])[^\W\d_]{1,6}(?:-[^\W\d_]{1,6}){1,5}(?![^\W_])")
_TAGGED = re.compile(r"[#@][^\W_][\w]{3,60}")
_IN_TAG = re.compile(r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+|[a-zà-öø-ÿ]{4,}")
_PARTICLE = re.compile(
    r"(?<![^\W_])(?:[dD]['\u2019]|[OL]['\u2019]|(?:de|du|van|von|Mc|Mac|St-|Saint-|El-|Al-) ?)([A-Z])\.(?!-?[^\W_])"
)
_CODE = re.compile(r"(?<![^\W_])(?:[A-Z]{3,}|(?=[A-Za-z-]*\d)(?=[\d-]*[A-Za-z])[A-Za-z\d]+(?:-[A-Za-z\d]+)*)(?![^\W_])")
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][^\W\d_]{3,}"
_ADDRESSED = re.compile(
    rf"(?:^|[.!?\n] *)(?P<first>{_CAPITAL})(?=[,!])|, (?P<last>{_CAPITAL})(?= *(?:[.!?,]|$))"
    r"|(?<![^\W_])(?i:hello|hi|hey|dear|sorry|thanks|thank you|welcome|bonjour|bonsoir|salut|all[ôo]|merci|ch[èe]re?|"
    rf"d[ée]sol[ée]e?s?),? (?P<greeted>{_CAPITAL})"
)
_DIMINUTIVE = re.compile(r"(?:ie|ey|y|i|o|ou|oo|s|z|er|ers|a)$")
_STREET = r"(?:street|st|avenue|ave|av|road|rd|drive|dr|boulevard|blvd|boul|rue|rang|concession|line|place|lane|route)"
_NTH = re.compile(
    rf"(?<![^\W_])(?P<before>\d{{1,3}}|[a-z]+(?:[ -][a-z]+)?)(?P<nth>st|nd|rd|th|er?|re|i?eme)?\s+{_STREET}(?![^\W_])"
    rf"|{_STREET}\s+(?P<after>\d{{1,3}})(?:e|er|re|i?eme)?(?![^\W_])"
)
_ORDINALS = {
    word: str(number)
    for number, words in enumerate(
        (
            "first premiere premier", "second deuxieme", "third troisieme", "fourth quatrieme", "fifth cinquieme",
            "sixth sixieme", "seventh septieme", "eighth huitieme", "ninth neuvieme", "tenth dixieme",
            "eleventh onzieme", "twelfth douzieme", "thirteenth treizieme", "fourteenth quatorzieme",
            "fifteenth quinzieme", "sixteenth seizieme",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_UNIT = re.compile(
    r"(?<![^\W_])(?:unit|unite|apt|app|apartment|appartement|suite|logement|log|room|chambre|door|porte|lot|building|"
    r"bldg|batiment|bat|#)\W{0,3}(\d{1,5}[a-z]?|(?<=\W)[a-z])(?![^\W_]|'|:\d)"
)
_MONTH_OF_YEAR = re.compile(
    rf"(?<![^\W\d_])({'|'.join(MONTHS)})(?![^\W\d_])[\s.,]*(?:of |de )?"
    r"(?:'?(?:19|20)?(\d\d)(?!\d|:|\s?h)|((?:[a-z]+[ -]){0,4}[a-z]+))"
)
_DAY_ALONE = re.compile(
    rf"(?:(?<![^\W_])(?:le|the) ({DAY})(?:st|nd|rd|th|er)?|(?<!\d)(\d{{1,2}})(?:st|nd|rd|th))"
    r"(?=\s*(?:[,.;!?)]|$)|\s(?:for|pour|at|a|now|maintenant|then|if|si)\b(?! (?:\d|once)))"
)
"""A day of the month with neither month nor thing after it."""
_SENTENCE = re.compile(rf"[^.!?\n]+(?:[.](?=\s?(?:{DAY}))[^.!?\n]+)*")
_SERVICE = re.compile(r"(?<![\d/.-])(?:9([\s.-])8\1?8|[2-9]([\s.-])1\2?1)(?![\d/]|[.-]\d)(?! ?(?:/|janv|fev|mars))")
"""A service number of everybody's, digit by digit: "9-8-8" is no day."""
_BIRTH = re.compile(r"\b(?:born|birth(?:days?)?|turn(?:s|ed|ing)?|bab(?:y|ies)|nee?s?|fete|anniversaire|naissance)\b")
"""What makes a month the month of a birth."""


def parts_told(reply: str, known: Known) -> Iterator[Place]:
    """Yield where the reply gives away a part of something personal, numbers apart."""
    yield from initials_told(reply, known)
    yield from _first_letters(reply, known)
    yield from _cut_words(reply, known)
    yield from _spoken_to(reply, known)
    yield from _in_other_letters(reply, known)
    yield from _syllables(reply, known)
    yield from _with_particle(reply, known)
    yield from _codes(reply, known)
    flat, places = flatten(reply)
    flat = _SERVICE.sub(lambda number: " " * len(number[0]), flat)
    for start, end in (*_streets(flat, known), *_units(flat, known), *_days(flat, known)):
        yield places[start], places[end - 1] + 1


def _first_letters(reply: str, known: Known) -> Iterator[Place]:
    for match in _ONE_LETTER.finditer(reply):
        before = fold(match[1])
        if (
            (match[1].islower() or before in _AT_WORK)
            and before not in _LETTERED
            and known(f"initial:{fold(match[2])}")
        ):
            yield match.span(2)


def _cut_words(reply: str, known: Known) -> Iterator[Place]:
    """Yield words that are a known one's part, or differ from it in a letter."""
    shouted = reply.isupper()
    for match in _WORD.finditer(reply):
        word = fold(match[0])
        if stands_as_a_word(reply, *match.span()):
            continue
        usual = is_usual(word)
        named = (
            match[0][0].isupper()
            and not shouted
            and (
                not _BEGINS.search(reply, max(0, match.start() - 4), match.start())
                or _AFTER_INITIAL.search(reply, max(0, match.start() - 4), match.start()) is not None
                or reply[match.end() : match.end() + 1] in {",", "!"}
            )
        )
        if named and known(f"cap:{word}"):
            yield match.span()
        elif len(word) < MIN_PART or (usual and not named):
            continue
        elif (
            known(f"part:{word}")
            or (match[0][0].isupper() and not usual and _is_diminutive(word, known))
            or (not usual and (len(word) >= MIN_NEAR - 1 or named) and _is_like(word, known))
            or (match[0][0].isupper() and not shouted and not usual and _is_heard(word, known))
            or (named and (_is_twice(word, known) or _is_spelt(word, known)))
            or (not usual and _holds(word, known))
        ):
            yield match.span()


def _is_like(word: str, known: Known) -> bool:
    """Say whether a word differs from a known one in a letter, sounds so, has its plural's s, or only lacks vowels."""
    return (
        any(map(known, (*near(word), *near(word.removesuffix("s")))))
        or known(f"sound:{sound(word)}")
        or (bones(word) == word and known(f"bones:{word}"))
    )


def _is_twice(word: str, known: Known) -> bool:
    return len(word) == RUN and word[:2] == word[2:] and known(f"twice:{word[:2]}")


def _is_spelt(word: str, known: Known) -> bool:
    """Say whether a capitalized word is a known name as it may also be spelt ("Karl", "Katherine")."""
    return word not in MONTHS and not is_common(word) and known(f"spelt:{spelt(word)}")


def _codes(reply: str, known: Known) -> Iterator[Place]:
    """Yield codes of which signs look alike, and their pieces."""
    for match in _CODE.finditer(reply):
        word = fold(match[0]).replace("-", "")
        if (
            known(f"code:{alike(word)}")
            or (word not in NO_INITIALS and known(f"piece:{word}"))
            or any(map(known, _mixed(word)))
        ):
            yield match.span()

    for code, place in codes_said(reply):
        if (
            known(code)
            or known(f"piece:{alike(code)}")
            or (len(code) >= MIN_SAID_CODE and known(f"code:{alike(code)}"))
        ):
            yield place


def _mixed(word: str) -> Iterator[str]:
    """Yield each stretch of letters and digits within a code: only a part of it may have been masked."""
    for start in range(len(word) - MIN_PART + 1):
        for end in range(start + MIN_PART, len(word) + 1):
            if not ((piece := word[start:end]).isalpha() or piece.isdigit()):
                yield piece


def _is_heard(word: str, known: Known) -> bool:
    """Say whether a capitalized word that no list knows sounds like a known name in either language."""
    heard = skeleton(word)
    return len(heard) >= MIN_HEARD and known(f"skeleton:{heard}") and not is_anything_else(word)


def _holds(word: str, known: Known) -> bool:
    """Say whether a word that no list knows has the letters of a known one in another order, or more after it."""
    if len(word) < MIN_NEAR or is_anything_else(word):
        return False
    inner = {word[:end] for end in range(MIN_NEAR, len(word))} | {
        word[at:] for at in range(1, len(word) - MIN_NEAR + 1)
    }
    return known(f"letters:{shuffled(word)}") or any(known(part) and not is_usual(part) for part in inner)


def _spoken_to(reply: str, known: Known) -> Iterator[Place]:
    """Yield a word that no list knows, by which somebody is addressed, if a known name may be said so ("Shivaun")."""
    for match in _ADDRESSED.finditer(reply):
        name = match.lastgroup or "first"
        word = fold(match[name])
        if word not in NEVER_NAMES and not is_anything_else(word) and known(f"heard:{coarse(word)}"):
            yield match.span(name)


def _in_other_letters(reply: str, known: Known) -> Iterator[Place]:
    """Yield a word in Cyrillic or Greek letters that is, or sounds like, a known one in ours."""
    for match in OTHER_SCRIPT.finditer(reply):
        if any(
            len(word) >= MIN_PART
            and (known(word) or known(f"part:{word}") or _is_like(word, known) or known(f"heard:{coarse(word)}"))
            for word in in_our_letters(match[0])
        ):
            yield match.span()


def _syllables(reply: str, known: Known) -> Iterator[Place]:
    """Yield words that are taken apart as they are said ("Oh-loo-mee-day"), and the words of a tag."""
    for match in _BY_SYLLABLE.finditer(reply):
        pieces = fold(match[0]).split("-")
        heard = skeleton("".join(pieces))
        if all(map(is_usual, pieces)):
            continue
        if len(heard) >= MIN_HEARD and known(f"skeleton:{heard}"):
            yield match.span()
    for tag in _TAGGED.finditer(reply):
        for word in _IN_TAG.finditer(tag[0]):
            folded = fold(word[0])
            if len(folded) > MIN_PART and not is_usual(folded) and (known(folded) or known(f"part:{folded}")):
                yield tag.start() + word.start(), tag.start() + word.end()


def _with_particle(reply: str, known: Known) -> Iterator[Place]:
    """Yield a surname of which only the particle and a letter are left ("d'E.")."""
    for match in _PARTICLE.finditer(reply):
        if known(f"initial:{fold(match[1])}"):
            yield match.span()


def _is_diminutive(word: str, known: Known) -> bool:
    ending = _DIMINUTIVE.search(word)
    stem = word[: ending.start()] if ending else ""
    return len(stem) >= MIN_PART and (
        known(stem) or known(f"part:{stem}") or (stem[-1] == stem[-2] and known(f"part:{stem[:-1]}"))
    )


def _streets(flat: str, known: Known) -> Iterator[Place]:
    for match in _NTH.finditer(flat):
        said = match["before"] or match["after"]
        number = said if said.isdigit() else _ORDINALS.get(said.split()[-1].split("-")[-1], "")
        if number and known(f"ord:{number}"):
            yield match.span()


def _units(flat: str, known: Known) -> Iterator[Place]:
    yield from (match.span() for match in _UNIT.finditer(flat) if known(f"unit:{match[1]}"))


_GOES_ON = re.compile(r"[^\s\w]*[\w@]")
"""What makes of a month a part of something else: "august.0@example.ca"."""


def is_of_another_day(reply: str, at: int, known: Known) -> bool:
    """Say whether at `at` the month of a date stands, of which the day is another than the known one."""
    word = _WORD.match(reply, at)
    if word is None or fold(word[0]) not in MONTHS or _GOES_ON.match(reply, word.end()):
        return False
    named = list(dates(fold(reply[max(0, at - 8) : word.end() + 6])))
    return bool(named) and not any(map(known, named))


def _days(flat: str, known: Known) -> Iterator[Place]:
    for match in _SENTENCE.finditer(flat):
        if (
            any(map(known, dates(match[0])))
            or (
                _BIRTH.search(match[0])
                and any(known(f"month:{MONTHS[word]:02}") for word in _WORD.findall(match[0]) if word in MONTHS)
            )
            or _is_month_of_year(match[0], known)
            or _is_slot(match[0], known)
            or any(known(f"mday:{day_number(one or other):02}") for one, other in _DAY_ALONE.findall(match[0]))
        ):
            yield match.span()


def _is_slot(sentence: str, known: Known) -> bool:
    """Say whether the weekday of somebody's appointment stands beside its hour or its day of the month."""
    found = set(slots(sentence))
    return any(known(each) for each in found if each.startswith("weekday:")) and any(
        known(each) for each in found if not each.startswith("weekday:")
    )


def _is_month_of_year(sentence: str, known: Known) -> bool:
    """Say whether a known date's month stands before its year, in figures or words ("August 1951")."""
    return any(
        known(f"month:{MONTHS[match[1]]:02}") and _is_year(match, known) for match in _MONTH_OF_YEAR.finditer(sentence)
    )


def _is_year(match: re.Match[str], known: Known) -> bool:
    if match[2]:
        return known(f"year:{match[2]}")
    try:
        said = {number.digits[-2:] for number in numbers(match[3]) if number.start == 0 and len(number.digits) > 1}
    except TooManyReadings:
        return True
    return any(known(f"year:{year}") for year in said)
