"""Telephone numbers: North American ones, seven-digit local ones, and international ones with their prefix."""

import re
from collections.abc import Iterator

from smbot.core.spans import Span
from smbot.redact.context import digits_of, in_url, near, words

ENTITIES = ("PHONE_NUMBER",)

_EXTENSION = r"(?:[ ,]{0,2}(?:x|ext\.?|extension|poste|p\.|local|bureau)[ .:#]{0,2}\d{1,6}\b)?"
_NORTH_AMERICAN = re.compile(
    r"(?<![\w$€£%#])(?<!\d[.,/\-])(?<!\d )(?:\+?1[ .\-/]{0,3})?(?P<open>\()?(?P<area>[2-9]\d{2})"
    r"(?(open)\))[ .,\-/]{0,3}"
    rf"[2-9]\d{{2}}[ .,\-/]{{0,3}}\d{{2}}[ .\-]?\d{{2}}(?![\w%$€])(?![.,\-/]\d){_EXTENSION}",
    re.IGNORECASE,
)
_AFTER_DIGIT = re.compile(
    rf"(?<=\d )(?P<area>[2-9]\d{{2}})"
    rf"(?:[ .\-]{{1,2}}[2-9]\d{{2}}[ .\-]{{1,2}}\d{{4}}|(?<=\d{{4}} \d{{3}})[2-9]\d{{6}})(?![\w%$€])"
    rf"(?![.,\-/]\d){_EXTENSION}",
    re.IGNORECASE,
)
_LOCAL = re.compile(
    (
        rf"(?<![\w$€£%#.,/\-])(?<!\d )(?<!\))(?<!\) )[2-9]\d{{2}}[ .\-]\d{{4}}(?![\w%$€])"
        rf"(?![.,\-/ ]{{1,2}}\d){_EXTENSION}"
    ),
    re.IGNORECASE,
)
_INTERNATIONAL = re.compile(r"(?<![\w+])\+[1-9](?:[ .\-/]{0,2}\(?\d\)?){7,14}(?!\w)")
"""One digit at a time: groups of up to five could be cut in millions of ways."""
_FRANCE = re.compile(r"(?<![\w$€£%#.,/\-])(?<!\d )0[1-9](?:[ .\-]?\d{2}){4}(?![\w%$€])(?![.,\-/ ]{1,2}\d)")
_GATE = re.compile(r"\d[^a-zA-Z]{0,4}\d[^a-zA-Z]{0,4}\d[^a-zA-Z]{0,4}\d")

TOLL_FREE = frozenset({"800", "833", "844", "855", "866", "877", "888", "822", "900"})
"""Area codes of organisations' lines (CNAC, non-geographic codes): nobody's home number."""

_CALL = words("""
    call, phone, telephone, tel, tél, téléphone, téléphoner, cell, cel, cellulaire, cellphone, mobile,
    text, texte, texto, textez, sms, fax, télécopieur, reach, rejoindre, joindre, rejoignez, appel,
    appelle, appelez, appeler, appelle moi, appelez moi, rappeler, rappelez, number, numéro, contact,
    contactez, ring, dial, composez, voicemail, boîte vocale, whatsapp, home, maison, landline
""")
_NOT_CALL = words("""
    form, formulaire, bylaw, by law, règlement, route, model, modèle, part, section, article, bill,
    projet de loi, flight, vol, order, commande, sku, isbn, ticket, billet, invoice, facture, tracking,
    suivi
""")


def find(text: str) -> Iterator[Span]:
    """Yield telephone numbers. Toll-free lines belong to organisations and stay."""
    if not _GATE.search(text):
        return
    for pattern in (_NORTH_AMERICAN, _AFTER_DIGIT):
        for match in pattern.finditer(text):
            if match["area"] in TOLL_FREE or in_url(text, match.start()):
                continue
            plain = match[0].isdigit()
            called = near(text, match.start(), match.end(), _CALL)
            yield _span(match, 0.6 if plain and not called else 0.95 if called else 0.85)
    for match in _INTERNATIONAL.finditer(text):
        if 8 <= len(digits_of(match[0])) <= 15 and digits_of(match[0])[1:4] not in TOLL_FREE:
            yield _span(match, 0.9)
    for match in _FRANCE.finditer(text):
        if not in_url(text, match.start()):
            yield _span(match, 0.75)
    for match in _LOCAL.finditer(text):
        called = near(text, match.start(), match.end(), _CALL, before=30, after=15)
        if not called and (
            " " in match[0][:5] or near(text, match.start(), match.end(), _NOT_CALL, before=20, after=0)
        ):
            continue
        if not in_url(text, match.start()):
            yield _span(match, 0.75 if called else 0.5)


def _span(match: re.Match[str], score: float) -> Span:
    return Span(start=match.start(), end=match.end(), entity="PHONE_NUMBER", score=score, recognizer="phone")
