"""Writes a network for onnxruntime in fewer bits, and says how far it still decides as it did."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import onnx
import torch
from onnxruntime import InferenceSession
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer
from torch import nn

BLOCK: Final = 32
"""Weights of the pieces with one scale: as E5's four-bit file has them, so that none is rounded anew."""
SCORES, TAGS = "scores", "tags"


def export(network: nn.Module, target: Path, outputs: Sequence[str] = (SCORES,)) -> None:
    """Write the network for onnxruntime: matrices in eight bits, pieces in four."""
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            network,
            (torch.tensor([[0, 5, 6, 2]]),),
            str(whole),
            input_names=["pieces"],
            output_names=list(outputs),
            dynamic_axes={"pieces": {0: "posts", 1: "length"}, SCORES: {0: "posts"}, TAGS: {0: "posts", 1: "length"}},
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


def agreement(network: nn.Module, target: Path, rows: Sequence[Sequence[int]]) -> dict[str, float]:
    """Return for what share of labels, and of pieces, the written network decides as the one in memory does."""
    session = InferenceSession(target.read_bytes(), providers=["CPUExecutionProvider"])
    same: dict[str, list[float]] = {SCORES: [], TAGS: []}
    for row in rows:
        with torch.no_grad():
            scores, tags = (each.numpy() for each in network(torch.tensor([row])))
        found_scores, found_tags = session.run([SCORES, TAGS], {"pieces": [list(row)]})
        same[SCORES].append(float(np.mean((scores > 0) == (found_scores > 0))))
        same[TAGS].append(float(np.mean(tags.argmax(-1) == found_tags.argmax(-1))))
    return {name: round(float(np.mean(values)), 4) for name, values in same.items()}
