"""Who is told, by the configuration and the secrets; and `doctor --send-test`, which tells them all."""

from zoneinfo import ZoneInfo

import pytest
from fakes import NOW
from mailing import mail_server

from smbot import settings
from smbot.core.clock import FrozenClock
from smbot.core.errors import ConfigurationError
from smbot.core.messages import say
from smbot.doctor import examine
from smbot.notify.ports import Kind
from smbot.notify.recipients import recipients

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
ORGANISATION = '[organisation]\nname = { en = "Org", fr = "Org" }\nfirst_language = "fr"\n'
MAIL = '[mail]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\nsender = "smbot@desk.example.ca"\n'
READER = '[[notifications.readers]]\naddress = "{address}"\n'


@pytest.fixture
def a_file(an_installation):
    """The factory `a_file(text)` of this installation's configuration."""

    def write(*tables):
        file = an_installation.configuration.file
        file.write_text(ORGANISATION + "".join(tables), "utf-8")
        return file

    return write


def told(file, targets="", password=""):
    return recipients(settings.load(file).settings, targets=targets, password=password, clock=FrozenClock(NOW))


def test_readers_have_their_language_their_zone_and_what_they_asked_for(a_file):
    file = a_file(
        MAIL.format(port=25),
        READER.format(address="a@example.ca"),
        READER.format(address="b@example.ca") + 'language = "fr"\nkinds = ["daily"]\ntime_zone = "America/Moncton"\n',
    )

    first, second = told(file)

    assert (first.channel.name, first.channel.languages) == ("reader 1", ("en",))
    assert first.kinds == frozenset(Kind) - {Kind.DOCKET}
    assert first.zone == ZoneInfo("America/Toronto")
    assert (second.channel.languages, second.kinds) == (("fr",), frozenset({Kind.DAILY}))
    assert second.zone == ZoneInfo("America/Moncton")
    assert "example.ca" not in repr((first, second)).replace("desk.example.ca", "")


def test_a_reader_keeps_their_id_when_others_come_and_go(a_file):
    before = told(a_file(MAIL.format(port=25), READER.format(address="b@example.ca")))
    after = told(
        a_file(MAIL.format(port=25), READER.format(address="a@example.ca"), READER.format(address="b@example.ca"))
    )

    assert before[0].id == after[1].id != after[0].id


def test_targets_hear_of_alarms_alone_in_both_languages(a_file):
    [target] = told(a_file(), targets="json://127.0.0.1:1/x")

    assert (target.kinds, target.channel.languages) == (frozenset({Kind.ALARMS}), ("fr", "en"))


def test_readers_without_a_server_are_refused(a_file):
    with pytest.raises(ConfigurationError) as error:
        told(a_file(READER.format(address="a@example.ca")))

    assert error.value.where == "mail.host"


@pytest.mark.parametrize(
    ("tables", "where"),
    [
        ('[mail]\nsecurity = "none"\nhost = "mail.example.ca"\n', "mail"),
        ('[mail]\nsender = "Team <team@example.ca>"\n', "mail.sender"),
        (READER.format(address="nobody"), "notifications.readers.0.address"),
        (READER.format(address=""), "notifications.readers.0.address"),
        (READER.format(address="a@example.ca") + 'time_zone = "Toronto"\n', "notifications.readers.0.time_zone"),
        ('[notifications]\ntime_zone = ""\n', "notifications.time_zone"),
        ("[notifications]\nhour = 24\n", "notifications.hour"),
        ('[web]\npublic_url = "desk.example.ca"\n', "web.public_url"),
        ('[web]\npublic_url = "https://desk.example.ca/queue"\n', "web.public_url"),
    ],
)
def test_a_setting_that_cannot_hold_is_told_with_its_place_and_not_its_value(a_file, tables, where):
    with pytest.raises(ConfigurationError) as error:
        settings.load(a_file(tables))

    assert error.value.where.endswith(f": {where}")
    assert "Team <" not in str(error.value)


def test_send_test_tells_each_outcome_in_words(a_file, monkeypatch):
    monkeypatch.setenv("SMBOT_NOTIFICATIONS_TARGETS", "json://127.0.0.1:1/x")
    with mail_server() as box:
        file = a_file(MAIL.format(port=box.port), READER.format(address="a@example.ca") + 'language = "fr"\n')

        outcomes = [f for f in examine(file, test=True) if f.check == "send-test"]

    assert [(say(f.what, "en"), f.fix is None) for f in outcomes] == [
        ("target 1 did not take the message (refused).", False),
        ("reader 1 took the message.", True),
    ]
    assert len(box.messages) == 1


def test_without_send_test_nobody_is_told_anything(a_file):
    with mail_server() as box:
        file = a_file(MAIL.format(port=box.port), READER.format(address="a@example.ca"))

        found = {f.check: f for f in examine(file)}

    assert found["notifications"].fix is None
    assert "send-test" not in found
    assert box.messages == []


def test_an_installation_that_tells_nobody_is_advised(a_file):
    found = {f.check: f for f in examine(a_file())}

    assert found["notifications"].advice
