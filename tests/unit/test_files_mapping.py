"""Which column is what: guesses, choices, and refusals that show no content."""

import pytest

from smbot.core.errors import InputError
from smbot.platforms.files.mapping import ColumnMapping, Field, choose, dig, leaf_paths, parse_assignments


def mapped(*columns: str, nested: bool = False, **chosen: str) -> dict[str, tuple[str, ...]]:
    told = {Field(name): column for name, column in chosen.items()}
    return {f.value: paths for f, paths in choose(columns, told, nested=nested).columns.items()}


@pytest.mark.parametrize(
    ("columns", "text"),
    [
        (("split", "sentiment", "text"), ("text",)),
        (("msg_id", "content", "label"), ("content",)),
        (("tweet", "sentiment"), ("tweet",)),
        (("Message", "Date"), ("Message",)),
        (("Tweet Text", "Author"), ("Tweet Text",)),
        (("tweetText", "x"), ("tweetText",)),
        (("auteur", "texte"), ("texte",)),
        (("text", "full_text"), ("full_text", "text")),
        (("text", "note_tweet"), ("note_tweet", "text")),
    ],
)
def test_the_text_is_guessed_from_well_known_names(columns, text):
    assert mapped(*columns)["text"] == text


def test_the_other_fields_are_guessed_too():
    found = mapped("id_str", "id", "text", "user.screen_name", "user.name", "created_at", "lang", "platform")

    assert found == {
        "text": ("text",),
        "id": ("id_str",),
        "author": ("user.screen_name",),
        "author_name": ("user.name",),
        "posted_at": ("created_at",),
        "language": ("lang",),
        "platform": ("platform",),
    }


def test_json_of_x_counts_long_posts_that_the_first_records_lack():
    assert mapped("id", "text", nested=True)["text"] == (
        "note_tweet.text",
        "extended_tweet.full_text",
        "full_text",
        "text",
    )


def test_records_of_x_s_archive_are_found_inside_their_wrapper():
    found = mapped("tweet.id_str", "tweet.full_text", "tweet.lang", nested=True)

    assert "tweet.full_text" in found["text"]
    assert found["id"] == ("tweet.id_str",)
    assert found["language"] == ("tweet.lang",)


def test_two_possible_texts_are_an_error_that_names_them():
    with pytest.raises(InputError) as error:
        mapped("content", "text", "date")

    assert "content, text" in str(error.value).replace("text, content", "content, text")
    assert "--map text=COLUMN" in str(error.value)
    assert "date" not in str(error.value)


def test_a_choice_goes_before_the_guess_and_settles_it():
    assert mapped("content", "text", text="content")["text"] == ("content",)


def test_an_empty_choice_leaves_the_column_out():
    assert "posted_at" not in mapped("text", "date", posted_at="")


def test_no_text_is_an_error_that_lists_the_columns():
    with pytest.raises(InputError) as error:
        mapped("org", "summary_en", "summary_fr")

    assert "org, summary_en, summary_fr" in str(error.value)


@pytest.mark.parametrize("post", ["Call me at 604 555-0187!", "alex@example.org", "my SIN is 046 454 286"])
def test_a_first_line_that_is_a_post_is_not_shown(post):
    with pytest.raises(InputError) as error:
        mapped("a", post)

    assert post not in str(error.value)
    assert "2 columns" in str(error.value)


def test_a_chosen_column_must_be_there():
    with pytest.raises(InputError, match="not in the file"):
        mapped("text", author="who")


def test_two_columns_of_one_name_are_refused_where_they_matter():
    assert mapped("text", "x", "x")["text"] == ("text",)
    with pytest.raises(InputError, match="More than one column has the name"):
        mapped("text", "text")


@pytest.mark.parametrize("assignments", [["text"], ["wrong=a"], ["text="], ["text=a", "text=b"], ["=a"], [""]])
def test_assignments_that_do_not_hold_are_refused_with_a_mend(assignments):
    with pytest.raises(InputError) as error:
        parse_assignments(assignments)

    assert error.value.mend is not None


def test_assignments_are_read_with_equals_signs_in_the_column():
    assert parse_assignments(["text= a=b ", "AUTHOR=who"]) == {Field.TEXT: "a=b", Field.AUTHOR: "who"}


def test_dotted_paths_reach_into_objects_and_keys_with_dots_go_first():
    record = {"user": {"name": "inner"}, "user.name": "flat", "a": {"b": {"c": 1}}}

    assert dig(record, "user.name") == "flat"
    assert dig(record, "a.b.c") == 1
    assert dig(record, "a.x.c") is None
    assert leaf_paths({"a": {"b": {"c": 1}}, "d": [1]}) == ["a.b.c", "d"]


def test_of_several_columns_the_first_filled_one_counts():
    mapping = ColumnMapping(columns={Field.TEXT: ("full_text", "text")})

    assert mapping.value({"full_text": " ", "text": "short"}, Field.TEXT) == "short"
    assert mapping.value({"other": 1}, Field.TEXT) is None
