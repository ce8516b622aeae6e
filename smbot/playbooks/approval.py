"""How many persons must approve a reply; pure. Nobody is enough only where every rule agrees, else one person."""

from collections.abc import Collection

from smbot.core.labels import ACCESS, NONE, URGENT
from smbot.playbooks.base import Need
from smbot.playbooks.model import Playbook

NEVER_UNATTENDED = frozenset({URGENT, "abuse", ACCESS})
"""Labels whose replies a person always approves, whatever files and settings say (public-service.md, section 3)."""

_ORDER: tuple[Need, ...] = ("none", "one", "two")


def needed(
    playbook: Playbook,
    *,
    labels: Collection[str],
    platform: str,
    exposed: bool = False,
    unattended: Collection[str] = (),
) -> Need:
    """Return how many persons approve this playbook's reply to a post with these labels.

    Of several labels the strictest counts. For one label the closest override counts (label and platform, then label,
    then platform), and of two as close the stricter. "none" holds only where the setting `[playbooks] unattended`
    names each label, none of them always needs a person, and the post exposes nobody.
    """
    strictest = max((_for_label(playbook, label, platform) for label in labels or (NONE,)), key=_ORDER.index)
    if strictest != "none":
        return strictest
    allowed = set(labels) and set(labels) <= set(unattended) - NEVER_UNATTENDED
    return "none" if allowed and not exposed and not playbook.when.asks_exposure else "one"


def _for_label(playbook: Playbook, label: str, platform: str) -> Need:
    found = [each for each in playbook.overrides if each.meets(label, platform)]
    if not found:
        return playbook.need
    closest = max((bool(each.labels), bool(each.platforms)) for each in found)
    return max((each.need for each in found if (bool(each.labels), bool(each.platforms)) == closest), key=_ORDER.index)
