"""Endpoints by their names, such as ``GET /2/users/{id}``."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Route:
    """One endpoint: its method and path, in which parts in braces stand for anything but a slash."""

    name: str

    @property
    def method(self) -> str:
        """The HTTP method."""
        return self.name.split(" ")[0]

    @property
    def pattern(self) -> re.Pattern[str]:
        """Matches the path; its groups are the parts in braces."""
        return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.name.split(" ")[1]))

    @property
    def writes(self) -> bool:
        """Whether a request changes the world."""
        return self.method != "GET"
