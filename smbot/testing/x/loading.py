"""Fills a world from dictionaries, such as the lines of a file of written posts."""

from collections.abc import Iterable, Mapping

from smbot.core.clock import Clock
from smbot.testing.written import read_posts
from smbot.testing.x.world import XWorld


def load_world(posts: Iterable[Mapping[str, object]], clock: Clock, *, handle: str = "servicenord") -> XWorld:
    """Return a world with these posts (see `read_posts`), in which `handle` is our own account.

    Raises:
        InputError: A post lacks a key, has one too many, or a value of the wrong kind.
    """
    world = XWorld(clock, handle=handle)
    now = clock.now()
    ids: list[str] = []
    for post in read_posts(posts):
        world.add_user(post.author, post.name)
        reply_to = None if post.reply_to is None else ids[post.reply_to]
        post_id = world.post(post.author, post.text, at=now - post.age, reply_to=reply_to, language=post.language)
        ids.append(post_id)
    return world
