"""A mention as the API tells it: masked text, labels with evidence, draft, findings, what may be done."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from pydantic import Field

from smbot.bootstrap.deadlines import Deadline
from smbot.core.messages import Message, msg, say
from smbot.core.parts import PartKind
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose
from smbot.core.redacted import RedactedText
from smbot.core.spans import Evidence
from smbot.core.spans import Mask as RedactionMask
from smbot.core.states import MentionState, Mode, ReplyState
from smbot.review.ports import Problem, QueueItem, ReplyStatus
from smbot.web.api.shape import Moment, Shape
from smbot.web.timeline import PastEvent

Acts = Iterable[tuple[str, Message | None]]
"""What can be done, each with why not."""


class Mask(Shape):
    """One piece of personal information that is masked: where in the masked text, and what kind. Never its value."""

    start: int = Field(description=msg("Its first character, counted in code points.").template)
    end: int = Field(description=msg("The character after its last one.").template)
    entity: str = Field(description=msg("What kind of information.").template, examples=["PHONE_NUMBER"])
    number: int = Field(description=msg("The same number for the same value in a conversation.").template)
    score: float = Field(description=msg("How sure the recognizer was, 0 to 1.").template)
    recognizer: str = Field(description=msg("Which recognizer found it.").template)
    doubtful: bool = Field(description=msg("A person should look at it.").template)
    disputed: bool = Field(description=msg("An officer said that it hides nothing personal.").template)


class Text(Shape):
    """A masked text. Render masks from the list alone: a poster can type brackets."""

    text: str = Field(
        description=msg("The masked text.").template, examples=["Week nine and no card. Call [PHONE_NUMBER 1]."]
    )
    masks: list[Mask] = Field(description=msg("Its masks, in order.").template)


class Part(Shape):
    """What a post carries beside its text."""

    kind: PartKind = Field(description=msg("What it is.").template)
    text: Text | None = Field(description=msg("Its masked text; none where it is withheld.").template)


class Shown(Shape):
    """Where a text shows a label."""

    start: int = Field(description=msg("Its first character, counted in code points.").template)
    end: int = Field(description=msg("The character after its last one.").template)
    rule: str = Field(description=msg("Which rule or model saw it.").template)


class Label(Shape):
    """A label with what it rests on."""

    name: str = Field(description=msg("The label.").template, examples=["complaint"])
    score: float | None = Field(description=msg("How sure triage was, 0 to 1; none where a person gave it.").template)
    evidence: list[Shown] = Field(description=msg("The places of the text that show it.").template)


class Finding(Shape):
    """What the guard says of a text."""

    rule: str = Field(description=msg("Which rule of the guard.").template, examples=["length"])
    refuses: bool = Field(description=msg("Whether the text cannot be approved so.").template)
    what: str = Field(description=msg("What is wrong, in the caller’s language.").template)


class Checked(Shape):
    """A text as the platform counts it and the guard sees it."""

    length: int = Field(description=msg("Its length by the platform’s own count.").template)
    limit: int | None = Field(description=msg("How long it may be there; none where no limit is known.").template)
    findings: list[Finding] = Field(description=msg("What the guard says of it, refusals first.").template)


class Draft(Shape):
    """The draft of a reply."""

    text: str = Field(description=msg("Its words.").template)
    language: str = Field(description=msg("Its language.").template, examples=["en"])
    by: str = Field(description=msg("Who wrote it; nothing where a playbook did.").template)
    first_approver: str = Field(description=msg("Who approved it where two persons must.").template)


class Outgoing(Shape):
    """Something of ours that leaves, or has left, for the platform."""

    state: ReplyState = Field(description=msg("Where it stands in the outbox.").template)
    text: str = Field(description=msg("Its words; none where they are said in private.").template)
    language: str = Field(description=msg("Its language.").template)
    mode: Mode = Field(description=msg("The mode in which it was approved.").template)
    approved_by: str = Field(description=msg("Who approved it.").template)
    approved_at: Moment = Field(description=msg("When it was approved.").template)
    next_at: Moment = Field(description=msg("When it leaves, or is tried again.").template)
    attempts: int = Field(description=msg("How often it was tried.").template)
    code: str = Field(description=msg("What the platform or the guard said, where it said no.").template)
    sent_at: Moment | None = Field(description=msg("When the platform had it.").template)
    seen: str = Field(description=msg("How the platform had it when smbot last looked.").template)
    seen_at: Moment | None = Field(description=msg("When smbot last looked.").template)


class Possible(Shape):
    """Something that the caller’s role may do with it in this state."""

    name: str = Field(description=msg("The act.").template, examples=["approve"])
    possible: bool = Field(description=msg("Whether it can be done now.").template)
    why_not: str | None = Field(description=msg("Why it cannot be done now.").template)


class MentionRow(Shape):
    """A mention as lists show it."""

    id: str = Field(description=msg("The id of a mention.").template, examples=["m-3f8kq2vxw7a9bc4d"])
    version: int = Field(description=msg("It grows with every change.").template)
    state: MentionState = Field(description=msg("Where it stands.").template)
    platform: str = Field(description=msg("Where it was posted.").template, examples=["x"])
    account: str = Field(description=msg("The account of ours by which it was found.").template)
    kind: PostKind = Field(description=msg("What was posted.").template)
    language: str = Field(description=msg("Its language; “und” where nobody can tell.").template)
    posted_at: Moment = Field(description=msg("When it was posted.").template)
    collected_at: Moment = Field(description=msg("When smbot had it.").template)
    text: Text | None = Field(description=msg("Its masked text; none where it is withheld.").template)
    withheld: str = Field(description=msg("Why its text is withheld.").template)
    summoned: bool = Field(description=msg("Whether it spoke to us.").template)
    edited: bool = Field(description=msg("Whether its author edited it.").template)
    hidden: bool = Field(description=msg("Whether it is hidden on its platform.").template)
    gone_at: Moment | None = Field(description=msg("Since when it is no longer there.").template)
    labels: list[str] = Field(description=msg("Its labels, the most important first.").template)
    playbook: str = Field(description=msg("The playbook that was chosen.").template)
    claimed_by: str = Field(description=msg("Who holds it.").template)
    claimed_until: Moment | None = Field(description=msg("Until when the claim holds.").template)
    escalated_to: str = Field(description=msg("The role that it was passed to.").template)
    assigned_to: str = Field(description=msg("To whom it was given, who need not hold it.").template)
    snoozed_until: Moment | None = Field(description=msg("Until when it is put off.").template)
    due_at: Moment | None = Field(
        description=msg("When our service standard is over; none where no answer is awaited.").template
    )
    overdue: bool = Field(description=msg("Whether its author has waited for too long.").template)
    due_by_law: date | None = Field(
        description=msg("The last day that the law allows; none off the docket, or where no date is known.").template
    )


class Mention(MentionRow):
    """A mention with everything that its page shows."""

    parts: list[Part] = Field(description=msg("What it carries beside its text.").template)
    label_details: list[Label] = Field(description=msg("Its labels with their evidence.").template)
    classifier: str = Field(description=msg("What labelled it.").template)
    playbook_version: str = Field(description=msg("The version of its playbook.").template)
    draft: Draft | None = Field(description=msg("The draft of a reply.").template)
    draft_check: Checked | None = Field(description=msg("What the guard says of the draft.").template)
    reply: Outgoing | None = Field(description=msg("Our reply.").template)
    orders: dict[str, Outgoing] = Field(
        description=msg("What else was ordered about it on its platform, by purpose.").template
    )
    acts: list[Possible] = Field(description=msg("What the caller may do with it.").template)
    platform_orders: list[Possible] = Field(description=msg("What the caller may order on its platform.").template)


class MentionPage(Shape):
    """A page of mentions, the most urgent and the oldest first."""

    items: list[MentionRow] = Field(description=msg("The mentions.").template)
    total: int = Field(description=msg("How many match in all.").template)
    next: str | None = Field(description=msg("The cursor of the next page; none after the last one.").template)
    newest_only: bool = Field(
        description=msg(
            "Whether the words stand in so many posts that only the newest of those were looked through."
        ).template
    )


class PastAct(Shape):
    """Something that was done, as the audit log has it."""

    seq: int = Field(description=msg("Its place in the audit log.").template)
    at: datetime | None = Field(description=msg("When; none where the record is damaged.").template)
    act: str = Field(description=msg("What was done.").template, examples=["mention.claimed"])
    actor: str = Field(description=msg("Who did it; “system” where no person did.").template)
    subject: str = Field(description=msg("The id of what it was done to.").template)
    details: dict[str, str] = Field(description=msg("What else is to be known; words of people are masked.").template)


class History(Shape):
    """What was done, the oldest first."""

    items: list[PastAct] = Field(description=msg("The events.").template)


def text_of(text: RedactedText | None) -> Text | None:
    """Tell a masked text."""
    return None if text is None else Text(text=text.text, masks=[_mask(mask) for mask in text.masks])


def row_of(item: QueueItem, deadline: Deadline) -> MentionRow:
    """Tell a mention as lists show it."""
    return MentionRow(**_row(item, deadline))


def mention_of(
    item: QueueItem,
    language: str,
    *,
    deadline: Deadline,
    check: Checked | None,
    acts: Acts,
    orders: Acts,
) -> Mention:
    """Tell a mention with everything that its page shows."""
    draft = Draft(
        text=item.draft,
        language=item.draft_language or item.language,
        by=item.drafted_by,
        first_approver=item.first_approver,
    )
    return Mention(
        **_row(item, deadline),
        parts=[Part(kind=part.kind, text=text_of(part.text)) for part in item.parts],
        label_details=[_label(name, item.scores.get(name), item.evidence) for name in item.labels],
        classifier=item.classifier,
        playbook_version=item.playbook_version,
        draft=draft if item.draft else None,
        draft_check=check,
        reply=outgoing_of(item.reply) if item.reply else None,
        orders={purpose.value: _order_of(purpose, status) for purpose, status in item.orders.items()},
        acts=possible_of(acts, language),
        platform_orders=possible_of(orders, language),
    )


def possible_of(acts: Acts, language: str) -> list[Possible]:
    """Tell what can be done, and why not."""
    return [
        Possible(name=str(name), possible=why is None, why_not=say(why, language) if why else None)
        for name, why in acts
    ]


def findings_of(problems: Sequence[Problem], language: str) -> list[Finding]:
    """Tell what the guard found."""
    return [Finding(rule=each.rule, refuses=each.refuses, what=say(each.message, language)) for each in problems]


def outgoing_of(status: ReplyStatus) -> Outgoing:
    """Tell where something of ours stands."""
    return Outgoing(**{name: getattr(status, name) for name in Outgoing.model_fields})


def _order_of(purpose: Purpose, status: ReplyStatus) -> Outgoing:
    """Tell an order; what was said in private stays out."""
    told = outgoing_of(status)
    return told.model_copy(update={"text": ""}) if purpose == Purpose.PRIVATE else told


def past_act_of(event: PastEvent) -> PastAct:
    """Tell an event."""
    return PastAct(**{name: getattr(event, name) for name in PastAct.model_fields})


def _row(item: QueueItem, deadline: Deadline) -> dict[str, object]:
    apart: dict[str, object] = {"text": text_of(item.text), "labels": list(item.labels)}
    apart |= {"due_at": deadline.due_at, "overdue": deadline.overdue, "due_by_law": deadline.by_law}
    return {name: getattr(item, name) for name in MentionRow.model_fields if name not in apart} | apart


def _mask(mask: RedactionMask) -> Mask:
    return Mask(**{name: getattr(mask, name) for name in Mask.model_fields})


def _label(name: str, score: float | None, evidence: Sequence[Evidence]) -> Label:
    shown = [Shown(start=each.start, end=each.end, rule=each.rule) for each in evidence if each.label == name]
    return Label(name=name, score=score, evidence=shown)
