"""Settle what was put back before it is used: what was destroyed goes, what may have left waits, nothing is sent."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from smbot import settings
from smbot.access.orders import in_doubt
from smbot.audit import anchor
from smbot.bootstrap import Application
from smbot.core.clock import Clock
from smbot.core.events import Act, Detail, Event
from smbot.settings import FILE_NAME
from smbot.storage.store import Transaction
from smbot.verification import verify_log

NAMED: Final = 16
"""Digits of its digest in the name of a file of checkpoints that was set aside."""


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What was put back: of when ("" where another program put it back), and what became of it.

    `originals` are sealed originals, `without_key` those that no key opens, `shredded` what had been destroyed since
    and was destroyed again, `in_doubt` replies that are looked for before they are sent.
    """

    made_at: str
    keys_made_at: str
    mentions: int
    originals: int
    without_key: int
    shredded: int
    in_doubt: int
    events: int
    verified: bool


def settle_in_place(folder: Path, *, clock: Clock, by: str, environment: Mapping[str, str] | None = None) -> Restored:
    """Settle databases that another program put back, such as PostgreSQL's own, before smbot starts on them.

    Raises:
        ConfigurationError: The configuration does not hold, or a newer smbot made the databases.
    """
    application = Application(
        settings.load(folder / FILE_NAME), clock, dict(os.environ) if environment is None else environment
    )
    try:
        return settle(application, made_at="", keys_made_at="", by=by)
    finally:
        application.close()


def settle(application: Application, *, made_at: str, keys_made_at: str, by: str) -> Restored:
    """Bring databases up to date, destroy again what was destroyed, let wait what may have left, verify the log."""
    application.migrate()
    shredded = application.key_store.shredded()
    with application.store.write() as tx:
        size, _ = tx.audit_head()
        buried = tx.bury_shredded(shredded)
        replies = tx.doubt_replies()
        notices = tx.give_up_notices()
        tx.pause_everything(by)
        detail: dict[str, Detail] = {
            "made": made_at,
            "keys_made": keys_made_at,
            "shredded": buried,
            "in_doubt": replies,
            "notices": notices,
            "passings": _give_up_passings(tx),
        }
        digest = _newer_checkpoints(application.key_folder, size)
        if digest:
            detail["checkpoints"] = digest
            # Before the commit: once the log has grown, what was lost would look like what is left.
            _set_aside(application.key_folder, size, digest)
        tx.record(Event(act=Act.BACKUP_RESTORED, actor=by, detail=detail))
    application.store.truncate_log()
    verdict = verify_log(application, actor=by)
    with application.store.read() as tx:
        mentions, sealed = tx.count_everything()
    without = len(sealed - application.key_store.known())
    return Restored(
        made_at=made_at,
        keys_made_at=keys_made_at,
        mentions=mentions,
        originals=len(sealed),
        without_key=without,
        shredded=buried,
        in_doubt=replies,
        events=verdict.events,
        verified=verdict.verified,
    )


def _give_up_passings(tx: Transaction) -> int:
    """Give orders that may have been carried out since to a person, who sees that the coordinator may have them."""
    orders = tx.waiting_passings()
    for order in orders:
        after = in_doubt(order)
        tx.change_passing(order, after)
        tx.record(
            Event(
                act=Act.DOCKET_NOT_PASSED,
                actor=after.ordered_by,
                subject=after.docket,
                detail={
                    "passing": after.id,
                    "means": after.means.value,
                    "attempts": after.attempts,
                    "code": after.code,
                    "certain": after.certain,
                },
            )
        )
    return len(orders)


def _newer_checkpoints(keys: Path, size: int) -> str:
    """Return the digest of the file of checkpoints where it holds some of records that were lost, else ""."""
    if all(each.size <= size for each in anchor.read(keys)):
        return ""
    return hashlib.sha256((keys / anchor.FILE_NAME).read_bytes()).hexdigest()


def _set_aside(keys: Path, size: int, digest: str) -> None:
    """Keep the file under another name, and go on with those of its checkpoints that the log still has."""
    file = keys / anchor.FILE_NAME
    left = [each for each in anchor.read(keys) if each.size <= size]
    file.rename(file.with_name(f"{file.stem}-{digest[:NAMED]}{file.suffix}"))
    file.touch(mode=0o600)
    for checkpoint in left:
        anchor.append(keys, checkpoint)
