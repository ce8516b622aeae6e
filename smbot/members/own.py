"""What members do with their own accounts: choose a password, a language, a second factor.

Whoever calls these has checked that it is the member: the password just before, and a living session.
"""

from collections.abc import Callable, Mapping

from smbot.core.clock import Clock
from smbot.core.errors import InputError
from smbot.core.events import Act, Event
from smbot.core.messages import msg
from smbot.core.roles import Member
from smbot.members.names import fold
from smbot.members.ports import MemberStore
from smbot.members.second_factor import FactorBox, accepted_step, new_recovery_codes, new_secret


class OwnAccount:
    """The acts."""

    def __init__(self, store: MemberStore, clock: Clock, box: FactorBox, hash_password: Callable[[str], str]) -> None:
        self._store = store
        self._clock = clock
        self._box = box
        self._hash = hash_password

    def change_password(self, member: Member, new: str, *, before: str) -> None:
        """Keep a new password; every session of the member ends.

        Raises:
            InputError: Too short, too long, the same as before, or the member's own name.
            Busy: Too many passwords are being hashed.
        """
        if new == before:
            raise InputError(msg("The new password is the one that you have."))
        if fold(member.name) == fold(new):
            raise InputError(msg("A password that is your name is no secret."))
        hashed = self._hash(new)
        with self._store.write() as tx:
            tx.keep_password(member.id, hashed, must_change=False)
            tx.end_sessions_of(member.id)
            tx.record(Event(act=Act.MEMBER_PASSWORD_CHANGED, actor=member.name, subject=member.id))

    def choose_language(self, member: Member, language: str) -> None:
        """Keep the language of pages and notices; a taste, not an act, so it is not logged."""
        with self._store.write() as tx:
            tx.keep_language(member.id, language)

    def choose_shortcuts(self, member: Member, shortcuts: Mapping[str, str]) -> None:
        """Keep the keys of the desk that differ from those shipped; a taste too."""
        with self._store.write() as tx:
            tx.keep_shortcuts(member.id, shortcuts)

    def offer(self, member: Member) -> tuple[str, str]:
        """Return a new secret to put into an app, and its sealed form to bring back with the first code."""
        secret = new_secret()
        return secret, self._box.offer(secret, member.id, self._clock.now())

    def offered(self, member: Member, offer: str) -> str | None:
        """Return the secret of an offer that is still good."""
        return self._box.offered(offer, member.id, self._clock.now())

    def add_second_factor(self, member: Member, secret: str, code: str) -> list[str] | None:
        """Keep the secret if this is a code of it, and return new recovery codes; every session of the member ends.

        A second factor from before is replaced, and its recovery codes with it.
        """
        step = accepted_step(secret, code, self._clock.now(), last=0)
        if step is None:
            return None
        codes = new_recovery_codes()
        digests = [self._box.digest(one, member.id) for one in codes]
        with self._store.write() as tx:
            tx.keep_second_factor(member.id, self._box.seal(secret, member.id), step=step, recovery=digests)
            tx.end_sessions_of(member.id)
            tx.record(Event(act=Act.MEMBER_SECOND_FACTOR_ADDED, actor=member.name, subject=member.id))
        return codes
