"""The keys of the desk that each member gave another character, or switched off."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    # A plain addition with a default: a version that does not know it goes on beside this one.
    op.add_column("member", sa.Column("shortcuts", sa.JSON(), nullable=False, server_default=sa.text("'{}'")))


def downgrade() -> None:
    op.drop_column("member", "shortcuts")
