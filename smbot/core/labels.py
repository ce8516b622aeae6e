"""Names of the labels that the program itself asks about; all of them, and what they mean, are in `labels.toml`."""

from typing import Final

ACCESS: Final = "access_request"
COMPLAINT: Final = "complaint"
NONE: Final = "none"
SPAM: Final = "spam"
URGENT: Final = "urgent"
NOT_TO_MISS: Final = frozenset({URGENT, ACCESS})
"""Labels whose miss costs a person or a right: nothing that only doubts takes them from a post."""
