"""Metrics: what monitors read is right, documented, and can hold nothing that somebody wrote."""

from datetime import timedelta

import httpx
import pytest
from fakes import NOW, RITA, stored_mention
from prometheus_client.parser import text_string_to_metric_families
from running import run

from smbot import settings
from smbot.bootstrap import Application
from smbot.core.accounts import AccountHealth
from smbot.core.states import MentionState, Mode, ReplyState
from smbot.core.words import LABELS
from smbot.daemon.metrics import METRICS, Remembered, create_metrics_app
from smbot.daemon.parts import Part
from smbot.notify.alarms import AlarmKind
from smbot.reports.drift import BAND

CANARY = "canary-wrote-this"


@pytest.fixture
def connected(an_installation, a_clock):
    """An installation with X switched on and one saved search."""
    file = an_installation.configuration.file
    table = '[platforms.x]\nenabled = true\nuser_id = "1000"\nusername = "servicenord"\n'
    monitor = '[[platforms.x.monitors]]\nname = "by-name"\nquery = "ferries"\n'
    file.write_text(file.read_text("utf-8").partition("[platforms.x]")[0] + table + monitor, "utf-8")
    application = Application(settings.load(file), a_clock, {})
    yield application
    application.close()


def ask(application, path="/metrics", method="GET"):
    """Ask the metrics' listener."""

    async def send():
        transport = httpx.ASGITransport(create_metrics_app(application))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.request(method, path)

    return run(send())


def scrape(application):
    """Return every sample as Prometheus reads it, and the text."""
    answer = ask(application)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=")
    families = list(text_string_to_metric_families(answer.text))
    return {(s.name, *sorted(s.labels.items())): s.value for f in families for s in f.samples}, families, answer.text


def test_every_metric_is_there_with_its_meaning_and_no_other(connected):
    _, families, _ = scrape(connected)

    assert {family.name: family.documentation for family in families} == METRICS


def test_counts_and_ages_are_those_of_the_database(connected):
    posted = NOW - timedelta(hours=60)
    stored_mention(connected.store, posted_at=posted)
    stored_mention(connected.store, withheld="failed:ValueError", posted_at=NOW)
    with connected.store.write() as tx:
        tx.spend("x", 40_000_000, 9)
        tx.keep_health(AccountHealth(account="x", collected_at=NOW, failures=2, paused="401"))
        tx.keep_note("token:x", (NOW + timedelta(days=3)).isoformat())
        tx.keep_note("channel:reader 1", "550")
        tx.keep_note("alive:work", "1.0")

    found, _, _ = scrape(connected)

    assert found["smbot_mentions", ("state", "drafted")] == 1
    assert found["smbot_mentions", ("state", "quarantined")] == 1
    assert found["smbot_waiting",] == 2
    assert found["smbot_overdue",] == 1
    assert found["smbot_oldest_waiting_seconds",] == 60 * 3600
    assert found["smbot_inbox",] == 0
    assert found["smbot_oldest_inbox_seconds",] == 0
    assert found["smbot_quarantined_today",] == 1
    assert found["smbot_account_paused", ("account", "x")] == 1
    assert found["smbot_account_failures", ("account", "x")] == 2
    assert found["smbot_account_collected_timestamp_seconds", ("account", "x")] == NOW.timestamp()
    assert found["smbot_budget_spent_usd", ("platform", "x")] == 40
    assert found["smbot_budget_limit_usd", ("platform", "x")] == 50
    assert found["smbot_token_expiry_timestamp_seconds", ("platform", "x")] == NOW.timestamp() + 3 * 86_400
    assert found["smbot_channel_failing", ("channel", "reader 1")] == 1
    assert found["smbot_part_alive_timestamp_seconds", ("part", "work")] == NOW.timestamp()
    assert found["smbot_alarm", ("kind", "budget")] == 1
    assert found["smbot_alarm", ("kind", "account")] == 1
    assert found["smbot_alarm", ("kind", "disk")] == 0
    assert found["smbot_disk_free_bytes",] > 0


def test_no_label_can_hold_what_somebody_wrote(connected):
    """Everything that comes with a post is a canary; so is an imported file's name, and an account of old."""
    for number, state in enumerate(("", "failed:ValueError")):
        stored_mention(
            connected.store,
            platform=f"{CANARY}-platform",
            account=f"{CANARY}-account",
            language=f"{CANARY}-language",
            pseudonym=f"{CANARY}-author",
            conversation=f"{CANARY}-conversation-{number}",
            playbook=f"{CANARY}-playbook",
            withheld=state,
        )
    with connected.store.write() as tx:
        for account in (f"file:{CANARY}.csv", f"{CANARY}:send", "x", "x:monitor:by-name"):
            tx.keep_health(AccountHealth(account=account, collected_at=NOW, failures=1))
            tx.spend(account, 5, 1)
        tx.keep_note(f"token:{CANARY}", "")

    _, families, text = scrape(connected)

    words = {
        "account": {"x", "x:monitor:by-name", "x:send", "x:own"},
        "platform": set(connected.platforms),
        "state": {*MentionState, *ReplyState},
        "kind": set(AlarmKind),
        "part": set(Part),
        "mode": set(Mode),
        "label": {*LABELS, BAND},
        "language": {"all", "en", "fr"},
        "bound": {"estimate", "low", "high"},
        "quantile": {"0.5", "0.9"},
    }
    for family in families:
        for sample in family.samples:
            for label, value in sample.labels.items():
                assert label in {*words, "version", "channel"}
                assert value in words.get(label, {value})
    assert CANARY not in text


def test_only_the_metrics_are_served(connected):
    assert ask(connected, "/").status_code == 404
    assert ask(connected, method="POST").status_code == 405


def test_how_triage_fares_is_measured_for_monitors(connected):
    earlier = NOW - timedelta(hours=1)
    first = stored_mention(connected.store, posted_at=earlier)
    stored_mention(connected.store, posted_at=earlier, language="fr")

    before, _, _ = scrape(connected)
    connected.label_corrections().correct(RITA, first, ["question"])
    after, _, _ = scrape(connected)

    share = ("smbot_label_share", ("label", "complaint"), ("language", "all"))
    assert (before[share], after[share]) == (1, 1)  # what the machine said, whatever people say since
    assert before["smbot_label_confidence", ("language", "fr")] == pytest.approx(0.9)
    assert before["smbot_label_language_gap", ("label", "complaint")] == 0
    assert (before["smbot_corrected_share",], after["smbot_corrected_share",]) == (0, 0.5)
    assert (before["smbot_label_corrections_waiting",], after["smbot_label_corrections_waiting",]) == (0, 1)
    assert after["smbot_sample_waiting",] == 0
    assert not [name for name in after if name[0] == "smbot_missed_requests_share"]


def test_shares_of_a_week_are_read_anew_only_after_a_while(connected, a_clock):
    read = []

    def count():
        read.append(1)
        return connected.triage_health(days=7)

    remembered = Remembered(count, a_clock)
    remembered()
    remembered()
    at_once = len(read)
    a_clock.advance(minutes=10)
    remembered()

    assert (at_once, len(read)) == (1, 2)
