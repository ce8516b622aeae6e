"""A small platform with people, outages and webhooks, and smbot's real stages and store against it, step by step."""

import json
import random
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from fakes import ALICE, triage
from nacl.public import PrivateKey
from sqlalchemy import event

from smbot.collect.deliveries import work_off
from smbot.collect.keep import Collecting
from smbot.collect.ports import Notice, Noticed, OwnPost, Page
from smbot.collect.run import collect
from smbot.consequences import Consequences
from smbot.core.errors import (
    AccountProblem,
    DeliveryInDoubt,
    NotAllowed,
    Refused,
    SealError,
    Throttled,
    Unavailable,
)
from smbot.core.handle import PlatformHandle
from smbot.core.mention import Draft
from smbot.core.platform_rules import PlatformRules
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose
from smbot.core.redacted import RedactedText
from smbot.core.sending_rules import Limits
from smbot.core.states import MentionState, Mode, ReplyState
from smbot.core.warrant import WARRANT
from smbot.drafting import Chosen
from smbot.pipeline import Pipeline
from smbot.pipeline.drafts import DraftStage
from smbot.pipeline.keeping import Keeping
from smbot.pipeline.labelling import Labelling
from smbot.pipeline.reading import Reading
from smbot.pipeline.redaction import RedactionStage
from smbot.pipeline.triage import TriageStage
from smbot.raw.box import RawText
from smbot.raw.opening import open_raw
from smbot.raw.post import RawPost
from smbot.redact.mask import Redaction
from smbot.review.at_platform import AtPlatform, Order, OrderPolicy
from smbot.review.desk import Desk
from smbot.review.hindrances import DeskPolicy
from smbot.send.dispatch import Dispatching, dispatch, health_name
from smbot.send.outbox import Policy
from smbot.send.ports import OwnReplies, OwnReply
from smbot.vault.digest import Digester
from smbot.vault.handles import CursorBox, HandleOpener, Handles, HandleSealer
from smbot.vault.nacl import DeliveryOpener, DeliverySealer, InboxOpener, PostSealer
from smbot.vault.sealing import CollectorSealing

OFFICERS, WORKERS, DISPATCH = PrivateKey.generate(), PrivateKey.generate(), PrivateKey.generate()
DIGESTER = Digester(b"d" * 32)
PAGE = 3
WINDOW = timedelta(days=7)
US = "us"
RULES = PlatformRules(
    platform="fake",
    title="Fake",
    limit=1000,
    count=len,
    links=False,
    answers_unsummoned=True,
    purposes=frozenset(Purpose),
    hides=frozenset({PostKind.COMMENT}),
    private_windows={PostKind.COMMENT: WINDOW},
    private_limit=1000,
)


class Killed(BaseException):
    """The process died here: nothing after this line happens."""


@dataclass
class Post:
    """Something on the platform; `by` is `US` for our own, and `hand` says that a colleague wrote it there."""

    id: str
    by: str
    text: str
    at: object
    parent: str = ""
    hand: bool = False
    gone: bool = False
    touched: int = 0


@dataclass
class World:
    """The platform. `violations` collects what must never happen."""

    clock: object
    knows_of_answer: object = None
    posts: dict = field(default_factory=dict)
    serial: int = 0
    mode: str = "ok"
    fates: list = field(default_factory=list)
    deliveries: list = field(default_factory=list)
    messages: dict = field(default_factory=dict)
    tried: dict = field(default_factory=dict)
    ordered: dict = field(default_factory=dict)
    late: list = field(default_factory=list)
    violations: list = field(default_factory=list)

    # --- what people do ------------------------------------------------------------------------------

    def publish(self, by="citizen", parent="", hand=False):
        self.serial += 1
        post = Post(f"p{self.serial}", by, f"words {self.serial}", self.clock.now(), parent, hand, touched=self.serial)
        self.posts[post.id] = post
        self._tell("add", post)
        return post

    def edit(self, post):
        self.serial += 1
        post.text, post.touched = f"words {self.serial}", self.serial
        self._tell("edited", post)

    def delete(self, post):
        post.gone = True
        self._tell("remove", post)

    def _tell(self, verb, post):
        self.clock.advance(seconds=1)
        told = {"verb": verb, "id": post.id, "serial": self.serial, "by": post.by}
        told |= {"text": post.text, "at": post.at.isoformat(), "parent": post.parent}
        told["as_of"] = (post.at if verb == "add" else self.clock.now()).isoformat()
        self.deliveries.append(json.dumps(told).encode())

    # --- reading -------------------------------------------------------------------------------------

    name = "fake"

    def pages(self, cursor):
        """See `Collector.pages`: what was touched since the cursor, deletions excepted."""
        since = int(cursor or 0)
        while True:
            self._fail()
            touched = sorted((p for p in self.posts.values() if p.touched > since), key=lambda p: p.touched)
            some = touched[:PAGE]
            since = some[-1].touched if some else since
            here = [p for p in some if not p.gone]
            yield Page(
                posts=tuple(_raw(p) for p in here if p.by != US),
                own=tuple(OwnPost(handle=_handle(p), posted_at=p.at) for p in here if p.by == US),
                cursor=str(since),
            )
            if len(touched) <= PAGE:
                return

    def read(self, body):
        """See `Webhook.read`."""
        told = json.loads(body)
        post = Post(told["id"], told["by"], told["text"], datetime.fromisoformat(told["at"]), told["parent"])
        post.touched = told["serial"]
        if told["verb"] == "remove":
            return Page(posts=(), notices=(Notice(what=Noticed.DELETED, handle=_handle(post)),), cursor="")
        if post.by == US:
            return Page(posts=(), own=(OwnPost(handle=_handle(post), posted_at=post.at),), cursor="")
        return Page(posts=(replace(_raw(post), as_of=datetime.fromisoformat(told["as_of"])),), cursor="")

    def _fail(self):
        errors = {"down": Unavailable("down"), "busy": Throttled(), "token": AccountProblem("190")}
        if self.mode in errors:
            raise errors[self.mode]

    # --- writing -------------------------------------------------------------------------------------

    timeout_seconds = 20.0

    def reply(self, to, text):
        """See `Sender.reply`."""
        if self.knows_of_answer(to.post_id):
            self.violations.append(f"answered {to.post_id} after a colleague")
        return self._write(to, lambda: self._post_reply(to))

    def own_replies(self, to, since):
        """See `Sender.own_replies`."""
        self._fail()
        self._settle()
        found = [
            OwnReply(reply_id=p.id, text="Thank you.", created_at=p.at)
            for p in self.posts.values()
            if p.by == US and p.parent == to.post_id and not p.hand and not p.gone
        ]
        return OwnReplies(replies=tuple(found), complete=True)

    def same_text(self, ours, theirs):
        """See `Sender.same_text`."""
        return ours == theirs

    def write_privately(self, to, text):
        """See `WritesPrivately.write_privately`: once for each post."""
        target = self.posts[to.post_id]
        if self.clock.now() - target.at >= WINDOW:
            self.violations.append(f"wrote to {to.post_id} outside of the window")
        if self.mode == "ok":
            self.tried[to.post_id] = self.tried.get(to.post_id, 0) + 1
        return self._write(to, lambda: self._post_message(to))

    def own_messages(self, to, since):
        """See `WritesPrivately.own_messages`."""
        self._fail()
        self._settle()
        at = self.messages.get(to.post_id)
        found = [OwnReply(reply_id=f"m-{to.post_id}", text="We can help.", created_at=at)] if at else []
        return OwnReplies(replies=tuple(found), complete=True)

    def _post_reply(self, to):
        if any(p.by == US and p.parent == to.post_id and not p.hand for p in self.posts.values()):
            self.violations.append(f"posted twice under {to.post_id}")
        return self.publish(by=US, parent=to.post_id).id

    def _post_message(self, to):
        self.messages[to.post_id] = self.clock.now()
        return f"m-{to.post_id}"

    def _write(self, to, act):
        fate = self.fates.pop(0) if self.fates else "ok"
        self._fail()
        if fate == "killed before":
            raise Killed
        if self.posts[to.post_id].gone:
            raise Refused("404")
        if fate == "nothing":
            raise DeliveryInDoubt("timeout")
        if fate == "late":
            self.late.append((self.clock.now() + timedelta(seconds=60), act))
            raise DeliveryInDoubt("timeout")
        done = act()
        if fate == "killed after":
            raise Killed
        if fate == "lost":
            raise DeliveryInDoubt("timeout")
        return done

    def _settle(self):
        """Let what was delayed appear: the platform's own delay is shorter than the quiet period."""
        due = [act for at, act in self.late if at <= self.clock.now()]
        self.late = [(at, act) for at, act in self.late if at > self.clock.now()]
        for act in due:
            act()


def _handle(post):
    return PlatformHandle(
        post_id=post.id,
        first_id=post.id,
        author_id=post.by,
        conversation_id=post.parent or post.id,
        parent_id=post.parent,
        kind=PostKind.COMMENT,
    )


def _raw(post):
    return RawPost(
        platform="fake",
        account="fake",
        handle=_handle(post),
        text=RawText(post.text),
        posted_at=post.at,
        language="en",
        summoned=True,
        revision=post.text,
    )


class _Any:
    name = "any"
    steps = ()

    def revision(self):
        return "1"


class _Drafting:
    """Every post has the same answer, from which nothing else follows."""

    def choose(self, tx, mention, triage):
        draft = Draft(text="Thank you.", language="en", playbook="any", playbook_version="1")
        return Chosen(playbook=_Any(), situation=None, draft=draft, door=False, alone=False)

    def follow(self, tx, mention, chosen):
        pass


class _OneLabel:
    version = "one@1"

    def triage(self, text, language):
        return triage("complaint")


class Life:
    """One installation and its world; each method is one step that may happen at any time."""

    def __init__(self, store, key_store, clock, seed):
        self.store, self.clock, self.random = store, clock, random.Random(seed)  # noqa: S311 - chance, not secrecy
        self.world = World(clock, knows_of_answer=self._knows_of_answer)
        sealing = CollectorSealing(PostSealer(OFFICERS.public_key, WORKERS.public_key), DIGESTER, CursorBox(b"c" * 32))
        self.collecting = Collecting(store=store, keys=key_store, sealing=sealing, clock=clock)
        handles = Handles(HandleOpener(DISPATCH), HandleSealer(DISPATCH.public_key), DIGESTER)
        self.dispatching = Dispatching(
            store=store,
            handles=handles,
            refuses=lambda mention, text, purpose: "",
            mask=lambda text, _ours: text,
            clock=clock,
            policy=Policy(),
            live=True,
            rules=lambda _name: RULES,
            limits=lambda _name: Limits(),
        )
        self.handles = handles
        labelling = Labelling(classifier=_OneLabel(), precedence=("complaint",))
        consequences = Consequences(intake=None, clock=clock, steps=None)
        reading = Reading(
            store=store,
            inbox=InboxOpener(WORKERS),
            digester=DIGESTER,
            redact=lambda posts: [
                Redaction(
                    text=RedactedText(open_raw(post.text), (), WARRANT), spans=(), values=(), tokens=(), language="en"
                )
                for post in posts
            ],
        )
        keeping = Keeping(
            handles=HandleSealer(DISPATCH.public_key),
            digester=DIGESTER,
            labelling=labelling,
            consequences=consequences,
            arrivals=None,
        )
        self.pipeline = Pipeline(
            redaction=RedactionStage(store=store, reading=reading, keeping=keeping),
            triage=TriageStage(store=store, labelling=labelling, consequences=consequences),
            drafts=DraftStage(store=store, drafting=_Drafting()),
        )
        desk = DeskPolicy(
            mode=Mode.LIVE,
            undo=timedelta(seconds=10),
            claim_for=timedelta(minutes=15),
            answer_within=timedelta(hours=48),
            why_not_by_api=lambda item: None,
            needs_two=lambda item: False,
            approvers=lambda: frozenset(),
        )
        self.desk = Desk(store, clock, guard=lambda *_: [], mask=lambda _item, text: text, policy=desk)
        orders = OrderPolicy(
            mode=Mode.LIVE,
            undo=timedelta(seconds=10),
            rules=lambda _name: RULES,
            needs_two=lambda item: False,
            approvers=frozenset,
        )
        self.orders = AtPlatform(store, clock, guard=lambda *_: [], mask=lambda _item, text: text, policy=orders)
        self.decided_again = {}

    # --- steps ---------------------------------------------------------------------------------------

    def publish(self):
        self.world.publish()

    def edit(self):
        self._some_post(self.world.edit)

    def delete(self):
        self._some_post(self.world.delete)

    def answer_by_hand(self):
        self._some_post(lambda post: self.world.publish(by=US, parent=post.id, hand=True))

    def poll(self):
        collect(self.world, self.collecting)

    def deliver(self):
        """Deliver one of the last deliveries, perhaps again, perhaps out of order."""
        if self.world.deliveries:
            body = self.random.choice(self.world.deliveries[-6:])
            digest = DIGESTER.delivery("fake", body)
            with self.store.write() as tx:
                tx.add_delivery(digest, "fake", DeliverySealer(WORKERS.public_key).seal(body, digest))

    def work(self):
        work_off({"fake": self.world}, DeliveryOpener(WORKERS), self.collecting, self.store)
        self.pipeline.run_once()

    def approve(self):
        self._some_item(MentionState.DRAFTED, lambda item: self.desk.approve(ALICE, item.id))

    def undo(self):
        self._some_item(MentionState.APPROVED, lambda item: self.desk.undo(ALICE, item.id))

    def claim(self):
        self._some_item(MentionState.DRAFTED, lambda item: self.desk.claim(ALICE, item.id))

    def write_privately(self):
        def give(item):
            self.orders.give(ALICE, item.id, Order.WRITE, text="We can help.")
            post_id = self._post_of(item)
            self.world.ordered[post_id] = self.world.ordered.get(post_id, 0) + 1

        self._some_item(None, give)

    def send(self):
        with suppress(Killed):  # the next step is another process
            dispatch("fake", self.world, self.dispatching)

    def go_wrong(self):
        """Let the next write have a fate of its own."""
        self.world.fates.append(self.random.choice(["lost", "late", "nothing", "killed before", "killed after"]))

    def outage(self):
        self.world.mode = self.random.choice(["down", "busy", "token"])

    def recover(self):
        self.world.mode = "ok"
        with self.store.write() as tx:
            tx.resume_account("fake")
            tx.resume_account(health_name("fake"))

    def wait(self):
        self.clock.advance(seconds=self.random.choice([5, 60, 600, 3600, 86_400]))

    def decide(self):
        """Have a person look at the platform and say what became of what is in doubt."""
        for item in self._items():
            if item.reply is not None and item.reply.state == ReplyState.NEEDS_PERSON:
                there = bool(self.world.own_replies(self._to(item), None).replies) if self.world.mode == "ok" else None
                if there is not None:
                    self.desk.resolve(ALICE, item.id, ReplyState.SENT if there else ReplyState.RETRACTED)
            private = item.orders.get(Purpose.PRIVATE)
            if private is not None and private.state == ReplyState.NEEDS_PERSON and self.world.mode == "ok":
                there = bool(self.world.own_messages(self._to(item), None).replies)
                self.orders.resolve(ALICE, item.id, ReplyState.SENT if there else ReplyState.RETRACTED)

    def serve(self):
        """Do an ordinary round: read, work, approve one reply, wait for its undo window, send."""
        self.poll()
        self.work()
        self.approve()
        self.clock.advance(seconds=60)
        self.send()

    def hurry(self):
        """Send again and again within a minute: whoever does not wait for the platform's delay posts twice."""
        for _ in range(5):
            self.send()
            self.clock.advance(seconds=10)

    STEPS = (
        "hurry",
        "serve",
        "serve",
        "serve",
        "publish",
        "write_privately",
        "go_wrong",
        "publish",
        "edit",
        "delete",
        "answer_by_hand",
        "poll",
        "deliver",
        "work",
        "approve",
        "undo",
        "claim",
        "write_privately",
        "send",
        "go_wrong",
        "outage",
        "recover",
        "wait",
        "decide",
    )

    # --- the end of a history ------------------------------------------------------------------------

    def come_to_rest(self):
        """Let everything work again, and go on until nothing moves."""
        self.world.fates.clear()
        self.recover()
        for _ in range(8):
            self.clock.advance(seconds=1800)
            self.world._settle()
            self.poll()
            for _ in range(3):
                self.work()
            self.send()
            self.decide()
            self.recover()

    def violations(self):
        """Return everything that must not be so at the end."""
        items = {self._post_of(item): item for item in self._items()}
        found = [*self.world.violations, *self._unread(), *self._wrong_texts(items)]
        for post_id, item in items.items():
            replies = [p for p in self.world.posts.values() if p.by == US and p.parent == post_id and not p.hand]
            if len(replies) > 1:
                found.append(f"{post_id} has two replies")
            settled = {ReplyState.SENT, ReplyState.REFUSED, ReplyState.RETRACTED}
            orders = [status for status in (item.reply, *item.orders.values()) if status is not None]
            found += [f"{post_id} is not settled: {s.state}" for s in orders if s.state not in settled]
            if item.reply is not None and (item.reply.state == ReplyState.SENT) != bool(replies):
                found.append(f"{post_id}: the outbox says {item.reply.state}, the platform has {len(replies)}")
        tried, ordered = self.world.tried, self.world.ordered
        return found + [f"{post_id} was written to again" for post_id in tried if tried[post_id] > ordered[post_id]]

    def _unread(self):
        with self.store.read() as tx:
            if tx.count_waiting() or tx.count_deliveries(set_aside=False) or tx.count_deliveries(set_aside=True):
                yield "something still waits to be read"

    def _wrong_texts(self, items):
        """Yield what is lost, what is not the author's last word, and what stayed after a deletion was told."""
        for post in [p for p in self.world.posts.values() if p.by != US]:
            with self.store.read() as tx:
                seen = tx.seen(DIGESTER.post("fake", _handle(post)))
            item = items.get(post.id)
            if seen is not None and seen.gone:
                if not post.gone:
                    yield f"{post.id} is taken for deleted"
                if item is not None and item.text is not None:
                    yield f"{post.id} was deleted and its text is here"
            elif not post.gone and item is None:
                yield f"{post.id} is lost"
            elif not post.gone and (item.text is None or item.text.text != post.text):
                yield f"{post.id} is not what its author last wrote"

    def _items(self):
        from smbot.review.ports import Filter

        with self.store.read() as tx:
            return tx.items(Filter(), limit=1000, offset=0)

    def _to(self, item):
        with self.store.read() as tx:
            return self.handles.open(tx.sealed_handle(item.id), item.id)

    def _post_of(self, item):
        try:
            return self._to(item).post_id
        except SealError:
            return item.id

    def _some_post(self, act):
        theirs = [p for p in self.world.posts.values() if p.by != US and not p.gone]
        if theirs:
            act(self.random.choice(theirs))

    def _some_item(self, state, act):
        items = [item for item in self._items() if state is None or item.state == state]
        if items:
            with suppress(NotAllowed):  # the desk says no, and why
                act(self.random.choice(items))

    def _knows_of_answer(self, post_id):
        """Say whether the store knew of a colleague's answer to the post, before this reply was begun."""
        by_hand = [p for p in self.world.posts.values() if p.by == US and p.parent == post_id and p.hand]
        from smbot.storage.tables import OwnPostRow

        with self.store.read() as tx:
            return any(tx.session.get(OwnPostRow, DIGESTER.post("fake", _handle(p))) for p in by_hand)


def hurried(engine):
    """Let a database of one test forget about power failures."""

    @event.listens_for(engine, "connect")
    def _hurry(connection, _entry):
        connection.execute("PRAGMA synchronous=OFF")

    return engine
