"""Units for systemd: one for each role, with its own credentials alone, hardened, and read by systemd itself."""

import subprocess
from configparser import ConfigParser

import pytest
from fakes import NOW

from smbot import settings
from smbot.bootstrap import Application
from smbot.core.clock import FrozenClock
from smbot.core.errors import ConfigurationError
from smbot.daemon.parts import KEYS, Part
from smbot.daemon.units import write_units
from smbot.testing.x import XServer, XWorld
from tests.installations import SECRETS, write_installation

OFF = {Part.WEBHOOKS, Part.CITIZEN}
OF_THE_TELLER = {"notifications.targets", "mail.password"}


class Repeating(dict):
    """Keeps every value of a key that stands several times, as systemd does."""

    def __setitem__(self, key, value):
        if key in self and isinstance(value, list):
            self[key].extend(value)
        else:
            super().__setitem__(key, value)


def parse(path):
    """Return a unit's sections; each key has the list of its values."""
    parser = ConfigParser(strict=False, dict_type=Repeating, interpolation=None, empty_lines_in_values=False)
    parser.optionxform = str
    parser.read(path, "utf-8")
    return {s: {k: v.split("\n") for k, v in parser.items(s, raw=True)} for s in parser.sections()}


@pytest.fixture
def a_site(tmp_path):
    """The configuration file of an installation with all secrets, and a folder for units."""
    world = XWorld(FrozenClock(NOW))
    with XServer(world) as server:
        file = write_installation(tmp_path / "site", world, server)
    for name in OF_THE_TELLER:
        path = file.parent / "secrets" / name
        path.touch(mode=0o600)
        path.write_text("json://127.0.0.1:1/x", "utf-8")
    return file, tmp_path / "units"


def write(file, folder):
    application = Application(settings.load(file), FrozenClock(NOW), {})
    try:
        write_units(application, folder)
    finally:
        application.close()
    return {path.name: parse(path) for path in folder.iterdir() if path.suffix in {".service", ".target"}}


def test_there_is_a_unit_for_each_role_and_one_target_for_all(a_site):
    units = write(*a_site)

    assert set(units) == {f"smbot-{part}.service" for part in Part} | {"smbot.target"}
    wanted = units["smbot.target"]["Unit"]["Wants"][0].split()
    assert set(wanted) == {f"smbot-{part}.service" for part in Part if part not in OFF}, "these are off"
    for part in Part:
        unit = units[f"smbot-{part}.service"]
        assert unit["Service"]["ExecStart"][0].endswith(f"run --config {a_site[0].resolve()} --role {part}")
        assert unit["Unit"]["PartOf"] == ["smbot.target"]


def test_webhooks_run_where_they_have_an_address(a_site):
    file, folder = a_site
    file.write_text(file.read_text("utf-8") + '[webhooks]\npublic_url = "https://hooks.example.ca"\n', "utf-8")

    units = write(file, folder)

    assert "smbot-webhooks.service" in units["smbot.target"]["Unit"]["Wants"][0]
    assert "hooks.example.ca {" in (folder / "Caddyfile.example").read_text("utf-8")


def credentials(unit):
    return {line.partition(":")[0] for line in unit["Service"]["LoadCredential"]}


@pytest.mark.parametrize("part", Part)
def test_each_role_gets_its_own_credentials_and_no_other(part, a_site):
    unit = write(*a_site)[f"smbot-{part}.service"]

    every = {f"x.{name}" for name in SECRETS}
    secrets = {
        Part.COLLECT: every,
        Part.WORK: {"x.consumer_secret"},
        Part.DISPATCH: every | OF_THE_TELLER,
        Part.DESK: set(),
        Part.WEBHOOKS: {"x.consumer_secret"},
        Part.CITIZEN: set(),
    }
    assert credentials(unit) == {f"smbot.{name}" for name in KEYS[part]} | secrets[part]


def test_the_officers_key_goes_to_nobody_and_the_log_is_signed_by_one(a_site):
    units = write(*a_site)

    given = {part: credentials(units[f"smbot-{part}.service"]) for part in Part}
    assert all("smbot.compliance.key" not in names for names in given.values())
    assert [part for part, names in given.items() if "smbot.audit.key" in names] == [Part.WORK]
    assert [part for part, names in given.items() if "smbot.inbox.key" in names] == [Part.WORK]


@pytest.mark.parametrize("part", Part)
def test_keys_and_secrets_are_hidden_from_every_role(part, a_site):
    file, folder = a_site
    unit = write(file, folder)[f"smbot-{part}.service"]

    hidden = {path.removeprefix("-") for path in unit["Service"]["InaccessiblePaths"]}
    site = file.parent.resolve()
    keys = {str(path) for path in (site / "keys").iterdir()}
    assert str(site / "secrets") in hidden
    assert str(site / "keys") in hidden or keys | {str(site / "keys" / "old")} <= hidden
    assert (str(site / "data" / "keys.db") in hidden) == (part == Part.WEBHOOKS)


@pytest.mark.parametrize("part", Part)
def test_the_network_is_what_the_role_needs(part, a_site):
    service = write(*a_site)[f"smbot-{part}.service"]["Service"]

    if part == Part.WORK:
        assert (service["PrivateNetwork"], service["RestrictAddressFamilies"]) == (["yes"], ["AF_UNIX"])
    if part in {Part.WORK, Part.DESK, Part.WEBHOOKS, Part.CITIZEN}:
        assert service["IPAddressDeny"] == ["any"]
    else:
        assert "IPAddressDeny" not in service


def on_postgresql(file, host, options=""):
    """Let the settings name two databases of a host, with their passwords."""
    urls = [f"postgresql://smbot@{host}/{name}{options}" for name in ("smbot", "smbot_keys")]
    file.write_text(
        file.read_text("utf-8") + f'[storage]\nurl = "{urls[0]}"\nkey_url = "{urls[1]}"\n', encoding="utf-8"
    )
    for name in ("storage.password", "storage.key_password"):
        path = file.parent / "secrets" / name
        path.touch(mode=0o600)
        path.write_text("made-up", "utf-8")


@pytest.mark.parametrize("part", Part)
def test_on_postgresql_each_role_has_what_it_needs_to_reach_it(part, a_site):
    file, folder = a_site
    on_postgresql(file, "db.example.ca", "?sslmode=verify-full")

    unit = write(file, folder)[f"smbot-{part}.service"]

    assert "storage.password" in credentials(unit)
    assert ("storage.key_password" in credentials(unit)) == (part != Part.WEBHOOKS)
    assert "AF_INET " in unit["Service"]["RestrictAddressFamilies"][0]
    assert not {"PrivateNetwork", "IPAddressDeny"} & set(unit["Service"])
    assert unit["Unit"]["After"] == ["network-online.target"]


@pytest.mark.parametrize("part", [Part.WORK, Part.DESK, Part.WEBHOOKS, Part.CITIZEN])
def test_a_postgresql_of_this_machine_lets_nobody_out_of_it(part, a_site):
    file, folder = a_site
    on_postgresql(file, "127.0.0.1")

    service = write(file, folder)[f"smbot-{part}.service"]["Service"]

    assert "PrivateNetwork" not in service
    assert (service["IPAddressDeny"], service["IPAddressAllow"]) == (["any"], ["localhost"])


def test_a_postgresql_behind_a_socket_needs_no_network(a_site):
    file, folder = a_site
    on_postgresql(file, "", "?host=/run/postgresql")

    assert write(file, folder)["smbot-work.service"]["Service"]["PrivateNetwork"] == ["yes"]


def test_a_desk_that_listens_to_others_is_not_cut_off(a_site):
    file, folder = a_site
    file.write_text(file.read_text("utf-8").replace("[web]", '[web]\nhost = "0.0.0.0"'), "utf-8")

    assert "IPAddressDeny" not in write(file, folder)["smbot-desk.service"]["Service"]


def test_a_secret_that_is_not_there_stops_no_unit(a_site):
    file, folder = a_site
    (file.parent / "secrets" / "x.bearer_token").unlink()

    assert "x.bearer_token" not in credentials(write(file, folder)["smbot-collect.service"])


def test_units_are_written_anew(a_site):
    write(*a_site)
    (a_site[1] / "smbot-work.service").write_text("changed", "utf-8")

    assert "Service" in write(*a_site)["smbot-work.service"]


def test_a_folder_that_cannot_be_written_is_told(a_site):
    file, folder = a_site
    folder.write_text("a file", "utf-8")

    with pytest.raises(ConfigurationError) as error:
        write(file, folder)

    assert error.value.where == str(folder)


def test_no_placeholder_is_left(a_site):
    file, folder = a_site
    write(file, folder)

    for path in folder.iterdir():
        for name in ("FOLDER", "ROLE", "USER", "DESK", "WEBHOOKS", "NETWORK", "SERVICES", "VERSION"):
            assert f"@{name}@" not in path.read_text("utf-8"), path.name


def test_systemd_itself_finds_nothing_wrong_with_them(a_site):
    file, folder = a_site
    write(file, folder)
    units = [str(path) for path in folder.iterdir() if path.suffix in {".service", ".target"}]

    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )

    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize("part", Part)
def test_systemd_calls_their_exposure_low(part, a_site):
    """`--threshold` is in tenths: 20 is an exposure of 2.0 of 10; 9.6 is what a bare unit has."""
    file, folder = a_site
    write(file, folder)

    checked = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", "--threshold=20", str(folder / f"smbot-{part}.service")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.returncode == 0, checked.stdout[-500:]


def test_a_desk_with_a_sign_in_service_may_call_it_and_gets_its_secret(a_site):
    file, folder = a_site
    table = '[sign_in.oidc]\nissuer = "https://login.example.ca"\nclient_id = "desk"\n\n[web]'
    file.write_text(file.read_text("utf-8").replace("[web]", table), "utf-8")
    secret = file.parent / "secrets" / "oidc.client_secret"
    secret.touch(mode=0o600)
    secret.write_text("made-up", "utf-8")

    units = write(file, folder)

    desk = units["smbot-desk.service"]
    assert "IPAddressDeny" not in desk["Service"]
    assert "oidc.client_secret" in credentials(desk)
    assert all(
        "oidc.client_secret" not in credentials(units[f"smbot-{part}.service"]) for part in Part if part != "desk"
    )
