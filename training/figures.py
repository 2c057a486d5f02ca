"""The figures of a weight on PolNeAR: `python -m training.figures --weights DIR --data DIR`.

`--weights` is a folder with a models.toml, `--data` one with docs.jsonl. Spans that no cue claims still count
for the parts, as the tagger found them, but make no attribution.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from onrecord.annotate.encoder import Encoder, TaggedParagraph
from onrecord.evaluate import polnear as metrics
from training.sets.polnear import PARAGRAPH


def found(encoder: Encoder, text: str) -> list[dict[str, list[list[int]]]]:
    """The attributions that the encoder alone finds in an article."""
    rows: list[dict[str, list[list[int]]]] = []
    for match in PARAGRAPH.finditer(text):
        rows += rows_of(encoder.read(match.group()), match.start())
    return rows


def rows_of(paragraph: TaggedParagraph, offset: int) -> list[dict[str, list[list[int]]]]:
    """The paragraph's attributions as the metric takes them, `offset` added."""
    return [
        {
            "source": [[one.source.start + offset, one.source.end + offset]] if one.source else [],
            "cue": [[one.cue.start + offset, one.cue.end + offset]],
            "content": [[span.start + offset, span.end + offset] for span in one.content],
        }
        for one in paragraph.relations()
    ]


def measure(encoder: Encoder, folder: Path) -> tuple[dict[str, float], float]:
    """The metrics of task polnear, and word pieces a second on one thread, the tokenizer and decoding included."""
    cases = list(metrics.cases(folder))
    pieces = sum(encoder.pieces(case.payload["text"]) for case in cases)
    began = time.perf_counter()
    pairs = [(case.expected, found(encoder, case.payload["text"])) for case in cases]
    seconds = time.perf_counter() - began
    return metrics.score(pairs), pieces / seconds


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    choice = parser.parse_args()
    encoder = Encoder.load("research", choice.weights)
    if encoder is None:
        raise SystemExit(f"{choice.weights} lists no weight")
    figures, speed = measure(encoder, choice.data)
    for name, value in figures.items():
        print(f"{name:16} {value:.4f}")
    print(f"{encoder.engine}, {speed:.0f} pieces/s")


if __name__ == "__main__":
    main()
