"""Texts made from a regular expression itself to make it try again and again, and every expression that smbot holds.

Each repeat of a pattern is pumped: what leads to it, then what it repeats many times over, then what it cannot match.
"""

import gc
import importlib
import pkgutil
import random
import re
from collections.abc import Iterator, Sequence
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import FunctionType, MethodType, ModuleType

CANDIDATES = "a1 A-.,'z9B0@é:/#\n_(!\u200b"
CATEGORIES = {
    op.CATEGORY_DIGIT: "1", op.CATEGORY_NOT_DIGIT: "a", op.CATEGORY_SPACE: " ", op.CATEGORY_NOT_SPACE: "a",
    op.CATEGORY_WORD: "a", op.CATEGORY_NOT_WORD: "-",
}  # fmt: skip
SUFFIXES = ("", "!\x00")
REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


def patterns_of(*packages: str) -> dict[str, re.Pattern[str]]:
    """Return every compiled pattern that the modules of the packages hold, wherever, by the module and a number."""
    found: dict[str, re.Pattern[str]] = {}
    seen: set[int] = set()
    for package in packages:
        root = importlib.import_module(package)
        names = [package, *(each.name for each in pkgutil.walk_packages(root.__path__, f"{package}."))]
        for name in names:
            reached = _reached(importlib.import_module(name), packages, seen)
            found |= {f"{name} {number}": pattern for number, pattern in enumerate(reached)}
    return found


def _reached(module: ModuleType, packages: Sequence[str], seen: set[int]) -> Iterator[re.Pattern[str]]:
    waiting: list[object] = list(vars(module).values())
    kept = []
    while waiting:
        each = waiting.pop()
        if id(each) in seen or isinstance(each, str | bytes | int | float | ModuleType):
            continue
        seen.add(id(each))
        kept.append(each)
        if isinstance(each, re.Pattern):
            if isinstance(each.pattern, str):
                yield each
        elif isinstance(each, type | FunctionType | MethodType):
            if (each.__module__ or "").startswith(tuple(packages)):
                waiting += [one for one in gc.get_referents(each) if one is not getattr(each, "__globals__", None)]
        elif (
            isinstance(each, dict | list | tuple | set | frozenset)
            or hasattr(each, "__dict__")
            or type(each).__name__ in {"cell", "_lru_cache_wrapper"}
        ):
            waiting += gc.get_referents(each)


def pumped(pattern: re.Pattern[str], length: int, *, tries: int = 4) -> Iterator[str]:
    """Yield texts of about `length` characters that pump each repeat of the pattern, and the whole of it."""
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE & ~re.DEBUG)
    rng = random.Random(pattern.pattern)  # noqa: S311 - the same texts each time
    texts: dict[tuple[str, str], None] = {}
    for _ in range(tries):
        whole = _sample(tree, rng, {})
        texts[("", whole)] = None
        texts[("", whole[:-1])] = None
        for before, body in _repeats(tree, rng, ""):
            once = _sample(body, rng, {})
            texts[(before, once)] = None
            texts[(before, once + _sample(body, rng, {}))] = None
            texts[("", before + once)] = None
    for before, pump in texts:
        if pump:
            times = max(1, (length - len(before)) // len(pump))
            for suffix in SUFFIXES:
                yield before + pump * times + suffix


def _repeats(tree: Sequence[tuple[object, object]], rng: random.Random, before: str) -> Iterator[tuple[str, object]]:
    """Yield what leads to each repeat and what it repeats."""
    for kind, value in tree:
        for inner in _inside(kind, value):
            yield from _repeats(inner, rng, before)
        if kind in REPEATS and value[1] > 3:
            yield before, value[2]
        before = (before + _sample([(kind, value)], rng, {}))[-200:]


def _inside(kind: object, value: object) -> Iterator[Sequence[tuple[object, object]]]:
    if kind in REPEATS:
        yield value[2]
    elif kind == op.SUBPATTERN:
        yield value[3]
    elif kind == op.ATOMIC_GROUP:
        yield value
    elif kind in (op.ASSERT, op.ASSERT_NOT):
        yield value[1]
    elif kind == op.BRANCH:
        yield from value[1]
    elif kind == op.GROUPREF_EXISTS:
        yield from (each for each in value[1:] if each)


def _sample(tree: object, rng: random.Random, groups: dict[int, str]) -> str:
    """Return a text that the pattern's pieces would take, but for what looks around."""
    text = ""
    for kind, value in tree:
        if kind == op.LITERAL:
            text += chr(value)
        elif kind == op.NOT_LITERAL:
            text += next(c for c in CANDIDATES if ord(c) != value)
        elif kind == op.ANY:
            text += "a"
        elif kind == op.IN:
            text += _one_of(value, rng)
        elif kind == op.BRANCH:
            text += _sample(rng.choice(value[1]), rng, groups)
        elif kind == op.SUBPATTERN:
            inner = _sample(value[3], rng, groups)
            groups[value[0]] = inner
            text += inner
        elif kind == op.ATOMIC_GROUP:
            text += _sample(value, rng, groups)
        elif kind in REPEATS:
            least, most, inner = value
            times = least if least else rng.randint(0, min(int(most), 2))
            text += "".join(_sample(inner, rng, groups) for _ in range(times))
        elif kind == op.GROUPREF:
            text += groups.get(value, "")
    return text


def _one_of(items: Sequence[tuple[object, object]], rng: random.Random) -> str:
    if items[0][0] == op.NEGATE:
        return next((c for c in CANDIDATES if not any(_takes(each, c) for each in items[1:])), "\u4e00")
    kind, value = rng.choice(items)
    if kind == op.LITERAL:
        return chr(value)
    if kind == op.RANGE:
        return chr(value[0])
    return CATEGORIES[value]


def _takes(item: tuple[object, object], character: str) -> bool:
    kind, value = item
    if kind == op.LITERAL:
        return ord(character) == value
    if kind == op.RANGE:
        return value[0] <= ord(character) <= value[1]
    return {
        op.CATEGORY_DIGIT: character.isdigit(),
        op.CATEGORY_NOT_DIGIT: not character.isdigit(),
        op.CATEGORY_SPACE: character.isspace(),
        op.CATEGORY_NOT_SPACE: not character.isspace(),
        op.CATEGORY_WORD: character.isalnum() or character == "_",
        op.CATEGORY_NOT_WORD: not (character.isalnum() or character == "_"),
    }[value]
