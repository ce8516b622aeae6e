"""The state of a small X: people, posts, direct messages, X's rules about them, counters and a bill.

Everything is in memory and thread-safe. Tests arrange a world with the short verbs (`add_user`,
`post`, `edit`, `delete` …) and read back what our account did (`replies_of`, `messages_to`); the
module `app` does what the app asks for, by X's rules. Text is kept the way X keeps it: links as
t.co, and a reply through the API opens with the mentions that X adds by itself.
"""

import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from smbot.core.clock import Clock
from smbot.testing.x import billing
from smbot.testing.x.jobs import Jobs
from smbot.testing.x.nouns import DirectMessage, Page, Post, User, id_at
from smbot.testing.x.search import Searchable
from smbot.testing.x.text import mentions, store
from smbot.testing.x.webhooks import Webhooks

FIRST_USER_ID = 1_500_000_001


class XWorld:
    """A small X with one account of ours in it (`us`), the owner of the app that calls the API.

    What may be set: `read_lag` (how long reads do not return what the app published), `spending_limit_micros`
    (calls are answered 402 from there on), `access_level` (what our access token may do), and the handle at the
    start. `webhooks` tells what X would deliver, `jobs` holds the batch-compliance jobs.
    """

    def __init__(self, clock: Clock, *, handle: str = "servicenord", name: str = "Service Nord") -> None:
        self.clock = clock
        self.lock = threading.RLock()
        self.calls: Counter[str] = Counter()
        self.ledger = billing.Ledger()
        self.spending_limit_micros: int | None = None
        self.read_lag = timedelta(0)
        self.access_level = "read-write"
        self.webhooks = Webhooks(self)
        self.jobs = Jobs()
        self._users: dict[str, User] = {}
        self._by_handle: dict[str, str] = {}
        self._posts: dict[str, Post] = {}
        self._referring: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._messages: list[DirectMessage] = []
        self._next_of: Counter[str] = Counter()
        self._us = self.add_user(handle, name)

    # Arranging ------------------------------------------------------------------------------

    def add_user(self, handle: str, name: str, *, receives_dm: bool = True) -> str:
        """Add an account and return its id; the same handle again only returns the id."""
        with self.lock:
            handle = handle.removeprefix("@")
            known = self._by_handle.get(handle.lower())
            if known is not None:
                return known
            user = User(
                id=str(FIRST_USER_ID + len(self._users)),
                handle=handle,
                name=name,
                created_at=datetime(2019, 1, 1, tzinfo=UTC),
                receives_dm=receives_dm,
            )
            self._users[user.id] = user
            self._by_handle[handle.lower()] = user.id
            return user.id

    def post(
        self,
        author: str,
        text: str,
        *,
        at: datetime | None = None,
        reply_to: str | None = None,
        quotes: str | None = None,
        language: str | None = None,
        pictures: Sequence[str] = (),
        poll: Sequence[str] = (),
        pages: Mapping[str, Page] | None = None,
    ) -> str:
        """Publish as `author` (a handle; added when new) and return the post's id.

        Ids grow with `at` (now, unless given), and within one millisecond with each call.
        """
        with self.lock:
            post = self.publish(self.add_user(author, author), text, at or self.clock.now(), reply_to=reply_to)
            post = replace(post, quotes=quotes, language=language or "und")
            post = replace(post, pictures=tuple(pictures), poll=tuple(poll), pages=dict(pages or {}))
            self._put(post)
            self.webhooks.created(post)
            return post.id

    def repost(self, author: str, post_id: str) -> str:
        """Publish `author`'s repost of a post and return its id."""
        with self.lock:
            original = self._posts[post_id]
            text = f"RT @{self._users[original.author_id].handle}: {original.text}"
            post = self.publish(self.add_user(author, author), text, self.clock.now())
            post = replace(post, reposts=post_id, language=original.language)
            self._put(post)
            self.webhooks.created(post)
            return post.id

    def edit(self, post_id: str, text: str) -> str:
        """Replace a post by a new version and return the new id; both share one edit history."""
        with self.lock:
            old = self.latest(post_id)
            now = self.clock.now()
            new = replace(old, id=self._new_id(now), stored=store(text), created_at=now)
            history = (*old.history, new.id)
            for version in old.history:
                self._posts[version] = replace(self._posts[version], history=history)
            new = replace(new, history=history)
            self._put(new)
            self.webhooks.created(new)
            return new.id

    def delete(self, post_id: str) -> None:
        """Delete a post with all its versions."""
        with self.lock:
            if not self._posts[post_id].deleted:
                self.webhooks.deleted(self._posts[post_id])
            self._change(post_id, lambda post: replace(post, deleted=True))

    def hide(self, post_id: str, *, hidden: bool = True) -> None:
        """Hide a reply in its conversation, or show it again."""
        with self.lock:
            self._change(post_id, lambda post: replace(post, hidden=hidden))

    def describe(self, handle: str, description: str) -> None:
        """Write an account's bio."""
        self._change_user(handle, lambda user: replace(user, description=description))

    def suspend(self, handle: str) -> None:
        """Suspend an account: its posts stay and nobody sees them."""
        self._change_user(handle, lambda user: replace(user, suspended=True))

    def protect(self, handle: str) -> None:
        """Make an account protected: nobody but its followers sees its posts; ours is none."""
        self._change_user(handle, lambda user: replace(user, protected=True))

    def close_messages(self, handle: str) -> None:
        """Have an account take direct messages no longer, ours included."""
        self._change_user(handle, lambda user: replace(user, receives_dm=False))

    # Looking --------------------------------------------------------------------------------

    @property
    def us(self) -> User:
        """Our own account."""
        return self._users[self._us]

    def user(self, user_id: str) -> User | None:
        """Return an account by id, or None."""
        return self._users.get(user_id)

    def user_named(self, handle: str) -> User | None:
        """Return an account by handle, or None."""
        return self._users.get(self._by_handle.get(handle.lower().removeprefix("@"), ""))

    def post_of(self, post_id: str) -> Post | None:
        """Return a version of a post by its id, deleted or not, or None."""
        return self._posts.get(post_id)

    def latest(self, post_id: str) -> Post:
        """Return the newest version of a post."""
        return self._posts[self._posts[post_id].history[-1]]

    def replies_of(self, handle: str) -> list[Post]:
        """Return the replies an account published and did not delete, oldest first."""
        with self.lock:
            user = self.user_named(handle)
            return [post for post in self.posts_by(user.id) if post.reply_to] if user else []

    def messages_to(self, handle: str) -> list[DirectMessage]:
        """Return the direct messages an account received, oldest first."""
        with self.lock:
            user = self.user_named(handle)
            return [one for one in self._messages if user is not None and one.recipient_id == user.id]

    @property
    def spent_micros(self) -> int:
        """What the calls so far cost, in micro-dollars."""
        return self.ledger.spent_micros

    def receives_our_messages(self, user: User) -> bool:
        """Tell X's `receives_your_dm`: open to all; suspended accounts never."""
        return user.receives_dm and not user.suspended

    def mentions_us(self, post: Post) -> bool:
        """Tell whether a post names our account, or answers a post of ours."""
        if self.us.handle.lower() in mentions(post.text):
            return True
        parent = self._posts.get(post.reply_to or "")
        return parent is not None and parent.author_id == self._us

    def visible(self, post: Post) -> bool:
        """Tell whether reads return a post now: there, seen by us, and past the read lag if ours."""
        author = self._users[post.author_id]
        if post.deleted or author.suspended or author.protected:
            return False
        return not post.by_app or self.clock.now() >= post.created_at + self.read_lag

    def timeline(self, wanted: Callable[[Post], bool]) -> list[Post]:
        """Return the newest version of every visible post that `wanted` accepts, newest first."""
        with self.lock:
            found = [post for post in self._newest_versions() if self.visible(post) and wanted(post)]
            return found[::-1]

    def referring_to(self, post: Post) -> list[Post]:
        """Return the visible posts that answer, quote or repost a post, in any version of either."""
        with self.lock:
            keys = [key for version in post.history for key in self._referring.get(version, ())]
            newest = {self.latest(key).id: self.latest(key) for key in keys}
            return [other for other in newest.values() if self.visible(other)]

    def searchable(self, post: Post) -> Searchable:
        """Return what the search looks at."""
        author = self._users[post.author_id]
        parent = self._posts.get(post.reply_to or "")
        answered = self._users[parent.author_id] if parent else None
        kinds = {"retweet": post.reposts, "reply": post.reply_to, "quote": post.quotes}
        return Searchable(
            words=post.stored.words,
            author=author.handle.lower(),
            author_id=author.id,
            reply_to_author=answered.handle.lower() if answered else None,
            reply_to_author_id=answered.id if answered else None,
            conversation_id=post.conversation_id,
            language=post.language,
            kinds=frozenset(kind for kind, there in kinds.items() if there),
        )

    # Seams for the app's rules ------------------------------------------------------------------

    def publish(
        self,
        author_id: str,
        text: str,
        at: datetime,
        *,
        reply_to: str | None = None,
        dm_link: str | None = None,
        by_app: bool = False,
    ) -> Post:
        """Add a post and return it."""
        post_id = self._new_id(at)
        root = self._posts[reply_to].conversation_id if reply_to else post_id
        post = Post(
            id=post_id,
            author_id=author_id,
            stored=store(text),
            created_at=at,
            conversation_id=root,
            history=(post_id,),
            reply_to=reply_to,
            dm_link=dm_link,
            by_app=by_app,
        )
        self._put(post)
        return post

    def send(self, sender_id: str, recipient_id: str, text: str) -> DirectMessage:
        """Add a direct message and return it."""
        now = self.clock.now()
        message = DirectMessage(
            id=self._new_id(now), sender_id=sender_id, recipient_id=recipient_id, text=text, created_at=now
        )
        self._messages.append(message)
        self.webhooks.messaged(message)
        return message

    def posts_by(self, author_id: str) -> list[Post]:
        """Return the newest versions of what an account published and did not delete, oldest first."""
        return [post for post in self._newest_versions() if post.author_id == author_id and not post.deleted]

    # Inside -----------------------------------------------------------------------------------

    def _new_id(self, at: datetime) -> str:
        first = id_at(at, 0)
        self._next_of[first] += 1
        return id_at(at, self._next_of[first] - 1)

    def _put(self, post: Post) -> None:
        self._posts[post.id] = post
        for referred in filter(None, (post.reply_to, post.quotes, post.reposts)):
            self._referring[referred][post.id] = None

    def _newest_versions(self) -> list[Post]:
        newest = [post for post in self._posts.values() if post.id == post.history[-1]]
        return sorted(newest, key=lambda post: int(post.id))

    def _change(self, post_id: str, how: Callable[[Post], Post]) -> None:
        for version in self._posts[post_id].history:
            self._posts[version] = how(self._posts[version])

    def _change_user(self, handle: str, how: Callable[[User], User]) -> None:
        with self.lock:
            user_id = self._by_handle[handle.lower().removeprefix("@")]
            self._users[user_id] = how(self._users[user_id])
