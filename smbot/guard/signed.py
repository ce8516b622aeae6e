"""Reads a name of an initial and a surname that nothing masked, in any case, where a post begins, ends or is signed."""

import re
from collections.abc import Iterator

from smbot.core.canon import tokens
from smbot.core.traces import traces
from smbot.guard.usual import is_called_so

_SURNAME = r"(?:(?:de|du|des|la|le|van|von|el|al|mc|mac|st|ste|saint|sainte|o)[ '-])*[a-z]{3,}(?:[-'][a-z]{2,})*"
_INITIALS = r"(?:(?:[a-z]\.[ -]?){1,3}|[b-hj-xz](?:-[a-z])? )"
"""With a full stop any letter; without one no word of a letter ("a", "i", "y")."""
_NAME = rf"(?P<name>{_INITIALS} ?{_SURNAME})"
_TURNED = rf"(?P<name>{_SURNAME},? [a-z](?:\.|(?=\W*$)))"
_GREETING = r"(?:(?:hello|hi|hey|good (?:morning|evening|day)|bonjour|bonsoir|salut|allo)\W+)?"
_FIRST = re.compile(rf"^\W*{_GREETING}(?:{_NAME}|{_TURNED.replace('P<name>', 'P<turned>')})(?![^\W_]|['-]\w)")
_SIGNED = re.compile(
    rf"(?:\b(?:signed|signe[es]?|c'est|this is|it'?s|ici|moi|it is|from|regards|sincerely|cheers|thanks|thank you|"
    rf"merci|cordialement|bien a vous|salutations|my name is|je suis|i am|i'm|name|nom|yours)[\s,:.!-]*"
    rf"|[\u2014\u2013~*-]\s*){_NAME}(?![^\W_]|['-]\w)"
)
_LAST = re.compile(rf"(?:[.!?,;:\n\u2026)]|\s[/|])\s*(?:{_NAME}|{_TURNED.replace('P<name>', 'P<turned>')})\W*$")
_LETTERS = re.compile(r"[a-z]{3,}")


def signatures(flat: str) -> Iterator[str]:
    """Yield the tokens and traces of the names that a folded post is signed with."""
    for match in (*_FIRST.finditer(flat), *_SIGNED.finditer(flat), *_LAST.finditer(flat)):
        name = next(filter(None, match.groups()))
        words = _LETTERS.findall(name)
        if words and is_called_so(words[-1]):
            yield from (token for word in words if is_called_so(word) for token in tokens(word))
            yield from traces(name, "PERSON")
