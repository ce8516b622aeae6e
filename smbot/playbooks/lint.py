"""Judges what playbooks say: every reply, rendered as it would leave, on every platform.

The bilingual offer renders all texts and has the longest greeting: its check covers the offers in
one language. Where the organisation answers in one language, only that one is rendered.
"""

from collections.abc import Iterator, Mapping, Sequence

from smbot.core.client_words import client_phrases
from smbot.core.links import links_in
from smbot.core.messages import Message, msg
from smbot.core.platform_rules import PlatformRules
from smbot.playbooks.fields import Organisation, fill
from smbot.playbooks.french import typography
from smbot.playbooks.model import LABELS, Playbooks, Reply, Source
from smbot.playbooks.problem import Problem
from smbot.playbooks.render import render

PUBLIC_ONLY = frozenset({"urgent", "abuse", "suggestion", "praise", "spam", "none"})
"""Labels whose reply may do without a private channel: there is nothing to settle in private, or, for
`urgent`, nothing may stand beside the emergency numbers."""


def lint(playbooks: Playbooks, rules: Mapping[str, PlatformRules], organisation: Organisation) -> tuple[Problem, ...]:
    """Return everything that would not hold, by file and line. `rules` are by platform name."""
    problems = [problem for source in playbooks.sources for problem in _one(source, rules, organisation)]
    problems += _coverage(playbooks, rules)
    once = {(problem.file, problem.line, str(problem.what)): problem for problem in problems}
    return tuple(once[key] for key in sorted(once))


def _one(source: Source, rules: Mapping[str, PlatformRules], organisation: Organisation) -> Iterator[Problem]:
    for place, label in enumerate(source.playbook.when.labels):
        if label not in LABELS:
            yield _problem(
                source,
                f"when.labels.{place}",
                msg("Unknown label {label}.", label=label),
                msg("Use one of: {labels}.", labels=", ".join(LABELS)),
            )
    for field, text in _french(source):
        for what, mend in typography(text):
            yield _problem(source, field, what, mend)
    if (reply := source.playbook.reply) is None:
        return
    serving = [each for each in rules.values() if source.playbook.when.serves(each.platform)]
    yield from _structure(source, reply)
    for language in organisation.order():
        values = organisation.values(language)
        yield from _words(source, f"reply.{language}", fill(getattr(reply, language), values), serving)
        if organisation.offer == "bilingual":
            yield from _words(source, f"reply.both.{language}", fill(getattr(reply.both, language), values), serving)
    for author, field in _spoken(organisation):
        yield from _length(source, author, field, serving, organisation)


def _structure(source: Source, reply: Reply) -> Iterator[Problem]:
    """Check where the greeting and the private channel stand in the texts as they were typed."""
    for field, text in (("reply.en", reply.en), ("reply.fr", reply.fr)):
        if not text.startswith("{greeting}"):
            yield _problem(
                source,
                field,
                msg("The greeting is missing."),
                msg("Begin the text with {field}.", field="{greeting}"),
            )
    halves = (("reply.both.en", reply.both.en), ("reply.both.fr", reply.both.fr))
    for field, text in halves:
        if "{greeting}" in text:
            yield _problem(
                source,
                field,
                msg("The greeting stands twice."),
                msg("Remove {field} here: it is put before both halves.", field="{greeting}"),
            )
    if source.playbook.when.exposed or set(source.playbook.when.labels) - PUBLIC_ONLY:
        for field, text in (("reply.en", reply.en), ("reply.fr", reply.fr), *halves):
            if "{private_channel}" not in text:
                yield _problem(
                    source,
                    field,
                    msg("The reply offers no private channel."),
                    msg("Say where to continue in private with {field}.", field="{private_channel}"),
                )


def _words(source: Source, field: str, text: str, serving: Sequence[PlatformRules]) -> Iterator[Problem]:
    """Check the words of one text, those that the organisation puts in its fields included."""
    for start, end in client_phrases(text):
        yield _problem(
            source,
            field,
            msg("“{words}” tells the public that the author is a client.", words=text[start:end]),
            msg("Speak in general words, without “your” before a file, a claim or a request."),
        )
    for start, end in links_in(text):
        for each in serving:
            if each.links:
                continue
            yield _problem(
                source,
                field,
                msg(
                    "“{words}” is or looks like a link; replies on {platform} hold none.",
                    words=text[start:end],
                    platform=each.platform,
                ),
                msg("Say it in words. If it is no link, put a space after the full stop."),
            )


def _length(
    source: Source, language: str, field: str, serving: Sequence[PlatformRules], organisation: Organisation
) -> Iterator[Problem]:
    """Measure one reply as it would leave, in each platform's own way of counting."""
    draft = render(source.playbook, language=language, organisation=organisation)
    if draft is None:
        return
    for each in serving:
        length = each.count(draft.text)
        if length > each.limit:
            yield _problem(
                source,
                field,
                msg(
                    "The reply has {length} characters as {platform} counts them; {limit} are allowed.",
                    length=length,
                    platform=each.platform,
                    limit=each.limit,
                ),
                msg("Shorten this text, or the private channel and service standard in the settings."),
            )


def _coverage(playbooks: Playbooks, rules: Mapping[str, PlatformRules]) -> Iterator[Problem]:
    """Check that on each platform each label, and exposed information, has exactly one playbook."""
    for platform in (each.platform for each in rules.values()):
        for reason in (*LABELS, None):
            answering = [s for s in playbooks.sources if _answers(s, reason) and s.playbook.when.serves(platform)]
            named = [s for s in answering if s.playbook.when.platforms]
            what = msg("exposed personal information") if reason is None else reason
            if not answering:
                yield Problem(
                    file="playbooks",
                    line=0,
                    what=msg("No playbook answers {what} on {platform}.", what=what, platform=platform),
                    mend=msg("Write one, or add it to a playbook with no_reply: true."),
                )
            for double in (named or answering)[1:]:
                yield _problem(
                    double,
                    "when",
                    msg(
                        "{what} on {platform} is answered by {file} too.",
                        what=what,
                        platform=platform,
                        file=(named or answering)[0].file,
                    ),
                    msg("Keep one of the two, or name different platforms under when."),
                )


def _answers(source: Source, reason: str | None) -> bool:
    return source.playbook.when.exposed if reason is None else reason in source.playbook.when.labels


def _spoken(organisation: Organisation) -> Iterator[tuple[str, str]]:
    """Yield what authors can speak and the field of the text that answers them."""
    for language in organisation.order():
        yield language, f"reply.{language}"
    if len(organisation.order()) > 1:
        yield "und", "reply.both"


def _french(source: Source) -> Iterator[tuple[str, str]]:
    playbook = source.playbook
    yield "title.fr", playbook.title.fr
    yield "why.fr", playbook.why.fr
    if playbook.reply is not None:
        yield "reply.fr", playbook.reply.fr
        yield "reply.both.fr", playbook.reply.both.fr


def _problem(source: Source, field: str, what: Message, mend: Message) -> Problem:
    return Problem(file=source.file, line=source.line(field), what=what, mend=mend)
