"""X's count of a text, the comparison of our text with X's, prices, cursors and settings."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from smbot.core.clock import FrozenClock
from smbot.core.errors import ConfigurationError
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose
from smbot.platforms.x import ADAPTER
from smbot.platforms.x.budget import Bill, monthly_cost, resources
from smbot.platforms.x.cursor import MARGIN, SEARCH_REACH, SNOWFLAKE_EPOCH_MS, Cursor, out_of_reach, read_cursor
from smbot.platforms.x.parts import Author, Beside
from smbot.platforms.x.rules import RULES
from smbot.platforms.x.sender import canonical
from smbot.platforms.x.settings import XMonitor, XSettings

NOW = datetime(2026, 9, 1, 14, 0, tzinfo=UTC)
CLOCK = FrozenClock(NOW)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("Merci", 5),
        ("é", 1),
        ("e\N{COMBINING ACUTE ACCENT}", 1),
        ("œ", 1),
        ("\N{RIGHT SINGLE QUOTATION MARK}", 1),
        ("«", 1),
        ("»", 1),
        ("\N{EN DASH}", 1),
        ("\N{NO-BREAK SPACE}", 1),
        ("\N{NARROW NO-BREAK SPACE}", 2),
        ("…", 2),
        ("€", 2),
        ("•", 2),
        ("日", 2),
        ("😀", 2),
        ("👨‍👩‍👧", 2),
        ("🇨🇦", 2),
        ("https://www.example.org/a/very/long/path?with=a&query=string", 23),
        ("servicebc.gov.bc.ca", 23),
        ("example.org", 23),
        ("See example.org.", 4 + 23 + 1),
        ("@amelie_ex Merci", 5),
        ("@amelie_ex @benoit Merci", 5),
        ("Merci @amelie_ex", 16),
        ("a" * 280, 280),
        ("a" * 281, 281),
    ],
)
def test_a_text_is_as_long_as_x_says(text: str, length: int) -> None:
    assert RULES.count(text) == length


def test_the_rules_of_x_forbid_links_and_uninvited_replies() -> None:
    assert (RULES.platform, RULES.limit, RULES.links, RULES.answers_unsummoned) == ("x", 280, False, False)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Merci à vous", "Merci a\N{COMBINING GRAVE ACCENT} vous"),
        ("A & B < C", "A &amp; B &lt; C"),
        ("Merci", "@amelie_ex @benoit Merci"),
        ("@amelie_ex Merci", "@amelie_ex Merci"),
        ("Two  spaces\nand a line", "Two spaces and a line"),
        ("See https://example.org/a", "See https://t.co/AbC123"),
        ("See example.org", "See https://t.co/AbC123"),
        ("Merci", "@amelie_ex Merci https://t.co/AbC123"),
    ],
)
def test_what_x_changes_does_not_make_another_text(ours: str, theirs: str) -> None:
    assert canonical(ours) in {canonical(theirs), canonical(theirs).removesuffix(" \N{LINK SYMBOL}")}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Code K7QX", "Code K7QY"),
        ("Merci", "Merci beaucoup"),
        ("Merci", "merci"),
        ("See https://example.org/a", "See"),
        ("Write to @benoit", "Write to @amelie"),
    ],
)
def test_other_words_make_another_text(ours: str, theirs: str) -> None:
    assert canonical(ours) != canonical(theirs)


@given(st.text(st.sampled_from("aé @b.\n/:ohtps&;t"), max_size=60))
def test_folding_for_comparison_forgives_leading_mentions_of_any_text(text: str) -> None:
    assert canonical(f"@amelie_ex {text}") == canonical(text)


def test_prices_are_never_below_xs_list() -> None:
    items = [{"id": str(n)} for n in range(10)]
    along = Beside(
        authors={str(n): Author(handle="a", name="") for n in range(4)}, posts={"99": {}}, media={"3_7": {}, "3_8": {}}
    )

    assert Bill(CLOCK).add(resources(items, along, owned=False)) == 11 * 5_000 + 4 * 10_000 + 2 * 5_000
    assert Bill(CLOCK).add(resources(items, along, owned=True)) == 10 * 1_000 + 5_000 + 4 * 10_000 + 2 * 5_000
    assert Bill(CLOCK).add(resources([], Beside(), owned=False)) == 0
    assert monthly_cost(0, beside=True) == 0
    assert monthly_cost(100, beside=False) == pytest.approx(100 * 365.25 / 7 / 12 * 15_000, abs=1)
    assert monthly_cost(100, beside=True) == pytest.approx(100 * 365.25 / 7 / 12 * 35_000, abs=1)


def test_a_resource_is_counted_once_in_a_utc_day_at_its_highest_price() -> None:
    clock = FrozenClock(datetime(2026, 9, 1, 23, 59, tzinfo=UTC))
    bill, along = Bill(clock), Beside(authors={"7": Author(handle="a", name="")})
    post = [{"id": "1"}]

    first = bill.add(resources(post, along, owned=True))
    again = bill.add(resources(post, along, owned=False))
    once_more = bill.add(resources(post, along, owned=True))
    clock.advance(minutes=2)
    next_day = bill.add(resources(post, along, owned=True))

    assert (first, again, once_more, next_day) == (11_000, 4_000, 0, 11_000)


def test_what_has_no_id_is_counted_each_time() -> None:
    bill = Bill(CLOCK)

    assert [bill.add(resources([{}, None], Beside(), owned=False)) for _ in range(2)] == [10_000, 10_000]


IDS = st.none() | st.from_regex(r"[0-9]{1,19}", fullmatch=True)


@given(st.builds(Cursor, since=IDS, newest=IDS, token=st.none() | st.text(max_size=9), start=st.none() | st.text()))
def test_a_cursor_comes_back_as_it_was(cursor: Cursor) -> None:
    assert read_cursor(cursor.as_text()) == cursor


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "5", "{}", json.dumps({"since": 5, "newest": None, "token": None, "start": None})],
)
def test_a_cursor_of_another_making_is_refused(text: str) -> None:
    with pytest.raises(ConfigurationError, match="Delete it"):
        read_cursor(text)


def test_the_newest_id_of_the_first_page_counts_only_at_the_end_of_the_run() -> None:
    first = Cursor(since="10").after("30", "token-1")
    second = first.after("25", "token-2")
    last = second.after("20", None)

    assert (first.since, first.newest, first.token) == ("10", "30", "token-1")
    assert (second.since, second.newest, second.token) == ("10", "30", "token-2")
    assert last == Cursor(since="30")


def test_an_empty_run_stays_where_it_was() -> None:
    assert Cursor(since="10").after(None, None) == Cursor(since="10")


def test_an_id_tells_when_search_would_refuse_it() -> None:
    def made(at: datetime) -> str:
        return str(int(at.timestamp() * 1000 - SNOWFLAKE_EPOCH_MS) << 22)

    edge = NOW - SEARCH_REACH + MARGIN

    assert out_of_reach(made(edge - timedelta(seconds=1)), NOW)
    assert not out_of_reach(made(edge + timedelta(seconds=1)), NOW)
    assert not out_of_reach(None, NOW)


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ({"enabled": True}, "user_id and username"),
        ({"user_id": "@servicenord"}, "user_id"),
        ({"username": "@servicenord"}, "username"),
        ({"page_size": 5}, "page_size"),
        ({"page_size": 101}, "page_size"),
        ({"poll_minutes": 0}, "poll_minutes"),
        ({"monthly_budget_usd": -1}, "monthly_budget_usd"),
        ({"api_url": "https://example.org"}, "127.0.0.1"),
        ({"api_url": "http://127.0.0.1:80/path"}, "127.0.0.1"),
        ({"api_url": "http://127.0.0.1.example.org"}, "127.0.0.1"),
        ({"bearer_token": "never in the settings"}, "bearer_token"),
        ({"monitors": [{"name": "a", "query": "x" * 513}]}, "512"),
        ({"monitors": [{"name": "a", "query": "   "}]}, "blank"),
        ({"monitors": [{"name": "a", "query": "lang:fr"}]}, "lang:"),
        ({"monitors": [{"name": "a", "query": '"late ferry'}]}, "quotation mark"),
        ({"monitors": [{"name": "a", "query": "(ferry OR bus"}]}, "bracket"),
        ({"monitors": [{"name": "a", "query": "ferry -(late OR early)"}]}, "minus"),
        ({"monitors": [{"name": "a", "query": "-is:retweet lang:fr"}]}, "lang:"),
        ({"monitors": [{"name": "Not A Name", "query": "ferry"}]}, "name"),
        ({"monitors": [{"name": "a", "query": "ferry"}, {"name": "a", "query": "bus"}]}, "same name: a"),
    ],
)
def test_settings_that_cannot_work_are_refused_with_a_reason(values: dict[str, object], what: str) -> None:
    with pytest.raises(ValidationError) as caught:
        XSettings.model_validate(values)

    assert what in str(caught.value)
    assert "input_value" not in str(caught.value)


@pytest.mark.parametrize(
    "query", ["ferry", '"late ferry" -is:retweet', '":(" ferry', "(ferry OR bus) lang:fr -is:retweet", "@servicenord"]
)
def test_queries_that_x_takes_are_taken(query: str) -> None:
    assert XMonitor(name="a", query=f" {query} ").query == query


def test_settings_default_to_x_itself_switched_off() -> None:
    settings = XSettings()

    assert (settings.enabled, settings.api_url, settings.monitors) == (False, "https://api.twitter.com", ())
    assert XSettings(api_url="http://127.0.0.1:8099/").api_url == "http://127.0.0.1:8099"


def test_every_setting_is_described() -> None:
    for model in (XSettings, XMonitor):
        for name, field in model.model_fields.items():
            assert field.description, name


OURS = XSettings(enabled=True, user_id="100", username="servicenord")
ALL = dict.fromkeys(ADAPTER.secret_names, "not-a-real-value")


def test_the_check_finds_nothing_to_mend_in_a_complete_account() -> None:
    assert [finding.fix for finding in ADAPTER.check(OURS, ALL)] == [None, None, None]


@pytest.mark.parametrize(
    ("settings", "secrets", "to_mend"),
    [
        (OURS, {}, {"x.reading", "x.replying"}),
        (OURS, {"bearer_token": "x"}, {"x.replying"}),
        (OURS, {name: "x" for name in ALL if name != "bearer_token"}, set()),
        (OURS.model_copy(update={"api_url": "http://127.0.0.1:8099"}), ALL, {"x.address"}),
        (OURS.model_copy(update={"monthly_budget_usd": 0.0}), ALL, {"x.budget"}),
        (XSettings(), {}, set()),
    ],
)
def test_the_check_says_what_is_missing_and_how_to_mend_it(
    settings: XSettings, secrets: dict[str, str], to_mend: set[str]
) -> None:
    findings = ADAPTER.check(settings, secrets)

    assert {finding.check for finding in findings if finding.fix} == to_mend
    assert "not-a-real-value" not in str([(str(f.what), str(f.why), str(f.fix)) for f in findings])


def test_mentions_are_read_at_once_and_a_monitor_when_a_person_has_switched_it_on() -> None:
    watching = OURS.model_copy(update={"monitors": (XMonitor(name="ferries", query="ferry", poll_minutes=30),)})

    mentions, ferries, _ = ADAPTER.collectors(watching, ALL, FrozenClock(NOW))

    assert (mentions.collector.name, mentions.needs_switch, mentions.every) == ("x", False, timedelta(minutes=2))
    assert (ferries.collector.name, ferries.needs_switch) == ("x:monitor:ferries", True)
    assert ferries.every == timedelta(minutes=30)
    assert mentions.budget_usd == ferries.budget_usd == 50


def test_our_own_posts_are_read_where_the_keys_and_tokens_of_the_account_are_there() -> None:
    slow = OURS.model_copy(update={"own_poll_minutes": 15})

    *_, own = ADAPTER.collectors(slow, ALL, FrozenClock(NOW))
    names = [p.collector.name for p in ADAPTER.collectors(OURS, {"bearer_token": "x"}, FrozenClock(NOW))]

    assert (own.collector.name, own.needs_switch, own.every) == ("x:own", False, timedelta(minutes=15))
    assert own.budget_usd == 50
    assert names == ["x"]


def test_the_rules_say_what_x_can_do_beside_replying() -> None:
    assert RULES.purposes == {Purpose.PUBLIC, Purpose.VISIBILITY, Purpose.REMOVAL, Purpose.LOOK}
    assert RULES.hides == {PostKind.COMMENT}
    assert RULES.private_windows == {}


def test_an_account_without_credentials_cannot_be_read() -> None:
    with pytest.raises(ConfigurationError, match="no credentials"):
        ADAPTER.collectors(OURS, {}, FrozenClock(NOW))
