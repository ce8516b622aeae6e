"""X's JSON becomes posts; what is odd is reported by its place."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbot.collect.ports import OwnPost, RefusedItem
from smbot.core.parts import PartKind
from smbot.core.post_kinds import PostKind
from smbot.platforms.x.parts import Author, Beside, authors_of, beside
from smbot.platforms.x.to_post import Us, language, permalink, to_post
from smbot.platforms.x.words import unescape
from smbot.raw.opening import open_raw
from smbot.raw.post import RawPost

US = Us(user_id="100", username="ServiceNord")
AUTHORS = Beside(authors={"7": Author(handle="amelie_ex", name="Amélie Exemple")})

MEDIA = {"7": {"media_keys": ["3_7"]}, "8": {"media_keys": ["3_8"]}}


def an_item(**changes: object) -> dict[str, object]:
    """One post as X's JSON; a value of None takes a field away."""
    item = {
        "id": "1900000000000000002",
        "text": "Où est le traversier ?",
        "author_id": "7",
        "created_at": "2026-09-01T13:59:58.000Z",
        "conversation_id": "1900000000000000000",
        "edit_history_tweet_ids": ["1900000000000000002"],
        "lang": "fr",
    }
    return {name: value for name, value in (item | changes).items() if value is not None}


def read(item: object, *, addressed: bool = False) -> RawPost | OwnPost | RefusedItem | None:
    return to_post(item, AUTHORS, US, account="x", where="x, page 1, item 3", addressed=addressed)


def post(item: object) -> RawPost:
    found = read(item)
    assert isinstance(found, RawPost)
    return found


def test_a_post_keeps_all_that_is_needed_to_answer_it() -> None:
    found = post(an_item())

    assert found.handle.post_id == found.handle.first_id == "1900000000000000002"
    assert found.handle.author_id == "7"
    assert (found.handle.author_handle, found.handle.author_name) == ("amelie_ex", "Amélie Exemple")
    assert found.handle.conversation_id == "1900000000000000000"
    assert found.handle.permalink == "https://x.com/amelie_ex/status/1900000000000000002"
    assert found.posted_at == datetime(2026, 9, 1, 13, 59, 58, tzinfo=UTC)
    assert (found.platform, found.account, found.language, found.summoned) == ("x", "x", "fr", False)
    assert (found.handle.kind, found.handle.parent_id) == (PostKind.POST, "")


def test_an_edit_goes_by_the_first_id_of_its_history() -> None:
    found = post(an_item(edit_history_tweet_ids=["1900000000000000001", "1900000000000000002"]))

    assert (found.handle.first_id, found.handle.post_id) == ("1900000000000000001", "1900000000000000002")
    assert found.revision == found.handle.post_id


def test_what_comes_late_is_known_by_its_own_id_to_be_older() -> None:
    older, newer = (post(an_item(id=post_id)).as_of for post_id in ("1900000000000000002", "1900000004194304002"))

    assert older is not None
    assert newer is not None
    assert (newer - older).total_seconds() == pytest.approx(1)
    assert post(an_item(id="20")).as_of is None, "an id of 2006 tells no time"


def test_a_long_post_is_read_from_its_note() -> None:
    found = post(an_item(text="The beginning…", note_tweet={"text": "The beginning, the middle &amp; the end"}))

    assert open_raw(found.text) == "The beginning, the middle & the end"


@pytest.mark.parametrize(
    ("escaped", "plain"),
    [
        ("A &amp; B &lt;3 &gt; C", "A & B <3 > C"),
        ("&amp;lt; was typed", "&lt; was typed"),
        ("&amp;amp;amp;", "&amp;amp;"),
        ("&eacute; and &copy and AT&T", "&eacute; and &copy and AT&T"),
    ],
)
def test_only_what_x_escapes_is_unescaped_and_only_once(escaped: str, plain: str) -> None:
    assert unescape(escaped) == plain


@given(st.text(st.sampled_from("&amplgt;<> é"), max_size=30))
def test_unescaping_undoes_exactly_what_x_does(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    assert unescape(escaped) == text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", None),
        ("id", 1900000000000000002),
        ("id", "not-a-number"),
        ("author_id", None),
        ("text", None),
        ("text", ["a"]),
        ("created_at", None),
        ("created_at", "yesterday"),
        ("created_at", "2026-09-01T13:59:58"),
    ],
)
def test_an_odd_item_is_refused_by_its_place_and_field(field: str, value: object) -> None:
    found = read({**an_item(**{field: None}), **({} if value is None else {field: value})})

    assert isinstance(found, RefusedItem)
    assert found.where == "x, page 1, item 3"
    assert field in str(found.why)
    assert "traversier" not in str(found.why)


@pytest.mark.parametrize("item", [None, "text", 4, [], [an_item()]])
def test_what_is_not_an_object_is_refused(item: object) -> None:
    assert isinstance(read(item), RefusedItem)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*an_item(), "note_tweet", "entities", "referenced_tweets"]), JSON))
def test_no_json_makes_the_translation_fail(changes: dict[str, object]) -> None:
    assert isinstance(read({**an_item(), **changes}), RawPost | RefusedItem)


def replying(to: str, *, user: str, **changes: object) -> dict[str, object]:
    return an_item(in_reply_to_user_id=user, referenced_tweets=[{"type": "replied_to", "id": to}], **changes)


@pytest.mark.parametrize(("user", "kind"), [("100", PostKind.COMMENT), ("101", PostKind.POST)])
def test_a_reply_names_its_parent_and_is_a_comment_where_that_is_ours(user: str, kind: PostKind) -> None:
    found = post(replying("1800000000000000005", user=user))

    assert (found.handle.parent_id, found.handle.kind) == ("1800000000000000005", kind)


def test_our_own_post_comes_as_one_of_ours_with_what_it_answers() -> None:
    found = read(replying("1800000000000000005", user="7", author_id="100"))

    assert isinstance(found, OwnPost)
    assert (found.handle.post_id, found.handle.parent_id) == ("1900000000000000002", "1800000000000000005")
    assert found.handle.conversation_id == "1900000000000000000"
    assert found.handle.permalink == "https://x.com/ServiceNord/status/1900000000000000002"
    assert found.posted_at == datetime(2026, 9, 1, 13, 59, 58, tzinfo=UTC)


def test_our_own_post_is_kept_without_its_words_and_our_own_retweet_is_not() -> None:
    assert isinstance(read(an_item(author_id="100", text=None)), OwnPost)
    assert read(an_item(author_id="100", referenced_tweets=[{"type": "retweeted", "id": "5"}])) is None


def test_a_retweet_is_left_out_and_a_quotation_is_not() -> None:
    assert read(an_item(referenced_tweets=[{"type": "retweeted", "id": "5"}])) is None
    assert isinstance(read(an_item(referenced_tweets=[{"type": "quoted", "id": "5"}])), RawPost)


def quoting(url: str) -> dict[str, object]:
    entities = {"urls": [{"url": "https://t.co/abc", "expanded_url": url}]}
    return an_item(referenced_tweets=[{"type": "quoted", "id": "5"}], entities=entities)


@pytest.mark.parametrize(
    ("item", "summoned"),
    [
        (an_item(), False),
        (an_item(text="@servicenord typed, but X saw no mention"), False),
        (an_item(entities={"mentions": [{"username": "servicenord", "id": "100"}]}), True),
        (an_item(entities={"mentions": [{"username": "SERVICENORD"}]}), True),
        (an_item(entities={"mentions": [{"username": "renamed", "id": "100"}]}), True),
        (an_item(entities={"mentions": [{"username": "servicenord2", "id": "101"}]}), False),
        (an_item(note_tweet={"text": "x", "entities": {"mentions": [{"id": "100"}]}}), True),
        (an_item(in_reply_to_user_id="100"), True),
        (an_item(in_reply_to_user_id="101"), False),
        (quoting("https://x.com/servicenord/status/5"), True),
        (quoting("https://twitter.com/ServiceNord/status/5"), True),
        (quoting("https://x.com/servicenord/status/55"), False),
        (quoting("https://x.com/somebody/status/5"), False),
        (quoting("https://example.org/servicenord/status/5"), False),
    ],
)
def test_who_mentions_answers_or_quotes_us_summons_us(item: dict[str, object], summoned: bool) -> None:
    assert post(item).summoned is summoned


def test_whatever_the_mentions_timeline_brings_summoned_us() -> None:
    found = read(an_item(), addressed=True)

    assert isinstance(found, RawPost)
    assert found.summoned


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", "en"),
        ("fr", "fr"),
        ("zh-TW", "zh-TW"),
        ("in", "id"),
        ("iw", "he"),
        ("und", None),
        ("zxx", None),
        ("qme", None),
        ("art", None),
        (None, None),
        (3, None),
    ],
)
def test_languages_are_bcp_47_or_unknown(code: object, expected: str | None) -> None:
    assert language(code) == expected


def test_an_author_who_did_not_come_along_leaves_the_post_usable() -> None:
    found = post(an_item(author_id="8"))

    assert found.handle.author_handle == ""
    assert found.handle.permalink == "https://x.com/i/web/status/1900000000000000002"


def test_a_handle_that_is_none_never_reaches_the_permalink() -> None:
    assert permalink("a/../b", "5") == "https://x.com/i/web/status/5"


@pytest.mark.parametrize("includes", [None, [], {"users": None}, {"users": [None, {"id": "7"}, {"username": "a"}]}])
def test_odd_authors_are_left_out(includes: object) -> None:
    assert authors_of(includes) == {}


def test_what_a_post_carries_beside_its_text_is_read_in_its_order() -> None:
    quoted = {"id": "1900000000000000001", "author_id": "8", "text": "R &amp; D was late", "attachments": MEDIA["8"]}
    item = an_item(
        referenced_tweets=[{"type": "quoted", "id": "1900000000000000001"}],
        attachments={**MEDIA["7"], "poll_ids": ["55"]},
        entities={
            "urls": [
                {"expanded_url": "https://x.com/amelie_ex/status/1900000000000000002/photo/1", "media_key": "3_7"},
                {"expanded_url": "https://x.com/benoit_ex/status/1900000000000000001"},
                {
                    "expanded_url": "https://exa.mp/1",
                    "unwound_url": "https://example.org/a",
                    "title": "A",
                    "description": "B",
                },
            ]
        },
    )
    along = beside(
        {
            "users": [{"id": "8", "username": "benoit_ex", "name": "Benoît Exemple"}],
            "tweets": [quoted],
            "media": [{"media_key": "3_7", "alt_text": "A ferry"}, {"media_key": "3_8", "alt_text": "A queue"}],
            "polls": [{"id": "55", "options": [{"position": 1, "label": "Oui"}, {"position": 2, "label": "Non"}]}],
        }
    )

    found = to_post(item, along, US, account="x", where="x", addressed=False)

    assert isinstance(found, RawPost)
    assert [(part.kind, open_raw(part.value)) for part in found.parts] == [
        (PartKind.QUOTED, "R & D was late"),
        (PartKind.PICTURE, "A queue"),
        (PartKind.PICTURE, "A ferry"),
        (PartKind.LINK_TITLE, "A"),
        (PartKind.LINK_TEXT, "B"),
        (PartKind.LINK, "https://example.org/a"),
        (PartKind.POLL, "Oui"),
        (PartKind.POLL, "Non"),
    ]
    assert [(person.name, person.handle) for person in found.people] == [("Benoît Exemple", "benoit_ex")]


@pytest.mark.parametrize("author", ["7", US.user_id], ids=["the author", "us"])
def test_neither_the_author_nor_ourselves_are_others(author: str) -> None:
    along = beside({"tweets": [{"id": "1900000000000000001", "author_id": author, "text": "before"}]})
    item = an_item(referenced_tweets=[{"type": "quoted", "id": "1900000000000000001"}])

    found = to_post(item, along, US, account="x", where="x", addressed=False)

    assert isinstance(found, RawPost)
    assert found.people == ()
    assert [part.post_id for part in found.parts] == ["1900000000000000001"]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["media_keys", "poll_ids", "urls", "id", "title", "options", "label"]), inner
            )
        ),
    )
)
def test_no_odd_shape_beside_a_post_loses_the_post(odd: object) -> None:
    item = an_item(attachments=odd, entities=odd, note_tweet=odd, referenced_tweets=odd)

    found = to_post(
        item,
        beside(odd if not isinstance(odd, dict) else {"tweets": odd, "media": odd, "polls": [odd]}),
        US,
        account="x",
        where="x",
        addressed=False,
    )

    assert found is None or isinstance(found, RawPost)
