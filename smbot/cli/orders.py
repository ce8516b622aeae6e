"""`smbot queue hide|unhide|write-private|correct-reply|delete-reply|look|take-back`: orders about a mention."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption
from smbot.cli.opening import acting_member, open_installation
from smbot.cli.output import language, show, show_json, tell, tr
from smbot.cli.views import COMMANDS, IdArgument, ReasonOption, item_json, read_words, state_word
from smbot.core.ids import MentionId
from smbot.core.messages import msg
from smbot.core.states import Mode

if TYPE_CHECKING:
    from smbot.bootstrap import Application
    from smbot.core.roles import Member
    from smbot.review.at_platform import AtPlatform, Order
    from smbot.review.ports import QueueItem

TextOption = Annotated[str, typer.Option("--text", help=tr("The words."))]
FileOption = Annotated[
    Path | None, typer.Option("--file", help=tr("Read the words from this file; - for standard input."))
]


class OrderName(StrEnum):
    """An order by its command."""

    HIDE = "hide"
    UNHIDE = "unhide"
    WRITE_PRIVATE = "write-private"
    CORRECT_REPLY = "correct-reply"
    DELETE_REPLY = "delete-reply"
    LOOK = "look"


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("hide", help=tr("Hide the post on its platform."))(hide)
    app.command("unhide", help=tr("Show a hidden post again."))(unhide)
    app.command("write-private", help=tr("Write to the author in private."))(write_private)
    app.command("correct-reply", help=tr("Give our reply other words on the platform."))(correct_reply)
    app.command("delete-reply", help=tr("Delete our reply on the platform."))(delete_reply)
    app.command("look", help=tr("Look how the platform has our reply."))(look)
    app.command("take-back", help=tr("Take an order back before it is carried out."))(take_back)


def hide(
    mention: IdArgument,
    reason: ReasonOption,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Hide the post."""
    _give(config, member, mention, OrderName.HIDE, reason=reason, json=json)


def unhide(
    mention: IdArgument,
    reason: ReasonOption,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Show the post again."""
    _give(config, member, mention, OrderName.UNHIDE, reason=reason, json=json)


def write_private(
    mention: IdArgument,
    text: TextOption = "",
    file: FileOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Write to the author in private."""
    _give(config, member, mention, OrderName.WRITE_PRIVATE, text=read_words(text, file), json=json)


def correct_reply(
    mention: IdArgument,
    text: TextOption = "",
    file: FileOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Give our reply other words."""
    _give(config, member, mention, OrderName.CORRECT_REPLY, text=read_words(text, file), json=json)


def delete_reply(
    mention: IdArgument,
    reason: ReasonOption,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Delete our reply."""
    _give(config, member, mention, OrderName.DELETE_REPLY, reason=reason, json=json)


def look(
    mention: IdArgument, config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "", json: JsonOption = False
) -> None:
    """Look how the platform has our reply."""
    _give(config, member, mention, OrderName.LOOK, json=json)


def take_back(
    mention: IdArgument,
    order: Annotated[OrderName, typer.Argument(help=tr("Which order, by its command."))],
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Take an order back."""
    _, at_platform, who = _open(config, member)
    item = at_platform.take_back(who, MentionId(mention), _order(order))
    tell(msg("The order is taken back. Nothing was done on the platform."))
    _show(item, json=json)


def _give(
    config: Path, member: str, mention: str, name: OrderName, *, text: str = "", reason: str = "", json: bool
) -> None:
    from smbot.review.at_platform import AT_ONCE, PURPOSES

    application, at_platform, who = _open(config, member)
    order = _order(name)
    item = at_platform.give(who, MentionId(mention), order, text=text, reason=reason)
    given = item.orders[PURPOSES[order]]
    if given.proposed:
        tell(msg("Kept: these words are yours, so another approver must order them."))
    elif given.mode != Mode.LIVE:
        tell(msg("Ordered in mode {mode}: it does not leave.", mode=given.mode.value))
    elif order in AT_ONCE:
        tell(msg("Ordered: “smbot run” carries it out at once."))
    else:
        tell(
            msg(
                "Ordered. “smbot queue take-back {id} {order}” takes it back until {time}.",
                id=item.id,
                order=name.value,
                time=given.next_at.strftime("%H:%M:%S UTC"),
            )
        )
    for problem in application.guard()(item, text, PURPOSES[order]) if text else ():
        tell(msg("Guard: {finding}", finding=problem.message))
    _show(item, json=json)


def _open(config: Path, member: str) -> "tuple[Application, AtPlatform, Member]":
    application = open_installation(config)
    return application, application.at_platform(), acting_member(application, member)


def _order(name: OrderName) -> "Order":
    from smbot.review.at_platform import Order

    return Order(next((order for order, command in COMMANDS.items() if command == name), name.value))


def _show(item: "QueueItem", *, json: bool) -> None:
    if json:
        show_json(item_json(item))
    else:
        show(f"{item.id}\t{state_word(item.state, language())}")
