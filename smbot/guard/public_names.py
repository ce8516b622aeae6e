"""Finds in a post what something public is called: a park, an office, a programme, a street that nobody lives in."""

import re
from collections.abc import Iterator

from smbot.core.flat import flatten
from smbot.core.marked import GAP
from smbot.guard.places import Known, Place
from smbot.guard.usual import is_listed_place, is_somebodys

_WORD = r"[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:[-'\u2019][^\W\d_]+)*"
_CALLED = rf"(?P<name>{_WORD}(?: {_WORD}){{0,2}})"
_OPEN_FR = (
    r"parc|pont|tunnel|viaduc|autoroute|ar[ée]na|piscine|biblioth[èe]que|biblio|centre|bureau|comptoir|succursale|"
    r"caserne|march[ée]|mus[ée]e|th[ée][âa]tre|salle|stade|terrain|stationnement|gare|station|terminus|arr[êe]t|"
    r"traversier|quai|marina|plage|sentier|piste|escalier|fontaine|square|monument|statue|patinoire|sortie|pointe|"
    r"programme|projet|festival|f[êe]te|service|circuit|ligne"
)
"""Where everybody goes, in French: the name follows."""
_OPEN_EN = (
    r"bridge|tunnel|overpass|underpass|park|arena|hall|library|square|pool|rink|trail|office|branch|counter|cent(?:re|er)|"
    r"station|terminal|stop|ferry|dock|wharf|marina|beach|market|museum|theatre|stadium|field|fields|playground|dump|"
    r"landfill|pier|lookout|boardwalk|skatepark|splash pad|exit|program|project|festival|line|fire ?hall|interchange"
)
"""The same in English: the name stands before, or behind "on" or "at"."""
_CLOSED_FR = (
    r"rue|avenue|boulevard|boul\.|chemin|rang|c[ôo]te|mont[ée]e|place|[ée]cole|polyvalente|c[ée]gep|h[ôo]pital|clinique|"
    r"[ée]glise|quartier|secteur|cimeti[èe]re|coll[èe]ge|pavillon"
)
"""Where somebody also lives, learns or is cared for."""
_CLOSED_EN = (
    r"street|avenue|road|boulevard|blvd|drive|lane|school|elementary|high|secondary|academy|college|hospital|clinic|church|"
    r"cemetery"
)
_ARTICLE = r"(?:de la |du |des |de l['\u2019]|(?P<of>de |d['\u2019])|la |le |l['\u2019])?"
_PETS = re.compile(
    r"(?<![^\W_])(?:dog|cat|puppy|pup|kitten|kitty|rabbit|bunny|parrot|chiens?|chiennes?|chiots?|chat|chatte|chaton|"
    rf"lapin|perroquet|minou|toutou|pitou),? (?:named |called |qui s['\u2019]appelle |nomm[ée]e? )?{_CALLED}"
)
_AT = r"(?:at|in|near|to|from|of|by|the|for|on|around|behind|beside|outside|inside|across|under|and|any)"
_OPEN = (
    re.compile(rf"(?<![^\W_])(?i:{_OPEN_FR})s? {_ARTICLE}{_CALLED}"),
    re.compile(rf"(?<![^\W_])(?<!\d ){_CALLED} (?:{_OPEN_EN})(?![^\W_])"),
    re.compile(rf"(?<![^\W_])(?i:{_AT}) {_CALLED} (?i:{_OPEN_EN})(?![^\W_])"),
    re.compile(rf"(?<![^\W_])(?:{_OPEN_EN}) (?:on|at) {_CALLED}"),
)
_CLOSED = (
    re.compile(rf"(?<![^\W_])(?<!\d )(?<!\d, )(?i:{_CLOSED_FR}) {_ARTICLE}{_CALLED}(?!,? (?:au )?#?\d)"),
    re.compile(rf"(?<![^\W_])(?<!\d ){_CALLED} (?i:{_CLOSED_EN})(?![^\W_])"),
)
AT_HOME = re.compile(
    r"(?<![^\W_])(?:lives?|living|lived|home(?! (?:grant|care|support|program|page|office))|house|apartment|my place|"
    r"our place|next (?:door|to)|neighbou?rs?|behind|"
    r"across|tenants?|habit\w*|reste|restent|demeur\w*|chez|maison|logement|appart\w*|loge\w*|voisine?s?|derri[èe]re|"
    r"en face|[àa] c[ôo]t[ée]|porte|apt|app|unit)(?![^\W_])",
    re.IGNORECASE,
)
"""What makes of a place where somebody lives."""
PLACES_FR = rf"{_OPEN_FR}|{_CLOSED_FR}"
PLACES_EN = rf"{_OPEN_EN}|{_CLOSED_EN}"
"""All kinds of places."""
_SOMEBODY = re.compile(
    r"(?<![^\W_])(?:i|im|my|me|mine|we|our|us|he|she|his|her|mr|mrs|ms|je|j|mon|ma|mes|moi|nous|notre|nos|m|il|elle|"
    r"mme|son|sa|ses|on (?:a|est|habite|vit))(?![^\W_])",
    re.IGNORECASE,
)
IMPERSONAL = re.compile(
    r"-(?:t-)?(?:ils?|elles?|on)\b|\b(?:il|elle) (?:y a|pleut|faut|neige|fait|est|manque|reste)\b", re.IGNORECASE
)
"""Pronouns that stand for nobody."""
SENTENCES = re.compile(
    r"(?:[^.!?\n]|(?<=\bboul)\.|(?<=\bav)\.|(?<=\bch)\.|(?<=\bst)\.|(?<=\bste)\.|(?<=\bblvd)\.)+[.!?]*", re.IGNORECASE
)
"""A sentence; the full stop of a street's kind ends none."""
_CLAUSES = re.compile(r"[^,;:]+")
_WORKS = re.compile(
    r"(?<![^\W_])(?:travaux|chantier|nids?[- ]de[- ]poules?|trous?|holes?|d[ée]neig\w*|neige|glace|lampadaires?|"
    r"lumi[èe]res?|"
    r"construction|d[ée]tour|trafic|circulation|bouchon|inond\w*|asphalte|pav[ée]e?|trottoirs?|feux?|piste cyclable|"
    r"ferm[ée]e?s?|roadworks?|road work|the work|works?|potholes?|plow\w*|snow|ice|street ?lights?|detour|traffic|"
    r"flood\w*|"
    r"paving|sidewalks?|bike lane|crosswalk|closed|closure|gridlock)(?![^\W_])",
    re.IGNORECASE,
)
"""What everybody sees in a street."""
_QUOTED = re.compile(rf"[«“\"]\s*(?P<name>{_WORD}(?: {_WORD}){{1,3}})\s*[»”\"]")
"""What is called so between quotation marks: a programme, a form."""
_CALLED_SO = re.compile(
    r"(?<![^\W_])(?:nom|noms|nomm\w*|appel\w*|sign\w*|name[ds]?|called|surnom\w*|nick\w*|alias)(?![^\W_])"
)
_CORNER = re.compile(
    rf"(?<![^\W_])(?i:coin(?: de| des rues)?|angle(?: de| des rues)?|intersection (?:de|of)|corner of|at|"
    rf"on) (?P<name>{_WORD}) "
    rf"(?:and|&|et|/) (?:de )?(?P<other>{_WORD})"
)
_NEAR = re.compile(
    r"(?<![^\W_])(?i:dans le (?:coin|bout) d[e'\u2019]|du c[ôo]t[ée] d[e'\u2019]|proche d[e'\u2019]|"
    r"pr[èe]s d[e'\u2019]|autour d[e'\u2019]|"
    r"[àa]|aux?|en|de|d['\u2019]|ou|et|vers|pour|in|near|around|closest to|nearest|at|to|from|of|or|and|for|serving) ?"
    rf"(?:la |le |the )?(?P<name>{_WORD})"
)
"""What stands before a town."""
_WORDS = re.compile(r"[^\W\d_]+")


def public_names(post: str) -> tuple[str, ...]:
    """Return what a post calls places that everybody goes to, in sentences that tell of nobody's home, and animals."""
    return tuple(name for sentence in SENTENCES.findall(post) for name in _in_sentence(sentence, post))


def public_words(sentence: str, post: str) -> set[str]:
    """Return the words of those names in a sentence of `post`."""
    return {word for name in _in_sentence(sentence, post) for word in _WORDS.findall(name)}


def public_places(reply: str, names: tuple[str, ...], known: Known) -> Iterator[Place]:
    """Yield where `reply` holds one of the names of which no word is `known` by itself."""
    if not names:
        return
    flat, places = flatten(reply)
    for name in dict.fromkeys(names):
        plain = flatten(name)[0]
        if any(map(known, _WORDS.findall(plain))):
            continue
        for match in re.finditer(rf"(?<![^\W_]){re.escape(plain)}(?![^\W_])", flat):
            yield places[match.start()], places[match.end() - 1] + 1


def _in_sentence(sentence: str, post: str) -> Iterator[str]:
    yield from (match["name"] for match in _PETS.finditer(sentence))
    if AT_HOME.search(sentence):
        return
    somebodys = GAP in sentence or _SOMEBODY.search(IMPERSONAL.sub(" ", sentence)) is not None
    kinds = _OPEN if somebodys else (*_OPEN, *_CLOSED)
    for match in (match for kind in kinds for match in kind.finditer(sentence)):
        if not (match.groupdict().get("of") and is_somebodys(match["name"].split()[0])):  # « le bureau de Mélanie »
            yield match["name"]
    if somebodys:
        yield from () if AT_HOME.search(post) else _of_works(sentence)
        return
    yield from (match["name"] for match in _NEAR.finditer(sentence) if is_listed_place(match["name"]))
    if not _CALLED_SO.search(sentence):
        yield from (match["name"] for match in _QUOTED.finditer(sentence))


def _of_works(sentence: str) -> Iterator[str]:
    """Yield streets in clauses that tell of what everybody sees there, and of nobody."""
    for clause in _CLAUSES.findall(sentence):
        if _WORKS.search(clause) and GAP not in clause and not _SOMEBODY.search(IMPERSONAL.sub(" ", clause)):
            yield from (match["name"] for kind in _CLOSED for match in kind.finditer(clause))
            yield from (name for match in _CORNER.finditer(clause) for name in match.groups())
