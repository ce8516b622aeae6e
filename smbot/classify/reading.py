"""A masked post as the parts of triage read it: words, the rules that hold, and words for an encoder."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from smbot.classify.rules import RuleHit, Rules
from smbot.classify.words import Words, split_words

_MASK = re.compile(r"\[([A-Z_]{2,40})(?: [^\]\s]{1,8})?\]")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A post's text, its words and the rules that hold; `rules` names those for the model."""

    text: str
    words: Words
    hits: Sequence[RuleHit]

    @property
    def rules(self) -> tuple[str, ...]:
        """Names of the rules that hold."""
        return tuple(hit.rule.name for hit in self.hits)


def read(text: str, language: str, earlier: Sequence[str], rules: Rules) -> Reading:
    """Read a text; `earlier` are labels of the author's earlier posts in the conversation."""
    words = split_words(text)
    return Reading(text=text, words=words, hits=rules.hits(words, language, earlier))


def as_words(text: str) -> str:
    """Return a masked text as an encoder reads it: “[PHONE_NUMBER 1]” is “phone number”."""
    return _MASK.sub(lambda mask: mask[1].lower().replace("_", " "), text)
