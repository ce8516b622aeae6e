"""Refuses a link where the platform's rules want none, and everywhere one that hides where it leads."""

from collections.abc import Iterator

from smbot.core.links import links_in, shortened_links_in
from smbot.core.messages import msg
from smbot.guard.context import GuardContext
from smbot.guard.findings import Finding


def links(reply: str, context: GuardContext) -> Iterator[Finding]:
    """Yield each URL, bare domain or link in words, unless replies on this platform may hold them."""
    if context.platform.links:
        for start, end in shortened_links_in(reply):
            yield Finding(
                rule="links",
                refuses=True,
                message=msg("This link hides where it leads: write the full address."),
                start=start,
                end=end,
            )
        return
    for start, end in links_in(reply):
        yield Finding(
            rule="links",
            refuses=True,
            message=msg("This is or looks like a link: say it in words, or put a space after the full stop."),
            start=start,
            end=end,
        )
