"""The index of words with its triggers, what is put off or given to somebody, notes, kept views, acts on many."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0021"
down_revision = "0020"

INDEX = (
    # Accents and case make no difference. Triggers may not write to a virtual table: they note what is stale.
    "CREATE VIRTUAL TABLE mention_words USING fts5(words, columnsize = 0, tokenize = 'unicode61 remove_diacritics 2')",
    "INSERT INTO mention_number (mention, stale) SELECT id, 1 FROM mention ORDER BY collected_at, id",
    "CREATE TRIGGER mention_words_added AFTER INSERT ON mention BEGIN"
    " INSERT INTO mention_number (mention, stale) VALUES (new.id, 1); END",
    "CREATE TRIGGER mention_words_changed AFTER UPDATE OF text, parts ON mention"
    " WHEN old.text IS NOT new.text OR old.parts IS NOT new.parts"
    " BEGIN UPDATE mention_number SET stale = 1 WHERE mention = new.id; END",
    "CREATE TRIGGER mention_words_gone AFTER DELETE ON mention BEGIN"
    " UPDATE mention_number SET stale = 1 WHERE mention = old.id; END",
)
LISTED = (
    *("rank", "posted_at", "id", "language", "platform", "top_label", "claimed_by", "assigned_to", "escalated_to"),
    *("doubtful", "back_at", "outcome", "rests_until", "snoozed_until"),
)
"""All that a list asks of a mention: it is found and counted without reading the mentions themselves."""


def upgrade() -> None:
    op.add_column("mention", sa.Column("snoozed_until", UTCDateTime(), nullable=True))
    op.add_column("mention", sa.Column("snoozed_at", UTCDateTime(), nullable=True))
    op.add_column("mention", sa.Column("assigned_to", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("mention") as table:
        table.alter_column("assigned_to", server_default=None)
    op.drop_index("mention_by_state", "mention")
    op.create_index("mention_by_state", "mention", ["state", *LISTED])
    op.create_index("mention_listed", "mention", [*LISTED, "state"])
    op.drop_index("ix_mention_top_label", "mention")
    op.create_index("mention_by_label", "mention", ["top_label", "rank", "posted_at", "id", "state"])
    for name, column in (("mention_back", "back_at"), ("mention_snoozed", "snoozed_until")):
        is_set = sa.text(f"{column} IS NOT NULL")
        op.create_index(name, "mention", [column], sqlite_where=is_set, postgresql_where=is_set)
    op.create_table(
        "mention_number",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("mention", sa.String(), nullable=False),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("mention"),
    )
    op.create_index("ix_mention_number_stale", "mention_number", ["stale"])
    op.create_table(
        "mention_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mention", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_mention_note_mention", "mention_note", ["mention"])
    op.create_table(
        "kept_view",
        sa.Column("member", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("member", "name"),
    )
    op.create_table(
        "together",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("member", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("went", sa.JSON(), nullable=False),
        sa.Column("stayed", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_together_member", "together", ["member"])
    op.create_table(
        "presence",
        sa.Column("mention", sa.String(), nullable=False),
        sa.Column("member", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("writes", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("mention", "member"),
    )
    if op.get_bind().dialect.name == "sqlite":
        for statement in INDEX:
            op.execute(sa.text(statement))


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for trigger in ("added", "changed", "gone"):
            op.execute(sa.text(f"DROP TRIGGER mention_words_{trigger}"))
        op.execute(sa.text("DROP TABLE mention_words"))
    for table in ("presence", "together", "kept_view", "mention_note", "mention_number"):
        op.drop_table(table)
    for index in ("mention_back", "mention_snoozed", "mention_by_label", "mention_listed", "mention_by_state"):
        op.drop_index(index, "mention")
    op.create_index("mention_by_state", "mention", ["state", "rank", "posted_at"])
    op.create_index("ix_mention_top_label", "mention", ["top_label"])
    with op.batch_alter_table("mention") as batch:
        for column in ("assigned_to", "snoozed_at", "snoozed_until"):
            batch.drop_column(column)
