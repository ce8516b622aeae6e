"""A snapshot in which all is well, with keyword overrides."""

from datetime import timedelta

from fakes import NOW

from smbot.notify.vitals import Vitals


def vitals(**changes):
    """Return vitals of an installation that needs nobody."""
    well = {
        "at": NOW,
        "answer_within": timedelta(hours=48),
        "mode": "live",
        "sending_paused": False,
        "accounts": (),
        "budgets": (),
        "tokens": (),
        "parts": (),
        "channels": (),
        "mentions": {},
        "replies": {},
        "inbox": 0,
        "inbox_oldest": None,
        "waiting": 0,
        "waiting_oldest": None,
        "overdue": 0,
        "access_requests": 0,
        "quarantined": 0,
        "quarantined_today": 0,
        "new_today": 0,
        "answered_today": 0,
        "log_verified_at": NOW,
        "log_whole": True,
        "disk_free": 100 * 1024**3,
    }
    return Vitals(**(well | changes))
