"""What X charges for what we do there, in millionths of a US dollar.

Source: X's pay-per-use price list (docs.x.com, x-api/getting-started/pricing, August 2026): a post 0.015, a reply to
who summoned us 0.010, either with a URL 0.200; hiding 0.005; reading one post 0.005. It names no price for deleting.
"""

from smbot.core.links import links_in
from smbot.core.purposes import Purpose
from smbot.platforms.x.budget import POST_READ

POST = 15_000
SUMMONED_REPLY = 10_000
POST_WITH_LINK = 200_000
HIDE = 5_000


def cost(purpose: Purpose, text: str, summoned: bool) -> int:
    """Return what `purpose` costs; what X might take for a link is billed as one, so that a figure is never too low."""
    match purpose:
        case Purpose.PUBLIC:
            if links_in(text):
                return POST_WITH_LINK
            return SUMMONED_REPLY if summoned else POST
        case Purpose.VISIBILITY:
            return HIDE
        case Purpose.LOOK:
            return POST_READ
    return 0
