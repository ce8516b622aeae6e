"""X's batch compliance: one job tells which of many posts were deleted, or are hidden with their author's account.

Sources: X's description 2.159 (jobs); its batch-compliance guide of August 2026 (one job at a time, files, results).
Ids are uploaded, never texts. Looking each post up would be billed by post; a job is not.
"""

import json
import re
from collections.abc import Mapping, Sequence

import requests

from smbot.core.clock import Clock
from smbot.core.errors import AccountProblem, Refused
from smbot.core.handle import PlatformHandle
from smbot.core.messages import msg
from smbot.platforms.bounded import BoundedAdapter, leave_alone
from smbot.platforms.x.client import XClient
from smbot.platforms.x.cursor import is_id
from smbot.platforms.x.errors import no_answer, read_failure, read_problem, status_of
from smbot.platforms.x.settings import API_URL, XSettings

X_HOSTS = ("https://api.twitter.com", "https://api.x.com")
"""Where X keeps the files of a job since 2026; they are asked for with the app's token."""

STORE_HOSTS = ("https://storage.googleapis.com",)
"""Where X kept them before; such an address carries its own permission, and must not see the token."""

POSTS_PER_JOB = 50_000
"""So many results, of about 170 bytes each, stay below what a bounded answer may hold."""

_UNDER_WAY = frozenset({"created", "in_progress"})
_ENDED = frozenset({"failed", "expired"})
_NO_LONGER = frozenset({"403", "404", "410"})
"""What X answers for a job, or for the address of its result, that has run out."""
_PLAIN = re.compile(r"(?P<host>https?://[A-Za-z0-9.:-]+)/[!-~]*")
"""Nothing that two programs could read differently: no user, no backslash, no space, nothing beyond ASCII."""
_KEPT = "scrub_geo"
"""A reason, in older answers, to forget where a post was written: no place is kept here."""


class XCompliance:
    """See `smbot.send.ports.Compliance`. X takes one job at a time, by the app's bearer token."""

    def __init__(self, client: XClient, settings: XSettings, bearer_token: str, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._token = bearer_token
        itself = settings.api_url == API_URL
        self._hosts = frozenset({*X_HOSTS, *STORE_HOSTS} if itself else {settings.api_url})
        self._files = requests.Session()
        self._files.trust_env = itself  # a local server is reached directly, whatever the environment says
        self._files.auth = leave_alone
        self._files.adapters.clear()  # what is not named here cannot be reached
        for host in self._hosts:
            bounded = BoundedAdapter(official=host, url=host, timeout=settings.timeout_seconds)
            self._files.mount(f"{host}/", bounded)

    def ask(self, posts: Sequence[PlatformHandle]) -> str:
        """See `Compliance.ask`: at most `POSTS_PER_JOB` posts.

        Raises:
            Throttled: Another job is under way; one that lost its upload ends by itself within 15 minutes.
                PlatformError: X took no job, or not its file. Nothing is asked then.
        """
        if not 0 < len(posts) <= POSTS_PER_JOB:
            raise ValueError(f"a job is about 1 to {POSTS_PER_JOB} posts")
        job = _job(self._client.read(lambda x: x.create_compliance_job("tweets")))
        name = job.get("id")
        if not is_id(name):
            raise no_answer("job")
        ids = "".join(f"{post.post_id}\n" for post in posts if is_id(post.post_id))
        self._file("PUT", job.get("upload_url"), ids.encode("ascii"))
        return str(name)

    def gone(self, job: str) -> frozenset[str] | None:
        """See `Compliance.gone`: ids as in `PlatformHandle.post_id`."""
        if not is_id(job):
            raise Refused("job", msg("The job's name is not one of X."))
        try:
            found = _job(self._client.read(lambda x: x.get_compliance_job(job)))
            state = found.get("status")
            if state in _UNDER_WAY:
                return None
            if state == "complete":
                return read_results(self._file("GET", found.get("download_url")))
            code = f"job {state}" if state in _ENDED else "job unknown"
        except AccountProblem as no:
            if status_of(no) not in _NO_LONGER:
                raise
            code = no.code
        raise Refused(code, msg("X has no result of that compliance job ({code}).", code=code))

    def _file(self, method: str, address: object, body: bytes | None = None) -> bytes:
        """Send or fetch a job's file, once.

        Raises:
            PlatformError: X names an address that is none of its own, or the file did not go through.
        """
        host = host_of(address)
        if host not in self._hosts:
            raise no_answer("address")
        headers = {"Content-Type": "text/plain"} if body is not None else {}
        headers |= permission(host, self._token)
        # The failure is kept apart and not chained: its address is a permission, and it may hold the token.
        try:
            answer = self._files.request(method, str(address), data=body, headers=headers)
            failure = None if 200 <= answer.status_code < 300 else read_failure(answer)
        except requests.RequestException as error:
            lost = type(error).__name__
        else:
            if failure is None:
                return answer.content
            raise read_problem(failure, self._clock.now())
        raise no_answer(lost)


def host_of(address: object) -> str:
    """Return scheme, host and port of an address, or "" where it is anything that could be read in two ways."""
    plain = _PLAIN.fullmatch(address) if isinstance(address, str) else None
    return plain["host"].lower() if plain else ""


def permission(host: str, token: str) -> dict[str, str]:
    """Return the header that a file's address wants beside what it carries itself: the token is for X alone."""
    return {} if host in STORE_HOSTS else {"Authorization": f"Bearer {token}"}


def read_results(body: bytes) -> frozenset[str]:
    """Return the ids of posts that were deleted, or whose author was suspended, protected or deactivated.

    An id that is missing is well. `rehydrate` tells of an edit: it comes as a post with a new id, and is read as one.

    Raises:
        Unavailable: It is not what X documents: one JSON object on a line.
    """
    found: set[str] = set()
    for line in body.splitlines():
        if not line.strip():
            continue
        try:
            result = json.loads(line)
        except (ValueError, RecursionError):
            result = None
        post_id = result.get("id") if isinstance(result, dict) else None
        if not isinstance(result, dict) or not isinstance(post_id, str | int):
            raise no_answer("results")
        if result.get("action") == "delete" and result.get("reason") != _KEPT:
            found.add(str(post_id))
    return frozenset(found)


def _job(answer: Mapping[str, object]) -> Mapping[str, object]:
    job = answer.get("data")
    return job if isinstance(job, dict) else {}
