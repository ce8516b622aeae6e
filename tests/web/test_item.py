"""One mention: its text, the acts, what stands in their way, what is shown of them."""

import html
import re

import pytest
from fakes import redacted
from web.conftest import Browser
from web.making import DRAFT, PASSWORD, REPOSITORY, install_in
from web.reading import plain

from smbot.core.errors import NotAllowed
from smbot.core.parts import PartKind, RedactedPart
from smbot.core.redacted import RedactedText
from smbot.core.states import MentionState, Mode, ReplyState
from smbot.core.warrant import WARRANT
from smbot.storage.tables import MentionRow
from smbot.web.app import create_app

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "</textarea><script>alert(1)</script>",
    "javascript:alert(1)",
    "&lt;b&gt; &amp;",
    "<!--<svg onload=alert(1)>",
    "\u202e<b>txet\u202c",
]


@pytest.fixture
def item(desk):
    return lambda mention: desk.application.desk().item(desk.members["ana"], mention)


def _version(page):
    return re.search(r'name="version" value="(\d+)"', page)[1]


def _text_of(page, tag):
    inside = re.search(rf"<{tag}[^>]*>(.*?)</{tag.split()[0]}>", page, re.DOTALL)[1]
    return html.unescape(re.sub(r"<[^>]+>", "", inside))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_post_and_a_draft_are_shown_as_text(a_browser, desk, payload):
    mention = desk.add_mention(f"Hi {payload} end", draft=f"Yes {payload} end", evidence=["Hi"])
    browser = a_browser("paul")

    page = browser.get(f"/items/{mention}").text

    assert payload in _text_of(page, "textarea")
    assert f"{payload} end" in _text_of(page, 'blockquote class="post"')
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "onload=alert(1)>" not in page.replace("&lt;svg onload=alert(1)&gt;", "")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_stands_beside_the_text_is_shown_as_text_under_it(a_browser, desk, payload):
    kinds = [PartKind.QUOTED, PartKind.LINK]
    parts = [RedactedPart(kind=kind, text=RedactedText(f"So {payload} end", (), WARRANT)) for kind in kinds]
    mention = desk.add_mention("Look", parts=parts)

    page = a_browser("vera").get(f"/items/{mention}").text

    told = _text_of(page, 'dl class="beside"')
    assert told.count(f"So {payload} end") == 2
    assert page.index('class="beside"') > page.index('class="post"')
    assert "<script>alert" not in page
    assert "<img" not in page
    assert f'href="So {payload}' not in page


def test_masks_of_parts_are_drawn_from_the_ledger_and_a_withheld_part_says_so(a_browser, desk):
    typed = redacted("[PERSON 1] wrote [PHONE_NUMBER 1]")
    withheld = RedactedPart(kind=PartKind.PICTURE, text=None)
    mention = desk.add_mention("Look", parts=[RedactedPart(kind=PartKind.QUOTED, text=typed), withheld])

    page = a_browser("vera").get(f"/items/{mention}").text

    beside = re.search(r'<dl class="beside".*?</dl>', page, re.DOTALL)[0]
    assert "Quotes:" in beside
    assert "[PERSON 1] wrote" in beside
    assert "[PHONE_NUMBER 1]" not in beside
    assert beside.count('class="chip"') == 1
    assert "Picture described as:" in beside
    assert "withheld" in beside


def test_without_anything_beside_the_text_nothing_is_said_of_it(a_browser, desk):
    page = a_browser("vera").get(f"/items/{desk.add_mention('Look')}").text

    assert 'class="beside"' not in page


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_reason_and_an_address_are_shown_as_text(a_browser, desk, payload):
    mention = desk.add_mention()
    browser = a_browser("paul")

    browser.post(f"/items/{mention}/escalate", {"to": payload, "reason": payload})
    page = browser.get(f"/items/{mention}?label={payload}").text

    assert "<script>alert" not in page
    assert "<img" not in page


def test_evidence_is_underlined_between_hidden_words(a_browser, desk):
    mention = desk.add_mention("Call [PHONE_NUMBER 1] at once.", evidence=["Call [PHONE_NUMBER 1]"])

    page = a_browser("ana").get(f"/items/{mention}").text

    marked = re.search(r"<mark>(.*?)</mark>", page, re.DOTALL)[1]
    assert "start of evidence: complaint" in " ".join(re.sub(r"<[^>]+>", " ", marked).split())
    assert "end of evidence" in marked
    assert 'class="chip"' in marked
    assert "very likely, 91%" in page


REQUEST = "I want a copy of my file from 2019. Call [PHONE_NUMBER 1]."


def add_request(desk, level):
    """A mention labelled access request, as triage leaves it."""
    mention = desk.add_mention(REQUEST, label="access_request", playbook="access-request")
    told = [
        ("en.access_request.own-file-asked", "want a copy of my file"),
        ("kind:own-file", "my file"),
        ("element:what", "my file"),
        ("element:when", "from 2019"),
        (f"level:{level}", REQUEST),
        ("model", "Call [PHONE_NUMBER 1]"),
    ]
    evidence = [
        {
            "start": REQUEST.index(words),
            "end": REQUEST.index(words) + len(words),
            "label": "access_request",
            "rule": rule,
        }
        for rule, words in told
    ]
    with desk.application.store.write() as tx:
        tx.session.get(MentionRow, mention).evidence = evidence
    return mention


def test_a_label_says_why_in_a_sentence_with_the_words_that_it_rests_on(a_browser, desk):
    page = plain(a_browser("ana").get(f"/items/{add_request(desk, 'assert')}").text)

    assert "It asks for the author’s own file, or that of somebody near: want a copy of my file." in page
    assert "The model finds it very likely, from the words: Call phone 1." in page


def test_an_access_request_shows_its_kind_what_it_says_and_what_it_does_not(a_browser, desk):
    page = plain(a_browser("ana").get(f"/items/{add_request(desk, 'assert')}").text)

    assert "Kind own file" in page
    assert "Said what (my file), when (from 2019)" in page
    assert "Not said who" in page


def test_what_only_tells_more_of_a_request_is_not_underlined(a_browser, desk):
    page = a_browser("ana").get(f"/items/{add_request(desk, 'assert')}").text

    marked = re.findall(r"<mark>(.*?)</mark>", page, re.DOTALL)
    assert len(marked) == 2
    assert not any("2019" in each for each in marked)


@pytest.mark.parametrize(("level", "name"), [("review", "possible access request: look"), ("assert", "access request")])
def test_a_request_of_which_triage_is_not_sure_is_called_possible(a_browser, desk, level, name):
    mention = add_request(desk, level)
    browser = a_browser("ana")

    pages = [browser.get(f"/items/{mention}").text, browser.get("/queue?tab=access").text]

    for page in pages:
        shown = re.findall(r'<span class="label label-access_request">(.*?)</span>', page)
        assert shown
        assert set(shown) == {name}


def test_the_playbook_advises_in_the_readers_language(a_browser, desk):
    mention = desk.add_mention()
    browser = a_browser("ana")

    english = browser.get(f"/items/{mention}").text
    browser.get("/language/fr")
    french = browser.get(f"/items/{mention}").text

    assert "The author is dissatisfied with us." in html.unescape(english)
    assert "La personne est insatisfaite" in html.unescape(french)


@pytest.fixture
def paul_alone(desk):
    """Nobody but Paul may approve, so that he may approve his own words."""
    with desk.application.store.write() as tx:
        tx.set_disabled(desk.members["petra"].id, True)


@pytest.mark.usefixtures("paul_alone")
def test_a_member_claims_edits_approves_and_undoes(a_browser, desk, item):
    mention = desk.add_mention()
    browser = a_browser("paul")

    claimed = browser.post(f"/items/{mention}/claim?tab=open")
    assert claimed.status_code == 303
    assert claimed.headers["location"] == f"/items/{mention}?tab=open&done=claim&of={mention}#item"
    page = browser.get(f"/items/{mention}?tab=open").text
    edited = browser.post(f"/items/{mention}/edit", {"version": _version(page), "draft": DRAFT + "\r\nThanks."})
    assert edited.status_code == 303
    assert item(mention).draft == DRAFT + "\nThanks."
    page = browser.get(f"/items/{mention}").text
    approved = browser.post(f"/items/{mention}/approve", {"version": _version(page), "draft": DRAFT + "\r\nThanks."})
    assert approved.status_code == 303
    assert item(mention).state == MentionState.APPROVED
    assert "It leaves in:" in browser.get(f"/items/{mention}").text
    browser.post(f"/items/{mention}/undo")

    assert item(mention).state == MentionState.CLAIMED
    assert item(mention).reply.state == ReplyState.RETRACTED


@pytest.mark.usefixtures("paul_alone")
def test_approving_saves_what_was_typed_first(a_browser, desk, item):
    mention = desk.add_mention()
    browser = a_browser("paul")
    page = browser.get(f"/items/{mention}").text

    browser.post(f"/items/{mention}/approve", {"version": _version(page), "draft": DRAFT + " Bye."})

    assert item(mention).reply.text == DRAFT + " Bye."


def test_ones_own_words_are_saved_and_wait_for_another_approver(a_browser, desk, item):
    mention = desk.add_mention()
    browser = a_browser("paul")
    page = browser.get(f"/items/{mention}").text

    answer = browser.post(f"/items/{mention}/approve", {"version": _version(page), "draft": DRAFT + " Bye."})

    assert answer.status_code == 409
    assert "You wrote this draft: another approver must approve it." in answer.text
    assert (item(mention).draft, item(mention).reply) == (DRAFT + " Bye.", None)
    assert "You wrote this draft" in browser.get(f"/items/{mention}").text
    browser.post(f"/items/{mention}/release")
    page = a_browser("petra").get(f"/items/{mention}").text
    a_browser("petra").post(f"/items/{mention}/approve", {"version": _version(page), "draft": DRAFT + " Bye."})
    assert item(mention).reply.approved_by == "petra"


def test_a_claim_that_is_taken_back_leaves_its_mention_open(a_browser, desk):
    first, _ = desk.add_mention(), desk.add_mention()
    browser = a_browser("paul")
    page = browser.get(browser.post(f"/items/{first}/claim?tab=unclaimed").headers["location"]).text
    undo = html.unescape(re.search(rf'action="(/items/{first}/release[^"]*taken-back)"', page)[1])

    answer = browser.post(undo)

    assert answer.headers["location"].startswith(f"/items/{first}?")
    assert browser.post(f"/items/{first}/release?tab=unclaimed").status_code == 409


def test_after_a_decision_the_next_mention_opens_with_an_undo(a_browser, desk, item):
    first = desk.add_mention(minutes_old=90)
    second = desk.add_mention(minutes_old=30)
    browser = a_browser("paul")

    answer = browser.post(f"/items/{first}/no-reply?tab=unclaimed")

    assert answer.headers["location"].startswith(f"/items/{second}?")
    page = browser.get(answer.headers["location"]).text
    assert "Noted: no reply is due." in page
    assert f'action="/items/{first}/reopen?tab=unclaimed"' in page
    browser.post(f"/items/{first}/reopen")
    assert item(first).state == MentionState.DRAFTED


def test_a_notice_that_an_address_makes_up_offers_no_undo(a_browser, desk):
    mention = desk.add_mention()
    browser = a_browser("paul")

    page = browser.get(f"/items/{mention}?done=approve&of={mention}").text
    nothing = browser.get(f"/items/{mention}?done=%3Cb%3E&of=m-none").text

    assert f"/items/{mention}/undo" not in page
    assert 'class="notice"' not in page
    assert 'class="notice"' not in nothing


def test_somebody_elses_change_is_told_and_my_text_is_kept(a_browser, desk, item):
    mention = desk.add_mention()
    mine = a_browser("paul")
    version = _version(mine.get(f"/items/{mention}").text)
    hers = a_browser("petra")
    hers.post(f"/items/{mention}/edit", {"version": version, "draft": "Her text."})
    hers.post(f"/items/{mention}/release")

    answer = mine.post(f"/items/{mention}/edit", {"version": version, "draft": "My text <b>."})

    assert answer.status_code == 409
    assert "Somebody changed this first." in answer.text
    assert "My text &lt;b&gt;." in answer.text
    assert "<del>Her</del>" in answer.text
    assert item(mention).draft == "Her text."
    again = mine.post(f"/items/{mention}/edit", {"version": _version(answer.text), "draft": "My text."})
    assert again.status_code == 303
    assert item(mention).draft == "My text."


def test_a_text_that_can_no_longer_be_saved_may_be_left_as_a_note_and_who_holds_the_mention_is_told(a_browser, desk):
    mention = desk.add_mention()
    mine = a_browser("paul")
    version = _version(mine.get(f"/items/{mention}").text)
    desk.application.desk().claim(desk.members["petra"], mention)

    answer = mine.post(f"/items/{mention}/edit", {"version": version, "draft": "My kinder text."})
    words = html.unescape(re.search(r'id="as-note".*?name="words" value="([^"]*)"', answer.text)[1])
    mine.post(f"/items/{mention}/note", {"words": words})

    assert answer.status_code == 409
    assert "petra holds this mention until" in answer.text
    assert "Keep mine" not in answer.text.replace("Keep mine as a note", "")
    assert "Take the one that is saved" not in answer.text
    assert "My kinder text." in a_browser("petra").get(f"/items/{mention}").text


def test_beside_a_score_stands_from_which_score_on_the_label_is_given(a_browser, desk):
    mention = desk.add_mention()
    model = desk.application.model_versions.load_current()
    page = a_browser("ana").get(f"/items/{mention}").text
    desk.set_mention(mention, classifier=f"rules-1 {model.version} encoder-1")

    assert "given from" not in page
    share = round(model.card.thresholds["complaint"] * 100)
    assert f"91% (given from {share}% on)" in a_browser("ana").get(f"/items/{mention}").text


def test_an_undo_that_comes_too_late_says_what_can_be_done_then(a_browser, desk):
    mention = desk.add_mention()
    desk.application.desk().approve(desk.members["paul"], mention)
    desk.set_reply(mention, state=ReplyState.SENDING)

    answer = a_browser("paul").post(f"/items/{mention}/undo")

    assert answer.status_code == 409
    assert "it is corrected or deleted “On the platform”" in answer.text


def test_how_a_reply_stands_is_asked_by_itself(a_browser, desk):
    mention, browser = desk.add_mention(), a_browser("paul")
    assert browser.get(f"/items/{mention}/reply").status_code == 404
    desk.application.desk().approve(desk.members["paul"], mention)
    waits = browser.get(f"/items/{mention}/reply").json()
    desk.set_reply(mention, state=ReplyState.SENT)

    assert waits["seconds"] > 0
    assert (waits["told"], waits["ended"]) == ("The reply waits to leave.", False)
    assert browser.get(f"/items/{mention}/reply").json() == {
        "told": "The reply is out.",
        "seconds": None,
        "ended": True,
    }


def test_an_approval_of_a_text_that_changed_meanwhile_is_refused(a_browser, desk, item):
    mention = desk.add_mention()
    mine = a_browser("paul")
    version = _version(mine.get(f"/items/{mention}").text)
    desk.application.desk().edit(desk.members["petra"], mention, "Her text.")

    answer = mine.post(f"/items/{mention}/approve", {"version": version, "draft": DRAFT})

    assert answer.status_code == 409
    assert item(mention).reply is None


def test_a_mention_that_a_colleague_holds_says_who(a_browser, desk):
    mention = desk.add_mention()
    desk.application.desk().claim(desk.members["petra"], mention)

    page = a_browser("paul").get(f"/items/{mention}").text

    assert page.count("petra holds this mention.") == 1
    assert f"/items/{mention}/claim" not in page
    assert 'name="draft"' not in page
    assert DRAFT in page


@pytest.mark.usefixtures("paul_alone")
def test_the_guards_refusal_is_shown_and_the_text_is_kept(a_browser, desk, item):
    mention = desk.add_mention()
    browser = a_browser("paul")
    text = DRAFT + " See https://example.ca/help"
    page = browser.get(f"/items/{mention}").text

    answer = browser.post(f"/items/{mention}/approve", {"version": _version(page), "draft": text})

    assert answer.status_code == 409
    assert "The guard refuses this reply" in answer.text
    assert "https://example.ca/help" in answer.text
    assert item(mention).reply is None


def test_a_text_is_counted_and_judged_while_it_is_typed(a_browser, desk):
    mention = desk.add_mention()
    browser = a_browser("ana")

    answer = browser.post(f"/items/{mention}/check", {"draft": "é" * 290 + " https://example.ca"})

    found = answer.json()
    assert found["limit"] == 280
    assert found["length"] == 290 + 1 + 23
    assert len(found["problems"]) >= 2


@pytest.mark.parametrize("action", ["reject", "escalate"])
def test_a_decision_against_a_draft_needs_a_reason(a_browser, desk, item, action):
    mention = desk.add_mention()

    answer = a_browser("ana").post(f"/items/{mention}/{action}", {"to": "approver", "reason": "  "})

    assert answer.status_code == 409
    assert "Say why, in a few words." in answer.text
    assert item(mention).state == MentionState.DRAFTED


def test_a_reason_stands_in_the_timeline(a_browser, desk):
    mention = desk.add_mention()
    browser = a_browser("ana")

    browser.post(f"/items/{mention}/escalate", {"to": "compliance", "reason": "A journalist asks."})

    page = browser.get(f"/items/{mention}").text
    assert "the mention was escalated" in page
    assert "A journalist asks." in page
    assert "escalated to: compliance officer" in page


def test_opening_the_post_is_logged_before_the_address_is_shown(a_browser, desk):
    mention = desk.add_mention(permalink="https://x.example/somebody/status/1?a=1&b=2")
    browser = a_browser("ana")
    assert "x.example" not in browser.get(f"/items/{mention}").text

    answer = browser.post(f"/items/{mention}/open")

    assert '<a class="button primary" id="leave" rel="noreferrer"' in answer.text
    assert 'href="https://x.example/somebody/status/1?a=1&amp;b=2"' in answer.text
    with desk.application.store.read() as tx:
        assert any(b"mention.opened" in body for body in tx.audit_of(mention))
    assert "x.example" not in browser.get(f"/items/{mention}").text


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "", "file:///etc/passwd"])
def test_an_address_that_is_none_is_not_linked(a_browser, desk, address):
    mention = desk.add_mention(permalink=address)

    page = a_browser("ana").post(f"/items/{mention}/open").text

    assert "smbot knows no web address of this post." in page
    assert "javascript:" not in page


@pytest.mark.parametrize("mode", [Mode.LISTEN, Mode.SHADOW])
def test_where_nothing_leaves_the_page_says_so(tmp_path, mode):
    made = install_in(tmp_path, mode)
    mention = made.add_mention()
    browser = Browser(create_app(made.application))
    browser.sign_in("paul", PASSWORD)

    page = browser.get(f"/items/{mention}").text

    if mode == Mode.LISTEN:
        assert "smbot only listens here" in page
        assert 'data-copy="draft"' in page
        assert f"/items/{mention}/approve" not in page
    else:
        browser.post(f"/items/{mention}/approve", {"version": _version(page), "draft": DRAFT})
        assert "Shadow mode: it does not leave." in browser.get(f"/items/{mention}").text
    made.application.close()


def test_a_post_that_the_api_may_not_answer_offers_its_text_to_copy(a_browser, desk):
    mention = desk.add_mention(summoned=False)

    page = a_browser("paul").get(f"/items/{mention}").text

    assert "The author did not address us" in page
    assert 'data-copy="draft"' in page
    assert "Open on X (new tab)" in page


def test_a_mention_that_is_not_there_is_a_404(a_browser):
    assert a_browser("ana").get("/items/m-none").status_code == 404
    assert a_browser("ana").post("/items/m-none/claim").status_code == 404


def test_an_act_that_the_state_does_not_allow_is_refused_with_the_page(a_browser, desk):
    mention = desk.add_mention()

    answer = a_browser("ana").post(f"/items/{mention}/undo")

    assert answer.status_code == 409
    assert 'role="alert"' in answer.text


def test_a_reply_in_doubt_waits_for_an_approver(a_browser, desk, item):
    mention = desk.add_mention()
    desk.application.desk().approve(desk.members["paul"], mention)
    with desk.application.store.write() as tx:
        tx.session.connection().exec_driver_sql("UPDATE reply SET state = 'needs-person'")

    assert f"/items/{mention}/resolve" not in a_browser("ana").get(f"/items/{mention}").text
    page = a_browser("petra").get(f"/items/{mention}").text
    assert "Nobody can tell whether the reply is out." in page
    a_browser("petra").post(f"/items/{mention}/resolve", {"state": "sent"})

    assert item(mention).state == MentionState.ANSWERED


def test_two_persons_must_approve_what_the_playbook_says(tmp_path):
    text = (REPOSITORY / "playbooks" / "complaint.yaml").read_text("utf-8")
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "complaint.yaml").write_text(text.replace("approval: one", "approval: two"), "utf-8")
    made = install_in(tmp_path, playbooks={"folder": str(tmp_path / "two")})
    mention = made.add_mention()
    app = create_app(made.application)
    paul, petra = Browser(app), Browser(app)
    paul.sign_in("paul")
    petra.sign_in("petra")

    answer = paul.post(f"/items/{mention}/approve", {"version": _version(paul.get(f"/items/{mention}").text)})
    assert "A second person must approve it too." in paul.get(answer.headers["location"]).text
    assert "You approved this already: a second person must." in paul.get(f"/items/{mention}").text
    assert "approved once, by paul" in petra.get(f"/items/{mention}").text
    petra.post(f"/items/{mention}/approve", {"version": _version(petra.get(f"/items/{mention}").text)})

    assert made.application.desk().item(made.members["paul"], mention).state == MentionState.APPROVED
    made.application.close()


def test_one_action_stands_out(a_browser, desk):
    mention = desk.add_mention()
    browser = a_browser("paul")

    before = browser.get(f"/items/{mention}").text
    browser.post(f"/items/{mention}/claim")
    after = browser.get(f"/items/{mention}").text

    assert re.findall(r'<button class="primary"[^>]*>([^<]+)', before) == ["Claim"]
    assert re.findall(r'<button class="primary"[^>]*>([^<]+)', after) == ["Approve the reply"]


def test_the_desk_shows_what_it_could_refuse_to_a_direct_caller(desk):
    mention = desk.add_mention()

    with pytest.raises(NotAllowed):
        desk.application.desk().claim(desk.members["chloe"], mention)


def test_who_may_not_approve_is_told_how_a_draft_reaches_an_approver(a_browser, desk):
    mention = desk.add_comment()
    browser = a_browser("ana")
    before = browser.get(f"/items/{mention}").text
    browser.post(f"/items/{mention}/claim")

    told = "When the draft is ready, put the mention back"
    assert told not in before
    assert told in browser.get(f"/items/{mention}").text


def test_where_there_is_no_draft_the_way_to_an_answer_is_told(a_browser, desk):
    mention = desk.add_comment()
    desk.set_mention(mention, draft="", state="triaged")

    assert "There is no draft: claim the mention to write the answer." in a_browser("ana").get(f"/items/{mention}").text
