"""Identifiers of our own, random, so that none of them names a person or a post."""

import secrets
from typing import NewType

MentionId = NewType("MentionId", str)
ReplyId = NewType("ReplyId", str)
MemberId = NewType("MemberId", str)

ALPHABET = "abcdefghjkmnpqrstvwxyz0123456789"
"""No i, l, o, u: an id is read aloud over the telephone."""


def _random(prefix: str) -> str:
    return prefix + "".join(secrets.choice(ALPHABET) for _ in range(16))


def new_mention_id() -> MentionId:
    """Return a fresh mention id, e.g. ``m-3f8k…`` (80 random bits)."""
    return MentionId(_random("m-"))


def new_reply_id() -> ReplyId:
    """Return a fresh reply id."""
    return ReplyId(_random("r-"))


def new_member_id() -> MemberId:
    """Return a fresh team-member id."""
    return MemberId(_random("u-"))
