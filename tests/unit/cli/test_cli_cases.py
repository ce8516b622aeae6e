"""`smbot case` on an installation: every command does what it says, for people and for machines."""

import json

import pytest
from fakes import redacted, stored_mention

from smbot import settings
from smbot.bootstrap.cases import survey_of
from smbot.core.ids import new_member_id
from smbot.core.post_kinds import PostKind
from smbot.core.roles import Member, Role
from smbot.storage.tables import TokenRow

PHONE = "604-555-0187"


@pytest.fixture
def case(smbot, an_installation):
    """Run `smbot case …` as Alice; return what it wrote, read as JSON where --json is among the arguments."""
    with an_installation.store.write() as tx:
        tx.add_member(
            Member(id=new_member_id(), name="Benoît", roles=frozenset({Role.REVIEWER}), language="fr"), "hash"
        )

    def run(command, *arguments, fails=None):
        config = an_installation.configuration.file
        done = smbot("case", command, *arguments, "--config", config, "--member", "Alice")
        assert done.code == (fails or 0), done.err
        if fails:
            return done.err
        return json.loads(done.out) if "--json" in arguments else done.out + done.err

    return run


@pytest.fixture
def post(an_installation):
    """Store a post."""

    def make(author="author-1", text="it is broken", **changes):
        return stored_mention(an_installation.store, pseudonym=author, text=redacted(text), **changes)

    return make


def opened(case, kind="complaint", *arguments):
    return case("open", kind, *arguments, "--json")["id"]


def test_a_case_goes_its_way(case, post):
    one = opened(case, "complaint", post(), "--program", "licences", "--priority", "high")

    states = [
        case("assign", one, "--json")["state"],
        case("wait", one, "--reason", "asked for a date", "--json")["state"],
        case("resume", one, "--json")["state"],
        case("resolve", one, "--outcome", "explained", "--json")["state"],
        case("close", one, "--json")["state"],
        case("reopen", one, "--reason", "again", "--json")["state"],
    ]

    assert states == ["in-progress", "waiting-for-citizen", "in-progress", "resolved", "closed", "reopened"]
    [listed] = case("list", "--program", "licences", "--json")
    assert (listed["id"], listed["priority"], listed["assignee"]) == (one, "high", "Alice")
    assert listed["clock"]["allowed_seconds"] == 16 * 3600


def test_show_tells_notes_tasks_hand_overs_and_what_can_be_done(case, post):
    one = opened(case, "complaint", post())
    case("note", one, f"she can be reached at {PHONE}")
    case("task", one, "call back", "--who", "Benoît", "--until", "2026-11-05")
    case("hand-over", one, "--reason", "she writes in French", "--language", "fr")

    shown = case("show", one)
    told = case("show", one, "--json")

    assert PHONE not in shown + json.dumps(told)
    assert "[PHONE_NUMBER 1]" in told["notes"][0]["text"]
    assert told["tasks"][0]["until"] == "2026-11-06T04:59:00+00:00"  # the end of the day in Toronto
    assert (told["assignee"], told["hand_overs"][0]["language"]) == ("Benoît", "fr")
    for words in ("complaint, in progress", "Task 1 of Benoît", "Handed over by Alice to Benoît", "  resolve"):
        assert words in shown


def test_a_task_is_done(case):
    one = opened(case)
    case("task", one, "call back")

    case("done", one, "1")

    assert case("show", one, "--json")["tasks"][0]["done_by"] == "Alice"
    assert "no task" in case("done", one, "1", fails=1)


def test_a_note_hides_what_the_post_of_the_case_hides(case, an_installation, post):
    mention = post()
    with an_installation.store.write() as tx:
        digest = an_installation.digester.token("conversation-digest", "tremblay")
        tx.session.add(TokenRow(conversation="conversation-digest", digest=digest))
    one = opened(case, "complaint", mention)

    case("note", one, "Tremblay called again")

    assert "Tremblay" not in case("show", one)


def test_incidents_make_a_problem_and_leave_it(case, post):
    fault = "the payment kiosk in Moncton eats cards"
    first, second = (
        opened(case, "incident", post(author, fault, conversation=author)) for author in ("author-1", "author-2")
    )
    [likely] = case("problem", second, "--suggest", "--json")
    assert likely["case"] == first

    problem = case("problem", first, "--json")["id"]
    case("join", second, problem)
    assert case("show", problem, "--json")["count"] == 2
    assert "Incidents: 2" in case("show", problem)
    case("separate", second, "--reason", "another kiosk")

    assert case("show", problem, "--json")["incidents"] == [first]


def test_two_accounts_are_joined_by_what_was_said_in_private(case, post):
    one = opened(case, "complaint", post("on-x"))
    other, message = post("on-facebook"), post("on-facebook", kind=PostKind.MESSAGE)

    assert "private message" in case("join", one, "--account-of", other, "--said-in", other, fails=1)
    case("join", one, "--account-of", other, "--said-in", message)

    assert other in case("add", one, other, "--json")["mentions"]


def test_calls_are_raised_listed_and_taken(case):
    one = opened(case, "incident", "--priority", "urgent")

    [call] = case("page", "--json")
    assert call["about"] == one
    assert call["id"] in case("page")
    assert case("page", one, "--json")[0]["id"] == call["id"]
    case("page", "--acknowledge", call["id"])

    assert case("page", "--json") == []
    assert "Alice has acknowledged" in case("page", "--acknowledge", call["id"], fails=1)


def test_the_survey_is_asked_and_told(case, an_installation):
    one = opened(case, "complaint", "--program", "licences")
    assert "not possible" in case("survey", one, fails=1)
    case("close", one, "--outcome", "solved")
    token = case("survey", one, "--json")["path"].removeprefix("/survey/")
    survey_of(an_installation).answer(token, solved=True, own_language=False)

    told = case("survey", "--by", "program", "--json")

    assert told["all"]["answered"]["count"] == 1
    assert told["results"]["licences"]["own_language"] == {
        "count": 0,
        "of": 1,
        "share": 0.0,
        "interval": pytest.approx([0.0, 0.793], abs=0.01),
    }
    assert "licences" in case("survey", "--by", "program")


def test_a_case_climbs_by_command(case):
    one = opened(case)

    assert case("escalate", one, "--reason", "a reporter asks", "--json")["escalated"] == 1


def test_descriptions_change(case):
    one = opened(case)

    told = case("describe", one, "--language", "fr", "--office", "dufferin", "--json")

    assert (told["language"], told["office"]) == ("fr", "dufferin")
    assert "Say what is to change" in case("describe", one, fails=1)


def test_overdue_cases_are_found(case, post, an_installation):
    old = opened(case, "complaint", post(posted_at=an_installation.clock.now().replace(year=2025)))
    opened(case)

    assert [each["id"] for each in case("list", "--overdue", "--json")] == [old]
    assert "overdue since 20" in case("list")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("show", "c-none"), 1, "no case of this id"),
        (("open", "complaint", "m-none"), 1, "no mention of this id"),
        (("open", "problem"), 1, "made from incidents"),
        (("task", "c-none", "words", "--until", "soon"), 2, "no date"),
        (("join", "c-none"), 2, "Name a problem"),
        (("problem", "c-1", "c-2", "--suggest"), 2, "Name one incident"),
        (("page", "c-1", "--acknowledge", "p-1"), 2, "Name a case"),
    ],
)
def test_what_does_not_hold_is_told(case, arguments, code, words):
    assert words in case(*arguments, fails=code)


def test_who_is_on_call_needs_a_way_to_be_reached(case, an_installation):
    file = an_installation.configuration.file
    file.write_text(
        file.read_text("utf-8") + '\n[[cases.on_call]]\nmember = "Alice"\naddress = "alice@example.ca"\n', "utf-8"
    )

    assert "no mail server" in case("page", "--acknowledge", "p-1", fails=3)
    assert settings.load(file).settings.cases.on_call[0].member == "Alice"
