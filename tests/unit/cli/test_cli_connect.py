"""`smbot connect`: by environment, by file, and typed at a terminal; what is secret is shown nowhere."""

import json
import os
import pty
import select
import stat
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from townhall import APP_SECRET, USER_TOKEN, Townhall, page_token, wrong

from smbot.cli.connect import Speaker
from smbot.core.clock import SystemClock
from smbot.core.ids import new_member_id
from smbot.core.messages import msg
from smbot.core.roles import Member, Role
from smbot.platforms.ports import Step
from smbot.testing import facebook, x

ROOT = Path(__file__).parents[3]
VARIABLES = {
    "SMBOT_TOWNHALL_APP": "ours",
    "SMBOT_TOWNHALL_APP_SECRET": APP_SECRET,
    "SMBOT_TOWNHALL_USER_TOKEN": USER_TOKEN,
    "SMBOT_TOWNHALL_WEBHOOK_WORD": "canary-word",
    "SMBOT_TOWNHALL_PAGE_ID": "2",
}


@pytest.fixture
def packages(tmp_path, monkeypatch):
    """A folder of installed packages in which another's platform is found."""
    folder = tmp_path / "installed" / "townhall-1.0.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: townhall\nVersion: 1.0\n")
    (folder / "entry_points.txt").write_text("[smbot.platforms]\ntownhall = townhall:ADAPTER\n")
    monkeypatch.syspath_prepend(str(folder.parent))
    return folder.parent


@pytest.fixture
def townhall(packages, monkeypatch):
    """The platform."""
    platform = Townhall()
    monkeypatch.setattr("townhall.ADAPTER", platform)
    return platform


@pytest.fixture
def given(monkeypatch):
    """The factory `given(**changes)` that sets the variables; None leaves one out."""

    def put(**changes):
        for name, value in {**VARIABLES, **changes}.items():
            if value is None:
                monkeypatch.delenv(name, raising=False)
            else:
                monkeypatch.setenv(name, value)

    return put


@pytest.fixture
def connected(smbot, config, townhall, given, monkeypatch):
    """The platform, connected; the variables are gone again."""
    given()
    done = smbot("connect", "townhall")
    assert done.code == 0, done.err
    for name in VARIABLES:
        monkeypatch.delenv(name)
    return townhall


def secrets_of(config):
    """The stored secrets with their modes."""
    folder = config.parent / "secrets"
    return {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}


def table_of(config):
    """The platform's table."""
    return tomllib.loads(config.read_text("utf-8"))["platforms"].get("townhall")


# --- nobody at a terminal ----------------------------------------------------------------------------


def test_an_unknown_platform_is_told_with_those_there_are(smbot, config):
    done = smbot("connect", "myspace")

    assert done.code == 3
    assert "There is no platform of this name." in done.err
    assert "facebook" in done.err


def test_by_the_environment_everything_is_stored_switched_on_and_told(smbot, config, townhall, given):
    given()
    before = config.read_text("utf-8")

    done = smbot("connect", "townhall")

    assert (done.code, done.out) == (0, "")
    assert "✓ Step 2 of 4: The app: this holds." in done.err
    assert "✓ Town Hall is connected. Next: “smbot doctor”, then restart smbot." in done.err
    assert secrets_of(config) == {f"townhall.{n}": 0o600 for n in ("app_secret", "page_token", "webhook_word")}
    assert table_of(config) == {"app": "ours", "page_id": "2", "enabled": True}
    assert config.read_text("utf-8").startswith(before.rstrip("\n"))
    assert "canary" not in done.err


def test_without_a_terminal_nobody_is_asked_and_the_variable_is_named(smbot, config, townhall, given):
    given(SMBOT_TOWNHALL_USER_TOKEN=None)

    done = smbot("connect", "townhall")

    assert done.code == 2
    assert "SMBOT_TOWNHALL_USER_TOKEN" in done.err
    assert table_of(config) == {"app": "ours", "page_id": "2"}  # the step before is kept
    assert secrets_of(config) == {"townhall.app_secret": 0o600}


def test_a_step_that_does_not_hold_says_what_why_and_fix_and_how_to_come_back(smbot, config, townhall, given):
    given(SMBOT_TOWNHALL_APP_SECRET="canary-wrong")

    done = smbot("connect", "townhall")

    assert done.code == 1
    assert "  ✗ The app’s secret is not right.\n      It was typed.\n      → Copy it again.\n" in done.err
    assert "come back with: smbot connect townhall" in done.err
    assert "canary" not in done.err
    assert secrets_of(config) == {}


def test_by_a_file_that_is_its_owners_alone(smbot, config, townhall, tmp_path):
    file = tmp_path / "values.toml"
    file.write_text(
        f'[settings]\napp = "ours"\npage_id = "1"\n[secrets]\napp_secret = "{APP_SECRET}"\n'
        f'user_token = "{USER_TOKEN}"\nwebhook_word = "canary-word"\n'
    )
    file.chmod(0o644)

    open_to_others = smbot("connect", "townhall", "--from", file)
    file.chmod(0o600)
    done = smbot("connect", "townhall", "--from", file)

    assert (open_to_others.code, done.code) == (3, 0)
    assert f"chmod 600 {file}" in open_to_others.err
    assert "canary" not in open_to_others.err + done.err


def test_only_an_administrator_connects(smbot, config, townhall, given, application):
    with application.store.write() as tx:
        tx.add_member(Member(id=new_member_id(), name="Vera", roles=frozenset({Role.VIEWER})), "no hash")
    given()

    done = smbot("connect", "townhall", "--member", "Vera")

    assert done.code == 1
    assert "Your role does not permit this." in done.err
    assert (townhall.calls, secrets_of(config)) == ([], {})


def test_variables_that_go_before_the_file_are_told(smbot, config, townhall, given, monkeypatch):
    given()
    monkeypatch.setenv("SMBOT_PLATFORMS__TOWNHALL__GREETING", "hello")

    done = smbot("connect", "townhall")

    assert "go before the file: SMBOT_PLATFORMS__TOWNHALL__GREETING" in done.err


def test_an_account_that_waits_for_a_person_is_told(smbot, config, townhall, given, application):
    from smbot.core.accounts import AccountHealth

    with application.store.write() as tx:
        tx.keep_health(AccountHealth(account="townhall", paused="401"))
    given()

    done = smbot("connect", "townhall")

    assert "smbot account resume townhall" in done.err


@pytest.mark.parametrize("options", [("--json",), ("--check", "--forget"), ("--step", "app", "--forget")])
def test_options_that_do_not_go_together_are_a_usage_error(smbot, config, townhall, options):
    assert smbot("connect", "townhall", *options).code == 2


def test_a_platform_with_systemd_credentials_says_what_stands_in_the_unit(
    smbot, config, townhall, given, tmp_path, monkeypatch
):
    program = tmp_path / "bin" / "systemd-creds"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nif [ $1 = encrypt ]; then tr a-z b-za; else tr b-za a-z < $3; fi\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    given()

    done = smbot("connect", "townhall", "--systemd-creds", tmp_path / "credstore")

    assert done.code == 0, done.err
    assert f"LoadCredentialEncrypted=NAME:{tmp_path / 'credstore'}/NAME" in done.err
    assert secrets_of(config) == {}
    assert len(list((tmp_path / "credstore").iterdir())) == 3


# --- check -------------------------------------------------------------------------------------------


def test_check_says_what_is_missing_and_changes_nothing(smbot, config, townhall):
    before = config.read_text("utf-8")

    done = smbot("connect", "townhall", "--check")

    assert done.code == 1
    assert "✗ The app: these values are missing: app, app_secret" in done.out
    assert "✗ Town Hall is switched off." in done.out
    assert config.read_text("utf-8") == before


def test_check_of_a_connected_account_holds_without_what_is_not_stored(smbot, config, connected):
    done = smbot("connect", "townhall", "--check")

    assert done.code == 0
    assert done.out.splitlines() == [
        "✓ The app: this holds.",
        "    ✓ The app is there.",
        "✓ The page: this holds.",
        "✓ Words: this holds.",
        "✓ townhall.token: The token works.",
    ]


def test_check_tells_machines(smbot, config, connected):
    connected.trouble = [wrong("The token has ended.")]

    done = smbot("connect", "townhall", "--check", "--json")

    told = json.loads(done.out)
    assert (done.code, told["connected"], told["enabled"]) == (1, False, True)
    assert [(step["name"], step["holds"], step["missing"]) for step in told["steps"]] == [
        ("app", True, []),
        ("page", True, []),
        ("words", True, []),
    ]
    assert told["probe"] == [
        {
            "check": "townhall",
            "ok": False,
            "advice": False,
            "what": "The token has ended.",
            "why": "It was typed.",
            "fix": "Copy it again.",
        }
    ]


def test_a_secret_that_others_can_read_is_told_with_the_mend(smbot, config, connected):
    file = config.parent / "secrets" / "townhall.app_secret"
    file.chmod(0o644)

    done = smbot("connect", "townhall", "--check")

    assert done.code == 3
    assert f"chmod 600 {file}" in done.err


# --- forget ------------------------------------------------------------------------------------------


def test_forgetting_takes_secrets_away_switches_off_and_is_audited(smbot, config, connected, application):
    asked = smbot("connect", "townhall", "--forget")
    done = smbot("connect", "townhall", "--forget", "--yes")

    assert (asked.code, done.code) == (2, 0)
    assert secrets_of(config) == {}
    assert table_of(config) == {"app": "ours", "page_id": "2", "enabled": False}
    with application.store.read() as tx:
        last = json.loads(tx.audit_of("townhall")[-1])
    assert (last["act"], last["actor"]) == ("account.forgotten", "Alice")
    assert last["detail"] == {"stored": ["app_secret", "page_token", "webhook_word"]}


def test_forgetting_says_where_secrets_still_stand(smbot, config, connected, monkeypatch, tmp_path):
    monkeypatch.setenv("SMBOT_TOWNHALL_APP_SECRET", "canary")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    (tmp_path / "townhall.page_token").write_text("canary")

    done = smbot("connect", "townhall", "--forget", "--yes")

    assert "SMBOT_TOWNHALL_APP_SECRET still holds a secret" in done.err
    assert f"{tmp_path / 'townhall.page_token'} still holds a secret" in done.err
    assert "canary" not in done.err


# --- typed at a terminal -----------------------------------------------------------------------------

BOOT = (
    "import fcntl, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); sys.argv[0] = 'smbot'; "
    "from smbot.cli.main import main; main()"
)


class Typist:
    """Somebody who types at a terminal of their own, and all that it showed."""

    def __init__(self, arguments, environment):
        self._master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-c", BOOT, *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
            start_new_session=True,
        )
        os.close(slave)
        self.shown, self._read_to = "", 0

    def answers(self, question, answer):
        """Wait for a question and type an answer to it."""
        end = time.monotonic() + 60
        while question not in self.shown[self._read_to :]:
            ready, _, _ = select.select([self._master], [], [], max(0, end - time.monotonic()))
            more = self._more() if ready else b""
            assert more, f"{question!r} was not asked: {self.shown}"
            self.shown += more.decode()
        self._read_to = self.shown.index(question, self._read_to) + len(question)
        os.write(self._master, answer)

    def leaves(self):
        """Read to the end and return the exit code."""
        while more := self._more():
            self.shown += more.decode()
        os.close(self._master)
        return self.process.wait(60)

    def _more(self):
        try:
            return os.read(self._master, 4096)
        except OSError:
            return b""


@pytest.fixture
def typist(config, packages):
    """The factory `typist(*arguments)` of somebody at a terminal."""
    path = os.pathsep.join([str(packages), str(ROOT / "tests"), str(ROOT)])
    keep = {name: value for name, value in os.environ.items() if not name.startswith("SMBOT_")}
    environment = {**keep, "PYTHONPATH": path, "SMBOT_CONFIG": str(config), "SMBOT_LANG": "en", "TERM": "dumb"}
    started = []

    def start(*arguments, **more):
        started.append(Typist(["connect", *arguments], {**environment, **more}))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.wait()


def test_a_dialogue_with_mistakes_is_interrupted_and_resumed_and_shows_no_secret(typist, config):
    first = typist("townhall")
    first.answers("Press Enter when this is done: ", b"\n")
    first.answers("App: ", b"ours\n")
    first.answers("App secret (not shown while you type): ", b"canary-wrong\n")
    first.answers("✗ The app’s secret is not right.", b"")
    first.answers("Enter tries again, q leaves: ", b"\n")
    first.answers("App [ours; Enter keeps it]: ", b"\n")
    first.answers("App secret [typed; Enter keeps it]: ", APP_SECRET.encode() + b"\n")
    first.answers("User token (not shown while you type): ", b"canary-\xff\xfe\n")
    first.answers("User token (not shown while you type): ", USER_TOKEN.encode() + b"\n")
    first.answers("Which one, 1 to 2: ", b"0\n")
    first.answers("Which one, 1 to 2: ", "²\n".encode())
    first.answers("Which one, 1 to 2: ", b"2\n")
    first.answers("Webhook's word (not shown while you type): ", b"\x03")
    interrupted = first.leaves()
    half = table_of(config)

    again = typist("townhall")
    again.answers("✓ Step 2 of 4: The app: this holds.", b"")
    again.answers("✓ Step 3 of 4: The page: this holds.", b"")
    again.answers("Webhook's word (not shown while you type): ", b"canary-word\n")
    again.answers("Greeting [Enter leaves it out]: ", b"\n")
    done = again.leaves()

    assert (interrupted, done) == (1, 0)
    assert "2. Fer\ufffdries" in first.shown  # what a platform names commands no terminal
    assert "Left at: Words. What held is stored; come back with: smbot connect townhall" in first.shown
    assert half == {"app": "ours", "page_id": "2"}
    assert table_of(config) == {"app": "ours", "page_id": "2", "enabled": True}
    assert (config.parent / "secrets" / "townhall.page_token").read_text() == page_token("2") + "\n"
    assert set(secrets_of(config).values()) == {0o600}
    assert "canary" not in first.shown + again.shown + config.read_text("utf-8")
    assert "canary" not in Path(f"{config.parent}/data/smbot.db").read_bytes().decode("latin-1")


def test_a_rotated_secret_is_asked_for_as_stored_and_whoever_leaves_keeps_the_old_one(typist, connected, config):
    person = typist("townhall", "--step", "app")
    person.answers("App [ours; Enter keeps it]: ", b"\n")
    person.answers("App secret [stored; Enter keeps it]: ", b"canary-wrong\n")
    person.answers("Enter tries again, q leaves: ", b"q\n")

    assert person.leaves() == 1
    assert (config.parent / "secrets" / "townhall.app_secret").read_text() == APP_SECRET + "\n"
    assert "canary" not in person.shown


# --- the platforms that come with smbot --------------------------------------------------------------


def test_the_local_x_is_connected_by_the_environment(smbot, config, monkeypatch):
    with x.XServer(x.XWorld(SystemClock())) as server:
        monkeypatch.setenv("SMBOT_X_API_URL", server.url)
        for number, name in enumerate(x_secrets()):
            monkeypatch.setenv(f"SMBOT_X_{name.upper()}", f"canary-{number}")
        done = smbot("connect", "x")
        checked = smbot("connect", "x", "--check")

    assert (done.code, checked.code) == (0, 0), done.err + checked.out
    found = tomllib.loads(config.read_text("utf-8"))["platforms"]["x"]
    assert (found["enabled"], found["username"], found["user_id"]) == (True, "servicenord", server.world.us.id)
    assert set(secrets_of(config)) == {f"x.{name}" for name in x_secrets()}
    assert "canary" not in done.err + checked.out


def x_secrets():
    """The names of X's secrets."""
    from smbot.platforms.x import SECRETS

    return SECRETS


def test_the_local_facebook_is_connected_by_the_environment(smbot, config, monkeypatch):
    world = facebook.FacebookWorld(SystemClock())
    with facebook.FacebookServer(world) as server:
        monkeypatch.setenv("SMBOT_FACEBOOK_GRAPH_URL", server.url)
        monkeypatch.setenv("SMBOT_FACEBOOK_APP_ID", world.tokens.app_id)
        monkeypatch.setenv("SMBOT_FACEBOOK_APP_SECRET", world.tokens.app_secret)
        monkeypatch.setenv("SMBOT_FACEBOOK_USER_TOKEN", world.tokens.short_user)
        done = smbot("connect", "facebook")
        monkeypatch.delenv("SMBOT_FACEBOOK_USER_TOKEN")
        checked = smbot("connect", "facebook", "--check")

    assert (done.code, checked.code) == (0, 0), done.err + checked.out
    found = tomllib.loads(config.read_text("utf-8"))["platforms"]["facebook"]
    assert (found["enabled"], found["page_id"]) == (True, world.page.id)
    assert (config.parent / "secrets" / "facebook.page_token").read_text().strip() == world.tokens.page
    assert world.tokens.app_secret not in done.err + checked.out
    assert world.tokens.short_user not in done.err


# --- small pieces ------------------------------------------------------------------------------------


def test_a_step_is_wrapped_and_an_address_is_not_broken(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    address = "https://townhall.example/a/very/long/address/indeed"

    Speaker().step(Step(name="a", title=msg("Title"), text=(msg("Open {address} now.", address=address),)), 1, 2)

    told = capsys.readouterr().err
    assert f"  {address}\n" in told
    assert "Step 1 of 2: Title" in told
