"""Judges playbooks together: nothing falls through, and no two claim the same post."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from smbot.core.messages import Message, msg
from smbot.playbooks.conditions import When
from smbot.playbooks.model import LABELS, Playbooks, Source
from smbot.playbooks.problem import Problem, problem_in

EXPOSURE = None
"""What stands for exposed personal information among labels."""


def coverage(playbooks: Playbooks, platforms: Sequence[str]) -> Iterator[Problem]:
    """Yield each label, and exposed information, that a platform has no playbook or two equal ones for.

    A playbook with narrowing conditions does not cover a label: where they do not hold, nobody would answer.
    """
    for platform in platforms:
        for reason in (*LABELS, EXPOSURE):
            what = msg("exposed personal information") if reason is EXPOSURE else reason
            about = [each for each in playbooks.sources if _is_about(each, reason) and _when(each).serves(platform)]
            if not any(set(_when(each).narrowed_by()) <= {"platforms"} for each in about):
                yield Problem(
                    file="playbooks",
                    line=0,
                    what=msg("No playbook answers {what} on {platform}.", what=what, platform=platform),
                    mend=msg("Write one without further conditions, or add it to one that gives no reply."),
                )
            yield from _doubles(about, what, platform)


def _doubles(about: Sequence[Source], what: Message | str, platform: str) -> Iterator[Problem]:
    for first, second in combinations(about, 2):
        if _when(first).specificity() == _when(second).specificity() and not _when(first).never_with(_when(second)):
            yield problem_in(
                second,
                "when",
                msg("{what} on {platform} is answered by {file} too.", what=what, platform=platform, file=first.file),
                msg("Keep one of the two, or give one of them further conditions under when."),
            )


def _is_about(source: Source, reason: str | None) -> bool:
    when = _when(source)
    return when.asks_exposure if reason is EXPOSURE else reason in when.about and not when.asks_exposure


def _when(source: Source) -> When:
    return source.playbook.when
