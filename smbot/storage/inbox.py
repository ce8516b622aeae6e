"""Sealed posts that wait, the digests that drop duplicates, and the vault."""

from collections.abc import Sequence

from sqlalchemy import bindparam, func, update
from sqlalchemy import select as select_columns
from sqlmodel import col, select

from smbot.core.accounts import MOST_ATTEMPTS, SealedPost, SeenPost, WaitingPost
from smbot.core.ids import MentionId
from smbot.core.wakes import WORK
from smbot.storage import prepared
from smbot.storage.base import Tables
from smbot.storage.tables import InboxRow, MentionRow, SeenPostRow, VaultRow

_INBOX = prepared.table_of(InboxRow).c
NEXT_TURN = select_columns(func.min(_INBOX.turn)).where(_INBOX.attempts == 0)
LAST_TURN = select_columns(func.max(_INBOX.turn)).where(_INBOX.author == bindparam("author"))


class InboxTables(Tables):
    """The inbox."""

    def seen(self, digest: str) -> SeenPost | None:
        """Return the mention that a post became, with the version that was read, or None for a new post."""
        found = prepared.find(self.session, SeenPostRow, digest=digest)
        return next((_seen(row) for row in found), None)

    def add_waiting(self, post: SealedPost) -> None:
        """Put a sealed post into inbox and vault, and remember that it was seen."""
        seen = {"digest": post.digest, "version": post.version, "as_of": post.as_of, "mention": post.mention}
        prepared.insert(self.session, SeenPostRow, seen)
        prepared.insert(self.session, InboxRow, self._waiting_row(post))
        prepared.insert(self.session, VaultRow, {"mention": post.mention, "sealed": post.vault})
        self.wake(WORK)

    def read_again(self, post: SealedPost) -> None:
        """Put an edited post into the inbox once more, be it in the queue already or still waiting."""
        row = self.session.get_one(SeenPostRow, post.digest)
        row.version, row.as_of, row.edited = post.version, post.as_of, True
        self.change(update(MentionRow).where(col(MentionRow.id) == post.mention).values(edited=True))
        self.session.merge(InboxRow.model_validate(self._waiting_row(post)))
        self.wake(WORK)
        self.session.merge(VaultRow(mention=post.mention, sealed=post.vault))
        self.session.flush()

    def _waiting_row(self, post: SealedPost) -> dict[str, object]:
        return {
            "mention": post.mention,
            "account": post.account,
            "sealed": post.inbox,
            "received_at": self.clock.now(),
            "author": post.author,
            "turn": self._turn(post.author),
        }

    def _turn(self, author: str) -> int:
        """Return the turn after the author's last one that waits, and at least that of whoever is next.

        Fair queueing by start tags (Goyal, Vin and Cheng 1996), each post a packet of one size.
        """
        begins = self.session.execute(NEXT_TURN).scalar_one() or 0
        if not author:
            return begins
        last = self.session.execute(LAST_TURN, {"author": author}).scalar_one()
        return begins if last is None else max(begins, last + 1)

    def bury(self, digest: str) -> None:
        """Remember of a post that was never read that it is gone."""
        self.session.add(SeenPostRow(digest=digest, version="", mention="", as_of=self.clock.now(), gone=True))
        self.session.flush()

    def mark_summoned(self, digest: str) -> None:
        """Note that the author addressed us, be the post in the queue already or still waiting."""
        row = self.session.get_one(SeenPostRow, digest)
        row.summoned = True
        self.change(update(MentionRow).where(col(MentionRow.id) == row.mention).values(summoned=True))

    def waiting(self, limit: int) -> list[WaitingPost]:
        """Return at most `limit` waiting posts: an equal share of each account, and in it a turn of each author.

        One at most was tried before, the last: whoever worked on it may have died of it, and those beside it shall not
        be blamed again. A post tried `MOST_ATTEMPTS` times is not among them: see `exhausted`.
        """
        tried = self._tried()
        accounts = self._accounts()
        share = -(-limit // max(1, len(accounts)))
        ranked = [
            (rank, post.received_at, post.mention, post)
            for account in accounts
            for rank, post in enumerate(self._waiting_of(account, share))
        ]
        # The first of every account goes before the second of any; with more accounts than places, the oldest.
        fresh = [post for *_, post in sorted(ranked, key=lambda entry: entry[:-1])]
        return [*fresh[: max(1, limit - len(tried))], *tried][:limit]

    def exhausted(self, limit: int) -> list[WaitingPost]:
        """Return posts whose worker died with them again and again."""
        rows = self.session.exec(select(InboxRow).where(col(InboxRow.attempts) >= MOST_ATTEMPTS).limit(limit))
        return [_waiting(r) for r in rows]

    def _accounts(self) -> list[str]:
        """Return the accounts of which posts wait that were not tried: one look into the index for each."""
        found: list[str] = []
        while True:
            after = (col(InboxRow.attempts) == 0, col(InboxRow.account) > (found[-1] if found else ""))
            following = self.session.exec(select(func.min(InboxRow.account)).where(*after)).one()
            if following is None:
                return found
            found.append(following)

    def _waiting_of(self, account: str, limit: int) -> list[WaitingPost]:
        rows = self.session.exec(
            select(InboxRow)
            .where(col(InboxRow.account) == account, col(InboxRow.attempts) == 0)
            .order_by(col(InboxRow.turn), col(InboxRow.received_at), col(InboxRow.mention))
            .limit(limit)
        )
        return [_waiting(r) for r in rows]

    def _tried(self) -> list[WaitingPost]:
        rows = self.session.exec(
            select(InboxRow)
            .where(col(InboxRow.attempts) > 0, col(InboxRow.attempts) < MOST_ATTEMPTS)
            .order_by(col(InboxRow.attempts), col(InboxRow.turn), col(InboxRow.received_at), col(InboxRow.mention))
            .limit(1)
        )
        return [_waiting(r) for r in rows]

    def count_waiting(self) -> int:
        """Return how many posts wait."""
        return self.session.exec(select(func.count()).select_from(InboxRow)).one()

    def note_attempt(self, mentions: Sequence[MentionId]) -> None:
        """Count an attempt before it is made, so that a post that kills its worker is noticed."""
        self.change(update(InboxRow).where(col(InboxRow.mention).in_(mentions)).values(attempts=InboxRow.attempts + 1))

    def put_back(self, mention: MentionId, *, behind: bool = False) -> None:
        """Let a post wait as if it had not been tried: it must be read anew, `behind` all that waits now.

        Posts of one conversation that are put behind in their order come again in that order.
        """
        tried = (col(InboxRow.mention) == mention, col(InboxRow.attempts) > 0)
        self.change(update(InboxRow).where(*tried).values(attempts=InboxRow.attempts - 1))
        if behind:
            last = self.session.exec(select(func.coalesce(func.max(InboxRow.turn), 0))).one()
            self.change(update(InboxRow).where(col(InboxRow.mention) == mention).values(turn=last + 1))

    def take_out(self, post: WaitingPost) -> bool:
        """Delete a waiting post; False means that another worker has dealt with it, or that an edit replaced it."""
        return prepared.delete(self.session, InboxRow, mention=post.mention, sealed=post.sealed) == 1

    def sealed_original(self, mention: MentionId) -> bytes | None:
        """Return a sealed original from the vault."""
        row = self.session.get(VaultRow, mention)
        return row.sealed if row else None


def _seen(row: SeenPostRow) -> SeenPost:
    return SeenPost(mention=MentionId(row.mention), version=row.version, as_of=row.as_of, gone=row.gone)


def _waiting(row: InboxRow) -> WaitingPost:
    return WaitingPost(
        mention=MentionId(row.mention),
        account=row.account,
        sealed=row.sealed,
        received_at=row.received_at,
        attempts=row.attempts,
    )
