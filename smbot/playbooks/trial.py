"""Judges the tests inside playbook files: what came out of a situation against what must; pure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from smbot.core.messages import Message, msg
from smbot.core.platform_rules import PlatformRules
from smbot.playbooks.approval import needed
from smbot.playbooks.choose import ORDINARY, Situation, choose
from smbot.playbooks.examples import Example
from smbot.playbooks.fields import Organisation
from smbot.playbooks.model import Playbook, Playbooks, Source
from smbot.playbooks.plan import plan
from smbot.playbooks.render import BOTH, variants


@dataclass(frozen=True, kw_only=True)
class Triaged:
    """What masking and triage say of a test's post."""

    labels: tuple[str, ...]
    scores: Mapping[str, float]
    exposed: frozenset[str]
    language: str


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One test with its place in its file (from 1)."""

    source: Source
    number: int
    example: Example

    @property
    def where(self) -> str:
        """Return file and line, as people and editors read them."""
        return f"{self.source.file}:{self.source.line(f'tests.{self.number - 1}')}"


@dataclass(frozen=True, kw_only=True)
class Bench:
    """What tests are judged with. `rules` are by platform name."""

    playbooks: Playbooks
    rules: Mapping[str, PlatformRules]
    organisation: Organisation
    unattended: Collection[str] = ()


def trials(playbooks: Playbooks) -> tuple[Trial, ...]:
    """Return all tests of all files, in their order."""
    return tuple(
        Trial(source=source, number=number, example=example)
        for source in playbooks.sources
        for number, example in enumerate(source.playbook.tests, 1)
    )


def taken_as_given(example: Example) -> Triaged:
    """Return what a test without a post says of itself."""
    return Triaged(
        labels=example.labels,
        scores=example.scores,
        exposed=frozenset(example.exposed),
        language=example.language or "en",
    )


def judge(trial: Trial, triaged: Triaged, bench: Bench) -> tuple[Message, ...]:
    """Return how what comes out differs from what the test expects; nothing where it holds."""
    example = trial.example
    rules = bench.rules.get(example.platform)
    if rules is None:
        return (msg("There is no platform {platform}.", platform=example.platform),)
    situation = _situation(example, triaged)
    chosen = choose(bench.playbooks, situation).playbook
    expected = example.expect.playbook or trial.source.playbook.name
    if chosen is None or chosen.name != expected:
        return (
            msg(
                "The playbook is {found}, not {expected} (labels: {labels}; exposed: {exposed}).",
                found=chosen.name if chosen else "–",
                expected=expected,
                labels=", ".join(triaged.labels) or "–",
                exposed=", ".join(sorted(triaged.exposed)) or "–",
            ),
        )
    return tuple(_differences(example, chosen, situation, rules, bench))


def _situation(example: Example, triaged: Triaged) -> Situation:
    return Situation(
        labels=triaged.labels,
        scores=triaged.scores,
        platform=example.platform,
        language=triaged.language,
        exposed=triaged.exposed,
        summoned=example.summoned,
        programs=frozenset(example.programs),
        case_kind=example.case_kind or "",
        office_open=None if example.office is None else example.office == "open",
        earlier=(timedelta(0),) * (example.nth - 1),
        kind=example.kind,
    )


def _differences(
    example: Example, chosen: Playbook, situation: Situation, rules: PlatformRules, bench: Bench
) -> Iterator[Message]:
    expect = example.expect
    steps = tuple(step.kind for step in plan(chosen, situation, rules) if step.applies)
    if expect.steps is not None and steps != expect.steps:
        yield msg(
            "The steps are {found}, not {expected}.", found=", ".join(steps) or "–", expected=", ".join(expect.steps)
        )
    drafts = variants(chosen, language=situation.language, organisation=bench.organisation)
    spoken = {("both" if draft.language == BOTH else draft.language) for draft in drafts}
    if expect.language is not None and spoken != {expect.language}:
        yield msg(
            "The reply is in {found}, not in {expected}.", found=", ".join(spoken) or "–", expected=expect.language
        )
    for number, draft in enumerate(drafts, 1):
        text = draft.text.casefold()
        for words in expect.has:
            if words.casefold() not in text:
                yield msg("Variant {number} lacks “{words}”.", number=number, words=words)
        for words in expect.lacks:
            if words.casefold() in text:
                yield msg("Variant {number} holds “{words}”.", number=number, words=words)
    if expect.has and not drafts:
        yield msg("There is no public reply.")
    need = needed(
        chosen,
        labels=situation.labels,
        platform=situation.platform,
        exposed=bool(situation.exposed - ORDINARY),
        unattended=bench.unattended,
    )
    if expect.approval is not None and need != expect.approval:
        yield msg("Approvals needed: {found}, not {expected}.", found=need, expected=expect.approval)
