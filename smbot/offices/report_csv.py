"""The replies of the report on the active offer, for spreadsheets."""

import csv
import io

from smbot.core.cells import harmless_cell
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
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow([say(title, language) for title in COLUMNS])
    for one in report.offers.replies:
        offer = one.offer
        rows.writerow(
            [
                offer.at.strftime("%Y-%m-%d %H:%M"),
                offer.reply,
                harmless_cell(offer.office),
                harmless_cell(offer.employee),
                " ".join(offer.order),
                " ".join(offer.languages),
                say(msg("yes") if offer.held else msg("no"), language),
                one.language,
                int(one.waited.total_seconds() // 60),
            ]
        )
    return out.getvalue()
