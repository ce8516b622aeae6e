"""What people on call are told: an id, since when, and links; never a word of a post."""

from smbot.cases.model import Page
from smbot.core.ids import CaseId
from smbot.core.messages import msg, say
from smbot.core.roles import Role
from smbot.core.words import ROLES

MENTION_PREFIX = "m-"


def page_of(subject: str) -> str:
    """Return the desk's page of a case or a mention."""
    return f"/items/{subject}" if subject.startswith(MENTION_PREFIX) else f"/cases/{subject}"


def page_text(page: Page, before: int, desk: str, link: str, language: str) -> tuple[str, str]:
    """Return subject and text of a call; `before` counts earlier ones to the same person, `link` acknowledges."""
    subject = msg("smbot: urgent, a person is needed now")
    lines = [
        msg("Something urgent waits for a person since {time}.", time=page.raised_at.strftime("%Y-%m-%d %H:%M UTC"))
    ]
    if before:
        lines.append(msg("Nobody has acknowledged it. You were told before: {count}.", count=before))
    told = [say(line, language) for line in lines]
    if link:
        told += [say(msg("I take it:"), language), link]
    if desk:
        told += [say(msg("Look at it:"), language), f"{desk}{page_of(page.subject)}"]
    told.append(say(msg("At the command line: smbot case page --acknowledge {page}", page=page.id), language))
    return say(subject, language), "\n".join(told)


def escalation_text(case: CaseId, role: Role, desk: str, language: str) -> tuple[str, str]:
    """Return subject and text that tell of a case which has waited too long."""
    subject = msg("smbot: a case waits for {role}", role=ROLES[role])
    told = [
        say(msg("The case {case} has waited so long that it goes to: {role}.", case=case, role=ROLES[role]), language)
    ]
    if desk:
        told.append(f"{desk}{page_of(case)}")
    return say(subject, language), "\n".join(told)
