"""A teacher's labels: what another weight gives each piece, mixed with what people marked.

Distillation as in Hinton, Vinyals and Dean (2015), at temperature 1: a paragraph that people marked is learned half
from them and half from the teacher, one that nobody marked wholly from the teacher.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch

from onrecord.annotate.encoder import Encoder
from training.examples import Example
from training.loop import Row

SHARE = 0.5  # of the teacher, where people marked the paragraph too
_PARAGRAPH = re.compile(r"[^\n]+")
LEAST = 40  # characters; shorter lines are furniture


def unlabelled(files: Sequence[Path]) -> Iterator[Example]:
    """The paragraphs of the `text` of each line of JSON Lines files, gzipped or not."""
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open() as lines:
            for number, line in enumerate(lines):
                for place, match in enumerate(_PARAGRAPH.finditer(json.loads(line)["text"])):
                    if len(match.group().strip()) >= LEAST:
                        yield Example(f"{path.stem}:{number}#{place}", match.group(), match.start(), ())


def teach(made: Sequence[Row], examples: Sequence[Example], teacher: Encoder, head: str, place: int = 0) -> list[Row]:
    """The rows with the teacher's probabilities of `head` mixed into target number `place`.

    Rows and examples correspond one to one; the teacher must cut words as the student does.
    """
    taught = []
    for row, example in zip(made, examples, strict=True):
        scores = teacher.run([example.text], {head})[0].rows(head).astype(np.float64)
        likely = np.exp(scores - scores.max(-1, keepdims=True))
        likely /= likely.sum(-1, keepdims=True)
        theirs = torch.tensor(likely[: len(row.ids) - 2], dtype=torch.float32)  # less [CLS] and [SEP]
        ours = row.targets[place]
        mixed = theirs if ours is None else SHARE * theirs + (1 - SHARE) * ours
        taught.append(Row(row.ids, (*row.targets[:place], mixed, *row.targets[place + 1 :])))
    return taught
