"""One line of `smbot triage`: the decision in places of the text that was given, not of the masked one."""

from collections.abc import Callable

from smbot.classify.access import AccessRequest, access_request, reasons
from smbot.core.mention import Triage
from smbot.core.spans import Mask, Span

Offsets = Callable[[int, int], tuple[int, int]]


def to_input_offsets(masked: str, masks: tuple[Mask, ...], spans: tuple[Span, ...]) -> Offsets:
    """Return a function that carries a place in `masked` to the place in the text it was made from.

    `masks` and `spans` belong together one to one, in the same order. A place that touches a mask covers the whole of
    what the mask hides. Outside masks both texts are alike, so that lengths are kept.

    Raises:
        ValueError: Masks and spans are not as many, not in order, overlap, or leave the text.
    """
    if len(masks) != len(spans):
        raise ValueError("masks and spans are not as many")
    ends = [0, *(mask.end for mask in masks)]
    hidden = [0, *(span.end for span in spans)]
    for at, (mask, span) in enumerate(zip(masks, spans, strict=True)):
        if not ends[at] <= mask.start <= mask.end <= len(masked) or not hidden[at] <= span.start <= span.end:
            raise ValueError("masks or spans are not in order")
        if mask.start - ends[at] != span.start - hidden[at]:
            raise ValueError("the text between masks is not the text between spans")

    def convert(start: int, end: int) -> tuple[int, int]:
        """Return the place of ``start`` to ``end`` in the given text."""
        if not 0 <= start <= end <= len(masked):
            raise ValueError("the place is not in the masked text")
        return _place(start, opens=start < end), _place(end, opens=False)

    def _place(point: int, *, opens: bool) -> int:
        shift = 0
        for mask, span in zip(masks, spans, strict=True):
            if point < mask.start or (point == mask.start and not opens):
                break
            if point < mask.end:
                return span.start if opens else span.end
            shift = span.end - mask.end
        return point + shift

    return convert


def triage_line(*, id: str | int | None, language: str, triage: Triage, to_input: Offsets) -> dict[str, object]:
    """Return what `smbot triage` writes for one post; places are code points of the text that was given."""
    evidence = []
    for item in reasons(triage.evidence):
        start, end = to_input(item.start, item.end)
        evidence.append({"label": item.label, "start": start, "end": end, "rule": item.rule})
    return {
        "id": id,
        "language": language,
        "labels": list(triage.labels),
        "scores": dict(triage.scores),
        "evidence": evidence,
        **access_json(access_request(triage.labels, triage.evidence), to_input),
    }


def access_json(
    request: AccessRequest | None, to_input: Offsets = lambda start, end: (start, end)
) -> dict[str, object]:
    """Return what is known of an access request for machines; both fields are None where there is none.

    `access_level` is ``review`` (a person looks whether it is one) or ``assert``; `said` gives places of elements.
    """
    if request is None:
        return {"access_level": None, "access": None}
    said = {
        element: [dict(zip(("start", "end"), to_input(*place), strict=True)) for place in places]
        for element, places in request.said.items()
        if places
    }
    return {
        "access_level": request.level,
        "access": {"kind": request.kind, "said": said, "missing": list(request.missing)},
    }
