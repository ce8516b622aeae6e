"""Fakes at the ports and factories with keyword overrides, shared by all tests.

Import them as `from fakes import …`: pytest puts this folder on the path because conftest.py lies in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from smbot.collect.ports import Page
from smbot.core.errors import PlatformError
from smbot.core.handle import PlatformHandle
from smbot.core.ids import MemberId, MentionId, new_mention_id
from smbot.core.mention import Draft, Mention, Triage
from smbot.core.messages import Message, msg
from smbot.core.platform_rules import PlatformRules
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose
from smbot.core.redacted import RedactedText
from smbot.core.roles import Member, Role
from smbot.core.spans import Evidence, Mask
from smbot.core.warrant import WARRANT
from smbot.raw.box import RawText
from smbot.raw.post import RawPost
from smbot.send.ports import OwnReplies, OwnReply
from smbot.storage.store import Store

NOW = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)

ALICE = Member(id=MemberId("u-alice"), name="Alice", roles=frozenset({Role.APPROVER}))
BOB = Member(id=MemberId("u-bob"), name="Bob", roles=frozenset({Role.APPROVER}))
RITA = Member(id=MemberId("u-rita"), name="Rita", roles=frozenset({Role.REVIEWER}))
VERA = Member(id=MemberId("u-vera"), name="Vera", roles=frozenset({Role.VIEWER}))
ADAM = Member(id=MemberId("u-adam"), name="Adam", roles=frozenset({Role.ADMINISTRATOR}))


ALLOWS_ALL = PlatformRules(
    platform="x",
    title="X",
    limit=280,
    count=len,
    links=False,
    answers_unsummoned=True,
    purposes=frozenset(Purpose),
    hides=frozenset(PostKind),
    private_windows=dict.fromkeys(PostKind, timedelta(days=7)),
    private_limit=2000,
)
"""A platform that lets us do everything about posts of every kind."""


def raw_post(number: int = 1, **changes: object) -> RawPost:
    """Return a post as a collector hands it over; keywords replace fields of the post or of its handle."""
    handle = {
        "post_id": f"90{number}",
        "first_id": f"90{number}",
        "author_id": f"70{number}",
        "author_handle": "@canary_author",
        "author_name": "Canary Author",
        "conversation_id": f"90{number}",
        "permalink": f"https://example.org/canary/90{number}",
    }
    handle |= {
        name: str(changes.pop(name))
        for name in list(changes)
        if name in handle or name in {"kind", "parent_id", "quoted_id"}
    }
    post = {
        "platform": "x",
        "account": "x",
        "text": RawText(f"canary text {number}, call 604 555-0187"),
        "posted_at": NOW,
        "language": "en",
        "summoned": True,
    }
    return RawPost(handle=PlatformHandle(**handle), **(post | changes))


def redacted(text: str = "I waited three hours, call [PHONE_NUMBER 1]") -> RedactedText:
    """Return a masked text; `[PHONE_NUMBER 1]` in it is a true mask."""
    shown = "[PHONE_NUMBER 1]"
    start = text.find(shown)
    found = start >= 0
    mask = Mask(start=start, end=start + len(shown), entity="PHONE_NUMBER", number=1, score=0.9, recognizer="phone")
    return RedactedText(text, (mask,) if found else (), WARRANT)


def mention(**changes: object) -> Mention:
    """Return a redacted mention with a fresh id."""
    fields = {
        "id": new_mention_id(),
        "platform": "x",
        "account": "x",
        "pseudonym": "author-digest",
        "conversation": "conversation-digest",
        "posted_at": NOW,
        "language": "en",
        "text": redacted(),
        "summoned": True,
    }
    return Mention(**(fields | changes))


def triage(*labels: str, classifier: str = "rules@1") -> Triage:
    """Return what a classifier says."""
    labels = labels or ("complaint",)
    return Triage(
        labels=labels,
        scores=dict.fromkeys(labels, 0.9),
        evidence=(Evidence(start=2, end=8, label=labels[0], rule="waited"),),
        classifier=classifier,
    )


def draft(text: str = "Thank you for telling us.", language: str = "en") -> Draft:
    """Return a draft from a playbook."""
    return Draft(text=text, language=language, playbook="complaint", playbook_version="1")


def stored_mention(
    store: Store,
    *,
    drafted: bool = True,
    withheld: str = "",
    handle: bytes = b"sealed",
    rank: int = 3,
    playbook: str = "complaint",
    **changes: object,
) -> MentionId:
    """Store a mention as the stages leave it: drafted, triaged without a draft, or in quarantine."""
    new = mention(**(changes | ({"text": None} if withheld else {})))
    with store.write() as tx:
        tx.add_mention(new, handle=handle, withheld=withheld, tokens=())
        if not withheld:
            tx.keep_triage(new.id, triage(), rank)
            tx.keep_choice(new.id, playbook, "1", draft() if drafted else None)
    return new.id


@dataclass
class FakeProblem:
    """What a guard found."""

    rule: str = "echo"
    refuses: bool = True
    message: Message = field(default_factory=lambda: msg("It repeats what the author exposed."))
    start: int = 0
    end: int = 0


class FakeCollector:
    """Serves the pages it was given after the cursor; an error among them is raised in its place."""

    def __init__(self, *pages: Page | PlatformError, name: str = "x") -> None:
        self.name = name
        self.script = list(pages)
        self.cursors: list[str | None] = []

    def pages(self, cursor: str | None) -> Iterator[Page]:
        """See `Collector.pages`; a page is served again until its cursor was kept."""
        self.cursors.append(cursor)
        for item in self.script:
            if isinstance(item, PlatformError):
                raise item
            if cursor is None or item.cursor > cursor:
                yield item


@dataclass
class Posted:
    """A reply as the fake platform holds it."""

    to: str
    reply: OwnReply


class FakeSender:
    """A platform in memory that can lose answers, publish late, and refuse.

    `answers` is the script of coming `reply` calls: None posts and answers; an error is raised without
    posting; ``("posted", error)`` posts and then raises. After the script every call posts and answers.
    """

    timeout_seconds = 20.0

    def __init__(self, clock, *answers: object) -> None:
        self.clock = clock
        self.answers = list(answers)
        self.calls = 0
        self.looks: list[object] = []
        self.posted: list[Posted] = []
        self.looked = 0
        self.complete = True

    def reply(self, to: PlatformHandle, text: str) -> str:
        """See `Sender.reply`."""
        self.calls += 1
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, tuple):
            self._post(to, text)
            raise answer[1]
        if isinstance(answer, Exception):
            raise answer
        return self._post(to, text)

    def own_replies(self, to: PlatformHandle, since: datetime) -> OwnReplies:
        """See `Sender.own_replies`; the next of `looks` is raised, or given as the answer, where there is one."""
        self.looked += 1
        look = self.looks.pop(0) if self.looks else None
        if isinstance(look, Exception):
            raise look
        if isinstance(look, OwnReplies):
            return look
        own = tuple(p.reply for p in self.posted if p.to == to.post_id and p.reply.created_at >= since)
        return OwnReplies(replies=own, complete=self.complete)

    def same_text(self, ours: str, theirs: str) -> bool:
        """See `Sender.same_text`: this platform adds a mention in front."""
        return theirs == f"@author {ours}"

    def _post(self, to: PlatformHandle, text: str) -> str:
        reply_id = f"reply-{len(self.posted) + 1}"
        own = OwnReply(reply_id=reply_id, text=f"@author {text}", created_at=self.clock.now())
        self.posted.append(Posted(to.post_id, own))
        return reply_id
