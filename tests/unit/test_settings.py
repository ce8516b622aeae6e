"""The configuration file: every mistake is told with file, key and mend, and nothing of its values."""

import tomllib
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel, ValidationError

from smbot import settings
from smbot.core.errors import ConfigurationError
from smbot.core.states import Mode
from smbot.platforms.x.settings import XSettings
from smbot.settings import Settings, load, parse_table

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
LEAST = '[organisation]\nname = { en = "Org", fr = "Org" }\n'


@pytest.fixture
def a_file(tmp_path):
    """The factory `a_file(text)` of configuration files."""

    def write(text):
        file = tmp_path / "config.toml"
        file.write_text(text, "utf-8")
        return file

    return write


def refused(file):
    with pytest.raises(ConfigurationError) as error:
        load(file)
    return error.value


def test_the_least_file_gives_the_defaults(a_file):
    found = load(a_file(LEAST)).settings

    assert found.sending.mode == Mode.LISTEN  # nothing leaves unless somebody says so
    assert found.sending.undo_seconds == 10
    assert found.web.host == "127.0.0.1"
    assert found.privacy.disabled_recognizers == ()


def test_settings_do_not_change_while_running(a_file):
    found = load(a_file(LEAST)).settings

    with pytest.raises(ValueError, match="frozen"):
        found.sending.mode = Mode.LIVE


KEYS_ARE = "postgresql://smbot@127.0.0.1/smbot"


@pytest.mark.parametrize(
    "same",
    [
        KEYS_ARE,
        "postgresql://other@localhost:5432/smbot?application_name=keys",
        "postgresql://smbot@[::1]/smbot",
        "postgresql:///smbot?host=/run/postgresql",
    ],
)
def test_keys_in_the_database_of_the_data_are_refused_however_it_is_spelled(a_file, same):
    error = refused(a_file(LEAST + f'[storage]\nurl = "{KEYS_ARE}"\nkey_url = "{same}"\n'))

    assert error.where is not None
    assert "storage" in error.where


def test_a_database_on_another_machine_asks_for_a_certificate_wherever_the_address_names_it(a_file):
    urls = [f"postgresql://smbot@/{name}?host=db.example.ca" for name in ("smbot", "keys")]

    error = refused(a_file(LEAST + f'[storage]\nurl = "{urls[0]}"\nkey_url = "{urls[1]}"\n'))

    assert "storage.url" in error.where


@pytest.mark.parametrize(
    "apart", ["postgresql://smbot@127.0.0.1/keys", "postgresql://smbot@127.0.0.1:5433/smbot", "elsewhere"]
)
def test_two_databases_are_taken(a_file, apart):
    url = "postgresql://smbot@db.example.ca/smbot?sslmode=verify-full" if apart == "elsewhere" else apart

    found = load(a_file(LEAST + f'[storage]\nurl = "{KEYS_ARE}"\nkey_url = "{url}"\n')).settings

    assert found.storage.key_url == url


def test_relative_folders_are_relative_to_the_file(a_file, tmp_path):
    found = load(a_file(LEAST + '[storage]\nfolder = "elsewhere"\n[keys]\nfolder = "/etc/smbot/keys"\n'))

    assert found.database == tmp_path / "elsewhere" / "smbot.db"
    assert found.key_database == tmp_path / "elsewhere" / "keys.db"
    assert found.folder(found.settings.keys.folder) == Path("/etc/smbot/keys")


MISTAKES = [
    # text beside the least file, where, what, mend
    ('[sending]\nmod = "live"', "sending.mod", "no setting of this name", "Did you mean “mode”?"),
    ("[sending]\nquite_seconds = 5", "sending.quite_seconds", "no setting of this name", "“quiet_seconds”"),
    ("[sendign]\nundo_seconds = 5", "sendign", "no setting of this name", "“sending”"),
    ("[web]\nqqqq = 1", "web.qqqq", "no setting of this name", "https, idle_minutes"),
    ('[sending]\nmode = "loud"', "sending.mode", "'listen', 'shadow' or 'live'", "config.example.toml"),
    ("[sending]\nundo_seconds = -1", "sending.undo_seconds", "at least 0", "config.example.toml"),
    ("[sending]\nquiet_seconds = 0", "sending.quiet_seconds", "at least 1", "config.example.toml"),
    ("[web]\nport = 70000", "web.port", "at most 65535", "config.example.toml"),
    ('[web]\nport = "eighty"', "web.port", "whole number", "config.example.toml"),
    ('[web]\nhttps = "perhaps"', "web.https", "“true” or “false”", "config.example.toml"),
    ("[storage]\nfolder = 7", "storage.folder", "not possible", "config.example.toml"),
    ("web = 7", "web", "table", "config.example.toml"),
    ('[privacy]\ncase_numbers = ["AB-##"]', "privacy.case_numbers.0", "at least 3 digits", "config.example.toml"),
    ('[privacy]\ndisabled_recognizers = "email"', "privacy.disabled_recognizers", "list", "config.example.toml"),
    ('[log]\nlevel = "debug"', "log.level", "'info' or 'warning'", "config.example.toml"),
    ("[log]\nlevel = 7", "log.level", "'info' or 'warning'", "config.example.toml"),
]


@pytest.mark.parametrize(("text", "where", "what", "mend"), MISTAKES)
def test_a_mistake_is_told_with_file_key_and_mend(a_file, text, where, what, mend):
    file = a_file(f"{text}\n{LEAST}" if text.startswith("web") else LEAST + text)

    error = refused(file)

    assert error.where == f"{file}: {where}"
    assert what in str(error.what)
    assert mend in str(error.mend)


ORGANISATION = [
    ("", "organisation", "missing"),
    ("[organisation]\n", "organisation.name", "missing"),
    ('[organisation]\nname = { en = "Org" }', "organisation.name.fr", "missing"),
    ('[organisation]\nname = { en = "", fr = "Org" }', "organisation.name.en", "empty"),
    ('[organisation]\nname = { en = "O", fr = "O", de = "O" }', "organisation.name.de", "no setting"),
    ('[organisation]\nname = "Org"', "organisation.name", "table"),
]


@pytest.mark.parametrize(("text", "where", "what"), ORGANISATION)
def test_the_organisation_must_have_its_name_in_both_languages(a_file, text, where, what):
    file = a_file(text)

    error = refused(file)

    assert error.where == f"{file}: {where}"
    assert what in str(error.what)


def test_a_value_that_is_refused_is_not_repeated(a_file):
    file = a_file(LEAST + '[sending]\nmode = "canary-secret"\n[web]\nport = "canary-secret"')

    error = refused(file)

    assert "canary" not in str(error)
    assert error.__cause__ is None
    assert error.__suppress_context__


def test_not_even_pydantics_own_error_repeats_a_value():
    with pytest.raises(ValidationError) as error:
        Settings(organisation={"name": {"en": "Org", "fr": "Org"}}, sending={"mode": "canary"}, web="canary")

    assert "canary" not in str(error.value)


def test_a_missing_file_is_told_with_the_way_to_make_one(tmp_path):
    error = refused(tmp_path / "nowhere.toml")

    assert error.where == str(tmp_path / "nowhere.toml")
    assert "smbot init" in str(error.mend)


def test_broken_toml_is_told_with_its_line(a_file):
    error = refused(a_file('[organisation]\nname = { en = "Org"\n'))

    assert "not valid TOML" in str(error.what)
    assert "line 2" in str(error.what)


@pytest.mark.parametrize("make", [lambda f: f.write_bytes(b"\xff\xfe"), lambda f: f.mkdir()])
def test_what_is_no_text_file_is_told(tmp_path, make):
    file = tmp_path / "config.toml"
    make(file)

    assert "cannot be read" in str(refused(file).what)


# --- the environment ---------------------------------------------------------------------------------


def test_the_environment_goes_before_the_file_value_by_value(a_file, monkeypatch):
    monkeypatch.setenv("SMBOT_SENDING__MODE", "shadow")

    found = load(a_file(LEAST + '[sending]\nmode = "live"\nundo_seconds = 99')).settings

    assert found.sending.mode == Mode.SHADOW
    assert found.sending.undo_seconds == 99


def test_other_variables_of_ours_are_no_settings(a_file, monkeypatch):
    for name in ("SMBOT_X_BEARER_TOKEN", "SMBOT_LANG", "SMBOT_CONFIG", "SMBOT_PASSWORD", "SMBOT_FAILPOINT"):
        monkeypatch.setenv(name, "value")

    assert load(a_file(LEAST))


def test_a_bad_value_in_the_environment_is_told_by_the_variables_name(a_file, monkeypatch):
    monkeypatch.setenv("SMBOT_SENDING__MODE", "loud")

    error = refused(a_file(LEAST))

    assert error.where == "SMBOT_SENDING__MODE"


def test_a_whole_table_in_the_environment_must_be_json(a_file, monkeypatch):
    monkeypatch.setenv("SMBOT_WEB", "canary")

    error = refused(a_file(LEAST))

    assert error.where == "SMBOT_WEB"
    assert "JSON" in str(error.what)
    assert "canary" not in str(error)


# --- a platform's table ------------------------------------------------------------------------------


def test_a_platforms_table_is_read_by_its_own_model():
    found = parse_table(XSettings, {"enabled": False}, file=Path("config.toml"), key="platforms.x")

    assert found == XSettings()


@pytest.mark.parametrize(
    ("table", "where", "mend"),
    [
        ({"enable": True}, "platforms.x.enable", "“enabled”"),
        ({"enabled": "perhaps"}, "platforms.x.enabled", "config.example.toml"),
        ({"monitors": [{"name": "a"}]}, "platforms.x.monitors.0.query", "config.example.toml"),
    ],
)
def test_a_mistake_in_a_platforms_table_is_told_with_its_key(table, where, mend):
    with pytest.raises(ConfigurationError) as error:
        parse_table(XSettings, table, file=Path("config.toml"), key="platforms.x")

    assert error.value.where == f"config.toml: {where}"
    assert mend in str(error.value.mend)


# --- the example is the documentation ----------------------------------------------------------------


def keys_of(model, prefix=""):
    """Yield every setting of a model and of the tables in it."""
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel) and inner is not settings.Words:
            yield from keys_of(inner, f"{prefix}{name}.")
        elif not any(isinstance(part, type) and issubclass(part, BaseModel) for part in get_args(inner)):
            # A list of tables, which is empty by default, stands there as a comment.
            yield f"{prefix}{name}"


def test_the_example_loads():
    assert load(EXAMPLE).settings.sending.mode == Mode.LISTEN


@pytest.mark.parametrize("key", [key for key in keys_of(Settings) if key != "platforms"])
def test_every_setting_stands_in_the_example(key):
    *tables, name = key.split(".")
    found = tomllib.loads(EXAMPLE.read_text("utf-8"))
    for table in tables:
        found = found[table]

    assert name in found


@pytest.mark.parametrize("key", [key for key in keys_of(Settings) if not key.startswith(("platforms", "organisation"))])
def test_the_example_shows_the_default(key):
    example, default = load(EXAMPLE).settings, load_least()
    for part in key.split("."):
        example, default = getattr(example, part), getattr(default, part)

    assert example == default


def load_least():
    return Settings(organisation={"name": {"en": "Org", "fr": "Org"}})


@pytest.mark.parametrize("name", ["offer", "first_language", "private_channel", "service_standard"])
def test_the_example_shows_the_default_of_the_organisation(name):
    assert getattr(load(EXAMPLE).settings.organisation, name) == getattr(load_least().organisation, name)


def test_every_table_and_setting_of_the_example_has_a_comment_before_it():
    lines = EXAMPLE.read_text("utf-8").splitlines()
    explained = False
    for line in lines:
        if line.startswith("#"):
            explained = True
        elif not line or line.startswith("["):
            explained = False
        else:
            # "name" and the settings right after it may share one comment
            assert explained, line


@pytest.mark.parametrize("name", sorted(XSettings.model_fields))
def test_every_setting_of_x_is_described(name):
    assert XSettings.model_fields[name].description or name in EXAMPLE.read_text("utf-8")
