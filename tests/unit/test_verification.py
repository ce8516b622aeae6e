"""The audit log is verified against signatures that lie outside of the database."""

from sqlalchemy import text as sql

from smbot.audit import anchor
from smbot.audit.checkpoint import Checkpoint
from smbot.audit.record import make_record
from smbot.audit.tree import append
from smbot.core.events import Act, Event
from smbot.verification import sign_log, verify_log
from tests.tampering import off_guard


def events(application, count):
    with application.store.write() as tx:
        for _ in range(count):
            tx.record(Event(act=Act.SENDING_PAUSED, actor="Alice"))


def forge(application):
    """Rewrite the first record and everything in the database that vouches for it."""
    with application.engine.begin() as connection, off_guard(connection):
        rows = connection.execute(sql("SELECT seq, at, leaf FROM audit_event ORDER BY seq")).all()
        forged = make_record(0, application.clock.now(), Event(act=Act.SENDING_PAUSED, actor="Mallory"))
        connection.execute(
            sql(
                "UPDATE audit_event SET actor='Mallory', act=:act, subject='', body=:body, leaf=:leaf, at=:at"
                " WHERE seq=0"
            ),
            {
                "act": forged.event.act.value,
                "body": forged.body,
                "leaf": forged.leaf,
                "at": forged.at.strftime("%Y-%m-%d %H:%M:%S.%f"),
            },
        )
        frontier = ()
        for size, leaf in enumerate([forged.leaf, *(row.leaf for row in rows[1:])]):
            frontier = append(frontier, size, leaf)
        text = "[" + ", ".join(f'"{node}"' for node in frontier) + "]"
        connection.execute(sql("UPDATE audit_head SET frontier=:frontier"), {"frontier": text})
        connection.execute(sql("DELETE FROM audit_checkpoint"))


def test_a_log_forged_together_with_its_checkpoints_is_told_by_the_signatures_outside(an_installation):
    application = an_installation
    events(application, 5)
    sign_log(application)

    forge(application)
    verdict = verify_log(application, actor="Carol")

    assert not verdict.verified
    assert "changed after they were signed" in str(verdict.problems[0])


def test_a_log_whose_end_was_cut_off_is_told_by_the_signatures_outside(an_installation):
    events(an_installation, 5)
    sign_log(an_installation)
    size = anchor.read(an_installation.key_folder)[-1].size

    with an_installation.engine.begin() as connection, off_guard(connection):
        connection.execute(sql("DELETE FROM audit_event"))
        connection.execute(sql("DELETE FROM audit_checkpoint"))
        connection.execute(sql("DELETE FROM audit_head"))

    problems = [str(problem) for problem in verify_log(an_installation, actor="Carol").problems]
    assert any(f"{size} records were signed" in problem for problem in problems)


def test_a_whole_log_verifies_with_its_signatures_in_both_places(an_installation):
    events(an_installation, 3)
    sign_log(an_installation)
    sign_log(an_installation)

    verdict = verify_log(an_installation, actor="Carol")

    assert (verdict.verified, verdict.checkpoints) == (True, 1)


def test_a_line_cut_short_by_a_crash_is_left_out(tmp_path):
    whole = Checkpoint(size=3, root="ab" * 32, signature=b"s" * 64)
    anchor.append(tmp_path, whole)
    with (tmp_path / anchor.FILE_NAME).open("a") as file:
        file.write('{"size": 4, "ro')

    assert anchor.read(tmp_path) == [whole]
    assert (tmp_path / anchor.FILE_NAME).stat().st_mode & 0o077 == 0


def test_no_file_means_no_signature_outside(tmp_path):
    assert anchor.read(tmp_path) == []
