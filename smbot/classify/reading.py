"""A masked post as the parts of triage read it: words, the rules that hold, and words for an encoder."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from smbot.classify.rules import RuleHit, Rules
from smbot.classify.words import Words, split_words
from smbot.core.marked import MARK

_MASK = re.compile(rf"\[([A-Z_]{{2,40}}) (?i:{MARK})\]")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A post's text, its words and the rules that hold."""

    text: str
    words: Words
    hits: Sequence[RuleHit]

    @property
    def alone(self) -> tuple[RuleHit, ...]:
        """The rules that hold whatever was posted before: the model knows posts by themselves only."""
        return tuple(hit for hit in self.hits if not hit.rule.after)

    @property
    def rules(self) -> tuple[str, ...]:
        """Names of those, for the model."""
        return tuple(hit.rule.name for hit in self.alone)


def read(text: str, language: str, earlier: Collection[str], rules: Rules) -> Reading:
    """Read a text; `earlier` are labels of the author's earlier posts in the conversation."""
    words = split_words(text)
    return Reading(text=text, words=words, hits=rules.hits(words, language, earlier))


def as_words(text: str) -> str:
    """Return a masked text as an encoder reads it: “[PHONE_NUMBER 1]” is “phone number”."""
    return _MASK.sub(lambda mask: mask[1].lower().replace("_", " "), text)
