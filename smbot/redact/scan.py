"""Scan what our own side writes – replies, reasons – by the rules alone: quick, and without the name models."""

from smbot.core.errors import RedactionError
from smbot.core.spans import Span
from smbot.normalise.language import LanguageTeller
from smbot.normalise.stage import normalise
from smbot.raw.box import RawText
from smbot.redact.engine import Redactor
from smbot.redact.mask import mask

WITHHELD = "[…]"


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

    def language(self, text: str) -> str:
        """Return the language of `text` ("en", "fr", "mixed", another code, or "und")."""
        return self._teller.tell(text, None)
