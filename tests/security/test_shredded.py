"""Threat 2: a database put back from a backup opens nothing whose key was shredded."""

import shutil

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
