"""What is sealed opens for whom it was sealed, in its own row, unchanged – and for nobody else."""

import json
from dataclasses import asdict

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from nacl.public import PrivateKey, SealedBox

from smbot.core.errors import SealError
from smbot.core.handle import PlatformHandle
from smbot.core.ids import MentionId
from smbot.core.mention import UNKNOWN_AUTHOR
from smbot.core.parts import PartKind
from smbot.raw.box import RawText
from smbot.raw.opening import open_raw
from smbot.raw.post import RawPart, RawPerson
from smbot.vault.data_keys import open_key
from smbot.vault.digest import Digester
from smbot.vault.handles import CursorBox, HandleOpener, Handles, HandleSealer
from smbot.vault.nacl import InboxOpener, PostSealer, unseal
from smbot.vault.sealing import CollectorSealing

OFFICERS, WORKERS, STRANGER = PrivateKey.generate(), PrivateKey.generate(), PrivateKey.generate()
ONE, OTHER = MentionId("m-one"), MentionId("m-other")
CANARY = b"canary text 1"


@pytest.fixture
def a_sealer():
    return PostSealer(OFFICERS.public_key, WORKERS.public_key)


def same(one, other):
    return (
        open_raw(one.text) == open_raw(other.text)
        and asdict(one.handle) == asdict(other.handle)
        and (one.platform, one.account, one.posted_at, one.language, one.summoned)
        == (other.platform, other.account, other.posted_at, other.language, other.summoned)
    )


@pytest.mark.parametrize("text", ["Zed Quux", "half \ud83d pair"])
def test_what_a_post_carries_is_sealed_with_it(a_sealer, a_raw_post, text):
    parts = (RawPart(kind=PartKind.PICTURE, value=RawText(text)), RawPart(kind=PartKind.LINK, value=RawText("")))
    post = a_raw_post(parts=parts, people=(RawPerson(name="Zed Quux", handle="zed"),))

    sealed = a_sealer.seal(post, ONE)

    for opened in (
        InboxOpener(WORKERS).open(sealed.inbox, ONE),
        unseal(sealed.vault, sealed.vault_key, ONE, OFFICERS),
    ):
        assert [(part.kind, open_raw(part.value)) for part in opened.parts] == [
            (PartKind.PICTURE, text),
            (PartKind.LINK, ""),
        ]
        assert opened.people == post.people


def test_words_of_a_quoted_post_are_sealed_for_the_workers_and_stay_out_of_the_vault(a_sealer, a_raw_post):
    theirs = RawPart(
        kind=PartKind.QUOTED, value=RawText("canary"), post_id="7001", conversation_id="7000", withheld=True
    )
    ours = RawPart(kind=PartKind.PICTURE, value=RawText("a ferry"))
    sealed = a_sealer.seal(a_raw_post(parts=(theirs, ours)), ONE)

    waiting = InboxOpener(WORKERS).open(sealed.inbox, ONE)
    kept = unseal(sealed.vault, sealed.vault_key, ONE, OFFICERS)

    assert [open_raw(part.value) for part in waiting.parts] == ["canary", "a ferry"]
    first = waiting.parts[0]
    assert (first.post_id, first.conversation_id, first.withheld) == ("7001", "7000", True)
    assert [open_raw(part.value) for part in kept.parts] == ["a ferry"]


def test_a_post_that_an_older_version_sealed_opens_with_its_parts():
    record = {
        "mention": ONE,
        "platform": "x",
        "account": "x",
        "handle": {"post_id": "1", "first_id": "1", "author_id": "7"},
        "text": "Bonjour",
        "posted_at": "2026-03-02T17:00:00+00:00",
        "language": "fr",
        "summoned": True,
        "parts": [["picture", "a ferry"]],
    }
    sealed = SealedBox(WORKERS.public_key).encrypt(json.dumps(record).encode())

    found = InboxOpener(WORKERS).open(sealed, ONE).parts

    assert [(part.kind, open_raw(part.value), part.post_id) for part in found] == [(PartKind.PICTURE, "a ferry", "")]


TEXTS = ["canary text 1", "", "é\u200b\U0001f600", "half \ud83d pair", "nul \x00"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_post_comes_back_from_the_inbox_as_it_was(a_sealer, a_raw_post, text):
    post = a_raw_post(text=RawText(text), language=None, summoned=False)

    sealed = a_sealer.seal(post, ONE)

    assert same(InboxOpener(WORKERS).open(sealed.inbox, ONE), post)


@pytest.mark.parametrize("text", TEXTS)
def test_a_post_comes_back_from_the_vault_as_it_was(a_sealer, a_raw_post, text):
    post = a_raw_post(text=RawText(text))

    sealed = a_sealer.seal(post, ONE)

    assert same(unseal(sealed.vault, sealed.vault_key, ONE, OFFICERS), post)


def test_sealed_bytes_show_nothing_and_differ_each_time(a_sealer, a_raw_post):
    first, second = (a_sealer.seal(a_raw_post(), ONE) for _ in range(2))

    for sealed in (first, second):
        assert CANARY not in sealed.inbox + sealed.vault + sealed.vault_key
    assert first.inbox != second.inbox
    assert first.vault != second.vault
    assert first.vault_key != second.vault_key


def flip(data, place):
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def test_a_flipped_bit_anywhere_is_noticed(a_sealer, a_raw_post):
    sealed = a_sealer.seal(a_raw_post(), ONE)

    for place in range(0, len(sealed.inbox), 7):
        with pytest.raises(SealError):
            InboxOpener(WORKERS).open(flip(sealed.inbox, place), ONE)
    for place in range(0, len(sealed.vault), 7):
        with pytest.raises(SealError):
            unseal(flip(sealed.vault, place), sealed.vault_key, ONE, OFFICERS)


@pytest.mark.parametrize("rubbish", [b"", b"x", bytes(47), bytes(200)])
def test_rubbish_does_not_open(a_sealer, a_raw_post, rubbish):
    sealed = a_sealer.seal(a_raw_post(), ONE)

    with pytest.raises(SealError):
        InboxOpener(WORKERS).open(rubbish, ONE)
    with pytest.raises(SealError):
        unseal(rubbish, sealed.vault_key, ONE, OFFICERS)
    with pytest.raises(SealError):
        unseal(sealed.vault, rubbish, ONE, OFFICERS)
    with pytest.raises(SealError):
        HandleOpener(WORKERS).open(rubbish, ONE)
    with pytest.raises(SealError):
        CursorBox(b"c" * 32).open(rubbish)


def test_another_row_is_refused(a_sealer, a_raw_post):
    sealed = a_sealer.seal(a_raw_post(), ONE)

    with pytest.raises(SealError):
        InboxOpener(WORKERS).open(sealed.inbox, OTHER)
    with pytest.raises(SealError):
        unseal(sealed.vault, sealed.vault_key, OTHER, OFFICERS)


def test_keys_of_two_originals_cannot_be_exchanged(a_sealer, a_raw_post):
    first, second = a_sealer.seal(a_raw_post(1), ONE), a_sealer.seal(a_raw_post(2), OTHER)

    with pytest.raises(SealError):
        unseal(first.vault, second.vault_key, ONE, OFFICERS)


def test_workers_cannot_open_the_vault_nor_officers_the_inbox(a_sealer, a_raw_post):
    sealed = a_sealer.seal(a_raw_post(), ONE)

    with pytest.raises(SealError):
        unseal(sealed.vault, sealed.vault_key, ONE, WORKERS)
    with pytest.raises(SealError):
        InboxOpener(OFFICERS).open(sealed.inbox, ONE)


def test_a_refusal_says_the_row_and_nothing_of_the_content(a_sealer, a_raw_post):
    sealed = a_sealer.seal(a_raw_post(), ONE)

    with pytest.raises(SealError) as refused:
        InboxOpener(WORKERS).open(sealed.inbox, OTHER)

    assert refused.value.where == OTHER
    assert refused.value.__cause__ is None
    assert "canary" not in str(refused.value)


HANDLE = PlatformHandle(
    post_id="901", first_id="900", author_id="7", author_name="Zoé", permalink="https://x.example/1"
)


def test_a_handle_comes_back_for_its_row():
    sealed = HandleSealer(WORKERS.public_key).seal(HANDLE, ONE)

    assert HandleOpener(WORKERS).open(sealed, ONE) == HANDLE
    assert b"901" not in sealed


def test_a_handle_of_another_row_or_key_does_not_open():
    sealed = HandleSealer(WORKERS.public_key).seal(HANDLE, ONE)

    with pytest.raises(SealError, match="another row"):
        HandleOpener(WORKERS).open(sealed, OTHER)
    with pytest.raises(SealError, match="does not open"):
        HandleOpener(STRANGER).open(sealed, ONE)


def test_the_dispatcher_can_seal_and_open():
    handles = Handles(HandleOpener(WORKERS), HandleSealer(WORKERS.public_key), KEYED)

    assert handles.open(handles.seal(HANDLE, ONE), ONE) == HANDLE


def test_a_cursor_comes_back_with_its_key_alone():
    box = CursorBox(b"c" * 32)
    sealed = box.seal("since=901é")

    assert box.open(sealed) == "since=901é"
    assert b"901" not in sealed
    with pytest.raises(SealError):
        CursorBox(b"d" * 32).open(sealed)


KEYED = Digester(b"k" * 32)


def test_digests_are_stable():
    # A changed digest would make every duplicate a new post after an update: this value must stay.
    assert KEYED.post("x", HANDLE) == "97cb1a6c1a2d4c410831d1fa040b14aa838e43bd4e26b78c78e745054d7d78d4"


def test_digests_depend_on_the_key():
    other = Digester(b"l" * 32)

    for make in ("post", "version", "author", "conversation"):
        assert getattr(KEYED, make)("x", HANDLE) != getattr(other, make)("x", HANDLE)


def handle(**changes):
    return PlatformHandle(**(asdict(HANDLE) | changes))


DIGESTS = [
    # digest, change of the handle, whether it stays the same
    ("post", {"post_id": "902"}, True),  # an edit is the same post
    ("post", {"first_id": "899"}, False),
    ("post", {"author_id": "8"}, True),
    ("version", {"post_id": "902"}, False),  # an edit is another version
    ("author", {"author_id": "8"}, False),
    ("author", {"author_name": "Other", "author_handle": "@other"}, True),  # people rename themselves
    ("conversation", {"conversation_id": "5"}, False),
]


@pytest.mark.parametrize(("kind", "change", "same_digest"), DIGESTS)
def test_a_digest_joins_what_it_should(kind, change, same_digest):
    make = getattr(KEYED, kind)

    assert (make("x", HANDLE) == make("x", handle(**change))) is same_digest


def test_platforms_and_purposes_do_not_meet():
    same_id = handle(post_id="1", first_id="1", author_id="1", conversation_id="1")
    made = {getattr(KEYED, kind)(p, same_id) for kind in ("post", "author", "conversation") for p in ("x", "y")}

    assert len(made) == 6


def test_parts_of_a_digest_cannot_flow_into_each_other():
    assert KEYED.token("ab", "c") != KEYED.token("a", "bc")
    assert KEYED.token("c1", "t") != KEYED.token("c2", "t")


def test_unknown_authors_are_not_one_author():
    nobody = [handle(author_id="", post_id=str(n)) for n in (1, 2)]

    assert KEYED.author("x", nobody[0]) != KEYED.author("x", nobody[1])
    assert all(KEYED.author("x", one).startswith(UNKNOWN_AUTHOR) for one in nobody)
    assert not KEYED.author("x", handle()).startswith(UNKNOWN_AUTHOR)


def test_a_post_without_first_id_or_conversation_stands_for_itself():
    bare = handle(first_id="", conversation_id="")

    assert KEYED.post("x", bare) == KEYED.post("x", handle(first_id="901"))
    assert KEYED.conversation("x", bare) == KEYED.conversation("x", handle(conversation_id="901"))


def test_a_half_surrogate_has_a_digest():
    assert len(KEYED.token("c", "\ud83d")) == 64


def test_what_a_collector_seals_with_holds_together(a_sealer, a_raw_post):
    sealing = CollectorSealing(a_sealer, KEYED, CursorBox(b"c" * 32))
    post = a_raw_post()

    sealed = sealing.seal(post, ONE)

    assert same(InboxOpener(WORKERS).open(sealed.inbox, ONE), post)
    assert sealing.digests(post) == (KEYED.post("x", post.handle), KEYED.version("x", post.handle))
    assert sealing.open_cursor(sealing.seal_cursor("c")) == "c"


def test_a_sealed_original_is_bound_to_its_row_and_has_a_nonce_of_its_own(a_sealer, a_raw_post):
    first, second = (a_sealer.seal(a_raw_post(), ONE) for _ in range(2))
    key = open_key(first.vault_key, OFFICERS)

    assert AESGCM(key).decrypt(first.vault[:12], first.vault[12:], b"vault|m-one")
    with pytest.raises(InvalidTag):
        AESGCM(key).decrypt(first.vault[:12], first.vault[12:], b"vault|m-other")
    assert first.vault[:12] != second.vault[:12]
    assert key != open_key(second.vault_key, OFFICERS)
