"""Installing, checking, pausing, verifying: exit codes, and errors that say what, where and how to mend."""

import json
import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from smbot import __version__
from smbot.audit.checkpoint import signed_note
from smbot.cli.output import exit_code, fail, language
from smbot.core.accounts import AccountHealth
from smbot.core.errors import (
    ConfigurationError,
    Conflict,
    InputError,
    NotAllowed,
    PlaybookError,
    SealError,
    SmbotError,
    Throttled,
)
from smbot.core.ids import new_member_id
from smbot.core.messages import msg
from smbot.core.roles import Member, Role
from smbot.redact.models import NAME_MODELS
from smbot.verification import sign_log
from tests.tampering import off_guard

PASSWORD = "correct horse battery"
HEAVY = ("fastapi", "spacy", "sqlmodel", "sqlalchemy", "tweepy", "presidio_analyzer", "uvicorn", "lingua")

# --- speaking ----------------------------------------------------------------------------------------

CODES = [
    (ConfigurationError, 3),
    (PlaybookError, 3),
    (InputError, 2),
    (NotAllowed, 1),
    (Conflict, 1),
    (SealError, 1),
    (SmbotError, 1),
]


@pytest.mark.parametrize(("kind", "code"), CODES)
def test_each_kind_of_error_has_its_exit_code(kind, code):
    assert exit_code(kind(msg("It broke."))) == code


def test_what_a_platform_answered_is_told_by_its_own_code():
    assert exit_code(Throttled()) == 4


def test_an_error_says_where_what_and_the_mend_on_stderr(capsys):
    with pytest.raises(SystemExit) as leaving:
        fail(ConfigurationError(msg("It is {how}.", how="bad"), where="config.toml", mend=msg("Mend it.")))

    written = capsys.readouterr()
    assert leaving.value.code == 3
    assert written.out == ""
    assert "config.toml: " in written.err
    assert "It is bad." in written.err
    assert "→ Mend it." in written.err


LANGUAGES = [
    ({}, "en"),
    ({"SMBOT_LANG": "fr"}, "fr"),
    ({"SMBOT_LANG": "FR_ca"}, "fr"),
    ({"LANG": "fr_CA.UTF-8"}, "fr"),
    ({"LANG": "fr_CA.UTF-8", "LC_ALL": "en_CA.UTF-8"}, "en"),
    ({"LANG": "fr_CA.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
    ({"SMBOT_LANG": "de", "LANG": "fr_CA.UTF-8"}, "fr"),
    ({"LC_MESSAGES": "fr", "LANG": "en"}, "fr"),
]


@pytest.mark.parametrize(("environment", "expected"), LANGUAGES)
def test_the_readers_language(environment, expected):
    assert language(environment) == expected


# --- help --------------------------------------------------------------------------------------------


def test_help_and_version_import_nothing_heavy():
    code = (
        "import sys; from smbot.cli.main import main\n"
        "try: main()\n"
        "except SystemExit as e: code = e.code\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules], code, file=sys.stderr)"
    )
    for arguments in (["--help"], ["queue", "--help"], ["queue", "approve", "--help"], ["--version"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False, env=dict(os.environ)
        )
        assert done.stderr.endswith("[] 0\n"), (arguments, done.stderr)


def test_the_version_is_data(smbot):
    assert smbot("--version").out == f"{__version__}\n"


def test_every_command_has_a_help_text(smbot):
    from typer.main import get_command

    from smbot.cli.app import build_app

    def walk(command, path):
        assert command.help, path
        for name, inner in getattr(command, "commands", {}).items():
            walk(inner, [*path, name])
        for parameter in command.params:
            if parameter.name not in {"help"}:
                assert getattr(parameter, "help", ""), [*path, parameter.name]

    walk(get_command(build_app()), ["smbot"])


@pytest.mark.parametrize("arguments", [[], ["queue"], ["lost"], ["queue", "lost"]])
def test_a_command_that_is_none_is_a_usage_error(smbot, arguments):
    assert smbot(*arguments).code == 2


# --- init --------------------------------------------------------------------------------------------


@pytest.fixture
def password_file(tmp_path):
    file = tmp_path / "password"
    file.write_text(PASSWORD + "\n")
    return file


def test_init_makes_an_installation_that_its_owner_alone_can_read(smbot, tmp_path, password_file):
    folder = tmp_path / "new"

    done = smbot("init", folder, "--name", "Alice", "--password-file", password_file)

    assert done.code == 0, done.err
    assert {p.name for p in folder.iterdir()} == {
        "config.toml",
        "data",
        "directory.yaml",
        "keys",
        "playbooks",
        "secrets",
    }
    for path in (folder, folder / "config.toml", folder / "data", folder / "keys", folder / "secrets"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
    assert PASSWORD not in done.out + done.err


def test_init_keeps_what_is_there(smbot, tmp_path, password_file):
    folder = tmp_path / "new"
    smbot("init", folder, "--name", "Alice", "--password-file", password_file)
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.suffix in {".toml", ".key", ".yaml"}}

    again = smbot("init", folder)

    assert again.code == 0
    assert {p: p.read_bytes() for p in before} == before


@pytest.mark.parametrize("key", ["digest.key", "audit.key", "cursor.key", "compliance.pub"])
def test_init_makes_no_new_key_beside_a_database(smbot, config, key):
    (config.parent / "keys" / key).unlink()

    done = smbot("init", config.parent)

    assert done.code == 3
    assert str(config.parent / "keys" / key) in done.err
    assert not (config.parent / "keys" / key).exists()


def test_init_adds_no_second_administrator(smbot, config, password_file):
    done = smbot("init", config.parent, "--name", "Alice", "--password-file", password_file)

    assert done.code == 1
    assert done.err.startswith("Alice: There is an administrator already")


def test_a_short_password_is_refused_and_not_shown(smbot, tmp_path):
    file = tmp_path / "password"
    file.write_text("canary\n")

    done = smbot("init", tmp_path / "new", "--name", "Alice", "--password-file", file)

    assert done.code == 2
    assert "12 to 256 characters" in done.err
    assert "canary" not in done.err
    assert not (tmp_path / "new").exists()


def test_a_password_file_that_is_not_there_is_told(smbot, tmp_path):
    done = smbot("init", tmp_path / "new", "--name", "Alice", "--password-file", tmp_path / "nowhere")

    assert done.code == 3
    assert done.err.startswith(str(tmp_path / "nowhere"))


def test_without_a_terminal_nobody_is_asked_for_a_password(smbot, tmp_path, monkeypatch):
    monkeypatch.delenv("SMBOT_PASSWORD", raising=False)

    done = smbot("init", tmp_path / "new", "--name", "Alice")

    assert done.code == 2
    assert "--password-file" in done.err


# --- a configuration that does not hold --------------------------------------------------------------


def test_without_configuration_the_way_to_make_one_is_told(smbot, tmp_path):
    done = smbot("queue", "list", "--config", tmp_path / "config.toml")

    assert (done.code, done.out) == (3, "")
    assert done.err.startswith(f"{tmp_path / 'config.toml'}: There is no configuration file.")
    assert "→ Run “smbot init”" in done.err


def test_a_mistake_in_the_configuration_is_told_with_its_key(smbot, config):
    config.write_text(config.read_text("utf-8").replace("undo_seconds = 10", "undo_second = 10"), "utf-8")

    done = smbot("queue", "list")

    assert done.code == 3
    assert f"{config}: sending.undo_second: " in done.err
    assert "“undo_seconds”" in done.err


def test_without_a_database_a_command_makes_none(smbot, config, an_installation):
    an_installation.close()
    an_installation.configuration.database.unlink()

    done = smbot("queue", "list")

    assert done.code == 3
    assert "smbot init" in done.err
    assert not an_installation.configuration.database.exists()


def test_a_database_of_a_newer_version_is_left_alone(smbot, config, an_installation):
    with an_installation.store.write() as tx:
        tx.session.execute(sql("UPDATE alembic_version SET version_num = '9999'"))

    listed, installed = smbot("queue", "list"), smbot("init", config.parent)

    assert (listed.code, installed.code) == (3, 3)
    assert "newer version" in installed.err


def test_init_refuses_a_place_that_is_no_folder(smbot, tmp_path):
    (tmp_path / "file").write_text("mine")

    done = smbot("init", tmp_path / "file")

    assert done.code == 3
    assert "The folder cannot be made (FileExistsError)." in done.err


def test_init_refuses_a_member_without_a_name(smbot, tmp_path, monkeypatch):
    monkeypatch.setenv("SMBOT_PASSWORD", PASSWORD)

    done = smbot("init", tmp_path / "here", "--name", "  ")

    assert done.code == 2
    assert "A member needs a name." in done.err


def test_a_failure_of_our_own_tells_its_type_and_place_and_quotes_nothing(smbot, config):
    (config.parent / "data" / "smbot.db").write_bytes(b"Marie Tremblay" * 1000)

    done = smbot("queue", "list")

    assert done.code == 1
    assert "smbot itself failed (DatabaseError, " in done.err
    assert "Marie" not in done.err
    assert "Traceback" not in done.err


# --- doctor ------------------------------------------------------------------------------------------


def test_doctor_finds_a_fresh_installation_whole(smbot, config):
    done = smbot("doctor", "--json")

    findings = json.loads(done.out)
    wrong = {f["check"] for f in findings if not f["ok"] and not f.get("advice")}
    assert {f["check"] for f in findings} >= {"configuration", "models", "keys", "database", "playbooks", "sending"}
    assert wrong <= {"platforms", "disk", "clock"}  # nothing is connected yet; the machine is not ours


def test_doctor_names_a_key_that_others_can_read_with_the_mend(smbot, config):
    key = config.parent / "keys" / "inbox.key"
    key.chmod(0o644)

    done = smbot("doctor")

    assert done.code == 1
    assert "✗ keys" in done.out
    assert f"chmod 600 {key}" in done.out


def test_doctor_names_halves_that_do_not_belong_together(smbot, config):
    keys = config.parent / "keys"
    (keys / "inbox.pub").write_bytes((keys / "dispatch.pub").read_bytes())

    done = smbot("doctor", "--json")

    assert done.code == 1
    assert any(f["check"] == "keys" and not f["ok"] for f in json.loads(done.out))


def test_doctor_on_nothing_says_so_with_the_code_of_a_configuration_error(smbot, tmp_path):
    done = smbot("doctor", "--config", tmp_path / "config.toml")

    assert done.code == 3
    assert "smbot init" in done.out


BAD_LINES = [
    ('user_id = ""', "user_id = 12", "platforms.x.user_id"),
    ("enabled = false", "enabled = true", "platforms.facebook"),
    ("[platforms.x]", "[platforms.y]", "platforms.y"),
    ("disabled_recognizers = []", 'disabled_recognizers = ["phon"]', "phon"),
]


@pytest.mark.parametrize(("before", "after", "named"), BAD_LINES)
def test_doctor_reads_the_whole_configuration_and_names_what_does_not_hold_once(smbot, config, before, after, named):
    config.write_text(config.read_text("utf-8").replace(before, after, 1), "utf-8")

    done = smbot("doctor")

    assert done.code == 3
    assert done.out.count("✗") == 1
    assert "✗ configuration" in done.out
    assert named in done.out


def test_doctor_warns_of_each_recognizer_that_is_switched_off(smbot, config):
    text = config.read_text("utf-8")
    config.write_text(text.replace("disabled_recognizers = []", 'disabled_recognizers = ["phone"]'), "utf-8")

    done = smbot("doctor")

    assert "! recognizers: The recognizer phone is switched off." in done.out


def test_doctor_checks_the_models_that_the_project_pins():
    pinned = (Path(__file__).parents[3] / "pyproject.toml").read_text("utf-8")

    assert all(f'"{model.requirement}"' in pinned for model in NAME_MODELS.values())


# --- the switch, accounts, monitors ------------------------------------------------------------------


def test_pause_and_resume(smbot, config, application):
    paused = smbot("pause")
    with application.store.read() as tx:
        position = tx.switch("sending-paused")
    resumed = smbot("resume")

    assert (paused.code, resumed.code, position) == (0, 0, "on")
    with application.store.read() as tx:
        assert tx.switch("sending-paused") == "off"


def test_accounts_are_listed_and_resumed(smbot, config, application):
    none = smbot("account", "list")
    with application.store.write() as tx:
        tx.keep_health(AccountHealth(account="x", paused="401", failures=2))
        tx.spend("x", 1_500_000, 10)

    listed = json.loads(smbot("account", "list", "--json").out)
    resumed, again = smbot("account", "resume", "x"), smbot("account", "resume", "x")

    assert (none.code, none.out) == (0, "")
    assert listed == [{"account": "x", "collected_at": None, "paused": "401", "failures": 2, "usd_this_month": 1.5}]
    assert (resumed.code, again.code) == (0, 2)
    assert again.err.startswith("x: This account is not paused.")


@pytest.mark.parametrize(
    "command", [("monitor", "on", "ferries", "--yes"), ("monitor", "off", "ferries"), ("account", "resume", "x")]
)
def test_who_may_not_configure_spends_no_money(smbot, config, application, command):
    with application.store.write() as tx:
        tx.add_member(Member(id=new_member_id(), name="Vera", roles=frozenset({Role.VIEWER})), "no hash")
        tx.keep_health(AccountHealth(account="x", paused="401"))

    done = smbot(*command, "--member", "Vera")

    assert done.code == 1
    assert "Your role does not permit this." in done.err


def test_a_second_run_beside_the_first_says_so_and_ends(smbot, config):
    with socket.create_server(("127.0.0.1", 0)) as first:
        port = first.getsockname()[1]
        config.write_text(config.read_text("utf-8").replace("port = 8321", f"port = {port}"), "utf-8")

        done = smbot("run")

    assert done.code == 3
    assert done.err.startswith(f"web.port = {port}: The port cannot be used")


def test_an_unknown_monitor_is_told(smbot, config):
    assert smbot("monitor", "list").code == 0
    done = smbot("monitor", "on", "ferries", "--yes")

    assert done.code == 2
    assert done.err.startswith("ferries: There is no monitor of this name.")


# --- the audit log -----------------------------------------------------------------------------------


def test_a_whole_log_verifies(smbot, config):
    done = smbot("audit", "verify", "--json")

    verdict = json.loads(done.out)
    assert (done.code, verdict["verified"], verdict["problems"]) == (0, True, [])
    assert verdict["events"] >= 2


def test_a_changed_log_is_told_with_exit_code_1(smbot, config, application):
    with application.store.write() as tx:
        connection = tx.session.connection()
        with off_guard(connection):
            connection.execute(sql("UPDATE audit_event SET actor = 'Mallory' WHERE seq = 0"))

    done = smbot("audit", "verify")

    assert done.code == 1
    assert "record 0" in done.out


@pytest.fixture
def mailed(config, application, tmp_path):
    """A file into which somebody pasted the e-mail that brought the log's signature, and a function that changes it."""
    sign_log(application)
    with application.store.read() as tx:
        note = signed_note(tx.last_checkpoint(), application.keys.verifier())
    file = tmp_path / "mail.txt"
    file.write_text("Hello,\n" + "".join(f"> {line}\n" for line in note.splitlines()), "utf-8")
    return file


def test_a_checkpoint_that_was_mailed_is_compared_with_the_log_and_with_an_export(smbot, mailed, tmp_path):
    key = smbot("audit", "key").out.strip()
    smbot("audit", "export", tmp_path / "log.jsonl")

    here = smbot("audit", "verify", "--anchor", mailed)
    export = smbot("audit", "verify", tmp_path / "log.jsonl", "--key", key, "--anchor", mailed)
    mailed.write_text(mailed.read_text("utf-8").replace("audit log\n> ", "audit log\n> 1"), "utf-8")
    other = smbot("audit", "verify", "--anchor", mailed)

    assert (here.code, export.code) == (0, 0)
    assert other.code == 1
    assert "is not genuine" in other.out


def test_what_holds_no_checkpoint_is_told_with_what_to_paste(smbot, config, tmp_path):
    (tmp_path / "mail.txt").write_text("Hello, see you on Monday")

    empty = smbot("audit", "verify", "--anchor", tmp_path / "mail.txt")
    missing = smbot("audit", "verify", "--anchor", tmp_path / "none.txt")

    assert (empty.code, missing.code) == (2, 2)
    assert "holds no signed checkpoint" in empty.err
    assert "begins with" in empty.err


def test_an_export_holds_the_log_and_is_its_owners_alone(smbot, config, tmp_path, application):
    file = tmp_path / "export.jsonl"

    done = smbot("audit", "export", file)

    lines = file.read_text("utf-8").splitlines()
    with application.store.read() as tx:
        size = tx.audit_head()[0]
    assert done.code == 0
    assert json.loads(lines[-1])["records"] == size == len(lines) - 1
    assert json.loads(lines[-2])["act"] == "audit.exported"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda lines: lines, ""),
        (lambda lines: [lines[0].replace("installation", "destruction"), *lines[1:]], "changed after they were signed"),
        (lambda lines: lines[1:], "is missing"),
        (lambda lines: [*lines[:-2], lines[-1]], "records were signed"),
        (lambda lines: lines[:-1], "its end is missing"),
    ],
)
def test_an_export_is_checked_with_the_key_its_reader_noted(smbot, config, tmp_path, damage, told):
    file = tmp_path / "export.jsonl"
    smbot("audit", "export", file)
    key = smbot("audit", "key").out.strip()
    file.write_text("\n".join(damage(file.read_text("utf-8").splitlines())) + "\n", "utf-8")

    done = smbot("audit", "verify", file, "--key", key)

    assert (done.code == 0) == (told == "")
    assert told in done.out + done.err


def test_the_key_inside_an_export_is_not_trusted(smbot, config, tmp_path):
    file = tmp_path / "export.jsonl"
    smbot("audit", "export", file)

    without = smbot("audit", "verify", file)
    other = smbot("audit", "verify", file, "--key", "A" * 43 + "=")

    assert (without.code, other.code) == (2, 1)
    assert "not genuine" in other.out


def test_an_export_that_could_not_be_written_is_not_in_the_log(smbot, config, tmp_path, application):
    with application.store.read() as tx:
        before = tx.audit_head()

    done = smbot("audit", "export", tmp_path / "nowhere" / "export.jsonl")

    with application.store.read() as tx:
        assert tx.audit_head() == before
    assert done.code == 2


def test_beside_an_export_lies_what_checks_it_without_smbot(smbot, config, tmp_path):
    file, key = tmp_path / "export.jsonl", smbot("audit", "key").out.strip()
    smbot("audit", "export", file)

    run = [sys.executable, "-I", tmp_path / "verify.py", file, "--key", key]
    done = subprocess.run(run, capture_output=True, text=True, check=False, env={"LANG": "en_CA.UTF-8"})

    assert done.returncode == 0
    assert "unbroken" in done.stdout
    assert smbot("audit", "export", tmp_path / "again.jsonl").code == 0


def test_a_program_of_somebody_else_is_not_overwritten_by_the_verifier(smbot, config, tmp_path):
    (tmp_path / "verify.py").write_text("mine")

    done = smbot("audit", "export", tmp_path / "export.jsonl")

    assert done.code == 2
    assert (tmp_path / "verify.py").read_text() == "mine"
    assert not (tmp_path / "export.jsonl").exists()


def test_one_record_is_proved_and_checked_without_smbot(smbot, config, tmp_path):
    file, export, key = tmp_path / "proof.json", tmp_path / "export.jsonl", smbot("audit", "key", "--note").out.strip()
    smbot("audit", "export", export)

    made = smbot("audit", "proof", "0", file)

    run = [sys.executable, "-I", tmp_path / "verify.py", file, "--key", key]
    done = subprocess.run(run, capture_output=True, text=True, check=False, env={"LANG": "en_CA.UTF-8"})
    assert (made.code, done.returncode) == (0, 0)
    assert "Record 0 stands in the log" in done.stdout
    assert smbot("audit", "proof", "100000", tmp_path / "other.json").code == 2
    assert not (tmp_path / "other.json").exists()


def test_an_export_overwrites_nothing(smbot, config, tmp_path):
    file = tmp_path / "export.jsonl"
    file.write_text("mine")

    done = smbot("audit", "export", file)

    assert done.code == 2
    assert done.err.startswith(str(file))
    assert file.read_text() == "mine"


# --- playbooks ---------------------------------------------------------------------------------------


def test_lint_in_an_installation_s_folder_checks_the_installation_s_playbooks(smbot, config, monkeypatch):
    monkeypatch.delenv("SMBOT_CONFIG")
    monkeypatch.chdir(config.parent)
    (config.parent / "playbooks" / "praise.yaml").write_text("name: [", "utf-8")

    done = smbot("playbooks", "lint")

    assert done.code == 1
    assert "praise.yaml:1" in done.out


def test_the_shipped_playbooks_hold(smbot):
    assert smbot("playbooks", "lint").code == 0


def test_a_playbook_that_does_not_hold_is_told_with_its_place(smbot, tmp_path):
    (tmp_path / "broken.yaml").write_text("name: [", "utf-8")

    done = smbot("playbooks", "lint", tmp_path)
    machine = json.loads(smbot("playbooks", "lint", tmp_path, "--json").out)

    assert done.code == 1
    assert "broken.yaml" in done.out
    assert set(machine[0]) == {"where", "file", "line", "what", "mend"}


def test_this_file_tests_the_command_of_this_checkout():
    import smbot

    assert Path(smbot.__file__).parents[1] == Path(__file__).parents[3]
