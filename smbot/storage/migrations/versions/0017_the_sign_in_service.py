"""Members who sign in through the organisation's own service, and which of its answers were used."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "member_identity",
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("member", sa.String(), nullable=False),
        sa.Column("bound_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("issuer", "subject"),
        sa.UniqueConstraint("member"),
    )
    op.create_table(
        "used_answer",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("digest"),
    )
    with op.batch_alter_table("session") as batch_op:
        batch_op.add_column(sa.Column("by_service", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("session") as batch_op:
        batch_op.alter_column("by_service", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("session") as batch_op:
        batch_op.drop_column("by_service")
    op.drop_table("used_answer")
    op.drop_table("member_identity")
