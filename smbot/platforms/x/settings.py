"""What an administrator sets for X: the account, its pace and budget, and the searches to watch."""

import re
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from smbot.platforms.bounded import local_or

API_URL = "https://api.twitter.com"
"""The host that tweepy 4.17.0 calls and signs for; X still serves it beside api.x.com."""

QUERY_LIMIT = 512
"""Characters in a recent-search query (X, rate-limits and search pages, August 2026)."""

_NAME = r"^[a-z0-9][a-z0-9-]{0,39}$"
_QUOTED = re.compile(r'"[^"]*"')
_NEGATED_GROUP = re.compile(r"(?:^|[\s(])-\(")
_NOT_ALONE = re.compile(r"-?(?:lang|is|has):\S+")


class ReadBeside(StrEnum):
    """What is read beside a post's own words and links: X bills it."""

    OFF = "off"
    QUOTED = "quoted"


class XMonitor(BaseModel):
    """A saved search: people who speak of us without naming the account.

    It is read only once a person has switched it on, having seen its estimate (`smbot monitor`).
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    name: Annotated[
        str,
        Field(
            pattern=_NAME,
            description="Short name, used in logs and pages: small letters, digits and hyphens.",
        ),
    ]
    query: Annotated[
        str,
        Field(
            min_length=1,
            max_length=QUERY_LIMIT,
            description="X's search query, at most 512 characters; add -is:retweet, they are billed too.",
        ),
    ]
    poll_minutes: Annotated[int, Field(ge=1, le=1440, description="Minutes between two readings.")] = 15

    @field_validator("query")
    @classmethod
    def _query_stands_alone(cls, query: str) -> str:
        if not query.strip():
            raise ValueError("the query is blank: write at least one word or operator")
        if query.count('"') % 2:
            raise ValueError("the query has an opening quotation mark without its closing one")
        bare = _QUOTED.sub(" x ", query)
        if bare.count("(") != bare.count(")"):
            raise ValueError("the query has a bracket without its partner")
        if _NEGATED_GROUP.search(bare):
            raise ValueError("X takes no minus before a bracket: put it before each word inside")
        if all(_NOT_ALONE.fullmatch(word) for word in bare.split()):
            raise ValueError("X refuses lang:, is: and has: on their own: add a word or a name to the query")
        return query.strip()


class XSettings(BaseModel):
    """Settings of the X account. Secrets are not among them: see `smbot.platforms.x.SECRETS`."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    enabled: Annotated[bool, Field(description="Use X at all.")] = False
    user_id: Annotated[
        str, Field(pattern=r"^[0-9]{1,19}$|^$", description="The account's number on X (not its name).")
    ] = ""
    username: Annotated[
        str, Field(pattern=r"^[A-Za-z0-9_]{1,15}$|^$", description="The account's name on X, without the @.")
    ] = ""
    api_url: Annotated[
        str,
        Field(description="Where X's API is: leave it, but for a local server in a rehearsal or the demo."),
    ] = API_URL
    owns_app: Annotated[
        bool,
        Field(description="This account also owns the developer app: X then bills mentions as owned reads."),
    ] = False
    poll_minutes: Annotated[int, Field(ge=1, le=1440, description="Minutes between two readings of mentions.")] = 2
    own_poll_minutes: Annotated[
        int,
        Field(ge=1, le=1440, description="Minutes between two readings of our own posts, written by hand or by smbot."),
    ] = 5
    timeout_seconds: Annotated[
        float, Field(ge=1, le=120, description="Seconds to wait for a connection, and then for an answer.")
    ] = 10
    monthly_budget_usd: Annotated[
        float,
        Field(ge=0, le=1_000_000, description="Most to spend on reading in a calendar month, in US dollars."),
    ] = 50
    monthly_sending_usd: Annotated[
        float,
        Field(ge=0, le=1_000_000, description="Most to spend on replies in a calendar month, in US dollars."),
    ] = 50
    read_beside: Annotated[
        ReadBeside,
        Field(
            description="What is read beside a post's own words and links: the post that it quotes, descriptions of "
            "pictures and polls (quoted), or nothing (off). X bills it."
        ),
    ] = ReadBeside.QUOTED
    page_size: Annotated[
        int, Field(ge=10, le=100, description="Posts asked for at once; X's search takes 10 to 100.")
    ] = 100
    monitors: Annotated[
        tuple[XMonitor, ...], Field(description="Saved searches; each is billed by the posts it finds.")
    ] = ()

    @field_validator("api_url")
    @classmethod
    def _api_is_x_or_local(cls, url: str) -> str:
        return local_or(API_URL, url)

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if self.enabled and not (self.user_id and self.username):
            raise ValueError("an enabled X account needs user_id and username")
        names = [monitor.name for monitor in self.monitors]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two monitors have the same name: {', '.join(twice)}")
        return self
