"""What X charges for reading, in millionths of a US dollar; pure.

Source: X's pay-per-use price list (docs.x.com, x-api/getting-started/pricing, August 2026). Reads are
charged for each resource in an answer. X does not say whether the authors that come along with posts
(`expansions=author_id`) count as users read; they are counted here, so that a figure is never too low.
The same resource read twice in one UTC day is billed once, which is not deducted either.
"""

POST_READ = 5_000
OWNED_READ = 1_000
"""A mention of the account, or a post of its own, read by itself, where it also owns the developer app."""
USER_READ = 10_000

WEEKS_PER_YEAR = 365.25 / 7


def page_cost(posts: int, authors: int, *, owned: bool) -> int:
    """Return the most that a page of posts with their authors costs, in micro-dollars."""
    return posts * (OWNED_READ if owned else POST_READ) + authors * USER_READ


def monthly_cost(posts_per_week: int) -> int:
    """Return what a search costs in an average month, in micro-dollars, each post by another author."""
    return round(page_cost(posts_per_week, posts_per_week, owned=False) * WEEKS_PER_YEAR / 12)
