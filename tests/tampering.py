"""What whoever owns the database can do, and no program may: change the audit log."""

from contextlib import contextmanager

from sqlalchemy import text as sql

TABLES = ("audit_event", "audit_checkpoint")


@contextmanager
def off_guard(connection):
    """Take the triggers that keep the log from changing off until the end of a block, in its transaction."""
    if connection.dialect.name == "postgresql":
        undone = [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in TABLES]
        for table in TABLES:
            connection.execute(sql(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
    else:
        found = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('{}', '{}')"
        triggers = connection.execute(sql(found.format(*TABLES))).all()
        assert triggers
        undone = [trigger.sql for trigger in triggers]
        for trigger in triggers:
            connection.execute(sql(f"DROP TRIGGER {trigger.name}"))
    yield
    for statement in undone:
        connection.execute(sql(statement))
