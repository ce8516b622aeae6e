"""What our app may do on the small X, by X's rules: publish, delete, hide, send a message; and what it costs."""

from collections.abc import Iterable
from dataclasses import replace

from smbot.platforms.x.weight import weighted_length
from smbot.testing.x import billing
from smbot.testing.x.nouns import DirectMessage, Post
from smbot.testing.x.problems import credits_depleted, forbidden, invalid_body
from smbot.testing.x.text import SHORT_POST, Stored, mentions, store
from smbot.testing.x.world import XWorld


def check_credit(world: XWorld) -> None:
    """Refuse every call once the spending limit is reached.

    Raises:
        Problem: 402.
    """
    limit = world.spending_limit_micros
    if limit is not None and world.ledger.spent_micros >= limit:
        raise credits_depleted()


def reply(world: XWorld, text: str, *, reply_to: str | None, dm_link: str | None, exclude: Iterable[str] = ()) -> Post:
    """Publish as our account.

    Raises:
        Problem: Too long, a duplicate, a parent that is gone, or an author who did not summon us.
    """
    with world.lock:
        parent = None if reply_to is None else _parent(world, reply_to)
        summoned = parent is not None and parent.author_id != world.us.id
        opening = "" if parent is None else _opening(world, parent, text, set(exclude))
        whole = store(opening + text)
        if weighted_length(whole.text) > SHORT_POST:
            raise invalid_body("Your Tweet text is too long.")
        _refuse_a_duplicate(world, whole)
        post = world.publish(
            world.us.id, opening + text, world.clock.now(), reply_to=reply_to, dm_link=dm_link, by_app=True
        )
        world.webhooks.created(post)
        price = billing.SUMMONED_REPLY if summoned else billing.POST_CREATE
        world.ledger.act(billing.POST_CREATE_WITH_URL if whole.links else price)
        return post


def delete(world: XWorld, post_id: str) -> None:
    """Delete a post of ours; one that is gone already is deleted again without complaint.

    Raises:
        Problem: 403 for somebody else's post.
    """
    with world.lock:
        post = world.post_of(post_id)
        if post is not None and post.author_id != world.us.id:
            raise forbidden("You are not authorized to delete this Tweet.")
        if post is not None:
            world.delete(post_id)


def hide(world: XWorld, post_id: str, *, hidden: bool) -> None:
    """Hide or unhide a reply in a conversation that our account began.

    Raises:
        Problem: 403 for any other post.
    """
    with world.lock:
        post = world.post_of(post_id)
        root = world.post_of(post.conversation_id) if post else None
        if post is None or post.deleted or not post.reply_to or root is None or root.author_id != world.us.id:
            raise forbidden("You are not allowed to hide this Tweet.")
        world.hide(post_id, hidden=hidden)
        world.ledger.act(billing.HIDE)


def message(world: XWorld, recipient_id: str, text: str) -> DirectMessage:
    """Send a direct message as our account.

    Raises:
        Problem: 403 where the account takes none from us, 400 for our own account.
    """
    with world.lock:
        recipient = world.user(recipient_id)
        if recipient_id == world.us.id:
            raise invalid_body("A message may not be sent to oneself.")
        if recipient is None or not world.receives_our_messages(recipient):
            raise forbidden("You cannot send messages to this user.")
        world.ledger.act(billing.DM_CREATE)
        return world.send(world.us.id, recipient_id, text)


def _parent(world: XWorld, reply_to: str) -> Post:
    parent = world.latest(reply_to) if world.post_of(reply_to) else None
    if parent is None or parent.deleted or not world.visible(replace(parent, by_app=False)):
        raise forbidden("You attempted to reply to a Tweet that is deleted or not visible to you.")
    quoted = world.post_of(parent.quotes or "")
    quotes_us = quoted is not None and quoted.author_id == world.us.id
    if not (parent.author_id == world.us.id or world.mentions_us(parent) or quotes_us):
        raise forbidden(
            "Reply to this conversation is not allowed because you have not been mentioned or otherwise "
            "engaged by the author of the post you are replying to."
        )
    return parent


def _opening(world: XWorld, parent: Post, text: str, exclude: set[str]) -> str:
    """The mentions X puts before a reply: the author, then whom the parent names, without us."""
    author = world.user(parent.author_id)
    names = [author.handle if author else "", *mentions(parent.text)]
    known = {user.id: user.handle for name in names if (user := world.user_named(name))}
    known.pop(world.us.id, None)
    written = mentions(text)
    added = [handle for key, handle in known.items() if key not in exclude and handle.lower() not in written]
    return "".join(f"@{handle} " for handle in added)


def _refuse_a_duplicate(world: XWorld, whole: Stored) -> None:
    if any(post.text == whole.text for post in world.posts_by(world.us.id)):
        raise forbidden("You are not allowed to create a Tweet with duplicate content.")
