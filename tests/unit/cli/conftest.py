"""Runs the command line in this process, as `main` does, on an installation in a temporary folder."""

import logging
import sys
from dataclasses import dataclass

import pytest
import structlog
from fakes import stored_mention

from smbot import settings
from smbot.bootstrap import Application
from smbot.cli.main import main
from smbot.logs import NOISY

LIVE = {
    'mode = "listen"': 'mode = "live"',
    "enabled = false\n# The account's number on X": "enabled = true\n# The account's number on X",
    'user_id = ""': 'user_id = "42"',
    'username = ""': 'username = "servicenord"',
}


@dataclass
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def in_english_with_logging_put_back(monkeypatch):
    """Commands configure logging for their process and speak the reader's language: neither may leak out."""
    monkeypatch.setenv("SMBOT_LANG", "en")
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in NOISY}
    yield
    structlog.reset_defaults()
    root.handlers[:], root.level = handlers, level
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


@pytest.fixture
def smbot(monkeypatch, capsys):
    """The command: `smbot("queue", "list")` returns its exit code and what it wrote."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["smbot", *map(str, arguments)])
        capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else 1 if leaving.code else 0
        written = capsys.readouterr()
        return Outcome(code, written.out, written.err)

    return run


@pytest.fixture
def config(an_installation, monkeypatch):
    """The configuration file of an installation, which every command of the test uses."""
    file = an_installation.configuration.file
    monkeypatch.setenv("SMBOT_CONFIG", str(file))
    return file


@pytest.fixture
def live(config):
    """The same installation with X connected and replies allowed to leave."""
    text = config.read_text("utf-8")
    for before, after in LIVE.items():
        assert before in text
        text = text.replace(before, after)
    config.write_text(text, "utf-8")
    return config


@pytest.fixture
def stored(an_installation):
    """The factory `stored(**changes)` of mentions in the installation's queue."""

    def store(**changes):
        return stored_mention(an_installation.store, **changes)

    return store


@pytest.fixture
def application(config):
    """The application as another process would open it."""
    found = Application(settings.load(config), environment={})
    yield found
    found.close()
