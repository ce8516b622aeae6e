"""A trial touches nothing that lives, and a restore overwrites nothing that is there."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from fakes import NOW
from nacl.public import PrivateKey

from smbot import settings
from smbot.audit import anchor
from smbot.backup.make import Kind, make_backup
from smbot.backup.place import place
from smbot.backup.restore import STAGE, Backup, restore, try_out
from smbot.backup.settle import settle_in_place
from smbot.bootstrap import Application
from smbot.core.clock import FrozenClock
from smbot.core.errors import ConfigurationError, InputError
from smbot.core.events import SYSTEM, Act, Event
from smbot.settings import Configuration
from smbot.verification import sign_log, verify_log

KEY = PrivateKey.generate()
URLS = ("postgresql://smbot@127.0.0.1:1/smbot", "postgresql://smbot@127.0.0.1:1/smbot_keys")


@pytest.fixture
def a_backup(an_installation):
    """Makes a backup of the installation as it is then."""
    (an_installation.key_folder / "backup.pub").write_bytes(bytes(KEY.public_key))

    def make():
        an_installation.clock.advance(minutes=1)
        made = {archive.kind: archive.path for archive in make_backup(an_installation, by="Alice")}
        return Backup(data=made[Kind.DATA], keys=made[Kind.KEYS], installation=made[Kind.INSTALLATION])

    return make


@pytest.fixture
def put_back(tmp_path):
    def do(backup, folder=None, how=restore):
        return how(backup, KEY, folder or tmp_path / "restored", clock=FrozenClock(NOW), by="Alice", environment={})

    return do


def set_in(application, table, name, value):
    """Set a value in the configuration's file."""
    file = application.configuration.file
    lines, inside = [], False
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("["):
            inside = line == f"[{table}]"
        lines.append(f'{name} = "{value}"' if inside and line.split(" ")[0] == name else line)
    assert f'{name} = "{value}"' in lines
    file.write_text("\n".join(lines) + "\n", "utf-8")


def contents(*folders):
    return {
        file: (file.read_bytes(), file.stat().st_mtime_ns)
        for folder in folders
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_a_trial_touches_no_folder_that_the_configuration_names_elsewhere(an_installation, a_backup, put_back):
    folder = an_installation.configuration.file.parent
    set_in(an_installation, "keys", "folder", folder / "keys")
    set_in(an_installation, "secrets", "folder", folder / "secrets")
    set_in(an_installation, "storage", "folder", folder / "data")
    set_in(an_installation, "playbooks", "folder", folder / "playbooks")
    (folder / "secrets").mkdir(exist_ok=True)
    (folder / "secrets" / "x.token").write_text("live", "utf-8")
    backup = a_backup()
    an_installation.close()
    before = contents(folder)

    told = put_back(backup, how=try_out)

    assert told.verified
    assert contents(folder) == before


def test_a_trial_asks_no_server_and_no_checkpoints_of_another_machine(an_installation, a_backup, put_back, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    set_in(an_installation, "audit", "anchor_folder", outside)
    backup = a_backup()
    sign_log(Application(settings.load(an_installation.configuration.file), an_installation.clock, {}))
    assert anchor.read_outside(outside, an_installation.keys.verifier())

    assert put_back(backup, how=try_out).verified


def test_a_restore_refuses_folders_that_are_there_and_keeps_them(an_installation, a_backup, put_back, tmp_path):
    elsewhere = tmp_path / "live-keys"
    elsewhere.mkdir()
    (elsewhere / "digest.key").write_bytes(b"live")
    set_in(an_installation, "keys", "folder", elsewhere)
    backup = a_backup()

    with pytest.raises(InputError, match="installation already"):
        put_back(backup)

    assert (elsewhere / "digest.key").read_bytes() == b"live"


@pytest.mark.parametrize("name", ["smbot.db-wal", "keys.db-shm", "keys.db"])
def test_a_log_left_beside_a_database_that_is_gone_is_refused(an_installation, a_backup, put_back, name):
    backup = a_backup()
    an_installation.close()
    data = an_installation.configuration.database.parent
    for file in data.glob("*.db*"):
        file.unlink()
    (data / name).write_bytes(b"of a database that was moved away")

    with pytest.raises(InputError, match="not overwritten"):
        put_back(Backup(data=backup.data, keys=backup.keys), data.parent)

    assert (data / name).read_bytes() == b"of a database that was moved away"


def test_files_are_not_put_back_into_an_installation_on_postgresql(an_installation, a_backup, put_back):
    backup = a_backup()
    for name, url in zip(("url", "key_url"), URLS, strict=True):
        set_in(an_installation, "storage", name, url)
    for file in an_installation.configuration.database.parent.glob("*.db*"):
        file.unlink()

    with pytest.raises(ConfigurationError, match="is on PostgreSQL"):
        put_back(Backup(data=backup.data, keys=backup.keys), an_installation.configuration.file.parent)


def test_keys_from_before_the_data_are_refused(a_backup, put_back, tmp_path):
    early, late = a_backup(), a_backup()

    for how in (restore, try_out):
        with pytest.raises(InputError, match="older than that of the data"):
            put_back(Backup(data=late.data, keys=early.keys, installation=late.installation), how=how)

    assert not (tmp_path / "restored" / settings.FILE_NAME).exists()


def test_checkpoints_of_records_that_were_lost_are_set_aside_and_signing_goes_on(an_installation, a_backup, put_back):
    sign_log(an_installation)
    backup = a_backup()
    with an_installation.store.write() as tx:
        tx.record(Event(act=Act.SENDING_PAUSED, actor=SYSTEM))
    sign_log(an_installation)
    keys = an_installation.key_folder
    lost = (keys / anchor.FILE_NAME).read_bytes()
    an_installation.close()
    for file in an_installation.configuration.database.parent.glob("*.db*"):
        file.unlink()

    told = put_back(Backup(data=backup.data, keys=backup.keys), keys.parent)

    again = Application(an_installation.configuration, FrozenClock(NOW), {})
    sign_log(again)
    assert told.verified
    assert verify_log(again, actor=SYSTEM).verified
    (aside,) = keys.glob("audit-checkpoints-*.jsonl")
    assert aside.read_bytes() == lost
    with again.store.read() as tx:
        assert any(aside.stem.rpartition("-")[2].encode() in body for body in tx.audit_newest(4))
    again.close()


def test_databases_that_another_program_put_back_are_settled(an_installation, a_backup):
    sign_log(an_installation)
    an_installation.close()

    told = settle_in_place(an_installation.configuration.file.parent, clock=FrozenClock(NOW), by=SYSTEM, environment={})

    again = Application(an_installation.configuration, FrozenClock(NOW), {})
    assert (told.made_at, told.verified) == ("", True)
    with again.store.read() as tx:
        assert any(Act.BACKUP_RESTORED.value.encode() in body for body in tx.audit_newest(3))
    again.close()


def another_disk(than: Path) -> str:
    """Return a folder on another disk: memory, or where Debian keeps what lasts; tests lie on one of both."""
    disks = ("/dev/shm", "/var/tmp")  # noqa: S108 - only asked where they lie
    return next(disk for disk in disks if Path(disk).stat().st_dev != than.stat().st_dev)


def test_what_belongs_on_another_disk_is_copied_there_and_an_interrupted_copy_is_made_anew(an_installation, tmp_path):
    with TemporaryDirectory(dir=another_disk(tmp_path)) as disk:
        keys = Path(disk) / "keys"
        table = an_installation.settings
        elsewhere = table.model_copy(update={"keys": table.keys.model_copy(update={"folder": keys})})
        stage = tmp_path / "new" / STAGE
        (stage / "keys" / "old").mkdir(parents=True)
        (stage / "keys" / "digest.key").write_bytes(b"digest")
        (stage / "keys" / "old" / "private.key").write_bytes(b"older")
        (stage / "smbot.db").write_bytes(b"data")
        (keys.parent / ".keys.restoring").mkdir()

        place(stage, Configuration(elsewhere, tmp_path / "new" / settings.FILE_NAME), whole=True)

        assert (keys / "digest.key").read_bytes() == b"digest"
        assert (keys / "old" / "private.key").read_bytes() == b"older"
        assert [path.name for path in keys.parent.iterdir()] == ["keys"]
        assert (tmp_path / "new" / "data" / "smbot.db").read_bytes() == b"data"
        assert not stage.exists()
