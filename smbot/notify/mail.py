"""E-mail to readers, through the organisation's own server."""

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from smbot.core.clock import Clock
from smbot.notify.ports import NotTold
from smbot.settings import MailTable

TIMEOUT_SECONDS = 20.0
DEAD_LETTER = frozenset({"550", "551", "552", "553", "554"})
"""A server's replies about the recipient that no second try will change (RFC 5321, section 4.2.3)."""


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """Hands messages to a server. `context` verifies the server's certificate."""

    table: MailTable
    clock: Clock
    password: str = field(default="", repr=False)
    context: Callable[[], ssl.SSLContext] = ssl.create_default_context

    def send(self, message: EmailMessage) -> None:
        """Hand over one message.

        Raises:
            NotTold: The server did not take it. Once the text is on its way nobody knows, until it answers.
        """
        try:
            server = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            raise NotTold(_code(error), certain=True) from None
        try:
            server.send_message(message)
        except smtplib.SMTPResponseException as error:
            raise NotTold(_code(error), certain=True) from None
        except smtplib.SMTPRecipientsRefused as error:
            raise NotTold(_refused(error), certain=True) from None
        except (OSError, smtplib.SMTPException) as error:
            raise NotTold(_code(error), certain=False) from None
        finally:
            _quit(server)

    def _connect(self) -> smtplib.SMTP:
        table = self.table
        # Without a name of its own smtplib would tell the server, and ask the network for, this machine's.
        name = table.sender.rpartition("@")[2]
        if table.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                table.host, table.port, local_hostname=name, timeout=TIMEOUT_SECONDS, context=self.context()
            )
        else:
            server = smtplib.SMTP(table.host, table.port, local_hostname=name, timeout=TIMEOUT_SECONDS)
        try:
            if table.security == "starttls":
                server.starttls(context=self.context())
            if table.username:
                server.login(table.username, self.password)
        except BaseException:
            server.close()
            raise
        return server


@dataclass(frozen=True, kw_only=True)
class MailReader:
    """A person who is told by e-mail, in their language."""

    name: str
    address: str = field(repr=False)
    language: str
    server: MailServer

    @property
    def languages(self) -> tuple[str, ...]:
        """See `Channel.languages`."""
        return (self.language,)

    def tell(self, subject: str, text: str) -> None:
        """See `Channel.tell`."""
        sender = self.server.table.sender
        message = EmailMessage()
        message["From"] = sender
        message["To"] = self.address
        message["Subject"] = subject
        message["Date"] = format_datetime(self.server.clock.now())
        message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no robot answers
        message.set_content(text)
        message["Content-Language"] = self.language
        self.server.send(message)


def _code(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return str(error.smtp_code)
    return type(error).__name__


def _refused(error: smtplib.SMTPRecipientsRefused) -> str:
    codes = sorted({code for code, _ in error.recipients.values()})
    return str(codes[-1]) if codes else type(error).__name__


def _quit(server: smtplib.SMTP) -> None:
    try:
        server.quit()
    except (OSError, smtplib.SMTPException):
        server.close()
