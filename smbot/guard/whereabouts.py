"""Finds in a reply the names that both it and the post use of a place, a street or an office, and of nobody."""

import re
from collections.abc import Iterator

from smbot.core.canon import fold
from smbot.core.flat import flatten
from smbot.core.marked import GAP
from smbot.guard.dwellings import addresses, dwellings
from smbot.guard.places import Known, Place
from smbot.guard.public_names import AT_HOME, PLACES_EN, PLACES_FR
from smbot.guard.usual import is_anything_else, is_listed_place

_OFFICES = (
    r"mayor|premier|minister|councill?or|senator|commissioner|ombudsman|mp|mpp|mla|reeve|maire|mairesse|ministre|"
    r"d[ée]put[ée]e?|conseill[eè]re?|s[ée]nat(?:eur|rice)|commissaire|pr[ée]fet|pr[ée]f[èe]te"
)
"""Who holds one is named by everybody."""
_MORE_FR = (
    r"secteur|municipalit[ée]|village|ville|r[ée]gion|canton|lac|rivi[èe]re|baie|[îi]le|mont|chutes?|barrage|"
    r"[ée]difice|"
    r"immeuble|tour|zone|camping|campus|universit[ée]|clsc|chsld|ciusss|cisss|cpe|garderie|pharmacie|h[ôo]tel|motel|"
    r"auberge|restaurant|[ée]picerie|phare|temp[êe]te|ouragan|bateau|navire|tournoi|coupe|marathon|course|marche|"
    r"journ[ée]e|semaine|fondation|loi|commission|rapport|prix|centre de services scolaire|mrc|complexe|"
    r"maison de la culture|galerie|jardins?|chapelle|cath[ée]drale|paroisse|croisement|rond-point|carrefour|galeries"
)
_MORE_EN = (
    r"building|highway|route|zone|sector|area|region|county|township|village|lake|river|bay|island|mountain|falls|dam|"
    r"campground|campus|university|daycare|pharmacy|hotel|motel|inn|restaurant|lodge|tower|manor|lighthouse|storm|"
    r"hurricane|"
    r"ship|vessel|run|race|walk|marathon|tournament|cup|day|week|foundation|act|commission|report|inquiry|award|"
    r"complex|"
    r"mall|plaza|gardens?|chapel|cathedral|parish|roundabout|intersection|ward|district|garage|depot|yard|plant|stage|"
    r"causeway|wildfire|fire zone|reserve|first nation|school board"
)
_PART = r"(?:(?:[DdLl]['\u2019])?[A-ZÀ-ÖØ-Þ][^\W\d_]+|Ste?\.)"
_RUN = (
    rf"(?:{_PART}(?:(?:[-'\u2013\u2019]| )(?:(?:de|du|des|la|le|les|aux|sur|l|of|the)[-' \u2019])*"
    rf"{_PART}){{0,4}}|{GAP})"
)
_ARTICLE = r"(?:de la |de l['\u2019]|du |des |de |d['\u2019]|la |le |les |l['\u2019]|the )?"
_BEFORE = re.compile(
    rf"(?<![^\W_])(?:(?i:{PLACES_FR}|{_MORE_FR}|{_OFFICES}|highway|route|hurricane|lake|"
    rf"mount)s? {_ARTICLE}(?P<kind>{_RUN})"
    r"|(?<!mad )(?<!angry )(?<!yelled )(?<!swore )(?<!laughed )(?<!looked )(?<!looking )"
    r"(?i:in|near|at|around|outside|inside|past|on|onto|between|includ(?:es|ing)|along|serving|through|throughout|"
    r"coin(?: de| des rues)?|angle(?: de| des rues)?|corner of|entre|sur|en|dont|vers|jusqu['\u2019][àa]|"
    r"pr[èe]s d[e'\u2019]|c[ôo]t[ée] d[e'\u2019]|"
    r"(?<!merci )(?<!mercis )(?<!bravo )(?<!chapeau )(?<!parl[ée] )(?<!parler )(?<!dit )(?<!demand[ée] )(?<!demander )"
    r"[àa]) ?"
    rf"(?i:the |la |le |les |l['\u2019]|old |downtown )?(?P<at>{_RUN}(?:(?:, {_RUN})*,? (?i:and|&|et|ou|or|to|/|"
    rf"at|[àa]) {_ARTICLE}{_RUN})?))"
)
"""A name behind what kind of place it is of, or behind where something is: "in", "entre … et"."""
_AFTER = re.compile(rf"(?<![^\W_])(?P<kind>{_RUN})\W? ?(?i:{PLACES_EN}|{_MORE_EN})(?![^\W_])")
"""A name before it."""
_MASKED = re.compile(
    rf"(?<![^\W_])(?i:{PLACES_FR}|{_MORE_FR}|{_OFFICES}|sur|on|coin|angle|corner of|between|entre)s? {_ARTICLE}"
    rf"(?:{_RUN} (?i:and|et|&|/) {_ARTICLE})?{GAP}|"
    rf"{GAP} (?i:{PLACES_EN}|{_MORE_EN})(?![^\W_])"
)
"""A mask that hides the name of a place; one behind "at" may hide an address."""
_KIN = re.compile(
    r"(?<![^\W_])(?:(?:my|our|mon|ma|mes|nos|notre|his|her|son|sa) (?:[\w'-]+ )?(?:sons?|daughters?|kids?|child|"
    r"children|boys?|girls?|"
    r"mother|father|mom|mum|dad|wife|husband|gars|fils|filles?|enfants?|m[èe]re|p[èe]re|femme|mari|conjointe?|doctor|"
    r"m[ée]decin)|"
    r"admitted|admise?|soign[ée]e?|op[ée]r[ée]e?|treated|patiente?|i work|je travaille|i teach|j['\u2019]enseigne|"
    r"(?:we(?: are|['\u2019]re)|nous sommes|on est) (?:the|les|sur|on)|i(?: am|['\u2019]m) on|je suis sur|je vis|"
    r"on vit|nous vivons|"
    r"(?:my|our|ma|mon|notre) (?:street|rue|corner|coin|block|quartier)|"
    r"i study|j['\u2019][ée]tudie)(?![^\W_])",
    re.IGNORECASE,
)
"""What makes of a school, a clinic or a shop somebody's."""
_TITLE_BEFORE = re.compile(
    r"(?:(?<![^\W_])(?i:mme|mlle|mr|mrs|ms|m|dr|dre|sir|monsieur|madame|famille|family|dear|ch[eè]re?|merci|thanks|"
    r"hello|hi|bonjour|chez|pour|for)\.?,? "
    rf"|(?<![^\W_])(?!The |Le |La |Les )[A-ZÀ-ÖØ-Þ][^\W\d_]+ |{GAP} )$"
)
_AT_YOURS = re.compile(r"(?<![^\W_])(?:devant |en face de )?chez vous(?![^\W_])", re.IGNORECASE)
"""Where the office is that a post speaks to."""
_WORDS = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(rf"(?<![^\W_])(?!The |Le |La |Les ){_PART}(?:[- ]{_PART}){{1,3}}")


def whereabouts(reply: str, post: str, told: Known, masked: Known) -> Iterator[Place]:
    """Yield the names of places in `reply` of which the post says nothing but where something is.

    `told` is what no mask hid there, `masked` what one did. Where the post tells of a home, or of somebody's school,
    nothing is yielded; a name that it also uses otherwise is a person's, and so is a mask.
    """
    post = re.sub(" +", " ", post)
    if _KIN.search(post) or AT_HOME.search(_AT_YOURS.sub(" ", post)) or any(_houses(post)):
        return
    named = set(_named(post))
    hidden = GAP in post and GAP not in _MASKED.sub("", post)

    def is_public(word: str) -> bool:
        if _is_of_a_place(word, post, named):
            return hidden or not masked(word)
        if masked(word):
            return hidden
        return is_anything_else(word) and not (told(word) or masked(f"part:{word}"))

    for start, end in _named(reply):
        words = [fold(word) for word in _WORDS.findall(reply[start:end])]
        if all(map(is_public, words)) and any(_is_of_a_place(word, post, named) or masked(word) for word in words):
            yield start, end


def _houses(post: str) -> Iterator[str]:
    yield from addresses(post)
    yield from dwellings(flatten(post)[0])


def _named(text: str) -> Iterator[Place]:
    for pattern in (_BEFORE, _AFTER):
        for match in pattern.finditer(text):
            yield match.span(match.lastgroup or 0)
    for match in _COMPOUND.finditer(text):
        ends = (part.end() for part in _WORDS.finditer(text, match.start(), match.end()))
        listed = [end for end in ends if is_listed_place(text[match.start() : end])]
        if listed and not _TITLE_BEFORE.search(text, 0, match.start()):
            yield match.start(), listed[-1]


def _is_of_a_place(word: str, post: str, named: set[Place]) -> bool:
    """Say whether a word of the post stands in names of places alone."""
    found = [match.span() for match in _WORDS.finditer(post) if fold(match[0]) == word]
    return bool(found) and all(any(start <= at < end for start, end in named) for at, _ in found)
