"""The home office of each member, and the languages in which they serve."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    with op.batch_alter_table("member") as batch_op:
        batch_op.add_column(sa.Column("office", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("languages", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("member") as batch_op:
        batch_op.alter_column("office", server_default=None)
        batch_op.alter_column("languages", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("member") as batch_op:
        batch_op.drop_column("languages")
        batch_op.drop_column("office")
