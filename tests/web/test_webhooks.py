"""Webhooks: nothing forged is kept, what is genuine is durable before it is answered, and nothing is read twice."""

import hashlib
import hmac

import httpx
import pytest
from fakes import raw_post
from running import run
from web.making import install_in

from smbot.collect.ports import Page
from smbot.core.errors import Unavailable
from smbot.web.webhooks import MOST_BYTES, create_webhook_app

SECRET = b"not-a-real-secret"


class FakeWebhook:
    """A platform that signs with HMAC-SHA-256 and delivers numbers."""

    def __init__(self):
        self.parsed = 0

    def challenge(self, query):
        return query["answer"] if query.get("token") == "right" else None

    def genuine(self, headers, body):
        wanted = hmac.new(SECRET, body, hashlib.sha256).hexdigest()
        return hmac.compare_digest(headers.get("x-signature", ""), wanted)

    def read(self, body):
        self.parsed += 1
        if not body.strip().isdigit():
            raise Unavailable("shape")
        return Page(posts=(raw_post(int(body)),), cursor="")


class Installed:
    def __init__(self, folder):
        self.application = install_in(folder).application
        self.webhook = FakeWebhook()
        self.application.webhooks = lambda: {"x": self.webhook}
        self.app = create_webhook_app(self.application)

    def request(self, method, path, **values):
        async def ask():
            transport = httpx.ASGITransport(self.app, client=("203.0.113.9", 5000))
            async with httpx.AsyncClient(transport=transport, base_url="https://hooks.example.ca") as client:
                return await client.request(method, path, **values)

        return run(ask())

    def deliver(self, body, *, signature=None, platform="x"):
        signed = hmac.new(SECRET, body, hashlib.sha256).hexdigest() if signature is None else signature
        return self.request("POST", f"/webhooks/{platform}", content=body, headers={"X-Signature": signed})

    def waiting(self):
        with self.application.store.read() as tx:
            return tx.count_deliveries(set_aside=False)


@pytest.fixture
def hooks(tmp_path):
    made = Installed(tmp_path)
    yield made
    made.application.close()


def test_a_challenge_is_answered_to_who_knows_the_token_alone(hooks):
    right = hooks.request("GET", "/webhooks/x", params={"token": "right", "answer": "4711"})
    wrong = hooks.request("GET", "/webhooks/x", params={"token": "wrong", "answer": "4711"})

    assert (right.status_code, right.text, right.headers["content-type"]) == (200, "4711", "text/plain; charset=utf-8")
    assert (wrong.status_code, wrong.text) == (403, "")


def test_an_answer_to_a_challenge_is_never_a_page(hooks):
    script = hooks.request("GET", "/webhooks/x", params={"token": "right", "answer": "<script>1</script>"})

    assert script.headers["content-type"].startswith("text/plain")
    assert script.headers["x-content-type-options"] == "nosniff"


def test_a_genuine_delivery_is_durable_before_it_is_answered_and_read_later(hooks):
    answer = hooks.deliver(b"1")
    before = hooks.waiting(), hooks.webhook.parsed

    done = hooks.application.work_off_deliveries()

    assert (answer.status_code, answer.text, before) == (200, "", (1, 0))
    assert (done.new, hooks.waiting()) == (1, 0)


@pytest.mark.parametrize("signature", ["", "0" * 64, "sha1=" + "0" * 40, "é".encode().hex()])
def test_a_forged_delivery_leaves_nothing(hooks, signature):
    answer = hooks.deliver(b"1", signature=signature)

    assert (answer.status_code, hooks.waiting(), hooks.webhook.parsed) == (401, 0, 0)


def test_one_changed_byte_is_noticed(hooks):
    signed = hmac.new(SECRET, b"12", hashlib.sha256).hexdigest()

    assert hooks.deliver(b"13", signature=signed).status_code == 401


def test_a_body_that_is_too_long_is_refused_before_it_is_checked(hooks):
    def chunks():
        for _ in range(MOST_BYTES // 65_536 + 2):
            yield b"1" * 65_536

    async def slowly():
        for chunk in chunks():
            yield chunk

    assert hooks.deliver(b"1" * (MOST_BYTES + 1)).status_code == 413
    assert hooks.request("POST", "/webhooks/x", content=slowly()).status_code == 413
    assert hooks.waiting() == 0


def test_a_redelivery_is_answered_and_kept_once(hooks):
    answers = [hooks.deliver(b"1").status_code for _ in range(50)]
    hooks.application.work_off_deliveries()
    answers += [hooks.deliver(b"1").status_code for _ in range(50)]

    assert set(answers) == {200}
    assert (hooks.waiting(), hooks.webhook.parsed) == (0, 1)


def test_a_platform_that_is_not_connected_has_no_webhook(hooks):
    assert hooks.request("GET", "/webhooks/facebook").status_code == 404
    assert hooks.deliver(b"1", platform="facebook").status_code == 404
    assert hooks.deliver(b"1", platform="..%2f").status_code == 404


def test_nothing_of_a_delivery_stands_in_the_database_in_clear(hooks, tmp_path):
    hooks.deliver(b"4711471147114711")

    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and "smbot.db" in path.name]
    assert files
    assert all(b"4711471147114711" not in content for content in files)


def test_the_application_has_no_other_page(hooks):
    for path in ("/", "/sign-in", "/docs", "/openapi.json", "/health"):
        assert hooks.request("GET", path).status_code == 404
