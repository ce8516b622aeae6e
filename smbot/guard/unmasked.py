"""Finds what a post tells of people although nothing masked it there: the guard's second line."""

import re
from collections.abc import Iterator
from functools import lru_cache

from smbot.core.canon import fold, tokens
from smbot.core.flat import flatten
from smbot.core.marked import GAP
from smbot.core.traces import MONTHS, dates, traces
from smbot.guard.dwellings import dwellings
from smbot.guard.slots import slots
from smbot.guard.spelling import respelled
from smbot.guard.usual import is_anything_else, is_called_so, is_somebodys, is_two_names

MIN_DIGITS = 5
"""Digits from which a number of a post is not repeated; years, prices and hours have fewer."""
MIN_STRANGE = 4
"""Letters of a word that no list knows, to be taken for a name."""

_OWN_DAY = re.compile(
    r"\b(?:appointments?|appt|hearing|surgery|interview|court|exam|booked|booking|born|birth\w*|applied|turn(?:s|ed|ing)?|"
    r"rendez\W?vous|rdv|audience|operation|chirurgie|entrevue|tribunal|examen|nee?|naissance|anniversaire|fete)\b"
)
"""What a day of the post is when it is one person's."""
_FULL_DATE = re.compile(
    rf"(?<!\d)\d{{1,2}}(?:er|st|nd|rd|th)?[\s/.-]{{1,2}}(?:{'|'.join(MONTHS)}|\d{{1,2}})\.?[\s/.,-]{{1,2}}(?:19\d\d|200\d)(?!\d)"
    rf"|(?:{'|'.join(MONTHS)})\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:19\d\d|200\d)(?!\d)"
    r"|(?<!\d)(?:19\d\d|200\d)[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)"
)
"""A day of a year in which people who write to us were born."""
_SENTENCE = re.compile(r"[^!?\n]+")
_SENTENCES = re.compile(r"[^.!?\n]+")

_NUMBER = re.compile(r"\d(?:[\s.\-/()]{0,2}\d)*")
_OF_THINGS = re.compile(
    r"\b(?:arret|stop|form|formulaire|route|bylaw|reglement|poteau|borne|hydrant|pole|asset|lamp|lampadaire|circuit|"
    r"bus|autobus|line|ligne|model|modele|flight|vol|train|channel|"
    r"bill|loi|section|article)s?(?: (?:number|numero|no\.?|n\W))?[ #]*$"
)
"""What has a number that everybody may read."""
_CODE = re.compile(r"(?<![^\W_])(?=[A-Z-]*\d)(?=[\d-]*[A-Z])[A-Z\d]+(?:-[A-Z\d]+)*(?![^\W_])")
_OF_CODES = re.compile(
    r"\b(?:conf\w*|codes?|booking|reservation|bon|voucher|coupon|ref\w*|permit|permis|plate|plaque|"
    r"badge|claim|file|dossier|case|order|commande|account|compte)\b"
)
_OF_SOMEBODY = re.compile(
    r"\b(?:my|mon|ma|mes|our|notre)\b[^.!?]{0,12}\b(?:number|numero|no|code|file|dossier|client|account|compte|claim|"
    r"badge|card|carte|pin|nip|matricule|case)\b[^.!?\d]{0,18}$"
)
MIN_CODE = 6
"""Letters and digits of a code that is taken for somebody's wherever it stands."""
_LEADING = re.compile(rf"(?<![^\W_])([A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+)\s+{GAP}")
"""A word that may be the given name before a name that was masked."""
_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][^\W\d_]+")
_NAMED = re.compile(
    r"(?<![^\W_])(?i:thank(?:s| you)(?: so much| again)? to|kudos to|props to|shout\W?out to|hats off to|bless|"
    r"cheers to|(?:my|our|his|her) (?:son|daughter|mother|mom|mum|father|dad|husband|wife|partner|brother|sister|child|"
    r"kid|baby|boy|girl|uncle|aunt|cousin|friend|roommate|neighbou?r|landlord|tenant|boss|ex|grand\w+|niece|nephew),?|"
    r"nurse|officer|constable|agent|clerk|caseworker|worker|driver|teacher|principal|named|called|"
    r"merci(?: beaucoup| infiniment)? [àa]|bravo [àa]|chapeau [àa]|f[ée]licitations [àa]|"
    r"(?:mon|ma|notre|son|sa) (?:fils|fille|m[èe]re|p[èe]re|mari|femme|conjointe?|blonde|chum|fr[èe]re|s(?:oe|œ)ur|"
    r"enfant|b[ée]b[ée]|oncle|tante|cousine?|amie?|coloc|voisine?|locataire|propri[ée]taire|ex|ni[èe]ce|neveu|beau\W\w+|"
    r"belle\W\w+|grand\W\w+),?|infirmi[èe]re?|agente?|intervenante?|pr[ée]pos[ée]e?|commis|chauffeuse?|"
    r"enseignante?|policier|polici[èe]re|nomm[ée]e?|appel[ée]e?)"
    r" (?P<name>[A-ZÀ-ÖØ-Þ][\w'\u2019-]+(?: [A-ZÀ-ÖØ-Þ][\w'\u2019-]+)?)"
)
"""Who is thanked, related to the author, or at work for us, by name: one that is a place's too counts here."""
_OF_A_PLACE = re.compile(
    r"(?<![^\W_])(?:in|at|en|program|programme|le|la|the)[ ](?P<after>[A-ZÀ-ÖØ-Þ][^\W\d_]+)|"
    r"(?<![^\W_])(?P<before>[A-ZÀ-ÖØ-Þ][^\W\d_]+)(?=[ ]\d)"
)
_FIRST_PERSON = re.compile(
    r"(?<![^\W_])(?:i|im|my|me|mine|we|our|us|he|she|his|her|mr|mrs|ms|je|j|mon|ma|mes|moi|nous|notre|nos|on|m|il|elle|"
    r"mme|son|sa|ses|street|road|avenue|rue|lives?|habite|reste|demeure)(?![^\W_])",
    re.IGNORECASE,
)
"""What makes a place of a sentence somebody's."""
_ASKS = re.compile(
    r"\s*(?:do|does|is|are|when|where|what|which|how|why|who|can|could|will|thanks?|ward|quartier|district|form|"
    r"c['\u2019]est quoi|quand|quel\w*|o[uù]|comment|combien|pourquoi|y a|avez|est-ce|a-t|qu['\u2019]est|merci|bravo)"
    r"(?![^\W_])",
    re.IGNORECASE,
)
"""How a sentence begins that asks or thanks, and complains of nothing at a place."""
_WORD = re.compile(r"[^\W\d_]+")
_DISGUISED = re.compile(r"(?<![^\W_])[^\W\d_]+(?:[0134578@$!|]+[^\W\d_]+)+(?![^\W_])")


@lru_cache(maxsize=64)
def told_by(post: str) -> frozenset[str]:
    """Return the tokens and traces of long numbers, names, strange capitals, and days of one person's own."""
    found: set[str] = set()
    flat = flatten(post)[0]
    for number in _NUMBER.finditer(flat):
        least = MIN_DIGITS - bool(_OF_SOMEBODY.search(flat, max(0, number.start() - 40), number.start()))
        if sum(map(str.isdigit, number[0])) >= least and not _OF_THINGS.search(flat, 0, number.start()):
            found |= tokens(number[0]) | traces(number[0], "CASE_NUMBER")
    for code in _CODE.finditer(post):
        signs = sum(map(str.isalnum, code[0]))
        if (signs >= MIN_CODE or _OF_CODES.search(flat, max(0, code.start() - 40), code.start())) and not (
            _OF_THINGS.search(flat, 0, code.start())
        ):
            found |= tokens(code[0]) | traces(code[0], "CASE_NUMBER")
    for sentence in _SENTENCE.findall(flatten(post)[0]):
        if _OWN_DAY.search(sentence) or _FULL_DATE.search(sentence):
            found |= set(dates(sentence)) | set(slots(sentence))
    found |= set(dwellings(flat))
    found |= {f"lead:{fold(match[1])[0]}" for match in _LEADING.finditer(post) if not is_anything_else(fold(match[1]))}
    shouted = post.isupper()
    for named in _NAMED.finditer(post):
        for word in _NAME.findall(named["name"]):
            if is_called_so(word):
                found |= tokens(word) | traces(word, "PERSON")
    for word in (*_nobodys_left_out(post), *_disguised(post)):
        if word.islower():
            found |= tokens(word) if is_two_names(word) else frozenset()
        elif is_somebodys(word) or _is_strange(word, shouted=shouted):
            found |= tokens(word) | traces(word, "PERSON")
    return frozenset(found)


def _nobodys_left_out(post: str) -> Iterator[str]:
    """Yield the words of a post but places in sentences that tell of nobody ("a counter in Rosewood?", "Ward 5")."""
    for sentence in _SENTENCES.findall(post):
        places: set[str] = set()
        if _ASKS.match(sentence) and not _FIRST_PERSON.search(sentence) and GAP not in sentence:
            places = {match["after"] or match["before"] for match in _OF_A_PLACE.finditer(sentence)}
        yield from (word for word in _WORD.findall(sentence) if word not in places or is_two_names(word))


def _is_strange(word: str, *, shouted: bool) -> bool:
    written = shouted or word[1:].islower()
    return written and len(word) >= MIN_STRANGE and (is_two_names(word) or not is_anything_else(fold(word)))


def _disguised(post: str) -> Iterator[str]:
    """Yield what words may be in which digits or signs stand for letters."""
    for match in _DISGUISED.finditer(post):
        yield from (reading.capitalize() for reading in respelled(fold(match[0])) if is_somebodys(reading))
