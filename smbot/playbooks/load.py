"""Reads playbook files and checks their shape; `lint` judges what they say."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from smbot.core.messages import msg
from smbot.playbooks.fields import FIELDS, LANGUAGES
from smbot.playbooks.model import Playbook, Playbooks, Source
from smbot.playbooks.problem import Problem


def load_folder(path: Path) -> Playbooks:
    """Read every playbook of a folder.

    Raises:
        PlaybookError: The first thing that does not hold, with file, line and mend.
    """
    playbooks, problems = read_folder(path)
    if problems:
        raise problems[0].error()
    return playbooks


def read_folder(path: Path) -> tuple[Playbooks, tuple[Problem, ...]]:
    """Read every playbook of a folder; return those that hold and everything wrong with the others."""
    files = sorted(file for file in _listed(path) if file.suffix in {".yaml", ".yml"})
    if not files:
        nothing = Problem(
            file=str(path),
            line=0,
            what=msg("There is no playbook in this folder."),
            mend=msg("Set the folder of playbooks, or copy the shipped ones with: smbot init"),
        )
        return Playbooks(sources=()), (nothing,)
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    for file in files:
        source, wrong = read_file(file)
        problems += wrong
        if source is None:
            continue
        if first := sources.get(source.playbook.name):
            problems.append(
                Problem(
                    file=source.file,
                    line=source.line("name"),
                    what=msg("The name {name} is taken by {file}.", name=source.playbook.name, file=first.file),
                    mend=msg("Give each playbook a name of its own."),
                )
            )
            continue
        sources[source.playbook.name] = source
    return Playbooks(sources=tuple(sources.values())), tuple(problems)


def read_file(file: Path) -> tuple[Source | None, tuple[Problem, ...]]:
    """Read one playbook file; return it, or None and everything wrong with its shape."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return None, (
            Problem(
                file=file.name,
                line=0,
                what=msg("The file cannot be read ({kind}).", kind=type(error).__name__),
                mend=msg("Save it as UTF-8 text that smbot may read."),
            ),
        )
    return _parsed(file.name, text)


@lru_cache(maxsize=128)  # YAML with line numbers takes its time, and one command asks for the same folder several times
def _parsed(name: str, text: str) -> tuple[Source | None, tuple[Problem, ...]]:
    try:
        data = YAML(typ="rt").load(text)
    except YAMLError as error:
        return None, (_syntax_problem(name, error),)
    if not isinstance(data, CommentedMap):
        return None, (
            Problem(
                file=name,
                line=1,
                what=msg("The file is not a list of fields with their values."),
                mend=msg("Start from a shipped playbook and change its values."),
            ),
        )
    lines = _lines(data)
    try:
        playbook = Playbook.model_validate(_plain(data))
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        return None, tuple(_shape_problem(name, lines, detail) for detail in details)
    return Source(playbook=playbook, file=name, lines=lines), ()


def _listed(path: Path) -> list[Path]:
    try:
        return list(path.iterdir())
    except OSError:
        return []


def _syntax_problem(file: str, error: YAMLError) -> Problem:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    line = mark.line + 1 if mark is not None else 1
    if isinstance(error, DuplicateKeyError):
        return Problem(
            file=file,
            line=line,
            what=msg("A field stands here for the second time."),
            mend=msg("Keep one of the two."),
        )
    return Problem(
        file=file,
        line=line,
        what=msg("This is not YAML."),
        mend=msg("Check indentation and quotes; put texts below a line that ends with >- as shipped ones do."),
    )


def _shape_problem(file: str, lines: Mapping[str, int], detail: ErrorDetails) -> Problem:
    """Say in our words what pydantic found. Its own sentence may hold input and is not used."""
    loc = [str(part) for part in detail["loc"]]
    field, context = ".".join(loc), detail.get("ctx", {})
    kind = detail["type"]
    if kind == "extra_forbidden":
        what = msg("Unknown field {field}.", field=field)
        mend = msg("Remove it, or correct its spelling.")
    elif kind == "missing" and loc[-1] in (*LANGUAGES, "both"):
        what = msg("The language {language} of {field} is missing.", language=loc[-1], field=".".join(loc[:-1]))
        mend = msg("Write the text in both languages; a reply also has both halves (both).")
    elif kind == "missing":
        what = msg("The field {field} is missing.", field=field)
        mend = msg("Add it; the shipped playbooks show how.")
    elif kind == "unknown_place":
        what = msg("{place} is not a field that a reply may use.", place=context["place"])
        mend = msg("Use only these: {fields}.", fields=", ".join(f"{{{name}}}" for name in FIELDS))
    elif kind == "reply":
        what = msg("A playbook has either a reply or no_reply: true.")
        mend = msg("Keep one of the two.")
    elif kind == "when":
        what = msg("A playbook answers either labels or exposed personal information.")
        mend = msg("Under when, name labels or set exposed: true, one of the two.")
    elif kind in {"literal_error", "enum"}:
        what = msg("The value of {field} is not one of the choices.", field=field)
        mend = msg("Choose one of: {choices}.", choices=str(context.get("expected", "")))
    else:
        what = msg("The value of {field} does not hold ({kind}).", field=field, kind=kind)
        mend = msg("Compare with a shipped playbook: text, whole number, true or false, or a list.")
    return Problem(file=file, line=_nearest(lines, field), what=what, mend=mend)


def _nearest(lines: Mapping[str, int], field: str) -> int:
    while field and field not in lines:
        field = field.rpartition(".")[0]
    return lines.get(field, 1)


def _lines(data: CommentedMap, prefix: str = "") -> dict[str, int]:
    """Return the line of each field, by its dotted name."""
    found: dict[str, int] = {}
    for key, value in data.items():
        name = f"{prefix}{key}"
        found[name] = data.lc.key(key)[0] + 1
        if isinstance(value, CommentedMap):
            found |= _lines(value, f"{name}.")
        elif isinstance(value, CommentedSeq):
            found |= {f"{name}.{place}": value.lc.item(place)[0] + 1 for place in range(len(value))}
    return found


def _plain(value: object) -> object:
    """Return what YAML read as plain Python values, without line numbers and styles."""
    if isinstance(value, CommentedMap):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, CommentedSeq):
        return [_plain(inner) for inner in value]
    return str(value) if isinstance(value, str) else value
