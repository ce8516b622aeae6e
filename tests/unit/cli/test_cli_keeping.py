"""`smbot backup`, `smbot restore` and `smbot keys` at the command line."""

import json

import pytest
from fakes import raw_post, stored_mention

from smbot.storage.tables import VaultRow
from smbot.vault.nacl import PostSealer


@pytest.fixture
def an_original(an_installation):
    mention = stored_mention(an_installation.store)
    keys = an_installation.keys
    sealed = PostSealer(keys.public("compliance"), keys.public("inbox")).seal(raw_post(), mention)
    with an_installation.store.write() as tx:
        tx.session.add(VaultRow(mention=mention, sealed=sealed.vault))
    an_installation.key_store.put({mention: sealed.vault_key})
    return mention


def test_a_backup_is_made_tried_and_put_back_by_commands(smbot, config, an_original, tmp_path):
    unkeyed = smbot("backup", "make")
    assert smbot("keys", "make", "backup", tmp_path / "stick").code == 0
    assert smbot("keys", "take", tmp_path / "stick" / "backup.pub").code == 0

    made = smbot("backup", "make", "--json")
    files = {one["kind"]: one["file"] for one in json.loads(made.out)}
    archives = [word for kind, file in files.items() for word in (f"--{kind}", file)]
    key = ("--key", tmp_path / "stick" / "backup.key")
    tried = smbot("backup", "verify", *archives, *key, "--in", tmp_path, "--json")
    back = smbot("restore", tmp_path / "again", *archives, *key)
    listed = smbot("backup", "list", "--json")

    assert (unkeyed.code, "no public key" in unkeyed.err) == (3, True)
    assert made.code == 0, made.err
    assert json.loads(tried.out)["originals"] == 1
    assert not list(tmp_path.glob("smbot-trial-*"))
    assert back.code == 0, back.err
    assert "Sending is paused" in back.err
    assert len(json.loads(listed.out)) == 3


def test_the_group_alone_makes_a_backup(smbot, config, an_original, tmp_path):
    smbot("keys", "make", "backup", tmp_path / "stick")
    smbot("keys", "take", tmp_path / "stick" / "backup.pub")

    assert smbot("backup").code == 0
    assert len(list((config.parent / "backup" / "data").iterdir())) == 1


def test_keys_are_renewed_sealed_anew_and_drilled_by_commands(smbot, config, an_original):
    rotated = smbot("keys", "rotate", "compliance")
    rewrapped = smbot("keys", "rewrap", "compliance", "--json")
    drilled = smbot("keys", "drill", "--json")
    listed = json.loads(smbot("keys", "list", "--json").out)

    assert rotated.code == 0, rotated.err
    assert json.loads(rewrapped.out) == {"done": 1, "already": 0, "lost": 0}
    (officers,) = [one for one in json.loads(drilled.out) if one["key"] == "compliance"]
    assert (officers["tried"], officers["opened"], officers["lost_with_it"]) == (1, 1, 1)
    (compliance,) = [one for one in listed if one["name"] == "compliance"]
    assert (compliance["sealed_to_it"], compliance["sealed_to_older"]) == (1, {})


def test_what_another_machine_must_seal_anew_is_carried_and_brought(smbot, config, an_original, tmp_path):
    officers = tmp_path / "officers"
    officers.mkdir()
    (config.parent / "keys" / "compliance.key").rename(officers / "compliance.key")
    smbot("keys", "make", "compliance", officers / "newer")
    smbot("keys", "take", officers / "newer" / "compliance.pub")

    carried = smbot("keys", "carry", "compliance", tmp_path / "carried")
    newer = officers / "newer" / "compliance.pub"
    resealed = smbot(
        "keys", "reseal", tmp_path / "carried", tmp_path / "anew", "--old", officers / "compliance.key", "--new", newer
    )
    brought = smbot("keys", "bring", "compliance", tmp_path / "anew")
    drilled = smbot("keys", "drill", "--json", "--key", officers / "newer" / "compliance.key")

    assert [carried.code, resealed.code, brought.code] == [0, 0, 0], (carried.err, resealed.err, brought.err)
    (key,) = [one for one in json.loads(drilled.out) if one["key"] == "compliance"]
    assert (key["tried"], key["opened"]) == (1, 1)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("rotate", "digest"), "cannot be renewed"),
        (("rewrap", "inbox"), "Use one of"),
        (("take", "nowhere/compliance.pub"), "cannot be read"),
        (("take", "private.pub"), "The desk itself opens"),
    ],
)
def test_what_cannot_be_done_with_keys_is_refused_with_words(smbot, config, arguments, words):
    done = smbot("keys", *arguments)

    assert done.code in {2, 3}
    assert words in done.err


def test_whoever_is_no_administrator_renews_no_key(smbot, config):
    smbot("user", "add", "ana", "--role", "reviewer", "--yes")

    assert smbot("keys", "rotate", "compliance", "--member", "ana").code == 1


def test_every_command_of_an_older_program_refuses_a_newer_database_and_says_why(smbot, config, an_installation):
    from sqlalchemy import text as sql

    from smbot.storage.engine import WRITES

    with an_installation.engine.execution_options(**{WRITES: True}).begin() as connection:
        connection.execute(sql("UPDATE alembic_version SET version_num = '9999'"))

    for command in (("queue", "list"), ("run",), ("backup",), ("init", config.parent)):
        done = smbot(*command)

        assert done.code == 3
        assert "newer version" in done.err
        assert "restore a backup" in done.err


def test_databases_that_another_program_put_back_are_settled_by_a_command(smbot, config, an_original):
    settled = smbot("restore", config.parent, "--settle", "--json")
    without = smbot("restore", config.parent)

    assert settled.code == 0, settled.err
    assert (json.loads(settled.out)["originals"], json.loads(settled.out)["verified"]) == (1, True)
    assert "Sending is paused" in settled.err
    assert (without.code, "--data" in without.err) == (2, True)
