"""Case codes, sealed private messages, notices, visits of the secure page, and limits of guessing."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "private_case",
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("assignee", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("deletion_asked_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("case"),
    )
    op.create_table(
        "case_code",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.Column("revoked_at", UTCDateTime(), nullable=True),
        sa.Column("claimed_at", UTCDateTime(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("verifier", sa.LargeBinary(), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_index("ix_case_code_case", "case_code", ["case"])
    op.create_table(
        "private_message",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_private_message_case", "private_message", ["case"])
    op.create_table(
        "private_mark",
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("case", "digest"),
    )
    op.create_table(
        "private_reach",
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("case"),
    )
    op.create_table(
        "private_notice",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", UTCDateTime(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_private_notice_case", "private_notice", ["case"])
    op.create_index("ix_private_notice_state", "private_notice", ["state"])
    op.create_table(
        "private_visit",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("csrf", sa.String(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("seen_at", UTCDateTime(), nullable=False),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_index("ix_private_visit_code", "private_visit", ["code"])
    op.create_table(
        "entry_bucket",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("level", sa.Float(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_entry_bucket_at", "entry_bucket", ["at"])
    op.create_table(
        "entered_from",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("code", "network"),
    )


def downgrade() -> None:
    for table in (
        "entered_from",
        "entry_bucket",
        "private_visit",
        "private_notice",
        "private_reach",
        "private_mark",
        "private_message",
        "case_code",
        "private_case",
    ):
        op.drop_table(table)
