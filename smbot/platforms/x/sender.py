"""Posts one reply on X, and finds our replies again when it is not known whether one arrived."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta

from smbot.core.errors import ConfigurationError, Refused
from smbot.core.handle import PlatformHandle
from smbot.core.messages import msg
from smbot.platforms.values import instant
from smbot.platforms.x.client import XClient
from smbot.platforms.x.errors import in_doubt, no_answer
from smbot.platforms.x.settings import XSettings
from smbot.platforms.x.to_post import full_text, referenced, unescape
from smbot.platforms.x.weight import LEADING_MENTIONS, find_links
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
    """Replies for one account. Each call makes one request and never repeats it."""

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
        if not (to.post_id.isascii() and to.post_id.isdigit()):
            raise Refused("handle", msg("The post's id is not one of X."))
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

    def same_text(self, ours: str, theirs: str) -> bool:
        """See `Sender.same_text`. Which page a link leads to is not compared: X replaces it by its own."""
        sent, shown = canonical(ours), canonical(theirs)
        # X may show the message button as one more link at the end.
        return shown in {sent, f"{sent} {_LINK}"}

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


def canonical(text: str) -> str:
    """Return a text without what X changes: entities, forms of letters, spaces, opening mentions, links."""
    plain = unicodedata.normalize("NFC", unescape(text))
    for url in sorted(set(find_links(plain)), key=len, reverse=True):
        plain = plain.replace(url, _LINK)
    plain = _SHORT_LINK.sub(_LINK, plain)
    plain = f"{plain.strip()} "
    opening = LEADING_MENTIONS.match(plain)
    return " ".join(plain[opening.end() if opening else 0 :].split())


def _own_reply(item: Mapping[str, object]) -> OwnReply | None:
    reply_id, text, created_at = item.get("id"), full_text(item), instant(item.get("created_at"))
    if not isinstance(reply_id, str) or text is None or created_at is None:
        return None
    return OwnReply(reply_id=reply_id, text=text, created_at=created_at)
