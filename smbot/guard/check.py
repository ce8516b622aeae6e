"""Runs every rule on a reply, before approval and again before sending; fails closed."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from smbot.core.messages import msg
from smbot.guard.asks import asks
from smbot.guard.client import client
from smbot.guard.context import GuardContext
from smbot.guard.echo import echo
from smbot.guard.findings import Finding
from smbot.guard.fixed import fixed
from smbot.guard.language import language
from smbot.guard.length import length
from smbot.guard.links import links
from smbot.guard.personal import personal
from smbot.guard.private import private
from smbot.guard.promise import promise
from smbot.guard.quote import quote
from smbot.guard.repeat import repeat

Rule = Callable[[str, GuardContext], Iterable[Finding]]

RULES: tuple[tuple[str, Rule], ...] = (
    ("echo", echo),
    ("personal", personal),
    ("private", private),
    ("quote", quote),
    ("client", client),
    ("asks", asks),
    ("language", language),
    ("length", length),
    ("links", links),
    ("repeat", repeat),
    ("fixed", fixed),
    ("promise", promise),
)


HOPELESS = 4
"""A text this many times over the limit was pasted by mistake: reading all of it would hold up everybody."""


def check(reply: str, context: GuardContext) -> tuple[Finding, ...]:
    """Return everything found; of a text many times too long only that, as "unread".

    A rule that fails refuses the reply, and says only the error's type.
    """
    if len(reply) > HOPELESS * context.platform.limit and (too_long := _found((("length", length),), reply, context)):
        return tuple(replace(finding, rule="unread") for finding in too_long)
    return _found(RULES, reply, context)


def _found(rules: Iterable[tuple[str, Rule]], reply: str, context: GuardContext) -> tuple[Finding, ...]:
    findings: list[Finding] = []
    for name, rule in rules:
        try:
            findings += rule(reply, context)
        except Exception as error:  # noqa: BLE001 - whatever goes wrong, nothing leaves unchecked
            findings.append(
                Finding(
                    rule=name,
                    refuses=True,
                    message=msg("The check {rule} failed ({kind}).", rule=name, kind=type(error).__name__),
                )
            )
    return tuple(findings)


def refused(findings: Iterable[Finding]) -> bool:
    """Say whether any of `findings` keeps the reply from being approved or sent."""
    return any(finding.refuses for finding in findings)
