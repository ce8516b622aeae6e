"""What smbot writes itself: new playbooks, the schema, the graph."""

import json
import re
from itertools import product
from pathlib import Path

import pytest

from smbot.playbooks.choose import choose
from smbot.playbooks.fields import Bilingual
from smbot.playbooks.graph import mermaid, outline
from smbot.playbooks.lint import judge
from smbot.playbooks.load import load_folder, parse
from smbot.playbooks.model import LABELS, Playbook
from smbot.playbooks.schema import FIRST_LINE, json_schema
from smbot.playbooks.trial import Bench, taken_as_given, trials
from smbot.playbooks.trial import judge as judge_trial
from smbot.playbooks.writing import NewPlaybook, write_new

SHIPPED = load_folder(Path(__file__).parents[3] / "playbooks")
TITLE = Bilingual(en='Night "desk": late', fr="Comptoir de nuit\u00a0: tard")


def a_new(**values):
    return NewPlaybook(name="night-desk", title=TITLE, **values)


@pytest.mark.parametrize(
    "new",
    [
        a_new(labels=("complaint",)),
        a_new(labels=("complaint", "question"), case_kind="complaint", approval="two"),
        a_new(),
        a_new(labels=("spam",), replies=False),
        a_new(labels=("question",), platforms=("facebook",), languages=("fr", "other"), programs=("cards",)),
        a_new(labels=("question",), languages=("other",), office="closed"),
    ],
)
def test_a_new_file_holds_lints_clean_and_passes_its_own_test(tmp_path, x, facebook, an_organisation, new):
    (tmp_path / "night-desk.yaml").write_text(write_new(new), "utf-8")
    playbooks = load_folder(tmp_path)
    rules = {"x": x, "facebook": facebook}
    bench = Bench(playbooks=playbooks, rules=rules, organisation=an_organisation)

    (source,) = playbooks.sources
    (trial,) = trials(playbooks)

    assert write_new(new).splitlines()[0] == FIRST_LINE
    assert judge(source, rules, an_organisation) == ()
    assert judge_trial(trial, taken_as_given(trial.example), bench) == ()
    assert source.playbook.title == TITLE


def test_a_new_file_with_a_bad_value_is_not_one(tmp_path):
    _, problems = parse("night-desk.yaml", write_new(a_new(labels=("question",), languages=("de",))).encode())

    assert [str(problem.what) for problem in problems] == ["The value of when.languages.0 is not one of the choices."]


def test_the_schema_names_every_field_as_files_do_and_refuses_others():
    schema = json_schema()
    properties = schema["properties"]

    assert set(properties) == {field.alias or name for name, field in Playbook.model_fields.items()}
    assert schema["additionalProperties"] is False
    assert schema["$defs"]["When"]["properties"]["labels"]["items"]["enum"] == list(LABELS)
    assert schema["$defs"]["Step"]["maxProperties"] == 1
    assert set(schema["required"]) >= {"schema", "name", "version", "when", "steps", "approval"}


def test_nothing_in_the_schema_may_be_null():
    assert '"null"' not in json.dumps(json_schema())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_graph_asks_in_the_order_of_the_choice_and_names_every_playbook(language):
    lines = list(mermaid(SHIPPED, language))
    asked = [line for line in lines if re.match(r"  q\d+ -- .* --> p_", line)]

    assert lines[0] == "flowchart TD"
    assert asked[0].endswith("--> p_urgent")
    assert asked[1].endswith("--> p_exposed_information")
    for playbook in SHIPPED:
        assert any(line.startswith(f"  p_{playbook.name.replace('-', '_')}[") for line in lines)
    assert all(line.count('"') % 2 == 0 for line in lines)


def test_every_arrow_of_the_graph_leads_somewhere():
    text = "\n".join(mermaid(SHIPPED, "en"))
    nodes = set(re.findall(r"^  (\w+)[\[({]", text, re.MULTILINE))

    assert set(re.findall(r"--> (\w+)", text)) <= nodes


def test_the_outline_agrees_with_the_choice(a_folder, a_situation):
    a_folder(("name: complaint", "name: always"), name="a")
    change = ("[complaint]", "[complaint]\n  office: closed\n  repeats: {at_least: 3, days: 7}")
    playbooks = load_folder(a_folder(("name: complaint", "name: at-night"), change, name="b"))

    lines = list(outline(playbooks, "en"))
    at = {name: place for name, place in product(("at-night", "always"), range(len(lines))) if name in lines[place]}

    assert "[office: closed; repeats: 3 / 7 d]" in lines[at["at-night"]]
    assert at["at-night"] < at["always"]
    assert choose(playbooks, a_situation).playbook.name == "always"
    assert "a person decides" in "\n".join(lines)
