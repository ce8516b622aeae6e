"""What a post on X carries beside its text, out of the post and of what came along with it; pure.

Links come as t.co in the text; where they lead, and the title and description of the page, stand in `entities`.
Descriptions of pictures and options of polls come as `includes`, where a request asks for them. Quoted posts are read
by their ids: as `includes` they would come together with those that a post answers, which nobody needs and X bills.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from smbot.core.parts import PartKind
from smbot.platforms.values import Told, boxed, objects, told
from smbot.platforms.x.words import first_id, full_text, referenced
from smbot.raw.post import RawPart, RawPerson

EXPANSIONS = ("attachments.media_keys", "attachments.poll_ids", "author_id")
MEDIA_FIELDS = ("alt_text", "media_key", "type")
POLL_FIELDS = ("id", "options")
"""What a request must ask for beside the fields of posts and users."""

_OWN_SITE = re.compile(r"https?://(?:www\.|mobile\.)?(?:x|twitter)\.com/\w{1,15}/status/(?P<id>[0-9]+)", re.IGNORECASE)

Item = Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class Author:
    """What `includes.users` says of an author."""

    handle: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What came along with posts, each by its id."""

    authors: Mapping[str, Author] = field(default_factory=dict)
    posts: Mapping[str, Item] = field(default_factory=dict)
    media: Mapping[str, Item] = field(default_factory=dict)
    polls: Mapping[str, Item] = field(default_factory=dict)

    def __or__(self, other: "Beside") -> "Beside":
        """Return what came along with either."""
        return Beside(
            authors={**self.authors, **other.authors},
            posts={**self.posts, **other.posts},
            media={**self.media, **other.media},
            polls={**self.polls, **other.polls},
        )


def beside(includes: object) -> Beside:
    """Return what came along; odd entries are left out."""
    known = includes if isinstance(includes, dict) else {}
    return Beside(
        authors=authors_of(includes),
        posts=_by(known.get("tweets"), "id"),
        media=_by(known.get("media"), "media_key"),
        polls=_by(known.get("polls"), "id"),
    )


def authors_of(includes: object) -> dict[str, Author]:
    """Return the authors that came along, by id; odd entries are left out."""
    users = includes.get("users") if isinstance(includes, dict) else None
    found: dict[str, Author] = {}
    for user in objects(users):
        user_id, handle, name = user.get("id"), user.get("username"), user.get("name")
        if isinstance(user_id, str) and isinstance(handle, str):
            found[user_id] = Author(handle=handle, name=name if isinstance(name, str) else "")
    return found


def parts_of(item: Item, along: Beside) -> tuple[RawPart, ...]:
    """Return what the post carries: the quoted post, descriptions of pictures, links, options of polls."""
    quoted = along.posts.get(referenced(item, "quoted") or "", {})
    own = [*_pictures(item, along), *_links(item, along), *_options(item, along)]
    return boxed((*_quoted(quoted, along), *told(own)))


def people_of(item: Item, along: Beside, us: str) -> tuple[RawPerson, ...]:
    """Return who wrote what the post quotes, where that came along; `us` is our own id."""
    author_id = along.posts.get(referenced(item, "quoted") or "", {}).get("author_id")
    author = along.authors.get(str(author_id)) if author_id not in {us, item.get("author_id")} else None
    return (RawPerson(name=author.name, handle=author.handle),) if author else ()


def _quoted(quoted: Item, along: Beside) -> tuple[Told, ...]:
    found = [(PartKind.QUOTED, full_text(quoted)), *_pictures(quoted, along), *_links(quoted, along)]
    conversation = quoted.get("conversation_id")
    return told(
        found,
        post_id=first_id(quoted),
        conversation_id=conversation if isinstance(conversation, str) else "",
    )


def _pictures(item: Item, along: Beside) -> Iterator[tuple[PartKind, object]]:
    for key in _keys(item, "media_keys"):
        yield PartKind.PICTURE, along.media.get(key, {}).get("alt_text")


def _options(item: Item, along: Beside) -> Iterator[tuple[PartKind, object]]:
    for key in _keys(item, "poll_ids"):
        for option in objects(along.polls.get(key, {}).get("options")):
            yield PartKind.POLL, option.get("label")


def _links(item: Item, along: Beside) -> Iterator[tuple[PartKind, object]]:
    note = item.get("note_tweet")
    entities = [item.get("entities"), note.get("entities") if isinstance(note, dict) else None]
    for link in (one for each in entities if isinstance(each, dict) for one in objects(each.get("urls"))):
        address = link.get("unwound_url") or link.get("expanded_url")
        site = _OWN_SITE.match(str(link.get("expanded_url", "")))
        if link.get("media_key") or (site and site["id"] in {item.get("id"), referenced(item, "quoted")}):
            continue  # the post's own pictures, and the quoted post: both are told in words
        yield PartKind.LINK_TITLE, link.get("title")
        yield PartKind.LINK_TEXT, link.get("description")
        yield PartKind.LINK, address


def _keys(item: Item, name: str) -> list[str]:
    attachments = item.get("attachments")
    keys = attachments.get(name) if isinstance(attachments, dict) else None
    return [key for key in keys if isinstance(key, str)] if isinstance(keys, list) else []


def _by(entries: object, name: str) -> dict[str, Item]:
    return {str(entry[name]): entry for entry in objects(entries) if isinstance(entry.get(name), str)}
