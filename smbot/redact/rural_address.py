"""Addresses without a street: boxes, rural routes, concessions, lots, range roads, quarter sections.

Their order follows Canada Post's addressing guidelines; quarter sections follow the Dominion Land Survey.
"""

import re
from collections.abc import Iterator

from smbot.redact.address_parts import CITY, POSTAL, PROVINCE, RURAL, TAIL, whole, whole_end
from smbot.redact.address_words import TYPE_EN

_BOX = re.compile(
    rf"(?<!\w)(?:Box[ ]\d{{1,5}},?[ ])?(?:Site[ ]\d{{1,4}},?[ ])?(?:Comp\.?[ ]\d{{1,4}},?[ ])?"
    rf"(?:(?:P\.?[ ]?O\.?[ ]?Box|C\.?P\.?|case postale|bo[îi]te postale|R\.?[ ]?R\.?[ ]?#?)[ ]{{0,2}}#?[ ]?\d{{1,6}}"
    rf"|(?:General Delivery|Gen\.? ?Del\.?|poste restante)(?=,))(?!\w)"
    rf"(?:,?[ ]{{1,2}}(?:stn|station|succ\.?|succursale)[ ][\w\-]{{1,20}})?{TAIL}",
    re.IGNORECASE,
)
_ROAD = r"(?:Range|Township|Twp\.?|Rge\.?|Concession|Conc\.?|Con\.?|County|Regional|Sideroad|Grid)"
_RURAL = re.compile(
    rf"(?<![\w$€#.,/:])(?:(?:\d{{1,6}}[ ,]{{1,2}})?(?:Concession|Conc\.?|Con\.?)(?:[ ](?:Rd\.?|Road|"
    rf"Line))?[ ]\d{{1,3}},?[ ]"
    rf"Lot[ ]\d{{1,4}}|Lot[ ]\d{{1,4}},?[ ](?:Concession|Conc\.?|Con\.?|Plan)(?:[ ](?:Rd\.?|Road|Line))?[ ]\d{{1,5}}"
    rf"|\d{{1,6}},?[ ](?:{_ROAD}|Highway|Hwy|RR)(?:[ ](?:Rd\.?|Road|Line))?[ ]\d{{1,4}}[A-Z]?(?!\w)(?=,|[ ](?:in|"
    rf"near)[ ])"
    rf"|\d{{1,6}},?[ ]{_ROAD}[ ](?:Rd\.?|Road|Line)[ ]\d{{1,4}}[A-Z]?"
    rf"|{_ROAD}[ ](?:Rd\.?|Road|Line)[ ]\d{{1,4}}[A-Z]?(?=,[ ](?:Lot|Box|Site|[A-Z][a-z]))"
    rf"|[NS][EW][ \-]?\d{{1,2}}-\d{{1,3}}-\d{{1,2}}[ \-]?W\d(?:M)?"
    rf"|(?:Mile|Km|Milepost)[ ]\d{{1,4}}(?:\.\d)?(?:[ ][\w\-]{{2,15}}){{0,3}},[ ](?:Lot|Box|Site|House)[ ]\d{{1,5}}"
    rf"|(?:Lot|Unit|Pad|Site)[ ]\d{{1,4}}[A-Z]?,[ ](?-i:(?:[A-Z][\w'\u2019\-]{{1,20}}[ ]){{1,3}}){TYPE_EN}"
    rf"|(?-i:(?:[A-Z][\w'\u2019\-]{{1,20}}[ ]){{1,3}})(?:street|st|avenue|ave|road|rd|drive|dr|crescent|cres|lane)\.?,"
    rf"[ ](?:unit|apt|suite|#|house|lot)[ #]{{0,2}}\d{{1,5}}[A-Z]?"
    rf"|Box[ ]\d{{1,5}}(?=,?[ ]{CITY},?[ ]{{1,2}}(?:{PROVINCE}|{POSTAL})(?!\w))|Box[ ]\d{{1,5}}(?=,?[ ]{POSTAL})"
    rf"|(?-i:(?:P\.?O\.? )?Box)[ ]\d{{1,5}},?[ ](?-i:[A-Z][a-z]+(?:[ ][A-Z][a-z]+)?)(?=,[ ]|[ ][A-Z]{{2}}\b)"
    rf"|(?:{RURAL})(?:,?[ ]{{1,2}}(?:{RURAL})){{1,4}}"
    rf"|lot[ ]\d{{1,4}}[A-Z]?,?[ ](?:(?:rang|rg)[ ][\w\-]{{1,15}}|(?:chemin|ch\.?|rue|route|"
    rf"mont[ée]e)[ ][\w'\u2019\-]{{2,20}}"
    rf"(?:[ ][\w'\u2019\-]{{1,20}}){{0,3}}(?=,|$|[.;]))"
    rf")(?!\w){TAIL}",
    re.IGNORECASE,
)
"""Concessions, lots, range roads, quarter sections, and two or more of site, box, compartment and rural route."""
_ONE_BOX = re.compile(
    r"(?<!\w)(?:Box|bo[îi]te|Lot|House|Site|PMQ|Unit|maison|terrain)[ ]#?\d{1,5}(?:-?[A-Z])?(?![\w\-])(?!(?:st|"
    r"nd|rd|th)\b)"
    r"(?:,?[ ](?:rue|chemin)[ ][A-Z][\w\-]{2,20}|"
    r",[ ](?:[A-Z][\w'\u2019\-]{2,20})(?:[ ][A-Z][\w'\u2019\-]{2,20}){0,2})?",
    re.IGNORECASE,
)
_SENT = re.compile(
    r"\b(?:mail(?:ed|ing)?|post(?:ed)?|send|sent|ship|write|malle|poste[rz]?|envoy[ée][erz]?|[ée]cri(?:re|vez)|address|"
    r"adresse|bill went|delivered|base|live[sd]?|living|reste|habite|demeure|i mean|leave|come|stuck|"
    r"wall|home|we['\u2019]re|i['\u2019]?m|i am|we are)\b(?:[^.!?\n]{0,25}(?:\b(?:at|to|in|au|[àa]|is|the|it)|"
    r"[:,]))?[ ]$",
    re.IGNORECASE,
)


def rural_places(text: str) -> Iterator[tuple[int, int, float]]:
    """Yield where boxes, rural routes, lots and land descriptions stand, and how sure they are."""
    for pattern in (_BOX, _RURAL):
        done = 0
        for match in pattern.finditer(text):
            if match.end() > done:
                start, done = whole(text, match.start(), match.end())
                yield start, done, 0.9
    for match in _ONE_BOX.finditer(text):
        if _SENT.search(text, max(0, match.start() - 50), match.start()):
            yield match.start(), whole_end(text, match.end()), 0.6
