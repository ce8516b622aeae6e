"""Refuses a reply that repeats in public what was said in private."""

from collections.abc import Iterator

from smbot.core.canon import word_runs
from smbot.core.flat import flatten
from smbot.core.messages import msg
from smbot.guard.context import GuardContext, never
from smbot.guard.echo import known_places
from smbot.guard.findings import Finding
from smbot.guard.own import exempt
from smbot.guard.places import Place, inside, merged


def private(reply: str, context: GuardContext) -> Iterator[Finding]:
    """Yield each place that repeats something personal, or a few words in a row, from a private conversation.

    Raises:
        TooManyReadings: Too many numbers in words to look up; the reply cannot be cleared.
    """
    if context.private_known is never:
        return
    free = exempt(reply, context)
    found: list[Place] = known_places(reply, free, context.private_known)
    flat, places = flatten(reply)
    for run, start, end in word_runs(flat):
        place = places[start], places[end - 1] + 1
        if context.private_known(run) and not inside(place, free):
            found.append(place)
    for start, end in merged(found):
        yield Finding(
            rule="private",
            refuses=True,
            message=msg("This repeats what was said in private: say it in general words."),
            start=start,
            end=end,
        )
