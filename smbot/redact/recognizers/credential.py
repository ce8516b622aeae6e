"""User names, passwords and PINs that people post."""

import re
from collections.abc import Iterator

from smbot.core.spans import Span

ENTITIES = ("CREDENTIAL",)

_FIRST_NOUN = (
    r"(?:password|passwd|pw|pass(?= is\b| ?[:=])|mots? de passe|passcode|passphrase|"
    r"pwd|pass word|mot de passe|mdp|code secret)"
)
_SECOND_NOUN = (
    r"(?:user ?name|user ?id|userid|login|log ?in|sign ?in name|identifiant|nom d['\u2019]?utilisa"
    r"teur|nom d['\u2019]?usager|code d['\u2019]?utilisateur|code d['\u2019]?usager|"
    r"code d['\u2019]?acc[èe]s|access code|security code|mfa code|verification code|"
    r"code de v[ée]rification|code de s[ée]curit[ée])"
)
_VALUE = r"[\"'«“(]?\s?(?P<value>[^\s\"'«»“”(),;]{3,64}+)"
_INTRODUCED = re.compile(
    (
        rf"(?<!\w)(?P<noun>{_FIRST_NOUN}|{_SECOND_NOUN})(?:\s(?:number|is now|was|[\w.\-]{{1,20}}(?=\s?[:=])))?"
        rf"\s{{0,2}}(?P<sign>[:=]|"
        rf"\bis\b|\best\b|\bwas\b|->|c['’]est|\s)\s{{0,2}}{_VALUE}"
    ),
    re.IGNORECASE,
)
_PIN = re.compile(
    (
        r"(?<!\w)(?:PIN|NIP|pin code|code pin|pin number)(?:\s(?:number|code))?\s{0,2}(?:[:=#]|"
        r"is|est|was)?\s{0,2}(?P<value>\d{4,8})(?!\w)"
    ),
    re.IGNORECASE,
)


def find(text: str) -> Iterator[Span]:
    """Yield what follows such a word, when it looks like a secret rather than like the next word."""
    for match in _INTRODUCED.finditer(text):
        value = match["value"].rstrip(".!?")
        odd = (
            any(c.isdigit() for c in value)
            or any(c in "@#$%^&*_+=~!?" for c in value[:-1])
            or (not value[1:].islower() and not value.isupper() and value[1:] != value[1:].title())
        )
        quoted = text[match.start("value") - 1] in "\"'«“"
        introduced = match["sign"] in {":", "=", "->"}
        if len(value) < 3 or not (odd or quoted or introduced) or (match["sign"].isspace() and not odd):
            continue
        if value.lower().startswith(("http", "www.")) or (value.isdigit() and len(value) < 4):
            continue
        yield _span(match.start("value"), match.start("value") + len(value), 0.85 if odd else 0.6)
    for match in _PIN.finditer(text):
        yield _span(match.start("value"), match.end("value"), 0.85)


def _span(start: int, end: int, score: float) -> Span:
    return Span(start=start, end=end, entity="CREDENTIAL", score=score, recognizer="credential")
