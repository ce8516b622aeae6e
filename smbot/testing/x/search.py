"""X's search language, as much of it as smbot's monitors use: parse a query, match a post.

Known: words, "phrases", @handle, #tag, from:, to:, conversation_id:, lang:, is:retweet|reply|quote,
`-` before one term, OR (weaker than the implied AND), and brackets. Accents and case do not matter.
Anything else is refused with 400, so that a query never silently means something else here.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from smbot.testing.x.problems import Problem, invalid_parameter
from smbot.testing.x.text import words_of

LONGEST_QUERY = 512
TOKEN = re.compile(r'\s*(?P<token>-?"[^"]*"|\(|\)|-\(|[^\s()]+)')
ALONE_IS_TOO_WIDE = ("lang:", "is:", "-")


@dataclass(frozen=True, kw_only=True)
class Searchable:
    """What of a post the search looks at: its folded words in order, and the rest.

    Handles are lower case and without ``@``.
    """

    words: Sequence[str]
    author: str
    author_id: str
    reply_to_author: str | None
    reply_to_author_id: str | None
    conversation_id: str
    language: str
    kinds: frozenset[str]


Match = Callable[[Searchable], bool]


def parse(query: str) -> Match:
    """Return the test that a query stands for.

    Raises:
        Problem: The query is empty, too long, not well formed, too wide, or uses what is unknown.
    """
    if not query.strip():
        raise _bad(query, "the `query` may not be empty")
    if len(query) > LONGEST_QUERY:
        raise _bad(query, f"the `query` may have {LONGEST_QUERY} characters at most")
    tokens = _tokens(query)
    terms = [token for token in tokens if token not in ("(", ")", "OR")]
    if all(term.startswith(ALONE_IS_TOO_WIDE) for term in terms):
        raise _bad(query, "the `query` needs at least one standalone operator that is not negated")
    match, rest = _either(query, tokens)
    if rest:
        raise _bad(query, "a bracket is missing")
    return match


def _bad(query: str, why: str) -> Problem:
    return invalid_parameter("query", query, f"There were errors processing your request: {why}")


def _tokens(query: str) -> list[str]:
    tokens: list[str] = []
    at = 0
    while query[at:].strip():
        found = TOKEN.match(query, at)
        if found is None or found["token"].count('"') % 2:
            raise _bad(query, "a quotation mark is missing")
        tokens.append(found["token"])
        at = found.end()
    return tokens


def _either(query: str, tokens: list[str]) -> tuple[Match, list[str]]:
    choices: list[Match] = []
    while True:
        match, tokens = _all_of(query, tokens)
        choices.append(match)
        if not tokens or tokens[0] != "OR":
            return (lambda post: any(choice(post) for choice in choices)), tokens
        tokens = tokens[1:]


def _all_of(query: str, tokens: list[str]) -> tuple[Match, list[str]]:
    parts: list[Match] = []
    while tokens and tokens[0] not in (")", "OR"):
        term, tokens = tokens[0], tokens[1:]
        if term == "-(":
            raise _bad(query, "a group may not be negated")
        if term == "(":
            inner, tokens = _either(query, tokens)
            if not tokens:
                raise _bad(query, "a bracket is missing")
            parts.append(inner)
            tokens = tokens[1:]
        else:
            parts.append(_term(query, term))
    if not parts:
        raise _bad(query, "an operator stands without its terms")
    return (lambda post: all(part(post) for part in parts)), tokens


def _term(query: str, token: str) -> Match:
    if token.startswith("-") and len(token) > 1:
        wanted = _term(query, token[1:])
        return lambda post: not wanted(post)
    if token.startswith('"'):
        return _words_in_a_row(query, token.strip('"'))
    operator, colon, value = token.partition(":")
    if colon and value and operator.isidentifier():
        return _operator(query, operator, value.lower().removeprefix("@"))
    return _words_in_a_row(query, token)


def _operator(query: str, operator: str, value: str) -> Match:
    match operator:
        case "from":
            return lambda post: value in (post.author, post.author_id)
        case "to":
            return lambda post: value in (post.reply_to_author, post.reply_to_author_id)
        case "conversation_id":
            return lambda post: value == post.conversation_id
        case "lang":
            return lambda post: value == post.language
        case "is" if value in ("retweet", "reply", "quote"):
            return lambda post: value in post.kinds
    raise _bad(query, f"the operator `{operator}:` is not known with that value")


def _words_in_a_row(query: str, phrase: str) -> Match:
    wanted = words_of(phrase)
    if not wanted:
        raise _bad(query, "a term has no letter or digit")

    def match(post: Searchable) -> bool:
        there = post.words
        starts = range(len(there) - len(wanted) + 1)
        return any(all(_same(w, there[s + n]) for n, w in enumerate(wanted)) for s in starts)

    return match


def _same(wanted: str, word: str) -> bool:
    """A plain word also finds the hashtag and the mention made of it; ``#`` and ``@`` find only theirs."""
    return wanted == word or (wanted[0] not in "#@" and wanted == word.lstrip("#@"))
