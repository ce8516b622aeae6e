"""Numbers in addresses and forms: one that no record can have leads nowhere, and is never looked up."""

from typing import Annotated, Final

from pydantic import AfterValidator
from starlette.exceptions import HTTPException

HIGHEST: Final = 2**53
"""Above the number of any record, and below what databases refuse to look up."""


def number_of_record(number: int) -> int:
    """Return a number that a record may have.

    Raises:
        HTTPException: There is no page of this number.
    """
    if not 0 <= number <= HIGHEST:
        raise HTTPException(404)
    return number


Number = Annotated[int, AfterValidator(number_of_record)]
"""The number of a record, in an address."""


def typed_number(text: object) -> int:
    """Return a number from a form's field; 0 where there is none.

    Raises:
        HTTPException: There is no page of this number.
    """
    if not (isinstance(text, str) and text.isascii() and text.isdigit()):
        return 0
    return number_of_record(int(text) if len(text) <= len(str(HIGHEST)) else HIGHEST + 1)
