"""Keys: owner-only, kept, and clearly told when missing, damaged or open to others."""

import stat

import pytest
from nacl.public import PrivateKey

from smbot.audit.checkpoint import public_half
from smbot.core.errors import ConfigurationError
from smbot.vault.keys import AUDIT_PUBLIC, PAIRS, SECRETS, create_keys, publish_audit_key, read_keys


@pytest.fixture
def a_folder(tmp_path):
    folder = tmp_path / "keys"
    create_keys(folder)
    return folder


def test_new_keys_are_complete_and_their_owners_alone(a_folder):
    names = {path.name for path in a_folder.iterdir()}

    pairs = {f"{name}.{half}" for name in PAIRS for half in ("key", "pub")}
    assert names == pairs | {f"{name}.key" for name in SECRETS} | {AUDIT_PUBLIC}
    assert stat.S_IMODE(a_folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in a_folder.iterdir()} == {0o600}


def test_both_halves_of_a_pair_belong_together(a_folder):
    keys = read_keys(a_folder)

    for name in PAIRS:
        assert bytes(keys.private(name).public_key) == bytes(keys.public(name))
    assert len({keys.secret(name) for name in (*PAIRS, *SECRETS)}) == len(PAIRS) + len(SECRETS)


def test_existing_keys_are_kept(a_folder):
    before = {path.name: path.read_bytes() for path in a_folder.iterdir()}

    create_keys(a_folder)

    assert {path.name: path.read_bytes() for path in a_folder.iterdir()} == before


def test_a_private_key_moved_to_the_officers_is_not_made_anew(a_folder):
    (a_folder / "compliance.key").unlink()

    create_keys(a_folder)

    assert not read_keys(a_folder).has("compliance")
    assert read_keys(a_folder).public("compliance")


def test_a_crash_between_the_two_halves_is_mended(a_folder):
    (a_folder / "inbox.pub").unlink()

    create_keys(a_folder)

    keys = read_keys(a_folder)
    assert bytes(PrivateKey(keys.secret("inbox")).public_key) == bytes(keys.public("inbox"))


@pytest.mark.parametrize(
    ("ask", "file"),
    [
        (lambda keys: keys.private("inbox"), "inbox.key"),
        (lambda keys: keys.public("inbox"), "inbox.pub"),
        (lambda keys: keys.secret("digest"), "digest.key"),
    ],
)
def test_a_missing_key_is_told_with_its_place_when_it_is_needed(a_folder, ask, file):
    (a_folder / file).unlink()
    keys = read_keys(a_folder)

    with pytest.raises(ConfigurationError) as missing:
        ask(keys)

    assert missing.value.where == str(a_folder / file)
    assert "missing" in str(missing.value)
    assert missing.value.mend


@pytest.mark.parametrize("content", [b"", b"short", bytes(33)])
def test_a_damaged_key_is_told_with_its_place_and_not_its_content(a_folder, content):
    (a_folder / "digest.key").write_bytes(content)

    with pytest.raises(ConfigurationError, match="damaged") as damaged:
        read_keys(a_folder).secret("digest")

    assert damaged.value.where == str(a_folder / "digest.key")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o444])
def test_a_key_that_others_can_read_is_refused(a_folder, mode):
    (a_folder / "inbox.key").chmod(mode)

    with pytest.raises(ConfigurationError, match="Others can read this key") as refused:
        read_keys(a_folder)

    assert f"chmod 600 {a_folder / 'inbox.key'}" in str(refused.value)


def test_public_halves_may_be_read_by_others(a_folder):
    (a_folder / "inbox.pub").chmod(0o644)

    assert read_keys(a_folder).public("inbox")


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(ConfigurationError, match="folder of keys does not exist") as missing:
        read_keys(tmp_path / "nowhere")

    assert missing.value.where == str(tmp_path / "nowhere")


def test_a_credential_of_systemd_goes_before_the_file(a_folder, tmp_path):
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    (credentials / "smbot.digest.key").write_bytes(b"d" * 32)
    (credentials / "other.digest.key").write_bytes(b"o" * 32)

    keys = read_keys(a_folder, credentials)

    assert keys.secret("digest") == b"d" * 32


def test_whoever_verifies_the_log_needs_the_public_half_of_its_key_alone(a_folder):
    expected = public_half(read_keys(a_folder).secret("audit"))
    (a_folder / "audit.key").unlink()

    assert read_keys(a_folder).verifier() == expected


def test_an_older_installation_verifies_with_its_one_key_until_the_public_half_is_written(a_folder):
    (a_folder / AUDIT_PUBLIC).unlink()
    before = read_keys(a_folder).verifier()

    publish_audit_key(a_folder)

    assert (a_folder / AUDIT_PUBLIC).read_bytes() == before


def test_a_key_that_is_never_asked_for_is_never_read(a_folder):
    (a_folder / "dispatch.key").write_bytes(b"damaged")

    keys = read_keys(a_folder)

    assert keys.private("inbox")
    with pytest.raises(ConfigurationError, match="damaged"):
        keys.private("dispatch")


def test_a_key_ring_does_not_print_its_keys(a_folder):
    (a_folder / "digest.key").write_bytes(b"canary" + b"k" * 26)

    assert "canary" not in repr(read_keys(a_folder))
