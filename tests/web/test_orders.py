"""Orders about a mention on its platform: forms, what stands in their way, what the page and the list tell of them."""

import html
import json
import re
from datetime import timedelta

import pytest
from web.casework import open_case
from web.conftest import Browser
from web.making import DRAFT, NOW, install_in

from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose
from smbot.core.states import MentionState, Mode, ReplyState
from smbot.storage.tables import OwnPostRow, SeenPostRow
from smbot.web.app import create_app
from smbot.web.item_facts import time_left

PRIVATE = "Hello, bonjour! We would like to help you. Please tell us in this conversation what happened."
EXPOSED = "exposed-information"


@pytest.fixture
def item(desk):
    return lambda mention: desk.application.desk().item(desk.members["ana"], mention)


def give(browser, mention, order, **fields):
    """Give an order as a member sees it: the version on the page goes with it."""
    page = browser.get(f"/items/{mention}").text
    version = re.search(r'name="version" value="(\d+)"', page)
    return browser.post(f"/items/{mention}/{order}", {"version": version[1] if version else "2"} | fields)


def _page(browser, mention):
    return html.unescape(browser.get(f"/items/{mention}").text)


def _past(desk, mention):
    with desk.application.store.read() as tx:
        return [json.loads(body) for body in tx.audit_of(mention)]


# --- what is known -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("post", "It is a post of its own, not a comment."),
        ("comment", "Kind of post: comment."),
        ("review", "Kind of post: review."),
        ("message", "Kind of post: private message."),
    ],
)
def test_the_page_says_what_kind_of_post_it_is(a_browser, desk, kind, words):
    mention = desk.add_comment(kind=PostKind(kind))

    assert words in _page(a_browser("vera"), mention)


def test_a_post_that_is_gone_says_so_in_place_of_its_text(a_browser, desk):
    mention = desk.add_comment("Secret words.")
    with desk.application.store.write() as tx:
        tx.purge(mention)
    browser = a_browser("ana")

    page, listed = _page(browser, mention), browser.get("/queue?tab=all").text

    assert "The post is no longer on its platform." in page
    assert "Gone from its platform since 2026-03-04" in page
    assert "could not be sure" not in page
    assert "Text deleted here too" in listed
    assert 'class="fact fact-gone"' in listed
    assert "Secret words" not in page + listed


def test_an_edited_post_says_that_its_newest_text_is_shown(a_browser, desk):
    mention = desk.add_comment()
    desk.set_mention(mention, edited=True)

    assert "Edited by its author: the text here is the newest" in _page(a_browser("ana"), mention)


def test_our_accounts_posts_in_the_conversation_are_told_by_smbot_or_by_hand(a_browser, desk, item):
    answered, other = desk.add_answered(), desk.add_comment()
    conversation = item(other).conversation
    with desk.application.store.write() as tx:
        tx.keep_own_post(digest="by-hand", parent="d", conversation=conversation, posted_at=NOW)
        tx.session.add(SeenPostRow(digest="d", version="v", mention=other, as_of=NOW))
    desk.set_reply(answered, digest="by-smbot")
    with desk.application.store.write() as tx:
        tx.session.add(
            OwnPostRow(digest="by-smbot", parent="e", conversation=conversation, posted_at=NOW + timedelta(minutes=1))
        )

    page = _page(a_browser("ana"), other)

    assert "Our account wrote in this conversation, by hand: 2026-03-04" in page
    assert "Our account wrote in this conversation, by smbot: 2026-03-04" in page
    assert "A colleague answered it on the platform already: smbot sends no second answer." in page


def test_our_post_under_which_somebody_comments_is_no_answer_to_tell(a_browser, desk, item):
    mention = desk.add_comment()
    with desk.application.store.write() as tx:
        tx.keep_own_post(digest="d", parent="", conversation=item(mention).conversation, posted_at=NOW)

    assert "Our account wrote in this conversation" not in _page(a_browser("ana"), mention)


def test_of_many_own_posts_the_newest_are_told_and_the_others_counted(a_browser, desk, item):
    mention = desk.add_comment()
    with desk.application.store.write() as tx:
        for n in range(8):
            at = NOW - timedelta(hours=8 - n)
            tx.keep_own_post(digest=f"d{n}", parent="p", conversation=item(mention).conversation, posted_at=at)

    page = _page(a_browser("ana"), mention)

    assert page.count("Our account wrote in this conversation, by hand") == 5
    assert "Earlier posts of our account in this conversation: 3." in page


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=6, hours=23), "6 days left"),
        (timedelta(days=2), "2 days left"),
        (timedelta(days=2, seconds=-60), "47 hours left"),
        (timedelta(hours=2), "2 hours left"),
        (timedelta(minutes=119), "119 minutes left"),
        (timedelta(seconds=119), "less than two minutes left"),
        (timedelta(0), "None"),
        (timedelta(seconds=-1), "None"),
    ],
)
def test_the_time_left_is_told_in_words(left, words):
    assert str(time_left(NOW - timedelta(days=7) + left, timedelta(days=7), NOW)) == words


# --- hide and show -----------------------------------------------------------------------------------


def test_a_reviewer_hides_at_once_and_an_undo_is_offered(a_browser, desk, item):
    mention = desk.add_comment()
    browser = a_browser("ana")

    answer = give(browser, mention, "hide", why="personal-information", reason="a phone")

    assert answer.status_code == 303
    assert answer.headers["location"].endswith(f"done=hide&of={mention}#item")
    page = html.unescape(browser.get(answer.headers["location"]).text)
    assert "Ordered: the post is to be hidden." in page
    assert f'action="/items/{mention}/hide/take-back?tab=unclaimed"' in page
    assert "waits to be carried out" in page
    assert "exposes personal information – a phone" in page
    desk.carry_out()
    assert (item(mention).hidden, desk.townhall.hidden) == (True, True)
    page = _page(browser, mention)
    assert "Hidden: others do not see it." in page
    assert "the post was hidden" in page
    assert 'class="fact fact-hidden"' in browser.get("/queue").text


def test_a_hidden_post_is_shown_again_with_a_reason(a_browser, desk, item):
    mention = desk.add_comment()
    desk.set_mention(mention, hidden=True)
    browser = a_browser("ana")
    page = _page(browser, mention)
    assert f"/items/{mention}/hide?" not in page

    without = give(browser, mention, "show", reason=" ")
    give(browser, mention, "show", reason="Nothing personal in it.")
    desk.carry_out()

    assert without.status_code == 409
    assert "Say why, in a few words." in without.text
    assert not item(mention).hidden
    assert "Shown: others see it." in _page(browser, mention)


@pytest.mark.parametrize(
    ("fields", "allowed"),
    [
        ({"why": "personal-information"}, True),
        ({"why": "other"}, False),
        ({"why": "other", "reason": " "}, False),
        ({"why": "other", "reason": "a court order"}, True),
        ({"why": "made-up", "reason": "x"}, False),
        ({}, False),
    ],
)
def test_hiding_asks_for_a_reason_from_the_list_or_in_words(a_browser, desk, fields, allowed):
    mention = desk.add_comment()

    answer = give(a_browser("ana"), mention, "hide", **fields)

    assert answer.status_code == (303 if allowed else 409)
    assert len(_past(desk, mention)) == allowed


def test_a_reason_is_masked_before_it_is_logged(a_browser, desk):
    mention = desk.add_comment()

    give(a_browser("ana"), mention, "hide", why="personal-information", reason="gives 604 555-0187")

    assert "0187" not in str(_past(desk, mention))
    assert "personal-information: gives [PHONE_NUMBER 1]" in str(_past(desk, mention))


def test_an_order_is_taken_back_before_it_is_carried_out(a_browser, desk, item):
    mention = desk.add_comment()
    browser = a_browser("ana")
    give(browser, mention, "hide", why="abuse")

    answer = browser.post(f"/items/{mention}/hide/take-back")

    assert "The order is taken back." in browser.get(answer.headers["location"]).text
    assert item(mention).orders[Purpose.VISIBILITY].state == ReplyState.RETRACTED
    assert desk.carry_out() == 0
    assert f"/items/{mention}/hide?" in _page(browser, mention)


def test_what_was_carried_out_is_not_taken_back(a_browser, desk):
    mention = desk.add_comment()
    browser = a_browser("ana")
    give(browser, mention, "hide", why="abuse")
    desk.carry_out()

    answer = browser.post(f"/items/{mention}/hide/take-back")

    assert answer.status_code == 409
    assert "It is done already, or may be" in answer.text
    assert f"/items/{mention}/hide/take-back" not in _page(browser, mention)


def test_the_same_order_is_not_given_twice_while_it_is_on_its_way(a_browser, desk):
    mention = desk.add_comment()
    browser = a_browser("ana")
    give(browser, mention, "hide", why="abuse")

    answer = give(browser, mention, "hide", why="abuse")

    assert answer.status_code == 409
    assert "The same is on its way already." in answer.text
    assert f"/items/{mention}/hide?" not in _page(browser, mention)


def test_an_order_about_a_mention_that_changed_meanwhile_is_refused(a_browser, desk):
    mention = desk.add_comment()
    desk.application.desk().claim(desk.members["petra"], mention)

    answer = a_browser("ana").post(f"/items/{mention}/hide", {"version": "2", "why": "abuse"})

    assert answer.status_code == 409
    assert "Somebody changed this first." in answer.text


def test_where_the_playbook_asks_to_hide_first_the_form_stands_out(a_browser, desk):
    mention = desk.add_comment(playbook=EXPOSED)
    browser = a_browser("paul")
    browser.post(f"/items/{mention}/claim")

    page = _page(browser, mention)

    assert "Hide the post first: a reply makes it more visible." in page
    assert '<details class="order due" open>' in page
    assert re.findall(r'<button class="primary"[^>]*>([^<]+)', page) == ["Hide the post"]
    assert page.index("Hide the post first") < page.index("Approve the reply")
    give(browser, mention, "hide", why="personal-information")
    desk.carry_out()
    page = _page(browser, mention)
    assert "Hide the post first" not in page
    assert re.findall(r'<button class="primary"[^>]*>([^<]+)', page) == ["Approve the reply"]


@pytest.mark.parametrize("changes", [{"platform": "x"}, {"kind": PostKind.REVIEW}])
def test_nothing_is_to_be_hidden_first_where_the_platform_hides_nothing(a_browser, desk, changes):
    mention = desk.add_comment(**({"playbook": EXPOSED} | {"kind": PostKind.POST} | changes))

    page = _page(a_browser("paul"), mention)

    assert "Hide the post first" not in page
    assert f"/items/{mention}/hide?" not in page


# --- write in private --------------------------------------------------------------------------------


def test_a_draft_that_sends_the_author_to_the_private_channel_is_not_put_into_that_channel(a_browser, desk):
    there = desk.application.settings.organisation.private_channel.fr
    mention = desk.add_comment(minutes_old=30)
    desk.set_mention(
        mention, playbook="question", draft=f"Bonjour, hello. Pour nous parler en privé, utilisez {there}."
    )

    page = _page(a_browser("paul"), mention)

    assert re.search(r'<textarea id="write-text"[^>]*>([^<]*)', page)[1].strip() == ""


def test_what_the_playbook_says_in_private_is_in_the_form_with_the_place_of_the_case_code(a_browser, desk):
    mention = desk.add_comment(minutes_old=30)
    open_case(desk, mentions=[mention])

    page = _page(a_browser("paul"), mention)

    assert "{case_code}" in re.search(r'<textarea id="write-text"[^>]*>([^<]*)', page)[1]


def test_a_code_is_given_only_where_the_post_has_a_case(a_browser, desk, item):
    mention = desk.add_comment(minutes_old=30)

    answer = give(a_browser("paul"), mention, "write", draft="Hello, bonjour! Your code: {case_code}")

    assert answer.status_code == 409
    assert "No open case has this post" in html.unescape(answer.text)
    assert Purpose.PRIVATE not in item(mention).orders


def test_own_words_are_kept_for_another_approver_who_finds_them_in_the_form(a_browser, desk, item):
    mention = desk.add_comment(minutes_old=30)

    answer = give(a_browser("petra"), mention, "write", draft=PRIVATE)
    told = a_browser("petra").get(answer.headers["location"]).text
    page = _page(a_browser("paul"), mention)

    assert "another approver must order them" in told
    assert item(mention).orders[Purpose.PRIVATE].proposed
    assert "proposed: another approver must order it" in page
    assert "proposed by petra" in page.casefold()
    assert PRIVATE in re.search(r'<textarea id="write-text"[^>]*>([^<]*)', page)[1]
    desk.clock.advance(seconds=60)
    assert desk.carry_out() == 0


def test_an_approver_writes_in_private_with_the_draft_before_them(a_browser, desk, item):
    mention = desk.add_comment(minutes_old=30)
    desk.set_mention(mention, playbook="question")  # it says nothing of its own in private
    browser = a_browser("paul")

    page = _page(browser, mention)
    give(a_browser("petra"), mention, "write", draft=PRIVATE + "\r\nThanks.")
    answer = give(browser, mention, "write", draft=PRIVATE + "\r\nThanks.")

    assert DRAFT in re.search(r'<textarea id="write-text"[^>]*>([^<]*)', page)[1]
    assert "6 days left" in page
    assert "of 200" in page
    assert answer.status_code == 303
    told = html.unescape(browser.get(answer.headers["location"]).text)
    assert "Ordered: your message goes to the author in private." in told
    assert 'data-seconds="10"' in told
    assert item(mention).orders[Purpose.PRIVATE].text == PRIVATE + "\nThanks."
    assert desk.carry_out() == 0  # the undo window is open
    desk.clock.advance(seconds=11)
    desk.carry_out()
    assert desk.townhall.messages == [PRIVATE + "\nThanks."]
    page = _page(browser, mention)
    assert "Its author was written to in private already, or will be." in page
    assert f"/items/{mention}/write?" not in page


def test_a_private_text_is_counted_and_judged_by_the_private_limit(a_browser, desk):
    mention = desk.add_comment()

    found = a_browser("paul").post(f"/items/{mention}/write/check", {"draft": "é" * 250}).json()

    assert (found["length"], found["limit"]) == (250, 200)
    assert any("200 are allowed" in problem for problem in found["problems"])


@pytest.mark.parametrize("text", ["Call me at 604 555-0187.", "x" * 201, " "])
def test_the_guards_refusal_of_a_private_text_keeps_what_was_typed(a_browser, desk, item, text):
    mention = desk.add_comment()

    answer = give(a_browser("paul"), mention, "write", draft=text + "<b>")
    empty = give(a_browser("paul"), mention, "write", draft=" ")

    assert answer.status_code == empty.status_code == 409
    assert '<details class="order" open>' in answer.text
    assert (text + "<b>").strip() in html.unescape(re.search(r'id="write-text"[^>]*>\n([^<]*)', answer.text)[1])
    assert "There is no text." in empty.text
    assert item(mention).orders == {}


def test_after_the_window_there_is_no_form_but_the_reason_and_what_was_typed_stays(a_browser, desk):
    mention = desk.add_comment(minutes_old=7 * 24 * 60)
    browser = a_browser("paul")

    page = _page(browser, mention)
    answer = browser.post(f"/items/{mention}/write", {"version": "2", "draft": PRIVATE})

    assert "The time in which Townhall lets us write in private is over." in page
    assert "write-text" not in page
    assert answer.status_code == 409
    assert PRIVATE in answer.text
    assert 'data-copy="write-text"' in answer.text


def test_a_private_message_in_doubt_is_settled_by_an_approver(a_browser, desk, item):
    mention = desk.add_comment()
    give(a_browser("paul"), mention, "write", draft=PRIVATE)
    desk.set_reply(mention, Purpose.PRIVATE, state=ReplyState.NEEDS_PERSON, code="not-found")
    assert f"/items/{mention}/write/resolve" not in _page(a_browser("ana"), mention)
    browser = a_browser("petra")

    page = _page(browser, mention)
    listed = browser.get("/queue").text
    browser.post(f"/items/{mention}/write/resolve", {"state": "retracted"})
    again = browser.post(f"/items/{mention}/write/resolve", {"state": "sent"})

    assert "nobody can tell whether it arrived" in page
    assert "Why: it was not found." in page
    assert "private message in doubt" in listed
    assert item(mention).orders[Purpose.PRIVATE].state == ReplyState.RETRACTED
    assert item(mention).state == MentionState.DRAFTED
    assert again.status_code == 409


def test_a_private_message_is_answered_as_such_within_its_own_limit_and_window(a_browser, desk):
    mention = desk.add_comment(kind=PostKind.MESSAGE, minutes_old=60)
    browser = a_browser("paul")

    page = _page(browser, mention)
    listed = browser.get("/queue").text

    assert "write-text" not in page
    assert "of 200" in page
    assert "Time to answer in private: 23 hours left" in page
    assert 'class="fact fact-message"' in listed


# --- our reply ---------------------------------------------------------------------------------------


def test_one_looks_how_the_platform_has_our_reply(a_browser, desk, item):
    mention = desk.add_answered()
    browser = a_browser("ana")
    assert "Our reply as the platform has it: nobody has looked yet." in _page(browser, mention)

    browser.post(f"/items/{mention}/look")
    desk.carry_out()
    there = _page(browser, mention)
    desk.townhall.ours = "Call Canary at 604 555-0187."
    browser.post(f"/items/{mention}/look")
    desk.carry_out()
    changed, listed = _page(browser, mention), browser.get("/queue?tab=all").text
    desk.townhall.ours = None
    browser.post(f"/items/{mention}/look")
    desk.carry_out()

    assert "it is there, in our words (looked at: 2026-03-04" in there
    assert "it is there, in other words" in changed
    assert "[PHONE_NUMBER 1]" in changed
    assert "0187" not in changed
    assert "Canary" not in changed
    assert "our reply was changed there" in listed
    assert "it is no longer there" in _page(browser, mention)
    assert "our reply is gone there" in browser.get("/queue?tab=all").text


def test_our_reply_is_corrected_with_its_words_before_the_approver(a_browser, desk, item):
    mention = desk.add_answered()
    browser = a_browser("petra")
    assert DRAFT in re.search(r'<textarea id="correct-text"[^>]*>([^<]*)', _page(browser, mention))[1]

    give(a_browser("paul"), mention, "correct", draft=DRAFT + " Thanks.")
    give(browser, mention, "correct", draft=DRAFT + " Thanks.")
    assert "<strong>Correct our reply</strong>" in _page(browser, mention)
    desk.clock.advance(seconds=11)
    desk.carry_out()

    assert desk.townhall.ours == DRAFT + " Thanks."
    assert item(mention).reply.text == DRAFT + " Thanks."
    assert "our reply was corrected" in _page(browser, mention)


def test_the_guards_refusal_of_a_correction_keeps_what_was_typed(a_browser, desk):
    mention = desk.add_answered()

    answer = give(a_browser("petra"), mention, "correct", draft="Call us at 604 555-0187.")

    assert answer.status_code == 409
    assert "The guard refuses this reply" in answer.text
    assert "604 555-0187" in re.search(r'id="correct-text"[^>]*>\n([^<]*)', answer.text)[1]


def test_our_reply_is_deleted_with_a_reason_and_the_mention_waits_again(a_browser, desk, item):
    mention = desk.add_answered()
    browser = a_browser("petra")
    assert give(browser, mention, "remove").status_code == 409

    give(browser, mention, "remove", reason="It was meant for another post.")
    desk.clock.advance(seconds=11)
    desk.carry_out()

    assert desk.townhall.ours is None
    assert item(mention).state == MentionState.DRAFTED
    page = _page(browser, mention)
    assert "Why: we deleted it on the platform." in page
    assert "our reply was deleted" in page
    assert "It was meant for another post." in page


def test_what_x_cannot_do_is_not_offered(a_browser, desk):
    mention = desk.add_mention(kind=PostKind.COMMENT)

    page = _page(a_browser("paul"), mention)

    assert f"/items/{mention}/hide?" in page
    for order in ("write", "correct", "remove", "look", "show"):
        assert f"/items/{mention}/{order}?" not in page


# --- roles and modes ---------------------------------------------------------------------------------


def test_each_role_is_offered_what_it_may_order(a_browser, desk):
    mention = desk.add_answered()

    offered = {
        who: set(
            re.findall(rf"/items/{mention}/(hide|show|write|correct|remove|look)\?", _page(a_browser(who), mention))
        )
        for who in ("vera", "ana", "paul", "chloe")
    }

    assert offered == {
        "vera": set(),
        "chloe": set(),
        "ana": {"hide", "look"},
        "paul": {"hide", "look", "write", "correct", "remove"},
    }


def test_while_smbot_listens_the_page_says_to_do_it_on_the_platform(tmp_path):
    made = install_in(tmp_path, Mode.LISTEN)
    mention = made.add_comment(playbook=EXPOSED)
    browser = Browser(create_app(made.application))
    browser.sign_in("paul")

    page = _page(browser, mention)
    answer = browser.post(f"/items/{mention}/hide", {"version": "2", "why": "abuse"})

    assert page.count("smbot only listens here: do it on the platform.") == 2  # hide, write
    assert f"/items/{mention}/hide?" not in page
    assert answer.status_code == 409
    made.application.close()


def test_in_shadow_an_order_is_shown_and_does_not_leave(tmp_path):
    made = install_in(tmp_path, Mode.SHADOW)
    mention = made.add_comment()
    browser = Browser(create_app(made.application))
    browser.sign_in("paul")

    answer = give(browser, mention, "hide", why="abuse")

    assert "Shadow mode: it does not leave." in browser.get(answer.headers["location"]).text
    assert made.carry_out() == 0
    made.application.close()


# --- answered by hand --------------------------------------------------------------------------------


def test_what_was_answered_by_hand_can_be_opened_again(a_browser, desk, item):
    mention = desk.add_comment()
    browser = a_browser("ana")

    answer = browser.post(f"/items/{mention}/answered-by-hand")
    page = browser.get(answer.headers["location"]).text

    assert "Noted: answered by hand." in page
    assert f'action="/items/{mention}/reopen?' in page
    assert 'class="fact fact-by-hand"' in browser.get("/queue?tab=all").text
    assert "answered by hand" in _page(browser, mention)
    browser.post(f"/items/{mention}/reopen")
    assert item(mention).state == MentionState.DRAFTED


def test_what_smbot_answered_is_not_opened_again_while_the_reply_stands(a_browser, desk):
    mention = desk.add_answered()

    page = _page(a_browser("ana"), mention)

    assert "Our reply stands on the platform: remove it there first." in page
    assert f"/items/{mention}/reopen" not in page
    assert "answered by hand" not in page


def test_a_reply_that_a_colleague_forestalled_says_why_it_stopped(a_browser, desk):
    mention = desk.add_comment()
    desk.application.desk().approve(desk.members["paul"], mention)
    desk.set_reply(mention, state=ReplyState.REFUSED, code="answered-by-hand")

    page = _page(a_browser("ana"), mention)

    assert "The reply was stopped. Nothing is out." in page
    assert "Why: a colleague answered on the platform first." in page


def test_a_notice_that_an_address_makes_up_is_not_told(a_browser, desk):
    mention = desk.add_comment()
    browser = a_browser("ana")
    give(browser, mention, "hide", why="abuse")

    for done in ("write", "take-back", "nonsense"):
        assert 'class="notice"' not in browser.get(f"/items/{mention}?done={done}&of={mention}").text
    assert 'class="notice"' in browser.get(f"/items/{mention}?done=hide&of={mention}").text


@pytest.mark.parametrize("payload", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_reasons_texts_and_what_the_platform_says_are_shown_as_text(a_browser, desk, payload):
    mention = desk.add_answered()
    browser = a_browser("paul")

    give(browser, mention, "hide", why="other", reason=payload)
    give(browser, mention, "write", draft=f"Hello {payload}")
    desk.set_reply(mention, seen="changed", seen_text=f"There {payload}")
    page = browser.get(f"/items/{mention}").text

    assert "<script>alert" not in page
    assert "<img" not in page
    assert html.unescape(page).count(payload) >= 2
