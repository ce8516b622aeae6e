"""Telling a person that an answer waits on the page: what is said, and when it is tried again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from nacl.public import PrivateKey

from smbot.core.clock import Clock
from smbot.core.errors import SealError
from smbot.core.events import Act, Event
from smbot.handoff.model import Channel, Notice, NoticeState
from smbot.handoff.ports import ChannelOut, NotCarried, PrivateStore, Word
from smbot.handoff.sealing import open_contact

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=30)
MOST_ATTEMPTS = 12
"""As the outbox tries what may be done twice: with its growing waits, over about three hours."""
LEASE = timedelta(minutes=2)
"""A process that dies while it tells somebody leaves the notice to the next one."""
NO_CHANNEL = "no-channel"


@dataclass(frozen=True, kw_only=True)
class Bilingual:
    """A text in each official language."""

    en: str
    fr: str

    def of(self, language: str) -> str:
        """Return it in one of them."""
        return self.fr if language == "fr" else self.en


SUBJECT = Bilingual(en="An answer waits for you", fr="Une réponse vous attend")
TEXT = Bilingual(
    en="There is an answer for you. To read it, open {url} with your code and your passphrase. "
    "This message is sent by a machine; please do not reply to it.",
    fr="Il y a une réponse pour vous. Pour la lire, ouvrez {url} avec votre code et votre phrase de passe. "
    "Ce message est envoyé par une machine; n’y répondez pas.",
)


def after_failure(notice: Notice, error: NotCarried, now: datetime) -> Notice:
    """Say what becomes of a notice that was not taken. Pure."""
    attempts = notice.attempts + 1
    if error.for_good or attempts >= MOST_ATTEMPTS:
        return replace(notice, state=NoticeState.FAILED, attempts=attempts, code=error.code, sealed=None)
    wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(attempts - 1, 10))
    return replace(notice, attempts=attempts, code=error.code, next_at=now + wait)


def tell_due(
    *,
    store: PrivateStore,
    clock: Clock,
    dispatch: PrivateKey,
    channels: Mapping[Channel, ChannelOut],
    url: str,
) -> int:
    """Tell everybody whose notice is due; return how many were told. One that fails never holds up the others."""
    now = clock.now()
    with store.write() as tx:
        due = tx.due_notices(now)
        for notice in due:
            tx.keep_notice(replace(notice, next_at=now + LEASE))
    told = 0
    for notice in due:
        try:
            _carry(notice, dispatch, channels, url)
        except NotCarried as error:
            kept = after_failure(notice, error, clock.now())
        else:
            kept = replace(notice, state=NoticeState.TOLD, attempts=notice.attempts + 1, code="", sealed=None)
            told += 1
        with store.write() as tx:
            tx.keep_notice(kept)
            if kept.state != NoticeState.WAITING:
                act = Act.PERSON_TOLD if kept.state == NoticeState.TOLD else Act.PERSON_NOT_TOLD
                tx.record(Event(act=act, subject=kept.case, detail={"channel": kept.channel.value, "code": kept.code}))
    return told


def _carry(notice: Notice, dispatch: PrivateKey, channels: Mapping[Channel, ChannelOut], url: str) -> None:
    channel = channels.get(notice.channel)
    if channel is None or notice.sealed is None:
        raise NotCarried(NO_CHANNEL, for_good=True)
    try:
        to = open_contact(notice.sealed, notice.case, dispatch)
    except SealError:
        raise NotCarried(SealError.__name__, for_good=True) from None
    channel.carry(
        Word(
            notice=notice.id,
            channel=notice.channel,
            language=notice.language,
            to=to,
            subject=SUBJECT.of(notice.language),
            text=TEXT.of(notice.language).format(url=url),
            url=url,
        )
    )
