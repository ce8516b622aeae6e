"""Identity cards: permanent resident card, status card, services card, beside a word that says so.

No public rule was read for their numbers, so the name of the card is required (privacy.md, section 5).
"""

import re
from collections.abc import Iterator

from smbot.core.spans import Span
from smbot.redact.context import NO_PREFIX, near, words

ENTITIES = ("CA_ID_CARD",)

_NUMBER = re.compile(
    rf"(?<![\w$€]){NO_PREFIX}(?:[A-Z]{{1,4}}[ \-]?)?\d(?:[ \-]?\d){{5,11}}(?![\w$€%])(?![.,\-]\d)", re.IGNORECASE
)
_NAMED = words("""
    pr card, permanent resident card, carte rp, carte de résident, carte de résident permanent, carte de
    résidence, carte de résidence permanente, status card, certificate of indian status, scis, carte de statut,
    certificat de statut, certificat de statut d'indien, registration number, treaty number, band number,
    registry number, numéro d'inscription, bcid, bc id, photo card, carte photo, id card, carte d'identité,
    nexus card, nexus, carte nexus, student number, student id, numéro d'étudiant, numéro étudiant, matricule,
    code permanent, oen, employee id, employee number, numéro d'employé, citizenship card, carte de citoyenneté,
    certificat de citoyenneté, old card, ancienne carte, carte d'indien, indian status, status number, numéro de
    statut, numéro d'indien, n° d'indien, carte inuit, disc number, health disc, card of id, carte santé de
    vétéran, military id, bc services card, services card, firearms licence, pal number, ppa, pal, carte de
    services, carte rés, cert of indian status, registre des indiens, band id, rp card, carte rp, pri, library
    card, carte de bibliothèque, presto card, opus card, carte opus, carte presto, compass card
""")


def find(text: str) -> Iterator[Span]:
    """Yield card numbers named as such."""
    for match in _NUMBER.finditer(text):
        if near(text, match.start(), match.end(), _NAMED, before=40, after=10):
            yield Span(start=match.start(), end=match.end(), entity="CA_ID_CARD", score=0.85, recognizer="id_card")
