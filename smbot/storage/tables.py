"""The tables. Text columns hold redacted text only; what identifies a person is a digest or sealed bytes.

Rows are built from frozen dataclasses: a SQLModel table class does not validate what it is given.
"""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, CheckConstraint, Column, Index, LargeBinary, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose
from smbot.core.states import MentionState, Mode, ReplyState

_Words = type[MentionState] | type[ReplyState] | type[Mode] | type[Purpose] | type[PostKind]


def _where_set(name: str, column: str) -> Index:
    """Return an index of the few rows that have a value there; one of all would be taken for the many that have not."""
    is_set = text(f"{column} IS NOT NULL")
    return Index(name, column, sqlite_where=is_set, postgresql_where=is_set)


LISTED = (
    *("rank", "posted_at", "id", "language", "platform", "top_label", "claimed_by", "assigned_to", "escalated_to"),
    *("doubtful", "back_at", "outcome", "rests_until", "snoozed_until"),
)
"""All that a list asks of a mention: it is found and counted without reading the mentions themselves."""


def _one_of(column: str, states: _Words) -> CheckConstraint:
    values = ", ".join(f"'{s.value}'" for s in states)
    return CheckConstraint(f"{column} IN ({values})", name=f"{column}_is_known")


class CursorRow(SQLModel, table=True):
    """How far a collector has read; sealed, since it holds post ids."""

    __tablename__ = "cursor"
    account: str = Field(primary_key=True)
    sealed: bytes = Field(sa_type=LargeBinary)
    updated_at: datetime


class AccountRow(SQLModel, table=True):
    """How an account fares: last good collection, and why it waits if it does."""

    __tablename__ = "account"
    account: str = Field(primary_key=True)
    collected_at: datetime | None = None
    failures: int = 0
    retry_at: datetime | None = None
    paused: str = ""


class SpendingRow(SQLModel, table=True):
    """What a platform billed for reading, at most, in millionths of a dollar, by UTC day."""

    __tablename__ = "spending"
    account: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    micros: int = Field(default=0, sa_type=BigInteger)
    posts: int = 0


class SeenPostRow(SQLModel, table=True):
    """Which posts were collected: keyed digests that drop duplicates and notice edits.

    One that is `gone` is never read again: a list that was read before it was deleted may still have it.
    """

    __tablename__ = "seen_post"
    digest: str = Field(primary_key=True)
    version: str
    mention: str = Field(index=True)
    edited: bool = False
    summoned: bool = False
    as_of: datetime
    gone: bool = False


class InboxRow(SQLModel, table=True):
    """A sealed post that waits for a worker.

    `author` is the pseudonym of who wrote it ("" where nobody is told), and `turn` when its turn comes: who has several
    waiting has one after the other, so that each author's next one waits for one of every other's.
    """

    __tablename__ = "inbox"
    mention: str = Field(primary_key=True)
    account: str = Field(index=True)
    sealed: bytes = Field(sa_type=LargeBinary)
    received_at: datetime = Field(index=True)
    attempts: int = 0
    author: str = Field(default="", sa_column_kwargs={"server_default": text("''")})
    turn: int = Field(default=0, index=True, sa_column_kwargs={"server_default": "0"})
    __table_args__ = (
        Index("ix_inbox_author", "author", "turn"),
        Index("ix_inbox_fair", "attempts", "account", "turn"),
    )


class DeliveryRow(SQLModel, table=True):
    """What a platform delivered to a webhook: sealed until it is worked off, then its digest against replays."""

    __tablename__ = "delivery"
    __table_args__ = (
        Index(
            "ix_delivery_waiting",
            "received_at",
            sqlite_where=text("sealed IS NOT NULL"),
            postgresql_where=text("sealed IS NOT NULL"),
        ),
    )
    digest: str = Field(primary_key=True)
    platform: str
    sealed: bytes | None = Field(default=None, sa_type=LargeBinary)
    received_at: datetime = Field(index=True)
    attempts: int = 0


class OwnPostRow(SQLModel, table=True):
    """A post of our own account, by smbot or by hand: keyed digests of itself, its parent and its conversation.

    One that was `passed_over` answers nobody: a person looked at it and reopened the mention.
    """

    __tablename__ = "own_post"
    digest: str = Field(primary_key=True)
    parent: str = Field(index=True)
    conversation: str = Field(index=True)
    posted_at: datetime
    passed_over: bool = False


class VaultRow(SQLModel, table=True):
    """A sealed original; its key lies in another database."""

    __tablename__ = "vault"
    mention: str = Field(primary_key=True)
    sealed: bytes = Field(sa_type=LargeBinary)


class MentionRow(SQLModel, table=True):
    """A redacted post and where it stands."""

    __tablename__ = "mention"
    __table_args__ = (
        _one_of("state", MentionState),
        _one_of("kind", PostKind),
        Index("mention_by_state", "state", *LISTED),
        Index("mention_by_conversation", "conversation"),
        Index("mention_listed", *LISTED, "state"),
        _where_set("mention_back", "back_at"),
        _where_set("mention_snoozed", "snoozed_until"),
        Index("mention_by_label", "top_label", "rank", "posted_at", "id", "state"),
    )
    id: str = Field(primary_key=True)
    platform: str
    account: str = Field(index=True)
    pseudonym: str = Field(index=True)
    conversation: str
    handle: bytes = Field(sa_type=LargeBinary)
    posted_at: datetime
    collected_at: datetime
    language: str
    summoned: bool
    kind: str = PostKind.POST
    state: str
    version: int = 0
    hidden: bool = False
    hidden_at: datetime | None = None
    gone_at: datetime | None = None
    text: str | None = Field(default=None, sa_column=Column(Text))
    masks: list[dict[str, str | int | float]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    parts: list[dict[str, object]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    doubtful: bool = False
    withheld: str = ""
    edited: bool = False
    labels: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    top_label: str = ""
    scores: dict[str, float] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    evidence: list[dict[str, str | int]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    classifier: str = ""
    rank: int = 99
    playbook: str = ""
    playbook_version: str = ""
    draft: str = Field(default="", sa_column=Column(Text, nullable=False))
    draft_language: str = ""
    drafted_by: str = ""
    first_approver: str = ""
    claimed_by: str = Field(default="", index=True)
    claimed_until: datetime | None = None
    escalated_to: str = ""
    rests_until: datetime | None = None
    outcome: str = ""
    back_at: datetime | None = None
    snoozed_until: datetime | None = None
    snoozed_at: datetime | None = None
    assigned_to: str = ""


class TokenRow(SQLModel, table=True):
    """Keyed digest of a token of somebody's personal information in a conversation, for the guard."""

    __tablename__ = "token"
    conversation: str = Field(primary_key=True)
    digest: str = Field(primary_key=True)


class MaskNumberRow(SQLModel, table=True):
    """The number that a value's masks carry in a conversation; the value is a keyed digest.

    In its place stands "before:" with the number where posts are older than these rows, "gone:" where the value was
    purged (its number, the highest of its entity, is given to no other), "named-anew" where an officer named masks.
    """

    __tablename__ = "mask_number"
    __table_args__ = (UniqueConstraint("conversation", "entity", "number"),)
    conversation: str = Field(primary_key=True)
    entity: str = Field(primary_key=True)
    digest: str = Field(primary_key=True)
    number: int


class QuotationRow(SQLModel, table=True):
    """That a mention carries words of a post in another conversation: what is masked there is masked in it too."""

    __tablename__ = "quotation"
    conversation: str = Field(primary_key=True)
    mention: str = Field(primary_key=True, index=True)


class QuotedPostRow(SQLModel, table=True):
    """That a mention carries words of another post, named by its keyed digest: they go when that post is deleted."""

    __tablename__ = "quoted_post"
    digest: str = Field(primary_key=True)
    mention: str = Field(primary_key=True, index=True)


class CorrectedRow(SQLModel, table=True):
    """How often officers masked something in a conversation: a post redacted before the last time is redacted anew."""

    __tablename__ = "corrected"
    conversation: str = Field(primary_key=True)
    times: int


class CorrectionRow(SQLModel, table=True):
    """What an officer said of a mask, or of a stretch that had none; never the value.

    `entity` and `number` name the mask as it is since, `before` its entity until then. `surrogate` is the invented
    value that stands for it in examples, in the form that the value had; `example` is the post with invented values
    as a line of a gold file, on the newest row of each mention only, and `found` how many more places in it the
    rules take for personal. Both are emptied when the post is gone or edited.
    """

    __tablename__ = "correction"
    id: int | None = Field(default=None, primary_key=True)
    mention: str = Field(index=True)
    conversation: str = Field(index=True)
    at: datetime
    by: str
    kind: str
    entity: str
    number: int
    before: str = ""
    surrogate: str = ""
    example: str = Field(default="", sa_column=Column(Text, nullable=False))
    found: int = 0


class LabelCorrectionRow(SQLModel, table=True):
    """That a person gave a mention other labels, and whether training may learn from it; never the post's words.

    `classifier` names model and rules of the decision that was corrected; `standing` is one of `Standing`.
    """

    __tablename__ = "label_correction"
    id: int | None = Field(default=None, primary_key=True)
    mention: str = Field(index=True)
    at: datetime
    by: str
    before: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    after: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    classifier: str
    standing: str = Field(index=True)
    settled_by: str = ""
    settled_at: datetime | None = None


class SampledWeekRow(SQLModel, table=True):
    """That a week's sample was drawn, and from how many posts."""

    __tablename__ = "sampled_week"
    week: str = Field(primary_key=True)
    drawn_at: datetime
    unflagged: int


class SampledRow(SQLModel, table=True):
    """A post of a week's sample, and whether an officer found that it asks for records.

    `correction` numbers the correction of labels that the answer came with; None where it came without one.
    """

    __tablename__ = "sampled"
    mention: str = Field(primary_key=True)
    week: str = Field(index=True)
    answer: bool | None = None
    by: str = ""
    answered_at: datetime | None = None
    correction: int | None = None


class ReplyRow(SQLModel, table=True):
    """What is to be done on a platform about a mention: one row for each purpose, whatever happens.

    `text` is the reply, the corrected reply, or the wanted visibility. `digest` names our reply once it is out;
    `seen` is how the platform had it when it was last looked at, with its text masked.
    """

    __tablename__ = "reply"
    __table_args__ = (
        _one_of("state", ReplyState),
        _one_of("mode", Mode),
        _one_of("purpose", Purpose),
        UniqueConstraint("mention", "purpose"),
        Index("reply_by_state", "state", "next_at"),
        Index("reply_by_attempt", "account", "attempt_at"),
    )
    id: str = Field(primary_key=True)
    mention: str
    purpose: str = Purpose.PUBLIC
    account: str
    platform: str
    text: str = Field(sa_column=Column(Text, nullable=False))
    language: str
    mode: str
    state: str
    version: int = 0
    approved_by: str
    approved_at: datetime
    next_at: datetime
    lease_until: datetime | None = None
    attempt_at: datetime | None = None
    first_attempt_at: datetime | None = None
    attempts: int = 0
    misses: int = 0
    resends: int = 0
    code: str = ""
    sent_at: datetime | None = None
    sent_handle: bytes | None = Field(default=None, sa_type=LargeBinary)
    digest: str = Field(default="", index=True)
    seen: str = ""
    seen_at: datetime | None = None
    seen_text: str = Field(default="", sa_column=Column(Text, nullable=False))


class AuditRow(SQLModel, table=True):
    """One record of the audit log. Columns beside `body` are copies for searching."""

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("audit_by_actor", "actor", "seq"),
        Index("audit_by_actor_and_act", "actor", "act", "seq"),
        Index("audit_by_time", "at"),
    )
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime
    act: str = Field(index=True)
    actor: str
    subject: str = Field(index=True)
    body: bytes = Field(sa_type=LargeBinary)
    leaf: str


class AuditHeadRow(SQLModel, table=True):
    """The log's size and frontier: one row, locked while an event is appended."""

    __tablename__ = "audit_head"
    id: int = Field(default=1, primary_key=True)
    size: int = 0
    frontier: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class CheckpointRow(SQLModel, table=True):
    """A signed size and root."""

    __tablename__ = "audit_checkpoint"
    size: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    root: str
    signature: bytes = Field(sa_type=LargeBinary)
    at: datetime


class MemberRow(SQLModel, table=True):
    """A team member. `second_factor` is sealed; `second_factor_step` is the last time step that was used.

    `recovery` holds keyed digests of the recovery codes that are unused, `shortcuts` the keys of the desk that they
    changed.
    """

    __tablename__ = "member"
    id: str = Field(primary_key=True)
    name: str = Field(unique=True)
    password: str
    roles: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    language: str = "en"
    added_at: datetime
    disabled: bool = False
    must_change: bool = False
    second_factor: bytes | None = Field(default=None, sa_type=LargeBinary)
    second_factor_step: int = 0
    recovery: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    office: str = ""
    languages: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    shortcuts: dict[str, str] = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False, server_default=text("'{}'"))
    )


class SessionRow(SQLModel, table=True):
    """A signed-in browser: the digest of its secret, never the secret."""

    __tablename__ = "session"
    digest: str = Field(primary_key=True)
    member: str = Field(index=True)
    csrf: str
    created_at: datetime
    seen_at: datetime
    by_service: bool = False


class SignInRow(SQLModel, table=True):
    """Failed sign-ins by account and by address, for the back-off."""

    __tablename__ = "sign_in"
    key: str = Field(primary_key=True)
    failures: int = 0
    last_at: datetime


class SwitchRow(SQLModel, table=True):
    """A switch thrown while running: sending paused, a monitor on or off."""

    __tablename__ = "switch"
    name: str = Field(primary_key=True)
    value: str
    changed_at: datetime
    changed_by: str


class AlarmRow(SQLModel, table=True):
    """Something that somebody must be told: raised, told, cleared. `subject` is an account, a count, an id."""

    __tablename__ = "alarm"
    kind: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    detail: str = ""
    raised_at: datetime
    told_at: datetime | None = None
    cleared_at: datetime | None = None


class NoteRow(SQLModel, table=True):
    """When something periodic was last done (a digest sent, a sweep begun), and a word about it."""

    __tablename__ = "note"
    name: str = Field(primary_key=True)
    at: datetime
    value: str = ""


class DocketRow(SQLModel, table=True):
    """A possible access request: ids, dates and states, never a word of a post.

    `case` is the id of the case in whose sealed thread the author said who they are.
    """

    __tablename__ = "docket"
    id: str = Field(primary_key=True)
    state: str = Field(index=True)
    version: int = 0
    opened_at: datetime
    jurisdiction: str
    kind: str
    level: str
    asked: str
    case: str | None = None


class DocketMentionRow(SQLModel, table=True):
    """A post of an entry of the docket; it belongs to one alone."""

    __tablename__ = "docket_mention"
    mention: str = Field(primary_key=True)
    docket: str = Field(index=True)
    posted_at: datetime
    collected_at: datetime


class DocketStepRow(SQLModel, table=True):
    """What was done with an entry of the docket, and why, masked; see `DocketStep`. Rows are only ever added."""

    __tablename__ = "docket_step"
    id: int | None = Field(default=None, primary_key=True)
    docket: str = Field(index=True)
    at: datetime
    by: str
    action: str
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))
    day: date | None = None
    days: int = 0
    word: str = ""
    elements: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    answers: int = 0
    jurisdiction: str = ""


class OptOutRow(SQLModel, table=True):
    """That an author asked us not to write to them: the author's digest, else their conversation's; why, masked."""

    __tablename__ = "opt_out"
    who: str = Field(primary_key=True)
    at: datetime
    by: str
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))


class DocketPassingRow(SQLModel, table=True):
    """An order to pass an entry of the docket to the access coordinator by one means; see `PassingOrder`."""

    __tablename__ = "docket_passing"
    id: str = Field(primary_key=True)
    docket: str = Field(index=True)
    means: str
    state: str = Field(index=True)
    case: str = ""
    ordered_at: datetime
    ordered_by: str
    next_at: datetime
    held_until: datetime | None = None
    attempts: int = 0
    code: str = ""
    certain: bool = True
    version: int = 0
