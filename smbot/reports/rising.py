"""Words and two-word phrases that many more people use than in the weeks before.

What is counted is authors, each once a week, not occurrences: one person who repeats a word changes nothing. A word
that fewer than `LEAST_AUTHORS` different people used is never shown. Redaction finds most names and numbers, not all:
a word that one person alone uses may be that person's street or child, and a list of rare words is where it would
come to light. What three people say independently is public talk. (A threshold rule, as statistical offices publish
no cell with fewer than three contributors.) Posts whose author the platform does not tell are left out: three of them
may be one person's.

A word rises when the log-likelihood ratio G² (T. Dunning, "Accurate Methods for the Statistics of Surprise and
Coincidence", Computational Linguistics 19(1), 1993) says that its share of the authors differs from the share before
at the 0.1 % level, and when that share has at least doubled. G² holds for rare words too, where a chi-square test
does not; the strict level is there because thousands of words are tried.
"""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from smbot.core.marked import MARK, marked
from smbot.core.mention import UNKNOWN_AUTHOR
from smbot.reports.model import RisingWord
from smbot.reports.plain import any_of, plain
from smbot.reports.ports import Said
from smbot.reports.stop_words import STOP_WORDS

LEAST_AUTHORS = 3
MOST_WORDS = 15
CRITICAL_G2 = 10.83
"""Chi-square with one degree of freedom, p = 0.001."""
LEAST_RATIO = 2.0
LONGEST_WORD = 30
COVERED = 0.75
"""A word most of whose authors used it in a phrase that rises too is not shown beside the phrase."""

_OUT = re.compile(rf"\[[a-z_]{{2,40}} {MARK}\]|https?://\S+|www\.\S+|@\w+|\S+@\S+")
_PIECE = re.compile(
    r"(?:(?:jusqu|lorsqu|puisqu|quoiqu|qu|[cdjlmnst])'(?=[^\W\d_]))?"
    r"(?P<word>[^\W\d_][^\W_]*(?:'[^\W\d_]+)?(?:-[^\W\d_][^\W_]*)*)"
    r"|(?P<break>[.,;:!?()\"\n\u2022|/]|\d+|\W-\W)",
    re.IGNORECASE,
)

Author = tuple[str, int]
Term = tuple[str, ...]
Word = tuple[str, str]
"""A word in plain letters, and as it was written."""
GAP: Word = ("", "")


class Tokens:
    """Cuts redacted texts of one language into words; those too common to tell anything part phrases and are dropped.

    Elided words fall away ("l'acte" is "acte"); what stands under a mask, handles, addresses and our own name too.
    """

    def __init__(self, language: str, own: Iterable[str]) -> None:
        self._stop = STOP_WORDS[language]
        self._own = any_of(name for name in own if not name.startswith("@"))
        self._known: dict[str, Word] = {}

    def words(self, text: str) -> list[Word]:
        """Return the words in order; an empty one stands where a phrase cannot go on."""
        text = unicodedata.normalize("NFC", text.replace("\u2019", "'")).lower()
        text = _OUT.sub(" | ", text)
        folded = plain(text)
        if self._own.search(folded):
            pieces, last = [], 0
            for match in self._own.finditer(folded):
                pieces += [text[last : match.start()], " | "]
                last = match.end()
            text = "".join([*pieces, text[last:]])
        return [self._kept(match["word"]) for match in _PIECE.finditer(text)]

    def _kept(self, word: str | None) -> Word:
        if word is None:
            return GAP
        kept = self._known.get(word)
        if kept is None:
            key = plain(word).removesuffix("'s")
            fine = 2 <= len(key) <= LONGEST_WORD and key not in self._stop
            kept = self._known[word] = (key, word.removesuffix("'s")) if fine else GAP
        return kept


def rising_words(
    posts: Sequence[Said], *, language: str, start: datetime, length_days: float, own: Iterable[str]
) -> tuple[tuple[RisingWord, ...], int]:
    """Return the words of the posts since `start` that rise against the posts before, and how many authors those had.

    Accents are kept apart by nobody who types in a hurry: "ferme" and "fermé" count together, under the form used most.
    """
    tokens = Tokens(language, own)
    spoken = [post for post in posts if post.language == language and post.text is not None and _is_told(post)]
    now = [post for post in spoken if post.posted_at >= start]
    earlier = [post for post in spoken if post.posted_at < start]
    authors_now = {post.pseudonym for post in now}
    weeks = {_author(post, start, length_days) for post in earlier}
    if not weeks or not now:
        return (), len(weeks)
    cut = [(post.pseudonym, tokens.words(marked(post.text))) for post in now if post.text]
    using, shown = _users(cut)
    before = _before(earlier, tokens, using.keys(), start, length_days)
    risen = {
        term: strength
        for term, users in using.items()
        if (strength := _strength(len(users), len(authors_now), before[term], len(weeks))) >= CRITICAL_G2
    }
    kept = _without_parts(risen, using)
    best = sorted(kept, key=lambda term: (-risen[term], term))[:MOST_WORDS]
    words = [
        RisingWord(word=shown(term), authors=len(using[term]), before=before[term], strength=round(risen[term], 1))
        for term in best
    ]
    return tuple(words), len(weeks)


def _is_told(post: Said) -> bool:
    return not post.pseudonym.startswith(UNKNOWN_AUTHOR)


def _author(post: Said, start: datetime, length_days: float) -> Author:
    """Return an author within one week of the baseline."""
    return post.pseudonym, int((start - post.posted_at).total_seconds() // (length_days * 86_400))


def _terms(words: Sequence[Word]) -> Iterator[tuple[Term, str]]:
    """Yield words and neighbouring pairs by their plain form, each with the form that was written."""
    for key, form in words:
        if key:
            yield (key,), form
    for (left, one), (right, two) in pairwise(words):
        if left and right:
            yield (left, right), f"{one} {two}"


class _Forms:
    """Which written form of each term is used most."""

    def __init__(self) -> None:
        self._counts: dict[Term, Counter[str]] = defaultdict(Counter)

    def add(self, term: Term, form: str) -> None:
        self._counts[term][form] += 1

    def __call__(self, term: Term) -> str:
        return max(self._counts[term].items(), key=lambda item: (item[1], item[0]))[0]


def _users(cut: Sequence[tuple[str, list[Word]]]) -> tuple[dict[Term, set[str]], _Forms]:
    """Return who used each term, of those that enough people used."""
    users: dict[Term, set[str]] = defaultdict(set)
    forms = _Forms()
    for author, words in cut:
        for term, _ in _terms(words):
            users[term].add(author)
    enough = {term: authors for term, authors in users.items() if len(authors) >= LEAST_AUTHORS}
    for _, words in cut:
        for term, form in _terms(words):
            if term in enough:
                forms.add(term, form)
    return enough, forms


def _before(
    earlier: Sequence[Said], tokens: Tokens, wanted: Iterable[Term], start: datetime, length_days: float
) -> Counter[Term]:
    """Count, for each wanted term, its authors by week before `start`."""
    wanted = frozenset(wanted)
    seen: dict[Term, set[Author]] = defaultdict(set)
    for post in earlier:
        if post.text:
            author = _author(post, start, length_days)
            for term, _ in _terms(tokens.words(marked(post.text))):
                if term in wanted:
                    seen[term].add(author)
    return Counter({term: len(authors) for term, authors in seen.items()})


def _strength(now: int, of_now: int, before: int, of_before: int) -> float:
    """Return G² of a term's share of authors, or 0 where the share has not doubled."""
    if now / of_now < LEAST_RATIO * before / of_before:
        return 0.0
    share = (now + before) / (of_now + of_before)
    cells = (
        (now, of_now * share),
        (of_now - now, of_now * (1 - share)),
        (before, of_before * share),
        (of_before - before, of_before * (1 - share)),
    )
    return 2 * sum(seen * math.log(seen / expected) for seen, expected in cells if seen)


def _without_parts(risen: Mapping[Term, float], using: Mapping[Term, set[str]]) -> list[Term]:
    """Leave out words that rise because of a phrase that rises."""
    covered: set[Term] = set()
    for phrase in risen:
        if len(phrase) == 2:
            parts = [(part,) for part in phrase]
            covered.update(p for p in parts if p in using and len(using[phrase] & using[p]) >= COVERED * len(using[p]))
    return [term for term in risen if term not in covered]
