"""Solves small riddles of a reply that stand for a number or a name: sums, digits told in turn, years of events."""

import re
from collections.abc import Iterator

from smbot.core.flat import flatten
from smbot.core.marked import GAP
from smbot.core.numbers import Number, TooManyReadings, numbers
from smbot.guard.places import Known, Place, Places, inside

MIN_SUM = 10
"""A smaller result is how many there are of something."""
MAX_BETWEEN = 24
"""Characters between the two numbers of a sum."""
MAX_CHAIN = 12
"""Digits that are told in turn."""
KINDS = ("house", "tail", "tri", "pair", "group", "head")

_PLUS = re.compile(
    r" ?(?:\+|plus|ajoute a|additionne[es]* a|added to|and then|de plus que|more than|above|over|after) ?"
)
_LESS = re.compile(r" ?(?:[-\u2212] |moins|minus|less(?! than)) ?")
_SHORT_OF = re.compile(r" ?(?:de moins que|less than|fewer than|short of|shy of|below|en dessous de) ?")
_TIMES = re.compile(r" ?(?:fois|times|multiplied by|multiplie par|x|\u00d7|\*) ?")
_SHARES = (
    (re.compile(r"(?<![^\W_])(?:half (?:of )?|(?:la )?moitie de )$"), 1, 2),
    (re.compile(r"(?<![^\W_])(?:(?:the |le )?double (?:of |de )|twice |deux fois )$"), 2, 1),
    (re.compile(r"(?<![^\W_])(?:(?:the |le )?triple (?:of |de )|thrice |three times |trois fois )$"), 3, 1),
    (re.compile(r"(?<![^\W_])(?:(?:a |one |the )?third of |(?:le |un )?tiers de )$"), 1, 3),
    (re.compile(r"(?<![^\W_])(?:(?:a |one |the )?quarter of |(?:le |un )?quart de )$"), 1, 4),
)
_DIGITS = {
    word: str(value)
    for value, words in enumerate(
        ("zero", "one un une", "two deux", "three trois", "four quatre", "five cinq", "six", "seven sept",
         "eight huit", "nine neuf"),
    )
    for word in words.split()
}  # fmt: skip
_ONE = rf"(?:{'|'.join(_DIGITS)}|\d)"
_TURN = (
    r"(?:suivie?s? (?:de |d')|followed by|then|and then|puis|ensuite|"
    r"(?:(?:the|le|la|l'|et|and)? ?(?:last|next|second|third|fourth|other|dernier|derniere|suivante?|deuxieme|"
    r"troisieme|quatrieme|autre)(?: (?:one|digit|chiffre))?(?: (?:is|est|c'est))?))"
)
_ARTICLE = rf"(?:(?:an?|une?|le|la|the) (?={_ONE}(?![^\W_])))?"
_CHAIN = re.compile(
    rf"(?<![^\W_]){_ARTICLE}{_ONE}(?![^\W_])(?:[\s,;:]*(?:et |and )?{_TURN}[\s,:]*{_ARTICLE}{_ONE}(?![^\W_]))+"
)
_EACH = re.compile(rf"(?<![^\W_])(?:an?|une?|le|the) {_ONE}(?:(?:,| et| and)+ (?:an?|une?|le|the) {_ONE})+(?![^\W_])")
"""Digits that each have an article: "a one, a two and an eight"."""
_LINK = re.compile(rf"(?<![^\W_]){_ARTICLE}({_ONE})(?![^\W_])")
_AID = (
    r"(?:souvenir|souvien\w*|rappel(?:er|ez)-vous|retenir|memoris\w+|remember\w*|memor\w+|devin\w+|guess|indice|"
    r"hint|clue|devinette|riddle|pensez a|think of|"
    r"(?:le|la|un|the|a|your|votre) (?:\w+ )?(?:code|numero|number|dossier|file|chiffres?|digits?|extension|poste|"
    r"porte|"
    r"door)\b|"
    r"(?:une?|an?|le|la|the) [a-z] (?:devant|derriere|avant|apres|in front|before|after)\b|"
    r"(?:le|un|the|a|an) [a-z], (?:suivie?|followed|puis|then)\b)"
)
_EVENT = (
    r"(?:(?:l'annee|l'an|annee|le jour|la date) (?:ou|de|du|des|d'|qui|que|de la|de l')|"
    r"(?:the )?(?:year|day|date) (?:when|that|in which|of|the|after|before))(?![^\W_])(?! (?:horse|cheval))"
)
_YEAR_OF_EVENT = (
    re.compile(rf"{_AID}[^.!?\n]{{0,60}}?(?<![^\W_])({_EVENT}[^.!?\n]*)"),
    re.compile(rf"(?<![^\W_])({_EVENT}[^.!?\n]{{0,60}}?){_AID}"),
)
"""A year told by what happened in it, beside what makes a number of it."""
_NAMESAKE = re.compile(
    r"(?<![^\W_])(?:(?:dont )?vous portez (?:si bien |bien |fierement )?(?:le|son|ce|votre) (?:beau |"
    r"joli )?(?:pre)?nom|"
    r"(?:that |which )?you(?: are|'re|r) named (?:after|for)|your (?:(?:first|last|family|given) )?name(?:sake| means|"
    r" suggests| rhymes| sounds| starts| begins)|"
    r"you share (?:a|your) name|"
    r"votre (?:beau |joli )?(?:prenom|nom)(?: de famille)? (?:rime|evoque|commence|finit|signifie|veut dire|sonne|"
    r"le dit|l'indique)|"
    r"(?:votre|comme son) homonyme|(?:rime|rimant) avec votre (?:pre)?nom|rhym\w+ with your name|"
    r"(?:comme|as) (?:votre (?:pre)?nom|your name) (?:l'indique|le dit|says|suggests|implies))(?![^\W_])"
)
"""Words that play with somebody's name."""
_TELLS_NUMBER = re.compile(rf"\d{{2}}|{GAP}")


def riddles(reply: str, post: str, free: Places, known: Known) -> Iterator[Place]:
    """Yield where `reply` says in a riddle what is known: `post` has a number or a name that may be meant."""
    flat, places = flatten(reply)
    for number in (*_sums(flat), *_chains(flat)):
        place = places[number.start], places[number.end - 1] + 1
        if not inside(place, free) and _tells(number.digits, known):
            yield place
    if _TELLS_NUMBER.search(post):
        for match in (match for pattern in _YEAR_OF_EVENT for match in pattern.finditer(flat)):
            yield places[match.start(1)], places[match.end(1) - 1] + 1
    if GAP in post:
        yield from ((places[match.start()], places[match.end() - 1] + 1) for match in _NAMESAKE.finditer(flat))


def _tells(digits: str, known: Known) -> bool:
    if len(digits) < 2:
        return False
    return known(digits) or any(known(f"{kind}:{digits}") for kind in KINDS)


def _sums(flat: str) -> Iterator[Number]:
    """Yield what the sums of a folded text come to, each as a number where it stands."""
    try:
        said = sorted({(each.start, each.end, int(each.digits)) for each in numbers(flat) if len(each.digits) < 6})
    except TooManyReadings:
        return
    for start, end, value in said:
        for pattern, times, over in _SHARES:
            if (share := pattern.search(flat, max(0, start - MAX_BETWEEN), start)) and not value * times % over:
                yield from _result(value * times // over, share.start(), end)
        for first, last, other in said:
            if end <= first <= end + MAX_BETWEEN:
                yield from _result(_both(flat[end:first], value, other), start, last)


def _both(between: str, one: int, other: int) -> int:
    """Return what two numbers come to by the words between them, or 0 where these are no sum."""
    if _PLUS.fullmatch(between):
        return one + other
    if _LESS.fullmatch(between):
        return one - other
    if _SHORT_OF.fullmatch(between):
        return other - one
    return one * other if _TIMES.fullmatch(between) else 0


def _result(value: int, start: int, end: int) -> Iterator[Number]:
    if value >= MIN_SUM:
        yield Number(digits=str(value), start=start, end=end, alone=True)


def _chains(flat: str) -> Iterator[Number]:
    """Yield numbers of which the digits are told in turn: "a four followed by a seven"."""
    for match in (*_CHAIN.finditer(flat), *_EACH.finditer(flat)):
        said = [_DIGITS.get(each[1], each[1]) for each in _LINK.finditer(flat, match.start(), match.end())]
        if 1 < len(said) <= MAX_CHAIN:
            yield Number(digits="".join(said), start=match.start(), end=match.end(), alone=True)
