"""Items of the Graph API turned into posts: whole, told apart, and refused by their place."""

import hashlib
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbot.collect.ports import OwnPost, RefusedItem
from smbot.core.post_kinds import PostKind
from smbot.platforms.facebook.parts import parts_of, people_of
from smbot.platforms.facebook.rules import RULES, length
from smbot.platforms.facebook.to_post import (
    Item,
    Us,
    read_comment,
    read_message,
    read_post,
    read_review,
    revision,
)
from smbot.raw.opening import open_raw
from smbot.raw.post import RawPost

US = Us(page_id="108", account="facebook")
WHERE = "facebook, page 1, item 3"
TOP = "108_5"
AMELIE = {"id": "24", "name": "Amélie Exemple"}


def an_item(**changes: object) -> dict[str, object]:
    """A comment as Graph sends it; None leaves a field out."""
    item = {
        "id": "5_7",
        "from": AMELIE,
        "message": "Où est le traversier ?",
        "created_time": "2026-09-01T13:59:58+0000",
        "permalink_url": "https://www.facebook.com/108/posts/5?comment_id=7",
        "is_hidden": False,
    }
    return {name: value for name, value in (item | changes).items() if value is not None}


def comment(**changes: object) -> Item | RefusedItem:
    return read_comment(an_item(**changes), US, TOP, WHERE)


def found(read: Item | RefusedItem) -> RawPost:
    assert isinstance(read, Item)
    assert isinstance(read.found, RawPost)
    return read.found


def test_a_comment_keeps_all_that_is_needed_to_answer_it() -> None:
    post = found(comment())

    assert (post.handle.post_id, post.handle.first_id) == ("5_7", "5_7")
    assert (post.handle.author_id, post.handle.author_name, post.handle.author_handle) == ("24", "Amélie Exemple", "")
    assert (post.handle.conversation_id, post.handle.parent_id) == (TOP, TOP)
    assert post.handle.permalink == "https://www.facebook.com/108/posts/5?comment_id=7"
    assert (post.handle.kind, post.summoned, post.language) == (PostKind.COMMENT, True, None)
    assert post.posted_at == datetime(2026, 9, 1, 13, 59, 58, tzinfo=UTC)
    assert open_raw(post.text) == "Où est le traversier ?"


def test_an_answer_hangs_below_its_comment_and_belongs_to_the_post() -> None:
    post = found(comment(parent={"id": "5_6", "created_time": "x"}))

    assert (post.handle.parent_id, post.handle.conversation_id) == ("5_6", TOP)


@pytest.mark.parametrize("author", [None, {}, {"name": "x"}, {"id": 5}, {"id": "abc"}, "24", []])
def test_who_wrote_it_may_be_unknown(author: object) -> None:
    assert found(comment(**{"from": author})).handle.author_id == ""


def test_ours_comes_as_our_own() -> None:
    read = comment(**{"from": {"id": "108", "name": "Service Nord"}}, parent={"id": "5_6"})

    assert isinstance(read, Item)
    assert isinstance(read.found, OwnPost)
    assert read.found.handle.parent_id == "5_6"


@pytest.mark.parametrize("address", [None, "/relative", "javascript:alert(1)", 5, "http://www.facebook.com/x"])
def test_without_a_good_address_the_one_that_facebook_redirects_is_used(address: object) -> None:
    assert found(comment(permalink_url=address)).handle.permalink == "https://www.facebook.com/5_7"


def test_a_picture_without_words_is_a_post_without_words() -> None:
    assert len(found(comment(message=None)).text) == 0


def test_an_edit_and_a_change_of_visibility_change_the_mark_but_only_words_the_revision() -> None:
    plain, edited, hidden = comment(), comment(message="Autre"), comment(is_hidden=True)
    assert isinstance(plain, Item)
    assert isinstance(edited, Item)
    assert isinstance(hidden, Item)

    assert len({plain.mark, edited.mark, hidden.mark}) == 3
    assert found(plain).revision == found(hidden).revision != found(edited).revision
    assert found(plain).revision == revision("Où est le traversier ?")
    assert len(found(plain).revision) == 64


def test_a_post_that_was_commented_on_is_not_taken_for_edited() -> None:
    before = read_post(an_item(id="108_5", updated_time="2026-09-01T13:59:58+0000"), US, WHERE)
    after = read_post(an_item(id="108_5", updated_time="2026-09-02T13:59:58+0000"), US, WHERE)

    assert found(before).revision == found(after).revision


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", None),
        ("id", 5),
        ("id", "me/feed"),
        ("id", "5_7/../x"),
        ("message", ["a"]),
        ("created_time", None),
        ("created_time", "yesterday"),
        ("created_time", "2026-09-01T13:59:58"),
        ("created_time", -1),
        ("parent", {"id": "x"}),
    ],
)
def test_an_odd_item_is_refused_by_its_place_and_field(field: str, value: object) -> None:
    read = read_comment({**an_item(**{field: None}), **({} if value is None else {field: value})}, US, TOP, WHERE)

    assert isinstance(read, RefusedItem)
    assert read.where == WHERE
    assert field in str(read.why)
    assert "traversier" not in str(read.why)


@pytest.mark.parametrize("item", [None, "text", 4, [], [an_item()]])
def test_what_is_not_an_object_is_refused(item: object) -> None:
    reads = [read_post(item, US, WHERE), read_review(item, US, WHERE), read_message(item, US, "", WHERE)]

    assert all(isinstance(read, RefusedItem) for read in [*reads, read_comment(item, US, TOP, WHERE)])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FIELDS = [*an_item(), "parent", "reviewer", "review_text", "open_graph_story", "to"]


@given(st.dictionaries(st.sampled_from(FIELDS), JSON))
def test_no_json_makes_the_translation_fail(changes: dict[str, object]) -> None:
    item = {**an_item(), **changes}

    for read in (
        read_post(item, US, WHERE),
        read_review(item, US, WHERE),
        read_comment(item, US, TOP, WHERE),
        read_message(item, US, "https://x", WHERE),
    ):
        assert isinstance(read, Item | RefusedItem)


def a_review(**changes: object) -> dict[str, object]:
    review: dict[str, object] = {
        "created_time": "2026-09-01T13:59:58+0000",
        "reviewer": AMELIE,
        "review_text": "Friendly people",
        "open_graph_story": {"id": "555"},
    }
    return {name: value for name, value in (review | changes).items() if value is not None}


def test_a_review_is_known_by_its_story() -> None:
    post = found(read_review(a_review(), US, WHERE))

    assert (post.handle.post_id, post.handle.kind) == ("555", PostKind.REVIEW)
    assert (post.handle.author_id, open_raw(post.text)) == ("24", "Friendly people")


def test_a_review_without_a_story_is_not_lost_and_always_has_the_same_name() -> None:
    one, again = (found(read_review(a_review(open_graph_story=None), US, WHERE)) for _ in range(2))
    other = found(read_review(a_review(open_graph_story=None, reviewer={"id": "25"}), US, WHERE))

    assert one.handle.post_id == again.handle.post_id != other.handle.post_id
    assert one.handle.post_id.startswith("review-")
    assert one.handle.post_id.removeprefix("review-") != "24"


def a_message(**changes: object) -> dict[str, object]:
    message: dict[str, object] = {
        "id": "m_abc-DEF_1",
        "from": AMELIE,
        "to": {"data": [{"id": "108", "name": "Service Nord"}]},
        "message": "Bonjour",
        "created_time": "2026-09-01T13:59:58+0000",
    }
    return message | changes


def test_a_conversation_is_the_persons_whoever_writes() -> None:
    theirs = read_message(a_message(), US, "https://www.facebook.com/108/inbox/24/", WHERE)
    ours = read_message(a_message(**{"from": {"id": "108"}, "to": {"data": [AMELIE]}}), US, "", WHERE)
    assert isinstance(theirs, Item)
    assert isinstance(ours, Item)

    assert theirs.handle.conversation_id == ours.handle.conversation_id == "24"
    assert isinstance(ours.found, OwnPost)
    assert theirs.handle.kind == PostKind.MESSAGE
    assert theirs.handle.permalink == "https://www.facebook.com/108/inbox/24/"


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("abc", 3), ("é", 1), ("e\u0301", 2), ("🚢", 2), ("👩‍🚀", 5), ("\u202f…€", 3)]
)
def test_a_text_counts_at_least_as_long_as_facebook_could_count_it(text: str, count: int) -> None:
    assert length(text) == RULES.count(text) == count


def an_attachment(**changes: object) -> dict[str, object]:
    return {"title": "Ferry late", "description": "Zed waits", "media_type": "link", "type": "share"} | changes


PARTS = {
    "a link, with the address behind Meta's own": (
        {"attachments": {"data": [an_attachment(unshimmed_url="https://example.org/late")]}},
        [("link-title", "Ferry late"), ("link-text", "Zed waits"), ("link", "https://example.org/late")],
    ),
    "a comment's attachment is alone": (
        {"attachment": an_attachment(unshimmed_url="https://example.org/late", title="")},
        [("link-text", "Zed waits"), ("link", "https://example.org/late")],
    ),
    "a picture": (
        {"attachments": {"data": [an_attachment(media_type="photo", unshimmed_url="https://example.org/p")]}},
        [("picture", "Ferry late"), ("picture", "Zed waits")],
    ),
    "an album, and the pictures in it": (
        {
            "attachments": {
                "data": [
                    {
                        "media_type": "album",
                        "title": "Our trip",
                        "subattachments": {
                            "data": [
                                an_attachment(media_type="photo", title="The quay", description=None),
                                an_attachment(media_type="video", title="", description="The boat"),
                            ]
                        },
                    }
                ]
            }
        },
        [("picture", "Our trip"), ("picture", "The quay"), ("picture", "The boat")],
    ),
    "a file put on the page, with its words": (
        {"attachments": {"data": [an_attachment(type="file_upload", title="form.pdf", description="My claim")]}},
        [("file", "form.pdf"), ("quoted", "My claim")],
    ),
    "a file of a message": ({"attachments": {"data": [{"name": "form.pdf"}]}}, [("file", "form.pdf")]),
    "what a message shares": (
        {"shares": {"data": [{"name": "Ferry late", "description": "Zed", "link": "https://example.org"}]}},
        [("link-title", "Ferry late"), ("link-text", "Zed"), ("link", "https://example.org")],
    ),
    "the same words once, and odd entries not at all": (
        {
            "attachments": {
                "data": [
                    an_attachment(unshimmed_url=None),
                    an_attachment(title=5, unshimmed_url=["x"]),
                    "odd",
                    {"subattachments": [an_attachment()]},
                ]
            },
            "shares": [{"name": "x"}],
        },
        [("link-title", "Ferry late"), ("link-text", "Zed waits")],
    ),
}


@pytest.mark.parametrize(("item", "expected"), PARTS.values(), ids=PARTS)
def test_parts_of_an_item(item: dict[str, object], expected: list[tuple[str, str]]) -> None:
    found = parts_of(item)

    assert [(part.kind.value, part.text) for part in found] == expected
    assert {part.post_id for part in found} <= {""}


def test_what_stands_in_a_shared_post_says_which_post_that_is() -> None:
    shared = {"parent_id": "77_5", "attachments": {"data": [an_attachment(title="Zed Quux")]}}

    found = parts_of(shared)

    assert [(part.kind.value, part.text) for part in found] == [("link-title", "Zed Quux"), ("quoted", "Zed waits")]
    assert {(part.post_id, part.conversation_id) for part in found} == {("77_5", "77_5")}


PEOPLE = {
    "who is tagged, but no page": (
        {"message_tags": [{"type": "user", "name": "Zed Quux"}, {"type": "page", "name": "Service Nord"}]},
        ["Zed Quux"],
    ),
    "who wrote the comment above": ({"parent": {"id": "5_6", "from": {"id": "9", "name": "Ida Quux"}}}, ["Ida Quux"]),
    "each once, odd ones not at all": (
        {
            "message_tags": [
                {"type": "user", "name": "Zed Quux"},
                {"type": "user", "name": 7},
                "odd",
                {"type": "user"},
            ],
            "parent": {"from": {"name": "Zed Quux"}},
        },
        ["Zed Quux"],
    ),
    "nobody": ({"message_tags": {"0": []}, "parent": "5_6"}, []),
}


@pytest.mark.parametrize(("item", "expected"), PEOPLE.values(), ids=PEOPLE)
def test_people_of_an_item(item: dict[str, object], expected: list[str]) -> None:
    assert [person.name for person in people_of(item)] == expected


def test_the_revision_of_what_was_read_before_is_still_the_same() -> None:
    parts = parts_of({"attachments": {"data": [an_attachment(media_type="photo", title="é")]}})

    before = hashlib.sha256(json.dumps(["Bonjour", ["picture", "é"], ["picture", "Zed waits"]]).encode()).hexdigest()
    assert revision("Bonjour", parts) == before
