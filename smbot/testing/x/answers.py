"""Turns posts and users of the world into X's JSON: fields that were asked for, expansions, pages.

Field names are those of X's description 2.159, which tweepy 4.17 reads.
"""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from smbot.platforms.x.weight import LEADING_MENTIONS
from smbot.testing.http.replies import Json, JsonObject
from smbot.testing.x.fields import USER_EXPANSIONS
from smbot.testing.x.nouns import EDIT_WINDOW, EDITS_ALLOWED, Post, User
from smbot.testing.x.params import Request
from smbot.testing.x.problems import invalid_parameter, not_found, not_visible
from smbot.testing.x.text import Stored, entities
from smbot.testing.x.world import XWorld

CUT_AT = 276
"""Where the text of a long post is cut, before its ellipsis."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which fields and expansions a request asks for, its own defaults included."""

    post_fields: frozenset[str]
    user_fields: frozenset[str]
    expansions: frozenset[str]
    media_fields: frozenset[str] = frozenset()
    poll_fields: frozenset[str] = frozenset()


def wanted(request: Request, *, users_only: bool = False) -> Wanted:
    """Read the fields and expansions of a request.

    Raises:
        Problem: 400 for a name X does not know.
    """
    expansions = request.names("expansions", allowed=USER_EXPANSIONS if users_only else None)
    post_fields = request.names("tweet.fields") | {"id", "text", "edit_history_tweet_ids"}
    for expansion, needed in (
        ("author_id", "author_id"),
        ("in_reply_to_user_id", "in_reply_to_user_id"),
        ("referenced_tweets.id", "referenced_tweets"),
        ("referenced_tweets.id.author_id", "referenced_tweets"),
        ("entities.mentions.username", "entities"),
        ("attachments.media_keys", "attachments"),
        ("attachments.poll_ids", "attachments"),
    ):
        if expansion in expansions:
            post_fields |= {needed}
    return Wanted(
        post_fields=post_fields,
        user_fields=request.names("user.fields") | {"id", "name", "username"},
        expansions=expansions,
        media_fields=request.names("media.fields") | {"media_key", "type"},
        poll_fields=request.names("poll.fields") | {"id", "options"},
    )


def moment(at: datetime) -> str:
    """Write a moment as X does, to the millisecond."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def post_json(world: XWorld, post: Post, fields: frozenset[str]) -> JsonObject:
    """Return one post with the fields asked for."""
    short = _cut(post)
    parent = world.post_of(post.reply_to or "")
    opening = LEADING_MENTIONS.match(short.shown) if parent else None
    everything: JsonObject = {
        "id": post.id,
        "text": short.shown,
        "edit_history_tweet_ids": list(post.history),
        "author_id": post.author_id,
        "conversation_id": post.conversation_id,
        "created_at": moment(post.created_at),
        "lang": post.language,
        "in_reply_to_user_id": parent.author_id if parent else None,
        "referenced_tweets": _references(post),
        "attachments": _attachments(post),
        "entities": _entities(world, post, short),
        "display_text_range": [opening.end() if opening else 0, len(short.shown)],
        "edit_controls": _edit_controls(world, post),
        "note_tweet": _note(world, post),
        "possibly_sensitive": False,
        "public_metrics": _post_metrics(world, post),
        "reply_settings": "everyone",
        "source": "smbot" if post.by_app else "X Web App",
    }
    return {name: value for name, value in everything.items() if name in fields and value not in (None, [], {})}


def user_json(world: XWorld, user: User, fields: frozenset[str]) -> JsonObject:
    """Return one user with the fields asked for."""
    everything: JsonObject = {
        "id": user.id,
        "name": user.name,
        "username": user.handle,
        "created_at": moment(user.created_at),
        "description": user.description,
        "protected": user.protected,
        "receives_your_dm": world.receives_our_messages(user),
        "verified": False,
        "verified_type": "none",
        "public_metrics": {
            "followers_count": 0,
            "following_count": 0,
            "tweet_count": len(world.timeline(lambda post: post.author_id == user.id)),
            "listed_count": 0,
        },
    }
    return {name: value for name, value in everything.items() if name in fields}


def listing(world: XWorld, posts: Sequence[Post], want: Wanted) -> JsonObject:
    """Return `data`, `includes` and `errors` for a list of posts; each only where not empty."""
    included = _Included(world, want)
    for post in posts:
        included.follow(post)
    answer: JsonObject = {}
    if posts:
        answer["data"] = [post_json(world, post, want.post_fields) for post in posts]
    return answer | included.answer()


def page(
    world: XWorld, posts: Sequence[Post], request: Request, want: Wanted, *, kind: str, most: int
) -> tuple[JsonObject, Sequence[Post]]:
    """Cut one page out of a whole list, newest first, and return it with the posts in it.

    `kind` binds the page token to its endpoint. A token names the last post given, so that pages
    stay in step while new posts arrive.

    Raises:
        Problem: 400 for a token that is not of this list.
    """
    name = "next_token" if "next_token" in request.query else "pagination_token"
    token = request.query.get(name)
    if token is not None:
        before = _open_token(name, token, kind)
        posts = [post for post in posts if int(post.id) < before]
    given, rest = posts[:most], posts[most:]
    meta: JsonObject = {"result_count": len(given)}
    if given:
        meta |= {"newest_id": given[0].id, "oldest_id": given[-1].id}
    if rest:
        meta["next_token"] = _token(kind, given[-1].id)
    return listing(world, given, want) | {"meta": meta}, given


def problem_for(world: XWorld, post_id: str, parameter: str) -> JsonObject | None:
    """Return the entry in `errors` for a post that reads do not return, None where they do."""
    post = world.post_of(post_id)
    if post is not None and world.visible(post):
        return None
    author = world.user(post.author_id) if post else None
    if post and not post.deleted and author and (author.suspended or author.protected):
        return not_visible("tweet", parameter, post_id)
    return not_found("tweet", parameter, post_id)


class _Included:
    """Gathers the expansions of a list: users and posts once each, errors for what is gone."""

    def __init__(self, world: XWorld, want: Wanted) -> None:
        self._world = world
        self._want = want
        self._users: dict[str, Json] = {}
        self._posts: dict[str, Json] = {}
        self._media: dict[str, Json] = {}
        self._polls: dict[str, Json] = {}
        self._errors: dict[str, Json] = {}

    def follow(self, post: Post) -> None:
        """Add what `post` leads to."""
        expansions = self._want.expansions
        if "author_id" in expansions:
            self._user(post.author_id)
        parent = self._world.post_of(post.reply_to or "")
        if "in_reply_to_user_id" in expansions and parent:
            self._user(parent.author_id)
        if "entities.mentions.username" in expansions:
            for name in _mentioned(self._world, post):
                self._user(name)
        if expansions & {"referenced_tweets.id", "referenced_tweets.id.author_id"}:
            for post_id in filter(None, (post.reply_to, post.quotes, post.reposts)):
                self._reference(post_id)
        self._attached(post)

    def answer(self) -> JsonObject:
        """Return `includes` and `errors`, each only where there is something."""
        includes: JsonObject = {}
        if self._users:
            includes["users"] = list(self._users.values())
        if self._posts:
            includes["tweets"] = list(self._posts.values())
        if self._media:
            includes["media"] = list(self._media.values())
        if self._polls:
            includes["polls"] = list(self._polls.values())
        answer: JsonObject = {"includes": includes} if includes else {}
        if self._errors:
            answer["errors"] = list(self._errors.values())
        return answer

    def _attached(self, post: Post) -> None:
        if "attachments.media_keys" in self._want.expansions:
            self._pictures(post)
        if "attachments.poll_ids" in self._want.expansions and post.poll_id:
            options: list[Json] = [
                {"position": place, "label": label, "votes": 0} for place, label in enumerate(post.poll, start=1)
            ]
            poll: JsonObject = {"id": post.poll_id, "options": options, "voting_status": "open"}
            self._polls[post.poll_id] = {name: one for name, one in poll.items() if name in self._want.poll_fields}

    def _pictures(self, post: Post) -> None:
        for key, description in zip(post.media_keys, post.pictures, strict=True):
            whole: JsonObject = {"media_key": key, "type": "photo", "alt_text": description or None}
            fields = self._want.media_fields
            self._media[key] = {name: one for name, one in whole.items() if name in fields and one is not None}

    def _user(self, user_id: str) -> None:
        user = self._world.user(user_id)
        if user is not None:
            self._users[user_id] = user_json(self._world, user, self._want.user_fields)

    def _reference(self, post_id: str) -> None:
        problem = problem_for(self._world, post_id, "referenced_tweets.id")
        post = self._world.post_of(post_id)
        if problem is not None or post is None:
            self._errors[post_id] = problem
            return
        self._posts[post_id] = post_json(self._world, post, self._want.post_fields)
        if "referenced_tweets.id.attachments.media_keys" in self._want.expansions:
            self._pictures(post)
        if "referenced_tweets.id.author_id" in self._want.expansions:
            self._user(post.author_id)


def _attachments(post: Post) -> JsonObject:
    keys: list[Json] = [*post.media_keys]
    attached: JsonObject = {"media_keys": keys} if keys else {}
    return attached | ({"poll_ids": [post.poll_id]} if post.poll_id else {})


def _entities(world: XWorld, post: Post, stored: Stored) -> JsonObject:
    found = entities(stored, lambda handle: _id_of(world, handle))
    links = found.get("urls")
    for link in links if isinstance(links, list) else []:
        page_there = post.pages.get(str(link.get("expanded_url"))) if isinstance(link, dict) else None
        if isinstance(link, dict) and page_there is not None:
            told: JsonObject = {"unwound_url": link["expanded_url"], "status": 200, "title": page_there.title}
            link.update(told | ({"description": page_there.description} if page_there.description else {}))
    return found


def _id_of(world: XWorld, handle: str) -> str | None:
    user = world.user_named(handle)
    return user.id if user else None


def _mentioned(world: XWorld, post: Post) -> list[str]:
    named = entities(post.stored, lambda handle: _id_of(world, handle)).get("mentions")
    items = named if isinstance(named, list) else []
    return [str(item["id"]) for item in items if isinstance(item, dict)]


def _cut(post: Post) -> Stored:
    return replace(post.stored, text=post.text[:CUT_AT].rstrip() + "…") if post.is_long else post.stored


def _note(world: XWorld, post: Post) -> JsonObject | None:
    if not post.is_long:
        return None
    note: JsonObject = {"text": post.stored.shown}
    named = _entities(world, post, post.stored)
    return note | ({"entities": named} if named else {})


def _references(post: Post) -> list[Json]:
    kinds = (("replied_to", post.reply_to), ("quoted", post.quotes), ("retweeted", post.reposts))
    return [{"type": kind, "id": post_id} for kind, post_id in kinds if post_id]


def _edit_controls(world: XWorld, post: Post) -> JsonObject:
    first = world.post_of(post.history[0]) or post
    until = first.created_at + EDIT_WINDOW
    left = EDITS_ALLOWED - (len(post.history) - 1)
    return {"editable_until": moment(until), "edits_remaining": max(0, left), "is_edit_eligible": left > 0}


def _post_metrics(world: XWorld, post: Post) -> JsonObject:
    referring = world.referring_to(post)
    return {
        "retweet_count": sum(1 for other in referring if other.reposts),
        "reply_count": sum(1 for other in referring if other.reply_to in post.history),
        "like_count": 0,
        "quote_count": sum(1 for other in referring if other.quotes in post.history),
        "bookmark_count": 0,
        "impression_count": 0,
    }


def _token(kind: str, last_id: str) -> str:
    return base64.b32hexencode(f"{kind}:{last_id}".encode()).decode().lower().rstrip("=")


def _open_token(name: str, token: str, kind: str) -> int:
    try:
        inside = base64.b32hexdecode(token.upper() + "=" * (-len(token) % 8)).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        inside = ""
    there, _, last_id = inside.partition(":")
    if there != kind or not last_id.isdigit():
        raise invalid_parameter(name, token, f"The `{name}` query parameter value [{token}] is not valid")
    return int(last_id)
