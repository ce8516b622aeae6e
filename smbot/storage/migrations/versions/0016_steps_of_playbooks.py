"""Steps of playbooks that are carried out, and whom to tell of them."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0016"
down_revision = "0015"

STATES = "'due', 'resting', 'done', 'skipped', 'dropped'"


def upgrade() -> None:
    op.create_table(
        "plan_step",
        sa.Column("mention", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("why", sa.JSON(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("until", UTCDateTime(), nullable=True),
        sa.Column("alone", sa.Boolean(), nullable=False),
        sa.CheckConstraint(f"state IN ({STATES})", name="state_is_known"),
        sa.PrimaryKeyConstraint("mention", "place"),
    )
    op.create_index("ix_plan_step_state", "plan_step", ["state"])
    op.create_table(
        "role_notice",
        sa.Column("mention", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("next_at", UTCDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("told_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("mention", "reason"),
    )
    op.create_index("ix_role_notice_next_at", "role_notice", ["next_at"])
    with op.batch_alter_table("mention") as batch_op:
        batch_op.add_column(sa.Column("rests_until", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("outcome", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("back_at", UTCDateTime(), nullable=True))
    with op.batch_alter_table("mention") as batch_op:
        batch_op.alter_column("outcome", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("mention") as batch_op:
        batch_op.drop_column("back_at")
        batch_op.drop_column("outcome")
        batch_op.drop_column("rests_until")
    op.drop_index("ix_role_notice_next_at", "role_notice")
    op.drop_table("role_notice")
    op.drop_index("ix_plan_step_state", "plan_step")
    op.drop_table("plan_step")
