"""An officer says what masks are: right, of another kind, not personal; and what is told of doubt."""

import json
import re
from dataclasses import replace

import pytest
from fakes import mention as a_mention
from sqlmodel import select
from web.correcting import PHONE, TEXT, missed, row, rows, say, unsure

from smbot.bootstrap import bare
from smbot.core.redacted import RedactedText
from smbot.core.spans import Mask, Operator
from smbot.core.warrant import WARRANT
from smbot.raw.box import RawText
from smbot.redact.stage import Fields, redact_posts
from smbot.storage.tables import AuditRow, CorrectionRow, MaskNumberRow


def test_an_unsure_mask_is_marked_in_words_and_can_be_filtered(desk, a_browser):
    mention, other = desk.add_mention(TEXT), desk.add_mention("Call [PHONE_NUMBER 1].")
    unsure(desk, mention, 0, 1)
    browser = a_browser("ana")

    page = browser.get(f"/items/{mention}").text
    queue = browser.get("/queue?tab=all&masks=unsure").text

    assert re.search(r'class="chip chip-unsure">.*?name\xa01 <span class="unsure">\(unsure\)', page)
    assert f"/items/{mention}" in queue
    assert f"/items/{other}" not in queue
    assert "unsure masks" in queue
    assert "chip-unsure" not in browser.get(f"/items/{other}").text.split("</nav>")[-1]


def test_a_right_mask_is_in_doubt_no_longer(desk, an_officer):
    mention = desk.add_mention(TEXT)
    unsure(desk, mention, 0, 1)

    answer = say(desk, an_officer, mention, "right")

    assert answer.status_code == 303
    assert not row(desk, mention).doubtful
    assert "Noted: the mask is right." in an_officer.get(answer.headers["location"]).text


def test_a_mask_gets_another_kind_with_a_number_of_its_own(desk, an_officer):
    mention = desk.add_mention("Call [PHONE_NUMBER 1] or [CASE_NUMBER 1], [PHONE_NUMBER 1].")

    answer = say(desk, an_officer, mention, "other-kind", entity="CASE_NUMBER")
    again = say(desk, an_officer, mention, "other-kind", entity="CASE_NUMBER")

    assert answer.status_code == 303
    assert again.status_code == 409
    assert row(desk, mention).text == "Call [CASE_NUMBER 2] or [CASE_NUMBER 1], [CASE_NUMBER 2]."
    [kept] = rows(desk, CorrectionRow)
    assert (kept.kind, kept.before, kept.entity, kept.by) == ("other-kind", "PHONE_NUMBER", "CASE_NUMBER", "chloe")


def test_a_disputed_mask_stays_and_says_so(desk, an_officer):
    mention = desk.add_mention("Call [PHONE_NUMBER 1].")
    unsure(desk, mention, 0)

    answer = say(desk, an_officer, mention, "not-personal")

    page = an_officer.get(answer.headers["location"]).text
    assert row(desk, mention).text == "Call [PHONE_NUMBER 1]."
    assert "disputed" in page
    assert "It stays until somebody can see the original." in page
    assert not row(desk, mention).doubtful
    [kept] = rows(desk, CorrectionRow)
    example = json.loads(kept.example)
    assert example["spans"] == []
    assert example["own"][0] in example["text"]


def test_the_right_value_of_a_disputed_mask_gives_the_line_that_publishes_it(desk, an_officer):
    mention = desk.add_mention(f"Call {PHONE}.")
    missed(desk, an_officer, mention)

    answer = say(desk, an_officer, mention, "not-personal", value="(604) 555-0187")

    assert answer.status_code == 200
    assert "servicenord@example.ca" in answer.text
    assert "(604) 555-0187" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert row(desk, mention).masks[0]["disputed"] is True


def test_a_wrong_value_is_refused_recorded_without_itself_and_disputes_nothing(desk, an_officer):
    mention = desk.add_mention(f"Call {PHONE}.")
    missed(desk, an_officer, mention)

    answer = say(desk, an_officer, mention, "not-personal", value="604 555 0188")

    assert answer.status_code == 409
    assert "604 555 0188" not in answer.text
    assert row(desk, mention).masks[0]["disputed"] is False
    last = [json.loads(record.body) for record in rows(desk, AuditRow)][-1]
    assert (last["act"], last["detail"]) == ("mask.disputed", {"entity": "PHONE_NUMBER", "value": "differs"})


def test_what_that_line_publishes_stays_readable_names_included():
    application = bare(["Odile Gagnon", PHONE])
    post = Fields(text=RawText(f"My name is Odile Gagnon, call {PHONE} or 604 555 0111"), hint="en")

    [redaction] = redact_posts([post], application.redactor(None), application.teller)

    assert redaction.text.text == f"My name is Odile Gagnon, call {PHONE} or [PHONE_NUMBER 1]"


def number_row(desk, mention, **changes):
    """Change what is kept of the number of the mention's first mask."""
    with desk.application.store.write() as tx:
        [kept] = tx.session.exec(select(MaskNumberRow))
        for name, value in changes.items():
            setattr(kept, name, value)


@pytest.mark.parametrize("digest", ["before:1", "named-anew m-x 0 1", "gone:1"])
def test_of_a_mask_whose_value_nobody_knows_the_right_value_is_neither_refused_nor_proven(digest, desk, an_officer):
    mention = desk.add_mention(f"Call {PHONE}.")
    missed(desk, an_officer, mention)
    number_row(desk, mention, digest=digest)

    right = say(desk, an_officer, mention, "not-personal", value=PHONE)
    wrong = say(desk, an_officer, mention, "not-personal", value="604 555 0188")

    assert (right.status_code, wrong.status_code) == (303, 409)
    assert row(desk, mention).masks[0]["disputed"] is True
    values = [json.loads(record.body)["detail"].get("value") for record in rows(desk, AuditRow)]
    assert values[-2:] == ["unproven", "differs"]


@pytest.mark.parametrize(
    "mask",
    [
        {"entity": "PERSON", "operator": Operator.PSEUDONYM, "mark": "K7QF2M"},
        {"entity": "CREDIT_CARD", "operator": Operator.LAST, "mark": "1234"},
    ],
)
def test_another_value_of_the_conversation_is_not_offered_as_what_a_mask_hides(mask, desk, an_officer):
    hidden = Mask(start=0, end=0, number=0, score=0.9, recognizer="r", **mask)
    ledger = (replace(hidden, start=5, end=5 + len(hidden.shown)),)
    mention = desk.add_mention(RedactedText(f"Call {hidden.shown} or Tremblay.", ledger, WARRANT))
    missed(desk, an_officer, mention, value="Tremblay", entity="PERSON")

    answer = say(desk, an_officer, mention, "not-personal", value="Tremblay")

    assert answer.status_code == 303
    assert "Tremblay" not in an_officer.get(answer.headers["location"]).text


def test_two_cards_that_end_alike_are_judged_each_alone(desk, an_officer):
    card = Mask(start=0, end=19, entity="CREDIT_CARD", number=0, score=1, recognizer="r", operator=Operator.LAST,
                mark="1234")  # fmt: skip
    text = RedactedText(f"{card.shown} {card.shown}", (card, replace(card, start=20, end=39)), WARRANT)
    mention = desk.add_mention(text)

    answer = say(desk, an_officer, mention, "other-kind", entity="CASE_NUMBER", at=1)

    assert answer.status_code == 303
    assert row(desk, mention).text == "[CREDIT_CARD …1234] [CASE_NUMBER 1]"
    [kept] = rows(desk, MaskNumberRow)
    assert "1234" not in kept.digest


def test_more_than_any_value_has_is_not_compared(desk, an_officer):
    mention = desk.add_mention("Call [PHONE_NUMBER 1].")

    answer = say(desk, an_officer, mention, "not-personal", value="6" * 201)

    assert answer.status_code == 409
    assert "at most 200 characters" in answer.text
    assert rows(desk, CorrectionRow) == []


def test_a_post_that_was_edited_after_a_correction_asks_to_be_looked_at(desk, an_officer, a_browser):
    mention = desk.add_mention("Call [PHONE_NUMBER 1].")
    say(desk, an_officer, mention, "right")
    with desk.application.store.write() as tx:
        item = tx.item(mention)
        edited = a_mention(id=mention, conversation=item.conversation, text=RedactedText("Call josh.", (), WARRANT))
        tx.add_mention(edited, handle=b"", withheld="", tokens=())
    asked = "Its author edited the post after a compliance officer had corrected its masks"
    looked = {"version": row(desk, mention).version}

    assert asked in an_officer.get(f"/items/{mention}").text
    assert f"/items/{mention}" in a_browser("ana").get("/queue?tab=all&masks=unsure").text
    assert a_browser("ana").post(f"/items/{mention}/masks/looked-at", looked).status_code == 403
    answer = an_officer.post(f"/items/{mention}/masks/looked-at", looked)
    page = an_officer.get(answer.headers["location"]).text

    assert "Noted: nothing is missing in the edited post." in page
    assert asked not in page
    assert not row(desk, mention).doubtful
    again = {"version": row(desk, mention).version}
    assert an_officer.post(f"/items/{mention}/masks/looked-at", again).status_code == 409
