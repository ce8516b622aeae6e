"""The index of words on PostgreSQL: what SQLite has had since 0021."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0023"
down_revision = "0022"

TRIGGERS = (
    "CREATE FUNCTION mention_words_stale() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " IF TG_OP = 'DELETE' THEN UPDATE mention_number SET stale = true WHERE mention = OLD.id; RETURN OLD; END IF;"
    " INSERT INTO mention_number (mention, stale) VALUES (NEW.id, true)"
    " ON CONFLICT (mention) DO UPDATE SET stale = true; RETURN NEW; END $$",
    "CREATE TRIGGER mention_words_added AFTER INSERT OR DELETE ON mention"
    " FOR EACH ROW EXECUTE FUNCTION mention_words_stale()",
    "CREATE TRIGGER mention_words_changed AFTER UPDATE OF text, parts ON mention FOR EACH ROW"
    " WHEN (OLD.text IS DISTINCT FROM NEW.text OR OLD.parts::text IS DISTINCT FROM NEW.parts::text)"
    " EXECUTE FUNCTION mention_words_stale()",
    "INSERT INTO mention_number (mention, stale) SELECT id, true FROM mention ORDER BY collected_at, id"
    " ON CONFLICT (mention) DO NOTHING",
)


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.create_table(
        "mention_words",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words", TSVECTOR(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("mention_words_found", "mention_words", ["words"], postgresql_using="gin")
    for statement in TRIGGERS:
        op.execute(sa.text(statement))


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for trigger in ("added", "changed"):
        op.execute(sa.text(f"DROP TRIGGER mention_words_{trigger} ON mention"))
    op.execute(sa.text("DROP FUNCTION mention_words_stale"))
    op.drop_table("mention_words")
