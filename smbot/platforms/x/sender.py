"""Posts one reply on X, finds ours again where an answer was lost, looks at one, deletes one; hides others' replies."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta

from smbot.core.codes import Code
from smbot.core.errors import ConfigurationError, Refused
from smbot.core.handle import PlatformHandle
from smbot.core.messages import Message, msg
from smbot.platforms.values import instant, objects
from smbot.platforms.x.client import Ask, XClient
from smbot.platforms.x.cursor import is_id
from smbot.platforms.x.errors import in_doubt, no_answer, status_of
from smbot.platforms.x.settings import XSettings
from smbot.platforms.x.weight import LEADING_MENTIONS, find_links
from smbot.platforms.x.words import full_text, referenced, unescape
from smbot.send.ports import OwnReplies, OwnReply

MESSAGE_LINK = "https://twitter.com/messages/compose?recipient_id={user_id}"
"""The form in X's own example for `direct_message_deep_link` (manage Posts, POST /2/tweets)."""

OWN_PAGES = 5
"""Pages of 100 of our own posts read to find one reply; more, and the answer is not complete."""

CLOCK_SKEW = timedelta(minutes=2)
"""How far X's clock and ours may differ when our replies are read again."""

_LINK = "\N{LINK SYMBOL}"
_SHORT_LINK = re.compile(r"https?://t\.co/\w+")


class XSender:
    """Acts for one account: fills `Sender`, `Hides`, `Removes` and `Looks`. Each change is one request, never repeated.

    `Corrects` is missing, since X's API changes no post, and `WritesPrivately`, since X lets a program write only
    to who wrote to it first: the way there is the message button below our reply.
    """

    def __init__(self, client: XClient, settings: XSettings) -> None:
        """Keep the client.

        Raises:
            ConfigurationError: The account's own keys and tokens are missing.
        """
        if not client.as_user:
            raise ConfigurationError(
                msg("X takes replies only with the account's own keys and tokens."),
                where="platforms.x",
                mend=msg("Store consumer_key, consumer_secret, access_token and access_token_secret."),
            )
        self._client = client
        self._settings = settings

    @property
    def timeout_seconds(self) -> float:
        """See `Sender.timeout_seconds`: to connect, to wait for the headers, to read, for a last packet."""
        return 4 * self._settings.timeout_seconds

    def reply(self, to: PlatformHandle, text: str) -> str:
        """See `Sender.reply`."""
        _check_id(to)
        answer = self._client.write(
            lambda x: x.create_tweet(
                text=text,
                in_reply_to_tweet_id=to.post_id,
                direct_message_deep_link=MESSAGE_LINK.format(user_id=self._settings.user_id),
                user_auth=True,
            )
        )
        data = answer.get("data")
        reply_id = data.get("id") if isinstance(data, dict) else None
        if not isinstance(reply_id, str) or not reply_id.isdigit():
            raise in_doubt("no id")
        return reply_id

    def own_replies(self, to: PlatformHandle, since: datetime) -> OwnReplies:
        """See `Sender.own_replies`. Our timeline is read, not search: search shows a post late, or never."""
        found: list[OwnReply] = []
        token: str | None = None
        complete = True
        for _ in range(OWN_PAGES):
            answer = self._own_page(since, token)
            items = answer.get("data") or []
            if not isinstance(items, list):
                raise no_answer("data")
            for item in items:
                reply = _own_reply(item) if isinstance(item, dict) else None
                if reply is None:
                    complete = False
                elif referenced(item, "replied_to") in {to.post_id, to.first_id}:
                    found.append(reply)
            meta = answer.get("meta")
            complete = complete and isinstance(meta, dict) and not answer.get("errors")
            following = meta.get("next_token") if isinstance(meta, dict) else None
            if not isinstance(following, str):
                return OwnReplies(replies=tuple(found), complete=complete)
            token = following
        return OwnReplies(replies=tuple(found), complete=False)

    def hide(self, to: PlatformHandle, *, hidden: bool) -> None:
        """See `Hides.hide`. X hides replies in conversations that we began, and says no to all others."""
        _check_id(to)
        answer = self._change(
            lambda x: x.hide_reply(to.post_id) if hidden else x.unhide_reply(to.post_id),
            msg("X hides and shows only replies that are still there, in conversations that this account began."),
        )
        data = answer.get("data")
        if not isinstance(data, dict) or data.get("hidden") is not hidden:
            raise in_doubt("not hidden" if hidden else "not shown")

    def remove(self, own: PlatformHandle) -> None:
        """See `Removes.remove`."""
        _check_id(own)
        try:
            answer = self._change(
                lambda x: x.delete_tweet(own.post_id),
                msg("X deletes only posts of this account."),
            )
        except Refused as no:
            if status_of(no) == "404":
                return  # gone already
            raise
        data = answer.get("data")
        if not isinstance(data, dict) or data.get("deleted") is not True:
            raise in_doubt("not deleted")

    def look(self, own: PlatformHandle) -> OwnReply | None:
        """See `Looks.look`. A reply that was edited on X itself is shown in its newest words: a second reading."""
        _check_id(own)
        item = self._own_post(own.post_id)
        newest = _newest_version(item) if item is not None else own.post_id
        if newest != own.post_id:
            item = self._own_post(newest)
        if item is None:
            return None
        reply = _own_reply(item)
        if reply is None:
            raise no_answer("data")
        return reply

    def same_text(self, ours: str, theirs: str) -> bool:
        """See `Sender.same_text`. Which page a link leads to is not compared: X replaces it by its own."""
        sent, shown = canonical(ours), canonical(theirs)
        # X may show the message button as one more link at the end.
        return shown in {sent, f"{sent} {_LINK}"}

    def _change(self, ask: Ask, refusal: Message) -> dict[str, object]:
        """Change something; a plain no of X's gets our sentence about what X allows."""
        try:
            return self._client.write(ask)
        except Refused as no:
            code = no.code
        raise Refused(code, refusal)

    def _own_post(self, post_id: str) -> Mapping[str, object] | None:
        """Return a post of ours, or None where X says that it is not there.

        Raises:
            PlatformError: X did not say.
        """
        answer = self._client.read(
            lambda x: x.get_tweet(post_id, tweet_fields=["created_at", "note_tweet"], user_auth=True)
        )
        item = answer.get("data")
        if isinstance(item, dict):
            return item
        problems = objects(answer.get("errors"))
        if not any(str(problem.get("type", "")).endswith("/resource-not-found") for problem in problems):
            raise no_answer("errors" if problems else "data")
        return None

    def _own_page(self, since: datetime, token: str | None) -> dict[str, object]:
        return self._client.read(
            lambda x: x.get_users_tweets(
                self._settings.user_id,
                start_time=since - CLOCK_SKEW,
                pagination_token=token,
                max_results=100,
                exclude=["retweets"],
                tweet_fields=["created_at", "referenced_tweets", "note_tweet"],
                user_auth=True,
            )
        )


def _check_id(handle: PlatformHandle) -> None:
    if not is_id(handle.post_id):
        raise Refused(Code.HANDLE, msg("The post's id is not one of X."))


def canonical(text: str) -> str:
    """Return a text without what X changes: entities, forms of letters, spaces, opening mentions, links."""
    plain = unicodedata.normalize("NFC", unescape(text))
    for url in sorted(set(find_links(plain)), key=len, reverse=True):
        plain = plain.replace(url, _LINK)
    plain = _SHORT_LINK.sub(_LINK, plain)
    plain = f"{plain.strip()} "
    opening = LEADING_MENTIONS.match(plain)
    return " ".join(plain[opening.end() if opening else 0 :].split())


def _newest_version(item: Mapping[str, object]) -> str:
    history = item.get("edit_history_tweet_ids")
    ids = [str(i) for i in history if is_id(i)] if isinstance(history, list) else []
    return max([*ids, str(item.get("id"))], key=lambda i: int(i) if is_id(i) else 0)


def _own_reply(item: Mapping[str, object]) -> OwnReply | None:
    reply_id, text, created_at = item.get("id"), full_text(item), instant(item.get("created_at"))
    if not isinstance(reply_id, str) or text is None or created_at is None:
        return None
    return OwnReply(reply_id=reply_id, text=text, created_at=created_at)
