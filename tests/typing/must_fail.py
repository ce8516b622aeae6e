"""Lines that mypy must refuse: each carries the code of its error, so that one which stops failing breaks the build.

`warn_unused_ignores` (part of --strict) turns every needless ignore into an error. Nothing here is ever run.
"""

from collections.abc import Callable
from typing import final

from smbot.classify.ports import Classifier
from smbot.core.handle import PlatformHandle
from smbot.core.ids import MemberId, MentionId
from smbot.core.redacted import RedactedText
from smbot.core.roles import may
from smbot.raw.box import RawText
from smbot.raw.opening import open_raw
from smbot.raw.post import RawPost
from smbot.review.desk import Desk
from smbot.send.ports import Sender


def show(text: str) -> None:
    """Stand for whatever prints, logs or stores."""


def keep(text: RedactedText) -> None:
    """Stand for whatever takes masked text only."""


def text_is_not_redacted_by_being_passed(text: str) -> None:
    """`str` → `RedactedText`."""
    keep(text)  # type: ignore[arg-type]


def raw_text_is_not_a_string(raw: RawText) -> str:
    """`RawText` → `str`."""
    show(raw)  # type: ignore[arg-type]
    return raw  # type: ignore[return-value]


def raw_text_is_not_redacted(raw: RawText) -> RedactedText:
    """`RawText` → `RedactedText`."""
    keep(raw)  # type: ignore[arg-type]
    return raw  # type: ignore[return-value]


def opened_text_is_not_redacted(raw: RawText) -> RedactedText:
    """An opened text is a plain string again, and no mask lies on it."""
    return open_raw(raw)  # type: ignore[return-value]


def redacted_text_is_not_a_string(text: RedactedText) -> str:
    """`RedactedText` → `str`: whoever shows it must take `.text` on purpose."""
    show(text)  # type: ignore[arg-type]
    return text  # type: ignore[return-value]


def redacted_text_is_not_made_by_hand(text: str) -> RedactedText:
    """Without a warrant there is no redacted text."""
    return RedactedText(text, ())  # type: ignore[call-arg]


def a_warrant_is_not_made_up(text: str) -> RedactedText:
    """Nothing else is a warrant."""
    return RedactedText(text, (), object())  # type: ignore[arg-type]


def a_warrant_is_not_borrowed(other: RedactedText, text: str) -> RedactedText:
    """A redacted text does not keep its warrant."""
    return RedactedText(text, (), other.warrant)  # type: ignore[attr-defined]


def redacted_text_does_not_change(text: RedactedText) -> None:
    """A mask, once set, stays."""
    text.text = "other"  # type: ignore[misc]


class Leaky(RawText):  # type: ignore[misc]
    """The box is final."""


class AlsoLeaky(RedactedText):  # type: ignore[misc]
    """So is redacted text."""


class Handleless(PlatformHandle):  # type: ignore[misc]
    """So is a handle."""


def raw_text_has_no_parts(raw: RawText) -> None:
    """No slicing, joining or searching of what is in the box."""
    raw[0]  # type: ignore[index]
    show(raw + "x")  # type: ignore[operator]
    show("".join([raw]))  # type: ignore[list-item]
    show(raw.lower())  # type: ignore[attr-defined]


def a_raw_post_carries_no_string(post: RawPost) -> str:
    """A post's text is boxed, its handle is no text."""
    show(post.handle)  # type: ignore[arg-type]
    return post.text  # type: ignore[return-value]


def a_classifier_takes_masked_text(classifier: Classifier, raw: RawText) -> None:
    """Classifiers read what is masked."""
    classifier.triage(raw, "en")  # type: ignore[arg-type]


def ids_are_not_mixed_up(desk: Desk, member: MemberId) -> None:
    """A member's id is not a mention's."""
    which: MentionId = member  # type: ignore[assignment]
    show(which)


def permissions_are_not_strings() -> None:
    """A permission is one of the list."""
    may(frozenset(), "approve")  # type: ignore[arg-type]


def a_sender_takes_a_handle(sender: Sender) -> None:
    """A post's id alone says not enough to answer it."""
    sender.reply("901", "Thank you.")  # type: ignore[arg-type]


@final
class RetryingSender:
    """A sender without the means to look for its own replies is none."""

    timeout_seconds = 10.0

    def reply(self, to: PlatformHandle, text: str) -> str:
        """Post."""
        return text


def an_incomplete_sender_is_refused(use: Callable[[Sender], None]) -> None:
    """What cannot reconcile must not send."""
    use(RetryingSender())  # type: ignore[arg-type]
