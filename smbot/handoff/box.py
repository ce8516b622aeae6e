"""`PrivateText`: words said in private, which cannot be printed, compared, hashed, pickled or copied by accident."""

from typing import NoReturn, final


@final
class PrivateText:
    """Words of the private zone. Everything but their length is out of reach; see `smbot.handoff.opening`."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def __len__(self) -> int:
        return len(self._value)

    def __repr__(self) -> str:
        return f"<private {len(self._value)} characters>"

    def __str__(self) -> NoReturn:
        raise TypeError("private text has no str(): it is opened where it is shown")

    def __format__(self, spec: str) -> NoReturn:
        raise TypeError("private text is not formatted: it is opened where it is shown")

    def __eq__(self, other: object) -> NoReturn:
        raise TypeError("private text is not compared")

    def __hash__(self) -> NoReturn:
        raise TypeError("private text is not hashed: use a keyed digest")

    def __reduce__(self) -> NoReturn:
        raise TypeError("private text is neither pickled nor copied")
