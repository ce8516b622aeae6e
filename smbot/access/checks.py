"""What every act on the docket checks first: the member's role, and that what it names is there."""

from typing import Final

from smbot.access.docket import (
    DocketEntry,
)
from smbot.access.ports import DocketTransaction
from smbot.core.errors import NotAllowed
from smbot.core.ids import DocketId
from smbot.core.messages import msg
from smbot.core.roles import Permission

OFFICER: Final = Permission.CORRECT_MASKS
"""What a compliance officer may do and nobody else."""


def found_entry(tx: DocketTransaction, docket: DocketId) -> DocketEntry:
    """Return an entry.

    Raises:
        NotAllowed: There is none of this id.
    """
    entry = tx.docket_entry(docket)
    if entry is None:
        raise NotAllowed(
            msg("There is no entry of this id on the docket."), where=docket, mend=msg("See “smbot access list”.")
        )
    return entry


def check_case(tx: DocketTransaction, case: str) -> None:
    """Raise `NotAllowed` where a case is named that is not there."""
    if case and not tx.case_exists(case):
        raise NotAllowed(
            msg("There is no case of this id."), where=case[:40], mend=msg("See “smbot case list”, or name none.")
        )
