"""Measure the topic filter: how much it keeps of what may hold an event, how much wire it sets aside, how fast.

    python -m training.topic ../shared/bench

The words and weights of `data/topic/` were written by hand for this project; nothing is learned from the sets, which
only say where the threshold must lie. Sets that are not there are left out.
"""

from __future__ import annotations

import csv
import gzip
import json
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from onrecord.read import read_text
from onrecord.read.topic import on_topic
from onrecord.records import Article

Texts = Iterator[
    tuple[str, bool]
]  # a text, and whether it is known to hold an event (or belong to the theme)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file, gzipped."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def muc4(folder: Path) -> Texts:
    """Reports; those with a template hold an event."""
    filled = {row["docid"] for row in rows(folder / "templates.jsonl.gz") if row.get("templates")}
    for row in rows(folder / "raw_docs.jsonl.gz"):
        yield row["raw"], row["docid"] in filled


def plover(folder: Path, joined: int) -> Texts:
    """Event sentences, so many joined at random to a text of an article's beginning."""
    with (folder / "PLV_train.tsv").open(encoding="utf-8") as lines:
        texts = [row["sentence"] for row in csv.DictReader(lines, delimiter="\t")]
    random.Random(5).shuffle(texts)
    for at in range(0, len(texts) - joined + 1, joined):
        yield " ".join(texts[at : at + joined]), True


def texts(path: Path) -> Texts:
    """Articles of a set that is on topic as a whole."""
    for row in rows(path):
        yield row["text"], True


def newsdiscourse(folder: Path) -> Texts:
    """Articles; those that the set's own names put under crime, disaster or politics are of the theme."""
    for row in rows(folder / "docs.jsonl.gz"):
        lines = (re.match(r"(?:H|S\d+)\s+(.*)", line) for line in row["raw"].split("\n"))
        yield "\n\n".join(line[1] for line in lines if line), row["id"][0] in "CDP"


def wire(path: Path) -> Texts:
    """1987 wire, most of it markets and companies' results."""
    for row in rows(path):
        if row["text"].strip():
            yield f"{row['title']}\n\n{row['dateline']} {row['text']}", False


def main(bench: Path) -> None:
    """Print a table: set, articles, share on topic of all and of those that hold an event, articles a second."""
    sets: dict[str, Callable[[], Texts]] = {
        "muc4 dev": lambda: muc4(bench / "muc4" / "dev"),
        "muc4 train": lambda: muc4(bench / "muc4" / "train"),
        "plover, single sentences": lambda: plover(bench / "plover", 1),
        "plover, four joined": lambda: plover(bench / "plover", 4),
        "polnear dev": lambda: texts(bench / "polnear" / "dev" / "docs.jsonl.gz"),
        "polnear train": lambda: texts(bench / "polnear" / "train" / "docs.jsonl.gz"),
        "wikievents dev": lambda: texts(bench / "wikievents" / "dev" / "dev.jsonl.gz"),
        "newsdiscourse dev": lambda: newsdiscourse(bench / "newsdiscourse" / "dev"),
        "guardian-syria": lambda: texts(bench / "throughput" / "guardian-syria.jsonl.gz"),
        "reuters21578": lambda: wire(bench / "throughput" / "reuters21578.jsonl.gz"),
    }
    print(f"{'set':26}{'n':>7}{'on topic':>10}{'with event':>12}{'of them on':>12}{'a second':>10}")
    for name, load in sets.items():
        try:
            loaded = [(read_text(text), holds) for text, holds in load()]
        except FileNotFoundError:
            continue
        began = time.process_time()
        verdicts = [on_topic(article) for article, _ in loaded]
        _show(name, loaded, verdicts, time.process_time() - began)


def _show(name: str, loaded: list[tuple[Article, bool]], verdicts: list[bool], seconds: float) -> None:
    held = [verdict for verdict, (_, holds) in zip(verdicts, loaded, strict=True) if holds]
    recall = f"{sum(held) / len(held):.4f}" if held else ""
    speed = len(loaded) / max(seconds, 1e-9)
    print(
        f"{name:26}{len(loaded):7}{sum(verdicts) / len(loaded):10.4f}{len(held):12}{recall:>12}{speed:10.0f}"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
