"""The rules as they are typed in `lexicon/`, checked and compiled once.

`lexicon/<language>/words.toml` names classes of words; each other file there holds the rules of the label that it is
named after. The files in `lexicon/<language>/access/` tell what an access request says (see `access`): its kind, its
elements. The folder `any` is for both languages. `topics.toml` says which needs belong to which level of
government: another directory of services can take its place.
"""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from smbot.classify.patterns import Pattern, compile_pattern
from smbot.classify.vocabulary import Vocabulary
from smbot.core.errors import ConfigurationError
from smbot.core.labels import ACCESS
from smbot.core.messages import msg

ANY = "any"
RULE_LANGUAGES = (ANY, "en", "fr")
WORDS_FILE = "words.toml"
TOPICS_FILE = "topics.toml"
DETAILS_FOLDER = "access"
"""Where rules stand that give no label but tell more of access requests."""
FOLLOWS = "after-"
"""Begins the names of the rules that rest on an earlier post, and of no others."""
BUILT_IN = (
    "<num>",
    "<url>",
    "<handle>",
    "<mask>",
    "<q>",
    "<bang>",
    "<irony>",
    "<person>",
    "<date_of_birth>",
    "<case_number>",
    "<ca_sin>",
    "<ca_health_number>",
    "<ca_driver_licence>",
    "<ca_passport>",
    "<ca_immigration_id>",
    "<ca_id_card>",
    "<licence_plate>",
    "<street_address>",
)
"""What `split_words` calls words of a kind; entities whose masks say whose records, or which file."""

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One reason for (or, where it `lowers`, against) a label.

    A `certain` one outweighs the model. Where `after` names labels, it counts only where an earlier post of the same
    author in the conversation has one of them. A match does not count where `unless` matches in its sentence,
    `unless_before` ends at most `NEAR` words before it, `unless_in` matches words of it, or `unless_post` matches
    anywhere; `also` must match anywhere in the post. A detail weighs nothing; several may have one name, which says
    what they tell.
    """

    name: str
    label: str
    language: str
    weight: float
    lowers: bool
    certain: bool
    after: frozenset[str]
    patterns: tuple[Pattern, ...]
    also: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    unless_before: tuple[Pattern, ...]
    unless_in: tuple[Pattern, ...]
    unless_post: tuple[Pattern, ...]


@dataclass(frozen=True, kw_only=True)
class Rulebook:
    """Compiled rules. `version` is the digest of all files that they were read from."""

    vocabulary: Vocabulary
    rules: tuple[Rule, ...]
    details: tuple[Rule, ...]
    function_words: Mapping[str, int]
    version: str


class _DetailRow(BaseModel):
    """A detail as it is typed."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    name: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    match: Annotated[list[str], Field(min_length=1)]
    also: list[str] = []
    unless: list[str] = []
    unless_before: list[str] = []
    unless_in: list[str] = []
    unless_post: list[str] = []


class _RuleRow(_DetailRow):
    """A rule as it is typed."""

    weight: Annotated[float, Field(gt=0, le=0.99)]
    lowers: bool = False
    certain: bool = False
    after: list[str] = []


class _DetailFile(BaseModel):
    """All details of one sort in one language."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    rule: list[_DetailRow]


class _RuleFile(BaseModel):
    """All rules of a label in one language."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    rule: list[_RuleRow]


class _WordsFile(BaseModel):
    """Classes of words: entries are separated by `|`, line ends count as blanks."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    classes: dict[str, str]


class _Topic(BaseModel):
    """A need, and the level of government that serves it."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    name: str
    level: str
    en: str
    fr: str


class _TopicsFile(BaseModel):
    """The needs, and the handles by which each level is told."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    handles: dict[str, str]
    topic: list[_Topic]


class _Reader:
    """Reads one folder of rule files into a rulebook."""

    def __init__(self, folder: Traversable, topics: str | None) -> None:
        self._folder = folder
        self._topics = topics
        self._digest = hashlib.sha256()
        self._vocabulary = Vocabulary()
        self._classes: dict[str, str] = {}
        self._language = ANY
        self._where = ""

    def read(self) -> Rulebook:
        """Read words first, rules next."""
        topics = self._topics
        if topics is None:
            topics = self._folder.joinpath(TOPICS_FILE).read_text(encoding="utf-8")
        self._read_topics(topics)
        for language in RULE_LANGUAGES:
            self._read_words(language)
        function_words = {
            language: self._class(f"{language}.function") for language in RULE_LANGUAGES if language != ANY
        }
        rules = tuple(rule for language in RULE_LANGUAGES for rule in self._rules(language))
        details = tuple(rule for language in RULE_LANGUAGES for rule in self._details(language))
        return Rulebook(
            vocabulary=self._vocabulary,
            rules=rules,
            details=details,
            function_words=function_words,
            version=self._digest.hexdigest(),
        )

    def _text(self, path: Traversable, where: str) -> str:
        self._where = where
        return path.read_text(encoding="utf-8")

    def _parsed(self, source: str) -> Mapping[str, object]:
        self._digest.update(self._where.encode() + b"\0" + source.encode() + b"\0")
        try:
            return tomllib.loads(source)
        except tomllib.TOMLDecodeError as error:
            raise ConfigurationError(msg("This is not TOML: {reason}.", reason=str(error)), where=self._where) from None

    def _checked(self, model: type[M], source: str) -> M:
        try:
            return model.model_validate(self._parsed(source))
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            raise ConfigurationError(
                msg("{place}: {reason}.", place=place, reason=first["msg"]), where=self._where
            ) from None

    def _read_topics(self, source: str) -> None:
        self._where = TOPICS_FILE
        file = self._checked(_TopicsFile, source)
        for level, handles in file.handles.items():
            self._classes[f"any.{level}_handle"] = handles
            for language in ("en", "fr"):
                entries = [getattr(topic, language) for topic in file.topic if topic.level == level]
                self._classes[f"{language}.{level}_need"] = " | ".join(entries)

    def _read_words(self, language: str) -> None:
        path = self._folder.joinpath(language, WORDS_FILE)
        file = self._checked(_WordsFile, self._text(path, f"{language}/{WORDS_FILE}"))
        for name, entries in file.classes.items():
            self._classes[f"{language}.{name}"] = entries

    def _rules(self, language: str) -> Iterator[Rule]:
        self._language = language
        names: set[str] = set()
        for path in sorted(self._folder.joinpath(language).iterdir(), key=lambda p: p.name):
            if path.name == WORDS_FILE or not path.name.endswith(".toml"):
                continue
            label = path.name.removesuffix(".toml")
            file = self._checked(_RuleFile, self._text(path, f"{language}/{path.name}"))
            for row in file.rule:
                if (name := f"{language}.{label}.{row.name}") in names:
                    raise ConfigurationError(msg("The rule {name} is there twice.", name=name), where=self._where)
                if bool(row.after) != row.name.startswith(FOLLOWS):
                    raise ConfigurationError(
                        msg("The rule {name} must have “after”, or another name.", name=name),
                        where=self._where,
                        mend=msg("Names of rules with “after”, and no others, begin with “{begin}”.", begin=FOLLOWS),
                    )
                names.add(name)
                yield self._rule(row, name, label)

    def _details(self, language: str) -> Iterator[Rule]:
        self._language = language
        folder = self._folder.joinpath(language, DETAILS_FOLDER)
        if not folder.is_dir():
            return
        for path in sorted(folder.iterdir(), key=lambda p: p.name):
            where = f"{language}/{DETAILS_FOLDER}/{path.name}"
            for row in self._checked(_DetailFile, self._text(path, where)).rule:
                yield self._rule(row, f"{path.name.removesuffix('.toml')}:{row.name}", ACCESS)

    def _rule(self, row: _DetailRow, name: str, label: str) -> Rule:
        weighed = row if isinstance(row, _RuleRow) else None
        return Rule(
            name=name,
            label=label,
            language=self._language,
            weight=weighed.weight if weighed else 0.0,
            lowers=weighed is not None and weighed.lowers,
            certain=weighed is not None and weighed.certain,
            after=frozenset(weighed.after if weighed else ()),
            patterns=self._patterns(row.match),
            also=self._patterns(row.also),
            unless=self._patterns(row.unless),
            unless_before=self._patterns(row.unless_before),
            unless_in=self._patterns(row.unless_in),
            unless_post=self._patterns(row.unless_post),
        )

    def _patterns(self, sources: list[str]) -> tuple[Pattern, ...]:
        patterns = []
        for source in sources:
            try:
                patterns.append(compile_pattern(source, self._resolve))
            except ValueError as error:
                raise ConfigurationError(
                    msg("The pattern “{pattern}” does not hold: {reason}.", pattern=source, reason=str(error)),
                    where=self._where,
                ) from None
        return tuple(patterns)

    def _resolve(self, part: str) -> int:
        if part in BUILT_IN:
            return self._vocabulary.number_of(part, [part])
        if part.startswith("<") and "|" not in part:
            return self._class(self._full(part, self._language))
        if "<" in part:
            entries = self._expanded(part.split("|"), self._language, ())
            return self._vocabulary.number_of(f"{self._language}={part}", entries)
        return self._vocabulary.number_of(f"={part}", part.split("|"))

    def _full(self, reference: str, language: str) -> str:
        """Return the class that ``<name>`` stands for: the language's own, else that for both."""
        name = reference.strip("<>")
        own = f"{language}.{name}"
        return own if own in self._classes else f"{ANY}.{name}"

    def _class(self, name: str) -> int:
        try:
            return self._vocabulary.number_of(name, self._entries(name, ()))
        except ValueError as error:
            raise ConfigurationError(
                msg("The class of words {name} does not hold: {reason}.", name=name, reason=str(error)),
                where=self._where,
            ) from None

    def _entries(self, name: str, above: tuple[str, ...]) -> list[str]:
        """Return the entries of a class; an entry ``<other>`` stands for all entries of that class."""
        if name not in self._classes or name in above:
            raise ConfigurationError(
                msg("There is no class of words called {name}, or it contains itself.", name=name),
                where=self._where,
            )
        language = name.split(".", 1)[0]
        return self._expanded(" ".join(self._classes[name].split()).split("|"), language, (*above, name))

    def _expanded(self, entries: list[str], language: str, above: tuple[str, ...]) -> list[str]:
        expanded: list[str] = []
        for entry in (entry.strip() for entry in entries):
            if entry.startswith("<") and " " not in entry and entry not in BUILT_IN:
                expanded.extend(self._entries(self._full(entry, language), above))
            elif entry:
                expanded.append(entry)
        return expanded


def load_rulebook(folder: Traversable | None = None, topics: str | None = None) -> Rulebook:
    """Read and compile rule files: those that come with smbot, or those in `folder`.

    `topics` is TOML that takes the place of `topics.toml`.

    Raises:
        ConfigurationError: A file does not hold; the message names file and place.
    """
    return _Reader(folder or resources.files("smbot.classify").joinpath("lexicon"), topics).read()
