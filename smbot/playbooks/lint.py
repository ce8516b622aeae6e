"""Judges what playbooks say: every variant of every reply, rendered as it would leave, on every platform.

The bilingual offer renders all texts and has the longest greeting: its check covers the offers in
one language. Where the organisation answers in one language, only that one is rendered.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from smbot.core.client_words import client_phrases
from smbot.core.links import links_in
from smbot.core.messages import msg
from smbot.core.platform_rules import PlatformRules
from smbot.core.purposes import Purpose
from smbot.core.words import ENTITIES
from smbot.playbooks.approval import NEVER_UNATTENDED
from smbot.playbooks.coverage import coverage
from smbot.playbooks.fields import CASE_CODE, DOOR, LANGUAGES, Language, Organisation, fill
from smbot.playbooks.french import typography
from smbot.playbooks.model import LABELS, Playbooks, Replies, Source
from smbot.playbooks.problem import Problem, problem_in
from smbot.playbooks.render import names_door, render_private, values_of, variants
from smbot.playbooks.steps import DIRECTORY, ONCE, StepKind
from smbot.playbooks.texts import PRIVATE_CHANNEL, Halves

PUBLIC_ONLY = frozenset({"urgent", "abuse", "suggestion", "praise", "spam", "none"})
"""Labels whose reply may do without a private channel: there is nothing to settle in private, or, for
`urgent`, nothing may stand beside the emergency numbers."""

GREETING = "{greeting}"


@dataclass(frozen=True, kw_only=True)
class Places:
    """The ids that the directory has: its programs, and everything to which a redirect can lead."""

    programs: Collection[str]
    doors: Collection[str]


def lint(
    playbooks: Playbooks,
    rules: Mapping[str, PlatformRules],
    organisation: Organisation,
    *,
    unattended: Collection[str] = (),
    places: Places | None = None,
) -> tuple[Problem, ...]:
    """Return everything that would not hold, by file and line.

    `rules` are by platform name; `unattended` names the labels whose replies may leave without a person; `places` is
    what the directory has, None where it is not known.
    """
    problems = [
        problem
        for source in playbooks.sources
        for problem in judge(source, rules, organisation, unattended=unattended, places=places)
    ]
    problems += coverage(playbooks, [each.platform for each in rules.values()])
    once = {(problem.file, problem.line, str(problem.what)): problem for problem in problems}
    return tuple(once[key] for key in sorted(once))


def judge(
    source: Source,
    rules: Mapping[str, PlatformRules],
    organisation: Organisation,
    *,
    unattended: Collection[str] = (),
    places: Places | None = None,
) -> tuple[Problem, ...]:
    """Return what would not hold in one playbook, whatever the others say."""
    found = [*_names(source), *_steps(source), *_approval(source, unattended)]
    if places is not None:
        found += _places(source, places)
    for field, text in _french(source):
        found += [problem_in(source, field, what, mend) for what, mend in typography(text)]
    serving = [each for each in rules.values() if source.playbook.when.serves(each.platform)]
    found += _private_message(source, serving, organisation)
    if (replies := source.playbook.replies) is not None:
        found += _structure(source, replies)
        for field, language, text in replies.texts():
            if language in organisation.order() and (not field.startswith("replies.both") or _bilingual(organisation)):
                values = values_of(source.playbook, language, organisation)
                found += _words(source, field, fill(text, values), serving)
        for author, field in _spoken(organisation):
            found += _length(source, author, field, serving, organisation)
    return tuple(found)


def _names(source: Source) -> Iterator[Problem]:
    """Check that every label and kind of personal information exists."""
    when = source.playbook.when
    named = [(f"when.labels.{place}", label) for place, label in enumerate(when.labels)]
    named += [(f"when.all_labels.{place}", label) for place, label in enumerate(when.all_labels)]
    named += [(f"when.scores.{label}", label) for label in when.scores]
    for place, override in enumerate(source.playbook.overrides):
        named += [(f"approval_overrides.{place}.labels.{at}", label) for at, label in enumerate(override.labels)]
    for place, example in enumerate(source.playbook.tests):
        named += [(f"tests.{place}.labels.{at}", label) for at, label in enumerate(example.labels)]
    for field, label in named:
        if label not in LABELS:
            yield problem_in(
                source,
                field,
                msg("Unknown label {label}.", label=label),
                msg("Use one of: {labels}.", labels=", ".join(LABELS)),
            )
    kinds = [(f"when.entities.{place}", kind) for place, kind in enumerate(when.entities)]
    for place, example in enumerate(source.playbook.tests):
        kinds += [(f"tests.{place}.exposed.{at}", kind) for at, kind in enumerate(example.exposed)]
    for field, kind in kinds:
        if kind not in ENTITIES:
            yield problem_in(
                source,
                field,
                msg("Unknown kind of personal information {kind}.", kind=kind),
                msg("Use one of: {kinds}.", kinds=", ".join(ENTITIES)),
            )


def _steps(source: Source) -> Iterator[Problem]:
    """Check that the steps can follow on each other."""
    kinds = [step.kind for step in source.playbook.steps]
    for place, kind in enumerate(kinds):
        field = f"steps.{place}"
        if kind in ONCE and kind in kinds[:place]:
            yield problem_in(
                source, field, msg("The step {step} stands here twice.", step=kind), msg("Keep one of the two.")
            )
        if kind == StepKind.HIDE and {StepKind.PUBLIC_REPLY, StepKind.PRIVATE_MESSAGE} & set(kinds[:place]):
            yield problem_in(
                source,
                field,
                msg("The post is hidden after it was answered."),
                msg("Hide it first: a reply makes it more visible."),
            )
        if kind == StepKind.CLOSE and place < len(kinds) - 1:
            yield problem_in(source, field, msg("Steps stand after the close."), msg("Put the step close at the end."))
        fallback = source.playbook.steps[place].public_reply == "fallback"
        if fallback and StepKind.PRIVATE_MESSAGE not in kinds[:place]:
            yield problem_in(
                source,
                field,
                msg("There is no private message that this reply could stand in for."),
                msg("Put a private_message before it, or write public_reply: draft."),
            )


def _places(source: Source, places: Places) -> Iterator[Problem]:
    """Check that the directory has every program and door that is named."""
    for place, program in enumerate(source.playbook.when.programs):
        if program not in places.programs:
            yield problem_in(
                source,
                f"when.programs.{place}",
                msg("The directory has no program {id}.", id=program),
                msg("Use one of: {choices}.", choices=", ".join(sorted(places.programs)) or "-"),
            )
    for place, step in enumerate(source.playbook.steps):
        if step.redirect not in {None, DIRECTORY, *places.doors}:
            yield problem_in(
                source,
                f"steps.{place}.redirect",
                msg("The directory has no office, program or other body {id}.", id=step.redirect),
                msg("Use one of: {choices}.", choices=", ".join([DIRECTORY, *sorted(places.doors)])),
            )


def _approval(source: Source, unattended: Collection[str]) -> Iterator[Problem]:
    """Check that nobody's approval is left out where a person must look, or where no setting allows it."""
    playbook = source.playbook
    asked = [("approval", playbook.need, frozenset(playbook.when.about))]
    asked += [
        (f"approval_overrides.{place}", each.need, frozenset(each.labels) or playbook.when.about)
        for place, each in enumerate(playbook.overrides)
    ]
    for field, need, labels in asked:
        if need != "none":
            continue
        if playbook.when.asks_exposure or labels & NEVER_UNATTENDED:
            yield problem_in(
                source,
                field,
                msg("A reply to danger, abuse, a request for records or exposed information needs a person."),
                msg("Write one or two."),
            )
        elif missing := sorted(labels - set(unattended)):
            yield problem_in(
                source,
                field,
                msg("No setting lets replies to {labels} leave without a person.", labels=", ".join(missing)),
                msg("Write one or two, or add the label to [playbooks] unattended."),
            )


def _private_message(source: Source, serving: Sequence[PlatformRules], organisation: Organisation) -> Iterator[Problem]:
    """Check what is said in private: its words, and its length in both languages together."""
    place, step = next(((at, each) for at, each in enumerate(source.playbook.steps) if each.private_message), (0, None))
    if step is None or step.private_message is None:
        return
    kinds = [each.kind for each in source.playbook.steps]
    for language in LANGUAGES:
        if CASE_CODE in step.private_message.get(language) and StepKind.OPEN_CASE not in kinds[:place]:
            yield problem_in(
                source,
                f"steps.{place}.private_message.{language}",
                msg("No case is opened before this message, so that there is no code to give."),
                msg("Put open_case before it, or leave {field} out.", field=CASE_CODE),
            )
    for language in organisation.order():
        text = fill(step.private_message.get(language), values_of(source.playbook, language, organisation))
        for start, end in client_phrases(text):
            yield problem_in(
                source,
                f"steps.{place}.private_message.{language}",
                msg("“{words}” tells the public that the author is a client.", words=text[start:end]),
                msg("Speak in general words, without “your” before a file, a claim or a request."),
            )
    both = render_private(source.playbook, language="und", organisation=organisation)
    for each in serving:
        length = each.count(both.text) if both else 0
        if Purpose.PRIVATE in each.purposes and length > each.private_limit:
            yield problem_in(
                source,
                f"steps.{place}.private_message",
                msg(
                    "The message has {length} characters as {platform} counts them; {limit} are allowed.",
                    length=length,
                    platform=each.platform,
                    limit=each.private_limit,
                ),
                msg("Shorten this text, or the private channel and service standard in the settings."),
            )


def _structure(source: Source, replies: Replies) -> Iterator[Problem]:
    """Check what stands in the texts as they were typed: greeting, private channel, no variant twice."""
    private = source.playbook.when.asks_exposure or bool(source.playbook.when.about - PUBLIC_ONLY)
    for field, _, text in replies.texts():
        half = field.startswith("replies.both")
        if CASE_CODE in text:
            yield problem_in(
                source,
                field,
                msg("A code stands in a public reply, where anybody could use it first."),
                msg("Put {field} into the private message.", field=CASE_CODE),
            )
        if not half and not text.startswith(GREETING):
            yield problem_in(
                source, field, msg("The greeting is missing."), msg("Begin the text with {field}.", field=GREETING)
            )
        if half and GREETING in text:
            yield problem_in(
                source,
                field,
                msg("The greeting stands twice."),
                msg("Remove {field} here: it is put before both halves.", field=GREETING),
            )
        if private and PRIVATE_CHANNEL not in text:
            yield problem_in(
                source,
                field,
                msg("The reply offers no private channel."),
                msg("Say where to continue in private with {field}.", field=PRIVATE_CHANNEL),
            )
    told: Sequence[tuple[str, Sequence[str | Halves]]] = (
        ("en", replies.en),
        ("fr", replies.fr),
        ("both", replies.both),
    )
    for name, texts in told:
        if names_door(texts[0]):
            yield problem_in(
                source,
                f"replies.{name}.0",
                msg("The first variant leads to a door, and not every post has one."),
                msg("Put a variant without {field} before it.", field=DOOR),
            )
        for place, said in enumerate(texts):
            if said in texts[:place]:
                yield problem_in(
                    source,
                    f"replies.{name}.{place}",
                    msg("This variant says what an earlier one says."),
                    msg("Say it in other words, or remove it."),
                )


def _words(source: Source, field: str, text: str, serving: Sequence[PlatformRules]) -> Iterator[Problem]:
    """Check the words of one text, those that the organisation puts in its fields included."""
    for start, end in client_phrases(text):
        yield problem_in(
            source,
            field,
            msg("“{words}” tells the public that the author is a client.", words=text[start:end]),
            msg("Speak in general words, without “your” before a file, a claim or a request."),
        )
    for start, end in links_in(text):
        for each in serving:
            if each.links:
                continue
            yield problem_in(
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
    """Measure each variant as it would leave, in each platform's own way of counting."""
    for place, draft in enumerate(variants(source.playbook, language=language, organisation=organisation)):
        for each in serving:
            length = each.count(draft.text)
            if length > each.limit:
                yield problem_in(
                    source,
                    f"{field}.{place}",
                    msg(
                        "The reply has {length} characters as {platform} counts them; {limit} are allowed.",
                        length=length,
                        platform=each.platform,
                        limit=each.limit,
                    ),
                    msg("Shorten this text, or the private channel and service standard in the settings."),
                )


def _bilingual(organisation: Organisation) -> bool:
    return len(organisation.order()) > 1


def _spoken(organisation: Organisation) -> Iterator[tuple[Language | str, str]]:
    """Yield what authors can speak and the field of the texts that answer them."""
    for language in organisation.order():
        yield language, f"replies.{language}"
    if _bilingual(organisation):
        yield "und", "replies.both"


def _french(source: Source) -> Iterator[tuple[str, str]]:
    playbook = source.playbook
    yield "title.fr", playbook.title.fr
    yield "why.fr", playbook.why.fr
    for field, language, text in playbook.replies.texts() if playbook.replies else ():
        if language == "fr":
            yield field, text
    for place, step in enumerate(playbook.steps):
        for name, said in (("private_message", step.private_message), ("ask_for_document", step.ask_for_document)):
            if said is not None:
                yield f"steps.{place}.{name}.fr", said.fr
