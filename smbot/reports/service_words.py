"""What the figures on service say, in sentences."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from smbot.core.durations import duration
from smbot.core.messages import Message, msg
from smbot.reports.quantiles import ENOUGH, Estimate, difference, jump
from smbot.reports.service import Facet, Group, Parity, ServiceReport, SideBySide, Step, Timing

STEPS: Mapping[Step, Message] = {
    Step.COLLECTED: msg("collected"),
    Step.TRIAGED: msg("first triage"),
    Step.ACTED: msg("first act of a person"),
    Step.APPROVED: msg("reply approved"),
    Step.SENT: msg("reply sent"),
    Step.CLOSED: msg("mention closed"),
}
FACETS: Mapping[Facet, Message] = {
    Facet.PROGRAM: msg("Programs"),
    Facet.OFFICE: msg("Offices"),
    Facet.LABEL: msg("Labels"),
    Facet.LANGUAGE: msg("Languages"),
    Facet.PLATFORM: msg("Platforms"),
    Facet.WEEKDAY: msg("Days of the week"),
    Facet.HOUR: msg("Hours of the day"),
}
NOTHING_YET = msg("Nothing was posted in this time.")
STEADY_BELOW = 1 / 14
"""A backlog that grows or shrinks by less than one mention in two weeks is told to be steady."""
MOST_NAMED = 3
"""Groups that one sentence names."""


def service_findings(report: ServiceReport) -> Iterator[Message]:
    """Yield what stands out, the most important first."""
    now, before = report.total.now, report.total.before
    if not now.posts:
        yield NOTHING_YET
        return
    yield msg("{now} posts, {before} in the time before.", now=now.posts, before=before.posts)
    yield from wait_told(Step.CLOSED, now.steps[Step.CLOSED], before.steps[Step.CLOSED])
    if now.within.value is not None:
        yield msg(
            "Within the service standard of {hours}\u00a0h: {hits} of {of}.",
            hours=round(report.standard.total_seconds() / 3600),
            hits=now.within.hits,
            of=now.within.of,
        )
    yield backlog_told(report)


def wait_told(step: Step, now: Timing, before: Timing) -> Iterator[Message]:
    """Yield how long it took to a step, beside the time before where that has anything."""
    if now.median is None or now.ninetieth is None:
        yield msg("From post to “{step}”: none came there.", step=STEPS[step])
        return
    values = {"step": STEPS[step], "half": duration(now.median), "most": duration(now.ninetieth)}
    if before.median is None:
        yield msg("From post to “{step}”: half within {half}, nine of ten within {most}.", **values)
    else:
        yield msg(
            "From post to “{step}”: half within {half} ({before} before), nine of ten within {most}.",
            before=duration(before.median),
            **values,
        )


def backlog_told(report: ServiceReport) -> Message:
    """Return how many are open at the end, and where that goes."""
    last = report.backlog[-1].open if report.backlog else 0
    if (leap := jump([end.open for end in report.backlog])) > 0:
        return msg("Open at the end: {open}; {count} more than the day before.", open=last, count=leap)
    if leap < 0:
        return msg("Open at the end: {open}; {count} fewer than the day before.", open=last, count=-leap)
    if len(report.backlog) < 2 or abs(report.rising) < STEADY_BELOW:
        return msg("Open at the end: {open}; steady.", open=last)
    weekly = round(7 * abs(report.rising))
    if report.rising > 0:
        return msg("Open at the end: {open}; it grows by about {count} a week.", open=last, count=weekly)
    return msg("Open at the end: {open}; it shrinks by about {count} a week.", open=last, count=weekly)


def longest_told(groups: Sequence[tuple[str, Group]], step: Step) -> Message:
    """Return who waits longest, of groups with their names: nobody is named whom chance alone may have put there.

    Whoever has too few is left out.
    """
    waits = [
        (middle, name)
        for name, group in groups
        if (middle := group.now.steps[step].middle) is not None and group.now.steps[step].count >= ENOUGH
    ]
    if len(waits) < 2:
        return msg("Too few posts to say where people wait longest.")
    waits.sort(key=lambda pair: pair[0].value, reverse=True)
    longest = waits[0][0]
    names = [name for middle, name in waits if not difference(longest, middle).tells]
    if len(names) == len(waits):
        return msg("Half of the waits do not differ by more than chance explains.")
    if len(names) == 1:
        length = duration(timedelta(seconds=longest.value))
        return msg("The longest wait at the median: {name}, {length}.", name=names[0], length=length)
    told = {"names": ", ".join(names[:MOST_NAMED])}
    if len(names) > MOST_NAMED:
        return msg(
            "The longest waits at the median: {names}, and others ({count}); their order may be chance.",
            count=len(names) - MOST_NAMED,
            **told,
        )
    return msg("The longest waits at the median: {names}; their order may be chance.", **told)


def parity_told(parity: Parity) -> Iterator[Message]:
    """Yield whether those who write in English and in French are served alike, or that it cannot be told."""
    yield _apart(parity.waits[Step.CLOSED], parity.within)


def _apart(waits: SideBySide, within: SideBySide) -> Message:
    english, french = waits.counts
    if not waits.enough(ENOUGH):
        return msg(
            "Too few to compare: {english} closed in English, {french} in French; {least} of each are needed.",
            english=english,
            french=french,
            least=ENOUGH,
        )
    apart = waits.apart
    if apart is None or not apart.tells:
        return msg("Half of the waits in English and in French do not differ by more than chance explains.")
    values = {"length": duration(timedelta(seconds=abs(apart.value))), "low": _low(apart), "high": _high(apart)}
    if apart.value > 0:
        return msg("English waits longer, by {length} at the median (95%: {low} to {high}).", **values)
    return msg("French waits longer, by {length} at the median (95%: {low} to {high}).", **values)


def _low(apart: Estimate) -> Message | str:
    bounds = [abs(bound) for bound in (apart.low, apart.high) if bound is not None]
    return duration(timedelta(seconds=min(bounds))) if bounds else "–"


def _high(apart: Estimate) -> Message | str:
    if apart.low is None or apart.high is None:
        return "–"
    return duration(timedelta(seconds=max(abs(apart.low), abs(apart.high))))
