"""Keys: renewed without a moment in which something cannot be opened, sealed anew after any kill, tried in drills."""

import json
import multiprocessing
import os
import signal

import pytest
from fakes import raw_post, stored_mention
from nacl.public import PrivateKey, SealedBox

from smbot import settings
from smbot.bootstrap import Application
from smbot.bootstrap.key_care import count_by_key, drill, older_sealed, rewrap, take_back
from smbot.core.errors import ConfigurationError, InputError, SealError
from smbot.core.failpoints import FailpointError
from smbot.handoff.box import PrivateText
from smbot.handoff.model import Direction, Said
from smbot.handoff.sealing import TEAM, open_sealed, seal
from smbot.storage.handoff_tables import PrivateMessageRow
from smbot.storage.tables import VaultRow
from smbot.vault.data_keys import key_name, open_key, seal_key, sealed_anew, sealed_to
from smbot.vault.nacl import PostSealer, unseal
from smbot.vault.rotation import demand_rotated, make_pair, older_keys, read_public, settle, take

FORK = multiprocessing.get_context("fork")


def originals(site, count, first=0):
    """Store mentions with sealed originals; return their ids."""
    sealer = PostSealer(site.keys.public("compliance"), site.keys.public("inbox"))
    mentions, keys = [], {}
    with site.store.write() as tx:
        for number in range(first, first + count):
            mention = f"m-{number:04}"
            sealed = sealer.seal(raw_post(), mention)
            tx.session.add(VaultRow(mention=mention, sealed=sealed.vault))
            keys[mention] = sealed.vault_key
            mentions.append(mention)
    site.key_store.put(keys)
    return mentions


def opens(site, mention, key):
    with site.store.read() as tx:
        sealed = tx.sealed_original(mention)
    return unseal(sealed, site.key_store.get(mention), mention, key).platform == "x"


def renew(site, name="compliance"):
    fresh = PrivateKey.generate()
    take(site.key_folder, name, fresh.public_key, fresh)
    return fresh


def test_a_data_key_carries_the_name_of_what_opens_it_and_older_ones_still_open():
    reader = PrivateKey.generate()
    named, bare = seal_key(b"k" * 32, reader.public_key), SealedBox(reader.public_key).encrypt(b"k" * 32)

    assert (sealed_to(named), sealed_to(bare)) == (key_name(reader.public_key), "")
    assert open_key(named, reader) == open_key(bare, reader) == b"k" * 32
    for sealed in (named, bare):
        newer = PrivateKey.generate()
        anew = sealed_anew(sealed, {key_name(reader.public_key): reader}, newer.public_key)
        assert open_key(anew, newer) == b"k" * 32
    assert sealed_anew(named, {"another": PrivateKey.generate()}, reader.public_key) is None


def test_after_renewal_and_rewrapping_the_newer_key_opens_everything_and_the_older_nothing(an_installation):
    site = an_installation
    before = site.keys.private("compliance")
    mentions = originals(site, 6)
    after = renew(site)
    (later,) = originals(site, 1, first=6)  # sealed to the newer key at once

    done = rewrap(site, "compliance", older_keys(site.key_folder, "compliance"), by="Alice")

    assert (done.done, done.already, done.lost) == (6, 1, 0)
    assert all(opens(site, mention, after) for mention in [*mentions, later])
    assert count_by_key(site, "compliance") == {key_name(after.public_key): 7}
    with pytest.raises(SealError):
        opens(site, mentions[3], before)


def test_private_threads_are_sealed_anew_for_the_team_and_not_for_the_person(an_installation):
    site, person = an_installation, PrivateKey.generate()
    said = Said(text=PrivateText("words"), contact=PrivateText(""), when=PrivateText(""))
    sealed = seal(said, "p-1", "c-1", {TEAM: site.keys.public("private"), "code": person.public_key})
    site.private_keys.put("p-1", sealed.keys)
    after = renew(site, "private")

    rewrap(site, "private", older_keys(site.key_folder, "private"), by="Alice")

    team, theirs = site.private_keys.get(TEAM, ["p-1"])["p-1"], site.private_keys.get("code", ["p-1"])["p-1"]
    assert open_sealed(sealed.body, team, "p-1", "c-1", after)
    assert theirs == sealed.keys["code"]
    assert open_sealed(sealed.body, theirs, "p-1", "c-1", person)


def _rewrap_until_killed(config):
    os.environ["SMBOT_FAILPOINT"] = "keys.batch-rewrapped=kill@2"
    application = Application(settings.load(config), environment={})
    rewrap(application, "compliance", older_keys(application.key_folder, "compliance"), by="Alice")


def test_a_kill_between_batches_loses_nothing_and_the_next_run_goes_on_behind_it(an_installation, monkeypatch):
    site = an_installation
    monkeypatch.setattr("smbot.bootstrap.key_care.BATCH", 3)
    mentions = originals(site, 10)
    after = renew(site)
    site.engine.dispose()

    process = FORK.Process(target=_rewrap_until_killed, args=(site.configuration.file,))
    process.start()
    process.join(timeout=120)
    halfway = count_by_key(site, "compliance")[key_name(after.public_key)]
    done = rewrap(site, "compliance", older_keys(site.key_folder, "compliance"), by="Alice")

    assert process.exitcode == -signal.SIGKILL
    assert halfway == 6
    assert (done.done, done.already, done.lost) == (4, 6, 0)
    assert all(opens(site, mention, after) for mention in mentions)


def test_what_is_shredded_while_keys_are_sealed_anew_stays_shredded(an_installation):
    site = an_installation
    mentions = originals(site, 3)
    renew(site)
    read = [(record, sealed, b"anew") for record, sealed in site.key_store.sealed_keys("", 10)]
    site.key_store.shred([mentions[1]])

    replaced = site.key_store.replace(read)

    assert replaced == 2
    assert site.key_store.get(mentions[1]) is None


def test_keys_are_sealed_anew_on_the_machine_that_has_the_older_one_and_brought_back(an_installation, tmp_path):
    site = an_installation
    before = site.keys.private("compliance")
    (site.key_folder / "compliance.key").unlink()  # it lies on the officers' machine
    mentions = originals(site, 4)
    newer = PrivateKey.generate()
    take(site.key_folder, "compliance", newer.public_key)

    carried = list(older_sealed(site, "compliance"))
    anew = [(r, s, sealed_anew(s, {key_name(before.public_key): before}, newer.public_key)) for r, s in carried]
    site.key_store.shred([mentions[0]])
    done = take_back(site, "compliance", [*anew, ("m-x", b"", b"not sealed to the newer key" * 4)], by="Alice")

    assert (done.done, done.already, done.lost) == (3, 1, 1)
    assert all(opens(site, mention, newer) for mention in mentions[1:])
    assert site.key_store.get(mentions[0]) is None
    assert not site.keys.has("compliance")


@pytest.mark.parametrize("place", ["keys.older-aside", "keys.newer-there", "keys.public-taken"])
def test_a_renewal_that_breaks_off_anywhere_leaves_a_key_for_whatever_is_sealed(an_installation, monkeypatch, place):
    site = an_installation
    mentions = originals(site, 2)
    monkeypatch.setenv("SMBOT_FAILPOINT", f"{place}=raise")
    with pytest.raises(FailpointError):
        renew(site)
    monkeypatch.delenv("SMBOT_FAILPOINT")

    settle(site.key_folder, "compliance")
    mentions += originals(site, 1, first=2)
    known = older_keys(site.key_folder, "compliance") | {"here": site.keys.private("compliance")}

    for mention in mentions:
        assert any(_opened(site, mention, key) for key in known.values())
    assert bytes(site.keys.private("compliance").public_key) == bytes(site.keys.public("compliance"))


def _opened(site, mention, key):
    try:
        return opens(site, mention, key)
    except SealError:
        return False


def test_a_drill_tells_what_opens_and_what_would_be_lost(an_installation):
    site = an_installation
    originals(site, 5)
    officers = site.keys.private("compliance")
    (site.key_folder / "compliance.key").unlink()
    with site.store.write() as tx:
        tx.session.add(
            PrivateMessageRow(
                id="p-1",
                case="c-1",
                direction=Direction.IN.value,
                at=site.clock.now(),
                channel="message",
                language="en",
                sealed=b"nothing opens this" * 3,
            )
        )
    site.private_keys.put("p-1", {TEAM: seal_key(b"k" * 32, site.keys.public("private"))})

    without = {one.name: one for one in drill(site, {}, by="Alice")}
    given = {one.name: one for one in drill(site, {"compliance": officers}, by="Alice", sample=3)}

    assert (without["compliance"].here, without["compliance"].hangs_on_it) == (False, 5)
    assert (given["compliance"].tried, given["compliance"].opened, given["compliance"].good) == (3, 3, True)
    assert (given["private"].tried, given["private"].opened, given["private"].good) == (1, 0, False)


def test_a_drill_finds_an_original_whose_key_is_another(an_installation):
    site = an_installation
    originals(site, 2)

    found = {one.name: one for one in drill(site, {"compliance": PrivateKey.generate()}, by="Alice")}

    assert found["compliance"].opened == 0
    assert not found["compliance"].good


def test_a_drill_opens_the_handles_of_posts(an_installation):
    from smbot.core.handle import PlatformHandle
    from smbot.vault.handles import HandleSealer

    site, handle = an_installation, PlatformHandle(post_id="1", first_id="1", author_id="2")
    mention = stored_mention(site.store, handle=b"")
    from smbot.storage.tables import MentionRow

    with site.store.write() as tx:
        tx.session.get_one(MentionRow, mention).handle = HandleSealer(site.keys.public("dispatch")).seal(
            handle, mention
        )

    found = {one.name: one for one in drill(site, {}, by="Alice")}

    assert (found["dispatch"].tried, found["dispatch"].opened) == (1, 1)


@pytest.mark.parametrize("name", ["digest", "audit", "inbox", "dispatch"])
def test_a_key_that_others_are_bound_to_is_not_renewed(name):
    with pytest.raises(ConfigurationError, match="cannot be renewed"):
        demand_rotated(name)


def test_a_pair_is_made_once_and_a_private_key_is_no_public_one(tmp_path):
    make_pair(tmp_path / "stick", "backup")

    with pytest.raises(InputError, match="already"):
        make_pair(tmp_path / "stick", "backup")
    with pytest.raises(InputError, match="no public key"):
        read_public(tmp_path / "stick" / "backup.key")
    assert (tmp_path / "stick" / "backup.key").stat().st_mode & 0o077 == 0


def test_the_lines_that_are_carried_hold_no_more_than_sealed_keys(an_installation):
    site = an_installation
    originals(site, 1)
    renew(site)

    ((record, sealed),) = older_sealed(site, "compliance")

    assert len(sealed) == 88
    assert json.dumps([record]) == '["m-0000"]'
