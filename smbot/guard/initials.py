"""Finds the initials of a person or a street in a reply, and leaves abbreviations of everybody's alone."""

import re
from collections.abc import Iterator

from smbot.core.canon import fold
from smbot.guard.places import Known, Place
from smbot.normalise.words import word_set

_WORD = re.compile(r"[^\W\d_]+")
_INITIALS = re.compile(
    r"(?<![^\W_])[^\W\d_](?:\s?\.[\s-]?[^\W\d_]){1,3}(?:\.|(?![^\W_]))"
    r"|(?<![^\W_])[A-ZÀ-Þ](?:[.\s'\u2019-]{0,3}[A-ZÀ-Þ]){1,3}(?![^\W_])"
)
NO_INITIALS = word_set("""
    ab am app arc aod bc ca ccq cf cnesst cpa cpe cra csst ct dm dms dob eg ei es et etc faq fr en gst ic id ie it
    iv ii iii la le li lt mb me mp ms mts my na nas nb nd ne nl no nos nov nr ns nt nu oh ok on ont os ou pc pdf pe
    pei pin pm po ps pst qc qr ra rh rn sa sin sk si sms so st svp ta te ti to tps tv tvq tty un us usa va vs we wi
    wow yt
""")
"""What stands in capitals in anybody's reply."""
_NO_DOTTED = frozenset(
    ["am", "pm", "ie", "eg", "ps", "pe", "cp", "po", "svp", "sv", "bc", "pei", "us", "uk", "nb", "nl"]
)
"""The same with full stops between."""
_SPOKEN_BEFORE = re.compile(
    r"(?:^|[.!?\n] *|,\s|\b(?:hello|hi|hey|dear|thanks|thank you|sorry|welcome|bonjour|bonsoir|salut|all[ôo]|merci|"
    r"ch[èe]re?|d[ée]sol[ée]e?s?|bravo|courage|encore|again|patience|there|à|to|and|et|pour|for|with|avec)\s)$",
    re.IGNORECASE,
)
_SPOKEN_AFTER = re.compile(r"\s*(?:[!,?]|$|\.?\s+[A-ZÀ-ÖØ-Þ])")
_GREETED_PLACE = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'\u2019-]*, $")
_STREET = (
    r"(?i:rue|avenue|av\.|boulevard|boul\.|chemin|rang|croissant|place|all[ée]e|mont[ée]e|c[ôo]te|ruelle|impasse|route)"
)
_KIND = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Lane|Ln|Court|Crescent|Cres|"
    r"Boulevard|Blvd|Place|Terrace|Close|Way|Trail)"
)
_OF_A_STREET = re.compile(
    rf"(?<![^\W_]){_STREET} (?:de la |des |du |de l['\u2019]|de |d['\u2019])?(?P<behind>[A-ZÀ-ÖØ-Þ])\.(?![^\W_])"
    rf"|(?<![^\W_.])(?P<before>[A-ZÀ-ÖØ-Þ])\. {_KIND}(?![^\W_])"
)


def initials_told(reply: str, known: Known) -> Iterator[Place]:
    """Yield initials of a known name ("J.T."), or of a known street ("N.-D.", "rue des É.", "K. Street")."""
    for match in _INITIALS.finditer(reply):
        letters = "".join(_WORD.findall(fold(match[0])))
        dotted = "." in match[0].rstrip(". ")
        if letters in (_NO_DOTTED if dotted else NO_INITIALS) and not _is_spoken_to(reply, match):
            continue
        if (
            known(f"initials:{letters}")
            or (known(f"lead:{letters[0]}") and known(f"initial:{letters[1:2]}"))
            or (dotted and known(f"street:{letters}"))
        ):
            yield match.span()
    for match in _OF_A_STREET.finditer(reply):
        if known(f"street:{fold(match['behind'] or match['before'])}"):
            yield match.span()


def _is_spoken_to(reply: str, match: re.Match[str]) -> bool:
    """Say whether initials that are an abbreviation too stand for who is thanked or greeted: "Bon courage, N.B.!"."""
    before = reply[max(0, match.start() - 30) : match.start()]
    if "." not in match[0] or _GREETED_PLACE.search(before) or reply[match.end() : match.end() + 2].strip(" ") == ":":
        return False
    return _SPOKEN_BEFORE.search(before) is not None and _SPOKEN_AFTER.match(reply, match.end()) is not None
