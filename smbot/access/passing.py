"""Pass an entry to the access coordinator: by e-mail and webhook, with ids, dates and a link, and no word of a post."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

import structlog

from smbot.access.acts import Docket
from smbot.access.checks import found_entry
from smbot.access.docket import TABLE, DocketStep
from smbot.access.names import DocketAction, Means
from smbot.access.orders import NO_MEANS, PassingOrder, PassingState, begun, failed, passed
from smbot.access.ports import Hook, Mail, NotPassed
from smbot.access.standings import Standing
from smbot.access.turns import drop_orders, step_event
from smbot.access.words import DISCLAIMER, JURISDICTIONS, KINDS, due_line, law_line
from smbot.core.errors import Conflict
from smbot.core.events import SYSTEM, Act, Detail, Event
from smbot.core.ids import MentionId
from smbot.core.messages import Message, msg, say
from smbot.core.moments import exact
from smbot.core.words import label_name

log = structlog.get_logger()

MOST_RACES = 5
"""Times to look again where others change what the coordinator's being told is noted on."""


@dataclass(frozen=True, kw_only=True)
class Passing:
    """What carries orders out, in the part that may use the network.

    `desk` is the desk's public address, or ""; `labels` returns a mention's labels. `languages` are those of the
    e-mail, the first one first.
    """

    docket: Docket
    mail: Mail | None
    hook: Hook | None
    desk: str
    labels: Callable[[MentionId], Sequence[str]]
    languages: Sequence[str]

    def carry_due(self) -> int:
        """Carry out every order that is due; return how many entries were passed. One that fails holds up no other."""
        count = 0
        while (order := self._take()) is not None:
            count += self._carry(order)
        return count

    def _take(self) -> PassingOrder | None:
        """Take the next order: it is held, and that is kept, before any byte leaves."""
        now = self.docket.clock.now()
        with self.docket.store.write() as tx:
            while (order := tx.due_passing(now)) is not None:
                if DocketAction.PASS not in TABLE[found_entry(tx, order.docket).state]:
                    # It failed while somebody closed the entry: whoever held it could not be stopped then.
                    drop_orders(tx, order.docket, SYSTEM, now)
                    continue
                held = begun(order, now)
                if not tx.change_passing(order, held):
                    continue  # another process was first
                return replace(held, version=order.version + 1)
        return None

    def _carry(self, order: PassingOrder) -> bool:
        try:
            self._tell(order)
        except NotPassed as error:
            refused = error
        except Exception as error:  # noqa: BLE001 - whatever breaks, the coordinator may have it
            refused = NotPassed(type(error).__name__, certain=False)
        else:
            return self._note_passed(order)
        log.warning("channel.failed", where=f"coordinator {order.means}", error=refused.code)
        self._note_failed(order, refused)
        return False

    def _tell(self, order: PassingOrder) -> None:
        with self.docket.store.read() as tx:
            standing = self.docket.standing(found_entry(tx, order.docket))
        labels = {each.mention: self.labels(each.mention) for each in standing.entry.mentions}
        if order.means == Means.MAIL and self.mail is not None:
            self.mail.tell(*letter(standing, labels, self.desk, self.languages, zone=self.docket.zone, case=order.case))
        elif order.means == Means.WEBHOOK and self.hook is not None:
            self.hook.post(payload(standing, labels, self.desk, passing=order.id, case=order.case), order.id)
        else:
            raise NotPassed(NO_MEANS, certain=True, for_good=True)

    def _note_passed(self, order: PassingOrder) -> bool:
        """Keep that an order was carried out, with its step and its one record in the log, unless somebody has.

        What happened is noted, whatever became of the order and the entry meanwhile.

        Raises:
            Conflict: Others changed order or entry at the same moment, again and again.
        """
        with self.docket.store.write() as tx:
            for _ in range(MOST_RACES):
                now = next(each for each in tx.passings_of(order.docket) if each.id == order.id)
                if now.state == PassingState.PASSED:
                    return False
                if tx.change_passing(now, passed(now)):
                    break
            else:
                raise Conflict(msg("Somebody changed this first. Look at it again."), where=order.docket)
            step = DocketStep(
                at=self.docket.clock.now(), by=order.ordered_by, action=DocketAction.PASS, word=order.means.value
            )
            for _ in range(MOST_RACES):
                entry = found_entry(tx, order.docket)
                after = TABLE[entry.state].get(DocketAction.PASS, entry.state)
                if tx.change_docket(entry, step, state=after, case=order.case or None):
                    tx.record(step_event(entry, step, after, order.case))
                    return True
            raise Conflict(msg("Somebody changed this first. Look at it again."), where=order.docket)

    def _note_failed(self, order: PassingOrder, error: NotPassed) -> None:
        now = self.docket.clock.now()
        after = failed(order, error.code, certain=error.certain, for_good=error.for_good, now=now)
        with self.docket.store.write() as tx:
            if tx.change_passing(order, after) and after.state == PassingState.FAILED:
                detail: dict[str, Detail] = {
                    "passing": after.id,
                    "means": after.means.value,
                    "attempts": after.attempts,
                    "code": after.code,
                    "certain": after.certain,
                }
                tx.record(Event(act=Act.DOCKET_NOT_PASSED, actor=after.ordered_by, subject=after.docket, detail=detail))


def letter(
    standing: Standing,
    labels: dict[MentionId, Sequence[str]],
    desk: str,
    languages: Iterable[str],
    *,
    zone: tzinfo,
    case: str = "",
) -> tuple[str, str]:
    """Return subject and text of the e-mail, in each language under the other; its times are those of `zone`."""
    made = [
        (_subject(standing, language), _text(standing, labels, desk, language, zone=zone, case=case))
        for language in languages
    ]
    return " / ".join(subject for subject, _ in made), "\n\n".join(text for _, text in made)


def payload(
    standing: Standing, labels: dict[MentionId, Sequence[str]], desk: str, *, passing: str, case: str = ""
) -> bytes:
    """Return what the webhook takes: JSON with ids, dates, labels and links."""
    entry, clock = standing.entry, standing.clock
    told = {
        "passing": passing,
        "docket": entry.id,
        "state": entry.state.value,
        "received_at": entry.received_at.isoformat(),
        "collected_at": entry.collected_at.isoformat(),
        "jurisdiction": entry.jurisdiction.value,
        "kind": entry.kind.value,
        "law": clock.law.name.model_dump() if clock.law else None,
        "law_verified_on": clock.law.verified_on.isoformat() if clock.law and clock.law.verified_on else None,
        "due": clock.due.isoformat() if clock.due else None,
        "no_date": clock.why.value if clock.why else None,
        "days_left": clock.left,
        "case": case or entry.case or None,
        "mentions": [
            {"id": mention, "labels": list(given), "desk": _link(desk, mention) or None}
            for mention, given in labels.items()
        ],
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True).encode()


def _subject(standing: Standing, language: str) -> str:
    return say(msg("Possible access request {id}", id=standing.entry.id), language)


def _text(
    standing: Standing, labels: dict[MentionId, Sequence[str]], desk: str, language: str, *, zone: tzinfo, case: str
) -> str:
    entry, clock = standing.entry, standing.clock
    lines: list[Message] = [
        msg("A post may be an access request. An officer looked at it and passes it to you."),
        msg("Entry: {id}", id=entry.id),
        msg("Posted (the earliest receipt): {at}", at=exact(entry.received_at, zone)),
        msg("Collected by smbot: {at}", at=exact(entry.collected_at, zone)),
        msg("Law of: {where}. It asks for: {kind}.", where=JURISDICTIONS[entry.jurisdiction], kind=KINDS[entry.kind]),
        *([law_line(clock.law, language)] if clock.law else []),
        due_line(clock),
    ]
    who = case or entry.case
    if who:
        lines.append(msg("The author said in private who they are: case {case}.", case=who))
    told = [say(line, language) for line in lines]
    for mention, given in labels.items():
        names = ", ".join(say(label_name(label), language) for label in given)
        told += ["", say(msg("Post {id}: {labels}", id=mention, labels=names), language), *_link_lines(desk, mention)]
    told += [
        "",
        say(msg("The masked text is on the desk. This message holds no word of the post."), language),
        say(DISCLAIMER, language),
    ]
    return "\n".join(told)


def _link(desk: str, mention: MentionId) -> str:
    return f"{desk}/items/{mention}" if desk else ""


def _link_lines(desk: str, mention: MentionId) -> list[str]:
    return [_link(desk, mention)] if desk else []
