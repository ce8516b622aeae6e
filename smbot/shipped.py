"""Files that ship beside the code: the example configuration and the playbooks."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def example_configuration() -> Path:
    """Return config.example.toml."""
    return _find("config.example.toml")


def playbook_folder() -> Path:
    """Return the folder of shipped playbooks."""
    return _find("playbooks")


def _find(name: str) -> Path:
    """Return a shipped file: in the wheel under smbot/shipped, in a checkout at the top."""
    inside = _PACKAGE / "shipped" / name
    return inside if inside.exists() else _PACKAGE.parent / name
