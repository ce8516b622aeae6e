"""Numbers that masks keep through a conversation; those that posts show already stay taken."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    numbers = op.create_table(
        "mask_number",
        sa.Column("conversation", sa.String(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("conversation", "entity", "digest"),
        sa.UniqueConstraint("conversation", "entity", "number"),
    )
    mention = sa.table("mention", sa.column("conversation", sa.String()), sa.column("masks", sa.Text()))
    taken = {
        (conversation, mask["entity"], mask["number"])
        for conversation, masks in op.get_bind().execute(sa.select(mention.c.conversation, mention.c.masks))
        for mask in (json.loads(masks) if isinstance(masks, str) else masks)
    }
    # Of older masks nobody knows the value any more: no later value gets their numbers.
    rows = [
        {"conversation": conversation, "entity": entity, "digest": f"before:{number}", "number": number}
        for conversation, entity, number in sorted(taken)
    ]
    if rows:
        op.bulk_insert(numbers, rows)


def downgrade() -> None:
    op.drop_table("mask_number")
