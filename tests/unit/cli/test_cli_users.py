"""`smbot user …`: adding, listing, roles, resets, disabling – with what is refused, asked and told."""

import io
import json

import pytest
from sqlalchemy import text as sql

from smbot.core.roles import Role
from smbot.members.passwords import verify

PASSWORD = "correct horse battery"
ADD_BOB = ("user", "add", "Bob", "--role", "compliance", "--language", "fr", "--yes")


@pytest.fixture
def team(smbot, config, application):
    """Alice (administrator, approver) and Bob (compliance); the memberships are read anew at each call."""
    assert smbot(*ADD_BOB).code == 0

    def read():
        with application.store.read() as tx:
            return {one.member.name: one for one in tx.memberships()}

    return read


def typed(answer):
    """A terminal at which this is typed."""
    terminal = io.StringIO(answer)
    terminal.isatty = lambda: True
    return terminal


def acts(application):
    with application.store.read() as tx:
        return [json.loads(record.body)["act"] for record in tx.audit_records()]


@pytest.fixture
def no_terminal(monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)


# --- add ---------------------------------------------------------------------------------------------


def test_a_member_is_added_with_a_one_time_password_alone_on_stdout(smbot, config, application):
    done = smbot(*ADD_BOB)

    assert done.code == 0
    assert "shown this once" in done.err
    with application.store.read() as tx:
        bob = next(one for one in tx.memberships() if one.member.name == "Bob")
        stored = tx.credentials(bob.member.id)
    assert verify(stored.password, done.out.strip())
    assert done.out.strip() not in done.err
    assert (bob.member.roles, bob.member.language, bob.must_change) == ({Role.COMPLIANCE}, "fr", True)


def test_the_second_member_parts_the_first_ones_roles_and_says_so(smbot, config, application):
    done = smbot(*ADD_BOB)

    assert "Alice will no longer be compliance officer" in done.err
    with application.store.read() as tx:
        alice = tx.members()[0]
    assert alice.roles == {Role.ADMINISTRATOR, Role.APPROVER}
    assert acts(application)[-2:] == ["member.added", "member.role-changed"]


@pytest.mark.usefixtures("no_terminal")
def test_what_others_lose_needs_a_yes_where_nobody_can_be_asked(smbot, config, application):
    before = acts(application)

    done = smbot(*ADD_BOB[:-1])

    assert done.code == 2
    assert "Alice will no longer be compliance officer" in done.err
    assert "Add --yes." in done.err
    assert (done.out, acts(application)) == ("", before)


def test_at_a_terminal_it_is_asked_and_a_no_changes_nothing(smbot, config, application, monkeypatch):
    monkeypatch.setattr("sys.stdin", typed("\n"))
    before = acts(application)

    done = smbot(*ADD_BOB[:-1])

    assert done.code == 1
    assert done.err.endswith("Go on? [y/N]: Left. Nothing was changed.\n")
    assert acts(application) == before


@pytest.mark.parametrize("answer", ["y", "oui", "O"])
def test_a_yes_in_either_language_goes_on(smbot, config, application, monkeypatch, answer):
    monkeypatch.setattr("sys.stdin", typed(f"{answer}\n"))
    monkeypatch.setenv("SMBOT_LANG", "fr")

    done = smbot(*ADD_BOB[:-1])

    assert done.code == 0
    assert "Continuer? [o/N]\N{NO-BREAK SPACE}: " in done.err


@pytest.mark.usefixtures("no_terminal", "team")
def test_an_act_that_touches_nobody_else_needs_no_yes(smbot):
    assert smbot("user", "add", "Paul", "--role", "reviewer", "--role", "approver", "--member", "Alice").code == 0


def test_what_is_added_is_told_to_machines(smbot, config):
    shown = json.loads(smbot(*ADD_BOB, "--json").out)

    assert set(shown) == {
        "id",
        "name",
        "roles",
        "language",
        "office",
        "languages",
        "consequences",
        "one_time_password",
    }
    assert (shown["name"], shown["roles"], shown["language"]) == ("Bob", ["compliance"], "fr")
    assert shown["consequences"][0].startswith("Alice will no longer be")


BAD_NEW = [
    (("álice", "--role", "viewer"), 1, "this name already"),
    (("Zoe", "--role", "compliance", "--role", "administrator"), 1, "cannot be both"),
    (("", "--role", "viewer"), 2, "needs a name"),
    (("Zoe\u200b", "--role", "viewer"), 2, "character that names do not have"),
    (("system", "--role", "viewer"), 2, "audit log uses this name"),
    (("Zoe", "--role", "boss"), 2, "one of: viewer, reviewer"),
    (("Zoe",), 2, "--role"),
    (("Zoe", "--role", "viewer", "--language", "de"), 2, "one of: en, fr"),
]


@pytest.mark.parametrize(("arguments", "code", "told"), BAD_NEW)
def test_a_member_who_will_not_do_is_refused_with_the_reason(smbot, config, application, arguments, code, told):
    before = acts(application)

    done = smbot("user", "add", *arguments, "--yes")

    assert (done.code, done.out) == (code, "")
    assert told in done.err
    assert acts(application) == before


def test_init_makes_the_first_member_only_and_names_the_command_for_others(smbot, config, monkeypatch):
    monkeypatch.setenv("SMBOT_PASSWORD", PASSWORD)

    done = smbot("init", config.parent, "--name", "Bob")

    assert done.code == 1
    assert "smbot user add NAME" in done.err


def test_init_says_that_the_first_members_roles_exclude_each_other(smbot, tmp_path, monkeypatch):
    monkeypatch.setenv("SMBOT_PASSWORD", PASSWORD)

    done = smbot("init", tmp_path / "new", "--name", "Alice")

    assert done.code == 0
    assert "allowed only while nobody else is active" in done.err
    assert "smbot user add" in done.err


def test_init_makes_an_administrator_where_the_last_one_was_lost(smbot, config, application, monkeypatch):
    monkeypatch.setenv("SMBOT_PASSWORD", PASSWORD)
    with application.store.write() as tx:
        tx.session.execute(sql("""UPDATE member SET roles = '["approver", "compliance"]'"""))

    done = smbot("init", config.parent, "--name", "Root")

    assert done.code == 0, done.err
    with application.store.read() as tx:
        roles = {one.name: one.roles for one in tx.members()}
    assert roles == {"Alice": {Role.APPROVER}, "Root": {Role.ADMINISTRATOR}}


# --- list --------------------------------------------------------------------------------------------


def test_the_list_shows_everybody_and_what_the_team_lacks(smbot, team):
    done = smbot("user", "list", "--member", "Alice")

    rows = [line.split("\t") for line in done.out.splitlines()]
    assert rows == [
        ["Alice", "approver, administrator", "en", "no", "never", "active", "", "en"],
        ["Bob", "compliance officer", "fr", "no", "never", "one-time password", "", "fr"],
    ]
    assert "There is one approver" in done.err


def test_who_is_alone_is_told_how_to_add_others(smbot, config):
    done = smbot("user", "list")

    assert done.out.startswith("Alice\t")
    assert "You are alone here" in done.err


def test_the_list_for_machines(smbot, team):
    shown = json.loads(smbot("user", "list", "--member", "Alice", "--json").out)

    assert shown[1] == {
        "id": team()["Bob"].member.id,
        "name": "Bob",
        "roles": ["compliance"],
        "language": "fr",
        "office": "",
        "languages": ["fr"],
        "disabled": False,
        "one_time_password": True,
        "second_factor": False,
        "recovery_codes": 0,
        "last_sign_in": None,
    }


def test_the_list_is_in_french_for_a_french_reader(smbot, team, monkeypatch):
    monkeypatch.setenv("SMBOT_LANG", "fr")

    assert smbot("user", "list", "--member", "Alice").code == 0


def test_without_any_member_the_way_to_the_first_is_told(smbot, config, application):
    with application.store.write() as tx:
        tx.session.execute(sql("DELETE FROM member"))

    done = smbot("user", "list")

    assert done.code == 1
    assert "smbot init --name NAME" in done.err


# --- roles -------------------------------------------------------------------------------------------


def test_roles_are_given_and_taken(smbot, team):
    done = smbot("user", "role", "bob", "--add", "viewer", "--remove", "compliance", "--member", "Alice", "--yes")

    assert done.code == 0
    assert "Bob (viewer)" in done.err
    assert team()["Bob"].member.roles == {Role.VIEWER}


BAD_ROLES = [
    (("Bob", "--add", "administrator"), 1, "cannot be both"),
    (("Alice", "--remove", "administrator"), 1, "last active administrator"),
    (("Bob", "--add", "compliance"), 1, "Nothing changes"),
    (("Bob", "--remove", "compliance"), 2, "at least one role"),
    (("Bob",), 2, "Say which role"),
    (("Nobody", "--add", "viewer"), 1, "no team member of this name"),
]


@pytest.mark.parametrize(("arguments", "code", "told"), BAD_ROLES)
def test_a_change_of_roles_that_will_not_do_is_refused(smbot, team, arguments, code, told):
    before = team()

    done = smbot("user", "role", *arguments, "--member", "Alice", "--yes")

    assert done.code == code
    assert told in done.err
    assert team() == before


@pytest.mark.usefixtures("no_terminal")
def test_a_change_that_leaves_nobody_to_approve_is_warned_of(smbot, team):
    asked = smbot("user", "role", "Alice", "--remove", "approver", "--member", "Alice")
    done = smbot("user", "role", "Alice", "--remove", "approver", "--member", "Alice", "--yes")

    assert (asked.code, done.code) == (2, 0)
    assert "Nobody may approve replies." in asked.err


# --- reset, disable, enable --------------------------------------------------------------------------


def test_a_reset_password_is_shown_once_on_stdout(smbot, team, application):
    done = smbot("user", "reset", "Bob", "--member", "Alice", "--yes")

    assert done.code == 0
    with application.store.read() as tx:
        stored = tx.credentials(team()["Bob"].member.id)
    assert verify(stored.password, done.out.strip())


def test_an_administrator_who_is_alone_can_reset_the_own_password(smbot, config):
    done = smbot("user", "reset", "Alice", "--yes")

    assert done.code == 0
    assert len(done.out.strip()) == 19


def test_a_lost_second_factor_is_reset(smbot, team, application):
    without = smbot("user", "reset", "Bob", "--second-factor", "--member", "Alice", "--yes")
    with application.store.write() as tx:
        tx.keep_second_factor(team()["Bob"].member.id, b"sealed", step=1, recovery=["d"])

    done = smbot("user", "reset", "Bob", "--second-factor", "--member", "Alice", "--yes")

    assert (without.code, done.code, done.out) == (1, 0, "")
    assert "no second factor" in without.err
    assert not team()["Bob"].second_factor


@pytest.mark.usefixtures("no_terminal")
@pytest.mark.parametrize("command", [("reset", "Bob"), ("reset", "Bob", "--second-factor"), ("disable", "Bob")])
def test_what_ends_sessions_is_asked_before(smbot, team, command):
    before = team()

    done = smbot("user", *command, "--member", "Alice")

    assert done.code == 2
    assert "sessions" in done.err
    assert team() == before


def test_a_disabled_member_is_listed_and_cannot_be_acted_as_until_enabled(smbot, team):
    assert smbot("user", "disable", "Bob", "--member", "Alice", "--yes").code == 0
    assert "\tdisabled" in smbot("user", "list", "--member", "Alice").out

    refused = smbot("queue", "list", "--member", "Bob")
    alone = smbot("queue", "list")
    again = smbot("user", "disable", "Bob", "--yes")
    enabled = smbot("user", "enable", "Bob", "--yes")

    assert (refused.code, alone.code, again.code, enabled.code) == (1, 0, 1, 0)
    assert "This account is disabled." in refused.err
    assert "disabled already" in again.err
    assert smbot("queue", "list", "--member", "Bob").code == 0


def test_the_last_administrator_is_not_disabled(smbot, team):
    done = smbot("user", "disable", "Alice", "--member", "Alice", "--yes")

    assert done.code == 1
    assert "last active administrator" in done.err
    assert "→ First make somebody else an administrator" in done.err


@pytest.mark.parametrize(
    "command",
    [
        ("list",),
        ("add", "Eve", "--role", "administrator"),
        ("role", "Bob", "--add", "viewer"),
        ("reset", "Alice"),
        ("disable", "Alice"),
        ("enable", "Alice"),
    ],
)
def test_who_is_no_administrator_may_do_nothing_here(smbot, team, command):
    before = team()

    done = smbot("user", *command, "--member", "Bob")

    assert done.code == 1
    assert "Your role does not permit this." in done.err
    assert team() == before


# --- the key of second factors, and doctor -----------------------------------------------------------


def test_init_makes_the_key_that_an_older_installation_lacks(smbot, config):
    key = config.parent / "keys" / "members.key"
    key.unlink()

    done = smbot("init", config.parent)

    assert done.code == 0
    assert len(key.read_bytes()) == 32


def test_init_makes_no_new_key_where_a_second_factor_is_sealed_with_the_old(smbot, config, application):
    key = config.parent / "keys" / "members.key"
    key.unlink()
    with application.store.write() as tx:
        tx.keep_second_factor(tx.members()[0].id, b"sealed", step=1, recovery=[])

    done = smbot("init", config.parent)

    assert done.code == 3
    assert str(key) in done.err
    assert not key.exists()


def doctor(smbot):
    return [f for f in json.loads(smbot("doctor", "--json").out) if f["check"] == "members"]


def test_doctor_advises_who_is_alone(smbot, config):
    found = doctor(smbot)

    assert all(f["advice"] for f in found)
    assert any("roles that exclude each other" in f["what"] for f in found)
    assert any("Without a second factor: Alice." in f["what"] for f in found)


def test_doctor_names_accounts_that_hold_what_excludes_each_other(smbot, team, application):
    with application.store.write() as tx:
        tx.keep_roles(team()["Bob"].member.id, frozenset({Role.COMPLIANCE, Role.APPROVER}))

    [found] = [f for f in doctor(smbot) if not f["ok"] and not f["advice"]]

    assert found["what"] == "Bob is both compliance officer and approver."
    assert found["fix"] == "smbot user role “Bob” --remove compliance"


def test_doctor_tells_that_nobody_is_administrator_and_how_to_mend_it(smbot, team, application):
    with application.store.write() as tx:
        tx.set_disabled(team()["Alice"].member.id, True)

    [found] = [f for f in doctor(smbot) if not f["ok"] and not f["advice"]]

    assert "no active administrator" in found["what"]
    assert "smbot init --name" in found["fix"]


def test_doctor_fails_in_live_mode_where_nobody_may_approve(smbot, team, application, live):
    with application.store.write() as tx:
        tx.keep_roles(team()["Alice"].member.id, frozenset({Role.ADMINISTRATOR}))

    [found] = [f for f in doctor(smbot) if not f["ok"] and not f["advice"]]

    assert found["what"] == "Nobody may approve replies."


def test_doctor_advises_on_one_time_passwords_that_were_never_changed(smbot, team):
    assert any("never changed: Bob." in f["what"] and f["advice"] for f in doctor(smbot))


def test_doctor_is_content_with_a_team_whose_duties_are_separate(smbot, team, application):
    for name in ("Paul", "Petra"):
        smbot("user", "add", name, "--role", "approver", "--member", "Alice", "--yes")
    with application.store.write() as tx:
        for one in tx.memberships():
            tx.keep_password(one.member.id, "hash", must_change=False)
            tx.keep_second_factor(one.member.id, b"sealed", step=1, recovery=[])

    [found] = doctor(smbot)

    assert found["ok"]
    assert found["what"] == "4 members are active, and duties are separate."
