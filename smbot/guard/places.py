"""Places in a reply, as (start, end) in code points, and what tells whether something there is known."""

from collections.abc import Callable, Iterable, Iterator

Place = tuple[int, int]
Places = tuple[Place, ...]
Known = Callable[[str], bool]
"""Says whether a token or trace is among what must not be told."""


def inside(place: Place, stretches: Places) -> bool:
    """Say whether `place` lies wholly in one of `stretches`."""
    return any(start <= place[0] and place[1] <= end for start, end in stretches)


def merged(places: Iterable[Place]) -> Iterator[Place]:
    """Yield the places in order, overlapping ones as one."""
    whole: Place | None = None
    for start, end in sorted(places):
        if whole is not None and start < whole[1]:
            whole = whole[0], max(whole[1], end)
            continue
        if whole is not None:
            yield whole
        whole = start, end
    if whole is not None:
        yield whole
