"""Posts that state something wrong about our services, or ask whether it is so.

A value that differs from the right one counts only where the words around it tie it to the subject ("$60 for a birth
certificate", « le comptoir ferme à 15 h ») and nothing takes it back: a denial, a correction with the right value, a
wish, the past, another province, a fine, the price of parking. Missing one is better than blaming a correct post:
this is a list that people answer from.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from smbot.reports import said
from smbot.reports.amounts import NUMBER_WORDS, Amount, find_amounts, find_bare
from smbot.reports.model import Evidence, Fact, FactKind, FindingKind
from smbot.reports.plain import Sentence, any_of, plain, sentences
from smbot.reports.times import DAYS, Clock, Hours, find_dates, find_days, find_ranges, first_time

NEAR = 90
"""Most characters between a subject and what is said of it."""

ONE_DAY = 30
"""Characters around opening hours in which "today" or "the storm" makes them an exception."""

_MASK = re.compile(r"\[[a-z_]{2,40} \d{1,4}\]")
_GOES_ON = re.compile(
    r"^\W*(?:it(?:'s|s| is| costs?| closes?| opens?)|that(?:'s| is)|they(?:'re)? (?:want|charge|ask|close|open)\w*"
    r"|costs?\b"
    r"|c'est|ca (?:coute|ferme|ouvre)|ils |y (?:demandent|chargent|ferment)|coute)"
)

_OTHER_SUM = re.compile(
    r"\b(?:gas|fuel|parking|park|tickets?|fined?|fines|courier|shipping|postage|delivery|express|rush|tips?|taxi"
    r"|cab|uber|bus"
    r"|atm|wages?|salary|lost|losing|refund\w*|rebate|passports?|worth|benefits?|wins?|won|coffee|lunch|late"
    r"|penalty|interest"
    r"|lawyer|photos?|essence|stationnement|stationner|contraventions?|amendes?|messagerie|livraison|timbres?|poste"
    r"|pourboire"
    r"|guichet|salaire|perdu\w*|perds|rembours\w+|passeports?|valait|valent|prestation|cafe|diner|retard|penalite"
    r"|interets"
    r"|avocat|photos?|trajet|route|difference|donation|don)\b"
)
_COST = (
    r"(?:costs?|prices?|priced|fees?|charg\w+|is|are|now|went|gone|going|jumped|doubled?|tripled?|doublee?s?"
    r"|triplee?s?|raised|hiked|up|be|for|pays?|paid|paying"
    r"|coute\w*|prix|tarifs?|frais|factur\w+|charge\w*|est|sont|c'est|rendus?|rendue\w*|passe\w*|monte\w*"
    r"|augmente\w*|grimpe\w*"
    r"|paye\w*|a)"
)
_AFTER_SUBJECT = re.compile(
    rf"^(?:\W*|\W+(?:[\w'@]+\W+){{0,4}}(?:[:=]|->) ?|(?:\W+\S+){{0,6}}?\W+{_COST}(?:\W+[\w']+){{0,4}}?\W+"
    rf"|\W+{_COST}\W+)$"
)
_BEFORE_SUBJECT = re.compile(
    r"^\W*(?:(?:(?:now |astheure |maintenant |juste )?(?:for|per|pour(?! que)|par|to \w+|if you \w+|si \w+ \w+)|l'"
    r"|le |la |les |un |une |an? |the )"
    r"(?:\W*[\w'\u0153-]+){0,5}\W*)?$"
)
_BARE_COST = re.compile(
    r"\b(?:costs?|charge[sd]?(?: me| us)?|charging|price is|fee is|coutent?|chargent?|prix est(?: de)?"
    r"|tarif est(?: de)?)"
    r"(?: now| only| maintenant| juste)? ?$"
)
_UNIT = re.compile(
    r"^ ?(?:%|h\b|am\b|pm\b|a\.m|p\.m|minutes?|mins?|hours?|heures?|days?|jours?|weeks?|semaines?|months?|mois"
    r"|years?|ans\b"
    r"|times?|fois|people|personnes|pages?|km|cents?\b)"
)
_FREE = re.compile(
    r"\b(?:is|are|est|sont|becomes?|devenue?s?|rendue?s?)(?:\W+(?:now|completely|maintenant|rendue?s?|enfin|finally"
    r"|devenue?s?))"
    r"{0,2}\W+(?P<free>free|gratuite?s?)\b(?! (?:time|day|spot))"
)
_OLD_SUM = re.compile(
    r"(?:\bfrom|\binstead of|\bau lieu de|\bplutot que|\brather than|\bpassee?s? de|\bmontee?s? de|\bwas"
    r"|\betait) ?(?:a )?$"
)
_ANOTHER_THING = re.compile(r"^ (?:d'|de |en )(?!plus\b|moins\b|frais\b|taxes?\b)")
_ITS_OWN = re.compile(r"(?:\ban?(?= \$)|\bmy|\bune?|\bmon|\bma) \$?$")
_FEE = re.compile(r"^ (?:fees?|charges?|price|cost|bill|frais|tarif)\b")
_UNDER = re.compile(r"\b(?:less than|under|below|cheaper than|moins (?:de|que)|en bas de) ?$")
_OVER = re.compile(r"\b(?:more than|over|above|at least|plus (?:de|que)|au moins) ?$")
_ABOUT = re.compile(
    r"(?:\b(?:about|around|roughly|almost|nearly|like|environ|autour de|presque|a peu pres|genre)|~) ?$"
)
_ABOUT_SHARE = Decimal("0.15")
_SEVERAL = re.compile(rf"(?:\b(?:[2-9]|\d\d|{NUMBER_WORDS}|both|les deux)\W+(?:\w+\W+)?)$")
_ONE = re.compile(r"\b(?:one|un|une|1)\W+(?:\w+\W+)?$")

_OPEN_WORD = re.compile(r"\b(?:open\w*|clos\w+|hours|hrs|schedule|ouver\w+|ouvr\w+|ferm\w+|heures|horaires?)\b")
_OTHER_TIME = re.compile(
    r"\b(?:work|working|job|shift|waited|waiting|wait|line|lineup|appointment|wickets?|windows?|stood|arrived"
    r"|showed up|left"
    r"|lunch|travaill\w+|job|quart|attend\w+|file|rendez-vous|guichets?|arrivee?s?|sorti\w*|dine\w*|dinait|midi)\b"
)
_SOFT = r"(?:\W+(?:now|only|just|already|maintenant|juste|deja|seulement|astheure|rendu|early|tot|every day|tous les jours))*"
_AT_CLOSE = re.compile(
    rf"\b(?:clos(?:es|e|ing)|shuts?|ferment?|fermes?)(?: (?:the|le|la|les|l'|their|leurs?) ?\w+)?{_SOFT}\W+(?:at|by"
    rf"|a|vers|des) +"
    rf"|\b(?:open|opened|ouverte?s?|ouvre(?:nt)?){_SOFT}\W+(?:until|till|til|'til|jusqu'a|jusqu'|to) +"
)
_AT_OPEN = re.compile(
    rf"\b(?:opens?|opening|ouvre(?:nt)?){_SOFT}\W+(?:at|a|des|not before|pas avant|qu'a) +"
    rf"|\b(?:open|ouverte?s?){_SOFT}\W+(?:from|starting at|a partir de|des) +"
)
_SHUT_OR_OPEN = re.compile(
    r"\b(?:(?P<shut>closed|closes?|shut|ferme(?:e|es|s|nt)?)|(?P<open>opens?|ouverte?s?|ouvre(?:nt)?))\b"
)
_DONE = re.compile(r"\b(?:mailed|sent|got|received|posted|arrived|postee?|recue?|envoyee?|arrivee?)\b")
_BY_DATE = re.compile(
    r"\b(?:deadline|last day|final day|due(?: date)?|by|before|until|till|cut-?off|expir\w+|date limite|echeance"
    r"|dernier jour"
    r"|derniere journee|avant le|d'ici(?: au)?(?: le)?|jusqu'au)(?:\W+[\w'-]+){0,6}?\W*(?:le )?$"
)
_IS_DATE = re.compile(r"^\W+(?:is|est)\W+(?:the|la|le)\W+(?:deadline|last day|cut-?off|date limite|dernier jour)\b")


@dataclass(frozen=True, kw_only=True)
class _Known:
    fact: Fact
    words: re.Pattern[str]


@dataclass(frozen=True, kw_only=True)
class _Value:
    """A wrong value in a sentence."""

    start: int
    end: int


Reader = Callable[[Sentence, Sequence[Fact], tuple[int, int]], Iterator[_Value]]


class FactFinder:
    """Finds wrong facts in redacted texts of both languages."""

    def __init__(self, facts: Sequence[Fact], own: Sequence[str]) -> None:
        self._known = [_Known(fact=fact, words=any_of(fact.words)) for fact in facts]
        self._any = any_of(word for fact in facts for word in fact.words)
        self._elsewhere = said.elsewhere(own)

    def find(self, text: str) -> list[Evidence]:
        """Return what the text says wrongly, one piece of evidence for each fact; a claim goes before a question."""
        folded = plain(text)
        if self._any.search(folded) is None:
            return []
        folded = _MASK.sub(lambda mask: "#" * len(mask[0]), folded)
        found: dict[Fact, Evidence] = {}
        parts = list(sentences(folded))
        for place, sentence in enumerate(parts):
            following = parts[place + 1] if place + 1 < len(parts) else None
            for kind, read in _READERS.items():
                for evidence in self._in_sentence(kind, read, sentence, following):
                    known = found.get(_fact(evidence))
                    if known is None or (known.kind, evidence.kind) == (FindingKind.QUESTION, FindingKind.CLAIM):
                        found[_fact(evidence)] = evidence
        return list(found.values())

    def _in_sentence(
        self, kind: FactKind, read: Reader, sentence: Sentence, following: Sentence | None
    ) -> Iterator[Evidence]:
        named = [
            (known.fact, match)
            for known in self._known
            if known.fact.kind == kind
            for match in known.words.finditer(sentence.text)
        ]
        if not named:
            return
        facts = [fact for fact, _ in named]
        # Of several facts that a sentence names, the words that say most decide: "Saint-Quentin counter" over "counter".
        fact, match = max(named, key=lambda pair: (len(pair[1][0]), -pair[1].start()))
        values = [v for _, m in named for v in self._standing(read, sentence, facts, m.span())]
        if values:
            start = sentence.start + min(match.start(), *(v.start for v in values))
            end = sentence.start + max(match.end(), *(v.end for v in values))
            yield Evidence(kind=_stance(sentence, following), start=start, end=end, fact=fact)
        if following is not None and _GOES_ON.match(following.text):
            # "I got my birth certificate. It costs $75." – the second sentence speaks of the first one's subject.
            opening = _GOES_ON.match(following.text)
            place = (0, 0) if opening is None else (opening.start(), opening.start())
            later = list(self._standing(read, following, facts, place))
            if later and not any(known.words.search(following.text) for known in self._known):
                yield Evidence(
                    kind=_stance(following, None),
                    start=following.start + later[0].start,
                    end=following.start + later[0].end,
                    fact=fact,
                )

    def _standing(
        self, read: Reader, sentence: Sentence, facts: Sequence[Fact], subject: tuple[int, int]
    ) -> Iterator[_Value]:
        text = sentence.text
        if said.DENIED.search(text) or said.WISHED.search(text) or self._elsewhere.search(text):
            return
        for value in read(sentence, facts, subject):
            if said.NEGATED.search(text[max(0, value.start - 60) : value.start]) is None:
                yield value


def _fact(evidence: Evidence) -> Fact:
    assert evidence.fact is not None  # noqa: S101 - this module makes them with their facts
    return evidence.fact


def _stance(sentence: Sentence, following: Sentence | None) -> FindingKind:
    """Tell a statement from a question; one that the next sentence puts in doubt is a question too."""
    if said.TELLS.match(sentence.text):
        return FindingKind.CLAIM
    asks = sentence.asks or said.ASKED.search(sentence.text)
    doubted = following is not None and following.asks and said.UNSURE.search(following.text)
    return FindingKind.QUESTION if asks or doubted else FindingKind.CLAIM


def _wrong_fees(sentence: Sentence, facts: Sequence[Fact], subject: tuple[int, int]) -> Iterator[_Value]:
    text = sentence.text
    right = [Decimal(value) for fact in facts for value in fact.right]
    amounts = list(find_amounts(text))
    amounts += [a for a in find_bare(text, 0, len(text)) if _BARE_COST.search(text[max(0, a.start - 40) : a.start])
                and not _UNIT.match(text[a.end :]) and all(a.start >= b.end or b.start >= a.end for b in amounts)]  # fmt: skip
    if any(amount.dollars in right and not _OLD_SUM.search(_ahead(text, amount)) for amount in amounts):
        return
    for amount in amounts:
        if amount.dollars not in right and _is_price(text, amount, subject) and not _fits(text, amount, right, subject):
            yield _Value(start=amount.start, end=amount.end)
    free = _FREE.search(text, subject[1])
    if free and Decimal(0) not in right and free.start() - subject[1] <= 20:
        yield _Value(start=free.start("free"), end=free.end("free"))


def _ahead(text: str, amount: Amount) -> str:
    return text[max(0, amount.start - 30) : amount.start]


def _is_price(text: str, amount: Amount, subject: tuple[int, int]) -> bool:
    """Say whether the words between tie the sum to the subject, and nothing ties it to something else."""
    around = text[max(0, amount.start - 25) : amount.start] + " " + text[amount.end : amount.end + 25]
    outside = around if amount.end <= subject[0] or amount.start >= subject[1] else ""
    if not outside or _OTHER_SUM.search(_without(outside, text[subject[0] : subject[1]])):
        return False
    after, ahead = text[amount.end :], _ahead(text, amount)
    if (
        _OLD_SUM.search(ahead)
        or _ANOTHER_THING.match(after)
        or (_ITS_OWN.search(text[: amount.start + 1]) and not _FEE.match(after))
    ):
        return False
    if amount.start >= subject[1]:
        between = text[subject[1] : amount.start]
        return len(between) <= NEAR and _AFTER_SUBJECT.match(between) is not None and not said.PAST.search(text)
    between = text[amount.end : subject[0]]
    return len(between) <= NEAR and _BEFORE_SUBJECT.match(between) is not None and not said.PAST.search(text)


def _without(text: str, words: str) -> str:
    return text.replace(words, " ") if words else text


def _fits(text: str, amount: Amount, right: Sequence[Decimal], subject: tuple[int, int]) -> bool:
    """Say whether the sum agrees with a right one after all: several times it, or "about", "less than"."""
    ahead = _ahead(text, amount)
    several = _SEVERAL.search(text[: subject[0]]) and not _ONE.search(text[: subject[0]])
    return any(
        (several and one and amount.dollars % one == 0)
        or (_UNDER.search(ahead) and one <= amount.dollars)
        or (_OVER.search(ahead) and one >= amount.dollars)
        or (_ABOUT.search(ahead) and abs(amount.dollars - one) <= _ABOUT_SHARE * one)
        for one in right
    )


def _wrong_hours(sentence: Sentence, facts: Sequence[Fact], subject: tuple[int, int]) -> Iterator[_Value]:
    text = sentence.text
    if said.PAST.search(text):
        return
    right = [_span(value) for fact in facts for value in fact.right]
    for hours in _hours(text):
        near = min(abs(hours.start - subject[1]), abs(subject[0] - hours.end)) <= NEAR
        if near and not _once(text, hours.start, hours.end) and not any(_agree(hours, *span) for span in right):
            yield _Value(start=hours.start, end=hours.end)


def _once(text: str, start: int, end: int) -> bool:
    """Say whether this is about one day, not about what is usual."""
    return said.ONCE.search(text[max(0, start - ONE_DAY) : end + ONE_DAY]) is not None


def _hours(text: str) -> Iterator[Hours]:
    ranges = list(find_ranges(text))
    if _OPEN_WORD.search(text) and not _OTHER_TIME.search(text):
        yield from ranges
    for pattern, closes in ((_AT_CLOSE, True), (_AT_OPEN, False)):
        for match in pattern.finditer(text):
            time = first_time(text, match.end(), len(text))
            if time and not any(r.start <= match.end() < r.end for r in ranges):
                clock, end = time
                which = {"closes": clock} if closes else {"opens": clock}
                yield Hours(start=match.start(), end=end, **which)


def _agree(hours: Hours, opens: int, closes: int) -> bool:
    return (hours.opens is None or hours.opens.is_at(opens)) and (hours.closes is None or hours.closes.is_at(closes))


def _span(value: str) -> tuple[int, int]:
    start, end = (time.split(":") for time in value.split("-"))
    return int(start[0]) * 60 + int(start[1]), int(end[0]) * 60 + int(end[1])


def _wrong_days(sentence: Sentence, facts: Sequence[Fact], subject: tuple[int, int]) -> Iterator[_Value]:
    text = sentence.text
    if said.PAST.search(text):
        return
    right = {DAYS.index(day) for fact in facts for day in fact.right}
    words = list(_SHUT_OR_OPEN.finditer(text))
    for days in find_days(text):
        ahead = [word for word in words if word.end() <= days.start and days.start - word.end() <= 40]
        behind = [word for word in words if word.start() >= days.end and word.start() - days.end <= 60]
        near = ahead[-1] if ahead else behind[0] if behind else None
        dated = re.match(r" ?\d", text[days.end :])
        if (
            near is None
            or dated
            or _once(text, days.start, days.end)
            or min(abs(days.start - subject[1]), abs(subject[0] - days.end)) > NEAR
        ):
            continue
        wrong = days.days & right if near["shut"] else days.days - right
        if wrong:
            yield _Value(start=min(near.start(), days.start), end=max(near.end(), days.end))


def _wrong_deadlines(sentence: Sentence, facts: Sequence[Fact], subject: tuple[int, int]) -> Iterator[_Value]:
    text = sentence.text
    if said.PAST.search(text) or _DONE.search(text):
        return
    right = {value for fact in facts for value in fact.right}
    dates = list(find_dates(text))
    if any(date.value in right for date in dates):
        return
    for date in dates:
        if _BY_DATE.search(text[: date.start]) or _IS_DATE.match(text[date.end :]):
            if min(abs(date.start - subject[1]), abs(subject[0] - date.end)) <= NEAR:
                yield _Value(start=date.start, end=date.end)


_READERS: dict[FactKind, Reader] = {
    "fee": _wrong_fees,
    "hours": _wrong_hours,
    "day": _wrong_days,
    "deadline": _wrong_deadlines,
}

__all__ = ["Clock", "FactFinder"]
