"""config.example.toml is complete, true and commented: it is what `smbot init` copies."""

import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from smbot.platforms.facebook.settings import FacebookSettings
from smbot.platforms.x.settings import XMonitor, XSettings
from smbot.settings import ReaderTable, Settings, Words

FILE = Path(__file__).parents[2] / "config.example.toml"
TEXT = FILE.read_text("utf-8")
TABLES = tomllib.loads(TEXT)
EXAMPLES = {"organisation.name", "organisation.published"}
"""What every organisation must put in place of our example."""


def leaves(model: type[BaseModel], prefix: str = "") -> dict[str, object]:
    """Return every setting of `model` with its default in the form that TOML has."""
    found: dict[str, object] = {}
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel) and inner is not Words:
            found |= leaves(inner, f"{prefix}{name}.")
        elif not any(isinstance(part, type) and issubclass(part, BaseModel) for part in get_args(inner)):
            # A list of tables is empty by default; the example shows one as a comment.
            found[prefix + name] = None if field.is_required() else plain(field.default)
    return found


def plain(value: object) -> object:
    """Return a default as TOML would hold it."""
    if isinstance(value, BaseModel):
        return value.model_dump()
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, Path) else value


def in_file(setting: str) -> object:
    """Return the value that the example gives a setting.

    Raises:
        KeyError: It is not there.
    """
    value: object = TABLES
    for part in setting.split("."):
        assert isinstance(value, dict)
        value = value[part]
    return value


COMMENTED = {"platforms", "subjects", "facts"}
"""Tables that have their own tests: platforms', and what an example would make wrong anywhere else."""

GENERAL = {name: default for name, default in leaves(Settings).items() if name not in COMMENTED}
OF_X = leaves(XSettings, "platforms.x.")
OF_FACEBOOK = leaves(FacebookSettings, "platforms.facebook.")
ALL = GENERAL | OF_X | OF_FACEBOOK


@pytest.mark.parametrize("setting", [name for name in ALL if name not in EXAMPLES])
def test_the_example_shows_each_setting_with_its_default(setting):
    shown = in_file(setting)

    assert shown == ALL[setting]


@pytest.mark.parametrize("setting", sorted(EXAMPLES))
def test_what_an_organisation_must_replace_is_shown_by_example(setting):
    assert in_file(setting)


def test_every_value_stands_under_a_comment():
    lines = TEXT.splitlines()
    bare = []
    for number, line in enumerate(lines):
        if re.match(r"[a-z_]+ = ", line):
            above = number - 1
            while re.match(r"[a-z_]+ = ", lines[above]):  # two values may share a comment
                above -= 1
            if not lines[above].startswith("# "):
                bare.append(line)

    assert bare == []


def test_the_commented_monitor_holds_once_it_is_taken_out_of_its_comment():
    _, _, tail = TEXT.partition("# [[platforms.x.monitors]]\n")
    example = "[[platforms.x.monitors]]\n" + re.sub(r"(?m)^# ", "", tail)
    tables = tomllib.loads(example)["platforms"]["x"]
    account = TABLES["platforms"]["x"] | tables | {"enabled": True, "user_id": "1", "username": "a"}

    settings = XSettings.model_validate(account)

    assert {*tables["monitors"][0]} == {*XMonitor.model_fields}
    assert settings.monitors[0].poll_minutes == XMonitor.model_fields["poll_minutes"].default


def test_the_commented_reader_holds_once_it_is_taken_out_of_its_comment():
    _, _, tail = TEXT.partition("# [[notifications.readers]]\n")
    lines = tail.partition("\n\n")[0]
    [reader] = tomllib.loads("[[readers]]\n" + re.sub(r"(?m)^# ", "", lines))["readers"]

    table = ReaderTable.model_validate(reader)

    assert {*reader} == {*ReaderTable.model_fields}
    assert table.kinds == ReaderTable.model_fields["kinds"].default


def test_the_example_as_it_stands_is_a_configuration():
    settings = Settings(**TABLES)

    assert not XSettings.model_validate(settings.platforms["x"]).enabled
    assert not FacebookSettings.model_validate(settings.platforms["facebook"]).enabled
