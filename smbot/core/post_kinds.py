"""What kind of thing was posted: it decides what may be done with it."""

from enum import StrEnum


class PostKind(StrEnum):
    """A post of its own, a comment below one, a review, or a message that only we can see."""

    POST = "post"
    COMMENT = "comment"
    REVIEW = "review"
    MESSAGE = "message"
