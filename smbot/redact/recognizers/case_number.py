"""Numbers of a person's case, file, claim or confirmation, introduced by a word for it."""

import re
from collections.abc import Iterator

from smbot.core.spans import Span
from smbot.redact.context import in_url

ENTITIES = ("CASE_NUMBER",)

_NOUN = (
    r"case|file|claim|reference|ref|confirmation|conf|client|customer|tracking|application|app|"
    r"complaint|request|incident|service request|account|booking|reservation|"
    r"member|membership|policy|permit|invoice|appointment|submission|cas|dossier|r[ée]clamation|"
    r"r[ée]f[ée]rence|r[ée]f|demande|plainte|client|suivi|requ[êe]te|rendez-vous|"
    r"facture|r[ée]servation|contrat|police|membre|inscription|avis|cotisation|eform|"
    r"sr|wo|work order|id|docket|ticket|billet|constat|infraction"
)
_NUMBER_WORD = r"(?:number|num|numbers|no\.?|nbr|nb\.?|n[o°º]\.?|n[uú]m[eé]ro|id|code|\#)"
_FIRST_WORD = r"(?:number|num|no\.?|n[o°º]\.?|n[uú]m[eé]ro|id|code)"
_INTRODUCED = re.compile(
    (
        rf"(?<![\w#@])(?:(?P<number>{_FIRST_WORD})[ ]{{0,2}}(?:de|du|d'|of|for|my)?[ ]{{0,2}}(?:(?:my|"
        rf"mon|ma)[ ])?)?"
        rf"(?P<noun>{_NOUN})(?![^\W_])[ ]{{0,2}}(?P<after>{_NUMBER_WORD})?[ ]{{0,2}}(?P<sign>(?:is|"
        rf"was|est|:|=|\#|-|\()[ ]{{0,2}}#?)?[ ]{{0,2}}"
        r"(?P<value>#?[A-Z]{0,6}[\-/]?\d[A-Z0-9]*+(?:[\-/][A-Z0-9]++){0,4}+(?:[ ]\d{2,6}(?!\w)"
        r"){0,3})(?![\w$€%])(?![.,]\d)"
    ),
    re.IGNORECASE,
)
_FORM = re.compile(
    r"#?(?:IMM|RC|RL|T|TP|GST|CPT|ISP|TD|NR|PD|PPTC|SC|UFC|INS|HST|C|B|E|M|S)[ \-]?\d{1,4}[A-Z]?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d{2}")


def find(text: str) -> Iterator[Span]:
    """Yield numbers of four digits or more after such a word; forms (IMM 5257, RC66) and years stay."""
    for match in _INTRODUCED.finditer(text):
        value = match["value"]
        digits = sum(c.isdigit() for c in value)
        named = bool(match["number"] or match["after"] or match["sign"] or "#" in value)
        strong = any(c.isalpha() for c in value) or digits >= 6
        if digits < 4 or not (named or strong) or _FORM.fullmatch(value) or _YEAR.fullmatch(value):
            continue
        if in_url(text, match.start("value")):
            continue
        yield Span(
            start=match.start("value"),
            end=match.end("value"),
            entity="CASE_NUMBER",
            score=0.8 if named else 0.6,
            recognizer="case_number",
        )
