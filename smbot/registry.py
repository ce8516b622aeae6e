"""Finds platforms and recognizers by name among the entry points; only what the configuration names is loaded."""

from collections.abc import Callable
from importlib.metadata import entry_points
from typing import cast

from smbot.core.errors import ConfigurationError
from smbot.core.messages import Message, msg
from smbot.platforms.ports import Adapter

PLATFORMS = "smbot.platforms"
RECOGNIZERS = "smbot.recognizers"


def platform_names() -> list[str]:
    """Return the names of all installed platforms, without loading any."""
    return sorted({point.name for point in entry_points(group=PLATFORMS)})


def load_platform(name: str) -> Adapter:
    """Load one platform.

    Raises:
        ConfigurationError: No package offers it, two do, or it cannot be loaded.
    """
    return cast(
        "Adapter",
        _load(
            PLATFORMS,
            name,
            where=f"platforms.{name}",
            none=msg("There is no platform of this name."),
            two=lambda packages: msg("Two packages offer this platform: {packages}.", packages=packages),
        ),
    )


def load_recognizer(name: str) -> object:
    """Load one recognizer of another package: what it finds with, or a recognizer class written for Presidio.

    Raises:
        ConfigurationError: No package offers it, two do, or it cannot be loaded.
    """
    return _load(
        RECOGNIZERS,
        name,
        where="privacy.recognizers",
        none=msg("No installed package offers the recognizer {name}.", name=name),
        two=lambda packages: msg("Two packages offer the recognizer {name}: {packages}.", name=name, packages=packages),
    )


def _load(group: str, name: str, *, where: str, none: Message, two: Callable[[str], Message]) -> object:
    found = list(entry_points(group=group, name=name))
    if not found:
        known = sorted({point.name for point in entry_points(group=group)})
        mend = msg("Use one of: {names}.", names=", ".join(known)) if known else msg("Install the package that does.")
        raise ConfigurationError(none, where=where, mend=mend)
    if len({point.value for point in found}) > 1:
        packages = sorted({point.dist.name for point in found if point.dist})
        raise ConfigurationError(two(", ".join(packages)), where=where, mend=msg("Uninstall one of them."))
    try:
        return found[0].load()
    except Exception as error:  # noqa: BLE001 - whatever happens when another's package is imported
        cause = type(error).__name__
    raise ConfigurationError(
        msg("The package that offers {name} cannot be loaded ({cause}).", name=name, cause=cause),
        where=where,
        mend=msg("Install it again in a version that fits this smbot."),
    )
