"""The permission to call a text redacted. Only the redactor and storage may import this module."""

from typing import final


@final
class Warrant:
    """Held by the two places that may make a `RedactedText`."""

    __slots__ = ()


WARRANT = Warrant()
