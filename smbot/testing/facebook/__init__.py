"""A small Facebook on this machine: a Page of ours among people, and a server that speaks the Graph API.

    world = FacebookWorld(clock)
    post = world.post("The office is closed on Monday.")
    comment = world.comment("amelie", post, "And my passport?")
    with FacebookServer(world) as server:
        server.faults.next("POST /{object}/comments", Fault.DROP_AFTER_COMMIT)
        ...  # facebook.FACEBOOK_GRAPH_URL = server.url + "/", with world.tokens.page
    assert len(world.replies_by_us()) == 1
    deliveries = world.webhooks.take()  # what Meta would have posted to us, signed

Like Graph it gives only the fields that were asked for, leaves out `from` where a person hides their name, hides
answers and filtered comments behind `filter=stream`, takes one private reply within 7 days, and messages within
24 hours of the person's last.
"""

from smbot.testing.facebook.faults import Fault, FaultPlan, Faults
from smbot.testing.facebook.loading import load_world
from smbot.testing.facebook.nouns import Comment, Message, Person, Post, PostKind
from smbot.testing.facebook.server import FacebookServer, Received
from smbot.testing.facebook.webhooks import Delivery
from smbot.testing.facebook.world import FacebookWorld

__all__ = [
    "Comment",
    "Delivery",
    "FacebookServer",
    "FacebookWorld",
    "Fault",
    "FaultPlan",
    "Faults",
    "Message",
    "Person",
    "Post",
    "PostKind",
    "Received",
    "load_world",
]
