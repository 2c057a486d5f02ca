"""The figures of a weight on PolNeAR: `python -m training.figures --weights DIR --data DIR`.

`--weights` is a folder with a models.toml, `--data` one with docs.jsonl. Spans that no cue claims still count
for the parts, as the tagger found them, but make no attribution.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from tokenizers import Tokenizer

from onrecord.annotate.encoder import Encoder, TaggedParagraph
from onrecord.evaluate import polnear as metrics
from training.sets.polnear import PARAGRAPH


def found(encoder: Encoder, text: str) -> list[dict[str, list[list[int]]]]:
    """The attributions that the encoder alone finds in an article."""
    paragraphs = list(PARAGRAPH.finditer(text))
    tagged = encoder.read_all([match.group() for match in paragraphs])
    return [row for one, match in zip(tagged, paragraphs, strict=True) for row in rows_of(one, match.start())]


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
    """The metrics of task polnear, and word pieces a second of processor time, tokenizer and decoding included."""
    cases = list(metrics.cases(folder))
    tokenizer = Tokenizer.from_file(str(encoder.weight.folder / "tokenizer.json"))
    pieces = sum(len(tokenizer.encode(case.payload["text"]).ids) for case in cases)
    began = time.process_time()
    pairs = [(case.expected, found(encoder, case.payload["text"])) for case in cases]
    seconds = time.process_time() - began
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
    print(f"{encoder.engine}, {speed:.0f} pieces a second")


if __name__ == "__main__":
    main()
