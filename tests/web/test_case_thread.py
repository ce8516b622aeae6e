"""The private side of a case on the desk: who sees that there is anything, codes, and the thread that is opened."""

import json
import re

import pytest
from web.casework import WRITTEN, acts_of, open_case, version, write_in_private

from smbot.bootstrap.cases import assignee_of, cases_of
from smbot.bootstrap.private import persons_thread, private_desk
from smbot.core.events import Act
from smbot.handoff.arriving import Arrived, keep_arrived
from smbot.handoff.model import Channel
from smbot.handoff.opening import open_private
from smbot.raw.box import RawText

CODE = re.compile(r'<p class="code" translate="no">([A-Z0-9-]+)</p>')


@pytest.fixture
def ana(a_browser):
    return a_browser("ana")


@pytest.fixture
def case(desk):
    """A case of Ana's."""
    return open_case(desk).id


@pytest.fixture
def code(desk, ana, case):
    """A code that Ana made, under which the person wrote."""
    [made] = CODE.findall(ana.post(f"/cases/{case}/code").text)
    write_in_private(desk, made)
    return made


def acts(desk, case):
    return [json.loads(body)["act"] for body in acts_of(desk, case)]


def test_a_fresh_code_is_shown_large_once_with_how_to_say_it(desk, ana, case):
    page = ana.post(f"/cases/{case}/code").text

    [code] = CODE.findall(page)
    assert " – ".join(" ".join(group) for group in code.split("-")) in page
    assert "0 is the digit zero" in page
    assert not CODE.findall(ana.get(f"/cases/{case}").text)
    assert code in ana.get(f"/cases/{case}").text, "the list of codes shows it to the assignee"


def test_a_thread_is_written_into_the_log_before_it_is_shown_and_stands_at_no_address(desk, ana, case, code):
    assert WRITTEN not in ana.get(f"/cases/{case}").text

    page = ana.post(f"/cases/{case}/thread")

    assert WRITTEN in page.text
    assert page.headers["cache-control"] == "no-store"
    assert acts(desk, case)[-1] == Act.PRIVATE_OPENED
    assert ana.get(f"/cases/{case}/thread").status_code == 405
    assert WRITTEN not in ana.get(f"/cases/{case}").text


@pytest.mark.parametrize("name", ["paul", "petra", "vera", "chloe"])
def test_nobody_else_sees_that_there_is_anything(name, desk, a_browser, ana, case, code):
    ana.post(f"/cases/{case}/thread")
    empty = open_case(desk).id
    browser = a_browser(name)

    page, other = browser.get(f"/cases/{case}").text, browser.get(f"/cases/{empty}").text

    assert "are for whoever has the case" in page
    assert code not in page

    def private(text):
        return text.partition('aria-labelledby="private"')[2].partition("</section>")[0]

    assert private(page) == private(other)
    past = [text.partition('aria-labelledby="past"')[2] for text in (page, other)]
    assert past[0].count("<li>") == past[1].count("<li>")


@pytest.mark.parametrize("what", ["thread", "thread/answer", "thread/delete", "code", "code/renew", "code/revoke"])
def test_a_colleague_gets_nothing_from_a_form_that_was_not_shown(what, desk, a_browser, ana, case, code):
    paul = a_browser("paul")

    answer = paul.post(f"/cases/{case}/{what}", {"code": code, "draft": "Hello", "reason": "x"})

    assert answer.status_code == 409
    assert WRITTEN not in answer.text
    if what.startswith("thread"):
        assert acts(desk, case)[-1] == Act.PRIVATE_REFUSED
    with desk.application.store.read() as tx:
        [kept] = tx.codes_of(case)
        assert kept.revoked_at is None
        assert len(tx.private_messages(case)) == 1


def test_whoever_takes_the_case_over_reads_and_whoever_gave_it_reads_no_more(desk, a_browser, ana, case, code):
    ana.post(f"/cases/{case}/hand-over", version(desk, case) | {"to": "paul", "reason": "I am away"})

    assert ana.post(f"/cases/{case}/thread").status_code == 409
    assert WRITTEN in a_browser("paul").post(f"/cases/{case}/thread").text


def test_an_answer_is_sealed_for_the_person(desk, ana, case, code):
    opened = ana.post(f"/cases/{case}/thread").text
    assert "Seal and send the answer" in opened

    desk.clock.advance(minutes=1)
    answer = ana.post(f"/cases/{case}/thread/answer", {"draft": "Somebody comes on Monday."})
    page = ana.get(answer.headers["location"]).text

    assert "The answer is sealed." in page
    assert "Somebody comes on Monday." not in page
    assert "Answered: 1." in page
    thread = private_desk(desk.application, assignee_of(desk.application)).open_thread(case, desk.members["ana"])
    assert open_private(thread[-1].said.text) == "Somebody comes on Monday."
    with desk.application.store.read() as tx:
        assert tx.private_messages(case)[-1].author == "ana"


def test_an_answer_that_nobody_could_read_is_kept_in_the_box(desk, ana, case):
    answer = ana.post(f"/cases/{case}/thread/answer", {"draft": "Somebody comes <Monday>."})

    assert answer.status_code == 409
    assert "Nobody could read an answer" in answer.text
    assert "Somebody comes &lt;Monday&gt;.</textarea>" in answer.text


def test_a_colleague_who_lost_the_case_while_typing_gets_the_words_back(desk, ana, a_browser, case, code):
    cases_of(desk.application).assign(desk.members["paul"], case, "paul")

    answer = ana.post(f"/cases/{case}/thread/answer", {"draft": "Somebody comes."})

    assert "What you typed, which was not sent" in answer.text
    assert "Somebody comes.</textarea>" in answer.text


def test_what_the_person_wants_is_shown_with_the_thread(desk, ana, case):
    [code] = CODE.findall(ana.post(f"/cases/{case}/code").text)
    write_in_private(desk, code, channel=Channel.CALL_BACK, contact="604-555-0187")

    page = ana.post(f"/cases/{case}/thread").text

    assert "asks for a call" in page
    assert "604-555-0187" in page
    assert "604-555-0187" not in ana.get(f"/cases/{case}").text


def test_a_code_is_renewed_and_revoked(desk, ana, case, code):
    desk.clock.advance(minutes=5)

    renewed = ana.get(ana.post(f"/cases/{case}/code/renew", {"code": code}).headers["location"]).text
    revoked = ana.get(ana.post(f"/cases/{case}/code/revoke", {"code": code}).headers["location"]).text

    assert "The code holds longer" in renewed
    assert "The code opens nothing any more." in revoked
    assert ana.post(f"/cases/{case}/code/revoke", {"code": code}).status_code == 409


def test_a_code_of_another_case_is_not_touched(desk, ana, case, code):
    other = open_case(desk).id

    assert ana.post(f"/cases/{other}/code/revoke", {"code": code}).status_code == 409
    with desk.application.store.read() as tx:
        assert tx.codes_of(case)[0].revoked_at is None


def test_what_the_person_wants_deleted_is_destroyed_with_a_reason(desk, ana, case):
    [code] = CODE.findall(ana.post(f"/cases/{case}/code").text)
    visitor = write_in_private(desk, code)
    assert "Destroy what the person wrote" not in ana.get(f"/cases/{case}").text
    deleted = persons_thread(desk.application).delete(visitor)

    if not deleted:
        assert "Destroy what the person wrote" in ana.get(f"/cases/{case}").text
        answer = ana.post(f"/cases/{case}/thread/delete", {"reason": "They asked"})
        assert "What the person wrote is destroyed." in ana.get(answer.headers["location"]).text
    page = ana.post(f"/cases/{case}/thread").text

    assert WRITTEN not in page
    assert "Deleted, because the person asked for it." in page


@pytest.mark.parametrize(
    ("by_code", "told"), [(False, "The person wrote"), (True, "Somebody who names the code of this case wrote")]
)
def test_a_platforms_message_tells_how_it_came_and_whether_somebody_else_may_have_written(
    desk, ana, case, by_code, told
):
    mention = desk.add_comment()
    arrivals = desk.application.pipeline(None).redaction.keeping.arrivals
    arrived = Arrived(
        mention=mention, case=case, language="en", at=desk.clock.now(), by_code=by_code, words=(RawText("Marmalade."),)
    )
    ready = arrivals.seal(arrived)
    with desk.application.store.write() as tx:
        keep_arrived(tx, ready, "townhall")

    page = ana.post(f"/cases/{case}/thread").text

    assert told in page
    assert f'<a href="/items/{mention}">' in page
    assert "Marmalade." in page
