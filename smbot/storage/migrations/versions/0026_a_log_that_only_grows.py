"""The audit log only grows, says the database itself: its records and checkpoints are neither changed nor deleted.

Whoever may change tables can take the triggers off: then the tree, its signatures and their anchors tell. A migration
that lets SQLite copy one of these tables must make its triggers anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

TABLES = {"audit_event": "seq", "audit_checkpoint": "size"}
"""Each table and its key."""
FUNCTION = (
    "CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " RAISE EXCEPTION '% only grows', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$"
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(sa.text(FUNCTION))
        for table in TABLES:
            op.execute(
                sa.text(
                    f"CREATE TRIGGER {table}_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
                    " FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()"
                )
            )
        return
    for table, key in TABLES.items():
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
        op.execute(sa.text(f"CREATE TRIGGER {table}_not_changed BEFORE UPDATE ON {table} {refuse}"))
        op.execute(sa.text(f"CREATE TRIGGER {table}_not_deleted BEFORE DELETE ON {table} {refuse}"))
        # INSERT OR REPLACE deletes the row that is there without a word to the trigger above.
        there = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"  # noqa: S608 - our own names
        op.execute(sa.text(f"CREATE TRIGGER {table}_not_replaced BEFORE INSERT ON {table} {there} {refuse}"))


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            op.execute(sa.text(f"DROP TRIGGER {table}_grows ON {table}"))
        op.execute(sa.text("DROP FUNCTION audit_only_grows"))
        return
    for table in TABLES:
        for what in ("changed", "deleted", "replaced"):
            op.execute(sa.text(f"DROP TRIGGER {table}_not_{what}"))
