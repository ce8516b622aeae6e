"""`smbot access …`: the docket of possible access-to-information requests."""

from typing import Annotated

import typer

from smbot.access.names import DocketState
from smbot.cli import access_acts, access_clock, access_evidence
from smbot.cli.access_opening import EntryArgument, open_docket
from smbot.cli.access_views import entry_json, passing_json, passing_lines, show_lines, show_questions
from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption
from smbot.cli.output import language, moment, show, show_json, table, tell, tr
from smbot.core.errors import NotAllowed
from smbot.core.ids import DocketId, MentionId
from smbot.core.messages import msg, say


def build() -> typer.Typer:
    """Return the group of commands."""
    app = typer.Typer(no_args_is_help=True)
    app.command("list", help=tr("List the docket, what is due first at the top."))(list_entries)
    app.command("show", help=tr("Show one entry with its clock, its steps and questions to ask."))(show_entry)
    app.command("open", help=tr("Put posts onto the docket; without ids, all that are labelled access requests."))(
        open_entries
    )
    access_acts.add_to(app)
    access_evidence.add_to(app)
    access_clock.add_to(app)
    return app


def list_entries(
    state: Annotated[list[DocketState] | None, typer.Option(help=tr("Only these states; else all open ones."))] = None,
    everything: Annotated[bool, typer.Option("--all", help=tr("Settled entries too."))] = False,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """List entries."""
    from smbot.access.docket import OPEN_STATES
    from smbot.access.words import STATES, alarm_line

    _, docket, who = open_docket(config, member)
    states = tuple(DocketState) if everything else tuple(state or OPEN_STATES)
    found = docket.listing(who, *states)
    if json:
        show_json([entry_json(standing) for standing in found])
        return
    if not found:
        tell(msg("Nothing here. Posts that triage labels as access requests come onto the docket."))
        return
    reader = language()
    rows = [
        (
            standing.entry.id,
            say(STATES[standing.entry.state], reader),
            moment(standing.entry.received_at),
            standing.clock.due.isoformat() if standing.clock.due else "–",
            say(alarm_line(standing.alarm), reader) if standing.alarm else "",
            standing.entry.jurisdiction.value,
            " ".join(each.mention for each in standing.entry.mentions),
        )
        for standing in found
    ]
    table((tr("Id"), tr("State"), tr("Posted"), tr("Due"), tr("Alarm"), tr("Law"), tr("Posts")), rows)


def show_entry(
    entry: EntryArgument, config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "", json: JsonOption = False
) -> None:
    """Show one entry."""
    from smbot.bootstrap.access import missing_elements, ordering_of

    application, docket, who = open_docket(config, member)
    standing = docket.entry(who, DocketId(entry))
    missing = missing_elements(application, standing)
    orders = ordering_of(application).of(who, standing.entry.id)
    if json:
        passings = [passing_json(order) for order in orders]
        show_json({**entry_json(standing), "missing": [element.value for element in missing], "passings": passings})
        return
    show_lines(standing)
    for line in passing_lines(orders):
        show(line)
    show_questions(standing, missing)


def open_entries(
    mentions: Annotated[list[str] | None, typer.Argument(metavar="MENTION...", help=tr("Ids of mentions."))] = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Put posts onto the docket."""
    from smbot.access.checks import OFFICER
    from smbot.bootstrap.access import intake_of
    from smbot.classify.access import access_request
    from smbot.core.roles import demand

    application, _, who = open_docket(config, member)
    demand(who, OFFICER)
    intake, opened = intake_of(application), []
    with application.store.write() as tx:
        wanted = [MentionId(mention) for mention in mentions or tx.requests_off_docket()]
        for mention in wanted:
            item = tx.item(mention)
            request = access_request(item.labels, item.evidence) if item else None
            if item is None or request is None:
                raise NotAllowed(
                    msg("No mention of this id is labelled as an access request."),
                    where=mention,
                    mend=msg("Label it with “smbot queue labels” first."),
                )
            entry = intake.possible(tx, mention, level=request.level, asked=request.kind, by=who.name)
            opened.append((mention, entry))
    if json:
        show_json([{"mention": mention, "docket": entry} for mention, entry in opened])
        return
    for mention, entry in opened:
        show(f"{mention}\t{entry}")
    if not opened:
        tell(msg("Every post that is labelled as an access request stands on the docket."))
