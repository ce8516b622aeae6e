"""Notes of a training under way, so that one that was cut off goes on after its last whole epoch."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler

from smbot.training.encoder.network import Network


@dataclass(frozen=True)
class Run:
    """All that changes while a network is taught. `of` says what it is taught: other notes are not its own."""

    network: Network
    optimizer: Optimizer
    schedule: LRScheduler
    source: random.Random
    of: Sequence[int]

    def note(self, file: Path, epochs: int) -> None:
        """Write down where it stands after so many epochs."""
        file.parent.mkdir(parents=True, exist_ok=True)
        new = file.with_suffix(".new")
        torch.save(
            {
                "of": list(self.of),
                "epochs": epochs,
                "network": self.network.state_dict(),
                "optimizer": self.optimizer.state_dict(),
                "schedule": self.schedule.state_dict(),
                "source": self.source.getstate(),
                "torch": torch.get_rng_state(),
            },
            new,
        )
        new.replace(file)

    def go_on(self, file: Path) -> int:
        """Return how many epochs are done, with everything as it was then; none without notes of this training."""
        if not file.exists():
            return 0
        notes = torch.load(file, weights_only=True)  # tensors and numbers alone: such a file runs no code
        if notes["of"] != list(self.of):
            return 0
        self.network.load_state_dict(notes["network"])
        self.optimizer.load_state_dict(notes["optimizer"])
        self.schedule.load_state_dict(notes["schedule"])
        self.source.setstate(notes["source"])
        torch.set_rng_state(notes["torch"])
        return int(notes["epochs"])
