"""Statements that the stages repeat for every post, each built once.

To build a statement anew, and to tell that it is one it knows, costs SQLAlchemy ten times what the database needs for
it (0.40 ms against 0.03 ms for an update of a mention); a row's object costs as much again. What is asked here goes
to the tables themselves; objects of a session that show a changed row are read anew when they are next looked at.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import Delete, Insert, Select, Table, Update, bindparam, inspect
from sqlalchemy import delete as delete_from
from sqlalchemy import insert as insert_into
from sqlalchemy import select as select_from
from sqlalchemy import update as update_table
from sqlalchemy.engine import CursorResult
from sqlmodel import Session, SQLModel

Row = type[SQLModel]
Found = TypeVar("Found", bound=SQLModel)


def find(session: Session, row: type[Found], **found_by: object) -> Sequence[Found]:
    """Return the rows with these values as they are stored now, to be read: to change one changes nothing."""
    session.flush()  # what waits to be stored may be among them
    found = session.execute(_select(row, tuple(found_by)), {f"by_{name}": value for name, value in found_by.items()})
    return cast("Sequence[Found]", found.all())


def insert(session: Session, row: Row, *new: Mapping[str, object]) -> None:
    """Insert rows; what is not given has the default of its field."""
    session.flush()  # what they refer to
    session.execute(_insert(row), [{**_defaults(row), **each} for each in new])


def change(
    session: Session, row: Row, found_by: Mapping[str, object], values: Mapping[str, object], *, versioned: bool = False
) -> int:
    """Give the rows with these values in `found_by` others, and the next version if `versioned`; return how many."""
    session.flush()  # what waits to be stored may be among them
    given = {f"by_{name}": value for name, value in found_by.items()}
    given |= {f"new_{name}": value for name, value in values.items()}
    result = session.execute(_update(row, tuple(found_by), tuple(values), versioned), given)
    assert isinstance(result, CursorResult)  # noqa: S101 - what SQLAlchemy returns for an update
    for each in session.identity_map.values():
        if isinstance(each, row):
            session.expire(each)
    return result.rowcount


def delete(session: Session, row: Row, **found_by: object) -> int:
    """Delete the rows with these values; return how many."""
    session.flush()
    given = {f"by_{name}": value for name, value in found_by.items()}
    result = session.execute(_delete(row, tuple(found_by)), given)
    assert isinstance(result, CursorResult)  # noqa: S101 - what SQLAlchemy returns for a deletion
    return result.rowcount


@cache
def table_of(row: Row) -> Table:
    """Return the table of a row's class."""
    table = inspect(row).local_table
    assert isinstance(table, Table)  # noqa: S101 - rows of this program are of tables
    return table


@cache
def _select(row: Row, found_by: tuple[str, ...]) -> Select[Any]:
    columns = table_of(row).c
    return select_from(table_of(row)).where(*(columns[name] == bindparam(f"by_{name}") for name in found_by))


@cache
def _delete(row: Row, found_by: tuple[str, ...]) -> Delete:
    columns = table_of(row).c
    return delete_from(table_of(row)).where(*(columns[name] == bindparam(f"by_{name}") for name in found_by))


@cache
def _insert(row: Row) -> Insert:
    return insert_into(table_of(row))


@cache
def _update(row: Row, found_by: tuple[str, ...], names: tuple[str, ...], versioned: bool) -> Update:
    columns = table_of(row).c
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    if versioned:
        values["version"] = columns.version + 1
    return (
        update_table(table_of(row))
        .where(*(columns[name] == bindparam(f"by_{name}") for name in found_by))
        .values(values)
    )


@cache
def _defaults(row: Row) -> dict[str, object]:
    """Return the values of fields that have one of their own; empty lists and records are never changed.

    What the database numbers has none: PostgreSQL refuses a number that is given as nothing.
    """
    numbered = table_of(row).autoincrement_column
    return {
        name: field.get_default(call_default_factory=True)
        for name, field in row.model_fields.items()
        if not field.is_required() and (numbered is None or name != numbered.name)
    }
