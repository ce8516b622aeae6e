"""The second stage: a batch of posts in, redacted or refused one by one.

A post has fields: its text, and what it carries beside it. They are searched apart and masked together, so that a
value has one number in all of them; what is personal in one of them, or was in an earlier post of the conversation,
is masked wherever it stands bare.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from smbot.core.errors import MemoryFailed, RedactionError
from smbot.core.failpoints import failpoint
from smbot.core.parts import PartKind
from smbot.core.spans import Span
from smbot.normalise.language import MIXED, OURS, UNDETERMINED, LanguageTeller
from smbot.normalise.stage import Normalised, folded_text, normalise
from smbot.raw.box import RawText
from smbot.raw.post import RawPart, RawPerson
from smbot.redact.again import find_again, values_of
from smbot.redact.engine import MAX_CHARACTERS, Redactor
from smbot.redact.entities import URL
from smbot.redact.field import Field
from smbot.redact.known import known_tokens
from smbot.redact.mask import NUMBERS, Redaction, RedactionOfPart, mask_fields
from smbot.redact.merging import merge
from smbot.redact.officer_marks import find_marked
from smbot.redact.operators import Operators
from smbot.redact.other_scripts import count_latin, find_other_scripts
from smbot.redact.ports import Memory
from smbot.redact.recall import Known, find_recalled, marks, marks_of, remembered_by, unsearched

SHOWN = frozenset({*OURS, MIXED, UNDETERMINED})
"""Languages whose posts are shown; in others the rules alone do not find names."""

MAX_PARTS = 40
"""Parts of a post that are read; what comes after them is withheld."""
MAX_LINK = 2_000
"""Characters of a link that is read; no page needs a longer address, and reading many such takes long."""
TOLD = 60
"""Latin letters from which a part tells its own language; a shorter one is read in the post's."""


@dataclass(frozen=True, kw_only=True)
class Fields:
    """A post to redact. `hint` is what the platform believes its language is, `known` the author's own names.

    `people` are others whose names are known; `memory` knows what was masked in the conversation before, `quoted` what
    was masked in those in which posts stand whose words are among the parts, by `quoted_in`.
    """

    text: RawText
    hint: str | None = None
    known: tuple[str, ...] = ()
    parts: tuple[RawPart, ...] = ()
    people: tuple[RawPerson, ...] = ()
    memory: Memory | None = None
    quoted: Mapping[str, Memory] = field(default_factory=dict)


def quoted_in(part: RawPart) -> str:
    """Return the conversation of the post in which a part's words stand, where they are another post's."""
    return part.conversation_id or part.post_id


def redact_posts(
    posts: Sequence[Fields], redactor: Redactor, teller: LanguageTeller, operators: Operators = NUMBERS
) -> list[Redaction | RedactionError]:
    """Redact posts with all their fields.

    One post's failure is its own: the result holds its `RedactionError` (with a type's name only), in order. A part
    that fails is withheld alone.

    Raises:
        MemoryFailed: What was masked in a conversation could not be looked up: the posts can be tried again.
    """
    works = [_begun(post, redactor, teller) for post in posts]
    texts = [text for work in works for text in work.texts()]
    names = [work.names for work in works for _ in work.texts()]
    found = iter(redactor.find(texts, names))
    results: list[Redaction | RedactionError] = []
    for work in works:
        work.take(found)
        failpoint("redact.masking")
        try:
            results.append(work.error or _masked(work, redactor, operators))
        except MemoryFailed:
            raise
        except Exception as error:  # noqa: BLE001 - any failure quarantines this post alone
            results.append(RedactionError(type(error).__name__))
    return results


@dataclass(kw_only=True)
class _Work:
    """One post under redaction; its text is the first of its fields."""

    post: Fields
    names: tuple[str, ...] = ()
    fields: list[Field] = field(default_factory=list)
    error: RedactionError | None = None

    def raw(self) -> Iterator[tuple[RawText, Field]]:
        """Yield each field with what it was read from."""
        return zip((self.post.text, *(part.value for part in self.post.parts)), self.fields, strict=True)

    def texts(self) -> list[Normalised]:
        """Return all readings of all fields."""
        return [] if self.error else [reading for each in self.fields for reading in each.readings]

    def take(self, found: Iterator[tuple[Span, ...] | RedactionError]) -> None:
        """Take what was found in `texts`, in their order."""
        for each in self.fields if self.error is None else ():
            results = [next(found) for _ in each.readings]
            each.error = each.error or next((one for one in results if isinstance(one, RedactionError)), None)
            if each.readings and each.error is None:
                read = zip(each.readings, [one for one in results if not isinstance(one, RedactionError)], strict=True)
                each.spans = [span for reading, spans in read for span in spans if each.counts(span, reading)]
        self.error = self.error or self.fields[0].error


def _begun(post: Fields, redactor: Redactor, teller: LanguageTeller) -> _Work:
    work = _Work(post=post)
    if len(post.text) > MAX_CHARACTERS:
        work.error = RedactionError("TooLong")
        return work
    try:
        others = (redactor.names_of(person.name, person.handle) for person in post.people)
        work.names = tuple(dict.fromkeys(chain(post.known, *others)))
        text = normalise(post.text, post.hint, teller)
        work.fields.append(Field())
        work.fields[0].read(text)
    except Exception as error:  # noqa: BLE001 - any failure quarantines this post alone
        work.error = RedactionError(type(error).__name__)
        return work
    for number, part in enumerate(post.parts):
        work.fields.append(_part(part, text.language, teller, too_many=number >= MAX_PARTS))
    return work


def _part(part: RawPart, language: str, teller: LanguageTeller, *, too_many: bool) -> Field:
    """Return a part as it is read: in the post's language, or where it is long enough to tell, in its own."""
    begun = Field(kind=part.kind, quoted=quoted_in(part))
    longest = MAX_LINK if part.kind == PartKind.LINK else MAX_CHARACTERS
    if too_many or part.withheld or len(part.value) > longest:
        begun.error = RedactionError("TooLong")
        return begun
    try:
        text = normalise(part.value, language if language in OURS else None, teller)
        told = language if begun.joined else text.language
        long = not begun.joined and count_latin(folded_text(text)) >= TOLD
        if told not in SHOWN or (not long and any(find_other_scripts(folded_text(text)))):
            begun.error = RedactionError("Language")  # names in it would not be found
            return begun
        told = told if long else language
        text = replace(text, language=told if told in (language, UNDETERMINED) else MIXED)
        begun.read(text)
    except Exception as error:  # noqa: BLE001 - any failure withholds this part alone
        begun.error = RedactionError(type(error).__name__)
    return begun


def _masked(work: _Work, redactor: Redactor, operators: Operators) -> Redaction:
    post, text = work.post, work.fields[0]
    language = text.language
    readable = [each for each in work.fields if each.spans is not None]
    marked = _marked(work, readable)
    _recall(work, readable, redactor)
    for each in readable:
        each.hide_in_addresses(redactor.allows)
        if language in SHOWN:
            each.find_more(find_other_scripts(each.text), redactor.allows)
    _repeat(readable, redactor)
    for each, spans in zip(readable, marked, strict=True):  # again: no bounds of addresses take it away
        each.spans = [*(each.spans or ()), *spans]
    left = _marks(work, readable)
    if post.memory is not None:
        post.memory.learn(left)
    redacted = mask_fields(
        [(raw, each.spans) for raw, each in work.raw() if each.spans is not None],
        language=language,
        withheld=language not in SHOWN,
        also=known_tokens(work.names) | left,
        operators=operators,
    )
    of_field = {id(each): redaction for each, redaction in zip(readable, redacted, strict=True)}
    parts = (
        RedactionOfPart(kind=each.kind, redaction=of_field.get(id(each)))
        for each in work.fields
        if each.kind is not None
    )
    return replace(redacted[0], parts=tuple(parts))


def _remembered(work: _Work, each: Field) -> Known:
    """Return what is remembered for a field: of its post's conversation, and of that of the post it quotes."""
    here, there = remembered_by(work.post.memory), remembered_by(work.post.quoted.get(each.quoted))
    return lambda asked: here(asked) | there(asked)


def _marked(work: _Work, fields: Sequence[Field]) -> list[list[Span]]:
    """Add what an officer marked in an earlier post, be it published or public, and return it."""
    found: list[list[Span]] = []
    for each in fields:
        remembered = _remembered(work, each)
        readings = ((reading, find_marked(folded_text(reading), remembered)) for reading in each.readings)
        found.append([each.original(span, reading) for reading, spans in readings for span in spans])
        each.spans = [*(each.spans or ()), *found[-1]]
    return found


def _recall(work: _Work, fields: Sequence[Field], redactor: Redactor) -> None:
    """Add what was masked before, in another field or another post."""
    left = {id(each): _marks(work, [each]) for each in fields}
    for each in fields:
        # Names that a field repeats by itself were found by `repeats`, which looks at what stands around them.
        others = frozenset(chain.from_iterable(left[id(other)] for other in fields if other is not each))
        here = others | {mark for mark in left[id(each)] if "name:" not in mark}
        remembered = _remembered(work, each)

        def known(asked: frozenset[str], here: frozenset[str] = here, remembered: Known = remembered) -> frozenset[str]:
            return asked & here | remembered(asked - here)

        for reading in each.readings:
            any_case = each.joined or reading is each.apart
            each.find_more(find_recalled(folded_text(reading), known, any_case=any_case), redactor.allows, reading)
        if here or work.post.memory is not None:
            each.find_more(unsearched(each.text), redactor.allows)


def _repeat(fields: Sequence[Field], redactor: Redactor) -> None:
    """Add what any field says that is masked in any."""
    values = values_of((each.value(span), span) for each in fields for span in merge(each.spans or ()))
    for each in fields:
        each.find_more(find_again(each.text, values, any_case=each.joined), redactor.allows)
        each.hide_in_addresses(redactor.allows)


def _marks(work: _Work, fields: Sequence[Field]) -> frozenset[str]:
    """Return the marks of all that is masked for certain, and of the names of the author and others as a whole."""
    certain = [(each, span) for each in fields for span in each.spans or () if not span.doubtful]
    masked = marks_of((each.value(span), span.entity) for each, span in certain if span.entity != URL)
    names = [marks(name, "HANDLE" if name.startswith("@") else "PERSON") for name in work.names]
    return masked | {mark for mark in chain.from_iterable(names) if "name:" not in mark}
