"""Draws how playbooks are chosen and what each does: as Mermaid, or as an outline in plain text."""

from collections.abc import Iterator, Sequence

from smbot.core.labels import URGENT
from smbot.core.messages import Message, msg, say
from smbot.core.words import label_name
from smbot.playbooks.conditions import When
from smbot.playbooks.model import LABELS, Playbook, Playbooks
from smbot.playbooks.steps import Step, StepKind


def branches(playbooks: Playbooks) -> tuple[tuple[str | None, tuple[Playbook, ...]], ...]:
    """Return what is asked of a post, in order, with the playbooks that answer; None asks for exposed information."""
    found: list[tuple[str | None, tuple[Playbook, ...]]] = []
    for reason in (URGENT, None, *(label for label in LABELS if label != URGENT)):
        answering = (
            each
            for each in playbooks
            if (
                each.when.asks_exposure if reason is None else reason in each.when.about and not each.when.asks_exposure
            )
        )
        ordered = sorted(answering, key=lambda each: (-each.when.specificity(), each.name))
        found.append((reason, tuple(ordered)))
    return tuple(found)


def outline(playbooks: Playbooks, language: str) -> Iterator[str]:
    """Yield the lines of the decision as an outline."""
    for number, (reason, answering) in enumerate(branches(playbooks), 1):
        yield f"{number}. {say(_asked(reason), language)}"
        for playbook in answering:
            narrowed = conditions(playbook.when)
            yield f"   → {playbook.name}" + (f" [{'; '.join(narrowed)}]" if narrowed else "")
            yield "     " + " → ".join(step_words(step) for step in playbook.steps)
        if not answering:
            yield f"   → {say(msg('a person decides'), language)}"


def mermaid(playbooks: Playbooks, language: str) -> Iterator[str]:
    """Yield the lines of a Mermaid flowchart; in it every name is in quotation marks."""
    yes, no = (say(each, language) for each in (msg("yes"), msg("no")))
    asked = branches(playbooks)
    yield "flowchart TD"
    yield f'  start(["{say(msg("a post"), language)}"]) --> q0'
    for number, (reason, answering) in enumerate(asked):
        yield f'  q{number}{{"{say(_asked(reason), language)}"}}'
        following = f"q{number + 1}" if number + 1 < len(asked) else "nobody"
        yield f'  q{number} -- "{no}" --> {following}'
        for playbook in answering:
            told = "; ".join((yes, *conditions(playbook.when)))
            yield f'  q{number} -- "{told}" --> {_node(playbook)}'
        if not answering:
            yield f'  q{number} -- "{yes}" --> nobody'
    for playbook in playbooks:
        steps = "".join(f"<br/>→ {step_words(step)}" for step in playbook.steps)  # "1." would be read as Markdown
        yield f'  {_node(playbook)}["<b>{playbook.name}</b>{steps}"]'
    yield f'  nobody["{say(msg("a person decides"), language)}"]'


def conditions(when: When) -> Sequence[str]:
    """Return the conditions that narrow a playbook, as they stand in its file."""
    narrowed = []
    for name in when.narrowed_by():
        value = getattr(when, name)
        if name == "scores":
            shown = ", ".join(f"{label} ≥ {least}" for label, least in value.items())
        elif name == "repeats":
            shown = f"{value.at_least} / {value.days} d"
        elif isinstance(value, tuple):
            shown = ", ".join(value)
        else:
            shown = str(value).lower()
        narrowed.append(f"{name}: {shown}")
    return tuple(narrowed)


def step_words(step: Step) -> str:
    """Return a step as it stands in its file; of texts only the key."""
    if step.kind in {StepKind.PRIVATE_MESSAGE, StepKind.ASK_FOR_DOCUMENT}:
        return step.kind
    if step.wait is not None:
        unit = "business_days" if step.wait.business_days else "business_hours"
        return f"wait: {step.wait.business_days or step.wait.business_hours} {unit}, until {step.wait.until}"
    return f"{step.kind}: {step.value}"


def _asked(reason: str | None) -> Message:
    return msg("exposes personal information?") if reason is None else msg("{label}?", label=label_name(reason))


def _node(playbook: Playbook) -> str:
    return "p_" + playbook.name.replace("-", "_")
