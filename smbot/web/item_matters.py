"""What a mention belongs to: its entry on the docket, its cases, and the right door where it knocked at another."""

from collections.abc import Sequence
from dataclasses import dataclass

from smbot.access.standings import Standing
from smbot.bootstrap import Application
from smbot.bootstrap.access import docket_of
from smbot.bootstrap.cases import cases_of
from smbot.cases.clock import Reading
from smbot.cases.model import Case, Kind, Priority
from smbot.core.roles import Member, Permission
from smbot.offices.door import Door, right_door
from smbot.offices.words import Language
from smbot.review.ports import QueueItem


@dataclass(frozen=True, kw_only=True)
class Matters:
    """What stands beside a mention; empty where there is nothing."""

    entry: Standing | None
    cases: Sequence[tuple[Case, Reading]]
    door: Door | None

    def __bool__(self) -> bool:
        """Say whether there is anything to show."""
        return bool(self.entry or self.cases or self.door)


@dataclass(frozen=True, kw_only=True)
class CaseChoices:
    """What a person chooses from who opens a case by hand: ids with names."""

    kinds: Sequence[Kind]
    priorities: Sequence[Priority]
    programs: Sequence[tuple[str, str]]
    offices: Sequence[tuple[str, str]]


class ItemMatters:
    """Reads what a mention belongs to."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._docket = docket_of(application)
        self._cases = cases_of(application)

    def of(self, item: QueueItem) -> Matters:
        """Return what a mention belongs to."""
        with self._application.store.read() as tx:
            docket = tx.docket_of(item.id)
            entry = tx.docket_entry(docket) if docket else None
            cases = tx.cases_of_mention(item.id)
        door = right_door(item.labels, item.text, self._application.directory) if item.text else None
        return Matters(
            entry=self._docket.standing(entry) if entry else None,
            cases=[(case, self._cases.reading(case)) for case in cases],
            door=door,
        )

    def choices(self, member: Member, language: str) -> CaseChoices | None:
        """Return what a case can be opened with, or None where the member opens none."""
        if not member.may(Permission.WORK_QUEUE):
            return None
        directory, spoken = self._application.directory, as_language(language)
        return CaseChoices(
            kinds=[kind for kind in Kind if kind != Kind.PROBLEM],
            priorities=list(Priority),
            programs=[(each.id, each.name.get(spoken)) for each in directory.programs],
            offices=[(each.id, each.name.get(spoken)) for each in directory.offices],
        )


def as_language(language: str) -> Language:
    """Return a language of the pages as the directory types it."""
    return "fr" if language == "fr" else "en"
