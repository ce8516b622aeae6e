"""Refuses a reply that holds anybody's personal information, or tells of the author's health, or holds a mask."""

import re
from collections.abc import Iterator

from smbot.core.canon import fold, tokens
from smbot.core.marked import MARK
from smbot.core.messages import Message, msg
from smbot.core.spans import Span
from smbot.core.words import ENTITIES
from smbot.guard.ailments import ailments
from smbot.guard.context import GuardContext
from smbot.guard.findings import Finding
from smbot.guard.own import exempt
from smbot.guard.people import people
from smbot.guard.places import Place, Places, inside, merged
from smbot.guard.publicly import holds_an_office, is_in_public
from smbot.guard.usual import is_usual

_MASK = re.compile(rf"[\[\uff3b](?:{'|'.join(ENTITIES)}) {MARK}[\]\uff3d]", re.IGNORECASE)


_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_TOLL_FREE = re.compile(r"^1?(?:800|833|844|855|866|877|888)\d{7}$|^(?:[2-8]11|911|988)$")
"""Numbers that belong to organisations by their area code, or to a service of everybody's."""
_PRICE = re.compile(r"\$\s?[\d.,]+|[\d.,\s]+[$%]|\d{1,3}[\s,]\d{3}")
"""A recognizer of passwords takes what follows "pass" for one: "a pass is $75"; "12 000" is how many."""
_OUR_PLACE = re.compile(
    r"\b(?:offices?|counters?|branch|service (?:desk|centre|point)|locat(?:ions?|ed)|open(?:s|ed)?|closed?s?|"
    r"hours|visit us|come (?:by|in|to)|"
    r"drop (?:by|in)|pick(?:ed)? up|go to|(?:warming |community |recreation )?cent(?:re|er)|shelter|clinic|"
    r"library|arena|rink|hall|station|"
    r"bureaux?|comptoirs?|succursale|point de service|ouvre|ouverte?s?|fermee?s?|heures|passez|venez|"
    r"rendez-vous (?:au|a)|situee?|"
    r"ramasser|refuge|halte|clinique|bibliotheque|arena|mairie|hotel de ville|gare)\b"
)
"""What stands near the address of an office; the author's own is refused by the rule on echo."""

_FLOOR = re.compile(
    r"\b(?:\d{1,2} ?(?:e|er|re|eme|st|nd|rd|th) (?:etage|floor|level|niveau)|rez-de-chaussee|"
    r"(?:ground|main|first|second|third|top) floor|"
    r"(?:floor|etage|level|niveau|room|suite|local|bureau|salle|wicket|guichet|counter) \d{1,3}[a-h]?)\b"
)
"""Where in a house something is."""
_OF_ALL = re.compile(
    r"|(?:box|case) \d{1,3}[a-h]?|\d{1,3} ?(?:e|er|re|eme|st|nd|rd|th) (?:avenue|ave|av|rue|street|st|rang|concession|"
    r"line|boulevard|road)(?: (?:est|ouest|nord|sud|east|west|north|south|[nseo]))?"
)
"""Nothing, a box of a form, or a numbered street without a house; the author's own is refused by the rule on echo."""

_HOUR = re.compile(r"^\d{1,2} ?(?:h|am|pm|a\.m\.|p\.m\.)(?: ?\d\d)?,? ?")
"""When something is, before where: "10 h, place du Marché" is no house of that number."""
_CAPITALS = re.compile(r"(?:(?<![^\W_])[A-ZÀ-ÖØ-Þ][\w'\u2019-]+ ){0,3}$")
_PLACE_BEFORE = re.compile(
    r"\b(?:rue|avenue|boulevard|pont|parc|salle|place|bibliotheque|centre|ecole|arena|piscine|station|square|maison) "
    r"(?:de la |de l'|du |des |de |d')?$"
)
_PLACE_LIST = re.compile(
    r"\b(?:at|in|inside|near|outside|behind|:|,|(?:library|arena|centre|center|school|pool),? and) (?:the )?$"
)
_PLACE_NAME = re.compile(
    r".*\b(?:hall|bridge|park|library|centre|center|arena|school|station|square|pool|rink|street|road)"
)
"""How a place is called after somebody; the author's own is refused by the rule on echo."""


def personal(reply: str, context: GuardContext) -> Iterator[Finding]:
    """Yield what the recognizers find in the reply, and masks copied from the post: a code or last digits may tell.

    The playbook's own words are left out: nothing personal is among its fields, and a recognizer that
    takes "Bonjour" for a name must not stop every reply. So are numbers of organisations, and the address of our own
    office, which the sentence names so: if it is the author's, the rule on echo refuses it.
    """
    free = exempt(reply, context)
    found: dict[Place, Message] = {}
    for span in context.find_personal(reply):
        place = span.start, span.end
        if not (
            inside(place, free)
            or _is_nobodys(reply, span, free)
            or _is_ours(reply, span, context.masked_text or "")
            or is_in_public(reply, place, span.entity)
            or _PRICE.fullmatch(reply[span.start : span.end])
        ):
            entity = ENTITIES.get(span.entity, span.entity)
            found[place] = msg("This looks like personal information ({entity}): remove it.", entity=entity)
    for place in people(reply):
        if not (inside(place, free) or holds_an_office(reply, place)):
            found.setdefault(place, msg("This tells of a person: say it in general words."))
    for place in ailments(reply, context.masked_text or ""):
        if not inside(place, free):
            found.setdefault(place, msg("This tells of somebody's health: say it in general words."))
    for mask in _MASK.finditer(reply):
        found[mask.span()] = msg("A mask was copied here: say it in general words.")
    for start, end in merged(found):
        told = next(message for place, message in found.items() if start <= place[0] and place[1] <= end)
        yield Finding(rule="personal", refuses=True, message=told, start=start, end=end)


def _is_nobodys(reply: str, span: Span, free: Places) -> bool:
    """Say whether a finding is everyday words ("a former name is free"), or ours and everyday words after it."""
    rest = [at for at in range(span.start, span.end) if not any(start <= at < end for start, end in free)]
    left = "".join(reply[at] for at in rest)
    plain = left.islower() and all(is_usual(word) for word in _WORD.findall(fold(left))) and not _DIGIT.search(left)
    ours = len(left) < span.end - span.start
    if span.entity == "STREET_ADDRESS" and _OF_ALL.fullmatch(_FLOOR.sub("", fold(left)).strip(" ,.")):
        return True
    if span.entity == "STREET_ADDRESS" and _HOUR.match(fold(left)) and not _DIGIT.search(_HOUR.sub("", fold(left))):
        return True
    if ours and span.entity == "STREET_ADDRESS" and not any(sign.isdigit() or sign.isupper() for sign in left):
        return True
    return (plain and (span.entity == "PERSON" or ours)) or (span.entity == "PERSON" and _is_a_place(reply, span))


def _is_a_place(reply: str, span: Span) -> bool:
    """Say whether a name is that of a street, a bridge or a hall, where something of ours is ("at Grace Hall")."""
    leading = _CAPITALS.search(reply[: span.start])
    start = leading.start() if leading else span.start
    before = fold(reply[max(0, start - 40) : start])
    around = fold(reply[max(0, span.start - 80) : span.end + 60])
    if _OUR_PLACE.search(around) is None:
        return False
    named = _PLACE_NAME.fullmatch(fold(reply[start : span.end])) is not None
    return _PLACE_BEFORE.search(before) is not None or (named and _PLACE_LIST.search(before) is not None)


def _is_ours(reply: str, span: Span, post: str) -> bool:
    if span.entity == "PHONE_NUMBER":
        return _TOLL_FREE.match(re.sub(r"\D", "", fold(reply[span.start : span.end]))) is not None
    around = fold(reply[max(0, span.start - 80) : span.end + 60])
    theirs = tokens(post) & tokens(reply[span.start : span.end])
    return span.entity == "STREET_ADDRESS" and not theirs and _OUR_PLACE.search(around) is not None
