"""Refuses a reply in the wrong language, or a first one without the active offer."""

import re
from collections.abc import Iterator

from smbot.core.canon import fold
from smbot.core.flat import flatten
from smbot.core.messages import msg
from smbot.guard.context import GuardContext
from smbot.guard.findings import Finding
from smbot.guard.places import Place, inside, merged
from smbot.guard.unchanged import unchanged
from smbot.normalise.words import word_set

GREETING_WORDS = 6
"""The greeting in both languages stands within the first words of a reply."""

MIN_WORDS = 3
"""Shorter sentences ("Merci.") are too short to tell a language by."""

_GREETINGS = {
    "en": frozenset({"hello", "hi", "welcome", "morning", "afternoon", "evening"}),
    "fr": frozenset({"bonjour", "bonsoir", "allo", "bienvenue", "salut"}),
}
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_BOTH = "mul"
MIN_CLAUSE = 4
MIN_TELLING = 2
"""Words of a clause, and words of the other language alone among them, from which it is in that language."""
_TELLING = {
    "en": word_set("""
        about and any are at be been by call can do for from get have hear help here if in is it know more not of or our
        please send sorry thank thanks that the their they this to tell us was we will with you your
    """),
    "fr": word_set("""
        au aussi aux avec ce cela ces cette chez dans de des du elle en est et etes faire ici il je la le les leur merci
        ne nos notre nous ont ou par pas pour pouvez que qui sans si sont sur svp tous un une veuillez vos votre vous
    """),
}
_ALSO_OTHER = {"en": word_set("or in if"), "fr": word_set("en la le de du est par sans il ne si ou sur")}
"""Of these, words that stand in names and figures of speech of the other language, or are words there too."""
_CLAUSE = re.compile(r"[^.!?;:,/|()\n\u2026\u2013\u2014]+")
_OF_LANGUAGES = re.compile(r"\b(?:francais|anglais|french|english|bilingu\w*|langues?|languages?)\b")


NAMES = {"en": msg("English"), "fr": msg("French")}


def language(reply: str, context: GuardContext) -> Iterator[Finding]:
    """Yield what is wrong with the reply's languages and its greeting."""
    if context.first_reply:
        yield from _greeting(reply, context)
    whole, expected = _without_greeting(reply), _expected(context)
    body = _without_offer(whole)
    if expected == _BOTH:
        told = {context.tell_language(sentence) for sentence in _sentences(body)}
        for missing in sorted({"en", "fr"} - told):
            yield Finding(
                rule="language",
                refuses=True,
                message=msg(
                    "This author is answered in both languages; {language} is missing.", language=NAMES[missing]
                ),
            )
        return
    told_one = context.tell_language(body) if len(_WORD.findall(body)) >= MIN_WORDS else expected
    other = {"en": "fr", "fr": "en"}[expected]
    if told_one == other:
        yield _other(told_one, expected)
        return
    if len(_WORD.findall(body)) < MIN_WORDS and _is_all_in(other, whole):
        yield _other(other, expected)
        return
    halves = tuple(_in_other(reply, expected, other, context))
    yield from (_other(other, expected, place) for place in halves)
    if told_one != expected and not halves:
        yield _other(told_one, expected)


def _in_other(reply: str, expected: str, other: str, context: GuardContext) -> Iterator[Place]:
    """Yield the clauses in the other language; a sentence that offers service in it is not meant."""
    stretches = unchanged(reply, context.template_text)
    flat, places = flatten(reply)
    telling, ours = _TELLING[other], _TELLING[expected] - _ALSO_OTHER[expected]
    found = []
    for clause in _CLAUSE.finditer(flat):
        words = _WORD.findall(clause[0])
        theirs = {word for word in words if word in telling}
        told = len(theirs - _ALSO_OTHER[other]) >= MIN_TELLING - 1 and len(theirs) >= MIN_TELLING
        if len(words) >= MIN_CLAUSE and told and not ours.intersection(words) and not _OF_LANGUAGES.search(clause[0]):
            place = places[clause.start()], places[clause.end() - 1] + 1
            if not inside(place, stretches):
                found.append(place)
    yield from merged(found)


def _is_all_in(spoken: str, text: str) -> bool:
    """Say whether a text, though all of it speaks of languages, has the words of one and none of the other's."""
    words = set(_WORD.findall(flatten(text)[0]))
    other = {"en": "fr", "fr": "en"}[spoken]
    ours, theirs = _TELLING[spoken] - _ALSO_OTHER[spoken], _TELLING[other] - _ALSO_OTHER[other]
    return len(ours & words) > MIN_TELLING and not theirs & words


def _expected(context: GuardContext) -> str:
    """Return the language to answer in; everybody's where the offer is one language."""
    if context.offer != "bilingual":
        return "fr" if context.offer == "french" else "en"
    return context.language if context.language in {"en", "fr"} else _BOTH


def _other(told: str, expected: str, place: Place = (0, 0)) -> Finding:
    if told in {"en", "fr"}:
        return Finding(
            rule="language",
            refuses=True,
            message=msg(
                "The reply is in {told}; this author is answered in {expected}.",
                told=NAMES[told],
                expected=NAMES[expected],
            ),
            start=place[0],
            end=place[1],
        )
    return Finding(
        rule="language",
        refuses=False,
        message=msg("The reply's language could not be told: check that it is {expected}.", expected=NAMES[expected]),
    )


def _greeting(reply: str, context: GuardContext) -> Iterator[Finding]:
    first = [fold(word) for word in _WORD.findall(reply)[:GREETING_WORDS]]
    places = {
        spoken: next((place for place, word in enumerate(first) if word in words), None)
        for spoken, words in _GREETINGS.items()
    }
    if context.offer != "bilingual":
        spoken = "fr" if context.offer == "french" else "en"
        if places[spoken] is None:
            yield Finding(rule="language", refuses=True, message=msg("The reply must begin with a greeting."))
        return
    english, french = places["en"], places["fr"]
    if english is None or french is None:
        yield Finding(
            rule="language",
            refuses=True,
            message=msg("A first reply must greet in both languages: the active offer."),
        )
    elif (french < english) != (context.first_language == "fr"):
        yield Finding(
            rule="language",
            refuses=True,
            message=msg("The greetings stand in the other order than the office's."),
        )


def _without_greeting(reply: str) -> str:
    """Leave out a first sentence that is nothing but greetings: it says nothing of the language."""
    first = _SENTENCE.match(reply)
    if first is None:
        return reply
    words = {fold(word) for word in _WORD.findall(first[0])}
    return reply[first.end() :] if words <= frozenset().union(*_GREETINGS.values()) else reply


def _without_offer(text: str) -> str:
    """Leave out sentences that speak of languages: service is offered in that which is offered."""
    return "".join(found[0] for found in _SENTENCE.finditer(text) if not _OF_LANGUAGES.search(fold(found[0])))


def _sentences(text: str) -> Iterator[str]:
    for match in _SENTENCE.finditer(text):
        if len(_WORD.findall(match[0])) >= MIN_WORDS:
            yield match[0]
