"""The only key to the box; an import contract lists the few modules that hold it."""

from smbot.raw.box import RawText


def open_raw(text: RawText) -> str:
    """Return what is in the box. The caller may keep it in memory only, and only while it works."""
    return text._value  # noqa: SLF001 - the one place that may
