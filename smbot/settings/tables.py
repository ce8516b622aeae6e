"""The whole configuration: its tables by name, and the environment that goes before the file."""

from pydantic import JsonValue
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from smbot.settings.answering import OfficesTable, OrganisationTable, PlaybooksTable, ReviewTable, SendingTable
from smbot.settings.counting import FactTable, SubjectTable
from smbot.settings.keeping import (
    AuditTable,
    BackupTable,
    KeysTable,
    LogTable,
    RetentionTable,
    SecretsTable,
    StorageTable,
)
from smbot.settings.matters import AccessTable, CasesTable, HandoffTable
from smbot.settings.reading import PrivacyTable, TriageTable
from smbot.settings.serving import CitizenTable, MonitoringTable, SignInTable, WebhooksTable, WebTable
from smbot.settings.telling import MailTable, NotificationsTable

PREFIX = "SMBOT_"


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
