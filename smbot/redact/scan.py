"""Scan what our own side writes – replies, reasons – by the rules alone: quick, and without the tagger."""

import re
from collections.abc import Callable

from smbot.core.errors import RedactionError
from smbot.core.spans import Span
from smbot.normalise.language import LanguageTeller
from smbot.normalise.stage import normalise
from smbot.raw.box import RawText
from smbot.redact.engine import Redactor
from smbot.redact.mask import mask

WITHHELD = "[…]"
_WORD = re.compile(r"\S+")


class TextScanner:
    """Finds personal information in a colleague's text; names are left to the guard's digests."""

    def __init__(self, redactor: Redactor, teller: LanguageTeller) -> None:
        self._redactor = redactor
        self._teller = teller

    def find(self, text: str) -> tuple[Span, ...]:
        """Return what is personal in `text`.

        Raises:
            RedactionError: A recognizer failed.
        """
        found = self._redactor.find([normalise(RawText(text), None, self._teller)], [()])[0]
        if isinstance(found, RedactionError):
            raise found
        return found

    def mask(self, text: str) -> str:
        """Return `text` masked, for the audit log; nothing of it where a recognizer failed."""
        return self.mask_words(text, lambda word: word)

    def is_personal(self, text: str) -> bool:
        """Say whether the rules find anything personal in `text`, or fail."""
        try:
            return bool(self.find(text))
        except RedactionError:
            return True

    def mask_words(self, text: str, shown: Callable[[str], str]) -> str:
        """Return `text` masked, with each word outside the masks as `shown` gives it.

        The ledger says what is a mask: one that somebody typed is words like any other.
        """
        try:
            masked = mask(RawText(text), self.find(text), language="und").text
        except RedactionError:
            return WITHHELD
        parts, at = [], 0
        for one in masked.masks:
            parts += [_each_word(masked.text[at : one.start], shown), masked.text[one.start : one.end]]
            at = one.end
        return "".join([*parts, _each_word(masked.text[at:], shown)])

    def mask_changed(self, text: str, ours: str) -> str:
        """Return what became of our text, masked: of what others put there, only the masks are shown.

        The rules find no names of people, so a word that is not ours may be one.
        """
        known = frozenset(_WORD.findall(ours))
        return self.mask_words(text, lambda word: word if word in known else WITHHELD)

    def language(self, text: str) -> str:
        """Return the language of `text` ("en", "fr", "mixed", another code, or "und")."""
        return self._teller.tell(text, None)


def _each_word(text: str, shown: Callable[[str], str]) -> str:
    return _WORD.sub(lambda word: shown(word[0]), text)
