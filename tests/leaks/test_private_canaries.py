"""The canary test of the private zone: what is typed into the secure page stands in clear nowhere, in no address."""

import json
import os
import re
import signal
import subprocess
import sys
import time

import httpx
import pytest

from smbot import settings
from smbot.bootstrap import Application
from smbot.installation import NewMember, install
from smbot.settings import FILE_NAME
from tests.installations import PASSWORD
from tests.leaks.sinks import found_below, found_in
from tests.leaks.test_canaries import free_port, hidden, record

SMBOT = [sys.executable, "-m", "smbot.cli.main"]
CASE = "c-canary"
PASSPHRASE = "zéphyr wombat kettle 88"
VALUES = {
    "name": "Zéphirine Quackenbusch",
    "phone": "604 555-0187",
    "email": "zeph.quack@example.org",
    "address": "4182 Wallaby Crescent",
    "sin": "130 692 544",
    "place": "the Wallaby Crescent counter",
    "words": "nobody listens to marmalade",
    "answer": "Dear Zéphirine, your marmalade file is whole",
}
LETTER = {
    "text": "I am Zéphirine Quackenbusch of 4182 Wallaby Crescent, SIN 130 692 544: nobody listens to marmalade!",
    "answer_in": "fr",
    "channel": "e-mail",
    "contact": VALUES["email"],
    "when": "Tuesday at the Wallaby Crescent counter, or call 604 555-0187",
}
NOTICE = """
authority = { en = "section 26(c) of the Example Act", fr = "l’alinéa 26c) de la Loi exemplaire" }
questions = { en = "the privacy officer", fr = "le responsable de la vie privée" }
"""


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    install(folder, NewMember(name="bob", password=PASSWORD)).close()
    file = folder / FILE_NAME
    text = file.read_text("utf-8").replace("[citizen]\n", f"[citizen]\n{NOTICE}")
    file.write_text(text.replace("port = 8325", f"port = {free_port()}"), "utf-8")
    (tmp_path / "tmp").mkdir()
    return folder


def addresses(seen):
    """Return every address that was asked for or led to."""
    return "\n".join(f"{answer.request.url} {answer.headers.get('location', '')}" for answer in seen).encode()


def test_nothing_said_in_private_stands_in_clear_anywhere(tmp_path, site):
    file = site / FILE_NAME
    port = settings.load(file).settings.citizen.port
    environment = {**os.environ, "TMPDIR": str(tmp_path / "tmp"), "SMBOT_CONFIG": str(file), "SMBOT_LOG__LEVEL": "info"}

    def smbot(*arguments, typed=None):
        return subprocess.run(
            [*SMBOT, *arguments], env=environment, input=typed, capture_output=True, check=True
        ).stdout

    code = json.loads(smbot("private", "codes", CASE, "--new", "--json"))[0]["code"]
    smbot("private", "assign", CASE, "bob")
    with (tmp_path / "output").open("wb") as output:
        page = subprocess.Popen([*SMBOT, "citizen"], env=environment, stdout=output, stderr=output)
        try:
            seen = use_the_page(f"http://127.0.0.1:{port}", code)
            opened = smbot("private", "open", CASE, "--json")
            smbot("private", "answer", CASE, "--file", "-", typed=VALUES["answer"].encode())
            back, answered = come_back(f"http://127.0.0.1:{port}", code)
            for arguments in (
                ["private", "list"],
                ["private", "list", "--json"],
                ["private", "tell"],
                ["queue", "list", "--json"],
                ["audit", "verify"],
                ["audit", "export", str(site / "export.jsonl")],
            ):
                output.write(smbot(*arguments))
        finally:
            page.send_signal(signal.SIGINT)
            page.wait(timeout=60)

    canaries = VALUES | {"passphrase": PASSPHRASE}
    assert VALUES["words"] in json.loads(opened)[0]["text"], "the test must see that the assignee can read"
    assert VALUES["answer"] in answered, "and that the person can"
    assert found_in(addresses([*seen, *back]), canaries) == []
    errors = [answer for answer in seen if answer.status_code >= 400]
    assert len(errors) >= 4, "the test must see refusals"
    assert found_in(b"".join(record(answer) for answer in errors if "/thread" not in str(answer.url)), canaries) == []
    assert found_below(tmp_path, canaries, leave_out=("site",)) == []
    assert found_below(site, canaries) == []
    assert shown_at_the_desk(file, canaries) == []


def use_the_page(address, code):
    """Enter, err, write, and try what must fail; return every answer."""
    with httpx.Client(base_url=address, headers={"Origin": address, "Sec-Fetch-Site": "same-origin"}) as browser:
        for _ in range(300):
            try:
                seen = [browser.get("/")]
                break
            except httpx.TransportError:
                time.sleep(0.2)
        first = {"code": code, "passphrase": PASSPHRASE, "again": PASSPHRASE}
        seen.append(browser.post("/fr/first", data=first | {"again": VALUES["name"]}))
        seen.append(browser.post("/fr/enter", data={"code": VALUES["name"][:9], "passphrase": VALUES["words"]}))
        seen.append(browser.post("/fr/first", data=first))
        thread = browser.get("/fr/thread")
        token = hidden(thread.text)
        seen += [thread, browser.post("/fr/thread", data=LETTER | {"csrf": VALUES["name"]})]
        seen.append(browser.post("/fr/thread", data=token | LETTER | {"channel": "text", "contact": VALUES["name"]}))
        seen.append(browser.post("/fr/thread", data=token | LETTER))
        seen.append(browser.post(f"/fr/{VALUES['words'][:6]}", data=token | LETTER))
        seen.append(browser.post("/fr/thread", data=token | {"text": LETTER["text"] * 5_000}))
        seen.append(browser.post("/fr/enter", data={"code": code, "passphrase": VALUES["address"]}))
        seen.append(browser.post("/fr/close", data=token))
    return seen


def come_back(address, code):
    """Read the answer, and write once more; return every answer, and what the thread shows."""
    with httpx.Client(base_url=address, headers={"Origin": address, "Sec-Fetch-Site": "same-origin"}) as browser:
        seen = [browser.post("/en/enter", data={"code": code, "passphrase": PASSPHRASE})]
        thread = browser.get("/en/thread")
        seen += [thread, browser.post("/en/thread", data=hidden(thread.text) | LETTER)]
    return seen, re.sub(r"\s+", " ", thread.text)


def shown_at_the_desk(file, canaries):
    """Search the queue, the audit log, and how the installation fares."""
    application = Application(settings.load(file), environment={})
    try:
        with application.store.read() as tx:
            told = b"".join(record.body for record in tx.audit_records())
            told += repr(tx.private_cases()).encode() + repr(tx.codes_of(CASE)).encode()
            told += repr(tx.private_messages(CASE)).encode() + repr(tx.notices_of(CASE)).encode()
        told += repr(application.vitals()).encode()
    finally:
        application.close()
    assert b"private.received" in told
    return found_in(told, canaries)
