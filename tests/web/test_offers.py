"""The page “The active offer”: proof by reply, office and employee, waits by language, the right door, its CSV file."""

import csv
import io
from datetime import timedelta

import pytest
from sqlmodel import select
from web.making import NOW
from web.test_docket import DIRECTORY

from smbot.core.events import Act, Event
from smbot.storage.tables import MentionRow, ReplyRow

DOOR = "Hello, bonjour! Highways are the work of the Ministry of Roads: 1-800-555-0100."


def answer(desk, *, language="en", waited=60, employee="paul", office="halifax", made=("en", "fr"), text="", **values):
    """Answer a mention `waited` minutes after it was posted, with the offer that it made; return the reply's id."""
    mention = desk.add_mention(minutes_old=waited, **values)
    desk.application.desk().approve(desk.members["paul"], mention)
    with desk.application.store.write() as tx:
        row = tx.session.exec(select(ReplyRow).where(ReplyRow.mention == mention)).one()
        row.state, row.sent_at, row.language = "sent", desk.clock.now(), language
        row.text = text or row.text
        detail = {"office": office, "order": ["en", "fr"], "languages": list(made)}
        tx.record(Event(act=Act.OFFER_MADE, actor=employee, subject=row.id, detail=detail))
        return row.id


@pytest.fixture
def directory(desk):
    """The directory of offices with one office and one other body."""
    file = desk.application.configuration.folder(desk.application.settings.offices.file)
    file.write_text(DIRECTORY, "utf-8")


def test_where_nothing_went_out_the_page_says_so(a_browser):
    page = a_browser("paul").get("/offers").text

    assert "No reply went out in this time" in page
    assert "2026-02-03 to 2026-03-04" in page
    assert "<table>" not in page


def test_each_reply_office_and_employee_is_proved_with_waits_by_language(desk, directory, a_browser):
    replies = [answer(desk, waited=minutes) for minutes in (10, 20, 30, 600)]
    french = answer(desk, language="fr", waited=90, employee="petra", office="", made=("en",))

    page = a_browser("chloe").get("/offers").text

    assert all(reply in page for reply in (*replies, french))
    assert "Replies: 5. Offer made in full, in the order that was due: 4 (80%)." in page
    assert '<th scope="row">Halifax office</th><td>4</td><td>4</td><td>100%</td>' in page
    assert '<th scope="row">petra</th><td>1</td><td>0</td><td>0%</td>' in page
    assert '<th scope="row">English</th><td>4</td><td>25\xa0min</td><td>10\xa0h</td>' in page
    assert '<th scope="row">French</th><td>1</td><td>1\xa0h 30\xa0min</td>' in page


def test_posts_at_the_wrong_office_are_counted_with_those_led_to_a_door_and_those_who_came_back(
    desk, directory, a_browser
):
    for text in (DOOR, DOOR, "Hello, bonjour! We can help you find it in private."):
        answer(desk, label="wrong_office", text=text)
    desk.add_mention(label="wrong_office")
    with desk.application.store.write() as tx:
        [first, *_] = tx.session.exec(select(ReplyRow).where(ReplyRow.text == DOOR)).all()
        author = tx.session.get_one(MentionRow, first.mention).pseudonym
    desk.clock.advance(days=1)
    desk.set_mention(desk.add_mention(minutes_old=5), pseudonym=author)
    desk.clock.advance(days=8)

    page = a_browser("paul").get("/offers").text

    assert "Posts at the wrong office: 4. Led to the right door: 2." in page
    assert "did not come back within seven days: 50% (1 of 2)." in page


def test_the_period_stands_in_the_address(desk, a_browser):
    reply, browser = answer(desk), a_browser("paul")
    today, before = NOW.date().isoformat(), (NOW.date() - timedelta(days=1)).isoformat()

    assert reply in browser.get(f"/offers?from={today}&to={today}").text
    earlier = browser.get(f"/offers?from={before}&to={before}").text
    assert reply not in earlier
    assert f'name="to" value="{before}"' in earlier


@pytest.mark.parametrize("query", ["from=never", "from=2026-03-04&to=2026-03-01", "to=2026-03-05", "from=1999-01-01"])
def test_a_period_that_cannot_be_is_refused_with_how_to_write_it(a_browser, query):
    answer = a_browser("paul").get(f"/offers?{query}")

    assert answer.status_code == 400
    assert "Name two days in order, up to today." in answer.text
    assert "2026-03-04" in answer.text


def test_every_reply_is_in_the_csv_file_and_none_is_a_formula(desk, a_browser):
    reply = answer(desk, employee="=cmd", waited=61)

    found = a_browser("paul").get("/offers.csv?from=2026-03-01&to=2026-03-04")

    rows = list(csv.reader(io.StringIO(found.text)))
    assert 'filename="smbot-offers-2026-03-01-2026-03-04.csv"' in found.headers["content-disposition"]
    assert len(rows) == 2
    assert rows[1][1:] == [reply, "halifax", "'=cmd", "en fr", "en fr", "yes", "en", "61"]


@pytest.mark.parametrize("query", ["from=2026-03-31&to=2026-03-01", "from=yesterday"])
def test_wrong_days_give_no_file_and_the_page_says_what_is_wrong(a_browser, query):
    paul = a_browser("paul")

    found, page = paul.get(f"/offers.csv?{query}"), paul.get(f"/offers?{query}")

    assert (found.status_code, page.status_code) == (400, 400)
    assert found.headers["content-type"].startswith("text/html")
    assert "content-disposition" not in found.headers


@pytest.mark.parametrize(("name", "there"), [("paul", True), ("chloe", True), ("ana", False), ("vera", False)])
def test_the_menu_leads_there_whom_it_is_for(a_browser, name, there):
    assert ('href="/offers"' in a_browser(name).get("/help").text) == there


def test_the_page_holds_no_word_of_a_post(desk, a_browser):
    answer(desk, label="wrong_office", text=DOOR)

    page = a_browser("paul").get("/offers").text

    assert "Reply by reply" in page
    assert "my card is still not here" not in page
