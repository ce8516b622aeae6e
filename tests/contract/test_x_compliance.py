"""X's batch compliance, through tweepy and over its files, against the local X server."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from smbot.core.clock import FrozenClock
from smbot.core.errors import AccountProblem, PlatformError, Refused, Throttled, Unavailable
from smbot.core.handle import PlatformHandle
from smbot.platforms.x import ADAPTER
from smbot.platforms.x.client import XClient
from smbot.platforms.x.compliance import (
    POSTS_PER_JOB,
    STORE_HOSTS,
    X_HOSTS,
    XCompliance,
    host_of,
    permission,
    read_results,
)
from smbot.platforms.x.settings import XSettings
from smbot.send.ports import Compliance
from smbot.testing.x import Fault, XServer, XWorld

NOW = datetime(2026, 9, 1, 14, 0, tzinfo=UTC)
TOKEN = "AAAAAAAA-not-a-real-bearer"
CREATE = "POST /2/compliance/jobs"
SHOW = "GET /2/compliance/jobs/{id}"
UPLOAD = "PUT /2/compliance/jobs/{id}/upload"
DOWNLOAD = "GET /2/compliance/jobs/{id}/download"


class TestXCompliance:
    """Ask, wait, learn; and every way in which that fails."""

    @pytest.fixture(autouse=True)
    def _a_small_x(self) -> Iterator[None]:
        self.clock = FrozenClock(NOW)
        self.world = XWorld(self.clock)
        with XServer(self.world, slow_seconds=2.5) as server:
            self.server = server
            yield
        assert server.crashes == []

    def compliance(self) -> Compliance:
        settings = XSettings(enabled=True, user_id="1", username="us", api_url=self.server.url, timeout_seconds=1)
        found = ADAPTER.compliance(settings, {"bearer_token": TOKEN}, self.clock)
        assert found is not None
        return found

    def posts(self, count: int) -> list[PlatformHandle]:
        ids = [self.world.post("amelie", f"@servicenord question {n}") for n in range(count)]
        return [PlatformHandle(post_id=post_id, first_id=post_id, author_id="1") for post_id in ids]

    def test_one_job_tells_which_of_many_posts_are_gone(self) -> None:
        there, deleted, edited, *_ = posts = self.posts(40)
        hidden = self.world.post("benoit", "@servicenord allo")
        self.world.delete(deleted.post_id)
        self.world.edit(edited.post_id, "@servicenord corrected")
        self.world.suspend("benoit")
        compliance = self.compliance()

        job = compliance.ask([*posts, PlatformHandle(post_id=hidden, first_id=hidden, author_id="2")])
        gone = compliance.gone(job)

        assert gone == {deleted.post_id, hidden}
        assert there.post_id not in gone
        assert self.world.spent_micros == 0
        assert self.world.calls == {CREATE: 1, UPLOAD: 1, SHOW: 1, DOWNLOAD: 1}

    def test_a_job_under_way_says_nothing_yet_and_another_is_not_begun(self) -> None:
        self.world.jobs.takes = timedelta(minutes=10)
        post, *_ = self.posts(1)
        self.world.delete(post.post_id)
        compliance = self.compliance()
        job = compliance.ask([post])

        before = compliance.gone(job)
        with pytest.raises(Throttled):
            compliance.ask([post])
        self.clock.advance(minutes=10)

        assert before is None
        assert self.compliance().gone(job) == {post.post_id}, "another process may ask, by the job's name"

    def test_a_job_whose_time_is_up_must_be_asked_again(self) -> None:
        compliance = self.compliance()
        job = compliance.ask(self.posts(1))
        self.clock.advance(days=7)

        with pytest.raises(Refused) as caught:
            compliance.gone(job)

        assert caught.value.code == "job expired"

    @pytest.mark.parametrize("job", ["7", "1900000000000000001", "../../users/me"])
    def test_a_job_that_x_does_not_know_must_be_asked_again(self, job: str) -> None:
        with pytest.raises(Refused):
            self.compliance().gone(job)

    def test_an_upload_that_failed_leaves_a_job_that_ends_by_itself(self) -> None:
        self.server.faults.next(UPLOAD, Fault.SERVER_ERROR)
        compliance, posts = self.compliance(), self.posts(1)

        with pytest.raises(Unavailable):
            compliance.ask(posts)
        with pytest.raises(Throttled):
            compliance.ask(posts)
        self.clock.advance(minutes=15)

        assert compliance.gone(compliance.ask(posts)) == frozenset()

    @pytest.mark.parametrize(
        ("endpoint", "fault", "error"),
        [
            (endpoint, fault, error)
            for endpoint in (CREATE, UPLOAD, SHOW, DOWNLOAD)
            for fault, error in (
                (Fault.RATE_LIMITED, Throttled),
                (Fault.UNAUTHORIZED, AccountProblem),
                (Fault.CREDITS_DEPLETED, AccountProblem),
                (Fault.UNAVAILABLE, Unavailable),
                (Fault.BROKEN_OFF, Unavailable),
                (Fault.RESET_BEFORE, Unavailable),
                (Fault.SLOW_TO_HANDLE, Unavailable),
                (Fault.SLOW_BODY, Unavailable),
            )
            if endpoint != UPLOAD or fault not in {Fault.BROKEN_OFF, Fault.SLOW_BODY}  # its answer is empty
        ],
    )
    def test_every_failure_is_one_of_ours_and_tells_no_address(
        self, endpoint: str, fault: Fault, error: type[PlatformError]
    ) -> None:
        post, *_ = self.posts(1)
        self.world.delete(post.post_id)
        self.server.faults.next(endpoint, fault)
        compliance = self.compliance()

        with pytest.raises(error) as caught:
            compliance.gone(compliance.ask([post]))

        shown = f"{caught.value} {caught.value!r} {caught.value.code}"
        assert "token" not in shown.replace("keys and tokens", "")
        assert post.post_id not in shown
        assert TOKEN not in shown
        assert caught.value.__context__ is None

    def test_a_page_of_html_is_no_result(self) -> None:
        compliance = self.compliance()
        job = compliance.ask(self.posts(1))
        self.server.faults.next(DOWNLOAD, Fault.HTML)

        with pytest.raises(Unavailable):
            compliance.gone(job)

        assert compliance.gone(job) == frozenset()

    def test_what_is_no_id_is_not_uploaded(self) -> None:
        odd = PlatformHandle(post_id="1\n2", first_id="1", author_id="1")
        compliance = self.compliance()

        job = compliance.ask([odd, *self.posts(1)])

        assert len(self.world.jobs.by_id[job].asked) == 1

    @pytest.mark.parametrize("count", [0, POSTS_PER_JOB + 1])
    def test_a_job_is_about_some_posts_and_not_too_many(self, count: int) -> None:
        post = PlatformHandle(post_id="1", first_id="1", author_id="1")

        with pytest.raises(ValueError, match="a job is about"):
            self.compliance().ask([post] * count)

    def test_a_full_job_goes_through(self) -> None:
        posts = [PlatformHandle(post_id=str(10**18 + n), first_id="1", author_id="1") for n in range(POSTS_PER_JOB)]
        compliance = self.compliance()

        gone = compliance.gone(compliance.ask(posts))

        assert gone is not None
        assert len(gone) == POSTS_PER_JOB

    def test_there_is_none_without_the_apps_token(self) -> None:
        settings = XSettings(enabled=True, user_id="1", username="us", api_url=self.server.url)

        assert ADAPTER.compliance(settings, {"access_token": "x"}, self.clock) is None


# Addresses ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://api.x.com/2/compliance/jobs/1/upload?token=a", "https://api.x.com"),
        ("https://API.X.com/2", "https://api.x.com"),
        ("https://storage.googleapis.com/bucket/a?b=%2F", "https://storage.googleapis.com"),
        ("http://127.0.0.1:8322/a", "http://127.0.0.1:8322"),
        ("https://api.x.com:8443/a", "https://api.x.com:8443"),
        ("https://api.x.com@example.org/a", ""),
        ("https://api.x.com", ""),
        ("https://api.x.com\\@example.org/a", ""),
        ("https://api.x.com /a", ""),
        ("https://api.x.com/a\nb", ""),
        ("https://api.x.com/é", ""),
        ("https:///a", ""),
        ("//api.x.com/a", ""),
        ("file:///etc/passwd", ""),
        (None, ""),
        (7, ""),
    ],
)
def test_an_address_is_taken_apart_only_where_it_is_plain(address: object, host: str) -> None:
    assert host_of(address) == host


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/upload",
        "http://api.x.com/upload",
        "https://api.x.com.example.org/upload",
        "http://127.0.0.1:9/upload",
        "http://169.254.169.254/latest",
        "https://api.x.com@example.org/upload",
        "",
        None,
    ],
)
@pytest.mark.parametrize("local", [True, False])
def test_no_file_goes_to_an_address_that_is_not_xs(address: object, local: bool) -> None:
    clock = FrozenClock(NOW)
    with XServer(XWorld(clock)) as server:
        url = {"api_url": server.url} if local else {}
        settings = XSettings.model_validate({"timeout_seconds": 1} | url)
        compliance = XCompliance(_FakeClient(address), settings, TOKEN, clock)

        with pytest.raises(Unavailable) as caught:
            compliance.ask([PlatformHandle(post_id="1", first_id="1", author_id="1")])

    assert caught.value.code == "address"


def test_a_local_server_gets_no_file_meant_for_x_and_x_none_meant_for_a_local_server() -> None:
    clock = FrozenClock(NOW)
    with XServer(XWorld(clock)) as server:
        for api_url, address in (
            (server.url, "https://api.x.com/upload"),
            ("https://api.twitter.com", f"{server.url}/upload"),
        ):
            settings = XSettings.model_validate({"timeout_seconds": 1, "api_url": api_url})
            compliance = XCompliance(_FakeClient(address), settings, TOKEN, clock)
            with pytest.raises(Unavailable) as caught:
                compliance.ask([PlatformHandle(post_id="1", first_id="1", author_id="1")])
            assert caught.value.code == "address"
        assert list(server.received) == []


def test_the_token_goes_to_x_and_not_to_the_store_of_another_company() -> None:
    assert [permission(host, TOKEN) for host in X_HOSTS] == [{"Authorization": f"Bearer {TOKEN}"}] * 2
    assert [permission(host, TOKEN) for host in STORE_HOSTS] == [{}]
    assert all(host.startswith("https://") for host in (*X_HOSTS, *STORE_HOSTS))


class _FakeClient(XClient):
    """Answers with a job whose file is at `address`."""

    def __init__(self, address: object) -> None:
        self._address = address

    def read(self, ask: object) -> dict[str, object]:
        return {"data": {"id": "5", "status": "created", "upload_url": self._address}}


# Results --------------------------------------------------------------------------------------------


def test_results_are_read_line_by_line() -> None:
    lines = (
        '{"id": "1", "action": "delete", "reason": "deleted", "redacted_at": null}',
        '{"id": "2", "action": "delete", "reason": "suspended"}',
        '{"id": "3", "action": "delete", "reason": "a reason of tomorrow"}',
        '{"id": "4", "action": "delete", "reason": "scrub_geo"}',
        '{"id": "5", "action": "scrub_geo"}',
        '{"id": "6", "action": "rehydrate"}',
        '{"id": "x", "error": "invalid_id"}',
        '{"id": 7, "action": "delete"}',
        "",
    )

    assert read_results("\r\n".join(lines).encode()) == {"1", "2", "3", "7"}
    assert read_results(b"") == frozenset()


@pytest.mark.parametrize(
    "body", [b"<html>", b"{", b"[]", b'{"action": "delete"}', b'{"id": "1"}\nnonsense', b"\xff", b"[" * 100_000]
)
def test_what_is_no_result_forgets_nothing(body: bytes) -> None:
    with pytest.raises(Unavailable):
        read_results(body)
