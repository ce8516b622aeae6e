"""Provincial health numbers: RAMQ, British Columbia, Ontario by their checks; the others by words near them.

Sources: python-stdnum ``ca.bc_phn``; Ontario's Luhn check and version code (worldoscar.org); RAMQ's layout
of name, birth date (+50 on the month for women) and two more; lengths of the others from community
patterns and cds-snc/sanitize-pii: they carry no check, so a context word is required.
"""

import re
from collections.abc import Iterator

from stdnum.ca import bc_phn

from smbot.core.spans import Span
from smbot.redact.context import Told, digits_of, in_url, is_toll_free, luhn, near, words

ENTITIES = ("CA_HEALTH_NUMBER",)

_RAMQ = re.compile(
    r"(?<!\w)[A-Z]{4}[ .\-/]{0,2}(\d{2})(\d{2})[ .\-/]{0,3}(\d{2})[ .\-/]{0,3}\d{2}(?!\w)", re.IGNORECASE
)
_MORE_DIGITS = re.compile(r"[ .\-]\d")
_TEN = re.compile(
    r"(?<![\w$€])(?<!\d[.,\-])(\d{4})([ .\-]{0,2})(\d{3})[ .\-]{0,2}(\d{3})(?:[ .~/\u00b7\-]{0,2}[A-Z] ?[A-Z]?"
    r")?(?!\w)(?![.,\-]\d)"
)
_ANY = re.compile(
    r"(?<![\w$€])(?:[A-Z][ \-]?)?\d(?:[ .\-]?\d){6,11}"
    r"(?:[ .~/\u00b7\-]?(?:(?-i:[A-Z] ?[A-Z])|[A-Z] [A-Z]|(?<=\d)[A-Z]{2}))?(?!\w)(?![.,\-]\d)",
    re.IGNORECASE,
)
_NAMED = words("""
    health card, health number, health care number, healthcare number, health insurance, health care
    card, phn, p h n, ohip, ahcip, ahc, hcn, mcp, msi, msp, medicare, medicare number, personal health
    number, services card, ramq, nam, n a m, carte soleil, carte maladie, carte d'assurance maladie,
    assurance maladie, numéro d'assurance maladie, carte santé, numéro de santé, numéro de carte santé,
    care card, carecard, mshc, phin, health no, health id, health nbr, health card number, no de santé, n° de santé,
    numéro provincial, provincial number, NIP santé, MB health, alberta health, santé numéro, health num, health is,
    numéro santé, no santé, carte de santé, no d'assurance maladie, carte de ramq, phsin, hsn
""")
_HINTED = words("""
    health, santé, sante, medicare, card, carte, numéro, number, alberta, manitoba, moncton, nouveau brunswick,
    new brunswick, mb, nb, ab, ns, sask, saskatchewan, hers, his, mine, mien, mienne, hôpital, hospital, clinique,
    clinic, chart, patient, patiente
""")
"""What stands near a health number that nobody calls by its name: enough for a layout that little else has."""
_GROUPED = re.compile(
    r"(?<![\w$€])(?<!\d[ .,\-/])(?:\d{5}[ \-]\d{4}|"
    r"\d{4}[ \-]\d{3}[ \-]\d{3}(?:[ \-]?[A-Z]{2}|[ \-][A-Za-z] [A-Za-z])?)(?![\w$€%])(?![ .,\-/]\d)"
)
_NINE = re.compile(r"(?<![\w$€])(?<!\d[ .,\-/])\d{3}([ \-]?)\d{3}\1\d{3}(?![\w$€%])(?![ .,\-/]\d)")
_ZIP = words("zip, postal, phone, tel, tél, fax, order, commande, tracking, suivi, model, modèle, invoice, facture")
_HEALTH = words("health, santé, sante, ma carte, sa carte, my card, his card, her card, card number, numéro de carte")
_MINE = words("carte, card, health, santé")

_PROVINCES = (
    r"(?:alberta|manitoba|saskatchewan|new brunswick|nouveau-brunswick|yukon|nova scotia|nouvelle-[ée]cosse|"
    r"newfoundland|terre-neuve|labrador|pei|[îi]le-du-prince-[ée]douard|nwt|nunavut|ontario|qu[ée]bec|"
    r"(?:colombie|british)[ -](?:britannique|columbia)|nl|nb|ns|mb|ab|sk|bc)"
)
_PROVINCIAL = re.compile(
    rf"(?<!\w)(?:(?:carte|card) (?:de |du |de la |de l['\u2019]|d['\u2019]|from |for )?{_PROVINCES}(?!\w)"
    rf"|(?:my|mon|ma|his|her|our|sa|son) {_PROVINCES} card(?!\w))",
    re.IGNORECASE,
)
"""A province's card without the word "health": "ma carte de Terre-Neuve"."""


def find(text: str) -> Iterator[Span]:
    """Yield health numbers; those without a check digit only beside a word that says so."""
    for match in _RAMQ.finditer(text):
        month, day = int(match[2]), int(match[3])
        real = (1 <= month <= 12 or 51 <= month <= 62) and 1 <= day <= 31
        named = near(text, match.start(), match.end(), _NAMED)
        if named or (real and match[0][:4].isupper() and not _MORE_DIGITS.match(text, match.end())):
            yield _span(match, 0.95 if real else 0.7)
    for match in _TEN.finditer(text):
        if in_url(text, match.start()):
            continue
        number = digits_of(match[0])
        lettered = match[0][-1].isalpha()
        if bc_phn.is_valid(number):
            yield _span(match, 0.8)
        elif luhn(number) and (match[2] or lettered):
            yield _span(match, 0.85)
    told, provincial = Told(text, _NAMED), Told(text, _PROVINCIAL)
    for match in _ANY.finditer(text):
        if in_url(text, match.start()):
            continue
        if near(text, match.start(), match.end(), _NAMED):
            yield _span(match, 0.9)
        elif _is_told(match, told, provincial):
            yield _span(match, 0.55)
    yield from _hinted(text)


def _hinted(text: str) -> Iterator[Span]:
    """Yield numbers in the layouts of the provinces beside a mere hint of health or a card."""
    told = Told(text, _MINE)
    for match in _GROUPED.finditer(text):
        if near(text, match.start(), match.end(), _HINTED, before=60) and not near(
            text, match.start(), match.end(), _ZIP, before=20, after=0
        ):
            yield _span(match, 0.6)
    for match in _NINE.finditer(text):
        if near(text, match.start(), match.end(), _HEALTH, before=25, after=0) or (
            match[1] and told.before(match.start(), reach=80, sentences=1)
        ):
            yield _span(match, 0.6)


def _is_told(match: re.Match[str], told: Told, provincial: Told) -> bool:
    if is_toll_free(match[0]):
        return False
    return told.before(match.start(), reach=90, sentences=1) or provincial.before(match.start(), reach=50, sentences=1)


def _span(match: re.Match[str], score: float) -> Span:
    return Span(
        start=match.start(),
        end=match.end(),
        entity="CA_HEALTH_NUMBER",
        score=score,
        recognizer="health_number",
    )
