"""The trained part of triage: plain arrays in a folder, read without executing anything, and what they compute.

`words` weighs features. A blend puts their scores, those of the rules and those of an encoder together, once with the
encoder (`full`) and once without (`plain`), and says, calibrated by language (Platt 1999), how probable each label is
among posts like those that it was fitted on.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from io import BytesIO
from pathlib import Path
from typing import Annotated, Final, Literal
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from smbot.classify.features import KINDS, Features
from smbot.classify.labels import load_labels
from smbot.core.errors import ConfigurationError
from smbot.core.labels import NONE, NOT_TO_MISS
from smbot.core.messages import msg

Array = NDArray[np.float32]

SHIPPED: Final = Path(str(resources.files("smbot.classify") / "model"))
"""The model that comes with smbot."""
WEIGHTS, VOCABULARY, CARD = "weights.npz", "vocabulary.txt", "card.json"
FILES: Final = (WEIGHTS, VOCABULARY, CARD)
LANGUAGES: Final = ("en", "fr", "mixed")
SURE: Final = 0.9
"""From this score of words and rules on. Lower ones, taken into account, flagged a quarter of ordinary tweets."""
CERTAIN: Final = 12.0
"""Bound of a score before it is squeezed: what lies beyond differs from 0 or 1 by less than a hundred-thousandth."""


class Card(BaseModel):
    """What is known of a model: how it was made, and from which score its labels are given."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, frozen=True)

    format: Literal[1] = 1
    labels: Annotated[tuple[str, ...], Field(min_length=1)]
    encoder: str
    """Version of the encoder that the full blend was fitted to."""
    rules: str
    """Digest of the rules whose scores the blends were fitted to."""
    posts: int
    corrections: int = 0
    thresholds: dict[str, float]
    plain_thresholds: dict[str, float]
    """Where there is no encoder: scores of words and rules tell less."""
    asserted: float
    """From this score on an access request is a possible request at once, without a person's look."""
    plain_asserted: float
    """The same where there is no encoder."""
    bands: dict[str, tuple[float, float]]
    """Scores of the plain blend between which the encoder is asked; outside of it, it changes nothing."""
    digest: str = ""
    """Of the other files and of the rest of this one."""

    @property
    def model_name(self) -> str:
        """What decisions name the model by."""
        return f"model-{self.digest[:8]}"


@dataclass(frozen=True, kw_only=True)
class Linear:
    """Weights of inputs by label, and a bias for each label."""

    weights: Array
    bias: Array


@dataclass(frozen=True, kw_only=True)
class Blend:
    """Puts scores together; `scale[language]` is slope and intercept by label."""

    linear: Linear
    scale: Mapping[str, Array]

    def probabilities(self, scores: Array, language: str) -> Array:
        """Return how probable each label is."""
        slope, intercept = self.scale[language if language in self.scale else "mixed"]
        return squeezed(slope * (scores @ self.linear.weights + self.linear.bias) + intercept)


@dataclass(frozen=True, kw_only=True)
class TriageModel:
    """See the module."""

    card: Card
    features: Features
    words: Linear
    plain: Blend
    full: Blend

    @property
    def version(self) -> str:
        """What decisions name it by."""
        return self.card.model_name

    def of_words(self, vector: Mapping[int, float]) -> Array:
        """Return by label what a post's features say, before squeezing."""
        if not vector:
            return self.words.bias
        values = np.fromiter(vector.values(), np.float32, len(vector))
        return np.asarray(values @ self.words.weights[list(vector)] + self.words.bias, dtype=np.float32)


def squeezed(scores: Array) -> Array:
    """Return scores as probabilities."""
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -CERTAIN, CERTAIN))), dtype=np.float32)


def heeded(plain: Array, full: Array, labels: Sequence[str]) -> Array:
    """Return scores of the full blend; where words and rules are sure of a label not to miss, it is not talked away."""
    sure = (plain >= SURE) & np.array([label in NOT_TO_MISS for label in labels])
    return np.where(sure, np.maximum(plain, full), full).astype(np.float32)


def of_rules(scores: Mapping[str, float], labels: Sequence[str]) -> Array:
    """Return the rules' scores as the blends take them."""
    return np.array([scores[label] for label in labels], dtype=np.float32)


def save(model: TriageModel, folder: Path) -> Card:
    """Write a model and return its card, with the digest."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, NDArray[np.generic]] = {
        "idf": np.asarray(model.features.idf, np.float32),
        "words": model.words.weights.astype(np.float16),
        "words_bias": model.words.bias,
    }
    for name, blend in (("plain", model.plain), ("full", model.full)):
        arrays |= {name: blend.linear.weights, f"{name}_bias": blend.linear.bias}
        arrays |= {f"{name}_{language}": scale for language, scale in blend.scale.items()}
    weights = _packed(arrays)
    names = {at: f"{kind}\t{name}" for kind, places in model.features.places.items() for name, at in places.items()}
    vocabulary = "".join(f"{names[at]}\n" for at in range(len(names))).encode()
    card = model.card.model_copy(update={"digest": _digest(weights, vocabulary, model.card)})
    (folder / WEIGHTS).write_bytes(weights)
    (folder / VOCABULARY).write_bytes(vocabulary)
    (folder / CARD).write_text(json.dumps(card.model_dump(), indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return card


def _packed(arrays: Mapping[str, NDArray[np.generic]]) -> bytes:
    """Return what `numpy.savez_compressed` would write, alike for every Python: its headers change with the version."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as file:
        for name, values in arrays.items():
            member = BytesIO()
            np.lib.format.write_array(member, values, allow_pickle=False)
            file.writestr(ZipInfo(f"{name}.npy"), member.getvalue(), ZIP_DEFLATED)
    return buffer.getvalue()


def load(folder: Path = SHIPPED) -> TriageModel:
    """Read a model.

    Raises:
        ConfigurationError: A file is missing, damaged, or not of this model, or it gives other labels than smbot has.
    """
    try:
        weights, vocabulary = (folder / WEIGHTS).read_bytes(), (folder / VOCABULARY).read_bytes()
        card = Card.model_validate_json((folder / CARD).read_text(encoding="utf-8"))
        if card.digest != _digest(weights, vocabulary, card):
            raise ValueError("digest")
        with np.load(BytesIO(weights), allow_pickle=False) as arrays:
            model = _model(card, vocabulary.decode(), arrays)
    except (OSError, ValueError, KeyError, ValidationError) as error:
        raise ConfigurationError(
            msg("The model of triage cannot be read: {reason}.", reason=type(error).__name__),
            where=folder.name,
            mend=msg("Install smbot again, or go back to another version with “smbot model use”."),
        ) from None
    if card.labels != tuple(name for name in load_labels().names if name != NONE):
        raise ConfigurationError(
            msg("The model of triage gives other labels than this version of smbot knows."),
            where=folder.name,
            mend=msg("Go back to the model that comes with smbot, with “smbot model use shipped”, then train again."),
        )
    return model


def _model(card: Card, vocabulary: str, arrays: Mapping[str, NDArray[np.float32]]) -> TriageModel:
    places: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}
    for at, line in enumerate(vocabulary.splitlines()):
        kind, name = line.split("\t")
        places[kind][name] = at

    def blend(name: str) -> Blend:
        scale = {language: arrays[f"{name}_{language}"] for language in LANGUAGES}
        return Blend(linear=Linear(weights=arrays[name], bias=arrays[f"{name}_bias"]), scale=scale)

    return TriageModel(
        card=card,
        features=Features(places=places, idf=arrays["idf"].tolist()),
        words=Linear(weights=arrays["words"].astype(np.float32), bias=arrays["words_bias"]),
        plain=blend("plain"),
        full=blend("full"),
    )


def _digest(weights: bytes, vocabulary: bytes, card: Card) -> str:
    rest = json.dumps(card.model_dump(exclude={"digest"}), sort_keys=True).encode()
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in (weights, vocabulary, rest))).hexdigest()
