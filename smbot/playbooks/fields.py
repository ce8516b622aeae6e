"""The fixed list of fields that a reply may name, and what an organisation puts in them.

A text is filled by plain substitution: no template code. The author's words and name are not among
the fields, so a playbook cannot repeat them.

| field              | what stands there                                                        |
|--------------------|--------------------------------------------------------------------------|
| {greeting}         | "Hello, bonjour." in the office's order, or one language where set so     |
| {organisation}     | the organisation's public name                                           |
| {private_channel}  | where the citizen opens a private conversation, as a noun with its article|
| {service_standard} | how soon we answer, to stand at the end of "We answer …"                  |
| {door}             | in replies alone, and only where a redirect found one: who can help, how to reach them |
| {case_code}        | in private_message alone: the code of the post's case, made at approval  |
"""

import re
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from smbot.core.offer import greeting, order_of

Language = Literal["en", "fr"]
Offer = Literal["bilingual", "french", "english"]

LANGUAGES: tuple[Language, Language] = ("en", "fr")
FIELDS = ("greeting", "organisation", "private_channel", "service_standard", "door", "case_code")
DOOR = "{door}"
CASE_CODE = "{case_code}"
"""Stays in a draft until somebody approves it: a code is made for the case of one post."""

_PLACE = re.compile(r"\{([^{}]*)\}")


class Bilingual(BaseModel):
    """One text in each official language."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    en: str = Field(min_length=1)
    fr: str = Field(min_length=1)

    def get(self, language: Language) -> str:
        """Return the text in `language`."""
        return self.en if language == "en" else self.fr


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """What rendering must know of the body that answers.

    `offer` is bilingual unless the law on language says otherwise; `first_language` is the order set
    by the office (Treasury Board: French first where the office is in Quebec, English first elsewhere).
    `private_channel` reads as a noun: "the message button below this reply".
    `service_standard` ends a sentence: "within two working days".
    """

    name: Bilingual
    offer: Offer
    first_language: Language
    private_channel: Bilingual
    service_standard: Bilingual

    def order(self) -> tuple[Language, ...]:
        """Return the languages in which this organisation answers, its own order first."""
        return order_of(self, self.offer)

    def greeting(self) -> str:
        """Return the greeting: the active offer, in the office's order."""
        return greeting(self.order())

    def values(self, language: Language) -> dict[str, str]:
        """Return what stands in each field of a text in `language`."""
        return {
            "greeting": self.greeting(),
            "organisation": self.name.get(language),
            "private_channel": self.private_channel.get(language),
            "service_standard": self.service_standard.get(language),
            "door": "",
            "case_code": CASE_CODE,
        }


def wrong_places(text: str) -> tuple[str, ...]:
    """Return the `{places}` of `text` that are not fields, and braces that open or close nothing."""
    unknown = [f"{{{name}}}" for name in _PLACE.findall(text) if name not in FIELDS]
    stray = [brace for brace in "{}" if brace in _PLACE.sub("", text)]
    return tuple(unknown + stray)


def fill(text: str, values: dict[str, str]) -> str:
    """Put the values of the fields in their places.

    Raises:
        KeyError: A place is not a field; `load` refuses such a playbook.
    """
    return _PLACE.sub(lambda match: values[match[1]], text)
