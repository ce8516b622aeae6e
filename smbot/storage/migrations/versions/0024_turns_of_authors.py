"""Whose turn it is in the inbox, so that no author's flood holds up the others; what an account sent of late."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    # Plain additions with defaults: a version that does not know them goes on beside this one.
    op.add_column("inbox", sa.Column("author", sa.String(), nullable=False, server_default=sa.text("''")))
    op.add_column("inbox", sa.Column("turn", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_inbox_turn", "inbox", ["turn"])
    op.create_index("ix_inbox_author", "inbox", ["author", "turn"])
    op.create_index("ix_inbox_fair", "inbox", ["attempts", "account", "turn"])
    op.create_index("reply_by_attempt", "reply", ["account", "attempt_at"])


def downgrade() -> None:
    op.drop_index("reply_by_attempt", "reply")
    op.drop_index("ix_inbox_fair", "inbox")
    op.drop_index("ix_inbox_author", "inbox")
    op.drop_index("ix_inbox_turn", "inbox")
    op.drop_column("inbox", "turn")
    op.drop_column("inbox", "author")
