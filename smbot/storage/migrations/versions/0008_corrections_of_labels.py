"""What people said of labels, and the weekly sample of posts that no label calls an access request."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "label_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mention", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("classifier", sa.String(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("settled_by", sa.String(), nullable=False),
        sa.Column("settled_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_label_correction_mention", "label_correction", ["mention"])
    op.create_index("ix_label_correction_standing", "label_correction", ["standing"])
    op.create_table(
        "sampled_week",
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("drawn_at", UTCDateTime(), nullable=False),
        sa.Column("unflagged", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("week"),
    )
    op.create_table(
        "sampled",
        sa.Column("mention", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("answer", sa.Boolean(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("correction", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("mention"),
    )
    op.create_index("ix_sampled_week", "sampled", ["week"])


def downgrade() -> None:
    op.drop_table("sampled")
    op.drop_table("sampled_week")
    op.drop_table("label_correction")
