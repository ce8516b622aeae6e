"""Versions of the model in an installation: kept whole, chosen by one pointer, read without executing anything."""

import io
import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest

from smbot.classify.model import SHIPPED, WEIGHTS, load
from smbot.classify.versions import POINTER, SHIPPED_NAME, Versions
from smbot.core.errors import ConfigurationError, NotAllowed


@pytest.fixture(scope="module")
def a_model():
    return load(SHIPPED)


@pytest.fixture
def versions(tmp_path):
    return Versions(folder=tmp_path / "models" / "triage")


def test_without_any_version_the_shipped_one_is_current(versions, a_model):
    assert versions.current == SHIPPED_NAME
    assert versions.load_current().card == a_model.card
    [listed] = versions.listed()
    assert (listed.name, listed.is_current) == (SHIPPED_NAME, True)


def test_a_version_is_named_by_its_digest_and_current_only_when_it_is_chosen(versions, a_model):
    name = versions.add(a_model)
    before = versions.current
    versions.point_to(name)

    assert name == a_model.card.digest[:8]
    assert (before, versions.current) == (SHIPPED_NAME, name)
    assert versions.load_current().version == f"model-{name}"
    assert [(each.name, each.is_current) for each in versions.listed()] == [(SHIPPED_NAME, False), (name, True)]


def test_adding_it_again_leaves_one_and_nothing_half_written(versions, a_model):
    first, again = versions.add(a_model), versions.add(a_model)

    assert first == again
    assert [path.name for path in versions.folder.iterdir()] == [first]


def test_what_a_killed_process_left_unfinished_is_removed_by_the_next_one(versions, a_model):
    versions.folder.mkdir(parents=True)
    (versions.folder / ".new-abc").mkdir()
    (versions.folder / ".new-abc" / WEIGHTS).write_bytes(b"half")
    (versions.folder / ".new-current").write_text("half", "ascii")

    name = versions.add(a_model)

    assert [path.name for path in versions.folder.iterdir()] == [name]


def test_several_that_add_one_version_at_once_leave_one(versions, a_model):
    with ThreadPoolExecutor(4) as pool:
        names = set(pool.map(lambda _: versions.add(a_model), range(4)))

    assert [path.name for path in versions.folder.iterdir()] == list(names)


def test_one_can_go_back_to_the_shipped_one(versions, a_model):
    versions.point_to(versions.add(a_model))

    versions.check(SHIPPED_NAME)
    versions.point_to(SHIPPED_NAME)

    assert versions.current == SHIPPED_NAME
    assert {path.name for path in versions.folder.iterdir()} == {a_model.card.digest[:8], POINTER}


@pytest.mark.parametrize("name", ["../../etc", "0123456789", "deadbeef", "", "current"])
def test_a_name_that_is_no_version_is_refused(versions, a_model, name):
    versions.add(a_model)

    with pytest.raises(NotAllowed, match="no version of this name"):
        versions.check(name)


def test_a_damaged_version_is_refused_by_name_and_a_pickle_is_never_run(versions, a_model):
    name = versions.add(a_model)
    buffer = io.BytesIO()
    pickle.dump(print, buffer)
    (versions.folder / name / WEIGHTS).write_bytes(buffer.getvalue())

    with pytest.raises(ConfigurationError, match="cannot be read"):
        versions.check(name)


@pytest.mark.parametrize("content", [b"", b"../shipped", b"\xff\xfe", b"deadbeef deadbeef"])
def test_a_damaged_pointer_is_told_and_not_guessed(versions, content):
    versions.folder.mkdir(parents=True)
    (versions.folder / POINTER).write_bytes(content)

    with pytest.raises(ConfigurationError, match="which version"):
        versions.load_current()
    assert versions.pointed == ""
    assert [each.is_current for each in versions.listed()] == [False]


def test_a_card_that_cannot_be_read_is_listed_as_such(versions, a_model):
    name = versions.add(a_model)
    (versions.folder / name / "card.json").write_text("{}", "utf-8")

    assert [(each.name, each.card is None) for each in versions.listed()] == [(SHIPPED_NAME, False), (name, True)]
