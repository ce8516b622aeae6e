"""Identifiers of our own, random, so that none of them names a person or a post."""

import secrets
from typing import NewType

MentionId = NewType("MentionId", str)
ReplyId = NewType("ReplyId", str)
MemberId = NewType("MemberId", str)
CaseId = NewType("CaseId", str)
PageId = NewType("PageId", str)
TokenId = NewType("TokenId", str)
DocketId = NewType("DocketId", str)
PassingId = NewType("PassingId", str)

ALPHABET = "abcdefghjkmnpqrstvwxyz0123456789"
"""No i, l, o, u: an id is read aloud over the telephone."""


def _random(prefix: str, length: int = 16) -> str:
    return prefix + "".join(secrets.choice(ALPHABET) for _ in range(length))


def new_mention_id() -> MentionId:
    """Return a fresh mention id, e.g. ``m-3f8k…`` (80 random bits)."""
    return MentionId(_random("m-"))


def new_reply_id() -> ReplyId:
    """Return a fresh reply id."""
    return ReplyId(_random("r-"))


def new_member_id() -> MemberId:
    """Return a fresh team-member id."""
    return MemberId(_random("u-"))


def new_token_id() -> TokenId:
    """Return a fresh id of a token for programs; it is no secret."""
    return TokenId(_random("k-"))


def new_docket_id() -> DocketId:
    """Return a fresh id of an entry of the docket of possible access requests."""
    return DocketId(_random("d-"))


def new_passing_id() -> PassingId:
    """Return a fresh id of an order to pass an entry of the docket to the access coordinator."""
    return PassingId(_random("h-"))


def new_case_id() -> CaseId:
    """Return a fresh case id, e.g. ``c-7k2m…`` (60 random bits)."""
    return CaseId(_random("c-", 12))


def new_page_id() -> PageId:
    """Return a fresh id of a page to people on call (60 random bits)."""
    return PageId(_random("p-", 12))
