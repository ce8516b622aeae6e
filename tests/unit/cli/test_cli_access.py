"""The docket on the command line: a whole way through, refusals, and the clock without an installation."""

import json
import stat
from datetime import timedelta

import pytest
from fakes import NOW, redacted

from smbot.access.bundle import wrong_files
from smbot.core.ids import new_member_id
from smbot.core.roles import Member, Role
from smbot.core.spans import Evidence
from smbot.storage.tables import MentionRow


@pytest.fixture
def team(an_installation):
    """An officer and an agent beside the installation's first member."""
    roles = {"chloe": Role.COMPLIANCE, "rita": Role.REVIEWER}
    with an_installation.store.write() as tx:
        for name, role in roles.items():
            tx.add_member(Member(id=new_member_id(), name=name, roles=frozenset({role})), "hash")


@pytest.fixture
def a_request(an_installation, stored, config, team):
    """A mention that triage labelled as a request which says what, and not who or when."""
    mention = stored(text=redacted("Show me the contracts, call [PHONE_NUMBER 1]"), posted_at=NOW - timedelta(days=1))
    with an_installation.store.write() as tx:
        row = tx.session.get(MentionRow, mention)
        row.labels = ["access_request"]
        row.evidence = [
            Evidence(start=12, end=21, label="access_request", rule=rule).__dict__
            for rule in ("kind:records", "element:what", "level:assert")
        ]
    return mention


@pytest.fixture
def an_entry(smbot, a_request):
    """The entry of that mention."""
    return json.loads(smbot("access", "open", "--member", "chloe", "--json").out)[0]["docket"]


def chloe(smbot, *words):
    return smbot("access", *words, "--member", "chloe", "--json")


def test_what_is_labelled_comes_onto_the_docket_and_is_listed_once(smbot, a_request):
    first = smbot("access", "open", "--member", "chloe")
    again = smbot("access", "open", "--member", "chloe")

    mention, entry = first.out.split()
    listed = json.loads(chloe(smbot, "list").out)
    assert mention == a_request
    assert again.out == ""
    assert [(one["id"], one["state"], one["level"], one["asked"]) for one in listed] == [
        (entry, "possible", "assert", "records")
    ]
    assert listed[0]["received_at"] == (NOW - timedelta(days=1)).isoformat()


def test_a_post_that_is_no_request_does_not_come_onto_the_docket(smbot, stored, team, config):
    refused = smbot("access", "open", stored(), "--member", "chloe")

    assert refused.code == 1
    assert "smbot queue labels" in refused.err


def test_an_entry_goes_its_whole_way_on_the_command_line(smbot, an_entry):
    case = json.loads(smbot("case", "open", "complaint", "--member", "rita", "--json").out)["id"]
    states = [
        json.loads(chloe(smbot, *words).out)["state"]
        for words in (
            ("confirm", an_entry),
            ("acknowledge", an_entry, "--reason", "by message"),
            ("pass", an_entry, "--by", "export", "--case", case),
            ("close", an_entry, "--reason", "the coordinator has it"),
            ("reopen", an_entry, "--reason", "a question came back"),
            ("reject", an_entry, "--reason", "withdrawn"),
        )
    ]

    shown = json.loads(chloe(smbot, "show", an_entry).out)
    assert states == ["confirmed", "acknowledged", "passed", "closed", "confirmed", "not-a-request"]
    assert shown["case"] == case
    assert [step["action"] for step in shown["steps"]][-2:] == ["reopen", "reject"]


def test_to_pass_an_entry_on_is_an_order_that_the_command_line_gives_shows_and_takes_back(smbot, an_entry, config):
    written = config.read_text("utf-8")
    hooked = written.replace('coordinator_webhook = ""', 'coordinator_webhook = "https://access.example.ca/docket"')
    config.write_text(hooked, "utf-8")
    chloe(smbot, "confirm", an_entry)

    ordered = json.loads(chloe(smbot, "pass", an_entry).out)
    shown = smbot("access", "show", an_entry, "--member", "chloe")
    taken_back = json.loads(chloe(smbot, "pass", an_entry, "--take-back").out)

    assert hooked != written
    assert ordered["state"] == "confirmed"
    assert [(one["means"], one["state"]) for one in ordered["passings"]] == [("webhook", "waiting")]
    assert "Passing to the coordinator, by webhook: waiting" in shown.out
    assert [one["state"] for one in taken_back["passings"]] == ["taken-back"]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--case", "c-none"), 1, "There is no case of this id."),
        (("--by", "export", "--case", "c-none"), 1, "There is no case of this id."),
        (("--again",), 1, "Nothing failed"),
        (("--take-back",), 1, "Nothing waits"),
        (("--take-back", "--again"), 2, "alone"),
        ((), 1, "nobody to pass it to"),
    ],
)
def test_passing_on_that_cannot_be_says_why(smbot, an_entry, words, code, told):
    chloe(smbot, "confirm", an_entry)

    refused = smbot("access", "pass", an_entry, *words, "--member", "chloe")

    assert refused.code == code
    assert told in refused.err


def test_an_agent_may_look_and_not_decide(smbot, an_entry):
    looked = smbot("access", "show", an_entry, "--member", "rita")
    decided = smbot("access", "confirm", an_entry, "--member", "rita")
    opened = smbot("access", "open", "--member", "rita")

    assert looked.code == 0
    assert (decided.code, opened.code) == (1, 1)
    assert "role does not permit" in decided.err


def test_an_act_that_the_state_does_not_permit_says_so(smbot, an_entry):
    refused = smbot("access", "pass", an_entry, "--by", "export", "--member", "chloe")

    assert refused.code == 1
    assert "“pass” is not possible" in refused.err


def test_what_is_not_said_becomes_questions_in_both_languages(smbot, an_entry):
    suggested = smbot("access", "ask", an_entry, "--member", "chloe")
    asked = json.loads(chloe(smbot, "ask", an_entry, "--about", "when").out)
    number = asked["questions"][0]["number"]
    answered = json.loads(chloe(smbot, "ask", an_entry, "--answered", number).out)

    assert "Which dates or years" in suggested.out
    assert "Quelles dates" in suggested.out
    assert "Which records" not in suggested.out  # the post says which
    assert asked["questions"][0]["answered_at"] is None
    assert answered["questions"][0]["answered_at"]


def test_public_help_that_asks_is_refused(smbot, an_entry):
    refused = smbot("access", "ask", an_entry, "--in-public", "--about", "what", "--member", "chloe")

    assert refused.code == 1
    assert "in private alone" in refused.err


def test_extension_pause_and_another_law(smbot, an_entry):
    extended = json.loads(chloe(smbot, "extend", an_entry, "--days", "30", "--reason", "many records").out)
    paused = json.loads(chloe(smbot, "pause", an_entry, "--for", "fee", "--reason", "fee notice").out)
    resumed = json.loads(chloe(smbot, "resume", an_entry).out)
    changed = json.loads(chloe(smbot, "change", an_entry, "--jurisdiction", "YT", "--reason", "theirs").out)

    assert extended["clock"]["due"] > extended["clock"]["by_law"]
    assert (paused["clock"]["due"], paused["clock"]["no_date"]) == (None, "paused")
    assert resumed["clock"]["due"] == extended["clock"]["due"]
    assert (changed["clock"]["due"], changed["clock"]["no_date"]) == (None, "unverified")


def test_evidence_is_written_for_its_owner_alone(smbot, an_entry, tmp_path):
    folder = tmp_path / "evidence"

    done = json.loads(chloe(smbot, "export", an_entry, folder).out)
    again = smbot("access", "export", an_entry, folder, "--member", "chloe")

    made = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert wrong_files(made) == []
    assert set(done["files"]) == set(made)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert again.code == 2


def test_evidence_of_nothing_leaves_no_folder(smbot, an_entry, tmp_path):
    refused = smbot("access", "export", "d-none", tmp_path / "evidence", "--member", "chloe")

    assert refused.code == 1
    assert not (tmp_path / "evidence").exists()


def test_a_typed_phone_number_does_not_reach_the_tables(smbot, an_entry, an_installation):
    chloe(smbot, "reject", an_entry, "--reason", "call 604 555-0187 instead")

    with an_installation.store.read() as tx:
        entry = tx.docket_entry(an_entry)
        bodies = [line.body for line in tx.audit_lines([an_entry])]
    assert "call" in entry.steps[-1].reason
    assert "0187" not in entry.steps[-1].reason + "".join(bodies)


# --- without an installation -------------------------------------------------------------------------


@pytest.fixture
def nowhere(tmp_path, monkeypatch):
    """A folder without an installation."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SMBOT_CONFIG", raising=False)


def test_the_clock_reckons_anywhere(smbot, nowhere):
    words = ("access", "clock", "--jurisdiction", "BC", "--received", "2026-03-02", "--today", "2026-04-01")

    told, for_machines = smbot(*words), json.loads(smbot(*words, "--json").out)

    assert (told.code, "2026-04-14" in told.out, "Good Friday" in told.out) == (0, True, True)
    assert (for_machines["due"], for_machines["days_left"]) == ("2026-04-14", 8)
    assert for_machines["holidays"] == [{"day": "2026-04-03", "name": "Good Friday"}]


def test_the_clock_speaks_french(smbot, nowhere, monkeypatch):
    monkeypatch.setenv("SMBOT_LANG", "fr")

    told = smbot("access", "clock", "--jurisdiction", "QC", "--received", "2026-06-04")

    assert "2026-06-25" in told.out
    assert "Fête nationale" in told.out or "Saint-Jean" in told.out


def test_the_clock_shows_no_date_for_what_is_not_verified(smbot, nowhere):
    told = smbot("access", "clock", "--jurisdiction", "NU", "--received", "2026-03-02")

    assert told.code == 0
    assert "No date" in told.out
    assert "2026" not in told.out


@pytest.mark.parametrize(
    ("received", "day"),
    [
        ("2026-03-03T04:30:00Z", "2026-03-02"),
        ("2026-03-02T23:30:00-05:00", "2026-03-02"),
        ("2026-03-02T23:30", "2026-03-02"),
        ("2026-03-03T06:00:00+00:00", "2026-03-03"),
    ],
)
def test_a_moment_counts_where_the_body_is(smbot, nowhere, received, day):
    words = ("access", "clock", "--jurisdiction", "CA", "--received", received, "--json")

    assert json.loads(smbot(*words).out)["received"] == day


def test_extensions_and_pauses_can_be_tried(smbot, nowhere):
    words = ("access", "clock", "--jurisdiction", "CA", "--received", "2026-03-02", "--json")

    paused = json.loads(smbot(*words, "--paused", "2026-03-10..2026-03-20").out)
    standing = json.loads(smbot(*words, "--paused", "2026-03-10..").out)
    extended = json.loads(smbot(*words, "--extended", "30").out)

    assert paused["due"] == "2026-04-13"
    assert (standing["due"], standing["days_left"]) == (None, 23)
    assert extended["due"] == "2026-05-01"  # 29 to 31 March, 30 of April, 1 more: Friday


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--received", "2 March"),
        ("--received", "9999-12-31"),
        ("--today", "0001-01-01"),
        ("--today", "tomorrow"),
        ("--paused", "2026-03-10"),
        ("--paused", "2026-03-10..2026-03-01"),
        ("--time-zone", "Mars/Base"),
    ],
)
def test_what_is_mistyped_is_named_with_its_mend(smbot, nowhere, option, value):
    words = {"--jurisdiction": "CA", "--received": "2026-03-02", option: value}

    refused = smbot("access", "clock", *[part for pair in words.items() for part in pair])

    assert refused.code == 2
    assert "→" in refused.err


def test_the_laws_are_listed_with_what_is_not_verified(smbot, nowhere):
    rows = smbot("access", "laws").out.splitlines()
    machine = json.loads(smbot("access", "laws", "--jurisdiction", "NS", "--json").out)

    assert any(row.startswith("YT\t") and "not verified" in row for row in rows)
    assert [(law["effective_from"], law["counting"]) for law in machine] == [
        (None, "calendar"),
        ("2027-04-01", "business"),
    ]
