"""Seal posts to the officers and to the workers; open what waits in the inbox.

A sealed original is AES-256-GCM under a key of its own, bound to its row; that key is sealed to the
officers' public key and kept in another store, so deleting one small key shreds one post everywhere.
"""

import base64
import json
from dataclasses import asdict, replace
from datetime import datetime

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.utils import random as random_bytes

from smbot.collect.ports import Sealed
from smbot.core.errors import SealError
from smbot.core.handle import PlatformHandle
from smbot.core.ids import MentionId
from smbot.core.messages import msg
from smbot.core.parts import PartKind
from smbot.raw.box import RawText
from smbot.raw.opening import open_raw
from smbot.raw.post import RawPart, RawPerson, RawPost
from smbot.vault.data_keys import open_key, seal_key
from smbot.vault.locating import Wanted, value_behind, value_between, words_between
from smbot.vault.revealed import Revealed

NONCE_BYTES = 12


class PostSealer:
    """Seals posts; holds public keys only."""

    def __init__(self, compliance: PublicKey, inbox: PublicKey) -> None:
        self._compliance = compliance
        self._inbox = SealedBox(inbox)

    def seal(self, post: RawPost, mention: MentionId) -> Sealed:
        """Seal `post` for the row `mention`.

        Another's words that it quotes are sealed for the workers alone: an original in the vault cannot be opened to
        take them out once their author deletes them.
        """
        theirs = tuple(part for part in post.parts if not part.post_id)
        kept = _pack(replace(post, parts=theirs), mention)
        key = AESGCM.generate_key(256)
        nonce = random_bytes(NONCE_BYTES)
        return Sealed(
            inbox=self._inbox.encrypt(_pack(post, mention)),
            vault=nonce + AESGCM(key).encrypt(nonce, kept, _bound_to(mention)),
            vault_key=seal_key(key, self._compliance),
        )


class InboxOpener:
    """Opens waiting posts with the workers' key."""

    def __init__(self, inbox: PrivateKey) -> None:
        self._box = SealedBox(inbox)

    def open(self, sealed: bytes, mention: MentionId) -> RawPost:
        """Return the post of row `mention`.

        Raises:
            SealError: Changed bytes, another installation's key, or another row's post.
        """
        try:
            return _unpack(self._box.decrypt(sealed), mention)
        except (CryptoError, ValueError, KeyError, TypeError):
            raise SealError(msg("A waiting post does not open with this installation's key."), where=mention) from None


class DeliverySealer:
    """Seals what a webhook received, for the workers; holds their public key only."""

    def __init__(self, inbox: PublicKey) -> None:
        self._box = SealedBox(inbox)

    def seal(self, body: bytes, digest: str) -> bytes:
        """Seal a delivery for the row `digest`."""
        return self._box.encrypt(_delivered(digest) + body)


class DeliveryOpener:
    """Opens deliveries with the workers' key."""

    def __init__(self, inbox: PrivateKey) -> None:
        self._box = SealedBox(inbox)

    def open(self, sealed: bytes, digest: str) -> bytes:
        """Return the delivery of row `digest`, byte for byte.

        Raises:
            SealError: Changed bytes, another installation's key, or another row's delivery.
        """
        try:
            plain = self._box.decrypt(sealed)
        except (CryptoError, ValueError):
            raise SealError(msg("A delivery does not open with this installation's key."), where=digest) from None
        if not plain.startswith(_delivered(digest)):
            raise SealError(msg("A delivery belongs to another row."), where=digest)
        return plain[len(_delivered(digest)) :]


def _delivered(digest: str) -> bytes:
    return f"delivery|{digest}|".encode()


def unseal(vault: bytes, vault_key: bytes, mention: MentionId, compliance: PrivateKey) -> RawPost:
    """Open a sealed original with the officers' key.

    Raises:
        SealError: Changed bytes, a shredded or foreign key, or another row's post.
    """
    try:
        key = open_key(vault_key, compliance)
        plain = AESGCM(key).decrypt(vault[:NONCE_BYTES], vault[NONCE_BYTES:], _bound_to(mention))
        return _unpack(plain, mention)
    except Exception:  # noqa: BLE001 - the library's errors carry no type of their own worth telling apart
        raise SealError(msg("A sealed original does not open with this key."), where=mention) from None


def unseal_value(
    vault: bytes, vault_key: bytes, mention: MentionId, compliance: PrivateKey, wanted: Wanted
) -> Revealed | None:
    """Open a sealed original with the officers' key and return what one mask hides; nothing else leaves this function.

    Return None where the mask's place is not certain: see `smbot.vault.locating`.

    Raises:
        SealError: See `unseal`.
    """
    post = unseal(vault, vault_key, mention, compliance)
    texts = [post.text, *(part.value for part in post.parts if not part.post_id)]
    place = 0 if wanted.part is None else wanted.part + 1
    value = value_behind(wanted, open_raw(texts[place])) if place < len(texts) else None
    return None if value is None else Revealed(value)


def sealed_request(vault: bytes, vault_key: bytes, mention: MentionId, wanted: Wanted) -> bytes:
    """Return what the machine that has the officers' key needs to show one value: sealed bytes, and where it stands."""
    request = {
        "smbot": "reveal",
        "mention": mention,
        "vault": base64.b64encode(vault).decode(),
        "key": base64.b64encode(vault_key).decode(),
        "words": words_between(wanted.text),
        "at": wanted.at,
        "part": wanted.part,
    }
    return json.dumps(request, ensure_ascii=False).encode("utf-8", "surrogatepass")


def unseal_requested(request: bytes, compliance: PrivateKey) -> Revealed | None:
    """Open what a desk asked for, and return the one value; None where its place is not certain from the words alone.

    Raises:
        SealError: This is no such request, or see `unseal`.
    """
    try:
        asked = json.loads(request.decode("utf-8", "surrogatepass"))
        mention, words, at = MentionId(asked["mention"]), [str(each) for each in asked["words"]], int(asked["at"])
        vault, key = base64.b64decode(asked["vault"]), base64.b64decode(asked["key"])
        place = 0 if asked["part"] is None else int(asked["part"]) + 1
    except (ValueError, KeyError, TypeError):
        raise SealError(msg("This is no request of a desk to show what a mask hides.")) from None
    post = unseal(vault, key, mention, compliance)
    texts = [post.text, *(part.value for part in post.parts if not part.post_id)]
    inside = place < len(texts) and 0 <= at < len(words) - 1
    value = value_between(words, at, lambda _: None, open_raw(texts[place])) if inside else None
    return None if value is None else Revealed(value)


def _bound_to(mention: MentionId) -> bytes:
    return f"vault|{mention}".encode()


def _pack(post: RawPost, mention: MentionId) -> bytes:
    record = {
        "mention": mention,
        "platform": post.platform,
        "account": post.account,
        "handle": asdict(post.handle),
        "text": open_raw(post.text),
        "posted_at": post.posted_at.isoformat(),
        "language": post.language,
        "summoned": post.summoned,
        "revision": post.revision,
        "parts": [_packed(part) for part in post.parts],
        "people": [[person.name, person.handle] for person in post.people],
    }
    # Lone surrogates reach us from broken exports; "surrogatepass" keeps them as they came.
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _unpack(plain: bytes, mention: MentionId) -> RawPost:
    record = json.loads(plain.decode("utf-8", "surrogatepass"))
    if record["mention"] != mention:
        raise ValueError("another row's post")
    return RawPost(
        platform=record["platform"],
        account=record["account"],
        handle=PlatformHandle(**record["handle"]),
        text=RawText(record["text"]),
        posted_at=datetime.fromisoformat(record["posted_at"]),
        language=record["language"],
        summoned=record["summoned"],
        # What an older version sealed has none of these.
        revision=record.get("revision", ""),
        parts=tuple(_unpacked(*part) for part in record.get("parts", ())),
        people=tuple(RawPerson(name=name, handle=handle) for name, handle in record.get("people", ())),
    )


def _packed(part: RawPart) -> list[object]:
    return [part.kind, open_raw(part.value), part.post_id, part.conversation_id, part.withheld]


def _unpacked(kind: str, value: str, post_id: str = "", conversation_id: str = "", withheld: bool = False) -> RawPart:
    """Return a part; an older version sealed its first two values alone."""
    return RawPart(
        kind=PartKind(kind),
        value=RawText(value),
        post_id=post_id,
        conversation_id=conversation_id,
        withheld=withheld,
    )
