"""E-mail to a real local server: what arrives, how it is secured, and what each failure means."""

import socket
import ssl

import pytest
from fakes import NOW
from mailing import PASSWORD, USER, mail_server, make_certificate

from smbot.core.clock import FrozenClock
from smbot.notify.mail import MailReader, MailServer
from smbot.notify.ports import NotTold
from smbot.settings import MailTable

SUBJECT, TEXT = "smbot: réparé", "Réparé : l’arriéré est résorbé.\nhttps://desk.example.ca/system"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return make_certificate(tmp_path_factory.mktemp("mail"))


def a_reader(box, *, security="none", trusts=None, username="", password=""):
    table = MailTable(
        host="127.0.0.1", port=box.port, security=security, sender="smbot@desk.example.ca", username=username
    )
    context = (lambda: ssl.create_default_context(cafile=trusts)) if trusts else ssl.create_default_context
    server = MailServer(table=table, clock=FrozenClock(NOW), password=password, context=context)
    return MailReader(name="reader 1", address="team@example.ca", language="fr", server=server)


def refused(reader):
    with pytest.raises(NotTold) as error:
        reader.tell(SUBJECT, TEXT)
    return error.value


def test_a_message_arrives_as_it_was_written():
    with mail_server() as box:
        a_reader(box).tell(SUBJECT, TEXT)

    [message] = box.messages
    assert message["To"] == "team@example.ca"
    assert message["From"] == "smbot@desk.example.ca"
    assert message["Subject"] == SUBJECT
    assert message.get_content().splitlines() == TEXT.splitlines()
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "fr"
    assert message["Date"].datetime == NOW


def test_nothing_tells_the_name_of_this_machine():
    with mail_server() as box:
        a_reader(box).tell(SUBJECT, TEXT)

    assert box.greetings == ["desk.example.ca"]
    assert box.messages[0]["Message-ID"].endswith("@desk.example.ca>")
    assert socket.gethostname() not in box.messages[0].as_string()


def test_a_message_goes_by_starttls_with_a_password(certificate):
    with mail_server(certificate, sign_in=True) as box:
        a_reader(box, security="starttls", trusts=certificate, username=USER, password=PASSWORD).tell(SUBJECT, TEXT)

    assert len(box.messages) == 1


def test_a_message_goes_by_tls_from_the_first_byte(certificate):
    with mail_server(certificate, implicit=True) as box:
        a_reader(box, security="tls", trusts=certificate).tell(SUBJECT, TEXT)

    assert len(box.messages) == 1


@pytest.mark.parametrize(("security", "implicit"), [("starttls", False), ("tls", True)])
def test_a_certificate_that_nobody_vouches_for_is_refused(certificate, security, implicit):
    with mail_server(certificate, implicit=implicit) as box:
        error = refused(a_reader(box, security=security))

    assert (error.code, error.certain) == ("SSLCertVerificationError", True)
    assert box.messages == []


def test_a_server_without_tls_gets_nothing_where_tls_is_asked_for():
    with mail_server() as box:
        error = refused(a_reader(box, security="starttls"))

    assert error.certain
    assert box.messages == []


def test_a_wrong_password_is_told_by_its_number_and_nothing_else(certificate):
    with mail_server(certificate, sign_in=True) as box:
        error = refused(a_reader(box, security="starttls", trusts=certificate, username=USER, password="wrong"))

    assert (error.code, error.certain) == ("535", True)
    assert "wrong" not in str(error)


@pytest.mark.parametrize(("where", "code"), [("rcpt_answer", "550"), ("data_answer", "554")])
def test_a_refusal_is_certain_and_told_by_its_number(where, code):
    with mail_server() as box:
        setattr(box, where, f"{code} no such reader as team@example.ca")
        error = refused(a_reader(box))

    assert (error.code, error.certain) == (code, True)
    assert "team@example.ca" not in str(error)


def test_an_answer_that_is_lost_leaves_doubt():
    with mail_server() as box:
        box.data_answer = "drop"
        error = refused(a_reader(box))

    assert not error.certain
    assert len(box.messages) == 1


def test_a_server_that_is_not_there_took_nothing():
    with mail_server() as box:
        pass

    assert refused(a_reader(box)).certain
