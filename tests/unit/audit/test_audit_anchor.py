"""Checkpoints that another machine keeps: written as signed notes, read back, compared, and missed without harm."""

import pytest

from smbot import settings
from smbot.audit import anchor
from smbot.audit.checkpoint import public_half, sign
from smbot.bootstrap import Application
from smbot.core.events import Act, Event
from smbot.verification import sign_log, verify_log

KEY = bytes(range(32))
PUBLIC = public_half(KEY)


def test_what_was_kept_comes_back_oldest_first(tmp_path):
    kept = [sign(size, "ab" * 32, KEY) for size in (1, 2, 3)]

    for checkpoint in kept:
        anchor.append_outside(tmp_path, checkpoint, PUBLIC)

    assert anchor.read_outside(tmp_path, PUBLIC) == kept
    assert anchor.last_outside(tmp_path, PUBLIC) == kept[-1]


def test_a_note_that_a_crash_cut_short_swallows_no_other(tmp_path):
    anchor.append_outside(tmp_path, sign(1, "ab" * 32, KEY), PUBLIC)
    file = tmp_path / anchor.OUTSIDE_NAME
    file.write_text(file.read_text()[:-30])

    anchor.append_outside(tmp_path, sign(2, "ab" * 32, KEY), PUBLIC)

    assert anchor.last_outside(tmp_path, PUBLIC) == sign(2, "ab" * 32, KEY)


def test_nothing_kept_yet_is_nothing(tmp_path):
    assert anchor.last_outside(tmp_path, PUBLIC) is None
    assert anchor.read_outside(tmp_path, PUBLIC) == []


def test_a_folder_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(FileNotFoundError):
        anchor.append_outside(tmp_path / "mount", sign(1, "ab" * 32, KEY), PUBLIC)
    with pytest.raises(FileNotFoundError):
        anchor.read_outside(tmp_path / "mount", PUBLIC)


@pytest.fixture
def anchored(an_installation, a_clock, tmp_path):
    """An installation whose checkpoints go to a folder of another machine too."""
    folder = tmp_path / "mount"
    folder.mkdir()
    file = an_installation.configuration.file
    text = file.read_text("utf-8")
    file.write_text(text.replace('anchor_folder = ""', f'anchor_folder = "{folder}"'), "utf-8")
    application = Application(settings.load(file), a_clock, {})
    yield application
    application.close()


def recorded(application):
    with application.store.write() as tx:
        tx.record(Event(act=Act.SYSTEM_STARTED))


def test_each_signature_is_kept_outside_once(anchored, tmp_path):
    recorded(anchored)

    sign_log(anchored)
    sign_log(anchored)

    [kept] = anchor.read_outside(tmp_path / "mount", anchored.keys.verifier())
    with anchored.store.read() as tx:
        assert kept == tx.last_checkpoint()


def test_a_mount_that_was_off_gets_the_signature_when_it_is_back(anchored, tmp_path):
    recorded(anchored)
    (tmp_path / "mount").rmdir()
    sign_log(anchored)
    assert verify_log(anchored, actor="test").verified
    (tmp_path / "mount").mkdir()

    sign_log(anchored)

    assert len(anchor.read_outside(tmp_path / "mount", anchored.keys.verifier())) == 1


def test_a_log_that_was_rewritten_with_everything_on_this_machine_is_found(anchored, tmp_path, installed_folder):
    """Whoever holds the database, the keys and the folder of keys puts back the log of another day."""
    for _ in range(3):
        recorded(anchored)
    sign_log(anchored)
    database = anchored.configuration.database
    anchored.engine.dispose()
    for beside in database.parent.glob(f"{database.name}*"):
        beside.unlink()
    (anchored.key_folder / anchor.FILE_NAME).unlink()
    database.write_bytes((installed_folder / database.relative_to(anchored.configuration.file.parent)).read_bytes())

    verdict = verify_log(anchored, actor="test")

    assert not verdict.verified
