"""The rows of laws: whole, dated, with sources; and an organisation's own rows."""

from datetime import date

import pytest

from smbot.access.laws import Law, law_in_force, load_laws, shipped_laws
from smbot.access.names import Jurisdiction, RequestKind
from smbot.core.errors import ConfigurationError

OWN = """
[[laws]]
jurisdiction = "{jurisdiction}"
kinds = {kinds}
name = {{ en = "law", fr = "loi" }}
days = {days}
counting = "business"
source = "read by our coordinator"
effective_from = {since}
verified_on = 2026-11-20
"""


def own(tmp_path, *, jurisdiction="ON", kinds='["general", "own-file"]', days="45", since="2026-04-01", more=""):
    file = tmp_path / "laws.toml"
    file.write_text(OWN.format(jurisdiction=jurisdiction, kinds=kinds, days=days, since=since) + more, "utf-8")
    return file


@pytest.mark.parametrize("kind", list(RequestKind))
@pytest.mark.parametrize("jurisdiction", list(Jurisdiction))
def test_each_jurisdiction_has_a_row_for_each_kind(jurisdiction, kind):
    assert law_in_force(shipped_laws(), jurisdiction, kind, date(2026, 11, 22)) is not None


def test_what_is_verified_names_its_source_and_regulator():
    verified = [law for law in shipped_laws() if law.verified_on]

    assert verified
    assert all(law.source and law.regulator and law.days for law in verified)
    assert {law.verified_on for law in verified} == {date(2026, 11, 1)}


def test_where_nothing_was_read_nothing_is_said():
    unverified = {law.jurisdiction.value for law in shipped_laws() if law.days is None}

    assert unverified == {"NL", "PE", "NT", "NU", "YT"}


def test_no_two_rows_of_one_jurisdiction_and_kind_begin_on_one_day():
    begun = [(*law.place, kind) for law in shipped_laws() for kind in law.kinds]

    assert len(begun) == len(set(begun))


def test_french_texts_keep_the_spaces_of_french():
    said = [both.fr for law in shipped_laws() for both in (law.fee, law.extension_grounds) if both]

    assert said
    assert not any(" $" in text or " :" in text or " ;" in text for text in said)


def test_a_row_of_ones_own_replaces_the_one_of_its_day(tmp_path):
    laws = load_laws(own(tmp_path))

    found = law_in_force(laws, Jurisdiction.ON, RequestKind.GENERAL, date(2026, 5, 1))

    assert (found.source, found.verified_on) == ("read by our coordinator", date(2026, 11, 20))
    assert len(laws) == len(shipped_laws())


def test_a_row_of_ones_own_for_one_kind_leaves_the_other(tmp_path):
    laws = load_laws(own(tmp_path, kinds='["general"]'))

    of_file = law_in_force(laws, Jurisdiction.ON, RequestKind.OWN_FILE, date(2026, 5, 1))

    assert of_file.verified_on is None
    assert law_in_force(laws, Jurisdiction.ON, RequestKind.GENERAL, date(2026, 5, 1)).verified_on


def test_a_row_of_another_day_is_one_more(tmp_path):
    laws = load_laws(own(tmp_path, since="2026-07-01"))

    assert law_in_force(laws, Jurisdiction.ON, RequestKind.GENERAL, date(2026, 6, 30)).verified_on is None
    assert law_in_force(laws, Jurisdiction.ON, RequestKind.GENERAL, date(2026, 7, 1)).verified_on


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"jurisdiction": "XX"}, "jurisdiction"),
        ({"days": "0"}, "days"),
        ({"kinds": "[]"}, "kinds"),
        ({"more": 'closed = ["sunday"]\n'}, "laws.0"),
        ({"more": "extra = 1\n"}, "extra"),
    ],
)
def test_a_row_that_does_not_hold_is_named(tmp_path, changes, where):
    file = own(tmp_path, **changes)

    with pytest.raises(ConfigurationError) as caught:
        load_laws(file)

    assert str(file) in caught.value.where
    assert where in caught.value.where
    assert caught.value.mend is not None


@pytest.mark.parametrize("content", [None, b"\xff", b"laws = ["])
def test_a_file_that_cannot_be_read_is_refused(tmp_path, content):
    file = tmp_path / "laws.toml"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(ConfigurationError):
        load_laws(file)


def test_a_verified_row_without_days_is_refused():
    row = {
        "jurisdiction": "YT",
        "kinds": ["general"],
        "name": {"en": "law", "fr": "loi"},
        "source": "read",
        "effective_from": "",
        "verified_on": "2026-11-20",
    }

    with pytest.raises(ValueError, match="a verified row"):
        Law.model_validate(row)
