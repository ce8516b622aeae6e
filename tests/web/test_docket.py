"""The docket's pages: officers alone, the legal clock, each act, the evidence as an archive."""

import hashlib
import io
import json
import re
import zipfile
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from web.casework import acts_of, open_case
from web.making import NOW

from smbot.access.names import DocketState
from smbot.access.orders import PassingState
from smbot.bootstrap.access import docket_of, passing_of
from smbot.notify.ports import Kind
from smbot.notify.recipients import Recipient


def put_on_docket(desk, text="Please send me every e-mail on the bridge of 2019.", **values):
    """Put a post onto the docket; return the entry's id and the mention's."""
    mention = desk.add_mention(text, **values)
    desk.application.label_corrections().correct(desk.members["ana"], mention, ["access_request"])
    with desk.application.store.read() as tx:
        return tx.docket_of(mention), mention


def test_questions_stand_in_the_language_of_the_post_first(desk, chloe):
    entry, _ = put_on_docket(desk, "Je veux mon dossier, loi sur l’accès.", language="fr")

    help_given = chloe.get(f"/docket/{entry}").text.split('id="assist"')[1]

    assert re.findall(r'<p lang="(\w+)">', help_given)[:2] == ["fr", "en"]


def state(desk, entry):
    with desk.application.store.read() as tx:
        return tx.docket_entry(entry).state


@pytest.fixture
def chloe(a_browser):
    return a_browser("chloe")


@pytest.fixture
def entry(desk):
    return put_on_docket(desk)[0]


def act(browser, entry, name, **fields):
    answer = browser.post(f"/docket/{entry}/{name}", fields)
    assert answer.status_code == 303, answer.text
    return browser.get(answer.headers["location"]).text


def test_an_empty_docket_says_how_it_fills(chloe):
    page = chloe.get("/docket").text

    assert "Nothing waits on the docket." in page
    assert "come onto the docket by themselves" in page
    assert "No entry is settled yet." in chloe.get("/docket?tab=settled").text


def test_the_list_shows_the_legal_clock_and_what_is_late(desk, chloe, entry):
    fresh = chloe.get("/docket").text
    desk.clock.advance(days=90)
    chloe.sign_in("chloe")
    late = chloe.get("/docket").text

    assert f'href="/docket/{entry}"' in fresh
    assert "Due on 20" in fresh
    assert "Canada (federal)" in fresh
    assert "Days left, as the law counts them" in fresh
    assert 'class="overdue"' not in fresh
    assert 'class="overdue"' in late
    assert "Days over, as the law counts them" in late


def test_the_list_and_the_entry_show_the_masked_words_that_an_officer_decides_about(desk, chloe):
    entry, _ = put_on_docket(desk, "Please send me every e-mail on the bridge, call [PHONE_NUMBER 1].")

    for page in (chloe.get("/docket").text, chloe.get(f"/docket/{entry}").text):
        quoted = page.partition('<blockquote class="post" lang="en"')[2].partition("</blockquote>")[0]
        assert "every e-mail on the bridge" in quoted
        assert 'class="chip"' in quoted
        assert "[PHONE" not in quoted


def test_an_entry_shows_law_posts_and_questions_in_both_languages(desk, chloe):
    entry, mention = put_on_docket(desk)

    page = chloe.get(f"/docket/{entry}").text

    assert "possible request" in page
    assert "verified on" in page
    assert f"/items/{mention}" in page
    assert '<p lang="fr">De quelle' in page or '<p lang="fr">Quelles' in page or '<p lang="fr">Quel' in page
    assert "Merci de nous avoir écrit." in page
    assert "Not legal advice" in page
    assert chloe.get("/docket/d-none").status_code == 404


def test_an_entry_goes_from_possible_to_closed_and_back(desk, chloe, entry):
    assert "confirmed request" in act(chloe, entry, "confirm")
    assert "Kept: acknowledged to the author." in act(chloe, entry, "acknowledge", reason="In public")
    act(chloe, entry, "pass", by="export")
    assert state(desk, entry) == DocketState.PASSED
    act(chloe, entry, "close", reason="The coordinator has it")
    assert state(desk, entry) == DocketState.CLOSED
    assert f"/docket/{entry}" in chloe.get("/docket?tab=settled").text
    act(chloe, entry, "reopen", reason="They wrote again")
    assert state(desk, entry) == DocketState.CONFIRMED


def test_to_reject_asks_for_a_reason(desk, chloe, entry):
    answer = chloe.post(f"/docket/{entry}/reject", {"reason": " "})

    assert answer.status_code == 409
    assert "Say why, in a few words." in answer.text
    assert state(desk, entry) == DocketState.POSSIBLE


def test_a_reason_is_masked(desk, chloe, entry):
    page = act(chloe, entry, "reject", reason="Rang 604-555-0187: no request")

    assert "604-555-0187" not in page
    assert ": no request" in page
    assert not any("604-555-0187" in body for body in acts_of(desk, entry))


def test_what_the_author_was_asked_and_answered_is_kept(desk, chloe, entry):
    asked = act(chloe, entry, "ask", where="private", about=["what", "when"])
    [number] = re.findall(r'name="question" value="(\d+)"', asked)
    answered = act(chloe, entry, "answer", question=number)

    assert "Asked in private: which records; of which dates." in asked
    assert "Not answered yet." in asked
    assert "Not answered yet." not in answered


def test_in_public_nothing_is_asked_about(chloe, entry):
    answer = chloe.post(f"/docket/{entry}/ask", {"where": "public", "about": ["what"]})

    assert answer.status_code == 409
    assert "What a request is about is asked in private alone." in answer.text


def test_the_clock_is_extended_stopped_and_goes_on_with_reasons(desk, chloe, entry):
    before = re.search(r"Due on (\S+)\.", chloe.get(f"/docket/{entry}").text)[1]
    extended = act(chloe, entry, "extend", days="10", reason="Very many records")
    paused = act(chloe, entry, "pause", kind="fee", reason="A fee was asked for")
    going = act(chloe, entry, "resume")

    assert re.search(r"Due on (\S+)\.", extended)[1] > before
    assert "Very many records" in extended
    assert f"Without extensions and pauses</dt><dd>{before}" in extended
    assert "No date: the clock stands still." in paused
    assert "Let the clock go on" in paused
    assert "Stop the clock" not in paused
    assert "No date" not in going


def test_a_day_before_the_receipt_is_refused(desk, chloe, entry):
    day = (NOW - timedelta(days=400)).date().isoformat()

    assert chloe.post(f"/docket/{entry}/pause", {"reason": "x", "on": day}).status_code == 409


def test_an_entry_is_put_under_another_law(chloe, entry):
    page = act(chloe, entry, "change", jurisdiction="QC", kind="own-file", reason="They live there")

    assert "one’s own file" in page
    assert "<dd>Quebec</dd>" in page


def test_nobody_is_there_to_pass_to_until_it_is_set(chloe, entry):
    act(chloe, entry, "confirm")

    answer = chloe.post(f"/docket/{entry}/pass", {"by": "configured"})

    assert answer.status_code == 409
    assert "There is nobody to pass it to." in answer.text
    assert 'value="configured"' not in answer.text


@pytest.fixture
def reachable(desk):
    """Give the coordinator a webhook where nobody listens."""
    table = desk.application.settings.access.model_copy(update={"coordinator_webhook": "http://127.0.0.1:1/docket"})
    desk.application.settings = desk.application.settings.model_copy(update={"access": table})
    return desk


def test_to_pass_an_entry_is_an_order_that_waits_and_can_be_taken_back(reachable, chloe, entry):
    act(chloe, entry, "confirm")

    ordered = act(chloe, entry, "pass", by="configured")
    twice = chloe.post(f"/docket/{entry}/pass", {"by": "configured"})
    taken_back = act(chloe, entry, "take-back")

    assert "by webhook:</strong> waiting." in ordered
    assert "Until it has, you can take that back." in ordered
    assert state(reachable, entry) == DocketState.CONFIRMED
    assert twice.status_code == 409
    assert "by webhook:</strong> taken back." in taken_back
    assert "It is taken back: the coordinator is not told." in taken_back
    assert f'action="/docket/{entry}/take-back"' not in taken_back


def test_what_failed_is_told_with_why_and_how_to_mend_it_and_is_tried_again(reachable, chloe, entry):
    act(chloe, entry, "confirm")
    act(chloe, entry, "pass", by="configured")
    passing = passing_of(reachable.application)
    for _ in range(13):
        reachable.clock.advance(minutes=31)
        passing.carry_due()
    chloe.sign_in("chloe")

    failed = chloe.get(f"/docket/{entry}").text
    again = act(chloe, entry, "pass-again")

    assert "by webhook:</strong> failed." in failed
    assert "The coordinator was not reached (ConnectionError)." in failed
    assert "ask the coordinator before you try again" in failed
    assert "attempts: 12" in failed
    assert "smbot tries once more." in again
    assert "by webhook:</strong> waiting." in again


def test_what_is_tried_again_is_told_though_it_was_carried_out_before_the_page_is_shown(reachable, chloe, entry):
    act(chloe, entry, "confirm")
    act(chloe, entry, "pass", by="configured")
    store = reachable.application.store
    with store.write() as tx:
        [order] = tx.passings_of(entry)
        tx.change_passing(order, replace(order, state=PassingState.FAILED, code="404"))
    failed = chloe.get(f"/docket/{entry}").text
    act(chloe, entry, "pass-again")
    with store.write() as tx:
        [order] = tx.passings_of(entry)
        tx.change_passing(order, replace(order, state=PassingState.PASSED))

    shown = chloe.get(f"/docket/{entry}?done=pass-again").text

    assert f'action="/docket/{entry}/take-back"' in failed
    assert "smbot tries once more." in shown


def test_the_health_page_shows_the_docket_s_alarms_to_officers_alone(desk, chloe, a_browser, entry):
    desk.clock.advance(days=3)
    chloe.sign_in("chloe")
    told = "Nobody has acknowledged a possible access request for a business day."

    assert told in chloe.get("/system").text
    assert told not in a_browser("ana").get("/system").text


def test_a_date_that_comes_due_is_told_to_the_officer_once_for_each_stage(desk, entry):
    notifier, told = desk.application.notifier(), []
    officer = Recipient(channel=Ear(told), kinds=frozenset({Kind.DOCKET}), zone=desk.application.zone, id="officer")
    notifier = replace(notifier, recipients=[officer])
    for _ in range(40):
        notifier.tell_alarms()
        desk.clock.advance(days=1)
    docket_of(desk.application).reject(desk.members["chloe"], entry, "A joke")
    notifier.tell_alarms()
    notifier.tell_alarms()

    due = [text for _, text in told if "is due on" in text or "was due on" in text]
    assert len(due) == 4  # 10, 5 and 1 days before, and overdue
    assert sum("Nobody has acknowledged" in text for _, text in told) == 1
    assert "mended" in told[-1][0]
    assert len([text for subject, text in told if "mended" in subject]) == 1


@dataclass
class Ear:
    """A channel that keeps what it is told."""

    told: list
    name: str = "reader 1"
    languages: tuple = ("en",)

    def tell(self, subject, text):
        self.told.append((subject, text))


def test_nothing_is_taken_back_or_tried_again_where_nothing_was_ordered(reachable, chloe, entry):
    for name in ("take-back", "pass-again"):
        assert chloe.post(f"/docket/{entry}/{name}").status_code == 409


def test_the_case_that_is_passed_along_is_one_of_the_entrys(desk, chloe):
    entry, mention = put_on_docket(desk)
    own, other = open_case(desk, mentions=[mention]).id, open_case(desk).id
    act(chloe, entry, "confirm")

    assert f'<option value="{own}">' in chloe.get(f"/docket/{entry}").text
    assert chloe.post(f"/docket/{entry}/pass", {"by": "export", "case": other}).status_code == 409
    page = act(chloe, entry, "pass", by="export", case=own)

    assert f'<a href="/cases/{own}">{own}</a>' in page


def test_the_evidence_is_an_archive_whose_manifest_stands_in_the_log(desk, chloe, entry):
    answer = chloe.post(f"/docket/{entry}/export")

    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"] == f'attachment; filename="docket-{entry}.zip"'
    assert answer.headers["cache-control"] == "no-store"
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert all(name.startswith(f"docket-{entry}/") for name in archive.namelist())
    [manifest] = [name for name in archive.namelist() if "manifest" in name.casefold()]
    exported = [json.loads(body) for body in acts_of(desk, entry)][-1]
    assert exported["act"] == "docket.exported"
    assert exported["detail"]["manifest"] == hashlib.sha256(archive.read(manifest)).hexdigest()


@pytest.mark.parametrize("name", ["ana", "paul", "vera", "adam"])
def test_nobody_but_officers_sees_the_docket(name, desk, a_browser, entry):
    browser = a_browser(name)

    assert browser.get("/docket").status_code == 403
    assert browser.get(f"/docket/{entry}").status_code == 403
    assert 'href="/docket"' not in browser.get("/help").text


def test_a_mentions_page_leads_to_its_entry_and_its_case(desk, chloe, a_browser):
    entry, mention = put_on_docket(desk)
    case = open_case(desk, mentions=[mention]).id

    officer, ana = (browser.get(f"/items/{mention}").text for browser in (chloe, a_browser("ana")))

    assert "What it belongs to" in officer
    assert f'<a href="/docket/{entry}">' in officer
    assert f'<a href="/cases/{case}">' in officer
    assert "possible request" in ana
    assert "Due on 20" in ana
    assert f'href="/docket/{entry}"' not in ana
    assert "What it belongs to" not in ana.replace(mention, "") or case in ana


def test_a_mention_that_belongs_to_nothing_says_nothing(desk, chloe):
    assert "What it belongs to" not in chloe.get(f"/items/{desk.add_mention()}").text


DIRECTORY = """
programs:
  - id: parking
    name: { en: "Parking permits", fr: "Vignettes de stationnement" }
services:
  - id: new-permit
    program: parking
    name: { en: "A new permit", fr: "Une nouvelle vignette" }
    words: { en: ["parking permit"], fr: ["vignette"] }
    documents:
      - { en: "the registration of the car", fr: "l’immatriculation de l’auto" }
offices:
  - id: halifax
    name: { en: "Halifax office", fr: "Bureau de Halifax" }
    programs: ["parking"]
    province: NS
    time_zone: America/Halifax
    channels: [{ kind: phone, at: "902-555-0100", languages: [en, fr] }]
other_bodies:
  - id: roads
    name: { en: "Ministry of Roads", fr: "Ministère des Routes" }
    does: { en: "mends highways", fr: "répare les autoroutes" }
    words: { en: ["highway"], fr: ["autoroute"] }
    phone: "1-800-555-0100"
"""


def test_the_right_door_stands_beside_a_post_with_what_to_bring(desk, a_browser):
    file = desk.application.configuration.folder(desk.application.settings.offices.file)
    file.write_text(DIRECTORY, "utf-8")
    ours = desk.add_mention("How do I get a parking permit?", label="question")
    theirs = desk.add_mention("The highway is full of holes.", label="wrong_office")
    neither = desk.add_mention("The highway is full of holes.", label="complaint")
    ana = a_browser("ana")

    page, other = ana.get(f"/items/{ours}").text, ana.get(f"/items/{theirs}").text
    ana.get("/language/fr")

    assert "The right door" in page
    assert "Parking permits" in page
    assert "the registration of the car" in page
    assert "902-555-0100" in page
    assert "Ministry of Roads" in other
    assert "1-800-555-0100" in other
    assert "Une nouvelle vignette" in ana.get(f"/items/{ours}").text
    assert "Ministère" not in ana.get(f"/items/{neither}").text
