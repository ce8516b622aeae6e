"""Answers on Facebook: in public, in private, hiding, correcting, removing; and looks what became of an answer.

Each call makes at most one change and never repeats it. The tag HUMAN_AGENT, which would open seven days for messages,
is for people who type; it is never used here.
"""

import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from smbot.core.codes import Code
from smbot.core.errors import Refused
from smbot.core.handle import PlatformHandle
from smbot.core.messages import msg
from smbot.core.post_kinds import PostKind
from smbot.platforms.facebook.client import GraphClient, Value
from smbot.platforms.facebook.collector import following
from smbot.platforms.facebook.errors import Gone, NotThere, in_doubt, no_answer, refused
from smbot.platforms.facebook.place import seconds
from smbot.platforms.facebook.settings import FacebookSettings
from smbot.platforms.facebook.to_post import MESSAGE, NODE
from smbot.platforms.values import instant, objects
from smbot.send.ports import OwnReplies, OwnReply

OWN_PAGES = 10
"""Pages of 100 comments or messages read to find one of ours; more, and the answer is not complete."""

CLOCK_SKEW = timedelta(minutes=2)
"""How far Facebook's clock and ours may differ when our replies are read again."""

Matches = Callable[[Mapping[str, object]], bool]


class FacebookSender:
    """Everything that our page can do about a post."""

    def __init__(self, client: GraphClient, settings: FacebookSettings) -> None:
        self._client = client
        self._settings = settings
        self._page = settings.page_id

    @property
    def timeout_seconds(self) -> float:
        """See `Sender.timeout_seconds`: a look and an act; each connects, waits, reads, and waits for a last packet."""
        return 2 * 4 * self._settings.timeout_seconds

    def reply(self, to: PlatformHandle, text: str) -> str:
        """See `Sender.reply`."""
        if to.kind == PostKind.MESSAGE:
            raise refused("kind", msg("A private message has no public answer."))
        return _id_of(self._client.write(f"{_node(to)}/comments", message=text), "id")

    def own_replies(self, to: PlatformHandle, since: datetime) -> OwnReplies:
        """See `Sender.own_replies`: all comments below the top post are read, for Facebook has two levels only.

        An answer to an answer hangs below the same first comment.
        """
        top = to.conversation_id if NODE.fullmatch(to.conversation_id) else _node(to)
        own_level = to.kind != PostKind.COMMENT
        below = {to.post_id} if own_level or to.parent_id in {"", top} else {to.post_id, to.parent_id}

        def ours(item: Mapping[str, object]) -> bool:
            parent = item.get("parent")
            above = parent.get("id") if isinstance(parent, dict) else None
            return self._is_ours(item) and (above is None if own_level else above in below)

        asked: dict[str, Value] = {
            "filter": "stream",
            "order": "reverse_chronological",
            "since": seconds(since - CLOCK_SKEW),
            "fields": "id,from,message,created_time,parent{id}",
            "limit": 100,
        }
        return self._own(f"{top}/comments", asked, ours, since)

    def same_text(self, ours: str, theirs: str) -> bool:
        """See `Sender.same_text`."""
        return _canonical(ours) == _canonical(theirs)

    def hide(self, to: PlatformHandle, *, hidden: bool) -> None:
        """See `Hides.hide`: comments alone can be hidden, and not all of them."""
        if to.kind != PostKind.COMMENT:
            raise refused("kind", msg("Facebook lets us hide comments only."))
        now = self._look_at(to, "can_hide,is_hidden")
        if now.get("is_hidden") is hidden:
            return
        if hidden and now.get("can_hide") is False:
            raise refused("can_hide", msg("Facebook does not let us hide this comment."))
        _done(self._client.write(_node(to), is_hidden=hidden))

    def write_privately(self, to: PlatformHandle, text: str) -> str:
        """See `WritesPrivately.write_privately`: a message is answered, a comment or post gets one private reply."""
        message: dict[str, Value] = {"message": {"text": text}}
        if to.kind == PostKind.MESSAGE:
            recipient = {"id": _person(to)}
            message["messaging_type"] = "RESPONSE"
        elif to.kind in {PostKind.COMMENT, PostKind.POST}:
            if self._look_at(to, "can_reply_privately").get("can_reply_privately") is False:
                raise refused("can_reply_privately", msg("Facebook takes no private reply to this post (any more)."))
            recipient = {"comment_id" if to.kind == PostKind.COMMENT else "post_id": _node(to)}
        else:
            raise refused("kind", msg("Facebook lets us answer a review in public only."))
        answer = self._client.write(f"{self._page}/messages", recipient=recipient, **message)
        return _id_of(answer, "message_id")

    def own_messages(self, to: PlatformHandle, since: datetime) -> OwnReplies:
        """See `WritesPrivately.own_messages`. Who hides their name cannot be looked up: then it is not complete."""
        if not to.author_id:
            return OwnReplies(replies=(), complete=False)
        found = self._client.read(
            f"{self._page}/conversations", user_id=_person(to), platform="messenger", fields="id", limit=100
        )
        if not isinstance(found.get("data"), list):
            raise no_answer("data")
        replies: list[OwnReply] = []
        complete = following(found) is None
        for conversation in objects(found["data"]):
            name = conversation.get("id")
            if not isinstance(name, str) or not name.removeprefix("t_").isalnum():
                raise no_answer("conversation")
            asked: dict[str, Value] = {"fields": "id,from,message,created_time", "limit": 100}
            own = self._own(f"{name}/messages", asked, self._is_ours, since)
            replies += own.replies
            complete = complete and own.complete
        return OwnReplies(replies=tuple(replies), complete=complete)

    def correct(self, own: PlatformHandle, text: str) -> None:
        """See `Corrects.correct`."""
        _done(self._client.write(_node(own), message=text))

    def remove(self, own: PlatformHandle) -> None:
        """See `Removes.remove`."""
        try:
            _done(self._client.delete(_node(own)))
        except Gone:
            return

    def look(self, own: PlatformHandle) -> OwnReply | None:
        """See `Looks.look`. Facebook answers alike for what is gone and for what our permissions no longer show."""
        try:
            item = self._client.read(_node(own), fields="id,message,created_time")
        except NotThere:
            return None
        found = _own_reply(item)
        if found is None:
            raise no_answer("reply")
        return found

    def _look_at(self, to: PlatformHandle, fields: str) -> dict[str, object]:
        """Return what Facebook says of a post before we do something about it.

        Raises:
            Gone: It is not there.
            PlatformError: It could not be read; nothing was done.
        """
        try:
            return self._client.read(_node(to), fields=fields)
        except NotThere as gone:
            code = gone.code
        raise Gone(code, msg("Facebook says that the post is not there ({code}).", code=code))

    def _own(self, path: str, asked: Mapping[str, Value], ours: Matches, since: datetime) -> OwnReplies:
        found: list[OwnReply] = []
        complete, after = True, None
        earliest = since - CLOCK_SKEW
        for _ in range(OWN_PAGES):
            answer = self._read_below(path, asked if after is None else {**asked, "after": after})
            items = answer.get("data")
            if not isinstance(items, list):
                raise no_answer("data")
            dated = [(item, _own_reply(item) if isinstance(item, dict) else None) for item in items]
            complete = complete and all(reply is not None for _, reply in dated)
            found += [reply for item, reply in dated if reply and reply.created_at >= earliest and ours(item)]
            after = following(answer)
            # Both lists begin with the newest.
            if after is None or any(reply and reply.created_at < earliest for _, reply in dated):
                return OwnReplies(replies=tuple(found), complete=complete)
        return OwnReplies(replies=tuple(found), complete=False)

    def _read_below(self, path: str, asked: Mapping[str, Value]) -> dict[str, object]:
        try:
            return self._client.read(path, **asked)
        except NotThere as gone:
            code = gone.code
        # Deleted or out of our sight: an empty list would be taken for "nothing was sent".
        raise no_answer(code)

    def _is_ours(self, item: Mapping[str, object]) -> bool:
        author = item.get("from")
        return isinstance(author, dict) and author.get("id") == self._page


def _node(handle: PlatformHandle) -> str:
    if not NODE.fullmatch(handle.post_id):
        raise Refused(Code.HANDLE, msg("Facebook has no id for this post that can be answered."))
    return handle.post_id


def _person(handle: PlatformHandle) -> str:
    if not (handle.author_id.isascii() and handle.author_id.isdigit()):
        raise Refused(Code.HANDLE, msg("Facebook does not tell who wrote this."))
    return handle.author_id


def _id_of(answer: Mapping[str, object], field: str) -> str:
    value = answer.get(field)
    if isinstance(value, str) and (NODE.fullmatch(value) or MESSAGE.fullmatch(value)):
        return value
    raise in_doubt("no id")


def _done(answer: Mapping[str, object]) -> None:
    if answer.get("success") is not True:
        raise in_doubt("no success")


def _own_reply(item: Mapping[str, object]) -> OwnReply | None:
    reply_id, text, created_at = item.get("id"), item.get("message", ""), instant(item.get("created_time"))
    if not isinstance(reply_id, str) or not isinstance(text, str) or created_at is None:
        return None
    return OwnReply(reply_id=reply_id, text=text, created_at=created_at)


def _canonical(text: str) -> str:
    """Return a text without what Facebook may change: forms of letters, spaces and line ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())
