"""`smbot export`: counts, writes an archive with a manifest, refuses what it cannot do."""

import json
import zipfile

import pytest


@pytest.fixture
def an_officer(smbot, config):
    done = smbot("user", "add", "chloe", "--role", "compliance", "--yes")
    assert done.code == 0, done.err
    return ("--member", "chloe")


def test_without_a_file_the_records_are_counted(smbot, an_officer):
    done = smbot("export", "events", *an_officer)

    assert done.code == 0
    assert int(done.out) > 0


@pytest.mark.parametrize("form", ["csv", "json", "html"])
def test_an_archive_holds_the_records_and_their_manifest(smbot, an_officer, tmp_path, form):
    file = tmp_path / "events.zip"

    done = smbot("export", "events", file, "--form", form, "--json", *an_officer)

    assert done.code == 0, done.err
    told = json.loads(done.out)
    with zipfile.ZipFile(file) as packed:
        assert {name.partition("/")[2] for name in packed.namelist()} == set(told["files"])
        manifest = json.loads(packed.read("events/manifest.json"))
    assert manifest["rows"] == manifest["proved"] > 0
    assert manifest["made_by"] == "chloe"
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("rumours",), "Use one of"),
        (("events", "x.zip", "--form", "pdf"), "Use one of"),
        (("events", "--from", "yesterday"), "This is no day"),
        (("events", "--from", "2026-03-04", "--to", "2026-03-01"), "ends before it begins"),
    ],
)
def test_what_cannot_be_exported_is_refused_with_words(smbot, an_officer, arguments, words):
    done = smbot("export", *arguments, *an_officer)

    assert done.code == 2
    assert words in done.err


def test_a_file_that_exists_is_not_replaced_and_a_failed_one_is_not_left(smbot, an_officer, tmp_path):
    there = tmp_path / "there.zip"
    there.write_bytes(b"mine")

    assert smbot("export", "events", there, *an_officer).code == 2
    assert there.read_bytes() == b"mine"
    fresh = tmp_path / "fresh.zip"
    assert smbot("export", "events", fresh, "--from", "2026-03-04", "--to", "2026-03-01", *an_officer).code == 2
    assert not fresh.exists()


def test_who_may_not_read_the_log_exports_nothing(smbot, an_officer, tmp_path):
    smbot("user", "add", "ana", "--role", "reviewer", "--yes", "--member", "Alice")

    done = smbot("export", "events", tmp_path / "x.zip", "--member", "ana")

    assert done.code == 1
    assert not (tmp_path / "x.zip").exists()
