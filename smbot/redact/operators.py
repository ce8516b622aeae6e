"""How each kind of personal information is replaced, as the configuration says."""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from smbot.core.errors import ConfigurationError
from smbot.core.messages import Message, msg
from smbot.core.spans import Operator
from smbot.normalise.fold import fold
from smbot.redact.allow import canonical
from smbot.redact.entities import ENTITIES

MAY_KEEP: Final = frozenset(
    {
        "CREDIT_CARD", "CA_SIN", "CA_HEALTH_NUMBER", "CA_DRIVER_LICENCE", "CA_PASSPORT", "CA_IMMIGRATION_ID",
        "CA_ID_CARD", "IBAN_CODE", "CA_BANK_ACCOUNT", "PHONE_NUMBER", "CASE_NUMBER",
    }
)  # fmt: skip
"""Long numbers, of which the last digits tell little; of a name, an address or a date they tell too much."""
MOST_KEPT: Final = 4
LEAST_HIDDEN: Final = 6
"""Letters and digits that stay hidden whatever is kept: of a number of nine digits, three are shown at most."""
DEFAULT: Final = "default"
_LAST: Final = re.compile(r"last (\d+)")

Code = Callable[[str, str], str]
"""Makes the keyed code of an entity's canonical value."""


def value_key(value: str) -> str:
    """Return the canonical form in which a value is the same however it is spelled."""
    return folded_key(fold(value).text)


def folded_key(folded: str) -> str:
    """Return the canonical form of a value without disguises."""
    return canonical(folded) or folded


def last_digits(value: str, kept: int) -> str:
    """Return the last digits of a value, at most `kept`; nothing where it does not end in digits, or is too short."""
    key = value_key(value)
    end = key[len(key) - max(0, min(kept, len(key) - LEAST_HIDDEN)) :]
    return end if end.isascii() and end.isdigit() else ""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """An operator; `kept` is how many digits "last" leaves at most."""

    operator: Operator = Operator.NUMBER
    kept: int = 0


NUMBERED: Final = Rule()


@dataclass(frozen=True, kw_only=True)
class Operators:
    """The rule of each entity. `code` makes pseudonyms; without it no rule may ask for them."""

    default: Rule = NUMBERED
    of_entity: Mapping[str, Rule] = field(default_factory=dict)
    code: Code | None = None

    def rule(self, entity: str) -> Rule:
        """Return how `entity` is replaced."""
        return self.of_entity.get(entity, self.default)

    @property
    def needs_code(self) -> bool:
        """Say whether any entity becomes a pseudonym."""
        return any(rule.operator == Operator.PSEUDONYM for rule in (self.default, *self.of_entity.values()))


def read_operators(table: Mapping[str, str], *, where: str, entities: Iterable[str] = ENTITIES) -> Operators:
    """Return the operators of a configuration's table, by entity or "default"; `where` names the table in errors.

    Raises:
        ConfigurationError: An entity or an operator that there is none of, or "last" where the end tells too much.
    """
    known = frozenset(entities)
    default, rules = NUMBERED, dict[str, Rule]()
    # Names of a variable of the environment come in lower case; sorted, they go before those of the file.
    for name in sorted(table):
        place = f"{where}.{name}"
        if name.lower() == DEFAULT:
            default = _rule(table[name], DEFAULT, place)
        elif name.upper() in known:
            rules[name.upper()] = _rule(table[name], name.upper(), place)
        else:
            raise ConfigurationError(
                msg("There is no kind of personal information {name}.", name=name),
                where=place,
                mend=_choose(name.upper(), known),
            )
    return Operators(default=default, of_entity=rules)


def _choose(name: str, known: Iterable[str]) -> Message:
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        return msg("Did you mean “{name}”? Otherwise delete the line.", name=near[0])
    return msg("Choose from: {names}", names=", ".join([DEFAULT, *sorted(known)]))


def _rule(text: str, entity: str, where: str) -> Rule:
    if text in {Operator.NUMBER, Operator.PSEUDONYM, Operator.DROP}:
        return Rule(operator=Operator(text))
    last = _LAST.fullmatch(text)
    if last is None:
        raise ConfigurationError(
            msg("There is no such way to replace personal information."),
            where=where,
            mend=msg("Write “number”, “last 4” (1 to 4), “pseudonym” or “drop”."),
        )
    if not 1 <= int(last[1]) <= MOST_KEPT:
        raise ConfigurationError(
            msg("At most the last four digits may stay."), where=where, mend=msg("Write “last 1” to “last 4”.")
        )
    if entity not in MAY_KEEP:
        names = ", ".join(sorted(MAY_KEEP))
        raise ConfigurationError(
            msg("The end of it would say too much: “last” is for long numbers alone."),
            where=where,
            mend=msg("Write “number”, “pseudonym” or “drop”; “last” is for: {names}.", names=names),
        )
    return Rule(operator=Operator.LAST, kept=int(last[1]))
