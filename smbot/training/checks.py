"""What the corpus must hold to: entities, labels, fictional checksums, nothing twice, no voice on both sides."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from stdnum.ca import bc_phn

from smbot.classify.labels import load_labels
from smbot.core.labels import ACCESS, NONE
from smbot.core.messages import Message, decimal, msg
from smbot.normalise.fold import fold
from smbot.redact.context import digits_of, luhn
from smbot.redact.entities import ENTITIES
from smbot.training.posts import FORMS, GoldPost, GoldSpan

LABELS = load_labels().names
TAGS = frozenset(
    {"near-miss", "names-law", "implicit", "sarcasm", "thread", "letter", "quoted", "public-figure"}
    | {f"not-{label}" for label in LABELS if label != NONE}
)
"""What writers say of a whole post; README.md beside the corpus explains each."""
NEAR_WITHIN = 0.6
NEAR_ACROSS = 0.4
"""Share of three-word runs that two posts may have in common, masks aside (Jaccard)."""

_RESERVED = re.compile(
    r"@(?:[\w-]+\.)*(?:example\.(?:com|org|net)|[\w-]+\.(?:example|exemple\.ca)|exemple\.(?:com|ca))$"
)
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_COMMON_RUN = 40
"""A run of words that so many posts share says nothing ("thank you for")."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What does not hold, and in which post."""

    post: str
    what: Message


def check_posts(posts: Sequence[GoldPost]) -> Iterator[Problem]:
    """Yield what is wrong within each post, and posts that are too like each other."""
    for post in posts:
        for what in (*_marks(post), *_words(post)):
            yield Problem(post=post.id, what=what)
    for first, second, share in alike(posts, posts, NEAR_WITHIN):
        yield Problem(post=second, what=msg("Too like {other} ({share}).", other=first, share=decimal(share, 2)))


def check_apart(train: Sequence[GoldPost], test: Sequence[GoldPost]) -> Iterator[Problem]:
    """Yield voices that write on both sides, and posts of one side that are too like a post of the other."""
    shared = {post.voice for post in train} & {post.voice for post in test}
    for voice in sorted(shared):
        yield Problem(post=voice, what=msg("This voice writes in training and in test."))
    for first, second, share in alike(train, test, NEAR_ACROSS):
        yield Problem(post=second, what=msg("Too like {other} ({share}).", other=first, share=decimal(share, 2)))


def _words(post: GoldPost) -> Iterator[Message]:
    if not post.text.strip():
        yield msg("The post is empty.")
    for label in post.labels:
        if label not in LABELS:
            yield msg("{name} is no label.", name=label)
    if not post.labels or (NONE in post.labels and len(post.labels) > 1):
        yield msg("Give labels, or “none” alone.")
    for tag in post.tags:
        if tag not in TAGS:
            yield msg("{name} is no tag.", name=tag)
        elif tag.startswith("not-") and tag.removeprefix("not-") in post.labels:
            yield msg("The tag {name} contradicts the label.", name=tag)
    if {"names-law", "implicit"} & set(post.tags) and ACCESS not in post.labels:
        yield msg("“names-law” and “implicit” speak of access requests.")
    if "near-miss" in post.tags and post.spans:
        yield msg("A near miss holds no mark.")


def _marks(post: GoldPost) -> Iterator[Message]:
    for span in post.spans:
        value = post.text[span.start : span.end]
        if span.entity not in ENTITIES:
            yield msg("{name} is no entity.", name=span.entity)
        if set(span.forms) - set(FORMS):
            yield msg("A mark's forms are among: {forms}.", forms=", ".join(FORMS))
        if not value.strip() or value != value.strip():
            yield msg("A mark {name} is empty or begins or ends with a space.", name=span.entity)
        elif (what := _unfit(span, value)) is not None:
            yield what
    yield from _forgotten(post)


def _unfit(span: GoldSpan, value: str) -> Message | None:
    """Say what is wrong with a value; a mistyped one (`wrong`) need not pass its check."""
    folded = fold(value).text
    digits = digits_of(folded)
    if span.entity == "PHONE_NUMBER" and len(digits) >= 7 and "555" not in digits:
        return msg("A telephone number is fictional when its exchange is 555.")
    if span.entity == "EMAIL_ADDRESS" and "hidden" not in span.forms and not _RESERVED.search(folded.lower()):
        return msg("An e-mail address is fictional under example.com, example.org, exemple.ca or .example.")
    if "wrong" in span.forms:
        return None
    if span.entity == "CA_SIN" and len(digits) == 9 and not luhn(digits):
        return msg("A social insurance number must pass Luhn's check, or carry “wrong”.")
    if span.entity == "CREDIT_CARD" and len(digits) in {15, 16} and not luhn(digits):
        return msg("A card number must pass Luhn's check, or carry “wrong”.")
    if span.entity == "CA_HEALTH_NUMBER" and len(digits) == 10:
        return _unfit_health(digits, lettered=any(c.isalpha() for c in folded))
    return None


def _unfit_health(digits: str, *, lettered: bool) -> Message | None:
    """Say whether ten digits fail the check of the province that writes them so (Ontario adds letters)."""
    if lettered:
        return None if luhn(digits) else msg("An Ontario health number must pass Luhn's check, or carry “wrong”.")
    if digits[0] == "9" and not (bc_phn.is_valid(digits) or luhn(digits)):
        return msg("A health number of British Columbia must pass its check, or carry “wrong”.")
    return None


def _forgotten(post: GoldPost) -> Iterator[Message]:
    """Yield names and numbers that are marked in one place of the post and bare in another."""
    marked = [(span.start, span.end) for span in post.spans]
    for span in post.spans:
        value = post.text[span.start : span.end]
        if span.entity == "CREDENTIAL" or len(value) < 4:
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(value)}(?!\w)", post.text):
            if not any(start < match.end() and match.start() < end for start, end in marked):
                yield msg("A value of {name} is marked in one place and bare in another.", name=span.entity)
                break


def _runs(post: GoldPost) -> frozenset[tuple[str, str, str]]:
    parts, at = [], 0
    for span in post.spans:
        parts += [post.text[at : span.start], " "]
        at = span.end
    parts.append(post.text[at:])
    words = [word.lower() for word in _WORD.findall("".join(parts))]
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def alike(these: Sequence[GoldPost], those: Sequence[GoldPost], most: float) -> Iterator[tuple[str, str, float]]:
    """Yield pairs of posts, one of each side, that share more than `most` of their runs of three words."""
    same = these is those
    runs = [_runs(post) for post in these]
    other = runs if same else [_runs(post) for post in those]
    places: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for index, each in enumerate(runs):
        for run in each:
            places[run].append(index)
    for index, each in enumerate(other):
        shared = Counter(
            before
            for run in each
            if len(places.get(run, ())) <= _COMMON_RUN
            for before in places.get(run, ())
            if not same or before < index
        )
        for before, count in shared.items():
            share = count / len(runs[before] | each)
            if share > most:
                yield these[before].id, those[index].id, share
    yield from _identical(these, those, same=same)


def _identical(these: Sequence[GoldPost], those: Sequence[GoldPost], *, same: bool) -> Iterator[tuple[str, str, float]]:
    """Yield pairs of the same letters and digits, however short."""
    first: dict[str, str] = {}
    pairs: Iterable[GoldPost] = these if same else (*these, *those)
    for post in pairs:
        key = "".join(_WORD.findall(post.text.lower()))
        if key in first and (same or post.id not in {p.id for p in these}):
            yield first[key], post.id, 1.0
        first.setdefault(key, post.id)
