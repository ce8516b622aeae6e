"""Wrong prices: sums that a sentence of either language ties to a service, and to nothing else."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from smbot.reports import said
from smbot.reports.amounts import NUMBER_WORDS, Amount, find_amounts, find_bare
from smbot.reports.model import Fact
from smbot.reports.plain import Sentence
from smbot.reports.values import NEAR, Value

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
    rf"^(?:\W*|\W+(?:\w+\W+){{0,4}}(?:[:=]|->) ?|(?:\W+\w+){{0,6}}?\W+{_COST}(?:\W+\w+){{0,5}}?\W+"
    rf"|\W+{_COST}\W+)$"
)
_BEFORE_SUBJECT = re.compile(
    r"^\W*(?:(?:(?:now |astheure |maintenant |juste )?(?:for|per|pour(?! que)|par|to (?!m[ey]\b|our\b|your\b|his\b"
    r"|her\b|the\b)\w+|if you \w+|si \w+ \w+)"
    r"|an?|the|l|le|la|les|une?)\b(?:\W+\w+){0,6}\W*)?$"
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


def wrong_fees(sentence: Sentence, facts: Sequence[Fact], subject: tuple[int, int]) -> Iterator[Value]:
    """Yield sums that are no right price of a subject that stands at `subject`."""
    text = sentence.text
    right = [Decimal(value) for fact in facts for value in fact.right]
    amounts = list(find_amounts(text))
    near = [amount for amount in amounts if _is_near(amount, subject)]
    near += [bare for bare in find_bare(text) if _is_near(bare, subject) and _is_sum(text, bare, near)]
    if any(amount.dollars in right and not _OLD_SUM.search(_ahead(text, amount)) for amount in [*amounts, *near]):
        return
    for amount in near:
        if amount.dollars not in right and _is_price(text, amount, subject) and not _fits(text, amount, right, subject):
            yield Value(start=amount.start, end=amount.end)
    free = _FREE.search(text, subject[1])
    if free and Decimal(0) not in right and free.start() - subject[1] <= 20:
        yield Value(start=free.start("free"), end=free.end("free"))


def _is_near(amount: Amount, subject: tuple[int, int]) -> bool:
    return amount.end >= subject[0] - NEAR and amount.start <= subject[1] + NEAR


def _is_sum(text: str, bare: Amount, amounts: Sequence[Amount]) -> bool:
    """Say whether a number without a sign is money: "costs 60", but not "costs 60 minutes"."""
    after_cost = _BARE_COST.search(text[max(0, bare.start - 40) : bare.start])
    apart = all(bare.start >= one.end or one.start >= bare.end for one in amounts)
    return after_cost is not None and apart and not _UNIT.match(text[bare.end : bare.end + 20])


def _ahead(text: str, amount: Amount) -> str:
    return text[max(0, amount.start - 30) : amount.start]


def _is_price(text: str, amount: Amount, subject: tuple[int, int]) -> bool:
    """Say whether the words between tie the sum to the subject, and nothing ties it to something else."""
    if amount.start < subject[1] and subject[0] < amount.end:
        return False
    around = text[max(0, amount.start - 25) : amount.start] + " " + text[amount.end : amount.end + 25]
    if _OTHER_SUM.search(around.replace(text[subject[0] : subject[1]] or "\0", " ")):
        return False
    after, ahead = text[amount.end : amount.end + 30], _ahead(text, amount)
    if (
        _OLD_SUM.search(ahead)
        or _ANOTHER_THING.match(after)
        or (_ITS_OWN.search(text[max(0, amount.start - 10) : amount.start + 1]) and not _FEE.match(after))
    ):
        return False
    if amount.start >= subject[1]:
        between = text[subject[1] : amount.start]
        return len(between) <= NEAR and _AFTER_SUBJECT.match(between) is not None and not said.PAST.search(text)
    between = text[amount.end : subject[0]]
    return len(between) <= NEAR and _BEFORE_SUBJECT.match(between) is not None and not said.PAST.search(text)


def _fits(text: str, amount: Amount, right: Sequence[Decimal], subject: tuple[int, int]) -> bool:
    """Say whether the sum agrees with a right one after all: several times it, or "about", "less than"."""
    ahead = _ahead(text, amount)
    counted = text[max(0, subject[0] - NEAR) : subject[0]]
    several = _SEVERAL.search(counted) and not _ONE.search(counted)
    return any(
        (several and one and amount.dollars % one == 0)
        or (_UNDER.search(ahead) and one <= amount.dollars)
        or (_OVER.search(ahead) and one >= amount.dollars)
        or (_ABOUT.search(ahead) and abs(amount.dollars - one) <= _ABOUT_SHARE * one)
        for one in right
    )
