"""The tree of errors. Messages hold ids and names of types and settings, never the text of a post.

SmbotError
├── ConfigurationError      a setting, key or file is missing or wrong (exit code 3)
│   └── PlaybookError       a playbook file does not hold
├── InputError              a file or a line given to a command cannot be read
├── RedactionError          a recognizer failed: the post is quarantined
├── MemoryFailed            what was masked before could not be looked up: the post can be tried again
├── SealError               sealed bytes do not open with this key
├── NotAllowed              this state, role or mode does not permit the act
│   └── Conflict            somebody else changed it first
└── PlatformError           what a platform answered (exit code 4)
    ├── Throttled           come back at `retry_at`
    ├── AccountProblem      credentials, permissions or credit: a person must act
    ├── Unavailable         down, or its answer was not one; nothing was written
    ├── Refused             a definite no to one request
    └── DeliveryInDoubt     the request went out and no answer tells what became of it
"""

from datetime import datetime

from smbot.core.messages import Message, msg


class SmbotError(Exception):
    """Anything that smbot itself reports: what is wrong, where, and how to mend it."""

    def __init__(self, what: Message, *, where: str = "", mend: Message | None = None) -> None:
        super().__init__(what.template)
        self.what = what
        self.where = where
        self.mend = mend

    def __str__(self) -> str:
        parts = [f"{self.where}: " if self.where else "", str(self.what)]
        if self.mend is not None:
            parts.append(f" {self.mend}")
        return "".join(parts)


class ConfigurationError(SmbotError):
    """A setting, key or file is missing or wrong."""


class PlaybookError(ConfigurationError):
    """A playbook file does not hold."""


class InputError(SmbotError):
    """A file, or a line of one, that cannot be read."""


class RedactionError(SmbotError):
    """A recognizer failed. Carries the error's type name only; raise it ``from None``."""

    def __init__(self, cause: str) -> None:
        super().__init__(msg("Redaction failed ({cause}).", cause=cause))
        self.cause = cause


class MemoryFailed(SmbotError):
    """A look-up of what was masked before failed. Carries the error's type name only; raise it ``from None``."""

    def __init__(self, cause: str) -> None:
        super().__init__(msg("What was masked before could not be looked up ({cause}).", cause=cause))


class SealError(SmbotError):
    """Sealed bytes do not open with this key, or were changed."""


class NotAllowed(SmbotError):
    """This state, role or mode does not permit the act."""


class Conflict(NotAllowed):
    """Somebody else changed it first."""


class PlatformError(SmbotError):
    """What a platform answered. `code` is the platform's own, kept for the log."""

    def __init__(self, code: str = "", what: Message | None = None) -> None:
        super().__init__(what or msg("The platform answered {code}.", code=code))
        self.code = code


class Throttled(PlatformError):
    """The platform asks to come back later; `retry_at` is None when it did not say when."""

    def __init__(self, code: str = "429", *, retry_at: datetime | None = None) -> None:
        super().__init__(code)
        self.retry_at = retry_at


class AccountProblem(PlatformError):
    """Credentials, permissions or credit (401, 402, 403 on an account): a person must act."""


class Unavailable(PlatformError):
    """The platform is down, or what came was not an answer; nothing of ours was written."""


class Refused(PlatformError):
    """A definite no to one request; trying again changes nothing."""


class DeliveryInDoubt(PlatformError):
    """The request may or may not have been carried out: reconcile, never resend at once."""
