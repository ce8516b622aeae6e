"""The weekly digest as an e-mail: counts, rising words, and posts by their ids; never what one post says."""

from collections.abc import Iterable, Iterator

from smbot.core.durations import duration
from smbot.core.messages import Message, msg, say
from smbot.core.words import label_name
from smbot.reports.drift import TriageHealth
from smbot.reports.drift_words import health_findings
from smbot.reports.exposure import Exposure
from smbot.reports.findings import KINDS, NONE_RISES, NOT_COMPARED, findings, subject_name
from smbot.reports.model import SPOKEN, FindingKind, Report, Volume

WORDS_OF = {"en": msg("Rising words in English:"), "fr": msg("Rising words in French:")}
MOST_LINKS = 20
MOST_LABELS = 5


def weekly_text(
    report: Report,
    language: str,
    desk: str = "",
    health: TriageHealth | None = None,
    exposed: Exposure | None = None,
) -> tuple[str, str]:
    """Return subject and plain text in a language; `desk` is the desk's address, or empty.

    `health` tells how triage fared in the same week, `exposed` how long its posts exposed personal information.
    """
    told = [*_lines(report, health, language, desk), *_exposure(exposed), _whole(report, desk)]
    lines = [line if isinstance(line, str) else say(line, language) for line in told]
    subject = msg(
        "What is said about us, {first} to {last}: {count}",
        first=report.period.first_day.isoformat(),
        last=report.period.last_day.isoformat(),
        count=report.total.now,
    )
    return say(subject, language), "\n".join(lines).rstrip() + "\n"


def _lines(report: Report, health: TriageHealth | None, language: str, desk: str) -> Iterator[Message | str]:
    yield from findings(report)
    if report.total.now:
        yield ""
        yield from _volumes(msg("By label:"), report.labels[:MOST_LABELS], language)
        yield from _volumes(msg("By place and service:"), [v for v in report.subjects if v.now or v.before], language)
        yield from _rising(report)
        yield from _links(report, language, desk)
    if health is not None and health.posts:
        yield msg("How triage fares:")
        yield from (msg("- {sentence}", sentence=sentence) for sentence in health_findings(health))
        yield ""


def _whole(report: Report, desk: str) -> Message:
    return msg("The whole report: {address}", address=f"{desk}/reputation?until={report.period.last_day.isoformat()}")


def exposure_told(exposed: Exposure) -> Iterator[Message]:
    """Yield what the exposure clock says, in sentences."""
    if exposed.median is not None and exposed.ninetieth is not None:
        yield msg(
            "Hidden: {count}. Half of them within {half} minutes, nine of ten within {most} minutes of being posted.",
            count=exposed.hidden,
            half=round(exposed.median.total_seconds() / 60),
            most=round(exposed.ninetieth.total_seconds() / 60),
        )
    if exposed.still_median is not None and exposed.still_longest is not None:
        yield msg(
            "Still seen by others: {count}. Half of them for {half} or longer since they were posted, one for {most}.",
            count=exposed.still,
            half=duration(exposed.still_median),
            most=duration(exposed.still_longest),
        )


def _exposure(exposed: Exposure | None) -> Iterator[Message | str]:
    if exposed is None or not (exposed.hidden or exposed.still):
        return
    yield msg("Posts that expose personal information:")
    yield from (msg("- {sentence}", sentence=sentence) for sentence in exposure_told(exposed))
    yield ""


def _volumes(title: Message, volumes: Iterable[Volume], language: str) -> Iterator[Message | str]:
    shown = list(volumes)
    if not shown:
        return
    yield title
    for volume in shown:
        name = subject_name(volume.name, "", language) or label_name(volume.key)
        yield msg("- {name}: {now} ({before} before)", name=name, now=volume.now, before=volume.before)
    yield ""


def _rising(report: Report) -> Iterator[Message | str]:
    for spoken in SPOKEN:
        words = report.rising[spoken]
        yield WORDS_OF[spoken]
        for word in words:
            yield msg("- {word}: {authors} authors", word=word.word, authors=word.authors)
        if not words:
            yield NONE_RISES if report.compared[spoken] else NOT_COMPARED
        yield ""


def _links(report: Report, language: str, desk: str) -> Iterator[Message | str]:
    listed = report.of_kind(*FindingKind)
    if not listed:
        return
    yield msg("Posts to look at:")
    for finding in listed[:MOST_LINKS]:
        fact = finding.evidence.fact
        name = fact.name.get(language) if fact else ""
        what = (
            msg("{name}, {what}", name=name, what=KINDS[finding.evidence.kind])
            if name
            else KINDS[finding.evidence.kind]
        )
        yield msg("- {what}: {address}", what=what, address=f"{desk}/items/{finding.mention}")
    if len(listed) > MOST_LINKS:
        yield msg("… and {count} more.", count=len(listed) - MOST_LINKS)
    yield ""
