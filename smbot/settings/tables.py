"""The configuration's tables: every setting with its type, its bounds and its default."""

import re
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from smbot.core.hosts import LOOPBACK
from smbot.core.layouts import problem_of
from smbot.core.postgresql import database_of
from smbot.core.roles import Role
from smbot.core.states import Mode

PREFIX = "SMBOT_"

_ADDRESS = re.compile(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+")
_SITE = re.compile(r"https?://[^\s/?#@]+")


def _address(value: str) -> str:
    if value and not _ADDRESS.fullmatch(value):
        raise ValueError("this is no e-mail address; write it bare, as in team@example.ca")
    return value


def _site(value: str) -> str:
    if value and not _SITE.fullmatch(value):
        raise ValueError("write scheme and host alone, as in https://desk.example.ca")
    return value


def _hook(value: str) -> str:
    parts = urlsplit(value)
    if value and not (parts.hostname and (parts.scheme == "https" or parts.hostname in LOOPBACK)):
        raise ValueError("write an address that begins with https://")
    if parts.username or parts.password:
        raise ValueError("an address with a name or password in it is a secret: secrets do not stand here")
    return value


def _guarded(value: str) -> str:
    parts = urlsplit(value)
    if value and not (parts.hostname and (parts.scheme == "https" or parts.hostname in LOOPBACK)):
        raise ValueError("write an https address; http is for this machine alone")
    return value


def _postgresql(value: str) -> str:
    parts = urlsplit(value)
    if value and (parts.scheme != "postgresql" or not parts.path.strip("/")):
        raise ValueError("write it as postgresql://smbot@db.example.ca/smbot?sslmode=verify-full")
    if parts.password:
        raise ValueError("the password is a secret: secrets do not stand here")
    if value and not database_of(value).is_here and "sslmode=verify-full" not in parts.query.split("&"):
        raise ValueError("a database on another machine is reached with sslmode=verify-full")
    return value


def _layout(value: str) -> str:
    if problem := problem_of(value):
        raise ValueError(problem)
    return value


def _may_be_unattended(label: str) -> str:
    if label in {"urgent", "abuse", "access_request"}:
        raise ValueError("a person approves every reply to danger, abuse and requests for records")
    return label


def _known_zone(name: str) -> str:
    if name and name not in available_timezones():
        raise ValueError("there is no time zone of this name: write it as America/Toronto is written")
    return name


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Words(_Table):
    """One text in each official language."""

    en: Annotated[str, Field(min_length=1)]
    fr: Annotated[str, Field(min_length=1)]


class OrganisationTable(_Table):
    """Who answers, and what it offers."""

    name: Words
    offer: Literal["bilingual", "french", "english"] = "bilingual"
    first_language: Literal["en", "fr"] = "en"
    private_channel: Words = Words(
        en="the message button below this reply", fr="le bouton de message sous cette réponse"
    )
    service_standard: Words = Words(en="within two working days", fr="d’ici deux jours ouvrables")
    published: tuple[str, ...] = ()


class StorageTable(_Table):
    """Where the database lies: in files, or on PostgreSQL where `url` names it; the keys' database lies apart."""

    folder: Path = Path("data")
    url: Annotated[str, AfterValidator(_postgresql)] = ""
    key_url: Annotated[str, AfterValidator(_postgresql)] = ""

    @model_validator(mode="after")
    def _both_and_apart(self) -> Self:
        same = self.url and self.key_url and database_of(self.url).may_be(database_of(self.key_url))
        if bool(self.url) != bool(self.key_url) or same:
            raise ValueError("url and key_url name two databases of PostgreSQL, or neither is set")
        return self


class KeysTable(_Table):
    """Where the keys lie."""

    folder: Path = Path("keys")


class SecretsTable(_Table):
    """Where secrets lie."""

    folder: Path = Path("secrets")


_Score = Annotated[float, Field(ge=0, le=1)]


class ThresholdsTable(_Table):
    """The thresholds of one kind of personal information."""

    doubt_below: _Score = 0.6
    ignore_below: _Score = 0.2

    @model_validator(mode="after")
    def _the_lower_one_is_lower(self) -> Self:
        if self.ignore_below > self.doubt_below:
            raise ValueError("ignore_below is above doubt_below: nothing would be marked as doubtful")
        return self


class PrivacyTable(ThresholdsTable):
    """What redaction leaves out, and what it marks for a person."""

    recognizers: tuple[str, ...] = ()
    disabled_recognizers: tuple[str, ...] = ()
    case_numbers: tuple[Annotated[str, AfterValidator(_layout)], ...] = ()
    thresholds: dict[str, ThresholdsTable] = {}
    operators: dict[str, str] = {"default": "number"}


class PlaybooksTable(_Table):
    """Where the playbooks lie, and whose replies may leave without a person."""

    folder: Path = Path("playbooks")
    unattended: tuple[Annotated[str, AfterValidator(_may_be_unattended)], ...] = ()


class OfficesTable(_Table):
    """Where the directory of offices lies, and for which office each account speaks, by platform."""

    file: Path = Path("directory.yaml")
    account_office: dict[str, str] = {}


_TIME_OR_NONE = r"^(?:(?:[01]\d|2[0-3]):[0-5]\d)?$"


class SendingTable(_Table):
    """What may leave, and when."""

    mode: Mode = Mode.LISTEN
    undo_seconds: Annotated[int, Field(ge=0, le=3600)] = 10
    quiet_seconds: Annotated[int, Field(ge=1, le=86_400)] = 120
    most_per_minute: Annotated[int, Field(ge=1, le=10_000)] = 30
    quiet_from: Annotated[str, Field(pattern=_TIME_OR_NONE)] = ""
    quiet_until: Annotated[str, Field(pattern=_TIME_OR_NONE)] = ""
    hide_exposed: Literal["by-person", "at-once"] = "by-person"

    @model_validator(mode="after")
    def _quiet_hours_begin_and_end(self) -> Self:
        if bool(self.quiet_from) != bool(self.quiet_until):
            raise ValueError("quiet hours need both quiet_from and quiet_until")
        if self.quiet_from and self.quiet_from == self.quiet_until:
            raise ValueError("quiet_from and quiet_until are the same: quiet hours would never end")
        return self


class ReviewTable(_Table):
    """How the team works."""

    claim_minutes: Annotated[int, Field(ge=1, le=1440)] = 15
    answer_hours: Annotated[int, Field(ge=1, le=720)] = 48
    assignment: Literal["off", "suggest", "auto"] = "suggest"
    content_notice: bool = True


class TriageTable(_Table):
    """How triage is watched, and what it learns from."""

    weekly_sample: Annotated[int, Field(ge=0, le=1000)] = 20
    corrections_per_person: Annotated[int, Field(ge=1, le=100_000)] = 200


class AccessTable(_Table):
    """Under which law possible access requests stand, and who is told of them."""

    jurisdiction: Literal["CA", "AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT"] = "CA"
    kind: Literal["general", "own-file"] = "general"
    coordinator_email: Annotated[str, AfterValidator(_address)] = ""
    coordinator_webhook: Annotated[str, AfterValidator(_hook)] = ""
    alarm_days: tuple[Annotated[int, Field(ge=0, le=90)], ...] = (10, 5, 1)
    laws: str = ""


_Hours = Annotated[int, Field(ge=0, le=2000)]


class _KindTable(_Table):
    """The service standard of a kind of case."""

    hours: Annotated[int, Field(ge=1, le=2000)] = 40
    clock: Literal["business", "calendar"] = "business"
    escalate: dict[Role, _Hours] = {}


class FeedbackTable(_KindTable):
    """Opinions and ideas."""


class ComplaintTable(_KindTable):
    """Dissatisfaction that expects a response."""

    hours: Annotated[int, Field(ge=1, le=2000)] = 16
    escalate: dict[Role, _Hours] = {Role.APPROVER: 12, Role.COMPLIANCE: 24}


class IncidentTable(_KindTable):
    """Faults that somebody reports."""

    hours: Annotated[int, Field(ge=1, le=2000)] = 8
    escalate: dict[Role, _Hours] = {Role.APPROVER: 4}


class ProblemTable(_KindTable):
    """Faults that many report."""

    hours: Annotated[int, Field(ge=1, le=2000)] = 24
    clock: Literal["business", "calendar"] = "calendar"
    escalate: dict[Role, _Hours] = {Role.APPROVER: 4, Role.COMPLIANCE: 24}


class PagingTable(_Table):
    """How people on call are told of what is urgent."""

    repeat_minutes: Annotated[int, Field(ge=1, le=1440)] = 5
    next_minutes: Annotated[int, Field(ge=1, le=1440)] = 15
    link_hours: Annotated[int, Field(ge=1, le=168)] = 12


class OnCallTable(_Table):
    """A member on call, reached by e-mail or by the targets of a secret."""

    member: Annotated[str, Field(min_length=1)]
    address: Annotated[str, AfterValidator(_address)] = ""
    target: Annotated[str, Field(pattern=r"^(?:[a-z0-9_]{1,40})?$")] = ""

    @model_validator(mode="after")
    def _there_is_a_way(self) -> Self:
        if not self.address and not self.target:
            raise ValueError("set an address, or a target: otherwise nobody is told")
        return self


_DAYS = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_TimeOfDay = Annotated[str, Field(pattern=r"^(?:[01]\d|2[0-3]):[0-5]\d$")]


class CasesTable(_Table):
    """How cases are worked on, and who is told when they wait."""

    days: Annotated[tuple[_DAYS, ...], Field(min_length=1)] = ("monday", "tuesday", "wednesday", "thursday", "friday")
    opens: _TimeOfDay = "08:30"
    closes: _TimeOfDay = "16:30"
    problem_hours: Annotated[int, Field(ge=1, le=720)] = 48
    problem_threshold: _Score = 0.6
    survey_days: Annotated[int, Field(ge=1, le=365)] = 30
    feedback: FeedbackTable = FeedbackTable()
    complaint: ComplaintTable = ComplaintTable()
    incident: IncidentTable = IncidentTable()
    problem: ProblemTable = ProblemTable()
    paging: PagingTable = PagingTable()
    on_call: tuple[OnCallTable, ...] = ()

    @model_validator(mode="after")
    def _a_day_ends_after_it_begins(self) -> Self:
        if self.opens >= self.closes:
            raise ValueError("opens must be earlier than closes")
        return self


class WebTable(_Table):
    """Where the desk listens."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65_535)] = 8321
    https: bool = False
    idle_minutes: Annotated[int, Field(ge=1, le=1440)] = 30
    session_hours: Annotated[int, Field(ge=1, le=24)] = 10
    public_url: Annotated[str, AfterValidator(_site)] = ""
    second_factor: Literal["optional", "required"] = "optional"
    accessibility_contact: Annotated[str, Field(max_length=200)] = ""
    api_per_minute: Annotated[int, Field(ge=1, le=60_000)] = 120


class OidcTable(_Table):
    """The organisation's own sign-in service (OpenID Connect); no issuer, no such service."""

    issuer: Annotated[str, AfterValidator(_guarded)] = ""
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


class SignInTable(_Table):
    """How members sign in beside their local accounts."""

    oidc: OidcTable = OidcTable()


class WebhooksTable(_Table):
    """Where platforms deliver to us; no public address, no webhooks."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65_535)] = 8323
    public_url: Annotated[str, AfterValidator(_site)] = ""
    most_waiting: Annotated[int, Field(ge=1)] = 100_000


class HandoffTable(_Table):
    """Case codes, what becomes of private words, and who carries the news of an answer."""

    code_days: Annotated[int, Field(ge=1, le=730)] = 60
    deletion: Literal["at-once", "by-team"] = "at-once"
    webhook_url: Annotated[str, AfterValidator(_guarded)] = ""


class CitizenTable(_Table):
    """The secure page: where it listens, and what its collection notice says."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65_535)] = 8325
    public_url: Annotated[str, AfterValidator(_site)] = ""
    forwarded_by: tuple[str, ...] = ("127.0.0.1",)
    idle_minutes: Annotated[int, Field(ge=2, le=240)] = 30
    session_minutes: Annotated[int, Field(ge=5, le=720)] = 120
    authority: Words | None = None
    questions: Words | None = None


class MonitoringTable(_Table):
    """Where monitors read the metrics; port 0 serves none."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65_535)] = 0


class MailTable(_Table):
    """The server that takes our e-mail."""

    host: str = ""
    port: Annotated[int, Field(ge=1, le=65_535)] = 587
    security: Literal["tls", "starttls", "none"] = "starttls"
    sender: Annotated[str, AfterValidator(_address)] = ""
    username: str = ""

    @model_validator(mode="after")
    def _nothing_crosses_the_network_in_clear(self) -> Self:
        if self.security == "none" and self.host not in LOOPBACK:
            raise ValueError('security = "none" is for a server on this machine: set host to 127.0.0.1, or use tls')
        return self


class ReaderTable(_Table):
    """Somebody who is told by e-mail."""

    address: Annotated[str, Field(min_length=1), AfterValidator(_address)]
    language: Literal["en", "fr"] = "en"
    kinds: tuple[Literal["alarms", "daily", "weekly", "docket"], ...] = ("alarms", "daily", "weekly")
    time_zone: Annotated[str, AfterValidator(_known_zone)] = ""
    member: str = ""


class NotificationsTable(_Table):
    """Who is told what, and when."""

    hour: Annotated[int, Field(ge=0, le=23)] = 8
    weekday: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] = "monday"
    time_zone: Annotated[str, AfterValidator(_known_zone), Field(min_length=1)] = "America/Toronto"
    readers: tuple[ReaderTable, ...] = ()


class WordLists(_Table):
    """Words and phrases of each language that mean the same thing."""

    en: tuple[Annotated[str, Field(min_length=2)], ...] = ()
    fr: tuple[Annotated[str, Field(min_length=2)], ...] = ()

    @model_validator(mode="after")
    def _there_is_a_word(self) -> Self:
        if not self.en and not self.fr:
            raise ValueError("at least one word is needed, in either language")
        return self


class SubjectTable(_Table):
    """A place, an office, a program or a service that the report on what is said about us counts."""

    name: Words
    words: WordLists


_HOUR = r"(?:[01]\d|2[0-3]):[0-5]\d"
_RIGHT = {
    "fee": (r"\d{1,6}(?:\.\d\d)?", "write dollars, as in 35 or 84.50"),
    "hours": (rf"{_HOUR}-(?:{_HOUR}|24:00)", "write hours as in 08:30-16:30"),
    "day": ("monday|tuesday|wednesday|thursday|friday|saturday|sunday", "write a day in English, as in monday"),
    "deadline": (r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", "write month and day, as in 03-31"),
}


class FactTable(SubjectTable):
    """Something true about our services: what differs from it in a post is wrong."""

    kind: Literal["fee", "hours", "day", "deadline"]
    right: Annotated[tuple[str, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _right_is_written_as_its_kind_asks(self) -> Self:
        form, mend = _RIGHT[self.kind]
        if not all(re.fullmatch(form, value) for value in self.right):
            raise ValueError(f"right: {mend}")
        return self


class AuditTable(_Table):
    """Where signed checkpoints of the audit log are kept outside of this machine."""

    anchor_folder: str = ""
    anchor_address: Annotated[str, AfterValidator(_address)] = ""


_Days = Annotated[int, Field(ge=0, le=36_500)]


class RetentionTable(_Table):
    """How long each kind of record is kept after its last use, in days (0: always), and who allowed its disposal."""

    authority: Annotated[str, Field(max_length=200)] = ""
    original_days: _Days = 0
    mention_days: _Days = 0
    private_days: _Days = 0
    case_days: _Days = 0
    docket_days: _Days = 0
    run: Literal["by-person", "daily"] = "by-person"


class BackupTable(_Table):
    """Where backups are written, data and keys apart; in days, how long each is kept, how old the newest may become."""

    folder: Path = Path("backup/data")
    keys_folder: Path = Path("backup/keys")
    keep_days: Annotated[int, Field(ge=1, le=3650)] = 30
    keep_keys_days: Annotated[int, Field(ge=1, le=90)] = 7
    warn_days: Annotated[int, Field(ge=0, le=90)] = 2


class LogTable(_Table):
    """How much is logged, and in which form."""

    level: Literal["info", "warning"] = "info"
    format: Literal["console", "json"] = "console"


class Settings(BaseSettings):
    """The whole configuration. A variable such as ``SMBOT_SENDING__MODE`` goes before the file."""

    model_config = SettingsConfigDict(
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        env_prefix=PREFIX,
        env_nested_delimiter="__",
    )

    organisation: OrganisationTable
    storage: StorageTable = StorageTable()
    keys: KeysTable = KeysTable()
    secrets: SecretsTable = SecretsTable()
    privacy: PrivacyTable = PrivacyTable()
    playbooks: PlaybooksTable = PlaybooksTable()
    offices: OfficesTable = OfficesTable()
    sending: SendingTable = SendingTable()
    review: ReviewTable = ReviewTable()
    triage: TriageTable = TriageTable()
    access: AccessTable = AccessTable()
    cases: CasesTable = CasesTable()
    web: WebTable = WebTable()
    sign_in: SignInTable = SignInTable()
    webhooks: WebhooksTable = WebhooksTable()
    handoff: HandoffTable = HandoffTable()
    citizen: CitizenTable = CitizenTable()
    monitoring: MonitoringTable = MonitoringTable()
    mail: MailTable = MailTable()
    notifications: NotificationsTable = NotificationsTable()
    audit: AuditTable = AuditTable()
    retention: RetentionTable = RetentionTable()
    backup: BackupTable = BackupTable()
    log: LogTable = LogTable()
    subjects: tuple[SubjectTable, ...] = ()
    facts: tuple[FactTable, ...] = ()
    platforms: dict[str, dict[str, JsonValue]] = {}

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment go before the file, whose content comes as arguments."""
        return env_settings, init_settings
