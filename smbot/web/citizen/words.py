"""The words of the secure page, read from `words.toml`: each in both official languages."""

import tomllib
from collections.abc import Mapping
from importlib import resources

from smbot.core.messages import LANGUAGES

FILE = "words.toml"


class Texts:
    """Every text by its name and language.

    Raises:
        ValueError: One of them lacks a language.
    """

    def __init__(self) -> None:
        source = resources.files("smbot.web.citizen").joinpath(FILE).read_text("utf-8")
        self._texts: Mapping[str, Mapping[str, str]] = tomllib.loads(source)
        for name, text in self._texts.items():
            if set(text) != set(LANGUAGES):
                raise ValueError(f"{FILE}: {name} needs {LANGUAGES}")

    def say(self, name: str, language: str, **values: object) -> str:
        """Return a text with its values in place."""
        text = self._texts[name][language]
        return text.format(**values) if values else text
