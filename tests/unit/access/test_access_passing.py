"""Passing to the coordinator: over a real mail server and a real HTTP server on this machine."""

import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from fakes import redacted, stored_mention

from smbot.access.names import DocketState
from smbot.access.ports import NotPassed
from smbot.access.webhook import Webhook
from smbot.bootstrap.access import docket_of, intake_of, passing_of
from smbot.core.errors import ConfigurationError, NotAllowed
from smbot.core.events import Act
from smbot.settings import Configuration
from smbot.storage.tables import MentionRow
from tests.unit.notify.mailing import mail_server

WORDS = "quetzal zephyr"


class Taken(ThreadingHTTPServer):
    """Keeps what is posted, and answers with `status`."""

    def __init__(self, status=204):
        self.status, self.bodies, self.headers = status, [], []
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_address[1]}/docket"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        self.server.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.headers.append(self.headers)
        self.send_response(self.server.status)
        self.send_header("Location", self.server.url)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_arguments):
        pass


@pytest.fixture
def a_hook():
    server = Taken()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def set_up(an_installation, a_mention, stored_request):
    """The factory `set_up(access=…, mail=…)`: an application with these settings and one confirmed entry."""

    def make(access, mail=None):
        settings = an_installation.settings
        tables = {
            "access": settings.access.model_copy(update=access),
            "web": settings.web.model_copy(update={"public_url": "https://desk.example.ca"}),
        }
        if mail:
            tables["mail"] = settings.mail.model_copy(update=mail)
        changed = type(an_installation)(
            Configuration(settings.model_copy(update=tables), an_installation.configuration.file),
            an_installation.clock,
            {"SMBOT_ACCESS_WEBHOOK_KEY": "a key"},
        )
        officer, entry = stored_request(changed)
        return changed, officer, entry

    return make


@pytest.fixture
def stored_request():
    """Puts a post onto the docket of an application, and has its only member confirm it."""

    def put(application):
        mention = stored_mention(application.store, text=redacted(f"{WORDS} send me my file [PHONE_NUMBER 1]"))
        with application.store.write() as tx:
            tx.session.get(MentionRow, mention).labels = ["access_request", "complaint"]
            entry = intake_of(application).possible(tx, mention, level="review", asked="own-file")
            [officer] = tx.members()
        docket_of(application).confirm(officer, entry)
        return officer, entry

    return put


def acts(application, entry):
    with application.store.read() as tx:
        return [line.act for line in tx.audit_lines([entry])]


def test_the_coordinator_gets_an_e_mail_in_both_languages_without_a_word_of_the_post(set_up):
    with mail_server() as box:
        mail = {"host": "127.0.0.1", "port": box.port, "security": "none", "sender": "smbot@example.ca"}
        application, officer, entry = set_up({"coordinator_email": "access@example.ca", "jurisdiction": "BC"}, mail)

        standing = passing_of(application).pass_on(officer, entry)
        application.close()

    [message] = box.messages
    text = message.get_content()
    assert message["To"] == "access@example.ca"
    assert entry in message["Subject"]
    assert text.count(entry) >= 2
    assert "2026-12-15" in text  # 3-6 November: 4, 9-10: 6, 11 off, 12-13: 8, 20: 13, 27: 18, 4: 23, 11: 28, 14, 15
    assert f"https://desk.example.ca/items/{standing.entry.mentions[0].mention}" in text
    assert not any(word in text for word in WORDS.split())
    assert standing.entry.state == DocketState.PASSED


def test_the_webhook_gets_signed_json_with_ids_dates_and_labels(set_up, a_hook):
    application, officer, entry = set_up({"coordinator_webhook": a_hook.url, "jurisdiction": "YT"})

    passing_of(application).pass_on(officer, entry, case="c-1234")

    [body], [headers] = a_hook.bodies, a_hook.headers
    told = json.loads(body)
    assert (told["docket"], told["due"], told["no_date"], told["case"]) == (entry, None, "unverified", "c-1234")
    assert [post["labels"] for post in told["mentions"]] == [["access_request", "complaint"]]
    assert not any(word in body.decode() for word in WORDS.split())
    expected = hmac.new(b"a key", body, hashlib.sha256).hexdigest()
    assert headers["X-Smbot-Signature"] == f"sha256={expected}"
    assert acts(application, entry)[-1] == Act.DOCKET_PASSED


def test_where_nobody_is_reached_the_entry_stays_and_the_log_tells(set_up, a_hook):
    application, officer, entry = set_up({"coordinator_webhook": a_hook.url})
    a_hook.status = 503

    with pytest.raises(NotPassed) as caught:
        passing_of(application).pass_on(officer, entry)

    assert (caught.value.code, caught.value.certain) == ("503", False)
    assert docket_of(application).entry(officer, entry).entry.state == DocketState.CONFIRMED
    assert acts(application, entry)[-1] == Act.DOCKET_NOT_PASSED


def test_one_means_that_fails_does_not_keep_the_other_from_passing(set_up, a_hook):
    application, officer, entry = set_up(
        {"coordinator_webhook": a_hook.url, "coordinator_email": "access@example.ca"},
        {"host": "127.0.0.1", "port": 1, "security": "none", "sender": "smbot@example.ca"},
    )

    standing = passing_of(application).pass_on(officer, entry)

    assert standing.entry.state == DocketState.PASSED
    assert acts(application, entry)[-2:] == [Act.DOCKET_NOT_PASSED, Act.DOCKET_PASSED]


def test_without_anybody_to_tell_it_is_refused_with_the_way_out(set_up):
    application, officer, entry = set_up({})

    with pytest.raises(NotAllowed) as caught:
        passing_of(application).pass_on(officer, entry)

    assert "--by export" in str(caught.value.mend)


def test_an_address_without_a_mail_server_is_a_mistake_in_the_settings(set_up):
    application, _, _ = set_up({"coordinator_email": "access@example.ca"})

    with pytest.raises(ConfigurationError):
        passing_of(application)


@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_webhook_that_does_not_take_it_or_points_elsewhere_is_not_followed(a_hook, status):
    a_hook.status = status

    with pytest.raises(NotPassed) as caught:
        Webhook(url=a_hook.url).post(b"{}")

    assert caught.value.code == str(status)
    assert caught.value.certain == (status == 404)
    assert len(a_hook.bodies) == 1


def test_a_webhook_where_nobody_listens_is_an_error_without_its_address():
    with pytest.raises(NotPassed) as caught:
        Webhook(url="http://127.0.0.1:1/secret-path").post(b"{}")

    assert "secret-path" not in str(caught.value)
