"""What X allows of a reply: 280 by its own weighted count, no link, and only to whom addressed us.

X changes no post through its API, so that a reply is corrected by deleting it. A private message may be sent by
a program only after the person wrote one first (X's automation rules), so that the way there is the button
below our reply.
"""

from smbot.core.platform_rules import PlatformRules, Rule
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose
from smbot.platforms.x.costs import cost
from smbot.platforms.x.weight import weighted_length

LIMIT = 280

GUIDELINES = "X developer guidelines, read 2026-08"
REPLIES = "X API changelog, 2026-02-23"
PRICES = "X API price list, read 2026-08"
ENDPOINTS = "X API reference, read 2026-08"

RULES = PlatformRules(
    platform="x",
    title="X",
    limit=LIMIT,
    count=weighted_length,
    links=False,
    answers_unsummoned=False,
    purposes=frozenset({Purpose.PUBLIC, Purpose.VISIBILITY, Purpose.REMOVAL, Purpose.LOOK}),
    hides=frozenset({PostKind.COMMENT}),
    cost=cost,
    sources={
        Rule.KIND: ENDPOINTS,
        Rule.SUMMONED: REPLIES,
        Rule.ONE_REPLY: GUIDELINES,
        Rule.OPT_OUT: GUIDELINES,
        Rule.BUDGET: PRICES,
    },
)
