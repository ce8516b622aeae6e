"""A mention as the command line shows it: a row, a page, or JSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from smbot.cli.output import moment
from smbot.core.messages import Message, say
from smbot.core.states import MentionState, ReplyState
from smbot.core.words import LABELS, REPLY_STATES, STATES

if TYPE_CHECKING:
    from smbot.playbooks.model import Playbook
    from smbot.review.ports import QueueItem
    from smbot.review.transitions import Action

ROW_LENGTH = 80
COMMANDS = {"answered-by-hand": "answered"}
"""Acts whose command has another name."""


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
    text = " ".join(item.text.text.split()) if item.text else f"({_why_withheld(item, language)})"
    short = text if len(text) <= ROW_LENGTH or not item.text else text[: ROW_LENGTH - 1] + "…"
    return item.id, state_word(item.state, language), label_words(item.labels, language), item.language, short


def _why_withheld(item: "QueueItem", language: str) -> str:
    from smbot.web.words import withheld_reason

    return say(withheld_reason(item.withheld, language), language)


def item_lines(
    item: "QueueItem",
    actions: "Mapping[Action, Message | None]",
    playbook: "Playbook | None",
    findings: Sequence[Message],
    language: str,
) -> Iterator[str]:
    """Yield the lines of a mention's page."""

    def line(template: str, **values: object) -> str:
        return say(Message(template, values), language)

    state = state_word(item.state, language)
    yield "  ".join((item.id, f"v{item.version}", state, item.platform, item.language, moment(item.posted_at)))
    if item.edited:
        yield line("Its author changed the post since it was read.")
    yield ""
    yield item.text.text if item.text else _why_withheld(item, language)
    yield ""
    for label in item.labels:
        where = [f"“{item.text.text[e.start : e.end]}”" for e in item.evidence if item.text and e.label == label]
        yield f"• {label_words([label], language)} {item.scores.get(label, 0):.2f}  {', '.join(where)}"
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
    for action, hindrance in actions.items():
        name = COMMANDS.get(action.value, action.value)
        yield f"  {name}" if hindrance is None else f"  ({name}: {say(hindrance, language)})"


def item_json(item: "QueueItem") -> dict[str, object]:
    """Return a mention for machines; redacted text only."""
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
        "withheld": item.withheld,
        "edited": item.edited,
        "labels": list(item.labels),
        "scores": dict(item.scores),
        "evidence": [{"label": e.label, "start": e.start, "end": e.end} for e in item.evidence],
        "playbook": item.playbook,
        "draft": item.draft,
        "claimed_by": item.claimed_by,
        "escalated_to": item.escalated_to,
        "reply": reply
        and {
            "state": reply.state,
            "mode": reply.mode,
            "approved_by": reply.approved_by,
            "leaves_at": reply.next_at.isoformat(),
            "attempts": reply.attempts,
            "code": reply.code,
        },
    }
