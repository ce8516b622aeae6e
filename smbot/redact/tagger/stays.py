"""What stays readable although the tagger takes it for personal: office holders acting as such, corners of streets."""

import re

from smbot.core.spans import Span
from smbot.redact.not_names import is_public_title

_CORNER = re.compile(
    r"(?<!\w)(?:corner of|corners? at|intersection (?:of|de)|at the corner of|au coin de|coin(?: de)?|angle(?: de)?|"
    r"[àa] l['\u2019]angle de|entre|between)[ ](?:la |le |les |the )?(?:rues? )?$",
    re.IGNORECASE,
)
_REACH = 40


def stays(text: str, span: Span) -> bool:
    """Say whether what stands before a span makes it public: a title of office, or the corner of two streets."""
    if span.entity == "PERSON":
        return is_public_title(text, span.start)
    if span.entity == "STREET_ADDRESS":
        return _CORNER.search(text, max(0, span.start - _REACH), span.start) is not None
    return False
