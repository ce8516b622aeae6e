"""What stays readable although the tagger takes it for personal: offices, firms, ships, schools, street corners."""

import re

from smbot.core.spans import Span
from smbot.redact.not_names import is_a_places_name, is_public_title
from smbot.redact.tagger.lists import entries, phrases
from smbot.redact.tagger.tokens import tokens

_CORNER = re.compile(
    r"(?<!\w)(?:corner of|corners? at|intersection (?:of|de)|at the corner of|au coin de|coin(?: de)?|angle(?: de)?|"
    r"[àa] l['\u2019]angle de|entre|between)[ ](?:[^.!?\n]{1,30} (?:and|et|&) )?(?:la |le |les |the )?(?:rues? )?$",
    re.IGNORECASE,
)
_HASHTAG = re.compile(r"#[^\W\d_][^\W_]*\Z")
"""A word that ends where a span does and begins with the sign and a letter: "#4471" is a number, and no subject."""
_IN_ADDRESS = re.compile(r"(?:://|www\.)\S*$")
"""The path of a web address: its slashes are not those of dates."""
_OTHER_DATE = re.compile(
    r"(?<!\w)(?:on est|nous sommes|depuis|jusqu['\u2019]au|avant|today is|as of|since|until|before)[ ](?:le[ ])?$",
    re.IGNORECASE,
)
_REACH = 70
CERTAIN = 0.9
"""From this probability on a name beside a word for a place is a person's all the same."""


def stays(text: str, span: Span) -> bool:
    """Say whether what stands before a span makes it public: a hash sign, a title of office, a ship, two streets."""
    if _HASHTAG.search(text, max(0, span.start - _REACH), span.end):
        return span.entity != "PERSON" or not (span.score >= CERTAIN or _is_listed(text[span.start : span.end]))
    if span.entity == "PERSON":
        named_so = span.score < CERTAIN and (
            is_a_places_name(text, span.start, span.end)
            or text[span.start : span.end].lower() in entries("organisations")
        )
        return named_so or is_public_title(text, span.start)
    if span.entity == "DATE_OF_BIRTH":
        before = max(0, span.start - _REACH), span.start
        return any(each.search(text, *before) for each in (_IN_ADDRESS, _OTHER_DATE))
    if span.entity == "STREET_ADDRESS":
        return _CORNER.search(text, max(0, span.start - _REACH), span.start) is not None
    return False


def _is_listed(name: str) -> bool:
    """Say whether a part of a hashtag is a name that we know: most hashtags are subjects, and nobody's name."""
    tag = f"#{name}"  # so that words written together are taken apart
    words = (tag[start:end].lower() for start, end in tokens(tag))
    return any({"given", "surnames"} & set(phrases().get(word, ())) for word in words)
