"""An officer masks what was missed: in the whole conversation, in our own words, and nowhere is it told again."""

import json

import pytest
from leaks.sinks import found_below
from sqlmodel import select
from web.correcting import PHONE, TEXT, missed, row, rows, say
from web.making import ROLES

from smbot.core.purposes import Purpose
from smbot.core.states import ReplyState
from smbot.storage.case_tables import CaseHandOverRow, CaseNoteRow, CaseTaskRow, PageCallRow
from smbot.storage.desk_tables import MentionNoteRow
from smbot.storage.tables import AuditRow, CorrectionRow, ReplyRow, TokenRow


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


@pytest.mark.parametrize("state", [ReplyState.SENDING, ReplyState.UNKNOWN, ReplyState.NEEDS_PERSON])
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


def test_the_missed_value_is_nowhere_afterwards(desk, an_officer, tmp_path, capfd):
    mention = desk.add_mention(TEXT, evidence=["Week nine"])
    desk.set_mention(mention, draft=f"We rang {PHONE}.", drafted_by="ana")
    with desk.application.store.write() as tx:
        tx.add_mention_note(mention, "ana", f"Nobody at {PHONE}.")
    value = {"phone": PHONE, "phone with dashes": "604-555-0187"}
    assert found_below(tmp_path, value)

    answer = missed(desk, an_officer, mention)

    told = [answer.text, an_officer.get(f"/items/{mention}").text, an_officer.get("/queue?tab=all").text]
    told += [an_officer.get("/audit").text, str(answer.headers), *capfd.readouterr()]
    assert not [text for text in told if "604" in text and "0187" in text]
    assert found_below(tmp_path, value) == []


def test_the_missed_value_leaves_notes_tasks_and_reasons_of_the_conversation(desk, an_officer, tmp_path):
    name = "Odilette Marchebanks"
    mention, beside, other = desk.add_mention(f"Ask for {name}."), desk.add_mention(), desk.add_mention()
    desk.set_mention(beside, conversation=desk.application.desk().item(desk.members["ana"], mention).conversation)
    now, case = desk.clock.now(), "case-1"
    with desk.application.store.write() as tx:
        for one in (mention, beside, other):
            tx.add_mention_note(one, "ana", f"{name} rang.")
        tx.add_case_mention(case, mention, "ana")
        tx.session.add_all(
            [
                CaseNoteRow(case=case, at=now, by="ana", text=f"{name} rang."),
                CaseTaskRow(case=case, at=now, by="ana", text=f"Ring {name}.", who="ana"),
                CaseHandOverRow(case=case, at=now, by="ana", before="ana", to="paul", reason=f"knows {name}"),
                PageCallRow(id="p-1", subject=mention, raised_at=now, raised_by="ana", reason=f"{name} waits"),
            ]
        )

    missed(desk, an_officer, mention, value=name, entity="PERSON")

    assert sorted(note.text for note in rows(desk, MentionNoteRow)) == [f"{name} rang.", *["[PERSON 1] rang."] * 2]
    assert [each.text for each in rows(desk, CaseNoteRow)] == ["[PERSON 1] rang."]
    assert [each.text for each in rows(desk, CaseTaskRow)] == ["Ring [PERSON 1]."]
    assert [each.reason for each in rows(desk, CaseHandOverRow)] == ["knows [PERSON 1]"]
    assert [each.reason for each in rows(desk, PageCallRow)] == ["[PERSON 1] waits"]


def test_a_deleted_post_takes_its_notes_along(desk, tmp_path):
    gone, stays = desk.add_mention(), desk.add_mention()
    desk.application.aside().note(desk.members["ana"], gone, "Extraordinarynote of somebody.")
    desk.application.aside().note(desk.members["ana"], stays, "Another.")

    with desk.application.store.write() as tx:
        tx.purge(gone)

    assert [note.mention for note in rows(desk, MentionNoteRow)] == [stays]
    desk.application.store.truncate_log()
    assert found_below(tmp_path, {"note": "Extraordinarynote"}) == []


def test_words_in_older_records_of_the_log_are_told_since_nobody_can_take_them_out(desk, a_browser, an_officer):
    mention = desk.add_mention("Ask for Odilette Marchebanks.")
    reason = {"to": "approver", "reason": "Odilette Marchebanks waits"}
    assert a_browser("ana").post(f"/items/{mention}/escalate", reason).status_code == 303

    missed(desk, an_officer, mention, value="Odilette Marchebanks", entity="PERSON")

    last = [json.loads(record.body) for record in rows(desk, AuditRow)][-1]
    assert last["detail"] == {"entity": "PERSON", "masks": 1, "posts": 1, "logged": 1}
    assert "older records of this log that hold the same words" in an_officer.get(f"/items/{mention}").text


def out_there(desk, mention, words):
    """Approve the draft and let a reply of these words be out."""
    desk.application.desk().approve(desk.members["paul"], mention)
    desk.set_reply(mention, text=words, state=ReplyState.SENT, seen="there", seen_text=words)


def test_an_officer_is_told_that_a_reply_which_is_out_holds_the_words(desk, a_browser, an_officer):
    mention = desk.add_mention(TEXT)
    out_there(desk, mention, f"We rang {PHONE}.")

    answer = missed(desk, an_officer, mention)

    [reply] = rows(desk, ReplyRow)
    last = [json.loads(record.body) for record in rows(desk, AuditRow)][-1]
    assert (reply.state, reply.seen, reply.text) == ("sent", "exposes", "We rang [PHONE_NUMBER 1].")
    assert last["detail"] == {"entity": "PHONE_NUMBER", "masks": 2, "posts": 1, "out": 1}
    assert "replies of ours that are out hold it" in an_officer.get(answer.headers["location"]).text
    page = a_browser("paul").get(f"/items/{mention}").text
    assert "it holds what a compliance officer masked since: correct it or delete it there" in page
    assert "our words there hold what was masked since" in page
    assert "our words there hold what was masked since" in a_browser("ana").get("/queue?tab=all").text


def test_only_a_correction_or_a_removal_ends_that(desk, an_officer):
    mention = desk.add_mention(TEXT)
    out_there(desk, mention, f"We rang {PHONE}.")
    missed(desk, an_officer, mention)
    store = desk.application.store

    with store.write() as tx:
        tx.keep_look(mention, "changed", "We rang […].")
    assert [(reply.seen, reply.seen_text) for reply in rows(desk, ReplyRow)] == [("exposes", "We rang […].")]
    with store.write() as tx:
        tx.correct_own(mention, "We rang.")
    assert [reply.seen for reply in rows(desk, ReplyRow)] == [""]


def test_a_private_message_that_holds_the_words_is_told_too(desk, an_officer):
    mention = desk.add_mention(TEXT)
    out_there(desk, mention, f"We rang {PHONE}.")
    with desk.application.store.write() as tx:
        [reply] = tx.session.exec(select(ReplyRow))
        reply.purpose = Purpose.PRIVATE

    missed(desk, an_officer, mention)

    assert "Our private message holds what was masked since" in an_officer.get(f"/items/{mention}").text


@pytest.mark.parametrize("changes", [{"mode": "shadow"}, {"seen": "gone"}])
def test_words_that_nobody_can_read_there_are_no_matter(changes, desk, an_officer):
    mention = desk.add_mention(TEXT)
    out_there(desk, mention, f"We rang {PHONE}.")
    desk.set_reply(mention, **changes)

    missed(desk, an_officer, mention)

    [reply] = rows(desk, ReplyRow)
    assert reply.seen != "exposes"
    assert PHONE not in reply.text + reply.seen_text


def test_short_words_that_tell_of_nobody_stay_in_our_own(desk, an_officer):
    mention = desk.add_mention("It is unit 12 there.")
    desk.set_mention(mention, draft="Within 12 days.", drafted_by="ana")

    missed(desk, an_officer, mention, value="12", entity="CASE_NUMBER")

    assert row(desk, mention).text == "It is unit [CASE_NUMBER 1] there."
    assert row(desk, mention).draft == "Within 12 days."


def test_an_order_that_says_nothing_to_anybody_is_left_alone(desk, an_officer):
    mention = desk.add_mention("It is hidden there.")
    out_there(desk, mention, "We are sorry.")
    with desk.application.store.write() as tx:
        [reply] = tx.session.exec(select(ReplyRow))
        reply.purpose, reply.text = Purpose.VISIBILITY, "hidden"

    missed(desk, an_officer, mention, value="hidden", entity="CREDENTIAL")

    assert [reply.text for reply in rows(desk, ReplyRow)] == ["hidden"]
