"""Train the tagger: from the corpus, with spaCy's hints, in two minutes on one core."""

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pycrfsuite

from smbot.normalise.fold import fold
from smbot.normalise.language import READ_AS, LanguageTeller, read_as
from smbot.redact.tagger.crf import BEGINS, CONTINUES, MODEL, OUTSIDE, WORDS, CrfTagger, write_words
from smbot.redact.tagger.features import Features, Hint, Words, features
from smbot.redact.tagger.hinted import HintingModels
from smbot.redact.tagger.tokens import Token, tokens
from smbot.training.posts import GoldPost, GoldSpan
from smbot.training.redaction_scores import Scores, score

SEED: Final = 20_261_122
SMALL: Final = 1.0
"""Share of the posts that are read once more without capitals: people type names so, and the corpus has too few.

It is all of them now. The draw stays: without it the copies in capitals would be others, and so the model.
"""
LOUD: Final = 0.5
"""Share of the posts that are read once more in capitals."""
_PARAMETERS: Final = {"c1": 1.0, "c2": 0.1, "max_iterations": 120, "feature.possible_transitions": True}
TAGGED: Final = {
    **{name: name for name in ("PERSON", "STREET_ADDRESS", "DATE_OF_BIRTH", "CREDENTIAL", "LICENCE_PLATE")},
    **{name: name for name in ("PHONE_NUMBER", "EMAIL_ADDRESS", "CASE_NUMBER")},
    "CA_POSTAL_CODE": "STREET_ADDRESS",
    **dict.fromkeys(
        ("CA_DRIVER_LICENCE", "CA_ID_CARD", "CA_IMMIGRATION_ID", "CA_PASSPORT", "CA_HEALTH_NUMBER", "CA_SIN"),
        "CASE_NUMBER",
    ),
    **dict.fromkeys(("CA_BANK_ACCOUNT", "IBAN_CODE", "CREDIT_CARD"), "CASE_NUMBER"),
}
"""What the tagger calls entities of the corpus, others are left to rules: to it numbers look alike, rules tell them."""
_NAME_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, kw_only=True)
class TaggedPost:
    """A folded post with its pieces, what each is, and the models' hints."""

    text: str
    pieces: tuple[Token, ...]
    states: tuple[str, ...]
    hints: tuple[Hint, ...] | None
    to_original: Callable[[int, int], tuple[int, int]]


def train(posts: Sequence[GoldPost], models: HintingModels, folder: Path, step: Callable[[int], None]) -> None:
    """Train on `posts` and write the model's files to `folder`; the same posts give the same files."""
    source = random.Random(SEED)  # noqa: S311 - the same copies each time, no secret
    names = sorted(
        {word for post in posts for name in _names(post) for word in _NAME_WORD.findall(name) if word[0].isupper()}
    )
    copies = [cased(post, str.lower) for post in posts if source.random() < SMALL]
    copies += [cased(post, str.upper) for post in posts if source.random() < LOUD]
    copies += [renamed(post, source, names) for post in posts if any(_names(post))]
    originals = examples(posts, models, step)
    other, named = _counts(originals)
    trainer = pycrfsuite.Trainer(verbose=False)
    hinted = [*originals, *examples(copies, models, step)]
    for example in (*hinted, *(replace(each, hints=None) for each in originals)):
        if example.pieces:
            trainer.append(without_itself(example, other, named), example.states)
    trainer.set_params(_PARAMETERS)
    folder.mkdir(parents=True, exist_ok=True)
    trainer.train(str(folder / MODEL))
    (folder / WORDS).write_text(write_words(other, named), encoding="utf-8")


def examples(posts: Sequence[GoldPost], models: HintingModels, step: Callable[[int], None]) -> list[TaggedPost]:
    """Return the posts as the tagger reads them, with the right answers."""
    teller = LanguageTeller()
    folded = [fold(post.text) for post in posts]
    told = [teller.tell(each.text) for each in folded]
    hints: dict[int, list[Hint]] = {}
    for language in READ_AS:
        chosen = [i for i, each in enumerate(told) if read_as(each) == language]
        hints |= dict(zip(chosen, models.hints([folded[i].text for i in chosen], language), strict=True))
        step(len(chosen))
    found = []
    for index, (post, each) in enumerate(zip(posts, folded, strict=True)):
        pieces = tokens(each.text)
        places = [each.to_original(*piece) for piece in pieces]
        found.append(
            TaggedPost(
                text=each.text,
                pieces=tuple(pieces),
                states=tuple(_states(places, [span for span in post.spans if span.entity in TAGGED])),
                hints=tuple(hints[index]),
                to_original=each.to_original,
            )
        )
    return found


def measure(posts: Sequence[GoldPost], found: Sequence[TaggedPost], tagger: CrfTagger) -> dict[str, dict[str, Scores]]:
    """Return how the tagger does alone, without the rules."""
    spans = [
        [
            replace(span, start=start, end=end)
            for span in tagger.read(example.text, example.hints).spans
            for start, end in [example.to_original(span.start, span.end)]
        ]
        for example in found
    ]
    return score(posts, spans)


def _states(places: Sequence[tuple[int, int]], marked: Sequence[GoldSpan]) -> list[str]:
    states: list[str] = []
    before: GoldSpan | None = None
    for start, end in places:
        now = next((span for span in marked if start < span.end and span.start < end), None)
        states.append(OUTSIDE if now is None else (CONTINUES if now == before else BEGINS) + TAGGED[now.entity])
        before = now
    return states


def _counts(found: Sequence[TaggedPost]) -> tuple[Counter[str], Counter[str]]:
    """Return how often each word is anything else than a name, and how often a part of one."""
    other: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for example in found:
        for word, state in _states_of_words(example):
            (named if state.endswith("PERSON") else other)[word] += 1
    return other, named


def _states_of_words(example: TaggedPost) -> list[tuple[str, str]]:
    return [
        (example.text[start:end].lower().replace("\u2019", "'"), state)
        for (start, end), state in zip(example.pieces, example.states, strict=True)
        if example.text[start].isalpha()
    ]


def without_itself(example: TaggedPost, other: Counter[str], named: Counter[str]) -> list[Features]:
    """Return a post's features with the counts that the other posts alone give: its answers must not show."""
    own_other, own_named = _counts([example])
    words = Words(
        other={word: other[word] - own_other[word] for word in {*own_other, *own_named}},
        named={word: named[word] - own_named[word] for word in {*own_other, *own_named}},
    )
    return features(example.text, example.pieces, example.hints, words)


def _names(post: GoldPost) -> list[str]:
    return [post.text[span.start : span.end] for span in post.spans if span.entity == "PERSON"]


def cased(post: GoldPost, change: Callable[[str], str]) -> GoldPost:
    """Return the post in another case, letter by letter, so that places stay ("ß" has no capital of one letter)."""
    return replace(post, text="".join(change(c) if len(change(c)) == 1 else c for c in post.text))


def renamed(post: GoldPost, source: random.Random, names: Sequence[str]) -> GoldPost:
    """Return the post with other names in their places, so that contexts are learnt and not these names."""
    parts: list[str] = []
    spans: list[GoldSpan] = []
    chosen: dict[str, str] = {}
    at = length = 0

    def other(match: re.Match[str]) -> str:
        name = chosen.setdefault(match[0].lower(), source.choice(names))
        return name.lower() if match[0].islower() else name.upper() if match[0].isupper() else name

    for span in post.spans:
        before, value = post.text[at : span.start], post.text[span.start : span.end]
        if span.entity == "PERSON" and "hidden" not in span.forms:
            value = _NAME_WORD.sub(other, value)
        start = length + len(before)
        length = start + len(value)
        parts += (before, value)
        spans.append(replace(span, start=start, end=length))
        at = span.end
    parts.append(post.text[at:])
    return replace(post, text="".join(parts), spans=tuple(spans))
