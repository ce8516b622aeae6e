"""The compliance officer's page: size, signature, verification, newest events."""

import html
import re
import secrets
from datetime import timedelta

import pytest
from web.conftest import Browser

from smbot.audit.checkpoint import sign
from smbot.bootstrap.cases import cases_of
from smbot.cases.intake import Start
from smbot.cases.model import Kind
from smbot.core.events import Act, Event
from smbot.handoff.codes import new_code, shown
from smbot.handoff.model import CaseCode
from smbot.web import event_groups
from smbot.web.app import create_app
from tests.tampering import off_guard


def test_the_page_shows_size_signature_and_newest_events(a_browser, desk):
    mention = desk.add_mention()
    desk.application.desk().claim(desk.members["ana"], mention)
    with desk.application.store.write() as tx:
        size, root = tx.audit_head()
        tx.keep_checkpoint(sign(size, root, desk.application.keys.secret("audit")))

    page = a_browser("chloe").get("/audit").text

    assert "up to record 1" in page
    assert "the mention was claimed" in page
    assert f'<a href="/items/{mention}">mention <code>{mention}</code></a>' in page
    assert "a member signed in" in page


def test_a_whole_log_verifies_and_the_check_is_logged(a_browser, desk):
    browser = a_browser("chloe")

    answer = browser.post("/audit/verify")

    assert answer.headers["location"] == "/audit#verdict"
    page = browser.get("/audit").text
    assert "The log is whole." in page
    assert "the log was checked" in page


def test_who_opens_the_page_after_a_restart_reads_when_the_log_was_verified_last(a_browser, desk):
    before = a_browser("chloe").get("/audit").text
    a_browser("chloe").post("/audit/verify")

    after = Browser(create_app(desk.application))
    after.sign_in("chloe")

    assert "Nobody has verified the log yet." in before
    assert "The log was whole." in after.get("/audit").text


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET actor = 'somebody' WHERE seq = 1",
        "DELETE FROM audit_event WHERE seq = 1",
        "UPDATE audit_event SET body = CAST('{}' AS BLOB) WHERE seq = 1",
        "UPDATE audit_event SET body = CAST('[[' AS BLOB) WHERE seq = 1",
    ],
)
def test_a_changed_log_is_told_and_the_page_still_opens(a_browser, desk, statement):
    browser = a_browser("chloe")
    with desk.application.store.write() as tx:
        for _ in range(3):
            tx.record(Event(act=Act.SYSTEM_STARTED))
    with desk.application.store.write() as tx:
        connection = tx.session.connection()
        with off_guard(connection):
            connection.exec_driver_sql(statement)

    browser.post("/audit/verify")

    page = browser.get("/audit").text
    assert "The log is not whole." in page
    assert "ecord" in page


def test_an_officer_sees_the_queue_and_changes_nothing(a_browser, desk):
    mention = desk.add_mention()
    browser = a_browser("chloe")

    assert browser.get("/queue").status_code == 200
    refused = browser.post(f"/items/{mention}/claim")
    assert refused.status_code == 409
    assert "Your role works only on what was passed to it." in refused.text
    with desk.application.store.read() as tx:
        assert tx.item(mention).claimed_by == ""
    assert 'href="/audit"' in browser.get("/queue").text


def write(desk, count, act=Act.SYSTEM_STARTED, **values):
    with desk.application.store.write() as tx:
        for _ in range(count):
            tx.record(Event(act=act, **values))


def places(page):
    return [int(one) for one in re.findall(r"/compliance/events/(\d+)/proof", page)]


def link(page, rel):
    found = re.search(rf'<a href="([^"]+)" rel="{rel}"', page)
    return html.unescape(found[1]) if found else None


def test_older_events_stand_on_further_pages_and_each_event_on_one(an_officer, desk):
    write(desk, 120)
    size = len(desk_events(desk))

    pages, address = [], "/audit"
    while address:
        pages.append(an_officer.get(address).text)
        address = link(pages[-1], "next")
    back = [pages[-1]]
    while address := link(back[-1], "prev"):
        back.append(an_officer.get(address).text)

    assert [place for page in pages for place in places(page)] == list(range(size))[::-1]
    assert sorted(place for page in back for place in places(page)) == list(range(size))
    assert 'rel="prev"' not in pages[0]
    assert places(an_officer.get("/audit").text) == places(pages[0])


def desk_events(desk):
    with desk.application.store.read() as tx:
        return list(tx.audit_records())


@pytest.mark.parametrize(
    ("query", "acts"),
    [
        ("kind=mention.claimed", ["mention.claimed"]),
        ("kind=cases", ["case.opened"]),
        ("kind=posts&person={ana}", ["mention.claimed"]),
        ("kind=mention.claimed&person=system", []),
        ("kind=nonsense", []),
        ("person=u-nobody", []),
        ("about=nonsense", []),
        ("about={case}", ["case.opened"]),
        ("kind=mention.claimed&first=2026-03-04&last=2026-03-04", ["mention.claimed"]),
        ("kind=mention.claimed&last=2026-03-03", []),
        ("kind=mention.claimed&first=2026-03-05", []),
        ("kind=mention.claimed&first=soon&before=x&after=-1", ["mention.claimed"]),
    ],
)
def test_filters_in_the_address_narrow_by_kind_person_subject_and_day(an_officer, desk, query, acts):
    mention = desk.add_mention()
    desk.application.desk().claim(desk.members["ana"], mention)
    case = cases_of(desk.application).open(desk.members["paul"], Start(kind=Kind.COMPLAINT, mentions=(mention,)))

    page = an_officer.get("/audit?" + query.format(ana=desk.members["ana"].id, case=case.id)).text

    events = {record.seq: record.act for record in desk_events(desk)}
    assert [events[place] for place in places(page)] == acts
    assert ("No event matches these filters." in page) == (not acts)


def test_events_of_a_mention_are_those_of_its_replies_too_and_lead_to_it(an_officer, desk):
    mention, other = desk.add_answered(), desk.add_answered()

    page = an_officer.get(f"/audit?about={mention}").text

    table = page[page.index("<table") :]
    assert "the reply is in the outbox" in table or "reply" in table
    assert f'href="/items/{mention}"' in table
    assert ">r-" not in table
    assert other not in table


def test_events_lead_to_the_case_and_the_docket_entry_that_they_are_about(an_officer, desk):
    mention = desk.add_mention()
    desk.application.label_corrections().correct(desk.members["ana"], mention, ["access_request"])
    case = cases_of(desk.application).open(desk.members["paul"], Start(kind=Kind.COMPLAINT, mentions=(mention,)))
    with desk.application.store.read() as tx:
        docket = tx.docket_of(mention)

    page = an_officer.get("/audit").text

    for address in (f"/items/{mention}", f"/cases/{case.id}", f"/docket/{docket}"):
        assert f'href="{address}"' in page
        assert an_officer.get(address).status_code == 200


def test_a_case_code_finds_the_events_of_its_case(an_officer, desk):
    mention = desk.add_mention()
    case = cases_of(desk.application).open(desk.members["ana"], Start(kind=Kind.COMPLAINT, mentions=(mention,)))
    code = case_code(desk, case.id)

    page = an_officer.get("/audit", params={"about": f" {code.lower()} "}).text

    assert "a case was opened" in page or f"/cases/{case.id}" in page
    assert places(page)


def case_code(desk, case):
    """Give a case a code; return it as it is shown."""
    now = desk.clock.now()
    code = new_code(secrets.randbelow)
    with desk.application.store.write() as tx:
        tx.add_code(CaseCode(code=code, case=case, made_at=now, made_by="ana", expires_at=now + timedelta(days=9)))
    return shown(code)


def test_a_clock_that_was_set_back_hides_no_event_of_a_day(a_browser, desk):
    one, two, three = (desk.add_mention() for _ in range(3))
    write(desk, 1, subject=one)
    desk.clock.advance(hours=30)
    write(desk, 1, subject=two)
    desk.clock.advance(hours=-15)
    write(desk, 1, subject=three)
    an_officer = a_browser("chloe")

    page = an_officer.get("/audit?kind=system.started&last=2026-03-04").text

    assert one in page
    assert three not in page
    assert three in an_officer.get("/audit?kind=system.started&first=2026-03-05&last=2026-03-05").text


def test_every_kind_of_event_is_in_one_group_and_each_group_has_some():
    assert sorted(act for acts in event_groups.KINDS.values() for act in acts) == sorted(Act)
    assert all(event_groups.KINDS[group] for group in event_groups.Group)
