"""An index of the deliveries that wait: how many there are is asked before another is taken."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    # A plain addition: a version that does not know it goes on beside this one.
    waits = sa.text("sealed IS NOT NULL")
    op.create_index("ix_delivery_waiting", "delivery", ["received_at"], sqlite_where=waits, postgresql_where=waits)


def downgrade() -> None:
    op.drop_index("ix_delivery_waiting", "delivery")
