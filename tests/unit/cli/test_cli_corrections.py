"""Masks in doubt on the command line, and the export of what officers corrected."""

import json

import pytest
from fakes import mention as a_mention
from sqlmodel import select

from smbot import settings
from smbot.core.ids import new_member_id
from smbot.core.redacted import RedactedText
from smbot.core.roles import Member, Role
from smbot.core.spans import Mask
from smbot.core.states import Mode, ReplyState
from smbot.core.warrant import WARRANT
from smbot.review.ports import Approved
from smbot.storage.tables import ReplyRow
from smbot.training.gold import read_gold

PHONE = "604 555 0187"


def doubtful_text(text="Call [PHONE_NUMBER 1], not 604 555 0187"):
    start = text.index("[PHONE")
    mask = Mask(
        start=start,
        end=start + len("[PHONE_NUMBER 1]"),
        entity="PHONE_NUMBER",
        number=1,
        score=0.5,
        recognizer="phone",
        doubtful=True,
    )
    return RedactedText(text, (mask,), WARRANT)


@pytest.fixture
def officer(an_installation):
    member = Member(id=new_member_id(), name="chloe", roles=frozenset({Role.COMPLIANCE}))
    with an_installation.store.write() as tx:
        tx.add_member(member, "hash")
    return member


def test_the_list_marks_and_filters_posts_with_unsure_masks(smbot, config, stored):
    sure, unsure = stored(), stored(text=doubtful_text())

    everything, filtered = smbot("queue", "list"), smbot("queue", "list", "--unsure")

    assert [line.split("\t")[0] for line in filtered.out.splitlines()] == [unsure]
    assert "[unsure masks] Call [PHONE_NUMBER 1]" in everything.out
    assert sure in everything.out


def test_a_mention_says_which_masks_are_unsure_in_words_and_in_json(smbot, config, stored):
    unsure = stored(text=doubtful_text())

    shown, machine = smbot("queue", "show", unsure), smbot("queue", "show", unsure, "--json")

    assert "Masks for a compliance officer to look at:\nphone\u00a01 (unsure)\n" in shown.out
    [mask] = json.loads(machine.out)["masks"]
    assert (mask["doubtful"], mask["disputed"], mask["score"]) == (True, False, 0.5)


def test_what_officers_corrected_is_exported_as_lines_that_the_evaluation_reads(
    smbot, config, stored, an_installation, officer, tmp_path
):
    mention = stored(text=doubtful_text())
    seen = an_installation.desk().item(officer, mention)
    an_installation.corrections().missed(officer, mention, PHONE, "PHONE_NUMBER", seen_version=seen.version)

    done = smbot("corpus", "corrections", "--member", "chloe")
    records = json.loads(smbot("corpus", "corrections", "--member", "chloe", "--json").out)

    file = tmp_path / "gold.jsonl"
    file.write_text(done.out, "utf-8")
    [post] = read_gold(file)
    assert [span.entity for span in post.spans] == ["PHONE_NUMBER", "PHONE_NUMBER"]
    assert PHONE not in done.out
    assert "Examples: 1. Left out, since the rules take more in them for personal: 0" in done.err
    [record] = records
    assert (record["mention"], record["by"], record["kind"], record["type"]) == (
        mention,
        "chloe",
        "missed",
        "PHONE_NUMBER",
    )
    assert record["example"]["id"] == mention


def test_an_example_in_which_more_may_be_personal_is_exported_only_on_demand(
    smbot, config, stored, an_installation, officer
):
    mention = stored(text=doubtful_text("Call [PHONE_NUMBER 1] or me, josh@example.org"))
    seen = an_installation.desk().item(officer, mention)
    an_installation.corrections().right(officer, mention, 0, seen_version=seen.version)

    usual = smbot("corpus", "corrections", "--member", "chloe")
    everything = smbot("corpus", "corrections", "--member", "chloe", "--all")

    assert usual.out == ""
    assert "Left out, since the rules take more in them for personal: 1" in usual.err
    assert json.loads(everything.out)["id"] == mention


def test_a_mention_tells_that_it_was_edited_after_a_correction_and_that_our_reply_holds_what_was_masked(
    smbot, config, stored, an_installation, officer
):
    mention = stored(text=doubtful_text())
    with an_installation.store.write() as tx:
        reply = Approved(
            mention=mention, platform="x", account="x", text=f"We rang {PHONE}.", language="en", mode=Mode.LIVE,
            approved_by="paul", leave_at=an_installation.clock.now(),
        )  # fmt: skip
        tx.put_reply(reply)
        tx.session.exec(select(ReplyRow)).one().state = ReplyState.SENT
    seen = an_installation.desk().item(officer, mention)
    an_installation.corrections().missed(officer, mention, PHONE, "PHONE_NUMBER", seen_version=seen.version)
    with an_installation.store.write() as tx:
        edited = a_mention(id=mention, conversation=seen.conversation, text=RedactedText("It is josh.", (), WARRANT))
        tx.add_mention(edited, handle=b"", withheld="", tokens=())

    shown = smbot("queue", "show", mention, "--member", "chloe")
    machine = json.loads(smbot("queue", "show", mention, "--json", "--member", "chloe").out)

    assert "Its author edited the post after a compliance officer had corrected its masks" in shown.out
    assert "it holds what a compliance officer masked since: correct it or delete it there" in shown.out
    assert machine["recheck"] is True
    assert machine["reply"]["seen"] == "exposes"
    assert "[our words there hold what was masked since]" in smbot("queue", "list", "--member", "chloe").out


def test_only_an_officer_exports_corrections(smbot, config, an_installation):
    with an_installation.store.write() as tx:
        tx.add_member(Member(id=new_member_id(), name="ana", roles=frozenset({Role.REVIEWER})), "hash")

    done = smbot("corpus", "corrections", "--member", "ana")

    assert done.code != 0
    assert done.out == ""
    assert "Your role does not permit this." in done.err


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("[privacy.thresholds.PHONE]\ndoubt_below = 0.7", "There is no kind of personal information called PHONE"),
        ("[privacy.thresholds.PERSON]\nignore_below = 0.9", "ignore_below is above doubt_below"),
        ("[privacy.thresholds.PERSON]\ndoubt_below = 7", "too large: at most 1.0"),
    ],
)
def test_a_wrong_threshold_is_told_with_its_place(table, told, smbot, config):
    text = config.read_text("utf-8")
    config.write_text(text.replace("[playbooks]", f"{table}\n\n[playbooks]"), "utf-8")

    done = smbot("doctor")

    assert told in done.out + done.err
    assert "privacy" in done.out + done.err


def test_a_configuration_says_the_thresholds(config):
    text = config.read_text("utf-8")
    changed = text.replace("doubt_below = 0.6", "doubt_below = 0.8", 1)
    config.write_text(changed.replace("[playbooks]", "[privacy.thresholds.PERSON]\ndoubt_below = 0.9\n\n[playbooks]"))

    from smbot.bootstrap import Application

    doubt = Application(settings.load(config), environment={}).doubt

    assert doubt.usual.doubt_below == 0.8
    assert doubt.entities["PERSON"].doubt_below == 0.9
