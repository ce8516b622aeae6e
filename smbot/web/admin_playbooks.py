"""Administration of playbooks: what is in force, what their files say now, their tests, and the versions before.

Files stay the source of truth: a file that holds is taken by itself within seconds, and nothing is written here.
"""

import difflib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from starlette.responses import RedirectResponse, Response

from smbot.bootstrap import Application
from smbot.bootstrap.examining import bench_of, triaged
from smbot.core.errors import NotAllowed
from smbot.core.events import Act, Event
from smbot.core.messages import Message, msg
from smbot.core.roles import Permission
from smbot.playbooks.graph import branches, conditions, step_words
from smbot.playbooks.shelf import Shelved, Version
from smbot.playbooks.trial import judge, trials
from smbot.redact.ports import Tagger
from smbot.web.access import Denied, Routes, Visit, Visiting, permission
from smbot.web.admin_words import DONE
from smbot.web.templating import Pages

LIST = "/administration/playbooks"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of a comparison: `sign` is "+", "-", "@" (lines are left out before it) or nothing."""

    sign: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Tried:
    """One test of a playbook, and how what came out differs from what it expects."""

    where: str
    labels: tuple[str, ...]
    differences: tuple[Message, ...]


def compared(before: str, after: str) -> tuple[Line, ...]:
    """Return what differs between two texts, with two lines around; nothing where they are the same. Pure."""
    told = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2)
    return tuple(_lines(told))


def _lines(told: Iterator[str]) -> Iterator[Line]:
    for place, line in enumerate(told):
        if place < 2:  # the names of the two texts
            continue
        if line.startswith("@@"):
            yield Line(sign="@", text="")
        else:
            yield Line(sign=line[0].strip(), text=line[1:])


def check_playbooks(application: Application, by: str) -> None:
    """Read the files now, and log who asked for it and how much is wrong."""
    application.shelf.look()
    with application.store.write() as tx:
        count = len(application.shelf.problems())
        tx.record(Event(act=Act.PLAYBOOKS_CHECKED, actor=by, detail={"count": count}))


class PlaybookPages:
    """The list, a page for each file, its tests, and its versions."""

    def __init__(self, application: Application, pages: Pages, load_tagger: Callable[[], Tagger]) -> None:
        self._application = application
        self._pages = pages
        self._load_tagger = load_tagger
        self._trying = threading.Lock()

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        needs = permission(Permission.CONFIGURE)
        routes.get(LIST, self.listing, needs)
        routes.post(f"{LIST}/check", self.check, needs)
        routes.get(f"{LIST}/{{file}}", self.playbook, needs)
        routes.post(f"{LIST}/{{file}}/tests", self.tests, needs)
        routes.get(f"{LIST}/{{file}}/versions/{{version}}", self.version, needs)

    def listing(self, visit: Visiting, done: str = "") -> Response:
        """Show what is in force, what is refused, and how one is chosen."""
        shelf = self._application.shelf
        values = {
            "files": shelf.files(),
            "problems": shelf.problems(),
            "branches": branches(shelf.current()),
            "conditions": conditions,
            "step_words": step_words,
            "done": DONE.get(done),
        }
        return self._pages.show(visit, "admin_playbooks.html", values)

    def check(self, visit: Visiting) -> Response:
        """Read the files now: what holds is in force from this moment on for the desk, and seconds later everywhere."""
        check_playbooks(self._application, visit.signed_in.name)
        return RedirectResponse(f"{LIST}?done=checked", 303)

    def playbook(self, visit: Visiting, file: str) -> Response:
        """Show one file: what is in force, what would change, its text, its steps and its versions."""
        return self._show(visit, self._shelved(file))

    def tests(self, visit: Visiting, file: str) -> Response:
        """Run the tests inside one playbook: posts go through masking and triage as they are set up here."""
        shelved = self._shelved(file)
        if shelved.source is None:
            raise NotAllowed(msg("No version of this playbook holds: there is nothing to test."))
        if not self._trying.acquire(blocking=False):
            raise NotAllowed(msg("Tests are running already."), mend=msg("Wait a moment, then try again."))
        try:
            bench = bench_of(self._application)
            asked = [each for each in trials(bench.playbooks) if each.source.file == file]
            tried = [
                Tried(where=trial.where, labels=told.labels, differences=judge(trial, told, bench))
                for trial, told in triaged(self._application, asked, self._load_tagger)
            ]
        finally:
            self._trying.release()
        return self._show(visit, shelved, tried=tried)

    def version(self, visit: Visiting, file: str, version: str) -> Response:
        """Show an earlier version, and how to go back to it."""
        shelved = self._shelved(file)
        found = next((each for each in self._versions(file) if each.id == version), None)
        if found is None:
            raise Denied(404, msg("There is no page here."))
        values = {"shelved": shelved, "version": found, "changes": compared(shelved.text, found.text)}
        return self._pages.show(visit, "admin_playbook_version.html", values)

    def _show(self, visit: Visit, shelved: Shelved, *, tried: list[Tried] | None = None) -> Response:
        versions = self._versions(shelved.file)
        values = {
            "shelved": shelved,
            "playbook": shelved.source.playbook if shelved.source else None,
            "coming": compared(shelved.text, shelved.now) if shelved.problems else (),
            "latest": compared(versions[1].text, versions[0].text) if len(versions) > 1 else (),
            "versions": versions,
            "conditions": conditions,
            "step_words": step_words,
            "tried": tried,
        }
        return self._pages.show(visit, "admin_playbook.html", values)

    def _shelved(self, file: str) -> Shelved:
        for shelved in self._application.shelf.files():
            if shelved.file == file and PurePath(file).name == file:
                return shelved
        raise Denied(404, msg("There is no page here."))

    def _versions(self, file: str) -> tuple[Version, ...]:
        return self._application.shelf.versions(file)
