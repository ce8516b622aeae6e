"""News of an answer: by e-mail and webhook, with nothing of the answer in it; tried again, and given up."""

import hashlib
import hmac
import json
import socket
from dataclasses import replace

import pytest
from fakes import NOW
from listening import listening
from unit.handoff.conftest import ALICE, CASE

from smbot.bootstrap.private import MailOut
from smbot.core.clock import FrozenClock
from smbot.handoff.box import PrivateText
from smbot.handoff.model import Channel, Notice, NoticeState
from smbot.handoff.notices import LONGEST_WAIT, MOST_ATTEMPTS, after_failure, tell_due
from smbot.handoff.opening import open_private
from smbot.handoff.ports import NotCarried, Word
from smbot.handoff.webhook import SIGNATURE, WebhookOut
from smbot.notify.ports import NotTold

ADDRESS = "zed@example.org"
ANSWER = "Your file is at the counter"
URL = "https://private.example.ca"
NOTICE = Notice(id="p-1", case=CASE, channel=Channel.EMAIL, language="en", next_at=NOW, sealed=b"x")
WORD = Word(
    notice="p-1",
    channel=Channel.TEXT,
    language="fr",
    to=PrivateText("604 555-0144"),
    subject="Une réponse vous attend",
    text="Il y a une réponse.",
    url=URL,
)


class Channels:
    """Keeps what it carries, or fails as it is told."""

    def __init__(self, *failures):
        self.failures = list(failures)
        self.carried = []

    def carry(self, word):
        if self.failures:
            raise self.failures.pop(0)
        self.carried.append(word)


def tell(zone, channel, kind=Channel.EMAIL):
    application = zone.application
    return tell_due(
        store=application.store,
        clock=zone.clock,
        dispatch=application.keys.private("dispatch"),
        channels={kind: channel} if channel else {},
        url=URL,
    )


@pytest.fixture
def an_answer(zone):
    _, visitor = zone.claimed()
    zone.write(visitor, "Hello", ADDRESS, Channel.EMAIL, "fr")
    zone.desk.answer(CASE, ALICE, PrivateText(ANSWER))
    return visitor


@pytest.mark.usefixtures("an_answer")
def test_the_person_is_told_once_where_to_read_and_nothing_of_the_answer(zone):
    channel = Channels()

    assert (tell(zone, channel), tell(zone, channel)) == (1, 0)

    [word] = channel.carried
    assert open_private(word.to) == ADDRESS
    assert URL in word.text
    assert word.text.startswith("Il y a une réponse")
    assert ANSWER not in word.text + word.subject
    assert any('"person.told"' in act for act in zone.acts())
    with zone.store.read() as tx:
        [notice] = tx.notices_of(CASE)
    assert (notice.state, notice.sealed) == (NoticeState.TOLD, None)


@pytest.mark.usefixtures("an_answer")
def test_what_fails_is_tried_again_later_and_then_taken(zone):
    channel = Channels(NotCarried("421", for_good=False), NotCarried("TimeoutError", for_good=False))

    told = []
    for _ in range(4):
        told.append(tell(zone, channel))
        zone.clock.advance(minutes=1)

    assert told == [0, 0, 1, 0]


@pytest.mark.usefixtures("an_answer")
@pytest.mark.parametrize("channel", [None, Channels(NotCarried("550", for_good=True))], ids=["no channel", "refused"])
def test_what_cannot_be_done_is_given_up_with_an_event(zone, channel):
    assert tell(zone, channel) == 0
    zone.clock.advance(hours=1)
    assert tell(zone, channel) == 0

    with zone.store.read() as tx:
        [notice] = tx.notices_of(CASE)
    assert (notice.state, notice.sealed) == (NoticeState.FAILED, None)
    assert any('"person.not-told"' in act for act in zone.acts())


def test_who_is_answered_on_the_page_is_told_nothing(zone):
    _, visitor = zone.claimed()
    zone.write(visitor, "Hello")

    _, notice = zone.desk.answer(CASE, ALICE, PrivateText(ANSWER))

    assert notice is None


def test_waits_grow_and_end():
    notice, now, waits = NOTICE, NOW, []
    while notice.state == NoticeState.WAITING:
        notice = after_failure(notice, NotCarried("500", for_good=False), now)
        waits.append((notice.next_at - now).total_seconds())
        now = max(now, notice.next_at)

    assert notice.attempts == MOST_ATTEMPTS
    assert waits[:4] == [30, 60, 120, 240]
    assert max(waits) <= LONGEST_WAIT.total_seconds()
    assert notice.sealed is None


@pytest.mark.parametrize(
    ("code", "for_good"), [("550", True), ("535", False), ("421", False), ("ConnectionRefusedError", False)]
)
def test_mail_gives_up_only_where_the_recipient_is_refused(code, for_good):
    class Server:
        table = type("Table", (), {"sender": "team@example.ca"})()
        clock = FrozenClock(NOW)

        def send(self, message):
            assert message["To"] == ADDRESS
            raise NotTold(code, certain=True)

    with pytest.raises(NotCarried) as refused:
        MailOut(server=Server()).carry(replace(WORD, to=PrivateText(ADDRESS)))

    assert (refused.value.code, refused.value.for_good) == (code, for_good)


@pytest.mark.parametrize("to", ["zed@example.org\nBcc: all@example.org", "zed\r\n@example.org"])
def test_an_address_with_a_line_break_adds_no_header(to):
    class Server:
        table = type("Table", (), {"sender": "team@example.ca"})()
        clock = FrozenClock(NOW)

        def send(self, message):
            raise AssertionError("it must not be sent")

    with pytest.raises(NotCarried) as refused:
        MailOut(server=Server()).carry(replace(WORD, to=PrivateText(to)))

    assert refused.value.for_good


def answering(status, headers=""):
    def serve(connection):
        connection.sendall(f"HTTP/1.1 {status} X\r\n{headers}Content-Length: 0\r\nConnection: close\r\n\r\n".encode())

    return serve


def test_the_webhook_gets_signed_json_without_private_words():
    with listening(answering(204)) as (url, requests_seen):
        WebhookOut(f"{url}/hook", "shared key", FrozenClock(NOW)).carry(WORD)

    head, _, body = requests_seen[0].partition(b"\r\n\r\n")
    fields = {
        name.strip().lower(): value.strip()
        for name, _, value in (line.partition(":") for line in head.decode().splitlines()[1:])
    }
    stamp, _, given = fields[SIGNATURE.lower()].partition(",v1=")
    seconds = stamp.removeprefix("t=")
    expected = hmac.new(b"shared key", seconds.encode() + b"." + body, hashlib.sha256).hexdigest()
    assert given == expected
    assert int(seconds) == int(NOW.timestamp())
    assert json.loads(body) == {
        "id": "p-1",
        "event": "answer-waiting",
        "channel": "text",
        "language": "fr",
        "to": "604 555-0144",
        "text": "Il y a une réponse.",
        "url": URL,
    }


@pytest.mark.parametrize(
    ("status", "for_good"), [(400, True), (404, True), (302, True), (408, False), (429, False), (500, False)]
)
def test_the_webhook_is_tried_again_only_where_that_can_help(status, for_good):
    elsewhere = "Location: http://127.0.0.1:1/elsewhere\r\n"
    with listening(answering(status, elsewhere)) as (url, requests_seen), pytest.raises(NotCarried) as refused:
        WebhookOut(url, "shared key", FrozenClock(NOW)).carry(WORD)

    assert (refused.value.code, refused.value.for_good) == (str(status), for_good)
    assert len(requests_seen) == 1


def test_a_webhook_that_is_down_is_tried_again_and_its_error_names_nobody():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with pytest.raises(NotCarried) as refused:
        WebhookOut(f"http://127.0.0.1:{port}/604-555-0144", "k", FrozenClock(NOW)).carry(WORD)

    assert not refused.value.for_good
    assert "0144" not in str(refused.value)
