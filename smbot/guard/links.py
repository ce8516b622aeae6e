"""Refuses a link where the platform's rules want none, and anywhere one that hides where it leads, or to strangers."""

from collections.abc import Iterator

from smbot.core.links import links_in, shortened_links_in
from smbot.core.messages import msg
from smbot.guard.context import GuardContext
from smbot.guard.findings import Finding
from smbot.guard.own import exempt
from smbot.guard.places import inside
from smbot.guard.sites import hosts_of, is_strangers


def links(reply: str, context: GuardContext) -> Iterator[Finding]:
    """Yield each URL, bare domain or link in words, unless replies on this platform may hold them.

    Where we publish a site or a mailbox, so that ours are known, those of strangers are yielded too.
    """
    if context.platform.links:
        for start, end in shortened_links_in(reply):
            yield Finding(
                rule="links",
                refuses=True,
                message=msg("This link hides where it leads: write the full address."),
                start=start,
                end=end,
            )
        ours, free = hosts_of(context.published), exempt(reply, context)
        for start, end in links_in(reply) if ours else ():
            if not inside((start, end), free) and is_strangers(reply[start:end], ours):
                yield Finding(
                    rule="links",
                    refuses=True,
                    message=msg("This site is neither yours nor a public body's: leave it out, or publish it first."),
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
