"""Which mentions carry words of which other posts."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "quoted_post",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("mention", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("digest", "mention"),
    )
    op.create_index("ix_quoted_post_mention", "quoted_post", ["mention"])


def downgrade() -> None:
    op.drop_table("quoted_post")
