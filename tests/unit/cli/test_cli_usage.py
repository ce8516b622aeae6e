"""Questions at a terminal, and mistakes in how a command is called: in the reader's language, with the fix."""

import io

import pytest
import typer

from smbot.cli import asking

GOOD = "correct horse battery"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("lost",), "There is no such command or argument: lost\n"),
        (("queue", "show", "one", "two"), "There is no such command or argument: two\n"),
        (("connect",), "platform is missing.\n  → See: smbot connect --help"),
        (("connect", "x", "--lost"), "There is no option --lost.\n  → See: smbot connect --help"),
        (("connect", "x", "--step"), "--step needs a value."),
        (("user", "add", "Bo", "--role", "agent"), "--role: this value is not possible. Use one of: viewer, reviewer"),
        (("fake-platforms", "--port", "99999"), "--port: a number from 1 to 65535 is needed."),
        (("queue", "list", "--limit", "many"), "--limit"),
    ],
)
def test_a_mistake_in_the_call_is_told_with_the_way_to_help(smbot, arguments, told):
    done = smbot(*arguments)

    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert "--help" in done.err


@pytest.mark.parametrize(
    "arguments", [("lost",), ("connect",), ("connect", "x", "--lost"), ("user", "add", "Bo", "--role", "agent")]
)
def test_in_french_nothing_of_it_is_in_english(smbot, monkeypatch, arguments):
    monkeypatch.setenv("SMBOT_LANG", "fr")

    told = smbot(*arguments).err

    assert told.endswith("--help\n")
    assert "Voir\N{NO-BREAK SPACE}: smbot" in told
    assert not any(word in told for word in ("Missing", "Usage", "Try", "not possible", "option:"))


@pytest.fixture
def answers(monkeypatch):
    """What is typed where nothing is shown, one answer for each question; the questions are kept."""
    asked: list[str] = []

    def give(*lines):
        waiting = list(lines)

        def getpass(prompt, _stream):
            asked.append(prompt)
            return waiting.pop(0)

        monkeypatch.setattr(asking, "getpass", getpass)
        return asked

    return give


def test_a_password_that_will_not_do_is_not_asked_for_twice(answers, capsys):
    asked = answers("short", GOOD, "another one of them", GOOD, GOOD)

    assert asking.new_password() == GOOD
    assert len(asked) == 5
    told = capsys.readouterr().err
    assert "12 to 256 characters" in told
    assert "The two are not the same." in told
    assert "short" not in told


def test_without_a_terminal_nobody_is_asked_for_a_yes(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))

    with pytest.raises(asking.InputError, match="terminal"):
        asking.agree("Go on?")


def test_the_end_of_what_is_typed_is_a_no(monkeypatch):
    stdin = io.StringIO("")
    stdin.isatty = lambda: True
    monkeypatch.setattr("sys.stdin", stdin)

    with pytest.raises(typer.Abort):
        asking.agree("Go on?")


def test_help_in_french_says_what_help_does_and_leaves_no_guillemet_alone_at_a_lines_end(smbot, monkeypatch):
    monkeypatch.setenv("SMBOT_LANG", "fr")
    monkeypatch.setenv("COLUMNS", "80")

    told = smbot("queue", "--help").out

    assert "Afficher cette aide." in told
    assert "Show this" not in told
    assert "« no-reply »".replace(" ", "\N{NO-BREAK SPACE}") in told
