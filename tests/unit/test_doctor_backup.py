"""What doctor says of backups: none yet, one that is too old, one that is fresh, and those that the server makes."""

import pytest

from smbot import settings
from smbot.bootstrap import Application
from smbot.core.events import Act, Event
from smbot.doctor import machine
from smbot.notify.alarms import AlarmKind, alarms_of


def made(application):
    with application.store.write() as tx:
        tx.record(Event(act=Act.BACKUP_MADE))


@pytest.mark.parametrize("an_installation", ["sqlite"], indirect=True)
def test_doctor_and_alarm_tell_of_a_backup_that_is_missing_or_too_old(an_installation, a_clock):
    application = an_installation
    with application.store.read() as tx:
        a_clock.advance(seconds=(tx.first_audit_time() - a_clock.now()).total_seconds())

    never = (told(application), alarms(application))
    a_clock.advance(days=3)
    still_never = (told(application), alarms(application))
    made(application)
    fresh = (told(application), alarms(application))
    a_clock.advance(hours=49)
    old = (told(application), alarms(application))

    assert never == ([("No backup was ever made.", True)], [])  # a new installation has two days for its first
    assert still_never == ([("No backup was ever made.", True)], ["No backup was ever made."])
    assert [mend for _, mend in fresh[0]] == [False]
    assert fresh[1] == []
    assert [mend for _, mend in old[0]] == [True]
    assert "too old" in old[1][0]


def told(application):
    findings = list(machine.backup(application))
    assert all(each.advice and "smbot backup" in str(each.fix) for each in findings if each.fix)
    return [(str(each.what), each.fix is not None) for each in findings]


def alarms(application):
    return [str(each.what) for each in alarms_of(application.vitals()) if each.kind is AlarmKind.BACKUP]


def test_nobody_is_told_who_does_not_wish_it(an_installation, a_clock):
    file = an_installation.configuration.file
    file.write_text(file.read_text("utf-8").replace("warn_days = 2", "warn_days = 0"), "utf-8")
    application = Application(settings.load(file), a_clock, {})
    a_clock.advance(days=30)

    assert (told(application), alarms(application)) == ([], [])
    application.close()


@pytest.mark.parametrize("an_installation", ["postgresql"], indirect=True)
def test_on_postgresql_backups_are_the_servers_own(an_installation, a_clock):
    a_clock.advance(days=30)

    assert (told(an_installation), alarms(an_installation)) == ([], [])
