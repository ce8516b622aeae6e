"""What an administrator sets for Facebook: the page, the app, and the pace of reading."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from smbot.platforms.bounded import local_or

GRAPH_URL = "https://graph.facebook.com"
"""The host that facebook-sdk 3.1.0 calls."""

API_VERSION = "v26.0"
"""Current since July 2026; Meta keeps a version for about two years."""


class FacebookSettings(BaseModel):
    """Settings of the Facebook page. Secrets are not among them: see `smbot.platforms.facebook.SECRETS`."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    enabled: Annotated[bool, Field(description="Use Facebook at all.")] = False
    page_id: Annotated[str, Field(pattern=r"^[0-9]{1,25}$|^$", description="The page's number (not its name).")] = ""
    app_id: Annotated[
        str, Field(pattern=r"^[0-9]{1,25}$|^$", description="The developer app's number; checks of tokens need it.")
    ] = ""
    graph_url: Annotated[
        str,
        Field(description="Where the Graph API is: leave it, but for a local server in a rehearsal or the demo."),
    ] = GRAPH_URL
    api_version: Annotated[
        str, Field(pattern=r"^v[0-9]{1,3}\.[0-9]{1,2}$", description="The version of the Graph API, such as v26.0.")
    ] = API_VERSION
    poll_minutes: Annotated[int, Field(ge=1, le=1440, description="Minutes between two readings.")] = 5
    follow_days: Annotated[
        int, Field(ge=1, le=365, description="Comments are read of posts that are younger than so many days.")
    ] = 30
    messages: Annotated[
        bool, Field(description="Read and answer private messages; needs the permission pages_messaging.")
    ] = True
    timeout_seconds: Annotated[
        float, Field(ge=1, le=120, description="Seconds to wait for a connection, and then for an answer.")
    ] = 10
    page_size: Annotated[int, Field(ge=5, le=100, description="Items asked for at once; Graph gives at most 100.")] = 50

    @field_validator("graph_url")
    @classmethod
    def _graph_is_facebook_or_local(cls, url: str) -> str:
        return local_or(GRAPH_URL, url)

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if self.enabled and not (self.page_id and self.app_id):
            raise ValueError("an enabled Facebook page needs page_id and app_id")
        return self
