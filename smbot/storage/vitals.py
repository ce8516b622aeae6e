"""Read the vitals: one snapshot of how the installation fares, in one transaction."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from smbot.core.accounts import platform_of
from smbot.core.labels import ACCESS
from smbot.core.money import in_micros
from smbot.core.notes import Note
from smbot.core.post_kinds import PostKind
from smbot.core.states import MentionState
from smbot.core.switches import ON, SENDING_PAUSED
from smbot.notify.run import CHANNEL_NOTE
from smbot.notify.vitals import Budget, Outcome, Request, Seen, SignOfLife, Token, Vitals
from smbot.review.label_ports import Standing
from smbot.review.queue import AWAITED
from smbot.storage.store import Store

ALIVE_NOTE = "alive:"
"""Each part of smbot keeps a note of this name with its version."""
TOKEN_NOTE = "token:"  # noqa: S105 - the beginning of a note's name
TOKEN_ENDED = "ended:"  # noqa: S105 - the note of a token that works no more, before the platform's code
DAY = timedelta(days=1)
Hides = Mapping[str, frozenset[PostKind]]


def read_vitals(
    store: Store,
    now: datetime,
    *,
    budgets: Mapping[str, float | None],
    answer_within: timedelta,
    mode: str,
    disk: int,
    hides: Hides | None = None,
    requests: Sequence[Request] = (),
    backup_within: timedelta | None = None,
) -> Vitals:
    """Return the snapshot; `budgets` has the platforms that are connected, `disk` is what is free in bytes.

    `requests` are the entries of the docket that need an officer. `hides` says which kinds of posts can be hidden on
    each platform that is connected. `backup_within` is how old the newest backup may become.
    """
    hidable = hides or {}
    month = now.date().replace(day=1)
    with store.read() as tx:
        mentions = tx.count_by_state()
        verified = tx.last_verified()
        return Vitals(
            at=now,
            answer_within=answer_within,
            mode=mode,
            sending_paused=tx.switch(SENDING_PAUSED) == ON,
            # Of a platform that is no longer connected, and of an imported file, nothing waits to be mended.
            accounts=tuple(h for h in tx.all_health() if platform_of(h.account) in budgets),
            budgets=tuple(
                Budget(
                    platform=platform,
                    spent_micros=tx.spent_since(month, platform),
                    limit_micros=in_micros(limit),
                )
                for platform, limit in budgets.items()
                if limit is not None
            ),
            tokens=tuple(_token(n) for n in tx.notes(TOKEN_NOTE) if n.name.removeprefix(TOKEN_NOTE) in budgets),
            parts=tuple(
                SignOfLife(part=n.name.removeprefix(ALIVE_NOTE), at=n.at, version=n.value) for n in tx.notes(ALIVE_NOTE)
            ),
            channels=tuple(
                Outcome(channel=n.name.removeprefix(CHANNEL_NOTE), at=n.at, error=n.value)
                for n in tx.notes(CHANNEL_NOTE)
            ),
            mentions=mentions,
            replies=tx.count_replies(),
            inbox=tx.count_waiting(),
            inbox_oldest=tx.oldest_in_inbox(),
            waiting=sum(mentions.get(state.value, 0) for state in AWAITED),
            waiting_oldest=tx.oldest_mention(AWAITED),
            overdue=tx.count_mentions(AWAITED, posted_before=now - answer_within),
            access_requests=tx.count_mentions(AWAITED, label=ACCESS),
            quarantined=tx.count_mentions({MentionState.QUARANTINED}, on_cases=False),
            quarantined_today=tx.count_mentions({MentionState.QUARANTINED}, collected_since=now - DAY, on_cases=False),
            new_today=tx.count_mentions(frozenset(MentionState), collected_since=now - DAY),
            answered_today=tx.count_answered_since(now - DAY),
            log_verified_at=verified[0] if verified else None,
            log_whole=verified[1] if verified else None,
            disk_free=disk,
            deliveries_unread=tx.count_deliveries(set_aside=True),
            drawn_to_answer=len(tx.drawn_to_answer()),
            exposed=tuple(
                Seen(mention=each.mention, posted_at=each.posted_at)
                for each in tx.unhidden()
                if each.platform in hidable and (each.refused or each.kind not in hidable[each.platform])
            ),
            requests=tuple(requests),
            label_corrections_waiting=len(tx.label_corrections(Standing.WAITING)),
            begun_at=tx.first_audit_time(),
            backed_up_at=tx.last_backup(),
            backup_within=backup_within,
        )


def token_note(expires_at: datetime | None) -> str:
    """Return the value of a token's note."""
    return expires_at.isoformat() if expires_at else ""


def _token(note: Note) -> Token:
    platform = note.name.removeprefix(TOKEN_NOTE)
    if note.value.startswith(TOKEN_ENDED):
        return Token(platform=platform, checked_at=note.at, problem=note.value.removeprefix(TOKEN_ENDED))
    expires_at = datetime.fromisoformat(note.value).astimezone(UTC) if note.value else None
    return Token(platform=platform, checked_at=note.at, expires_at=expires_at)
