"""What a redactor finds of a gold file: recall by span, leaks by post, precision, false alarms, right labels."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from smbot.core.shares import Share
from smbot.core.spans import Span
from smbot.training.intervals import Rate, rate
from smbot.training.posts import GoldPost, GoldSpan

COVERED: Final = 0.9
"""A span is found when that share of its letters and digits lies under masks."""
RIGHT: Final = 0.5
"""A mask is right when that share of its letters and digits is personal."""
CHECKED: Final = frozenset(
    {"PHONE_NUMBER", "EMAIL_ADDRESS", "CA_POSTAL_CODE", "CA_SIN", "CREDIT_CARD", "CA_HEALTH_NUMBER", "IBAN_CODE"}
)
"""What a layout or a check digit gives away where it is plainly written."""


@dataclass(frozen=True, kw_only=True)
class Scores:
    """What was found of one slice of a gold file.

    `spans` is recall, `leaks` the share of posts with personal information in which some is left, `precision` the
    share of masks that cover some, `named` the share of found spans under their right name; `alarms` are masks per
    100 posts without personal information. None where the slice has nothing to count.
    """

    posts: int
    spans: Share
    leaks: Share
    precision: Share | None
    named: Share
    alarms: Rate | None


@dataclass(frozen=True, kw_only=True)
class _Judged:
    """One post, judged."""

    post: GoldPost
    found: tuple[bool, ...]
    named: tuple[bool, ...]
    masks: int
    right: int


def score(posts: Sequence[GoldPost], found: Sequence[Sequence[Span]]) -> dict[str, dict[str, Scores]]:
    """Return scores by kind of slice and slice: all, languages, entities, forms of marks, tags of posts."""
    judged = [_judge(post, spans) for post, spans in zip(posts, found, strict=True)]
    slices: dict[str, dict[str, Scores]] = {"all": {"all": _of_posts(judged)}}
    slices["language"] = {
        name: _of_posts([each for each in judged if each.post.lang == name])
        for name in sorted({post.lang for post in posts})
    }
    slices["entity"] = {
        name: _of_entity(judged, name) for name in sorted({span.entity for post in posts for span in post.spans})
    }
    slices["entity and language"] = {
        f"{entity} {language}": _of_entity([each for each in judged if each.post.lang == language], entity)
        for entity in slices["entity"]
        for language in slices["language"]
    }
    forms = sorted({name for post in posts for span in post.spans for name in forms_of(post, span)})
    slices["form"] = {name: _of_form(judged, name) for name in forms}
    slices["tag"] = {
        name: _of_posts([each for each in judged if name in each.post.tags])
        for name in sorted({tag for post in posts for tag in post.tags})
    }
    return slices


def forms_of(post: GoldPost, span: GoldSpan) -> Iterator[str]:
    """Yield the forms of a span: those written in the file, and those its text shows."""
    yield from span.forms
    if span.entity in CHECKED and not {"hidden", "wrong"} & set(span.forms):
        yield "plain and checked"
    if span.entity == "STREET_ADDRESS" and "city" in span.forms:
        yield "address with city"
    if span.entity == "PERSON":
        value = post.text[span.start : span.end]
        if post.text[: span.start].endswith("#"):
            yield "name in a hashtag"
        if value.islower():
            yield "name in lower case"
        elif value.isupper() and sum(map(str.isalpha, value)) > 3:
            yield "name in capitals"


def left_over(post: GoldPost, spans: Iterable[Span]) -> list[GoldSpan]:
    """Return the spans that are not found."""
    covered = _covered(post, spans)
    return [span for span in post.spans if not _is_found(post, span, covered)]


def alarms(post: GoldPost, spans: Iterable[Span]) -> list[Span]:
    """Return the masks that cover nothing personal."""
    personal = _personal(post)
    return [span for span in spans if not _is_right(post, span, personal)]


def _judge(post: GoldPost, spans: Sequence[Span]) -> _Judged:
    covered = _covered(post, spans)
    personal = _personal(post)
    return _Judged(
        post=post,
        found=tuple(_is_found(post, span, covered) for span in post.spans),
        named=tuple(_is_named(span, spans) for span in post.spans),
        masks=len(spans),
        right=sum(_is_right(post, span, personal) for span in spans),
    )


def _personal(post: GoldPost) -> set[int]:
    return {at for span in post.spans for at in range(span.start, span.end)}


def _covered(post: GoldPost, spans: Iterable[Span]) -> set[int]:
    return {at for span in spans for at in range(span.start, min(span.end, len(post.text)))}


def _is_found(post: GoldPost, span: GoldSpan, covered: set[int]) -> bool:
    places = [at for at in range(span.start, span.end) if post.text[at].isalnum()]
    places = places or list(range(span.start, span.end))
    return sum(at in covered for at in places) >= COVERED * len(places)


def _is_right(post: GoldPost, span: Span, personal: set[int]) -> bool:
    places = [at for at in range(span.start, span.end) if post.text[at].isalnum()] or [span.start]
    return sum(at in personal for at in places) >= RIGHT * len(places)


def _is_named(span: GoldSpan, spans: Sequence[Span]) -> bool:
    most = max(spans, key=lambda mask: min(span.end, mask.end) - max(span.start, mask.start), default=None)
    return most is not None and most.entity == span.entity


def _of_posts(judged: Sequence[_Judged]) -> Scores:
    return _scores(judged, [each.found for each in judged], [each.named for each in judged], masks=True)


def _of_entity(judged: Sequence[_Judged], entity: str) -> Scores:
    return _narrow(judged, lambda _post, span: span.entity == entity)


def _of_form(judged: Sequence[_Judged], form: str) -> Scores:
    return _narrow(judged, lambda post, span: form in forms_of(post, span))


def _narrow(judged: Sequence[_Judged], wanted: Callable[[GoldPost, GoldSpan], bool]) -> Scores:
    chosen = [[wanted(each.post, span) for span in each.post.spans] for each in judged]

    def kept(values: Sequence[tuple[bool, ...]]) -> list[tuple[bool, ...]]:
        return [
            tuple(value for value, keep in zip(row, keeps, strict=True) if keep)
            for row, keeps in zip(values, chosen, strict=True)
        ]

    held = [each for each, keeps in zip(judged, chosen, strict=True) if any(keeps)]
    found, named = kept([each.found for each in judged]), kept([each.named for each in judged])
    return replace(_scores(judged, found, named, masks=False), posts=len(held))


def _scores(
    judged: Sequence[_Judged], found: Sequence[tuple[bool, ...]], named: Sequence[tuple[bool, ...]], *, masks: bool
) -> Scores:
    flat = [value for row in found for value in row]
    clean = [each.masks for each in judged if not each.post.spans]
    return Scores(
        posts=len(judged),
        spans=Share(hits=sum(flat), of=len(flat)),
        leaks=Share(hits=sum(bool(row) and not all(row) for row in found), of=sum(bool(row) for row in found)),
        precision=(
            Share(hits=sum(each.right for each in judged), of=sum(each.masks for each in judged)) if masks else None
        ),
        named=Share(
            hits=sum(
                right
                for row, names in zip(found, named, strict=True)
                for ok, right in zip(row, names, strict=True)
                if ok
            ),
            of=sum(flat),
        ),
        alarms=rate(clean, 100) if masks else None,
    )
