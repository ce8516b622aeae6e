"""Sentences shown to people: written in English, kept with their values, translated at the edge.

An error or a guard's finding is made deep inside, where nobody knows the reader's language. So it
carries a `Message`; pages and the command line turn it into words with `say`.
"""

import gettext
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "fr")
LOCALE_FOLDER = Path(__file__).parent.parent / "locale"


@dataclass(frozen=True)
class Message:
    """A sentence to translate. `template` is the English text and the catalog's key."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return say(self, "en")


def msg(template: str, **values: object) -> Message:
    """Mark a sentence for translation; ``{name}`` places are filled from `values` when it is said.

    Values are ids, names of settings, numbers, or other messages – never the text of a post.
    """
    return Message(template, values)


@cache
def catalog(language: str) -> gettext.NullTranslations:
    """Return the catalog of `language` (``en`` or ``fr``); English where there is none."""
    return gettext.translation("smbot", LOCALE_FOLDER, [language], fallback=True)


def say(message: Message, language: str) -> str:
    """Return the message in `language`, with its values in place."""
    text = catalog(language).gettext(message.template) if message.template else ""
    values = {name: _told(value, language) for name, value in message.values.items()}
    return text.format(**values) if values else text


def decimal(value: float, places: int) -> Decimal:
    """Return a number for a message, rounded to so many places, of which none is dropped when it is said."""
    return Decimal(f"{value:.{places}f}")


def _told(value: object, language: str) -> object:
    if isinstance(value, Message):
        return say(value, language)
    # French has a comma before decimals. A plain float stays as it is typed into settings.
    return str(value).replace(".", ",") if isinstance(value, Decimal) and language == "fr" else value
