"""A local mail server that keeps what it takes, with or without TLS, and can refuse."""

import socket
import ssl
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from ipaddress import ip_address
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "smbot", "a mail password"


@dataclass
class Box:
    """What arrived, and how the next message is answered."""

    port: int = 0
    messages: list = field(default_factory=list)
    rcpt_answer: str = "250 OK"
    data_answer: str = "250 taken"
    greetings: list = field(default_factory=list)

    async def handle_HELO(self, _server, session, _envelope, hostname):  # noqa: N802
        self.greetings.append(hostname)
        session.host_name = hostname
        return "250 hello"

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        if self.rcpt_answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt_answer

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.greetings.append(session.host_name)
        if self.data_answer == "drop":
            self.messages.append(message_from_bytes(envelope.content, policy=default))
            server.transport.abort()
            return "250 nobody hears this"
        if self.data_answer.startswith("250"):
            self.messages.append(message_from_bytes(envelope.content, policy=default))
        return self.data_answer


class _Controller(Controller):
    def __init__(self, box, implicit, **values):
        self._values = values
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        super().__init__(box, hostname="127.0.0.1", port=port, ssl_context=implicit)

    def factory(self):
        return SMTP(self.handler, hostname="mail.example.ca", **self._values)


def _authenticate(_server, _session, _envelope, _mechanism, data):
    return AuthResult(success=(data.login, data.password) == (USER.encode(), PASSWORD.encode()), handled=False)


@contextmanager
def mail_server(certificate=None, *, implicit=False, sign_in=False):
    """Serve on 127.0.0.1; with a certificate by STARTTLS, or from the first byte if `implicit`."""
    context = None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
    box = Box()
    values = {}
    if sign_in:
        values = {"authenticator": _authenticate, "auth_required": True}
    if context and not implicit:
        values |= {"tls_context": context, "require_starttls": True}
    controller = _Controller(box, context if implicit else None, **values)
    controller.start()
    box.port = controller.port
    try:
        yield box
    finally:
        controller.stop()


def make_certificate(folder: Path) -> Path:
    """Write a certificate of 127.0.0.1 with its key, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)  # noqa: TID251, RUF100 - TLS compares with the machine's clock
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return path
