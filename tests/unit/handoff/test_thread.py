"""Both sides of a thread: who reads what, which event comes first, and what deletion leaves."""

import pytest
from unit.handoff.conftest import ADAM, ALICE, BEN, CASE, HOME, PASSPHRASE, PAUL, said

from smbot.bootstrap.private import persons_thread
from smbot.core.errors import InputError, NotAllowed
from smbot.core.roles import Member
from smbot.handoff.box import PrivateText
from smbot.handoff.known import marks, repeats
from smbot.handoff.model import Channel, Direction
from smbot.handoff.opening import open_private
from smbot.settings import Configuration


def texts(thread):
    return [open_private(opened.said.text) if opened.said else None for opened in thread]


def test_a_thread_goes_both_ways(zone):
    code, visitor = zone.claimed()
    zone.write(visitor, "My roof leaks", "zed@example.org", Channel.EMAIL, "fr")
    zone.clock.advance(minutes=1)
    zone.desk.answer(CASE, ALICE, PrivateText("We come on Monday."))
    later = zone.entry.visiting(zone.entry.enter(code, PrivateText(PASSPHRASE), HOME).secret)

    assert texts(zone.thread.read(later)) == ["My roof leaks", "We come on Monday."]
    opened = zone.desk.open_thread(CASE, ALICE)
    assert texts(opened) == ["My roof leaks", "We come on Monday."]
    assert open_private(opened[0].said.contact) == "zed@example.org"
    assert [(o.message.direction, o.message.author, o.message.language) for o in opened] == [
        (Direction.IN, "", "fr"),
        (Direction.OUT, "alice", "fr"),
    ]


def test_the_event_is_kept_before_anything_is_opened(zone):
    _, visitor = zone.claimed()
    zone.write(visitor)
    seen_at_the_key = []

    class Watching:
        def get(self, reader, messages):
            seen_at_the_key.append(any("private.opened" in act for act in zone.acts()))
            return zone.application.private_keys.get(reader, messages)

    zone.desk._keys = Watching()
    zone.desk.open_thread(CASE, ALICE)

    assert seen_at_the_key == [True]


@pytest.mark.parametrize("who", [BEN, PAUL, ADAM], ids=lambda who: who.name)
def test_nobody_but_the_assignee_opens_answers_or_deletes(zone, who):
    _, visitor = zone.claimed()
    zone.write(visitor)

    for attempt in (
        lambda: zone.desk.open_thread(CASE, who),
        lambda: zone.desk.answer(CASE, who, PrivateText("Hello")),
        lambda: zone.desk.delete(CASE, who, "asked"),
    ):
        with pytest.raises(NotAllowed):
            attempt()

    refused = sum("private.refused" in act for act in zone.acts())
    assert refused == (0 if who is ADAM else 3)
    assert not any("private.opened" in act for act in zone.acts())


def test_a_hand_over_moves_the_thread(zone):
    _, visitor = zone.claimed()
    zone.write(visitor)

    zone.desk.assign(CASE, ALICE, "ben")

    assert texts(zone.desk.open_thread(CASE, BEN)) == ["Hello"]
    with pytest.raises(NotAllowed):
        zone.desk.open_thread(CASE, ALICE)
    with pytest.raises(NotAllowed):
        zone.desk.assign(CASE, ALICE, "alice")


def test_an_unassigned_case_is_opened_by_nobody(zone):
    zone.desk.make_code(CASE, ALICE)

    with pytest.raises(NotAllowed):
        zone.desk.open_thread(CASE, ALICE)
    with pytest.raises(NotAllowed):
        zone.desk.open_thread(CASE, Member(id="u-x", name="", roles=ALICE.roles))


def test_nothing_is_answered_that_nobody_could_read(zone):
    zone.desk.assign(CASE, PAUL, "alice")
    zone.desk.make_code(CASE, ALICE)

    with pytest.raises(NotAllowed):
        zone.desk.answer(CASE, ALICE, PrivateText("Hello"))
    _, visitor = zone.claimed()
    zone.write(visitor)
    for words in ("", "  \n", "x" * 10_001):
        with pytest.raises(InputError):
            zone.desk.answer(CASE, ALICE, PrivateText(words))
    zone.clock.advance(days=70)
    with pytest.raises(NotAllowed):
        zone.desk.answer(CASE, ALICE, PrivateText("Too late"))


def test_a_new_code_does_not_open_what_was_written_under_the_old_one(zone):
    _, first = zone.claimed()
    zone.write(first, "Under the first code")
    _, second = zone.claimed(passphrase="another one entirely")

    zone.write(second, "Under the second code")

    assert texts(zone.thread.read(second)) == [None, "Under the second code"]
    assert texts(zone.desk.open_thread(CASE, ALICE)) == ["Under the first code", "Under the second code"]


def test_a_deleted_message_opens_for_nobody_and_no_key_of_it_is_left(zone):
    _, visitor = zone.claimed()
    message = zone.write(visitor, "Please forget 604 555-0187", "zed@example.org", Channel.EMAIL)
    zone.clock.advance(seconds=1)
    _, notice = zone.desk.answer(CASE, ALICE, PrivateText("Noted."))

    assert zone.thread.delete(visitor)

    assert texts(zone.thread.read(visitor)) == [None, "Noted."]
    assert texts(zone.desk.open_thread(CASE, ALICE)) == [None, "Noted."]
    for reader in ("team", visitor.code):
        assert zone.application.private_keys.get(reader, [message]) == {}
    with zone.store.read() as tx:
        assert tx.reach(CASE) is None
        assert tx.due_notices(zone.clock.now()) == []
        assert tx.session.connection().exec_driver_sql("SELECT count(*) FROM private_mark").scalar() == 0
    assert notice is not None
    assert sum('"private.deleted"' in act for act in zone.acts()) == 1


def test_a_deletion_whose_last_step_fails_has_made_the_words_unreadable(zone):
    _, visitor = zone.claimed()
    zone.write(visitor, "Gone")
    real = zone.application.private_keys

    class Breaking:
        def shred(self, messages):
            real.shred(messages)
            raise OSError("the disk is full")

    zone.thread._keys = Breaking()
    with pytest.raises(OSError, match="full"):
        zone.thread.delete(visitor)

    assert texts(zone.desk.open_thread(CASE, ALICE)) == [None]


def test_where_the_team_deletes_it_is_asked_to_and_does(zone):
    application = zone.application
    table = application.settings.handoff.model_copy(update={"deletion": "by-team"})
    settings = application.settings.model_copy(update={"handoff": table})
    application.configuration = Configuration(settings, application.configuration.file)
    application.settings = settings
    zone.thread = persons_thread(application)
    _, visitor = zone.claimed()
    zone.write(visitor, "Still here")

    assert not zone.thread.delete(visitor)

    assert texts(zone.thread.read(visitor)) == ["Still here"]
    assert zone.thread.case(visitor).deletion_asked_at == zone.clock.now()
    assert zone.desk.delete(CASE, ALICE, "asked by the person") == 1
    assert texts(zone.thread.read(visitor)) == [None]
    assert zone.thread.case(visitor).deletion_asked_at is None
    with pytest.raises(InputError):
        zone.desk.delete(CASE, ALICE, " ")


def test_no_table_and_no_event_holds_a_word(zone):
    _, visitor = zone.claimed()
    zone.write(visitor, "Zéphirine Quackenbusch 604 555-0187", "zeph@example.org", Channel.EMAIL)
    zone.desk.answer(CASE, ALICE, PrivateText("Dear Zéphirine Quackenbusch"))
    zone.desk.open_thread(CASE, ALICE)

    folder = zone.application.configuration.database.parent
    everything = b"".join(path.read_bytes() for path in folder.iterdir()) + "".join(zone.acts()).encode()

    for word in ("Quackenbusch", "555-0187", "zeph@example.org", PASSPHRASE):
        assert word.encode() not in everything


def test_the_guard_recognises_what_was_said_in_private_and_nothing_else(zone):
    _, visitor = zone.claimed()
    zone.write(visitor, "Hello, I am Theodosia Wigglesworth and my file 88-4471-22 is lost since May", "604 555-0144")
    token = zone.application.digester.token

    def known(asked):
        with zone.store.read() as tx:
            return tx.private_marks_known(CASE, asked)

    for reply in (
        "Thank you, we look at 88 4471 22 today.",
        "Call Theodosia back.",
        "You wrote: my file 88-4471-22.",
        "It is lost since May, we know.",
        "Our agent calls 604-555-0144.",
        "WIGGLESWORTH!",
    ):
        assert repeats(reply, CASE, token, known), reply
    for reply in ("Thank you for your message. We answer within two days.", "Bonjour, écrivez-nous en privé."):
        assert not repeats(reply, CASE, token, known), reply
    assert not repeats("Theodosia", "c-2", token, known)


def test_marks_are_numbers_names_addresses_and_runs_of_words():
    found = marks("Write to zeph.quack@example.org, ask Barnabas about 604 555-0187 please")

    assert {"6045550187", "zeph", "quack", "barnabas"} <= found
    assert "words:ask barnabas about 604" in found
    assert "please" not in found
    assert marks("the") == frozenset()


def test_said_prints_nothing():
    assert "secret" not in repr(said("secret", "secret", "secret"))
