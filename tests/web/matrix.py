"""The matrix of roles, routes of pages and programs, and whose object it is, as the README shows it: every cell tried.

python -m tests.web.matrix    writes it into the README
"""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

BEGIN, END = "<!-- matrix: begin -->", "<!-- matrix: end -->"
PEOPLE = {
    "nobody": "nobody",
    "viewer": "vera",
    "reviewer": "ana",
    "approver": "paul",
    "compliance": "chloe",
    "administrator": "adam",
}
"""A person of each role, of those that `making.ROLES` has."""

YES, NO = "yes", "–"
UNHELD, OWN, OTHERS = "nobody’s", "one’s own", "a colleague’s"

OBJECTS = {
    "claim a mention": {UNHELD: "ana paul", OWN: "ana paul", OTHERS: ""},
    "release a mention": {UNHELD: "", OWN: "ana paul", OTHERS: ""},
    "edit the draft of a mention": {UNHELD: "ana paul", OWN: "ana paul", OTHERS: ""},
    "approve the draft of a mention": {UNHELD: "paul", OWN: "paul", OTHERS: ""},
    "set a draft aside": {UNHELD: "ana paul", OWN: "ana paul", OTHERS: ""},
    "decide that no reply is due": {UNHELD: "ana paul", OWN: "ana paul", OTHERS: ""},
    "pass a mention to a role": {UNHELD: "ana paul", OWN: "ana paul", OTHERS: ""},
    "note an answer by hand": {UNHELD: "ana paul", OWN: "ana paul", OTHERS: ""},
    "open a post on its platform": {UNHELD: "ana paul", OWN: "ana paul", OTHERS: "ana paul"},
    "say which labels fit": {UNHELD: "ana paul chloe", OWN: "ana paul", OTHERS: "ana paul chloe"},
    "approve words that one wrote, or a colleague": {OWN: "", OTHERS: "paul"},
    "read the private thread of a case": {UNHELD: "", OWN: "ana paul", OTHERS: ""},
    "note something in a case": {UNHELD: "ana paul", OWN: "ana paul", OTHERS: "ana paul"},
    "change roles": {OWN: "", OTHERS: "adam"},
    "set an office": {OWN: "", OTHERS: "adam"},
    "make a one-time password": {OWN: "", OTHERS: "adam"},
    "end all sessions": {OWN: "", OTHERS: "adam"},
    "disable an account": {OWN: "", OTHERS: "adam"},
    "revoke a token for programs": {OWN: "vera ana paul chloe adam", OTHERS: "adam"},
}
"""Who may do what to whose: a mention or case that nobody, oneself or a colleague holds; an account; a token."""


def routes() -> list[str]:
    """Return the table of roles and routes; routes of one part that the same roles reach stand in one row."""
    from web.test_access import TABLE

    grouped: dict[tuple[str, ...], list[str]] = {}
    for (method, path), granted in TABLE.items():
        cells = tuple(YES if person in granted else NO for person in PEOPLE.values())
        grouped.setdefault((*cells, method, _part(path)), []).append(path)
    lines = [f"| page or act | {' | '.join(PEOPLE)} |", f"| --- |{' --- |' * len(PEOPLE)}"]
    for (*cells, method, part), paths in grouped.items():
        lines.append(f"| {method} {_together(part, paths)} | {' | '.join(cells)} |")
    return lines


def programs() -> list[str]:
    """Return the table of scopes, roles and routes of the API; without a scope every token will do."""
    from web.test_api_access import TABLE

    people = [(role, person) for role, person in PEOPLE.items() if role != "nobody"]
    grouped: dict[tuple[str, ...], list[str]] = {}
    for (method, path), (scope, granted, _) in TABLE.items():
        needed = " or ".join(f"`{each}`" for each in (scope if isinstance(scope, tuple) else (scope,)) if each)
        cells = tuple(YES if person in granted else NO for _, person in people)
        grouped.setdefault((needed or "any", *cells, method, _part(path)), []).append(path)
    head = ["route of the API", "scope", *(role for role, _ in people)]
    lines = [f"| {' | '.join(head)} |", f"| --- |{' --- |' * (len(people) + 1)}"]
    for (*cells, method, part), paths in grouped.items():
        lines.append(f"| {method} {_together(part, paths)} | {' | '.join(cells)} |")
    return lines


def objects() -> list[str]:
    """Return the table of whose object it is, by the roles that may."""
    columns = (UNHELD, OWN, OTHERS)
    names = {person: role for role, person in PEOPLE.items()}
    lines = [f"| act | {' | '.join(columns)} |", f"| --- |{' --- |' * len(columns)}"]
    for act, by in OBJECTS.items():
        cells = [
            ", ".join(names[person] for person in by[each].split()) or NO if each in by else "" for each in columns
        ]
        lines.append(f"| {act} | {' | '.join(cells)} |")
    return lines


def _part(path: str) -> str:
    """Return the page to which an act belongs: all but its last words."""
    words = path.strip("/").split("/")
    kept = words[:2] if len(words) > 1 and words[1].startswith("{") else words[:1]
    return "/" + "/".join(kept)


def _together(part: str, paths: list[str]) -> str:
    # What stands below a page keeps its slash: it is no path of this repository.
    whole = [path for path in paths if path == part or not path.startswith(f"{part}/")]
    below = [path.removeprefix(part) for path in paths if path not in whole]
    shown = [f"`{path}`" for path in whole]
    if len(below) == 1:
        shown.append(f"`{part}{below[0]}`")
    elif below:
        shown.append(f"`{part}`: " + ", ".join(f"`{each}`" for each in below))
    return ", ".join(shown)


def written() -> str:
    """Return what stands between the two marks."""
    return "\n".join([BEGIN, "", *routes(), "", *programs(), "", *objects(), "", END])


def main() -> None:
    """Write it into the README, in the place of what is there."""
    file = ROOT / "README.md"
    text = file.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    file.write_text(before + written() + rest.partition(END)[2], "utf-8")


if __name__ == "__main__":
    main()
