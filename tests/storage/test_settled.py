"""Databases that the server's own backup put back are settled before smbot starts; files are no matter there."""

from datetime import timedelta

import pytest
from fakes import NOW, stored_mention

from smbot.access.names import Means
from smbot.access.orders import PassingOrder, PassingState
from smbot.backup.settle import settle_in_place
from smbot.cli.backup import make
from smbot.core.clock import FrozenClock
from smbot.core.errors import ConfigurationError
from smbot.core.events import SYSTEM
from smbot.core.ids import new_passing_id
from smbot.core.switches import ON, SENDING_PAUSED
from smbot.handoff.model import Channel, Notice, NoticeState
from smbot.storage.tables import VaultRow


def test_what_was_shredded_goes_again_and_what_may_have_left_waits(an_installation):
    mention = stored_mention(an_installation.store)
    order = PassingOrder(
        id=new_passing_id(), docket="d-1", means=Means.MAIL, ordered_at=NOW, ordered_by="Chloe", next_at=NOW
    )
    with an_installation.store.write() as tx:
        tx.session.add(VaultRow(mention=mention, sealed=b"original"))
        tx.keep_notice(Notice(id="n-1", case="c-1", channel=Channel.EMAIL, language="en", next_at=NOW))
        tx.add_passing(order)
    an_installation.key_store.shred([mention])  # the database of keys is newer than that of data

    told = settle_in_place(an_installation.configuration.file.parent, clock=FrozenClock(NOW), by=SYSTEM, environment={})

    assert (told.shredded, told.originals, told.verified) == (1, 0, True)
    with an_installation.store.read() as tx:
        assert tx.item(mention).text is None
        assert tx.sealed_original(mention) is None
        assert tx.switch(SENDING_PAUSED) == ON
        assert [notice.state for notice in tx.notices_of("c-1")] == [NoticeState.FAILED]
        assert [each.state for each in tx.passings_of("d-1")] == [PassingState.FAILED]
        assert tx.due_passing(NOW + timedelta(days=9)) is None


def test_a_backup_of_files_is_refused_with_its_reason(an_installation):
    refused = "is on PostgreSQL" if an_installation.on_postgresql else "no public key"

    with pytest.raises(ConfigurationError, match=refused):
        make(config=an_installation.configuration.file)
