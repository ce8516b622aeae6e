"""What the pages of cases and the API decide alike before they ask for an act."""

from smbot.bootstrap import Application
from smbot.cases.acts import Cases
from smbot.cases.model import Case, CaseFile, Kind, Page
from smbot.cases.paging import Paging
from smbot.core.errors import NotAllowed
from smbot.core.ids import CaseId, PageId
from smbot.core.messages import msg
from smbot.core.roles import Member


def join_alike(cases: Cases, member: Member, incident: CaseId, other: CaseId) -> Case:
    """Put an incident into a problem; together with another incident, into that one's problem or a new one.

    Raises:
        NotAllowed: There is no such case, or one of them cannot join.
    """
    found = cases.file(member, other).case
    problem = found.id if found.kind == Kind.PROBLEM else found.problem
    if problem is not None:
        return cases.join(member, incident, problem)
    return cases.problem_from(member, [found.id, incident])


def language_handed_over(application: Application, case: Case, to: str) -> str:
    """Return the language for which a case changes hands: its own, where whoever is named has it."""
    return case.language if not to or case.language in _serves(application, to) else ""


def take_call(paging: Paging, member: Member, file: CaseFile, call: str) -> Page:
    """Take a call of this case.

    Raises:
        NotAllowed: The case has no such call, or somebody else has it.
    """
    if call not in {page.id for page in file.pages}:
        raise NotAllowed(msg("There is no call of this id."))
    return paging.acknowledge(member, PageId(call))


def _serves(application: Application, name: str) -> tuple[str, ...]:
    with application.store.read() as tx:
        found = [member for member in tx.members() if member.name == name]
    return found[0].serves if found else ()
