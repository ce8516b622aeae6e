"""What smbot's modules import, and what they call by a bare name: read once for all tests of security."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2] / "smbot"


@cache
def modules() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Return, by the place below `smbot`, the modules that each imports, dotted, and the functions it calls."""
    return {str(path.relative_to(ROOT)): _read(path) for path in sorted(ROOT.rglob("*.py"))}


def importers(names: set[str]) -> set[str]:
    """Return the modules that import one of `names`, or something of it."""
    return {
        place
        for place, (imported, _) in modules().items()
        if any(each == name or each.startswith(f"{name}.") for each in imported for name in names)
    }


def callers(names: set[str]) -> set[str]:
    """Return the modules that call one of the functions by its bare name."""
    return {place for place, (_, called) in modules().items() if called & names}


def _read(path: Path) -> tuple[frozenset[str], frozenset[str]]:
    imported, called = set(), set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            imported |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            imported |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            called.add(node.func.id)
    return frozenset(imported), frozenset(called)
