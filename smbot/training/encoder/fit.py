"""Teaches the network the labels of the corpus. Seeded, one thread: the same machine gives the same weights."""

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from smbot.classify.reading import as_words
from smbot.training.encoder.alter import altered
from smbot.training.encoder.network import PADDING, Network
from smbot.training.encoder.pieces import numbers_of
from smbot.training.encoder.run import Run
from smbot.training.in_vain import masked_in_vain
from smbot.training.triage_data import Example, answers

SEED: Final = 1
EPOCHS: Final = 4
BATCH: Final = 32
RATE: Final = 2e-4
"""Of the last layer; each one below it learns by the share `LOWER` of the rate above it."""
LOWER: Final = 0.9
HEAD_RATE: Final = 1.2e-3
WARM_UP: Final = 0.06
"""Share of the steps in which the rate rises; it falls to nothing from there."""
DECAY: Final = 0.01
LONGEST_STEP: Final = 1.0
SORTED: Final = 20
"""Batches that are sorted by length among themselves: less padding, and still mixed."""


def fit(
    network: Network,
    tokens: Tokenizer,
    posts: Sequence[Example],
    labels: Sequence[str],
    *,
    notes: Path,
    seed: int = SEED,
    count: Callable[[int], None] = lambda _step: None,
    epochs: int = EPOCHS,
) -> None:
    """Teach `network`; `count` is told of each post that it has read, `epochs` times as many as there are.

    `seed` decides the order of the posts, and how they are altered.

    After each epoch `notes` holds where it stands: started again with the same posts, it goes on from there.
    """
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    source = random.Random(seed)  # noqa: S311 - the same posts in the same order every time
    texts = [post.text for post in posts]
    truth = torch.from_numpy(answers(posts, labels)).float()
    steps = epochs * (-(-len(posts) // BATCH))
    optimizer = optimizer_of(network, [network.head])
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate_at(step / steps))
    run = Run(network, optimizer, schedule, source, of=[len(posts), epochs, sum(map(len, texts)), seed])
    done = run.go_on(notes)
    count(done * len(posts))
    network.train()
    for epoch in range(done, epochs):
        for batch in batches([len(text) for text in texts], source):
            seen = (altered(as_words(masked_in_vain(texts[at], source)), source) for at in batch)
            pieces = padded([numbers_of(tokens, text) for text in seen])
            # Half precision is three times as fast here, and the scores end the same.
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = network(pieces)
            loss = functional.binary_cross_entropy_with_logits(scores.float(), truth[batch])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), LONGEST_STEP)
            optimizer.step()
            schedule.step()
            count(len(batch))
        run.note(notes, epoch + 1)
    network.eval()


def padded(rows: Sequence[Sequence[int]], filled: int = PADDING) -> Tensor:
    """Return rows of one length."""
    length = max(map(len, rows))
    return torch.tensor([[*row, *[filled] * (length - len(row))] for row in rows])


def rate_at(done: float) -> float:
    """Return the share of the rate after so much of all steps: it rises, then falls to nothing."""
    return min(1.0, done / WARM_UP) * max(0.0, 1.0 - done)


def optimizer_of(network: Network, heads: Sequence[nn.Module]) -> torch.optim.Optimizer:
    """Return AdamW; biases and norms do not decay, and what lies higher learns faster (Howard and Ruder 2018)."""
    stack = [*network.layers][::-1]
    rates = [*((head, HEAD_RATE) for head in heads), *((layer, RATE * LOWER**at) for at, layer in enumerate(stack))]
    rates += [(part, RATE * LOWER ** len(stack)) for part in (network.places, network.begun)]
    return torch.optim.AdamW(
        [
            {"params": [weight], "weight_decay": DECAY if weight.ndim > 1 else 0.0, "lr": rate}
            for part, rate in rates
            for weight in part.parameters()
        ]
    )


def batches(lengths: Sequence[int], source: random.Random) -> Iterator[list[int]]:
    """Yield the places of posts, batch by batch, in an order drawn anew; those of a batch are about as long."""
    order = list(range(len(lengths)))
    source.shuffle(order)
    found = []
    for start in range(0, len(order), BATCH * SORTED):
        some = sorted(order[start : start + BATCH * SORTED], key=lengths.__getitem__)
        found += [some[at : at + BATCH] for at in range(0, len(some), BATCH)]
    source.shuffle(found)
    yield from found
