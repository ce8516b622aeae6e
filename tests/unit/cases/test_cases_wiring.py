"""What an installation's settings make of casework: standards, holidays, and who is on call."""

from datetime import UTC, datetime

import pytest
from fakes import stored_mention

from smbot import settings
from smbot.bootstrap import Application
from smbot.bootstrap.cases import assignee_of, cases_of, paging_of, standards_of
from smbot.cases.intake import Start
from smbot.cases.model import Kind, Priority
from smbot.core.errors import ConfigurationError
from smbot.core.ids import new_member_id
from smbot.core.roles import Member, Role
from tests.unit.notify.mailing import mail_server

ON_CALL = '\n[[cases.on_call]]\nmember = "{name}"\n{way}\n'


@pytest.fixture
def changed(an_installation):
    """Return the installation with other settings: pairs of what stands there and what shall, and lines at the end."""
    made = []

    def change(*pairs, more=""):
        file = an_installation.configuration.file
        text = file.read_text("utf-8")
        for before, after in pairs:
            assert before in text
            text = text.replace(before, after, 1)
        file.write_text(text + more, "utf-8")
        made.append(Application(settings.load(file), an_installation.clock, {}))
        return made[-1]

    yield change
    for each in made:
        each.close()


def due(application, kind, start):
    standard = standards_of(application.settings)[kind]
    return standard.counting.after(start, standard.allowance)


@pytest.mark.parametrize(("jurisdiction", "day"), [("ON", 18), ("QC", 17)])
def test_a_complaint_is_due_after_two_working_days_of_the_province(changed, jurisdiction, day):
    application = changed(('jurisdiction = "CA"', f'jurisdiction = "{jurisdiction}"'))
    friday = datetime(2026, 2, 13, 21, 30, tzinfo=UTC)  # closing time in Toronto

    # Monday the 16th is Family Day in Ontario, and a working day in Quebec.
    assert due(application, Kind.COMPLAINT, friday) == datetime(2026, 2, day, 21, 30, tzinfo=UTC)


def test_a_federal_office_rests_on_remembrance_day_and_an_ontarian_one_does_not(changed):
    before = datetime(2026, 11, 10, 21, 30, tzinfo=UTC)  # Tuesday's closing time

    federal = due(changed(), Kind.INCIDENT, before)
    ontarian = due(changed(('jurisdiction = "CA"', 'jurisdiction = "ON"')), Kind.INCIDENT, before)

    assert (federal.day, ontarian.day) == (12, 11)


def test_a_problem_is_counted_round_the_clock(an_installation):
    saturday = datetime(2026, 11, 7, 12, tzinfo=UTC)

    assert due(an_installation, Kind.PROBLEM, saturday) == datetime(2026, 11, 8, 12, tzinfo=UTC)


def test_an_urgent_mention_reaches_who_is_on_call_by_mail_at_night_in_their_language(changed, a_clock):
    with mail_server() as box:
        application = changed(
            (
                "[mail]\n# The server that takes smbot's e-mail, and the sender's address. A password is the secret "
                'mail.password.\nhost = ""\nport = 587',
                f'[mail]\nhost = "127.0.0.1"\nport = {box.port}',
            ),
            ('security = "starttls"', 'security = "none"'),
            ('sender = ""', 'sender = "smbot@example.ca"'),
            ('public_url = ""\n# "required"', 'public_url = "https://desk.example.ca"\n# "required"'),
            more=ON_CALL.format(name="benoît", way='address = "benoit@example.ca"')
            + ON_CALL.format(name="Nobody", way='address = "nobody@example.ca"'),
        )
        benoit = Member(id=new_member_id(), name="Benoît", roles=frozenset({Role.REVIEWER}), language="fr")
        with application.store.write() as tx:
            tx.add_member(benoit, "hash")
        a_clock.advance(hours=13)  # three o'clock in the night
        start = Start(kind=Kind.INCIDENT, mentions=(stored_mention(application.store),), priority=Priority.URGENT)
        case = cases_of(application).open(benoit, start)
        paging = paging_of(application)

        assert paging.tell_waiting() == 1

    [message] = box.messages
    text = message.get_content()
    token = next(word for word in text.split() if "/acknowledge/" in word).rpartition("/")[2]
    assert (message["To"], message["Content-Language"]) == ("benoit@example.ca", "fr")
    assert f"https://desk.example.ca/cases/{case.id}" in text
    assert "waited three hours" not in text
    assert paging.acknowledge_by_link(token).acknowledged_by == "Benoît"


def test_a_member_on_call_without_a_way_or_with_a_secret_that_is_missing_is_told(changed, an_installation):
    with pytest.raises(ConfigurationError, match="nobody is told"):
        changed(more=ON_CALL.format(name="Alice", way=""))
    file = an_installation.configuration.file
    file.write_text(file.read_text("utf-8").replace(ON_CALL.format(name="Alice", way=""), ""), "utf-8")

    application = changed(more=ON_CALL.format(name="Alice", way='target = "alice"'))
    with pytest.raises(ConfigurationError, match="secret is missing") as error:
        paging_of(application)
    assert error.value.where == "pagers.alice"


def test_the_private_zone_can_ask_whose_a_case_is(an_installation):
    cases = cases_of(an_installation)
    with an_installation.store.read() as tx:
        [alice] = tx.members()
    case = cases.open(alice, Start(kind=Kind.COMPLAINT))

    assert assignee_of(an_installation)(case.id) == ""
    cases.assign(alice, case.id)

    assert assignee_of(an_installation)(case.id) == "Alice"
    assert assignee_of(an_installation)("c-none") == ""
