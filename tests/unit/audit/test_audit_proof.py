"""One record is proved by its path to a signed root; whatever is changed in the proof, it proves nothing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from smbot.audit.checkpoint import public_half, sign
from smbot.audit.proof import Levels, Proof, dump, is_proved, load, root_from
from smbot.audit.tree import append, leaf_hash, root
from smbot.core.errors import InputError

KEY = bytes(SigningKey(b"k" * 32))


def bodies(size):
    return [f'{{"seq":{number}}}'.encode() for number in range(size)]


def a_proof(size, seq):
    leaves = Levels([leaf_hash(body) for body in bodies(size)])
    return Proof(
        seq=seq,
        body=bodies(size)[seq],
        size=size,
        root=leaves.root,
        path=leaves.path(seq),
        signed=sign(size, leaves.root, KEY),
    )


@given(st.integers(1, 200), st.data())
def test_every_record_of_a_log_of_any_size_is_proved(size, data):
    seq = data.draw(st.integers(0, size - 1))

    proof = a_proof(size, seq)

    frontier = ()
    for number, body in enumerate(bodies(size)):
        frontier = append(frontier, number, leaf_hash(body))
    assert proof.root == root(frontier)
    assert is_proved(proof, public_half(KEY))
    assert is_proved(load(dump(proof, public_half(KEY))), public_half(KEY))


@given(st.integers(2, 70), st.data())
def test_no_other_record_place_or_path_is_proved(size, data):
    seq = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, size - 1).filter(lambda number: number != seq))
    proof = a_proof(size, seq)

    assert not is_proved(replace(proof, body=b'{"seq":0,"x":1}'), public_half(KEY))
    assert not is_proved(replace(proof, seq=other), public_half(KEY))
    assert not is_proved(replace(proof, path=proof.path[:-1]), public_half(KEY))
    assert not is_proved(replace(proof, path=(*proof.path, "00" * 32)), public_half(KEY))
    assert not is_proved(replace(proof, root="00" * 32), public_half(KEY))
    assert not is_proved(replace(proof, signed=None), public_half(KEY))
    assert not is_proved(proof, public_half(bytes(SigningKey(b"x" * 32))))


def test_a_place_outside_the_log_leads_nowhere():
    assert root_from("00" * 32, 3, 3, ()) == ""
    with pytest.raises(IndexError):
        Levels(["00" * 32]).path(1)
    assert Levels([]).root == root(())


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"format":"smbot proof of one record 1"}', b"\xff"])
def test_what_is_no_proof_is_refused(content):
    with pytest.raises(InputError):
        load(content)
