"""`smbot queue labels` and `smbot labels`: what people say of labels, what waits for approval, the weekly sample."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption
from smbot.cli.opening import acting_member, open_installation
from smbot.cli.output import language, moment, show, show_json, table, tell, tr
from smbot.cli.views import IdArgument, label_words
from smbot.core.errors import InputError
from smbot.core.ids import MentionId
from smbot.core.marked import marked
from smbot.core.messages import msg, say
from smbot.review.words import NOTED, TAKEN_BACK

if TYPE_CHECKING:
    from smbot.review.label_ports import LabelCorrection
    from smbot.review.ports import QueueItem

NumberArgument = Annotated[
    int, typer.Argument(metavar="NUMBER", help=tr("The correction's number, as “labels waiting” shows it."))
]

SeenOption = Annotated[
    int | None,
    typer.Option("--seen", help=tr("Only if nobody changed it since this version, as “queue show” says it.")),
]


class YesOrNo(StrEnum):
    """Whether a drawn post is an access request."""

    YES = "yes"
    NO = "no"


def build() -> typer.Typer:
    """Return the group of commands."""
    app = typer.Typer(no_args_is_help=True)
    app.command(help=tr("List the corrections of labels that wait until an officer lets training learn from them."))(
        waiting
    )
    app.command(help=tr("Let training learn from a correction."))(approve)
    app.command(help=tr("Keep a correction out of training; the mention keeps its labels."))(decline)
    app.command(help=tr("List the posts drawn at random: is one of them an access request?"))(sample)
    app.command(help=tr("Say whether a drawn post is an access request."))(answer)
    app.command(help=tr("Take back what was said of a drawn post: it waits again."))(back)
    return app


def add_to(queue: typer.Typer) -> None:
    """Add the command of the queue."""
    queue.command("labels", help=tr("Give a mention other labels, or set them back."))(correct)


def correct(
    mention: IdArgument,
    labels: Annotated[
        list[str] | None, typer.Argument(metavar="LABEL...", help=tr("All labels that it should have; or none alone."))
    ] = None,
    back: Annotated[bool, typer.Option("--back", help=tr("Set the labels back to what they were before."))] = False,
    seen: SeenOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Correct labels."""
    from smbot.review.label_ports import Standing

    if back == bool(labels):
        raise InputError(msg("Name the labels, or use --back."))
    application = open_installation(config)
    who, corrections = acting_member(application, member), application.label_corrections()
    if back:
        undone = corrections.undo(who, MentionId(mention), seen_version=seen)
        now, standing = undone.before, Standing.UNDONE
    else:
        made = corrections.correct(who, MentionId(mention), labels or (), seen_version=seen)
        now, standing = made.after, made.standing
    if json:
        show_json({"mention": mention, "labels": list(now), "standing": standing})
        return
    show(f"{mention}\t{label_words(now, language())}")
    if standing == Standing.WAITING:
        tell(msg("Training learns from it once an officer has approved it: “smbot labels waiting”."))


def waiting(config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "", json: JsonOption = False) -> None:
    """List what waits."""
    application = open_installation(config)
    found = application.label_corrections().waiting(acting_member(application, member))
    if json:
        show_json([_correction_json(each, item) for each, item in found])
        return
    if not found:
        tell(msg("No correction of labels waits."))
        return
    columns = (tr("Number"), tr("Id"), tr("By"), tr("When"), tr("Before"), tr("Now"), tr("Text"))
    table(columns, [_row(each, item) for each, item in found])


def approve(number: NumberArgument, config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "") -> None:
    """Approve a correction."""
    application = open_installation(config)
    application.label_corrections().approve(acting_member(application, member), number)
    tell(msg("“smbot train triage” learns from it now."))


def decline(number: NumberArgument, config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "") -> None:
    """Decline a correction."""
    application = open_installation(config)
    application.label_corrections().decline(acting_member(application, member), number)
    tell(msg("Training does not learn from it."))


def sample(config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "", json: JsonOption = False) -> None:
    """List the drawn posts."""
    application = open_installation(config)
    found = application.samples().to_answer(acting_member(application, member))
    if json:
        show_json(
            [
                {
                    "id": item.id,
                    "week": drawn.week,
                    "version": item.version,
                    "language": item.language,
                    "text": _text(item),
                    "labels": item.labels,
                }
                for drawn, item in found
            ]
        )
        return
    if not found:
        tell(msg("No drawn post waits for an answer."))
        return
    rows = [(item.id, drawn.week, label_words(item.labels, language()), _text(item)) for drawn, item in found]
    table((tr("Id"), tr("Week"), tr("Labels"), tr("Text")), rows)
    tell(msg("Is it an access request? Say so with “smbot labels answer ID yes” or “no”."))


def answer(
    mention: IdArgument,
    is_request: Annotated[YesOrNo, typer.Argument(metavar="yes|no", help=tr("Whether it is an access request."))],
    seen: SeenOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
) -> None:
    """Answer for a drawn post."""
    application = open_installation(config)
    who, yes = acting_member(application, member), is_request == YesOrNo.YES
    application.label_corrections().answer(who, MentionId(mention), is_request=yes, seen_version=seen)
    tell(NOTED[yes])


def back(mention: IdArgument, config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "") -> None:
    """Take an answer back."""
    application = open_installation(config)
    application.label_corrections().take_back(acting_member(application, member), MentionId(mention))
    tell(TAKEN_BACK)


def standing_line(correction: "LabelCorrection", reader: str) -> str:
    """Return who gave a mention its labels, and whether training learns from it."""
    from smbot.web.label_words import standing

    told = msg(
        "{name} set these labels; before: {labels}. Learning: {standing}.",
        name=correction.by,
        labels=label_words(correction.before, reader),
        standing=standing(correction.standing),
    )
    return say(told, reader)


def standing_json(correction: "LabelCorrection") -> dict[str, object]:
    """Return the same for machines."""
    return {
        "number": correction.number,
        "by": correction.by,
        "at": correction.at.isoformat(),
        "before": list(correction.before),
        "classifier": correction.classifier,
        "standing": correction.standing,
    }


def _row(correction: "LabelCorrection", item: "QueueItem") -> tuple[str, ...]:
    reader = language()
    labels = (label_words(correction.before, reader), label_words(correction.after, reader))
    return str(correction.number), item.id, correction.by, moment(correction.at), *labels, _text(item)


def _text(item: "QueueItem") -> str:
    return " ".join(marked(item.text).split()) if item.text else ""


def _correction_json(correction: "LabelCorrection", item: "QueueItem") -> dict[str, object]:
    return {
        "number": correction.number,
        "mention": item.id,
        "by": correction.by,
        "at": correction.at.isoformat(),
        "before": list(correction.before),
        "after": list(correction.after),
        "classifier": correction.classifier,
        "text": _text(item),
    }
