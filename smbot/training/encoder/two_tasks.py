"""Teaches one network both tasks at once: what the pieces of a post are, and which labels the post has.

Most posts are read as they stand, some with their marks as masks, as triage will read them; either way both heads
learn from the same reading. Labels are learnt from a teacher as well (Hinton et al. 2015).
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from smbot.classify.reading import as_words
from smbot.training.encoder import segments
from smbot.training.encoder.contexts import Contexts
from smbot.training.encoder.fit import BATCH, LONGEST_STEP, batches, optimizer_of, padded, rate_at
from smbot.training.encoder.network import TwoHeads
from smbot.training.encoder.run import Run
from smbot.training.encoder.segments import Segment
from smbot.training.encoder.tagging import IGNORED, tagged
from smbot.training.in_vain import masked_in_vain
from smbot.training.triage_data import Example

SEED: Final = 1
OF_LABELS: Final = 4.0
"""How much more an error of labels weighs: there is one for many pieces."""
MASKED: Final = 0.3
"""Of the posts with personal information, so many are read with masks in its place."""
CLEAN: Final = 5_000
"""Posts without personal information in each epoch, drawn anew; those with some are read every time."""
CONTEXTS: Final = 1_200
"""Sentences about people in each epoch."""


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """A post: its segments, its text with masks, and how probable each label should be; None where nobody knows."""

    parts: Sequence[Segment]
    masked: str = ""
    wanted: NDArray[np.float32] | None = None

    @property
    def marked(self) -> bool:
        """Whether it holds personal information."""
        return any(part.entity not in ("", segments.PUBLIC, segments.UNKNOWN) for part in self.parts)


@dataclass(frozen=True, kw_only=True)
class Course:
    """What is taught."""

    lessons: Sequence[Lesson]
    contexts: Contexts

    @property
    def epoch(self) -> int:
        """Posts of one epoch."""
        return self.epoch_of(sum(each.marked for each in self.lessons), len(self.lessons))

    @staticmethod
    def epoch_of(marked: int, every: int) -> int:
        """Return the posts of one epoch of so many, so many of them with personal information."""
        return marked + min(CLEAN, every - marked) + CONTEXTS

    def drawn(self, source: random.Random) -> list[Lesson]:
        """Return the posts of one epoch."""
        marked = [each for each in self.lessons if each.marked]
        clean = [each for each in self.lessons if not each.marked]
        named = [Lesson(parts=parts) for parts in self.contexts.draw(CONTEXTS, source)]
        return [*marked, *source.sample(clean, min(CLEAN, len(clean))), *named]


def lesson_of(parts: Sequence[Segment], post: Example, given: NDArray[np.bool_], said: NDArray[np.float32]) -> Lesson:
    """Return the lesson of a post: its labels are wanted half as they were given, half as the teacher scores them."""
    wanted = (given.astype(np.float32) + 1 / (1 + np.exp(-said.astype(np.float32)))) / 2
    return Lesson(parts=parts, masked=post.text, wanted=np.asarray(wanted, dtype=np.float32))


def teach(
    network: TwoHeads,
    tokens: Tokenizer,
    course: Course,
    *,
    notes: Path,
    epochs: int,
    count: Callable[[int], None] = lambda _step: None,
) -> None:
    """Teach `network`; `count` is told of each post that it has read.

    After each epoch `notes` holds where it stands: started again with the same posts, it goes on from there.
    """
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    source = random.Random(SEED)  # noqa: S311 - the same posts in the same order every time
    steps = epochs * course.epoch / BATCH
    optimizer = optimizer_of(network, [network.head, network.tags])
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate_at(step / steps))
    run = Run(network, optimizer, schedule, source, of=[course.epoch, len(course.lessons), epochs, SEED])
    done = run.go_on(notes)
    count(done * course.epoch)
    network.train()
    for epoch in range(done, epochs):
        lessons = course.drawn(source)
        for batch in batches([sum(len(part.text) for part in each.parts) for each in lessons], source):
            loss = _loss(network, tokens, [lessons[at] for at in batch], source)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), LONGEST_STEP)
            optimizer.step()
            schedule.step()
            count(len(batch))
        run.note(notes, epoch + 1)
    network.eval()


def _loss(network: TwoHeads, tokens: Tokenizer, lessons: Sequence[Lesson], source: random.Random) -> Tensor:
    rows = [tagged(_written(each, source), tokens) for each in lessons]
    tags = padded([tags for _, tags in rows], IGNORED)
    labelled = [at for at, each in enumerate(lessons) if each.wanted is not None]
    # Half precision is three times as fast here, and the scores end the same.
    with torch.autocast("cpu", dtype=torch.bfloat16):
        of_whole, of_pieces = network.both(padded([numbers for numbers, _ in rows]))
    loss = functional.cross_entropy(of_pieces.float().flatten(0, 1), tags.flatten(), ignore_index=IGNORED)
    if not labelled:
        return loss
    wanted = torch.from_numpy(np.array([each.wanted for each in lessons if each.wanted is not None]))
    return loss + OF_LABELS * functional.binary_cross_entropy_with_logits(of_whole[labelled].float(), wanted)


def _written(lesson: Lesson, source: random.Random) -> list[Segment]:
    """Return a post as it is read this time: as it stands or with masks, in vain too, and altered."""
    parts = lesson.parts
    if lesson.masked and (not lesson.marked or source.random() < MASKED):
        masked = as_words(masked_in_vain(lesson.masked, source))
        parts = [Segment(text=masked)] if lesson.marked or masked != lesson.masked else parts
    return segments.altered(parts, source)
