"""`RawText`: a text that cannot be printed, compared, hashed, pickled or copied by accident."""

from typing import NoReturn, final


@final
class RawText:
    """Text as a person posted it. Everything but its length is out of reach; see `smbot.raw.opening`."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def __len__(self) -> int:
        return len(self._value)

    def __repr__(self) -> str:
        return f"<raw {len(self._value)} characters>"

    def __str__(self) -> NoReturn:
        raise TypeError("raw text has no str(): redact it first")

    def __format__(self, spec: str) -> NoReturn:
        raise TypeError("raw text is not formatted: redact it first")

    def __eq__(self, other: object) -> NoReturn:
        raise TypeError("raw text is not compared")

    def __hash__(self) -> NoReturn:
        raise TypeError("raw text is not hashed: use a keyed digest")

    def __reduce__(self) -> NoReturn:
        raise TypeError("raw text is neither pickled nor copied")
