"""Deliveries that cannot be kept are answered with 503 and a time; the platform comes back, and nothing is lost."""

import httpx
import pytest
from fakes import NOW
from running import run
from sqlalchemy import event
from structlog.testing import capture_logs
from web.making import install_in

from smbot.core.clock import FrozenClock
from smbot.platforms.x import ADAPTER
from smbot.platforms.x.settings import XSettings
from smbot.testing.x import XWorld
from smbot.web.webhooks import AGAIN_SECONDS, create_webhook_app
from tests.contract.test_x_deliveries import SECRETS

POSTS = 60


class Platform:
    """A local X that delivers, and delivers again what was not answered with 200; `waiting` are those."""

    def __init__(self, folder, most_waiting=100_000):
        clock = FrozenClock(NOW)
        self.world = XWorld(clock)
        self.application = install_in(folder, webhooks={"most_waiting": most_waiting}).application
        settings = XSettings.model_validate({"enabled": True, "user_id": self.world.us.id, "username": "servicenord"})
        webhook = ADAPTER.webhook(settings, SECRETS | {"consumer_secret": self.world.webhooks.consumer_secret}, clock)
        self.application.webhooks = lambda: {"x": webhook}
        self.app = create_webhook_app(self.application)
        for number in range(POSTS):
            self.world.post("amelie", f"@servicenord bus {number} " + "j'attends " * 25)
        self.waiting = self.world.webhooks.take()

    def deliver(self):
        """Try each once more; return the answers."""
        return run(self._deliver())

    async def _deliver(self):
        transport, answers, refused = httpx.ASGITransport(self.app), [], []
        async with httpx.AsyncClient(transport=transport, base_url="https://hooks.example.ca") as client:
            for each in self.waiting:
                answer = await client.post("/webhooks/x", content=each.body, headers=each.headers)
                answers.append(answer)
                if answer.status_code != 200:
                    refused.append(each)
        self.waiting = refused
        return answers

    def work_off(self):
        while (done := self.application.work_off_deliveries()).new:
            assert not done.refused

    def kept(self):
        with self.application.store.read() as tx:
            return tx.count_waiting()


def codes(answers):
    return {answer.status_code for answer in answers}


def test_while_the_disk_is_full_a_platform_is_asked_to_come_back_and_nothing_is_lost(tmp_path):
    x = Platform(tmp_path)
    pages = []

    def fill(connection):
        if pages:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages[0]}")

    engine = x.application.engine
    event.listen(engine, "begin", fill)
    with engine.connect() as connection:
        pages.append(connection.exec_driver_sql("PRAGMA page_count").scalar() + 8)
    with capture_logs() as logs:
        full = x.deliver()
        some = len(x.waiting)
    pages[0] = 2**30
    after = x.deliver()
    x.work_off()

    assert codes(full) == {200, 503}
    assert 0 < some < POSTS
    assert {answer.headers["retry-after"] for answer in full if answer.status_code == 503} == {str(AGAIN_SECONDS)}
    assert codes(after) == {200}
    assert x.kept() == POSTS
    assert [entry["error"] for entry in logs if entry["event"] == "delivery.postponed"] == ["OperationalError"] * some
    x.application.close()


def test_where_too_many_wait_a_platform_is_asked_to_come_back_and_nothing_is_lost(tmp_path):
    x = Platform(tmp_path, most_waiting=25)

    rounds = []
    while x.waiting:
        rounds.append([answer.status_code for answer in x.deliver()])
        x.work_off()

    assert rounds == [[200] * 25 + [503] * 35, [200] * 25 + [503] * 10, [200] * 10]
    assert x.kept() == POSTS
    x.application.close()


@pytest.mark.parametrize("broken", [OSError("no space left"), PermissionError("read only")])
def test_what_keeps_a_delivery_from_being_kept_is_told_without_a_word_of_it(tmp_path, broken):
    x = Platform(tmp_path)

    def fail(_connection):
        raise broken

    event.listen(x.application.engine, "begin", fail)
    with capture_logs() as logs:
        answers = x.deliver()
    event.remove(x.application.engine, "begin", fail)

    assert codes(answers) == {503}
    assert codes(x.deliver()) == {200}
    assert {entry["error"] for entry in logs} == {type(broken).__name__}
    assert "attends" not in str(logs)
    x.application.close()
