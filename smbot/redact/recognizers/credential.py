"""User names, passwords and PINs that people post."""

import re
from collections.abc import Iterator

from smbot.core.spans import Span
from smbot.normalise.words import word_set

ENTITIES = ("CREDENTIAL",)

_FIRST_NOUN = (
    r"(?:password|passwd|pw|pass(?= is\b| ?[:=])|mots? de passe|passcode|passphrase|"
    r"pwd|p/w|pswd|pass word|mot de passe|mdp|code secret)"
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
        rf"(?<!\w)(?P<noun>{_FIRST_NOUN}|{_SECOND_NOUN})(?:\s(?:number|is now|was|temporaire|temporary|actuel|"
        rf"current|provisoire|par d[ée]faut|[\w.\-]{{1,20}}(?=\s?[:=])))?"
        rf"\s{{0,2}}(?P<sign>[:=]|"
        rf"\bis\b|\best\b|\bwas\b|->|c['’]est|\s)\s{{0,2}}{_VALUE}"
    ),
    re.IGNORECASE,
)
_PIN = re.compile(
    (
        r"(?<!\w)(?:PIN|NIP|pin code|code pin|pin number)(?:\s(?:number|code|is|est|was|c['’]est|[ée]tait|le|the|still|"
        r"toujours|for|of|de|du|my|mon|ma|la|card|carte|account|compte|now)){0,5}\s{0,2}[:=#,(]?\s{0,2}"
        r"(?P<value>\d{4,8})(?!\w)"
    ),
    re.IGNORECASE,
)


_USER = (
    r"(?:user(?: ?name| ?id)?|usr|login|log-in|sign-?in|utilisat(?:eur|rice)|usager|usag[èe]re|identifiant|"
    r"compte|account|id)"
)
_KEY = r"(?:password|passwd|pass|pw|pwd|p/w|psw|passcode|mot de passe|mdp|code secret|nip|pin|code)"
_IS = r"(?:\s?[:=]\s?|\s(?:is|est|was|c['’]est|[ée]tait)\s|\s)"
_PIECE = r"[\"'«“(]?\s?(?P<{name}>[^\s\"'«»“”(),;:]{{2,64}}+)[\"'»”)]?"
_PAIRS = tuple(
    re.compile(
        rf"(?<!\w){first}(?P<sign>{_IS}){_PIECE.format(name='one')}(?P<joint>\s?[,;./|&+\-–]\s?|\s(?:and|et|avec|"
        rf"with|then|puis)\s|"
        rf"\s)(?:(?:the|my|le|mon|son|his|her|and|et)\s){{0,2}}{second}(?P<sign2>{_IS}){_PIECE.format(name='two')}",
        re.IGNORECASE,
    )
    for first, second in ((_USER, _KEY), (_KEY, _USER))
)
"""A user name and a password that stand together: each makes the other one sure."""
_ORDINARY = word_set("""
    error errors erreur erreurs a an and any are as at blocked bloqué ça can can't cannot ce changed des do
    does doesn't doesnt don't dont du
    each email en enter est et existant expired expiré field fields fine for forgot forgotten gone gives good has
    have he i if in incorrect invalid invalide invalides is isn't issue issues it it's je keep la le les lock locked
    lost ma me missing mon my n'est name ne no non not nor number oublié oubliée ok on or ou page par pas perdu
    perdue plus problem pour que qui recovery refusé required reset same screen seems still sur that the their then
    there they this to too un une unknown valid valide was we what when which will with without won't wont work works
    wrong you your avec mais but so because
    """)


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
        if (
            len(value) < 3
            or value.lower() in _ORDINARY
            or not (odd or quoted or introduced)
            or (match["sign"].isspace() and not odd)
        ):
            continue
        if value.lower().startswith(("http", "www.")) or (value.isdigit() and len(value) < 4):
            continue
        yield _span(match.start("value"), match.start("value") + len(value), 0.85 if odd else 0.6)
    for pair in _PAIRS:
        for match in pair.finditer(text):
            yield from _both(match)
    for match in _PIN.finditer(text):
        yield _span(match.start("value"), match.end("value"), 0.85)


def _both(match: re.Match[str]) -> Iterator[Span]:
    values = [(match.start(name), match[name].rstrip(".!?")) for name in ("one", "two")]
    plain = all(value.isalpha() and value.islower() for _, value in values)
    for sign, (_, value) in zip((match["sign"], match["sign2"]), values, strict=True):
        if value.lower() in _ORDINARY or len(value) < 3 or (value.isdigit() and len(value) < 4):
            return
        if sign.isspace() and match["joint"].isspace() and plain:
            return
    for start, value in values:
        yield _span(start, start + len(value), 0.85)


def _span(start: int, end: int, score: float) -> Span:
    return Span(start=start, end=end, entity="CREDENTIAL", score=score, recognizer="credential")
