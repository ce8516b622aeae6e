"""The texts of a playbook: variants of its public reply, and what it says in private."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from smbot.playbooks.base import FromFile, Text
from smbot.playbooks.fields import Language

PRIVATE_CHANNEL = "{private_channel}"


class Halves(FromFile):
    """One text in each language. As a reply to somebody whose language is mixed or unsure both stand in it.

    The greeting stands before both halves and the office's order decides which comes first, so
    neither half names `{greeting}`.
    """

    en: Text
    fr: Text

    def get(self, language: Language) -> str:
        """Return the text in `language`."""
        return self.en if language == "en" else self.fr


class Reply(FromFile):
    """One variant of each: to an English author, to a French one, and to one we cannot tell."""

    en: Text
    fr: Text
    both: Halves

    def leads_to_private(self) -> bool:
        """Say whether the words send the author to the private channel: to one who is there they make no sense."""
        return any(PRIVATE_CHANNEL in text for text in (self.en, self.fr, self.both.en, self.both.fr))


class Replies(FromFile):
    """The public reply in variants that take turns; each says the same, so that any of them will do."""

    en: Annotated[tuple[Text, ...], Field(min_length=1, description="To an author who writes English.")]
    fr: Annotated[tuple[Text, ...], Field(min_length=1, description="To an author who writes French.")]
    both: Annotated[
        tuple[Halves, ...],
        Field(min_length=1, description="To an author whose language is mixed or unsure: a short half in each."),
    ]

    def of(self, language: Language | None) -> tuple[str, ...] | tuple[Halves, ...]:
        """Return the variants in `language`; without one, those in both."""
        if language is None:
            return self.both
        return self.en if language == "en" else self.fr

    def first(self) -> Reply:
        """Return the first variant of each."""
        return Reply(en=self.en[0], fr=self.fr[0], both=self.both[0])

    def texts(self) -> Iterator[tuple[str, Language, str]]:
        """Yield each text as it was typed: its field ("replies.both.0.fr"), its language, its words."""
        for place, text in enumerate(self.en):
            yield f"replies.en.{place}", "en", text
        for place, text in enumerate(self.fr):
            yield f"replies.fr.{place}", "fr", text
        for place, halves in enumerate(self.both):
            yield f"replies.both.{place}.en", "en", halves.en
            yield f"replies.both.{place}.fr", "fr", halves.fr
