"""Help inside the program: a page for each desk, a tour, and what is made from the program itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from markdown_it import MarkdownIt
from markupsafe import Markup
from starlette.responses import Response

from smbot.classify.labels import Labels
from smbot.core.messages import Message, msg
from smbot.core.roles import GRANTS, Permission, Role
from smbot.core.states import MentionState
from smbot.web.access import PUBLIC, Denied, Routes, Visiting
from smbot.web.keys import FIXED, SHORTCUTS
from smbot.web.templating import Pages

SHOWN_STATES = [state for state in MentionState if state != MentionState.DISPOSED]


@dataclass(frozen=True, kw_only=True)
class Topic:
    """A page of help; `template` shows what is made from the program, below the page's own text if there is any."""

    title: Message
    about: Message
    template: str = "help_page.html"
    written: bool = True


TOPICS: Mapping[str, Topic] = {
    "tour": Topic(title=msg("A tour of five minutes"), about=msg("from a post to a reply, for your first day")),
    "team": Topic(title=msg("The team’s desk"), about=msg("queue, mentions, replies, cases")),
    "compliance": Topic(title=msg("The compliance desk"), about=msg("requests, masks, proofs, holds, exports")),
    "operations": Topic(title=msg("Operations"), about=msg("what the figures say, and when to act")),
    "administration": Topic(title=msg("Administration"), about=msg("members, accounts, playbooks, mode, pause")),
    "citizen": Topic(title=msg("The secure page"), about=msg("what a citizen sees, and what to tell them")),
    "glossary": Topic(
        title=msg("Glossary"), about=msg("labels, states, roles, masks"), template="help_glossary.html", written=False
    ),
    "keyboard": Topic(
        title=msg("Keyboard"),
        about=msg("the keys, how to change them and to switch them off"),
        template="help_keyboard.html",
        written=False,
    ),
    "accessibility": Topic(
        title=msg("Accessibility"),
        about=msg("what is met, what is not, whom to tell"),
        template="help_accessibility.html",
    ),
}


@cache
def text_of(topic: str, language: str) -> Markup:
    """Return a page's own text. It is shipped with the program, and HTML in it would be shown as it is written."""
    source = resources.files("smbot.web").joinpath("help", language, f"{topic}.md").read_text("utf-8")
    return Markup(MarkdownIt("commonmark", {"html": False}).render(source))  # noqa: S704 - of our own files, HTML is off


class HelpPages:
    """The pages of help: anybody may read them, also before signing in."""

    def __init__(self, pages: Pages, labels: Labels, contact: str) -> None:
        self._pages = pages
        self._labels = labels
        self._contact = contact

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        routes.get("/help", self.start, PUBLIC)
        routes.get("/help/{topic}", self.topic, PUBLIC)

    def start(self, visit: Visiting) -> Response:
        """List the pages, and tell in short how everything belongs together."""
        return self._pages.show(visit, "help.html", {"topics": TOPICS})

    def topic(self, visit: Visiting, topic: str) -> Response:
        """Show one page."""
        found = TOPICS.get(topic)
        if found is None:
            raise Denied(404, msg("There is no page here."))
        values = {
            "topic": found,
            "text": text_of(topic, visit.language) if found.written else "",
            "shortcuts": SHORTCUTS,
            "fixed": FIXED,
            "labels": self._labels.entries,
            "states": SHOWN_STATES,
            "roles": {role: [p for p in Permission if p in GRANTS[role]] for role in Role},
            "contact": self._contact,
        }
        return self._pages.show(visit, found.template, values)
