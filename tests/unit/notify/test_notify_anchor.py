"""The audit log's signature by e-mail: once a day, again where it was not taken, and proof against a rewritten log."""

from datetime import timedelta

import pytest
from mailing import mail_server

from smbot import settings
from smbot.audit.anchor import FILE_NAME
from smbot.audit.checkpoint import read_notes
from smbot.audit.offline import pasted
from smbot.bootstrap import Application
from smbot.bootstrap.anchoring import CHANNEL, MAILED_NOTE, anchor_by_mail
from smbot.core.errors import ConfigurationError
from smbot.core.events import Act, Event
from smbot.daemon.jobs import jobs
from smbot.daemon.parts import KEYS, Part
from smbot.daemon.virtual import VirtualTime
from smbot.doctor import examine
from smbot.notify.run import CHANNEL_NOTE
from smbot.verification import sign_log, verify_log
from tests.no_models import NoNames
from tests.unit.test_verification import forge


def opened(an_installation, clock, **changes):
    """Open the installation anew with an address, and with other lines for some that its file has."""
    file = an_installation.configuration.file
    text = file.read_text("utf-8").replace('anchor_address = ""', 'anchor_address = "archive@example.ca"')
    for old, new in changes.values():
        assert text.count(old) == 1
        text = text.replace(old, new)
    file.write_text(text, "utf-8")
    return Application(settings.load(file), clock, {})


@pytest.fixture
def mailbox():
    with mail_server() as box:
        yield box


@pytest.fixture
def anchored(an_installation, a_clock, mailbox):
    """An installation whose signatures go to a mailbox."""
    application = opened(
        an_installation,
        a_clock,
        host=('host = ""\nport = 587', f'host = "127.0.0.1"\nport = {mailbox.port}'),
        security=('security = "starttls"', 'security = "none"'),
        sender=('sender = ""', 'sender = "smbot@desk.example.ca"'),
    )
    yield application
    application.close()


def grown(application):
    with application.store.write() as tx:
        tx.record(Event(act=Act.SYSTEM_STARTED))
    sign_log(application)


def in_mail(message, application):
    return list(read_notes(pasted(message.as_bytes()), application.keys.verifier()))


def test_the_newest_signature_is_mailed_once_a_day(anchored, a_clock, mailbox):
    mail = anchor_by_mail(anchored)

    mail()  # nothing is signed yet
    grown(anchored)
    mail()
    grown(anchored)
    a_clock.advance(hours=23)
    mail()
    a_clock.advance(hours=1)
    mail()
    a_clock.advance(days=2)
    mail()  # the log has not grown

    with anchored.store.read() as tx:
        signed = tx.checkpoints()
    assert [in_mail(message, anchored) for message in mailbox.messages] == [signed[:1], signed[1:]]
    assert mailbox.messages[0]["To"] == "archive@example.ca"


def test_the_message_says_in_both_languages_what_it_is_for(anchored, mailbox):
    grown(anchored)

    anchor_by_mail(anchored)()

    [message] = mailbox.messages
    assert message.get_content().count("smbot audit verify --anchor") == 2
    assert " / " in message["Subject"]


def test_what_the_server_did_not_take_is_told_and_tried_again(anchored, a_clock, mailbox):
    grown(anchored)
    mail = anchor_by_mail(anchored)
    mailbox.rcpt_answer = "451 later"

    mail()
    refused = channel(anchored)
    mailbox.rcpt_answer = "250 OK"
    a_clock.advance(hours=1)
    mail()

    assert (refused, channel(anchored)) == ("451", "")
    assert len(mailbox.messages) == 1


def channel(application):
    with application.store.read() as tx:
        return tx.note(CHANNEL_NOTE + CHANNEL).value


def test_a_log_that_was_rewritten_with_this_machines_own_key_is_told_by_an_old_mail(anchored, mailbox):
    """Whoever holds the database and the keys writes the log anew, signs it, and forgets nothing on this machine."""
    grown(anchored)
    anchor_by_mail(anchored)()
    mailed = in_mail(mailbox.messages[0], anchored)
    honest = verify_log(anchored, actor="test", kept=mailed)

    forge(anchored)
    (anchored.key_folder / FILE_NAME).unlink()
    sign_log(anchored)

    assert honest.verified
    assert verify_log(anchored, actor="test").verified  # this machine alone has nothing to tell it by
    [problem] = verify_log(anchored, actor="test", kept=mailed).problems
    assert "changed after they were signed" in str(problem)


def test_what_the_daemon_mails_on_three_days_agrees_with_the_log(anchored, a_clock, mailbox):
    made = jobs(anchored, {Part.WORK, Part.DISPATCH}, tagger=NoNames)
    time = VirtualTime([job for job in made if job.name in {"checkpoint", "anchor"}], a_clock)

    time.run(timedelta(hours=49))

    kept = [checkpoint for message in mailbox.messages for checkpoint in in_mail(message, anchored)]
    assert len({checkpoint.size for checkpoint in kept}) == 3
    assert not +time.failures
    assert verify_log(anchored, actor="test", kept=kept).verified


def test_whoever_mails_holds_no_key_of_the_log(anchored):
    assert not any(name.startswith("audit") for name in KEYS[Part.DISPATCH])
    assert "anchor" in {job.name for job in jobs(anchored, {Part.DISPATCH})}


def test_an_address_without_a_mail_server_is_refused_with_the_setting(an_installation, a_clock):
    application = opened(an_installation, a_clock)

    with pytest.raises(ConfigurationError) as refused:
        anchor_by_mail(application)

    assert refused.value.where == "mail.host"
    application.close()


def test_nothing_is_mailed_where_no_address_is_set(an_installation):
    grown(an_installation)

    assert "anchor" not in {job.name for job in jobs(an_installation, {Part.DISPATCH})}
    with an_installation.store.read() as tx:
        assert tx.note(MAILED_NOTE) is None


def test_the_doctor_says_whether_a_signature_was_mailed_of_late(anchored):
    grown(anchored)
    [before] = findings(anchored)

    anchor_by_mail(Application(anchored.configuration))()  # at the machine's own time
    [after] = findings(anchored)

    assert (before.advice, bool(before.fix)) == (True, True)
    assert after.fix is None


def findings(application):
    return [each for each in examine(application.configuration.file, only=["anchor"]) if each.check == "anchor"]
