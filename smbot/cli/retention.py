"""`smbot retention plan|run|list`: what is due by the schedules, its disposal, and the certificates of it."""

import json as json_of
from typing import TYPE_CHECKING

import typer

from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption, YesOption
from smbot.cli.opening import acting_member, open_installation
from smbot.cli.output import EXIT_CHECK_FAILED, language, moment, show, show_json, table, tell, tr
from smbot.cli.progress import progress
from smbot.core.errors import NotAllowed
from smbot.core.messages import msg, say
from smbot.retention.words import RECORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smbot.bootstrap import Application
    from smbot.core.roles import Member
    from smbot.retention.model import KindPlan, Rule

MOST_LISTED = 1000


def build() -> typer.Typer:
    """Return the group of commands."""
    app = typer.Typer(no_args_is_help=True)
    app.command("plan", help=tr("Show what the schedules let go now, and what is kept and why; change nothing."))(plan)
    app.command("run", help=tr("Dispose of what is due: shred its keys, with certificates in the audit log."))(run)
    app.command("list", help=tr("List the certificates, each checked against what it stands for."))(listed)
    return app


def plan(config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "", json: JsonOption = False) -> None:
    """Plan."""
    from smbot.bootstrap.retention import retention_of

    application = open_installation(config)
    _officer(application, member)
    with progress(tr("Records")) as count:
        plans = retention_of(application).plan(count)
    _show(plans, json=json)


def run(
    yes: YesOption = False,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Show the plan, ask, and dispose."""
    from smbot.bootstrap.retention import retention_of

    application = open_installation(config)
    who = _officer(application, member)
    retention = retention_of(application)
    retention.schedule.check()
    with progress(tr("Records")) as count:
        plans = retention.plan(count)
    due = sum(each.due for each in plans)
    if not json:
        _show(plans, json=False)
    if due and not yes:
        typer.confirm(tr("Destroy {count} records? This cannot be undone.", count=due), abort=True, err=True)
    with progress(tr("Disposed of"), due) as done:
        made = retention.run(who, by=who.name, done=done)
    if json:
        show_json([{"kind": one.kind.value, "count": one.count, "digest": one.digest} for one in made])
        return
    for one in made:
        show(f"{one.kind.value}\t{one.count}\t{one.digest}")
    tell(
        msg(
            "{count} records were disposed of; the certificates are in the audit log.", count=sum(o.count for o in made)
        )
    )


def listed(config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "", json: JsonOption = False) -> None:
    """List certificates, the newest first."""
    from smbot.core.events import Act
    from smbot.retention.model import RecordKind, certified
    from smbot.storage.compliance import EventFilter

    application = open_installation(config)
    _officer(application, member)
    found = []
    with application.store.read() as tx:
        for row in tx.events(EventFilter(acts={Act.RECORDS_DISPOSED}), limit=MOST_LISTED, newest_first=True):
            detail = json_of.loads(row.body)["detail"]
            again = certified(RecordKind(detail["kind"]), tx.disposals_of(detail["digest"]))
            holds = (again.digest, again.count) == (detail["digest"], detail["count"])
            found.append({"seq": row.seq, "at": row.at.isoformat(), "by": row.actor, **detail, "holds": holds})
    if json:
        show_json(found)
    else:
        columns = ("No.", tr("Time"), tr("Who"), tr("Kind"), tr("Records"), tr("Digest"), tr("Holds"))
        rows = [
            (
                str(c["seq"]),
                c["at"],
                c["by"],
                c["kind"],
                str(c["count"]),
                c["digest"],
                tr("yes") if c["holds"] else tr("NO"),
            )
            for c in found
        ]
        table(columns, rows)
    if not all(certificate["holds"] for certificate in found):
        raise SystemExit(EXIT_CHECK_FAILED)


def _officer(application: "Application", name: str) -> "Member":
    from smbot.core.roles import Permission

    who = acting_member(application, name)
    if not who.may(Permission.CORRECT_MASKS):
        raise NotAllowed(msg("Your role does not permit this."), where=who.name)
    return who


def _show(plans: "Sequence[KindPlan]", *, json: bool) -> None:
    if json:
        show_json([_as_json(each) for each in plans])
        return
    columns = (tr("Kind"), tr("Kept for"), tr("Due now"), tr("Kept"), tr("Oldest"), tr("Next due"), tr("Law"))
    table(columns, [_row(each) for each in plans])
    for each in plans:
        if each.rule.source and each.rule.verified_on is None:
            tell(
                msg("Nobody has verified this row of the law: {source}. Ask your counsel.", source=each.rule.source),
            )
            break
        if not each.rule.source:
            tell(msg("smbot knows no minimum period for this place: ask your counsel before you dispose of anything."))
            break


def _row(plan: "KindPlan") -> tuple[str, ...]:
    rule = plan.rule
    kept = ", ".join(f"{say(KEPT[why.value], language())} {count}" for why, count in sorted(plan.kept.items()))
    period = tr("{days} days", days=rule.days) if rule.days else tr("always")
    return (
        say(RECORDS[rule.kind], language()),
        period,
        str(plan.due),
        kept,
        moment(plan.oldest),
        moment(plan.next_due),
        _law(rule),
    )


def _law(rule: "Rule") -> str:
    if not rule.source:
        return ""
    return tr("at least {days} days", days=rule.minimum) if rule.minimum else tr("no number of days")


def _as_json(plan: "KindPlan") -> dict[str, object]:
    rule = plan.rule
    return {
        "kind": rule.kind.value,
        "days": rule.days,
        "authority": rule.authority,
        "minimum_days": rule.minimum,
        "source": rule.source,
        "verified_on": rule.verified_on,
        "due": plan.due,
        "kept": {why.value: count for why, count in sorted(plan.kept.items())},
        "later": plan.later,
        "oldest": plan.oldest.isoformat() if plan.oldest else None,
        "next_due": plan.next_due.isoformat() if plan.next_due else None,
    }


KEPT = {
    "legal-hold": msg("by a legal hold:"),
    "open-case": msg("case still open:"),
    "open-docket": msg("access request still open:"),
    "unsettled": msg("not settled:"),
    "waits-to-be-masked": msg("edit waits to be masked:"),
    "reply-in-flight": msg("reply in flight:"),
}
