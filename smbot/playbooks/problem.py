"""What is wrong in a playbook file, where, and how to mend it."""

from smbot.core import problem
from smbot.core.errors import PlaybookError
from smbot.core.messages import Message
from smbot.playbooks.model import Source


class Problem(problem.Problem):
    """One thing that does not hold in a playbook, or in their folder."""

    def error(self) -> PlaybookError:
        """Return it as an error to raise."""
        return PlaybookError(self.what, where=self.where, mend=self.mend)


def problem_in(source: Source, field: str, what: Message, mend: Message) -> Problem:
    """Return a problem at the line of one of a playbook's fields, or of the nearest around it."""
    return Problem(file=source.file, line=source.line(field), what=what, mend=mend)
