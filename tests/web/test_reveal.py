"""Revealing: who, why, one value once, in no log, after its event; holds, exports and reports of the officers' desk."""

import html
import re
from urllib.parse import urlencode

import pytest
from web.making import NOW, PASSWORD
from web.reading import plain

from smbot.core.handle import PlatformHandle
from smbot.core.ids import MentionId
from smbot.raw.box import RawText
from smbot.raw.post import RawPost
from smbot.redact.operators import value_key
from smbot.vault.nacl import PostSealer

SECRET = "604-555-0187"
FORM = {"reason": "safety", "note": "Somebody may be in danger.", "mask": "0", "revealed": "0"}


def sealed_mention(desk, original=f"Week nine and my card is still not here. Call {SECRET}."):
    """A mention whose original lies in the vault, as collecting and redacting leave it."""
    application = desk.application
    mention = desk.add_mention()
    post = RawPost(
        platform="x",
        account="x:mentions",
        handle=PlatformHandle(post_id="1", first_id="1", author_id="2"),
        text=RawText(original),
        posted_at=NOW,
    )
    keys = application.keys
    sealed = PostSealer(keys.public("compliance"), keys.public("inbox")).seal(post, mention)
    application.key_store.put({mention: sealed.vault_key})
    with application.store.write() as tx:
        item = tx.item(mention)
        digest = application.digester.value(item.conversation, "PHONE_NUMBER", value_key(SECRET))
        tx.number_masks(item.conversation, [("PHONE_NUMBER", digest)])
        tx.session.connection().exec_driver_sql(
            "INSERT INTO vault (mention, sealed) VALUES (?, ?)", (mention, sealed.vault)
        )
        tx.session.connection().exec_driver_sql(
            "INSERT INTO seen_post (digest, version, mention, edited, summoned, as_of, gone)"
            " VALUES (?, '', ?, 0, 0, '2026-03-04 15:00:00', 0)",
            (f"digest-{mention}", mention),
        )
    return mention


def acts(desk, subject):
    with desk.application.store.read() as tx:
        return [re.search(rb'"act":"([^"]+)"', body)[1].decode() for body in tx.audit_of(subject)]


def version(desk, mention):
    with desk.application.store.read() as tx:
        return str(tx.item(MentionId(mention)).version)


def ask(browser, desk, mention, **changes):
    form = FORM | {"version": version(desk, mention), "password": PASSWORD} | changes
    return browser.post(f"/items/{mention}/reveal", form)


def test_an_officer_sees_one_value_with_reason_note_and_password(desk, an_officer):
    mention = sealed_mention(desk)
    assert "See what a mask hides" in an_officer.get(f"/items/{mention}").text
    asks = an_officer.get(f"/items/{mention}/reveal?mask=0").text
    assert 'that counts for five minutes, in this session. <a href="/help/compliance">' in asks

    answer = ask(an_officer, desk, mention)

    assert answer.status_code == 200
    assert SECRET in answer.text
    assert 'data-hide-after="30"' in answer.text
    assert f'<noscript><meta http-equiv="refresh" content="30;url=/items/{mention}?tab=unclaimed">' in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "Week nine" not in answer.text
    assert acts(desk, mention)[-1] == "mask.revealed"


def test_the_way_back_leads_to_the_list_that_one_came_from(desk, an_officer):
    mention = sealed_mention(desk)
    page = an_officer.get(f"/items/{mention}?tab=all&language=fr&page=2").text
    sent = html.unescape(re.search(r'name="view" value="([^"]*)"', page)[1])
    there = f"/items/{mention}?tab=all&amp;language=fr&amp;page=2"

    asks = an_officer.get(f"/items/{mention}/reveal?{urlencode({'mask': 0, 'view': sent})}").text
    action = html.unescape(re.search(r'method="post" action="([^"]*/reveal[^"]*)"', asks)[1])
    form = FORM | {"version": version(desk, mention), "password": PASSWORD}

    assert f'<a href="{there}"' in asks
    assert f'data-back="{there}"' in an_officer.post(action, form).text


def test_what_is_sent_again_shows_nothing_again(desk, an_officer):
    mention = sealed_mention(desk)
    ask(an_officer, desk, mention)

    again = ask(an_officer, desk, mention)

    assert again.status_code == 409
    assert SECRET not in again.text
    assert "shown once" in again.text
    assert acts(desk, mention).count("mask.revealed") == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"password": "wrong"},
        {"password": ""},
        {"password": "", "code": "123456"},
        {"note": "short"},
        {"note": "x" * 501},
        {"reason": ""},
        {"reason": "curious"},
        {"version": "99"},
        {"revealed": "3"},
    ],
)
def test_what_is_missing_or_wrong_shows_nothing_and_logs_no_reveal(desk, an_officer, changes):
    mention = sealed_mention(desk)

    answer = ask(an_officer, desk, mention, **changes)

    assert answer.status_code == 409
    assert SECRET not in answer.text
    assert "mask.revealed" not in acts(desk, mention)


def test_a_proof_of_who_asks_counts_for_five_minutes_in_this_session_alone(desk, an_officer, a_browser):
    first, second = sealed_mention(desk), sealed_mention(desk)
    assert ask(an_officer, desk, first).status_code == 200

    page = an_officer.get(f"/items/{second}/reveal?mask=0").text
    assert 'name="password" type="password"' not in page
    assert "Prove that it is you" not in page
    assert ask(a_browser("chloe"), desk, second, password="", revealed="1").status_code == 409
    assert ask(an_officer, desk, second, password="", revealed="1").status_code == 200
    desk.clock.advance(minutes=5)
    third = sealed_mention(desk)
    assert ask(an_officer, desk, third, password="", revealed="2").status_code == 409


@pytest.mark.parametrize("who", ["vera", "ana", "paul", "adam"])
def test_nobody_else_is_shown_anything(desk, a_browser, who):
    mention = sealed_mention(desk)
    browser = a_browser(who)

    assert ask(browser, desk, mention).status_code == 403
    assert browser.get(f"/items/{mention}/reveal").status_code == 403
    assert "/reveal" not in browser.get(f"/items/{mention}").text


def test_twenty_values_an_hour_are_the_most(desk, an_officer):
    mention = sealed_mention(desk)
    for number in range(20):
        assert ask(an_officer, desk, mention, revealed=str(number)).status_code == 200

    answer = ask(an_officer, desk, mention, revealed="20")

    assert answer.status_code == 409
    assert SECRET not in answer.text
    desk.clock.advance(minutes=61)
    with desk.application.store.read() as tx:
        assert len(tx.members()) == 6
    fresh = ask(an_officer_again(desk, an_officer), desk, mention, revealed="20")
    assert fresh.status_code == 200


def an_officer_again(desk, browser):
    browser.sign_in("chloe")
    return browser


def test_a_shredded_or_foreign_original_shows_nothing_and_says_so(desk, an_officer):
    shredded, foreign = sealed_mention(desk), sealed_mention(desk, "Altogether another post.")
    desk.application.key_store.shred([shredded])

    first, second = ask(an_officer, desk, shredded), ask(an_officer, desk, foreign, revealed="1")

    assert (first.status_code, second.status_code) == (409, 409)
    assert "Altogether" not in second.text
    assert acts(desk, shredded)[-2:] == ["mask.revealed", "mask.not-revealed"]
    assert acts(desk, foreign)[-2:] == ["mask.revealed", "mask.not-revealed"]


def test_a_personal_note_is_masked_in_the_log_and_the_value_stands_nowhere(desk, an_officer):
    mention = sealed_mention(desk)

    ask(an_officer, desk, mention, note=f"The person of {SECRET} wrote to us.")

    with desk.application.store.read() as tx:
        body = tx.audit_of(mention)[-1].decode()
    assert SECRET not in body
    assert "wrote to us" in body
    assert SECRET.encode() not in desk.application.configuration.database.read_bytes()


def test_a_mask_that_is_not_there_has_no_page(desk, an_officer):
    mention = sealed_mention(desk)

    assert an_officer.get(f"/items/{mention}/reveal?mask=7").status_code == 404
    assert ask(an_officer, desk, mention, mask="7").status_code == 404
    assert "mask.revealed" not in acts(desk, mention)


def test_officers_read_why_a_value_was_opened_and_the_team_only_the_listed_reason(desk, an_officer, a_browser):
    mention = sealed_mention(desk)
    ask(an_officer, desk, mention, note="The commissioner asks for it.")

    for page in ("/audit", f"/compliance/timeline/{mention}"):
        assert "note: The commissioner asks for it." in plain(an_officer.get(page).text)
    assert "The commissioner asks" not in a_browser("ana").get(f"/items/{mention}").text
