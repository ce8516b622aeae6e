"""User names, passwords, PINs and secret answers that people post.

No rule is published for secrets; the words before them are those of sign-in pages and of posts about them.
"""

import re
from collections.abc import Iterator

from smbot.core.spans import Span
from smbot.normalise.words import word_set

ENTITIES = ("CREDENTIAL",)

_KEYWORD = (
    r"(?:password|passwd|pass ?word|passcode|pass ?phrase|pwd?|p/w|pswd|psw|mots? de passe|mdp|code secret|"
    r"secret (?:word|answer|code|q(?:uestion)?)|security (?:word|answer|code|q(?:uestion)?)|"
    r"(?:mot|r[ée]ponse|rep|r[ée]p|question|phrase) secr[èe]te?|question de s[ée]curit[ée]|"
    r"code (?:d['\u2019]acc[èe]s|d['\u2019]entr[ée]e|de la porte|du r[ée]seau|du wifi|du wi-fi|wifi|de v[ée]rification|"
    r"de s[ée]curit[ée]|du t[ée]l[ée]phone|du portail|de d[ée]verrouillage)|"
    r"(?:access|door|gate|entry|kiosk|wifi|wi-fi|mfa|verification|unlock|login|buzzer|2fa|alarm|locker) code|"
    r"jeton|token|wifi key|cl[ée] wifi|passkey)"
)
_SHORT_WORD = r"(?:pass|code)"
_ACCOUNT = (
    r"(?:user ?names?|user ?id|userid|user|usr|login(?: id| name)?|log ?in|sign ?in name|screen name|identifiants?|"
    r"nom d['\u2019]?(?:utilisateur|usager)|compte d['\u2019]usager|code d['\u2019]?(?:utilisateur|usager)|"
    r"usag(?:er|[èe]re)|"
    r"utilisat(?:eur|rice)|account(?: user| name)?)"
)
_FILLER = (
    r"(?:[ ](?:number|is now|now|was|temporaire|temporary|temp|actuel|current|provisoire|par d[ée]faut|the|le|"
    r"la|my|mon|"
    r"ma|mine|for|to|du|de|pour|in|en clair|i used|i put|i said|i answered|i (?:typed|entered)|"
    r"j['\u2019]ai (?:mis|dit|[ée]crit|"
    r"tap[ée]|r[ée]pondu)|you gave me|they gave me|qu['\u2019]on m['\u2019]a donn[ée]|d[ée]bit|d['\u2019]interphone|de "
    r"l['\u2019]interphone|is|est|c['\u2019]?|le mien|tjr|toujours|still|[àa] l['\u2019][ée]cran|[ée]tait)){0,5}"
)
_SIGN = (
    r"(?P<sign>[ ]?(?:[:=]|->|→)[ ]?|,[ ]|[ ]?[(][ ]?|[ ](?:is|est|was|c['\u2019]est|c|says|read|reads|"
    r"[ée]tait)[ ]?[:,]?[ ]|"
    r"[ ]with[ ]|[ ])"
)
_SPELT = r"[A-Za-z0-9](?:(?P<by>[ .\-·•*/_])[^\W_](?:(?P=by)[^\s]){2,24})(?![^\W_])"
_VALUE = (
    rf"[\"'«“]?[ ]?(?P<value>{_SPELT}|[^\s\"'«»“”(),;]{{2,64}}+"
    rf"(?:[ ]/[ ](?!mdp|pw|pass|user|nip|pin)[^\s\"'«»“”(),;]{{2,20}}){{0,3}})"
)
_INTRODUCED = re.compile(
    rf"(?<![\w@\-])(?<!error )(?<!erreur )(?<!postal )(?<!area )(?<!zip )(?<!promo )(?<!qr )"
    rf"(?P<noun>(?P<secret>{_KEYWORD}|{_SHORT_WORD})|{_ACCOUNT}){_FILLER}"
    rf"(?:[ ][\w.\-]{{1,20}}(?=\s?[:=]))?{_SIGN}{_VALUE}",
    re.IGNORECASE,
)
_PIN = re.compile(
    r"(?<![\w@])(?:PINs?|NIPs?|pin code|code pin|pin number)(?:[\s,]{1,2}(?:number|code|is|est|was|c['\u2019]est|"
    r"[ée]tait|le|"
    r"the|still|toujours|for|of|de|du|my|mon|ma|la|card|carte|account|compte|now|their|line|they|gave|me|u|you|"
    r"d[ée]bit|[àa]|"
    r"l['\u2019][ée]cran|[ée]crit|dessus|in|case|it['\u2019]s|wrong|kind)){0,9}[\s,]{0,2}[:=#,(]?\s{0,2}"
    r"(?P<value>\d(?:[ .\-·•*/]?\d){3,7})(?!\w)",
    re.IGNORECASE,
)
_PIN_AFTER = re.compile(
    r"(?<![\w$.\-])(?P<value>\d{4,6})(?!\w)[,.]? (?:enfin )?(?:c['\u2019]est|is|était) (?:le|my|mon|the) (?:NIP|"
    r"PIN)(?!\w)",
    re.IGNORECASE,
)
_DOOR = re.compile(
    r"(?<![\w@])(?:code|combination|combo|new one|le nouveau)(?: (?:is|est|c['\u2019]est|de la porte|to|the))*"
    r"[ ,:(]{1,2}"
    r"(?P<value>\d(?:-\d){3,7}(?![\w\-])|\d{4,8}[#*])",
    re.IGNORECASE,
)
"""Codes of doors, digit by digit or with the key that ends them."""
_STRONG = re.compile(
    r"(?<![\w@#/.:\-])(?P<value>(?=[^\s@]{0,20}[A-Za-z])(?=[^\s@]{0,20}\d)[A-Za-zÀ-ÿ]{3,20}(?:[#*!$&+=?][A-Za-z0-9]{1,12}!{0,3}|"
    r"(?:[_\-]|-[A-Z][a-z]{1,12})?\d{1,6}[!*#$?]{1,3}))(?![\w@])"
)
"""Letters, a sign and digits in one word, as sign-in pages ask of a password."""
_ANSWER = (
    r"(?:secret (?:word|answer)|security (?:word|answer)|(?:mot|r[ée]ponse|rep|r[ée]p) secr[èe]te?|"
    r"mot de passe de l['\u2019]interphone|passphrase)"
)
_ANSWERED = (
    re.compile(
        rf"(?<![\w@])(?:{_ANSWER}|(?:secret|security) q(?:uestion)?|question (?:secr[èe]te|de s[ée]curit[ée])|"
        rf"need a password)"
        r"(?!\w)[^\n]{0,70}?\b(?:i|j['\u2019]ai) (?:put|said|wrote|answered|typed|used|gave|mis|dit|r[ée]pondu|"
        r"[ée]crit)"
        r" (?:him |her |them |in )?[\"«]?[ ]?(?P<value>[\w'\u2019\-]{3,25}(?:[ ][\w'\u2019\-]{1,20}){0,3}?)"
        r"(?=[ ]?[.,;!?\n»\"]|$|[ ](?:and|lol|et|mais|but|then|le|la|so|or)(?!\w))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![\w@]){_ANSWER}(?:[ ]?[:=][ ]?|[ ](?:is |was |est |[ée]tait )?)[\"«]?[ ]?"
        r"(?P<value>(?!(?:is|was|est|from|for|pour|i|de|du|on|and|et|the|to|screen|page|again|wrong|not|ne|pas|"
        r"que|qui|it)\b)"
        r"[\w'\u2019\-]{4,25}(?:[ ][\w'\u2019\-]{2,20}){0,2})(?=[ ]?[.,;!?\n»\"]|$|[ ][^\w\s])",
        re.IGNORECASE,
    ),
)
"""What somebody answered to the question that only they could answer."""
_LATER = re.compile(
    rf"(?<![\w@])(?:{_KEYWORD})(?!\w)[^.:\n]{{0,45}}:[ ]"
    rf"(?P<value>(?=[^\s]{{0,30}}[^\W\d_])(?=[^\s]{{0,30}}\d)[^\s\"«»,;()]{{5,40}})",
    re.IGNORECASE,
)
_SPELLED = re.compile(r"(?<![\w.])(?P<value>[^\W_](?P<by>[\-.·•])[^\W_](?:(?P=by)[^\W_]){4,24}(?:(?P=by)!)?)(?!\w)")
"""A word that is spelt letter by letter."""
_MIXED = re.compile(r"(?<![\w@#/.:\-])(?P<value>[A-Za-z]{4,16}\d{2,4})(?![\w@.\-])")
_ABOUT_PASSWORDS = re.compile(r"password|mots? de passe|\bmdp\b|\bpwd?\b|secret answer|question secr", re.IGNORECASE)
_ABOUT = re.compile(
    r"password|mots? de passe|\bmdp\b|\bpw\b|\bpwd\b|login|connexion|connect|\bcode\b|caract[èe]res|characters|compte|"
    r"account|portail|portal|\bpass\b",
    re.IGNORECASE,
)

_USER = (
    r"(?:user(?: ?name| ?id)?|usr|login|log-in|sign-?in|signed in as|utilisat(?:eur|rice)|usager|usag[èe]re|"
    r"identifiant|"
    r"compte|account|id)"
)
_KEY = r"(?:password|passwd|pass|pw|pwd|p/w|psw|passcode|mot de passe|mdp|code secret|nip|pin|code)"
_IS = r"(?:\s?[:=]\s?|\s(?:is|est|was|c['’]est|[ée]tait)\s|\s)"
_PIECE = r"[\"'«“(]?\s?(?P<{name}>[^\s\"'«»“”(),;:]{{2,64}}+)[\"'»”)]?"
_PAIRS = tuple(
    re.compile(
        rf"(?<![\w@]){first}(?P<sign>{_IS}){_PIECE.format(name='one')}(?P<joint>\s?[,;./|&+\-–]\s?|\s(?:and|et|avec|"
        rf"with|then|puis)\s|"
        rf"\s)(?:(?:the|my|le|mon|son|his|her|and|et)\s){{0,2}}{second}(?P<sign2>{_IS}){_PIECE.format(name='two')}",
        re.IGNORECASE,
    )
    for first, second in ((_USER, _KEY), (_KEY, _USER))
)
"""A user name and a password that stand together: each makes the other one sure."""
_QUOTED = re.compile(
    r"(?:signed in as|logged in as|connect[ée]e? (?:comme|"
    r"sous))[ ][\"«“]?[ ]?(?P<one>[\w.\-]{3,40})[\"»”]?(?:[ ](?:with|avec)"
    r"[ ][\"«“]?[ ]?(?P<two>[^\s\"«»“”]{4,40}))?",
    re.IGNORECASE,
)
_ORDINARY = word_set("""
    error errors erreur erreurs a an and any are as at blocked bloqué ça can can't cannot ce changed des do
    does doesn't doesnt don't dont du
    each email en enter est et existant expired expiré field fields fine for forgot forgotten gone gives good has
    have he i if in incorrect invalid invalide invalides is isn't issue issues it it's je keep la le les lock locked
    lost ma me missing mon my n'est name ne no non not nor number oublié oubliée ok on or ou page par pas perdu
    perdue plus problem pour que qui recovery refusé required reset same screen seems still sur that the their then
    there they this to too un une unknown valid valide was we what when which will with without won't wont work works
    wrong you your avec mais but so because postal civil régional barres barre promo erreur qr zip code rouge blue bleu
    """)


def find(text: str) -> Iterator[Span]:
    """Yield what follows such a word, when it looks like a secret rather than like the next word."""
    for match in _INTRODUCED.finditer(text):
        if found := _introduced(text, match):
            yield found
    for pair in _PAIRS:
        for match in pair.finditer(text):
            yield from _both(match)
    for match in _QUOTED.finditer(text):
        for name in ("one", "two"):
            if match[name] and _is_odd(match[name]):
                yield _span(match.start(name), match.end(name), 0.85)
    loose = _ABOUT.search(text) is not None
    mixed = loose and _ABOUT_PASSWORDS.search(text) is not None
    for patterns, score in (
        ((_PIN, _PIN_AFTER, _DOOR), 0.85),
        ((*_ANSWERED, _LATER), 0.6),
        ((_STRONG, _SPELLED) if loose else (), 0.5),
        ((_MIXED,) if mixed else (), 0.5),
    ):
        for pattern in patterns:
            for match in pattern.finditer(text):
                yield _span(match.start("value"), match.start("value") + len(match["value"].rstrip(".")), score)


def _introduced(text: str, match: re.Match[str]) -> Span | None:
    """Return the secret after a word for one, None where it is an ordinary word."""
    value = match["value"].rstrip(".!?:") if not match["by"] else match["value"]
    if not value:
        return None
    value = match["value"].rstrip(".:") if _is_odd(value) else value
    sign = match["sign"].strip()
    quoted = text[match.start("value") - 1] in "\"'«“" or text[match.start("value") - 2] in "«"
    told = sign in {":", "=", "->", "→"} or (bool(sign) and match["secret"] is not None and sign not in {",", "("})
    odd = _is_odd(value) or (match["by"] is not None and len(value) > 6)
    noun = match["noun"].lower()
    code = noun in {"code", "pass"} and not (odd and not value.isdigit() and not value.isupper())
    if (
        len(value) < 3
        or value.lower() in _ORDINARY
        or not (odd or quoted or told)
        or (code and not (value.isdigit() and told))
        or (not odd and match["secret"] is None and (sign not in {":", "="} or noun in {"account", "user"}))
        or (quoted and not odd and "q" in noun)
        or value.lower().startswith(("http", "www."))
        or (value.isdigit() and (len(value) < 4 or match["secret"] is None))
    ):
        return None
    return _span(match.start("value"), match.start("value") + len(value), 0.85 if odd else 0.6)


def _is_odd(value: str) -> bool:
    """Say whether a word is made as secrets and user names are: with digits, signs, or capitals inside."""
    return (
        any(c.isdigit() for c in value)
        or any(c in "@#$%^&*_+=~!?" for c in value[:-1])
        or (value[0].isalnum() and "." in value[1:-1] and not value.lower().endswith((".com", ".ca")))
        or (not value[1:].islower() and not value.isupper() and value[1:] != value[1:].title())
    )


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
