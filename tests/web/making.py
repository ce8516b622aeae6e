"""Small factories: an installation in a temporary folder, its members, and mentions in any state."""

import re
import secrets
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from argon2 import PasswordHasher
from pydantic import BaseModel
from sqlmodel import select

from smbot.bootstrap import Application, Connected
from smbot.core.clock import Clock, FrozenClock
from smbot.core.handle import PlatformHandle
from smbot.core.ids import MentionId, new_member_id, new_mention_id
from smbot.core.mention import Draft, Mention, Triage
from smbot.core.parts import RedactedPart
from smbot.core.platform_rules import PlatformRules
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose
from smbot.core.redacted import RedactedText
from smbot.core.roles import Member, Role
from smbot.core.spans import Evidence, Mask
from smbot.core.states import Mode
from smbot.core.warrant import WARRANT
from smbot.send.dispatch import dispatch
from smbot.send.ports import OwnReplies, OwnReply
from smbot.settings import Configuration, Settings
from smbot.storage.engine import open_engine
from smbot.storage.keystore import KeyStore
from smbot.storage.migrate import migrate
from smbot.storage.tables import MentionRow, ReplyRow
from smbot.vault.handles import HandleSealer
from smbot.vault.keys import create_keys

NOW = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)
PASSWORD = "correct horse battery"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
QUICK_HASH = QUICK.hash(PASSWORD)
REPOSITORY = Path(__file__).parents[2]
MASK = re.compile(r"\[([A-Z_]+) (\d)\]")
DRAFT = "Hello, bonjour! Thank you for telling us about this. We answer within two working days."

ROLES = {
    "vera": {Role.VIEWER},
    "ana": {Role.REVIEWER},
    "paul": {Role.APPROVER},
    "petra": {Role.APPROVER},
    "chloe": {Role.COMPLIANCE},
    "adam": {Role.ADMINISTRATOR},
}


TOWNHALL = PlatformRules(
    platform="townhall",
    title="Townhall",
    limit=400,
    count=len,
    links=True,
    answers_unsummoned=True,
    purposes=frozenset(Purpose),
    hides=frozenset({PostKind.COMMENT}),
    private_windows={PostKind.COMMENT: timedelta(days=7), PostKind.MESSAGE: timedelta(hours=24)},
    private_limit=200,
)
"""A platform that allows everything: hiding, one private message within seven days, correcting, removing, looking."""


class TownhallSettings(BaseModel):
    """Its settings."""

    enabled: bool = False


class Townhall:
    """The adapter of that platform, as far as the desk and the command line ask for it."""

    name = "townhall"
    settings_model = TownhallSettings
    secret_names: tuple[str, ...] = ()
    rules = TOWNHALL


ADAPTER = Townhall()


class TownhallSender:
    """That platform in memory: what is hidden, what was written, what it shows of our reply."""

    timeout_seconds = 20.0

    def __init__(self) -> None:
        self.hidden = False
        self.messages: list[str] = []
        self.ours: str | None = DRAFT

    def hide(self, to: PlatformHandle, *, hidden: bool) -> None:
        self.hidden = hidden

    def reply(self, to: PlatformHandle, text: str) -> str:
        self.ours = text
        return "own-1"

    def own_replies(self, to: PlatformHandle, since: datetime) -> OwnReplies:
        return OwnReplies(replies=(), complete=True)

    def same_text(self, ours: str, theirs: str) -> bool:
        return ours == theirs

    def write_privately(self, to: PlatformHandle, text: str) -> str:
        self.messages.append(text)
        return f"message-{len(self.messages)}"

    def own_messages(self, to: PlatformHandle, since: datetime) -> OwnReplies:
        return OwnReplies(replies=(), complete=True)

    def correct(self, own: PlatformHandle, text: str) -> None:
        self.ours = text

    def remove(self, own: PlatformHandle) -> None:
        self.ours = None

    def look(self, own: PlatformHandle) -> OwnReply | None:
        return None if self.ours is None else OwnReply(reply_id="own-1", text=self.ours, created_at=NOW)


@dataclass
class Installation:
    """An application with its clock, and makers of what it holds."""

    application: Application
    clock: Clock
    members: dict[str, Member] = field(default_factory=dict)
    townhall: TownhallSender = field(default_factory=TownhallSender)

    def add_member(self, name: str, roles: set[Role], language: str = "en") -> Member:
        member = Member(id=new_member_id(), name=name, roles=frozenset(roles), language=language)
        with self.application.store.write() as tx:
            tx.add_member(member, QUICK_HASH)
        self.members[name] = member
        return member

    def add_mention(
        self,
        text: str | RedactedText | None = "Week nine and my card is still not here. Call [PHONE_NUMBER 1].",
        *,
        label: str = "complaint",
        evidence: Sequence[str] = (),
        language: str = "en",
        platform: str = "x",
        draft: str | None = DRAFT,
        playbook: str = "complaint",
        withheld: str = "",
        summoned: bool = True,
        minutes_old: int = 30,
        rank: int = 3,
        permalink: str = "https://x.example/i/1",
        masks: bool = True,
        kind: PostKind = PostKind.POST,
        parts: Sequence[RedactedPart] = (),
    ) -> MentionId:
        """Put a mention into the queue; `[ENTITY n]` in a `text` without ledger is a mask unless `masks` is false."""
        whole = text if isinstance(text, RedactedText) else None
        text = whole.text if whole else text
        found = [
            Mask(start=m.start(), end=m.end(), entity=m[1], number=int(m[2]), score=0.95, recognizer="test")
            for m in (MASK.finditer(text) if text and masks else ())
        ]
        mention = Mention(
            id=new_mention_id(),
            platform=platform,
            account=f"{platform}:mentions",
            pseudonym=secrets.token_hex(32),
            conversation=secrets.token_hex(32),
            posted_at=self.clock.now() - timedelta(minutes=minutes_old),
            language=language,
            text=None if text is None or withheld else whole or RedactedText(text, tuple(found), WARRANT),
            summoned=summoned,
            kind=kind,
            parts=tuple(parts),
        )
        handle = PlatformHandle(post_id="1", first_id="1", author_id="2", permalink=permalink)
        sealed = HandleSealer(self.application.keys.public("dispatch")).seal(handle, mention.id)
        shown = [
            Evidence(start=text.index(words), end=text.index(words) + len(words), label=label, rule="test")
            for words in (evidence if text else ())
        ]
        with self.application.store.write() as tx:
            tx.add_mention(mention, handle=sealed, withheld=withheld, tokens=())
            if not withheld:
                triage = Triage(labels=(label,), scores={label: 0.91}, evidence=tuple(shown), classifier="rules 1")
                tx.keep_triage(mention.id, triage, rank)
                made = Draft(text=draft, language="en", playbook=playbook, playbook_version="1") if draft else None
                tx.keep_choice(mention.id, playbook, "1", made)
        return mention.id

    def add_comment(self, text: str = "My number is [PHONE_NUMBER 1].", **changes: object) -> MentionId:
        """Put a comment on the platform that allows everything into the queue."""
        return self.add_mention(text, **({"platform": "townhall", "kind": PostKind.COMMENT} | changes))

    def add_answered(self, **changes: object) -> MentionId:
        """Put a comment into the queue whose reply is out."""
        mention = self.add_comment(**changes)
        self.application.desk().approve(self.members["paul"], mention)
        self.set_reply(mention, next_at=self.clock.now())
        self.carry_out()
        return mention

    def carry_out(self) -> int:
        """Let the dispatcher carry out what is due on the platform that allows everything."""
        return dispatch("townhall", self.townhall, self.application.dispatching())

    def set_reply(self, mention: MentionId, purpose: Purpose = Purpose.PUBLIC, **values: object) -> None:
        """Change a row of the outbox, as the dispatcher would."""
        with self.application.store.write() as tx:
            row = tx.session.exec(
                select(ReplyRow).where(ReplyRow.mention == mention, ReplyRow.purpose == purpose)
            ).one()
            for name, value in values.items():
                setattr(row, name, value)

    def set_mention(self, mention: MentionId, **values: object) -> None:
        """Change a mention, as a stage would."""
        with self.application.store.write() as tx:
            row = tx.session.get_one(MentionRow, mention)
            for name, value in values.items():
                setattr(row, name, value)


@cache
def _migrated() -> bytes:
    """Return an empty database: migrating takes longer than copying."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "smbot.db"
        engine = open_engine(f"sqlite:///{file}")
        migrate(engine)
        engine.dispose()
        return file.read_bytes()


def install_in(
    folder: Path,
    mode: Mode = Mode.LIVE,
    clock: Clock | None = None,
    environment: Mapping[str, str] | None = None,
    **tables: dict[str, object],
) -> Installation:
    """Make an installation with X and a small platform that allows everything, and one member of each role."""
    clock = clock or FrozenClock(NOW)
    values = tomllib.loads((REPOSITORY / "config.example.toml").read_text("utf-8"))
    values["sending"]["mode"] = mode.value
    values["playbooks"]["folder"] = str(REPOSITORY / "playbooks")
    values["platforms"]["x"] = {"enabled": True, "user_id": "1000", "username": "servicenord"}
    for name, table in tables.items():
        values[name] = values.get(name, {}) | table
    create_keys(folder / "keys")
    secrets_of_x = {
        f"SMBOT_X_{name}": "made-up"
        for name in ("BEARER_TOKEN", "CONSUMER_KEY", "CONSUMER_SECRET", "ACCESS_TOKEN", "ACCESS_TOKEN_SECRET")
    }
    configuration = Configuration(Settings(**values), folder / "config.toml")
    application = Application(configuration, clock, secrets_of_x | dict(environment or {}))
    application.platforms["townhall"] = Connected(
        adapter=ADAPTER, settings=TownhallSettings(enabled=True), read_secrets=dict
    )
    configuration.database.parent.mkdir(mode=0o700)
    configuration.database.write_bytes(_migrated())
    KeyStore(open_engine(f"sqlite:///{configuration.key_database}")).create()
    application.private_keys.create()
    made = Installation(application, clock)
    for name, roles in ROLES.items():
        made.add_member(name, roles)
    return made
