"""`smbot demo`: the whole product on synthetic posts, without a network, leaving nothing behind."""

import os
import signal
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from smbot.cli.app import JsonOption
from smbot.cli.output import EXIT_CHECK_FAILED, language, show, show_json, tell, tr
from smbot.cli.progress import progress
from smbot.core.labels import ACCESS
from smbot.core.messages import LANGUAGES, Message, msg, say
from smbot.core.words import ENTITIES, LABELS, ROLES

if TYPE_CHECKING:
    from smbot.audit.verify import Verdict
    from smbot.demo.stage import Stage

NEW_POST_EVERY_SECONDS = 10
REFRESH_SECONDS = 1


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo", help=tr("See the whole product on synthetic posts: no network, nothing left behind."))(demo)


def demo(
    once: Annotated[bool, typer.Option("--once", help=tr("Do everything once, then end."))] = False,
    json: JsonOption = False,
    lang: Annotated[str, typer.Option(help=tr("Language of the demonstration: en or fr."))] = "",
    port: Annotated[int, typer.Option(help=tr("Port of the desk on 127.0.0.1; 0 takes a free one."))] = 8321,
) -> None:
    """Show the product."""
    if lang in LANGUAGES:
        os.environ["SMBOT_LANG"] = lang
    from smbot.logs import configure_logs, silence_libraries

    silence_libraries()
    configure_logs("warning", "console")
    tell(msg("Synthetic posts. No network. Data in a temporary folder, deleted at the end (Ctrl+C)."))
    if once:
        _once(json=json)
    else:
        _until_interrupted(port)


def _once(*, json: bool) -> None:
    from smbot.demo.stage import approve_all, collect_all, results, send_all, set_up
    from smbot.verification import verify_log

    with set_up(undo_seconds=0, port=0, language=language()) as stage:
        application = stage.application
        with progress(tr("Posts")) as count:
            collect_all(application)
            application.pipeline(application.load_tagger()).run_dry(count)
        hindrances = Counter(say(why, language()) for why in approve_all(application, stage.members["bob"]))
        for why, number in hindrances.most_common():
            tell(msg("  {number} × {reason}", number=number, reason=why))
        send_all(application)
        found = results(application)
        verdict = verify_log(application, actor="demo")
    found["audit"] = {"events": verdict.events, "verified": verdict.verified}
    if json:
        show_json(found)
    else:
        for line in (_numbers(found), *_kinds(found), _log_told(verdict)):
            show(say(line, language()))
    if not verdict.verified:
        raise SystemExit(EXIT_CHECK_FAILED)


def _until_interrupted(port: int) -> None:
    from smbot.daemon import Daemon
    from smbot.demo.stage import results, set_up
    from smbot.verification import verify_log

    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stopped.set())
    with set_up(undo_seconds=10, port=port or free_port(), language=language()) as stage:
        daemon = Daemon(stage.application)
        daemon.start()
        _introduce(stage)
        arriving = iter(stage.live)
        started = time.monotonic()
        with _live_numbers() as draw:
            while not stopped.wait(REFRESH_SECONDS):
                if time.monotonic() - started >= NEW_POST_EVERY_SECONDS:
                    started = time.monotonic()
                    _post_next(stage, arriving)
                draw(results(stage.application))
        daemon.stop()
        verdict = verify_log(stage.application, actor="demo")
        tell(_log_told(verdict))
    tell(msg("Everything was deleted."))


def _post_next(stage: "Stage", arriving: Iterator[object]) -> None:
    post = next(arriving, None)
    if isinstance(post, dict):
        author, name = str(post["author"]), str(post["name"])
        if stage.world.user_named(author) is None:
            stage.world.add_user(author, name)
        stage.world.post(author, str(post["text"]))


def _introduce(stage: "Stage") -> None:
    table = stage.application.settings.web
    tell(msg("Open http://{host}:{port} and sign in as:", host=table.host, port=table.port))
    for name, member in stage.members.items():
        (role,) = member.roles
        told = {"name": name, "role": ROLES[role], "password": stage.passwords[name]}
        tell(msg("  {name} ({role}), password {password}", **told))
    tell(msg("Whom smbot tells gets an e-mail; none leaves this machine. They lie in {folder}", folder=str(stage.mail)))
    tell(msg("Try: 1. as alice, claim an urgent post and edit its draft."))
    tell(msg("     2. as bob, approve it, then undo before ten seconds have passed."))
    tell(msg("     3. as carol, verify the audit log."))


@contextmanager
def _live_numbers() -> Iterator[Callable[[dict[str, object]], None]]:
    """Yield a function that shows the numbers: in place on a terminal, else a line at each change."""
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.live import Live

        with Live(console=Console(stderr=True), auto_refresh=False) as live:
            yield lambda found: live.update(say(_numbers(found), language()), refresh=True)
        return
    last = ""

    def say_changes(found: dict[str, object]) -> None:
        nonlocal last
        line = say(_numbers(found), language())
        if line != last:
            last = line
            sys.stderr.write(line + "\n")

    yield say_changes


def _numbers(found: dict[str, object]) -> Message:
    masked, labels = found["masked"], found["labels"]
    assert isinstance(masked, dict)  # noqa: S101 - what `results` makes
    assert isinstance(labels, dict)  # noqa: S101
    return msg(
        "Posts read: {posts} · details masked: {masks} · possible access requests: {requests} · drafts: {drafts} · "
        "sent: {sent}",
        posts=found["collected"],
        masks=sum(masked.values()),
        requests=labels.get(ACCESS, 0),
        drafts=found["drafts"],
        sent=found["sent"],
    )


def _kinds(found: dict[str, object]) -> Iterator[Message]:
    for title, counts, names in (
        (msg("Masked"), found["masked"], ENTITIES),
        (msg("Labels"), found["labels"], LABELS),
    ):
        assert isinstance(counts, dict)  # noqa: S101 - what `results` makes
        told = (f"{say(names[kind], language())} {number}" for kind, number in counts.items())
        yield msg("{name}: {what}", name=title, what=", ".join(told))
    yield msg("In quarantine: {count}", count=found["quarantined"])


def _log_told(verdict: "Verdict") -> Message:
    if verdict.verified:
        return msg("Audit log: {events} events, unbroken.", events=verdict.events)
    return msg("Audit log: BROKEN.")


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
