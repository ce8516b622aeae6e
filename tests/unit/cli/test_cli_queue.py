"""The review queue on the command line: data on stdout, prose on stderr, exit codes, and where and how to mend."""

import io
import json
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fakes import mention as new_mention
from fakes import redacted

from smbot.core.ids import new_member_id
from smbot.core.mention import Triage
from smbot.core.parts import PartKind, RedactedPart
from smbot.core.redacted import RedactedText
from smbot.core.roles import Member, Role
from smbot.core.spans import Evidence, Mask, Operator
from smbot.core.states import ReplyState
from smbot.core.warrant import WARRANT
from smbot.storage.tables import TokenRow

DRAFT = "Hello, bonjour. Thank you for telling us about this. We answer within two working days."


def queue_state(smbot, mention):
    return json.loads(smbot("queue", "show", mention, "--json").out)["state"]


def events_of(application, mention):
    with application.store.read() as tx:
        return [json.loads(body)["act"] for body in tx.audit_of(mention)]


# --- list and show -----------------------------------------------------------------------------------


def test_an_empty_queue_says_how_posts_come_and_writes_no_data(smbot, config):
    done = smbot("queue", "list")

    assert (done.code, done.out) == (0, "")
    assert "smbot import" in done.err


def test_a_list_is_one_line_a_mention_with_tabs(smbot, config, stored):
    one = stored()

    done = smbot("queue", "list")

    assert done.code == 0
    assert done.out == f"{one}\tdrafted\tcomplaint\ten\tI waited three hours, call [PHONE_NUMBER 1]\n"
    assert done.err == "1 of 1\n"


def test_a_post_commands_no_terminal(smbot, config, stored):
    one = stored(text=redacted("Hello\x1b[2J\x1b]0;owned\x07 you\x9b1m \u202eback"))

    for done in (smbot("queue", "list"), smbot("queue", "show", one)):
        assert "Hello\ufffd(2J" in done.out
        assert not set("\x1b\x07\x9b\u202e") & set(done.out)


def test_what_a_post_carries_is_shown_under_its_text(smbot, config, stored):
    typed = redacted("[PERSON 1] wrote [PHONE_NUMBER 1]")
    parts = (RedactedPart(kind=PartKind.QUOTED, text=typed), RedactedPart(kind=PartKind.PICTURE, text=None))
    mention = stored(parts=parts)

    shown = smbot("queue", "show", mention).out
    found = json.loads(smbot("queue", "show", mention, "--json").out)

    assert "Quotes: (PERSON 1) wrote [PHONE_NUMBER 1]" in shown  # round brackets: a poster typed them
    assert "Picture described as: (withheld" in shown
    assert [(part["kind"], part["text"]) for part in found["parts"]] == [("quoted", typed.text), ("picture", None)]
    assert [mask["type"] for mask in found["parts"][0]["masks"]] == ["PHONE_NUMBER"]


def test_a_list_for_machines(smbot, config, stored):
    ids = {stored(), stored(language="fr"), stored(drafted=False)}

    found = json.loads(smbot("queue", "list", "--json").out)

    assert found["total"] == 3
    assert {item["id"] for item in found["items"]} == ids
    assert set(found["items"][0]) >= {"id", "state", "labels", "text", "draft", "reply", "language"}


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--lang", "fr"], 1),
        (["--state", "triaged"], 1),
        (["--state", "triaged", "--state", "drafted"], 3),
        (["--label", "praise"], 0),
        (["--limit", "1"], 1),
        (["--offset", "2"], 1),
    ],
)
def test_a_list_can_be_narrowed(smbot, config, stored, options, count):
    stored()
    stored(language="fr")
    stored(drafted=False)

    assert len(json.loads(smbot("queue", "list", "--json", *options).out)["items"]) == count


@pytest.mark.parametrize("options", [["--limit", "0"], ["--state", "lost"], ["--unknown"], ["--offset", "-1"]])
def test_a_wrong_option_is_a_usage_error(smbot, config, options):
    done = smbot("queue", "list", *options)

    assert (done.code, done.out) == (2, "")
    assert options[0] in done.err


def test_a_label_that_does_not_exist_is_refused_with_those_that_do(smbot, config):
    done = smbot("queue", "list", "--label", "complaints")

    assert done.code == 2
    assert "complaint, " in done.err


def test_a_filter_without_result_does_not_say_that_the_queue_is_empty(smbot, config, stored):
    stored()

    done = smbot("queue", "list", "--label", "praise")

    assert "Nothing here matches these filters." in done.err
    assert "Nothing waits here" not in done.err


def test_show_names_acts_by_their_commands(smbot, config, stored):
    from smbot.cli.queue import build

    commands = {command.name for command in build().registered_commands}
    mention = stored()

    told = smbot("queue", "show", mention).out.splitlines()

    acts = {line.strip().strip("(").partition(":")[0] for line in told if line.startswith("  ")}
    assert "answered" in acts
    assert acts <= commands


def test_show_tells_text_labels_draft_and_what_can_be_done(smbot, config, stored):
    one = stored()

    done = smbot("queue", "show", one)

    assert done.code == 0
    for part in (one, "I waited three hours, call [PHONE_NUMBER 1]", "complaint 0.90", "“waited”", "  claim", "Guard:"):
        assert part in done.out


def test_show_tells_why_an_action_is_not_possible(smbot, config, stored):
    assert "(approve: smbot only listens here" in smbot("queue", "show", stored()).out


def test_show_for_machines_lists_the_possible_actions(smbot, config, stored):
    found = json.loads(smbot("queue", "show", stored(), "--json").out)

    assert "claim" in found["actions"]
    assert "approve" not in found["actions"]  # listening only


def test_a_withheld_mention_shows_no_text(smbot, config, stored):
    one = stored(withheld="language:iu")

    assert "withheld" in smbot("queue", "show", one).out
    assert json.loads(smbot("queue", "show", one, "--json").out)["text"] is None
    assert "(Inuktitut)" in smbot("queue", "list").out


@pytest.mark.parametrize("language", ["pa", "zh", "iu", "mul"])
def test_a_withheld_mention_can_be_opened_on_its_platform(smbot, config, stored, language):
    one = stored(withheld=f"language:{language}")

    found = json.loads(smbot("queue", "show", one, "--json").out)

    assert "open" in found["actions"]
    assert found["text"] is None
    assert "open" in [line.strip() for line in smbot("queue", "show", one).out.splitlines()]


def test_an_unknown_mention_is_told_on_stderr(smbot, config):
    done = smbot("queue", "show", "m-nowhere")

    assert (done.code, done.out) == (1, "")
    assert done.err == "m-nowhere: There is no mention of this id.\n"


def test_prose_is_in_the_readers_language(smbot, config, monkeypatch):
    english = smbot("queue", "show", "m-nowhere").err
    monkeypatch.setenv("SMBOT_LANG", "fr")

    french = smbot("queue", "show", "m-nowhere").err

    assert french.startswith("m-nowhere")
    assert french != english


# --- acts --------------------------------------------------------------------------------------------


def test_claim_and_release(smbot, config, stored, application):
    one = stored()

    claimed = smbot("queue", "claim", one)
    state = queue_state(smbot, one)
    released = smbot("queue", "release", one)

    assert (claimed.code, claimed.out) == (0, f"{one}\tclaimed\n")
    assert state == "claimed"
    assert (released.code, queue_state(smbot, one)) == (0, "drafted")
    assert events_of(application, one) == ["mention.claimed", "mention.released"]


def test_edit_takes_a_text(smbot, config, stored):
    one = stored()

    done = smbot("queue", "edit", one, "--text", "Thanks.")

    assert done.code == 0
    assert json.loads(smbot("queue", "show", one, "--json").out)["draft"] == "Thanks."


def test_edit_takes_a_file_and_standard_input(smbot, config, stored, tmp_path, monkeypatch):
    one = stored()
    (tmp_path / "draft.txt").write_text("Merci bien.\n", "utf-8")

    smbot("queue", "edit", one, "--file", tmp_path / "draft.txt")
    from_file = json.loads(smbot("queue", "show", one, "--json").out)["draft"]
    monkeypatch.setattr(sys, "stdin", io.StringIO("From a pipe."))
    smbot("queue", "edit", one, "--file", "-")
    from_pipe = json.loads(smbot("queue", "show", one, "--json").out)["draft"]

    assert (from_file, from_pipe) == ("Merci bien.", "From a pipe.")


def test_edit_says_what_the_guard_finds(smbot, config, stored):
    done = smbot("queue", "edit", stored(), "--text", "Thank you, your file is with us.")

    assert done.code == 0
    assert "Guard:" in done.err


def test_a_draft_with_personal_information_is_not_kept(smbot, config, stored):
    one = stored()

    done = smbot("queue", "edit", one, "--text", "Call me at 604 555-0187.")
    shown = smbot("queue", "show", one, "--json")

    assert done.code == 1
    assert "This text is not kept" in done.err
    assert "0187" not in done.err + shown.out


@pytest.mark.parametrize(
    ("options", "words"),
    [([], "There is no text"), (["--file", "nowhere.txt"], "nowhere.txt: The file cannot be read")],
)
def test_an_edit_without_text_is_a_usage_error_with_the_mend(smbot, config, stored, options, words):
    done = smbot("queue", "edit", stored(), *options)

    assert (done.code, done.out) == (2, "")
    assert words in done.err


def test_nothing_is_approved_while_its_playbook_is_damaged(smbot, live, stored, application):
    mention = stored()
    playbook = live.parent / "playbooks" / "complaint.yaml"
    playbook.write_text(playbook.read_text("utf-8").replace("approval:", "aproval:"), "utf-8")
    smbot("queue", "edit", mention, "--text", DRAFT)

    done = smbot("queue", "approve", mention)

    assert done.code == 3
    assert "complaint.yaml" in done.err
    assert "reply.approved" not in events_of(application, mention)


def test_a_bracket_hides_no_name_from_the_log(smbot, live, stored, application):
    mention = stored()
    with application.store.write() as tx:
        item = tx.item(mention)
        digest = application.digester.token(item.conversation, "tremblay")
        tx.session.add(TokenRow(conversation=item.conversation, digest=digest))

    smbot("queue", "reject", mention, "--reason", "[Tremblay] was named")

    with application.store.read() as tx:
        assert b"remblay" not in b"".join(tx.audit_of(mention))


def test_an_approval_while_listening_is_refused_with_the_reason(smbot, config, stored):
    one = stored()

    done = smbot("queue", "approve", one)

    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"{one}: smbot only listens here")


def approved(smbot, stored):
    one = stored()
    smbot("queue", "edit", one, "--text", DRAFT)
    return one, smbot("queue", "approve", one)


def test_what_changed_since_it_was_shown_is_not_approved(smbot, config, stored):
    one = stored()
    version = json.loads(smbot("queue", "show", one, "--json").out)["version"]
    smbot("queue", "edit", one, "--text", "Hello, bonjour. Thank you for writing to us about the queue.")

    done = smbot("queue", "approve", one, "--seen", str(version))

    assert done.code == 1
    assert "changed this first" in done.err


def test_approve_undo_and_reply_status(smbot, live, stored, application):
    one, done = approved(smbot, stored)
    status = smbot("queue", "reply-status", one)
    machine = json.loads(smbot("queue", "reply-status", one, "--json").out)
    undone = smbot("queue", "undo", one)

    assert done.code == 0, done.err
    assert done.out == f"{one}\tapproved\n"
    assert f"smbot queue undo {one}" in done.err
    assert status.out == "pending\n"
    assert (machine["state"], machine["mode"], machine["approved_by"]) == ("pending", "live", "Alice")
    assert (undone.code, undone.out) == (0, f"{one}\tclaimed\n")
    assert events_of(application, one)[-2:] == ["reply.approved", "reply.retracted"]


def test_a_reply_that_the_guard_refuses_is_not_approved(smbot, live, stored):
    one = stored()
    smbot("queue", "edit", one, "--text", "Call me at 604 555-0187.")

    done = smbot("queue", "approve", one)

    assert done.code == 1
    assert "guard refuses" in done.err


def test_without_a_reply_there_is_no_status_and_nothing_to_undo(smbot, config, stored):
    one = stored()

    status, machine, undo = (
        smbot("queue", "reply-status", one),
        smbot("queue", "reply-status", one, "--json"),
        smbot("queue", "undo", one),
    )

    assert (status.code, status.out, status.err) == (0, "", "No reply has been approved.\n")
    assert json.loads(machine.out) is None
    assert undo.code == 1
    assert "not possible" in undo.err


def test_a_reply_in_doubt_is_resolved_by_a_person(smbot, live, stored, application):
    one, _ = approved(smbot, stored)
    early = smbot("queue", "resolve", one, "sent")
    with application.store.write() as tx:
        before = tx.due_reply("x", datetime.now(UTC) + timedelta(days=1))
        tx.keep_step(before, replace(before, state=ReplyState.NEEDS_PERSON, code="several"), None)

    shown = smbot("queue", "reply-status", one)
    wrong = smbot("queue", "resolve", one, "sending")
    done = smbot("queue", "resolve", one, "sent")

    assert early.code == 1
    assert shown.out == "needs a person (several)\n"
    assert (wrong.code, "sent, pending, retracted" in wrong.err) == (2, True)
    assert (done.code, done.out) == (0, f"{one}\tanswered\n")


ENDINGS = [
    (["reject", "--reason", "unfit"], "rejected", "mention.rejected"),
    (["no-reply"], "no-reply", "mention.no-reply"),
    (["escalate", "approver", "--reason", "hard"], "escalated", "mention.escalated"),
    (["answered"], "answered", "mention.answered-by-hand"),
]


@pytest.mark.parametrize(("command", "state", "act"), ENDINGS)
def test_the_other_endings(smbot, config, stored, application, command, state, act):
    one = stored()

    done = smbot("queue", command[0], one, *command[1:])

    assert done.code == 0, done.err
    assert queue_state(smbot, one) == state
    told = ["mention.role-asked"] if command[0] == "escalate" else []
    assert events_of(application, one) == [act, *told]


def test_reopen_undoes_a_decision(smbot, config, stored):
    one = stored()
    smbot("queue", "no-reply", one)

    assert smbot("queue", "reopen", one).code == 0
    assert queue_state(smbot, one) == "drafted"


@pytest.mark.parametrize("command", ["reject", "escalate"])
def test_a_reason_is_needed(smbot, config, stored, command):
    one = stored()

    assert smbot("queue", command, one).code == 2
    assert smbot("queue", command, one, "--reason", " ").code == 1


def test_a_reason_is_masked_before_it_is_logged(smbot, config, stored, application):
    one = stored()

    smbot("queue", "reject", one, "--reason", "The author gave 604 555-0187.")

    with application.store.read() as tx:
        [body] = tx.audit_of(one)
    assert b"0187" not in body
    assert b"PHONE_NUMBER" in body


def test_open_shows_the_address_and_logs_it(smbot, config, an_installation, stored, application):
    from smbot.core.handle import PlatformHandle
    from smbot.storage.tables import MentionRow
    from smbot.vault.handles import HandleSealer

    one, bare = stored(), stored()
    sealer = HandleSealer(an_installation.keys.public("dispatch"))
    with an_installation.store.write() as tx:
        for mention, link in ((one, "https://example.org/1"), (bare, "")):
            handle = PlatformHandle(post_id="1", first_id="1", author_id="2", permalink=link)
            tx.session.get(MentionRow, mention).handle = sealer.seal(handle, mention)

    done, without = smbot("queue", "open", one), smbot("queue", "open", bare)

    assert (done.code, done.out) == (0, "https://example.org/1\n")
    assert (without.code, without.out) == (0, "")
    assert events_of(application, one) == ["mention.opened"]


# --- who acts ----------------------------------------------------------------------------------------


@pytest.fixture
def rita(an_installation):
    """A second member, a reviewer."""
    member = Member(id=new_member_id(), name="Rita", roles=frozenset({Role.REVIEWER}))
    with an_installation.store.write() as tx:
        tx.add_member(member, "hash")


def test_with_several_members_one_must_say_who_acts(smbot, config, stored, rita):
    one = stored()

    unsaid, unknown, named = (
        smbot("queue", "claim", one),
        smbot("queue", "claim", one, "--member", "Zoe"),
        smbot("queue", "claim", one, "--member", "Rita"),
    )

    assert (unsaid.code, unknown.code, named.code) == (1, 1, 0)
    assert "Members: Alice, Rita" in unsaid.err
    assert "--member NAME" in unsaid.err
    assert unknown.err.startswith("Zoe: There is no team member of this name.")


def test_the_member_can_come_from_the_environment(smbot, config, stored, rita, monkeypatch):
    monkeypatch.setenv("SMBOT_MEMBER", "Rita")
    one = stored()

    smbot("queue", "claim", one)

    assert json.loads(smbot("queue", "show", one, "--json").out)["claimed_by"] == "Rita"


def test_a_role_that_does_not_permit_it_is_told(smbot, live, stored, rita):
    done = smbot("queue", "approve", stored(), "--member", "Rita")

    assert done.code == 1
    assert "role" in done.err


def test_what_another_holds_is_told(smbot, config, stored, rita):
    one = stored()
    smbot("queue", "claim", one, "--member", "Rita")

    done = smbot("queue", "claim", one, "--member", "Alice")

    assert (done.code, done.err) == (1, f"{one}: Rita holds this mention.\n")


def test_in_a_terminal_square_brackets_are_the_masks_alone(smbot, config, stored):
    one = stored(text=redacted("I typed [PERSON 1], call [PHONE_NUMBER 1]"))

    for done in (smbot("queue", "list"), smbot("queue", "show", one)):
        assert "I typed (PERSON 1), call [PHONE_NUMBER 1]" in done.out


def test_for_machines_the_ledger_tells_masks_from_what_was_typed(smbot, config, stored):
    text = redacted("I typed [PERSON 1], call [PHONE_NUMBER 1]")

    found = json.loads(smbot("queue", "show", stored(text=text), "--json").out)

    assert found["text"] == text.text
    [mask] = found["masks"]
    assert found["text"][mask["start"] : mask["end"]] == "[PHONE_NUMBER 1]"
    assert (mask["type"], mask["operator"], mask["number"]) == ("PHONE_NUMBER", "number", 1)


def test_a_terminal_tells_what_was_removed(smbot, config, stored):
    gone = Mask(start=5, end=5, entity="IP_ADDRESS", number=0, score=0.8, recognizer="r", operator=Operator.DROP)
    one = stored(text=RedactedText("from  here", (gone,), WARRANT))

    done = smbot("queue", "show", one)

    assert "from  here" in done.out
    assert "removed: IP address" in done.out


def test_a_mask_typed_into_a_reason_is_words_like_any_other(smbot, live, stored, application):
    mention = stored()
    with application.store.write() as tx:
        item = tx.item(mention)
        digest = application.digester.token(item.conversation, "person")
        tx.session.add(TokenRow(conversation=item.conversation, digest=digest))

    smbot("queue", "reject", mention, "--reason", "[PERSON 1] called 604-555-0187")

    with application.store.read() as tx:
        log = b"".join(tx.audit_of(mention)).decode()
    assert "PERSON" not in log
    assert "called [PHONE_NUMBER 1]" in log


def an_access_request(an_installation, level):
    """A mention labelled access request, as triage leaves it."""
    text = "I want a copy of my file from 2019"
    mention = new_mention(text=RedactedText(text, (), WARRANT))
    told = [
        ("en.access_request.own-file-asked", "want a copy of my file"),
        ("kind:own-file", "my file"),
        ("element:what", "my file"),
        (f"level:{level}", text),
    ]
    evidence = tuple(
        Evidence(start=text.index(words), end=text.index(words) + len(words), label="access_request", rule=rule)
        for rule, words in told
    )
    triage = Triage(
        labels=("access_request",), scores={"access_request": 0.62}, evidence=evidence, classifier="rules-1 model-1"
    )
    with an_installation.store.write() as tx:
        tx.add_mention(mention, handle=b"sealed", withheld="", tokens=())
        tx.keep_triage(mention.id, triage, 1)
    return mention.id


@pytest.mark.parametrize(("level", "name"), [("review", "possible access request: look"), ("assert", "access request")])
def test_an_access_request_tells_how_sure_triage_is_and_what_it_says(smbot, config, an_installation, level, name):
    mention = an_access_request(an_installation, level)

    lines = smbot("queue", "show", mention).out.splitlines()
    listed = smbot("queue", "list").out
    found = json.loads(smbot("queue", "show", mention, "--json").out)

    assert f"• {name} 0.62 (possible)" in lines
    assert "– It asks for the author’s own file, or that of somebody near: “want a copy of my file”" in lines
    assert "Kind: own file." in lines
    assert "Said: what (“my file”)." in lines
    assert "Not said: who, when." in lines
    assert ("possible access" in " ".join(listed.split())) == (level == "review")
    assert found["access_level"] == level
    assert found["access"] == {
        "kind": "own-file",
        "said": {"what": [{"start": 17, "end": 24}]},
        "missing": ["who", "when"],
    }
    assert [each["rule"] for each in found["evidence"]] == ["en.access_request.own-file-asked"]


def test_other_mentions_say_nothing_of_requests(smbot, config, stored):
    found = json.loads(smbot("queue", "show", stored(), "--json").out)

    assert (found["access_level"], found["access"]) == (None, None)
