"""Settings of where smbot listens, and how members sign in."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from smbot.core.roles import Role
from smbot.settings.values import GuardedAddress, Port, Site, Table, Words


class WebTable(Table):
    """Where the desk listens."""

    host: str = "127.0.0.1"
    port: Port = 8321
    https: bool = False
    idle_minutes: Annotated[int, Field(ge=1, le=1440)] = 30
    session_hours: Annotated[int, Field(ge=1, le=24)] = 10
    public_url: Site = ""
    second_factor: Literal["optional", "required"] = "optional"
    accessibility_contact: Annotated[str, Field(max_length=200)] = ""
    api_per_minute: Annotated[int, Field(ge=1, le=60_000)] = 120


class OidcTable(Table):
    """The organisation's own sign-in service (OpenID Connect); no issuer, no such service."""

    issuer: GuardedAddress = ""
    client_id: str = ""
    scopes: tuple[str, ...] = ("openid", "profile", "email")
    roles_claim: str = "groups"
    roles: dict[str, tuple[Role, ...]] = {}
    allowed_domains: tuple[str, ...] = ()
    local_accounts: Literal["everybody", "administrators"] = "everybody"

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.issuer and not self.client_id:
            raise ValueError("client_id is needed with issuer: the sign-in service gave it to this desk")
        if "openid" not in self.scopes:
            raise ValueError('scopes needs "openid"')
        return self


class SignInTable(Table):
    """How members sign in beside their local accounts."""

    oidc: OidcTable = OidcTable()


class WebhooksTable(Table):
    """Where platforms deliver to us; no public address, no webhooks."""

    host: str = "127.0.0.1"
    port: Port = 8323
    public_url: Site = ""
    most_waiting: Annotated[int, Field(ge=1)] = 100_000


class CitizenTable(Table):
    """The secure page: where it listens, and what its collection notice says."""

    host: str = "127.0.0.1"
    port: Port = 8325
    public_url: Site = ""
    forwarded_by: tuple[str, ...] = ("127.0.0.1",)
    idle_minutes: Annotated[int, Field(ge=2, le=240)] = 30
    session_minutes: Annotated[int, Field(ge=5, le=720)] = 120
    authority: Words | None = None
    questions: Words | None = None


class MonitoringTable(Table):
    """Where monitors read the metrics; port 0 serves none."""

    host: str = "127.0.0.1"
    port: Port = 0
