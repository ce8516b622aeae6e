"""What the folder of a platform offers to the rest: one `Adapter`, named by an entry point."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from pydantic import BaseModel

from smbot.collect.ports import Planned
from smbot.core.clock import Clock
from smbot.core.messages import Message
from smbot.core.platform_rules import PlatformRules
from smbot.send.ports import Sender


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that a check found. `fix` is None where all is well; `advice` says that smbot works without it."""

    check: str
    what: Message
    why: Message | None = None
    fix: Message | None = None
    advice: bool = False


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """What a monitor would cost, counted on the past seven days before it is switched on."""

    monitor: str
    posts_per_week: int
    micros_per_month: int


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

    def check(self, settings: BaseModel, secrets: Mapping[str, str]) -> Sequence[Finding]:
        """Return what `smbot doctor` shows of this platform, without calling it."""

    def estimates(self, settings: BaseModel, secrets: Mapping[str, str], clock: Clock) -> Sequence[Estimate]:
        """Estimate the cost of every configured monitor, on or off, from the platform's own counts.

        Raises:
            PlatformError: The counts could not be read.
        """
