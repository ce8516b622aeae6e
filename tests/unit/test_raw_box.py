"""The box: raw text gives away its length and nothing else."""

import copy
import json
import logging
import pickle
import traceback

import pytest

from smbot.raw.box import RawText
from smbot.raw.opening import open_raw

CANARY = "canary 604 555-0187"


@pytest.mark.parametrize(
    "attempt",
    [
        str,
        lambda box: f"{box}",
        lambda box: f"{box:>40}",
        lambda box: "%s" % box,  # noqa: UP031 - the old way must fail too
        lambda box: "{}".format(box),  # noqa: UP032
        lambda box: box == CANARY,
        lambda box: box == box,  # noqa: PLR0124
        lambda box: box != CANARY,
        lambda box: box in {CANARY},
        hash,
        lambda box: {box: 1},
        lambda box: {box},
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
def test_raw_text_cannot_be_used_as_anything(attempt):
    box = RawText(CANARY)

    with pytest.raises(TypeError) as refused:
        attempt(box)

    assert CANARY not in "".join(traceback.format_exception(refused.value))


def test_raw_text_shows_only_its_length():
    box = RawText(CANARY)

    assert repr(box) == f"<raw {len(CANARY)} characters>"
    assert len(box) == len(CANARY)
    assert repr([box]) == f"[{box!r}]"
    assert f"{box!r}" == repr(box)


def test_raw_text_takes_no_attributes_and_cannot_be_derived_from_str():
    box = RawText(CANARY)

    with pytest.raises(AttributeError):
        box.note = "x"
    assert not isinstance(box, str)


def test_a_log_line_with_raw_text_loses_the_line_and_not_the_text(caplog, capsys):
    log = logging.getLogger("test.raw")
    before, logging.raiseExceptions = logging.raiseExceptions, True
    caplog.handler.setFormatter(logging.Formatter("%(message)s"))

    with pytest.raises(TypeError):
        log.warning("post %s", RawText(CANARY))

    logging.raiseExceptions = before
    assert CANARY not in caplog.text
    assert CANARY not in capsys.readouterr().err


def test_the_one_key_opens_the_box():
    assert open_raw(RawText(CANARY)) == CANARY


def test_a_raw_post_prints_neither_text_nor_handle(a_raw_post):
    post = a_raw_post(1)

    shown = repr(post)

    assert "canary" not in shown.casefold()
    assert "901" not in shown
    with pytest.raises(TypeError):
        pickle.dumps(post)
