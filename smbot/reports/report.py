"""A report from what was said: pure counting over labels and redacted text."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from statistics import median_low

from smbot.core.marked import marked
from smbot.core.states import MentionState
from smbot.reports.facts import FactFinder
from smbot.reports.model import (
    SPOKEN,
    Answering,
    Evidence,
    Finding,
    FindingKind,
    Period,
    Report,
    Subject,
    Volume,
    Watched,
)
from smbot.reports.plain import Hints, any_of, plain
from smbot.reports.ports import Said, SaidTables
from smbot.reports.rising import rising_words
from smbot.reports.scams import find_scam

NO_ANSWER_DUE = frozenset({MentionState.NO_REPLY, MentionState.DISPOSED})


def report_on(tables: SaidTables, period: Period, watched: Watched) -> Report:
    """Read what was said in a period and before it, and report."""
    return make_report(tables.said(period.baseline_start, period.end), period, watched)


def make_report(posts: Sequence[Said], period: Period, watched: Watched) -> Report:
    """Report on `period`; `posts` hold the baseline too, in any order."""
    now = _between(posts, period.start, period.end)
    before = _between(posts, period.before_start, period.before_end)
    usual = [post for post in posts if period.baseline_start <= post.posted_at < period.start]
    length = (period.start - period.before_start).total_seconds() / 86_400
    rising = {
        language: rising_words(
            [*usual, *now], language=language, start=period.start, length_days=length, own=watched.own
        )
        for language in SPOKEN
    }
    return Report(
        period=period,
        total=Volume(key="total", now=len(now), before=len(before)),
        labels=_volumes(now, before, lambda post: post.label),
        languages=_volumes(now, before, lambda post: post.language),
        platforms=_volumes(now, before, lambda post: post.platform),
        subjects=_subjects(now, before, watched.subjects),
        answering=_answering(now),
        answering_before=_answering(before),
        rising={language: words for language, (words, _) in rising.items()},
        compared={language: authors for language, (_, authors) in rising.items()},
        findings=find_all(now, watched),
        facts_known=len(watched.facts),
    )


def find_all(posts: Iterable[Said], watched: Watched) -> tuple[Finding, ...]:
    """Return what the posts state wrongly, ask, try or tell, the newest first."""
    facts, own = FactFinder(watched.facts, watched.own), any_of(watched.own)
    found = [
        Finding(mention=post.id, posted_at=post.posted_at, language=post.language, evidence=evidence)
        for post in posts
        if post.text is not None
        for evidence in _evidence(marked(post.text), facts, own)
    ]
    return tuple(sorted(found, key=lambda f: (f.posted_at, f.mention, f.evidence.start), reverse=True))


def _evidence(text: str, facts: FactFinder, own: re.Pattern[str]) -> list[Evidence]:
    """A fraud's sums and dates are its bait, not statements about our services."""
    scam = find_scam(text, own)
    return [scam] if scam and scam.kind == FindingKind.SCAM else [*([scam] if scam else ()), *facts.find(text)]


def _between(posts: Iterable[Said], start: datetime, end: datetime) -> list[Said]:
    return [post for post in posts if start <= post.posted_at < end]


def _volumes(now: Iterable[Said], before: Iterable[Said], key: Callable[[Said], str]) -> tuple[Volume, ...]:
    """Count by key, the most frequent first."""
    counts, earlier = Counter(map(key, now)), Counter(map(key, before))
    return _sorted(Volume(key=one, now=counts[one], before=earlier[one]) for one in counts.keys() | earlier.keys())


def _subjects(now: Sequence[Said], before: Sequence[Said], subjects: Sequence[Subject]) -> tuple[Volume, ...]:
    patterns = {subject: (Hints(subject.words), any_of(subject.words)) for subject in subjects}

    def count(posts: Iterable[Said]) -> Mapping[Subject, int]:
        counts: Counter[Subject] = Counter()
        for post in posts:
            text = plain(marked(post.text)) if post.text else ""
            for subject, (hints, pattern) in patterns.items():
                if hints.may_be_in(text) and pattern.search(text):
                    counts[subject] += 1
        return counts

    counts, earlier = count(now), count(before)
    return _sorted(Volume(key=s.name.en, now=counts[s], before=earlier[s], name=s.name) for s in subjects)


def _sorted(volumes: Iterable[Volume]) -> tuple[Volume, ...]:
    return tuple(sorted(volumes, key=lambda volume: (-volume.now, -volume.before, volume.key)))


def _answering(posts: Iterable[Said]) -> Answering:
    """Of the posts that nobody put aside ("no reply is due"), how many were answered, and how soon."""
    due = [post for post in posts if post.state not in NO_ANSWER_DUE]
    answered = [post for post in due if post.state == MentionState.ANSWERED]
    times = [post.answered_at - post.posted_at for post in answered if post.answered_at is not None]
    return Answering(due=len(due), answered=len(answered), median=median_low(times) if times else None)
