"""The second stage: a batch of posts in, redacted or refused one by one.

A post has fields: its text, and what it carries beside it. They are searched apart and masked together, so that a
value has one number in all of them; what is personal in one of them, or was in an earlier post of the conversation,
is masked wherever it stands bare.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from smbot.core.errors import RedactionError
from smbot.core.parts import PartKind
from smbot.core.spans import Span
from smbot.normalise.language import MIXED, OURS, UNDETERMINED, LanguageTeller
from smbot.normalise.stage import Normalised, folded_text, normalise, rewritten
from smbot.raw.box import RawText
from smbot.raw.post import RawPart, RawPerson
from smbot.redact.engine import MAX_CHARACTERS, Redactor
from smbot.redact.known import known_tokens
from smbot.redact.mask import NUMBERS, Redaction, RedactionOfPart, mask_fields
from smbot.redact.operators import Operators
from smbot.redact.ports import Memory
from smbot.redact.recall import find_recalled, marks, marks_of
from smbot.redact.web_addresses import as_words, hidden_parts

SHOWN = frozenset({*OURS, MIXED, UNDETERMINED})
"""Languages whose posts are shown; in others the rules alone do not find names."""

MAX_PARTS = 40
"""Parts of a post that are read; what comes after them is withheld."""
TOLD = 60
"""Characters from which a part tells its own language; a shorter one is read in the post's."""
JOINED = frozenset({PartKind.LINK, PartKind.FILE})
"""Parts whose words are joined by signs and written small."""


@dataclass(frozen=True, kw_only=True)
class Fields:
    """A post to redact. `hint` is what the platform believes its language is, `known` the author's own names.

    `people` are others whose names are known; `memory` knows what was masked in the conversation before.
    """

    text: RawText
    hint: str | None = None
    known: tuple[str, ...] = ()
    parts: tuple[RawPart, ...] = ()
    people: tuple[RawPerson, ...] = ()
    memory: Memory | None = None


def redact_batch(
    posts: Sequence[tuple[RawText, str | None, tuple[str, ...]]],
    redactor: Redactor,
    teller: LanguageTeller,
    operators: Operators = NUMBERS,
) -> list[Redaction | RedactionError]:
    """Redact texts, each given with a hint of its language and what is known of its author; see `redact_posts`."""
    asked = [Fields(text=text, hint=hint, known=known) for text, hint, known in posts]
    return redact_posts(asked, redactor, teller, operators)


def redact_posts(
    posts: Sequence[Fields], redactor: Redactor, teller: LanguageTeller, operators: Operators = NUMBERS
) -> list[Redaction | RedactionError]:
    """Redact posts with all their fields.

    One post's failure is its own: the result holds its `RedactionError` (with a type's name only), in order. A part
    that fails is withheld alone.
    """
    works = [_begun(post, redactor, teller) for post in posts]
    texts = [text for work in works for text in work.texts()]
    names = [work.names for work in works for _ in work.texts()]
    found = iter(redactor.find(texts, names))
    results: list[Redaction | RedactionError] = []
    for work in works:
        work.take(found)
        try:
            results.append(work.error or _masked(work, operators))
        except Exception as error:  # noqa: BLE001 - any failure quarantines this post alone
            results.append(RedactionError(type(error).__name__))
    return results


@dataclass(kw_only=True)
class _Field:
    """One field: as it is read, each reading with the same places; None where it cannot be read."""

    raw: RawText
    kind: PartKind | None = None
    readings: tuple[Normalised, ...] = ()
    spans: list[Span] | None = None
    error: RedactionError | None = None

    def value(self, span: Span) -> str:
        """Return what a span of the original covers in the folded text."""
        post = self.readings[0]
        start, end = post.offsets.to_folded(span.start, span.end)
        return folded_text(post)[start:end]

    def original(self, span: Span) -> Span:
        """Return a span of the folded text in places of the original."""
        start, end = self.readings[0].offsets.to_original(span.start, span.end)
        return replace(span, start=start, end=end)


@dataclass(kw_only=True)
class _Work:
    """One post under redaction; its text is the first of its fields."""

    post: Fields
    names: tuple[str, ...] = ()
    fields: list[_Field] = field(default_factory=list)
    error: RedactionError | None = None

    def texts(self) -> list[Normalised]:
        """Return all readings of all fields."""
        return [] if self.error else [reading for each in self.fields for reading in each.readings]

    def take(self, found: Iterator[tuple[Span, ...] | RedactionError]) -> None:
        """Take what was found in `texts`, in their order."""
        for each in self.fields if self.error is None else ():
            results = [next(found) for _ in each.readings]
            each.error = each.error or next((one for one in results if isinstance(one, RedactionError)), None)
            if each.readings and each.error is None:
                each.spans = list(chain.from_iterable(one for one in results if not isinstance(one, RedactionError)))
        self.error = self.error or (self.fields[0].error if self.fields else RedactionError("Lost"))


def _begun(post: Fields, redactor: Redactor, teller: LanguageTeller) -> _Work:
    others = (redactor.names_of(person.name, person.handle) for person in post.people)
    work = _Work(post=post, names=tuple(dict.fromkeys(chain(post.known, *others))))
    if len(post.text) > MAX_CHARACTERS:
        work.error = RedactionError("TooLong")
        return work
    try:
        text = normalise(post.text, post.hint, teller)
    except Exception as error:  # noqa: BLE001 - any failure quarantines this post alone
        work.error = RedactionError(type(error).__name__)
        return work
    work.fields.append(_Field(raw=post.text, readings=(text,)))
    for number, part in enumerate(post.parts):
        work.fields.append(_part(part, text.language, teller, too_many=number >= MAX_PARTS))
    return work


def _part(part: RawPart, language: str, teller: LanguageTeller, *, too_many: bool) -> _Field:
    """Return a part as it is read: in the post's language, or where it is long enough to tell, in its own."""
    begun = _Field(raw=part.value, kind=part.kind)
    if too_many or part.withheld or len(part.value) > MAX_CHARACTERS:
        begun.error = RedactionError("TooLong")
        return begun
    try:
        text = normalise(part.value, language if language in OURS else None, teller)
        told = text.language if len(part.value) >= TOLD and part.kind not in JOINED else language
        if told not in SHOWN:
            begun.error = RedactionError("Language")  # names in it would not be found
            return begun
        text = replace(text, language=told if told in (language, UNDETERMINED) else MIXED)
        begun.readings = (text, rewritten(text, as_words)) if part.kind in JOINED else (text,)
    except Exception as error:  # noqa: BLE001 - any failure withholds this part alone
        begun.error = RedactionError(type(error).__name__)
    return begun


def _masked(work: _Work, operators: Operators) -> Redaction:
    post, text = work.post, work.fields[0]
    readable = [each for each in work.fields if each.spans is not None]
    _recall(work, readable)
    for each in readable:
        if each.kind == PartKind.LINK:
            _hide_in_address(each)
    left = _marks(work, readable)
    if post.memory is not None:
        post.memory.learn(left)
    language = text.readings[0].language
    redacted = mask_fields(
        [(each.raw, each.spans or ()) for each in readable],
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


def _recall(work: _Work, fields: Sequence[_Field]) -> None:
    """Add what was masked before, in another field or another post."""
    memory = work.post.memory
    left = {id(each): _marks(work, [each]) for each in fields}
    for each in fields:
        # Names that a field repeats by itself were found by `repeats`, which looks at what stands around them.
        others = frozenset(chain.from_iterable(left[id(other)] for other in fields if other is not each))
        here = others | {mark for mark in left[id(each)] if "name:" not in mark}

        def known(asked: frozenset[str], here: frozenset[str] = here) -> frozenset[str]:
            return asked & here | (memory.known(asked - here) if memory is not None else frozenset())

        found: Iterable[Span] = ()
        for reading in each.readings:
            found = chain(found, find_recalled(folded_text(reading), known, any_case=each.kind in JOINED))
        each.spans = [*(each.spans or ()), *map(each.original, found)]


def _marks(work: _Work, fields: Sequence[_Field]) -> frozenset[str]:
    """Return the marks of all that is masked for certain, and of the names of the author and others as a whole."""
    certain = [(each, span) for each in fields for span in each.spans or () if not span.doubtful]
    masked = marks_of((each.value(span), span.entity) for each, span in certain)
    names = [marks(name, "HANDLE" if name.startswith("@") else "PERSON") for name in work.names]
    return masked | {mark for mark in chain.from_iterable(names) if "name:" not in mark}


def _hide_in_address(each: _Field) -> None:
    post = each.readings[0]
    spans = each.spans or []
    places = [post.offsets.to_folded(span.start, span.end) for span in spans]
    hidden = [each.original(part) for part in hidden_parts(folded_text(post), places)]
    # Recognizers know no bounds of addresses: what they found is masked within the parts that are hidden.
    clipped = (
        replace(span, start=max(span.start, part.start), end=min(span.end, part.end))
        for span in spans
        for part in hidden
        if span.start < part.end and part.start < span.end
    )
    each.spans = [*clipped, *hidden]
