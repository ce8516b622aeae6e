"""The right door for a post that knocked at the wrong one: which program, office or other body; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from smbot.core.redacted import RedactedText
from smbot.core.spans import Evidence
from smbot.offices.model import Directory, Office, OtherBody, Program, Service
from smbot.offices.phrases import Found, find_phrases
from smbot.offices.words import Bilingual

ASKING = frozenset({"wrong_office", "question"})
"""Labels of posts that a door helps: those at the wrong office, and questions, whose answer is often what to bring."""

NEVER = frozenset({"urgent", "abuse", "access_request", "spam"})
"""Labels beside which nobody is sent elsewhere: they have an answer of their own."""


@dataclass(frozen=True, kw_only=True)
class Door:
    """Where to send somebody: to one of our programs, with the offices that serve it, or to another body.

    `service` is known where one alone is meant. `evidence` says which words of the masked text led there.
    """

    evidence: tuple[Evidence, ...]
    program: Program | None = None
    service: Service | None = None
    offices: tuple[Office, ...] = ()
    body: OtherBody | None = None

    @property
    def documents(self) -> tuple[Bilingual, ...]:
        """Return what to bring, where that is known."""
        return self.service.documents if self.service else ()


def right_door(labels: Sequence[str], text: RedactedText, directory: Directory) -> Door | None:
    """Return the door that a post's words lead to, or None where they lead to none, or to more than one.

    The words are those of programs, their services and other bodies, and their names.
    """
    asked = next((label for label in labels if label in ASKING), None)
    if asked is None or not NEVER.isdisjoint(labels):
        return None
    found = find_phrases(text, _doors(directory))
    means = {name for one in found for name in one.means}
    if len(means) != 1:
        return None
    [name] = means
    evidence = tuple(Evidence(start=one.start, end=one.end, label=asked, rule=f"directory:{name}") for one in found)
    kind, _, thing = name.partition(":")
    if kind == "body":
        body = next(one for one in directory.other_bodies if one.id == thing)
        return Door(evidence=evidence, body=body)
    program = next(one for one in directory.programs if one.id == thing)
    return Door(
        evidence=evidence,
        program=program,
        service=_service(text, directory, program),
        offices=_offices(text, directory, program),
    )


def named_door(name: str, directory: Directory) -> Door | None:
    """Return the door of an office, program or other body by its id, or None where the directory has none."""
    office = directory.office(name)
    if office is not None:
        return Door(evidence=(), offices=(office,))
    program = next((one for one in directory.programs if one.id == name), None)
    if program is not None:
        services = directory.services_of(name)
        service = services[0] if len(services) == 1 else None
        return Door(evidence=(), program=program, service=service, offices=directory.offices_of(name))
    body = next((one for one in directory.other_bodies if one.id == name), None)
    return Door(evidence=(), body=body) if body is not None else None


def programs_of(text: RedactedText, directory: Directory) -> frozenset[str]:
    """Return the programs that a post's words are about, by their own words and names and those of their services."""
    doors = {name: words for name, words in _doors(directory).items() if name.startswith("program:")}
    return frozenset(name.partition(":")[2] for name in _meant(find_phrases(text, doors)))


def _doors(directory: Directory) -> Mapping[str, Sequence[str]]:
    doors: dict[str, list[str]] = {}
    for program in directory.programs:
        words = doors.setdefault(f"program:{program.id}", [*program.words.all, *program.name.both])
        for service in directory.services_of(program.id):
            words += [*service.words.all, *service.name.both]
    for body in directory.other_bodies:
        doors[f"body:{body.id}"] = [*body.words.all, *body.name.both]
    return doors


def _service(text: RedactedText, directory: Directory, program: Program) -> Service | None:
    """Return the one service that the words mean, or a program's only one."""
    services = {one.id: one for one in directory.services_of(program.id)}
    if not services:
        return None
    named = _meant(find_phrases(text, {key: [*one.words.all, *one.name.both] for key, one in services.items()}))
    chosen = named or (frozenset(services) if not program.words.all else frozenset())
    return services[next(iter(chosen))] if len(chosen) == 1 else None


def _offices(text: RedactedText, directory: Directory, program: Program) -> tuple[Office, ...]:
    """Return the offices that serve a program; those that the post names, where it names any."""
    serving = directory.offices_of(program.id)
    cities = {one.id: one.address.city.both for one in serving if one.address}
    places = {one.id: [*one.words.all, *one.name.both, *cities.get(one.id, ())] for one in serving}
    named = _meant(find_phrases(text, places))
    return tuple(one for one in serving if one.id in named) or serving


def _meant(found: Sequence[Found]) -> frozenset[str]:
    return frozenset(name for one in found for name in one.means)
