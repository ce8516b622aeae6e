"""What the pages of the docket and the API do alike: name the cases of an entry, pass it on, pack its evidence."""

from functools import partial

from smbot.access.names import Means
from smbot.access.ordering import Ordering
from smbot.access.standings import Standing
from smbot.bootstrap import Application
from smbot.bootstrap.access import export_evidence
from smbot.cases.model import Case
from smbot.core.errors import NotAllowed
from smbot.core.messages import LANGUAGES, msg
from smbot.core.roles import Member
from smbot.web.breach_archive import packed
from smbot.web.evidence_page import page


def cases_of_entry(application: Application, standing: Standing) -> list[Case]:
    """Return the cases that have a post of an entry."""
    with application.store.read() as tx:
        found = [case for each in standing.entry.mentions for case in tx.cases_of_mention(each.mention)]
    return list({case.id: case for case in found}.values())


def pass_entry(
    application: Application, ordering: Ordering, member: Member, standing: Standing, *, by_export: bool, case: str
) -> object:
    """Order that the coordinator be told of an entry, or note that its evidence was handed over.

    Raises:
        NotAllowed: It cannot be passed on now, or the case that is named has none of the entry’s posts.
    """
    entry, docket = standing.entry.id, ordering.docket
    if case and case not in {each.id for each in cases_of_entry(application, standing)}:
        raise NotAllowed(msg("This case has none of the entry’s posts."), where=entry)
    if by_export:
        return docket.passed(member, entry, Means.EXPORT, case=case)
    return ordering.give(member, entry, case=case)


def evidence_archive(application: Application, member: Member, standing: Standing) -> tuple[str, bytes]:
    """Return the evidence as an archive, with its name; the audit log holds the digest of its manifest.

    Raises:
        NotAllowed: The member is no compliance officer.
    """
    entry = standing.entry.id
    name = f"docket-{entry}"
    made = export_evidence(application, member, entry, LANGUAGES, partial(page, titles=application.shelf.title))
    return name, packed(made, name)
