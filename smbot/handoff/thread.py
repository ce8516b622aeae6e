"""The person's side of a thread: write, read, ask for deletion. It holds public keys, and the visitor's own key."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from enum import StrEnum
from typing import Final

from nacl.public import PublicKey

from smbot.core.clock import Clock
from smbot.core.errors import NotAllowed, SealError
from smbot.core.events import Act, Event
from smbot.core.messages import msg
from smbot.handoff.entry import Visiting
from smbot.handoff.known import digests
from smbot.handoff.model import CITIZEN, Channel, Direction, Opened, PrivateCase, Reach, Said, StoredMessage
from smbot.handoff.model import new_message_id as new_id
from smbot.handoff.ports import PrivateKeys, PrivateStore, PrivateTransaction
from smbot.handoff.sealing import TEAM, open_sealed, seal, seal_contact

ASKED: Final = "asked by the person"
"""Why something was deleted, as the audit log says it."""


class Deletion(StrEnum):
    """Who deletes what a person asks to have deleted: it is done at once, or a member of the team does it."""

    AT_ONCE = "at-once"
    BY_TEAM = "by-team"


class PersonsThread:
    """What a visitor can do. `token` is `Digester.token`: marks of what is said are kept as keyed digests."""

    def __init__(
        self,
        *,
        store: PrivateStore,
        keys: PrivateKeys,
        clock: Clock,
        team: PublicKey,
        dispatch: PublicKey,
        token: Callable[[str, str], str],
        deletion: Deletion,
    ) -> None:
        self._store = store
        self._keys = keys
        self._clock = clock
        self._team = team
        self._dispatch = dispatch
        self._token = token
        self._deletion = deletion

    def read(self, visitor: Visiting) -> tuple[Opened, ...]:
        """Return the thread, oldest first, opened with the visitor's key."""
        with self._store.read() as tx:
            messages = tx.private_messages(visitor.case)
        keys = self._keys.get(visitor.code, [message.id for message in messages])
        return tuple(_opened(message, keys.get(message.id), visitor) for message in messages)

    def case(self, visitor: Visiting) -> PrivateCase:
        """Return what is known of the case."""
        with self._store.read() as tx:
            return _case(tx, visitor.case)

    def write(self, visitor: Visiting, said: Said, channel: Channel, language: str) -> str:
        """Seal and keep a message, and how the person is to be reached; return the message's id."""
        message = new_id()
        readers = {TEAM: self._team, visitor.code: visitor.key.public_key}
        sealed = seal(said, message, visitor.case, readers)
        found = digests(visitor.case, [said], self._token)
        reach = Reach(
            case=visitor.case,
            channel=channel,
            language=language,
            sealed=seal_contact(said.contact, visitor.case, self._dispatch),
        )
        self._keys.put(message, sealed.keys)
        with self._store.write() as tx:
            tx.add_private_message(
                StoredMessage(
                    id=message,
                    case=visitor.case,
                    direction=Direction.IN,
                    at=self._clock.now(),
                    channel=channel,
                    language=language,
                    sealed=sealed.body,
                )
            )
            tx.keep_reach(reach)
            tx.add_private_marks(visitor.case, found)
            tx.keep_private_case(replace(_case(tx, visitor.case), language=language))
            tx.record(
                Event(
                    act=Act.PRIVATE_RECEIVED,
                    actor=CITIZEN,
                    subject=visitor.case,
                    detail={"message": message, "channel": channel.value, "language": language},
                )
            )
        return message

    def delete(self, visitor: Visiting) -> bool:
        """Delete what the person wrote; False where the team does it, and was asked to.

        What a legal hold keeps is not deleted at once: the team is asked, and the person is not told of the hold.
        """
        with self._store.read() as tx:
            held = tx.is_case_held(visitor.case)
        if self._deletion == Deletion.AT_ONCE and not held:
            shred_said(self._store, self._keys, visitor.case, actor=CITIZEN, reason=ASKED)
            return True
        with self._store.write() as tx:
            case = _case(tx, visitor.case)
            tx.keep_private_case(replace(case, deletion_asked_at=case.deletion_asked_at or self._clock.now()))
            tx.record(Event(act=Act.PRIVATE_DELETION_ASKED, actor=CITIZEN, subject=visitor.case))
        return False


def shred_said(store: PrivateStore, keys: PrivateKeys, case: str, *, actor: str, reason: str) -> int:
    """Delete what the person wrote in a case, with how to reach them; return how many messages.

    Keys go first: should anything fail after that, the words are unreadable already, and the next try tidies up.

    Raises:
        NotAllowed: A legal hold keeps them.
    """
    with store.write() as tx:
        if tx.is_case_held(case):
            raise NotAllowed(
                msg("A legal hold keeps what was said here: nothing of it can be deleted."),
                where=case,
                mend=msg("A compliance officer can say when the hold ends. The person’s wish stays noted."),
            )
        messages = tx.delete_said(case)
        keys.shred(messages)
        known = tx.private_case(case)
        if known is not None and known.deletion_asked_at is not None:
            tx.keep_private_case(replace(known, deletion_asked_at=None))
        tx.record(
            Event(
                act=Act.PRIVATE_DELETED, actor=actor, subject=case, detail={"messages": len(messages), "reason": reason}
            )
        )
    return len(messages)


def shred_asked(store: PrivateStore, keys: PrivateKeys, deletion: Deletion) -> int:
    """Delete what persons asked to have deleted while a hold kept it that keeps it no more; return in how many cases.

    Where the team deletes, nothing is done: their wishes stand on the cases' pages.
    """
    if deletion != Deletion.AT_ONCE:
        return 0
    with store.read() as tx:
        asked = [one.case for one in tx.private_cases() if one.deletion_asked_at and not tx.is_case_held(one.case)]
    done = 0
    for case in asked:
        with suppress(NotAllowed):  # a hold was placed just now
            shred_said(store, keys, case, actor=CITIZEN, reason=ASKED)
            done += 1
    return done


def _opened(message: StoredMessage, key: bytes | None, visitor: Visiting) -> Opened:
    if message.sealed is None or key is None:
        return Opened(message=message, said=None)
    try:
        said = open_sealed(message.sealed, key, message.id, message.case, visitor.key)
    except SealError:
        return Opened(message=message, said=None)
    return Opened(message=message, said=said)


def _case(tx: PrivateTransaction, case: str) -> PrivateCase:
    return tx.private_case(case) or PrivateCase(case=case, assignee="", language="")
