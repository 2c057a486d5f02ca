"""From a trained model to a weight: OpenVINO, int8, the tokenizer beside it, and its row in models.toml."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nncf
import openvino
import torch
from torch import Tensor, nn

from onrecord.annotate.packing import WINDOW, packs
from training import model


@dataclass(frozen=True, slots=True)
class Listing:
    """What models.toml says of a weight; `kind` is open or research."""

    name: str
    kind: str
    task: str
    base: str
    precision: str
    licence: str
    sets: Sequence[str]
    heads: Mapping[str, Sequence[str]]


class _Packed(nn.Module):
    """The model as a function of a pack (`onrecord.annotate.packing`), outputs in a fixed order."""

    def __init__(self, network: model.ManyHeads, names: Sequence[str]) -> None:
        super().__init__()
        self.network = network
        self.names = tuple(names)

    def forward(self, input_ids: Tensor, positions: Tensor, segments: Tensor) -> tuple[Tensor, ...]:
        outputs = self.network(input_ids, segments[:, :, None] == segments[:, None, :], positions)
        return tuple(outputs[name] for name in self.names)


def converted(network: model.ManyHeads) -> openvino.Model:
    """The model in OpenVINO's form: ids, positions and segments, [1, any number of pieces], in, outputs by name."""
    network.eval()
    ids = torch.tensor([[101, 2023, 102, 101, 3231, 102]])
    places = torch.tensor([[0, 1, 2, 0, 1, 2]])
    segments = torch.tensor([[1, 1, 1, 2, 2, 2]])
    with torch.inference_mode():
        names = [name for name in network(ids, torch.ones_like(ids)) if name != "hidden"]
    inputs = ("input_ids", "positions", "segments")
    made = openvino.convert_model(
        _Packed(network, names),
        example_input=(ids, places, segments),
        input=[(name, openvino.PartialShape([1, -1])) for name in inputs],
    )
    for output, name in zip(made.outputs, names, strict=True):
        output.get_tensor().set_names({name})
    return made


def quantised(plain: openvino.Model, texts: Iterable[str]) -> openvino.Model:
    """int8 weights and activations, with the ranges seen over `texts` (some 200 paragraphs are enough)."""
    tokenizer = model.base_tokenizer()
    jobs = [tokenizer.encode(text, add_special_tokens=False).ids[:WINDOW] for text in texts]
    rows = [[pack.ids, pack.positions, pack.segments] for pack in packs(jobs)]
    return nncf.quantize(
        plain,
        nncf.Dataset(rows),
        model_type=nncf.ModelType.TRANSFORMER,
        subset_size=len(rows),
    )


def save(made: openvino.Model, folder: Path) -> dict[str, str]:
    """Write model.xml, model.bin and tokenizer.json into `folder`; gives each file's SHA-256."""
    folder.mkdir(parents=True, exist_ok=True)
    openvino.save_model(made, folder / "model.xml", compress_to_fp16=False)
    model.base_tokenizer().save(str(folder / "tokenizer.json"), pretty=False)
    names = ("model.bin", "model.xml", "tokenizer.json")
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}


def list_weight(folder: Path, listing: Listing, files: Mapping[str, str]) -> None:
    """Put the weight's row into `folder`/models.toml, in place of one of the same name."""
    path = folder / "models.toml"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    head, *rows = text.split("[[weight]]\n")
    kept = [row for row in rows if f"name = {json.dumps(listing.name)}\n" not in row]
    rows = sorted([*kept, _row(listing, files)])
    path.write_text(head + "".join(f"[[weight]]\n{row.rstrip()}\n\n" for row in rows), encoding="utf-8")


def _row(listing: Listing, files: Mapping[str, str]) -> str:
    fields: dict[str, Any] = {
        "name": listing.name, "class": listing.kind, "task": listing.task, "base": listing.base,
        "precision": listing.precision, "licence": listing.licence, "sets": list(listing.sets),
    }  # fmt: skip
    lines = [f"{key} = {json.dumps(value)}" for key, value in fields.items()]
    lines += [
        "",
        "[weight.heads]",
        *(f"{key} = {json.dumps(list(value))}" for key, value in listing.heads.items()),
    ]
    lines += [
        "",
        "[weight.files]",
        *(f"{json.dumps(key)} = {json.dumps(value)}" for key, value in files.items()),
    ]
    return "\n".join(lines) + "\n"
