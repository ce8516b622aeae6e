"""Numbers of a person's case, file, claim or confirmation, introduced by a word for it."""

import re
from collections.abc import Iterator

from smbot.core.spans import Span
from smbot.redact.context import NO_PREFIX, Told, in_url, is_calendar, is_toll_free, words

ENTITIES = ("CASE_NUMBER",)

_NOUN = (
    r"case|file|claim|reference|ref|confirmation|conf|client|customer|tracking|application|app|"
    r"complaint|request|incident|service request|account|booking|reservation|"
    r"member|membership|policy|permit|invoice|appointment|submission|cas|dossier|r[ée]clamation|"
    r"r[ée]f[ée]rence|r[ée]f|demande|plainte|client|suivi|requ[êe]te|rendez-vous|"
    r"facture|r[ée]servation|police|membre|inscription|avis|cotisation|eform|"
    r"certificate|certificat|licen[cs]e|permis|compte|carte|card|sr|wo|work order|id|docket|ticket|billet|"
    r"constat|infraction"
)
_NUMBER_WORD = r"(?:number|num|numbers|no\.?|nbr|nb\.?|n[o°º]\.?|n[uú]m[eé]ro|id|code|\#)"
_FIRST_WORD = r"(?:number|num|no\.?|n[o°º]\.?|n[uú]m[eé]ro|id|code)"
_INTRODUCED = re.compile(
    (
        rf"(?<![\w#@])(?:(?P<number>{_FIRST_WORD})[ ]{{0,2}}(?:de|du|d'|of|for|my)?[ ]{{0,2}}(?:(?:my|"
        rf"mon|ma)[ ])?)?"
        rf"(?P<noun>{_NOUN})(?![^\W_])[ ]{{0,2}}(?P<after>{_NUMBER_WORD})?[ ]{{0,2}}(?P<sign>(?:is|"
        rf"was|est|:|=|\#|-|\()[ ]{{0,2}}#?)?[ ]{{0,2}}"
        r"(?P<value>#?[A-Z]{0,6}[\-/]?\d[A-Z0-9]*+(?>(?:[\-/][A-Z0-9]++){0,4})(?:[ ]\d{2,6}(?!\w)"
        r"){0,3})(?![\w$€%])(?![.,]\d)"
    ),
    re.IGNORECASE,
)
_LETTERED = re.compile(
    rf"(?<![\w#@$/.\-]){NO_PREFIX}(?:[A-Z]{{1,5}}[ ]?(?:[\-/][ ]?)?|[a-z]{{2,4}}-)(?:[A-Z]{{1,3}}-)?"
    r"\d{2,10}(?:[ ]\d{2,8}|[\-/]\d{1,8}){0,4}(?:[ \-]?[A-Z]{1,2})?(?![\w$€%])(?![.,]\d)"
)
"""Letters, then groups of digits ("NS-2204 118"): with a word for a file in the sentence or the one before."""
_PLAIN = re.compile(
    r"(?<![\w$€#@/.,+\-])(?<!\d )\d{1,14}(?:[ ]\d{2,8}|-\d{1,8}){0,4}(?![\w$€%])(?![.,\-/:]\d)(?! ?[$€%°])"
)
_TOLD = words("""
    file, case, claim, cert, slip, order, reference, ref, confirmation, conf, tracking, application, complaint,
    request, booking, account,
    acct, member, member id, membership, policy, permit, submission, certificate, licence, license, certificat,
    dossier, réclamation, référence, réf, demande, plainte, suivi, requête, réservation, police, membre, inscription,
    compte, permis, numéro de dossier, marriage certificate, birth certificate, acte, client, customer,
    client id, docket, receipt, reçu, record, enrolment, enregistrement, registration, grievance, grief
""")
_TOLD_NUMBER = words("""
    file number, file no, case number, case no, claim number, claim no, reference number, ref number, confirmation
    number, confirmation code, confirmation no, tracking number, application number, member id, member number,
    membership number, policy number, permit number, certificate number, certificate no, account number, account no,
    customer number, client number, client id, registration number, numéro de dossier, no de dossier, numéro de
    réclamation, numéro de référence, no de référence, numéro de confirmation, no de confirmation, code de
    confirmation, numéro de suivi, numéro de demande, numéro de membre, no de membre, numéro de certificat, no de
    certificat, numéro de compte, no de compte, numéro de client, numéro de permis, mon dossier, my file, my claim,
    card number, card no, numéro de carte, no de carte, my case, ma réclamation, ma demande, my application,
    my account, mon compte
""")
_OF_ALL = re.compile(
    r"(?:forms?|formulaires?|contracts?|contrats?|tenders?|rfp|rfq|rfi|appels? d['\u2019]offres|soumissions?|"
    r"march[ée]s?|"
    r"by-?laws?|r[èe]glements?|routes?|bus|ligne|line|flight|vol|bill|loi|sections?|articles?|room|salle|local|stop|"
    r"arr[êe]t|model|mod[èe]le|bulletin|d[ée]cret|order in council|autoroute|highway|hwy|chapter|chapitre|annexe|"
    r"schedule|guide|publication|postal code|code postal)(?: (?:number|no\.?|num[ée]ro|n[o°]|is|est|called|le|the|#))?"
    r"[ :#(\"'«]{1,3}$",
    re.IGNORECASE,
)
"""What stands before the numbers of everybody: forms, contracts, lines, laws."""
_NO_LETTERS = re.compile(
    r"(?:IMM|JAN|FEB|F[ÉE]V|MAR|AVR|APR|MAI|MAY|JUI?NE?|JUI?LY?|AO[ÛU]T|AUG|SEPT?|OCT|NOV|D[ÉE]C|CAD|USD|EUR|"
    r"COVID|ISO|TPS|TVQ|"
    r"HST|GST|PST|BOX|RR|PO|LOT|APT|UNIT|ROOM|STE|CP|FM|HWY|BUS|TO|OF|AT|IN|UP|LES?|LA|AU|UN|PM|AM)(?![A-Z])",
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
        if is_calendar(value) and not (match["number"] or match["after"]):
            continue
        if in_url(text, match.start("value")):
            continue
        if not _is_everybodys(text, match.start()):
            yield _span(match.start("value"), match.end("value"), 0.8 if named else 0.6)
    yield from _further_away(text)


def _further_away(text: str) -> Iterator[Span]:
    """Yield numbers that the sentence, or the one before, told to be a file's, some words earlier."""
    told = Told(text, _TOLD)
    for match in _LETTERED.finditer(text):
        letters = len(match[0]) - len(match[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"))
        digits = sum(c.isdigit() for c in match[0])
        if digits < (5 if letters > 1 else 6) and not (digits == 4 and letters > 1 and "-" in match[0]):
            continue
        if _FORM.fullmatch(match[0]) or _NO_LETTERS.match(match[0]) or in_url(text, match.start()):
            continue
        if told.before(match.start(), reach=110, sentences=1) and not _is_everybodys(text, match.start()):
            yield _span(match.start(), match.end(), 0.55)
    told = Told(text, _TOLD_NUMBER)
    for match in _PLAIN.finditer(text):
        digits = sum(c.isdigit() for c in match[0])
        if not 6 <= digits <= 16 or is_calendar(match[0]) or is_toll_free(match[0]) or in_url(text, match.start()):
            continue
        if told.before(match.start(), reach=70, sentences=1) and not _is_everybodys(text, match.start()):
            yield _span(match.start(), match.end(), 0.5)


def _is_everybodys(text: str, start: int) -> bool:
    return _OF_ALL.search(text, max(0, start - 45), start) is not None


def _span(start: int, end: int, score: float) -> Span:
    return Span(start=start, end=end, entity="CASE_NUMBER", score=score, recognizer="case_number")
