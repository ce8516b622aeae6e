"""Cases with their clocks, people, tasks and suggestions, calls to people on duty, and the survey."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "case_file",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("opened_by", sa.String(), nullable=False),
        sa.Column("priority", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("program", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("assignee", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("problem", sa.String(), nullable=True),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("kind IN ('feedback', 'complaint', 'incident', 'problem')", name="kind_is_known"),
        sa.CheckConstraint(
            "state IN ('open', 'in-progress', 'waiting-for-citizen', 'resolved', 'closed', 'reopened', 'merged')",
            name="state_is_known",
        ),
        sa.CheckConstraint("priority IN ('low', 'normal', 'high', 'urgent')", name="priority_is_known"),
        sa.CheckConstraint(
            "outcome IN ('solved', 'explained', 'redirected', 'withdrawn', 'not-ours', 'no-answer', 'duplicate', '')",
            name="outcome_is_known",
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("state", "opened_at", "assignee", "problem"):
        op.create_index(f"ix_case_file_{column}", "case_file", [column])
    op.create_table(
        "case_mention",
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("mention", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("case", "mention"),
    )
    op.create_index("ix_case_mention_mention", "case_mention", ["mention"])
    op.create_table(
        "case_person",
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("pseudonym", sa.String(), nullable=False),
        sa.Column("said_in", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("case", "pseudonym"),
    )
    op.create_index("ix_case_person_pseudonym", "case_person", ["pseudonym"])
    op.create_table(
        "case_clock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("beat", sa.String(), nullable=False),
        sa.CheckConstraint("beat IN ('started', 'paused', 'resumed', 'stopped')", name="beat_is_known"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_case_clock_case", "case_clock", ["case"])
    op.create_table(
        "case_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_case_note_case", "case_note", ["case"])
    op.create_table(
        "case_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("until", UTCDateTime(), nullable=True),
        sa.Column("done_at", UTCDateTime(), nullable=True),
        sa.Column("done_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_case_task_case", "case_task", ["case"])
    op.create_table(
        "case_hand_over",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("to", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_case_hand_over_case", "case_hand_over", ["case"])
    op.create_table(
        "case_suggestion",
        sa.Column("incident", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("grounds", sa.JSON(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("declined_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("incident", "target"),
    )
    op.create_table(
        "page_call",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("raised_at", UTCDateTime(), nullable=False),
        sa.Column("raised_by", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("acknowledged_at", UTCDateTime(), nullable=True),
        sa.Column("acknowledged_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_page_call_subject", "page_call", ["subject"])
    op.create_index("ix_page_call_acknowledged_at", "page_call", ["acknowledged_at"])
    op.create_table(
        "page_told",
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("page", "who"),
    )
    op.create_table(
        "case_survey",
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("solved", sa.Boolean(), nullable=True),
        sa.Column("own_language", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("case"),
    )
    op.create_index("ix_case_survey_asked_at", "case_survey", ["asked_at"])


def downgrade() -> None:
    for table in (
        "case_survey",
        "page_told",
        "page_call",
        "case_suggestion",
        "case_hand_over",
        "case_task",
        "case_note",
        "case_clock",
        "case_person",
        "case_mention",
        "case_file",
    ):
        op.drop_table(table)
