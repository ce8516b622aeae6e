"""The replies of the report on the active offer, for spreadsheets."""

from smbot.core.cells import csv_text
from smbot.core.messages import msg, say
from smbot.offices.report import OfferReport

COLUMNS = (
    msg("Sent (UTC)"),
    msg("Reply"),
    msg("Office"),
    msg("Employee"),
    msg("Offer due"),
    msg("Offer made"),
    msg("As due"),
    msg("Language"),
    msg("Minutes waited"),
)


def offers_csv(report: OfferReport, language: str) -> str:
    """Return the replies of a report as comma-separated values, oldest first."""
    return csv_text(
        [say(title, language) for title in COLUMNS],
        (
            [
                one.offer.at.strftime("%Y-%m-%d %H:%M"),
                one.offer.reply,
                one.offer.office,
                one.offer.employee,
                " ".join(one.offer.order),
                " ".join(one.offer.languages),
                say(msg("yes") if one.offer.held else msg("no"), language),
                one.language,
                int(one.waited.total_seconds() // 60),
            ]
            for one in report.offers.replies
        ),
    )
