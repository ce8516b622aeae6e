"""Refuses an edited reply where the playbook allows none: in a crisis only the agreed words are sent."""

from collections.abc import Iterator

from smbot.core.messages import msg
from smbot.guard.context import GuardContext
from smbot.guard.findings import Finding


def fixed(reply: str, context: GuardContext) -> Iterator[Finding]:
    """Yield a finding for any difference from the rendered playbook."""
    if context.fixed and reply.strip() != context.template_text.strip():
        yield Finding(
            rule="fixed",
            refuses=True,
            message=msg("This playbook's text is sent as it is: undo the changes."),
        )
