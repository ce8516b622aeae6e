"""Threat 2: a database put back from a backup opens nothing whose key was shredded."""

import shutil
import sqlite3
import time
from contextlib import closing

from smbot.core.ids import new_mention_id


def test_a_copy_of_the_data_from_before_shredding_holds_no_key(an_installation, tmp_path):
    """The keys of originals lie in a store of their own: a backup of the data alone never held them."""
    data = an_installation.configuration.database
    mention = new_mention_id()
    an_installation.key_store.put({mention: b"sealed data key, which stands for itself"})
    backup = tmp_path / "backup"
    shutil.copytree(
        data.parent, backup, ignore=shutil.ignore_patterns(f"{an_installation.configuration.key_database.name}*")
    )

    an_installation.key_store.shred([mention])

    assert an_installation.key_store.get(mention) is None
    assert not any(b"which stands for itself" in each.read_bytes() for each in backup.rglob("*") if each.is_file())
    live = [each for each in data.parent.rglob("*") if each.is_file()]
    assert not any(b"which stands for itself" in each.read_bytes() for each in live), "shredding overwrites"


def test_a_key_of_a_private_message_that_was_shredded_stands_in_no_file(an_installation):
    an_installation.private_keys.put("p-1", {"team": b"sealed data key, which stands for itself"})

    an_installation.private_keys.shred(["p-1"])

    assert an_installation.private_keys.get("team", ["p-1"]) == {}
    live = [each for each in an_installation.configuration.database.parent.rglob("*") if each.is_file()]
    assert not any(b"which stands for itself" in each.read_bytes() for each in live), "shredding overwrites"


def test_who_reads_keys_meanwhile_holds_up_shredding_for_a_moment_only(an_installation):
    mention = new_mention_id()
    an_installation.key_store.put({mention: b"sealed data key"})
    with closing(sqlite3.connect(an_installation.configuration.key_database, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM vault_key").fetchone()
        began = time.monotonic()

        an_installation.key_store.shred([mention])

        took = time.monotonic() - began
    assert an_installation.key_store.get(mention) is None
    assert took < 5
