"""`smbot corpus`: check, count and export the posts whose answers are known, and those that corrections left."""

from collections import Counter
from collections.abc import Callable, Iterable
from json import loads
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption
from smbot.cli.output import EXIT_CHECK_FAILED, language, named, show, show_json, table, tell, tr
from smbot.core.errors import NotAllowed
from smbot.core.messages import msg, say

if TYPE_CHECKING:
    from smbot.review.correction_ports import Kept
    from smbot.training.posts import GoldPost

FolderArgument = Annotated[
    Path | None, typer.Argument(help=tr("A folder or file of the corpus; without it, what comes with smbot."))
]


def build() -> typer.Typer:
    """Return the group of commands."""
    app = typer.Typer(no_args_is_help=True)
    app.command(help=tr("Say what does not hold: marks, checksums, duplicates."))(check)
    app.command(help=tr("Count posts, labels and kinds of personal information."))(counts)
    app.command(help=tr("Write the posts as JSON lines for “smbot eval”."))(export)
    app.command(help=tr("Write what officers corrected, with invented values, as JSON lines for “smbot eval”."))(
        corrections
    )
    return app


def check(
    folder: FolderArgument = None,
    against: Annotated[
        Path | None, typer.Option("--against", help=tr("Posts that must have other voices and other words."))
    ] = None,
    json: JsonOption = False,
) -> None:
    """Check posts."""
    from smbot.training.checks import check_apart, check_posts

    posts = _read(folder)
    problems = list(check_posts(posts))
    if against is not None:
        problems += check_apart(_read(against), posts)
    if json:
        show_json([{"post": problem.post, "what": say(problem.what, language())} for problem in problems])
    else:
        for problem in problems:
            show(named(problem.post, say(problem.what, language())))
    tell(msg("{posts} posts, {problems} problems.", posts=len(posts), problems=len(problems)))
    if problems:
        raise typer.Exit(EXIT_CHECK_FAILED)


def counts(folder: FolderArgument = None, json: JsonOption = False) -> None:
    """Count posts."""
    posts = _read(folder)
    languages = sorted({post.lang for post in posts})
    rows: list[tuple[str, str, dict[str, int]]] = [
        ("posts", tr("posts"), _by_language(posts, lambda _post: [""])[""]),
        ("voices", tr("voices"), {name: len({p.voice for p in posts if p.lang == name}) for name in languages}),
        ("clean", tr("without personal information"), _by_language(posts, lambda p: [] if p.spans else [""])[""]),
    ]
    for key, title, what in (
        ("label", tr("label"), lambda post: post.labels),
        ("tag", tr("tag"), lambda post: post.tags),
        ("entity", tr("entity"), lambda post: [span.entity for span in post.spans]),
        ("form", tr("form"), lambda post: [form for span in post.spans for form in span.forms]),
    ):
        found = _by_language(posts, what)
        rows += [(f"{key}: {name}", named(title, name), found[name]) for name in sorted(found) if name]
    if json:
        show_json({key: row for key, _, row in rows})
        return
    table(["", *languages], [[title, *(str(row.get(each, 0)) for each in languages)] for _, title, row in rows])


def export(folder: FolderArgument = None) -> None:
    """Export posts."""
    from smbot.training.gold import to_line

    for post in _read(folder):
        show(to_line(post))


def corrections(
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    everything: Annotated[
        bool, typer.Option("--all", help=tr("Also examples in which the rules take more for personal."))
    ] = False,
    json: JsonOption = False,
) -> None:
    """Export what officers corrected. Values are invented, all other words are the author's."""
    from smbot.cli.opening import acting_member, open_installation
    from smbot.core.roles import Permission

    application = open_installation(config)
    if not acting_member(application, member).may(Permission.CORRECT_MASKS):
        raise NotAllowed(msg("Your role does not permit this."))
    with application.store.read() as tx:
        kept = tx.corrections()
    if json:
        show_json([_correction(each) for each in kept])
        return
    found = [each for each in kept if each.example]
    chosen = [each for each in found if everything or each.found == 0]
    for each in chosen:
        show(each.example)
    tell(
        msg(
            "Examples: {examples}. Left out, since the rules take more in them for personal: {left}. A person reads "
            "every example before it is used: its words are the author's, and a search for them may find the post.",
            examples=len(chosen),
            left=len(found) - len(chosen),
        )
    )


def _correction(kept: "Kept") -> dict[str, object]:
    return {
        "mention": kept.mention,
        "at": kept.at.isoformat(),
        "by": kept.by,
        "kind": kept.kind,
        "type": kept.entity,
        "before": kept.before or None,
        "found": kept.found,
        "example": loads(kept.example) if kept.example else None,
    }


def _read(folder: Path | None) -> "list[GoldPost]":
    from smbot.training.gold import read_gold
    from smbot.training.posts import CORPUS

    return read_gold(folder or CORPUS)


def _by_language(posts: "Iterable[GoldPost]", what: "Callable[[GoldPost], Iterable[str]]") -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {"": Counter()}
    for post in posts:
        for name in what(post):
            found.setdefault(name, Counter())[post.lang] += 1
    return found
