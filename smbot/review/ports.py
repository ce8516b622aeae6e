"""What the queue shows, and what reviewing needs of storage, the guard and the platforms."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from smbot.core.codes import Code
from smbot.core.events import Event
from smbot.core.ids import MentionId
from smbot.core.messages import Message
from smbot.core.parts import RedactedPart
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose, answer_purpose
from smbot.core.redacted import RedactedText
from smbot.core.roles import Member, Role
from smbot.core.sending_rules import Facts, History
from smbot.core.spans import Evidence, Mask
from smbot.core.states import MentionState, Mode, ReplyState

RESOLUTIONS = frozenset({ReplyState.SENT, ReplyState.PENDING, ReplyState.RETRACTED})
"""What a person can say of something in doubt: it is there, send it again, drop it."""


COURSES = ("waiting", "heard", "closed")
"""Where the steps of a mention's playbook have led it: it waits for an answer, has one, or is at its end."""


@dataclass(frozen=True, kw_only=True)
class ReplyStatus:
    """A row of the outbox. `code` is what the platform or the guard said, where it said no.

    `seen` tells how the platform had our reply when it was last looked at (there, changed, gone), and
    `seen_text` what it said then, masked.
    """

    id: str
    text: str
    language: str
    state: ReplyState
    mode: Mode
    approved_by: str
    approved_at: datetime
    next_at: datetime
    attempts: int
    code: str
    sent_at: datetime | None
    seen: str = ""
    seen_at: datetime | None = None
    seen_text: str = ""
    version: int = 0

    @property
    def proposed(self) -> bool:
        """Say whether these words wait for another approver."""
        return self.state == ReplyState.RETRACTED and self.code == Code.PROPOSED


@dataclass(frozen=True, kw_only=True)
class QueueItem:
    """A mention as a person works on it. `version` grows with every change; an act names the one it saw.

    `reply` answers the mention; `orders` holds what else was ordered about it on its platform. Since `gone_at`
    the post is no longer there. `recheck` says that its author edited it after an officer had corrected its masks.
    It waits for an answer `rests_until`; `outcome` is how it ended; since `back_at` it is before people again.
    A person put it off `snoozed_until` then; it is `assigned_to` a member, who need not hold it.
    """

    id: MentionId
    platform: str
    account: str
    pseudonym: str
    conversation: str
    state: MentionState
    version: int
    posted_at: datetime
    collected_at: datetime
    language: str
    summoned: bool
    text: RedactedText | None
    withheld: str
    edited: bool
    labels: tuple[str, ...]
    scores: Mapping[str, float]
    evidence: tuple[Evidence, ...]
    classifier: str
    playbook: str
    playbook_version: str
    draft: str
    draft_language: str
    drafted_by: str
    first_approver: str
    claimed_by: str
    claimed_until: datetime | None
    escalated_to: str
    reply: ReplyStatus | None
    orders: Mapping[Purpose, ReplyStatus] = field(default_factory=dict)
    kind: PostKind = PostKind.POST
    hidden: bool = False
    gone_at: datetime | None = None
    parts: tuple[RedactedPart, ...] = ()
    recheck: bool = False
    rests_until: datetime | None = None
    outcome: str = ""
    back_at: datetime | None = None
    snoozed_until: datetime | None = None
    assigned_to: str = ""

    def all_masks(self) -> tuple[Mask, ...]:
        """Return the masks of the text, then those of each part in order."""
        texts = (self.text, *(part.text for part in self.parts))
        return tuple(mask for text in texts if text is not None for mask in text.masks)

    def facts(self) -> Facts:
        """Return what the rules of sending ask of it."""
        return Facts(
            kind=self.kind,
            summoned=self.summoned,
            posted_at=self.posted_at,
            labels=self.labels,
            hidden=self.hidden,
            gone=self.gone_at is not None,
        )

    @property
    def reply_purpose(self) -> Purpose:
        """Return how the mention is answered."""
        return answer_purpose(self.kind)


@dataclass(frozen=True, kw_only=True)
class Due:
    """What is due: whatever waits for our answer and was `posted_before`, and what the law names, by its ids."""

    posted_before: datetime
    by_law: frozenset[MentionId] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Which mentions to list: by states, label, language, platform, holder, masks in doubt. Empty means any.

    `back` adds to the states those that are before people again; `passed_to` is a role, `course` one of `COURSES`.
    `passed_among` are roles, of which one was passed it.
    `words` are looked for in the masked text, by their beginnings. `mine` names who holds a mention or has it;
    `snoozed` keeps to what is put off, or to what is not. A list begins `after` a mention, wherever that stands now;
    how many match in all does not depend on it.
    """

    states: frozenset[MentionState] = frozenset()
    among: frozenset[MentionId] = frozenset()
    """Names mentions: those of them that match are listed."""
    label: str = ""
    language: str = ""
    platform: str = ""
    claimed_by: str = ""
    doubtful: bool = False
    back: bool = False
    passed_to: str = ""
    passed_among: frozenset[str] = frozenset()
    course: str = ""
    words: str = ""
    mine: str = ""
    snoozed: bool | None = None
    unassigned: bool = False
    unspoken: frozenset[str] = frozenset()
    """Languages whose mentions are left out."""
    due: Due | None = None
    after: MentionId | None = None


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many mentions stand alike: in a state, with or without a label, and so on; `mine`, `due` as in `Filter`.

    `passed` is the role that they are passed to, "" none.
    """

    state: MentionState
    labelled: bool
    mine: bool
    back: bool
    snoozed: bool
    passed: str
    count: int
    due: bool = False


@dataclass(frozen=True, kw_only=True)
class Change:
    """New values of a mention; None leaves a value as it is."""

    state: MentionState
    draft: str | None = None
    drafted_by: str | None = None
    first_approver: str | None = None
    claimed_by: str | None = None
    claimed_until: datetime | None = None
    escalated_to: str | None = None
    outcome: str | None = None


@dataclass(frozen=True, kw_only=True)
class Approved:
    """An approved reply, or another order, on its way to the outbox; `leave_at` is the end of the undo window."""

    mention: MentionId
    platform: str
    account: str
    text: str
    language: str
    mode: Mode
    approved_by: str
    leave_at: datetime
    purpose: Purpose = Purpose.PUBLIC


class ReviewTransaction(Protocol):
    """What reviewing needs of a transaction."""

    def item(self, mention: MentionId) -> QueueItem | None: ...  # noqa: D102
    def items(self, wanted: Filter, *, limit: int, offset: int) -> list[QueueItem]: ...  # noqa: D102
    def count(self, wanted: Filter) -> int: ...  # noqa: D102
    def are_common(self, words: str) -> bool: ...  # noqa: D102
    def tallies(self, wanted: Filter, label: str, member: str, due: Due) -> list[Tally]: ...  # noqa: D102
    def change_item(self, item: QueueItem, change: Change) -> bool: ...  # noqa: D102
    def put_reply(self, reply: Approved) -> bool: ...  # noqa: D102
    def propose_reply(self, reply: Approved) -> bool: ...  # noqa: D102
    def remove_own(self, mention: MentionId) -> None: ...  # noqa: D102
    def pass_over_own_posts(self, mention: MentionId) -> None: ...  # noqa: D102
    def retract_reply(self, mention: MentionId, purpose: Purpose) -> bool: ...  # noqa: D102
    def resolve_reply(self, mention: MentionId, purpose: Purpose, state: ReplyState) -> bool: ...  # noqa: D102
    def answered_by_hand(self, mention: MentionId) -> bool: ...  # noqa: D102
    def own_posts(self, conversation: str, *, openings: bool = True) -> list[tuple[datetime, bool]]: ...  # noqa: D102
    def sending_history(self, mention: MentionId, account: str, month: date) -> History: ...  # noqa: D102
    def opt_out(self, mention: MentionId, by: str, reason: str) -> bool: ...  # noqa: D102
    def lift_opt_out(self, mention: MentionId) -> bool: ...  # noqa: D102
    def keep_rest(self, mention: MentionId, until: datetime | None, *, back: bool = False) -> None: ...  # noqa: D102
    def leave_to_person(self, mention: MentionId) -> bool: ...  # noqa: D102
    def end_plan(self, mention: MentionId, why: Message) -> None: ...  # noqa: D102
    def expired_claims(self, now: datetime) -> list[QueueItem]: ...  # noqa: D102
    def sealed_handle(self, mention: MentionId) -> bytes | None: ...  # noqa: D102
    def switch(self, name: str) -> str | None: ...  # noqa: D102
    def throw_switch(self, name: str, value: str, actor: str) -> None: ...  # noqa: D102
    def record(self, event: Event) -> None: ...  # noqa: D102


class ReviewStore(Protocol):
    """Opens transactions for reviewing."""

    def write(self) -> AbstractContextManager[ReviewTransaction]: ...  # noqa: D102
    def read(self) -> AbstractContextManager[ReviewTransaction]: ...  # noqa: D102


class Problem(Protocol):
    """What the guard found."""

    @property
    def refuses(self) -> bool:
        """Return whether the reply must not leave."""

    @property
    def message(self) -> Message:
        """Return the sentence for the reader."""

    @property
    def rule(self) -> str:
        """Return the rule's name."""

    @property
    def start(self) -> int:
        """Return where the words begin in the text (code points)."""

    @property
    def end(self) -> int:
        """Return where they end; as `start` where it is of the text as a whole."""


Filled = Callable[[Member, QueueItem, str, Purpose], str]
"""Puts the code of a mention's case into a text that names its field; raises `NotAllowed` where it has no case."""


def as_it_is(_member: Member, _item: QueueItem, text: str, _purpose: Purpose) -> str:
    """Fill in nothing."""
    return text


AskRole = Callable[[ReviewTransaction, QueueItem, Role, str], None]
"""Orders that everybody with a role be told of a mention, because the member of this name passed it to them."""


def ask_nobody(_tx: ReviewTransaction, _item: QueueItem, _role: Role, _by: str) -> None:
    """Tell nobody."""


GuardProblems = Callable[[QueueItem, str, Purpose], Sequence[Problem]]
"""Checks what would be said about a mention, in public or in private; see `smbot.guard`."""
