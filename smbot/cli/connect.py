"""`smbot connect`: the way to a platform's account, step by step, each checked by a harmless call."""

import os
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption, YesOption
from smbot.cli.asking import agree
from smbot.cli.findings import as_json, lines
from smbot.cli.opening import administrator, open_installation
from smbot.cli.output import EXIT_CHECK_FAILED, harmless, language, show, show_json, tell, tr
from smbot.core.errors import InputError, SmbotError
from smbot.core.messages import Message, msg, say

if TYPE_CHECKING:
    from smbot.connect.account import Account
    from smbot.platforms.ports import Ask, Choice, Finding, Step

WIDEST = 100
"""Columns of a step's text: longer lines are hard to read."""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("connect", help=tr("Connect an account step by step; each step is checked."))(connect)


def connect(
    platform: Annotated[str, typer.Argument(help=tr("x, facebook, or another installed platform."))],
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    check: Annotated[bool, typer.Option("--check", help=tr("Check what is stored; ask and change nothing."))] = False,
    json: JsonOption = False,
    step: Annotated[str, typer.Option("--step", help=tr("Go to this step alone, also where it holds."))] = "",
    given: Annotated[
        Path | None, typer.Option("--from", help=tr("Take values from this TOML file, which its owner alone may read."))
    ] = None,
    systemd_creds: Annotated[
        Path | None,
        typer.Option("--systemd-creds", help=tr("Keep secrets in this directory, encrypted by systemd-creds.")),
    ] = None,
    forget: Annotated[
        bool, typer.Option("--forget", help=tr("Take the stored secrets away and switch the platform off."))
    ] = False,
    yes: YesOption = False,
) -> None:
    """Connect an account."""
    from smbot.connect.account import Account

    if json and not check:
        raise InputError(msg("Only --check speaks to machines."), mend=msg("Use --check --json."))
    if check + forget + bool(step) > 1:
        raise InputError(msg("Use one of --check, --step and --forget."))
    application = open_installation(config)
    try:
        who = administrator(application, member)
        account = Account(application, platform, who.name, dict(os.environ), given=given, encrypted=systemd_creds)
        if check:
            _check(account, json=json)
        elif forget:
            _forget(account, yes=yes)
        else:
            _tell_what_goes_before(platform)
            _guide(account, step)
    finally:
        application.close()


def _guide(account: "Account", only: str) -> None:
    from smbot.connect.guide import Guide, Left

    guide = Guide(account, Terminal() if sys.stdin.isatty() else None, Speaker(), only=only)
    try:
        connected = guide.run()
    except (Left, typer.Abort, KeyboardInterrupt) as left:
        if not isinstance(left, Left):
            sys.stderr.write("\n")  # after ^C
        tell(
            msg(
                "Left at: {step}. What held is stored; come back with: {command}",
                step=guide.at,
                command=_again(account),
            )
        )
        raise SystemExit(EXIT_CHECK_FAILED) from None
    if not connected:
        raise SystemExit(EXIT_CHECK_FAILED)
    tell(msg("✓ {platform} is connected. Next: “smbot doctor”, then restart smbot.", platform=account.title))
    if account.encrypted:
        tell(
            msg(
                "In smbot's unit, for each secret: LoadCredentialEncrypted=NAME:{folder}/NAME", folder=account.encrypted
            )
        )
    for name in account.paused():
        tell(msg("This account waits for a person: “smbot account resume {account}”.", account=name))


def _again(account: "Account") -> str:
    return f"smbot connect {account.name}"


def _check(account: "Account", *, json: bool) -> None:
    told = language()
    with Speaker().waiting():
        result = account.examine()
    if json:
        show_json(
            {
                "platform": account.name,
                "connected": result.connected,
                "enabled": result.enabled,
                "steps": [
                    {
                        "name": s.step.name,
                        "title": say(s.step.title, told),
                        "holds": s.holds,
                        "missing": [ask.name for ask in s.missing],
                        "findings": [as_json(f, told) for f in s.findings],
                    }
                    for s in result.steps
                ],
                "probe": [as_json(f, told) for f in result.probe],
            }
        )
    else:
        for s in result.steps:
            title = say(s.step.title, told)
            if s.missing:
                names = ", ".join(ask.name for ask in s.missing)
                show(tr("✗ {title}: these values are missing: {names}", title=title, names=names))
            elif s.holds:
                show(tr("✓ {title}: this holds.", title=title))
            else:
                show(tr("✗ {title}: this does not hold.", title=title))
            for line in lines(s.findings, told, named=False):
                show(f"    {line}")
        for line in lines(result.probe, told):
            show(line)
        if not result.enabled:
            show(tr("✗ {platform} is switched off.", platform=account.title))
        if not result.connected:
            show(tr("→ Run: {command}", command=_again(account)))
    if not result.connected:
        raise SystemExit(EXIT_CHECK_FAILED)


def _forget(account: "Account", *, yes: bool) -> None:
    names = account.stored_names()
    tell(msg("Stored secrets of {platform}: {names}", platform=account.title, names=", ".join(names) or "–"))
    if not yes:
        agree(tr("Take them away and switch {platform} off?", platform=account.title))
    account.forget(names)
    tell(msg("Taken away. Restart smbot, and withdraw the tokens on {platform} itself too.", platform=account.title))
    for name in account.elsewhere():
        tell(msg("{name} still holds a secret: take it away there.", name=name))


def _tell_what_goes_before(platform: str) -> None:
    prefix = f"SMBOT_PLATFORMS__{platform}__".upper()
    before = sorted(name for name in os.environ if name.upper().startswith(prefix))
    if before:
        tell(msg("These variables of the environment go before the file: {names}", names=", ".join(before)))


class Speaker:
    """Speaks on standard error, in the reader's language. See `smbot.connect.guide.Voice`."""

    def step(self, step: "Step", number: int, total: int) -> None:
        """Show title and text, wrapped at the terminal's width; an address is never broken."""
        sys.stderr.write("\n")
        tell(msg("Step {number} of {total}: {title}", number=number, total=total, title=step.title))
        width = min(shutil.get_terminal_size().columns, WIDEST)
        for paragraph in step.text:
            text = harmless(say(paragraph, language()))
            lines_of = (
                textwrap.wrap(line, width - 2, break_long_words=False, break_on_hyphens=False)
                for line in text.splitlines()
            )
            for line in (line for wrapped in lines_of for line in wrapped):
                sys.stderr.write(f"  {line}\n")

    def passed(self, step: "Step", number: int, total: int) -> None:
        """Say that the step holds."""
        tell(msg("✓ Step {number} of {total}: {title}: this holds.", number=number, total=total, title=step.title))

    def findings(self, findings: "Sequence[Finding]") -> None:
        """Show findings."""
        for line in lines(findings, language(), named=False):
            _line(f"  {line}")

    def say(self, message: Message) -> None:
        """Say something."""
        tell(message)

    def choice(self, choice: "Choice") -> None:
        """Show a choice with its settings."""
        _line(f"  {choice.name}: " + ", ".join(f"{name} = {value}" for name, value in choice.settings.items()))

    def error(self, error: SmbotError) -> None:
        """Say what is wrong, and how to mend it."""
        tell(error.what)
        if error.mend:
            tell(error.mend)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Turn a spinner on a terminal; elsewhere nothing moves."""
        if not sys.stderr.isatty():
            yield
            return
        from rich.console import Console

        with Console(stderr=True).status(tr("Checking …")):
            yield


class Terminal:
    """A person at a terminal; what is secret is not shown while it is typed. See `smbot.connect.guide.Person`."""

    def type(self, ask: "Ask", current: Message | str | None) -> str:
        """Ask for one value."""
        values = {"what": ask.what, "current": current}
        if current is not None:
            question = tr("{what} [{current}; Enter keeps it]: ", **values)
        elif ask.optional:
            question = tr("{what} [Enter leaves it out]: ", **values)
        elif ask.secret:
            question = tr("{what} (not shown while you type): ", **values)
        else:
            question = tr("{what}: ", **values)
        return _typed(question, ask.name, hidden=ask.secret)

    def choose(self, choices: "Sequence[Choice]", current: int | None) -> int:
        """Let the person choose by number."""
        for number, choice in enumerate(choices, 1):
            _line(f"  {number}. {choice.name}")
        question = tr("Which one, 1 to {count}: ", count=len(choices))
        if current is not None:
            question = tr(
                "Which one, 1 to {count} [{current}; Enter keeps it]: ", count=len(choices), current=current + 1
            )
        while True:
            try:
                typed = _typed(question, "", hidden=False).strip()
            except InputError:
                continue
            if not typed and current is not None:
                return current
            if typed.isascii() and typed.isdecimal() and 1 <= int(typed) <= len(choices):
                return int(typed) - 1

    def ready(self) -> None:
        """Wait for Enter."""
        _typed(tr("Press Enter when this is done: "), "", hidden=False)

    def again(self) -> bool:
        """Ask whether to try again."""
        with suppress(InputError):
            return _typed(tr("Enter tries again, q leaves: "), "", hidden=False).strip().lower() != "q"
        return True


def _line(text: str) -> None:
    """Write what has no words to translate, or has been translated."""
    sys.stderr.write(harmless(text) + "\n")


def _typed(question: str, name: str, *, hidden: bool) -> str:
    try:
        return str(
            typer.prompt(
                harmless(question), default="", hide_input=hidden, show_default=False, prompt_suffix="", err=True
            )
        )
    except UnicodeDecodeError:
        raise InputError(msg("This is not UTF-8 text."), where=name, mend=msg("Copy it again, alone.")) from None
