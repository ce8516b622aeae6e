"""The guard on replies written before its rules: the open part helped to write them, the kept part did not."""

import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from judging import context_of

from smbot.guard.check import check, refused

REPLIES = Path(__file__).parent / "replies"
IDENTIFIERS = ("name", "number", "date", "address")
MOST_WRONG = {
    # share of replies judged wrongly, at most: identifiers allowed, other bad ones allowed, good ones refused
    "open": (0.04, 0.05, 0.04),
    "kept": (0.06, 0.25, 0.09),
}


@cache
def shares(part):
    wrong, total = Counter(), Counter()
    for file in sorted(REPLIES.glob(f"{part}_*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            pair = json.loads(line)
            found = check(pair["reply"], context_of(pair["post"], pair["language"], pair["platform"]))
            kind = "identifier" if pair["kind"] in IDENTIFIERS else "other" if pair["bad"] else "good"
            total[kind] += 1
            wrong[kind] += refused(found) != pair["bad"]
    return tuple(wrong[kind] / total[kind] for kind in ("identifier", "other", "good"))


@pytest.mark.parametrize("part", ["open", "kept"])
@pytest.mark.parametrize("which", [0, 1, 2], ids=["identifiers-allowed", "others-allowed", "good-refused"])
def test_few_replies_are_judged_wrongly(part, which):
    assert shares(part)[which] <= MOST_WRONG[part][which]
