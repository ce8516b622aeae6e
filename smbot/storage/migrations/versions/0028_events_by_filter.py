"""Indexes by which the officers' page finds events of somebody, of a kind, and of a time among any number of them."""

from alembic import op

revision = "0028"
down_revision = "0027"

INDEXES = {
    "audit_by_actor": ["actor", "seq"],
    "audit_by_actor_and_act": ["actor", "act", "seq"],
    "audit_by_time": ["at"],
}


def upgrade() -> None:
    # Plain additions: a version that does not know them goes on beside this one.
    for name, columns in INDEXES.items():
        op.create_index(name, "audit_event", columns)


def downgrade() -> None:
    for name in INDEXES:
        op.drop_index(name, "audit_event")
