"""Finds people whom recognizers leave to context: a title before a name or letter, an age, hidden letters."""

import re
from collections.abc import Iterator

from smbot.core.canon import fold
from smbot.guard.places import Place
from smbot.guard.usual import is_somebodys, is_usual

_TITLE = re.compile(
    r"(?<![^\W_])(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Dre|Mme|Mlle|MR|MRS|MS|MME|mr|mrs|ms|mme|mlle|Sgt|Prof|Capt|Cst|Rev|"
    r"Cpl)\.?|M\.|Monsieur|Madame|"
    r"Mademoiselle|"
    r"monsieur|madame)\s+(?P<name>[A-ZÀ-ÖØ-Þ][\w'\u2019.*\-]*)"
)
_CALLED = re.compile(
    r"(?<![^\W_])(?:[Tt]hank(?:s| you)(?: so much| again| for \w+)?|[Ss]orry(?: to hear (?:that|this))?|[Hh]ello|"
    r"[Hh]i(?: there)?|[Dd]ear|[Hh]ey|"
    r"[Ww]elcome(?: back)?|[Gg]ood (?:morning|afternoon|evening|day)|[Mm]erci(?: beaucoup| bien)?|[Bb]onjour|"
    r"[Dd]ésolée?s?|[Cc]h(?:er|ère)s?|[Aa]llô?|[Bb]onsoir|[Ss]alut)"
    r",?\s+(?P<name>[A-ZÀ-ÖØ-Þ][^\W\d_]+(?:['\u2019-][^\W\d_]+)?)(?=\s*[,.!?:\n\u2014-]|\s+(?:and|et|for|pour|de|"
    r"d['\u2019])|$)"
    r"|(?:^|[.!?\n]\s*)(?P<first>[A-ZÀ-ÖØ-Þ][^\W\d_]+(?:['\u2019-][^\W\d_]+)?)(?=,\s)"
    r"|,\s+(?P<last>[A-ZÀ-ÖØ-Þ][^\W\d_]+(?:['\u2019-][^\W\d_]+)?)(?=\s*[.!?,]|$)"
)
_RELATED = re.compile(
    r"(?<![^\W_])(?:your|his|her|votre|son|sa|ta|ton) (?:son|daughter|mother|mom|father|dad|husband|wife|partner|"
    r"brother|"
    r"sister|child|friend|neighbou?r|fils|fille|m[èe]re|p[èe]re|mari|femme|conjointe?|fr[èe]re|s(?:oe|œ)ur|enfant|"
    r"amie?|"
    r"voisine?),? [A-ZÀ-ÖØ-Þ]\b(?=[.,]| )"
)
"""Somebody's relative by the first letter of the name."""
_HIDDEN = re.compile(
    r"(?<![^\W_])[^\W\d_]+\u2026\d{2,4}(?!\d)|"
    r"(?<![^\W_])[^\W\d_]+[*\u2022\u25cf\u2588\u2591\u2592\u25a0\u2217\uff0a]{1,12}[^\W_]*|"
    r"(?<![^\W_])[*xX\u2022\u25cf\u2588\u2591\u2592\u25a0#\u2026.]{2,}[\s-]*\d{2,4}(?!\d|[.,:]\d| ?[$%])"
)
_AGE = re.compile(
    r"(?<![^\W_])(?:\d{1,3}[- ]years?[- ]old(?!er)|aged? \d{1,3}|turn(?:ing|ed) \d{1,3}|[âa]g[ée]e?s? de \d{1,3} ans|"
    r"(?:dame|m[èe]re|p[èe]re|fille|fils|gar[çc]on|enfant|homme|femme|a[îi]n[ée]e?|personne|conjointe?|mari|soeur|"
    r"sœur|fr[èe]re|maman|papa|b[ée]b[ée]) de \d{1,3} ans|"
    r"(?:[àa] )?vos \d{1,3} ans)",
    re.IGNORECASE,
)
_OF_RULES = re.compile(r"[âa]ge (?:\d|de )", re.IGNORECASE)
_AGES_OF_ALL = re.compile(
    r"\s*(?:and|or|et|ou|to|à|a|-|–|\+)\s*(?:over|up|older|above|under|younger|plus|moins|\d|more|less|et plus)|"
    r"\+|\s*(?:ans )?et (?:plus|moins)|\s*or (?:over|older)",
    re.IGNORECASE,
)
_OF_ALL_BEFORE = re.compile(
    r"\b(?:anyone|everyone|people|persons|children|seniors|students|youth|adults|kids|residents|those|under|over|"
    r"than|between|personnes|"
    r"enfants|aînés|jeunes|gens|adultes|étudiants|moins|plus|ceux|entre|toute personne|les)\b[^.!?]{0,30}$",
    re.IGNORECASE,
)


_AT_AN_AGE = re.compile(r"\b(?:before|after|upon|on|when|until|at|by) $", re.IGNORECASE)
"""What stands before the age of a rule: "before turning 65"."""
_FROM_AN_AGE = re.compile(
    r"\b(?:from|before|until|under|over|past|above|below|d[èe]s|[àa] partir de|avant|jusqu['\u2019][àa]) (?:the |"
    r"l['\u2019])?$",
    re.IGNORECASE,
)
"""The same before "age 65"."""


def people(reply: str) -> Iterator[Place]:
    """Yield each name behind a title or a greeting, each age of somebody, and each word of which letters are hidden."""
    for match in _TITLE.finditer(reply):
        name = match["name"].rstrip(".")
        if len(name) < 2 or not is_usual(fold(name)):
            yield match.span()
    for match in _CALLED.finditer(reply):
        name = match.lastgroup or "name"
        if is_somebodys(match[name]):
            yield match.span(name)
    for match in _RELATED.finditer(reply):
        yield match.span()
    for match in _HIDDEN.finditer(reply):
        yield match.span()
    for match in _AGE.finditer(reply):
        if not (
            (match[0][0] in "tT" and _AT_AN_AGE.search(reply, 0, match.start()))
            or (_OF_RULES.match(match[0]) and _FROM_AN_AGE.search(reply, 0, match.start()))
            or _AGES_OF_ALL.match(reply, match.end())
            or _OF_ALL_BEFORE.search(reply, 0, match.start())
        ):
            yield match.span()
