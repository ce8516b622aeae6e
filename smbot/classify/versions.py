"""Versions of the model of triage in an installation: folders named by digest, and a pointer to the current one.

A version is written beside its place, to the disk, and moved there whole, and the pointer is replaced in one step:
whatever is interrupted, a reader finds the old version or the new one, and the next writer removes what was left half
written. One process writes at a time. Nothing is executed when one is read.
"""

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from smbot.classify.model import CARD, SHIPPED, Card, TriageModel, load, save
from smbot.core.errors import ConfigurationError, NotAllowed
from smbot.core.messages import msg

SHIPPED_NAME: Final = "shipped"
"""What the model that comes with smbot is called among the versions."""
POINTER: Final = "current"
UNFINISHED: Final = ".new-"
"""Begins the name of what is being written."""
PLAIN_PARTS: Final = 2
"""Rules and model: a decision that an encoder had a part in names that third (`Cascade.version`)."""
_NAME: Final = re.compile(r"[0-9a-f]{8}")


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version. `card` is None where its files cannot be read."""

    name: str
    card: Card | None
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class Versions:
    """The versions in `folder`, which need not exist."""

    folder: Path

    @property
    def current(self) -> str:
        """Return the name of the current version.

        Raises:
            ConfigurationError: The pointer holds no name of a version.
        """
        try:
            name = (self.folder / POINTER).read_text("ascii").strip()
        except FileNotFoundError:
            return SHIPPED_NAME
        except (OSError, UnicodeDecodeError):
            name = ""
        if name != SHIPPED_NAME and not _NAME.fullmatch(name):
            raise ConfigurationError(
                msg("It cannot be read which version of the model of triage is current."),
                where=str(self.folder / POINTER),
                mend=msg("Choose one with “smbot model use”."),
            )
        return name

    @property
    def pointed(self) -> str:
        """Return the name of the current version; empty where the pointer is damaged."""
        try:
            return self.current
        except ConfigurationError:
            return ""

    def load_shipped(self) -> TriageModel:
        """Read the model that comes with smbot.

        Raises:
            ConfigurationError: It is missing or damaged.
        """
        return load(SHIPPED)

    def load_current(self) -> TriageModel:
        """Read the current version.

        Raises:
            ConfigurationError: It is missing or damaged.
        """
        return load(self._place(self.current))

    def listed(self) -> list[Version]:
        """Return the model that comes with smbot, then the versions that were made here, by name."""
        current = self.pointed
        made = (path.name for path in self.folder.glob("*") if _NAME.fullmatch(path.name))
        return [
            Version(name=name, card=_card(self._place(name)), is_current=name == current)
            for name in (SHIPPED_NAME, *sorted(made))
        ]

    def thresholds_of(self, classifier: str) -> Mapping[str, float]:
        """Return from which scores on a decision gave its labels; `classifier` is how it names what made it.

        Empty where that model is no longer here.
        """
        parts = classifier.split()
        for version in self.listed():
            if version.card is not None and version.card.model_name in parts:
                return version.card.plain_thresholds if len(parts) == PLAIN_PARTS else version.card.thresholds
        return {}

    def add(self, model: TriageModel) -> str:
        """Write a version and return its name; it is not current yet. One that is there already is left as it is."""
        with self._writing():
            beside = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=self.folder))
            try:
                name = save(model, beside).digest[:8]
                for path in (*beside.iterdir(), beside):
                    _to_disk(path)
                if not (self.folder / name).exists():
                    beside.rename(self.folder / name)
                    _to_disk(self.folder)
            finally:
                shutil.rmtree(beside, ignore_errors=True)
        return name

    def check(self, name: str) -> None:
        """Read a version whole.

        Raises:
            NotAllowed: There is no version of this name.
            ConfigurationError: It is damaged.
        """
        if name != SHIPPED_NAME and not (_NAME.fullmatch(name) and (self.folder / name).is_dir()):
            raise NotAllowed(
                msg("There is no version of this name."), where=name[:40], mend=msg("See “smbot model list”.")
            )
        load(self._place(name))

    def point_to(self, name: str) -> None:
        """Make a version the current one; what runs now goes on with the one that it has read."""
        with self._writing():
            beside = self.folder / f"{UNFINISHED}{POINTER}"
            beside.write_text(f"{name}\n", "ascii")
            _to_disk(beside)
            beside.replace(self.folder / POINTER)
            _to_disk(self.folder)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the folder alone: what lies there unfinished was left by a process that is gone, and is removed."""
        self.folder.mkdir(parents=True, exist_ok=True)
        held = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.flock(held, fcntl.LOCK_EX)
            for left in self.folder.glob(f"{UNFINISHED}*"):
                if left.is_dir():
                    shutil.rmtree(left)
                else:
                    left.unlink()
            yield
        finally:
            os.close(held)

    def _place(self, name: str) -> Path:
        return SHIPPED if name == SHIPPED_NAME else self.folder / name


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _card(folder: Path) -> Card | None:
    try:
        return Card.model_validate_json((folder / CARD).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, ValidationError):
        return None
