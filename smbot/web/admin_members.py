"""Administration of members: who works here, with which roles, and what to do when a password or a phone is lost."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated, Literal

from fastapi import Form
from starlette.responses import RedirectResponse, Response

from smbot.bootstrap import Application
from smbot.core.errors import InputError, NotAllowed
from smbot.core.messages import LANGUAGES, Message, msg
from smbot.core.roles import Permission, Role
from smbot.members import duties
from smbot.members.acts import Change, Done, Listed, Members
from smbot.members.duties import FORBIDDEN, GAPS, gaps
from smbot.members.names import LONGEST_NAME
from smbot.members.passwords import Busy
from smbot.web.access import Denied, Routes, Visit, Visiting, permission
from smbot.web.admin_words import DONE
from smbot.web.templating import Pages

LIST = "/administration/members"
Ticked = Annotated[list[Role] | None, Form()]
Spoken = Annotated[list[Literal["en", "fr"]] | None, Form()]
Typed = Annotated[str, Form()]


class MemberPages:
    """The list of members, a page for each, and the acts."""

    def __init__(self, application: Application, pages: Pages) -> None:
        self._application = application
        self._members: Members = application.members(on_oneself=False)
        self._service = application.settings.sign_in.oidc
        self._pages = pages

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        needs = permission(Permission.CONFIGURE)
        one = f"{LIST}/{{member}}"
        routes.get(LIST, self.listing, needs)
        routes.post(LIST, self.add, needs)
        routes.get(one, self.member, needs)
        routes.post(f"{one}/roles", self.roles, needs)
        routes.post(f"{one}/office", self.office, needs)
        routes.post(f"{one}/password", self.password, needs)
        routes.post(f"{one}/second-factor", self.second_factor, needs)
        routes.post(f"{one}/sessions", self.sessions, needs)
        routes.post(f"{one}/disable", self.disable, needs)
        routes.post(f"{one}/enable", self.enable, needs)
        routes.post(f"{one}/identity", self.identity, needs)

    def listing(self, visit: Visiting) -> Response:
        """Show everybody, what the team lacks, and the form to add somebody."""
        return self._list(visit)

    def add(  # noqa: PLR0917 - FastAPI passes a form's fields by name
        self,
        visit: Visiting,
        name: Typed = "",
        role: Ticked = None,
        language: Annotated[Literal["en", "fr"], Form()] = "en",
        office: Typed = "",
        spoken: Spoken = None,
        agreed: Typed = "",
    ) -> Response:
        """Add a member, and show the one-time password this once."""
        actor, roles = visit.signed_in, frozenset(role or ())
        try:
            foreseen = self._members.foresee_add(actor, name, roles)
            if foreseen and not agreed:
                kept = [("name", name), *(("role", each) for each in sorted(roles)), ("language", language)]
                kept += [("office", office), *(("spoken", each) for each in spoken or ())]
                return self._ask(visit, foreseen, LIST, kept, msg("Add the member"))
            done = self._members.add(
                actor, name, roles, language, office=self._known_office(office), languages=tuple(spoken or ())
            )
        except (InputError, NotAllowed, Busy) as error:
            return self._list(visit, wrong=error.what, mend=error.mend, typed=name, ticked=roles)
        return self._show_password(visit, done)

    def member(self, visit: Visiting, member: str, done: str = "") -> Response:
        """Show one member, and what can be done."""
        listed = self._found(visit, member)
        values = {
            "listed": listed,
            "one": listed.membership,
            "oneself": listed.membership.member.id == visit.signed_in.id,
            "done": DONE.get(done),
            "service": self._service,
            "by_groups": self._by_groups(listed),
            **self._choices(visit),
        }
        return self._pages.show(visit, "admin_member.html", values)

    def roles(self, visit: Visiting, member: str, role: Ticked = None, agreed: Typed = "") -> Response:
        """Give a member these roles, and no others."""
        listed = self._found(visit, member)
        if self._by_groups(listed):
            raise NotAllowed(
                msg("The sign-in service gives this member their roles."),
                mend=msg("Change the groups there; the roles follow at the next sign-in."),
            )
        wanted, has = frozenset(role or ()), listed.membership.member.roles
        give, take = wanted - has, has - wanted
        change = partial(duties.change_roles, give=give, take=take)
        kept = [("role", each.value) for each in sorted(wanted)]
        act = partial(self._members.change_roles, give=give, take=take)
        return self._weighed(visit, listed, change, kept, agreed, act, ("roles", msg("Change the roles")))

    def office(self, visit: Visiting, member: str, office: Typed = "", spoken: Spoken = None) -> Response:
        """Set the home office and the languages in which a member serves."""
        name = self._name(visit, member)
        self._members.set_office(
            visit.signed_in, name, office=self._known_office(office), languages=tuple(spoken or ())
        )
        return self._back(member, "office")

    def password(self, visit: Visiting, member: str) -> Response:
        """Make a one-time password, and show it this once."""
        name = self._name(visit, member)
        return self._show_password(visit, self._members.reset_password(visit.signed_in, name))

    def second_factor(self, visit: Visiting, member: str) -> Response:
        """Forget a lost second factor."""
        self._members.reset_second_factor(visit.signed_in, self._name(visit, member))
        return self._back(member, "second-factor")

    def sessions(self, visit: Visiting, member: str) -> Response:
        """Sign a member out everywhere."""
        self._members.end_sessions(visit.signed_in, self._name(visit, member))
        return self._back(member, "sessions")

    def disable(self, visit: Visiting, member: str, agreed: Typed = "") -> Response:
        """Shut an account."""
        listed = self._found(visit, member)
        label = ("disable", msg("Disable the account"))
        return self._weighed(visit, listed, duties.disable, [], agreed, self._members.disable, label)

    def enable(self, visit: Visiting, member: str, agreed: Typed = "") -> Response:
        """Open an account again."""
        listed = self._found(visit, member)
        label = ("enable", msg("Enable the account"))
        return self._weighed(visit, listed, duties.enable, [], agreed, self._members.enable, label)

    def identity(self, visit: Visiting, member: str, subject: Typed = "", remove: Typed = "") -> Response:
        """Bind a member to an account of the sign-in service, or to none."""
        name = self._name(visit, member)
        if remove:
            self._members.unbind(visit.signed_in, name)
            return self._back(member, "unbound")
        if not self._service.issuer:
            raise NotAllowed(msg("This desk has no sign-in service."), mend=msg("It stands under [sign_in.oidc]."))
        self._members.bind(visit.signed_in, name, self._service.issuer, subject)
        return self._back(member, "bound")

    def _weighed(  # noqa: PLR0917 - one act with what it is weighed by
        self,
        visit: Visit,
        listed: Listed,
        change: Change,
        kept: Sequence[tuple[str, str]],
        agreed: str,
        act: Callable[..., Done],
        label: tuple[str, Message],
    ) -> Response:
        """Do it, if it brings nothing else, or if that was agreed to."""
        member = listed.membership.member
        foreseen = self._members.foresee(visit.signed_in, member.name, change)
        if foreseen and not agreed:
            return self._ask(visit, foreseen, f"{LIST}/{member.id}/{label[0]}", kept, label[1])
        act(visit.signed_in, member.name)
        return self._back(member.id, label[0])

    def _ask(
        self, visit: Visit, foreseen: Sequence[Message], action: str, kept: Sequence[tuple[str, str]], label: Message
    ) -> Response:
        values = {"foreseen": foreseen, "action": action, "kept": kept, "label": label}
        return self._pages.show(visit, "admin_agree.html", values)

    def _list(
        self,
        visit: Visit,
        *,
        wrong: Message | None = None,
        mend: Message | None = None,
        typed: str = "",
        ticked: frozenset[Role] = frozenset(),
    ) -> Response:
        listed = self._members.listing(visit.signed_in)
        found = gaps([one.membership for one in listed])
        values = {
            "listed": listed,
            "gaps": [GAPS[gap] for gap in sorted(found)],
            "wrong": wrong,
            "mend": mend,
            "typed": typed,
            "ticked": ticked,
            "longest": LONGEST_NAME,
            "service": self._service,
            **self._choices(visit),
        }
        return self._pages.show(visit, "admin_members.html", values, status=422 if wrong else 200)

    def _choices(self, visit: Visit) -> dict[str, object]:
        language: Literal["en", "fr"] = "fr" if visit.language == "fr" else "en"
        offices = [(one.id, one.name.get(language)) for one in self._application.directory.offices]
        return {"roles": list(Role), "forbidden": FORBIDDEN, "offices": offices, "spoken_in": LANGUAGES}

    def _show_password(self, visit: Visit, done: Done) -> Response:
        return self._pages.show(visit, "admin_password.html", {"done": done})

    def _by_groups(self, listed: Listed) -> bool:
        return bool(listed.subject and self._service.issuer and self._service.roles)

    def _known_office(self, office: str) -> str:
        if office and self._application.directory.office(office) is None:
            raise InputError(msg("The directory has no office of this id."), where=office)
        return office

    def _found(self, visit: Visit, member: str) -> Listed:
        for listed in self._members.listing(visit.signed_in):
            if listed.membership.member.id == member:
                return listed
        raise Denied(404, msg("There is no team member of this name."))

    def _name(self, visit: Visit, member: str) -> str:
        return self._found(visit, member).membership.member.name

    def _back(self, member: str, done: str) -> Response:
        return RedirectResponse(f"{LIST}/{member}?done={done}", 303)
