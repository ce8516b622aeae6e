"""What X allows of a reply: 280 by its own weighted count, no link, and only to whom addressed us."""

from smbot.core.platform_rules import PlatformRules
from smbot.platforms.x.weight import weighted_length

LIMIT = 280

RULES = PlatformRules(platform="x", limit=LIMIT, count=weighted_length, links=False, answers_unsummoned=False)
