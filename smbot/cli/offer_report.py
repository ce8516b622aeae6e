"""`smbot offer report`: proof of the active offer, waits by language, and the right door."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption
from smbot.cli.output import language, show, show_json, table, tell, tr
from smbot.core.errors import InputError
from smbot.core.messages import msg, say

if TYPE_CHECKING:
    from smbot.offices.report import Kept, OfferReport


def report(
    since: Annotated[
        str, typer.Option("--from", metavar="DATE", help=tr("The first day, as in 2026-03-02; else thirty days ago."))
    ] = "",
    until: Annotated[str, typer.Option("--to", metavar="DATE", help=tr("The last day; else today."))] = "",
    csv: Annotated[bool, typer.Option("--csv", help=tr("Every reply as comma-separated values."))] = False,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Report."""
    from smbot.bootstrap.offers import offer_report, period_of
    from smbot.cli.opening import acting_member, open_installation
    from smbot.offices.report_csv import offers_csv

    if csv and json:
        raise InputError(msg("Use --json or --csv, not both."))
    application = open_installation(config)
    found = offer_report(application, acting_member(application, member), *period_of(application, since, until))
    if json:
        show_json(_json(found))
    elif csv:
        show(offers_csv(found, language()).rstrip("\r\n"))
    else:
        _show(found)


def _show(found: "OfferReport") -> None:
    from smbot.core.durations import duration

    offers, reader = found.offers, language()
    show(tr("The active offer, {first} to {last}", first=found.first_day, last=found.last_day))
    if not found:
        tell(msg("No reply went out in this time, and nobody knocked at the wrong office."))
        return

    def share(kept: int, of: int) -> str:
        return tr("{percent}%", percent=round(100 * kept / of)) if of else "–"

    def sums(first: str, rows: "Sequence[Kept]") -> None:
        columns = (first, tr("Replies"), tr("Offer made as due"), tr("Share"))
        cells = [(one.name or "–", str(one.replies), str(one.held), share(one.held, one.replies)) for one in rows]
        table(columns, cells)

    count = len(offers.replies)
    show(tr("Replies: {count}. Offer made as due: {held} ({share}).", count=count, held=offers.held,
            share=share(offers.held, count)))  # fmt: skip
    sums(tr("Office"), offers.by_office)
    sums(tr("Employee"), offers.by_employee)
    waits = [
        (one.language, str(one.replies), say(duration(one.median), reader), say(duration(one.ninetieth), reader))
        for one in offers.times
    ]
    table((tr("Language"), tr("Replies"), tr("Median"), tr("Nine in ten waited at most")), waits)
    show(tr("Posts at the wrong office: {wrong}. Led to the right door: {led}.", wrong=found.wrong, led=found.led))
    if found.deflection.share is not None:
        gone, back = found.deflection.deflected, found.deflection.came_back
        show(tr("Did not come back within seven days: {share}.", share=share(gone, gone + back)))


def _json(found: "OfferReport") -> dict[str, object]:
    def kept(rows: "Sequence[Kept]") -> list[dict[str, object]]:
        return [{"name": one.name or None, "replies": one.replies, "held": one.held} for one in rows]

    return {
        "from": found.first_day.isoformat(),
        "to": found.last_day.isoformat(),
        "replies": [
            {
                "reply": one.offer.reply,
                "at": one.offer.at.isoformat(),
                "office": one.offer.office or None,
                "employee": one.offer.employee,
                "due": list(one.offer.order),
                "made": list(one.offer.languages),
                "held": one.offer.held,
                "language": one.language,
                "waited_seconds": int(one.waited.total_seconds()),
            }
            for one in found.offers.replies
        ],
        "held": found.offers.held,
        "by_office": kept(found.offers.by_office),
        "by_employee": kept(found.offers.by_employee),
        "times": [
            {
                "language": one.language,
                "replies": one.replies,
                "median_seconds": int(one.median.total_seconds()),
                "ninetieth_seconds": int(one.ninetieth.total_seconds()),
            }
            for one in found.offers.times
        ],
        "wrong_office": {
            "posts": found.wrong,
            "led": found.led,
            "deflected": found.deflection.deflected,
            "came_back": found.deflection.came_back,
            "too_early": found.deflection.too_early,
            "unknown": found.deflection.unknown,
            "share_deflected": found.deflection.share,
        },
    }
