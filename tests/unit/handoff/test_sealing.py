"""Sealing: each reader opens with their own key, nobody else, and no message in another's place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.public import PrivateKey
from unit.handoff.conftest import CHEAP, said

from smbot.core.errors import SealError
from smbot.handoff.box import PrivateText
from smbot.handoff.opening import open_private
from smbot.handoff.passphrase import Deriver, are_alike, will_do
from smbot.handoff.sealing import lock_key, open_contact, open_sealed, seal, seal_contact, unlock_key

TEAM, PERSON, STRANGER = PrivateKey.generate(), PrivateKey.generate(), PrivateKey.generate()
READERS = {"team": TEAM.public_key, "CODE": PERSON.public_key}


def words(opened):
    return [open_private(part) for part in (opened.text, opened.contact, opened.when)]


@given(st.text(), st.text())
def test_each_reader_opens_what_was_said(text, contact):
    sealed = seal(said(text, contact, "noon"), "p-1", "c-1", READERS)

    for reader, key in (("team", TEAM), ("CODE", PERSON)):
        assert words(open_sealed(sealed.body, sealed.keys[reader], "p-1", "c-1", key)) == [text, contact, "noon"]


@pytest.mark.parametrize(
    ("message", "case", "reader", "key", "flip"),
    [
        ("p-2", "c-1", "team", TEAM, None),
        ("p-1", "c-2", "team", TEAM, None),
        ("p-1", "c-1", "team", STRANGER, None),
        ("p-1", "c-1", "CODE", TEAM, None),
        ("p-1", "c-1", "team", TEAM, 0),
        ("p-1", "c-1", "team", TEAM, -1),
    ],
)
def test_nothing_else_opens(message, case, reader, key, flip):
    sealed = seal(said("secret"), "p-1", "c-1", READERS)
    body = bytearray(sealed.body)
    if flip is not None:
        body[flip] ^= 1

    with pytest.raises(SealError) as refused:
        open_sealed(bytes(body), sealed.keys[reader], message, case, key)

    assert "secret" not in str(refused.value)


def test_the_same_words_never_look_alike():
    one, other = (seal(said("secret"), "p-1", "c-1", READERS) for _ in range(2))

    assert one.body != other.body
    assert b"secret" not in one.body


def test_a_contact_opens_for_the_dispatcher_and_its_own_case_alone():
    sealed = seal_contact(PrivateText("zed@example.org"), "c-1", TEAM.public_key)

    assert open_private(open_contact(sealed, "c-1", TEAM)) == "zed@example.org"
    for case, key in (("c-2", TEAM), ("c-1", STRANGER)):
        with pytest.raises(SealError):
            open_contact(sealed, case, key)


def test_a_visits_key_opens_with_its_secret_alone():
    locked = lock_key(PERSON, "secret of the browser")

    assert bytes(unlock_key(locked, "secret of the browser")) == bytes(PERSON)
    with pytest.raises(SealError):
        unlock_key(locked, "another")


def test_a_passphrase_gives_the_same_key_again_and_another_salt_or_word_another():
    deriver = Deriver(CHEAP)
    first = deriver.derive(PrivateText("cafe\N{COMBINING ACUTE ACCENT} du coin vert"), b"s" * 16)
    again = deriver.derive(PrivateText("café du coin vert"), b"s" * 16)
    salted = deriver.derive(PrivateText("café du coin vert"), b"t" * 16)
    other = deriver.derive(PrivateText("cafe du coin vert"), b"s" * 16)

    assert (first.verifier, bytes(first.private)) == (again.verifier, bytes(again.private))
    assert len({first.verifier, salted.verifier, other.verifier}) == 3
    assert first.verifier != bytes(first.private)


@pytest.mark.parametrize(
    ("passphrase", "good"),
    [("violet kettle", True), ("short one", False), ("aaaaaaaaaaaaaa", False), ("x" * 300, False), ("", False)],
)
def test_a_passphrase_must_be_long_and_varied(passphrase, good):
    assert will_do(PrivateText(passphrase)) == good


def test_a_passphrase_is_typed_twice_alike():
    assert are_alike(PrivateText("violet kettle"), PrivateText("violet kettle"))
    assert not are_alike(PrivateText("violet kettle"), PrivateText("violet kettlé"))
