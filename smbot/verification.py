"""Verify an installation's audit log, for the command, the desk and the demo alike."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import structlog

from smbot.audit import anchor
from smbot.audit.checkpoint import Checkpoint, sign, signed_note
from smbot.audit.verify import StoredRecord, Verdict, verify
from smbot.bootstrap import Application
from smbot.bootstrap.anchoring import SIGNED_NOTE
from smbot.core.events import Act, Event
from smbot.core.failpoints import failpoint

log = structlog.get_logger()


def audit_size(application: Application) -> int:
    """Return how many events the log holds."""
    with application.store.read() as tx:
        return tx.audit_head()[0]


def sign_log(application: Application) -> None:
    """Sign the log's size and root, and keep the signature in the table and outside of the database."""
    with application.store.write() as tx:
        size, root = tx.audit_head()
        checkpoint = tx.last_checkpoint()
        fresh = bool(size) and (checkpoint is None or checkpoint.size != size)
        if fresh:
            checkpoint = sign(size, root, application.keys.secret("audit"))
            tx.keep_checkpoint(checkpoint)
            if application.settings.audit.anchor_address:  # who mails it holds no key
                tx.keep_note(SIGNED_NOTE, signed_note(checkpoint, application.keys.verifier()))
    failpoint("audit.checkpoint-kept")
    if checkpoint is None:
        return
    if fresh:
        anchor.append(application.key_folder, checkpoint)
    folder = outside(application)
    if folder is not None:
        _keep_outside(application, folder, checkpoint)


def outside(application: Application) -> Path | None:
    """Return the folder in which another machine keeps checkpoints, where one is set."""
    folder = application.settings.audit.anchor_folder
    return application.configuration.folder(Path(folder)) if folder else None


def _keep_outside(application: Application, folder: Path, checkpoint: Checkpoint) -> None:
    """Keep a checkpoint where another machine does; what could not be kept is tried again with the next."""
    public = application.keys.verifier()
    try:
        if anchor.last_outside(folder, public) != checkpoint:
            anchor.append_outside(folder, checkpoint, public)
    except OSError as error:
        log.warning("audit.not-anchored", error=type(error).__name__)


def _kept_outside(application: Application) -> list[Checkpoint]:
    folder = outside(application)
    try:
        return anchor.read_outside(folder, application.keys.verifier()) if folder is not None else []
    except OSError as error:  # a mount that is off is no forgery
        log.warning("audit.not-anchored", error=type(error).__name__)
        return []


def verify_log(
    application: Application,
    *,
    actor: str,
    step: Callable[[int], None] = lambda _n: None,
    kept: Sequence[Checkpoint] = (),
) -> Verdict:
    """Walk the whole log, and record that it was verified, with what result.

    `kept` are checkpoints from elsewhere, beside those that another machine's folder holds.
    """

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
            # The same checkpoint stands in the table and outside of it; where they differ, all are judged.
            checkpoints=list(
                dict.fromkeys(
                    [*tx.checkpoints(), *anchor.read(application.key_folder), *_kept_outside(application), *kept]
                )
            ),
            public_key=application.keys.verifier(),
        )
    with application.store.write() as tx:
        detail = {"events": verdict.events, "verified": verdict.verified}
        tx.record(Event(act=Act.AUDIT_VERIFIED, actor=actor, detail=detail))
    return verdict
