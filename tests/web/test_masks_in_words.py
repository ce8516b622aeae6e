"""What people typed is kept masked; every page tells its masks in the reader's words, as it does those of posts."""

import pytest
from web.casework import open_case, version
from web.test_docket import put_on_docket

CALLED = "Marie Tremblay called from 604-555-0187."
WORDS = {"en": "[phone\u00a01]", "fr": "[téléphone\u00a01]"}
REPORT = {"title": "Shown: 604-555-0187", "what": CALLED, "discovered": "2026-03-04"}


def _written(desk, browser):
    """Pages by what was typed there."""
    mention = desk.add_mention()
    case, entry = open_case(desk, mentions=(mention,), who="ana").id, put_on_docket(desk)[0]
    browser.post("/compliance/breaches", REPORT)
    browser.post("/compliance/holds", {"kind": "docket", "named": entry, "matter": CALLED, "reason": CALLED})
    browser.post(f"/docket/{entry}/reject", {"reason": CALLED})
    return {
        "breach": "/compliance/breaches/1",
        "register": "/compliance/breaches",
        "holds": "/compliance/holds",
        "docket": f"/docket/{entry}",
        "log": "/audit",
        "case": f"/cases/{case}",
    }


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("page", ["breach", "register", "holds", "docket", "log", "case"])
def test_masks_in_what_people_typed_are_told_in_words(desk, an_officer, a_browser, page, language):
    pages = _written(desk, an_officer)
    ana = a_browser("ana")
    case = pages["case"].rpartition("/")[2]
    for name, field in (("note", "text"), ("task", "text"), ("escalate", "reason"), ("page", "reason")):
        ana.post(f"/cases/{case}/{name}", {field: CALLED, "version": version(desk, case)})
    reader = ana if page == "case" else an_officer
    reader.get(f"/language/{language}?next=/")

    told = reader.get(pages[page]).text

    assert WORDS[language] in told.replace("&nbsp;", "\u00a0")
    assert "[PHONE_NUMBER" not in told
