"""Values of one record: dates, languages, types, limits, and ids."""

from datetime import UTC, datetime

import pytest

from smbot.core.messages import Message
from smbot.core.parts import PartKind
from smbot.platforms.files.dates import read_moment
from smbot.platforms.files.fields import MAX_SEVERAL, MAX_SHORT, MAX_TEXT, Fields, read_fields
from smbot.platforms.files.identity import Identities
from smbot.platforms.files.mapping import ColumnMapping, Field

MAPPING = ColumnMapping(columns={field: (field.value,) for field in Field})
AT = datetime(2018, 10, 10, 20, 20, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "2018-10-10T20:20:20Z",
        "2018-10-10T20:20:20.000Z",
        "2018-10-10 20:20:20",
        "2018-10-10 20:20:20 UTC",
        "2018-10-10 13:20:20 -0700",
        "2018-10-10T13:20:20-07:00",
        "Wed Oct 10 20:20:20 +0000 2018",
        "Wed Oct 10 13:20:20 -0700 2018",
        "Wed, 10 Oct 2018 20:20:20 GMT",
        "Wed, 10 Oct 2018 16:20:20 -0400",
        "1539202820",
        "1539202820000",
        "1539202820.0",
        " 1539202820 ",
        1539202820,
        1539202820.0,
        1539202820000,
        1539202820000000,
    ],
)
def test_the_ways_files_write_one_moment(written):
    assert read_moment(written) == AT


def test_a_day_alone_begins_at_midnight_in_utc():
    assert read_moment("2018-10-10") == datetime(2018, 10, 10, tzinfo=UTC)
    assert read_moment("20181010") == datetime(2018, 10, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    ["yesterday", "10/11/2018 3:00 PM", "12", 12, -1, float("nan"), float("inf"), 10**30, "9" * 16, ""],
)
def test_what_is_no_moment(written):
    assert read_moment(written) is None


def fields_of(**record: object) -> Fields:
    found = read_fields({"text": "Bonjour", **record}, MAPPING)
    assert isinstance(found, Fields), str(found)
    return found


def reason_of(**record: object) -> str:
    found = read_fields({"text": "Bonjour", **record}, MAPPING)
    assert isinstance(found, Message)
    return str(found)


@pytest.mark.parametrize(
    ("told", "language"),
    [
        *(("en", "en"), ("FR", "fr"), ("fr_CA", "fr-CA"), ("French", "fr"), ("anglais", "en")),
        *(("und", None), ("qme", None), ("??", None), ("", None)),
    ],
)
def test_languages(told, language):
    assert fields_of(language=told).language == language


@pytest.mark.parametrize(
    ("told", "platform"),
    [("Twitter", "x"), ("X", "x"), ("Google Maps", "google-maps"), ("", "files"), ("!", "files")],
)
def test_platforms(told, platform):
    assert fields_of(platform=told).platform == platform


def test_numbers_serve_as_ids_and_whole_fractions_are_undone():
    assert fields_of(id=12).id == "12"
    assert fields_of(id=12.0).id == "12"
    assert fields_of(author="@alex").author == "alex"


@pytest.mark.parametrize("value", [True, ["a"], {"a": 1}, 1.5, 1e300])
@pytest.mark.parametrize("field", ["id", "author", "author_name", "language", "permalink", "conversation"])
def test_a_value_of_the_wrong_type_refuses_the_record_and_names_the_field(field, value):
    assert f"Its {field} is of the wrong type" in reason_of(**{field: value})


@pytest.mark.parametrize("value", [12, True, ["Bonjour"], {"a": "Bonjour"}])
def test_a_text_of_the_wrong_type_is_refused(value):
    assert reason_of(text=value) == "Its text is of the wrong type: a text was expected."


def test_no_text_and_an_empty_text_are_told_apart():
    assert reason_of(text=" \t\n\u00a0") == "Its text is empty."
    assert str(read_fields({"id": "1"}, MAPPING)) == "It has no text."


def test_the_longest_text_passes_and_one_character_more_does_not():
    assert len(fields_of(text="é" * MAX_TEXT).text) == MAX_TEXT
    assert "25001 characters" in reason_of(text="é" * (MAX_TEXT + 1))


@pytest.mark.parametrize("value", ["a\0b", "a\ud800b"])
@pytest.mark.parametrize("field", ["text", "id", "author_name"])
def test_characters_that_cannot_be_kept_refuse_the_record(field, value):
    assert "It holds" in reason_of(**{field: value})


@pytest.mark.parametrize("value", ["javascript:alert(1)", "/r/canada", "https://a b", "https://a\\b", "http:"])
def test_an_address_that_is_none_of_the_web_is_refused(value):
    assert "--map permalink=" in reason_of(permalink=value)


def test_a_date_that_cannot_be_read_is_refused_with_two_mends():
    assert "--map posted_at=" in reason_of(posted_at="last Tuesday")


def test_values_too_long_to_be_what_they_should_be_are_refused():
    assert "longer than 300" in reason_of(author="a" * 301)
    assert "longer than 300" in reason_of(id=10**4000)


def test_no_reason_repeats_the_value():
    secret = "alex@example.org"

    for field in ("permalink", "posted_at"):
        assert secret not in reason_of(**{field: secret})
    assert secret not in reason_of(author=[secret])


def test_two_equal_lines_are_two_posts_and_a_second_reading_names_them_alike():
    first, second = Identities(), Identities()

    names = [str(first.name(fields_of(text=t), n)) for n, t in enumerate(["a", "b", "a"])]

    assert len(set(names)) == 3
    assert names == [str(second.name(fields_of(text=t), n)) for n, t in enumerate(["a", "b", "a"])]


def test_row_numbers_of_two_files_do_not_make_one_post_of_two():
    one = Identities().name(fields_of(id="1", text="a"), 2)
    other = Identities().name(fields_of(id="1", text="b"), 2)

    assert one != other


def test_an_id_of_a_named_platform_is_kept_as_it_is():
    assert Identities().name(fields_of(id="1234567890", platform="x"), 1) == "1234567890"


def test_the_same_post_twice_in_a_file_is_refused_with_its_first_line():
    known = Identities()
    known.name(fields_of(id="7", text="a"), 2)

    again = known.name(fields_of(id="7", text="a"), 9)

    assert str(again) == "It is the same post as on line 2."
    assert isinstance(known.name(fields_of(id="7", text="edited"), 10), str)


def parts_of(**record: object) -> list[tuple[PartKind, str, bool]]:
    return [(part.kind, part.text, part.withheld) for part in fields_of(**record).parts]


def test_the_twenty_first_link_and_those_after_it_are_withheld_together():
    links = [f"https://example.org/{n}" for n in range(MAX_SEVERAL + 2)]

    assert parts_of(link=links[:MAX_SEVERAL]) == [(PartKind.LINK, link, False) for link in links[:MAX_SEVERAL]]
    assert parts_of(link=links)[MAX_SEVERAL:] == [(PartKind.LINK, "\n".join(links[MAX_SEVERAL:]), True)]


@pytest.mark.parametrize("value", ["a\0b", "a\ud800b", "é" * (MAX_TEXT + 1)])
def test_a_description_that_cannot_be_read_is_withheld_and_the_post_is_kept(value):
    assert parts_of(alt_text=[value, "un traversier"]) == [
        (PartKind.PICTURE, value, True),
        (PartKind.PICTURE, "un traversier", False),
    ]


@pytest.mark.parametrize("value", [{"name": "Zed"}, ["Zed"], 12, True, None, 1e300])
@pytest.mark.parametrize("field", ["quoted_author", "quoted_author_name", "poll", "file_name"])
def test_a_value_of_the_wrong_type_beside_the_text_is_left_out(field, value):
    found = fields_of(**{field: value if field.startswith("quoted") else {"of": value}})

    assert (found.quoted_author, found.quoted_name, found.parts) == ("", "", ())


def test_a_name_beside_the_text_is_cut_to_what_a_name_has():
    found = fields_of(quoted_author_name="Zed\0Quux " + "q" * MAX_SHORT, quoted_author="@" + "z" * 301)

    assert found.quoted_name.startswith("Zed Quux q")
    assert (len(found.quoted_name), len(found.quoted_author)) == (MAX_SHORT, MAX_SHORT - 1)
