"""Views of the queue that are kept by name, by the API."""

from typing import Annotated
from urllib.parse import parse_qsl

from pydantic import Field, StrictBool

from smbot.core.errors import NotAllowed
from smbot.core.messages import msg
from smbot.core.roles import Permission, Role
from smbot.core.states import MentionState
from smbot.members.scopes import Scope
from smbot.review import aside_ports
from smbot.review.aside import LONGEST_NAME, Aside
from smbot.web.access import Denied
from smbot.web.api.door import Caller, Calling, OutOfScope, scope
from smbot.web.api.mentions import Course, view_asked
from smbot.web.api.routes import ApiRoutes
from smbot.web.api.shape import Shape
from smbot.web.view import LONGEST_VALUE, LONGEST_WORDS, UNSURE, Tab, view_of

GROUP = msg("Kept views")
Shared = Annotated[StrictBool, Field(description=msg("Whether it is everybody’s; approvers share.").template)]


class Filters(Shape):
    """Which mentions a view lists: the filters of the list of mentions."""

    tab: Tab = Field(default=Tab.ALL, description=msg("Which tab of the queue it shows.").template)
    state: MentionState | None = Field(default=None, description=msg("Where it stands.").template)
    label: str = Field(default="", max_length=LONGEST_VALUE, description=msg("One of its labels.").template)
    language: str = Field(default="", max_length=LONGEST_VALUE, description=msg("Its language.").template)
    platform: str = Field(default="", max_length=LONGEST_VALUE, description=msg("Where it was posted.").template)
    passed: Role | None = Field(default=None, description=msg("The role that it was passed to.").template)
    course: Course | None = Field(
        default=None, description=msg("Where the steps of its playbook have led it.").template
    )
    words: str = Field(
        default="",
        max_length=LONGEST_WORDS,
        description=msg("Words of its masked text, whole or by their beginnings.").template,
    )
    unsure: StrictBool = Field(default=False, description=msg("Only posts with masks in doubt.").template)


class NamedView(Shape):
    """A view by its name."""

    name: str = Field(
        min_length=1,
        max_length=LONGEST_NAME,
        description=msg("What it is called.").template,
        examples=["French complaints"],
    )
    shared: Shared = False


class NewView(NamedView):
    """A view that shall be kept; it takes the place of one of the same name."""

    filters: Filters = Field(description=msg("What it lists.").template, examples=[{"language": "fr"}])


class KeptView(Shape):
    """A view that is kept."""

    name: str = Field(description=msg("What it is called.").template)
    shared: Shared
    by: str = Field(description=msg("Who keeps it.").template)
    filters: Filters = Field(description=msg("What it lists.").template)


class KeptViews(Shape):
    """One's own views and everybody's."""

    items: list[KeptView] = Field(description=msg("The views.").template)


class DroppedView(NamedView):
    """A view that is kept no longer."""


class Views:
    """The acts."""

    def __init__(self, aside: Aside) -> None:
        self._aside = aside

    def add_to(self, routes: ApiRoutes) -> None:
        """Add the routes."""
        read, write = scope(Scope.READ_QUEUE), scope(Scope.WRITE_VIEWS)
        share = msg("To share one needs the scope “{scope}” too.", scope=Scope.APPROVE.value)
        routes.get("/views", self.listed, read, GROUP, msg("List kept views"))
        routes.act("/views/keep", self.keep, write, GROUP, msg("Keep a view by name"), more=share, problems=(409,))
        routes.act("/views/drop", self.drop, write, GROUP, msg("Keep a view no longer"), more=share, problems=(404,))

    def listed(self, caller: Calling) -> KeptViews:
        """List them."""
        return KeptViews(items=[_told(each) for each in self._aside.views(caller.member)])

    def keep(self, caller: Calling, new: NewView) -> KeptView:
        """Keep one."""
        _demand_share(caller, shared=new.shared)
        query, name = view_asked(**dict(new.filters)).kept, " ".join(new.name.split())
        self._aside.keep_view(caller.member, name, query, shared=new.shared)
        kept = aside_ports.KeptView(name=name, query=query, shared=new.shared, by=caller.member.name)
        return _told(kept)

    def drop(self, caller: Calling, named: NamedView) -> DroppedView:
        """Keep it no longer."""
        _demand_share(caller, shared=named.shared)
        try:
            self._aside.drop_view(caller.member, named.name, shared=named.shared)
        except NotAllowed as error:
            raise Denied(404, error.what) from None
        return DroppedView(name=named.name, shared=named.shared)


def _demand_share(caller: Caller, *, shared: bool) -> None:
    """Raise where a view would become, or stay no more, everybody's by who may not say so."""
    if shared and Scope.APPROVE not in caller.token.scopes:
        raise OutOfScope(Scope.APPROVE)
    if shared and not caller.member.may(Permission.APPROVE):
        raise Denied(403, msg("Your role does not permit this."))


def _told(kept: aside_ports.KeptView) -> KeptView:
    view = view_of(dict(parse_qsl(kept.query)))
    filters = Filters.model_validate(
        {
            "tab": view.tab,
            "state": view.state or None,
            "label": view.label,
            "language": view.language,
            "platform": view.platform,
            "passed": view.passed or None,
            "course": view.course or None,
            "words": view.words,
            "unsure": view.masks == UNSURE,
        }
    )
    return KeptView(name=kept.name, shared=kept.shared, by=kept.by, filters=filters)
