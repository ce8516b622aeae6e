"""Fills a world from dictionaries, such as the lines of a file of written posts."""

from collections.abc import Iterable, Mapping

from smbot.core.clock import Clock
from smbot.testing.facebook.world import FacebookWorld
from smbot.testing.written import read_posts


def load_world(posts: Iterable[Mapping[str, object]], clock: Clock, *, username: str = "servicenord") -> FacebookWorld:
    """Return a world with these posts (see `read_posts`), in which `username` is our Page.

    Our own posts are the Page's; others' stand on it as visitor posts; an answer is a comment.

    Raises:
        InputError: A post lacks a key, has one too many, or a value of the wrong kind.
    """
    world = FacebookWorld(clock, username=username)
    now = clock.now()
    ids: list[str] = []
    for post in read_posts(posts):
        author, at = world.add_person(post.author, post.name), now - post.age
        if post.reply_to is not None:
            ids.append(world.comment(post.author, ids[post.reply_to], post.text, at=at))
        elif author == world.page.id:
            ids.append(world.post(post.text, at=at))
        else:
            ids.append(world.visitor_post(post.author, post.text, at=at))
    world.webhooks.take()  # what was there before the beginning is not told
    return world
