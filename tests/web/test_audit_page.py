"""The compliance officer's page: size, signature, verification, newest events."""

import pytest
from web.conftest import Browser

from smbot.audit.checkpoint import sign
from smbot.core.events import Act, Event
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
    assert f'<a href="/items/{mention}">{mention}</a>' in page
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
    assert browser.post(f"/items/{mention}/claim").status_code == 403
    assert 'href="/audit"' in browser.get("/queue").text
