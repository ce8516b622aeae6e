"""Scan what our own side writes – replies, reasons – by the rules alone: quick, and without the name models."""

import re

from smbot.core.errors import RedactionError
from smbot.core.spans import Span
from smbot.normalise.language import LanguageTeller
from smbot.normalise.stage import normalise
from smbot.raw.box import RawText
from smbot.redact.engine import Redactor
from smbot.redact.mask import mask

WITHHELD = "[…]"
_MASK = re.compile(r"\[[A-Z_]{2,40} \d{1,4}\]")
_PIECE = re.compile(rf"{_MASK.pattern}|\S+")


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
        try:
            return mask(RawText(text), self.find(text), language="und").text.text
        except RedactionError:
            return WITHHELD

    def mask_changed(self, text: str, ours: str) -> str:
        """Return what became of our text, masked: of what others put there, only the masks are shown.

        The rules find no names of people, so a word that is not ours may be one.
        """
        shown = frozenset(_PIECE.findall(ours))
        return _PIECE.sub(
            lambda piece: piece[0] if piece[0] in shown or _MASK.fullmatch(piece[0]) else WITHHELD, self.mask(text)
        )

    def language(self, text: str) -> str:
        """Return the language of `text` ("en", "fr", "mixed", another code, or "und")."""
        return self._teller.tell(text, None)
