"""Posts that state something wrong about our services, or ask whether it is so.

A value that differs from the right one counts only where the words around it tie it to the subject ("$60 for a birth
certificate", « le comptoir ferme à 15 h ») and nothing takes it back: a denial, a correction with the right value, a
wish, the past, another province, a fine, the price of parking. Missing one is better than blaming a correct post:
this is a list that people answer from.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from smbot.core.marked import MARK
from smbot.reports import said
from smbot.reports.fees import wrong_fees
from smbot.reports.model import Evidence, Fact, FactKind, FindingKind
from smbot.reports.opening import wrong_days, wrong_deadlines, wrong_hours
from smbot.reports.plain import Hints, Sentence, any_of, plain, sentences
from smbot.reports.values import Value

Reader = Callable[[Sentence, Sequence[Fact], tuple[int, int]], Iterator[Value]]
READERS: dict[FactKind, Reader] = {
    "fee": wrong_fees,
    "hours": wrong_hours,
    "day": wrong_days,
    "deadline": wrong_deadlines,
}

MOST_SUBJECTS = 20
"""Times that one sentence may name one subject: texts come from strangers."""

_MASK = re.compile(rf"\[[a-z_]{{2,40}} {MARK}\]")
_GOES_ON = re.compile(
    r"^\W*(?:it(?:'s|s| is| costs?| closes?| opens?)|that(?:'s| is)|they(?:'re)? (?:want|charge|ask|close|open)\w*"
    r"|costs?\b"
    r"|c'est|ca (?:coute|ferme|ouvre)|ils |y (?:demandent|chargent|ferment)|coute)"
)


@dataclass(frozen=True, kw_only=True)
class _Known:
    fact: Fact
    hints: Hints
    words: re.Pattern[str]


class FactFinder:
    """Finds wrong facts in redacted texts of both languages."""

    def __init__(self, facts: Sequence[Fact], own: Sequence[str]) -> None:
        self._known = [_Known(fact=fact, hints=Hints(fact.words), words=any_of(fact.words)) for fact in facts]
        self._elsewhere = said.elsewhere(own)

    def find(self, text: str) -> list[Evidence]:
        """Return what the text says wrongly, one piece of evidence for each fact; a claim goes before a question."""
        folded = plain(text)
        named = [known for known in self._known if known.hints.may_be_in(folded) and known.words.search(folded)]
        if not named:
            return []
        folded = _MASK.sub(lambda mask: "#" * len(mask[0]), folded)
        kinds = {known.fact.kind: [k for k in named if k.fact.kind == known.fact.kind] for known in named}
        found: dict[Fact, Evidence] = {}
        parts = list(sentences(folded))
        for sentence, following in zip_longest(parts, parts[1:]):
            for kind, of_kind in kinds.items():
                for fact, evidence in self._in_sentence(READERS[kind], of_kind, sentence, following):
                    if fact not in found or found[fact].kind == FindingKind.QUESTION:
                        found[fact] = evidence
        return list(found.values())

    def _in_sentence(
        self, read: Reader, known: Sequence[_Known], sentence: Sentence, following: Sentence | None
    ) -> Iterator[tuple[Fact, Evidence]]:
        named = [
            (one.fact, match) for one in known for match in islice(one.words.finditer(sentence.text), MOST_SUBJECTS)
        ]
        if not named:
            return
        facts = [fact for fact, _ in named]
        # Of several facts that a sentence names, the longest words decide: "Saint-Quentin counter" over "counter".
        fact, match = max(named, key=lambda pair: (len(pair[1][0]), -pair[1].start()))
        values = [value for _, m in named for value in self._standing(read, sentence, facts, m.span())]
        if values:
            start = sentence.start + min(match.start(), *(v.start for v in values))
            end = sentence.start + max(match.end(), *(v.end for v in values))
            yield fact, Evidence(kind=_stance(sentence, following), start=start, end=end, fact=fact)
        if following is None or not _GOES_ON.match(following.text):
            return
        if not any(one.words.search(following.text) for one in self._known):
            # "I got my birth certificate. It costs $75." – the second sentence speaks of the first one's subject.
            for value in self._standing(read, following, facts, (0, 0)):
                start, end = following.start + value.start, following.start + value.end
                yield fact, Evidence(kind=_stance(following, None), start=start, end=end, fact=fact)

    def _standing(
        self, read: Reader, sentence: Sentence, facts: Sequence[Fact], subject: tuple[int, int]
    ) -> Iterator[Value]:
        text = sentence.text
        if said.DENIED.search(text) or said.WISHED.search(text) or self._elsewhere.search(text):
            return
        for value in read(sentence, facts, subject):
            if said.NEGATED.search(text[max(0, value.start - 60) : value.start]) is None:
                yield value


def _stance(sentence: Sentence, following: Sentence | None) -> FindingKind:
    """Tell a statement from a question; one that the next sentence puts in doubt is a question too."""
    if said.TELLS.match(sentence.text):
        return FindingKind.CLAIM
    asks = sentence.asks or said.ASKED.search(sentence.text)
    doubted = following is not None and following.asks and said.UNSURE.search(following.text)
    return FindingKind.QUESTION if asks or doubted else FindingKind.CLAIM
