"""What the folder of a platform offers to the rest: one `Adapter`, named by an entry point."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from pydantic import BaseModel, JsonValue

from smbot.collect.ports import Page, Planned
from smbot.core.clock import Clock
from smbot.core.messages import Message
from smbot.core.platform_rules import PlatformRules
from smbot.send.ports import Compliance, Sender


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that a check found. `fix` is None where all is well; `advice` says that smbot works without it."""

    check: str
    what: Message
    why: Message | None = None
    fix: Message | None = None
    advice: bool = False


def hold(findings: Iterable[Finding]) -> bool:
    """Say whether nothing was found that must be mended."""
    return all(finding.fix is None or finding.advice for finding in findings)


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """What a monitor would cost, counted on the past seven days before it is switched on."""

    monitor: str
    posts_per_week: int
    micros_per_month: int


class Webhook(Protocol):
    """What a platform delivers to us. Nothing here trusts a request before `genuine` says so."""

    def question(self, nonce: str) -> Mapping[str, str]:
        """Return what the platform would ask, for `doctor` to ask it of our public address; `nonce` is plain ASCII."""

    def challenge(self, query: Mapping[str, str]) -> str | None:
        """Return what to answer to the platform's question whether this address is ours, or None to refuse."""

    def genuine(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Say whether the platform signed these very bytes; names of `headers` are in small letters."""

    def read(self, body: bytes) -> Page:
        """Return what a genuine delivery says, odd items apart; its cursor is empty.

        Raises:
            Unavailable: It is not what the platform documents.
        """


@dataclass(frozen=True, kw_only=True)
class Ask:
    """Something that a person must type in a step. `name` is a secret's name, or a setting's."""

    name: str
    what: Message
    secret: bool = False
    optional: bool = False


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of several things to choose from, such as pages; `name` is what is shown, its owner's public name."""

    name: str
    settings: Mapping[str, JsonValue] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, kw_only=True)
class Learned:
    """What a step found out: findings to show, settings and secrets to keep, or choices that a person makes."""

    findings: tuple[Finding, ...] = ()
    settings: Mapping[str, JsonValue] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    choices: tuple[Choice, ...] = ()

    @property
    def holds(self) -> bool:
        """Say whether nothing was found that must be mended before the next step."""
        return hold(self.findings)


Typed = Mapping[str, str]
"""What was typed so far, by the names of `Ask`."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of connecting: what to do on the platform's own pages, what to type, and a harmless check.

    `check` takes the settings so far, the secrets so far and the clock; it calls the platform and changes nothing.

    What is asked for under a name that is neither a setting nor a secret of the adapter is among the secrets in that
    one walk, and is never stored. So a check of such a step holds without it where what it was exchanged for is there.
    """

    name: str
    title: Message
    text: tuple[Message, ...]
    asks: tuple[Ask, ...] = ()
    check: Callable[[Mapping[str, JsonValue], Typed, Clock], Learned] | None = None


class Adapter(Protocol):
    """Everything of one platform. `settings` is an instance of `settings_model`."""

    name: str
    settings_model: type[BaseModel]
    secret_names: tuple[str, ...]
    rules: PlatformRules

    def collectors(self, settings: BaseModel, secrets: Mapping[str, str], clock: Clock) -> Sequence[Planned]:
        """Return one collector for the account and one for each monitor, on or off."""

    def sender(self, settings: BaseModel, secrets: Mapping[str, str], clock: Clock) -> Sender | None:
        """Return the account's sender, or None where this platform is only read."""

    def compliance(self, settings: BaseModel, secrets: Mapping[str, str], clock: Clock) -> Compliance | None:
        """Return what tells of many posts at once which are gone, or None where the platform has no such thing."""

    def webhook(self, settings: BaseModel, secrets: Mapping[str, str], clock: Clock) -> Webhook | None:
        """Return what reads the platform's deliveries, or None where its secrets are not there."""

    def steps(self, settings: Mapping[str, JsonValue]) -> Sequence[Step]:
        """Return the steps of `smbot connect`; `settings` is the platform's table as it stands in the file."""

    def check(self, settings: BaseModel, secrets: Mapping[str, str]) -> Sequence[Finding]:
        """Return what `smbot doctor` shows of this platform, without calling it."""

    def probe(self, settings: BaseModel, secrets: Mapping[str, str], clock: Clock) -> Sequence[Finding]:
        """Call the platform, changing nothing, and return what was found of tokens, permissions and webhooks."""

    def expires(self, settings: BaseModel, secrets: Mapping[str, str], clock: Clock) -> datetime | None:
        """Return when the account's token ends, or None where it has no end.

        Raises:
            AccountProblem: It has ended.
            PlatformError: It could not be asked.
        """

    def estimates(self, settings: BaseModel, secrets: Mapping[str, str], clock: Clock) -> Sequence[Estimate]:
        """Estimate the cost of every configured monitor, on or off, from the platform's own counts.

        Raises:
            PlatformError: The counts could not be read.
        """
