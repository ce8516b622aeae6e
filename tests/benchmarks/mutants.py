"""Change one thing at a time in the code that must not err, and count how many changes the tests notice.

    python -m tests.benchmarks.mutants [GROUP …] [--modules smbot.send.outbox …] [--every N] [--least 85]

Groups: outbox, mask, guard, access. Each mutant turns a comparison, a condition, a constant, a returned value or an
operator round, or takes a call out, in one function; the group's tests then run in a process forked from one that has
imported everything, until the first that fails or a minute of the processor is over. Texts, defaults and what stands
at the top of a module are left alone. `--every N` takes each N-th mutant. Prints one JSON object with the place of each
survivor; ends with 1 where a group's score is below `--least` percent.
"""

import argparse
import ast
import contextlib
import copy
import importlib
import json
import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
CPU_SECONDS = 60
SECONDS = 1800.0
"""For a mutant that waits for ever; others are ended by the processor's time, however busy the machine is."""
NOTICED, SURVIVED, SLOW = "noticed", "survived", "endless"


@dataclass(frozen=True, kw_only=True)
class Group:
    """Modules, and the tests that must notice a change in them; those that fail soonest come first."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


GROUPS = {
    "outbox": Group(
        modules=("smbot.send.outbox",),
        tests=(
            "unit/send/test_send_outbox.py",
            "property/test_outbox.py",
            "unit/send/test_send_orders.py",
            "unit/send/test_send_dispatch.py",
        ),
    ),
    "mask": Group(
        modules=("smbot.redact.mask", "smbot.redact.merging"),
        tests=(
            "unit/redact/test_merging.py",
            "unit/redact/test_mask.py",
            "unit/redact/test_left_of_spans.py",
            "property/test_masking.py",
            "unit/redact/test_fields.py",
            "unit/redact/test_engine.py",
            "unit/redact/test_operators.py",
        ),
    ),
    "guard": Group(
        modules=(
            "smbot.guard.check",
            "smbot.guard.echo",
            "smbot.guard.quote",
            "smbot.guard.personal",
            "smbot.guard.language",
            "smbot.guard.unmasked",
            "smbot.guard.private",
            "smbot.guard.links",
        ),
        tests=(
            "unit/guard/test_guard_rules.py",
            "unit/guard/test_guard_echo.py",
            "unit/guard/test_disguises.py",
            "unit/guard/test_links_in_text.py",
            "unit/guard/test_repeat.py",
            "unit/guard/test_bounds_of_rules.py",
            "unit/guard/test_scripts_homes_and_lives.py",
            "unit/guard/test_signatures_and_streets.py",
            "unit/guard/test_public_and_everyday.py",
            "unit/guard/test_figures.py",
            "unit/guard/test_client_words.py",
            "unit/guard/test_derived_values.py",
            "unit/guard/test_forms_of_values.py",
            "unit/guard/test_guard_on_shipped_playbooks.py",
            "unit/guard/test_hints_and_moods.py",
            "unit/guard/test_implied_matters.py",
            "unit/guard/test_public_streets_and_towns.py",
            "unit/guard/test_public_whereabouts.py",
            "unit/guard/test_replies.py",
            "unit/guard/test_riddles_and_hints.py",
            "property/test_guard.py",
        ),
    ),
    "access": Group(
        modules=("smbot.core.roles", "smbot.review.transitions", "smbot.members.duties"),
        tests=(
            "unit/core/test_core_roles.py",
            "unit/review/test_review_transitions.py",
            "unit/members/test_members_duties.py",
            "property/test_transitions.py",
            "property/test_members.py",
        ),
    ),
}

SWAPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """One change: the function that is changed, its new code, and what is told of it."""

    module: str
    function: str
    line: int
    what: str
    tree: ast.Module


def mutants(module: str) -> Iterator[Mutant]:
    """Yield every change of a module's functions."""
    source = Path(str(importlib.import_module(module).__file__)).read_text("utf-8")
    tree = ast.parse(source)
    for name, function in _functions(tree.body, ""):
        for number, node in enumerate(_inside(function)):
            for what, change in _changes(node):
                changed = copy.deepcopy(tree)
                [same] = [each for found, each in _functions(changed.body, "") if found == name][:1]
                target = list(_inside(same))[number]
                change(target)
                ast.fix_missing_locations(changed)
                yield Mutant(module=module, function=name, line=getattr(node, "lineno", 0), what=what, tree=changed)


def _functions(body: list[ast.stmt], prefix: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in body:
        if isinstance(node, ast.FunctionDef):
            yield f"{prefix}{node.name}", node
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node.body, f"{prefix}{node.name}.")


def _inside(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """Yield what stands in a function's body; annotations, decorators and defaults are not its code."""
    first = function.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    for statement in function.body[documented:]:
        yield from _walk(statement)


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list", "args"} and not isinstance(node, ast.Call):
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, ast.AST):
                yield from _walk(each)


def _changes(node: ast.AST) -> Iterator[tuple[str, Callable[[Any], object]]]:
    """Yield what can be changed at a node, with what changes it in place."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPPED:
        yield "comparison turned", lambda n: n.ops.__setitem__(0, SWAPPED[type(n.ops[0])]())
    elif isinstance(node, ast.BoolOp):
        yield "and/or exchanged", lambda n: setattr(n, "op", ast.Or() if isinstance(n.op, ast.And) else ast.And())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not taken out", lambda n: setattr(n, "operand", ast.UnaryOp(ast.Not(), n.operand))
    elif isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in ARITHMETIC:
        yield "operator exchanged", lambda n: setattr(n, "op", ARITHMETIC[type(n.op)]())
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield "true/false exchanged", lambda n: setattr(n, "value", not n.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield "number raised", lambda n: setattr(n, "value", n.value + 1)
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        yield "condition turned", lambda n: setattr(n, "test", ast.UnaryOp(ast.Not(), n.test))
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield "filter turned", lambda n: n.ifs.__setitem__(0, ast.UnaryOp(ast.Not(), n.ifs[0]))
    elif isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield "nothing returned", lambda n: setattr(n, "value", ast.Constant(None))
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield "call taken out", lambda n: setattr(n, "value", ast.Constant(None))
    elif isinstance(node, ast.Raise) and node.exc is not None:
        yield "another error raised", _another_error


def _another_error(node: ast.AST) -> None:
    node.exc = ast.Call(ast.Name("ArithmeticError", ast.Load()), [], [])  # type: ignore[attr-defined]
    node.cause = None  # type: ignore[attr-defined]


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def put_in(mutant: Mutant) -> bool:
    """Give the function of this process its changed code; False where it cannot be reached."""
    module = importlib.import_module(mutant.module)
    code: CodeType = compile(mutant.tree, str(module.__file__), "exec")
    found: object = module
    for name in mutant.function.split("."):
        code = next(each for each in code.co_consts if isinstance(each, CodeType) and each.co_name == name)
        found = vars(found).get(name)
        while isinstance(found, property | staticmethod | classmethod) or hasattr(found, "__wrapped__"):
            found = getattr(found, "fget", None) or getattr(found, "__func__", None) or getattr(found, "__wrapped__", 0)
        if found is None:
            return False
    if not isinstance(found, FunctionType) or len(found.__code__.co_freevars) != len(code.co_freevars):
        return False
    found.__code__ = code
    return True


def judged(mutant: Mutant | None, tests: list[str]) -> str:
    """Run the tests on a mutant, or on the code as it is, in a forked process."""
    child = multiprocessing.get_context("fork").Process(target=_judge, args=(mutant, tests))
    child.start()
    child.join(SECONDS)
    if child.is_alive():
        child.kill()
        child.join()
        return SLOW
    return {0: SURVIVED, 3: "unreachable"}.get(child.exitcode or 0, NOTICED)


def _judge(mutant: Mutant | None, tests: list[str]) -> None:
    with (
        Path(os.devnull).open("w") as nowhere,
        contextlib.redirect_stdout(nowhere),
        contextlib.redirect_stderr(nowhere),
    ):
        if mutant is not None and not put_in(mutant):
            os._exit(3)
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 5))
        code = pytest.main([*tests, "-x", "-q", "-p", "no:cacheprovider", "-p", "no:randomly"])
    os._exit(0 if code == pytest.ExitCode.OK else 1)


def _load(tests: list[str]) -> None:
    """Import what the tests import, once, by collecting them."""
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        pytest.main([*tests, "--collect-only", "-q", "-p", "no:cacheprovider"])
    for name in [each for each in sys.modules if each.startswith("test_") or each == "conftest"]:
        del sys.modules[name]


def measured(name: str, modules: tuple[str, ...], every: int) -> dict[str, object]:
    """Return a group's figures."""
    tests = [str(ROOT / "tests" / test) for test in GROUPS[name].tests]
    _load(tests)
    if judged(None, tests) != SURVIVED:
        return {"error": "the tests fail on the code as it is"}
    began = time.monotonic()
    outcomes: dict[str, int] = {}
    survivors = []
    chosen = [each for module in modules for each in mutants(module)][::every]
    for number, mutant in enumerate(chosen):
        outcome = judged(mutant, tests)
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
        if outcome == SURVIVED:
            survivors.append(f"{mutant.module}:{mutant.line} {mutant.function}: {mutant.what}")
        print(f"{name}: {number + 1} of {len(chosen)}, {len(survivors)} survived", file=sys.stderr, flush=True)
    tried = sum(count for outcome, count in outcomes.items() if outcome != "unreachable")
    return {
        "modules": modules,
        "mutants": tried,
        "score, %": round(100 * (tried - len(survivors)) / tried, 1) if tried else None,
        "outcomes": outcomes,
        "minutes": round((time.monotonic() - began) / 60, 1),
        "survivors": survivors,
    }


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(GROUPS))
    parser.add_argument("--modules", nargs="+", default=[])
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--least", type=float, default=85.0, metavar="PERCENT")
    arguments = parser.parse_args()
    if unknown := set(arguments.groups) - set(GROUPS):
        parser.error(f"no group is called {sorted(unknown)[0]}")
    figures = {}
    for name in arguments.groups or list(GROUPS):
        modules = tuple(each for each in GROUPS[name].modules if not arguments.modules or each in arguments.modules)
        if modules:
            figures[name] = measured(name, modules, arguments.every)
    print(json.dumps(figures, indent=2))
    scores = [figure.get("score, %") for figure in figures.values()]
    return 0 if scores and all(isinstance(score, float) and score >= arguments.least for score in scores) else 1


if __name__ == "__main__":
    sys.exit(main())
