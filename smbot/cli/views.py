"""A mention as the command line shows it: a row, a page, or JSON; and how commands name one and take words."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from smbot.cli.output import moment, read_text, tr
from smbot.core.errors import InputError
from smbot.core.marked import marked, unmarked
from smbot.core.messages import Message, msg, say
from smbot.core.parts import RedactedPart
from smbot.core.purposes import Purpose
from smbot.core.spans import Mask, Operator
from smbot.core.states import MentionState, ReplyState
from smbot.core.words import LABELS, PART_WITHHELD, PARTS, REPLY_STATES, STATES

if TYPE_CHECKING:
    from smbot.bootstrap.deadlines import Deadline
    from smbot.core.roles import Role
    from smbot.playbooks.model import Playbook
    from smbot.review.ports import QueueItem, ReplyStatus
    from smbot.steps.model import KeptStep
    from smbot.web.item_facts import OwnPosts, RuleTold
    from smbot.web.passages import Piece
    from smbot.web.telling_words import Telling

IdArgument = Annotated[str, typer.Argument(metavar="ID", help=tr("The mention's id, as “queue list” shows it."))]
ReasonOption = Annotated[str, typer.Option("--reason", help=tr("Why, in a few words."))]
ROW_LENGTH = 80
COMMANDS = {
    "answered-by-hand": "answered",
    "recall": "escalate --undo",
    "show": "unhide",
    "write": "write-private",
    "correct": "correct-reply",
    "remove": "delete-reply",
}
"""Acts and orders whose command has another name: “queue show” shows a mention, and “remove” might be taken wrong."""


def read_words(text: str, file: Path | None) -> str:
    """Return what was given as a text, in a file, or on standard input.

    Raises:
        InputError: Nothing was given, or the file cannot be read.
    """
    if text:
        return text
    if file is None:
        raise InputError(msg("There is no text."), mend=msg("Use --text or --file."))
    return sys.stdin.read() if str(file) == "-" else read_text(file)


def state_word(state: MentionState, language: str) -> str:
    """Return a state in words."""
    return say(STATES[state], language)


def reply_word(state: ReplyState, language: str) -> str:
    """Return a reply's state in words."""
    return say(REPLY_STATES[state], language)


def label_words(labels: Iterable[str], language: str) -> str:
    """Return labels in words, with commas between."""
    return ", ".join(say(LABELS[label], language) if label in LABELS else label for label in labels)


def item_row(item: "QueueItem", language: str) -> tuple[str, ...]:
    """Return the cells of one row of the list."""
    from smbot.web.item_facts import facts
    from smbot.web.order_words import FACTS
    from smbot.web.plan_words import course_told

    text = " ".join(marked(item.text).split()) if item.text else f"({_why_withheld(item, language)})"
    short = text if len(text) <= ROW_LENGTH or not item.text else text[: ROW_LENGTH - 1] + "…"
    short = "".join(f"[{say(FACTS[fact], language)}] " for fact in facts(item)) + short
    short = "".join(f"[{say(told, language)}] " for told in course_told(item, moment)) + short
    return item.id, state_word(item.state, language), _labels_told(item, language), item.language, short


def _why_withheld(item: "QueueItem", language: str) -> str:
    from smbot.web.words import withheld_reason

    if item.gone_at is not None:
        return say(msg("The post is no longer on its platform: its text was deleted here too."), language)
    return say(withheld_reason(item.withheld, language), language)


def item_lines(
    item: "QueueItem",
    playbook: "Playbook | None",
    findings: Sequence[Message],
    language: str,
) -> Iterator[str]:
    """Yield the lines of a mention's page."""
    from smbot.web.mask_words import RECHECK
    from smbot.web.mask_words import standing as standing_of
    from smbot.web.words import mask_name

    def line(template: str, **values: object) -> str:
        return say(Message(template, values), language)

    state = state_word(item.state, language)
    yield "  ".join((item.id, f"v{item.version}", state, item.platform, item.language, moment(item.posted_at)))
    yield ""
    text = marked(item.text) if item.text else ""
    yield text if item.text else _why_withheld(item, language)
    yield ""
    if item.parts:
        yield from (_part_line(part, language) for part in item.parts)
        yield ""
    texts = (item.text, *(part.text for part in item.parts))
    masks = (mask for each in texts if each for mask in each.masks)
    removed = [mask_name(mask) for mask in masks if mask.operator == Operator.DROP]
    if removed:
        yield "; ".join(say(name, language) for name in removed)
        yield ""
    standing = [(mask_name(mask), standing_of(mask)) for mask in item.all_masks()]
    marked_so = [msg("{mask} ({standing})", mask=name, standing=told) for name, told in standing if told is not None]
    if marked_so:
        yield say(msg("Masks for a compliance officer to look at:"), language)
        yield "; ".join(dict.fromkeys(say(each, language) for each in marked_so))
        yield ""
    if item.recheck:
        yield say(RECHECK, language)
        yield ""
    yield from _label_lines(item, language)
    if playbook:
        guidance = playbook.why.en if language == "en" else playbook.why.fr
        yield line("Playbook: {name} ({version})", name=item.playbook, version=item.playbook_version)
        yield guidance
        if playbook.hide == "when-possible":
            yield line("Hide the post on its platform first, where that is possible: a reply makes it more visible.")
    if item.draft:
        yield ""
        yield item.draft
        yield ""
    for finding in findings:
        yield line("Guard: {finding}", finding=finding)
    if item.reply:
        yield line("Reply: {state}", state=REPLY_STATES[item.reply.state])


def platform_lines(
    item: "QueueItem", own: "OwnPosts", window: Message | None, language: str, *, hides: bool
) -> Iterator[str]:
    """Yield the lines that tell how things stand on the platform; `window` is the time left to write in private."""
    from smbot.web.item_facts import known, orders_told, reply_there
    from smbot.web.order_words import ORDER_STATES, ORDERS, code_told

    for sentence in known(item, own, hides=hides, date=moment):
        yield say(sentence, language)
    there = reply_there(item)
    if there and there.seen_text:
        yield f"  {there.seen_text}"
    if window:
        yield say(msg("Time to write in private: {left}.", left=window), language)
    for order, status in orders_told(item):
        state = msg("{order}: {state}.", order=ORDERS[order], state=ORDER_STATES[status.state])
        why = f" {say(code_told(status.code), language)}" if status.code else ""
        yield say(state, language) + why


def plan_lines(steps: "Sequence[KeptStep]", told: "Callable[[Role], Telling | None]", language: str) -> Iterator[str]:
    """Yield the steps of a mention's playbook, each with where it stands; of one that tells, whether it was `told`."""
    from smbot.steps.model import StepState
    from smbot.web.plan_words import standing, step_told

    for number, step in enumerate(steps, 1):
        telling = told(step.step.notify) if step.step.notify and step.state == StepState.DONE else None
        stands = telling.told if telling else standing(step)
        state = say(msg("{step}: {state}", step=step_told(step.step), state=stands), language)
        until = f" ({moment(step.until)})" if step.until else ""
        more = telling.mend if telling else step.why
        why = f" – {say(more, language)}" if more else ""
        yield f"{number}. {state}{until}{why}"


def step_json(step: "KeptStep", language: str) -> dict[str, object]:
    """Return a step for machines."""
    return {
        "step": step.kind.value,
        "state": step.state.value,
        "at": step.at.isoformat(),
        "until": step.until.isoformat() if step.until else None,
        "why": say(step.why, language) if step.why else None,
        "alone": step.alone,
    }


def rule_line(told: "RuleTold", language: str) -> str:
    """Return the line that tells what a rule says of something that could be sent."""
    verdict = told.verdict
    allowed = msg("yes") if verdict.allowed else msg("later") if verdict.until else msg("no")
    rule = msg("Rule: {purpose}, {name}: {allowed}.", purpose=told.purpose, name=told.name, allowed=allowed)
    more = "".join(f" {say(each, language)}." for each in told.more)
    return f"{say(rule, language)} {say(verdict.sentence, language)}{more} [{verdict.source}]"


def rule_json(told: "RuleTold", language: str) -> dict[str, object]:
    """Return what a rule says, for machines; the price is in millionths of a US dollar."""
    verdict = told.verdict
    return {
        "what": say(told.purpose, language),
        "rule": verdict.rule,
        "allowed": verdict.allowed,
        "until": verdict.until.isoformat() if verdict.until else None,
        "why": say(verdict.sentence, language),
        "source": verdict.source,
        "cost_micros": verdict.cost_micros,
        "seconds_left": int(verdict.left.total_seconds()) if verdict.left is not None else None,
        "used": verdict.used,
    }


def possible_lines(hindrances: Mapping[str, Message | None], language: str) -> Iterator[str]:
    """Yield what can be done, by its command; in brackets what cannot, and why."""
    for action, hindrance in hindrances.items():
        name = COMMANDS.get(action, action)
        why_not = hindrance and say(msg("{name}: {what}", name=name, what=hindrance), language)
        yield f"  ({why_not})" if why_not else f"  {name}"


def due_json(deadline: "Deadline") -> dict[str, object]:
    """Return for machines when a mention is due."""
    return {
        "due_at": deadline.due_at.isoformat() if deadline.due_at else None,
        "overdue": deadline.overdue,
        "due_by_law": deadline.by_law.isoformat() if deadline.by_law else None,
    }


def item_json(item: "QueueItem") -> dict[str, object]:
    """Return a mention for machines; redacted text only."""
    from smbot.classify.access import access_request, reasons
    from smbot.classify.jsonl import access_json

    reply = item.reply
    return {
        "id": item.id,
        "state": item.state,
        "version": item.version,
        "platform": item.platform,
        "account": item.account,
        "posted_at": item.posted_at.isoformat(),
        "language": item.language,
        "text": item.text.text if item.text else None,
        "masks": [_mask_json(mask) for mask in item.text.masks] if item.text else [],
        "parts": [_part_json(part) for part in item.parts],
        "withheld": item.withheld,
        "kind": item.kind,
        "hidden": item.hidden,
        "gone_at": item.gone_at.isoformat() if item.gone_at else None,
        "edited": item.edited,
        "recheck": item.recheck,
        "labels": list(item.labels),
        "scores": dict(item.scores),
        "evidence": [
            {"label": e.label, "start": e.start, "end": e.end, "rule": e.rule} for e in reasons(item.evidence)
        ],
        **access_json(access_request(item.labels, item.evidence)),
        "playbook": item.playbook,
        "draft": item.draft,
        "claimed_by": item.claimed_by,
        "escalated_to": item.escalated_to,
        "assigned_to": item.assigned_to,
        "snoozed_until": item.snoozed_until.isoformat() if item.snoozed_until else None,
        "rests_until": item.rests_until.isoformat() if item.rests_until else None,
        "outcome": item.outcome,
        "back_at": item.back_at.isoformat() if item.back_at else None,
        "reply": reply and {**_status_json(reply), **_seen_json(reply)},
        "orders": {purpose.value: _order_json(purpose, status) for purpose, status in item.orders.items()},
    }


def _labels_told(item: "QueueItem", language: str) -> str:
    from smbot.web.why_words import label_told

    return ", ".join(say(label_told(item, label), language) for label in item.labels)


def _label_lines(item: "QueueItem", language: str) -> Iterator[str]:
    """Yield for each label its name, how probable it is in a word and a number, and why it was given."""
    from smbot.web.why_words import access_told, confidence, label_told, why

    def quoted(words: "Iterable[Sequence[Piece]]") -> str:
        shown = ("".join(piece.text if piece.mask else unmarked(piece.text) for piece in each) for each in words)
        return ", ".join(f"“{' '.join(each.split())}”" for each in shown)

    colon = say(msg(":"), language)
    for label in item.labels:
        score = item.scores.get(label)
        sure = f" {score:.2f} ({say(confidence(score), language)})" if score is not None else ""
        yield f"• {say(label_told(item, label), language)}{sure}"
        for reason in why(item, label):
            words = f"{colon} {quoted(reason.words)}" if reason.words else ""
            yield f"– {say(reason.told, language)}{words}"
    asked = access_told(item)
    if asked:
        yield say(msg("Kind: {kind}.", kind=asked.kind), language)
        said = ", ".join(f"{say(one.told, language)} ({quoted(one.words)})" for one in asked.said)
        missing = ", ".join(say(one, language) for one in asked.missing)
        yield from [f"{say(msg('Said'), language)}{colon} {said}."] if said else []
        yield from [f"{say(msg('Not said'), language)}{colon} {missing}."] if missing else []


def _part_line(part: RedactedPart, language: str) -> str:
    told = marked(part.text) if part.text else f"({say(PART_WITHHELD, language)})"
    return f"{say(PARTS[part.kind], language)} {told}"


def _part_json(part: RedactedPart) -> dict[str, object]:
    """Return a part for machines; one that is withheld has no text."""
    text = part.text
    masks = [_mask_json(mask) for mask in text.masks] if text else []
    return {"kind": part.kind, "text": text.text if text else None, "masks": masks}


def _mask_json(mask: Mask) -> dict[str, object]:
    """Return a mask for machines: what in the text no entry names is the poster's, whatever it looks like."""
    return {
        "start": mask.start,
        "end": mask.end,
        "type": mask.entity,
        "operator": mask.operator,
        "number": mask.number or None,
        "mark": mask.mark,
        "score": round(mask.score, 3),
        "recognizer": mask.recognizer,
        "doubtful": mask.doubtful,
        "disputed": mask.disputed,
    }


def _status_json(status: "ReplyStatus") -> dict[str, object]:
    return {
        "state": status.state,
        "mode": status.mode,
        "approved_by": status.approved_by,
        "leaves_at": status.next_at.isoformat(),
        "attempts": status.attempts,
        "code": status.code,
    }


def _seen_json(reply: "ReplyStatus") -> dict[str, object]:
    seen_at = reply.seen_at.isoformat() if reply.seen_at else None
    return {"seen": reply.seen, "seen_at": seen_at, "seen_text": reply.seen_text}


def _order_json(purpose: Purpose, status: "ReplyStatus") -> dict[str, object]:
    from smbot.web.order_words import order_of

    order = order_of(purpose, status).value
    return {"order": COMMANDS.get(order, order), **_status_json(status)}
