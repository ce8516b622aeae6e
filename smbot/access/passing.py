"""Pass an entry to the access coordinator: by e-mail and webhook, with ids, dates and a link, and no word of a post."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from smbot.access.acts import Docket, Standing
from smbot.access.names import DocketAction, Means
from smbot.access.ports import Hook, Mail, NotPassed
from smbot.access.words import DISCLAIMER, KINDS, due_line, law_line
from smbot.core.errors import NotAllowed
from smbot.core.ids import DocketId, MentionId
from smbot.core.messages import Message, msg, say
from smbot.core.roles import Member
from smbot.core.words import label_name


@dataclass(frozen=True, kw_only=True)
class Passing:
    """What carries entries. `desk` is the desk's public address, or ""; `labels` returns a mention's labels.

    `languages` are those of the e-mail, the first one first.
    """

    docket: Docket
    mail: Mail | None
    hook: Hook | None
    desk: str
    labels: Callable[[MentionId], Sequence[str]]
    languages: Sequence[str]

    def pass_on(self, member: Member, docket: DocketId, *, case: str = "") -> Standing:
        """Tell the coordinator by every means there is, and note by which they were reached.

        Raises:
            NotAllowed: There is no means, or the entry's state does not permit it.
            NotPassed: Nobody was reached; the entry stands as it was, and the log tells of the attempt.
        """
        self.docket.may(member, docket, DocketAction.PASS)
        standing = self.docket.entry(member, docket)
        ways = self._ways(standing, case)
        if not ways:
            raise NotAllowed(
                msg("There is nobody to pass it to."),
                mend=msg("Set coordinator_email (with [mail]) or coordinator_webhook in [access], or use --by export."),
            )
        failures: list[NotPassed] = []
        for means, carry in ways:
            try:
                carry()
            except NotPassed as error:
                failures.append(error)
                self.docket.not_passed(member, docket, means, error)
            else:
                standing = self.docket.passed(member, docket, means, case=case)
        if len(failures) == len(ways):
            raise failures[0]
        return standing

    def _ways(self, standing: Standing, case: str) -> list[tuple[Means, Callable[[], None]]]:
        ways: list[tuple[Means, Callable[[], None]]] = []
        mail, hook = self.mail, self.hook
        if mail is not None:
            subject, text = letter(standing, self._labels(standing), self.desk, self.languages, case=case)
            ways.append((Means.MAIL, lambda: mail.tell(subject, text)))
        if hook is not None:
            body = payload(standing, self._labels(standing), self.desk, case=case)
            ways.append((Means.WEBHOOK, lambda: hook.post(body)))
        return ways

    def _labels(self, standing: Standing) -> dict[MentionId, Sequence[str]]:
        return {each.mention: self.labels(each.mention) for each in standing.entry.mentions}


def letter(
    standing: Standing,
    labels: dict[MentionId, Sequence[str]],
    desk: str,
    languages: Iterable[str],
    *,
    case: str = "",
) -> tuple[str, str]:
    """Return subject and text of the e-mail, in each language under the other."""
    made = [(_subject(standing, language), _text(standing, labels, desk, language, case)) for language in languages]
    return " / ".join(subject for subject, _ in made), "\n\n".join(text for _, text in made)


def payload(standing: Standing, labels: dict[MentionId, Sequence[str]], desk: str, *, case: str = "") -> bytes:
    """Return what the webhook takes: JSON with ids, dates, labels and links."""
    entry, clock = standing.entry, standing.clock
    told = {
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


def _text(standing: Standing, labels: dict[MentionId, Sequence[str]], desk: str, language: str, case: str) -> str:
    entry, clock = standing.entry, standing.clock
    lines: list[Message] = [
        msg("A post may be an access request. An officer looked at it and passes it to you."),
        msg("Entry: {id}", id=entry.id),
        msg("Posted (the earliest receipt): {at}", at=_moment(entry.received_at)),
        msg("Collected by smbot: {at}", at=_moment(entry.collected_at)),
        msg("Jurisdiction: {code}. It asks for: {kind}.", code=entry.jurisdiction.value, kind=KINDS[entry.kind]),
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


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC")


def _link(desk: str, mention: MentionId) -> str:
    return f"{desk}/items/{mention}" if desk else ""


def _link_lines(desk: str, mention: MentionId) -> list[str]:
    return [_link(desk, mention)] if desk else []
