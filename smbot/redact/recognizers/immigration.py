"""Immigration numbers: the unique client identifier (UCI, IUC) and application numbers.

No public rule was read for them, so a context word is required (privacy.md, section 5).
"""

import re
from collections.abc import Iterator

from smbot.core.spans import Span
from smbot.redact.context import NO_PREFIX, Told, near, words

ENTITIES = ("CA_IMMIGRATION_ID",)

_CLIENT = re.compile(
    r"(?<![\w$€])(?:(?:\d{2}[ \-]?)?\d{4}[ \-]?\d{4}|\d{4}[ \-]\d{3}[ \-]\d{3}|\d{2}(?:[ \-]\d{2}){4}"
    r"|\d{2}[/.]\d{4}[/.]\d{4})(?![\w$€%])(?![.,\-]\d)"
)
_BY_LOOK = re.compile(r"\d{2}-\d{4}-\d{4}")
"""The layout that letters of the department print; nothing else is written so."""
_APPLICATION = re.compile(
    r"(?<!\w)" + NO_PREFIX + r"[A-Z]{1,2}[ \-]?\d{3}[ \-]?\d{3}[ \-]?\d{3,4}(?!\w)", re.IGNORECASE
)
_CLIENT_WORDS = words("""
    uci, ucis, iucs, u c i, iuc, i u c, unique client identifier, client identifier, identificateur unique,
    identificateur unique de client, client id, client number, numéro de client, id client, demande d'immigration,
    demandes d'immigration, immigration number, numéro d'immigration, dossier d'asile, demande d'asile, refugee claim,
    refugee paper, résidence permanente, permanent residence, ircc
""")
_APPLICATION_WORDS = words("""
    application, app number, app no, application number, application no, demande, numéro de demande, ircc,
    immigration, visa, work permit, study permit, permis de travail, permis d'études, permanent
    residence, résidence permanente, citizenship, citoyenneté, file number, numéro de dossier, dossier,
    sponsorship, parrainage, pr, rp, refugee, réfugié, asile, pgwp, express entry, entrée express, csq,
    caq, case, file, imm
""")


def find(text: str) -> Iterator[Span]:
    """Yield client identifiers and application numbers named as such."""
    told = Told(text, _CLIENT_WORDS)
    for match in _CLIENT.finditer(text):
        if near(text, match.start(), match.end(), _CLIENT_WORDS, before=40, after=15):
            yield _span(match, 0.9)
        elif told.before(match.start(), reach=90, sentences=1):
            yield _span(match, 0.55)
        elif _BY_LOOK.fullmatch(match[0]):
            yield _span(match, 0.5)
    for match in _APPLICATION.finditer(text):
        if near(text, match.start(), match.end(), _APPLICATION_WORDS, before=60, after=30):
            yield _span(match, 0.8)


def _span(match: re.Match[str], score: float) -> Span:
    return Span(
        start=match.start(),
        end=match.end(),
        entity="CA_IMMIGRATION_ID",
        score=score,
        recognizer="immigration",
    )
