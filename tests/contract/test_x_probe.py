"""What doctor and `smbot connect x` learn of X by harmless calls, against the local X server."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import pytest

from smbot.core.clock import FrozenClock
from smbot.platforms.ports import Finding, Learned, Step
from smbot.platforms.x import ADAPTER
from smbot.platforms.x.connect import CONSOLE
from smbot.platforms.x.probe import Me, Usage, check_access, check_usage
from smbot.platforms.x.settings import XSettings
from smbot.testing.x import Fault, XServer, XWorld

NOW = datetime(2026, 9, 1, 14, 0, tzinfo=UTC)
SECRETS = {
    "bearer_token": "AAAAAAAA-not-a-real-bearer",
    "consumer_key": "not-a-real-key",
    "consumer_secret": "not-a-real-secret",
    "access_token": "not-a-real-token",
    "access_token_secret": "not-a-real-token-secret",
}
ME = "GET /2/users/me"
USAGE = "GET /2/usage/tweets"


class _OnX:
    @pytest.fixture(autouse=True)
    def _a_small_x(self) -> Iterator[None]:
        self.clock = FrozenClock(NOW)
        self.world = XWorld(self.clock)
        with XServer(self.world) as server:
            self.server = server
            yield
        assert server.crashes == []
        changed = [request.endpoint for request in server.received if not request.endpoint.startswith("GET ")]
        assert changed == [], "a check changes nothing"


class TestProbe(_OnX):
    """`Adapter.probe`."""

    def probe(self, secrets: Mapping[str, str] = SECRETS, **changes: object) -> dict[str, Finding]:
        us = self.world.us
        values = {"enabled": True, "user_id": us.id, "username": us.handle, "api_url": self.server.url}
        settings = XSettings.model_validate(values | {"timeout_seconds": 1} | changes)
        return {found.check: found for found in ADAPTER.probe(settings, secrets, self.clock)}

    def to_mend(self, found: Mapping[str, Finding]) -> set[str]:
        return {name for name, finding in found.items() if finding.fix is not None}

    def test_all_is_well_with_the_right_keys(self) -> None:
        found = self.probe()

        assert list(found) == ["x.account", "x.permission", "x.usage"]
        assert self.to_mend(found) == set()
        assert "servicenord" in str(found["x.account"].what)
        assert str(found["x.usage"].what) == "0 of 3000000 posts of this month are read."

    def test_the_keys_of_another_account_are_told(self) -> None:
        found = self.probe(user_id="42")

        assert self.to_mend(found) == {"x.account"}
        assert self.world.us.id in str(found["x.account"].why)

    def test_a_new_name_of_the_account_is_told(self) -> None:
        found = self.probe(username="OldName")

        assert str(found["x.account"].fix) == "Set username to servicenord."

    def test_a_token_that_may_only_read_is_told(self) -> None:
        self.world.access_level = "read"

        found = self.probe()

        assert self.to_mend(found) == {"x.permission"}
        assert "Read and write" in str(found["x.permission"].fix)

    def test_with_the_bearer_token_alone_the_account_is_looked_up_by_its_number(self) -> None:
        bearer = {"bearer_token": SECRETS["bearer_token"]}

        assert self.to_mend(self.probe(bearer)) == set()
        assert self.to_mend(self.probe(bearer, username="OldName")) == {"x.account"}
        assert "none with the number 7" in str(self.probe(bearer, user_id="7")["x.account"].why)

    def test_with_the_accounts_keys_alone_the_app_is_not_asked(self) -> None:
        own = {name: value for name, value in SECRETS.items() if name != "bearer_token"}

        assert list(self.probe(own)) == ["x.account", "x.permission"]

    @pytest.mark.parametrize(
        ("fault", "fix"),
        [
            (Fault.UNAUTHORIZED, "new keys"),
            (Fault.CREDITS_DEPLETED, "Add credit"),
            (Fault.FORBIDDEN, "Read and write"),
            (Fault.RATE_LIMITED, "Try again"),
            (Fault.UNAVAILABLE, "Try again"),
            (Fault.HTML, "Try again"),
        ],
    )
    def test_what_x_refuses_is_told_with_what_mends_it(self, fault: Fault, fix: str) -> None:
        self.server.faults.next(ME, fault)
        self.server.faults.next(USAGE, fault)

        found = self.probe()

        assert self.to_mend(found) == {"x.account", "x.usage"}
        assert fix in str(found["x.account"].fix)
        assert not [value for value in SECRETS.values() if value in str(found)]

    def test_a_webhook_that_does_not_answer_is_advice(self) -> None:
        self.world.webhooks.register("https://smbot.example.org/webhooks/x")
        well = self.probe()
        self.world.webhooks.register("https://smbot.example.org/webhooks/old", valid=False)
        ill = self.probe()

        assert well["x.webhook"].fix is None
        assert ill["x.webhook"].fix is not None
        assert ill["x.webhook"].advice

    def test_an_app_that_may_have_no_webhooks_is_no_matter(self) -> None:
        self.server.faults.next("GET /2/webhooks", Fault.FORBIDDEN)

        assert "x.webhook" not in self.probe()

    def test_nothing_is_asked_without_secrets_or_while_x_is_off(self) -> None:
        three = {name: value for name, value in SECRETS.items() if name not in {"bearer_token", "access_token"}}

        assert self.probe({}) == self.probe(three) == self.probe(enabled=False) == {}
        assert list(self.server.received) == []

    def test_a_token_of_x_has_no_end(self) -> None:
        assert ADAPTER.expires(XSettings(), SECRETS, self.clock) is None


class TestConnect(_OnX):
    """The steps of `smbot connect x`."""

    def step(self, name: str) -> Step:
        (found,) = [step for step in ADAPTER.steps({}) if step.name == name]
        return found

    def check(self, name: str, **typed: str) -> Learned:
        check = self.step(name).check
        assert check is not None
        return check({"api_url": self.server.url, "monitors": []}, SECRETS | typed, self.clock)

    def test_they_ask_for_every_secret_once_and_for_nothing_else(self) -> None:
        asks = [ask for step in ADAPTER.steps({}) for ask in step.asks]

        assert sorted(ask.name for ask in asks) == sorted(ADAPTER.secret_names)
        assert all(ask.secret for ask in asks)

    def test_whoever_is_asked_for_something_is_told_at_once_whether_it_holds(self) -> None:
        assert [step.name for step in ADAPTER.steps({}) if step.asks and step.check is None] == []

    def test_they_say_where_to_go_and_what_x_allows(self) -> None:
        told = " ".join(str(sentence) for step in ADAPTER.steps({}) for sentence in step.text)

        assert CONSOLE in told
        for word in ("Read and write", "spending limit", "Automated", "bio", "mentioned or quoted"):
            assert word in told

    def test_the_keys_tell_which_account_it_is(self) -> None:
        learned = self.check("keys")

        assert learned.holds
        assert learned.settings == {"user_id": self.world.us.id, "username": "servicenord"}
        assert learned.secrets == {}

    def test_keys_that_x_does_not_know_do_not_hold(self) -> None:
        self.server.faults.next(ME, Fault.UNAUTHORIZED)

        learned = self.check("keys")

        assert not learned.holds
        assert learned.settings == {}

    def test_keys_that_may_only_read_do_not_hold_yet(self) -> None:
        self.world.access_level = "read"

        assert not self.check("keys").holds

    def test_the_bearer_token_is_tried_on_the_usage(self) -> None:
        well = self.check("bearer")
        self.server.faults.next(USAGE, Fault.UNAUTHORIZED)
        ill = self.check("bearer")

        assert (well.holds, ill.holds) == (True, False)

    def test_no_credit_is_told(self) -> None:
        self.world.spending_limit_micros = 0

        learned = self.check("credit")

        assert not learned.holds
        assert "Add credit" in str(learned.findings[0].fix)

    def test_an_empty_bio_is_advice(self) -> None:
        empty = self.check("label")
        self.world.describe("servicenord", "Run by the Service Nord team. Phone 604-555-0123.")
        written = self.check("label")

        assert empty.holds
        assert empty.findings[0].advice
        assert written.findings[0].fix is None
        assert "555" not in str([str(finding.what) for finding in written.findings])


# Pure ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("access", "well"), [("read-write", True), ("read-write-directmessages", True), ("read", False), ("", True)]
)
def test_what_a_token_may_do_is_read_from_xs_word_for_it(access: str, well: bool) -> None:
    assert (check_access(Me(user_id="1", username="us", bio="", access=access)).fix is None) is well


@pytest.mark.parametrize(("used", "advice"), [(0, False), (89, False), (90, True), (100, True), (200, True)])
def test_a_cap_that_is_nearly_reached_is_advice(used: int, advice: bool) -> None:
    found = check_usage(Usage(used=used, cap=100, reset_day=7))

    assert found.advice is advice
    assert (found.fix is not None) is advice
