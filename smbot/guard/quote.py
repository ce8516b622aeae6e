"""Refuses a reply that quotes the post: quoted words stay findable when the post is gone."""

import re
from collections.abc import Iterator
from itertools import pairwise

from smbot.core.flat import flatten
from smbot.core.messages import msg
from smbot.guard.context import GuardContext
from smbot.guard.findings import Finding
from smbot.guard.own import exempt
from smbot.guard.places import Place, inside, merged
from smbot.guard.public_names import public_names
from smbot.guard.unchanged import unchanged
from smbot.guard.usual import rarity
from smbot.normalise.words import word_set

MIN_WORDS = 5
"""Words in a row from which a run is a quote, if it is unusual enough."""
MIN_RARE = 20.0
"""How unusual (in nats beyond everyday words, summed) such a run is: "at the end of the week" is everybody's."""
MIN_FEW = 3
MIN_CHARACTERS = 30
MIN_FEW_RARE = 20.0
"""The same of a run of fewer words and more than thirty characters."""
EVERYDAY = 4.0
"""How unusual a word may be before it counts: one in fifty-five."""
OF_A_STORY = 9.5
"""What a number in words, or somebody in it, adds: a run that tells what happened is nobody else's."""
OF_A_QUESTION = 12.0
"""What it takes away that the post asks so: "how do I renew my licence" is answered in its own words."""
OF_A_PLACE = 6.0
"""What a place or a programme takes away: "on Bell Street in front of the library" says only where."""
MAX_SAYING = 3
MIN_MARKED_WORDS = 2
"""Words between quotation marks are a quote from here on."""

_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MARKED = re.compile(r"[«“\"‘]\s*([^«»“”\"‘’]+?)\s*[»”\"’]")  # noqa: RUF001 - quotation marks as people type them
_PERSON = {
    "i": "vous", "you": "vous", "my": "votre", "your": "votre", "mine": "yours", "je": "vous", "me": "vous",
    "moi": "vous", "mon": "votre", "ma": "votre", "mes": "vos", "ton": "votre", "ta": "votre", "tes": "vos",
}  # fmt: skip
"""A quote may speak to whom the post spoke of: "my baby" becomes "your baby"."""
_EMPTY = word_set("""
    a an and are as at be but by for from has have i if in is it its not of on or our so that the their this to was we
    were will with you your au aux avec ce cette d dans de des du elle en est et il j je l la le les leur ne nos notre
    nous ou par pas pour qu que qui s sa se ses son sont sur un une vos votre vous y
""")

_SOMEBODY = word_set("""
    you they them he she his her i we us nobody vous il elle ils elles lui personne
""")
_COUNTS = word_set("""
    two three four five six seven eight nine ten twelve twenty thirty forty fifty hundred twice deux trois quatre cinq
    sept huit neuf dix douze vingt trente quarante cinquante cent mille once fois
""")
_QUESTION = re.compile(
    r"[^.!?\n]*\?|(?:^|[.!?\n]\s*)(?:how|when|what|where|which|who|can i|do i|is there|are there|does|quand|comment|"
    r"quel\w*|"
    r"combien|est-ce que|qui|puis-je|ou est|peut-on)\b[^.!?\n]*|"
    r"[^.!?\n]*\b(?:jusqu'a quand|until when|for how long|since when|depuis quand)\b[^.!?\n]*"
    r"|\b(?:(?:want|like|need|love) to know|wonder(?:ing)?|"
    r"tell me|explain|(?:aimerais|voudrais|veux|faut) savoir|me demande|savoir si|dites-moi|expliquez)\b[^.!?\n]*"
)
_WHERE = word_set("street avenue road front corner near across rue avenue boulevard chemin devant coin face pres angle")
_OFFERED = word_set("program programme programmes credit benefit grant permit permis prestation subvention supplement")
"""What is called so by everybody: « le programme de procréation assistée »."""

_OURS = "\u2014"
"""Stands for a word that the organisation publishes: no post has it between its words."""
MAX_RUN = 8
"""Words in a row that no reply has by chance, however usual they are."""
_LABEL_BEFORE = re.compile(
    r"\b(?:cliqu\w+|appuy\w+|choisi\w*|selectionn\w+|onglet|bouton|lien|menu|rubrique|section|page|option|case|"
    r"intitule\w*|coche[rz]?|inscrive[rz]|tick|check|mark|enter|click\w*|select|choose|press|tap|tab|button|link|under|labell?ed|titled|called)"
    r"(?: (?:on|sur|the|le|la|l))*[\s:'\u2019]*$"
)
"""What stands before the name of something on a page, which is nobody's words."""
_MEANS = re.compile(r"\s(?:means|stands for|refers to|veut dire|signifie|se dit)\b")
"""What follows words that a reply explains."""
_Word = tuple[str, int, int]


def quote(reply: str, context: GuardContext) -> Iterator[Finding]:
    """Yield where a run of words that is not everybody's, or words in quotation marks, come from the post."""
    if context.masked_text is None:
        return
    free = exempt(reply, context)
    ours = [(_OURS if inside((start, end), free) else word, start, end) for word, start, end in _words(reply)]
    text = _line(context.masked_text)
    public = frozenset(word for name in public_names(context.masked_text) for word, _, _ in _words(name))
    asked = " . ".join(map(_line, _QUESTION.findall(flatten(context.masked_text)[0])))
    stretches = unchanged(reply, context.template_text)
    found = [place for place in _shared(ours, text, asked, public) if not inside(place, stretches)]
    theirs = {_line(match[1]).strip() for match in _MARKED.finditer(context.masked_text)}
    found += _marked(reply, text, theirs)
    for start, end in merged(found):
        yield Finding(
            rule="quote",
            refuses=True,
            message=msg("This quotes the post: say it in general words."),
            start=start,
            end=end,
        )


def _line(text: str) -> str:
    """Return the words of a text between spaces."""
    return " " + " ".join(word for word, _, _ in _words(text)) + " "


def _words(text: str) -> list[_Word]:
    flat, places = flatten(text)
    return [(_PERSON.get(m[0], m[0]), places[m.start()], places[m.end() - 1] + 1) for m in _WORD.finditer(flat)]


def _shared(ours: list[_Word], text: str, asked: str, public: frozenset[str]) -> Iterator[Place]:
    """Yield the places of the longest runs of words that are in `text` too, where they are unusual enough.

    What is called so in public, as a park, is not unusual.
    """
    reached = 0
    for first in range(len(ours)):
        last = first
        while last < len(ours) and f" {' '.join(word for word, _, _ in ours[first : last + 1])} " in text:
            last += 1
        words = [word for word, _, _ in ours[first:last]]
        if last > reached and _is_unusual(words, public, asked=f" {' '.join(words)} " in asked):
            yield ours[first][1], ours[last - 1][2]
        reached = max(reached, last)


def _is_unusual(words: list[str], public: frozenset[str], *, asked: bool) -> bool:
    if len(words) < MIN_FEW:
        return False
    told = [word for word in words if word not in _EMPTY | public and not _YEAR.fullmatch(word)]
    rare = sum(max(0.0, rarity(word) - EVERYDAY) for word in told)
    if sum(word not in public for word in words) >= MAX_RUN and not asked and _WHERE.isdisjoint(words):
        return True
    spoken = [word for before, word in pairwise(("", *words)) if before != "rendez"]
    if not _SOMEBODY.isdisjoint(spoken) or any(word in _COUNTS for word in words):
        rare += OF_A_STORY
    if asked:
        rare -= OF_A_QUESTION
    if not _WHERE.isdisjoint(words) or not _OFFERED.isdisjoint(words):
        rare -= OF_A_PLACE
    if len(words) >= MIN_WORDS:
        return rare >= MIN_RARE
    return rare >= MIN_FEW_RARE and len(" ".join(words)) > MIN_CHARACTERS


def _marked(reply: str, text: str, theirs: set[str]) -> Iterator[Place]:
    """Yield words in quotation marks that are the post's; a short saying that it quotes itself is somebody else's."""
    for match in _MARKED.finditer(reply):
        words = [word for word, _, _ in _words(match[1])]
        said = " ".join(words)
        if _LABEL_BEFORE.search(flatten(reply[: match.start()])[0]) or _MEANS.match(reply, match.end()):
            continue
        if len(words) >= MIN_MARKED_WORDS and f" {said} " in text and not (said in theirs and len(words) <= MAX_SAYING):
            yield match.span()
