"""The private zone's key pair, its store of data keys, and its settings."""

import pytest
from pydantic import ValidationError
from unit.handoff.conftest import Zone

from smbot import settings
from smbot.core.errors import ConfigurationError
from smbot.installation import install
from smbot.settings.matters import HandoffTable
from smbot.vault.keys import read_keys


def test_an_installation_of_an_earlier_version_gets_the_pair(an_installation):
    folder = an_installation.key_folder
    for half in ("key", "pub"):
        (folder / f"private.{half}").unlink()

    install(an_installation.configuration.file.parent, None).close()

    keys = read_keys(folder)
    assert bytes(keys.private("private").public_key) == bytes(keys.public("private"))
    assert (folder / "private.key").stat().st_mode & 0o077 == 0


def test_the_secret_half_may_lie_elsewhere_and_is_not_made_anew(an_installation):
    folder = an_installation.key_folder
    before = (folder / "private.pub").read_bytes()
    (folder / "private.key").unlink()

    install(an_installation.configuration.file.parent, None).close()

    assert not (folder / "private.key").exists()
    assert (folder / "private.pub").read_bytes() == before


def test_a_lost_pair_is_not_replaced_once_something_is_sealed_to_it(an_installation, a_clock):
    zone = Zone(an_installation, a_clock)
    _, visitor = zone.claimed()
    zone.write(visitor)
    for half in ("key", "pub"):
        (an_installation.key_folder / f"private.{half}").unlink()

    with pytest.raises(ConfigurationError):
        install(an_installation.configuration.file.parent, None)


def test_keys_are_kept_by_message_and_reader_and_shredded_together(an_installation):
    store = an_installation.private_keys
    store.put("p-1", {"team": b"1", "CODE": b"2"})
    store.put("p-2", {"team": b"3"})

    assert store.get("team", ["p-1", "p-2", "p-3"]) == {"p-1": b"1", "p-2": b"3"}
    store.shred(["p-1"])

    assert store.get("team", ["p-1", "p-2"]) == {"p-2": b"3"}
    assert store.get("CODE", ["p-1"]) == {}
    assert store.get("team", []) == {}


def test_more_keys_are_read_than_a_database_takes_at_once(an_installation):
    store = an_installation.private_keys
    names = [f"p-{number}" for number in range(1_100)]
    store.put("p-7", {"team": b"7"})
    store.put("p-1099", {"team": b"9"})

    assert set(store.get("team", names)) == {"p-7", "p-1099"}
    store.shred(names)
    assert store.get("team", names) == {}


@pytest.mark.parametrize("url", ["http://gateway.example.ca/x", "ftp://gateway.example.ca", "gateway", "https://"])
def test_a_webhook_is_reached_by_https_alone(url):
    with pytest.raises(ValidationError):
        HandoffTable(webhook_url=url)


@pytest.mark.parametrize("url", ["", "https://gateway.example.ca/x", "http://127.0.0.1:9/x"])
def test_a_webhook_of_this_machine_may_be_plain(url):
    assert HandoffTable(webhook_url=url).webhook_url == url


def test_the_example_has_the_private_zones_settings(an_installation):
    loaded = settings.load(an_installation.configuration.file).settings

    assert (loaded.handoff.deletion, loaded.citizen.port, loaded.citizen.authority) == ("at-once", 8325, None)
