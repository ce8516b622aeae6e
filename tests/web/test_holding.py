"""Legal holds placed from the page of what they keep, and found by case code, id or words."""

import re

import pytest
from web.test_audit_page import case_code
from web.test_compliance import a_case
from web.test_reveal import acts

FORM = {"matter": "2026-17", "reason": "A complaint to the commissioner."}


def matters(desk):
    mention = desk.add_mention("My card is late, says the wizard.", masks=False)
    desk.application.label_corrections().correct(desk.members["ana"], mention, ["access_request"])
    case = a_case(desk, mention)
    with desk.application.store.read() as tx:
        return {"mention": mention, "case": case.id, "docket": tx.docket_of(mention)}


def form_of(page):
    """Return what the page's form sends, beside what is typed."""
    form = re.search(r'<form method="post" action="/compliance/holds" class="box">.*?</form>', page, re.DOTALL)[0]
    sent = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    chosen = re.search(r'<option value="([^"]+)"', form)
    return sent | ({"kind": chosen[1]} if chosen else {}) | FORM


@pytest.mark.parametrize(
    ("kind", "path"), [("mention", "/items/{mention}"), ("case", "/cases/{case}"), ("docket", "/docket/{docket}")]
)
def test_a_hold_is_placed_on_the_page_of_what_it_keeps_and_stands_there(desk, an_officer, kind, path):
    found = matters(desk)
    address = path.format(**found)
    before = an_officer.get(address).text

    answer = an_officer.post("/compliance/holds", form_of(before))

    place = answer.headers["location"]
    assert answer.status_code == 303
    assert place.startswith(address)
    assert place.endswith("#holds")
    assert "No hold keeps this." in before
    assert "hold.placed" in acts(desk, found[kind])
    after = an_officer.get(place).text
    assert "No hold keeps this." not in after
    assert 'href="/compliance/holds#hold-1"' in after
    assert 'id="hold-1"' in an_officer.get("/compliance/holds").text


def test_who_is_no_officer_sees_nothing_of_holds_there(desk, a_browser):
    found = matters(desk)
    ana = a_browser("ana")

    for address in (f"/items/{found['mention']}", f"/cases/{found['case']}"):
        assert "/compliance/holds" not in ana.get(address).text


def test_a_post_says_that_a_hold_on_its_case_keeps_it(desk, an_officer):
    found = matters(desk)
    an_officer.post("/compliance/holds", FORM | {"kind": "case", "named": found["case"]})

    assert 'href="/compliance/holds#hold-1"' in an_officer.get(f"/items/{found['mention']}").text


@pytest.mark.parametrize("typed", ["{code}", "{mention}", "{case}", "{docket}", "wizard"])
def test_what_to_keep_is_found_by_code_id_or_words(desk, an_officer, typed):
    found, other = matters(desk), desk.add_mention("Another post.")
    words = typed.format(code=case_code(desk, found["case"]), **found)

    page = an_officer.post("/compliance/holds/find", {"words": words}).text

    for kind in ("mention", "author", "case", "docket"):
        subject = found["mention" if kind == "author" else kind]
        link = f"/compliance/holds?kind={kind}&amp;subject={subject}#place"
        assert link in page
        filled = an_officer.get(link.replace("&amp;", "&")).text
        assert f'value="{subject}"' in filled
        assert f'<option value="{kind}" selected>' in filled
    assert other not in page


def test_a_search_that_finds_nothing_or_is_refused_keeps_its_words(desk, an_officer):
    nothing = an_officer.post("/compliance/holds/find", {"words": "dragon"})
    refused = an_officer.post("/compliance/holds/find", {"words": "613 555-0143"})

    assert "Nothing was found." in nothing.text
    assert 'value="dragon"' in nothing.text
    assert refused.status_code == 409
    assert 'value="613 555-0143" aria-invalid="true" aria-describedby="refused"' in refused.text
    assert an_officer.get("/compliance/holds/find").headers["location"] == "/compliance/holds"


def test_the_way_back_leads_nowhere_else(desk, an_officer):
    form = FORM | {"kind": "mention", "named": desk.add_mention(), "back": "https://elsewhere.example/"}

    assert an_officer.post("/compliance/holds", form).headers["location"] == "/#holds"
