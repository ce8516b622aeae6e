"""Labels on the desk: corrected on a mention's page, approved by officers, and the weekly sample."""

import re
from datetime import timedelta

import pytest
from web.correcting import row, rows
from web.making import NOW, ROLES

from smbot.core.roles import Role
from smbot.core.states import MentionState
from smbot.notify.words import daily_text
from smbot.review.label_ports import Standing
from smbot.storage.tables import LabelCorrectionRow, SampledRow
from tests.no_models import NoNames

TEXT = "Week nine and my [PERSON 1] card is still not here."


def correct(desk, browser, mention, *labels, **fields):
    data = {"version": row(desk, mention).version, "label": list(labels)} | fields
    return browser.post(f"/items/{mention}/labels", data)


def drawn(desk, count=1):
    """Put posts of last week into the queue and draw them."""
    mentions = [desk.add_mention(TEXT) for _ in range(count)]
    for mention in mentions:
        desk.set_mention(mention, collected_at=NOW - timedelta(days=7))
    assert desk.application.samples().draw() == count
    return mentions


@pytest.mark.parametrize("name", [*ROLES, None])
def test_who_works_the_queue_and_officers_correct_labels(name, desk, a_browser):
    mention = desk.add_mention(TEXT)

    answer = correct(desk, a_browser(name), mention, "question")

    allowed = name in {"ana", "paul", "petra", "chloe"}
    assert (answer.status_code == 303) == allowed
    assert (row(desk, mention).labels == ["question"]) == allowed
    assert len(rows(desk, LabelCorrectionRow)) == allowed


def test_the_page_tells_it_shows_who_did_it_and_offers_to_set_it_back(desk, a_browser):
    mention, browser = desk.add_mention(TEXT), a_browser("ana")

    there = correct(desk, browser, mention, "urgent", "question").headers["location"]
    page = browser.get(there).text
    back = browser.post(f"/items/{mention}/labels/back", {"version": row(desk, mention).version})

    assert "The labels are corrected." in page
    assert "ana set these labels; before: complaint." in page
    assert "an officer has not approved it for training yet" in page
    assert "a person gave it other labels" in page
    assert "The labels are set back." in browser.get(back.headers["location"]).text
    assert row(desk, mention).labels == ["complaint"]
    assert row(desk, mention).top_label == "complaint"


def test_who_flags_a_post_as_an_access_request_is_told_of_the_docket_and_undoes_it_there(desk, a_browser):
    mention, browser = desk.add_mention(TEXT), a_browser("ana")

    there = correct(desk, browser, mention, "access_request", "complaint").headers["location"]
    page = browser.get(there).text
    form = re.search(
        rf'<form method="post" action="(/items/{mention}/labels/back[^"]*)".*?name="version" value="(\d+)".*?</form>',
        page,
    )
    back = browser.post(form[1].replace("&amp;", "&"), {"version": form[2]})

    assert "The post stands on the docket now" in page
    assert 'data-key="z"' in form[0]
    assert "The labels are set back." in browser.get(back.headers["location"]).text
    assert row(desk, mention).labels == ["complaint"]


def test_the_boxes_hold_the_labels_that_it_has(desk, a_browser):
    mention = desk.add_mention(TEXT)

    page = a_browser("ana").get(f"/items/{mention}").text

    assert page.count('type="checkbox" name="label"') == 11
    assert page.count('name="label" value="complaint" checked') == 1
    assert page.count(" checked") == 1


def test_the_stages_choose_a_playbook_for_the_new_labels(desk, a_browser):
    mention = desk.add_mention("Please send me the file you keep on me.", draft="Old words.")

    correct(desk, a_browser("ana"), mention, "access_request")
    desk.application.pipeline(NoNames()).drafts.batch()

    assert row(desk, mention).playbook == "access-request"
    assert row(desk, mention).draft != "Old words."
    assert row(desk, mention).state == MentionState.DRAFTED


def test_an_answered_mention_can_be_corrected_too(desk, a_browser):
    mention = desk.add_answered()

    answer = correct(desk, a_browser("ana"), mention, "question")

    assert answer.status_code == 303
    assert (row(desk, mention).state, row(desk, mention).labels) == (MentionState.ANSWERED, ["question"])


@pytest.mark.parametrize(("labels", "why"), [((), "alone"), (("none", "praise"), "alone"), (("odd",), "no label of")])
def test_what_cannot_be_is_told_on_the_page(labels, why, desk, a_browser):
    mention = desk.add_mention(TEXT)

    answer = correct(desk, a_browser("ana"), mention, *labels)

    assert answer.status_code == 409
    assert why in answer.text
    assert row(desk, mention).labels == ["complaint"]


def test_an_older_page_changes_nothing(desk, a_browser):
    mention = desk.add_mention(TEXT)

    answer = correct(desk, a_browser("ana"), mention, "question", version=0)

    assert answer.status_code == 409
    assert "Somebody changed this first" in answer.text


def test_an_officer_approves_what_others_proposed_and_not_what_is_their_own(desk, a_browser, an_officer):
    desk.add_member("omar", {Role.COMPLIANCE})
    theirs, own = desk.add_mention(TEXT), desk.add_mention(TEXT)
    correct(desk, a_browser("ana"), theirs, "question")
    correct(desk, an_officer, own, "praise")
    page = an_officer.get("/labels").text

    answers = [
        an_officer.post(f"/labels/corrections/{each.id}", {"decision": "approve"})
        for each in rows(desk, LabelCorrectionRow)
    ]

    assert "ana set: question." in page
    assert [answer.status_code for answer in answers] == [303, 409]
    assert "another officer must approve it" in answers[1].text
    assert [each.standing for each in rows(desk, LabelCorrectionRow)] == [Standing.APPROVED, Standing.WAITING]


def test_a_lone_officers_correction_is_approved_at_once(desk, an_officer):
    correct(desk, an_officer, desk.add_mention(TEXT), "praise")

    [kept] = rows(desk, LabelCorrectionRow)
    assert (kept.standing, kept.settled_by) == (Standing.APPROVED, "chloe")
    assert "Nothing waits here." in an_officer.get("/labels").text


def test_a_declined_correction_is_kept_out_of_training(desk, a_browser, an_officer):
    correct(desk, a_browser("ana"), desk.add_mention(TEXT), "question")

    an_officer.post("/labels/corrections/1", {"decision": "decline"})

    assert [each.standing for each in rows(desk, LabelCorrectionRow)] == [Standing.DECLINED]


def test_officers_are_asked_for_drawn_posts_with_their_masks_and_answer(desk, an_officer):
    first, second = drawn(desk, 2)
    page = an_officer.get("/labels").text

    yes = an_officer.post(f"/labels/sample/{first}", {"answer": "yes", "version": row(desk, first).version})
    no = an_officer.post(f"/labels/sample/{second}", {"answer": "no", "version": row(desk, second).version})

    assert "Sample: is this an access request?" in page
    assert page.count("/labels/sample/") == 2
    assert "name\u00a01" in page
    assert (yes.status_code, no.status_code) == (303, 303)
    assert row(desk, first).labels == ["access_request", "complaint"]
    assert row(desk, second).labels == ["complaint"]
    assert {each.mention: each.answer for each in rows(desk, SampledRow)} == {first: True, second: False}
    assert 'name="answer"' not in an_officer.get("/labels").text


def test_an_answer_is_told_listed_and_taken_back_and_the_page_says_when_the_next_sample_is_drawn(desk, an_officer):
    first, second = drawn(desk, 2)
    before = an_officer.get("/labels").text

    yes = an_officer.post(f"/labels/sample/{first}", {"answer": "yes", "version": row(desk, first).version})
    told = an_officer.get(yes.headers["location"]).text
    back = an_officer.post(f"/labels/sample/{first}/back")
    again = an_officer.get(back.headers["location"]).text

    assert "The next sample is drawn on March 9, 2026." in before
    assert "Noted: it is an access request." in told
    assert f'action="/labels/sample/{first}/back"' in told.split("data-say")[1].split("</div>")[0]
    assert "What was answered for last week’s posts: 1" in told
    assert "The answer is taken back" in again
    assert again.count('name="answer"') == 4
    assert row(desk, first).labels == ["complaint"]
    assert {each.answer for each in rows(desk, SampledRow)} == {None}
    assert "taken back" not in an_officer.get(f"/labels?of={second}").text


def test_an_answer_is_not_taken_back_where_labels_were_changed_since(desk, an_officer, a_browser):
    [mention] = drawn(desk)
    an_officer.post(f"/labels/sample/{mention}", {"answer": "yes", "version": row(desk, mention).version})
    correct(desk, a_browser("ana"), mention, "urgent")

    assert an_officer.post(f"/labels/sample/{mention}/back").status_code == 409
    assert row(desk, mention).labels == ["urgent"]


def test_what_was_not_drawn_cannot_be_answered(desk, an_officer):
    mention = desk.add_mention(TEXT)
    answer = an_officer.post(f"/labels/sample/{mention}", {"answer": "yes", "version": row(desk, mention).version})

    assert answer.status_code == 409
    assert "waits for no answer" in answer.text


def test_a_post_that_changed_since_the_page_was_shown_is_not_answered_for(desk, an_officer):
    [mention] = drawn(desk, 1)
    page = an_officer.get("/labels").text

    answer = an_officer.post(f"/labels/sample/{mention}", {"answer": "no", "version": row(desk, mention).version - 1})

    assert f'name="version" value="{row(desk, mention).version}"' in page
    assert answer.status_code == 409
    assert [each.answer for each in rows(desk, SampledRow)] == [None]


def test_the_week_tells_what_the_samples_found(desk, an_officer):
    first, second = drawn(desk, 2)
    an_officer.post(f"/labels/sample/{first}", {"answer": "yes", "version": row(desk, first).version})
    an_officer.post(f"/labels/sample/{second}", {"answer": "no", "version": row(desk, second).version})

    page = an_officer.get("/reputation").text

    assert "How triage fares" in page
    assert "officers found 1 in 2 posts drawn at random" in page
    assert "People gave other labels to 1 of 2 posts." in page


def test_the_daily_digest_counts_what_waits_for_officers(desk, a_browser):
    drawn(desk, 2)
    correct(desk, a_browser("ana"), desk.add_mention(TEXT), "question")

    _, text = daily_text(desk.application.vitals(), "", "en")

    assert "Sample: is this an access request? Posts to look at: 2" in text
    assert "Corrected labels that wait for approval: 1" in text


def test_the_weekly_e_mail_tells_how_triage_fared_in_the_week_it_reports_on(desk, a_browser):
    mention = desk.add_mention(TEXT, minutes_old=7 * 24 * 60)
    correct(desk, a_browser("ana"), mention, "question")

    _, text = desk.application.weekly("en")

    assert "How triage fares:\n- Mean confidence in the first label, of 100: " in text
    assert "- People gave other labels to 1 of 1 posts.\n" in text
    assert "card is still not here" not in text
