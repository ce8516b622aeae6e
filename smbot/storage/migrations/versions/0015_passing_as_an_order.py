"""Passing an entry of the docket to the access coordinator is an order that the dispatcher carries out."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "docket_passing",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("docket", sa.String(), nullable=False),
        sa.Column("means", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("ordered_at", UTCDateTime(), nullable=False),
        sa.Column("ordered_by", sa.String(), nullable=False),
        sa.Column("next_at", UTCDateTime(), nullable=False),
        sa.Column("held_until", UTCDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("certain", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_docket_passing_docket", "docket_passing", ["docket"])
    op.create_index("ix_docket_passing_state", "docket_passing", ["state"])


def downgrade() -> None:
    op.drop_table("docket_passing")
