"""Service times: when each mention came to which step, in a narrow table; what is there already is read from the log."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0019"
down_revision = "0018"

ENDED = ("answered", "no-reply", "rejected", "disposed")
CLOSING = ("mention.answered-by-hand", "mention.no-reply", "mention.rejected", "mention.closed")
MOMENTS = ("triaged", "acted", "approved", "sent", "closed", "hidden")

mention = sa.table(
    "mention",
    sa.column("id", sa.String),
    sa.column("posted_at", UTCDateTime),
    sa.column("collected_at", UTCDateTime),
    sa.column("hidden_at", UTCDateTime),
    sa.column("kind", sa.String),
    sa.column("state", sa.String),
    sa.column("withheld", sa.String),
    sa.column("masks", sa.JSON),
    sa.column("labels", sa.JSON),
    sa.column("top_label", sa.String),
    sa.column("language", sa.String),
    sa.column("platform", sa.String),
)
log = sa.table(
    "audit_event",
    sa.column("seq", sa.Integer),
    sa.column("at", UTCDateTime),
    sa.column("act", sa.String),
    sa.column("actor", sa.String),
    sa.column("subject", sa.String),
    sa.column("body", sa.LargeBinary),
)
reply = sa.table(
    "reply",
    sa.column("id", sa.String),
    sa.column("mention", sa.String),
    sa.column("purpose", sa.String),
    sa.column("state", sa.String),
    sa.column("sent_at", UTCDateTime),
)
case_file = sa.table(
    "case_file",
    sa.column("id", sa.String),
    sa.column("program", sa.String),
    sa.column("office", sa.String),
    sa.column("opened_at", UTCDateTime),
)
case_mention = sa.table("case_mention", sa.column("case", sa.String), sa.column("mention", sa.String))
ORDINARY = frozenset({"PERSON", "HANDLE", "URL"})
"""Entities that people name in any conversation, as they were when this was written; see `smbot.playbooks.choose`."""


def upgrade() -> None:
    cells = op.create_table(
        "service_cell",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("program", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("program", "office", "label", "language", "platform"),
    )
    times = op.create_table(
        "service_time",
        sa.Column("mention", sa.String(), nullable=False),
        sa.Column("cell", sa.Integer(), nullable=False),
        sa.Column("posted", sa.BigInteger(), nullable=False),
        sa.Column("collected", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in MOMENTS),
        sa.Column("exposed", sa.Boolean(), nullable=False),
        sa.Column("wrong_office", sa.Boolean(), nullable=False),
        sa.Column("offered", sa.Boolean(), nullable=True),
        sa.Column("greeted_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("mention"),
    )
    op.create_index("ix_service_time_posted", "service_time", ["posted"])
    op.create_index("ix_service_time_wrong_office", "service_time", ["wrong_office"])
    op.create_index("service_time_open", "service_time", ["closed", "collected"])
    numbers: dict[tuple[str, ...], int] = {}
    rows = list(_times(op.get_bind(), numbers))
    names = ("program", "office", "label", "language", "platform")
    if rows:
        op.bulk_insert(cells, [dict(zip(names, cell, strict=True)) | {"id": n} for cell, n in numbers.items()])
        op.bulk_insert(times, rows)


def _times(connection: sa.Connection, numbers: dict[tuple[str, ...], int]) -> Iterator[dict[str, object]]:
    found: dict[str, dict[str, Any]] = {}
    for row in connection.execute(sa.select(mention).where(mention.c.withheld.not_like("private:%"))).mappings():
        found[row["id"]] = {
            "row": row,
            "office": "",
            "program": "",
            "offered": None,
            **dict.fromkeys(MOMENTS),
        }
    replies: dict[str, str] = {}
    for answer in connection.execute(sa.select(reply)).mappings():
        replies[answer["id"]] = answer["mention"]
        about = found.get(answer["mention"])
        if about is None or answer["state"] != "sent":
            continue
        if answer["purpose"] == ("private" if about["row"]["kind"] == "message" else "public"):
            about["sent"] = about["closed"] = answer["sent_at"]
    for event in connection.execute(sa.select(log).order_by(log.c.seq)).mappings():
        about = found.get(event["subject"]) or found.get(replies.get(event["subject"], ""))
        if about:
            _follow(about, event)
    on = sa.select(case_mention.c.mention, case_file.c.program, case_file.c.office).join(
        case_file, case_file.c.id == case_mention.c.case
    )
    for name, program, office in connection.execute(on.order_by(case_file.c.opened_at, case_file.c.id.desc())):
        if name in found:
            found[name] |= {"program": program, "case_office": office}
    for name, about in found.items():
        row = about["row"]
        office = about.get("case_office") or about["office"]
        cell = (about["program"], office, row["top_label"], row["language"], row["platform"])
        ended, posted = row["state"] in ENDED, _seconds(row["posted_at"])
        moments = {moment: about[moment] for moment in MOMENTS} | {"hidden": row["hidden_at"]}
        moments["closed"] = (about["closed"] or about["sent"]) if ended else None
        yield {
            "mention": name,
            "cell": numbers.setdefault(cell, len(numbers) + 1),
            "posted": posted,
            "collected": max(posted, _seconds(row["collected_at"])),
            **{moment: max(posted, _seconds(at)) if at is not None else None for moment, at in moments.items()},
            "exposed": row["kind"] != "message" and any(mask["entity"] not in ORDINARY for mask in row["masks"]),
            "wrong_office": "wrong_office" in row["labels"],
            "offered": about["offered"],
            "greeted_by": about["office"],
        }


def _follow(about: dict[str, Any], event: Any) -> None:  # noqa: ANN401 - a row of SQLAlchemy's
    act, at = event["act"], event["at"]
    if event["actor"] != "system" and act != "offer.made":
        about["acted"] = about["acted"] or at
    if act == "mention.triaged":
        about["triaged"] = about["triaged"] or at
    elif act == "reply.approved":
        about["approved"] = at
    elif act == "reply.retracted":
        about["approved"] = None
    elif act == "mention.reopened":
        about["closed"] = None
    elif act == "offer.made":
        detail = json.loads(event["body"]).get("detail", {})
        about["offered"] = detail.get("languages") == detail.get("order")
        about["office"] = str(detail.get("office", ""))
    if act in CLOSING:
        about["closed"] = at
    if act == "mention.answered-by-hand":
        about["sent"] = about["sent"] or at


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def downgrade() -> None:
    op.drop_table("service_time")
    op.drop_table("service_cell")
