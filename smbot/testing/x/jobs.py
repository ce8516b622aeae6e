"""The batch-compliance jobs of the local X: their states, their deadlines, and the permissions in their addresses."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

UPLOAD_WITHIN = timedelta(minutes=15)
DOWNLOAD_WITHIN = timedelta(days=7)
FIRST_ID = 1_900_000_000_000_000_001


@dataclass(frozen=True, kw_only=True)
class Job:
    """One job about posts; `asked` are the lines of its upload, which it works on for `takes`."""

    id: str
    created_at: datetime
    takes: timedelta
    name: str = ""
    asked: tuple[str, ...] = ()
    uploaded_at: datetime | None = None

    def state(self, now: datetime) -> str:
        """Return X's word for where the job is."""
        if self.uploaded_at is None:
            return "created" if now < self.created_at + UPLOAD_WITHIN else "expired"
        if now < self.uploaded_at + self.takes:
            return "in_progress"
        return "complete" if now < self.created_at + DOWNLOAD_WITHIN else "expired"

    def token(self, use: str) -> str:
        """Return what the address for one use carries."""
        return hashlib.sha256(f"{self.id} {use}".encode()).hexdigest()[:32]


class Jobs:
    """The jobs of the app. `takes` is how long X works on the next one."""

    def __init__(self) -> None:
        self.takes = timedelta(0)
        self.by_id: dict[str, Job] = {}
