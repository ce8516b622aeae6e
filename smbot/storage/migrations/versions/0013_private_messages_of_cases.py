"""Private messages of platforms on a case's thread."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    with op.batch_alter_table("private_message") as batch_op:
        batch_op.add_column(sa.Column("mention", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("by_code", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("private_message") as batch_op:
        batch_op.alter_column("mention", server_default=None)
        batch_op.alter_column("by_code", server_default=None)
    op.create_index("ix_private_message_mention", "private_message", ["mention"])


def downgrade() -> None:
    op.drop_index("ix_private_message_mention", "private_message")
    with op.batch_alter_table("private_message") as batch_op:
        batch_op.drop_column("by_code")
        batch_op.drop_column("mention")
