"""`smbot run`: the parts of the process, their jobs as values, and what runs them."""

from smbot.daemon.parts import Part
from smbot.daemon.process import Daemon

__all__ = ["Daemon", "Part"]
