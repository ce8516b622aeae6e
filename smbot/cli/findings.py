"""How findings are shown: ✓ all is well, ! smbot works without it, ✗ something to mend; what, why, and the fix."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from smbot.core.messages import Message, msg, say

if TYPE_CHECKING:
    from smbot.platforms.ports import Finding


CHECKS: Mapping[str, Message] = {
    "anchor": msg("signatures elsewhere"),
    "backup": msg("backup"),
    "budgets": msg("budgets"),
    "clock": msg("clock"),
    "configuration": msg("configuration"),
    "database": msg("database"),
    "disk": msg("disk"),
    "keys": msg("keys"),
    "members": msg("members"),
    "models": msg("models"),
    "notifications": msg("notifications"),
    "organisation": msg("organisation"),
    "platforms": msg("platforms"),
    "playbooks": msg("playbooks"),
    "recognizers": msg("recognizers"),
    "send-test": msg("test message"),
    "sending": msg("mode of sending"),
    "sign-in": msg("sign-in service"),
    "triage": msg("triage"),
    "web": msg("desk"),
}
"""What people read for a check's name; JSON has the name itself, and so has what a platform's package checks."""


def lines(findings: "Iterable[Finding]", language: str, *, named: bool = True) -> Iterator[str]:
    """Yield the lines of findings for people; `named` puts the check's name before what it found."""
    for finding in findings:
        sign = "✓" if finding.fix is None else "!" if finding.advice else "✗"
        what = say(finding.what, language)
        told = (
            say(msg("{name}: {what}", name=CHECKS.get(finding.check, finding.check), what=what), language)
            if named
            else what
        )
        yield f"{sign} {told}"
        if finding.why:
            yield f"    {say(finding.why, language)}"
        if finding.fix:
            yield f"    → {say(finding.fix, language)}"


def as_json(finding: "Finding", language: str) -> dict[str, str | bool | None]:
    """Return a finding for machines."""
    return {
        "check": finding.check,
        "ok": finding.fix is None,
        "advice": finding.advice,
        "what": say(finding.what, language),
        "why": say(finding.why, language) if finding.why else None,
        "fix": say(finding.fix, language) if finding.fix else None,
    }
