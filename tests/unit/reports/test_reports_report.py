"""Weeks, volumes, answers and findings; and the digest, which holds no words of one post."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from speaking import said
from watching import WATCHED

from smbot.core.messages import say
from smbot.core.states import MentionState
from smbot.reports.digest import weekly_text
from smbot.reports.findings import right_values
from smbot.reports.model import FindingKind
from smbot.reports.period import days_up_to, last_sunday, week_of
from smbot.reports.report import make_report, report_on

ZONE = ZoneInfo("America/Toronto")
LATER = datetime(2026, 12, 1, tzinfo=UTC)
WEEK = week_of(date(2026, 11, 15), LATER, ZONE)
IN_WEEK = datetime(2026, 11, 10, 15, 0, tzinfo=UTC)
WEEK_BEFORE = IN_WEEK - timedelta(days=7)


def local(moment):
    return moment.astimezone(ZONE).strftime("%a %Y-%m-%d %H:%M")


# --- periods -----------------------------------------------------------------------------------------


def test_a_week_runs_from_monday_to_sunday_where_the_organisation_is():
    assert (local(WEEK.start), local(WEEK.end)) == ("Mon 2026-11-09 00:00", "Mon 2026-11-16 00:00")
    assert (local(WEEK.before_start), local(WEEK.before_end)) == ("Mon 2026-11-02 00:00", "Mon 2026-11-09 00:00")
    assert local(WEEK.baseline_start) == "Mon 2026-10-12 00:00"


def test_a_change_of_the_hour_moves_no_midnight():
    week = week_of(date(2026, 11, 1), LATER, ZONE)

    assert (local(week.start), local(week.end)) == ("Mon 2026-10-26 00:00", "Mon 2026-11-02 00:00")
    assert (week.end.astimezone(UTC) - week.start.astimezone(UTC)) == timedelta(days=7, hours=1)


def test_a_week_that_runs_is_compared_with_the_same_days_and_hours():
    now = datetime(2026, 11, 11, 15, 30, tzinfo=UTC)

    week = week_of(date(2026, 11, 11), now, ZONE)

    assert (local(week.end), local(week.before_end)) == ("Wed 2026-11-11 10:30", "Wed 2026-11-04 10:30")
    assert week.last_day == date(2026, 11, 11)


def test_any_days_are_compared_with_as_many_before():
    period = days_up_to(date(2026, 11, 15), 30, LATER, ZONE)

    assert (local(period.start), local(period.before_start)) == ("Sat 2026-10-17 00:00", "Thu 2026-09-17 00:00")
    assert period.first_day == date(2026, 10, 17)


@pytest.mark.parametrize("day", range(9, 16))
def test_the_last_whole_week_ends_on_a_sunday_that_is_over(day):
    assert last_sunday(datetime(2026, 11, day, 17, 0, tzinfo=UTC), ZONE) == date(2026, 11, 8)


def test_midnight_is_the_organisations_not_the_machines():
    late_on_sunday = datetime(2026, 11, 16, 4, 30, tzinfo=UTC)  # 23:30 in Toronto

    report = make_report([said(at=late_on_sunday)], WEEK, WATCHED)

    assert report.total.now == 1


# --- volumes -----------------------------------------------------------------------------------------


def test_volumes_stand_beside_the_week_before():
    posts = [
        *(said(at=IN_WEEK, number=n) for n in range(3)),
        said(at=IN_WEEK, label="praise", language="fr", platform="facebook", number=4),
        *(said(at=WEEK_BEFORE, label="spam", number=n) for n in range(2)),
        said(at=WEEK_BEFORE - timedelta(days=7), label="urgent"),
    ]

    report = make_report(posts, WEEK, WATCHED)

    assert (report.total.now, report.total.before, report.total.change) == (4, 2, 2)
    assert [(v.key, v.now, v.before) for v in report.labels] == [("complaint", 3, 0), ("praise", 1, 0), ("spam", 0, 2)]
    assert [(v.key, v.now, v.before) for v in report.languages] == [("en", 3, 2), ("fr", 1, 0)]
    assert [(v.key, v.now, v.before) for v in report.platforms] == [("x", 3, 2), ("facebook", 1, 0)]


def test_a_post_counts_once_under_each_place_and_service_that_it_names():
    posts = [
        said("Birth certificate at Dufferin, birth certificate!", at=IN_WEEK),
        said("un acte de naissance", at=IN_WEEK, language="fr", number=1),
        said("dufferin", at=WEEK_BEFORE),
        said(None, at=IN_WEEK, number=2),
    ]

    report = make_report(posts, WEEK, WATCHED)

    assert [(v.name.fr, v.now, v.before) for v in report.subjects] == [
        ("actes de naissance", 2, 0),
        ("comptoir Dufferin", 1, 1),
    ]


def test_what_nobody_must_answer_is_not_due_and_the_median_is_of_known_times():
    def answered(hours, number):
        after = timedelta(hours=hours) if hours is not None else None
        at = IN_WEEK + after if after else None
        return said(at=IN_WEEK, number=number, state=MentionState.ANSWERED, answered_at=at)

    posts = [
        answered(2, 1),
        answered(30, 2),
        answered(5, 3),
        answered(None, 4),
        said(at=IN_WEEK, number=5, state=MentionState.NO_REPLY),
        said(at=IN_WEEK, number=6),
    ]

    answering = make_report(posts, WEEK, WATCHED).answering

    assert (answering.due, answering.answered, answering.share) == (5, 4, 0.8)
    assert answering.median == timedelta(hours=5)


def test_nothing_said_is_a_report_too():
    report = make_report([], WEEK, WATCHED)

    assert report.total.now == 0
    assert report.answering.share is None
    assert report.rising == {"en": (), "fr": ()}
    assert report.findings == ()


# --- findings ----------------------------------------------------------------------------------------


def test_findings_are_of_this_week_alone_and_the_newest_come_first():
    posts = [
        said("A birth certificate costs $60 now.", at=IN_WEEK, number=1),
        said("A birth certificate costs $50 now.", at=IN_WEEK + timedelta(hours=1), number=2),
        said("A birth certificate costs $70 now.", at=WEEK_BEFORE),
        said(None, at=IN_WEEK, number=3),
    ]

    report = make_report(posts, WEEK, WATCHED)

    assert [f.mention for f in report.findings] == [posts[1].id, posts[0].id]
    assert report.of_kind(FindingKind.CLAIM) == report.findings
    assert report.of_kind(FindingKind.SCAM) == ()


def test_what_a_scam_offers_is_no_statement_about_our_services():
    bait = "This is Northern Services support: a birth certificate costs $5, pay by gift card, text me on WhatsApp."

    [finding] = make_report([said(bait, at=IN_WEEK)], WEEK, WATCHED).findings

    assert finding.evidence.kind == FindingKind.SCAM


def test_a_report_reads_its_baseline_and_no_more():
    asked = []

    class FakeTables:
        def said(self, since, until):
            asked.append((since, until))
            return []

    report_on(FakeTables(), WEEK, WATCHED)

    assert asked == [(WEEK.baseline_start, WEEK.end)]


@pytest.mark.parametrize(
    ("kind", "right", "told"),
    [
        ("fee", ("35", "84.50"), ["$35", "$84.50"]),
        ("hours", ("08:30-16:30",), ["8:30 to 16:30"]),
        ("day", ("monday",), ["Monday"]),
        ("deadline", ("03-31",), ["March 31"]),
    ],
)
def test_right_values_are_told_as_people_read_them(kind, right, told):
    assert [str(value) for value in right_values(right, kind)] == told


@pytest.mark.parametrize(
    ("right", "told"),
    [
        ("08:30-16:30", "de 8\u00a0h\u00a030 à 16\u00a0h\u00a030"),
        ("09:00-17:00", "de 9\u00a0h à 17\u00a0h"),
    ],
)
def test_hours_are_told_in_french_as_canadian_french_writes_them(right, told):
    assert [say(value, "fr") for value in right_values((right,), "hours")] == [told]


# --- the digest --------------------------------------------------------------------------------------


@pytest.fixture
def a_report():
    posts = [
        said("CANARY birth certificate costs $60 now.", at=IN_WEEK, number=1),
        said("CANARY got a text from Northern Services, is it legit?", at=IN_WEEK, number=2),
        *(said("kiosk", author=f"n{n}", at=IN_WEEK, number=n) for n in range(9)),
        *(said("parking", author=f"p{n}", at=WEEK_BEFORE, number=n) for n in range(60)),
    ]
    return make_report(posts, WEEK, WATCHED)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_digest_tells_counts_words_and_ids_and_nothing_that_one_post_says(a_report, language):
    subject, text = weekly_text(a_report, language, "https://desk.example.ca")

    assert "2026-11-09" in subject
    assert "kiosk" in text
    for finding in a_report.findings:
        assert f"https://desk.example.ca/items/{finding.mention}" in text
    assert "CANARY" not in text
    assert "$60" not in text
    assert text.endswith("https://desk.example.ca/reputation?until=2026-11-15\n")


def test_the_digest_of_an_empty_week_says_so():
    _, text = weekly_text(make_report([], WEEK, WATCHED), "en")

    assert text.startswith("Nothing was said about us from 2026-11-09 to 2026-11-15.")
    assert "/reputation?until=2026-11-15" in text


def test_the_digest_shows_twenty_posts_and_says_how_many_more_there_are():
    posts = [said("A birth certificate costs $60 now.", at=IN_WEEK, number=n) for n in range(25)]

    _, text = weekly_text(make_report(posts, WEEK, WATCHED), "en")

    assert text.count("/items/m-") == 20
    assert "… and 5 more." in text
