"""Who asked us not to write to them, and since when a post is hidden."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "opt_out",
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("who"),
    )
    with op.batch_alter_table("mention") as batch_op:
        batch_op.add_column(sa.Column("hidden_at", UTCDateTime(), nullable=True))
    op.execute(
        "UPDATE mention SET hidden_at = (SELECT MAX(e.at) FROM audit_event AS e"
        " WHERE e.act = 'mention.hidden' AND e.subject = mention.id) WHERE hidden"
    )


def downgrade() -> None:
    with op.batch_alter_table("mention") as batch_op:
        batch_op.drop_column("hidden_at")
    op.drop_table("opt_out")
