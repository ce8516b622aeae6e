"""Kinds of posts, purposes in the outbox, our own posts, webhooks, second factors, alarms."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0002"
down_revision = "0001"

KINDS = "kind IN ('post', 'comment', 'review', 'message')"
PURPOSES = "purpose IN ('public', 'private', 'visibility', 'correction', 'removal', 'look')"

# Rows that are there already get these values; new rows get theirs from the models.
ADDED: dict[str, list[tuple[sa.Column[Any], Any]]] = {
    "member": [
        (sa.Column("disabled", sa.Boolean(), nullable=False), sa.false()),
        (sa.Column("must_change", sa.Boolean(), nullable=False), sa.false()),
        (sa.Column("second_factor", sa.LargeBinary(), nullable=True), None),
        (sa.Column("second_factor_step", sa.Integer(), nullable=False), "0"),
        (sa.Column("recovery", sa.JSON(), nullable=False), "[]"),
    ],
    "mention": [
        (sa.Column("kind", sa.String(), nullable=False), "post"),
        (sa.Column("hidden", sa.Boolean(), nullable=False), sa.false()),
        (sa.Column("gone_at", UTCDateTime(), nullable=True), None),
    ],
    "seen_post": [
        (sa.Column("as_of", UTCDateTime(), nullable=False), "2026-01-01 00:00:00"),
        (sa.Column("gone", sa.Boolean(), nullable=False), sa.false()),
    ],
    "reply": [
        (sa.Column("digest", sa.String(), nullable=False), ""),
        (sa.Column("seen", sa.String(), nullable=False), ""),
        (sa.Column("seen_at", UTCDateTime(), nullable=True), None),
        (sa.Column("seen_text", sa.Text(), nullable=False), ""),
    ],
}


def upgrade() -> None:
    for table, added in ADDED.items():
        with op.batch_alter_table(table) as batch_op:
            for column, value in added:
                batch_op.add_column(sa.Column(column.name, column.type, nullable=column.nullable, server_default=value))
        with op.batch_alter_table(table) as batch_op:
            for column, value in added:
                if value is not None:
                    batch_op.alter_column(column.name, server_default=None)
    with op.batch_alter_table("mention") as batch_op:
        batch_op.create_check_constraint("kind_is_known", KINDS)
    with op.batch_alter_table("reply") as batch_op:
        batch_op.create_check_constraint("purpose_is_known", PURPOSES)
        batch_op.create_index(batch_op.f("ix_reply_digest"), ["digest"])
    op.create_table(
        "delivery",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_index("ix_delivery_received_at", "delivery", ["received_at"])
    op.create_table(
        "own_post",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("parent", sa.String(), nullable=False),
        sa.Column("conversation", sa.String(), nullable=False),
        sa.Column("posted_at", UTCDateTime(), nullable=False),
        sa.Column("passed_over", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_index("ix_own_post_conversation", "own_post", ["conversation"])
    op.create_index("ix_own_post_parent", "own_post", ["parent"])
    op.create_table(
        "alarm",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("raised_at", UTCDateTime(), nullable=False),
        sa.Column("told_at", UTCDateTime(), nullable=True),
        sa.Column("cleared_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("kind", "subject"),
    )
    op.create_table(
        "note",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def downgrade() -> None:
    for table in ("note", "alarm", "own_post", "delivery"):
        op.drop_table(table)
    with op.batch_alter_table("reply") as batch_op:
        batch_op.drop_index(batch_op.f("ix_reply_digest"))
        batch_op.drop_constraint("purpose_is_known", type_="check")
    with op.batch_alter_table("mention") as batch_op:
        batch_op.drop_constraint("kind_is_known", type_="check")
    for table, added in ADDED.items():
        with op.batch_alter_table(table) as batch_op:
            for column, _ in added:
                batch_op.drop_column(column.name)
