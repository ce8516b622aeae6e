"""`smbot playbooks`: check, test, preview, new, graph, schema."""

import json

import pytest

from smbot.playbooks.load import load_folder
from smbot.playbooks.schema import FILE_NAME, json_schema
from smbot.shipped import playbook_folder


@pytest.fixture
def folder(tmp_path):
    """A folder with one shipped playbook."""
    made = tmp_path / "own"
    made.mkdir()
    (made / "praise.yaml").write_bytes((playbook_folder() / "praise.yaml").read_bytes())
    return made


def change(folder, old, new):
    file = folder / "praise.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_a_problem_is_told_with_file_line_and_mend(smbot, folder):
    change(folder, "approval: one", "approval: none")

    done = smbot("playbooks", "lint", folder)
    (problem,) = [
        each for each in json.loads(smbot("playbooks", "lint", folder, "--json").out) if each["file"] == "praise.yaml"
    ]

    assert done.code == 1
    assert f"praise.yaml:{problem['line']}: No setting lets replies to praise leave without a person." in done.out
    assert "[playbooks] unattended" in problem["mend"]


def test_the_tests_inside_run_through_masking_and_triage(smbot, folder):
    done = smbot("playbooks", "test", folder, "--json")

    outcomes = json.loads(done.out)
    assert done.code == 0
    assert "2 tests hold." in done.err
    assert [each["labels"] for each in outcomes] == [["praise"], ["praise"]]
    assert [each["language"] for each in outcomes] == ["en", "fr"]


def test_a_test_that_does_not_hold_is_told_at_its_line(smbot, folder):
    change(folder, "lacks: [clerk, private]", "lacks: [teams]")

    done = smbot("playbooks", "test", folder)

    line = next(
        number for number, text in enumerate((folder / "praise.yaml").read_text("utf-8").splitlines(), 1)
        if "- post: The clerk" in text
    )  # fmt: skip
    assert done.code == 1
    assert f"praise.yaml:{line}: Variant 1 holds “teams”." in done.out
    assert "1 of 2 tests do not hold." in done.err


def test_what_a_post_exposes_is_masked_before_its_playbook_is_chosen(smbot, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "exposed.yaml").write_bytes((playbook_folder() / "exposed-information.yaml").read_bytes())

    outcomes = json.loads(smbot("playbooks", "test", own, "--json").out)

    assert [each["holds"] for each in outcomes] == [True, True, True]
    assert outcomes[0]["exposed"] == ["EMAIL_ADDRESS", "PHONE_NUMBER"]


def test_the_tests_of_an_unreadable_folder_do_not_run(smbot, folder):
    change(folder, "schema: 2", "schema: 9")

    done = smbot("playbooks", "test", folder)

    assert done.code == 1
    assert "praise.yaml:3: The value of schema is not one of the choices." in done.out


def test_a_preview_shows_every_variant_with_its_length_by_the_platforms_own_count(smbot):
    options = ("--platform", "x", "--language", "fr", "--office-order", "fr")
    rows = json.loads(smbot("playbooks", "preview", "complaint", *options, "--json").out)
    told = smbot("playbooks", "preview", "complaint", *options).out

    assert [row["part"] for row in rows] == ["1/3", "2/3", "3/3"]
    assert all(row["text"].startswith("Bonjour, hello. Merci") and row["fits"] for row in rows)
    assert f"X, fr, 1/3: {rows[0]['length']} of 280 characters" in told
    assert rows[0]["text"] in told


def test_a_preview_shows_what_is_said_in_private_where_the_platform_allows_it(smbot):
    rows = json.loads(smbot("playbooks", "preview", "exposed-information", "--json").out)

    assert {(row["platform"], row["language"]) for row in rows} == {
        (platform, language) for platform in ("X", "Facebook") for language in ("en", "fr", "both")
    }
    assert {row["platform"] for row in rows if row["part"] == "in private"} == {"Facebook"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("preview", "nonesuch"), "There is no playbook nonesuch."),
        (("preview", "praise", "--platform", "y"), "platform y"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(smbot, arguments, words):
    done = smbot("playbooks", *arguments)

    assert done.code == 2
    assert words in done.err
    assert "Name one of: " in done.err


def test_a_new_playbook_is_written_valid_and_never_over_another(smbot, folder):
    options = ("--title-en", "Snow", "--title-fr", "Neige", "--label", "complaint", "--office", "closed")
    made = smbot("playbooks", "new", "snow", *options, "--case", "complaint", "--folder", folder)
    again = smbot("playbooks", "new", "snow", *options, "--folder", folder)

    playbook = load_folder(folder).get("snow")
    assert made.code == 0
    assert playbook.when.office == "closed"
    assert [step.kind for step in playbook.steps] == ["public_reply", "open_case", "wait", "close"]
    assert (again.code, again.out) == (2, "")
    assert "nothing is overwritten" in again.err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--label", "grumble"], "Unknown label grumble."),
        (["--label", "praise", "--language", "de"], "when.languages.0 is not one of the choices"),
        (["--label", "praise", "--exposed"], "or exposed personal information"),
        ([], "Without a terminal nobody can be asked. Add --label."),
    ],
)
def test_a_new_playbook_that_would_not_hold_is_not_written(smbot, folder, options, words):
    done = smbot("playbooks", "new", "snow", "--title-en", "Snow", "--title-fr", "Neige", *options, "--folder", folder)

    assert done.code == 2
    assert words in " ".join(done.err.replace("→", "").split())
    assert not (folder / "snow.yaml").exists()


def test_a_bad_name_never_leaves_the_folder(smbot, folder):
    done = smbot(
        "playbooks", "new", "../snow", "--title-en", "A", "--title-fr", "B", "--label", "praise", "--folder", folder
    )

    assert done.code == 2
    assert not (folder.parent / "snow.yaml").exists()


def test_the_schema_is_shown_or_written_beside_the_playbooks(smbot, folder):
    shown = smbot("playbooks", "schema")
    written = smbot("playbooks", "schema", "--write", "--folder", folder)

    assert json.loads(shown.out) == json_schema()
    assert written.out.strip() == str(folder / FILE_NAME)
    assert json.loads((folder / FILE_NAME).read_text("utf-8")) == json_schema()


def test_an_installation_has_the_schema_that_its_playbooks_name(config):
    assert json.loads((config.parent / "playbooks" / FILE_NAME).read_text("utf-8")) == json_schema()


def test_the_graph_is_mermaid_or_plain_text(smbot):
    drawn, plain = smbot("playbooks", "graph").out, smbot("playbooks", "graph", "--plain").out

    assert drawn.startswith("flowchart TD\n")
    assert plain.startswith("1. urgent?\n   → urgent\n")
