"""Tells what looks personal in a reply, but is public: who holds an office, performers, programmes, days."""

import re

from smbot.core.canon import fold
from smbot.core.traces import MONTHS
from smbot.guard.places import Place

MIN_TITLED = 6
"""Characters of a title and a name: "Mme R." hides one."""

_OFFICE = (
    r"(?:(?:deputy |assistant |acting |associate )?(?:mayor|premier|(?:prime )?minister|councill?or|senator|"
    r"commissioner|"
    r"ombudsman|ombudsperson|auditor general|registrar|governor|superintendent|chief|ceo|chief executive|president|"
    r"chair(?:person|man|woman)?|director|executive director|spokesperson|mp|mpp|mla|reeve|warden|judge|justice|bishop|"
    r"successor)"
    r"|(?:sous-|vice-|ex-)?(?:mairesse|maire|premi(?:er|ere) ministre|ministre|deput[e]e?|conseill(?:er|ere)|"
    r"senat(?:eur|rice)|commissaire|protect(?:eur|rice)(?: du citoyen| actuel(?:le)?)?|verificat(?:eur|rice) generale?|"
    r"gouverneure?|president(?:e)?(?:-direct(?:eur|rice) general(?:e)?)?|pdg|direct(?:eur|rice)(?:-| )generale?|"
    r"chef(?:fe)? (?:de police|de cabinet|des pompiers)|porte-parole|juge|registraire|prefet|prefete|success(?:eur|"
    r"rice)))"
)
_HONORIFIC = r"(?:(?:mme|m|mr|mrs|ms|dr|dre|hon|l'hon|me)\.? )?"
_HOLDS = re.compile(
    rf"(?<![^\W_]){_OFFICE}(?: of [\w -]{{2,30}}| (?:de|du|des|aux?|a) [\w' -]{{2,30}})?,? {_HONORIFIC}(?:[\w'-]+ )?$"
)
_HELD = re.compile(
    rf"(?:'s)?(?: [\w'-]+)?, (?:the |our |la |le |notre |l')?(?:new |current |nouvelle |nouveau )?{_OFFICE}(?![^\W_])"
)
"""The office stands before or behind the name."""
_STAGE = re.compile(
    r"(?<![^\W_])(?:hommage|tribute|concert|spectacle|exposition|exhibit(?:ion)?|statue|plaque|monument|mural|murale|"
    r"fresque|film|roman|novel|songs?|chansons?|poemes?|poems?|album|named after|nommee? en l'honneur|en memoire|"
    r"in memory|in honour)(?![^\W_])[^.!?,\n]{0,60}$"
)
"""Who is remembered or performs in public."""
_OFFER = (
    r"(?:program(?:me)?s?|project|benefit|grant|fund|initiative|stream|course|workshop|bursary|scholarship|award|"
    r"centre|"
    r"center|festival|foundation|fondation|projet|prestation|fonds|volet|bourse|prix|atelier)"
)
_OFFERED = re.compile(rf"['\u2019]?s? {_OFFER}(?![^\W_])")
_OFFER_BEFORE = re.compile(
    rf"(?<![^\W_]){_OFFER} (?:(?:de la|du|de|des|la|le|the|named|called) |d'|l')?[\u00ab\"\u201c]?\s?$"
)
_LIFE = re.compile(
    r"(?<![^\W_])(?:born|birth\w*|turn(?:s|ed|ing)|née?s?|naissance|anniversaire|fête|age|âge|died|décè\w+|wedding|"
    r"mariage)"
    r"(?![^\W_])"
)
_DAY = re.compile(rf"(?:\d{{1,2}}(?:er|st|nd|rd|th)? )?(?:{'|'.join(MONTHS)})\.?(?: \d{{1,2}}(?:st|nd|rd|th)?)?")
_FORM = re.compile(
    r"(?<![^\W_])(?:lignes?|lines?|forms?|formulaires?|box|case|articles?|sections?|reglements?|by-?laws?|routes?|"
    r"arret|stop)(?: (?:no|n|number|numero)\.?)? #?$"
)


def is_in_public(reply: str, place: Place, entity: str) -> bool:
    """Say whether what was found as an `entity` is public where it stands, whoever it may be elsewhere."""
    start, end = place
    before, after = fold(reply[max(0, start - 80) : start]), fold(reply[end : end + 60])
    written = fold(reply[start:end])
    if entity == "PERSON":
        return bool(
            _HOLDS.search(before)
            or _HELD.match(after)
            or _STAGE.search(before)
            or _OFFERED.match(after)
            or _OFFER_BEFORE.search(before)
        ) or _is_offered_elsewhere(reply, reply[start:end])
    if entity == "DATE_OF_BIRTH":
        told = reply[max(0, start - 80) : start].rpartition(". ")[2] + reply[end : end + 60].partition(". ")[0]
        return _DAY.fullmatch(written) is not None and _LIFE.search(told.lower()) is None
    return written.isdigit() and _FORM.search(before) is not None


def holds_an_office(reply: str, place: Place) -> bool:
    """Say whether an office stands before a name with its title: "la ministre, Mme Roy"."""
    return place[1] - place[0] > MIN_TITLED and _HOLDS.search(fold(reply[max(0, place[0] - 80) : place[0]])) is not None


def _is_offered_elsewhere(reply: str, name: str) -> bool:
    """Say whether the reply calls a programme so ("ask for Bridges")."""
    return re.search(rf"(?<![^\W_]){re.escape(name)} {_OFFER}(?![^\W_])", reply) is not None
