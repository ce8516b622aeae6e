"""What everything else stands on: keys, databases, the organisation, and what reads and masks texts."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from sqlalchemy import URL, Engine, make_url
from sqlalchemy.exc import OperationalError

from smbot.classify.labels import Labels, load_labels
from smbot.classify.versions import Versions
from smbot.core.clock import Clock, SystemClock
from smbot.core.errors import ConfigurationError
from smbot.core.messages import msg
from smbot.normalise.language import LanguageTeller
from smbot.offices.load import EMPTY, read_directory
from smbot.offices.model import Directory
from smbot.offices.offer import Ordered, greeting_order
from smbot.offices.published import published
from smbot.playbooks.fields import Bilingual, Organisation
from smbot.redact.allow import AllowList
from smbot.redact.doubt import Doubt, Thresholds, doubt_of
from smbot.redact.engine import BUILT_IN, Redactor, load_finders
from smbot.redact.layouts import CASE_LAYOUTS, finder_of
from smbot.redact.operators import Operators, read_operators
from smbot.redact.ports import Tagger
from smbot.redact.scan import TextScanner
from smbot.redact.tagger.loading import load_tagger
from smbot.registry import load_recognizer
from smbot.secrets import credentials_folder, read_secrets
from smbot.settings import Configuration, ThresholdsTable, Words
from smbot.storage.engine import are_one, open_engine
from smbot.storage.keystore import KeyStore
from smbot.storage.migrate import migrate, outdated, version_of
from smbot.storage.private_keys import PrivateKeyStore
from smbot.storage.store import Store
from smbot.vault.digest import Digester
from smbot.vault.keys import KeyRing, read_keys


class Foundation:
    """What one process needs whatever it does, built when first used."""

    def __init__(
        self,
        configuration: Configuration,
        clock: Clock | None = None,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self.configuration = configuration
        self.settings = configuration.settings
        self.clock = clock or SystemClock()
        self._environment = environment
        self._directory = EMPTY

    @property
    def key_folder(self) -> Path:
        """Return the folder of keys, where the signatures of the audit log are kept too."""
        return self.configuration.folder(self.settings.keys.folder)

    @cached_property
    def keys(self) -> KeyRing:
        """Return this process's keys."""
        return read_keys(self.key_folder, credentials_folder(self._environment))

    @cached_property
    def engine(self) -> Engine:
        """Return the database's engine."""
        return self._open(self.settings.storage.url, "password", self.configuration.database)

    def _open(self, url: str, password: str, file: Path) -> Engine:
        if not url:
            return open_engine(URL.create("sqlite", database=str(file)))
        found = self.secrets("storage", ("password", "key_password"))
        return open_engine(make_url(url).set(password=found.get(password) or found.get("password")))

    @property
    def on_postgresql(self) -> bool:
        """Say whether the database is one that several machines share."""
        return bool(self.settings.storage.url)

    @property
    def database_name(self) -> str:
        """Return where the database lies, for people: a file, or an address without a password."""
        return self.settings.storage.url or str(self.configuration.database)

    def installed(self) -> bool:
        """Say whether there is a database with tables, of whatever version.

        Raises:
            ConfigurationError: The server cannot be reached, or does not let us in.
        """
        if not self.on_postgresql:
            return self.configuration.database.exists()
        try:
            return version_of(self.engine) is not None
        except OperationalError as error:
            cause = type(error.orig).__name__
        raise ConfigurationError(
            msg("The database cannot be reached ({error}).", error=cause),
            where=self.database_name,
            mend=msg("Look whether the server runs, and check storage.url and the secret storage.password."),
        )

    def ready(self) -> bool:
        """Say whether there is a database of this version.

        Raises:
            ConfigurationError: As `installed`.
        """
        return self.installed() and not outdated(self.engine)

    @cached_property
    def store(self) -> Store:
        """Return the database; on PostgreSQL, what is stored wakes whoever works on it."""
        if not self.on_postgresql:
            return Store(self.engine, self.clock)
        from smbot.storage.wakes import Waker  # noqa: PLC0415 - of the extra “postgresql”

        return Store(self.engine, self.clock, Waker())

    def migrate(self) -> None:
        """Bring both databases to this version's tables.

        Raises:
            ConfigurationError: Both are one database of PostgreSQL, or it is from a newer version.
        """
        if self.on_postgresql and are_one(self.engine, self.key_store.engine):
            raise ConfigurationError(
                msg("Both settings name the same database."),
                where="storage.url, storage.key_url",
                mend=msg("Set both, as README.md shows under “Many machines”."),
            )
        migrate(self.engine)
        if self.on_postgresql:
            from smbot.storage.wakes import create_queue  # noqa: PLC0415 - of the extra “postgresql”

            create_queue(self.engine)
        self.key_store.create()
        self.private_keys.create()
        self.store.index_waiting()

    def close(self) -> None:
        """Give back what is open."""
        self.engine.dispose()
        self.key_store.close()
        self.private_keys.close()

    @cached_property
    def key_store(self) -> KeyStore:
        """Return the store of sealed originals' keys."""
        return KeyStore(self._open_keys())

    @cached_property
    def private_keys(self) -> PrivateKeyStore:
        """Return the store of private messages' keys."""
        return PrivateKeyStore(self._open_keys())

    def _open_keys(self) -> Engine:
        return self._open(self.settings.storage.key_url, "key_password", self.configuration.key_database)

    @cached_property
    def digester(self) -> Digester:
        """Return what makes keyed digests."""
        return Digester(self.keys.secret("digest"))

    def secrets(self, name: str, names: Sequence[str]) -> Mapping[str, str]:
        """Return those of a platform's (or of notifications') secrets that this process was given."""
        return read_secrets(name, names, self.configuration.folder(self.settings.secrets.folder), self._environment)

    @cached_property
    def organisation(self) -> Organisation:
        """Return who answers."""
        table = self.settings.organisation

        def both(words: Words) -> Bilingual:
            return Bilingual(en=words.en, fr=words.fr)

        return Organisation(
            name=both(table.name),
            offer=table.offer,
            first_language=table.first_language,
            private_channel=both(table.private_channel),
            service_standard=both(table.service_standard),
        )

    @property
    def directory(self) -> Directory:
        """Return the offices as their file has them now; what was good last, while it is broken."""
        file = self.configuration.folder(self.settings.offices.file)
        self._directory = read_directory(file, last=self._directory).directory
        return self._directory

    @property
    def published(self) -> tuple[str, ...]:
        """Return our own numbers, addresses and accounts: of the configuration, and of the directory of offices."""
        return (*self.settings.organisation.published, *sorted(published(self.directory)))

    def greeting_as(self, platform: str, name: str = "") -> "Greeting":
        """Return who greets on a platform: as the home office of the member `name`, else as the account's office."""
        home = self._home_office(name) if name else ""
        ordered = greeting_order(
            self.directory,
            self.organisation,
            self.organisation.offer,
            home_office=home,
            account_office=self.settings.offices.account_office.get(platform, ""),
        )
        first = ordered.order[0]
        return Greeting(ordered=ordered, organisation=replace(self.organisation, first_language=first))

    def _home_office(self, name: str) -> str:
        with self.store.read() as tx:
            return next((member.office for member in tx.members() if member.name == name), "")

    @cached_property
    def labels(self) -> Labels:
        """Return the labels in their order."""
        return load_labels()

    @property
    def model_versions(self) -> Versions:
        """Return the versions of the model of triage."""
        return Versions(folder=self.configuration.database.parent / "models" / "triage")

    @cached_property
    def teller(self) -> LanguageTeller:
        """Return what tells languages."""
        return LanguageTeller()

    @cached_property
    def scanner(self) -> TextScanner:
        """Return what scans our own side's texts."""
        return TextScanner(self.redactor(tagger=None), self.teller)

    @cached_property
    def operators(self) -> Operators:
        """Return how each kind of personal information is replaced."""
        where = f"{self.configuration.file}: privacy.operators"
        found = read_operators(self.settings.privacy.operators, where=where)
        return replace(found, code=self.digester.code) if found.needs_code else found

    def load_tagger(self) -> Tagger:
        """Load what finds names, with the models that the configuration chooses.

        Raises:
            ConfigurationError: They are not installed, or their file is missing or damaged.
        """
        table = self.settings.privacy
        return load_tagger(table.names, public=table.public_names == "mask")

    def redactor(self, tagger: Tagger | None) -> Redactor:
        """Return a redactor with the configured recognizers; `tagger` finds what only context gives away."""
        disabled = set(self.settings.privacy.disabled_recognizers)
        load_finders(disabled)  # refuses a name that no recognizer has
        own = frozenset(self.published)
        allow = AllowList(values=own, handles=frozenset(value for value in own if value.startswith("@")), names=own)
        layouts = self.settings.privacy.case_numbers
        extra = {CASE_LAYOUTS: finder_of(layouts, entity="CASE_NUMBER", name=CASE_LAYOUTS)} if layouts else {}
        finders = load_finders([*(name for name in BUILT_IN if name not in disabled), *extra], extra)
        others = [load_recognizer(name) for name in self.settings.privacy.recognizers]
        return Redactor(finders=finders, tagger=tagger, allow=allow, doubt=self.doubt, others=others)

    @cached_property
    def doubt(self) -> Doubt:
        """Return below which scores nothing is masked, or masked and marked for a person."""

        def thresholds(table: ThresholdsTable) -> Thresholds:
            return Thresholds(doubt_below=table.doubt_below, ignore_below=table.ignore_below)

        table = self.settings.privacy
        own = {name.upper(): thresholds(each) for name, each in table.thresholds.items()}
        return doubt_of(thresholds(table), own, where=f"{self.configuration.file}: privacy.thresholds")


@dataclass(frozen=True, kw_only=True)
class Greeting:
    """The order of a greeting with the office that set it, and the organisation as it then speaks."""

    ordered: Ordered
    organisation: Organisation
