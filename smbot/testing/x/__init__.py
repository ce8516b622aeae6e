"""A small X on this machine: a world of people and posts, and a server that speaks X's API v2.

    world = XWorld(clock)
    post_id = world.post("alice", "@servicenord Still no answer?", language="en")
    with XServer(world) as server:
        server.faults.next("POST /2/tweets", Fault.DROP_AFTER_COMMIT)
        ...  # point a client at server.url
    assert len(world.replies_of("servicenord")) == 1

Like X it shortens links to t.co, escapes ``& < >`` in texts, opens a reply with the mentions it adds,
cuts long posts (the whole is in `note_tweet`), gives an edit a new id, and answers an empty list
without `data`. `world.webhooks.take()` returns what X would have delivered since, signed.
"""

from smbot.testing.x.faults import Fault, FaultPlan, Faults
from smbot.testing.x.loading import load_world
from smbot.testing.x.nouns import DirectMessage, Post, User
from smbot.testing.x.server import XServer
from smbot.testing.x.webhooks import Delivery
from smbot.testing.x.world import XWorld

__all__ = [
    "Delivery",
    "DirectMessage",
    "Fault",
    "FaultPlan",
    "Faults",
    "Post",
    "User",
    "XServer",
    "XWorld",
    "load_world",
]
