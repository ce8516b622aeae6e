"""What pages say in words of people: names of platforms and playbooks, times of the organisation, a thing said once."""

import re
from dataclasses import replace

import pytest

from smbot.core.messages import say
from smbot.core.words import LABELS, account_name
from smbot.doctor.machine import disk
from smbot.notify.alarms import Alarm, AlarmKind
from smbot.playbooks.load import load_folder
from smbot.web.health import troubles
from tests.web.making import REPOSITORY

EXPOSED = "A post exposes personal information, and smbot cannot hide it there."


def test_alarms_that_say_the_same_are_one_trouble_since_the_first_of_them(desk):
    now = desk.clock.now()
    desk.clock.advance(hours=1)
    alarm = Alarm(kind=AlarmKind.EXPOSED, subject="m-1", what=LABELS["urgent"], mend=LABELS["none"])
    other = replace(alarm, kind=AlarmKind.DISK, subject="", what=LABELS["spam"])
    raised = {("exposed", "m-1"): desk.clock.now(), ("exposed", "m-2"): now}

    first, second = troubles([alarm, replace(alarm, subject="m-2"), other], raised)

    assert [each.subject for each in first.alarms] == ["m-1", "m-2"]
    assert (first.since, second.alarms, second.since) == (now, (other,), None)


def test_posts_that_expose_somebody_are_told_of_once_with_a_link_to_each(a_browser, desk):
    mentions = [desk.add_mention(label="complaint") for _ in range(3)]

    page = a_browser("ana").get("/system").text

    assert page.count(EXPOSED) == 1
    assert "In all: 3." in page
    assert all(f'href="/items/{mention}"' in page for mention in mentions)
    assert page.count("(30\u00a0min)") == 3


def test_an_administrator_who_reads_no_posts_gets_no_links_to_them(a_browser, desk):
    mention = desk.add_mention(label="complaint")

    page = a_browser("adam").get("/administration").text

    assert EXPOSED in page
    assert mention not in page


@pytest.mark.parametrize(("language", "title"), [("en", "Complaint"), ("fr", "Plainte")])
def test_a_timeline_names_a_playbook_by_its_title(a_browser, desk, language, title):
    mention = desk.add_answered()
    paul = a_browser("paul")
    paul.get(f"/language/{language}")

    page = paul.get(f"/items/{mention}?tab=all").text

    details = re.findall(r'<span class="detail">(?:playbook|guide de réponse)\s*:\s*([^<]*)</span>', page)
    assert details == [title]


def test_a_playbook_that_is_gone_is_named_as_the_log_has_it(desk):
    assert desk.application.shelf.title("of-yore", "fr") == "of-yore"


def test_times_are_those_of_the_organisation_and_not_of_the_machine(a_browser, desk):
    mention = desk.add_mention(minutes_old=0)
    there = desk.clock.now().astimezone(desk.application.zone)

    page = a_browser("ana").get(f"/items/{mention}?tab=all").text

    assert desk.application.settings.notifications.time_zone == "America/Toronto"
    assert f">{there:%Y-%m-%d}, {there:%-I:%M}" in page


def test_room_on_the_disk_is_written_as_its_reader_writes_numbers(desk):
    (finding,) = disk(desk.application)

    assert re.search(r"\d\.\d\u00a0GB", say(finding.what, "en"))
    assert re.search(r"\d,\d\u00a0Go", say(finding.what, "fr"))


def test_an_account_is_named_as_its_platform_writes_itself():
    assert [account_name(each) for each in ("x", "x:monitor:ferries", "townhall")] == [
        "X", "X (ferries)", "townhall",
    ]  # fmt: skip


def test_a_shipped_playbook_that_bears_its_labels_name_bears_it_in_both_languages():
    named = 0
    for playbook in load_folder(REPOSITORY / "playbooks"):
        for label in playbook.when.labels:
            if playbook.title.en.lower() == say(LABELS[label], "en"):
                named += 1
                assert playbook.title.fr.lower() == say(LABELS[label], "fr")

    assert named >= 6


def test_what_is_known_of_a_post_on_its_platform_is_told_in_the_organisations_time(a_browser, desk):
    mention = desk.add_comment()
    with desk.application.store.write() as tx:
        tx.purge(mention)
    there = desk.clock.now().astimezone(desk.application.zone)

    page = a_browser("paul").get(f"/items/{mention}?tab=all").text

    assert f"Gone from its platform since {there:%Y-%m-%d}, {there:%-I:%M}" in page
