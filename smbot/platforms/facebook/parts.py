"""What an item of the Graph API carries beside its text: links, pictures, files, what it shares; pure.

Posts have an edge of attachments, comments one attachment, messages files and shares of their own shape. Meta gives no
description of a picture apart from its attachment's. A link goes through Meta's own address, which changes with each
reading, so the one behind it is read.
"""

from collections.abc import Iterator, Mapping, Sequence

from smbot.core.parts import PartKind
from smbot.platforms.values import Told, objects, told
from smbot.raw.post import RawPerson

Item = Mapping[str, object]

_LINKED = "title,description,media_type,type,unshimmed_url"
POST_PARTS = f"attachments{{{_LINKED},subattachments}},parent_id,message_tags"
COMMENT_PARTS = f"attachment{{{_LINKED}}},message_tags"
MESSAGE_PARTS = "attachments{name},shares{name,description,link}"
"""What a request must ask for beside an item's own fields."""

_PICTURES = frozenset({"photo", "video", "album"})


def parts_of(item: Item) -> tuple[Told, ...]:
    """Return what an item carries, in its order; odd entries are left out."""
    shared = item.get("parent_id")
    source = shared if isinstance(shared, str) else ""
    found = [part for attachment in _attachments(item) for part in _story(attachment, shared=bool(source))]
    for one in _data(item.get("shares")):
        found += [(PartKind.LINK_TITLE, one.get("name")), (PartKind.LINK_TEXT, one.get("description"))]
        found.append((PartKind.LINK, one.get("link")))
    return told(found, post_id=source, conversation_id=source)


def people_of(item: Item) -> tuple[RawPerson, ...]:
    """Return who is tagged in an item, and who wrote the comment that it answers."""
    tagged = [tag.get("name") for tag in objects(item.get("message_tags")) if tag.get("type") == "user"]
    parent = item.get("parent")
    above = parent.get("from") if isinstance(parent, dict) else None
    names = [*tagged, above.get("name") if isinstance(above, dict) else None]
    return tuple(RawPerson(name=name) for name in dict.fromkeys(names) if isinstance(name, str) and name)


def _attachments(item: Item) -> Iterator[Item]:
    """Yield attachments and those inside them; an album's pictures have words of their own."""
    alone = item.get("attachment")
    for attachment in (*_data(item.get("attachments")), *([alone] if isinstance(alone, dict) else [])):
        yield attachment
        yield from _data(attachment.get("subattachments"))


def _story(attachment: Item, *, shared: bool) -> list[tuple[PartKind, object]]:
    title, words = attachment.get("title"), attachment.get("description")
    if "name" in attachment:
        return [(PartKind.FILE, attachment["name"])]
    if attachment.get("type") == "file_upload":
        return [(PartKind.FILE, title), (PartKind.QUOTED, words)]
    if shared:
        return [(PartKind.LINK_TITLE, title), (PartKind.QUOTED, words)]
    if attachment.get("media_type") in _PICTURES:
        return [(PartKind.PICTURE, title), (PartKind.PICTURE, words)]
    address = attachment.get("unshimmed_url")
    return [(PartKind.LINK_TITLE, title), (PartKind.LINK_TEXT, words), (PartKind.LINK, address)]


def _data(edge: object) -> Sequence[Item]:
    return objects(edge.get("data")) if isinstance(edge, dict) else []
