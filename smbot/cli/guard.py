"""`smbot guard`: would these replies be allowed to leave? JSON lines in, JSON lines out; nothing is stored."""

import json
import secrets
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from smbot.cli.app import DEFAULT_CONFIG
from smbot.cli.output import EXIT_CHECK_FAILED, EXIT_USAGE, language, speak, tr
from smbot.cli.progress import progress
from smbot.cli.streams import application_of, lines_of
from smbot.core.messages import msg

if TYPE_CHECKING:
    from smbot.bootstrap import Application
    from smbot.core.platform_rules import PlatformRules
    from smbot.guard.jsonl import Pair
    from smbot.redact.jsonl import Identity
    from smbot.redact.mask import Redaction

BATCH = 256
CONVERSATION = "guard"
"""Stands for the conversation of each post; its digests last as long as the line."""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("guard", help=tr("Judge replies before they leave: JSON lines in, JSON lines out."))(guard)


def guard(
    file: Annotated[
        Path | None, typer.Argument(help=tr("A file of JSON lines; standard input without it, or for -."))
    ] = None,
    lang: Annotated[str, typer.Option(help=tr("Language of the reasons: en or fr."))] = "",
    config: Annotated[
        Path | None,
        typer.Option("--config", envvar="SMBOT_CONFIG", help=tr("Use this installation's own published values.")),
    ] = None,
) -> None:
    r"""Judge {"post", "reply", "platform", "language"?} lines; posts are masked before the guard sees them.

    Leaves with 0 if every reply is allowed, 1 if some are refused, 2 if lines could not be read.
    """
    speak(lang)
    if config is None and DEFAULT_CONFIG.is_file():
        config = DEFAULT_CONFIG
    judge = _Judge(application_of(config), installed=config is not None)
    with progress(tr("Lines")) as count:
        for line in judge.lines(lines_of(None if file == Path("-") else file)):
            sys.stdout.write(line + "\n")
            count(1)
    if judge.bad:
        raise SystemExit(EXIT_USAGE)
    if judge.refused:
        raise SystemExit(EXIT_CHECK_FAILED)


class _Judge:
    """Reads lines, masks their posts and says what the guard says; `refused` and `bad` count lines.

    It judges as the desk does: with an installation, what it publishes and the form of its case codes may stand.
    """

    def __init__(self, application: "Application", *, installed: bool) -> None:
        from smbot.guard.context import never
        from smbot.handoff.codes import is_case_code
        from smbot.registry import load_platform, platform_names

        self._application = application
        self._is_case_code = is_case_code if installed else never
        self._redactor = application.redactor(application.load_tagger())
        self._rules: dict[str, PlatformRules] = {name: load_platform(name).rules for name in platform_names()}
        self.refused = 0
        self.bad = 0

    def lines(self, source: Iterable[str]) -> Iterator[str]:
        """Yield one line for each line that is not blank, in order."""
        from smbot.guard.jsonl import BadLine, error_line, read_pair

        numbered = ((number, line) for number, line in enumerate(source, start=1) if line.strip())
        while chunk := list(islice(numbered, BATCH)):
            pairs: dict[int, Pair] = {}
            bad: dict[int, BadLine] = {}
            for number, line in chunk:
                try:
                    pairs[number] = read_pair(line, self._rules)
                except BadLine as error:
                    bad[number] = error
            judged = self._judged(pairs)
            for number, _ in chunk:
                if number in bad:
                    self.bad += 1
                    yield error_line(number, bad[number].what, bad[number].mend, language())
                else:
                    yield judged[number]

    def _judged(self, pairs: "dict[int, Pair]") -> dict[int, str]:
        from smbot.redact.jsonl import redact_lines

        judged: dict[int, str] = {}

        def render(identity: "Identity", redaction: "Redaction") -> str:
            judged[int(identity or 0)] = self._line(pairs[int(identity or 0)], redaction)
            return ""

        posts = (
            json.dumps({"id": number, "text": pair.post, "lang": pair.language or None})
            for number, pair in pairs.items()
        )
        errors = redact_lines(
            posts, self._redactor, self._application.teller, render=render, operators=self._application.operators
        )
        for number, error in zip(pairs, errors, strict=True):
            if error:
                judged[number] = self._unread()
        return judged

    def _line(self, pair: "Pair", redaction: "Redaction") -> str:
        from smbot.core.marked import own_words
        from smbot.guard.check import check, refused
        from smbot.guard.context import GuardContext
        from smbot.guard.jsonl import judged_line
        from smbot.vault.digest import Digester, digest_tokens

        digester = Digester(secrets.token_bytes(32))
        known = digest_tokens(digester, CONVERSATION, redaction.tokens)
        application = self._application
        findings = check(
            pair.reply,
            GuardContext(
                platform=self._rules[pair.platform],
                template_text="",
                masked_text=None if redaction.withheld else own_words(redaction.text),
                is_known=lambda token: digester.token(CONVERSATION, token) in known,
                find_personal=application.scanner.find,
                tell_language=application.scanner.language,
                language=pair.language or redaction.language,
                offer=application.organisation.offer,
                first_language=application.organisation.first_language,
                first_reply=False,
                is_case_code=self._is_case_code,
                published=application.leaves_alone(),
            ),
        )
        self.refused += refused(findings)
        return judged_line(findings, language())

    def _unread(self) -> str:
        """Return what is said of a reply whose post cannot be masked: nobody knows what it may repeat."""
        from smbot.guard.findings import Finding
        from smbot.guard.jsonl import judged_line

        self.refused += 1
        why = msg("The post could not be masked, so the reply cannot be judged.")
        return judged_line([Finding(rule="unread", refuses=True, message=why)], language())
