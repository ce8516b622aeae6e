"""A strict platform, and smbot's real desk, orders and dispatcher against it, step by step, over days."""

import random
from contextlib import suppress
from dataclasses import dataclass
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from fakes import ALICE, stored_mention
from nacl.public import PrivateKey

from smbot.core.errors import DeliveryInDoubt, NotAllowed, Refused, Throttled
from smbot.core.handle import PlatformHandle
from smbot.core.labels import URGENT
from smbot.core.platform_rules import PlatformRules
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose
from smbot.core.sending_rules import Limits, QuietHours
from smbot.core.states import MentionState, Mode, ReplyState
from smbot.review.at_platform import AtPlatform, Order, OrderPolicy
from smbot.review.desk import Desk
from smbot.review.hindrances import DeskPolicy
from smbot.review.ports import Filter
from smbot.send.dispatch import Dispatching, dispatch, health_name
from smbot.send.outbox import Policy
from smbot.send.ports import OwnReplies, OwnReply
from smbot.vault.digest import Digester
from smbot.vault.handles import HandleOpener, Handles, HandleSealer

KEY = PrivateKey.generate()
HANDLES = Handles(HandleOpener(KEY), HandleSealer(KEY.public_key), Digester(b"d" * 32))
ZONE = ZoneInfo("America/Toronto")
QUIET = QuietHours(begins=time(21), ends=time(7), zone=ZONE)
WINDOWS = {PostKind.COMMENT: timedelta(days=3), PostKind.MESSAGE: timedelta(hours=12)}
PRICE, BUDGET = 10_000, 45_000
RULES = PlatformRules(
    platform="strict",
    title="Strict",
    limit=1000,
    count=len,
    links=False,
    answers_unsummoned=False,
    purposes=frozenset(Purpose),
    hides=frozenset({PostKind.COMMENT}),
    private_windows=WINDOWS,
    private_limit=1000,
    cost=lambda purpose, _text, _summoned: PRICE if purpose in {Purpose.PUBLIC, Purpose.PRIVATE} else 0,
)
AUTHORS = ("ann", "bo", "?one")


@dataclass
class Post:
    """A post on the platform, as it is there."""

    id: str
    mention: str
    author: str
    conversation: str
    kind: PostKind
    summoned: bool
    urgent: bool
    at: object
    gone: bool = False
    replies: int = 0
    messages: int = 0
    settled_by_person: int = 0


class Strict:
    """The platform: it does what it is told, and writes down each time what must never be asked of it."""

    timeout_seconds = 20.0

    def __init__(self, clock, chance):
        self.clock, self.random = clock, chance
        self.posts, self.opted_out, self.fates, self.late = {}, set(), [], []
        self.told, self.violations, self.spent = [], [], {}

    def reply(self, to, text):
        """See `Sender.reply`."""
        post = self._asked(to, "reply")
        if not post.summoned:
            self.violations.append("a reply to who did not address us")
        return self._write(post, lambda: self._out(post, "replies"))

    def own_replies(self, to, since):
        """See `Sender.own_replies`."""
        return self._own(self.posts[to.post_id].replies, "Thank you for telling us.")

    def write_privately(self, to, text):
        """See `WritesPrivately.write_privately`."""
        post = self._asked(to, "message")
        self.clock.advance(seconds=self.random.choice([0, 0, 19]))
        if self.clock.now() - post.at >= WINDOWS.get(post.kind, timedelta()):
            self.violations.append(f"a private message {self.clock.now() - post.at} after a {post.kind}")
        if post.kind != PostKind.MESSAGE and not post.author.startswith("?"):
            theirs = [p for p in self.posts.values() if self._who(p) == self._who(post)]
            last = max(p.at for p in theirs)
            if any(at >= last for p, at in self.told if p is not post and self._who(p) == self._who(post)):
                self.violations.append("a second private message before an answer")
        return self._write(post, lambda: self._out(post, "messages"))

    def own_messages(self, to, since):
        """See `WritesPrivately.own_messages`."""
        return self._own(self.posts[to.post_id].messages, "We can help.", "Thank you for telling us.")

    def hide(self, to, *, hidden):
        """See `Hides.hide`."""
        if self.posts[to.post_id].kind != PostKind.COMMENT:
            self.violations.append("hid what cannot be hidden")

    def same_text(self, ours, theirs):
        """See `Sender.same_text`."""
        return ours == theirs

    def _own(self, count, *texts):
        now = self.clock.now()
        replies = [OwnReply(reply_id=f"r{n}", text=text, created_at=now) for n in range(count) for text in texts]
        return OwnReplies(replies=tuple(replies), complete=True)

    def _who(self, post):
        return post.author, post.conversation

    def _asked(self, to, what):
        post, now = self.posts[to.post_id], self.clock.now()
        if self._out_of_reach(post) in self.opted_out:
            self.violations.append(f"a {what} to who asked us to stop")
        here = now.astimezone(ZONE).time()
        if not post.urgent and (here >= QUIET.begins or here < QUIET.ends):
            self.violations.append(f"a {what} at {here}")
        if post.gone:
            self.violations.append(f"a {what} to a post that is known to be gone")
        month = f"{now:%Y-%m}"
        if self.spent.get(month, 0) + PRICE > BUDGET:
            self.violations.append(f"a {what} above the budget")
        return post

    def _out_of_reach(self, post):
        return post.conversation if post.author.startswith("?") else post.author

    def _write(self, post, act):
        fate = self.fates.pop(0) if self.fates else "ok"
        if fate == "refused":
            raise Refused("403")
        if fate == "busy":
            raise Throttled
        if fate == "nothing":
            raise DeliveryInDoubt("timeout")
        month = f"{self.clock.now():%Y-%m}"
        self.spent[month] = self.spent.get(month, 0) + PRICE
        done = act()
        if fate == "lost":
            raise DeliveryInDoubt("timeout")
        return done

    def _out(self, post, what):
        setattr(post, what, getattr(post, what) + 1)
        if getattr(post, what) > 1:
            self.violations.append(f"{what} twice for one post")
        if what == "messages":
            self.told.append((post, self.clock.now()))
        return f"{post.id}-{what}"


class SendingLife:
    """One installation and its platform; each method is one step that may happen at any time."""

    STEPS = (
        "serve",
        "serve",
        "contact_twice",
        "to_the_edge",
        "comment",
        "comment",
        "unsummoned",
        "message",
        "urgent",
        "approve",
        "approve",
        "approve",
        "write_privately",
        "write_privately",
        "hide",
        "delete",
        "opt_out",
        "lift",
        "send",
        "send",
        "send",
        "wait",
        "wait",
        "wait_long",
        "go_wrong",
        "decide",
        "resume",
    )

    def __init__(self, store, clock, seed):
        self.store, self.clock, self.random = store, clock, random.Random(seed)  # noqa: S311 - chance, not secrecy
        self.there = Strict(clock, self.random)
        limits = Limits(quiet=QUIET, budget_micros=BUDGET)
        shared = {"needs_two": lambda item: False, "approvers": frozenset, "mode": Mode.LIVE}
        orders = OrderPolicy(undo=timedelta(0), rules=lambda _: RULES, limits=lambda _: limits, **shared)
        self.orders = AtPlatform(store, clock, guard=lambda *_: [], mask=lambda _item, text: text, policy=orders)
        desk = DeskPolicy(
            undo=timedelta(seconds=10),
            claim_for=timedelta(minutes=15),
            answer_within=timedelta(hours=48),
            # Nobody at the desk looks at the rules of a reply: the dispatcher alone must hold them.
            why_not_by_api=lambda item: None,
            **shared,
        )
        self.desk = Desk(store, clock, guard=lambda *_: [], mask=lambda _item, text: text, policy=desk)
        self.work = Dispatching(
            store=store,
            handles=HANDLES,
            refuses=lambda mention, text, purpose: "",
            mask=lambda text, _ours: text,
            clock=clock,
            policy=Policy(),
            live=True,
            rules=lambda _: RULES,
            limits=lambda _: limits,
        )

    # --- steps ---------------------------------------------------------------------------------------

    def comment(self):
        self._publish(PostKind.COMMENT)

    def unsummoned(self):
        self._publish(PostKind.COMMENT, summoned=False)

    def message(self):
        self._publish(PostKind.MESSAGE)

    def urgent(self):
        self._publish(PostKind.COMMENT, urgent=True)

    def approve(self):
        self._some(lambda item: self.desk.approve(ALICE, item.id), MentionState.DRAFTED)

    def write_privately(self):
        self._some(lambda item: self.orders.give(ALICE, item.id, Order.WRITE, text="We can help."))

    def hide(self):
        self._some(lambda item: self.orders.give(ALICE, item.id, Order.HIDE, reason="exposes"))

    def delete(self):
        posts = [post for post in self.there.posts.values() if not post.gone]
        if posts:
            post = self.random.choice(posts)
            post.gone = True
            with self.store.write() as tx:
                tx.purge(post.mention)

    def opt_out(self):
        def ask(item):
            self.desk.opt_out(ALICE, item.id, "asked us to stop")
            self.there.opted_out.add(self._out_of_reach(item))

        self._some(ask)

    def lift(self):
        def lift(item):
            self.desk.opt_out(ALICE, item.id, "wrote again", lifted=True)
            self.there.opted_out.discard(self._out_of_reach(item))

        self._some(lift)

    def send(self):
        dispatch("strict", self.there, self.work)

    def wait(self):
        self.clock.advance(seconds=self.random.choice([20, 600, 3600, 4 * 3600]))

    def wait_long(self):
        """Wait until just before or after a window closes, or for days."""
        ends = [post.at + WINDOWS[post.kind] for post in self.there.posts.values() if post.kind in WINDOWS]
        coming = [end - self.clock.now() for end in ends if end > self.clock.now()]
        near = timedelta(seconds=self.random.choice([-30, -20, -10, -1, 0, 1]))
        wait = self.random.choice(coming) + near if coming and self.random.random() < 0.7 else timedelta(days=1)
        if wait > timedelta(0):
            self.clock.advance(seconds=wait.total_seconds())

    def go_wrong(self):
        self.there.fates.append(self.random.choice(["lost", "nothing", "refused", "busy", "ok"]))

    def resume(self):
        with self.store.write() as tx:
            tx.resume_account(health_name("strict"))

    def decide(self):
        """Have a person look at the platform and say what became of what is in doubt; what is not there goes again."""
        for item in self._items():
            post = self.there.posts[item.id]
            for status, settle, purpose in (
                (item.reply, self.desk.resolve, item.reply_purpose),
                (item.orders.get(Purpose.PRIVATE), self.orders.resolve, Purpose.PRIVATE),
            ):
                if status is None or status.state != ReplyState.NEEDS_PERSON:
                    continue
                out = post.replies if purpose == Purpose.PUBLIC else post.messages
                not_there = self.random.choice([ReplyState.PENDING, ReplyState.RETRACTED])
                with suppress(NotAllowed):
                    settle(ALICE, item.id, ReplyState.SENT if out else not_there)

    def serve(self):
        """Have one comment answered, from beginning to end."""
        one = self._publish(PostKind.COMMENT)
        with suppress(NotAllowed):
            self.desk.approve(ALICE, one)
        self.clock.advance(seconds=20)
        self.send()

    def contact_twice(self):
        """Order private messages because of two comments of one author, before either leaves."""
        for one in [self._publish(PostKind.COMMENT, author="ann", place="road") for _ in range(2)]:
            self._write(one)
        self.send()

    def to_the_edge(self):
        """Order a private message, which begins to leave some seconds before its window closes."""
        self._write(self._publish(PostKind.COMMENT, author="bo"))
        left = self.random.choice([1, 5, 18, 25])
        self.clock.advance(seconds=WINDOWS[PostKind.COMMENT].total_seconds() - left)
        self.send()

    def _write(self, mention):
        with suppress(NotAllowed):
            self.orders.give(ALICE, mention, Order.WRITE, text="We can help.")

    # --- helpers -------------------------------------------------------------------------------------

    def _publish(self, kind, *, summoned=True, urgent=False, author="", place=""):
        self.clock.advance(seconds=1)
        author = author or self.random.choice(AUTHORS)
        number = len(self.there.posts)
        if author.startswith("?"):
            author = f"?{number}"
        conversation = (place or self.random.choice(["road", "library"])) + f"-{kind}"
        mention = stored_mention(
            self.store,
            platform="strict",
            account="strict",
            pseudonym=author,
            conversation=conversation,
            posted_at=self.clock.now(),
            kind=kind,
            summoned=summoned,
        )
        handle = PlatformHandle(post_id=mention, first_id=mention, author_id="7", kind=kind)
        from smbot.storage.tables import MentionRow

        with self.store.write() as tx:
            row = tx.session.get(MentionRow, mention)
            row.handle = HANDLES.seal(handle, mention)
            row.labels = [URGENT] if urgent else ["complaint"]
        self.there.posts[mention] = Post(
            mention, mention, author, conversation, kind, summoned, urgent, self.clock.now()
        )
        return mention

    def _out_of_reach(self, item):
        return item.conversation if item.pseudonym.startswith("?") else item.pseudonym

    def _items(self):
        with self.store.read() as tx:
            return tx.items(Filter(), limit=1000, offset=0)

    def _some(self, act, state=None):
        items = [item for item in self._items() if state is None or item.state == state]
        if items:
            with suppress(NotAllowed):
                act(self.random.choice(items))
