"""What changes while a page is open: rows, new mentions, several tabs, and what is said of the stream."""

import pytest

from smbot.core.events import Act, Event
from smbot.core.states import MentionState

pytestmark = pytest.mark.browser
STATE = "#stream[data-state={}]"


def _open(window, path, name="vera"):
    made = window(name, path=path)
    made.page.wait_for_selector(STATE.format("live"))
    return made


def _arrives(desk):
    """Let a mention come in as the stages let it: with its event."""
    mention = desk.add_mention()
    with desk.application.store.write() as tx:
        tx.record(Event(act=Act.MENTION_DRAFTED, subject=mention))
    return mention


def test_a_row_that_a_colleague_changes_is_shown_anew_where_it_stands(window, desk):
    mention = desk.add_mention()
    page = _open(window, "/queue?tab=unclaimed").page
    row = page.locator(f".row[data-id={mention}]")
    row.locator("a").focus()

    desk.application.desk().claim(desk.members["paul"], mention)

    row.get_by_text("held by paul").wait_for()
    assert row.locator(".state-claimed").count() == 1
    assert page.evaluate("document.activeElement.closest('.row').dataset.id") == mention


def test_new_mentions_are_counted_above_the_list_and_never_put_into_it(window, desk):
    desk.add_mention()
    page = _open(window, "/queue?tab=unclaimed").page
    before = page.locator(".row").count()

    made = [_arrives(desk) for _ in range(2)]

    page.get_by_text("2 new mentions").first.wait_for(timeout=8000)
    page.locator("#live", has_text="2 new mentions").wait_for(state="attached")
    assert page.locator(".row").count() == before
    page.keyboard.press("n")
    page.wait_for_selector(f".row[data-id={made[0]}]")
    assert page.locator(".row").count() == before + 2
    assert page.locator(".news").is_hidden()


def test_a_mention_of_another_tab_of_the_queue_is_not_counted(window, desk):
    page = _open(window, "/queue?tab=quarantined").page
    with page.expect_response("**/queue/rows**"):
        _arrives(desk)

    assert page.locator(".news").is_hidden()


def test_an_open_mention_says_that_a_colleague_changed_it_and_keeps_what_is_typed(window, desk):
    mention = desk.add_mention()
    paul = desk.members["paul"]
    desk.application.desk().claim(paul, mention)
    page = _open(window, f"/items/{mention}?tab=all", "paul").page
    page.get_by_role("textbox", name="Draft").fill("What I am writing.")

    desk.application.desk().release(paul, mention)

    page.get_by_text("This mention has changed since you opened it.").first.wait_for()
    assert page.get_by_role("textbox", name="Draft").input_value() == "What I am writing."


def test_two_tabs_of_one_browser_share_one_stream_and_the_other_takes_over(window, desk, address):
    mention = desk.add_mention()
    first = _open(window, "/queue?tab=unclaimed")
    asked = []
    first.page.context.on("request", lambda r: asked.append(r.url) if "/events" in r.url else None)
    second = first.page.context.new_page()
    second.goto(address + "/queue?tab=unclaimed")
    second.wait_for_selector(STATE.format("live"))
    assert asked == []

    desk.application.desk().claim(desk.members["paul"], mention)
    second.locator(f".row[data-id={mention}]").get_by_text("held by paul").wait_for()
    first.page.goto("about:blank")
    desk.application.desk().release(desk.members["paul"], mention)

    second.locator(f".row[data-id={mention}] .state-drafted").wait_for()
    assert len(asked) == 1


def test_signing_out_in_one_tab_makes_the_other_say_that_it_is_stale(window, desk, address):
    first = _open(window, "/queue")
    second = first.page.context.new_page()
    second.goto(address + "/queue")
    second.wait_for_selector(STATE.format("live"))

    second.get_by_role("button", name="Sign out").click()

    first.page.wait_for_selector(STATE.format("stale"))
    assert first.page.locator("#stream").inner_text().startswith("stale since ")


def test_a_lost_connection_is_said_and_what_was_missed_is_shown_when_it_is_back(window, desk, stopping):
    mention = desk.add_mention()
    page = _open(window, "/queue?tab=unclaimed").page
    stopping.set()
    page.wait_for_selector(STATE.format("reconnecting"))
    desk.application.desk().claim(desk.members["paul"], mention)

    stopping.clear()

    page.locator(f".row[data-id={mention}]").get_by_text("held by paul").wait_for()
    page.wait_for_selector(STATE.format("live"))


def test_a_row_that_could_not_be_fetched_is_asked_for_again_and_the_page_is_stale_until_then(window, desk):
    mention = desk.add_mention()
    page = _open(window, "/queue?tab=unclaimed").page
    page.route("**/queue/rows**", lambda route: route.fulfill(status=204))
    desk.application.desk().claim(desk.members["paul"], mention)
    page.wait_for_selector(STATE.format("stale"))
    page.wait_for_timeout(500)
    stays = page.locator(STATE.format("stale")).count()

    page.unroute("**/queue/rows**")

    page.locator(f".row[data-id={mention}]").get_by_text("held by paul").wait_for()
    page.wait_for_selector(STATE.format("live"))
    assert stays == 1


def test_without_script_the_queue_is_whole_and_nothing_of_the_stream_is_shown(window, desk):
    mention = desk.add_mention()
    page = window("vera", path="/queue", script=False, java_script_enabled=False).page

    assert page.locator(f".row[data-id={mention}]").count() == 1
    assert page.locator("#stream").is_hidden()
    assert page.locator(".news").is_hidden()


def test_a_page_that_asks_by_itself_keeps_no_session_awake(window, desk):
    mention = desk.add_mention()
    page = _open(window, "/queue?tab=unclaimed").page
    seen = _seen(desk)

    desk.application.desk().claim(desk.members["paul"], mention)

    page.get_by_text("held by paul").first.wait_for()
    assert _seen(desk) == seen
    assert desk.application.desk().item(desk.members["vera"], mention).state == MentionState.CLAIMED


def _seen(desk):
    with desk.application.store.read() as tx:
        return tx.session.connection().exec_driver_sql("SELECT max(seen_at) FROM session").scalar()
