"""The active offer: in which languages a place answers, its own first, and the greeting that says so."""

from collections.abc import Mapping
from typing import Final, Literal, Protocol

Language = Literal["en", "fr"]
Offer = Literal["bilingual", "french", "english"]
Order = tuple[Language, ...]

GREETINGS: Final[Mapping[Language, str]] = {"en": "Hello", "fr": "Bonjour"}


class Greets(Protocol):
    """What has an order of its own: an office, or the organisation."""

    @property
    def first_language(self) -> Language: ...  # noqa: D102


def order_of(place: Greets, offer: Offer) -> Order:
    """Return the languages that are offered at a place, its own first."""
    if offer != "bilingual":
        return ("fr",) if offer == "french" else ("en",)
    return ("fr", "en") if place.first_language == "fr" else ("en", "fr")


def greeting(order: Order) -> str:
    """Return the greeting in the languages of `order`, as in "Bonjour, hello."."""
    first, *others = (GREETINGS[language] for language in order)
    return ", ".join([first, *(word.lower() for word in others)]) + "."
