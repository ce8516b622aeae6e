"""The French catalog: complete, well set, compiled, and used."""

import ast
import os
import re
import runpy
import string
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from jinja2 import Environment, nodes

from smbot.core.errors import Throttled
from smbot.core.messages import Message, msg, say

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPT = runpy.run_path(str(ROOT / ".dev/catalogs"))
CATALOG = polib.pofile(str(SCRIPT["CATALOG"]))
ENDS = (".", "?")
NBSP = "\N{NO-BREAK SPACE}"
# Colons and quotation marks inside names that are typed as they stand: addresses, times, YAML fields, commands.
TYPED = re.compile(
    r"https?://\S*|\{host\}:\{port\}|\d\d:\d\d\S*|\b[a-z_]+: (?:true|draft|complaint)\b|--[a-z]+\S*|\bchmod \d+"
    r"|LoadCredentialEncrypted=\S+|\w+ = \"\w+\""
)


def places(text):
    """Return the names of a sentence's places, each as often as it stands there."""
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def typographic_faults(text):
    """Yield what breaks the typography of Canadian French."""
    text = TYPED.sub("", text)
    if re.search(r"(?<!\N{NO-BREAK SPACE}):", text):
        yield "no no-break space before a colon"
    if re.search(r"«(?!\N{NO-BREAK SPACE})|(?<!\N{NO-BREAK SPACE})»", text):
        yield "no no-break space inside « »"
    if re.search(r"(?<!\N{NO-BREAK SPACE})[%$]|[\d}] (?:h|min|s|j|Go|ko|Mo)\b", text):
        yield "no no-break space before a unit"
    if re.search(r"\s[;!?]", text):
        yield "a space before ; ! or ?"
    if re.search(r"['\"“”]", text):
        yield "an English or typewriter apostrophe or quotation mark"
    if text.count("«") != text.count("»"):
        yield "« » without its other half"


def calls_without_literal(source, names):
    """Yield the lines of calls that mark a sentence, but whose sentence is not written there."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in names
            and not (node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str))
        ):
            yield node.lineno


def test_every_sentence_is_in_the_catalog_and_no_other():
    wanted = SCRIPT["sentences"]()

    kept = {entry.msgid for entry in CATALOG}

    assert len(wanted) > 500
    assert wanted - kept == set(), "run .dev/catalogs and translate"
    assert kept - wanted == set(), "run .dev/catalogs"


def test_every_sentence_has_its_french_and_none_is_doubtful():
    assert CATALOG.untranslated_entries() == []
    assert CATALOG.fuzzy_entries() == []
    assert CATALOG.obsolete_entries() == []


def test_a_sentence_keeps_its_places_in_french():
    odd = [entry.msgid for entry in CATALOG if places(entry.msgstr) != places(entry.msgid)]

    assert odd == []


def test_a_sentence_ends_in_french_as_it_does_in_english():
    odd = [entry.msgid for entry in CATALOG if entry.msgstr.endswith(ENDS) != entry.msgid.endswith(ENDS)]

    assert odd == ["No."]


def test_french_sentences_follow_the_typography_of_canadian_french():
    faults = {entry.msgstr: found for entry in CATALOG if (found := list(typographic_faults(entry.msgstr)))}

    assert faults == {}


@pytest.mark.parametrize(
    "text",
    ["Oui: non", "Oui : non", "« non »", "50 %", "{usd} $", "Quoi ?", "L'ami", "“mot”", "{minutes} min", "« mot"],
)
def test_faults_of_typography_are_seen(text):
    assert list(typographic_faults(text)) != []


def test_the_compiled_catalog_is_that_of_the_source():
    assert SCRIPT["COMPILED"].read_bytes() == CATALOG.to_binary()


def test_sentences_are_written_where_they_are_marked():
    unwritten = [
        f"{file.relative_to(ROOT)}:{line}"
        for file in (ROOT / "smbot").rglob("*.py")
        for line in calls_without_literal(
            file.read_text("utf-8"), {"msg", "tr"} | ({"line"} if file.match("cli/views.py") else set())
        )
    ]

    assert unwritten == []
    assert list(calls_without_literal("msg('a')\nmsg(f'{a}')\nmsg(a)", {"msg"})) == [2, 3]


def test_sentences_of_pages_are_written_where_they_are_marked():
    environment = Environment(autoescape=True)
    templates = list((ROOT / "smbot/web/templates").glob("*.html"))
    unwritten = [
        f"{file.name}:{call.lineno}"
        for file in templates
        for call in environment.parse(file.read_text("utf-8")).find_all(nodes.Call)
        if isinstance(call.node, nodes.Name)
        and call.node.name == "_"
        and not (call.args and isinstance(call.args[0], nodes.Const))
    ]

    assert templates
    assert unwritten == []


@pytest.mark.parametrize(
    ("message", "french"),
    [
        (msg("There is no configuration file."), "Il n’y a pas de fichier de configuration."),
        (msg("{name} holds this mention.", name="bob"), "bob a pris cette mention en charge."),
        (Throttled().what, "La plateforme a répondu 429."),
        (
            msg("The guard refuses this reply: {why}", why=msg("The reply is empty.")),
            f"Le garde-fou refuse cette réponse{NBSP}: La réponse est vide.",
        ),
        (Message("{key}", {"key": "VIN"}), "VIN"),
    ],
)
def test_an_error_is_said_in_french(message, french):
    assert say(message, "fr") == french


def run_in_french(*arguments):
    environment = {**os.environ, "SMBOT_LANG": "fr", "TERM": "dumb", "COLUMNS": "120"}
    return subprocess.run(
        [sys.executable, "-m", "smbot.cli.main", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_help_of_the_command_line_is_french():
    found = run_in_french("--help")

    assert found.returncode == 0
    assert "Travailler dans la file d’attente." in found.stdout
    assert "Work through" not in found.stdout


def test_an_error_of_the_command_line_is_french(tmp_path):
    found = run_in_french("queue", "list", "--config", str(tmp_path / "absent.toml"))

    assert found.returncode == 3
    assert "Il n’y a pas de fichier de configuration." in found.stderr
    assert "→ Lancez" in found.stderr
