"""What Facebook lets our Page do with a post or comment, and how it names things."""

from datetime import timedelta

from smbot.testing.facebook.nouns import Comment, Person, Post, PostKind
from smbot.testing.facebook.world import Entry, FacebookWorld

PRIVATE_REPLY_WINDOW = timedelta(days=7)
SITE = "https://www.facebook.com"


def conversation_id(person: Person) -> str:
    """Return the id of our conversation with a person."""
    return f"t_{person.id}"


def can_reply_privately(world: FacebookWorld, entry: Entry) -> bool:
    """Tell whether a private reply is still to be had: on our Page, not ours, within 7 days, not given yet."""
    person = world.person(entry.author_id)
    return (
        on_our_page(world, entry)
        and entry.author_id != world.page.id
        and world.clock.now() - entry.created_at <= PRIVATE_REPLY_WINDOW
        and world.private_reply_to(entry.id) is None
        and person is not None
        and not person.blocks_us
    )


def on_our_page(world: FacebookWorld, entry: Entry) -> bool:
    """Tell whether a post or comment stands where our Page may hide and remove."""
    post = entry if isinstance(entry, Post) else world.entry(entry.post_id)
    return isinstance(post, Post) and post.kind in (PostKind.PAGE, PostKind.VISITOR)


def can_hide(world: FacebookWorld, comment: Comment) -> bool:
    """Tell whether our Page may hide a comment: somebody else's, on our Page."""
    return comment.can_hide and comment.author_id != world.page.id and on_our_page(world, comment)


def permalink(world: FacebookWorld, entry: Entry) -> str:
    """Return the address at which people read a post or comment."""
    post = world.entry(entry.post_id) if isinstance(entry, Comment) else entry
    owner = post.author_id if isinstance(post, Post) and post.kind is PostKind.TAGGED else world.page.id
    address = f"{SITE}/{owner}/posts/{(post or entry).id.rpartition('_')[2]}"
    if isinstance(entry, Post):
        return address
    above = f"{entry.parent_id.rpartition('_')[2]}&reply_comment_id=" if entry.parent_id else ""
    return f"{address}?comment_id={above}{entry.id.rpartition('_')[2]}"
