"""Who is woken when something was stored: the names by which stored rows and the jobs of the daemon know each other.

A wake-up says that there may be something to do, never what: the rows say that.
"""

from dataclasses import dataclass

LANGUAGE = "language"
"""The queue of what reads with language models: one process a core takes from it, one thing at a time."""


@dataclass(frozen=True, kw_only=True)
class Wake:
    """A job that is to run soon, and the queue in which whoever runs it waits."""

    queue: str
    job: str


WORK = Wake(queue=LANGUAGE, job="work")
DELIVERIES = Wake(queue="work", job="deliveries")


def sending(account: str) -> Wake:
    """Return what wakes the sender of an account."""
    return Wake(queue="dispatch", job=f"send {account}")
