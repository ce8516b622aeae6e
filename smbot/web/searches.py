"""Search words in addresses: sealed, so that logs of proxies and histories of browsers hold none of them.

Rules recognize numbers and addresses, which are refused; names they do not know, so no words at all stand in the clear.
"""

import base64
import binascii
import hmac
from dataclasses import replace
from urllib.parse import parse_qsl

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from smbot.web.view import View, view_of

PURPOSE = b"smbot desk|search words"


class Searches:
    """Seals words for addresses, alike for the same words (AES-SIV, RFC 5297): a search has one address for everybody.

    Nothing is stored: whoever may read the queue can be sent the address, and it does not run out.
    """

    def __init__(self, key: bytes) -> None:
        self._box = AESSIV(hmac.digest(key, PURPOSE, "sha512"))

    def settled(self, view: View) -> View:
        """Return a view with its words and with what stands for them in an address, whichever of the two it has.

        What this installation did not seal finds nothing: both are empty.
        """
        if view.search:
            words = self._open(view.search)
            return replace(view, words=words, search=view.search if words else "")
        return replace(view, search=self._seal(view.words) if view.words else "")

    def kept(self, query: str) -> View:
        """Return a view that was kept, as its words stand in the table."""
        return self.settled(view_of(dict(parse_qsl(query))))

    def _seal(self, words: str) -> str:
        return base64.urlsafe_b64encode(self._box.encrypt(words.encode(), [PURPOSE])).rstrip(b"=").decode()

    def _open(self, search: str) -> str:
        try:
            sealed = base64.urlsafe_b64decode(search + "=" * (-len(search) % 4))
            return self._box.decrypt(sealed, [PURPOSE]).decode()
        except (binascii.Error, ValueError, InvalidTag):
            return ""
