"""Wake-ups on PostgreSQL: jobs of procrastinate, enqueued in the very transaction that stores what they are about.

They are committed with the rows or not at all. One that is lost costs a moment: everything is looked at
periodically too.
"""

from collections.abc import Mapping
from datetime import datetime

from procrastinate import App, SyncPsycopgConnector
from procrastinate.schema import SchemaManager
from sqlalchemy import Engine, text
from sqlmodel import Session

from smbot.core.wakes import Wake
from smbot.storage.engine import WRITES

TASK = "smbot.run"
"""The one task, named for good: a job of a name that a worker does not know would be lost. What is run is its argument,
and a worker of another version that does not know that leaves it to the next look."""


class Waker:
    """Enqueues wake-ups on the connection of a transaction."""

    def __init__(self) -> None:
        self._app = App(connector=SyncPsycopgConnector())  # never opened: each call brings its connection

    def __call__(self, session: Session, wakes: Mapping[Wake, datetime | None]) -> None:
        """Enqueue; `None` is at once."""
        connection = session.connection().connection.driver_connection
        for wake, at in wakes.items():
            waking = self._app.configure_task(TASK, queue=wake.queue, schedule_at=at, connection=connection)
            waking.defer(job=wake.job)


def create_queue(engine: Engine) -> None:
    """Make procrastinate's tables where they are not there."""
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        if connection.execute(text("SELECT to_regclass('procrastinate_jobs')")).scalar() is None:
            connection.exec_driver_sql(SchemaManager.get_schema().replace("%", "%%"))
