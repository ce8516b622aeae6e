"""An officer says what masks are, and masks what was missed."""

import json
import re

import pytest
from leaks.sinks import found_below
from sqlmodel import select
from web.making import ROLES

from smbot.bootstrap import bare
from smbot.core.states import ReplyState
from smbot.raw.box import RawText
from smbot.redact.stage import Fields, redact_posts
from smbot.storage.tables import AuditRow, CorrectionRow, MentionRow, ReplyRow, TokenRow
from smbot.training.gold import read_gold

PHONE = "604 555 0187"
TEXT = f"Week nine. [PERSON 1] said call {PHONE}, and again 604-555-0187. Thanks [PERSON 1]."


@pytest.fixture
def an_officer(a_browser):
    return a_browser("chloe")


def rows(desk, table):
    with desk.application.store.read() as tx:
        return list(tx.session.exec(select(table)))


def row(desk, mention):
    with desk.application.store.read() as tx:
        return tx.session.get_one(MentionRow, mention)


def missed(desk, browser, mention, value=PHONE, entity="PHONE_NUMBER", version=None):
    seen = row(desk, mention).version if version is None else version
    return browser.post(f"/items/{mention}/masks/missed", {"version": seen, "value": value, "entity": entity})


def say(desk, browser, mention, said, **fields):
    values = {"version": row(desk, mention).version, "at": 0, "said": said} | fields
    return browser.post(f"/items/{mention}/masks/say", values)


def unsure(desk, mention, *places):
    masks = [mask | {"doubtful": n in places} for n, mask in enumerate(row(desk, mention).masks)]
    desk.set_mention(mention, masks=masks, doubtful=bool(places))


@pytest.mark.parametrize("name", [*ROLES, None])
@pytest.mark.parametrize("act", ["missed", "say"])
def test_only_a_compliance_officer_corrects_masks(name, act, desk, a_browser):
    mention = desk.add_mention(TEXT)
    fields = {"missed": {"value": PHONE, "entity": "PHONE_NUMBER"}, "say": {"at": 0, "said": "right"}}[act]

    answer = a_browser(name).post(f"/items/{mention}/masks/{act}", {"version": row(desk, mention).version} | fields)

    allowed = name == "chloe"
    assert (answer.status_code == 303) == allowed
    assert (PHONE not in row(desk, mention).text) == (allowed and act == "missed")
    assert len(rows(desk, CorrectionRow)) == allowed


@pytest.mark.parametrize("name", ["vera", "ana", "paul"])
def test_the_forms_are_shown_to_officers_alone(name, desk, a_browser, an_officer):
    mention = desk.add_mention(TEXT)

    assert "/masks/" not in a_browser(name).get(f"/items/{mention}").text
    assert "/masks/missed" in an_officer.get(f"/items/{mention}").text


def test_a_missed_stretch_is_masked_in_the_whole_conversation_and_the_guard_knows_it(desk, an_officer):
    mention = desk.add_mention(TEXT, evidence=["Week nine", "and again"])
    other = desk.add_mention("I too rang (604) 555-0187 [PHONE_NUMBER 1]", draft=None)
    stranger = desk.add_mention(f"Call {PHONE}")
    conversation = row(desk, mention).conversation
    desk.set_mention(other, conversation=conversation)

    answer = missed(desk, an_officer, mention)

    assert answer.status_code == 303
    assert row(desk, mention).text == (
        "Week nine. [PERSON 1] said call [PHONE_NUMBER 2], and again [PHONE_NUMBER 2]. Thanks [PERSON 1]."
    )
    assert row(desk, other).text == "I too rang ([PHONE_NUMBER 2] [PHONE_NUMBER 1]"
    assert row(desk, stranger).text == f"Call {PHONE}"
    shown = [row(desk, mention).text[e["start"] : e["end"]] for e in row(desk, mention).evidence]
    assert shown == ["Week nine", "and again"]
    digester = desk.application.digester
    assert digester.token(conversation, "6045550187") in {token.digest for token in rows(desk, TokenRow)}
    refusal = desk.application.guard()(
        desk.application.desk().item(desk.members["ana"], mention), "604.555.0187", "public"
    )
    assert any(problem.rule == "echo" for problem in refusal)


def test_what_a_post_carries_beside_its_text_is_corrected_with_it(desk, an_officer):
    mention = desk.add_mention("Look at this, [PERSON 1].")
    mask = row(desk, mention).masks[0] | {"start": 3, "end": 13, "doubtful": True}
    parts = [
        {"kind": "picture", "text": f"by [PERSON 1], {PHONE}", "masks": [mask]},
        {"kind": "quoted", "text": None, "masks": []},
    ]
    desk.set_mention(mention, parts=parts, doubtful=True)

    first = missed(desk, an_officer, mention)
    second = say(desk, an_officer, mention, "other-kind", entity="HANDLE", at=1)

    item = desk.application.desk().item(desk.members["ana"], mention)
    assert (first.status_code, second.status_code) == (303, 303)
    assert item.parts[0].text.text == "by [HANDLE 1], [PHONE_NUMBER 1]"
    assert item.parts[1].text is None
    assert item.text.text == "Look at this, [HANDLE 1]."
    assert not row(desk, mention).doubtful
    assert [kind for *_, kind in json.loads(rows(desk, CorrectionRow)[-1].example)["spans"]] == [
        "HANDLE",
        "HANDLE",
        "PHONE_NUMBER",
    ]


def test_the_page_tells_that_it_is_done_and_shows_the_value_no_more(desk, an_officer):
    mention = desk.add_mention(TEXT)

    answer = missed(desk, an_officer, mention)
    page = an_officer.get(answer.headers["location"])

    assert "The stretch is masked now" in page.text
    assert PHONE not in page.text
    assert "604-555-0187" not in page.text
    assert "an officer masked what had been missed" in page.text


def test_drafts_and_replies_lose_the_value_and_what_waits_to_leave_is_stopped(desk, an_officer):
    mention = desk.add_mention(TEXT)
    desk.application.desk().approve(desk.members["paul"], mention)
    words = f"Bonjour! We rang {PHONE}."
    desk.set_reply(mention, text=words, seen_text=words)
    desk.set_mention(mention, draft=words, drafted_by="ana", first_approver="paul")

    answer = missed(desk, an_officer, mention)

    [reply] = rows(desk, ReplyRow)
    assert answer.status_code == 303
    assert (reply.text, reply.seen_text) == ("Bonjour! We rang [PHONE_NUMBER 1].",) * 2
    assert (reply.state, reply.code) == (ReplyState.REFUSED, "echo")
    assert row(desk, mention).draft == "Bonjour! We rang [PHONE_NUMBER 1]."
    assert row(desk, mention).first_approver == ""


@pytest.mark.parametrize("state", [ReplyState.SENDING, ReplyState.UNKNOWN])
def test_nothing_is_changed_while_a_reply_that_holds_the_words_is_leaving(state, desk, an_officer):
    mention = desk.add_mention(TEXT)
    desk.application.desk().approve(desk.members["paul"], mention)
    desk.set_reply(mention, text=f"We rang {PHONE}.", state=state)

    answer = missed(desk, an_officer, mention)

    assert answer.status_code == 409
    assert "may be leaving now" in answer.text
    assert PHONE in row(desk, mention).text
    assert rows(desk, CorrectionRow) == []


def test_a_draft_of_the_playbooks_own_words_stays(desk, an_officer):
    mention = desk.add_mention("Ask for Marin Working days.")

    missed(desk, an_officer, mention, value="Working days", entity="PERSON")

    assert "two working days" in row(desk, mention).draft


@pytest.mark.parametrize(
    ("value", "entity", "told"),
    [
        ("604 555 9999", "PHONE_NUMBER", "do not stand in the visible text"),
        ("[PERSON 1]", "PERSON", "do not stand in the visible text"),
        (" ", "PERSON", "do not stand in the visible text"),
        ("Week nine", "SECRET", "no kind of personal information of this name"),
        ("x" * 300, "PERSON", "at most 200 characters"),
    ],
)
def test_what_cannot_be_masked_is_refused_and_never_repeated(value, entity, told, desk, an_officer):
    mention = desk.add_mention(TEXT)

    answer = missed(desk, an_officer, mention, value=value, entity=entity)

    assert answer.status_code == 409
    assert told in answer.text
    assert (value not in TEXT and value.strip() not in answer.text) or value in {"Week nine", " ", "[PERSON 1]"}
    assert rows(desk, CorrectionRow) == []


def test_who_saw_an_older_version_is_told_and_a_withheld_post_is_refused(desk, an_officer):
    mention = desk.add_mention(TEXT)
    withheld = desk.add_mention("x", withheld="failed:ValueError")

    assert missed(desk, an_officer, mention, version=0).status_code == 409
    assert missed(desk, an_officer, withheld).status_code == 409
    assert (
        an_officer.post("/items/m-none/masks/missed", {"version": 1, "value": "x", "entity": "PERSON"}).status_code
        == 404
    )
    assert say(desk, an_officer, mention, "right", at=7).status_code == 409
    assert say(desk, an_officer, mention, "right", at=-1).status_code == 409
    assert say(desk, an_officer, mention, "missed").status_code == 422
    assert say(desk, an_officer, mention, "nonsense").status_code == 422


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


def test_the_example_holds_invented_values_and_no_true_one(desk, an_officer, tmp_path):
    mention = desk.add_mention(TEXT.replace(PHONE, "six oh four 555 01 87"))

    missed(desk, an_officer, mention, value="six oh four 555 01 87")

    [kept] = rows(desk, CorrectionRow)
    file = tmp_path / "gold.jsonl"
    file.write_text(kept.example, "utf-8")
    [post] = read_gold(file)
    found = [(span.entity, post.text[span.start : span.end]) for span in post.spans]
    assert [entity for entity, _ in found] == ["PERSON", "PHONE_NUMBER", "PHONE_NUMBER", "PERSON"]
    assert found[1][1] == found[2][1] == kept.surrogate
    assert re.search(r"(?:six|four|five|three|two|one|nine|eight|seven|zero) .*555 01 \d\d", kept.surrogate)
    assert "01 87" not in kept.example
    assert "0187" not in kept.example
    assert kept.found == 0


def test_one_post_has_one_example_and_loses_it_when_the_post_is_gone(desk, an_officer):
    mention = desk.add_mention(TEXT + " Odile knows.")

    missed(desk, an_officer, mention)
    missed(desk, an_officer, mention, value="Odile", entity="PERSON")

    examples = [kept.example for kept in rows(desk, CorrectionRow)]
    assert examples[0] == ""
    assert "Odile" not in examples[1]
    with desk.application.store.write() as tx:
        tx.purge(mention)
    assert [kept.example for kept in rows(desk, CorrectionRow)] == ["", ""]
    assert [kept.surrogate for kept in rows(desk, CorrectionRow)] == ["", ""]


def test_a_later_correction_reaches_the_examples_of_the_conversations_other_posts(desk, an_officer):
    first, second = desk.add_mention("[PERSON 1] and Odile"), desk.add_mention("It was Odile again")
    desk.set_mention(second, conversation=row(desk, first).conversation)
    say(desk, an_officer, first, "right")
    assert "Odile" in rows(desk, CorrectionRow)[0].example

    missed(desk, an_officer, second, value="Odile", entity="PERSON")

    assert all("Odile" not in kept.example for kept in rows(desk, CorrectionRow))


def test_the_missed_value_is_nowhere_afterwards(desk, an_officer, tmp_path, capfd):
    mention = desk.add_mention(TEXT, evidence=["Week nine"])
    desk.set_mention(mention, draft=f"We rang {PHONE}.", drafted_by="ana")
    value = {"phone": PHONE, "phone with dashes": "604-555-0187"}
    assert found_below(tmp_path, value)

    answer = missed(desk, an_officer, mention)

    told = [answer.text, an_officer.get(f"/items/{mention}").text, an_officer.get("/queue?tab=all").text]
    told += [an_officer.get("/audit").text, str(answer.headers), *capfd.readouterr()]
    assert not [text for text in told if "604" in text and "0187" in text]
    assert found_below(tmp_path, value) == []


def test_words_in_older_records_of_the_log_are_told_since_nobody_can_take_them_out(desk, a_browser, an_officer):
    mention = desk.add_mention("Ask for Odilette Marchebanks.")
    reason = {"to": "approver", "reason": "Odilette Marchebanks waits"}
    assert a_browser("ana").post(f"/items/{mention}/escalate", reason).status_code == 303

    missed(desk, an_officer, mention, value="Odilette Marchebanks", entity="PERSON")

    last = [json.loads(record.body) for record in rows(desk, AuditRow)][-1]
    assert last["detail"] == {"entity": "PERSON", "masks": 1, "posts": 1, "logged": 1}
    assert "older records of this log that hold the same words" in an_officer.get(f"/items/{mention}").text
