"""The only key to the box of private text; an import contract lists the few modules that hold it."""

from smbot.handoff.box import PrivateText


def open_private(text: PrivateText) -> str:
    """Return what is in the box. The caller shows it to whom it is for, seals it, or digests it, and keeps nothing."""
    return text._value  # noqa: SLF001 - the one place that may
