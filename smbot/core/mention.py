"""A mention and what the stages add to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from smbot.core.ids import MentionId
from smbot.core.parts import RedactedPart
from smbot.core.post_kinds import PostKind
from smbot.core.redacted import RedactedText
from smbot.core.spans import Evidence

FAILED = "failed:"
"""What `classifier` begins with where triage failed at a post, and `withheld` where redaction did."""
PRIVATE = "private:"
"""What `withheld` begins with where the post is a private message on a case's thread; the case's id follows."""


@dataclass(frozen=True, kw_only=True)
class Triage:
    """What a mention asks for: labels in order of precedence, a score (0-1) for each label, and why.

    `classifier` names the rules or model and their version, so that a decision can be explained later.
    """

    labels: tuple[str, ...]
    scores: Mapping[str, float]
    evidence: tuple[Evidence, ...]
    classifier: str


UNKNOWN_AUTHOR = "?"


def is_known_author(pseudonym: str) -> bool:
    """Say whether a pseudonym stands for an author, and not for one post whose platform does not say who wrote it."""
    return bool(pseudonym) and not pseudonym.startswith(UNKNOWN_AUTHOR)


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A redacted post that speaks of us. `text` is None in quarantine and where it is withheld; then it has no parts.

    `pseudonym` and `conversation` are keyed digests: they join posts without naming anybody. A pseudonym that begins
    with `UNKNOWN_AUTHOR` stands for one post: its platform does not say who wrote it. `quotes` are the conversations of
    posts whose words it carries. `version` grows with every change of what is stored.
    """

    id: MentionId
    platform: str
    account: str
    pseudonym: str
    conversation: str
    posted_at: datetime
    language: str
    text: RedactedText | None
    summoned: bool = False
    kind: PostKind = PostKind.POST
    parts: tuple[RedactedPart, ...] = ()
    quotes: frozenset[str] = frozenset()
    version: int = 0


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An unapproved reply made from a playbook, or None as text where no public reply is due."""

    text: str
    language: str
    playbook: str
    playbook_version: str
