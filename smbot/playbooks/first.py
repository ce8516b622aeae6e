"""Reads files of schema 1 as schema 2: what installations have that were made before steps and variants came."""

from collections.abc import Mapping

APPROVALS = {"one person": "one", "two persons": "two"}
_MOVED = {
    "reply.en": "replies.en.0",
    "reply.fr": "replies.fr.0",
    "reply.both": "replies.both.0",
    "reply.both.en": "replies.both.0.en",
    "reply.both.fr": "replies.both.0.fr",
    "reply": "replies",
    "no_reply": "steps",
}
"""Where the fields of schema 1 went."""


def is_first(data: Mapping[str, object]) -> bool:
    """Say whether a file is of schema 1: it names none, and no field that came later."""
    return not {"schema", "steps", "replies"} & set(data)


def upgraded(data: Mapping[str, object], lines: Mapping[str, int]) -> tuple[dict[str, object], dict[str, int]]:
    """Return content and lines as schema 2 has them; what does not hold stays as it is and is reported there."""
    old = dict(data)
    reply, no_reply = old.pop("reply", None), old.pop("no_reply", False)
    hide, fixed, approval = old.pop("hide", "never"), old.pop("fixed", False), old.pop("approval", None)
    steps: list[dict[str, object]] = []
    if hide != "never":
        steps.append({"hide": hide})
    if no_reply is not True:
        steps.append({"public_reply": "fixed" if fixed is True else "draft"})
    when = old.get("when")
    labels = when.get("labels") if isinstance(when, Mapping) else None
    if isinstance(labels, list) and "access_request" in labels:
        steps.append({"open_docket": "possible"})
    new = {"schema": 2, **old, "steps": steps or [{"close": "no-reply"}]}
    if reply is not None:
        new["replies"] = _in_variants(reply)
    if approval is not None:
        new["approval"] = APPROVALS.get(approval, approval) if isinstance(approval, str) else approval
    moved = {_MOVED.get(field, field): line for field, line in lines.items()}
    if "hide" in lines:
        moved["steps.0.hide"] = lines["hide"]
    return new, moved


def _in_variants(reply: object) -> object:
    if not isinstance(reply, Mapping):
        return reply
    return {field: [text] if field in {"en", "fr", "both"} else text for field, text in reply.items()}
