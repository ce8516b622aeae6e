"""Finds platforms by name among the entry points; only what the configuration names is loaded."""

from importlib.metadata import entry_points
from typing import cast

from smbot.core.errors import ConfigurationError
from smbot.core.messages import msg
from smbot.platforms.ports import Adapter

PLATFORMS = "smbot.platforms"


def platform_names() -> list[str]:
    """Return the names of all installed platforms, without loading any."""
    return sorted({point.name for point in entry_points(group=PLATFORMS)})


def load_platform(name: str) -> Adapter:
    """Load one platform.

    Raises:
        ConfigurationError: No package offers it, or two do.
    """
    found = list(entry_points(group=PLATFORMS, name=name))
    if not found:
        raise ConfigurationError(
            msg("There is no platform of this name."),
            where=f"platforms.{name}",
            mend=msg("Use one of: {names}.", names=", ".join(platform_names())),
        )
    if len({point.value for point in found}) > 1:
        packages = sorted({point.dist.name for point in found if point.dist})
        raise ConfigurationError(
            msg("Two packages offer this platform: {packages}.", packages=", ".join(packages)),
            where=f"platforms.{name}",
            mend=msg("Uninstall one of them."),
        )
    return cast("Adapter", found[0].load())
