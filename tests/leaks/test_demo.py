"""The demonstration goes through the product itself, says nothing personal, and leaves nothing behind."""

import json
import os
import signal
import subprocess
import sys
import time
from importlib.resources import files

import pytest

from smbot.demo.posts import load_posts

SMBOT = [sys.executable, "-m", "smbot.cli.main"]
LEAST_POSTS = 200


@pytest.fixture
def surroundings(tmp_path):
    """An environment whose temporary folder is ours to look at, with a home of its own."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    return {**os.environ, "TMPDIR": str(temporary), "HOME": str(tmp_path), "SMBOT_LANG": "en"}


def private_values():
    """Return what the posts of the demonstration hold of personal information, long enough to be told from chance."""
    lines = files("smbot.demo").joinpath("posts.jsonl").read_text("utf-8").splitlines()
    return [value for line in lines for value in json.loads(line)["private"] if len(value) >= 8]


def test_one_round_ends_with_one_object_that_adds_up(surroundings, tmp_path):
    done = subprocess.run([*SMBOT, "demo", "--once", "--json"], env=surroundings, capture_output=True, check=True)

    found = json.loads(done.stdout)
    waiting, _ = load_posts()
    assert list(found) == ["collected", "masked", "labels", "drafts", "sent", "quarantined", "audit"]
    assert found["collected"] == len(waiting) >= LEAST_POSTS
    assert found["audit"]["verified"] is True
    assert found["audit"]["events"] > found["collected"]
    assert 0 < found["sent"] <= found["drafts"] <= found["collected"] - found["quarantined"]
    assert min(found["masked"][entity] for entity in ("PERSON", "PHONE_NUMBER", "EMAIL_ADDRESS", "STREET_ADDRESS")) > 0
    assert {"access_request", "complaint", "urgent", "wrong_office"} <= set(found["labels"])
    assert [value for value in private_values() if value.encode() in done.stdout + done.stderr] == []
    assert list((tmp_path / "tmp").iterdir()) == []


def test_the_running_demonstration_ends_on_interruption_with_a_verified_log_and_nothing_left(surroundings, tmp_path):
    output = tmp_path / "output"
    with output.open("wb") as stream:
        process = subprocess.Popen([*SMBOT, "demo", "--port", "0"], env=surroundings, stdout=stream, stderr=stream)
        try:
            for _ in range(600):
                if b"possible access requests: " in output.read_bytes():
                    break
                time.sleep(0.1)
            process.send_signal(signal.SIGINT)
            code = process.wait(timeout=60)
        finally:
            process.kill()

    said = output.read_text("utf-8")
    assert code == 0
    assert said.startswith("Synthetic posts. No network.")
    assert all(f"  {name} (" in said for name in ("alice", "bob", "carol"))
    assert "unbroken" in said
    assert list((tmp_path / "tmp").iterdir()) == []
