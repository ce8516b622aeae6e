"""What Facebook allows of a reply: 8,000 characters in public, 2,000 in private, within its windows.

A public reply may hold a plain link: only X asks for none by default (public-service.md, section 3). A shortened one is
refused everywhere, since it hides where it leads and is what impostors imitate. The private channel is still named in
words: one text serves all platforms.
"""

from datetime import timedelta

from smbot.core.platform_rules import PlatformRules, Rule
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose

LIMIT = 8_000
"""Characters of a comment (what facebook.com's own form takes)."""

PRIVATE_LIMIT = 2_000
"""Characters of a message's text (Messenger Platform, Send API, `message.text`)."""

PRIVATE_REPLY = timedelta(days=7)
"""After a comment or a visitor's post (Messenger Platform, Private Replies)."""

MESSAGE_WINDOW = timedelta(hours=24)
"""After a person's message (Messenger Platform, standard messaging window)."""


PRIVATE_REPLIES = "Messenger Platform, Private Replies, read 2026-08"
COMMENTS = "Graph API reference, Comment, read 2026-08"


def length(text: str) -> int:
    """Return the number of UTF-16 units, the most that Facebook could count: an emoji is 2 or more."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


RULES = PlatformRules(
    platform="facebook",
    title="Facebook",
    limit=LIMIT,
    count=length,
    links=True,
    answers_unsummoned=True,
    purposes=frozenset(Purpose),
    hides=frozenset({PostKind.COMMENT}),
    private_windows={
        PostKind.COMMENT: PRIVATE_REPLY,
        PostKind.POST: PRIVATE_REPLY,
        PostKind.MESSAGE: MESSAGE_WINDOW,
    },
    private_limit=PRIVATE_LIMIT,
    private_links=True,
    sources={
        Rule.KIND: COMMENTS,
        Rule.WINDOW: "Messenger Platform, Send API, read 2026-08",
        Rule.ONCE: PRIVATE_REPLIES,
    },
)
