"""The audit log's newest signature by e-mail, daily: whoever rewrites the log on this machine reaches no mailbox."""

from collections.abc import Callable
from datetime import timedelta

import structlog

from smbot.bootstrap.foundation import Foundation
from smbot.core.errors import ConfigurationError
from smbot.core.messages import LANGUAGES, msg, say
from smbot.notify.mail import MailReader, MailServer
from smbot.notify.ports import NotTold
from smbot.notify.run import CHANNEL_NOTE

SIGNED_NOTE = "audit-signed"
"""The newest checkpoint as a signed note, left by whoever signs for whoever mails."""
MAILED_NOTE = "audit-mailed"
"""The signed note that was mailed last, and when."""
CHANNEL = "audit address"
MAIL_EVERY = timedelta(days=1)

log = structlog.get_logger()


def anchor_by_mail(foundation: Foundation) -> Callable[[], None]:
    """Return what mails the newest signature, where the last was mailed a day ago and the log has grown since.

    What was not taken is tried again at the next call; a signature that arrives twice does no harm.

    Raises:
        ConfigurationError: There is no mail server.
    """
    settings, store = foundation.settings, foundation.store
    if not (settings.mail.host and settings.mail.sender):
        raise ConfigurationError(
            msg("The audit log's signatures have an e-mail address, and there is no mail server."),
            where="mail.host",
            mend=msg("Set host and sender in [mail], or empty anchor_address in [audit]."),
        )
    password = foundation.secrets("mail", ("password",)).get("password", "")
    reader = MailReader(
        name=CHANNEL,
        address=settings.audit.anchor_address,
        language=settings.organisation.first_language,
        server=MailServer(table=settings.mail, clock=foundation.clock, password=password),
    )

    def mail() -> None:
        with store.read() as tx:
            signed, mailed = tx.note(SIGNED_NOTE), tx.note(MAILED_NOTE)
        recent = mailed is not None and foundation.clock.now() < mailed.at + MAIL_EVERY
        if signed is None or recent or (mailed is not None and mailed.value == signed.value):
            return
        error = ""
        try:
            reader.tell(*_telling(foundation, signed.value))
        except NotTold as refusal:
            error = refusal.code
            log.warning("audit.not-anchored", where="anchor_address", error=error)
        with store.write() as tx:
            tx.keep_note(CHANNEL_NOTE + CHANNEL, error)
            if not error:
                tx.keep_note(MAILED_NOTE, signed.value)

    return mail


def _telling(foundation: Foundation, note: str) -> tuple[str, str]:
    """Return subject and text, in both languages; the note stands last, by itself."""
    table = foundation.settings.organisation
    size = note.split("\n")[1]
    subjects, texts = [], []
    for language in sorted(LANGUAGES, key=lambda each: each != table.first_language):
        name = table.name.fr if language == "fr" else table.name.en
        subject = msg("{organisation}: signature of the audit log at {size} records", organisation=name, size=size)
        subjects.append(say(subject, language))
        told = (
            msg("Keep this message where nobody who runs smbot can delete it."),
            msg("It shows later that these {size} records stand in the audit log unchanged.", size=size),
            msg("To compare, paste its text into a file: smbot audit verify --anchor FILE"),
            msg("Without smbot: python verify.py EXPORT --key KEY --anchor FILE"),
        )
        texts.append("\n".join(say(each, language) for each in told))
    return " / ".join(subjects), "\n\n".join([*texts, note])
