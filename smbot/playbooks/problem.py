"""What is wrong in a playbook file, where, and how to mend it."""

from dataclasses import dataclass

from smbot.core.errors import PlaybookError
from smbot.core.messages import Message
from smbot.playbooks.model import Source


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing that does not hold. `line` counts from 1; 0 means the file or folder as a whole."""

    file: str
    line: int
    what: Message
    mend: Message

    @property
    def where(self) -> str:
        """Return file and line as people and editors read them."""
        return f"{self.file}:{self.line}" if self.line else self.file

    def error(self) -> PlaybookError:
        """Return it as an error to raise."""
        return PlaybookError(self.what, where=self.where, mend=self.mend)


def problem_in(source: Source, field: str, what: Message, mend: Message) -> Problem:
    """Return a problem at the line of one of a playbook's fields, or of the nearest around it."""
    return Problem(file=source.file, line=source.line(field), what=what, mend=mend)
