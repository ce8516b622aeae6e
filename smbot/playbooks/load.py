"""Reads playbook files and checks their shape; `lint` judges what they say."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from smbot.core.messages import Message, msg
from smbot.playbooks import first
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
    files = files_of(path)
    if not files:
        return Playbooks(sources=()), (nothing_in(path),)
    read = [read_file(file) for file in files]
    playbooks, doubles = joined([source for source, _ in read if source is not None])
    return playbooks, (*(problem for _, wrong in read for problem in wrong), *doubles)


def files_of(path: Path) -> tuple[Path, ...]:
    """Return the playbook files of a folder by name; none where it cannot be listed."""
    return tuple(sorted(file for file in _listed(path) if file.suffix in {".yaml", ".yml"}))


def nothing_in(path: Path) -> Problem:
    """Return what to say of a folder without playbooks."""
    return Problem(
        file=str(path),
        line=0,
        what=msg("There is no playbook in this folder."),
        mend=msg("Set the folder of playbooks, or copy the shipped ones with: smbot init"),
    )


def joined(sources: Sequence[Source]) -> tuple[Playbooks, tuple[Problem, ...]]:
    """Return playbooks with names of their own, and what is wrong with those whose name is taken."""
    named: dict[str, Source] = {}
    problems = []
    for source in sources:
        taken = named.setdefault(source.playbook.name, source)
        if taken is not source:
            problems.append(
                Problem(
                    file=source.file,
                    line=source.line("name"),
                    what=msg("The name {name} is taken by {file}.", name=source.playbook.name, file=taken.file),
                    mend=msg("Give each playbook a name of its own."),
                )
            )
    return Playbooks(sources=tuple(named.values())), tuple(problems)


def read_file(file: Path) -> tuple[Source | None, tuple[Problem, ...]]:
    """Read one playbook file; return it, or None and everything wrong with its shape."""
    try:
        return parse(file.name, file.read_bytes())
    except OSError as error:
        return None, (_unreadable(file.name, error),)


@lru_cache(maxsize=128)  # YAML with line numbers takes its time, and one command asks for the same folder several times
def parse(name: str, content: bytes) -> tuple[Source | None, tuple[Problem, ...]]:
    """Read the content of the file `name`; return the playbook, or None and everything wrong with its shape."""
    try:
        data = YAML(typ="rt").load(content.decode())
    except UnicodeDecodeError as error:
        return None, (_unreadable(name, error),)
    except YAMLError as error:
        return None, (_syntax_problem(name, error),)
    except RecursionError:  # a text nested without end
        return None, (_syntax_problem(name, YAMLError()),)
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
    plain = {str(key): _plain(value) for key, value in data.items()}
    if first.is_first(plain):
        plain, lines = first.upgraded(plain, lines)
    try:
        playbook = Playbook.model_validate(plain, by_alias=True, by_name=False)
    except ValidationError as error:
        details = _innermost(error.errors(include_url=False, include_input=False))
        return None, tuple(_shape_problem(name, lines, detail) for detail in details)
    return Source(playbook=playbook, file=name, lines=lines), ()


def _innermost(details: Sequence[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out what pydantic says of a list only because something is wrong with an entry of it."""
    places = [detail["loc"] for detail in details]

    def holds_another(place: tuple[int | str, ...]) -> bool:
        return any(other != place and other[: len(place)] == place for other in places)

    return [detail for detail in details if not holds_another(detail["loc"])]


def _unreadable(file: str, error: Exception) -> Problem:
    return Problem(
        file=file,
        line=0,
        what=msg("The file cannot be read ({kind}).", kind=type(error).__name__),
        mend=msg("Save it as UTF-8 text that smbot may read."),
    )


def _listed(path: Path) -> list[Path]:
    try:
        return list(path.iterdir())
    except OSError:
        return []


_RULES: dict[str, tuple[Message, Message]] = {
    "reply": (
        msg("A playbook has replies and the step public_reply, or neither."),
        msg("Add the one that is missing, or remove the other."),
    ),
    "when": (
        msg("Nothing says what the post is about."),
        msg("Under when, name labels, all_labels or entities, or set exposed: true."),
    ),
    "step": (
        msg("A step has exactly one key."),
        msg("Begin each step with a hyphen, then its key and value, as in: - open_case: complaint"),
    ),
    "standard": (
        msg("A time is given in business_days or in business_hours, one of the two."),
        msg("Keep one of the two."),
    ),
    "override": (
        msg("An override names labels, platforms, or both."),
        msg("Name them, or remove the override."),
    ),
    "example": (
        msg("A test has either a post, or labels or entities that are taken as given."),
        msg("Keep one of the two."),
    ),
}
"""What is wrong and how to mend it, by the names of our own checks."""


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
        mend = msg("Write the text in both languages; replies also have both halves (both).")
    elif kind == "missing":
        what = msg("The field {field} is missing.", field=field)
        mend = msg("Add it; the shipped playbooks show how.")
    elif kind == "unknown_place":
        what = msg("{place} is not a field that a reply may use.", place=context["place"])
        mend = msg("Use only these: {fields}.", fields=", ".join(f"{{{name}}}" for name in FIELDS))
    elif kind in _RULES:
        what, mend = _RULES[kind]
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


def _lines(data: CommentedMap | CommentedSeq, prefix: str = "") -> dict[str, int]:
    """Return the line of each field and of each entry of a list, by its dotted name."""
    found: dict[str, int] = {}
    if isinstance(data, CommentedMap):
        entries = [(key, data.lc.key(key)[0], value) for key, value in data.items()]
    else:
        entries = [(place, data.lc.item(place)[0], value) for place, value in enumerate(data)]
    for key, line, value in entries:
        name = f"{prefix}{key}"
        found[name] = line + 1
        if isinstance(value, (CommentedMap, CommentedSeq)):
            found |= _lines(value, f"{name}.")
    return found


def _plain(value: object) -> object:
    """Return what YAML read as plain Python values, without line numbers and styles."""
    if isinstance(value, CommentedMap):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, CommentedSeq):
        return [_plain(inner) for inner in value]
    return str(value) if isinstance(value, str) else value
