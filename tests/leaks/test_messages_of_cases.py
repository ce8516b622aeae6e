"""Facebook messages that join a case: nothing of them in clear, nothing of them in public, a code out and no more."""

import re

import pytest
from fakes import NOW

from smbot import settings
from smbot.bootstrap import Application
from smbot.bootstrap.cases import assignee_of, cases_of
from smbot.bootstrap.private import private_desk
from smbot.core.clock import FrozenClock
from smbot.core.errors import NotAllowed
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose
from smbot.core.roles import Role
from smbot.core.states import MentionState, ReplyState
from smbot.demo.stage import send_all
from smbot.handoff.codes import is_case_code
from smbot.handoff.opening import open_private
from smbot.installation import NewMember, add_member, install
from smbot.playbooks.fields import CASE_CODE
from smbot.review.at_platform import Order
from smbot.review.ports import Filter
from smbot.testing.facebook import FacebookServer, FacebookWorld
from smbot.testing.facebook.nouns import Attachment
from tests.installations import PASSWORD
from tests.leaks.sinks import found_below, found_in
from tests.leaks.test_facebook_canaries import CONFIGURATION, everything, read_all

HANDLE = "zephquack"
COMPLAINT = "Three hours at your counter and nobody came. This is unacceptable."
PAGE = "https://private.example.ca"
VALUES = {
    "name": "Zéphirine Quackenbusch",
    "phone": "604 555-0187",
    "sin": "130 692 544",
    "words": "nobody listens to marmalade",
    "other name": "Barnabas Crumplehorn",
    "file": "marmalade_of_quackenbusch",
}
SECRET = (
    "I am Zéphirine Quackenbusch, SIN 130 692 544, ask Barnabas Crumplehorn at 604 555-0187: "
    "nobody listens to marmalade there."
)


@pytest.fixture
def clock():
    return FrozenClock(NOW)


@pytest.fixture
def world(clock):
    made = FacebookWorld(clock)
    made.add_person(HANDLE, VALUES["name"])
    return made


@pytest.fixture
def site(tmp_path, world, clock):
    """An installation connected to the local Facebook, with its secure page's address."""
    with FacebookServer(world) as server:
        folder = tmp_path / "site"
        folder.mkdir()
        values = {"page_id": world.page.id, "app_id": world.tokens.app_id, "url": server.url}
        written = CONFIGURATION.format(**values) + f'[citizen]\npublic_url = "{PAGE}"\n'
        (folder / "config.toml").write_text(written, "utf-8")
        (folder / "secrets").mkdir(mode=0o700)
        secrets = {"page_token": world.tokens.page, "app_secret": world.tokens.app_secret}
        for name, value in (secrets | {"verify_token": world.webhooks.verify_token}).items():
            path = folder / "secrets" / f"facebook.{name}"
            path.touch(mode=0o600)
            path.write_text(value, "utf-8")
        install(folder, None).close()
        application = Application(settings.load(folder / "config.toml"), clock, {})
        yield application
        application.close()


@pytest.fixture
def bob(site):
    return add_member(site, NewMember(name="bob", password=PASSWORD, roles=frozenset({Role.APPROVER})), by="test")


@pytest.fixture
def comment(site, world, bob):
    """A complaint below our post, with the case that it opened given to bob."""
    world.comment(HANDLE, world.post("The office opens at nine."), COMPLAINT)
    read_all(site)
    (item,) = site.desk().listing(bob, Filter()).items
    cases_of(site).assign(bob, case_of(site, item).id)
    return item


def case_of(site, item):
    with site.store.read() as tx:
        (case,) = tx.cases_of_mention(item.id)
    return case


def say_in_private(site, world, clock, text=SECRET):
    clock.advance(minutes=1)
    message = world.message(HANDLE, text)
    world.attach(message, Attachment(name=f"{VALUES['file']}.pdf"))
    read_all(site)


def the_message(site, bob):
    items = site.desk().listing(bob, Filter(), limit=99).items
    return next(item for item in items if item.kind == PostKind.MESSAGE)


def test_a_message_of_a_case_stands_in_clear_nowhere(tmp_path, site, world, clock, bob, comment, capfd):
    say_in_private(site, world, clock)

    message = the_message(site, bob)
    desk = private_desk(site, assignee_of(site))
    (opened,) = desk.open_thread(case_of(site, comment).id, bob)
    shown = everything(site, bob) + repr(opened) + repr(site.vitals())
    output = "".join(capfd.readouterr())

    assert VALUES["words"] in open_private(opened.said.text), "the assignee must read it"
    assert VALUES["file"] in open_private(opened.said.text)
    assert (message.state, message.text, message.parts) == (MentionState.QUARANTINED, None, ())
    assert found_in((shown + output).encode(), VALUES) == []
    assert found_below(tmp_path, VALUES, leave_out=("site",)) == []
    assert found_below(tmp_path / "site", VALUES, leave_out=("secrets",)) == []


REPEATING = (
    "Hello, bonjour. We have noted that nobody listens to marmalade.",
    "Hello, bonjour. Please ask Barnabas at the counter.",
    "Hello, bonjour. Is your number 604-555-0187?",
)


@pytest.mark.parametrize("words", REPEATING)
def test_a_reply_that_repeats_what_was_said_in_private_is_not_even_kept(site, world, clock, bob, comment, words):
    say_in_private(site, world, clock)
    desk = site.desk()

    with pytest.raises(NotAllowed):
        desk.edit(bob, comment.id, words)

    assert "private" in {problem.rule for problem in desk.problems(desk.item(bob, comment.id), words)}


@pytest.mark.parametrize("words", REPEATING[:2])
def test_a_reply_is_refused_at_approval_once_its_words_were_said_in_private(site, world, clock, bob, comment, words):
    desk = site.desk()
    desk.edit(bob, comment.id, words)
    say_in_private(site, world, clock)

    with pytest.raises(NotAllowed, match="private"):
        desk.approve(bob, comment.id)


def test_a_reply_is_stopped_by_the_dispatcher_once_its_words_were_said_in_private(site, world, clock, bob, comment):
    desk = site.desk()
    desk.edit(bob, comment.id, REPEATING[0])
    desk.approve(bob, comment.id)
    say_in_private(site, world, clock)

    send_all(site)

    reply = desk.item(bob, comment.id).reply
    assert (reply.state, reply.code) == (ReplyState.REFUSED, "guard:private")
    assert world.replies_by_us() == []


def test_the_playbooks_own_words_leave_though_somebody_said_them_in_private(site, world, clock, bob, comment):
    say_in_private(site, world, clock, text=comment.draft)

    site.desk().approve(bob, comment.id)
    send_all(site)

    assert site.desk().item(bob, comment.id).reply.state == ReplyState.SENT


def test_a_private_message_gives_the_code_of_the_case_and_the_page(site, world, bob, comment):
    orders = site.at_platform()
    text = orders.policy.prepared(comment)
    assert CASE_CODE in text

    orders.give(bob, comment.id, Order.WRITE, text=text)
    send_all(site)

    (sent,) = [m.text for m in world.messages_with(world.person_named(HANDLE).id)]
    code = re.search(r"(\S+) \(https://private\.example\.ca\)", sent)[1]
    assert CASE_CODE not in sent
    assert is_case_code(code)
    with site.store.read() as tx:
        assert tx.case_code(code.replace("-", "")).case == case_of(site, comment).id


def test_a_code_that_was_given_to_nobody_is_given_again(site, bob, comment):
    orders = site.at_platform()
    text = orders.policy.prepared(comment)

    first, second = (orders.policy.filled(bob, comment, text, Purpose.PRIVATE) for _ in range(2))

    assert first == second


def test_no_other_link_leaves_in_private(site, bob, comment):
    words = f"Hello, bonjour. See {PAGE} or https://elsewhere.example.com/{{x}}"

    rules = [problem.rule for problem in site.guard()(comment, words, Purpose.PRIVATE)]

    assert rules.count("links") == 1


def test_without_a_case_there_is_no_code_to_give(site, world, bob):
    world.comment(HANDLE, world.post("The office opens at nine."), "What a lovely day, thank you all!")
    read_all(site)
    (item,) = site.desk().listing(bob, Filter()).items

    with pytest.raises(NotAllowed, match="code"):
        site.at_platform().give(bob, item.id, Order.WRITE, text=f"Hello, bonjour. Code: {CASE_CODE}")


def test_a_complaint_in_private_is_answered_with_a_code_and_the_next_message_is_sealed(site, world, clock, bob):
    world.message(HANDLE, COMPLAINT)
    read_all(site)
    first = the_message(site, bob)

    site.desk().approve(bob, first.id)
    send_all(site)
    say_in_private(site, world, clock)

    sent = [m.text for m in world.messages_with(world.person_named(HANDLE).id)]
    assert any(PAGE in text for text in sent)
    with site.store.read() as tx:
        assert len(tx.private_messages(case_of(site, first).id)) == 1
