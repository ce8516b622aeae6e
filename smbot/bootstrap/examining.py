"""What people look through before they trust a file: the directory with its faults, playbooks by their own tests."""

import json
from collections.abc import Callable, Iterator, Sequence

from smbot.bootstrap import Application
from smbot.core.errors import InputError
from smbot.core.marked import marked
from smbot.core.messages import msg
from smbot.core.problem import Problem
from smbot.offices.lines import french_texts
from smbot.offices.load import Loaded, read_directory
from smbot.playbooks.french import typography
from smbot.playbooks.trial import Bench, Triaged, Trial, taken_as_given
from smbot.redact.jsonl import Identity, redact_lines
from smbot.redact.mask import Redaction
from smbot.redact.ports import Tagger
from smbot.registry import load_platform, platform_names
from smbot.settings import Configuration


def directory_of(configuration: Configuration) -> tuple[Loaded, tuple[Problem, ...]]:
    """Return the directory with everything that is wrong: in its form, its French, and with who speaks for offices."""
    loaded = read_directory(configuration.folder(configuration.settings.offices.file))
    return loaded, (*loaded.problems, *french_faults(loaded), *unknown_offices(loaded, configuration))


def french_faults(loaded: Loaded) -> Iterator[Problem]:
    """Yield what is wrong in the French texts of a directory that holds."""
    for text, line in french_texts(loaded.directory.model_dump(), loaded.lines):
        for what, mend in typography(text):
            yield Problem(file=loaded.file, line=line, what=what, mend=mend)


def unknown_offices(loaded: Loaded, configuration: Configuration | None) -> Iterator[Problem]:
    """Yield the accounts that speak for an office which a directory that holds does not have."""
    named_offices = configuration.settings.offices.account_office if configuration and not loaded.problems else {}
    for platform, office in named_offices.items():
        if loaded.directory.office(office) is None:
            yield Problem(
                file="offices.account_office",
                line=0,
                what=msg(
                    "The account on {platform} speaks for {office}, which the directory does not have.",
                    platform=platform,
                    office=office,
                ),
                mend=msg("Name an office of the directory, or take it out of the settings."),
            )


def bench_of(application: Application) -> Bench:
    """Return what the tests of the playbooks in force are judged with."""
    return Bench(
        playbooks=application.playbooks()[0],
        rules={name: load_platform(name).rules for name in platform_names()},
        organisation=application.organisation,
        unattended=application.settings.playbooks.unattended,
    )


def triaged(
    application: Application, found: Sequence[Trial], load_tagger: Callable[[], Tagger]
) -> Iterator[tuple[Trial, Triaged]]:
    """Yield each test with what masking and triage say of its post; models are loaded for the first post only.

    Raises:
        InputError: A post cannot be masked.
    """

    def render(_identity: Identity, redaction: Redaction) -> str:
        triage = application.classifier.triage(marked(redaction.text), redaction.language)
        exposed = sorted({mask.entity for mask in redaction.text.masks})
        return json.dumps(
            {"labels": triage.labels, "scores": triage.scores, "exposed": exposed, "language": redaction.language}
        )

    redactor = None
    for trial in found:
        if trial.example.post is None:
            yield trial, taken_as_given(trial.example)
            continue
        redactor = redactor or application.redactor(load_tagger())
        line = json.dumps({"id": trial.number, "text": trial.example.post, "lang": trial.example.language or None})
        (told,) = redact_lines([line], redactor, application.teller, render=render, operators=application.operators)
        read = json.loads(told)
        if "error" in read:
            raise InputError(msg("The post cannot be masked."), where=trial.where)
        yield (
            trial,
            Triaged(
                labels=tuple(read["labels"]),
                scores=read["scores"],
                exposed=frozenset(read["exposed"]),
                language=read["language"],
            ),
        )
