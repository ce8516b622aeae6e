"""The canary test: nothing personal, and no secret, stands in clear in anything that the product writes."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time

import httpx
import pytest

from smbot.core.clock import SystemClock
from smbot.testing.x import Fault, XServer, XWorld
from smbot.testing.x.nouns import Page
from tests.crash import worker
from tests.crash.test_kills import FORKS
from tests.installations import PASSWORD, SECRETS, write_installation
from tests.leaks.sinks import forms, found_below, found_in

VALUES = {
    "name": "Zéphirine Quackenbusch",
    "phone": "604 555-0187",
    "email": "zeph.quack@example.org",
    "address": "4182 Wallaby Crescent",
    "postal code": "V6T 1Z4",
    "sin": "130 692 544",
    "card": "4111 1111 1111 1111",
    "health number": "9876 543 217",
    "birth": "1961-04-17",
    "name in a picture": "Theodosia Wigglesworth",
    "phone in a picture": "604 555-0144",
    "name in a title": "Barnabas Crumplehorn",
    "e-mail in an address": "barnabas.crumple@example.org",
    "number in an address": "88429310775566",
    "phone in a poll": "604 555-0166",
    "name of who is quoted": "Philomena Dragonwagon",
    "handle of who is quoted": "philodragonw",
    "phone in a quoted post": "604 555-0122",
}
ADDRESS = "https://example.org/form/88429310775566/barnabas-crumplehorn?to=barnabas.crumple@example.org"
POSTS = (
    "@servicenord Hello, my name is Zéphirine Quackenbusch and nobody called me back at 604 555-0187 or "
    "zeph.quack@example.org. This is the third time I complain!",
    "@servicenord je demeure au 4182 Wallaby Crescent, Vancouver V6T 1Z4, mon NAS est 130 692 544, rappelez-moi",
    "@servicenord you charged my card 4111 1111 1111 1111 twice. PHN 9876 543 217, born 1961-04-17. I want my file.",
)
HANDLE = "zeph_quackenbusch"
QUOTED = "philodragonw"
STAGES = (
    "collect.page-read",
    "collect.posts-kept",
    "collect.before-commit",
    "redact.begun",
    "redact.masked",
    "redact.before-commit",
    "triage.decided",
    "triage.before-commit",
    "draft.begun",
    "draft.before-commit",
    "send.before-claim",
    "send.claimed",
    "send.answered",
    "send.keeping-sent",
)


@pytest.fixture
def a_world():
    world = XWorld(SystemClock())
    world.add_user(HANDLE, VALUES["name"])
    world.add_user(QUOTED, VALUES["name of who is quoted"])
    quoted = world.post(QUOTED, "Call me at 604 555-0122, I wait since June!", pictures=["Theodosia Wigglesworth"])
    world.post(
        HANDLE,
        f"{POSTS[0]} {ADDRESS}",
        quotes=quoted,
        pictures=["A letter to Mrs. Theodosia Wigglesworth, call 604 555-0144"],
        poll=["Call 604 555-0166", "Non"],
        pages={ADDRESS: Page(title="My name is Barnabas Crumplehorn", description="Barnabas Crumplehorn waits")},
    )
    world.post(HANDLE, f"{POSTS[1]} merci Philomena #JusticeForPhilomenaDragonwagon", reply_to=quoted)
    world.post(HANDLE, POSTS[2])
    return world


def canaries_of(world):
    """Return every value that must not appear: what people posted, what identifies them, and our secrets."""
    author = world.user_named(HANDLE)
    posts = world.posts_by(author.id)
    ids = {f"post id {number}": post.id for number, post in enumerate(posts)}
    secrets = {f"secret {name}": f"SECRET-{name}" for name in SECRETS}
    return {**VALUES, **ids, **secrets, "handle": HANDLE, "author id": author.id, "password": PASSWORD}


def test_the_search_finds_a_value_in_every_form_that_it_knows():
    value = VALUES["email"]

    for form, needle in forms(value).items():
        found = found_in(b"before " + needle + b" after", {"email": value})

        assert any(form.split(" at ")[0] in place for place in found) or form == "digits"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


FENCED = frozenset({"triage.before-commit", "draft.before-commit"})
"""Stages that go on mention by mention after a failure of the batch."""


@pytest.mark.parametrize("stage", ["", *STAGES])
def test_nothing_personal_stands_anywhere_when_a_stage_fails(stage, tmp_path, a_world):
    stderr = tmp_path / "stderr"
    with XServer(a_world) as server:
        config = write_installation(tmp_path / "site", a_world, server)

        failpoint = stage and f"{stage}=raise"
        process = FORKS.Process(target=worker.quiet_main, args=(str(config), failpoint, 0, str(stderr)))
        process.start()
        process.join(timeout=120)

    assert (process.exitcode == 0) == (stage in {"", *FENCED})
    canaries = canaries_of(a_world)
    assert found_below(tmp_path, canaries, leave_out=("site",)) == []
    assert found_below(tmp_path / "site", canaries, leave_out=("secrets",)) == []


def test_nothing_personal_leaves_the_whole_product_at_work(tmp_path, a_world):
    port, monitored = free_port(), free_port()
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    canaries = canaries_of(a_world)
    with XServer(a_world) as server:
        server.faults.next("POST /2/tweets", Fault.DROP_AFTER_COMMIT)
        site = tmp_path / "site"
        config = write_installation(site, a_world, server, port=port)
        environment = {**os.environ, "TMPDIR": str(temporary), "SMBOT_CONFIG": str(config), "SMBOT_LOG__LEVEL": "info"}
        environment["SMBOT_MONITORING__PORT"] = str(monitored)
        smbot = [sys.executable, "-m", "smbot.cli.main"]
        with (tmp_path / "output").open("wb") as output:
            daemon = subprocess.Popen([*smbot, "run"], env=environment, stdout=output, stderr=output)
            try:
                answers = work_at_the_desk(f"http://127.0.0.1:{port}", a_world)
                answers += record(httpx.get(f"http://127.0.0.1:{monitored}/metrics"))
                for arguments in (["queue", "list"], ["queue", "list", "--json"], ["audit", "verify"], ["doctor"]):
                    done = subprocess.run([*smbot, *arguments], env=environment, capture_output=True, check=False)
                    output.write(done.stdout + done.stderr)
                export = site / "export.jsonl"
                subprocess.run([*smbot, "audit", "export", str(export)], env=environment, check=True)
            finally:
                daemon.send_signal(signal.SIGTERM)
                assert daemon.wait(timeout=60) == 0

    assert len(a_world.replies_of("servicenord")) >= 1, "the test must see a reply leave"
    assert [place for place in found_in(answers, canaries) if not place.startswith("password")] == []
    assert found_below(tmp_path, canaries, leave_out=("site",)) == []
    assert found_below(site, canaries, leave_out=("secrets",)) == []
    assert export.read_text("utf-8").count("mention.redacted") == len(POSTS)


def work_at_the_desk(address, world):
    """Sign in, look at everything, approve, see a reply leave; return all bodies and headers that came."""
    seen = b""
    with httpx.Client(base_url=address, headers={"Origin": address, "Sec-Fetch-Site": "same-origin"}) as browser:
        for _ in range(300):
            try:
                page = browser.get("/sign-in")
                break
            except httpx.TransportError:
                time.sleep(0.2)
        browser.post("/sign-in", data={**hidden(page.text), "name": "bob", "password": PASSWORD})
        items = []
        for _ in range(150):
            listing = browser.get("/queue?tab=all")
            items = sorted(set(re.findall(r"/items/(m-[a-z0-9]{16})", listing.text)))
            if len(items) == len(POSTS):
                break
            time.sleep(0.2)
        assert len(items) == len(POSTS)
        for item in items:
            page = browser.get(f"/items/{item}")
            answer = browser.post(f"/items/{item}/approve", data=hidden(page.text))
            seen += record(page) + record(answer) + record(browser.get(f"/items/{item}"))
        seen += record(listing) + record(browser.get("/audit"))
        seen += record(browser.get("/system")) + record(browser.get("/health"))
    for _ in range(300):
        if world.replies_of("servicenord"):
            break
        time.sleep(0.1)
    return seen


def hidden(page):
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))


def record(answer):
    return json.dumps([answer.status_code, dict(answer.headers)]).encode() + answer.content
