"""The first stage: one post folded, with the way back to its original and its language."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from smbot.normalise.fold import fold
from smbot.normalise.language import LanguageTeller
from smbot.normalise.offsets import OffsetMap
from smbot.raw.box import RawText
from smbot.raw.opening import open_raw


@dataclass(frozen=True, kw_only=True)
class Normalised:
    """A folded post, still unredacted; `offsets` leads from places in it to places in the original."""

    folded: RawText
    offsets: OffsetMap
    language: str


def normalise(text: RawText, hint: str | None, teller: LanguageTeller) -> Normalised:
    """Fold `text` and tell its language; `hint` is the platform's belief (BCP 47) for short posts."""
    folded = fold(open_raw(text))
    return Normalised(folded=RawText(folded.text), offsets=folded.offsets, language=teller.tell(folded.text, hint))


def folded_text(post: Normalised) -> str:
    """Return the folded text for the recognizers, which keep it no longer than they search it."""
    return open_raw(post.folded)


def rewritten(post: Normalised, how: Callable[[str], str]) -> Normalised:
    """Return the post with its folded text rewritten, character for character, so that places stay.

    Raises:
        ValueError: `how` changed the length.
    """
    text = folded_text(post)
    new = how(text)
    if len(new) != len(text):
        raise ValueError(len(new) - len(text))
    return replace(post, folded=RawText(new))


def stretches(post: Normalised, places: Iterable[tuple[int, int]]) -> Normalised:
    """Return only some stretches of the folded text, each on a line of its own."""
    text = folded_text(post)
    lines, origins = [], list[tuple[int, int]]()
    for start, end in places:
        lines.append(f"{text[start:end]}\n")
        each = [post.offsets.to_original(place, place + 1) for place in range(start, end)]
        origins += [*each, each[-1]]
    starts, ends = tuple(start for start, _ in origins), tuple(end for _, end in origins)
    return replace(post, folded=RawText("".join(lines)), offsets=OffsetMap(post.offsets.length, starts, ends))
