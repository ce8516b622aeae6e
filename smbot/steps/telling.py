"""Tells whoever holds a role of a mention: where it stands and why they are told, never a word of it."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from smbot.core.clock import Clock
from smbot.core.events import Act, Detail, Event
from smbot.core.messages import msg, say
from smbot.core.roles import Role
from smbot.core.words import ROLES
from smbot.notify.ports import Channel
from smbot.notify.run import made_for
from smbot.playbooks.steps import StepKind
from smbot.steps.model import RoleNotice

AT_ONCE = 50
TRY_AGAIN_AFTER = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(days=7)
"""Whoever has not been reached for a week has seen the queue, or nobody looks there."""

log = structlog.get_logger()


class TellingTransaction(Protocol):
    """What telling needs of a transaction."""

    def role_notices_due(self, now: datetime, limit: int) -> list[RoleNotice]: ...  # noqa: D102
    def settle_role_notice(  # noqa: D102
        self, notice: RoleNotice, *, told: bool, again_at: datetime | None
    ) -> bool: ...
    def record(self, event: Event) -> None: ...  # noqa: D102


class TellingStore(Protocol):
    """Opens transactions for telling."""

    def write(self) -> AbstractContextManager[TellingTransaction]: ...  # noqa: D102
    def read(self) -> AbstractContextManager[TellingTransaction]: ...  # noqa: D102


@dataclass(frozen=True, kw_only=True)
class RoleTelling:
    """What telling works with. `lines` returns the channels that reach everybody with a role."""

    store: TellingStore
    clock: Clock
    lines: Callable[[Role], Sequence[Channel]]
    desk: str = ""

    def tell_due(self) -> int:
        """Tell of what is due; return how many notices were given.

        One that a channel took counts as given: after a crash between the two somebody is told twice, rather than not.
        """
        with self.store.read() as tx:
            due = tx.role_notices_due(self.clock.now(), AT_ONCE)
        return sum(self._tell(notice) for notice in due)

    def _tell(self, notice: RoleNotice) -> bool:
        lines = self.lines(notice.role)
        taken = sum(self._carried(line, notice) for line in lines)
        now = self.clock.now()
        again_at = now + min(TRY_AGAIN_AFTER * 2 ** min(notice.attempts, 10), LONGEST_PAUSE)
        if again_at - notice.at > GIVE_UP_AFTER:
            again_at = None
        with self.store.write() as tx:
            settled = tx.settle_role_notice(notice, told=taken > 0, again_at=again_at)
            if settled and taken:
                detail: dict[str, Detail] = {"to": notice.role.value, "count": taken}
                tx.record(Event(act=Act.MENTION_ROLE_TOLD, subject=notice.mention, detail=detail))
            elif settled and (not notice.attempts or again_at is None):  # once, and at the end: not with every try
                detail = {"to": notice.role.value, "count": len(lines), "again": again_at is not None}
                tx.record(Event(act=Act.MENTION_ROLE_NOT_TOLD, subject=notice.mention, detail=detail))
        if not taken and not notice.attempts:  # once, not with every try
            log.warning("role.not-told", roles=notice.role.value, mention=notice.mention)
        return settled and taken > 0

    def _carried(self, line: Channel, notice: RoleNotice) -> bool:
        try:
            line.tell(*made_for(line, lambda language: notice_text(notice, self.desk, language)))
        except Exception as error:  # noqa: BLE001 - a line that breaks stops no other
            log.warning("channel.failed", where=line.name, error=type(error).__name__)
            return False
        return True


def notice_text(notice: RoleNotice, desk: str, language: str) -> tuple[str, str]:
    """Return subject and text of a notice."""
    role = ROLES[notice.role]
    subject = msg("smbot: a mention for {role}", role=role)
    passed = notice.reason.startswith(StepKind.ESCALATE)
    line = (
        msg("A mention was passed to: {role}.", role=role) if passed else msg("A mention concerns: {role}.", role=role)
    )
    told = [say(line, language)]
    where = f"{desk}/items/{notice.mention}" if desk else f"smbot queue show {notice.mention}"
    return say(subject, language), "\n".join([*told, say(msg("Look at it:"), language), where])
