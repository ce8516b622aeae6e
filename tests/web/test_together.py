"""Working through many mentions: search, one act on many and its way back, kept views."""

import re

import pytest

from smbot.core.states import MentionState
from smbot.review.ports import Filter

ROW = re.compile(r'data-id="(m-[a-z0-9]+)"')
NUMBER = re.compile(r"together=(\d+)")


def rows(page):
    return ROW.findall(page)


def seen(desk, *mentions):
    items = [desk.application.desk().item(desk.members["ana"], each) for each in mentions]
    return [f"{item.id}:{item.version}" for item in items]


def state(desk, mention):
    return desk.application.desk().item(desk.members["ana"], mention).state


# --- search ------------------------------------------------------------------------------------------


def test_words_are_found_by_their_beginnings_without_accents_or_case(a_browser, desk):
    wanted = desk.add_mention("Ma carte santé est périmée.", language="fr")
    desk.add_mention("The road is closed.")
    browser = a_browser("ana")

    for words in ("sante", "PÉRIM", "carte perimee"):
        assert rows(browser.get("/queue", params={"tab": "all", "words": words}).text) == [wanted]
    assert rows(browser.get("/queue", params={"tab": "all", "words": "carte road"}).text) == []


def test_words_are_found_together_with_filters_and_counted_in_every_tab(a_browser, desk):
    wanted = desk.add_mention("My card is late.", label="urgent", rank=0)
    desk.add_mention("My card is late.")
    page = a_browser("ana").get("/queue?tab=all&words=card&label=urgent").text

    assert rows(page) == [wanted]
    tabs = page.partition('<ul class="tabs">')[2].partition("</ul>")[0]
    assert re.findall(r'<span class="number">(\d+)</span>', tabs) == ["0", "1", "1", "0", "0", "0", "1"]


@pytest.mark.parametrize("words", ['"', "card OR 1", "NEAR(card", "-", "card* ^x", "हिन्दी", "\x00card", "a" * 80])
def test_no_words_break_the_search(a_browser, desk, words):
    desk.add_mention("My card is late.")

    assert a_browser("ana").get("/queue", params={"tab": "all", "words": words}).status_code == 200


def test_words_that_would_give_a_person_away_come_into_no_address(a_browser, desk):
    answer = a_browser("ana").post("/queue/find", {"tab": "all", "words": "204-555-0143"})

    assert answer.status_code == 409
    assert "Posts are kept with such words masked" in answer.text
    assert "555" not in answer.text


def test_the_form_leads_to_an_address_that_can_be_kept(a_browser, desk):
    answer = a_browser("ana").post("/queue/find", {"tab": "all", "words": "  my   card ", "language": "en"})

    assert (answer.status_code, answer.headers["location"]) == (303, "/queue?tab=all&language=en&words=my+card")


def test_what_was_deleted_is_found_no_more_and_leaves_no_word_in_the_file(a_browser, desk):
    gone = desk.add_mention("An extraordinaryword stood here.")
    with desk.application.store.write() as tx:
        tx.purge(gone)
    browser = a_browser("ana")

    assert rows(browser.get("/queue?tab=all&words=extraordinaryword").text) == []
    desk.application.store.truncate_log()
    folder = desk.application.configuration.database.parent
    assert not any(b"extraordinary" in file.read_bytes() for file in folder.glob("smbot.db*"))


def test_an_edited_post_is_found_by_its_new_words_alone(desk):
    mention = desk.add_mention("About apples.")
    desk.set_mention(mention, text="About pears.")
    shown = desk.application.desk()

    found = {word: shown.listing(desk.members["ana"], Filter(words=word)).total for word in ("apples", "pears")}

    assert found == {"apples": 0, "pears": 1}


# --- one act on many ---------------------------------------------------------------------------------


def test_many_are_claimed_at_once_and_put_back_by_undo(a_browser, desk):
    mentions = [desk.add_mention() for _ in range(3)]
    browser = a_browser("ana")

    answer = browser.post("/queue/together?tab=all", {"act": "claim", "mention": seen(desk, *mentions[:2])})
    page = browser.get(answer.headers["location"]).text
    held = [state(desk, each) for each in mentions]
    number = NUMBER.search(answer.headers["location"])[1]
    back = browser.post(f"/queue/together/{number}/undo?tab=all")

    assert "Claimed: 2." in page
    assert held == [MentionState.CLAIMED, MentionState.CLAIMED, MentionState.DRAFTED]
    assert "Taken back: 2." in browser.get(back.headers["location"]).text
    assert {state(desk, each) for each in mentions} == {MentionState.DRAFTED}
    assert browser.post(f"/queue/together/{number}/undo").status_code == 409


def test_what_cannot_go_stays_with_its_reason_and_keeps_nothing_back(a_browser, desk):
    free, held, changed = (desk.add_mention() for _ in range(3))
    desk.application.desk().claim(desk.members["paul"], held)
    chosen = seen(desk, free, held, changed)
    desk.application.desk().claim(desk.members["ana"], changed)
    browser = a_browser("ana")

    answer = browser.post("/queue/together", {"act": "no-reply", "mention": chosen})
    page = browser.get(answer.headers["location"]).text

    assert "No reply is due: 1. Left as they are: 2." in page
    assert "paul holds this mention." in page
    assert "Somebody changed this first." in page
    assert state(desk, free) == MentionState.NO_REPLY


def test_undo_leaves_what_somebody_changed_since(a_browser, desk):
    one, two = desk.add_mention(), desk.add_mention()
    browser = a_browser("ana")
    answer = browser.post("/queue/together", {"act": "no-reply", "mention": seen(desk, one, two)})
    desk.application.desk().reopen(desk.members["paul"], one)
    desk.application.desk().claim(desk.members["paul"], one)

    number = NUMBER.search(answer.headers["location"])[1]
    page = browser.get(browser.post(f"/queue/together/{number}/undo").headers["location"]).text

    assert "Taken back: 1. Left as they are: 1." in page
    assert (state(desk, one), state(desk, two)) == (MentionState.CLAIMED, MentionState.DRAFTED)


@pytest.mark.parametrize(
    ("values", "before"),
    [
        ({"act": "snooze", "until_when": "tomorrow"}, "snoozed_until"),
        ({"act": "assign", "to": "paul"}, "assigned_to"),
        ({"act": "label", "label": "urgent"}, "labels"),
    ],
)
def test_every_act_on_many_can_be_taken_back(a_browser, desk, values, before):
    mention = desk.add_mention()
    browser = a_browser("ana")
    read = lambda: getattr(desk.application.desk().item(desk.members["ana"], mention), before)  # noqa: E731
    first = read()

    answer = browser.post("/queue/together?tab=all", values | {"every": "1", "shown": seen(desk, mention)})
    changed = read()
    number = NUMBER.search(answer.headers["location"])[1]
    browser.post(f"/queue/together/{number}/undo")

    assert changed != first
    assert read() == first


def test_nobody_takes_back_what_a_colleague_did(a_browser, desk):
    mention = desk.add_mention()
    answer = a_browser("ana").post("/queue/together", {"act": "claim", "mention": seen(desk, mention)})

    number = NUMBER.search(answer.headers["location"])[1]

    assert a_browser("paul").post(f"/queue/together/{number}/undo").status_code == 409
    assert state(desk, mention) == MentionState.CLAIMED


@pytest.mark.parametrize("values", [{"act": "claim"}, {"act": "claim", "mention": "nonsense"}])
def test_an_act_on_nothing_says_so(a_browser, desk, values):
    desk.add_mention()

    answer = a_browser("ana").post("/queue/together", values)

    assert answer.status_code == 409
    assert "Choose mentions in the list first." in answer.text


def test_a_viewer_is_offered_no_choice(a_browser, desk):
    desk.add_mention()

    assert 'class="pick"' not in a_browser("vera").get("/queue?tab=all").text


# --- kept views --------------------------------------------------------------------------------------


def test_a_view_is_kept_for_oneself_and_deleted(a_browser, desk):
    browser, other = a_browser("ana"), a_browser("paul")

    browser.post("/queue/views?tab=all&words=card&page=3", {"name": "  Late   cards "})
    page = browser.get("/queue").text
    others = other.get("/queue").text
    browser.post("/queue/views/drop", {"name": "Late cards"})

    assert '<a href="/queue?tab=all&amp;words=card">Late cards</a>' in page
    assert "Late cards" not in others
    assert "Late cards" not in browser.get("/queue").text


def test_who_approves_keeps_a_view_for_everybody(a_browser, desk):
    refused = a_browser("ana").post("/queue/views?tab=all", {"name": "Mine", "shared": "1"})
    a_browser("paul").post("/queue/views?tab=access", {"name": "Requests", "shared": "1"})

    assert refused.status_code == 409
    assert "Requests" in a_browser("vera").get("/queue").text
