"""`smbot private` and `smbot citizen`: what a team does from the command line."""

import io
import json

import pytest
from unit.handoff.conftest import PASSPHRASE, Zone

from smbot.bootstrap.private import persons_thread
from smbot.cli.app import build_app
from smbot.cli.main import main
from smbot.handoff.box import PrivateText
from smbot.handoff.model import Channel, Said

CASE = "c-9"
WORDS = "The roof leaks; call 604 555-0144"


@pytest.fixture
def smbot(an_installation, monkeypatch, capsys):
    """Run a command as its only member; return status, output and what was said."""
    file = an_installation.configuration.file
    monkeypatch.setenv("SMBOT_CONFIG", str(file))
    monkeypatch.setenv("SMBOT_LANG", "en")

    def run(*arguments, typed=""):
        monkeypatch.setattr("sys.argv", ["smbot", *arguments])
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return ended.value.code or 0, out, err

    return run


@pytest.fixture
def zone(an_installation, a_clock):
    return Zone(an_installation, a_clock)


def write(zone, code):
    begun = zone.entry.claim(code, PrivateText(PASSPHRASE), "203.0.113.7")
    visitor = zone.entry.visiting(begun.secret)
    said = Said(text=PrivateText(WORDS), contact=PrivateText("604 555-0144"), when=PrivateText(""))
    persons_thread(zone.application).write(visitor, said, Channel.CALL_BACK, "fr")
    return visitor


def test_a_case_goes_from_its_code_to_its_deletion(smbot, zone):
    [made] = json.loads(smbot("private", "codes", CASE, "--new", "--days", "400", "--json")[1])
    assert smbot("private", "open", CASE)[0] == 1, "nobody's case is opened by nobody"
    assert smbot("private", "assign", CASE, "alice")[0] == 0
    write(zone, made["code"])

    status, out, _ = smbot("private", "open", CASE, "--json")
    [opened] = json.loads(out)
    assert (status, opened["text"], opened["contact"]) == (0, WORDS, "604 555-0144")
    assert WORDS in smbot("private", "open", CASE)[1]
    status, _, err = smbot("private", "answer", CASE, "--file", "-", typed="We come on Monday.")
    assert status == 0
    assert "nothing carries that" in err
    listed = smbot("private", "list", "--json")[1]
    assert WORDS not in listed
    [row] = json.loads(listed)
    assert (row["received"], row["answered"], row["language"]) == (1, 1, "fr")
    assert "roof" not in smbot("private", "list")[1]
    assert smbot("private", "delete", CASE, "--reason", "asked", "--yes")[0] == 0
    [gone, kept] = json.loads(smbot("private", "open", CASE, "--json")[1])
    assert (gone["deleted"], gone["text"], kept["text"]) == (True, None, "We come on Monday.")
    assert "(deleted)" in smbot("private", "open", CASE)[1]


def test_codes_are_renewed_revoked_and_listed_with_their_state(smbot, zone):
    [made] = json.loads(smbot("private", "codes", CASE, "--new", "--json")[1])
    code = made["code"]

    assert "fresh" in smbot("private", "codes", CASE)[1]
    write(zone, code)
    assert "passphrase set" in smbot("private", "codes", CASE)[1]
    assert smbot("private", "find", code.replace("-", " ").lower())[1].startswith(f"{CASE}\tpassphrase set")
    assert json.loads(smbot("private", "find", code, "--json")[1])["case"] == CASE
    assert smbot("private", "renew", code.lower(), "--days", "2")[0] == 0
    assert smbot("private", "revoke", code)[0] == 0
    assert "revoked" in smbot("private", "codes", CASE)[1]
    for command in (
        ["renew", code],
        ["revoke", code],
        ["revoke", "YM3-80X-46X"],
        ["renew", "nonsense"],
        ["find", "nonsense"],
    ):
        assert smbot("private", *command)[0] == 1


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["private", "codes", CASE, "--days", "3"], 2, "--new"),
        (["private", "codes", CASE, "--new", "--days", "0"], 2, ""),
        (["private", "assign", CASE, "nobody"], 1, "cannot take"),
        (["private", "answer", CASE, "--file", "/does/not/exist"], 2, "cannot be read"),
        (["citizen"], 3, "citizen.authority"),
    ],
)
def test_what_will_not_do_is_told_with_its_mend(smbot, arguments, status, words):
    found, _, err = smbot(*arguments)

    assert found == status
    assert words in err


def test_an_empty_zone_says_what_comes_next(smbot):
    assert "codes CASE --new" in smbot("private", "list")[2]
    assert json.loads(smbot("private", "tell", "--json")[1]) == {"told": 0}
    assert "no code" in smbot("private", "codes", CASE)[2]


def test_every_command_has_help(monkeypatch, capsys):
    app = build_app()
    group = next(each for each in app.registered_groups if each.name == "private")

    assert {command.name for command in group.typer_instance.registered_commands} == {
        "list", "assign", "codes", "find", "renew", "revoke", "open", "answer", "delete", "tell",
    }  # fmt: skip
    assert all(command.help for command in group.typer_instance.registered_commands)
