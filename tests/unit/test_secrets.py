"""Secrets: the environment before systemd's credentials before files, and never open to others."""

import pytest

from smbot.core.errors import ConfigurationError
from smbot.secrets import credentials_folder, read_secrets


@pytest.fixture
def a_folder(tmp_path):
    """The factory `a_folder(name=value)` of a folder of owner-only secrets."""

    def make(**secrets):
        folder = tmp_path / "secrets"
        folder.mkdir(exist_ok=True)
        for name, value in secrets.items():
            file = folder / f"x.{name}"
            file.write_text(value, "utf-8")
            file.chmod(0o600)
        return folder

    return make


@pytest.fixture
def credentials(tmp_path):
    """The environment of a systemd service that was given one credential."""
    folder = tmp_path / "credentials"
    folder.mkdir()
    (folder / "x.token").write_text("from systemd\n")
    return {"CREDENTIALS_DIRECTORY": str(folder)}


def test_a_secret_is_read_from_its_file_without_the_line_end(a_folder):
    assert read_secrets("x", ["token"], a_folder(token=" from file \n"), {}) == {"token": "from file"}


def test_a_systemd_credential_goes_before_the_file(a_folder, credentials):
    assert read_secrets("x", ["token"], a_folder(token="from file"), credentials) == {"token": "from systemd"}


def test_the_environment_goes_before_both(a_folder, credentials):
    environment = credentials | {"SMBOT_X_TOKEN": "from environment "}

    assert read_secrets("x", ["token"], a_folder(token="from file"), environment) == {"token": "from environment"}


def test_what_systemd_does_not_have_is_read_from_the_file(a_folder, credentials):
    assert read_secrets("x", ["other"], a_folder(other="from file"), credentials) == {"other": "from file"}


def test_secrets_that_are_not_there_are_left_out(a_folder):
    assert read_secrets("x", ["token", "other", "empty"], a_folder(token="t", empty=" \n"), {}) == {"token": "t"}


def test_only_named_secrets_of_the_platform_are_read(a_folder):
    assert read_secrets("y", ["token"], a_folder(token="t"), {"SMBOT_X_TOKEN": "e"}) == {}


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_secret_that_others_can_read_is_refused(a_folder, mode):
    folder = a_folder(token="canary")
    (folder / "x.token").chmod(mode)

    with pytest.raises(ConfigurationError, match="Others can read this secret") as refused:
        read_secrets("x", ["token"], folder, {})

    assert f"chmod 600 {folder / 'x.token'}" in str(refused.value)
    assert "canary" not in str(refused.value)


def test_a_secret_that_is_no_text_is_told_and_not_shown(a_folder):
    folder = a_folder(token="x")
    (folder / "x.token").write_bytes(b"canary\xff")

    with pytest.raises(ConfigurationError, match="cannot be read") as refused:
        read_secrets("x", ["token"], folder, {})

    assert refused.value.where == str(folder / "x.token")
    assert "canary" not in str(refused.value)


def test_without_systemd_there_is_no_credentials_folder():
    assert credentials_folder({}) is None
    assert credentials_folder({"CREDENTIALS_DIRECTORY": ""}) is None
