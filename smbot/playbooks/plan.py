"""Plans the steps of a playbook for one mention: which apply, which are skipped, and why; pure."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from smbot.core.messages import Message, msg
from smbot.core.platform_rules import PlatformRules
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose
from smbot.playbooks.choose import Situation
from smbot.playbooks.model import Playbook
from smbot.playbooks.steps import Step, StepKind


@dataclass(frozen=True, kw_only=True)
class PlannedStep:
    """A step with what becomes of it. `skipped` is why it does not apply, None where it does."""

    step: Step
    skipped: Message | None

    @property
    def kind(self) -> StepKind:
        """Return what the step does."""
        return self.step.kind

    @property
    def applies(self) -> bool:
        """Say whether the step is to be done."""
        return self.skipped is None


@dataclass(frozen=True, kw_only=True)
class _Sofar:
    """What the steps planned before lead to: something is said to the author; a private conversation is there."""

    said: bool = False
    private: bool = False


def plan(playbook: Playbook, situation: Situation, rules: PlatformRules) -> tuple[PlannedStep, ...]:
    """Return every step in order with what becomes of it on the platform of `rules`."""
    sofar = _Sofar(private=situation.kind == PostKind.MESSAGE)
    planned = []
    for step in playbook.steps:
        check = _CHECKS.get(step.kind)
        skipped = check(step, playbook, situation, rules, sofar) if check else None
        planned.append(PlannedStep(step=step, skipped=skipped))
        if skipped is None and step.kind in {StepKind.PUBLIC_REPLY, StepKind.PRIVATE_MESSAGE}:
            sofar = replace(sofar, said=True, private=sofar.private or step.kind == StepKind.PRIVATE_MESSAGE)
    return tuple(planned)


def _hide(
    _step: Step, _playbook: Playbook, situation: Situation, rules: PlatformRules, _sofar: _Sofar
) -> Message | None:
    if situation.kind == PostKind.MESSAGE:
        return msg("A private message is seen by nobody else.")
    if Purpose.VISIBILITY not in rules.purposes or situation.kind not in rules.hides:
        return msg("{platform} lets us hide no post of this kind: tell the team at once.", platform=rules.title)
    return None


def _public_reply(
    step: Step, playbook: Playbook, situation: Situation, rules: PlatformRules, sofar: _Sofar
) -> Message | None:
    if situation.kind == PostKind.MESSAGE:
        leads = playbook.reply is not None and playbook.reply.leads_to_private()
        return msg("The conversation is private already: a person answers there.") if leads else None
    if step.public_reply == "fallback" and sofar.said:
        return msg("The author is told in private, which is better than a public reply.")
    if Purpose.PUBLIC not in rules.purposes:
        return msg("{platform} lets us send no public reply.", platform=rules.title)
    if not (situation.summoned or rules.answers_unsummoned):
        return msg(
            "The author did not address us, so {platform} lets nobody answer by API: a person may answer by hand.",
            platform=rules.title,
        )
    return None


def _private_message(
    _step: Step, _playbook: Playbook, situation: Situation, rules: PlatformRules, _sofar: _Sofar
) -> Message | None:
    window = rules.private_windows.get(situation.kind)
    if Purpose.PRIVATE not in rules.purposes or window is None:
        return msg("{platform} does not let us write first to this author in private.", platform=rules.title)
    if situation.age >= window:
        return msg("The time in which {platform} lets us write in private is over.", platform=rules.title)
    return None


def _ask_for_document(
    _step: Step, _playbook: Playbook, _situation: Situation, _rules: PlatformRules, sofar: _Sofar
) -> Message | None:
    return None if sofar.private else msg("A document is asked for in private alone: once the author writes there.")


def _wait(
    step: Step, _playbook: Playbook, situation: Situation, _rules: PlatformRules, sofar: _Sofar
) -> Message | None:
    awaited = step.wait is not None and step.wait.until == "answer"
    if awaited and not sofar.said and situation.kind != PostKind.MESSAGE:
        return msg("Nothing is said to the author, so that no answer comes.")
    return None


def _close(
    step: Step, _playbook: Playbook, _situation: Situation, _rules: PlatformRules, sofar: _Sofar
) -> Message | None:
    if step.close in {"answered", "handed-off"} and not sofar.said:
        return msg("Nothing is said to the author: a person decides how it ends.")
    return None


_Check = Callable[[Step, Playbook, Situation, PlatformRules, _Sofar], Message | None]
_CHECKS: dict[StepKind, _Check] = {
    StepKind.HIDE: _hide,
    StepKind.PUBLIC_REPLY: _public_reply,
    StepKind.PRIVATE_MESSAGE: _private_message,
    StepKind.ASK_FOR_DOCUMENT: _ask_for_document,
    StepKind.WAIT: _wait,
    StepKind.CLOSE: _close,
}
"""What else than the playbook decides about a step; a kind that is not here always applies."""
