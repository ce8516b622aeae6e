"""The demonstration's stage: a local X full of synthetic posts and a real installation in a temporary folder."""

import secrets
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from smbot.bootstrap import Application
from smbot.collect.run import collect
from smbot.core.clock import SystemClock
from smbot.core.errors import NotAllowed
from smbot.core.messages import Message
from smbot.core.roles import Member, Role
from smbot.core.states import MentionState, ReplyState
from smbot.core.switches import ON
from smbot.demo.posts import Posts, load_posts
from smbot.installation import NewMember, add_member, install
from smbot.platforms.x import SECRETS
from smbot.review.ports import Filter
from smbot.review.transitions import Action
from smbot.send.dispatch import dispatch
from smbot.settings import FILE_NAME
from smbot.testing.mailbox import Mailbox
from smbot.testing.x import XServer, XWorld, load_world

CAST = {
    "alice": frozenset({Role.REVIEWER}),
    "bob": frozenset({Role.APPROVER}),
    "carol": frozenset({Role.COMPLIANCE}),
}
"""Who signs in: an agent, an approver and a compliance officer."""

EVERYTHING = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A demonstration that is set up. `passwords` are made for this run and are gone with it.

    `mail` is the folder in which lies what people were told by e-mail: none of it left this machine.
    """

    world: XWorld
    application: Application
    members: dict[str, Member]
    passwords: dict[str, str]
    live: Posts
    mail: Path


@contextmanager
def set_up(*, undo_seconds: int, port: int, language: str) -> Iterator[Stage]:
    """Build the stage, and take it down without leaving anything behind."""
    waiting, live = load_posts()
    world = load_world(waiting, SystemClock())
    with (
        tempfile.TemporaryDirectory(prefix="smbot-demo-") as temporary,
        XServer(world) as server,
        Mailbox(Path(temporary) / "mail") as mailbox,
    ):
        folder = Path(temporary)
        values = {
            "undo_seconds": str(undo_seconds),
            "port": str(port),
            "user_id": world.us.id,
            "username": world.us.handle,
            "api_url": server.url,
            "mail_port": str(mailbox.port),
            "language": language,
        }
        _write_configuration(folder, values)
        application = install(folder, None)
        passwords = {name: secrets.token_urlsafe(12) for name in CAST}
        members = {
            name: add_member(
                application,
                NewMember(name=name, password=passwords[name], roles=roles, language=language),
                by="demo",
            )
            for name, roles in CAST.items()
        }
        with application.store.write() as tx:
            for planned in application.planned():
                if planned.needs_switch:
                    tx.throw_switch(planned.collector.name, ON, "demo")
        try:
            yield Stage(
                world=world,
                application=application,
                members=members,
                passwords=passwords,
                live=live,
                mail=mailbox.folder,
            )
        finally:
            application.close()


def _write_configuration(folder: Path, values: dict[str, str]) -> None:
    text = files("smbot.demo").joinpath("config.toml").read_text("utf-8")
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    (folder / FILE_NAME).write_text(text, "utf-8")
    (folder / "secrets").mkdir(mode=0o700)
    for name in SECRETS:
        path = folder / "secrets" / f"x.{name}"
        path.touch(mode=0o600)
        path.write_text("rehearsal", "utf-8")


def collect_all(application: Application) -> None:
    """Read everything that the local X has."""
    work = application.collecting()
    for planned in application.planned():
        collect(planned.collector, work, budget_usd=planned.budget_usd, page_limit=None)


def approve_all(application: Application, approver: Member) -> list[Message]:
    """Approve every draft that the approver may, one by one through the desk; return why others may not leave."""
    desk = application.desk()
    hindrances: list[Message] = []
    wanted = Filter(states=frozenset({MentionState.DRAFTED}))
    for item in desk.listing(approver, wanted, limit=EVERYTHING).items:
        hindrance = desk.actions(approver, item)[Action.APPROVE]
        try:
            if hindrance is None:
                desk.approve(approver, item.id)
        except NotAllowed as refusal:
            hindrance = refusal.what
        if hindrance is not None:
            hindrances.append(hindrance)
    return hindrances


def send_all(application: Application) -> None:
    """Send what is approved and due."""
    work = application.dispatching()
    for account, sender in application.senders().items():
        while dispatch(account, sender, work):
            pass


def results(application: Application) -> dict[str, object]:
    """Count what the demonstration did, from the tables."""
    masked: Counter[str] = Counter()
    labels: Counter[str] = Counter()
    with application.store.read() as tx:
        for entities, given in tx.all_masks_and_labels():
            masked.update(entities)
            labels.update(given)
        states = tx.count_by_state()
        drafts = tx.count_drafts()
        sent = sum(state == ReplyState.SENT for state in tx.reply_states().values())
    return {
        "collected": sum(states.values()),
        "masked": dict(masked.most_common()),
        "labels": dict(labels.most_common()),
        "drafts": drafts,
        "sent": sent,
        "quarantined": states.get(MentionState.QUARANTINED, 0),
    }
