"""The acts of the desk on a mention, by the API: each is the desk's own, and answers with how the mention is then."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Literal

from pydantic import Field, StrictBool

from smbot.core.ids import MentionId
from smbot.core.messages import msg
from smbot.core.purposes import Purpose
from smbot.core.roles import Member, Permission, Taker
from smbot.core.states import ReplyState
from smbot.members.scopes import Scope
from smbot.review.at_platform import EXPLAINED, NEEDS, WORDS, AtPlatform, Order
from smbot.review.desk import Desk
from smbot.review.labels import LabelCorrections
from smbot.web.api.door import Calling, scope
from smbot.web.api.mention_shapes import Checked, Mention
from smbot.web.api.mentions import GROUP, Mentions
from smbot.web.api.routes import ApiRoutes
from smbot.web.api.shape import LONGEST_TEXT, MentionPath, Reason, Reasoned, Seen, SeenAndReasoned, Shape, Version
from smbot.web.item_labels import MOST_LABELS
from smbot.web.order_words import ORDERS

ON_PLATFORM = msg("On the platform")
Words = Annotated[
    str,
    Field(
        max_length=LONGEST_TEXT,
        description=msg("The words, as they shall stand there.").template,
        examples=["Hello, bonjour! Thank you for telling us about this."],
    ),
]


class NewDraft(Shape):
    """New words of a draft."""

    version: Version
    text: Words


class Candidate(Shape):
    """Words to be looked at; they are kept nowhere."""

    text: Words
    private: StrictBool = Field(
        default=False, description=msg("Whether they are meant for a private message.").template
    )


class Escalation(Shape):
    """To which role a mention is passed, and why."""

    to: Taker = Field(description=msg("The role that it is passed to.").template)
    reason: Reason


class Resolution(Shape):
    """What became of something in doubt."""

    state: Literal["sent", "pending", "retracted"] = Field(
        description=msg("“sent”: it is there; “pending”: send it again; “retracted”: drop it.").template
    )


class NewLabels(Shape):
    """The labels that a mention should have; “none” stands alone."""

    version: Version
    labels: list[str] = Field(
        min_length=1,
        max_length=MOST_LABELS,
        description=msg("Names of labels.").template,
        examples=[["complaint"]],
    )


class MentionActs:
    """The acts."""

    def __init__(self, mentions: Mentions, desk: Desk, labels: LabelCorrections) -> None:
        self._mentions = mentions
        self._desk = desk
        self._labels = labels

    def add_to(self, routes: ApiRoutes) -> None:
        """Add the routes."""
        work, approve, labels = scope(Scope.WRITE_QUEUE), scope(Scope.APPROVE), scope(Scope.WRITE_LABELS)
        at = "/mentions/{mention}"
        again = msg("A claim holds for a while; taking one’s own renews it.")
        kept = msg(
            "Personal information is not kept, not even in a draft. Another version answers 409 with the newer one."
        )
        later = msg("It leaves when the undo window closes. Where two persons must approve, the first one’s is noted.")
        desk, add = self._desk, routes.act
        add(f"{at}/claim", self._plain(desk.claim), work, GROUP, msg("Claim a mention"), more=again)
        add(f"{at}/release", self._plain(desk.release), work, GROUP, msg("Put a mention back"))
        add(f"{at}/draft", self.edit, work, GROUP, msg("Replace the draft"), more=kept, method="PUT")
        add(f"{at}/draft/check", self.check, work, GROUP, msg("Let the guard look at a text"), problems=(404,))
        add(f"{at}/approve", self.approve, approve, GROUP, msg("Approve the draft"), more=later)
        back = scope(Scope.WRITE_QUEUE, Scope.APPROVE)  # who approves a reply may take it back
        add(f"{at}/undo", self._plain(desk.undo), back, GROUP, msg("Take an approved reply back"))
        add(f"{at}/no-reply", self._plain(desk.no_reply), work, GROUP, msg("Decide that no reply is due"))
        add(f"{at}/answered-by-hand", self._plain(desk.answered_by_hand), work, GROUP, msg("Note an answer by hand"))
        add(f"{at}/reopen", self._plain(desk.reopen), work, GROUP, msg("Undo such a decision"))
        add(f"{at}/reject", self._reasoned(desk.reject), work, GROUP, msg("Set the draft aside as unfit"))
        add(f"{at}/escalate", self.escalate, work, GROUP, msg("Pass a mention to a role"))
        add(
            f"{at}/opt-out",
            self._reasoned(desk.opt_out),
            work,
            GROUP,
            msg("Note that the author wants no more replies"),
        )
        lifted = self._reasoned(partial(desk.opt_out, lifted=True))
        add(f"{at}/opt-in", lifted, work, GROUP, msg("Note that the author may be written to again"))
        add(f"{at}/resolve", self.resolve, approve, GROUP, msg("Say what became of a reply in doubt"))
        add(f"{at}/labels", self.label, labels, GROUP, msg("Give a mention other labels"), method="PUT")
        add(f"{at}/labels/undo", self.label_back, labels, GROUP, msg("Set the labels back"))

    def edit(self, caller: Calling, mention: MentionPath, new: NewDraft) -> Mention:
        """Replace the draft."""
        text = new.text.replace("\r\n", "\n")
        act = partial(self._desk.edit, caller.member, MentionId(mention), text, seen_version=new.version)
        return self._mentions.done(caller, mention, act)

    def check(self, caller: Calling, mention: MentionPath, candidate: Candidate) -> Checked:
        """Let the guard look at a text."""
        item = self._mentions.found(caller, mention)
        text = candidate.text.replace("\r\n", "\n").strip()
        return self._mentions.checked(caller, item, text, Purpose.PRIVATE if candidate.private else None)

    def approve(self, caller: Calling, mention: MentionPath, seen: Seen) -> Mention:
        """Approve the draft that was seen."""
        act = partial(self._desk.approve, caller.member, MentionId(mention), seen_version=seen.version)
        return self._mentions.done(caller, mention, act)

    def escalate(self, caller: Calling, mention: MentionPath, escalation: Escalation) -> Mention:
        """Pass a mention to a role."""
        to, reason = escalation.to.value, escalation.reason
        act = partial(self._desk.escalate, caller.member, MentionId(mention), to, reason)
        return self._mentions.done(caller, mention, act)

    def resolve(self, caller: Calling, mention: MentionPath, resolution: Resolution) -> Mention:
        """Say what became of a reply in doubt."""
        act = partial(self._desk.resolve, caller.member, MentionId(mention), ReplyState(resolution.state))
        return self._mentions.done(caller, mention, act)

    def label(self, caller: Calling, mention: MentionPath, new: NewLabels) -> Mention:
        """Give a mention other labels."""
        act = partial(self._labels.correct, caller.member, MentionId(mention), new.labels, seen_version=new.version)
        return self._mentions.done(caller, mention, act)

    def label_back(self, caller: Calling, mention: MentionPath, seen: Seen) -> Mention:
        """Set the labels back."""
        act = partial(self._labels.undo, caller.member, MentionId(mention), seen_version=seen.version)
        return self._mentions.done(caller, mention, act)

    def _plain(self, act: Callable[[Member, MentionId], object]) -> Callable[..., Mention]:
        def endpoint(caller: Calling, mention: MentionPath) -> Mention:
            """Do it."""
            return self._mentions.done(caller, mention, partial(act, caller.member, MentionId(mention)))

        return endpoint

    def _reasoned(self, act: Callable[[Member, MentionId, str], object]) -> Callable[..., Mention]:
        def endpoint(caller: Calling, mention: MentionPath, why: Reasoned) -> Mention:
            """Do it, and say why."""
            return self._mentions.done(caller, mention, partial(act, caller.member, MentionId(mention), why.reason))

        return endpoint


class MentionOrders:
    """What can be ordered about a mention on its platform."""

    def __init__(self, mentions: Mentions, at_platform: AtPlatform) -> None:
        self._mentions = mentions
        self._at_platform = at_platform

    def add_to(self, routes: ApiRoutes) -> None:
        """Add the routes."""
        for order in Order:
            needs = scope(Scope.APPROVE if NEEDS[order] == Permission.APPROVE else Scope.WRITE_QUEUE)
            at = f"/mentions/{{mention}}/orders/{order}"
            routes.act(at, self._giving(order), needs, ON_PLATFORM, ORDERS[order])
            back = msg("Take back: {order}", order=ORDERS[order])
            routes.act(f"{at}/take-back", self._taking_back(order), needs, ON_PLATFORM, back)
        routes.act(
            "/mentions/{mention}/orders/write/resolve",
            self.resolve,
            scope(Scope.APPROVE),
            ON_PLATFORM,
            msg("Say what became of a private message in doubt"),
        )

    def resolve(self, caller: Calling, mention: MentionPath, resolution: Resolution) -> Mention:
        """Say what became of a private message in doubt."""
        state = ReplyState(resolution.state)
        act = partial(self._at_platform.resolve, caller.member, MentionId(mention), state)
        return self._mentions.done(caller, mention, act)

    def _giving(self, order: Order) -> Callable[..., Mention]:
        give = self._at_platform.give

        def with_words(caller: Calling, mention: MentionPath, new: NewDraft) -> Mention:
            """Order words."""
            text = new.text.replace("\r\n", "\n").strip()
            act = partial(give, caller.member, MentionId(mention), order, text=text, seen_version=new.version)
            return self._mentions.done(caller, mention, act)

        def with_reason(caller: Calling, mention: MentionPath, why: SeenAndReasoned) -> Mention:
            """Order something that citizens notice."""
            of = MentionId(mention)
            act = partial(give, caller.member, of, order, reason=why.reason, seen_version=why.version)
            return self._mentions.done(caller, mention, act)

        def alone(caller: Calling, mention: MentionPath) -> Mention:
            """Order something that changes nothing there."""
            return self._mentions.done(caller, mention, partial(give, caller.member, MentionId(mention), order))

        return with_words if order in WORDS else with_reason if order in EXPLAINED else alone

    def _taking_back(self, order: Order) -> Callable[..., Mention]:
        def endpoint(caller: Calling, mention: MentionPath) -> Mention:
            """Take an order back."""
            act = partial(self._at_platform.take_back, caller.member, MentionId(mention), order)
            return self._mentions.done(caller, mention, act)

        return endpoint
