"""The box: private text gives away its length and nothing else."""

import copy
import json
import pickle
import traceback

import pytest

from smbot.handoff.box import PrivateText
from smbot.handoff.model import Said
from smbot.handoff.opening import open_private

CANARY = "canary 604 555-0187"


@pytest.mark.parametrize(
    "attempt",
    [
        str,
        lambda box: f"{box}",
        lambda box: "%s" % box,  # noqa: UP031 - the old way must fail too
        lambda box: box == CANARY,
        lambda box: box != CANARY,
        lambda box: box in {CANARY},
        hash,
        pickle.dumps,
        copy.copy,
        copy.deepcopy,
        json.dumps,
        lambda box: "before " + box,
        lambda box: "".join([box]),
        lambda box: box[0],
        lambda box: list(box),
        lambda box: bytes(box),
        lambda box: vars(box),
    ],
)
def test_private_text_cannot_be_used_as_anything(attempt):
    with pytest.raises(TypeError) as refused:
        attempt(PrivateText(CANARY))

    assert CANARY not in "".join(traceback.format_exception(refused.value))


def test_private_text_shows_only_its_length():
    box = PrivateText(CANARY)

    assert f"{box!r} {[box]}" == f"<private {len(CANARY)} characters> [<private {len(CANARY)} characters>]"
    assert len(box) == len(CANARY)
    assert CANARY not in repr(Said(text=box, contact=box, when=box))


def test_the_one_key_opens_the_box():
    assert open_private(PrivateText(CANARY)) == CANARY
