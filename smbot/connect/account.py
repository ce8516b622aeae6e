"""One platform of one installation, as connecting sees it: what is stored, what is given, and what is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue

from smbot.bootstrap import Application
from smbot.connect.given import Given, read_given
from smbot.connect.keep import EncryptedCredentials, SecretFiles, SecretPlace, write_settings
from smbot.connect.walk import ENABLED, Walk
from smbot.core.accounts import platform_of
from smbot.core.events import Act, Detail, Event
from smbot.platforms.ports import Ask, Finding, Step, hold
from smbot.registry import load_platform
from smbot.secrets import credentials_folder, variable


@dataclass(frozen=True, kw_only=True)
class Examined:
    """How one step stands by what is stored."""

    step: Step
    missing: tuple[Ask, ...] = ()
    findings: tuple[Finding, ...] = ()
    holds: bool


@dataclass(frozen=True, kw_only=True)
class Examination:
    """How an account stands by what is stored."""

    enabled: bool
    steps: tuple[Examined, ...]
    probe: tuple[Finding, ...]

    @property
    def connected(self) -> bool:
        """Say whether it is switched on and every check holds."""
        return self.enabled and all(s.holds for s in self.steps) and hold(self.probe)


class Account:
    """What connecting reads and writes for one platform; every change is in the audit log before it is made.

    `given` is a file of values, `encrypted` the directory where systemd-creds keeps secrets in place of owner-only
    files.

    Raises:
        ConfigurationError: There is no such platform, or a secret cannot be read.
        InputError: The file of values cannot be read, or holds what nobody asks for.
    """

    def __init__(
        self,
        application: Application,
        platform: str,
        actor: str,
        environment: Mapping[str, str],
        *,
        given: Path | None = None,
        encrypted: Path | None = None,
    ) -> None:
        self.adapter = load_platform(platform)
        self.name, self.title = platform, self.adapter.rules.title
        self.clock = application.clock
        self.encrypted = encrypted
        self._application, self._actor, self._environment = application, actor, environment
        self._table = application.settings.platforms.get(platform, {})
        self._folder = application.configuration.folder(application.settings.secrets.folder)
        names = self.adapter.secret_names
        self.place: SecretPlace = (
            EncryptedCredentials(platform, names, encrypted)
            if encrypted
            else SecretFiles(platform, names, self._folder, environment)
        )
        values: Mapping[str, JsonValue] = {}
        if given:
            asked = {ask.name for step in self.adapter.steps(self._table) for ask in step.asks}
            values = read_given(given, self.adapter, asked)
        self.given = Given(platform, values, environment)

    @property
    def enabled(self) -> bool:
        """Say whether the platform is switched on."""
        return self._table.get(ENABLED) is True

    def walk(self) -> Walk:
        """Return the walk at its beginning: what is stored, and given settings that no step asks for.

        Raises:
            ConfigurationError: A stored secret cannot be read.
            InputError: A given setting is not possible.
        """
        walk = Walk(adapter=self.adapter, kept_settings=self._table, kept_secrets=self.place.read())
        asked = {ask.name for step in walk.steps() for ask in step.asks}
        for name, value in self.given.among(tuple(self.adapter.settings_model.model_fields)).items():
            walk = walk if name in asked else walk.typed(name, value)
        return walk

    def examine(self) -> Examination:
        """Check every step and the account by what is stored, the environment's secrets included.

        Raises:
            ConfigurationError: A stored secret cannot be read.
        """
        secrets = {**self.place.read(), **self._from_environment()}
        walk = Walk(adapter=self.adapter, kept_settings=self._table, kept_secrets=secrets)
        steps = []
        for step in walk.steps():
            if not step.asks and step.check is None:
                continue  # something to do on the platform's pages: nothing here shows whether it was done
            missing = tuple(walk.missing(step))
            lasting = tuple(ask for ask in missing if walk.lasts(ask))
            if lasting:
                steps.append(Examined(step=step, missing=lasting, holds=False))
                continue
            learned = walk.check(step, self.clock)
            if learned.holds or not missing:
                steps.append(Examined(step=step, findings=learned.findings, holds=learned.holds))
            # Else the step needs what is asked for once and not kept: what it once stored is proved by the probe.
        whole = all(s.holds for s in steps)
        return Examination(
            enabled=self.enabled, steps=tuple(steps), probe=tuple(walk.probe(self.clock)) if whole else ()
        )

    def keep(self, settings: Mapping[str, JsonValue], secrets: Mapping[str, str], step: str) -> None:
        """Store what a step found out; secrets first, so that a setting never names what is not there.

        Raises:
            ConfigurationError: Something cannot be written.
        """
        if not (settings or secrets):
            return
        self._record(Act.ACCOUNT_PREPARED, [*settings, *secrets], step=step)
        for name, value in secrets.items():
            self.place.store(name, value)
        if settings:
            self._write(settings)

    def switch_on(self, names: list[str]) -> None:
        """Switch the platform on; `names` are those of what this walk stored.

        Raises:
            ConfigurationError: The configuration would not hold with it, or cannot be written.
        """
        if self.enabled and not names:
            return
        self._record(Act.ACCOUNT_CONNECTED, names)
        self._write({ENABLED: True})

    def stored_names(self) -> list[str]:
        """Return the names of the secrets that stand where `forget` takes them away."""
        return [name for name in self.adapter.secret_names if self.place.has(name)]

    def forget(self, names: list[str]) -> None:
        """Switch the platform off and take these secrets away.

        Raises:
            ConfigurationError: Something cannot be written.
        """
        self._record(Act.ACCOUNT_FORGOTTEN, names)
        if self.enabled:
            self._write({ENABLED: False})
        for name in names:
            self.place.remove(name)

    def elsewhere(self) -> list[str]:
        """Return where else this platform's secrets stand, which `forget` cannot reach."""
        credentials = credentials_folder(self._environment)
        return [variable(f"{self.name}.{name}") for name in self._from_environment()] + [
            str(credentials / f"{self.name}.{name}")
            for name in self.adapter.secret_names
            if credentials and (credentials / f"{self.name}.{name}").is_file()
        ]

    def paused(self) -> list[str]:
        """Return those of the platform's accounts that wait for a person."""
        with self._application.store.read() as tx:
            return [h.account for h in tx.all_health() if h.paused and platform_of(h.account) == self.name]

    def _from_environment(self) -> dict[str, str]:
        found = {name: self._environment.get(variable(f"{self.name}.{name}"), "") for name in self.adapter.secret_names}
        return {name: value for name, value in found.items() if value}

    def _write(self, values: Mapping[str, JsonValue]) -> None:
        write_settings(self._application.configuration.file, self.name, self.adapter.settings_model, values)
        self._table = {**self._table, **values}

    def _record(self, act: Act, names: list[str], **more: str) -> None:
        detail: dict[str, Detail] = {"stored": sorted(names), **more}
        with self._application.store.write() as tx:
            tx.record(Event(act=act, actor=self._actor, subject=self.name, detail=detail))
