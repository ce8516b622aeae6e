import os
from datetime import UTC, datetime

import pytest

from smbot.core.clock import FrozenClock
from smbot.core.errors import PlaybookError
from smbot.core.messages import msg
from smbot.playbooks.load import load_folder
from smbot.playbooks.problem import Problem
from smbot.playbooks.shelf import VERSIONS_KEPT, PlaybookShelf

BROKEN = ("approval: one", "aproval: one")


@pytest.fixture
def clock():
    return FrozenClock(datetime(2026, 3, 2, 15, tzinfo=UTC))


@pytest.fixture
def events():
    return []


@pytest.fixture
def shelf(tmp_path, clock, events, a_folder):
    a_folder()
    return PlaybookShelf(tmp_path, clock, tell=events.append, kept=tmp_path / "kept")


def told(events):
    found = [(event.act.value, event.subject) for event in events]
    events.clear()
    return found


def titles(shelf):
    return {playbook.name: playbook.title.en for playbook in shelf.current()}


def test_the_first_look_reads_the_folder_and_tells_what_is_in_force(shelf, events, tmp_path):
    (playbook,) = shelf.current()

    assert playbook == load_folder(tmp_path).get("complaint")
    (event,) = events
    assert (event.act.value, event.subject) == ("playbooks.changed", "complaint")
    assert event.detail["revision"] == playbook.revision()
    assert len(event.detail["digest"]) == 64


def test_a_change_counts_after_a_few_seconds_and_is_told_once(shelf, events, clock, a_folder):
    shelf.current()
    told(events)
    a_folder(("Complaint", "Grievance"))

    clock.advance(seconds=2)
    assert titles(shelf) == {"complaint": "Complaint"}
    clock.advance(seconds=1)
    assert titles(shelf) == {"complaint": "Grievance"}
    clock.advance(seconds=60)
    shelf.current()

    assert told(events) == [("playbooks.changed", "complaint")]


def test_a_broken_file_is_told_once_with_its_line_and_the_last_good_one_stays(shelf, events, clock, a_folder):
    good = shelf.current().get("complaint")
    told(events)
    a_folder(BROKEN)

    for _ in range(3):
        clock.advance(seconds=5)
        assert shelf.current().get("complaint") == good
        assert {problem.where for problem in shelf.problems()} == {"complaint.yaml:1", "complaint.yaml:23"}

    (event,) = events
    assert (event.act.value, event.subject) == ("playbooks.refused", "complaint")
    assert event.detail["where"].startswith("complaint.yaml:")
    assert event.detail["revision"] == good.revision()


def test_a_file_put_right_again_is_in_force_and_its_problem_gone(shelf, events, clock, a_folder):
    shelf.current()
    a_folder(BROKEN)
    clock.advance(seconds=5)
    shelf.current()
    told(events)
    a_folder(("Complaint", "Grievance"))
    clock.advance(seconds=5)

    assert titles(shelf) == {"complaint": "Grievance"}
    assert shelf.problems() == ()
    assert told(events) == [("playbooks.changed", "complaint")]


def test_a_file_written_anew_with_the_same_content_is_no_change(shelf, events, clock, tmp_path):
    before = shelf.current()
    told(events)
    file = tmp_path / "complaint.yaml"
    file.write_bytes(file.read_bytes())
    os.utime(file, (1, 1))
    clock.advance(seconds=5)

    assert shelf.current() == before
    assert told(events) == []


def test_a_new_file_counts_and_a_removed_one_no_longer(shelf, events, clock, a_folder, tmp_path):
    shelf.current()
    a_folder(("name: complaint", "name: other"), name="other")
    clock.advance(seconds=5)
    assert set(titles(shelf)) == {"complaint", "other"}
    told(events)
    (tmp_path / "complaint.yaml").unlink()
    clock.advance(seconds=5)

    assert set(titles(shelf)) == {"other"}
    (event,) = events
    assert (event.subject, event.detail) == ("complaint", {"removed": True})


def test_a_folder_that_is_away_for_a_moment_takes_nothing_out_of_force(shelf, events, clock, tmp_path):
    shelf.current()
    told(events)
    (tmp_path / "complaint.yaml").rename(tmp_path / "aside")
    clock.advance(seconds=5)
    assert set(titles(shelf)) == {"complaint"}
    assert [str(problem.what) for problem in shelf.problems()] == ["There is no playbook in this folder."]
    (tmp_path / "aside").rename(tmp_path / "complaint.yaml")
    clock.advance(seconds=5)

    assert shelf.problems() == ()
    assert told(events) == []


def test_what_the_judge_refuses_does_not_take_the_place_of_a_good_one(tmp_path, clock, events, a_folder):
    def judge(source):
        bad = source.playbook.title.en == "Grievance"
        return [Problem(file=source.file, line=5, what=msg("Bad."), mend=msg("Mend it."))] if bad else []

    a_folder()
    shelf = PlaybookShelf(tmp_path, clock, judge=judge, tell=events.append)
    shelf.current()
    told(events)
    a_folder(("Complaint", "Grievance"))
    clock.advance(seconds=5)

    assert titles(shelf) == {"complaint": "Complaint"}
    assert [problem.where for problem in shelf.problems()] == ["complaint.yaml:5"]
    assert told(events) == [("playbooks.refused", "complaint")]


def test_what_only_the_judge_refuses_counts_where_there_is_nothing_better(tmp_path, clock, a_folder):
    a_folder()
    problem = Problem(file="complaint.yaml", line=5, what=msg("Bad."), mend=msg("Mend it."))
    shelf = PlaybookShelf(tmp_path, clock, judge=lambda _source: [problem])

    assert titles(shelf) == {"complaint": "Complaint"}
    assert shelf.problems() == (problem,)


def test_after_a_restart_nothing_is_told_again_but_what_changed_meanwhile(tmp_path, clock, events, shelf, a_folder):
    a_folder(("name: complaint", "name: other"), name="other")
    a_folder(("name: complaint", "name: third"), name="third")
    shelf.current()
    told(events)

    PlaybookShelf(tmp_path, clock, tell=events.append, kept=tmp_path / "kept").current()
    assert told(events) == []
    a_folder(("Complaint", "Grievance"))
    (tmp_path / "other.yaml").unlink()
    PlaybookShelf(tmp_path, clock, tell=events.append, kept=tmp_path / "kept").current()
    assert sorted(told(events)) == [("playbooks.changed", "complaint"), ("playbooks.changed", "other")]


def test_the_last_good_version_outlives_a_restart(tmp_path, clock, events, shelf, a_folder):
    good = shelf.current().get("complaint")
    told(events)
    a_folder(BROKEN)

    after = PlaybookShelf(tmp_path, clock, tell=events.append, kept=tmp_path / "kept")
    beside = PlaybookShelf(tmp_path, clock, kept=tmp_path / "kept")

    assert after.current().get("complaint") == good
    assert beside.current().get("complaint") == good
    assert told(events) == [("playbooks.refused", "complaint")]


def test_two_files_of_one_name_are_reported_and_the_first_counts(tmp_path, clock, a_folder):
    a_folder(name="a")
    a_folder(("Complaint", "Grievance"), name="b")
    shelf = PlaybookShelf(tmp_path, clock)

    assert titles(shelf) == {"complaint": "Complaint"}
    assert [problem.where for problem in shelf.problems()] == ["b.yaml:2"]


def test_a_process_does_not_begin_with_a_broken_file_that_was_never_good(tmp_path, clock, a_folder):
    a_folder(name="good")
    a_folder(BROKEN, name="bad")

    with pytest.raises(PlaybookError, match=r"bad\.yaml:"):
        PlaybookShelf(tmp_path, clock).begin()
    with pytest.raises(PlaybookError, match="no playbook in this folder"):
        PlaybookShelf(tmp_path / "nowhere", clock).begin()


def test_a_process_begins_with_the_last_good_version_of_a_broken_file(tmp_path, clock, shelf, a_folder):
    good = shelf.begin().get("complaint")
    a_folder(BROKEN)

    assert PlaybookShelf(tmp_path, clock, kept=tmp_path / "kept").begin().get("complaint") == good


def test_versions_that_were_in_force_are_kept_the_newest_first(shelf, clock, a_folder):
    shelf.current()
    for title in ("Grievance", "Protest"):
        clock.advance(minutes=1)
        a_folder(("Complaint", title))
        shelf.current()

    versions = shelf.versions("complaint.yaml")

    assert [("Protest" in each.text, "Grievance" in each.text) for each in versions] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    assert versions[0].taken_at == clock.now()
    assert versions[0].text == shelf.files()[0].text


def test_a_refused_file_is_no_version_and_is_shown_beside_what_is_in_force(shelf, clock, a_folder):
    shelf.current()
    clock.advance(minutes=1)
    a_folder(BROKEN)

    (file,) = shelf.files()

    assert BROKEN[0] in file.text
    assert BROKEN[1] in file.now
    assert file.problems
    assert len(shelf.versions("complaint.yaml")) == 1


def test_only_so_many_versions_are_kept(shelf, clock, a_folder):
    for number in range(VERSIONS_KEPT + 5):
        clock.advance(minutes=1)
        a_folder(("Complaint", f"Complaint {number}"))
        shelf.current()

    assert len(shelf.versions("complaint.yaml")) == VERSIONS_KEPT


@pytest.mark.parametrize("name", ["../complaint.yaml", "none.yaml", "..", "", "earlier/complaint.yaml"])
def test_no_versions_are_read_from_elsewhere(shelf, name):
    shelf.current()

    assert shelf.versions(name) == ()


def test_looking_now_waits_for_nothing(shelf, a_folder):
    shelf.current()
    a_folder(("Complaint", "Grievance"))

    shelf.look()

    assert titles(shelf) == {"complaint": "Grievance"}
