"""`Revealed`: one value that an officer asked for, which can be taken out once and printed never."""

from typing import NoReturn, final


@final
class Revealed:
    """What one mask hides. Everything but its length is out of reach until `take`, and nothing is left after it."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value: str | None = value

    def take(self) -> str:
        """Return the value, for the page that shows it; a second call finds nothing.

        Raises:
            ValueError: It was taken already.
        """
        value, self._value = self._value, None
        if value is None:
            raise ValueError("taken already")
        return value

    def __repr__(self) -> str:
        return "<revealed>"

    def __str__(self) -> NoReturn:
        raise TypeError("a revealed value has no str(): take it for the page")

    def __format__(self, spec: str) -> NoReturn:
        raise TypeError("a revealed value is not formatted")

    def __eq__(self, other: object) -> NoReturn:
        raise TypeError("a revealed value is not compared")

    def __hash__(self) -> NoReturn:
        raise TypeError("a revealed value is not hashed")

    def __reduce__(self) -> NoReturn:
        raise TypeError("a revealed value is neither pickled nor copied")
