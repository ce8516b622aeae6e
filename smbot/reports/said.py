"""What takes a statement back: denials, wishes, the past, other places; in plain text of both languages."""

import re
from collections.abc import Iterable

from smbot.reports.plain import any_of

DENIED = re.compile(
    r"\b(?:false|untrue|not true|isn't true|myth|rumou?rs?|debunk\w*|bogus|hoax|nonsense|don't believe"
    r"|never believe|fake news|misinformation|disinformation|incorrect"
    r"|wrong (?:info\w*|price|fee|hours)|pas vrai|faux|fausses?|rumeurs?|canulars?|n'importe quoi|croye[zr] pas"
    r"|crois pas|mensonges?|inexacte?|erronee?s?"
    r"|desinformation|mauvais (?:prix|tarif|horaire))\b"
)
WISHED = re.compile(
    r"\b(?:should\w*|would\w*|could\w*|wish|please|pls|plz|let's|bring back|what if|imagine|if only|petition|idea|hope"
    r"|devrai(?:t|ent|s)|serai(?:t|ent|s)|paierais|paierait|payerais|pourr(?:ait|aient|iez|ais)|aimerais|aimerait"
    r"|voudrais|souhaite\w*|soit|soient|svp|stp|s'il vous plait|rendez|baissez|mettez|suggestion|idee|si seulement"
    r"|esper\w+)\b|\b(?:i|we|they|you|who)'d\b"
)
PAST = re.compile(
    r"\b(?:used to|back in|back then|in the old days|years? ago|once upon|in (?:19|20)\d\d|en (?:19|20)\d\d"
    r"|since (?:19|20)"
    r"\d\d|dans le temps|a l'epoque|il y a \w+ ans|jadis|autrefois|anciennement|formerly|previously"
    r"|coutait|etait|etaient|fermait|ouvrait|was|were)\b"
)
ONCE = re.compile(
    r"\b(?:today|tonight|tomorrow|yesterday|this (?:morning|afternoon|week|week-?end|monday|tuesday|wednesday|thursday"
    r"|friday)|holidays?|storm|strike|snow|power|flood|easter|thanksgiving|christmas|aujourd'hui|ce soir|demain|hier"
    r"|cette (?:semaine|fois)|ce (?:matin|midi|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|conges?|feries?"
    r"|feriee"
    r"|tempete|greve|neige|panne|inondation|paques|noel|action de graces?)\b"
)
NEGATED = re.compile(r"(?:\bnot|n't|\bnever|\bno longer|\bnor|\bpas|\bjamais|\bni)\b(?:\W+\w+){0,3}\W*$")
UNSURE = re.compile(
    r"\b(?:is (?:it|that|this) (?:really |actually )?(?:true|right|real|correct|legit|serious|normal|so)|really\?"
    r"|seriously\?"
    r"|am i (?:right|wrong)|can (?:any|some)one confirm|is that (?:it|what)|vraiment\?|c'est(?:-(?:tu|il"
    r"|y))? (?:bien )?"
    r"(?:vrai|exact|correct|ca|normal|serieux)|est-ce (?:bien )?(?:vrai|exact|normal)|est-ce que c'est (?:vrai"
    r"|exact|normal)"
    r"|quelqu'un peut confirmer|ca se peut)\b"
)
ASKED = re.compile(
    r"\b(?:is it (?:really )?true|can (?:any|some)one (?:confirm|tell)|est-ce que|est-ce vrai|c'est-tu|c'est-y"
    r"|quelqu'un (?:peut|sait))\b"
)
"""A question, with or without its mark."""
TELLS = re.compile(r"^\W*(?:@\w+\W+)*(?:did you know|you know|saviez-vous|savais-tu|vous saviez|tu savais)\b")

_PLACES = (
    "alberta",
    "british columbia",
    "colombie-britannique",
    "manitoba",
    "new brunswick",
    "nouveau-brunswick",
    "newfoundland",
    "terre-neuve",
    "northwest territories",
    "nova scotia",
    "nouvelle-ecosse",
    "nunavut",
    "ontario",
    "prince edward island",
    "quebec",
    "saskatchewan",
    "yukon",
    "the states",
    "etats-unis",
    "france",
    "new york",
    "maine",
    "vermont",
    "ottawa",
    "federal",
)


def elsewhere(own: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for other governments' territory: what is true there says nothing of us.

    A place in one of our `own` names is ours.
    """
    ours = any_of(own)
    mine = " ".join(own).lower()
    return any_of(place for place in _PLACES if place not in mine and not ours.search(place))
