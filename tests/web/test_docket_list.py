"""The list of the docket: pages, filters in the address, and the same by the API."""

import re

import pytest
from web.api import Program, a_token
from web.test_docket import put_on_docket

from smbot.bootstrap.access import docket_of
from smbot.core.ids import DocketId
from smbot.web.docket_view import DocketView, docket_view_of


@pytest.fixture
def chloe(a_browser):
    return a_browser("chloe")


def listed(page):
    return re.findall(r'<a href="/docket/(d-[^"]+)">', page)


def settle(desk, entry, reason="No request"):
    docket_of(desk.application).reject(desk.members["chloe"], DocketId(entry), reason)


def test_pages_of_fifty_lead_on_and_back_and_repeat_nothing(desk, chloe):
    for _ in range(51):
        put_on_docket(desk)

    first, second = chloe.get("/docket").text, chloe.get("/docket?page=2").text

    assert len(listed(first)) == 50
    assert len(set(listed(first) + listed(second))) == 51
    assert 'href="/docket?page=2" rel="next"' in first
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second
    assert chloe.get("/docket?page=9").status_code == 303


def test_settled_entries_stand_on_pages_of_their_own_newest_first(desk, chloe):
    older = put_on_docket(desk)[0]
    settle(desk, older)
    desk.clock.advance(days=1)
    newer = put_on_docket(desk)[0]
    settle(desk, newer)
    chloe.sign_in("chloe")

    assert listed(chloe.get("/docket?tab=settled").text) == [newer, older]
    assert not listed(chloe.get("/docket").text)


def test_filters_narrow_and_an_empty_answer_says_how_to_clear_them(desk, chloe):
    possible, confirmed = put_on_docket(desk)[0], put_on_docket(desk)[0]
    docket_of(desk.application).confirm(desk.members["chloe"], DocketId(confirmed), "")

    assert listed(chloe.get("/docket?state=confirmed").text) == [confirmed]
    assert listed(chloe.get("/docket?state=possible&kind=general").text) == [possible]
    assert set(listed(chloe.get("/docket?law=CA").text)) == {possible, confirmed}
    nothing = chloe.get("/docket?law=YT").text
    assert "Nothing matches these filters." in nothing
    assert '<a href="/docket?">Clear the filters</a>' in nothing


def test_only_what_is_overdue_or_due_soon_is_listed_where_that_is_asked(desk, chloe):
    late = put_on_docket(desk, minutes_old=60 * 24 * 60)[0]
    put_on_docket(desk)

    assert listed(chloe.get("/docket?alarm=1").text) == [late]


def test_what_an_address_says_wrongly_is_left_out():
    wrong = {"tab": "nonsense", "state": "closed", "kind": "?", "law": "ZZ", "alarm": "2", "page": "-1"}

    assert docket_view_of(wrong) == DocketView()
    assert docket_view_of({"tab": "settled", "alarm": "1"}) == DocketView(settled=True)


def test_programs_read_the_docket_page_by_page(desk, app):
    entries = {put_on_docket(desk)[0] for _ in range(3)}
    settle(desk, settled := put_on_docket(desk)[0])
    program = Program(app, a_token(desk, "chloe").secret)

    first = program.get("/docket?limit=2").json()
    second = program.get(f"/docket?limit=2&cursor={first['next']}").json()

    pages = [row["id"] for row in first["items"] + second["items"]]
    assert second["next"] is None
    assert set(pages) == entries | {settled}
    assert pages[-1] == settled
    assert not program.get("/docket?jurisdiction=YT").json()["items"]
