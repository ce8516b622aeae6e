"""Targets of Apprise: chat rooms, pagers, gateways. Their addresses hold tokens, so they are secrets."""

from dataclasses import dataclass, field

import apprise

from smbot.core.errors import ConfigurationError
from smbot.core.messages import msg
from smbot.notify.ports import NotTold


@dataclass(frozen=True, kw_only=True)
class AppriseTarget:
    """One target. Many people read it, so it is told in both languages, `languages` in order."""

    name: str
    service: apprise.NotifyBase = field(repr=False)
    languages: tuple[str, ...] = ("en", "fr")

    def tell(self, subject: str, text: str) -> None:
        """See `Channel.tell`. Apprise says only whether it worked."""
        try:
            taken = self.service.notify(body=text, title=subject)
        except Exception as error:  # noqa: BLE001 - a hundred plugins raise what they like, with addresses in it
            raise NotTold(type(error).__name__, certain=False) from None
        if not taken:
            raise NotTold("refused", certain=False)


def open_targets(secret: str, languages: tuple[str, ...]) -> list[AppriseTarget]:
    """Return the targets of the secret ``notifications.targets``: one address a line, ``#`` begins a comment.

    Raises:
        ConfigurationError: Apprise does not know an address; it is named by its line.
    """
    # Nothing is kept on disk: Apprise would store tokens and tickets of some services there.
    asset = apprise.AppriseAsset(storage_mode=apprise.PersistentStoreMode.MEMORY)
    found: list[AppriseTarget] = []
    for number, line in enumerate(secret.splitlines(), 1):
        address = line.strip()
        if not address or address.startswith("#"):
            continue
        service = apprise.Apprise.instantiate(address, asset=asset, suppress_exceptions=True)
        if service is None:
            raise ConfigurationError(
                msg("Apprise does not know this address (line {line}).", line=number),
                where="notifications.targets",
                mend=msg("Write it as Apprise’s documentation shows for this service."),
            )
        found.append(AppriseTarget(name=f"target {len(found) + 1}", service=service, languages=languages))
    return found
