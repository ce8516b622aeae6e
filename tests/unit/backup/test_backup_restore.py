"""Backups: made while smbot runs, sealed to a key elsewhere, put back whole, and never with what was destroyed."""

import shutil
import sqlite3
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from fakes import NOW, raw_post, stored_mention
from nacl.public import PrivateKey

from smbot import settings
from smbot.access.names import Means
from smbot.access.orders import PassingOrder, PassingState
from smbot.audit.anchor import FILE_NAME as CHECKPOINTS
from smbot.backup.make import Kind, backups_in, forget_old, make_backup
from smbot.backup.restore import STAGE, Backup, restore
from smbot.bootstrap import Application
from smbot.core.clock import FrozenClock
from smbot.core.errors import ConfigurationError, InputError, SealError
from smbot.core.events import Act
from smbot.core.failpoints import FailpointError
from smbot.core.ids import new_passing_id
from smbot.core.purposes import Purpose
from smbot.core.states import MentionState, Mode, ReplyState
from smbot.core.switches import ON, SENDING_PAUSED
from smbot.handoff.model import CaseCode, Channel, Direction, Notice, NoticeState, Reach
from smbot.storage.handoff_tables import PrivateMessageRow
from smbot.storage.shredded import Shred
from smbot.storage.tables import MentionRow, ReplyRow, SessionRow, VaultRow
from smbot.vault.archive import PIECE, SealingWriter, opened, read_head
from smbot.vault.nacl import PostSealer, unseal
from smbot.verification import sign_log

CANARY = "604 555-0187"
KEY = PrivateKey.generate()


@dataclass
class Site:
    """An installation, the private key of its officers, and where its backups lie."""

    application: Application
    officers: PrivateKey
    folder: Path

    def post(self, text=CANARY):
        """Store a mention with a sealed original."""
        mention = stored_mention(self.application.store)
        keys = self.application.keys
        sealed = PostSealer(keys.public("compliance"), keys.public("inbox")).seal(raw_post(), mention)
        with self.application.store.write() as tx:
            tx.session.add(VaultRow(mention=mention, sealed=sealed.vault))
        self.application.key_store.put({mention: sealed.vault_key})
        return mention

    def backup(self):
        """Make a backup a minute later; return its archives."""
        self.application.clock.advance(minutes=1)
        made = {archive.kind: archive.path for archive in make_backup(self.application, by="Alice")}
        return Backup(data=made[Kind.DATA], keys=made[Kind.KEYS], installation=made[Kind.INSTALLATION])


@pytest.fixture
def a_site(an_installation):
    officers = an_installation.keys.private("compliance")
    (an_installation.key_folder / "backup.pub").write_bytes(bytes(KEY.public_key))
    return Site(an_installation, officers, an_installation.configuration.file.parent)


@pytest.fixture
def put_back(tmp_path):
    """Puts a backup back into a folder of its own; returns what was told and the application on it."""
    made = []

    def do(backup, name="restored", key=KEY, clock=None):
        folder = tmp_path / name
        clock = clock or FrozenClock(NOW)
        told = restore(backup, key, folder, clock=clock, by="Alice", environment={})
        application = Application(settings.load(folder / settings.FILE_NAME), clock, {})
        made.append(application)
        return told, application

    yield do
    for application in made:
        application.close()


def original(application, mention, officers):
    """Open an original with the officers' key, as far as it can be opened."""
    key = application.key_store.get(mention)
    with application.store.read() as tx:
        sealed = tx.sealed_original(mention)
    return key is not None and sealed is not None and unseal(sealed, key, mention, officers) is not None


def test_what_was_backed_up_is_put_back_whole(a_site, put_back):
    mention = a_site.post()
    shutil.copytree(a_site.application.key_folder, a_site.folder / "before")

    told, restored = put_back(a_site.backup())

    with restored.store.read() as tx:
        assert tx.item(mention).text is not None
    assert original(restored, mention, a_site.officers)
    assert (told.mentions, told.originals, told.without_key, told.shredded) == (1, 1, 0, 0)
    assert told.verified
    assert restored.keys.secret("digest") == a_site.application.keys.secret("digest")
    assert (restored.configuration.file.parent / "playbooks").is_dir()
    assert not (restored.configuration.file.parent / STAGE).exists()


def test_officers_and_backup_keys_are_in_no_backup(a_site, put_back):
    a_site.post()

    _, restored = put_back(a_site.backup())

    assert not restored.keys.has("compliance")
    assert not restored.keys.has("backup")


def test_no_word_and_no_id_stands_readable_in_an_archive(a_site):
    mention = a_site.post()
    secret = a_site.application.keys.secret("digest")

    backup = a_site.backup()

    for path in (backup.data, backup.keys, backup.installation):
        content = path.read_bytes()
        assert mention.encode() not in content
        assert b"waited three hours" not in content
        assert secret not in content
        assert path.stat().st_mode & 0o077 == 0


def test_data_and_keys_lie_apart_and_neither_opens_anything_alone(a_site, put_back, tmp_path):
    a_site.post()
    backup = a_site.backup()

    assert backup.data.parent != backup.keys.parent
    with pytest.raises(InputError, match="holds something else"):
        restore(
            Backup(data=backup.keys, keys=backup.data, installation=backup.installation),
            KEY,
            tmp_path / "swapped",
            clock=FrozenClock(NOW),
            by="Alice",
            environment={},
        )


def test_an_original_that_was_shredded_stays_shredded_when_an_older_backup_is_put_back(a_site, put_back):
    mention, other = a_site.post(), a_site.post()
    before = a_site.backup()
    with a_site.application.store.write() as tx:
        tx.purge(mention)
    a_site.application.key_store.shred([mention])
    after = a_site.backup()

    told, restored = put_back(Backup(data=before.data, keys=after.keys, installation=after.installation))

    with restored.store.read() as tx:
        assert tx.sealed_original(mention) is None
        assert tx.item(mention).text is None  # its masked text, too
        assert tx.item(other).text is not None
    assert restored.key_store.get(mention) is None
    assert original(restored, other, a_site.officers)
    assert told.shredded == 1
    everything = b"".join(path.read_bytes() for path in restored.configuration.database.parent.glob("*.db*"))
    assert mention.encode() in everything  # its row is there, to know it again
    assert told.verified


def test_no_backup_opens_what_was_shredded_once_backups_of_keys_are_too_old(a_site, put_back, tmp_path):
    mention = a_site.post()
    early = a_site.backup()
    archives = {path.name: path.read_bytes() for path in (early.data, early.keys)}
    while_there, _ = put_back(early, "while-its-key-is-there")
    a_site.application.key_store.shred([mention])
    a_site.application.clock.advance(days=7, minutes=5)
    late = a_site.backup()
    left = [path for _, path in backups_in(early.keys.parent)]

    told, restored = put_back(Backup(data=early.data, keys=late.keys, installation=late.installation))

    assert while_there.without_key == 0  # until then the older key opens it: the README says so
    assert set(left) == {late.keys, late.installation}
    assert early.data.exists()  # data are kept longer than keys
    assert told.shredded == 1
    with restored.store.read() as tx:
        assert tx.sealed_original(mention) is None
    # Whoever kept the data's archive holds noise: neither the officers' key nor any key that is left opens it.
    assert len(archives) == 2
    with pytest.raises(SealError):
        for key in (late.keys, late.installation):
            with key.open("rb") as file:
                list(opened(file, read_head(file), a_site.officers))


def test_records_that_schedules_let_go_do_not_come_back(a_site, put_back):
    from smbot.retention.model import Disposed, RecordKind, certified

    mention, thing = a_site.post(), a_site.post()
    with a_site.application.store.write() as tx:
        for one in (mention, thing):
            tx.session.get_one(MentionRow, one).state = MentionState.NO_REPLY
    before = a_site.backup()
    a_site.application.key_store.shred([mention], Shred.MENTION)
    a_site.application.key_store.shred([thing], Shred.ORIGINAL)
    after = a_site.backup()

    told, restored = put_back(Backup(data=before.data, keys=after.keys, installation=after.installation))

    with restored.store.read() as tx:
        assert tx.session.get_one(MentionRow, mention).state == MentionState.DISPOSED
        assert tx.item(thing).text is not None
        assert tx.sealed_original(thing) is None
        assert tx.was_disposed(RecordKind.MENTION, mention)
    assert told.shredded == 2
    assert certified(RecordKind.MENTION, [Disposed(id=mention, fingerprint="")]).count == 1


def test_a_reply_that_may_have_left_since_is_looked_for_and_not_sent_again(a_site, put_back):
    mention = a_site.post()
    with a_site.application.store.write() as tx:
        for number, (purpose, mode) in enumerate(
            [(Purpose.PUBLIC, Mode.LIVE), (Purpose.VISIBILITY, Mode.LIVE), (Purpose.PRIVATE, Mode.SHADOW)]
        ):
            tx.session.add(
                ReplyRow(
                    id=f"r-{number}",
                    mention=mention,
                    purpose=purpose.value,
                    account="x",
                    platform="x",
                    text="Thank you.",
                    language="en",
                    mode=mode.value,
                    state=ReplyState.PENDING.value,
                    approved_by="Alice",
                    approved_at=NOW,
                    next_at=NOW,
                )
            )

    told, restored = put_back(a_site.backup())

    with restored.store.read() as tx:
        states = {row.id: row.state for row in (tx.session.get_one(ReplyRow, f"r-{n}") for n in range(3))}
        assert states == {"r-0": ReplyState.UNKNOWN, "r-1": ReplyState.PENDING, "r-2": ReplyState.PENDING}
        assert tx.session.get_one(ReplyRow, "r-0").first_attempt_at == NOW
        assert tx.switch(SENDING_PAUSED) == ON
    assert told.in_doubt == 1


def test_nobody_is_signed_in_after_a_restore(a_site, put_back):
    with a_site.application.store.write() as tx:
        tx.session.add(SessionRow(digest="d", member="u", csrf="c", created_at=NOW, seen_at=NOW))

    _, restored = put_back(a_site.backup())

    with restored.store.read() as tx:
        assert tx.session.get(SessionRow, "d") is None


def test_making_and_restoring_stand_in_the_audit_log(a_site, put_back):
    _, restored = put_back(a_site.backup())

    with a_site.application.store.read() as tx:
        assert any(Act.BACKUP_MADE.value.encode() in body for body in tx.audit_newest(3))
    with restored.store.read() as tx:
        assert any(Act.BACKUP_RESTORED.value.encode() in body for body in tx.audit_newest(3))


def test_a_backup_is_made_while_a_transaction_writes(a_site, put_back):
    a_site.post()
    live = sqlite3.connect(a_site.application.configuration.database, isolation_level=None)
    live.execute("BEGIN IMMEDIATE")
    live.execute("UPDATE mention SET rank = 77")

    files = a_site.application.configuration
    from smbot.storage.snapshot import copy_database

    copy_database(files.database, a_site.folder / "copy.db")
    live.execute("COMMIT")
    live.close()

    with sqlite3.connect(a_site.folder / "copy.db") as copy:
        assert copy.execute("SELECT rank FROM mention").fetchall() == [(3,)]
    copy.close()


@pytest.mark.parametrize("which", ["data", "keys", "installation"])
def test_an_archive_with_one_changed_byte_is_refused_and_nothing_is_put_back(a_site, put_back, tmp_path, which):
    a_site.post()
    backup = a_site.backup()
    path = getattr(backup, which)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)

    with pytest.raises(SealError):
        put_back(backup)

    assert not (tmp_path / "restored" / settings.FILE_NAME).exists()


def test_an_archive_that_was_cut_off_is_refused(a_site, put_back):
    a_site.post()
    backup = a_site.backup()
    content = backup.data.read_bytes()
    backup.data.write_bytes(content[:-40])

    with pytest.raises(SealError):
        put_back(backup)


def test_another_key_opens_nothing(a_site, put_back):
    with pytest.raises(SealError, match="does not open with this key"):
        put_back(a_site.backup(), key=PrivateKey.generate())


def test_nothing_that_is_there_is_overwritten(a_site, put_back):
    backup = a_site.backup()
    put_back(backup)

    with pytest.raises(InputError, match="installation already"):
        put_back(backup)


def test_the_databases_alone_are_put_back_into_an_installation_that_lost_them(a_site):
    mention = a_site.post()
    backup = a_site.backup()
    a_site.application.close()
    for file in a_site.application.configuration.database.parent.glob("*.db*"):
        file.unlink()

    alone = Backup(data=backup.data, keys=backup.keys)
    told = restore(alone, KEY, a_site.folder, clock=FrozenClock(NOW), by="Alice", environment={})

    again = Application(a_site.application.configuration, FrozenClock(NOW), {})
    assert told.verified
    assert original(again, mention, a_site.officers)
    again.close()


@pytest.mark.parametrize("place", ["restore.unpacked", "restore.settled", "restore.placed", "restore.placed@3"])
def test_a_restore_that_breaks_off_anywhere_is_finished_by_the_next(a_site, put_back, monkeypatch, place):
    mention = a_site.post()
    backup = a_site.backup()
    name, _, visit = place.partition("@")
    monkeypatch.setattr("smbot.core.failpoints._visits", Counter())
    monkeypatch.setenv("SMBOT_FAILPOINT", f"{name}=raise@{visit or 1}")
    with pytest.raises(FailpointError):
        put_back(backup)
    monkeypatch.delenv("SMBOT_FAILPOINT")

    told, restored = put_back(backup)

    assert told.verified
    assert original(restored, mention, a_site.officers)


@pytest.mark.parametrize("place", ["backup.copied", "backup.before-rename", "backup.written"])
def test_a_backup_that_breaks_off_leaves_nothing_that_looks_whole(a_site, put_back, monkeypatch, place):
    mention = a_site.post()
    monkeypatch.setattr("smbot.core.failpoints._visits", Counter())
    monkeypatch.setenv("SMBOT_FAILPOINT", f"{place}=raise")
    with pytest.raises(FailpointError):
        a_site.backup()
    monkeypatch.delenv("SMBOT_FAILPOINT")

    told, restored = put_back(a_site.backup())

    assert told.verified
    assert original(restored, mention, a_site.officers)
    left = [path.name for path in a_site.application.configuration.database.parent.iterdir()]
    assert not [name for name in left if name.startswith(".backup-")]


def test_without_a_public_key_and_with_the_private_one_here_no_backup_is_made(a_site):
    keys = a_site.application.key_folder
    (keys / "backup.key").touch(mode=0o600)
    (keys / "backup.key").write_bytes(bytes(KEY))
    with pytest.raises(ConfigurationError, match="private key of backups lies"):
        a_site.backup()
    (keys / "backup.key").unlink()
    (keys / "backup.pub").unlink()

    with pytest.raises(ConfigurationError, match="no public key"):
        a_site.backup()


def test_the_newest_of_each_kind_stays_however_old(a_site):
    first = a_site.backup()
    a_site.application.clock.advance(days=400)
    forget_old(first.keys.parent, a_site.application.clock.now())

    assert first.keys.exists()
    assert first.installation.exists()


def test_pieces_of_every_size_come_back_as_they_were(tmp_path):
    for size in (0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE):
        file = tmp_path / f"{size}"
        data = bytes(range(256)) * (size // 256 + 1)
        with file.open("wb") as out, SealingWriter(out, {"n": size}, KEY.public_key) as sealing:
            sealing.write(data[:size])
        with file.open("rb") as there:
            head = read_head(there)
            assert head.told == {"n": size}
            assert b"".join(opened(there, head, KEY)) == data[:size]


def test_a_word_of_the_readable_head_cannot_be_changed(tmp_path):
    file = tmp_path / "archive"
    with file.open("wb") as out, SealingWriter(out, {"at": "2026"}, KEY.public_key) as sealing:
        sealing.write(b"data")
    file.write_bytes(file.read_bytes().replace(b"2026", b"2027"))

    with file.open("rb") as there, pytest.raises(SealError):
        list(opened(there, read_head(there), KEY))


def private_message(number, direction, case="c-1"):
    return PrivateMessageRow(
        id=f"p-{number}",
        case=case,
        direction=direction.value,
        at=NOW,
        channel="message",
        language="en",
        sealed=b"sealed",
    )


def waiting_notice(number="n-1", case="c-1"):
    return Notice(id=number, case=case, channel=Channel.EMAIL, language="en", next_at=NOW, sealed=b"address")


def test_words_to_persons_and_orders_that_may_have_left_since_are_given_to_a_person(a_site, put_back):
    order = PassingOrder(
        id=new_passing_id(), docket="d-1", means=Means.MAIL, ordered_at=NOW, ordered_by="Chloe", next_at=NOW
    )
    with a_site.application.store.write() as tx:
        tx.keep_notice(waiting_notice())
        tx.add_passing(order)

    _, restored = put_back(a_site.backup())

    with restored.store.read() as tx:
        (notice,), (passing,) = tx.notices_of("c-1"), tx.passings_of("d-1")
        assert (tx.due_notices(NOW + timedelta(days=9)), tx.due_passing(NOW + timedelta(days=9))) == ([], None)
        assert any(Act.DOCKET_NOT_PASSED.value.encode() in body for body in tx.audit_newest(4))
    assert (notice.state, notice.code, notice.sealed) == (NoticeState.FAILED, "restored", None)
    assert (passing.state, passing.code, passing.certain) == (PassingState.FAILED, "restored", False)


@pytest.mark.parametrize("whole", [True, False])
def test_who_may_enter_a_thread_that_was_destroyed_since_does_not_come_back(a_site, put_back, whole):
    with a_site.application.store.write() as tx:
        tx.session.add_all([private_message(0, Direction.IN), private_message(1, Direction.OUT)])
        tx.keep_notice(waiting_notice())
        tx.keep_reach(Reach(case="c-1", channel=Channel.EMAIL, language="en", sealed=b"address"))
        tx.add_code(CaseCode(code="K", case="c-1", made_at=NOW, made_by="Alice", expires_at=NOW + timedelta(days=9)))
    before = a_site.backup()
    a_site.application.private_keys.shred(["p-0", "p-1"] if whole else ["p-0"])
    after = a_site.backup()

    told, restored = put_back(Backup(data=before.data, keys=after.keys, installation=after.installation))

    with restored.store.read() as tx:
        assert tx.reach("c-1") is None
        assert len(tx.codes_of("c-1")) == (0 if whole else 1)
        assert len(tx.notices_of("c-1")) == (0 if whole else 1)
        assert [one.sealed for one in tx.private_messages("c-1")] == [None, None if whole else b"sealed"]
    assert told.shredded == (2 if whole else 1)


def test_what_is_signed_while_it_is_packed_makes_no_backup_that_cannot_be_put_back(a_site, put_back):
    keys = a_site.application.key_folder
    sign_log(a_site.application)
    grown = (keys / CHECKPOINTS).read_bytes()
    (keys / "goes.pub").write_bytes(b"there for a moment")

    def signs(_size):
        with (keys / CHECKPOINTS).open("ab") as file:
            file.write(grown)
        (keys / "goes.pub").unlink(missing_ok=True)

    made = {archive.kind: archive.path for archive in make_backup(a_site.application, by="Alice", step=signs)}
    told, restored = put_back(Backup(data=made[Kind.DATA], keys=made[Kind.KEYS], installation=made[Kind.INSTALLATION]))

    assert told.verified
    assert not (restored.key_folder / "goes.pub").exists()
    assert (restored.key_folder / CHECKPOINTS).read_bytes().startswith(grown)


def test_what_a_killed_backup_left_is_deleted_by_the_next(a_site):
    data = a_site.application.configuration.database.parent
    first = a_site.backup()
    (data / ".backup-killed").mkdir()
    (data / ".backup-killed" / "keys.db").write_bytes(b"a copy of every key")
    left = [first.keys.with_name("smbot-20200101T000000Z.keys.part"), first.data.with_suffix(".data.part")]
    for file in left:
        file.write_bytes(b"half")

    a_site.backup()

    assert not list(data.glob(".backup-*"))
    assert not any(file.exists() for file in left)


def test_older_keys_of_officers_and_of_backups_are_in_no_backup(a_site, put_back):
    older = a_site.application.key_folder / "old"
    older.mkdir(exist_ok=True)
    for name in ("compliance-0a1b.key", "backup-0a1b.key", "compliance.key", "private-0a1b.key"):
        (older / name).write_bytes(bytes(32))

    _, restored = put_back(a_site.backup())

    assert [file.name for file in (restored.key_folder / "old").iterdir()] == ["private-0a1b.key"]
