"""What posts carry beside their text goes through the stages with it, and nothing personal of it is stored in clear."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from fakes import NOW, FakeCollector, raw_post
from sqlalchemy import text as sql

from smbot.collect.ports import Notice, Noticed, Page
from smbot.collect.run import collect
from smbot.core.accounts import MOST_ATTEMPTS
from smbot.core.errors import MemoryFailed
from smbot.core.handle import PlatformHandle
from smbot.core.parts import PartKind
from smbot.raw.box import RawText
from smbot.raw.post import RawPart, RawPerson
from tests.no_models import NoNames

BODY = "My name is Zéphirine Quackenbusch, call me at 604 555-0187"


@pytest.fixture
def arrive(an_installation):
    """Collect a page and take it through the stages."""
    cursors = map(str, range(1, 9))

    def take(*posts, notices=()):
        collector = FakeCollector(Page(posts=posts, notices=notices, cursor=next(cursors)), name="x")
        collect(collector, an_installation.collecting())
        an_installation.pipeline(NoNames()).run_dry()

    return take


@pytest.fixture
def shown(an_installation):
    """Return a post's text and parts as they stand in the queue."""

    def look(post):
        with an_installation.store.read() as tx:
            item = tx.item(tx.seen(an_installation.digester.post(post.platform, post.handle)).mention)
        return [part.text and part.text.text for part in (item, *item.parts)]

    return look


def with_parts(number, text, *parts, **changes):
    boxed = tuple(RawPart(kind=kind, value=RawText(value)) for kind, value in parts)
    return raw_post(number, text=RawText(text), conversation_id="thread", parts=boxed, **changes)


def test_parts_are_masked_with_the_text_and_numbered_with_the_conversation(arrive, shown):
    first = with_parts(1, "Call 604-555-0199", (PartKind.PICTURE, "A card with 604-555-0187"))
    later = with_parts(2, BODY, (PartKind.QUOTED, "Write to 604 555 0199 or 604 555 0111"))

    arrive(first)
    arrive(later)

    assert shown(first) == ["Call [PHONE_NUMBER 1]", "A card with [PHONE_NUMBER 2]"]
    assert shown(later) == [
        "My name is [PERSON 1], call me at [PHONE_NUMBER 2]",
        "Write to [PHONE_NUMBER 1] or [PHONE_NUMBER 3]",
    ]


@pytest.mark.parametrize("together", [True, False], ids=["one batch", "two batches"])
def test_a_later_post_that_repeats_a_masked_value_bare_is_masked(arrive, shown, together):
    first = with_parts(1, BODY)
    later = with_parts(2, "Quackenbusch again, with 6045550187?", posted_at=first.posted_at + timedelta(minutes=1))
    stranger = raw_post(3, text=RawText("Quackenbusch again?"), conversation_id="elsewhere")

    for page in [(first, later, stranger)] if together else [(first,), (later,), (stranger,)]:
        arrive(*page)

    assert "Quackenbusch" not in shown(later)[0]
    assert "6045550187" not in shown(later)[0]
    assert shown(stranger) == ["Quackenbusch again?"]


def test_the_author_of_what_is_answered_is_masked_where_the_text_names_them(arrive, shown):
    answer = with_parts(1, "zedekiah is right #JusticeForZedekiah", people=(RawPerson(name="Zedekiah Quux"),))

    arrive(answer)

    assert "zedekiah" not in shown(answer)[0].lower()


def test_display_name_and_handle_are_masked_in_any_form(arrive, shown):
    text = "canary_author here, CANARY AUTHOR, @Canary_Author, #TeamCanaryAuthor canaryauthor"

    arrive(post := with_parts(1, text, author_name="Canary Author", author_handle="canary_author"))

    assert "canary" not in shown(post)[0].lower()


def test_a_deleted_post_leaves_no_part(arrive, an_installation):
    post = with_parts(1, "Look", (PartKind.PICTURE, "Purple hippopotamus"))
    arrive(post)

    arrive(notices=(Notice(what=Noticed.DELETED, handle=post.handle),))

    with an_installation.store.read() as tx:
        rows = list(tx.session.execute(sql("SELECT parts FROM mention")))
    assert [row[0] in ("[]", []) for row in rows] == [True]


def test_an_edit_replaces_the_parts(arrive, shown):
    first = with_parts(1, "Look", (PartKind.PICTURE, "Before"), revision="1")
    edited = with_parts(1, "Look again", (PartKind.LINK_TITLE, "After"), revision="2")

    arrive(first)
    arrive(edited)

    assert shown(edited) == ["Look again", "After"]


def test_no_reply_repeats_what_a_part_hid(arrive, an_installation):
    post = with_parts(1, "Look", (PartKind.PICTURE, "A card with 604-555-0187"))

    arrive(post)

    digester = an_installation.digester
    conversation = digester.conversation("x", post.handle)
    with an_installation.store.read() as tx:
        assert tx.known_tokens(conversation, [digester.token(conversation, "6045550187")])


ORIGINAL = PlatformHandle(post_id="77", first_id="77", author_id="")
GONE = Notice(what=Noticed.DELETED, handle=ORIGINAL)


def quoting(number, text="Look", **changes):
    """A post that quotes another, with that post's words and picture, and a picture of its own."""
    theirs = {"post_id": "77", "conversation_id": "77"}
    parts = (
        RawPart(kind=PartKind.QUOTED, value=RawText("Purple hippopotamus, call 604 555 0187"), **theirs),
        RawPart(kind=PartKind.PICTURE, value=RawText("A purple one"), **theirs),
        RawPart(kind=PartKind.PICTURE, value=RawText("A ferry")),
    )
    return raw_post(number, text=RawText(text), parts=parts, quoted_id="77", **changes)


def events(an_installation, act):
    with an_installation.store.read() as tx:
        return [record.subject for record in tx.audit_records() if record.act == act]


def test_a_quoted_post_that_its_author_deletes_leaves_every_mention(arrive, shown, an_installation):
    first, second, other = quoting(1), quoting(2), with_parts(3, "Other", (PartKind.QUOTED, "Green hippopotamus"))
    arrive(first, second, other)

    arrive(notices=(GONE,))
    arrive(notices=(GONE,))

    assert shown(first) == shown(second) == ["Look", "A ferry"]
    assert shown(other) == ["Other", "Green hippopotamus"]
    assert len(set(events(an_installation, "mention.quote-deleted"))) == 2
    assert len(events(an_installation, "mention.quote-deleted")) == 2
    with an_installation.store.read() as tx:
        stored = str(list(tx.session.execute(sql("SELECT parts, masks FROM mention"))))
    assert "urple" not in stored


def test_what_was_deleted_before_a_quote_is_read_is_not_shown(arrive, shown):
    arrive(notices=(GONE,))

    arrive(post := quoting(1))

    assert shown(post) == ["Look", "A ferry"]


def test_a_mention_that_is_gone_leaves_those_that_quote_it_too(arrive, shown):
    original = raw_post(77, post_id="77", first_id="77", text=RawText("Purple hippopotamus"))
    arrive(original, post := quoting(1))

    arrive(notices=(GONE,))

    assert shown(original) == [None]
    assert shown(post) == ["Look", "A ferry"]


def test_what_was_masked_in_a_quote_stays_masked_after_it_is_gone(arrive, shown):
    arrive(quoting(1, conversation_id="thread"), notices=())
    arrive(notices=(GONE,))

    arrive(later := with_parts(2, "6045550187?"))

    assert "0187" not in shown(later)[0]


def test_an_edit_that_quotes_no_more_forgets_the_quoted_post(arrive, an_installation):
    arrive(quoting(1, revision="1"))

    arrive(with_parts(1, "Look again", revision="2"))
    arrive(notices=(GONE,))

    assert events(an_installation, "mention.quote-deleted") == []


class FailingLookUps:
    """A store in which nobody can look up what was masked before, in one conversation or in any."""

    def __init__(self, store, conversation=""):
        self._store = store
        self._conversation = conversation
        self.write, self.turn = store.write, store.turn

    @contextmanager
    def read(self):
        with self._store.read() as tx:
            self._known, tx.known_tokens, tx.remembering = tx.known_tokens, self._look_up, self._remembering
            yield tx

    def _remembering(self, conversations):
        if self._conversation == "":
            raise OSError("disk")
        return frozenset(conversations)

    def _look_up(self, conversation, digests):
        if self._conversation in ("", conversation):
            raise OSError("disk")
        return self._known(conversation, digests)


def failing(pipeline, conversation=""):
    """Return stages whose look-ups fail."""
    reading = pipeline.redaction.reading
    reading = replace(reading, store=FailingLookUps(reading.store, conversation))
    return replace(pipeline, redaction=replace(pipeline.redaction, reading=reading))


def test_a_failed_look_up_leaves_the_posts_in_the_inbox_and_is_no_attempt_of_theirs(an_installation, shown):
    posts = (raw_post(1, text=RawText("The bus is late")), raw_post(2, text=RawText("Call 604 555 0187")))
    collect(FakeCollector(Page(posts=posts, cursor="1"), name="x"), an_installation.collecting())
    pipeline = an_installation.pipeline(NoNames())

    with pytest.raises(MemoryFailed, match=r"could not be looked up \(OSError\)"):
        failing(pipeline).redaction.batch()
    with an_installation.store.read() as tx:
        attempts = [row[0] for row in tx.session.execute(sql("SELECT attempts FROM inbox"))]
    pipeline.run_dry()

    assert attempts == [0, 0]
    assert [shown(post) for post in posts] == [["The bus is late"], ["Call [PHONE_NUMBER 1]"]]


@pytest.fixture
def one_failing(an_installation):
    """Collect five posts; return them with stages that cannot look up what was masked in the first's conversation."""
    texts = ("Call 604 555 0187", "It rains", "It snows", "It hails", "It clears")
    posts = [raw_post(n, text=RawText(text), conversation_id=f"c{n}") for n, text in enumerate(texts, 1)]
    collect(FakeCollector(Page(posts=tuple(posts), cursor="1"), name="x"), an_installation.collecting())
    conversation = an_installation.digester.conversation("x", posts[0].handle)
    pipeline = an_installation.pipeline(NoNames())
    return posts, failing(pipeline, conversation)


def test_a_conversation_whose_look_ups_fail_for_long_stays_and_the_others_go_through(
    an_installation, shown, one_failing
):
    posts, failing = one_failing

    for _ in range(3 * MOST_ATTEMPTS):
        with pytest.raises(MemoryFailed):
            failing.run_once()

    assert [shown(post) for post in posts[1:]] == [["It rains"], ["It snows"], ["It hails"], ["It clears"]]
    with an_installation.store.read() as tx:
        assert tx.count_waiting() == 1
        chosen = [row[0] for row in tx.session.execute(sql("SELECT playbook FROM mention"))]
    assert (len(chosen), all(chosen)) == (4, True)
    an_installation.pipeline(NoNames()).run_once()
    assert shown(posts[0]) == ["Call [PHONE_NUMBER 1]"]


def test_what_stays_for_its_look_ups_does_not_go_before_what_comes_later(an_installation, one_failing, shown):
    _, failing = one_failing
    with pytest.raises(MemoryFailed):
        failing.run_once()
    later = raw_post(6, text=RawText("It thaws"), conversation_id="c6")
    collect(FakeCollector(Page(posts=(later,), cursor="2"), name="x"), an_installation.collecting())

    with an_installation.store.read() as tx:
        [first] = tx.waiting(1)

    assert first.attempts == 0


def test_a_later_post_waits_for_one_of_its_conversation_whose_look_ups_fail(an_installation, shown):
    part = RawPart(kind=PartKind.QUOTED, value=RawText("Call 604 555 0187"), post_id="77")
    quote = raw_post(1, text=RawText("My name is Zed Quux"), conversation_id="thread", parts=(part,))
    later = with_parts(2, "So Quux is late", posted_at=NOW + timedelta(minutes=1))
    collect(FakeCollector(Page(posts=(quote, later), cursor="1"), name="x"), an_installation.collecting())
    pipeline, elsewhere = an_installation.pipeline(NoNames()), an_installation.digester.conversation_of("x", "77")

    with pytest.raises(MemoryFailed):
        failing(pipeline, elsewhere).run_once()
    pipeline.run_dry()

    assert shown(later) == ["So [PERSON 2] is late"]
