"""[[facts]] and [[subjects]]: every mistake is told with its mend, and the commented examples hold."""

import re
import tomllib
from pathlib import Path

import pytest

from smbot import settings
from smbot.bootstrap import Application
from smbot.core.errors import ConfigurationError
from smbot.settings import Settings

ROOT = Path(__file__).parents[3]
LEAST = '[organisation]\nname = { en = "Org", fr = "Org" }\npublished = ["@org", "1-800-555-0100"]\n'
FACT = '[[facts]]\nname = { en = "F", fr = "F" }\nkind = "%s"\nwords = { en = ["licence"] }\nright = ["%s"]\n'


def loaded(tmp_path, text):
    file = tmp_path / "config.toml"
    file.write_text(LEAST + text, "utf-8")
    return settings.load(file)


@pytest.mark.parametrize(
    ("kind", "right", "mend"),
    [
        ("fee", "$35", "as in 35 or 84.50"),
        ("fee", "35,00", "as in 35 or 84.50"),
        ("hours", "8:45-16:45", "as in 08:30-16:30"),
        ("hours", "9-5", "as in 08:30-16:30"),
        ("day", "lundi", "as in monday"),
        ("deadline", "31-03", "as in 03-31"),
    ],
)
def test_a_right_value_in_another_form_is_refused_with_the_form(tmp_path, kind, right, mend):
    with pytest.raises(ConfigurationError) as refused:
        loaded(tmp_path, FACT % (kind, right))

    assert mend in str(refused.value)
    assert "facts" in str(refused.value)
    assert right not in str(refused.value.what)


@pytest.mark.parametrize("words", ["{ }", '{ en = [""] }', '{ en = ["licence"], de = ["x"] }'])
def test_words_that_mark_nothing_are_refused(tmp_path, words):
    with pytest.raises(ConfigurationError):
        loaded(tmp_path, f'[[subjects]]\nname = {{ en = "S", fr = "S" }}\nwords = {words}\n')


def test_the_commented_examples_hold_and_are_watched_once_they_are_taken_out(tmp_path):
    text = (ROOT / "config.example.toml").read_text("utf-8")
    blocks = re.findall(r"(?m)^# (\[\[(?:facts|subjects)\]\]\n(?:# .*\n)+)", text)
    (tmp_path / "config.toml").write_text(LEAST + "\n".join(block.replace("# ", "") for block in blocks), "utf-8")

    application = Application(settings.load(tmp_path / "config.toml"))

    assert {fact.kind for fact in application.watched.facts} == {"fee", "hours", "day", "deadline"}
    assert len(application.watched.subjects) == 1
    assert application.watched.own == ("Org", "Org", "@org")


def test_the_example_watches_nothing_until_then():
    found = Settings(**tomllib.loads((ROOT / "config.example.toml").read_text("utf-8")))

    assert found.facts == found.subjects == ()
