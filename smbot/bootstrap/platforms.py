"""The platforms that are switched on: what collects from them, sends to them and hears of deletions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property, partial

from pydantic import BaseModel

from smbot.bootstrap.foundation import Foundation
from smbot.collect.deliveries import work_off
from smbot.collect.keep import Collected, Collecting
from smbot.collect.ports import Planned
from smbot.core.ids import MentionId
from smbot.core.platform_rules import PlatformRules
from smbot.platforms.ports import Adapter, Estimate, Webhook
from smbot.registry import load_platform
from smbot.send.ports import Compliance, Sender
from smbot.send.sweep import Sweeping
from smbot.settings import parse_table
from smbot.vault.handles import CursorBox, HandleOpener, Handles, HandleSealer
from smbot.vault.nacl import DeliveryOpener, PostSealer
from smbot.vault.sealing import CollectorSealing

DELIVERIES_KEPT = timedelta(days=90)
"""How long a delivery is known by its digest. Platforms try again for a day or two; an older one that is played back
says nothing new, since posts are known by digests of their own."""
UNLIMITED = 100_000
"""Characters of a reply to a post that came from no platform of ours; a person pastes it elsewhere."""


@dataclass(frozen=True, kw_only=True)
class Connected:
    """A platform that the configuration switches on, with its own settings; its secrets are read when asked for."""

    adapter: Adapter
    settings: BaseModel
    read_secrets: Callable[[], Mapping[str, str]] = field(repr=False)

    @cached_property
    def secrets(self) -> Mapping[str, str]:
        """Return the secrets that this process was given."""
        return self.read_secrets()


class Platforms(Foundation):
    """What concerns platforms."""

    @cached_property
    def platforms(self) -> dict[str, Connected]:
        """Return the platforms that are switched on."""
        found = {}
        for name, table in self.settings.platforms.items():
            adapter = load_platform(name)
            settings = parse_table(adapter.settings_model, table, file=self.configuration.file, key=f"platforms.{name}")
            if getattr(settings, "enabled", False):
                read = partial(self.secrets, name, adapter.secret_names)
                found[name] = Connected(adapter=adapter, settings=settings, read_secrets=read)
        return found

    def planned(self) -> list[Planned]:
        """Return every collector of the platforms that are switched on."""
        return [
            planned
            for p in self.platforms.values()
            for planned in p.adapter.collectors(p.settings, p.secrets, self.clock)
        ]

    def senders(self) -> dict[str, Sender]:
        """Return the senders by platform."""
        made = {name: p.adapter.sender(p.settings, p.secrets, self.clock) for name, p in self.platforms.items()}
        return {name: sender for name, sender in made.items() if sender is not None}

    def estimates(self, platform: str) -> list[Estimate]:
        """Return what each monitor of a platform would cost, by the platform's own counts."""
        p = self.platforms[platform]
        return list(p.adapter.estimates(p.settings, p.secrets, self.clock))

    def compliances(self) -> dict[str, Compliance]:
        """Return, by platform, what tells which posts are gone."""
        made = {name: p.adapter.compliance(p.settings, p.secrets, self.clock) for name, p in self.platforms.items()}
        return {name: compliance for name, compliance in made.items() if compliance is not None}

    def webhooks(self) -> dict[str, Webhook]:
        """Return, by platform, what checks and reads deliveries."""
        made = {name: p.adapter.webhook(p.settings, p.secrets, self.clock) for name, p in self.platforms.items()}
        return {name: webhook for name, webhook in made.items() if webhook is not None}

    def rules(self, platform: str) -> PlatformRules:
        """Return what a platform allows of a reply; of one that is not connected, nothing is known."""
        connected = self.platforms.get(platform)
        if connected:
            return connected.adapter.rules
        return PlatformRules(
            platform=platform,
            title=platform,
            limit=UNLIMITED,
            count=len,
            links=True,
            answers_unsummoned=False,
            private_limit=UNLIMITED,
        )

    def collecting(self) -> Collecting:
        """Return what collecting works with."""
        sealing = CollectorSealing(
            PostSealer(self.keys.public("compliance"), self.keys.public("inbox")),
            self.digester,
            CursorBox(self.keys.secret("cursor")),
        )
        return Collecting(store=self.store, keys=self.key_store, sealing=sealing, clock=self.clock)

    def work_off_deliveries(self) -> Collected:
        """Keep what waiting deliveries say."""
        opener = DeliveryOpener(self.keys.private("inbox"))
        return work_off(self.webhooks(), opener, self.collecting(), self.store)

    def forget_old_deliveries(self) -> int:
        """Forget the digests of deliveries that nobody will send again; return how many."""
        with self.store.write() as tx:
            return tx.forget_deliveries(self.clock.now() - DELIVERIES_KEPT)

    def sweeping(self) -> Sweeping:
        """Return what sweeping for deleted posts works with."""
        return Sweeping(store=self.store, keys=self.key_store, handles=self._handles(), clock=self.clock)

    def _handles(self) -> Handles:
        opener, sealer = HandleOpener(self.keys.private("dispatch")), HandleSealer(self.keys.public("dispatch"))
        return Handles(opener, sealer, self.digester)

    def permalink(self, sealed: bytes, mention: MentionId) -> str:
        """Return a post's address on its platform; the caller has logged that a person asked for it."""
        return HandleOpener(self.keys.private("dispatch")).open(sealed, mention).permalink
