"""The canary test on Facebook: deliveries, private messages, orders, edits, deletions leave nothing in clear."""

from contextlib import suppress

import httpx
import pytest
import structlog
from fakes import NOW
from running import run

from smbot import settings
from smbot.bootstrap import Application
from smbot.collect.run import collect
from smbot.core.clock import FrozenClock
from smbot.core.errors import NotAllowed, SmbotError
from smbot.core.post_kinds import PostKind
from smbot.core.roles import Role
from smbot.daemon.metrics import create_metrics_app
from smbot.demo.stage import approve_all, send_all
from smbot.installation import NewMember, add_member, install
from smbot.logs import configure_logs
from smbot.review.at_platform import Order
from smbot.review.ports import Filter
from smbot.testing.facebook import FacebookServer, FacebookWorld, Fault
from smbot.testing.facebook.nouns import Attachment
from smbot.web.webhooks import create_webhook_app
from tests.installations import PASSWORD
from tests.leaks.sinks import found_below, found_in
from tests.no_models import NoNames

VALUES = {
    "name": "Zéphirine Quackenbusch",
    "phone": "604 555-0187",
    "email": "zeph.quack@example.org",
    "postal code": "V6T 1Z4",
    "sin": "130 692 544",
    "card": "4111 1111 1111 1111",
    "name in a link": "Barnabas Crumplehorn",
    "e-mail in an address": "barnabas.crumple@example.org",
    "phone in a picture": "604 555-0144",
    "name of a file": "Theodosia Wigglesworth",
    "name of a file in small letters": "theodosia_wigglesworth",
    "phone in a shared post": "604 555-0122",
    "name of who is tagged": "Philomena Dragonwagon",
}
CARRIED = (
    Attachment(
        title="My name is Barnabas Crumplehorn",
        description="Barnabas Crumplehorn, 604 555-0144",
        address="https://example.org/barnabas-crumplehorn?to=barnabas.crumple@example.org",
    ),
    Attachment(description="A card: call 604 555-0144"),
)
TEXTS = (
    "Zéphirine Quackenbusch here, nobody called me back at 604 555-0187 or zeph.quack@example.org. I complain!",
    "mon NAS est 130 692 544, code postal V6T 1Z4, rappelez-moi 😀 ça fait trois fois",
    "you charged my card 4111 1111 1111 1111 twice",
)
HANDLE = "zephquack"
CONFIGURATION = """
[organisation]
name = {{ en = "Northern Services", fr = "Services du Nord" }}
[sending]
mode = "live"
undo_seconds = 0
[webhooks]
public_url = "https://hooks.example.ca"
[platforms.facebook]
enabled = true
page_id = "{page_id}"
app_id = "{app_id}"
graph_url = "{url}"
timeout_seconds = 2
"""


@pytest.fixture
def logged():
    """Logs as `smbot run` writes them, for this test alone."""
    configure_logs("info", "json")
    yield
    structlog.reset_defaults()


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
    """An installation connected to the local Facebook, with an approver."""
    with FacebookServer(world) as server:
        folder = tmp_path / "site"
        folder.mkdir()
        values = {"page_id": world.page.id, "app_id": world.tokens.app_id, "url": server.url}
        (folder / "config.toml").write_text(CONFIGURATION.format(**values), "utf-8")
        (folder / "secrets").mkdir(mode=0o700)
        secrets = {"page_token": world.tokens.page, "app_secret": world.tokens.app_secret}
        for name, value in (secrets | {"verify_token": world.webhooks.verify_token}).items():
            path = folder / "secrets" / f"facebook.{name}"
            path.touch(mode=0o600)
            path.write_text(value, "utf-8")
        install(folder, None).close()
        application = Application(settings.load(folder / "config.toml"), clock, {})
        application.server = server
        yield application
        application.close()


def canaries_of(world):
    """Return every value that must not appear: what people wrote, what identifies them, our secrets."""
    person = world.person_named(HANDLE)
    ids = {f"id {one.id}": one.id for one in (*world.comments(), *world.messages_with(person.id))}
    secrets = {"page token": world.tokens.page, "app secret": world.tokens.app_secret}
    return {**VALUES, **ids, **secrets, "person": person.id, "verify token": world.webhooks.verify_token}


def read_all(application):
    work = application.collecting()
    for planned in application.planned():
        collect(planned.collector, work, page_limit=None)
    application.work_off_deliveries()
    application.pipeline(NoNames()).run_dry()


def carry(world, comment):
    """Have a comment, a message and visitors' posts carry personal values in whatever stands beside a text."""
    world.attach(comment, CARRIED[0])
    message = world.message(HANDLE, "signed Mrs. Theodosia Wigglesworth")
    world.attach(message, Attachment(name="theodosia_wigglesworth.pdf"))
    world.attach(world.visitor_post(HANDLE, "Look at this"), *CARRIED)
    world.add_person("philomena", VALUES["name of who is tagged"])
    shared = world.tag("philomena", "Service Nord, call me at 604 555-0122")
    sharing = world.visitor_post(HANDLE, "Philomena Dragonwagon said so, #justiceforphilomena")
    world.attach(sharing, Attachment(description="call me at 604 555-0122"), shares=shared, tags=["philomena"])


def deliver(application, world):
    async def post():
        transport = httpx.ASGITransport(create_webhook_app(application))
        async with httpx.AsyncClient(transport=transport, base_url="https://hooks.example.ca") as client:
            answers = [await client.get("/webhooks/facebook", params=world.webhooks.challenge())]
            for delivery in world.webhooks.take():
                headers = dict(delivery.headers)
                for sent in (headers, headers | {"X-Hub-Signature-256": "sha256=" + "0" * 64}):
                    answers.append(await client.post("/webhooks/facebook", content=delivery.body, headers=sent))
            return answers

    return [answer.status_code for answer in run(post())]


def everything(application, bob):
    """Return what the desk would show of every mention, and the metrics, as one text."""
    desk, orders = application.desk(), application.at_platform()
    seen = []
    for item in desk.listing(bob, Filter(), limit=99).items:
        seen += [repr(item), str(desk.actions(bob, item)), str(orders.orders(bob, item)), item.text and item.text.text]
        seen += [part.text.text for part in item.parts if part.text]
    with application.store.read() as tx:
        seen += [record.body.decode() for record in tx.audit_records()]

    async def scrape():
        transport = httpx.ASGITransport(create_metrics_app(application))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return (await client.get("/metrics")).text

    return "\n".join([*map(str, seen), run(scrape())])


@pytest.mark.usefixtures("logged")
def test_nothing_personal_is_left_in_clear_by_facebook(tmp_path, site, world, clock, capfd):
    bob = add_member(site, NewMember(name="bob", password=PASSWORD, roles=frozenset({Role.APPROVER})), by="test")
    ours = world.post("The office opens at nine.")
    first, second = (world.comment(HANDLE, ours, text) for text in TEXTS[:2])
    world.message(HANDLE, TEXTS[2])
    carry(world, first)
    world.review(HANDLE, TEXTS[0])

    statuses = deliver(site, world)
    read_all(site)
    approve_all(site, bob)
    site.server.faults.next("POST /{object}/comments", Fault.DROP_AFTER_COMMIT)
    clock.advance(minutes=1)
    send_all(site)
    clock.advance(minutes=5)
    send_all(site)
    orders = site.at_platform()
    kinds = {item.kind: item for item in site.desk().listing(bob, Filter(), limit=99).items}
    comment = kinds[PostKind.COMMENT]
    orders.give(bob, comment.id, Order.HIDE, reason=f"she wrote {VALUES['phone']}")
    with suppress(NotAllowed):  # where no reply of ours is out, a first one must greet in both languages
        orders.give(bob, comment.id, Order.WRITE, text="Merci de nous avoir écrit. Nous pouvons vous aider ici.")
    send_all(site)
    for reply in world.replies_by_us():
        world.edit(reply.id, f"Call {VALUES['name']} at {VALUES['phone']}")
    for item in site.desk().listing(bob, Filter(), limit=99).items:
        if orders.orders(bob, item).get(Order.LOOK, "no") is None:
            orders.give(bob, item.id, Order.LOOK)
    send_all(site)
    world.edit(first, f"{TEXTS[2]} and {VALUES['email']}")
    world.delete(second)
    deliver(site, world)
    read_all(site)
    for fault in (Fault.PASSWORD_CHANGED, Fault.RESET_BEFORE, Fault.HTML_502, Fault.BROKEN_OFF):
        site.server.faults.next("GET /{page}/feed", fault)
        clock.advance(hours=1)
        read_all(site)
    connected = site.platforms["facebook"]
    told = [str(f) for f in connected.adapter.probe(connected.settings, connected.secrets, clock)]
    site.server.close()
    try:
        connected.adapter.expires(connected.settings, connected.secrets, clock)
    except SmbotError as error:
        told.append(f"{error} {error!r}")
    shown = everything(site, bob)
    output = "".join(capfd.readouterr())

    assert set(statuses) == {200, 401}, "the test must deliver, and forge"
    assert any(reply.by_app for reply in world.comments()), "the test must see a reply leave"
    assert '"mention.deleted"' in shown
    assert "https://example.org/" in shown, "the test must see what posts carry"
    assert '"reply.looked-at"' in shown
    canaries = canaries_of(world)
    assert found_in((shown + output + " ".join(told)).encode(), canaries) == []
    assert found_below(tmp_path, canaries, leave_out=("site",)) == []
    assert found_below(tmp_path / "site", canaries, leave_out=("secrets",)) == []
