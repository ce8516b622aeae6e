"""Every page of the desk at 390 pixels, in both languages: none scrolls sideways, nor do the records of the log."""

import pytest
from browser.test_accessibility import NO_SCROLL, officers_desk
from web.casework import open_case
from web.test_access import TABLE
from web.test_docket import put_on_docket

from smbot.bootstrap.access import docket_of
from smbot.web.help_pages import TOPICS

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
UNFOLDED = "document.querySelectorAll('details').forEach(d => { d.open = true })"
LOG_FITS = "[...document.querySelectorAll('.scroll:has(.log)')].map(e => e.scrollWidth <= e.clientWidth)"
NO_PAGES = ("/health", "/events", "/queue/rows", "/queue/find", "/compliance/holds/find", "/sign-in/service")
"""What leads elsewhere, or answers machines."""
READERS = ("chloe", "paul", "adam")


def is_a_page(method, path):
    return method == "GET" and path != "/" and "{" not in path and not path.startswith(NO_PAGES) and path[-4:] != ".csv"


@pytest.fixture(scope="module")
def pages(desk):
    """The pages that three people read: each whose address names nothing, and some of those that name something."""
    chloe = desk.members["chloe"]
    entry, asked = put_on_docket(desk)
    docket_of(desk.application).reject(chloe, put_on_docket(desk)[0], "It asks for nothing that is on record.")
    mention = desk.add_mention("Call [PHONE_NUMBER 1] or [CA_SIN 1] about it.")
    case = open_case(desk, who="paul", mentions=[asked])
    found = {who: [] for who in READERS}
    for (method, path), granted in TABLE.items():
        if is_a_page(method, path):
            found[next(who for who in READERS if who in granted)].append(path)
    found["chloe"] += [f"/docket/{entry}", "/docket?tab=settled", "/docket?law=YT", *officers_desk(desk, mention)]
    found["paul"] += [f"/items/{mention}", f"/cases/{case.id}", *(f"/help/{topic}" for topic in TOPICS)]
    found["adam"] += [f"/administration/members/{chloe.id}", "/administration/playbooks/praise.yaml"]
    return found


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_page_scrolls_sideways_on_a_phone(window, pages, language):
    for who, addresses in pages.items():
        made = window(who, **PHONE)
        made.open(f"/language/{language}?next=/help")
        for path in addresses:
            made.open(path)
            made.page.evaluate(UNFOLDED)
            assert made.page.evaluate(NO_SCROLL), path


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_records_of_the_log_stack_on_a_phone(window, pages, language):
    made = window("chloe", **PHONE)
    made.open(f"/language/{language}?next=/help")
    for path in ("/audit", "/compliance/people", next(p for p in pages["chloe"] if "timeline" in p)):
        made.open(path)
        assert made.page.evaluate(LOG_FITS) == [True], path
