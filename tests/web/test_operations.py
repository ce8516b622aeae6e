"""The page “Operations”: sentences, charts with their table and file, periods in the address, who may see it."""

import csv
import io
import random
import re
from datetime import date, timedelta

import pytest
from sqlalchemy import insert, update
from web.making import NOW

from smbot.bootstrap.cases import cases_of
from smbot.cases.intake import Start
from smbot.cases.model import Kind
from smbot.core.accounts import AccountHealth
from smbot.reports.service import Step
from smbot.storage.service_tables import ServiceCellRow, ServiceTimeRow
from smbot.web.charts import bars_of, columns_of, line_of
from smbot.web.operations_pages import LONGEST, wanted_of

TODAY = date(2026, 3, 4)


def fill(desk, count=120, days=20):
    """Store mentions of both languages, closed between one hour and a day after their post."""
    chance, now = random.Random(2), int(NOW.timestamp())  # noqa: S311 - the same each time
    names = [("roads", "north", "complaint", "en", "x"), ("", "", "question", "fr", "facebook")]
    cells = [dict(zip(("program", "office", "label", "language", "platform"), each, strict=True)) for each in names]
    rows = []
    for number in range(count):
        posted = now - chance.randrange(90_000, days * 86_400)
        steps = {step.value: posted + chance.randrange(3600, 80_000) for step in Step}
        rows.append(
            {"mention": f"m{number}", "cell": number % 2 + 1, "posted": posted, **steps, "hidden": None}
            | {"exposed": False, "wrong_office": False, "offered": number % 3 > 0, "greeted_by": ""}
        )
    with desk.application.store.write() as tx:
        tx.session.execute(insert(ServiceCellRow), [cell | {"id": n} for n, cell in enumerate(cells, 1)])
        tx.session.execute(insert(ServiceTimeRow), rows)


def test_an_empty_period_says_so_and_what_can_be_done(a_browser):
    page = a_browser("paul").get("/operations").text

    assert "Nothing was posted in this time." in page
    assert "Choose other days above." in page
    assert "Too few to compare" in page
    assert "No incident has joined a problem" in page


def test_each_chart_has_a_title_a_description_a_sentence_a_table_and_a_file(a_browser, desk):
    fill(desk)

    page = a_browser("chloe").get("/operations").text

    named = re.findall(r'<svg[^>]* role="img" aria-labelledby="([^"]+)"', page)
    assert len(named) >= 8
    for ids in named:
        assert all(f'id="{one}"' in page for one in ids.split())
    for section in ("program", "office", "label", "language", "platform", "weekday", "hour"):
        assert f'id="chart-{section}"' in page
        assert f"/operations.csv?of={section}&amp;from=2026-02-05&amp;to=2026-03-04" in page
    assert len(re.findall("<p>The longest wait at the median|<p>Half of the waits do not differ", page)) == 6
    assert page.count("<p>Too few posts to say where people wait longest.") == 1  # by hour
    assert page.count('role="region"') >= 8
    assert "style=" not in page
    identities = re.findall(r'\sid="([^"]+)"', page)
    assert len(identities) == len(set(identities))


@pytest.mark.parametrize(("more", "longer"), [(0, False), (20_000, True)])
def test_the_chart_by_language_names_a_gap_where_the_table_of_both_does(a_browser, desk, more, longer):
    fill(desk)
    with desk.application.store.write() as tx:
        french = update(ServiceTimeRow).where(ServiceTimeRow.cell == 2)
        spread = ServiceTimeRow.posted + 30_000 + (ServiceTimeRow.posted % 7) * 1000
        tx.session.execute(update(ServiceTimeRow).values(closed=spread))
        tx.session.execute(french.values(closed=spread + more))

    page = a_browser("paul").get("/operations").text

    chart = re.search(r'<h3 id="chart-language">.*?</p>', page, re.DOTALL)[0]
    assert ("The longest wait at the median: French" in chart) == longer
    assert ("do not differ by more than chance explains" in chart) != longer
    assert ("French waits longer" in page) == longer


def test_charts_show_the_wait_that_is_asked_for(a_browser, desk):
    fill(desk)
    browser = a_browser("paul")

    assert "From post to “reply sent”" in browser.get("/operations?step=sent").text
    assert "From post to “mention closed”" in browser.get("/operations?step=anything").text


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ({}, TODAY - timedelta(days=27), TODAY),
        ({"days": "7"}, TODAY - timedelta(days=6), TODAY),
        ({"from": "2026-01-01", "to": "2026-01-31"}, date(2026, 1, 1), date(2026, 1, 31)),
        ({"to": "2026-01-31"}, date(2026, 1, 4), date(2026, 1, 31)),
        ({"from": "2026-02-01", "to": "2026-01-31"}, date(2026, 1, 31), date(2026, 1, 31)),
        ({"to": "2031-01-01"}, TODAY - timedelta(days=27), TODAY),
        ({"from": "0001-01-01"}, TODAY - timedelta(days=LONGEST - 1), TODAY),
        ({"to": "0001-01-01"}, date(2000, 1, 1), date(2000, 1, 1)),
        ({"from": "soon", "to": "x", "days": "9" * 5000}, TODAY - timedelta(days=LONGEST - 1), TODAY),
        ({"days": "-1"}, TODAY - timedelta(days=27), TODAY),
        ({"days": "٣"}, TODAY - timedelta(days=27), TODAY),
    ],
)
def test_days_in_the_address_are_kept_where_they_can_be(query, first, last):
    wanted = wanted_of(query, TODAY)

    assert (wanted.first, wanted.last) == (first, last)


def test_the_choice_that_is_shown_is_marked(a_browser):
    page = a_browser("paul").get("/operations?days=7").text

    assert re.search(r'<a href="/operations\?from=2026-02-26[^"]*" aria-current="page">7 days</a>', page)


def test_the_file_of_a_section_has_that_section_alone(a_browser, desk):
    fill(desk)
    browser = a_browser("adam")

    answer = browser.get("/operations.csv?of=language&days=28")
    rows = list(csv.DictReader(io.StringIO(answer.text)))

    assert answer.headers["content-type"].startswith("text/csv")
    assert "smbot-operations-language-2026-02-05-2026-03-04.csv" in answer.headers["content-disposition"]
    assert {row["section"] for row in rows} == {"language"}
    posts = {row["key"]: row["now"] for row in rows if row["figure"] == "posts"}
    assert posts == {"en": "60", "fr": "60"}
    everything = browser.get("/operations.csv?of=nothing").text
    assert {"total", "backlog", "parity", "survey", "budgets"} <= {
        row["section"] for row in csv.DictReader(io.StringIO(everything))
    }


def test_incidents_stand_in_clusters_that_lead_to_their_problem(a_browser, desk):
    ana, cases = desk.members["ana"], cases_of(desk.application)
    opened = [
        cases.open(ana, Start(kind=Kind.INCIDENT, mentions=(desk.add_mention(label="incident"),), office="north")).id
        for _ in range(3)
    ]
    problem = cases.problem_from(ana, opened[:2])
    desk.clock.advance(minutes=1)

    page = a_browser("paul").get("/operations").text
    for_adam = a_browser("adam").get("/operations").text

    assert f'<a href="/cases/{problem.id}">north</a>' in page
    assert "2 incidents in 28 days, at most 2 on one" in page
    assert "Incidents that stand alone: 1." in page
    assert "/cases/" not in for_adam.split("<main")[1]


def test_accounts_show_their_state_and_since_when_they_were_read(a_browser, desk):
    with desk.application.store.write() as tx:
        tx.keep_health(AccountHealth(account="x:mentions", collected_at=NOW - timedelta(minutes=12)))
        tx.keep_health(AccountHealth(account="townhall", paused="401"))

    page = a_browser("chloe").get("/operations").text

    assert "12\u00a0min" in page
    assert "paused (401)" in page
    assert "Budget of X this month" in page


def test_the_navigation_leads_there_only_who_may_read(a_browser):
    assert 'href="/operations"' in a_browser("chloe").get("/help").text
    assert 'href="/operations"' not in a_browser("vera").get("/help").text


@pytest.mark.parametrize("values", [[], [0], [5], [0, 0], [1, 2, 3], [9] * 40, list(range(400))])
def test_drawings_stay_within_their_frame(values):
    line = line_of(values, [str(v) for v in values], ("a", "b"))
    columns = columns_of([(v / 2, v) for v in values], [""] * len(values), "top")
    bars = bars_of([("n", "t", v / 2, v) for v in values])

    for point in line.points.split():
        assert all(0 <= float(part) <= 100 for part in point.split(","))
    assert (line.top, line.end) == ((str(max(values)), str(values[-1])) if values else ("", ""))
    for column in columns.columns:
        assert 0 <= column.x <= column.x + column.width <= 100.1
        assert column.most_y + column.most == pytest.approx(100, abs=0.2)
    assert all(0 <= bar.half <= bar.most <= 100 for bar in bars)
