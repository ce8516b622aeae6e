"""What the report on the active offer reads: offers as the log keeps them, and posts at the wrong office."""

import json
from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_
from sqlmodel import col, select

from smbot.core.events import Act, Event
from smbot.core.purposes import MESSAGES
from smbot.core.states import ReplyState
from smbot.offices.offer import offer_of_event
from smbot.offices.report import Answered, WrongOfficePost
from smbot.storage.base import Tables, pieces
from smbot.storage.tables import AuditRow, MentionRow, ReplyRow

WRONG_OFFICE = "wrong_office"


class OfferTables(Tables):
    """The active offer."""

    def offers_made(self, since: datetime, until: datetime) -> list[Answered]:
        """Return the replies that went out from `since` up to `until`, with their offers."""
        rows = self.session.execute(
            select(AuditRow.at, AuditRow.body, ReplyRow.language, MentionRow.posted_at)
            .join(ReplyRow, col(ReplyRow.id) == col(AuditRow.subject))
            .join(MentionRow, col(MentionRow.id) == col(ReplyRow.mention))
            .where(col(AuditRow.act) == Act.OFFER_MADE, col(AuditRow.at) >= since, col(AuditRow.at) < until)
            .order_by(col(AuditRow.seq))
        )
        return [
            Answered(offer=offer_of_event(_event(body), at), asked_at=posted_at, language=language)
            for at, body, language, posted_at in rows
        ]

    def wrong_offices(self, since: datetime, until: datetime) -> list[WrongOfficePost]:
        """Return the posts of this time that are labelled so, with our answers that are out."""
        sent = and_(
            col(ReplyRow.mention) == col(MentionRow.id),
            col(ReplyRow.purpose).in_(MESSAGES),
            col(ReplyRow.state) == ReplyState.SENT,
        )
        rows = self.session.execute(
            select(  # type: ignore[call-overload]
                MentionRow.id, MentionRow.labels, MentionRow.pseudonym, ReplyRow.sent_at, ReplyRow.text
            )
            .join(ReplyRow, sent, isouter=True)
            .where(
                col(MentionRow.top_label) != "", col(MentionRow.posted_at) >= since, col(MentionRow.posted_at) < until
            )
            .order_by(col(MentionRow.posted_at), col(MentionRow.id))
        )
        authors: dict[str, str] = {}
        answers: defaultdict[str, list[tuple[datetime, str]]] = defaultdict(list)
        for mention, labels, author, sent_at, text in rows:
            if WRONG_OFFICE not in labels:
                continue
            authors[mention] = author
            if sent_at is not None:
                answers[mention].append((sent_at, text))
        return [
            WrongOfficePost(author=author, answers=tuple(answers.get(mention, ())))
            for mention, author in authors.items()
        ]

    def posts_by(self, authors: Collection[str], since: datetime) -> dict[str, list[datetime]]:
        """Return when these authors wrote to us after a moment."""
        found: defaultdict[str, list[datetime]] = defaultdict(list)
        wanted = sorted(set(authors))
        for some in pieces(wanted):
            rows = self.session.execute(
                select(MentionRow.pseudonym, MentionRow.posted_at).where(
                    col(MentionRow.pseudonym).in_(some), col(MentionRow.posted_at) > since
                )
            )
            for author, at in rows:
                found[author].append(at)
        return dict(found)


def _event(body: bytes) -> Event:
    told = json.loads(body)
    return Event(act=Act(told["act"]), actor=told["actor"], subject=told["subject"], detail=told["detail"])
