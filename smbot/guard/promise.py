"""Warns of a promised outcome or of blame: neither is for a public reply, but only a person can tell."""

import re
from collections.abc import Iterator

from smbot.core.flat import flatten
from smbot.core.messages import msg
from smbot.guard.context import GuardContext
from smbot.guard.findings import Finding

_PROMISE = re.compile(
    r"\b(?:we (?:promise|guarantee|swear)|you have (?:our|my) word|i promise|rest assured (?:that )?(?:it|this|"
    r"you) will|(?:it|this|that) will "
    r"(?:be (?:fixed|solved|resolved|mended|repaired|restored) (?:by|today|tomorrow|tonight|within)|"
    r"never happen again)|we will (?:fix|solve|resolve) "
    r"(?:it|this)|you will (?:get|be) (?:it|paid|refunded|compensated|reimbursed)|"
    r"nous (?:vous )?(?:promettons|garantissons|jurons)|on vous (?:promet|garantit)|je vous (?:promets|garantis)|"
    r"vous avez notre parole|ce(?:la)? sera (?:regle|repare|corrige|"
    r"retabli) (?:d'ici|avant|aujourd'hui|demain|sous)|ca ne se reproduira (?:plus|pas)|"
    r"cela ne se reproduira (?:plus|pas)|vous serez (?:rembourse|paye|"
    r"dedommage|indemnise)e?s?)\b"
)
_BLAME = re.compile(
    r"\b(?:(?:it|this|that) (?:is|was) (?:your|our|their|his|her) (?:own )?(?:fault|mistake|error)|"
    r"you should have|your (?:own )?(?:fault|mistake|error)|"
    r"our (?:employee|agent|clerk|staff)s? (?:was|were) (?:wrong|rude|at fault)|we (?:messed|screwed) up|"
    r"c'est (?:de )?(?:votre|notre|leur|sa) (?:faute|erreur)|vous auriez du|(?:votre|notre) (?:faute|erreur)|"
    r"par (?:votre|notre) faute|notre (?:agente?|employee?) "
    r"(?:a eu tort|etait impoli))\b"
)


def promise(reply: str, _context: GuardContext) -> Iterator[Finding]:
    """Yield a warning, which does not refuse, for each promise and each word of blame."""
    flat, places = flatten(reply)
    for match in _PROMISE.finditer(flat):
        yield Finding(
            rule="promise",
            refuses=False,
            message=msg("This may promise an outcome: say what you will do, not how it will end."),
            start=places[match.start()],
            end=places[match.end() - 1] + 1,
        )
    for match in _BLAME.finditer(flat):
        yield Finding(
            rule="promise",
            refuses=False,
            message=msg("This may lay blame: say what you will do."),
            start=places[match.start()],
            end=places[match.end() - 1] + 1,
        )
