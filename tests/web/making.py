"""Small factories: an installation in a temporary folder, its members, and mentions in any state."""

import re
import secrets
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from argon2 import PasswordHasher

from smbot.bootstrap import Application
from smbot.core.clock import Clock, FrozenClock
from smbot.core.handle import PlatformHandle
from smbot.core.ids import MentionId, new_member_id, new_mention_id
from smbot.core.mention import Draft, Mention, Triage
from smbot.core.redacted import RedactedText
from smbot.core.roles import Member, Role
from smbot.core.spans import Evidence, Mask
from smbot.core.states import Mode
from smbot.core.warrant import WARRANT
from smbot.settings import Configuration, Settings
from smbot.storage.engine import open_engine
from smbot.storage.keystore import KeyStore
from smbot.storage.migrate import migrate
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


@dataclass
class Installation:
    """An application with its clock, and makers of what it holds."""

    application: Application
    clock: Clock
    members: dict[str, Member] = field(default_factory=dict)

    def add_member(self, name: str, roles: set[Role], language: str = "en") -> Member:
        member = Member(id=new_member_id(), name=name, roles=frozenset(roles), language=language)
        with self.application.store.write() as tx:
            tx.add_member(member, QUICK_HASH)
        self.members[name] = member
        return member

    def add_mention(
        self,
        text: str | None = "Week nine and my card is still not here. Call [PHONE_NUMBER 1].",
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
    ) -> MentionId:
        """Put a mention into the queue; `[ENTITY n]` in `text` is a mask unless `masks` is false."""
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
            text=None if text is None or withheld else RedactedText(text, tuple(found), WARRANT),
            summoned=summoned,
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
    folder: Path, mode: Mode = Mode.LIVE, clock: Clock | None = None, **tables: dict[str, object]
) -> Installation:
    """Make an installation with X connected, and one member of each role."""
    clock = clock or FrozenClock(NOW)
    values = tomllib.loads((REPOSITORY / "config.example.toml").read_text("utf-8"))
    values["sending"]["mode"] = mode.value
    values["playbooks"]["folder"] = str(REPOSITORY / "playbooks")
    values["platforms"]["x"] = {"enabled": True, "user_id": "1000", "username": "servicenord"}
    for name, table in tables.items():
        values[name] |= table
    create_keys(folder / "keys")
    environment = {
        f"SMBOT_X_{name}": "made-up"
        for name in ("BEARER_TOKEN", "CONSUMER_KEY", "CONSUMER_SECRET", "ACCESS_TOKEN", "ACCESS_TOKEN_SECRET")
    }
    configuration = Configuration(Settings(**values), folder / "config.toml")
    application = Application(configuration, clock, environment)
    configuration.database.parent.mkdir(mode=0o700)
    configuration.database.write_bytes(_migrated())
    KeyStore(open_engine(f"sqlite:///{configuration.key_database}")).create()
    made = Installation(application, clock)
    for name, roles in ROLES.items():
        made.add_member(name, roles)
    return made
