"""What is wrong in a file that people write, where, and how to mend it."""

from dataclasses import dataclass

from smbot.core.errors import ConfigurationError
from smbot.core.messages import Message


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

    def error(self) -> ConfigurationError:
        """Return it as an error to raise."""
        return ConfigurationError(self.what, where=self.where, mend=self.mend)
