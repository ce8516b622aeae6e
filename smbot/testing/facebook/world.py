"""The state of a small Facebook in memory: our Page, people, posts, comments, messages; and methods to arrange it."""

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from smbot.core.clock import Clock
from smbot.testing.facebook.nouns import Attachment, Comment, Message, Person, Post, PostKind
from smbot.testing.facebook.tokens import Tokens
from smbot.testing.facebook.webhooks import Verb, Webhooks
from smbot.testing.http.replies import JsonObject

FIRST_PERSON_ID = 24_000_000_000_000_001
FIRST_NUMBER = 122_100_000_000_000_001

Entry = Post | Comment


class FacebookWorld:
    """A small Facebook with one Page of ours in it, known by its `username`.

    These may be set: `read_lag` (how long reads do not return what the app published), `engaged_users` (the Page's
    quota is 4,800 calls times this in 24 hours), `human_agent` (whether the app may use that message tag),
    `accounts_listed` (False answers `/me/accounts` with nothing, as after the new log-in), and `page_says` (the Page's
    `hours`, `phone`, `location`, `emails` and `website`, as Graph writes them).
    """

    def __init__(
        self,
        clock: Clock,
        *,
        username: str = "servicenord",
        name: str = "Service Nord",
        page_id: str = "108000000000001",
        app_id: str = "771000000000001",
        app_secret: str = "a-fictional-app-secret",  # noqa: S107 - the world is made up
    ) -> None:
        self.clock = clock
        self.lock = threading.RLock()
        self.calls: Counter[str] = Counter()
        self.page = Person(id=page_id, handle=username, name=name)
        self.tokens = Tokens(clock, app_id=app_id, app_secret=app_secret, page_id=page_id)
        self.webhooks = Webhooks(self)
        self.read_lag = timedelta(0)
        self.engaged_users = 10
        self.human_agent = False
        self.accounts_listed = True
        self.page_says: JsonObject = {}
        self._people: dict[str, Person] = {page_id: self.page}
        self._by_handle: dict[str, str] = {username.lower(): page_id}
        self._entries: dict[str, Entry] = {}
        self._order: dict[str, int] = {}
        self._below: defaultdict[str, list[str]] = defaultdict(list)
        self._answered: dict[str, str] = {}
        self._messages: dict[str, Message] = {}

    # Arranging ------------------------------------------------------------------------------

    def add_person(self, handle: str, name: str | None = None, *, hides_name: bool = False) -> str:
        """Add a person and return their id for our Page; the same handle again only returns the id."""
        with self.lock:
            known = self._by_handle.get(handle.lower())
            if known is None:
                known = str(FIRST_PERSON_ID + len(self._people))
                self._people[known] = Person(id=known, handle=handle, name=name or handle, hides_name=hides_name)
                self._by_handle[handle.lower()] = known
            return known

    def post(self, text: str, *, at: datetime | None = None) -> str:
        """Publish as our Page, by hand, and return the post's id."""
        return self.publish(PostKind.PAGE, self.page.id, text, at=at).id

    def visitor_post(self, author: str, text: str, *, at: datetime | None = None) -> str:
        """Have a person (a handle; added when new) write on our Page, and return the post's id."""
        return self.publish(PostKind.VISITOR, self.add_person(author), text, at=at).id

    def tag(self, author: str, text: str, *, at: datetime | None = None) -> str:
        """Have a person tag our Page in a post elsewhere, and return the post's id."""
        return self.publish(PostKind.TAGGED, self.add_person(author), text, at=at).id

    def review(
        self,
        author: str,
        text: str = "",
        *,
        recommends: bool | None = True,
        rating: int | None = None,
        at: datetime | None = None,
    ) -> str:
        """Have a person recommend our Page or not (or rate it, as before 2018), and return the story's id."""
        author_id = self.add_person(author)
        recommends = recommends if rating is None else None
        return self.publish(PostKind.REVIEW, author_id, text, at=at, recommends=recommends, rating=rating).id

    def comment(self, author: str, on: str, text: str, *, at: datetime | None = None, filtered: bool = False) -> str:
        """Have a person comment on a post or answer a comment, and return the comment's id.

        With `filtered` Facebook's own filter hides it at once.
        """
        return self.add_comment(self.add_person(author), on, text, at=at, filtered=filtered).id

    def reply_by_hand(self, on: str, text: str, *, at: datetime | None = None) -> str:
        """Have a colleague comment as our Page on facebook.com, and return the comment's id."""
        return self.add_comment(self.page.id, on, text, at=at).id

    def message(self, author: str, text: str, *, at: datetime | None = None) -> str:
        """Have a person write to our Page in private, and return the message's id."""
        return self.add_message(self.add_person(author), text, from_us=False, at=at).id

    def message_by_hand(self, recipient: str, text: str, *, at: datetime | None = None) -> str:
        """Have a colleague write to a person in the inbox on facebook.com, and return the message's id."""
        return self.add_message(self.add_person(recipient), text, from_us=True, at=at).id

    def edit(self, entry_id: str, text: str) -> None:
        """Change the text of a post or comment; its id stays."""
        with self.lock:
            entry = self._entries[entry_id]
            changed: Entry = replace(entry, text=text)
            if isinstance(changed, Post):
                changed = replace(changed, updated_at=self.clock.now())
            self._entries[entry_id] = changed
            self.webhooks.changed(changed, Verb.EDITED)

    def delete(self, entry_id: str) -> None:
        """Delete a post or comment, and with it what stands below."""
        with self.lock:
            entry = self._entries[entry_id]
            if not entry.deleted:
                self._entries[entry_id] = replace(entry, deleted=True)
                self.webhooks.changed(entry, Verb.REMOVE)

    def attach(
        self, entry_id: str, *attachments: Attachment, shares: str | None = None, tags: Iterable[str] = ()
    ) -> None:
        """Have a post, comment or message carry something: a post any number of things, a comment one.

        `tags` are handles of people whose names its text tags; a post may share another.
        """
        with self.lock:
            people = tuple(map(self.add_person, tags))
            if entry_id in self._messages:
                self._messages[entry_id] = replace(self._messages[entry_id], attachments=attachments)
                return
            entry = replace(self._entries[entry_id], attachments=attachments, tags=people)
            self._entries[entry_id] = replace(entry, shares=shares) if isinstance(entry, Post) else entry

    def hide(self, entry_id: str, *, hidden: bool = True) -> None:
        """Hide a post or comment from everybody but its author and their friends, or show it again."""
        with self.lock:
            entry = replace(self._entries[entry_id], hidden=hidden)
            self._entries[entry_id] = entry
            self.webhooks.changed(entry, Verb.HIDE if hidden else Verb.UNHIDE)

    def forbid_hiding(self, comment_id: str) -> None:
        """Have Facebook refuse to hide a comment (`can_hide` false)."""
        with self.lock:
            entry = self._entries[comment_id]
            assert isinstance(entry, Comment)  # noqa: S101 - a wrong call of a test helper
            self._entries[comment_id] = replace(entry, can_hide=False)

    def hide_name(self, handle: str) -> None:
        """Have a person's name and id left out (`from` is absent) from now on."""
        self._change_person(handle, hides_name=True)

    def block_us(self, handle: str) -> None:
        """Have a person block our Page: no message reaches them."""
        self._change_person(handle, blocks_us=True)

    # Looking --------------------------------------------------------------------------------

    def person(self, person_id: str) -> Person | None:
        """Return a person, or our Page, by id."""
        return self._people.get(person_id)

    def person_named(self, handle: str) -> Person:
        """Return a person by handle."""
        return self._people[self._by_handle[handle.lower()]]

    def entry(self, entry_id: str) -> Entry | None:
        """Return a post or comment by its id, deleted or not, or None."""
        return self._entries.get(entry_id)

    def replies_by_us(self) -> list[Comment]:
        """Return the comments our Page published, by app or by hand, and that are still there, oldest first."""
        with self.lock:
            return [one for one in self.comments() if one.author_id == self.page.id and self._there(one)]

    def messages_to(self, handle: str) -> list[Message]:
        """Return the messages a person received from our Page, oldest first."""
        person = self.person_named(handle)
        return [one for one in self.messages_with(person.id) if one.from_us]

    def visible(self, entry: Entry) -> bool:
        """Tell whether reads return a post or comment now: there, all above it too, past the read lag if the app's."""
        late = entry.by_app and self.clock.now() < entry.created_at + self.read_lag
        return self._there(entry) and not late

    def posts(self, kinds: Iterable[PostKind]) -> list[Post]:
        """Return the visible posts of some kinds, newest first."""
        wanted = set(kinds)
        found = [one for one in self._entries.values() if isinstance(one, Post) and one.kind in wanted]
        return sorted((one for one in found if self.visible(one)), key=self.age_key, reverse=True)

    def comments(self, on: str | None = None) -> list[Comment]:
        """Return all comments, or those of one post or below one comment, deleted ones too, oldest first."""
        ids = self._entries if on is None else self._below[on]
        found = [one for one in map(self._entries.__getitem__, ids) if isinstance(one, Comment)]
        return sorted(found, key=self.age_key)

    def messages_with(self, person_id: str) -> list[Message]:
        """Return the messages between a person and our Page, oldest first."""
        found = [one for one in self._messages.values() if one.person_id == person_id]
        return sorted(found, key=self.message_key)

    def message_of(self, message_id: str) -> Message | None:
        """Return a message by its id."""
        return self._messages.get(message_id)

    def written_with(self) -> list[Person]:
        """Return who has a conversation with our Page."""
        return [self._people[person_id] for person_id in {one.person_id: None for one in self._messages.values()}]

    def private_reply_to(self, entry_id: str) -> Message | None:
        """Return the private reply to a comment or post, or None."""
        return self._messages.get(self._answered.get(entry_id, ""))

    def age_key(self, entry: Entry) -> str:
        """Return what orders posts and comments: their time, and within one second their making."""
        return f"{int(entry.created_at.timestamp()):012d}-{self._order[entry.id]:09d}"

    def message_key(self, message: Message) -> str:
        """Return what orders messages: their time, and within one second their making."""
        return f"{int(message.created_at.timestamp()):012d}-{message.id}"

    # Seams for the app's rules ------------------------------------------------------------------

    def publish(
        self,
        kind: PostKind,
        author_id: str,
        text: str,
        *,
        at: datetime | None = None,
        by_app: bool = False,
        recommends: bool | None = None,
        rating: int | None = None,
    ) -> Post:
        """Add a post and return it."""
        with self.lock:
            number = self._number()
            owner = author_id if kind is PostKind.TAGGED else self.page.id
            moment = self._moment(at)
            post = Post(
                id=number if kind is PostKind.REVIEW else f"{owner}_{number}",
                kind=kind,
                author_id=author_id,
                text=text,
                created_at=moment,
                updated_at=moment,
                by_app=by_app,
                recommends=recommends,
                rating=rating,
            )
            self._put(post)
            return post

    def add_comment(
        self,
        author_id: str,
        on: str,
        text: str,
        *,
        at: datetime | None = None,
        by_app: bool = False,
        filtered: bool = False,
    ) -> Comment:
        """Add a comment and return it.

        An answer to an answer hangs below the same first comment: Facebook has two levels.
        """
        with self.lock:
            above = self._entries[on]
            post_id = above.post_id if isinstance(above, Comment) else above.id
            comment = Comment(
                id=f"{post_id.rpartition('_')[2]}_{self._number()}",
                post_id=post_id,
                parent_id=(above.parent_id or above.id) if isinstance(above, Comment) else None,
                author_id=author_id,
                text=text,
                created_at=self._moment(at),
                by_app=by_app,
                filtered=filtered,
                hidden=filtered,
            )
            self._put(comment)
            return comment

    def add_message(
        self,
        person_id: str,
        text: str,
        *,
        from_us: bool,
        at: datetime | None = None,
        by_app: bool = False,
        answers: str | None = None,
        tag: str | None = None,
    ) -> Message:
        """Add a message and return it."""
        with self.lock:
            message = Message(
                id=f"m_{self._number()}",
                person_id=person_id,
                from_us=from_us,
                text=text,
                created_at=self._moment(at),
                by_app=by_app,
                answers=answers,
                tag=tag,
            )
            self._messages[message.id] = message
            if answers is not None:
                self._answered[answers] = message.id
            self.webhooks.messaged(message)
            return message

    # Inside -----------------------------------------------------------------------------------

    def _put(self, entry: Entry) -> None:
        self._entries[entry.id] = entry
        self._order[entry.id] = len(self._order)
        if isinstance(entry, Comment):
            for above in filter(None, (entry.post_id, entry.parent_id)):
                self._below[above].append(entry.id)
        self.webhooks.changed(entry, Verb.ADD)

    def _there(self, entry: Entry) -> bool:
        above = (entry.parent_id, entry.post_id) if isinstance(entry, Comment) else ()
        return not entry.deleted and not any(self._entries[one].deleted for one in above if one)

    def _number(self) -> str:
        return str(FIRST_NUMBER + len(self._entries) + len(self._messages))

    def _moment(self, at: datetime | None) -> datetime:
        return (at or self.clock.now()).replace(microsecond=0)

    def _change_person(self, handle: str, **changes: bool) -> None:
        with self.lock:
            person = self.person_named(handle)
            self._people[person.id] = replace(
                person,
                hides_name=changes.get("hides_name", person.hides_name),
                blocks_us=changes.get("blocks_us", person.blocks_us),
            )
