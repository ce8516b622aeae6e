"""Names of people that the sentence itself announces: "my name is …", "je m'appelle …", "agent …", signatures."""

import re
from collections.abc import Iterator

from smbot.core.spans import Span
from smbot.redact.entities import ANNOUNCED
from smbot.redact.not_names import (
    is_a_places_name,
    is_common,
    is_organisation,
    is_public_after,
    is_public_title,
    is_title,
)

ENTITIES = ("PERSON",)

_FIRST = r"(?:[A-ZÀ-ÖØ-Þ][\w'\u2019\-]{1,24}|[A-ZÀ-ÖØ-Þ]\.)"
_CAP = rf"(?:(?:[dl]['\u2019])?{_FIRST})"
"""One word of a name after the first: "Tremblay", "d'Entremont", "Oduya-Smith", "J."."""
_PARTICLE = r"(?:(?:de|du|des|la|le|van|von|der|den|el|al|bin|ben|da|dos|di|St\.?|Ste\.?)[ ]){0,2}"
_CAPS = rf"(?P<name>{_FIRST}(?>(?:[ ]{_PARTICLE}{_CAP}){{0,3}}))"
_ALSO = re.compile(rf"[ ]?(?:,|&|and|et|or|ou|\+|/)[ ]{{1,2}}(?:(?i:my|mon|ma|son|sa|her|his) \w{{2,12}},? )?{_CAPS}")
_ANY = r"(?P<name>[^\W\d_][\w'\u2019\-]{1,24}(?:[ ][^\W\d_][\w'\u2019\-]{1,24}){0,2})"
_A = r"['\u2019]?"

_SAYS_NAME = re.compile(
    (
        rf"(?<!\w)(?i:my (?:full |legal |real |first |last )?name(?: is|{_A}s|:)|name is|"
        rf"name{_A}s|names?[ ]?:|full name[ ]?:|je m{_A} ?appel+e?|j{_A}m{_A}appelle|mon nom (?:est|"
        rf"c{_A}est)|mon nom[ ]?:|mon pr[ée]nom est|nom[ ]?:|"
        rf"pr[ée]nom[ ]?:|nom complet[ ]?:|named|called|nomm[ée]e?s?|d[ée]nomm[ée]e?|qui s{_A}appelle|"
        rf"s{_A}appelle|whose name is|by the name of|du nom d[e'\u2019] ?|au nom d[e'\u2019] ?|"
        rf"under the name(?: of)?|moi c{_A}est)[ ]{{1,2}}(?P<lead>(?i:est|is)[ ])?"
    ),
)
_FOLLOW_ANY = re.compile(_ANY)
_FOLLOW_CAPS = re.compile(_CAPS)
_CALLS = re.compile(
    (
        r"(?<!\w)(?i:(?:spoke|talked|dealt|met) (?:to|with)|(?:speak|talk)(?:ing)? (?:to|"
        r"with)|ask(?:ed|ing)? (?:for|pour)|demand(?:er?|ez|[ée]) (?:pour|apr[èe]s)|contact|call|text|email|"
        r"reach|appelez|appeler|appelle|contactez|"
        r"contacter|rejoindre|joindre|demandez|demander|parl[ée] (?:[àa]|avec)|parler (?:[àa]|"
        r"avec)|"
        r"rencontr[ée]|signed,?|sign[ée] ?:?|attn:?|attention ?:|c/o|thanks? (?:to|you)|"
        r"shout ?out to|kudos to|merci [àa]|bravo [àa]|this is|here is|ici|yours truly,?|"
        r"sincerely,?|regards,?|cordialement,?|bien [àa] vous,?|cheers,?|salutations,?|"
        r"agent|agente|officer|constable|cst\.?|sgt\.?|nurse|infirmi[èe]re?|teacher|clerk|"
        r"employee|employ[ée]e?|driver|chauffeur|commis|conseill[èe]re? (?:en \w+ )?|pr[ée]pos[ée]e?|"
        r"fonctionnaire|supervisor|superviseure?|manager|g[ée]rante?|caseworker|case worker|"
        r"landlord|propri[ée]taire|"
        r"(?:my|our|his|her|their|the) (?:\w+ )?(?:sons?|daughters?|kids|children|parents|twins|husband|wife|"
        r"mother|mom|"
        r"mum|father|dad|brother|sister|neighbou?r|friend|boss|coworker|uncle|aunt|cousin|"
        r"nana|nanny|gran|auntie|grandma|grandpa|grandmother|grandfather|grandson|granddaughter|partner|"
        r"boyfriend|girlfriend|ex|"
        r"tenant|roommate|kid|child|niece|nephew|fianc[ée]e?|doctor|worker),?|"
        r"(?:mon|ma|notre|son|sa|mes|leur) (?:\w+ )?(?:fils|fille|mari|femme|conjointe?|[ée]pou(?:x|se)|"
        r"m[ée]m[ée]|p[ée]p[ée]|filles|gar[çc]ons?|enfants|parents|jumeaux|jumelles|gars|flo|"
        r"m[èe]re|maman|p[èe]re|papa|fr[èe]re|s(?:oe|œ)ur|voisine?|amie?|chum|blonde|patronn?e?|"
        r"coll[èe]gue|oncle|tante|cousine?|grand-m[èe]re|grand-p[èe]re|b[ée]b[ée]|enfant|"
        r"ex|locataire|coloc|ni[èe]ce|neveu|belle-\w+|beau-\w+|m[ée]decin),?)[ ]{1,2}"
    ),
)
_TITLE = re.compile(
    r"(?<![\w.])(?:Mr|Mrs|Ms|Miss|Mx|Dr|Dre|Mme|Mlle|Monsieur|Madame|Mademoiselle|M|"
    r"MM|Me|Prof|mr|mrs|ms|mme|mlle|monsieur|madame|MR|MRS|MS|MME)\.?[ ]{1,2}"
)
_WEAK = re.compile(
    r"(?:called|named|nomm|d[ée]nomm|moi|nom ?:|names? ?:|au nom|du nom|under|qui s|s['\u2019]?appel)", re.IGNORECASE
)
"""Introductions that other things than people have too: after them only capitals make a name."""


def find(text: str) -> Iterator[Span]:
    """Yield announced names; in lower case only where the text says that a name follows."""
    yield from _named(text)
    yield from _introduced(text, _CALLS, 0.75)
    yield from _introduced(text, _TITLE, 0.85)


def _named(text: str) -> Iterator[Span]:
    """Yield what follows "my name is", "je m'appelle" and the like."""
    for match in _SAYS_NAME.finditer(text):
        weak = _WEAK.match(match[0]) is not None
        capital = _FOLLOW_CAPS.match(text, match.end())
        if capital and not (weak and is_organisation(capital["name"])):
            yield from _trimmed(capital["name"], capital.start("name"), 0.9, trusted=not weak)
        elif not capital and not weak and (lower := _FOLLOW_ANY.match(text, match.end())):
            yield from _trimmed(lower["name"], lower.start("name"), 0.7)


def _introduced(text: str, introductions: re.Pattern[str], score: float) -> Iterator[Span]:
    """Yield capitals after a title, a relation, a job or a verb such as "ask for"."""
    read = 0
    trusted = introductions is _TITLE
    for match in introductions.finditer(text):
        following = _FOLLOW_CAPS.match(text, match.end()) if match.start() >= read else None
        if following is None:
            continue
        read = following.end()
        if not _is_public(text, match, following, trusted):
            yield from _trimmed(following["name"], following.start("name"), score, trusted=trusted)
            if also := _also(text, following.end()):
                yield from _trimmed(text[also[0] : also[1]], also[0], score)


def _is_public(text: str, introduction: re.Match[str], following: re.Match[str], trusted: bool) -> bool:
    """Say whether the name is one of an office, an organisation, or an abbreviation ("reach USA")."""
    name = following["name"]
    if name.isupper() and not introduction[0].strip(" .").isupper():
        return True
    if not trusted and is_organisation(name):
        return True
    if not trusted and is_a_places_name(text, following.start("name"), following.end("name")):
        return True
    return (
        is_public_title(text, introduction.start())
        or is_title(name.split()[0])
        or is_public_after(text, following.end())
    )


def _trimmed(name: str, start: int, score: float, *, trusted: bool = False) -> Iterator[Span]:
    """Yield the name up to its first common word; a `trusted` one may begin with one ("Will Example")."""
    end = 0
    for index, word in enumerate(re.finditer(r"\S+", name)):
        if is_common(word[0]) and not (trusted and index == 0):
            break
        end = word.end()
    if " " not in name[:end] and is_common(name[:end]):
        return
    if end > 2 and not (name[:end].isupper() and end > 12):
        yield _span(start, start + end, score)


def _span(start: int, end: int, score: float) -> Span:
    return Span(start=start, end=end, entity="PERSON", score=score, recognizer=ANNOUNCED)


def _also(text: str, end: int) -> tuple[int, int] | None:
    """Return where a second name stands that "and" joins to one that ends at `end`: "my kids Léa and Noé"."""
    match = _ALSO.match(text, end)
    if (
        match is None
        or is_organisation(match["name"])
        or is_a_places_name(text, match.start("name"), match.end("name"))
    ):
        return None
    return match.span("name")
