"""The languages of the directory, and texts that stand in both."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Language = Literal["en", "fr"]
Offer = Literal["bilingual", "french", "english"]

LANGUAGES: tuple[Language, Language] = ("en", "fr")


class FromFile(BaseModel):
    """Refuses fields nobody knows, and never prints what it was given."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Bilingual(FromFile):
    """One text in each official language."""

    en: str = Field(min_length=1)
    fr: str = Field(min_length=1)

    def get(self, language: Language) -> str:
        """Return the text in `language`."""
        return self.en if language == "en" else self.fr

    @property
    def both(self) -> tuple[str, ...]:
        """Return the texts, once where both are the same."""
        return tuple(dict.fromkeys((self.en, self.fr)))


def as_text(value: object) -> object:
    """Return a number typed without quotation marks as the text that was meant: YAML takes 311 for a whole number."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _same(value: object) -> object:
    text = as_text(value)
    return {"en": text, "fr": text} if isinstance(text, str) else value


Either = Annotated[Bilingual, BeforeValidator(_same)]
"""A text in each language, or one that is the same in both: a city, a number, an address on the web."""

_Phrase = Annotated[str, Field(min_length=2)]


class WordLists(FromFile):
    """Words and phrases that people use for one thing, in each language."""

    en: tuple[_Phrase, ...] = ()
    fr: tuple[_Phrase, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Return the words of both languages."""
        return (*self.en, *self.fr)
