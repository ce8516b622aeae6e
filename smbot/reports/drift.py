"""How triage fares over time: label shares, confidence, review band, language gap, disagreement, and what it misses.

All of it is about what the machine said of public posts, also where a person gave other labels since. Posts that are
withheld, and those that triage failed at, are no part of it.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from smbot.core.labels import ACCESS
from smbot.core.shares import Share
from smbot.core.words import LABELS
from smbot.reports.model import SPOKEN, Period
from smbot.reports.ports import Judged, SampledWeek, TriageTables

REVIEW: Final = "review"
"""What `Judged.level` says of a possible request that a person looks at first."""
BAND: Final = "review-band"
"""Key of the share of posts that may be access requests and are not asserted to be some."""
SIGNIFICANCE: Final = 0.05
"""A share is told to have moved where chance does as much less often than this, in all comparisons together."""
LEAST_EXPECTED: Final = 5
"""Posts that each cell of a comparison must be expected to hold (W. G. Cochran, 1954): below, the test says nothing."""
SAMPLED_WEEKS: Final = 12
"""Weeks of samples that are put together to estimate what is missed."""


@dataclass(frozen=True, kw_only=True)
class Move:
    """A share now and in the weeks before; `chance` is how often chance alone moves it as much, None where unknown."""

    key: str
    now: Share
    before: Share
    chance: float | None
    moved: bool


@dataclass(frozen=True, kw_only=True)
class Confidence:
    """Mean score of the first label, by language (“all” for all posts); None without posts."""

    now: float | None
    before: float | None


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Shares of a label in the languages."""

    key: str
    shares: Mapping[str, Share]

    @property
    def value(self) -> float | None:
        """Return English less French; None where one has no posts."""
        first, second = (self.shares[language].value for language in SPOKEN)
        return None if first is None or second is None else first - second


@dataclass(frozen=True, kw_only=True)
class Missed:
    """What officers found in samples of posts without the label: `weeks` are those with answers.

    Each week counts by the posts that it was drawn from, whatever share of them that was. Within a week, the posts
    that wait for an answer are taken to be like those that have one.
    """

    weeks: tuple[SampledWeek, ...]

    @property
    def found(self) -> Share:
        """Return how many of the answered posts are requests: as they were drawn, not as all posts are."""
        return Share(hits=sum(week.missed for week in self.weeks), of=sum(week.answered for week in self.weeks))

    @property
    def unflagged(self) -> int:
        """Return how many posts these weeks were drawn from."""
        return sum(week.unflagged for week in self.weeks)

    @property
    def estimated(self) -> tuple[int, int, int] | None:
        """Return how many requests were missed among them, with the bounds of 95 %; None without answers.

        The sum of the weeks' own estimates (a stratified sample: Cochran, Sampling Techniques, 1977, ch. 5). Its
        bounds put together those that Wilson gives for each week: Zou, Huang and Zhang, Computational Statistics &
        Data Analysis 53 (2009), section 2.
        """
        if not self.weeks:
            return None
        total = below = above = 0.0
        for week in self.weeks:
            share = Share(hits=week.missed, of=week.answered)
            value, (low, high) = share.value or 0.0, share.interval or (0.0, 1.0)
            total += week.unflagged * value
            below += (week.unflagged * (value - low)) ** 2
            above += (week.unflagged * (high - value)) ** 2
        most = self.unflagged - (self.found.of - self.found.hits)
        least = max(self.found.hits, math.floor(total - math.sqrt(below)))
        return round(total), min(least, round(total)), max(round(total), min(most, math.ceil(total + math.sqrt(above))))

    @property
    def share(self) -> tuple[float, float, float] | None:
        """Return the same as a share of the posts, 0-1."""
        if self.estimated is None or not self.unflagged:
            return None
        about, low, high = (count / self.unflagged for count in self.estimated)
        return about, low, high


@dataclass(frozen=True, kw_only=True)
class TriageHealth:
    """A period beside the four of its length before it; `versions` and `versions_before` gave their labels."""

    period: Period
    posts: int
    posts_before: int
    labels: tuple[Move, ...]
    band: Move
    corrected: Move
    confidence: Mapping[str, Confidence]
    gaps: tuple[Gap, ...]
    versions: tuple[str, ...]
    versions_before: tuple[str, ...]
    missed: Missed

    @property
    def moved(self) -> tuple[Move, ...]:
        """Return what moved by more than chance explains."""
        return tuple(move for move in (*self.labels, self.band) if move.moved)

    @property
    def changed(self) -> bool:
        """Say whether rules, model or network changed in this time, so that shares are not of one kind."""
        return len({*self.versions, *self.versions_before}) > 1

    @property
    def confidence_gap(self) -> float | None:
        """Return the mean confidence in English less that in French; None where one has no posts."""
        first, second = (self.confidence[language].now for language in SPOKEN)
        return None if first is None or second is None else first - second


def triage_health(tables: TriageTables, period: Period) -> TriageHealth:
    """Read what triage said in a period and before it, and compare."""
    year, week, _ = period.last_day.isocalendar()
    sampled = tables.sampled_weeks(f"{year}-W{week:02}", SAMPLED_WEEKS)
    return make_health(tables.judged(period.baseline_start, period.end), sampled, period)


def make_health(posts: Sequence[Judged], sampled: Sequence[SampledWeek], period: Period) -> TriageHealth:
    """Compare; `posts` hold the time before too, in any order."""
    now = [post for post in posts if period.start <= post.posted_at < period.end]
    before = [post for post in posts if period.baseline_start <= post.posted_at < period.start]
    labels = tuple(LABELS)
    tests = len(labels) + 1

    def move(key: str, holds: Callable[[Judged], bool], among: Callable[[Judged], bool] = lambda _post: True) -> Move:
        shares = _share(filter(among, now), holds), _share(filter(among, before), holds)
        chance = chance_of(*shares)
        moved = chance is not None and chance < SIGNIFICANCE / tests  # Bonferroni: many shares are looked at
        return Move(key=key, now=shares[0], before=shares[1], chance=chance, moved=moved)

    def has(label: str) -> Callable[[Judged], bool]:
        return lambda post: label in post.labels

    spoken = {language: [post for post in now if post.language == language] for language in SPOKEN}
    return TriageHealth(
        period=period,
        posts=len(now),
        posts_before=len(before),
        labels=tuple(move(label, has(label)) for label in labels),
        band=move(BAND, lambda post: post.level == REVIEW, lambda post: ACCESS not in post.labels or post.level != ""),
        corrected=move("corrected", lambda post: post.corrected),
        confidence={
            language: Confidence(now=_confidence(now, language), before=_confidence(before, language))
            for language in ("all", *SPOKEN)
        },
        gaps=tuple(
            Gap(key=label, shares={language: _share(spoken[language], has(label)) for language in SPOKEN})
            for label in labels
        ),
        versions=tuple(sorted({post.classifier for post in now})),
        versions_before=tuple(sorted({post.classifier for post in before})),
        missed=Missed(weeks=tuple(week for week in sampled if week.answered)),
    )


def chance_of(first: Share, second: Share) -> float | None:
    """Return the two-sided p of the two-proportion z-test with a pooled share; None where it does not hold.

    Source: NIST/SEMATECH e-Handbook of Statistical Methods, 7.3.3; when it holds: Cochran, Biometrics 10 (1954). It
    takes posts for independent of each other, which those of one event are not: what it tells is worth a look.
    """
    posts = first.of + second.of
    if not first.of or not second.of:
        return None
    share = (first.hits + second.hits) / posts
    if min(first.of, second.of) * min(share, 1 - share) < LEAST_EXPECTED:
        return None
    spread = math.sqrt(share * (1 - share) * (1 / first.of + 1 / second.of))
    distance = abs(first.hits / first.of - second.hits / second.of) / spread
    return math.erfc(distance / math.sqrt(2))


def _share(posts: Iterable[Judged], holds: Callable[[Judged], bool]) -> Share:
    held = [holds(post) for post in posts]
    return Share(hits=sum(held), of=len(held))


def _confidence(posts: Sequence[Judged], language: str) -> float | None:
    scores = [p.confidence for p in posts if p.confidence is not None and language in {"all", p.language}]
    return sum(scores) / len(scores) if scores else None
