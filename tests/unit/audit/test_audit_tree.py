"""The Merkle tree against the known answers of RFC 6962's reference implementation, and signed checkpoints."""

import pytest

from smbot.audit.checkpoint import Checkpoint, holds, public_half, sign
from smbot.audit.tree import EMPTY_ROOT, append, leaf_hash, root

# Inputs and roots of the reference log (certificate-transparency, merkletree/merkle_tree_test.cc).
LEAVES = [
    bytes.fromhex(value)
    for value in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize("size", range(1, 9))
def test_the_root_is_the_reference_root(size):
    frontier = ()
    for place, leaf in enumerate(LEAVES[:size]):
        frontier = append(frontier, place, leaf_hash(leaf))

    assert root(frontier) == ROOTS[size - 1]


def test_the_root_of_nothing_is_the_hash_of_nothing():
    assert root([]) == EMPTY_ROOT == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_a_leaf_is_never_an_inner_node():
    left, right = leaf_hash(b"a"), leaf_hash(b"b")

    assert root(append(append((), 0, left), 1, right)) != leaf_hash(bytes.fromhex(left + right))


KEY = bytes(range(32))


def test_a_checkpoint_holds_under_its_key():
    assert holds(sign(8, ROOTS[7], KEY), public_half(KEY))


@pytest.mark.parametrize(
    "change",
    [
        {"size": 9},
        {"root": ROOTS[0]},
        {"root": "zz"},
        {"signature": b""},
        {"signature": b"\x00" * 64},
    ],
)
def test_a_changed_checkpoint_does_not_hold(change):
    genuine = sign(8, ROOTS[7], KEY)
    fields = {"size": genuine.size, "root": genuine.root, "signature": genuine.signature} | change

    assert not holds(Checkpoint(**fields), public_half(KEY))


def test_a_checkpoint_of_another_key_does_not_hold():
    assert not holds(sign(8, ROOTS[7], bytes(32)), public_half(KEY))


def test_the_signed_note_is_origin_size_and_root():
    assert sign(1, ROOTS[0], KEY).note() == b"smbot audit log\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n"
