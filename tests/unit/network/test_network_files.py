"""The network's files: read whole or refused, and missed without harm."""

import json

import numpy as np
import pytest

from smbot.core.errors import ConfigurationError
from smbot.network import files
from smbot.network.onnx import SHIPPED, OnnxNetwork
from smbot.network.windows import LONGEST, SIZE, bare, every_window, windows


@pytest.mark.parametrize(
    ("pieces", "starts"),
    [
        (0, [0]),
        (5, [0]),
        (158, [0]),
        (159, [0, 1]),
        (300, [0, 126, 142]),
        (536, [0, 126, 252, 378]),
        (5_000, [0, 126, 252, 4_842]),
    ],
)
def test_a_long_text_is_read_in_windows_from_its_head_to_its_tail(pieces, starts):
    found = windows(range(pieces))

    assert [each[0] if each else 0 for each in found] == starts
    assert all(len(each) <= LONGEST - 2 for each in found)
    assert not pieces or found[-1][-1] == pieces - 1
    if pieces <= 536:
        assert {piece for each in found for piece in each} == set(range(pieces))


@pytest.mark.parametrize("pieces", [0, 1, 158, 159, 700, 5_000])
def test_for_masking_no_piece_is_left_out(pieces):
    found = every_window(pieces)

    assert {piece for window in found for piece in window} == set(range(pieces))
    assert all(len(window) <= SIZE for window in found)


def test_a_piece_stands_where_its_letters_do():
    assert bare("to  Ann", (2, 7)) == (4, 7)
    assert bare("to  ", (2, 4)) == (4, 4)


@pytest.mark.parametrize("name", [files.NETWORK, files.PIECES, files.CARD])
def test_a_damaged_network_is_refused(tmp_path, name):
    for file in (files.NETWORK, files.PIECES, files.CARD):
        (tmp_path / file).write_bytes((SHIPPED / file).read_bytes())
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes()[:-40])

    with pytest.raises(ConfigurationError):
        OnnxNetwork(tmp_path)


def test_where_no_network_is_none_is_installed(tmp_path):
    assert files.installed_version(tmp_path) == ""


def test_the_file_that_ships_is_small_enough_for_the_wheel_and_its_card_says_what_it_is():
    card = json.loads((SHIPPED / files.CARD).read_text("utf-8"))

    assert sum(file.stat().st_size for file in SHIPPED.iterdir()) <= 30_000_000
    assert files.installed_version(SHIPPED) == f"encoder-{card['digest'][:8]}"
    assert len(card["labels"]) == 10
    assert card["tags"][0] == "O"


def test_the_network_answers_alike_every_time():
    network = OnnxNetwork()
    pieces = network.pieces("Ann Example waits in Hull").numbers

    first, second = network.tags(pieces), network.tags(pieces)

    assert first.shape == (len(pieces), len(network.card.tags))
    assert np.allclose(first.sum(axis=1), 1, atol=1e-5)
    assert np.array_equal(first, second)
