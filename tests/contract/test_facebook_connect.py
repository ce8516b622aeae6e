"""Connecting and asking after a Facebook page: every check reads only, and what is missing is said with its mend."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import JsonValue

from smbot.core.clock import FrozenClock
from smbot.core.errors import AccountProblem, ConfigurationError, Unavailable
from smbot.platforms.facebook import ADAPTER
from smbot.platforms.facebook.probe import MESSAGING, PERMISSIONS, WEBHOOK_FIELDS, Token, about_token
from smbot.platforms.facebook.settings import FacebookSettings
from smbot.platforms.ports import Finding, Learned
from smbot.testing.facebook import FacebookServer, FacebookWorld, Fault

NOW = datetime(2026, 9, 1, 14, 0, tzinfo=UTC)


class _OnFacebook:
    @pytest.fixture(autouse=True)
    def _a_small_facebook(self) -> Iterator[None]:
        self.clock = FrozenClock(NOW)
        self.world = FacebookWorld(self.clock)
        self.world.tokens.proof_required = True
        self.tokens = self.world.tokens
        with FacebookServer(self.world, slow_seconds=1.6) as server:
            self.server = server
            yield
        assert server.crashes == []
        assert {request.endpoint.split()[0] for request in server.received} <= {"GET"}

    def settings(self, **changes: object) -> FacebookSettings:
        values = {
            "enabled": True,
            "page_id": self.world.page.id,
            "app_id": self.tokens.app_id,
            "graph_url": self.server.url,
            "timeout_seconds": 1,
        }
        return FacebookSettings.model_validate(values | changes)

    @property
    def secrets(self) -> dict[str, str]:
        return {"page_token": self.tokens.page, "app_secret": self.tokens.app_secret, "verify_token": "x"}

    def check(self, step: str, typed: dict[str, str], **settings: JsonValue) -> Learned:
        table: dict[str, JsonValue] = {"graph_url": self.server.url, "timeout_seconds": 1, **settings}
        (found,) = [one for one in ADAPTER.steps(table) if one.name == step]
        assert found.check is not None
        return found.check(table, typed, self.clock)


def to_mend(findings: object) -> list[Finding]:
    assert isinstance(findings, list | tuple)
    return [finding for finding in findings if finding.fix is not None]


class TestProbe(_OnFacebook):
    """What `smbot doctor` asks."""

    def probe(self, **changes: object) -> list[Finding]:
        return list(ADAPTER.probe(self.settings(**changes), self.secrets, self.clock))

    def test_a_page_that_is_connected_well_has_nothing_to_mend(self) -> None:
        assert to_mend(self.probe()) == []
        assert ADAPTER.expires(self.settings(), self.secrets, self.clock) is None

    @pytest.mark.parametrize(
        ("subcode", "why"), [(458, "removed the app"), (460, "changed their password"), (467, "lost their role")]
    )
    def test_a_dead_token_is_told_with_its_cause(self, subcode: int, why: str) -> None:
        self.tokens.kill(subcode)

        (finding,) = self.probe()

        assert why in str(finding.what)
        assert "smbot connect facebook" in str(finding.fix)
        with pytest.raises(AccountProblem) as caught:
            ADAPTER.expires(self.settings(), self.secrets, self.clock)
        assert caught.value.code == f"190 {subcode}"

    @pytest.mark.parametrize("scope", sorted(PERMISSIONS))
    def test_a_missing_permission_is_named_with_its_reason(self, scope: str) -> None:
        self.tokens.revoke(scope)

        permissions = [finding for finding in self.probe() if finding.check == "facebook.permissions"]

        assert [scope in str(finding.what) for finding in permissions] == [True]
        assert str(PERMISSIONS[scope]) in str(permissions[0].why)

    def test_messages_need_a_permission_only_where_they_are_wanted(self) -> None:
        self.tokens.revoke("pages_messaging")

        assert len(to_mend(self.probe())) == 1
        assert to_mend(self.probe(messages=False)) == []

    def test_a_token_of_another_page_is_told(self) -> None:
        (finding,) = to_mend(self.probe(page_id="42"))

        assert "not that of this page" in str(finding.what)

    def test_a_persons_token_is_not_taken_for_the_pages(self) -> None:
        secrets = self.secrets | {"page_token": self.tokens.user}

        (finding,) = to_mend(list(ADAPTER.probe(self.settings(), secrets, self.clock)))

        assert "not that of this page" in str(finding.what)

    def test_a_token_with_an_end_is_told_with_its_day(self) -> None:
        short = self.tokens.get(self.tokens.short_user)
        assert short is not None
        secrets = self.secrets | {"page_token": self.tokens.page_token(short).value}

        (finding,) = to_mend(list(ADAPTER.probe(self.settings(), secrets, self.clock)))

        assert "2026-09-01" in str(finding.what)
        assert not finding.advice
        assert ADAPTER.expires(self.settings(), secrets, self.clock) == NOW + timedelta(hours=1)

    def test_access_to_peoples_data_that_is_about_to_end_is_told_early(self) -> None:
        self.clock.advance(days=80)

        (finding,) = to_mend(self.probe())

        assert (finding.check, finding.advice) == ("facebook.data-access", True)

    def test_what_is_not_delivered_is_advised(self) -> None:
        self.world.webhooks.fields = frozenset({"feed"})

        (finding,) = to_mend(self.probe())

        assert (finding.check, finding.advice) == ("facebook.webhook", True)
        assert "ratings" in str(finding.what)

    def test_a_facebook_that_does_not_answer_is_told_once(self) -> None:
        self.server.faults.next("GET /debug_token", Fault.HTML_502)

        (finding,) = self.probe()

        assert "could not be asked" in str(finding.what)

    def test_a_failure_to_ask_is_no_end_of_the_token(self) -> None:
        self.server.faults.next("GET /debug_token", Fault.SERVICE_ERROR)

        with pytest.raises(Unavailable):
            ADAPTER.expires(self.settings(), self.secrets, self.clock)

    def test_nothing_is_asked_without_secrets_or_where_it_is_off(self) -> None:
        assert ADAPTER.probe(self.settings(), {}, self.clock) == []
        assert ADAPTER.probe(self.settings(enabled=False), self.secrets, self.clock) == []
        with pytest.raises(ConfigurationError):
            ADAPTER.expires(self.settings(), {}, self.clock)


class TestSteps(_OnFacebook):
    """The steps of `smbot connect facebook`."""

    def test_the_whole_way_from_app_to_webhook(self) -> None:
        app = {"app_secret": self.tokens.app_secret}
        assert self.check("app", app, app_id=self.tokens.app_id).holds

        learned = self.check("page", app | {"user_token": self.tokens.short_user}, app_id=self.tokens.app_id)
        assert learned.holds
        (choice,) = learned.choices
        assert (choice.name, choice.settings) == ("Service Nord", {"page_id": self.world.page.id})

        typed = app | choice.secrets
        account = {"app_id": self.tokens.app_id, **choice.settings}
        assert to_mend(self.check("token", typed, **account).findings) == []
        webhook = self.check("webhook", typed, **account)
        assert webhook.holds
        assert len(webhook.secrets["verify_token"]) >= 24
        assert ADAPTER.expires(self.settings(), dict(typed), self.clock) is None

    def test_a_page_is_found_though_the_list_of_accounts_is_empty(self) -> None:
        self.world.accounts_listed = False

        learned = self.check(
            "page",
            {"app_secret": self.tokens.app_secret, "user_token": self.tokens.short_user},
            app_id=self.tokens.app_id,
        )

        assert [choice.settings["page_id"] for choice in learned.choices] == [self.world.page.id]
        assert [choice.secrets["page_token"] for choice in learned.choices] == [self.tokens.page]

    def test_a_wrong_app_secret_is_told_as_that_and_not_as_a_dead_page_token(self) -> None:
        learned = self.check("app", {"app_secret": "another"}, app_id=self.tokens.app_id)

        (finding,) = to_mend(learned.findings)
        assert "does not know this app by this secret" in str(finding.what)
        assert "App settings, Basic" in str(finding.fix)

    @pytest.mark.parametrize("which", ["page", "dead", "foreign", "lacking"])
    def test_a_user_token_that_will_not_do_is_told_with_its_mend(self, which: str) -> None:
        token = {"page": self.tokens.page, "foreign": "EAAforeign"}.get(which, self.tokens.short_user)
        if which == "dead":
            self.clock.advance(hours=2)
        if which == "lacking":
            self.tokens.revoke("pages_manage_engagement")

        learned = self.check(
            "page", {"app_secret": self.tokens.app_secret, "user_token": token}, app_id=self.tokens.app_id
        )

        assert not learned.holds
        assert learned.choices == ()

    def test_the_persons_token_is_no_secret_that_is_stored(self) -> None:
        assert "user_token" not in ADAPTER.secret_names
        assert {ask.name for step in ADAPTER.steps({}) for ask in step.asks if ask.secret} - {"user_token"} <= set(
            ADAPTER.secret_names
        )

    def test_what_was_learned_shows_no_token(self) -> None:
        learned = self.check(
            "page",
            {"app_secret": self.tokens.app_secret, "user_token": self.tokens.short_user},
            app_id=self.tokens.app_id,
        )

        assert self.tokens.page not in repr(learned)
        assert self.tokens.short_user not in repr(learned)

    def test_a_verify_token_that_is_there_stays(self) -> None:
        typed = {"app_secret": self.tokens.app_secret, "page_token": self.tokens.page, "verify_token": "ours"}

        learned = self.check("webhook", typed, app_id=self.tokens.app_id, page_id=self.world.page.id)

        assert learned.secrets == {}

    def test_the_steps_name_every_permission_and_field(self) -> None:
        said = " ".join(str(line) for step in ADAPTER.steps({}) for line in step.text)

        assert all(scope in said for scope in [*PERMISSIONS, "pages_messaging", "business_management"])
        assert all(name in said for name in WEBHOOK_FIELDS)
        quiet = " ".join(str(line) for step in ADAPTER.steps({"messages": False}) for line in step.text)
        assert "pages_messaging" not in quiet


def test_a_permission_that_was_granted_for_another_page_is_missing_here() -> None:
    settings = FacebookSettings(enabled=True, page_id="1", app_id="2")
    scopes = frozenset({*PERMISSIONS, *MESSAGING})

    def missing(page: str) -> list[Finding]:
        targets = {"pages_manage_engagement": frozenset({page})}
        token = Token(
            valid=True,
            kind="PAGE",
            app_id="2",
            page_id="1",
            scopes=scopes,
            targets=targets,
            expires_at=None,
            data_until=None,
        )
        return to_mend(about_token(token, settings, NOW))

    assert missing("1") == []
    assert ["pages_manage_engagement" in str(finding.what) for finding in missing("9")] == [True]


def test_what_can_be_seen_without_a_call() -> None:
    off = FacebookSettings()
    on = FacebookSettings(enabled=True, page_id="1", app_id="2")
    local = on.model_copy(update={"graph_url": "http://127.0.0.1:8323"})
    whole = {"app_secret": "a", "page_token": "b", "verify_token": "c"}

    assert [str(finding.what) for finding in ADAPTER.check(off, {})] == ["Facebook is switched off."]
    assert to_mend(ADAPTER.check(on, whole)) == []
    assert [finding.advice for finding in to_mend(ADAPTER.check(on, {}))] == [False, True]
    assert [finding.check for finding in to_mend(ADAPTER.check(local, whole))] == ["facebook.address"]


@pytest.mark.parametrize("given", [{"enabled": True}, {"enabled": True, "page_id": "1"}, {"page_id": "servicenord"}])
def test_settings_that_cannot_work_are_refused(given: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"page_id|pattern"):
        FacebookSettings.model_validate(given)
