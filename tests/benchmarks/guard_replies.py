"""Judge the thousand replies that were written against the guard, as `smbot guard` does, and count by kind.

    python -m tests.benchmarks.guard_replies [FOLDER]

Prints one JSON object: of bad replies how many pass (of those that give something away apart), of good ones how many
are refused and by which rule. The guard has been mended by what it got wrong of them: what it does with replies that
are new to it is in the README, as it was before that. FOLDER may hold others: `tests/corpus/guard_unmended` has those
of which it has learnt nothing yet.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from smbot.shipped import example_configuration

REPLIES = Path(__file__).parents[1] / "corpus" / "guard"
OWN = '["1-800-555-0100", "servicenord@example.ca", "@servicenord", "1 Harbour Square"]'


def main() -> None:
    """Judge and count."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=REPLIES)
    chosen = parser.parse_args().folder
    lines = [line for file in sorted(chosen.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()]
    cases = [json.loads(line) for line in lines]
    with tempfile.TemporaryDirectory() as folder:
        settings = example_configuration().read_text("utf-8").splitlines()
        named = [f"published = {OWN}" if line.startswith("published") else line for line in settings]
        (Path(folder) / "config.toml").write_text("\n".join(named), "utf-8")
        done = subprocess.run(
            [sys.executable, "-c", "from smbot.cli.main import main; main()", "guard", "-", "--config", "config.toml"],
            cwd=folder,
            input="\n".join(lines),
            capture_output=True,
            text=True,
            check=False,
        )
    judged = [json.loads(line) for line in done.stdout.splitlines()]
    passed, of_kind, by_rule, given = (Counter[str]() for _ in range(4))
    for case, found in zip(cases, judged, strict=True):
        of_kind[case["kind"]] += 1
        if found["allowed"]:
            passed[case["kind"]] += 1
            given["identifiers"] += case["identifier"]
        elif not case["bad"]:
            by_rule.update({reason["rule"] for reason in found["reasons"]})
    good = of_kind["good"]
    bad_passed = sum(count for kind, count in passed.items() if kind != "good")
    print(
        json.dumps(
            {
                "bad replies allowed": f"{bad_passed} of {len(cases) - good}",
                "of them with an identifier": f"{given['identifiers']} of {sum(case['identifier'] for case in cases)}",
                "allowed by kind": {kind: f"{passed[kind]} of {of_kind[kind]}" for kind in sorted(of_kind)},
                "good replies refused": f"{good - passed['good']} of {good}",
                "good ones refused by rule": dict(by_rule.most_common()),
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
