"""What stays readable although the tagger takes it for personal: office holders, ships and schools, street corners."""

import re

from smbot.core.spans import Span
from smbot.redact.not_names import is_a_places_name, is_public_title

_CORNER = re.compile(
    r"(?<!\w)(?:corner of|corners? at|intersection (?:of|de)|at the corner of|au coin de|coin(?: de)?|angle(?: de)?|"
    r"[àa] l['\u2019]angle de|entre|between)[ ](?:[^.!?\n]{1,30} (?:and|et|&) )?(?:la |le |les |the )?(?:rues? )?$",
    re.IGNORECASE,
)
_REACH = 70
CERTAIN = 0.9
"""From this probability on a name beside a word for a place is a person's all the same."""


def stays(text: str, span: Span) -> bool:
    """Say whether what stands before a span makes it public: a title of office, a ship, two streets."""
    if span.entity == "PERSON":
        named_so = span.score < CERTAIN and is_a_places_name(text, span.start, span.end)
        return named_so or is_public_title(text, span.start)
    if span.entity == "STREET_ADDRESS":
        return _CORNER.search(text, max(0, span.start - _REACH), span.start) is not None
    return False
