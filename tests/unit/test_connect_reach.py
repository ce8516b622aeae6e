"""Our public address, asked as a platform asks: whoever fails on the way is named."""

import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from smbot.connect.reach import MOST_BYTES, reach, within

SECRET = "canary-word"


class Echo:
    """See `smbot.platforms.ports.Webhook`: the answer is the nonce turned round, for whoever knows the word."""

    def question(self, nonce):
        return {"word": SECRET, "nonce": nonce}

    def challenge(self, query):
        return query["nonce"][::-1] if query.get("word") == SECRET else None


@pytest.fixture
def proxy():
    """The factory `proxy(answer, context)` of a local server; `answer(handler, query)` writes the answer."""
    servers = []

    def serve(answer, context=None):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                parts = urlsplit(self.path)
                answer(self, parts.path, {name: value[0] for name, value in parse_qs(parts.query).items()})

            def log_message(self, format, *args):
                """Stay silent."""

        class Server(HTTPServer):
            def handle_error(self, request, client_address):
                """A client that breaks off is what some tests are about."""

        server = Server(("127.0.0.1", 0), Handler)
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        scheme = "https" if context else "http"
        return f"{scheme}://127.0.0.1:{server.server_address[1]}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def say(handler, status, body=b"", **headers):
    """Answer."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def smbot(handler, path, query):
    """Answer as smbot does."""
    answer = Echo().challenge(query) if path == "/webhooks/townhall" else None
    if answer is None:
        say(handler, 403)
    else:
        say(handler, 200, answer.encode())


def whole(finding):
    """Return all that a person reads of a finding."""
    return f"{finding.what} {finding.why} {finding.fix}"


def test_an_address_that_answers_as_the_platform_asks_is_well(proxy):
    finding = reach(proxy(smbot), "townhall", Echo())

    assert finding.fix is None
    assert SECRET not in whole(finding)


@pytest.mark.parametrize(
    ("status", "what", "fix"),
    [
        (200, "answers wrongly", "Restart smbot"),
        (301, "leads elsewhere", "where it leads"),
        (403, "refuses the question", "Restart smbot"),
        (401, "refuses the question", "Restart smbot"),
        (404, "There is no webhook", "Restart smbot"),
        (500, "answers 500", "the proxy's log"),
        (502, "The proxy does not reach smbot", "Start smbot"),
        (503, "The proxy does not reach smbot", "Start smbot"),
    ],
)
def test_each_wrong_answer_says_who_gave_it(proxy, status, what, fix):
    base = proxy(lambda handler, path, query: say(handler, status, b"<html>", Location="http://127.0.0.1:1/"))

    finding = reach(base, "townhall", Echo())

    assert what in str(finding.what)
    assert fix in str(finding.fix)
    assert not finding.advice
    assert SECRET not in whole(finding)


def test_a_proxy_that_drops_the_query_is_told_by_the_refusal(proxy):
    finding = reach(proxy(lambda handler, path, query: smbot(handler, path, {})), "townhall", Echo())

    assert "refuses the question (403)" in str(finding.what)


def test_an_endless_answer_is_not_read_to_its_end(proxy):
    def pour(handler, path, query):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(1000):
            handler.wfile.write(b"x" * MOST_BYTES)

    finding = reach(proxy(pour), "townhall", Echo())

    assert "answers wrongly" in str(finding.what)


def test_a_server_that_breaks_off_does_not_answer(proxy):
    finding = reach(proxy(lambda handler, path, query: handler.connection.close()), "townhall", Echo())

    assert "127.0.0.1 does not answer." in str(finding.what)
    assert SECRET not in whole(finding)


def test_a_server_that_says_nothing_is_left_after_the_time(proxy):
    base = proxy(lambda handler, path, query: threading.Event().wait(1))

    finding = reach(base, "townhall", Echo(), seconds=0.1)

    assert "within 0.1 seconds" in str(finding.why)


def test_where_nothing_listens_that_is_told():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    finding = reach(f"http://127.0.0.1:{port}", "townhall", Echo())

    assert "127.0.0.1 does not answer." in str(finding.what)
    assert "firewall" in str(finding.fix)


@pytest.mark.parametrize("host", ["nobody.invalid", "a" * 70 + ".example.ca", "."])
def test_a_name_that_nobody_knows_is_told(host):
    finding = reach(f"https://{host}", "townhall", Echo())

    assert "is not known" in str(finding.what)
    assert "DNS" in str(finding.fix)


def test_platforms_do_not_deliver_in_clear():
    finding = reach("http://hooks.example.ca", "townhall", Echo())

    assert "https alone" in str(finding.what)


def test_a_certificate_that_nobody_vouches_for_is_told(proxy, tmp_path):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hooks.example.ca")])
    now = datetime(2020, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "certificate.pem"
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    file.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)

    finding = reach(proxy(smbot, context), "townhall", Echo())

    assert "no valid certificate" in str(finding.what)


def test_what_takes_too_long_is_left_behind():
    with pytest.raises(TimeoutError):
        within(0.05, lambda: threading.Event().wait(2))


def test_what_a_call_raises_is_raised():
    with pytest.raises(KeyError):
        within(1, lambda: {}["nowhere"])
