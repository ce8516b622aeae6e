"""Time what keeps an installation: backup, its trial and restore, renewal of keys, a plan and its disposal.

`python -m tests.benchmarks.keeping [--posts N]` makes an installation with so many posts, each with a sealed original,
and prints seconds, sizes, rates and what a restore brings back. RTO is the time of the restore; RPO the time between
two backups, for nothing is lost but what came since the last.
"""

import argparse
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from nacl.public import PrivateKey

from smbot import settings
from smbot.backup.make import Kind, make_backup
from smbot.backup.restore import Backup, restore
from smbot.bootstrap import Application
from smbot.bootstrap.key_care import rewrap
from smbot.bootstrap.retention import retention_of
from smbot.core.clock import FrozenClock
from smbot.core.handle import PlatformHandle
from smbot.core.ids import MentionId
from smbot.installation import install
from smbot.raw.box import RawText
from smbot.raw.post import RawPost
from smbot.settings import Configuration
from smbot.storage.tables import MentionRow, SeenPostRow, VaultRow
from smbot.vault.nacl import PostSealer
from smbot.vault.rotation import older_keys, take

NOW = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
AT_ONCE = 1000


@contextmanager
def timed(what):
    began, cpu = time.perf_counter(), time.process_time()
    yield
    print(f"{what}: {time.perf_counter() - began:.1f} s ({time.process_time() - cpu:.1f} s of CPU)", flush=True)


def fill(application, posts):
    keys = application.keys
    sealer = PostSealer(keys.public("compliance"), keys.public("inbox"))
    for first in range(0, posts, AT_ONCE):
        sealed_keys = {}
        with application.store.write() as tx:
            for number in range(first, min(first + AT_ONCE, posts)):
                mention = MentionId(f"m-{number:08}")
                text = f"Post {number}: the kiosk took my form and nobody answers, when do you open again? " * 2
                post = RawPost(
                    platform="x",
                    account="x",
                    handle=PlatformHandle(post_id=str(number), first_id=str(number), author_id=str(number)),
                    text=RawText(text),
                    posted_at=NOW,
                    language="en",
                    summoned=True,
                )
                sealed = sealer.seal(post, mention)
                sealed_keys[mention] = sealed.vault_key
                tx.session.add(VaultRow(mention=mention, sealed=sealed.vault))
                tx.session.add(SeenPostRow(digest=f"digest-{number}", version="1", mention=mention, as_of=NOW))
                tx.session.add(
                    MentionRow(
                        id=mention,
                        platform="x",
                        account="x",
                        pseudonym=f"author-{number}",
                        conversation=f"conversation-{number}",
                        handle=b"sealed",
                        posted_at=NOW,
                        collected_at=NOW,
                        language="en",
                        summoned=True,
                        state="no-reply",
                        text=text,
                    )
                )
        application.key_store.put(sealed_keys)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=20_000)
    posts = parser.parse_args().posts
    backup_key, clock = PrivateKey.generate(), FrozenClock(NOW)
    with TemporaryDirectory(prefix="smbot-keeping-") as place:
        folder = Path(place) / "smbot"
        install(folder, None).close()
        application = Application(settings.load(folder / settings.FILE_NAME), clock, {})
        (application.key_folder / "backup.pub").write_bytes(bytes(backup_key.public_key))
        with timed(f"{posts} posts with sealed originals"):
            fill(application, posts)
        with timed("backup, read back"):
            made = {one.kind: one for one in make_backup(application, by="benchmark")}
        print("archives, MB:", {kind.value: round(one.size / 1e6, 1) for kind, one in made.items()})
        backup = Backup(data=made[Kind.DATA].path, keys=made[Kind.KEYS].path, installation=made[Kind.INSTALLATION].path)
        with timed("restore with every check (RTO)"):
            told = restore(backup, backup_key, Path(place) / "again", clock=clock, by="benchmark", environment={})
        print("restored:", told)
        fresh = PrivateKey.generate()
        take(application.key_folder, "compliance", fresh.public_key, fresh)
        with timed("data keys sealed anew"):
            print(rewrap(application, "compliance", older_keys(application.key_folder, "compliance"), by="benchmark"))
        table = application.settings.retention.model_copy(update={"authority": "benchmark", "original_days": 20})
        chosen = application.settings.model_copy(update={"retention": table})
        clock.advance(days=21)
        kept = Application(Configuration(chosen, application.configuration.file), clock, {})
        retention = retention_of(kept)
        with timed("plan of what is due"):
            print("due:", {plan.rule.kind.value: plan.due for plan in retention.plan()})
        with timed("disposal with certificates"):
            certificates = retention.run(None, by="benchmark")
        print("certificates:", len(certificates), "records:", sum(one.count for one in certificates))
        assert retention.revealed == timedelta(days=730)
        clock.advance(minutes=1)
        late = {one.kind: one.path for one in make_backup(application, by="benchmark")}
        with timed("older data with newest keys put back"):
            told = restore(
                Backup(data=backup.data, keys=late[Kind.KEYS], installation=late[Kind.INSTALLATION]),
                backup_key,
                Path(place) / "older",
                clock=clock,
                by="benchmark",
                environment={},
            )
        print("shredded originals that came back:", told.originals)
        print("restored:", told)


if __name__ == "__main__":
    main()
