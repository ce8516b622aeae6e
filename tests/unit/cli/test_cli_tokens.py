"""`smbot token …`: making, listing and revoking tokens for programs."""

import json

SCOPES = ("--scope", "write:sending")


def test_a_token_is_made_listed_and_revoked_and_its_secret_is_shown_once(smbot, application):
    made = smbot("token", "create", "Dashboard", *SCOPES, "--days", "7", "--json")
    new = json.loads(made.out)
    listed = smbot("token", "list", "--json")
    revoked = smbot("token", "revoke", new["id"], "--yes")
    again = smbot("token", "revoke", new["id"], "--yes")
    [after] = json.loads(smbot("token", "list", "--all", "--json").out)

    assert (made.code, revoked.code, again.code) == (0, 0, 1)
    assert new["secret"].startswith("smbot_")
    assert [each["id"] for each in json.loads(listed.out)] == [new["id"]]
    assert new["secret"] not in listed.out
    assert after["revoked_at"] is not None


def test_the_secret_alone_stands_on_stdout(smbot, application):
    made = smbot("token", "create", "Dashboard", *SCOPES)

    [secret] = made.out.split()
    assert secret.startswith("smbot_")


def test_what_cannot_be_is_refused(smbot, application):
    assert smbot("user", "add", "Vera", "--role", "viewer", "--yes").code == 0
    create, vera = ("token", "create", "Dashboard"), ("--member", "Vera")

    unknown = smbot(*create, "--scope", "everything", *vera)
    too_long = smbot(*create, "--scope", "read:queue", "--days", "366", *vera)
    beyond = smbot(*create, "--scope", "write:queue", *vera)

    assert (unknown.code, too_long.code, beyond.code) == (2, 2, 1)
    assert json.loads(smbot("token", "list", "--json", *vera).out) == []
