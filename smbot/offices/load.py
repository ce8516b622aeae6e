"""Reads the directory's file: what holds, or everything that does not, with line and mend. The last good one stays."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from smbot.core.messages import Message, msg
from smbot.core.problem import Problem
from smbot.offices.lines import lines_of, nearest, plain
from smbot.offices.model import Directory, Office, OtherBody, Program, Service

EMPTY = Directory()
SHIPPED = Path(__file__).parent / "directory.yaml"
"""The example, which `smbot init` copies."""


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """The directory in force, and what is wrong with the `file`; `lines` are those of one that holds."""

    directory: Directory
    file: str = ""
    problems: tuple[Problem, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)


def read_directory(file: Path, last: Directory = EMPTY) -> Loaded:
    """Read the directory. Where anything is wrong with the file, `last`, the last good one, stays in force."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        what = msg("There is no directory of offices.")
        mend = msg("Write one: the shipped example shows every field; or set its place under [offices] file.")
        return Loaded(directory=last, problems=(Problem(file=file.name, line=0, what=what, mend=mend),))
    except (OSError, UnicodeDecodeError) as error:
        what = msg("The file cannot be read ({kind}).", kind=type(error).__name__)
        mend = msg("Save it as UTF-8 text that smbot may read.")
        return Loaded(directory=last, problems=(Problem(file=file.name, line=0, what=what, mend=mend),))
    read = _parsed(file.name, text)
    return Loaded(directory=last, problems=read.problems) if read.problems else read


@lru_cache(maxsize=8)  # YAML with line numbers takes its time, and one process asks for the same file again and again
def _parsed(name: str, text: str) -> Loaded:
    try:
        data = YAML(typ="rt").load(text)
    except YAMLError as error:
        return Loaded(directory=EMPTY, problems=(_syntax_problem(name, error),))
    if not isinstance(data, CommentedMap):
        what = msg("The file is not a list of fields with their values.")
        mend = msg("Start from the shipped directory and change its values.")
        return Loaded(directory=EMPTY, problems=(Problem(file=name, line=1, what=what, mend=mend),))
    lines = lines_of(data)
    try:
        directory = Directory.model_validate(plain(data))
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        found = {(problem.line, str(problem.what)): problem for problem in (_shape(name, lines, d) for d in details)}
        return Loaded(directory=EMPTY, problems=tuple(found.values()))
    problems = tuple(
        Problem(file=name, line=nearest(lines, where), what=what, mend=mend)
        for where, what, mend in (*_doubles(directory), *_dangling(directory))
    )
    return Loaded(directory=EMPTY if problems else directory, file=name, problems=problems, lines=lines)


def _doubles(directory: Directory) -> Iterator[tuple[str, Message, Message]]:
    """Yield ids that two things of a kind have."""
    kinds: Mapping[str, Sequence[Program | Service | Office | OtherBody]] = {
        "programs": directory.programs,
        "services": directory.services,
        "offices": directory.offices,
        "other_bodies": directory.other_bodies,
    }
    for kind, things in kinds.items():
        seen: set[str] = set()
        for place, thing in enumerate(things):
            if thing.id in seen:
                yield (
                    f"{kind}.{place}.id",
                    msg("The id {id} stands twice under {kind}.", id=thing.id, kind=kind),
                    msg("Give each its own."),
                )
            seen.add(thing.id)


def _dangling(directory: Directory) -> Iterator[tuple[str, Message, Message]]:
    """Yield programs that are named and not there."""
    known = {program.id for program in directory.programs}
    named = [(f"services.{at}.program", service.program) for at, service in enumerate(directory.services)]
    for at, office in enumerate(directory.offices):
        named += [(f"offices.{at}.programs.{place}", program) for place, program in enumerate(office.programs)]
    for where, program in named:
        if program not in known:
            mend = msg("Use one of: {choices}.", choices=", ".join(sorted(known)) or "-")
            yield where, msg("There is no program {id}.", id=program), mend


def _syntax_problem(file: str, error: YAMLError) -> Problem:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    line = mark.line + 1 if mark is not None else 1
    if isinstance(error, DuplicateKeyError):
        return Problem(
            file=file, line=line, what=msg("A field stands here for the second time."), mend=msg("Keep one of the two.")
        )
    return Problem(
        file=file,
        line=line,
        what=msg("This is not YAML."),
        mend=msg("Check indentation and quotes; the shipped directory shows the form."),
    )


_SHAPES: Mapping[str, tuple[Message, Message]] = {
    "phone": (msg("This is no telephone number."), msg("Write it as in 416-555-0123, or three digits such as 811.")),
    "email": (msg("This is no e-mail address."), msg("Write it bare, as in counter@example.ca.")),
    "site": (msg("This is no web address."), msg("Write it whole, with https:// before it.")),
    "secure_page": (msg("This is no web address."), msg("Write it whole, with https:// before it.")),
    "postal_code": (msg("This is no postal code."), msg("Write it as in A1A 1A1.")),
    "time_zone": (msg("There is no time zone of this name."), msg("Write it as America/Toronto is written.")),
}

_RULES: Mapping[str, tuple[Message, Message]] = {
    "hours": (msg("These are no opening hours."), msg("Write them as in 08:30-16:30, the earlier time first.")),
    "overlap": (
        msg("The openings of one day overlap, touch, or stand in the wrong order."),
        msg("Put the earlier one first, and join those that touch."),
    ),
    "until": (msg("The last day is before the first."), msg("Set until to a later day than date, or remove it.")),
    "at": (
        msg("A phone, e-mail or secure page needs its number or address under at; a counter has none."),
        msg("Add at, or remove it from the counter, which stands at the office's address."),
    ),
    "counter": (msg("The office has a counter and no address."), msg("Add address, or remove the counter.")),
    "reach": (msg("Nothing says how people reach this body."), msg("Add its public phone or site.")),
    "string_pattern_mismatch": (
        msg("An id is of small letters, digits and hyphens, and begins with a letter."),
        msg("Write it as in north-counter."),
    ),
    "string_too_short": (msg("There is no text here, or one of a single letter."), msg("Write the text.")),
    "too_short": (msg("This list is empty."), msg("Name at least one.")),
}


def _shape(file: str, lines: dict[str, int], detail: ErrorDetails) -> Problem:
    """Say in our words what pydantic found. Its own sentence may hold input and is not used."""
    where = ".".join(str(part) for part in detail["loc"])
    name, kind, context = where.rpartition(".")[2], detail["type"], detail.get("ctx", {})
    if below := context.get("field"):
        where = f"{where}.{below}"
    if kind == "extra_forbidden":
        what, mend = msg("Unknown field {field}.", field=name), msg("Remove it, or correct its spelling.")
    elif kind == "missing" and name in {"en", "fr"}:
        what = msg("The text in the language {language} is missing.", language=name)
        mend = msg("Write it in both languages.")
    elif kind == "missing":
        what = msg("The field {field} is missing.", field=name)
        mend = msg("Add it; the shipped directory shows how.")
    elif kind in {"literal_error", "enum"}:
        what = msg("The value of {field} is not one of the choices.", field=name)
        mend = msg("Choose one of: {choices}.", choices=str(context.get("expected", "")))
    elif kind == "shape":
        what, mend = _SHAPES[str(context["kind"])]
    elif kind in _RULES:
        what, mend = _RULES[kind]
    else:
        what = msg("The value of {field} does not hold ({kind}).", field=name, kind=kind)
        mend = msg("Compare with the shipped directory: a text, a list, or fields with their values.")
    return Problem(file=file, line=nearest(lines, where), what=what, mend=mend)
