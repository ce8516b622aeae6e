"""The findings of a report as sentences: the page, the command line and the e-mail say the same."""

from collections.abc import Iterator, Sequence

from smbot.core.durations import duration
from smbot.core.messages import Message, msg
from smbot.core.words import label_name
from smbot.reports.model import FindingKind, Name, Report, Volume

KINDS = {
    FindingKind.CLAIM: msg("states it"),
    FindingKind.QUESTION: msg("asks"),
    FindingKind.SCAM: msg("scam in our name"),
    FindingKind.SCAM_REPORT: msg("tells of a scam"),
}
NOT_COMPARED = msg("There are no posts from before to compare words with yet.")
NONE_RISES = msg("No word rises: people speak of the same things as before.")
NO_FACTS = msg("The configuration names no facts, so wrong ones cannot be found: add [[facts]].")


def findings(report: Report) -> Iterator[Message]:
    """Yield what the report found, the most important first; when nothing was said, that."""
    if not report.total.now:
        yield msg(
            "Nothing was said about us from {first} to {last}. Posts before: {before}.",
            first=report.period.first_day.isoformat(),
            last=report.period.last_day.isoformat(),
            before=report.total.before,
        )
        return
    yield _volume(report.total)
    yield from _wrong(report)
    yield from _answers(report)
    first = leading(report.labels)
    if first:
        yield msg(
            "Most frequent label: {label}, {now} posts, {before} before.",
            label=label_name(first.key),
            now=first.now,
            before=first.before,
        )


def leading(volumes: Sequence[Volume]) -> Volume | None:
    """Return the greatest volume that says something."""
    return next((volume for volume in volumes if volume.now and volume.key not in {"", "none", "und"}), None)


def _wrong(report: Report) -> Iterator[Message]:
    if report.facts_known:
        yield msg(
            "Posts that state something wrong about our services: {claims}. Posts that ask whether it is so: "
            "{questions}.",
            claims=len(report.of_kind(FindingKind.CLAIM)),
            questions=len(report.of_kind(FindingKind.QUESTION)),
        )
    else:
        yield NO_FACTS
    yield msg(
        "Scams in our name: {scams}. Posts that tell of one: {reports}.",
        scams=len(report.of_kind(FindingKind.SCAM)),
        reports=len(report.of_kind(FindingKind.SCAM_REPORT)),
    )


def _volume(total: Volume) -> Message:
    values = {"now": total.now, "before": total.before, "change": abs(total.change)}
    if not total.before:
        return msg("Posts: {now}; none before.", **values)
    if total.change > 0:
        return msg("Posts: {now}, {change} more than before ({before}).", **values)
    if total.change < 0:
        return msg("Posts: {now}, {change} fewer than before ({before}).", **values)
    return msg("Posts: {now}, as many as before.", **values)


def _answers(report: Report) -> Iterator[Message]:
    now = report.answering
    if now.due:
        yield msg("Answered: {answered} of {due} that wait for an answer.", answered=now.answered, due=now.due)
    if now.median is not None:
        yield msg("Half of the answers came within {time}.", time=duration(now.median))


def right_values(right: tuple[str, ...], kind: str) -> list[Message]:
    """Return the right values of a fact as people read them."""
    return [_right(value, kind) for value in right]


def _right(value: str, kind: str) -> Message:
    if kind == "fee":
        return msg("${amount}", amount=value)
    if kind == "hours":
        start, end = value.split("-")
        return msg("{start} to {end}", start=_time(start), end=_time(end))
    if kind == "day":
        return DAY_NAMES[value]
    month, day = value.split("-")
    return msg("{month} {day}", month=MONTH_NAMES[int(month) - 1], day=int(day))


def _time(clock: str) -> Message:
    """Return a time of day, on a clock of 24 hours; French writes « 8 h 30 », and « 8 h » at the full hour."""
    hour, minute = clock.split(":")
    if minute == "00":
        return msg("{hour}:00", hour=int(hour))
    return msg("{hour}:{minute}", hour=int(hour), minute=minute)


DAY_NAMES = {
    "monday": msg("Monday"),
    "tuesday": msg("Tuesday"),
    "wednesday": msg("Wednesday"),
    "thursday": msg("Thursday"),
    "friday": msg("Friday"),
    "saturday": msg("Saturday"),
    "sunday": msg("Sunday"),
}
MONTH_NAMES = (
    msg("January"),
    msg("February"),
    msg("March"),
    msg("April"),
    msg("May"),
    msg("June"),
    msg("July"),
    msg("August"),
    msg("September"),
    msg("October"),
    msg("November"),
    msg("December"),
)


def subject_name(name: Name | None, key: str, language: str) -> str:
    """Return the configured name in the reader's language."""
    return name.get(language) if name else key
