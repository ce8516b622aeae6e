"""What X charges for reading, in millionths of a US dollar; pure.

Source: X's pay-per-use price list (docs.x.com, x-api/getting-started/pricing, August 2026). Reads are
charged for each resource in an answer. X does not say whether the authors that come along with posts
(`expansions=author_id`), and the posts they quote or answer, count as read; they are counted here, so that a figure
is never too low.
The same resource read twice in one UTC day is billed once, which is not deducted either.
"""

POST_READ = 5_000
OWNED_READ = 1_000
"""A mention of the account, or a post of its own, read by itself, where it also owns the developer app."""
USER_READ = 10_000

WEEKS_PER_YEAR = 365.25 / 7


def page_cost(posts: int, authors: int, *, owned: bool, referenced: int = 0) -> int:
    """Return the most that a page of posts costs, in micro-dollars.

    `authors` are all that came along, `referenced` the posts that these quote or answer.
    """
    return posts * (OWNED_READ if owned else POST_READ) + referenced * POST_READ + authors * USER_READ


def monthly_cost(posts_per_week: int) -> int:
    """Return the most that a search costs in an average month, in micro-dollars.

    Each post is by another author, and quotes or answers another's.
    """
    a_week = page_cost(posts_per_week, 2 * posts_per_week, owned=False, referenced=posts_per_week)
    return round(a_week * WEEKS_PER_YEAR / 12)
