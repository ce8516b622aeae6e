"""The vocabulary cut to what English and French posts are made of, and the tokenizer that goes with it."""

import unicodedata
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import Unigram

from smbot.network.windows import BEGINS, ENDS, windows
from smbot.training.encoder.e5_weights import SPECIAL

KEPT: Final = 28_000
"""Pieces that stay of 250,000: those that are likely by the vocabulary's own scores."""
UNKNOWN: Final = SPECIAL.index("<unk>")
_LETTERS: Final = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    "àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ"
    "\u2581'\u2019.,;:!?-\u2013\u2014«»\"()[]{}/\\@#$%&*+=<>_|~^`\u2026°€£\u201c\u201d\u2018\u2022"
)
_SIGNS: Final = frozenset({"So", "Sk", "Mn", "Cf"})
_LATIN_ENDS: Final = 0x250


def kept_pieces(pieces: Sequence[str], scores: NDArray[np.float32]) -> list[int]:
    """Return which pieces stay, in their order: special ones, and the likeliest of both languages' letters."""
    ours = [at for at in range(len(SPECIAL), len(pieces)) if _is_ours(pieces[at])]
    likeliest = sorted(ours, key=lambda at: -scores[at])[:KEPT]
    return [*range(len(SPECIAL)), *sorted(likeliest)]


def _is_ours(piece: str) -> bool:
    if all(char in _LETTERS for char in piece):
        return True
    bare = piece.replace("\u2581", "")
    if len(bare) <= 2 and all(unicodedata.category(char) in _SIGNS or ord(char) > 0xFFFF for char in bare):
        return True  # emoji
    return len(piece) == 1 and ord(piece) < _LATIN_ENDS


def tokenizer(pieces: Sequence[str], scores: NDArray[np.float32], kept: Sequence[int]) -> Tokenizer:
    """Return a tokenizer whose numbers are places in `kept`."""
    made = Tokenizer(Unigram([(pieces[at], float(scores[at])) for at in kept], unk_id=UNKNOWN, byte_fallback=False))
    made.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")])
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    return made


def numbers_of(tokens: Tokenizer, text: str) -> list[int]:
    """Return the first window of a text as numbers of pieces: what a network is taught on."""
    return [BEGINS, *windows(tokens.encode(text).ids)[0], ENDS]
