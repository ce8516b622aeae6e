"""What the encoder is made of: weights read from a file, pieces that stay, posts altered."""

import random
import struct

import numpy as np
import pytest

from smbot.classify import encoder
from smbot.classify.encoder import OnnxEncoder
from smbot.network.windows import LONGEST
from smbot.training.encoder.alter import altered
from smbot.training.encoder.e5_weights import SPECIAL, read_weights, whole
from smbot.training.encoder.pieces import kept_pieces, numbers_of, tokenizer

PIECES = (*SPECIAL, "\u2581file", "\u2581", "file", "\u2581dossié", "\u2581ファ", "\u2581Ж", "😡")


def block(scale, fours):
    """One block of Q4_0, by the format's own words: low halves first."""
    halves = bytes(low | high << 4 for low, high in zip(fours[:16], fours[16:], strict=True))
    return struct.pack("<e", scale) + halves


def test_blocks_of_four_bits_become_numbers():
    fours = list(range(16)) * 2

    found = whole(block(0.5, fours))

    assert found.tolist() == [(four - 8) * 0.5 for four in fours]


def written():
    """A file of the format with one matrix and one row of plain numbers."""
    letters = "".join(PIECES).encode()
    bounds = np.cumsum([0, *(len(piece.encode()) for piece in PIECES)]).astype("<u4").tobytes()
    scores = np.arange(0, -len(PIECES), -1, dtype="<f4").tobytes()
    head = b"E5S1" + struct.pack("<I7ifi", 1, 32, 1, 4, 32, len(PIECES), 8, 1, 1e-12, 32)
    head += struct.pack("<5i", len(PIECES), 0, 2, 1, 3) + struct.pack("<Q", len(letters)) + bounds + scores + letters
    head += struct.pack("<iI", 1, 9) + b"\0" * 9
    tensors = {"l0.q.w": (1, block(1.0, [9] * 32)), "l0.q.b": (0, np.ones(32, "<f4").tobytes())}
    directory = sum(2 + len(name) + 1 + 4 + 16 for name in tensors)
    offset, entries, data = len(head) + 4 + directory, b"", b""
    for name, (kind, raw) in tensors.items():
        entries += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", kind, 32, offset, len(raw))
        offset, data = offset + len(raw), data + raw
    return head + struct.pack("<i", len(tensors)) + entries + data


def test_a_file_of_weights_is_read_whole():
    weights = read_weights(written())

    assert (weights.pieces, weights.hidden, weights.layers) == (PIECES, 32, 1)
    assert weights.tensors["l0.q.w"].tolist() == [[1.0] * 32]
    assert weights.tensors["l0.q.b"].tolist() == [1.0] * 32


def test_another_file_is_refused():
    with pytest.raises(ValueError, match="magic"):
        read_weights(b"PK\x03\x04")


def test_pieces_of_both_languages_and_emoji_stay_and_others_go():
    kept = kept_pieces(PIECES, np.zeros(len(PIECES), np.float32))

    assert [PIECES[at] for at in kept] == [*SPECIAL, "\u2581file", "\u2581", "file", "\u2581dossié", "😡"]


def test_a_text_becomes_places_in_what_stays_between_its_bounds():
    kept = kept_pieces(PIECES, np.zeros(len(PIECES), np.float32))
    tokens = tokenizer(PIECES, np.array([-1.0] * len(PIECES), np.float32), kept)

    assert numbers_of(tokens, "file  file 😡") == [0, 4, 4, 5, 8, 2]


def test_a_long_text_is_cut():
    kept = kept_pieces(PIECES, np.zeros(len(PIECES), np.float32))
    tokens = tokenizer(PIECES, np.array([-1.0] * len(PIECES), np.float32), kept)

    assert len(numbers_of(tokens, "file " * 1_000)) == LONGEST


def test_the_shipped_encoder_finds_a_request_in_the_last_sentence_of_a_long_text():
    shipped = OnnxEncoder()
    late = "The bus on my street came late again this morning, and I stood in the rain for a while with my bags. "
    request = "Please send me copies of every email about the contract since 2019."
    access = shipped.labels.index("access_request")

    before, after = shipped.encode([late * 12, late * 12 + request])

    assert after[access] > before[access] + 1


def test_posts_are_altered_the_same_way_from_the_same_seed_and_keep_their_words():
    text = "Où est mon dossier?"

    seeds = range(200)
    first, second = ([altered(text, random.Random(seed)) for seed in seeds] for _ in range(2))  # noqa: S311

    assert first == second
    assert len(set(first)) > 5
    assert all("dossier" in each.lower() for each in first)


def test_the_shipped_encoder_scores_its_labels():
    shipped = OnnxEncoder()

    scores = shipped.encode(["still no answer", "toujours rien"])

    assert scores.shape == (2, len(shipped.labels))
    assert shipped.version == encoder.installed_version()
