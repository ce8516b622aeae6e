"""The findings of a report as sentences: the page, the command line and the e-mail say the same."""

from collections.abc import Iterator
from datetime import timedelta

from smbot.core.messages import Message, msg
from smbot.core.words import LABELS
from smbot.reports.model import FindingKind, Name, Report, Volume

NO_LABEL = msg("no label")
KINDS = {
    FindingKind.CLAIM: msg("states it"),
    FindingKind.QUESTION: msg("asks"),
    FindingKind.SCAM: msg("scam in our name"),
    FindingKind.SCAM_REPORT: msg("tells of a scam"),
}
EMPTY = msg("Nothing was said this week.")
NOT_COMPARED = msg("There are no posts from before to compare words with yet.")
NONE_RISES = msg("No word rises: people speak of the same things as before.")
NO_FACTS = msg("The configuration names no facts, so wrong ones cannot be found: add [[facts]].")


def findings(report: Report) -> Iterator[Message]:
    """Yield what the report found, the most important first; one sentence when nothing was said."""
    if not report.total.now:
        yield EMPTY
        if report.total.before:
            yield msg("The week before it was {before}.", before=report.total.before)
        return
    yield _volume(report.total)
    first = next((volume for volume in report.labels if volume.key not in {"", "none"}), None)
    if first and first.now:
        yield msg(
            "Most had the label “{label}”: {now}, {before} the week before.",
            label=label_name(first.key),
            now=first.now,
            before=first.before,
        )
    yield from _answers(report)
    wrong, asked = report.of_kind(FindingKind.CLAIM), report.of_kind(FindingKind.QUESTION)
    if report.facts_known:
        yield msg(
            "Posts that state something wrong about our services: {claims}. That ask whether it is so: {questions}.",
            claims=len(wrong),
            questions=len(asked),
        )
    yield msg(
        "Scams in our name: {scams}. Posts that tell of one: {reports}.",
        scams=len(report.of_kind(FindingKind.SCAM)),
        reports=len(report.of_kind(FindingKind.SCAM_REPORT)),
    )


def _volume(total: Volume) -> Message:
    values = {"now": total.now, "before": total.before, "change": abs(total.change)}
    if not total.before:
        return msg("Posts: {now}; none the week before.", **values)
    if total.change > 0:
        return msg("Posts: {now}, {change} more than the week before ({before}).", **values)
    if total.change < 0:
        return msg("Posts: {now}, {change} fewer than the week before ({before}).", **values)
    return msg("Posts: {now}, as many as the week before.", **values)


def _answers(report: Report) -> Iterator[Message]:
    now = report.answering
    if now.due:
        yield msg("Answered: {answered} of {due} that wait for an answer.", answered=now.answered, due=now.due)
    if now.median is not None:
        yield msg("Half of the answers came within {time}.", time=duration(now.median))


def label_name(label: str) -> Message:
    """Return a label's name; what was never triaged has none."""
    return LABELS.get(label) or (Message("{label}", {"label": label}) if label else NO_LABEL)


def duration(length: timedelta) -> Message:
    """Return a length of time in at most two units, with no-break spaces."""
    minutes = max(0, int(length.total_seconds() // 60))
    if minutes < 60:
        return msg("{minutes}\u00a0min", minutes=minutes)
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        return msg("{hours}\u00a0h {minutes}\u00a0min", hours=hours, minutes=rest)
    return msg("{days}\u00a0d {hours}\u00a0h", days=hours // 24, hours=hours % 24)


def right_values(right: tuple[str, ...], kind: str) -> list[Message]:
    """Return the right values of a fact as people read them."""
    return [_right(value, kind) for value in right]


def _right(value: str, kind: str) -> Message:
    if kind == "fee":
        return msg("${amount}", amount=value)
    if kind == "hours":
        start, end = value.split("-")
        return msg("{start} to {end}", start=start, end=end)
    if kind == "day":
        return DAY_NAMES[value]
    month, day = value.split("-")
    return msg("{month} {day}", month=MONTH_NAMES[int(month) - 1], day=int(day))


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
