"""What the stages need of storage: turns of working, and transactions."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

from smbot.classify.earlier import Decided
from smbot.core.accounts import WaitingPost
from smbot.core.ids import MentionId
from smbot.core.mention import Draft, Mention, Triage
from smbot.core.states import MentionState
from smbot.drafting import DraftingTransaction


class PipelineTransaction(DraftingTransaction, Protocol):
    """What the stages need of a transaction."""

    def waiting(self, limit: int) -> list[WaitingPost]: ...  # noqa: D102
    def exhausted(self, limit: int) -> list[WaitingPost]: ...  # noqa: D102
    def note_attempt(self, mentions: Sequence[MentionId]) -> None: ...  # noqa: D102
    def take_out(self, post: WaitingPost) -> bool: ...  # noqa: D102
    def add_mention(  # noqa: D102
        self, mention: Mention, *, handle: bytes, withheld: str, tokens: Iterable[str]
    ) -> bool: ...
    def remembering(self, conversations: Collection[str]) -> frozenset[str]: ...  # noqa: D102
    def known_tokens(self, conversation: str, digests: Iterable[str]) -> frozenset[str]: ...  # noqa: D102
    def lock_log(self) -> object: ...  # noqa: D102
    def times_corrected(self, conversations: Collection[str]) -> Mapping[str, int]: ...  # noqa: D102
    def put_back(self, mention: MentionId, *, behind: bool = False) -> None: ...  # noqa: D102
    def gone_posts(self, digests: Iterable[str]) -> frozenset[str]: ...  # noqa: D102
    def number_masks(self, conversation: str, values: Sequence[tuple[str, str]]) -> list[int]: ...  # noqa: D102
    def in_state(self, state: MentionState, limit: int) -> list[Mention]: ...  # noqa: D102
    def earlier_decisions(self, mention: Mention, limit: int) -> list[Decided]: ...  # noqa: D102
    def triage_of(self, mentions: Sequence[MentionId]) -> Mapping[MentionId, Triage]: ...  # noqa: D102
    def keep_triage(  # noqa: D102
        self, mention: MentionId, triage: Triage, rank: int, *, seen_version: int
    ) -> bool: ...
    def keep_choice(  # noqa: D102
        self, mention: MentionId, playbook: str, version: str, draft: Draft | None, *, seen_version: int
    ) -> bool: ...
    def settle_by_hand(self, mention: MentionId) -> bool: ...  # noqa: D102
    def stop_reply(self, mention: MentionId, code: str) -> bool: ...  # noqa: D102


Found = TypeVar("Found")


class PipelineTurn(Protocol):
    """What one worker holds while it works, of all that work on one database."""

    def look(self, limit: int) -> int: ...  # noqa: D102
    def free(self, found: Iterable[Found], name: Callable[[Found], str], limit: int) -> list[Found]: ...  # noqa: D102


class PipelineStore(Protocol):
    """Opens transactions for the stages, and turns of working."""

    def turn(self) -> AbstractContextManager[PipelineTurn]: ...  # noqa: D102

    def write(self) -> AbstractContextManager[PipelineTransaction]: ...  # noqa: D102
    def read(self) -> AbstractContextManager[PipelineTransaction]: ...  # noqa: D102
