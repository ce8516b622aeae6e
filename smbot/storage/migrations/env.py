"""Runs migrations on the connection that `smbot.storage.migrate` hands in."""

from alembic import context
from sqlmodel import SQLModel

from smbot.core.failpoints import failpoint
from smbot.storage import desk_tables, handoff_tables, retention_tables, tables  # noqa: F401 - fills the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    on_version_apply=lambda **_step: failpoint("migrate.step"),
)
with context.begin_transaction():
    context.run_migrations()
