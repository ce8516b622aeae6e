"""Working through many mentions: search, one act on many and its way back, kept views."""

import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from smbot.core.errors import NotAllowed
from smbot.core.states import MentionState
from smbot.review.aside_ports import Act
from smbot.review.ports import Filter
from smbot.review.together import Asked
from smbot.storage.searching import MOST_FOUND
from smbot.web.searches import Searches
from smbot.web.view import view_of

ROW = re.compile(r'data-id="(m-[a-z0-9]+)"')
NUMBER = re.compile(r"together=(\d+)")


def rows(page):
    return ROW.findall(page)


def search(browser, words, **filters):
    """Search as the form does, and follow where it leads."""
    answer = browser.post("/queue/find", {"tab": "all", "words": words} | filters)
    return browser.get(answer.headers["location"])


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
        assert rows(search(browser, words).text) == [wanted]
    assert rows(search(browser, "carte road").text) == []


def test_words_are_found_together_with_filters_and_counted_in_every_tab(a_browser, desk):
    wanted = desk.add_mention("My card is late.", label="urgent", rank=0)
    desk.add_mention("My card is late.")
    page = search(a_browser("ana"), "card", label="urgent").text

    assert rows(page) == [wanted]
    tabs = page.partition('<ul class="tabs">')[2].partition("</ul>")[0]
    counts = dict(re.findall(r'tab=(\w+).*?<span class="number">(\d+)</span>', tabs, re.DOTALL))
    assert {tab for tab, count in counts.items() if count == "1"} == {"unclaimed", "open", "all"}
    assert set(counts.values()) == {"0", "1"}


@pytest.mark.parametrize("words", ['"', "card OR 1", "NEAR(card", "-", "card* ^x", "हिन्दी", "\x00card", "a" * 80])
def test_no_words_break_the_search(a_browser, desk, words):
    desk.add_mention("My card is late.")

    assert search(a_browser("ana"), words).status_code == 200


def test_words_that_would_give_a_person_away_come_into_no_address(a_browser, desk):
    answer = a_browser("ana").post("/queue/find", {"tab": "all", "words": "204-555-0143"})

    assert answer.status_code == 409
    assert "Posts are kept with such words masked" in answer.text
    assert re.findall(r'\w+="[^"]*555[^"]*"', answer.text) == ['value="204-555-0143"']
    assert answer.text.count("555") == 1


def test_words_that_give_a_person_away_are_refused_in_an_address_typed_by_hand_too(a_browser, desk):
    answer = a_browser("ana").get("/queue", params={"tab": "all", "words": "204-555-0143"})

    assert answer.status_code == 409
    assert "Posts are kept with such words masked" in answer.text
    assert re.findall(r'\w+="[^"]*555[^"]*"', answer.text) == ['value="204-555-0143"']


def test_the_form_leads_to_an_address_that_can_be_kept(a_browser, desk):
    browser, other = a_browser("ana"), a_browser("paul")
    mention = desk.add_mention("My card is late.")
    desk.add_mention("My kennel is late.")

    first = browser.post("/queue/find", {"tab": "all", "words": "  my   card ", "language": "en"})
    again = browser.post("/queue/find", {"tab": "all", "words": "my card", "language": "en"})

    address = first.headers["location"]
    assert re.fullmatch(r"/queue\?tab=all&language=en&search=[\w-]{20,60}", address)
    assert again.headers["location"] == address
    for reader in (browser, other):
        page = reader.get(address).text
        assert rows(page) == [mention]
        assert 'name="words" value="my card"' in page
    beside = browser.get(f"/items/{mention}?{address.partition('?')[2]}").text
    assert rows(beside) == [mention]


def test_no_word_that_was_searched_stands_in_any_address_of_the_pages(a_browser, desk):
    mention = desk.add_mention("Marguerite called about the card.")
    browser = a_browser("ana")

    page = browser.post("/queue/find", {"tab": "all", "words": "marguerite"})
    address = page.headers["location"]
    acted = browser.post(f"/items/{mention}/claim?{address.partition('?')[2]}").headers["location"]
    shown = [browser.get(address).text, browser.get(acted.partition("#")[0]).text]

    assert rows(shown[1]) == [mention]
    for text_of_page in shown:
        addresses = re.findall(r'(?:href|action|formaction|data-fetch|data-check)="([^"]*)"', text_of_page)
        assert any("search=" in each for each in addresses)
        assert not any("marguerite" in each.lower() for each in [address, acted, *addresses])


def test_live_rows_are_those_of_the_search(a_browser, desk):
    wanted, other = desk.add_mention("My card is late."), desk.add_mention("My kennel is late.")
    browser = a_browser("ana")
    query = browser.post("/queue/find", {"tab": "all", "words": "kennel"}).headers["location"].partition("?")[2]

    page = browser.get(f"/queue/rows?{query}&of={wanted}&of={other}").text

    assert f'data-new="{other}"' in page


def test_an_older_address_with_words_leads_to_one_without(a_browser, desk):
    answer = a_browser("ana").get("/queue?tab=all&words=card&state=drafted")

    assert answer.status_code == 303
    assert re.fullmatch(r"/queue\?tab=all&state=drafted&search=[\w-]+", answer.headers["location"])


@pytest.mark.parametrize("search", ["a", "YWJj", "A" * 700, "é", "%00", "AAAA*AAA"])
def test_a_search_that_this_installation_did_not_seal_says_so_and_shows_the_list(a_browser, desk, search):
    mention = desk.add_mention()

    answer = a_browser("ana").get(f"/queue?tab=all&search={search}")

    assert answer.status_code == 409
    assert "The words of this search cannot be read any more: type them again." in answer.text
    assert rows(answer.text) == [mention]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80).filter(str.strip))
def test_an_address_gives_back_the_words_and_holds_none(words):
    searches = Searches(b"1" * 32)
    view = searches.settled(view_of({"words": words, "label": "urgent"}))

    asked = dict(parse_qsl(view.query))

    assert set(asked) == {"tab", "label", "search"}
    assert searches.settled(view_of(asked)) == view
    assert Searches(b"2" * 32).settled(view_of(asked)).words == ""
    assert searches.kept(view.kept) == view


def test_what_was_deleted_is_found_no_more_and_leaves_no_word_in_the_file(a_browser, desk):
    gone = desk.add_mention("An extraordinaryword stood here.")
    with desk.application.store.write() as tx:
        tx.purge(gone)
    browser = a_browser("ana")

    assert rows(search(browser, "extraordinaryword").text) == []
    desk.application.store.truncate_log()
    folder = desk.application.configuration.database.parent
    assert not any(b"extraordinary" in file.read_bytes() for file in folder.glob("smbot.db*"))


def test_an_edited_post_is_found_by_its_new_words_alone(desk):
    mention = desk.add_mention("About apples.")
    desk.set_mention(mention, text="About pears.")
    shown = desk.application.desk()

    found = {word: shown.listing(desk.members["ana"], Filter(words=word)).total for word in ("apples", "pears")}

    assert found == {"apples": 0, "pears": 1}


@pytest.mark.parametrize(("posts", "told"), [(MOST_FOUND, False), (MOST_FOUND + 1, True)])
def test_a_search_says_when_it_looks_through_the_newest_alone(a_browser, desk, posts, told):
    with desk.application.store.write() as tx:
        rows = [{"at": 10_000 + number, "words": "A commonplace word."} for number in range(posts)]
        tx.session.execute(text("INSERT INTO mention_words (rowid, words) VALUES (:at, :words)"), rows)

    page = search(a_browser("ana"), "commonplace").text

    assert ("only the newest of them are looked through" in page) is told


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


def test_labels_are_taken_back_where_smbot_alone_went_on_by_the_new_ones(a_browser, desk):
    mention = desk.add_mention()
    browser = a_browser("ana")
    answer = browser.post("/queue/together", {"act": "label", "label": "urgent", "mention": seen(desk, mention)})
    item = desk.application.desk().item(desk.members["ana"], mention)
    desk.set_mention(mention, version=item.version + 1, draft="Hello, bonjour! We call you.", playbook="urgent")

    taken_back(browser, answer)

    assert desk.application.desk().item(desk.members["ana"], mention).labels == ("complaint",)


def test_labels_stay_where_a_colleague_has_taken_the_mention_since(a_browser, desk):
    mention = desk.add_mention()
    browser = a_browser("ana")
    answer = browser.post("/queue/together", {"act": "label", "label": "urgent", "mention": seen(desk, mention)})
    desk.application.desk().claim(desk.members["paul"], mention)
    number = NUMBER.search(answer.headers["location"])[1]

    page = browser.get(browser.post(f"/queue/together/{number}/undo").headers["location"]).text

    assert "Taken back: 0. Left as they are: 1." in page


def taken_back(browser, answer):
    number = NUMBER.search(answer.headers["location"])[1]
    page = browser.get(browser.post(f"/queue/together/{number}/undo").headers["location"]).text
    assert "Taken back: 1." in page


@pytest.mark.parametrize("act", [{"act": "claim"}, {"act": "no-reply"}, {"act": "snooze", "until_when": "hour"}])
@pytest.mark.parametrize(
    "stands",
    [
        {"state": "escalated", "escalated_to": "approver", "assigned_to": "petra"},
        {"state": "drafted", "first_approver": "petra"},
        {"state": "claimed", "claimed_by": "ana", "assigned_to": "ana"},
    ],
)
def test_taking_back_lets_a_mention_stand_as_before(a_browser, desk, act, stands):
    mention = desk.add_mention()
    stands = stands | {"claimed_until": desk.clock.now() + timedelta(minutes=9), "snoozed_until": None}
    desk.set_mention(mention, **stands)
    browser = a_browser("ana")

    answer = browser.post("/queue/together", act | {"mention": seen(desk, mention)})
    between = desk.application.desk().item(desk.members["ana"], mention)
    taken_back(browser, answer)

    after = desk.application.desk().item(desk.members["ana"], mention)
    assert between.version == after.version - 1
    assert {name: getattr(after, name) for name in stands} == stands


@pytest.mark.parametrize("act", ["claim", "no-reply"])
def test_what_was_rejected_is_rejected_again(a_browser, desk, act):
    mention = desk.add_mention()
    desk.set_mention(mention, state="rejected")
    browser = a_browser("ana")

    taken_back(browser, browser.post("/queue/together", {"act": act, "mention": seen(desk, mention)}))

    assert state(desk, mention) == MentionState.REJECTED


def test_what_was_put_off_already_is_put_off_again_until_then(a_browser, desk):
    mention, ana = desk.add_mention(), desk.members["ana"]
    until = desk.clock.now() + timedelta(days=2)
    desk.application.aside().snooze(ana, mention, until)
    browser = a_browser("ana")

    taken_back(browser, browser.post("/queue/together", {"act": "claim", "mention": seen(desk, mention)}))

    assert desk.application.desk().item(ana, mention).snoozed_until == until


class FailsAt:
    """A desk whose act fails at one mention, in a way that nobody foresaw."""

    def __init__(self, desk, mention):
        self._desk, self._mention = desk, mention

    def item(self, member, mention):
        return self._desk.item(member, mention)

    def claim(self, member, mention, *, seen_version=None):
        if mention == self._mention:
            raise RuntimeError
        return self._desk.claim(member, mention, seen_version=seen_version)


def test_what_fails_midway_loses_neither_the_list_nor_the_way_back(desk):
    one, two, three = (desk.add_mention() for _ in range(3))
    whole, ana = desk.application.together(), desk.members["ana"]
    failing = replace(whole, desk=FailsAt(desk.application.desk(), two))
    asked = {mention: desk.application.desk().item(ana, mention).version for mention in (one, two, three)}

    with pytest.raises(RuntimeError):
        failing.do(ana, Asked(act=Act.CLAIM), asked)
    done = whole.done(ana, 1)
    whole.undo(ana, 1)

    assert (list(done.went), [each.mention for each in done.stayed]) == ([one], [two, three])
    assert {state(desk, each) for each in (one, two, three)} == {MentionState.DRAFTED}


def test_an_undo_that_fails_midway_can_be_done_again(desk):
    one, two = desk.add_mention(), desk.add_mention()
    whole, ana = desk.application.together(), desk.members["ana"]
    seen_now = {mention: desk.application.desk().item(ana, mention).version for mention in (one, two)}
    number = whole.do(ana, Asked(act=Act.CLAIM), seen_now)
    failing = replace(whole, desk=FailsToRead(desk.application.desk(), two))

    with pytest.raises(RuntimeError):
        failing.undo(ana, number)
    between = (state(desk, one), state(desk, two))
    whole.undo(ana, number)

    assert between == (MentionState.DRAFTED, MentionState.CLAIMED)
    assert state(desk, two) == MentionState.DRAFTED
    with pytest.raises(NotAllowed, match="taken back already"):
        whole.undo(ana, number)


class FailsToRead(FailsAt):
    """A desk that cannot read one mention."""

    def item(self, member, mention):
        if mention == self._mention:
            raise RuntimeError
        return self._desk.item(member, mention)


class Overtaken(FailsAt):
    """A desk that a colleague overtakes after the mention was looked at."""

    def item(self, member, mention):
        item = self._desk.item(member, mention)
        self._desk.no_reply(member, mention)
        self._desk.reopen(member, mention)
        return item


def test_who_was_overtaken_after_looking_changes_nothing(desk):
    mention, ana = desk.add_mention(), desk.members["ana"]
    version = desk.application.desk().item(ana, mention).version
    overtaken = replace(desk.application.together(), desk=Overtaken(desk.application.desk(), ""))

    done = overtaken.done(ana, overtaken.do(ana, Asked(act=Act.CLAIM), {mention: version}))

    assert (list(done.went), len(done.stayed)) == ([], 1)
    assert state(desk, mention) == MentionState.DRAFTED


@pytest.mark.parametrize("number", [2**53 + 1, 2**63, 10**30])
@pytest.mark.parametrize(
    ("name", "address", "values"),
    [("ana", "/queue/together/{}/undo", {}), ("chloe", "/labels/corrections/{}", {"decision": "approve"})],
)
def test_numbers_that_no_table_holds_lead_to_no_page(a_browser, desk, number, name, address, values):
    assert a_browser(name).post(address.format(number), values).status_code == 404


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

    mention = desk.add_mention("My card is late.")
    desk.add_mention("My kennel is late.")
    query = browser.post("/queue/find", {"tab": "all", "words": "card"}).headers["location"].partition("?")[2]
    browser.post(f"/queue/views?{query}&page=3", {"name": "  Late   cards "})
    page = browser.get("/queue").text
    others = other.get("/queue").text
    browser.post("/queue/views/drop", {"name": "Late cards"})

    assert f'<a href="/queue?{query.replace("&", "&amp;")}">Late cards</a>' in page
    assert rows(other.get(f"/queue?{query}").text) == [mention]
    assert "Late cards" not in others
    assert "Late cards" not in browser.get("/queue").text


def test_who_approves_keeps_a_view_for_everybody(a_browser, desk):
    refused = a_browser("ana").post("/queue/views?tab=all", {"name": "Mine", "shared": "1"})
    a_browser("paul").post("/queue/views?tab=access", {"name": "Requests", "shared": "1"})

    assert refused.status_code == 409
    assert "Requests" in a_browser("vera").get("/queue").text


@pytest.mark.parametrize("asked", [{"name": "204-555-0143"}, {"words": "204-555-0143"}, {"label": "me@example.org"}])
def test_a_view_that_would_give_a_person_away_is_not_kept(a_browser, desk, asked):
    address = {name: value for name, value in asked.items() if name != "name"}

    answer = a_browser("ana").post("/queue/views", {"name": asked.get("name", "Mine")}, params=address)

    assert answer.status_code == 409
    assert "would give a person away" in answer.text
    assert desk.application.aside().views(desk.members["ana"]) == []
