"""`smbot guard`: pairs in, judgements out."""

import json
from itertools import count
from pathlib import Path

import pytest

from smbot import offices
from smbot.handoff.codes import new_code, shown
from smbot.shipped import example_configuration

GOOD = {
    "post": "I waited three hours at the counter",
    "reply": "Hello, bonjour. Thank you for telling us. To talk in private, use the message button.",
    "platform": "x",
}
BAD = {
    "post": "My name is Julie Tremblay, call me at 604 555-0187",
    "reply": "Hello, bonjour. Thank you for writing. We will call the number ending in 0187.",
    "platform": "facebook",
    "language": "en",
}


@pytest.fixture
def judged(smbot, tmp_path, monkeypatch):
    """Return `judged(*lines, options)`: the exit code and what was written, one value a line."""
    monkeypatch.chdir(tmp_path)

    def run(*lines, options=()):
        file = tmp_path / "pairs.jsonl"
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        outcome = smbot("guard", str(file), *options)
        return outcome.code, [json.loads(line) for line in outcome.out.splitlines()]

    return run


def test_replies_that_may_all_leave_end_well(judged):
    code, lines = judged(json.dumps(GOOD), "", json.dumps(GOOD | {"platform": "facebook", "id": 7}))

    assert code == 0
    assert lines == [{"allowed": True, "reasons": []}] * 2


def test_a_refusal_says_rule_place_and_reason_in_the_editors_language(judged):
    code, (line,) = judged(json.dumps(BAD), options=["--lang", "fr"])

    (reason,) = line["reasons"]
    assert (code, line["allowed"]) == (1, False)
    assert reason["rule"] == "echo"
    assert BAD["reply"][reason["start"] : reason["end"]] == "0187."
    assert "renseignement personnel" in reason["message"]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("nonsense", "The line is not JSON."),
        ("[]", "The line is JSON but not an object."),
        (json.dumps(GOOD | {"post": 3}), "The field post is missing or is not text."),
        (json.dumps({"post": "a", "platform": "x"}), "The field reply is missing or is not text."),
        (json.dumps(GOOD | {"platform": "myspace"}), "The field platform names none that smbot knows."),
        (json.dumps(GOOD | {"language": "de"}), "The field language is neither en nor fr."),
    ],
)
def test_a_bad_line_says_what_is_wrong_and_the_others_are_judged(judged, line, what):
    code, (first, second, third) = judged(json.dumps(GOOD), line, json.dumps(BAD))

    assert code == 2
    assert first["allowed"]
    assert (second["line"], second["error"]) == (2, what)
    assert second["mend"]
    assert not third["allowed"]


def test_what_the_installation_publishes_may_be_said(judged, tmp_path):
    reply = "Hello, bonjour. Thank you for writing. Our number is 250 555-0164."
    config = tmp_path / "own.toml"
    example = example_configuration().read_text(encoding="utf-8")
    config.write_text(example.replace("1-800-555-0100", "250 555-0164"), encoding="utf-8")

    assert judged(json.dumps(GOOD | {"reply": reply}))[0] == 1
    assert judged(json.dumps(GOOD | {"reply": reply}), options=["--config", str(config)])[0] == 0


def test_another_language_for_the_reasons_is_refused(smbot):
    assert smbot("guard", "--lang", "de").code == 2


@pytest.fixture
def installed(tmp_path):
    """The file of an installation with its directory beside it."""
    config = tmp_path / "own.toml"
    config.write_bytes(example_configuration().read_bytes())
    directory = Path(offices.__file__).with_name("directory.yaml")
    (tmp_path / "directory.yaml").write_bytes(directory.read_bytes())
    return config


def test_the_number_of_another_body_to_which_the_directory_refers_may_be_said(judged, installed):
    reply = "Hello, bonjour. Thank you for writing. For passports, call 1-800-555-0177."

    assert judged(json.dumps(GOOD | {"reply": reply}), options=["--config", str(installed)])[0] == 0


def test_a_case_code_may_be_said_where_an_installation_makes_them(judged, installed):
    numbers = count()
    code = shown(new_code(lambda below: next(numbers) * 5 % below))
    reply = f"Hello, bonjour. Thank you for writing. To write in private, use {code}."

    assert judged(json.dumps(GOOD | {"reply": reply}))[0] == 1
    assert judged(json.dumps(GOOD | {"reply": reply}), options=["--config", str(installed)])[0] == 0
