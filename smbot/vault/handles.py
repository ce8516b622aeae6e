"""Seal a post's own ids to the dispatcher, and open them to answer or to show the way to the post."""

import json
from dataclasses import asdict

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox

from smbot.core.errors import SealError
from smbot.core.handle import PlatformHandle
from smbot.core.ids import MentionId
from smbot.core.messages import msg
from smbot.vault.digest import Digester


class HandleSealer:
    """Seals handles; holds the public key only."""

    def __init__(self, dispatch: PublicKey) -> None:
        self._box = SealedBox(dispatch)

    def seal(self, handle: PlatformHandle, mention: MentionId) -> bytes:
        """Seal `handle` for the row `mention`."""
        return self._box.encrypt(json.dumps([mention, asdict(handle)]).encode())


class HandleOpener:
    """Opens handles with the dispatcher's key."""

    def __init__(self, dispatch: PrivateKey) -> None:
        self._box = SealedBox(dispatch)

    def open(self, sealed: bytes, mention: MentionId) -> PlatformHandle:
        """Return the handle of row `mention`.

        Raises:
            SealError: Changed bytes, a foreign key, or another row's handle.
        """
        try:
            owner, record = json.loads(self._box.decrypt(sealed))
        except (CryptoError, ValueError):
            raise SealError(msg("A platform handle does not open with this key."), where=mention) from None
        if owner != mention:
            raise SealError(msg("A platform handle belongs to another row."), where=mention)
        return PlatformHandle(**record)


class Handles:
    """Opener, sealer and digests in one, for the dispatcher."""

    def __init__(self, opener: HandleOpener, sealer: HandleSealer, digester: Digester) -> None:
        self.open = opener.open
        self.seal = sealer.seal
        self.name = digester.post


class CursorBox:
    """Seals cursors, which hold post ids, with a key that collectors alone have."""

    def __init__(self, key: bytes) -> None:
        self._box = SecretBox(key)

    def seal(self, cursor: str) -> bytes:
        """Seal a cursor for the table."""
        return bytes(self._box.encrypt(cursor.encode()))

    def open(self, sealed: bytes) -> str:
        """Return a cursor.

        Raises:
            SealError: Changed bytes or a foreign key.
        """
        try:
            return self._box.decrypt(sealed).decode()
        except CryptoError:
            raise SealError(msg("A cursor does not open with this installation's key.")) from None
