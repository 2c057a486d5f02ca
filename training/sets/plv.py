"""PLV (Hu et al. 2024): sentences with a marked source and target, and the PLOVER type of what the one does."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

NAME = "PLV"
LICENCE = "No grant was seen for the texts of PLV; for research use."
YIELD = ("CONCEDE", "RETREAT")  # which the set does not tell apart


def read(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each marked sentence with the types that are right."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            root = row["gold_root"]
            yield row["marked_sentence"], YIELD if root == "YIELD" else (root,)
