"""Archives that one key opens: authenticated pieces, sealed to a public key whose private half lies elsewhere.

libsodium's secretstream (XChaCha20-Poly1305) refuses pieces that were changed, left out, put in another order, or cut
off at the end; its key is sealed to the reader's public key. The head is readable without a key, and bound to the first
piece: whoever changes a word of it has an archive that does not open.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Final, Self

from nacl import bindings
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from smbot.core.errors import SealError
from smbot.core.messages import msg

MAGIC: Final = b"smbot archive 1\n"
PIECE: Final = 64 * 1024
SEALED_KEY_BYTES: Final = 80
MOST_HEAD: Final = 64 * 1024
_TAG_FINAL: Final = bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL
_TAG_MESSAGE: Final = bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_HEADER: Final = bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES
_MORE: Final = bindings.crypto_secretstream_xchacha20poly1305_ABYTES


class SealingWriter:
    """A file that is sealed as it is written; `close` ends it, without which it does not open."""

    def __init__(self, out: IO[bytes], head: Mapping[str, object], reader: PublicKey) -> None:
        self._out = out
        self._digest = hashlib.sha256()
        self._plain = hashlib.sha256()
        self._waits = bytearray()
        self.stream_key = bindings.crypto_secretstream_xchacha20poly1305_keygen()
        self._state = bindings.crypto_secretstream_xchacha20poly1305_state()
        told = json.dumps(dict(head), sort_keys=True).encode()
        self._bound = told
        self._write(MAGIC + len(told).to_bytes(4, "big") + told)
        self._write(SealedBox(reader).encrypt(self.stream_key))
        self._write(bindings.crypto_secretstream_xchacha20poly1305_init_push(self._state, self.stream_key))

    def write(self, data: bytes) -> int:
        """Seal more."""
        self._plain.update(data)
        self._waits += data
        while len(self._waits) > PIECE:
            self._push(bytes(self._waits[:PIECE]), _TAG_MESSAGE)
            del self._waits[:PIECE]
        return len(data)

    def close(self) -> None:
        """Write the last piece."""
        self._push(bytes(self._waits), _TAG_FINAL)
        self._waits.clear()
        self._out.flush()

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the file."""
        return self._digest.hexdigest()

    @property
    def plain_digest(self) -> str:
        """Return the SHA-256 of what it holds."""
        return self._plain.hexdigest()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            self.close()

    def _push(self, piece: bytes, tag: int) -> None:
        push = bindings.crypto_secretstream_xchacha20poly1305_push
        self._write(push(self._state, piece, self._bound or None, tag))
        self._bound = b""

    def _write(self, data: bytes) -> None:
        self._digest.update(data)
        self._out.write(data)


@dataclass(frozen=True, kw_only=True)
class Head:
    """What an archive says of itself without a key, and its key, sealed."""

    told: Mapping[str, object]
    bound: bytes
    sealed_key: bytes


def read_head(file: IO[bytes]) -> Head:
    """Read the head of an archive.

    Raises:
        SealError: It is no archive of smbot's.
    """
    try:
        if file.read(len(MAGIC)) != MAGIC:
            raise ValueError
        length = int.from_bytes(file.read(4), "big")
        if length > MOST_HEAD:
            raise ValueError
        bound = file.read(length)
        told = json.loads(bound)
        sealed = file.read(SEALED_KEY_BYTES)
        if not isinstance(told, dict) or len(sealed) != SEALED_KEY_BYTES:
            raise ValueError
    except ValueError:
        raise SealError(msg("This is no backup of smbot, or its beginning is damaged.")) from None
    return Head(told=told, bound=bound, sealed_key=sealed)


def opened(file: IO[bytes], head: Head, reader: PrivateKey | bytes) -> Iterator[bytes]:
    """Yield what an archive holds, piece by piece; `reader` is the private key, or the stream's own.

    Raises:
        SealError: Another key, or bytes that were changed, left out or cut off.
    """
    wrong = SealError(msg("The backup does not open with this key, or was changed."))
    pull = bindings.crypto_secretstream_xchacha20poly1305_pull
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    try:
        key = SealedBox(reader).decrypt(head.sealed_key) if isinstance(reader, PrivateKey) else reader
        bindings.crypto_secretstream_xchacha20poly1305_init_pull(state, file.read(_HEADER), key)
    except (CryptoError, ValueError, TypeError):
        raise wrong from None
    bound, tag = head.bound, _TAG_MESSAGE
    while piece := file.read(PIECE + _MORE):
        try:
            if tag == _TAG_FINAL:
                raise ValueError
            plain, tag = pull(state, piece, bound or None)
        except (CryptoError, ValueError, RuntimeError):
            raise wrong from None
        bound = b""
        yield plain
    if tag != _TAG_FINAL:
        raise SealError(msg("The backup was cut off: its end is missing."))


class OpeningReader:
    """What `opened` yields as a file that is read from beginning to end."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._waits = bytearray()

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes; fewer than asked for at the end alone."""
        while size < 0 or len(self._waits) < size:
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._waits += piece
        taken = bytes(self._waits if size < 0 else self._waits[:size])
        del self._waits[: len(taken)]
        return taken
