"""Legal holds and what they keep from disposal, reports of breaches, and sessions that were confirmed anew."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "legal_hold",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("named", sa.String(), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("placed_at", UTCDateTime(), nullable=False),
        sa.Column("placed_by", sa.String(), nullable=False),
        sa.Column("lifted_at", UTCDateTime(), nullable=True),
        sa.Column("lifted_by", sa.String(), nullable=False),
        sa.Column("lift_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('mention', 'author', 'case', 'docket')", name="kind_is_known"),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("legal_hold_by_subject", "legal_hold", ["kind", "subject"])
    op.create_index("ix_legal_hold_lifted_at", "legal_hold", ["lifted_at"])
    op.create_table(
        "held_back",
        sa.Column("mention", sa.String(), nullable=False),
        sa.Column("quoted", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("mention", "quoted"),
    )
    op.create_table(
        "breach_report",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number", "version"),
    )
    op.create_table(
        "confirmed_session",
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("session"),
    )
    op.create_index("ix_confirmed_session_at", "confirmed_session", ["at"])


def downgrade() -> None:
    op.drop_table("confirmed_session")
    op.drop_table("breach_report")
    op.drop_table("held_back")
    op.drop_table("legal_hold")
