"""One mention: its masked text, why it is labelled so, its draft, what may be done, and what was done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fastapi import Request
from starlette.responses import JSONResponse, Response

from smbot.bootstrap import Application
from smbot.core.errors import NotAllowed, SmbotError
from smbot.core.events import Act
from smbot.core.holds import HoldKind
from smbot.core.ids import MentionId
from smbot.core.labels import ACCESS
from smbot.core.messages import Message, msg, say
from smbot.core.roles import TAKERS, Permission, Role
from smbot.core.states import MentionState as S
from smbot.core.states import ReplyState
from smbot.redact.entities import ENTITIES
from smbot.review.at_platform import PURPOSES, Order
from smbot.review.correction_ports import Kind
from smbot.review.desk import Desk
from smbot.review.ports import QueueItem, ReplyStatus
from smbot.review.transitions import Action
from smbot.web import aside_words, label_words, mask_words, order_words, words
from smbot.web.access import Denied, Routes, Visit, Visiting, permission
from smbot.web.differences import side_by_side
from smbot.web.guidance import checks, law
from smbot.web.holding import holds_on
from smbot.web.item_beside import ItemBeside
from smbot.web.item_matters import ItemMatters
from smbot.web.item_plan import ItemPlan, passed_why
from smbot.web.item_platform import PlatformPart, Typed
from smbot.web.queue_pages import QueuePages
from smbot.web.telling_words import telling
from smbot.web.templating import Pages
from smbot.web.timeline import PastEvent, events_of
from smbot.web.view import View, view_of
from smbot.web.words import ACT_OF, DONE, INVERSE

FIRST_CHOICE: Mapping[S, Sequence[Action]] = {
    S.TRIAGED: (Action.CLAIM,),
    S.DRAFTED: (Action.CLAIM,),
    S.CLAIMED: (Action.APPROVE, Action.OPEN),
    S.APPROVED: (Action.UNDO,),
    S.QUARANTINED: (Action.OPEN,),
    S.ESCALATED: (Action.CLAIM,),
    S.REJECTED: (Action.REOPEN,),
    S.NO_REPLY: (Action.REOPEN,),
    S.ANSWERED: (Action.OPEN,),
}
"""The one action of each state that stands out; the first that is possible."""

SECOND = msg("The reply is approved. A second person must approve it too.")
TAKEN_BACK = "take-back"
"""How an address tells that an order was taken back."""
TOLD: Mapping[str, tuple[Act, Message]] = {
    TAKEN_BACK: (Act.ORDER_TAKEN_BACK, order_words.TAKEN_BACK),
    **label_words.TOLD,
    **aside_words.TOLD,
}
"""What is told after acts that ask for no more, where their trace stands."""


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What the member has just done; `undo` is the form's address that takes it back, where that is possible still.

    `waits` is what leaves, or begins, when its `seconds_left` are over.
    """

    told: Message
    item: QueueItem
    undo: str = ""
    waits: ReplyStatus | None = None
    seconds_left: int | None = None


def primary(item: QueueItem, actions: Mapping[Action, Message | None]) -> Action | None:
    """Return the action that stands out."""
    choices = FIRST_CHOICE.get(item.state, ())
    if item.state == S.CLAIMED and Action.APPROVE not in actions:
        choices = (Action.EDIT,)
    return next((action for action in choices if action in actions and actions[action] is None), None)


def _grouped(actions: Mapping[Action, Message | None]) -> list[tuple[Message, list[Action]]]:
    """Return each reason once, with the actions that it stands against."""
    reasons: list[tuple[Message, list[Action]]] = []
    for action, why in actions.items():
        if why is None:
            continue
        known = next((names for reason, names in reasons if reason == why), None)
        if known is None:
            reasons.append((why, [action]))
        else:
            known.append(action)
    return reasons


class ItemPage:
    """The page of one mention."""

    def __init__(
        self, application: Application, desk: Desk, pages: Pages, queue: QueuePages, part: PlatformPart
    ) -> None:
        self._application = application
        self._desk = desk
        self._pages = pages
        self._queue = queue
        self._part = part
        self._labels = application.label_corrections()
        self._matters = ItemMatters(application)
        self._plan = ItemPlan(application)
        self._beside = ItemBeside(application)

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        routes.get("/items/{mention}", self.item, permission(Permission.READ_QUEUE))
        routes.get("/items/{mention}/reply", self.reply, permission(Permission.READ_QUEUE))

    def item(self, request: Request, visit: Visiting, mention: str, done: str = "", of: str = "") -> Response:
        """Show a mention beside the list."""
        notice = self._notice(visit, done, MentionId(of)) if done and of else None
        return self.show(visit, view_of(request.query_params), self.found(visit, mention), notice=notice)

    def reply(self, visit: Visiting, mention: str) -> Response:
        """Tell how a reply stands: `seconds` until it leaves, where it waits for that; `ended` when nothing is awaited.

        Pages ask when a countdown is over.
        """
        reply = self.found(visit, mention).reply
        if reply is None:
            raise Denied(404, msg("There is no page here."))
        return JSONResponse(
            {
                "told": say(words.reply_told(reply), visit.language),
                "seconds": self._part.seconds_left(reply),
                "ended": reply.state not in {ReplyState.PENDING, ReplyState.SENDING},
            }
        )

    def found(self, visit: Visit, mention: str) -> QueueItem:
        """Return the mention.

        Raises:
            Denied: There is none of this id.
        """
        try:
            return self._desk.item(visit.signed_in, MentionId(mention))
        except NotAllowed as error:
            raise Denied(404, error.what) from None

    def show(
        self,
        visit: Visit,
        view: View,
        item: QueueItem,
        *,
        status: int = 200,
        notice: Notice | None = None,
        alert: SmbotError | None = None,
        mine: str | None = None,
        typed: Typed | None = None,
        publish: str = "",
        noted: str = "",
    ) -> Response:
        """Render the page. `mine` is a draft that the member typed and that could not be saved, `typed` an order's.

        `noted` is a note that could not be kept.

        `publish` is a line for the configuration.
        """
        shown = self._queue.shown(visit.signed_in, view)
        actions = self._desk.actions(visit.signed_in, item)
        before, after = shown.neighbours(item.id)
        draft = item.draft if mine is None else mine
        problems = self._desk.problems(item, draft) if draft else []
        refusal = next((problem.message for problem in problems if problem.refuses), None)
        if refusal is not None and draft == item.draft and actions.get(Action.APPROVE, refusal) is None:
            # Better told now than after the click: the act itself would refuse it all the same.
            actions[Action.APPROVE] = msg("The guard refuses this reply: {why}", why=refusal)
        here = f"/items/{item.id}?{view.query}"
        there = self._part.values(visit, item, typed, hide_first=self._hide_first(item))
        timeline = self._timeline(item)
        matters, beside = self._matters.of(item), self._beside.of(visit.signed_in, item, visit.language)
        values = self._queue.values(shown, visit.signed_in) | there
        values |= {
            "item": item,
            "actions": actions,
            "hindrances": _grouped(actions),
            "possible": [action for action, why in actions.items() if why is None],
            "primary": Order.HIDE if there["hide_due"] else primary(item, actions),
            "before": before,
            "after": after,
            "notice": notice,
            "alert": alert,
            "mine": mine,
            "both": None if mine is None else side_by_side(mine, item.draft),
            "draft": draft,
            "problems": problems,
            "length": self.length(item, draft),
            "limit": self.limit(item),
            "cost": self.cost(item, draft),
            "why": self._why(item, visit.language),
            "escalate_to": TAKERS,
            "thresholds": self._application.model_versions.thresholds_of(item.classifier),
            "may_relabel": item.text is not None and bool(item.labels) and self._may_relabel(visit),
            "label_correction": self._labels.standing(item),
            "may_correct": visit.signed_in.may(Permission.CORRECT_MASKS),
            "entities": ENTITIES,
            "publish": publish,
            "hide_first": self._hide_first(item),
            "usual_role": self._usual_role(item),
            "matters": matters,
            "checks": checks(
                item,
                later=len(beside.later),
                two=self._needs_two(item),
                hide_first=self._hide_first(item) and not item.hidden,
            ),
            "law": law(matters, visit.language),
            "timeline": timeline,
            "plan": self._plan.of(item),
            "beside": beside,
            "held": holds_on(self._application, visit.signed_in, HoldKind.MENTION, item.id),
            "noted": noted,
            "telling": lambda role: telling(role, timeline),
            "passed_why": passed_why(item, timeline, self._application.shelf.title(item.playbook, visit.language)),
            "opening": self._matters.choices(visit.signed_in, visit.language),
            "seconds_left": self._part.seconds_left(item.reply),
            "may_resolve": visit.signed_in.may(Permission.APPROVE)
            and item.reply is not None
            and item.reply.state == ReplyState.NEEDS_PERSON,
        }
        return self._pages.show(replace(visit, here=here), "item.html", values, status=status)

    def following(self, visit: Visit, view: View, mention: MentionId) -> MentionId | None:
        """Return the mention with which the member goes on when this one leaves the list."""
        before, after = self._queue.shown(visit.signed_in, view).neighbours(mention)
        found = after or before
        return found.id if found else None

    def _may_relabel(self, visit: Visit) -> bool:
        return visit.signed_in.may(Permission.WORK_QUEUE) or visit.signed_in.may(Permission.CORRECT_MASKS)

    def length(self, item: QueueItem, text: str) -> int:
        """Return how long a text is by the platform's own count."""
        return self._part.length(item, text)

    def limit(self, item: QueueItem) -> int | None:
        """Return how long a reply may be there, or None where no limit is known."""
        return self._part.limit(item, item.reply_purpose)

    def cost(self, item: QueueItem, text: str) -> Message | None:
        """Return what the reply would cost and what is left for sending this month; None where nothing is billed."""
        return self._part.cost(item, text)

    def _why(self, item: QueueItem, language: str) -> tuple[str, str] | None:
        playbook = self._application.shelf.current().get(item.playbook)
        if playbook is None:
            return None
        english = language == "en"
        return (
            playbook.title.en if english else playbook.title.fr,
            playbook.why.en if english else playbook.why.fr,
        )

    def _needs_two(self, item: QueueItem) -> bool:
        try:
            return bool(item.draft) and self._desk.policy.needs_two(item)
        except SmbotError:  # a damaged playbook: the act itself says so
            return False

    def _hide_first(self, item: QueueItem) -> bool:
        playbook = self._application.shelf.current().get(item.playbook)
        return playbook is not None and playbook.hide == "when-possible"

    def _usual_role(self, item: QueueItem) -> Role:
        playbook = self._application.shelf.current().get(item.playbook)
        return playbook.escalate_to if playbook else Role.APPROVER

    def _timeline(self, item: QueueItem) -> list[PastEvent]:
        """Return what was done with a mention, and what became of each thing that was to leave for it."""
        return events_of(self._application.store, item)

    def _notice(self, visit: Visit, done: str, mention: MentionId) -> Notice | None:
        try:
            item = self._desk.item(visit.signed_in, mention)
        except NotAllowed:
            return None
        # Anybody can make up an address: only an act whose trace stands is told.
        mine = [event for event in self._timeline(item) if event.actor == visit.signed_in.name]
        if not mine:
            return None
        if done in ACT_OF:
            return self._of_action(visit, item, Action(done), mine[-1].act)
        if done in mask_words.TOLD and mine[-1].act == mask_words.TRACES[Kind(done)]:
            return Notice(told=mask_words.done(Kind(done), mine[-1].details), item=item)
        if done in TOLD and mine[-1].act == TOLD[done][0]:
            return self._of_told(visit, item, done)
        if done in set(Order) and mine[-1].act == Act.ORDER_PROPOSED:
            return Notice(told=order_words.PROPOSED_NOW, item=item)
        if done in set(Order) and mine[-1].act == Act.ORDER_GIVEN and mine[-1].details.get("order") == done:
            return self._of_order(item, Order(done))
        return None

    def _of_action(self, visit: Visit, item: QueueItem, action: Action, last: str) -> Notice | None:
        if last not in ACT_OF[action]:
            return None
        undo = INVERSE.get(action)
        possible = undo is not None and self._desk.actions(visit.signed_in, item).get(undo, msg("no")) is None
        approved = item.reply if last == Act.REPLY_APPROVED else None
        return Notice(
            told=SECOND if last == Act.REPLY_APPROVED_FIRST else DONE[action],
            item=item,
            undo=undo if undo and possible else "",
            waits=approved,
            seconds_left=self._part.seconds_left(approved),
        )

    def _of_told(self, visit: Visit, item: QueueItem, done: str) -> Notice:
        if done == label_words.CORRECTED:
            return self._of_labels(visit, item)
        if done == aside_words.ASSIGNED and item.assigned_to:
            return Notice(told=aside_words.given_to(item.assigned_to), item=item)
        undo = "wake" if done == aside_words.SNOOZED and item.snoozed_until is not None else ""
        return Notice(told=TOLD[done][1], item=item, undo=undo)

    def _of_labels(self, visit: Visit, item: QueueItem) -> Notice:
        correction = self._labels.standing(item)
        mine = correction is not None and correction.by == visit.signed_in.name
        asks = ACCESS in item.labels and correction is not None and ACCESS not in correction.before
        on_docket = asks and self._matters.of(item).entry is not None
        told = label_words.ON_THE_DOCKET if on_docket else TOLD[label_words.CORRECTED][1]
        return Notice(told=told, item=item, undo="labels/back" if mine else "")

    def _of_order(self, item: QueueItem, order: Order) -> Notice:
        status = item.orders.get(PURPOSES[order])
        left = self._part.seconds_left(status)
        undo = "" if left is None else f"{order}/{TAKEN_BACK}"
        return Notice(told=order_words.GIVEN[order], item=item, undo=undo, waits=status, seconds_left=left)
