"""Reads a taught encoder's first network back out of the file that it was written to, as whole numbers.

What is cut down from it begins where it ended: eight bits lose next to nothing, and no other copy need be kept.
"""

from pathlib import Path
from typing import Final

import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from smbot.network.files import NETWORK

FIRST: Final = "networks.0."
MATRICES: Final = ("asked", "told", "up", "down")
"""Of each layer, in the order in which they are used and so written."""


def weights_of(folder: Path) -> dict[str, Tensor]:
    """Return the weights of an encoder's first network by name, all but those of the pieces, which are never taught."""
    model = onnx.load(folder / NETWORK)
    tensors = {each.name: each for each in model.graph.initializer}
    found = {
        name.removeprefix(FIRST): _plain(each)
        for name, each in tensors.items()
        if name.startswith(FIRST) and name.endswith((".weight", ".bias"))
    }
    layers = len({name.split(".")[1] for name in found if name.startswith("layers.")})
    names = [f"layers.{layer}.{matrix}.weight" for layer in range(layers) for matrix in MATRICES]
    inner = [name for name in tensors if name.endswith("_quantized") and not name.startswith("networks")]
    found |= {name: _matrix(tensors, source) for name, source in zip(names, inner[: len(names)], strict=True)}
    found["head.weight"] = _matrix(tensors, f"{FIRST}head.weight_quantized")
    found["places.weight"] = _places(tensors)
    return found


def _plain(tensor: onnx.TensorProto) -> Tensor:
    return torch.from_numpy(numpy_helper.to_array(tensor).copy())


def _matrix(tensors: dict[str, onnx.TensorProto], name: str) -> Tensor:
    """Return a matrix of eight bits with a scale for each output, as rows of outputs."""
    stem = name.removesuffix("_quantized")
    scale, zero = (_plain(tensors[f"{stem}_{part}"]).float() for part in ("scale", "zero_point"))
    return ((_plain(tensors[name]).float() - zero) * scale).T.contiguous()


def _places(tensors: dict[str, onnx.TensorProto]) -> Tensor:
    """Return the vectors of places: four bits, blocks of them with one scale."""
    fours = torch.from_numpy(numpy_helper.to_array(tensors[f"{FIRST}places.weight_Q4"]).astype("float32"))
    scales = _plain(tensors[f"{FIRST}places.weight_scales"]).float()
    return fours * scales.repeat_interleave(fours.shape[1] // scales.shape[1], dim=1)
