"""What the desk shows of what its schedule let go: that it was disposed of, its certificate, and no word of it."""

from web.casework import open_case

from smbot.core.events import Act, Event
from smbot.retention.model import RecordKind, certified


def dispose(desk, kind, record):
    """What `smbot retention run` does with one record."""
    with desk.application.store.write() as tx:
        disposed = tx.dispose(kind, record)
        certificate = certified(kind, [disposed])
        tx.keep_disposals(certificate, [disposed])
        detail = {"kind": kind.value, "count": 1, "digest": certificate.digest, "days": 800}
        tx.record(Event(act=Act.RECORDS_DISPOSED, actor="chloe", detail=detail))


def test_a_disposed_post_has_a_page_without_words(desk, an_officer):
    mention = desk.add_mention()
    dispose(desk, RecordKind.MENTION, mention)

    page, listed = an_officer.get(f"/items/{mention}"), an_officer.get("/queue?state=disposed")

    assert (page.status_code, listed.status_code) == (200, 200)
    assert "disposed" in page.text
    assert "[PHONE_NUMBER" not in page.text


def test_a_disposed_case_keeps_its_page_without_notes(desk, an_officer):
    case = open_case(desk)
    dispose(desk, RecordKind.CASE, getattr(case, "id", case))

    page = an_officer.get(f"/cases/{getattr(case, 'id', case)}")

    assert page.status_code == 200


def test_the_certificate_stands_among_the_disposals(desk, an_officer):
    dispose(desk, RecordKind.MENTION, desk.add_mention())

    page = an_officer.get("/compliance/disposals").text

    assert "records whose time was over" in page
    assert "the schedule for records of its kind" in page
