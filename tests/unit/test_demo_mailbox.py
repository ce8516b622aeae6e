"""The demonstration tells people by e-mail that stays on this machine: the whole path is shown, and nothing leaves."""

from email import message_from_bytes
from email.policy import default

from fakes import NOW

from smbot.bootstrap.steps import role_telling_of
from smbot.core.clock import FrozenClock
from smbot.core.roles import Role
from smbot.demo.stage import set_up
from smbot.notify.mail import MailReader, MailServer
from smbot.settings import MailTable
from smbot.testing.mailbox import Mailbox


def test_what_is_handed_over_is_kept_as_it_was_written(tmp_path):
    with Mailbox(tmp_path / "mail") as mailbox:
        table = MailTable(host="127.0.0.1", port=mailbox.port, security="none", sender="smbot@desk.example.ca")
        server = MailServer(table=table, clock=FrozenClock(NOW))
        reader = MailReader(name="reader 1", address="carol@example.ca", language="fr", server=server)
        reader.tell("smbot : réparé", ".Une ligne\n..et une autre")
        reader.tell("Encore", "Bien")

    first, second = [message_from_bytes(path.read_bytes(), policy=default) for path in sorted(mailbox.folder.iterdir())]
    assert (first["To"], first["Subject"]) == ("carol@example.ca", "smbot : réparé")
    assert first.get_content().splitlines() == [".Une ligne", "..et une autre"]
    assert second["Subject"] == "Encore"


def test_in_the_demonstration_each_role_that_a_mention_is_passed_to_is_reached():
    with set_up(undo_seconds=0, port=0, language="fr") as stage:
        lines = role_telling_of(stage.application).lines

        for role in (Role.APPROVER, Role.COMPLIANCE):
            (line,) = lines(role)
            line.tell("Objet", "Texte")

        assert stage.application.settings.web.public_url.startswith("http://127.0.0.1")
        assert len(list(stage.mail.iterdir())) == 2
        assert line.languages == ("fr",)
    assert not stage.mail.exists()
