"""Corrections that reach quotes, and posts that are redacted meanwhile."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "quotation",
        sa.Column("conversation", sa.String(), nullable=False),
        sa.Column("mention", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("conversation", "mention"),
    )
    op.create_index("ix_quotation_mention", "quotation", ["mention"])
    op.create_table(
        "corrected",
        sa.Column("conversation", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("conversation"),
    )


def downgrade() -> None:
    op.drop_table("corrected")
    op.drop_table("quotation")
    # What the older version does not know: a number whose value is gone was deleted there.
    op.execute("DELETE FROM mask_number WHERE digest LIKE 'gone:%'")
