"""Posts from files: JSON Lines, CSV, and X's own archive, for `smbot import`."""

from smbot.platforms.files.collector import FileCollector, Progress, open_file

__all__ = ["FileCollector", "Progress", "open_file"]
