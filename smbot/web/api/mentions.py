"""Mentions by the API: the list, one of them, its history, and the acts of the desk on it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Literal

from fastapi import Query

from smbot.bootstrap import Application
from smbot.bootstrap.deadlines import Reckoner
from smbot.core.errors import Conflict, NotAllowed
from smbot.core.ids import MentionId
from smbot.core.messages import Message, msg
from smbot.core.purposes import Purpose
from smbot.core.roles import Role
from smbot.core.states import MentionState
from smbot.members.scopes import Scope
from smbot.review.at_platform import AtPlatform
from smbot.review.desk import Desk
from smbot.review.ports import QueueItem
from smbot.web.access import Denied
from smbot.web.api.door import Caller, Calling, scope
from smbot.web.api.mention_shapes import (
    Checked,
    History,
    Mention,
    MentionPage,
    findings_of,
    mention_of,
    past_act_of,
    row_of,
)
from smbot.web.api.problems import Changed
from smbot.web.api.routes import ApiRoutes
from smbot.web.api.shape import ID_PATTERN, MentionPath
from smbot.web.aside_words import MASKED
from smbot.web.item_platform import PlatformPart
from smbot.web.timeline import events_of
from smbot.web.view import LONGEST_VALUE, LONGEST_WORDS, PAGE_SIZE, UNSURE, Tab, View, view_of

GROUP = msg("Mentions")
MOST = 200


Course = Literal["waiting", "heard", "closed"]
"""`smbot.review.ports.COURSES`, as the description needs them."""


def view_asked(**asked: object) -> View:
    """Return the view that filters ask for: what each means is said in one place, by the queue's own address."""
    unsure = asked.pop("unsure")
    values = asked | {"masks": UNSURE if unsure else None}
    return view_of({name: str(value) for name, value in values.items() if value is not None})


def _text(told: Message, example: str) -> object:
    return Query(max_length=LONGEST_VALUE, description=told.template, examples=[example])


class Mentions:
    """Reads mentions, and tells how they are after an act."""

    def __init__(self, application: Application, desk: Desk, at_platform: AtPlatform, part: PlatformPart) -> None:
        self._application = application
        self._aside = application.aside()
        self._reckoner = Reckoner(application, desk)
        self._desk = desk
        self._at_platform = at_platform
        self._part = part

    def add_to(self, routes: ApiRoutes) -> None:
        """Add the routes."""
        read = scope(Scope.READ_QUEUE)
        routes.get(
            "/mentions",
            self.listed,
            read,
            GROUP,
            msg("List mentions"),
            more=msg(
                "The most urgent and the oldest first. Filters together narrow; an empty one lets all through. Words "
                "in which rules find something personal are refused with 409: the texts have them masked."
            ),
            problems=(404, 409),
        )
        routes.get("/mentions/{mention}", self.one, read, GROUP, msg("Read a mention"), problems=(404,))
        routes.get("/mentions/{mention}/history", self.history, read, GROUP, msg("Read its history"), problems=(404,))

    def listed(
        self,
        caller: Calling,
        *,
        tab: Annotated[Tab, Query(description=msg("A tab of the queue.").template)] = Tab.ALL,
        state: Annotated[MentionState | None, Query(description=msg("Where it stands.").template)] = None,
        label: Annotated[str, _text(msg("One of its labels."), "complaint")] = "",
        language: Annotated[str, _text(msg("Its language."), "fr")] = "",
        platform: Annotated[str, _text(msg("Where it was posted."), "x")] = "",
        passed: Annotated[Role | None, Query(description=msg("The role that it was passed to.").template)] = None,
        course: Annotated[
            Course | None, Query(description=msg("Where the steps of its playbook have led it.").template)
        ] = None,
        words: Annotated[
            str,
            Query(
                max_length=LONGEST_WORDS,
                description=msg("Words of its masked text, whole or by their beginnings.").template,
                examples=["card late"],
            ),
        ] = "",
        unsure: Annotated[bool, Query(description=msg("Only posts with masks in doubt.").template)] = False,
        limit: Annotated[int, Query(ge=1, le=MOST, description=msg("How many at most.").template)] = PAGE_SIZE,
        cursor: Annotated[
            str,
            Query(
                pattern=f"^$|{ID_PATTERN}",
                description=msg("Where the page begins: “next” of the page before, as it is.").template,
            ),
        ] = "",
    ) -> MentionPage:
        """List mentions."""
        view = view_asked(
            tab=tab,
            state=state,
            label=label,
            language=language,
            platform=platform,
            passed=passed,
            course=course,
            words=words,
            unsure=unsure,
        )
        if self._aside.is_personal(view.words):
            raise NotAllowed(MASKED)
        deadlines = self._reckoner.deadlines()
        wanted = view.wanted(caller.member, deadlines.today)
        if wanted is None:
            return MentionPage(items=[], total=0, next=None, newest_only=False)
        if cursor:
            self.found(caller, cursor)
        wanted = replace(wanted, after=MentionId(cursor))
        listing = self._desk.listing(caller.member, wanted, limit=limit + 1)
        items = listing.items[:limit]
        return MentionPage(
            items=[row_of(item, deadlines.of(item)) for item in items],
            total=listing.total,
            next=items[-1].id if len(listing.items) > limit else None,
            newest_only=bool(view.words) and self._desk.are_common(caller.member, view.words),
        )

    def one(self, caller: Calling, mention: MentionPath) -> Mention:
        """Read a mention."""
        return self.told(caller, self.found(caller, mention))

    def history(self, caller: Calling, mention: MentionPath) -> History:
        """Read its history."""
        item = self.found(caller, mention)
        return History(items=[past_act_of(event) for event in events_of(self._application.store, item)])

    def found(self, caller: Caller, mention: str) -> QueueItem:
        """Return a mention.

        Raises:
            Denied: There is none of this id.
        """
        try:
            return self._desk.item(caller.member, MentionId(mention))
        except NotAllowed as error:
            raise Denied(404, error.what) from None

    def told(self, caller: Caller, item: QueueItem) -> Mention:
        """Tell a mention with everything that its page shows."""
        return mention_of(
            item,
            caller.language,
            deadline=self._reckoner.deadlines().of(item),
            check=self.checked(caller, item, item.draft) if item.draft else None,
            acts=self._desk.actions(caller.member, item).items(),
            orders=self._at_platform.orders(caller.member, item).items(),
        )

    def checked(self, caller: Caller, item: QueueItem, text: str, purpose: Purpose | None = None) -> Checked:
        """Count a text, and tell what the guard says of it."""
        meant = purpose or item.reply_purpose
        return Checked(
            length=self._part.length(item, text),
            limit=self._part.limit(item, meant),
            findings=findings_of(self._part.problems(item, text, meant), caller.language),
        )

    def done(self, caller: Caller, mention: str, act: Callable[[], object]) -> Mention:
        """Do something, and tell how the mention is then.

        Raises:
            Denied: There is none of this id.
            Changed: Somebody changed it first; with how it is now.
        """
        self.found(caller, mention)
        try:
            act()
        except Conflict as error:
            raise Changed(error, self.told(caller, self.found(caller, mention))) from None
        return self.told(caller, self.found(caller, mention))
