"""The directory's file: what holds is read; what does not is told with line and mend, and the last good one stays."""

import pytest

from smbot.offices.lines import french_texts
from smbot.offices.load import EMPTY, SHIPPED, read_directory
from smbot.playbooks.french import typography

GOOD = """\
programs:
  - id: civil
    name: { en: Civil status, fr: État civil }
offices:
  - id: north
    name: { en: North, fr: Nord }
    programs: [civil]
    province: QC
    time_zone: America/Toronto
    hours:
      monday: 08:30-12:00
      tuesday: ["08:30-12:00", "13:00-16:30"]
    exceptions:
      - date: 2026-12-24
        reason: { en: Eve, fr: veille }
    channels:
      - kind: phone
        at: 418-555-0123
        languages: [fr]
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "directory.yaml"
    path.write_text(GOOD, "utf-8")
    return path


def test_the_shipped_example_holds():
    loaded = read_directory(SHIPPED)

    assert loaded.problems == ()
    assert len(loaded.directory.offices) == 1
    assert [
        (line, str(what))
        for text, line in french_texts(loaded.directory.model_dump(), loaded.lines)
        for what, _ in typography(text)
    ] == []


def test_a_file_that_holds_is_read(file):
    loaded = read_directory(file)

    [office] = loaded.directory.offices
    assert loaded.problems == ()
    assert [str(one) for one in office.hours.tuesday] == ["08:30-12:00", "13:00-16:30"]
    assert office.first_language == "fr"
    assert loaded.lines["offices.0.hours.tuesday"] == 12


def test_an_office_outside_quebec_greets_in_english_first_unless_its_file_says_otherwise(file):
    text = GOOD.replace("province: QC", "province: NB")
    file.write_text(text, "utf-8")
    english = read_directory(file).directory.offices[0].first_language
    file.write_text(text.replace("province: NB", "province: NB\n    first_language: fr"), "utf-8")

    assert english == "en"
    assert read_directory(file).directory.offices[0].first_language == "fr"


WRONG = [
    ("monday: 08:30-12:00", "monday: 12:00-08:30", 11, "no opening hours", "08:30-16:30"),
    ("monday: 08:30-12:00", "monday: 8h30 à midi", 11, "no opening hours", "08:30-16:30"),
    ('"13:00-16:30"', '"11:00-16:30"', 12, "overlap", "earlier one first"),
    ("province: QC", "province: Quebec", 8, "not one of the choices", "'QC'"),
    ("time_zone: America/Toronto", "time_zone: Toronto", 9, "no time zone", "America/Toronto"),
    ("418-555-0123", "555-01", 18, "no telephone number", "416-555-0123"),
    ("kind: phone", "kind: counter", 17, "a counter has none", "Add at"),
    ("        at: 418-555-0123\n", "", 17, "needs its number", "Add at"),
    ("programs: [civil]", "programs: [civil, taxes]", 7, "no program taxes", "civil"),
    ("{ en: North, fr: Nord }", "{ en: North }", 6, "language fr is missing", "both languages"),
    ("    hours:", "    horus:", 10, "Unknown field horus", "spelling"),
    ("    province: QC\n", "", 5, "province is missing", "Add it"),
    ("id: north", "id: North!", 5, "small letters", "north-counter"),
    ("{ en: Eve, fr: veille }", "{ en: Eve, fr: veille }\n        until: 2026-12-01", 14, "before the first", "until"),
    ("languages: [fr]", "languages: []", 19, "list is empty", "at least one"),
    ("id: north", "id: north\n    id: south", 6, "second time", "one of the two"),
    ("programs:\n  - id", "programs:\n   - id: x\n  - id", 3, "not YAML", "indentation"),
]


@pytest.mark.parametrize(("before", "after", "line", "what", "mend"), WRONG)
def test_what_does_not_hold_is_told_with_line_and_mend(file, before, after, line, what, mend):
    assert before in GOOD
    file.write_text(GOOD.replace(before, after, 1), "utf-8")

    problem = read_directory(file).problems[0]

    assert (problem.where, what in str(problem.what), mend in str(problem.mend)) == (
        f"directory.yaml:{line}",
        True,
        True,
    ), (problem.where, str(problem.what), str(problem.mend))


def test_an_id_that_stands_twice_is_told_at_the_second(file):
    again = GOOD[GOOD.index("  - id: north") :]
    file.write_text(GOOD + again, "utf-8")

    [problem] = read_directory(file).problems

    assert problem.line == 20
    assert "north stands twice under offices" in str(problem.what)


def test_a_broken_file_leaves_the_last_good_one_in_force(file):
    good = read_directory(file).directory
    file.write_text(GOOD.replace("province: QC", "province: Quebec"), "utf-8")

    loaded = read_directory(file, good)

    assert loaded.directory == good
    assert loaded.problems


@pytest.mark.parametrize("content", [b"\xff\xfe", b"- a list", b""])
def test_a_file_that_is_no_directory_is_told_and_nothing_is_in_force(file, content):
    file.write_bytes(content)

    loaded = read_directory(file)

    assert loaded.directory == EMPTY
    assert len(loaded.problems) == 1


def test_a_file_that_is_not_there_is_told(tmp_path):
    loaded = read_directory(tmp_path / "directory.yaml")

    assert loaded.directory == EMPTY
    assert "no directory of offices" in str(loaded.problems[0].what)


def test_no_problem_holds_what_stands_in_the_file(file):
    file.write_text(GOOD.replace("418-555-0123", "Marie 555-0199"), "utf-8")

    [problem] = read_directory(file).problems

    assert "Marie" not in f"{problem.what}{problem.mend}{problem.error()}"


def test_a_number_typed_without_quotation_marks_is_the_text_that_was_meant(file):
    file.write_text(GOOD.replace("418-555-0123", "811") + "    numbers: [4185550124]\n", "utf-8")

    [office] = read_directory(file).directory.offices

    assert office.reached_by("phone") == ("811",)
    assert office.numbers == ("4185550124",)
