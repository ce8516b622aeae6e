"""Refuses a reply in the wrong language, or a first one without the active offer."""

import re
from collections.abc import Iterator

from smbot.core.canon import fold
from smbot.core.messages import msg
from smbot.guard.context import GuardContext
from smbot.guard.findings import Finding

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


NAMES = {"en": msg("English"), "fr": msg("French")}


def language(reply: str, context: GuardContext) -> Iterator[Finding]:
    """Yield what is wrong with the reply's languages and its greeting."""
    if context.first_reply:
        yield from _greeting(reply, context)
    body, expected = _without_greeting(reply), _expected(context)
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
    elif len(_WORD.findall(body)) >= MIN_WORDS and (told_one := context.tell_language(body)) != expected:
        yield _other(told_one, expected)


def _expected(context: GuardContext) -> str:
    """Return the language to answer in; everybody's where the offer is one language."""
    if context.offer != "bilingual":
        return "fr" if context.offer == "french" else "en"
    return context.language if context.language in {"en", "fr"} else _BOTH


def _other(told: str, expected: str) -> Finding:
    if told in {"en", "fr"}:
        return Finding(
            rule="language",
            refuses=True,
            message=msg(
                "The reply is in {told}; this author is answered in {expected}.",
                told=NAMES[told],
                expected=NAMES[expected],
            ),
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


def _sentences(text: str) -> Iterator[str]:
    for match in _SENTENCE.finditer(text):
        if len(_WORD.findall(match[0])) >= MIN_WORDS:
            yield match[0]
