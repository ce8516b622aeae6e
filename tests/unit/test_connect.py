"""The walk through a platform's steps: passed over, asked, stored, switched on; with a scripted person."""

import json
import os
import stat
import tomllib
from contextlib import nullcontext

import pytest
import tomlkit
from hypothesis import example, given
from hypothesis import strategies as st
from townhall import APP_SECRET, USER_TOKEN, Townhall, TownhallSettings, page_token, wrong

from smbot import settings
from smbot.bootstrap import Application
from smbot.connect.account import Account
from smbot.connect.given import read_given
from smbot.connect.guide import Guide, Left
from smbot.connect.keep import EncryptedCredentials, SecretFiles, write_settings
from smbot.connect.walk import LONGEST, Walk
from smbot.core.errors import ConfigurationError, InputError
from smbot.core.events import Act
from smbot.core.messages import say
from smbot.registry import load_platform
from smbot.secrets import store_secret
from smbot.shipped import example_configuration

ENTER = ""


class Script:
    """A person who answers from a list; the list must be used up, and no more may be asked."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []

    def _next(self, question):
        self.asked.append(question)
        answer = self.answers.pop(0)
        if answer is Left:
            raise Left
        return answer

    def type(self, ask, current):
        return self._next((ask.name, str(current) if current else None))

    def choose(self, choices, current):
        return self._next(("choose", current))

    def ready(self):
        self._next("ready")

    def again(self):
        return self._next("again")


class Silence:
    """Notes what is told."""

    def __init__(self):
        self.passed_over, self.shown, self.told = [], [], []

    def step(self, step, number, total):
        self.shown.append(step.name)

    def passed(self, step, number, total):
        self.passed_over.append(step.name)

    def findings(self, findings):
        self.told += [say(f.what, "en") for f in findings]

    def say(self, message):
        self.told.append(say(message, "en"))

    def choice(self, choice):
        self.told.append(choice.name)

    def error(self, error):
        self.told.append(str(error.what))

    def waiting(self):
        return nullcontext()


@pytest.fixture
def townhall(tmp_path, monkeypatch):
    """The platform, installed as another package's entry point."""
    folder = tmp_path / "installed" / "townhall-1.0.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: townhall\nVersion: 1.0\n")
    (folder / "entry_points.txt").write_text("[smbot.platforms]\ntownhall = townhall:ADAPTER\n")
    monkeypatch.syspath_prepend(str(folder.parent))
    platform = Townhall()
    monkeypatch.setattr("townhall.ADAPTER", platform)
    return platform


@pytest.fixture
def go(an_installation, townhall):
    """The factory `go(*answers, **options)` of one walk; returns its guide, person and voice after it ended."""
    file = an_installation.configuration.file

    def walk(*answers, environment=(), only="", values=None, nobody=False, encrypted=None):
        application = Application(settings.load(file), an_installation.clock, {})
        person, voice = Script(*answers), Silence()
        try:
            account = Account(application, "townhall", "Alice", dict(environment), given=values, encrypted=encrypted)
            guide = Guide(account, None if nobody else person, voice, only=only)
            try:
                voice.connected = guide.run()
            except Left:
                voice.connected = None
        finally:
            application.close()
        assert not person.answers
        return person, voice

    return walk


@pytest.fixture
def table(an_installation):
    """What the platform's table in the configuration holds."""
    return lambda: tomllib.loads(an_installation.configuration.file.read_text("utf-8"))["platforms"].get("townhall")


@pytest.fixture
def stored(an_installation):
    """The stored secrets, by file name."""
    folder = an_installation.configuration.file.parent / "secrets"
    return lambda: {file.name: file.read_text("utf-8").strip() for file in folder.iterdir()}


@pytest.fixture
def events(an_installation):
    """The acts in the audit log with their details, but for how the installation was made."""

    def read():
        with an_installation.store.read() as tx:
            return [json.loads(record) for record in tx.audit_of("townhall")]

    return read


ALL = (ENTER, "ours", APP_SECRET, USER_TOKEN, 1, "canary-word", ENTER)
"""What a person types who makes no mistake."""


# --- the walk ----------------------------------------------------------------------------------------


def test_a_walk_to_the_end_stores_everything_and_switches_on(go, table, stored):
    person, voice = go(*ALL)

    assert voice.connected
    assert person.asked == [
        "ready",
        ("app", None),
        ("app_secret", None),
        ("user_token", None),
        ("choose", None),
        ("webhook_word", None),
        ("greeting", None),
    ]
    assert table() == {"app": "ours", "page_id": "2", "enabled": True}
    assert stored() == {
        "townhall.app_secret": APP_SECRET,
        "townhall.page_token": page_token("2"),
        "townhall.webhook_word": "canary-word",
    }


def test_every_change_is_in_the_audit_log_with_names_and_without_values(go, events):
    go(*ALL)

    assert [(e["act"], e["actor"], e["detail"]) for e in events()] == [
        (Act.ACCOUNT_PREPARED, "Alice", {"stored": ["app", "app_secret"], "step": "app"}),
        (Act.ACCOUNT_PREPARED, "Alice", {"stored": ["page_id", "page_token"], "step": "page"}),
        (Act.ACCOUNT_PREPARED, "Alice", {"stored": ["webhook_word"], "step": "words"}),
        (
            Act.ACCOUNT_CONNECTED,
            "Alice",
            {"stored": ["app", "app_secret", "page_id", "page_token", "webhook_word"]},
        ),
    ]
    assert "canary" not in str(events())


def test_a_wrong_secret_is_told_not_stored_and_asked_again(go, table, stored):
    person, voice = go(ENTER, "ours", "canary-wrong", True, ENTER, APP_SECRET, Left)

    assert "The app’s secret is not right." in voice.told
    assert person.asked[3:6] == ["again", ("app", "ours"), ("app_secret", "typed")]
    assert stored() == {"townhall.app_secret": APP_SECRET}
    assert table() == {"app": "ours"}


def test_whoever_leaves_after_a_wrong_secret_has_stored_nothing(go, table, stored, events):
    _, voice = go(ENTER, "ours", "canary-wrong", False)

    assert voice.connected is None
    assert (stored(), table(), events()) == ({}, None, [])


def test_a_second_walk_passes_over_what_holds(go, townhall):
    go(ENTER, "ours", APP_SECRET, USER_TOKEN, 0, Left)

    _, voice = go("canary-word", ENTER)

    assert voice.connected
    assert voice.passed_over == ["app", "page"]
    assert voice.shown == ["words"]


@pytest.mark.parametrize("answered", range(len(ALL)))
def test_whoever_leaves_anywhere_comes_back_to_the_same_end(go, table, stored, answered):
    go(*ALL[:answered], Left)
    half, half_table = stored(), table() or {}
    kept = ["ready", "app", "app_secret", "user_token", "choose", "webhook_word", "greeting"]
    left = [] if not half else kept[1:3] if "townhall.page_token" not in half else kept[1:5]

    answers = [
        answer for name, answer in zip(kept, ALL, strict=True) if name not in left and (not left or name != "ready")
    ]
    _, voice = go(*answers)

    assert "enabled" not in half_table
    assert voice.connected
    assert table() == {"app": "ours", "page_id": "2", "enabled": True}
    assert stored() == {
        "townhall.app_secret": APP_SECRET,
        "townhall.page_token": page_token("2"),
        "townhall.webhook_word": "canary-word",
    }


def test_what_is_passed_over_was_checked_again(go, townhall, stored):
    go(*ALL)
    townhall.calls.clear()
    _, voice = go()

    assert townhall.calls == ["app", "page", "probe"]
    assert voice.passed_over == ["app", "page", "words"]
    assert voice.connected


def test_a_walk_that_changes_nothing_writes_nothing(go, events, an_installation):
    go(*ALL)
    before, text = events(), an_installation.configuration.file.read_text("utf-8")

    go()

    assert events() == before
    assert an_installation.configuration.file.read_text("utf-8") == text


def test_a_stored_secret_that_no_longer_holds_is_asked_for_and_shown_as_stored(go, stored, an_installation):
    go(*ALL)
    folder = an_installation.configuration.file.parent / "secrets"
    store_secret("townhall.app_secret", "canary-old", folder)

    person, voice = go(ENTER, "canary-worse", False)

    assert person.asked[:2] == [("app", "ours"), ("app_secret", "stored")]
    assert stored()["townhall.app_secret"] == "canary-old"  # replaced only by what passed its check
    assert voice.connected is None


def test_a_check_that_raises_is_a_finding(go):
    _, voice = go(ENTER, "ours", "breaks", False)

    assert "The platform answered 401." in voice.told


def test_what_can_never_be_a_value_is_asked_again_at_once(go, townhall):
    hostile = ["OURS", "a\nb", "a\u200bb", "\x1b[2J", "x" * (LONGEST + 1), "   "]

    person, voice = go(ENTER, *hostile, "ours", "a\x00b", Left)

    assert len([asked for asked in person.asked if asked == ("app", None)]) == len(hostile) + 1
    assert "This holds a line break or an invisible character." in voice.told
    assert townhall.calls == []


def test_the_probe_must_hold_before_the_platform_is_switched_on(go, townhall, table, events):
    townhall.trouble = [wrong("The token lacks a permission.")]

    _, voice = go(*ALL, True, False)

    assert voice.connected is None
    assert townhall.calls.count("probe") == 2
    assert "enabled" not in table()
    assert Act.ACCOUNT_CONNECTED not in [e["act"] for e in events()]


def test_a_secret_that_nothing_checked_replaces_a_stored_one_only_after_the_probe(go, townhall, stored):
    go(*ALL)
    townhall.trouble = [wrong("The webhook’s word is not right.")]

    go("canary-new", ENTER, False, only="words")
    before = stored()["townhall.webhook_word"]
    townhall.trouble = []
    go("canary-new", ENTER, only="words")

    assert before == "canary-word"
    assert stored()["townhall.webhook_word"] == "canary-new"


def test_a_page_of_a_single_choice_is_taken(go, townhall, table):
    townhall.pages = {"7": "Only"}

    _, voice = go(ENTER, "ours", APP_SECRET, USER_TOKEN, "canary-word", ENTER)

    assert "Chosen: Only" in voice.told
    assert table()["page_id"] == "7"


def test_one_step_can_be_gone_to_though_it_holds_and_offers_what_was_chosen(go, table, stored):
    go(*ALL)

    person, voice = go(USER_TOKEN, 0, only="page")

    assert person.asked == [("user_token", None), ("choose", 1)]
    assert voice.connected
    assert (table()["page_id"], stored()["townhall.page_token"]) == ("1", page_token("1"))


def test_one_step_alone_does_not_connect_while_others_are_left(go, table):
    _, voice = go("ours", APP_SECRET, only="app")

    assert voice.connected is False
    assert "Left to do: Words" in voice.told
    assert table() == {"app": "ours"}


def test_a_step_that_is_none_is_told_with_those_there_are(go):
    with pytest.raises(InputError, match="There is no step of this name"):
        go(only="pages")


# --- nobody to ask -----------------------------------------------------------------------------------

VARIABLES = {
    "SMBOT_TOWNHALL_APP": "ours",
    "SMBOT_TOWNHALL_APP_SECRET": APP_SECRET,
    "SMBOT_TOWNHALL_USER_TOKEN": USER_TOKEN,
    "SMBOT_TOWNHALL_WEBHOOK_WORD": "canary-word",
    "SMBOT_TOWNHALL_PAGE_ID": "2",
}


def test_values_of_the_environment_connect_without_anybody(go, table, stored):
    _, voice = go(environment=VARIABLES, nobody=True)

    assert voice.connected
    assert table() == {"app": "ours", "page_id": "2", "enabled": True}
    assert stored()["townhall.page_token"] == page_token("2")


@pytest.mark.parametrize("name", ["SMBOT_TOWNHALL_APP_SECRET", "SMBOT_TOWNHALL_USER_TOKEN"])
def test_without_a_value_its_variable_is_named(go, name):
    environment = {key: value for key, value in VARIABLES.items() if key != name}

    with pytest.raises(InputError, match="These values are missing") as missing:
        go(environment=environment, nobody=True)

    assert name in str(missing.value.mend)
    assert "canary" not in str(missing.value)


@pytest.mark.parametrize("page", [None, "9"])
def test_without_a_page_that_is_among_them_none_is_taken(go, page, stored):
    environment = {**VARIABLES, "SMBOT_TOWNHALL_PAGE_ID": page or ""}

    with pytest.raises(InputError, match="One of these must be chosen") as missing:
        go(environment=environment, nobody=True)

    assert "SMBOT_TOWNHALL_PAGE_ID" in str(missing.value.mend)
    assert "townhall.page_token" not in stored()


def test_a_wrong_value_of_the_environment_ends_the_walk(go, stored):
    _, voice = go(environment={**VARIABLES, "SMBOT_TOWNHALL_APP_SECRET": "canary-wrong"}, nobody=True)

    assert voice.connected is None
    assert stored() == {}


def test_a_person_is_not_asked_for_what_is_given(go):
    person, voice = go(ENTER, 1, environment={**VARIABLES, "SMBOT_TOWNHALL_PAGE_ID": ""})

    assert voice.connected
    assert person.asked == ["ready", ("choose", None)]


@pytest.fixture
def values(tmp_path):
    """The factory `values(text, mode)` of a file of values."""

    def write(text, mode=0o600):
        file = tmp_path / "values.toml"
        file.write_text(text, "utf-8")
        file.chmod(mode)
        return file

    return write


GOOD = f"""
[settings]
app = "ours"
page_id = "1"
minutes = 7
[secrets]
app_secret = "{APP_SECRET}"
user_token = "{USER_TOKEN}"
webhook_word = "canary-word"
"""


def test_a_file_of_values_connects_without_anybody_and_goes_before_the_environment(go, values, table):
    _, voice = go(values=values(GOOD), environment=VARIABLES, nobody=True)

    assert voice.connected
    assert table() == {"app": "ours", "page_id": "1", "minutes": 7, "enabled": True}


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_file_of_values_that_others_can_read_is_refused(values, townhall, mode):
    with pytest.raises(ConfigurationError, match="Others can read this file"):
        read_given(values(GOOD, mode), townhall, {"user_token"})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[secrets]\napp_secret = "canary', "This is not valid TOML (at "),
        ('[secrets]\nnobodys = "canary"', "secrets.nobodys"),
        ("[settings]\nenabled = true", "settings.enabled"),
        ('[secret]\napp_secret = "canary"', "There is a table [settings] and a table [secrets], nothing else."),
        ('app_secret = "canary"', "There is a table [settings] and a table [secrets], nothing else."),
    ],
)
def test_a_file_of_values_that_does_not_hold_is_told_and_not_shown(values, townhall, text, told):
    with pytest.raises(InputError) as refused:
        read_given(values(text), townhall, {"user_token"})

    assert told in str(refused.value)
    assert "canary" not in str(refused.value)


@pytest.mark.parametrize("line", ["app = 3", "minutes = 99", 'minutes = "soon"', "app = []"])
def test_a_given_setting_that_is_not_possible_is_told_with_its_name(go, values, line, table):
    with pytest.raises(InputError) as refused:
        go(values=values(f"[settings]\n{line}"), nobody=True)

    assert refused.value.where == line.split(" ", maxsplit=1)[0]
    assert table() is None


def test_a_typed_number_is_written_as_a_number(townhall):
    walk = Walk(adapter=townhall).typed("minutes", "7")

    assert walk.settings == {"minutes": 7}


def test_a_setting_of_the_wrong_form_is_refused_in_words_of_our_own():
    walk = Walk(adapter=load_platform("facebook"))

    with pytest.raises(InputError) as refused:
        walk.typed("app_id", "canary-name")

    assert str(refused.value) == "app_id: This text does not have the form that is needed here."


def test_a_walk_shows_no_secret_of_its_own(townhall):
    walk = Walk(adapter=townhall, kept_secrets={"app_secret": "canary"}).typed("user_token", "canary")

    assert "canary" not in repr(walk.typed("page_token", "canary"))


# --- where secrets are kept --------------------------------------------------------------------------


def test_secrets_are_their_owners_alone_even_under_a_careless_umask(tmp_path):
    folder = tmp_path / "secrets"
    before = os.umask(0)
    try:
        store_secret("townhall.app_secret", "canary", folder)
    finally:
        os.umask(before)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "townhall.app_secret").stat().st_mode) == 0o600
    assert [file.name for file in folder.iterdir()] == ["townhall.app_secret"]


def test_a_folder_that_was_open_to_others_is_closed(tmp_path):
    folder = tmp_path / "secrets"
    folder.mkdir(mode=0o755)

    store_secret("townhall.app_secret", "canary", folder)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_secret_that_cannot_be_written_leaves_the_old_one(tmp_path):
    folder = tmp_path / "secrets"
    (folder / "townhall.app_secret").mkdir(parents=True)

    with pytest.raises(ConfigurationError, match="cannot be written") as refused:
        store_secret("townhall.app_secret", "canary", folder)

    assert "canary" not in str(refused.value)
    assert [file.name for file in folder.iterdir()] == ["townhall.app_secret"]


def test_a_secret_of_a_stored_file_is_read_back(tmp_path):
    place = SecretFiles("townhall", ("app_secret", "page_token"), tmp_path, {"SMBOT_TOWNHALL_PAGE_TOKEN": "elsewhere"})

    place.store("app_secret", "canary")

    assert place.read() == {"app_secret": "canary"}
    assert (place.remove("app_secret"), place.remove("app_secret")) == (True, False)


CREDS = """#!/bin/sh
# A stand-in for systemd-creds: it writes down its arguments, and "encrypts" by turning letters.
echo "$@" >> "$(dirname "$0")/arguments"
[ -e "$(dirname "$0")/broken" ] && exit 1
case "$1" in
  encrypt) tr 'a-z' 'n-za-m' ;;
  decrypt) tr 'a-z' 'n-za-m' < "$3" ;;
esac
"""


@pytest.fixture
def creds(tmp_path):
    """A program in the place of systemd-creds."""
    program = tmp_path / "bin" / "systemd-creds"
    program.parent.mkdir()
    program.write_text(CREDS)
    program.chmod(0o755)
    return program


def test_credentials_are_encrypted_read_back_and_their_values_are_no_arguments(tmp_path, creds):
    folder = tmp_path / "credstore"
    place = EncryptedCredentials("townhall", ("app_secret",), folder, str(creds))

    place.store("app_secret", "canary")

    file = folder / "townhall.app_secret"
    assert file.read_text() == "pnanel"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert place.read() == {"app_secret": "canary"}
    assert "canary" not in (creds.parent / "arguments").read_text()


def test_credentials_that_cannot_be_encrypted_leave_the_old_ones(tmp_path, creds):
    folder = tmp_path / "credstore"
    place = EncryptedCredentials("townhall", ("app_secret",), folder, str(creds))
    place.store("app_secret", "canary")
    (creds.parent / "broken").touch()

    with pytest.raises(ConfigurationError, match=r"systemd-creds failed \(1\)"):
        place.store("app_secret", "other")

    assert (folder / "townhall.app_secret").read_text() == "pnanel"


def test_without_systemd_creds_the_way_out_is_told(tmp_path):
    place = EncryptedCredentials("townhall", ("app_secret",), tmp_path, str(tmp_path / "nowhere"))

    with pytest.raises(ConfigurationError, match="There is no systemd-creds on this machine"):
        place.store("app_secret", "canary")


# --- the configuration file --------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path):
    """A copy of the example file, with the mode that its owner gave it."""
    copy = tmp_path / "config.toml"
    copy.write_text(example_configuration().read_text("utf-8"), "utf-8")
    copy.chmod(0o640)
    return copy


def test_settings_change_their_own_lines_alone(file):
    before = file.read_text("utf-8")

    write_settings(file, "townhall", TownhallSettings, {"app": "ours", "minutes": 7})

    after = file.read_text("utf-8")
    assert after == before.rstrip("\n") + '\n\n[platforms.townhall]\napp = "ours"\nminutes = 7\n'
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert [entry.name for entry in file.parent.iterdir() if entry.is_file()] == ["config.toml"]


def test_comments_and_order_stay_and_a_new_setting_stands_before_the_closing_examples(file):
    file.write_text(
        "# ours\n[platforms.townhall]\nenabled = false # not yet\napp = ''  # whose\n\n# [[platforms.townhall.more]]\n"
        "# name = 'a'\n\n[other]\nkept = 1\n",
        "utf-8",
    )

    write_settings(file, "townhall", TownhallSettings, {"app": "ours", "minutes": 7})

    assert file.read_text("utf-8") == (
        '# ours\n[platforms.townhall]\nenabled = false # not yet\napp = "ours"  # whose\nminutes = 7\n\n'
        "# [[platforms.townhall.more]]\n# name = 'a'\n\n[other]\nkept = 1\n"
    )


def test_a_link_to_the_configuration_stays_a_link(file, tmp_path):
    link = tmp_path / "elsewhere" / "config.toml"
    link.parent.mkdir()
    link.symlink_to(file)

    write_settings(link, "townhall", TownhallSettings, {"app": "ours"})

    assert link.is_symlink()
    assert "[platforms.townhall]" in file.read_text("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "[platforms]\ntownhall = 3\n",
        "platforms = 3\n",
        "[platforms.townhall\n",
        "[platforms.townhall]\nunknown = 1\n",
    ],
)
def test_a_file_that_cannot_take_the_settings_is_left_as_it_is(file, text):
    file.write_text(text, "utf-8")

    with pytest.raises(ConfigurationError) as refused:
        write_settings(file, "townhall", TownhallSettings, {"app": "ours"})

    assert str(file) in refused.value.where
    assert file.read_text("utf-8") == text


def test_an_account_that_would_not_hold_is_not_switched_on(file):
    from smbot.platforms.x.settings import XSettings

    write_settings(file, "x", XSettings, {"user_id": "42"})
    with pytest.raises(ConfigurationError, match="needs user_id and username"):
        write_settings(file, "x", XSettings, {"enabled": True})

    assert tomllib.loads(file.read_text("utf-8"))["platforms"]["x"]["enabled"] is False


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)


@given(
    st.dictionaries(st.sampled_from(["greeting", "page_id"]), WORDS),
    st.lists(st.one_of(WORDS.map("# {}".format), st.just(""))),
    st.dictionaries(st.sampled_from(["greeting", "page_id"]), WORDS, min_size=1),
    st.booleans(),
)
@example({}, ["# [x]"], {"greeting": '"""'}, True)
def test_whatever_stands_in_the_file_nothing_but_the_values_changes(tmp_path_factory, old, comments, new, between):
    file = tmp_path_factory.mktemp("any") / "config.toml"
    lines = ["[before]", "a = 1", *comments, "[platforms.townhall]", *comments]
    lines += [f"{name} = {tomlkit.string(value).as_string()} # of {name}" for name, value in old.items()]
    lines += comments + (["[platforms.other]", "b = 2"] if between else []) + ["[after]", "c = 3", *comments]
    file.write_text("\n".join(lines) + "\n", "utf-8")

    write_settings(file, "townhall", TownhallSettings, new)

    after = file.read_text("utf-8")
    assert tomllib.loads(after)["platforms"]["townhall"] == {**old, **new}
    kept = [line for line in lines if not line.startswith(tuple(f"{name} = " for name in new))]
    left = iter(after.splitlines())
    assert all(line in left for line in kept)  # every other line, in its order
