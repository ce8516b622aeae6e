"""Verify an installation's audit log, for the command, the desk and the demo alike."""

from collections.abc import Callable, Iterator

from smbot.audit import anchor
from smbot.audit.checkpoint import sign
from smbot.audit.verify import StoredRecord, Verdict, verify
from smbot.bootstrap import Application
from smbot.core.events import Act, Event


def audit_size(application: Application) -> int:
    """Return how many events the log holds."""
    with application.store.read() as tx:
        return tx.audit_head()[0]


def sign_log(application: Application) -> None:
    """Sign the log's size and root, and keep the signature in the table and outside of the database."""
    with application.store.write() as tx:
        size, root = tx.audit_head()
        signed = tx.last_checkpoint()
        if not size or (signed is not None and signed.size == size):
            return
        checkpoint = sign(size, root, application.keys.secret("audit"))
        tx.keep_checkpoint(checkpoint)
    anchor.append(application.key_folder, checkpoint)


def verify_log(application: Application, *, actor: str, step: Callable[[int], None] = lambda _n: None) -> Verdict:
    """Walk the whole log, and record that it was verified, with what result."""

    def counted(records: Iterator[StoredRecord]) -> Iterator[StoredRecord]:
        for record in records:
            step(1)
            yield record

    with application.store.read() as tx:
        size, root = tx.audit_head()
        verdict = verify(
            counted(tx.audit_records()),
            head_size=size,
            head_root=root,
            # The same checkpoint stands in the table and outside of it; where the two differ, both are judged.
            checkpoints=list(dict.fromkeys([*tx.checkpoints(), *anchor.read(application.key_folder)])),
            public_key=application.keys.verifier(),
        )
    with application.store.write() as tx:
        detail = {"events": verdict.events, "verified": verdict.verified}
        tx.record(Event(act=Act.AUDIT_VERIFIED, actor=actor, detail=detail))
    return verdict
