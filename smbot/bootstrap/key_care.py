"""The care of keys on an installation: which key opens how much, sealing data keys anew, trying whether all opens."""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from nacl.public import PrivateKey

from smbot.bootstrap.foundation import Foundation
from smbot.core.errors import SealError
from smbot.core.events import Act, Event
from smbot.core.failpoints import failpoint
from smbot.core.ids import MentionId
from smbot.handoff.sealing import TEAM, open_sealed
from smbot.vault.data_keys import key_name, sealed_anew, sealed_to
from smbot.vault.handles import HandleOpener
from smbot.vault.nacl import unseal

BATCH: Final = 500
WITH_DATA_KEYS: Final = ("compliance", "private")
"""Pairs to which data keys are sealed: of originals, of private messages."""
SAMPLE: Final = 50

Read = Callable[[str, int], list[tuple[str, bytes]]]
Replace = Callable[[Sequence[tuple[str, bytes, bytes]]], int]


@dataclass(frozen=True, kw_only=True)
class Rewrapped:
    """What became of the data keys: sealed anew, right already, and those that no older key opens."""

    done: int
    already: int
    lost: int


@dataclass(frozen=True, kw_only=True)
class Drilled:
    """What a drill found for one key: tried, opened; how much hangs on it; `here` says that its private half is."""

    name: str
    here: bool
    tried: int
    opened: int
    hangs_on_it: int

    @property
    def good(self) -> bool:
        """Say whether everything that was tried opened."""
        return self.tried == self.opened


def _data_keys(foundation: Foundation, name: str) -> tuple[Read, Replace]:
    if name == "compliance":
        return foundation.key_store.sealed_keys, foundation.key_store.replace
    store = foundation.private_keys
    return partial(store.sealed_keys, reader=TEAM), partial(store.replace, reader=TEAM)


def _all(read: Read) -> Iterator[list[tuple[str, bytes]]]:
    after = ""
    while some := read(after, BATCH):
        yield some
        after = some[-1][0]


def count_by_key(foundation: Foundation, name: str) -> Mapping[str, int]:
    """Return how many data keys are sealed to which key, by its name; "" is before keys had names."""
    read, _ = _data_keys(foundation, name)
    return Counter(sealed_to(sealed) for some in _all(read) for _, sealed in some)


def rewrap(
    foundation: Foundation,
    name: str,
    older: Mapping[str, PrivateKey],
    *,
    by: str,
    step: Callable[[int], None] = lambda _: None,
) -> Rewrapped:
    """Seal every data key anew to the current public key, batch by batch; what is done already is passed over.

    A kill costs the batch that it hits: the next run goes on behind it. What is shredded meanwhile stays shredded.
    """
    current = foundation.keys.public(name)
    read, replace = _data_keys(foundation, name)
    done = already = lost = 0
    for some in _all(read):
        anew: list[tuple[str, bytes, bytes]] = []
        for record, sealed in some:
            if sealed_to(sealed) == key_name(current):
                already += 1
                continue
            newer = sealed_anew(sealed, older, current)
            if newer is None:
                lost += 1
            else:
                anew.append((record, sealed, newer))
        if anew:
            done += replace(anew)
            failpoint("keys.batch-rewrapped")
        step(len(some))
    found = Rewrapped(done=done, already=already, lost=lost)
    _record(foundation, name, found, by)
    return found


def _record(foundation: Foundation, name: str, found: Rewrapped, by: str) -> None:
    to = key_name(foundation.keys.public(name))
    with foundation.store.write() as tx:
        detail: dict[str, str | int] = {"key": name, "to": to, "keys": found.done, "lost": found.lost}
        tx.record(Event(act=Act.KEYS_REWRAPPED, actor=by, detail=dict(detail)))


def older_sealed(foundation: Foundation, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield the data keys that are not sealed to the current key."""
    current = key_name(foundation.keys.public(name))
    read, _ = _data_keys(foundation, name)
    for some in _all(read):
        yield from ((record, sealed) for record, sealed in some if sealed_to(sealed) != current)


def take_back(
    foundation: Foundation,
    name: str,
    brought: Sequence[tuple[str, bytes, bytes]],
    *,
    by: str,
    step: Callable[[int], None] = lambda _: None,
) -> Rewrapped:
    """Keep data keys that were sealed anew on another machine: record, as it was, as it is.

    One that is not sealed to the current key is left as it is, and counts as lost.
    """
    current = key_name(foundation.keys.public(name))
    _, replace = _data_keys(foundation, name)
    right = [one for one in brought if sealed_to(one[2]) == current]
    done = 0
    for at in range(0, len(right), BATCH):
        some = right[at : at + BATCH]
        done += replace(some)
        failpoint("keys.batch-brought")
        step(len(some))
    found = Rewrapped(done=done, already=len(right) - done, lost=len(brought) - len(right))
    _record(foundation, name, found, by)
    return found


def drill(
    foundation: Foundation, given: Mapping[str, PrivateKey], *, by: str, sample: int = SAMPLE, seed: int = 0
) -> list[Drilled]:
    """Try for a sample of what is sealed whether the keys open it; no word of it is shown or kept.

    `given` are private keys that do not lie here, such as the officers', by name.
    """
    chosen = random.Random(seed)  # noqa: S311 - which ones are tried is no secret
    sealed = {"compliance": _originals, "private": _messages, "dispatch": _handles}
    found = []
    for name, sealed_with in sealed.items():
        there, opens = sealed_with(foundation)
        key = given.get(name) or (foundation.keys.private(name) if foundation.keys.has(name) else None)
        tried = chosen.sample(there, min(sample, len(there))) if key is not None else []
        opened = sum(_opens(opens, record, key) for record in tried if key is not None)
        here = key is not None
        found.append(Drilled(name=name, here=here, tried=len(tried), opened=opened, hangs_on_it=len(there)))
    with foundation.store.write() as tx:
        for one in found:
            detail: dict[str, str | int | bool] = {
                "key": one.name,
                "here": one.here,
                "tried": one.tried,
                "opened": one.opened,
            }
            tx.record(Event(act=Act.KEYS_DRILLED, actor=by, detail=dict(detail)))
    return found


_Sealed = tuple[list[str], Callable[[str, PrivateKey], object]]


def _opens(opens: Callable[[str, PrivateKey], object], record: str, key: PrivateKey) -> bool:
    try:
        opens(record, key)
    except SealError:
        return False
    return True


def _originals(foundation: Foundation) -> _Sealed:
    def opens(mention: str, key: PrivateKey) -> object:
        data_key = foundation.key_store.get(MentionId(mention))
        with foundation.store.read() as tx:
            sealed = tx.sealed_original(MentionId(mention))
        if data_key is None or sealed is None:
            return None  # shredded while this runs
        return unseal(sealed, data_key, MentionId(mention), key)

    with foundation.store.read() as tx:
        _, there = tx.count_everything()
    return sorted(there), opens


def _messages(foundation: Foundation) -> _Sealed:
    with foundation.store.read() as tx:
        sealed = {m.id: m for m in tx.all_private_messages() if m.sealed is not None}

    def opens(message: str, key: PrivateKey) -> object:
        stored = sealed[message]
        data_key = foundation.private_keys.get(TEAM, [message]).get(message)
        if data_key is None or stored.sealed is None:
            return None
        return open_sealed(stored.sealed, data_key, message, stored.case, key)

    return sorted(sealed), opens


def _handles(foundation: Foundation) -> _Sealed:
    with foundation.store.read() as tx:
        handles = tx.all_handles()

    def opens(mention: str, key: PrivateKey) -> object:
        return HandleOpener(key).open(handles[MentionId(mention)], MentionId(mention))

    return sorted(handles), opens
