"""Importing a file: every line is in the queue or in the report, however often the command is repeated."""

import json

import pytest

LINES = "id,text\n1,The office was closed again\n2,\n3,Merci beaucoup pour votre aide\n"


@pytest.fixture
def posts(tmp_path):
    file = tmp_path / "posts.csv"
    file.write_text(LINES, "utf-8")
    return file


def reported(file):
    return [json.loads(line)["where"] for line in file.read_text("utf-8").splitlines()]


def test_each_line_is_a_post_or_in_the_report(smbot, config, posts, tmp_path):
    report = tmp_path / "refused.jsonl"

    done = smbot("import", posts, "--no-process", "--report", report, "--json")

    told = json.loads(done.out)
    assert done.code == 0
    assert (told["new"], told["already_there"], told["refused"]) == (2, 0, 1)
    assert reported(report) == ["line 3"]


def test_a_repeated_import_reports_again_what_an_earlier_one_refused(smbot, config, posts, tmp_path):
    report = tmp_path / "refused.jsonl"
    smbot("import", posts, "--no-process")

    done = smbot("import", posts, "--no-process", "--report", report, "--json")

    told = json.loads(done.out)
    assert (told["new"], told["already_there"], told["refused"]) == (0, 2, 1)
    assert reported(report) == ["line 3"]


def test_a_report_that_cannot_be_written_is_told_before_anything_is_imported(smbot, config, posts, tmp_path):
    done = smbot("import", posts, "--report", tmp_path / "nowhere" / "refused.jsonl")
    then = smbot("import", posts, "--no-process", "--json")

    assert done.code == 2
    assert "refused.jsonl: The file cannot be written" in done.err
    assert json.loads(then.out)["new"] == 2


def test_a_report_never_replaces_the_file_that_is_read(smbot, config, posts):
    done = smbot("import", posts, "--report", posts)

    assert done.code == 2
    assert posts.read_text("utf-8") == LINES
