"""Task factuality: whether what a word tells happened, did not, or is uncertain, as the author presents it.

Stanovsky et al. (2017), "Integrating Deep Linguistic Features in Factuality Prediction over Unified Datasets", ACL. A
folder holds files ``NAME.conll`` (gzipped or not): a line a token (number, word, score or ``_``, and a parse that is
not used), an empty line between sentences. Scores run from -3 (did not happen) to 3 (did). A case is a sentence.

Measures, one set for each file NAME, over all scored tokens: mean absolute error; Pearson's r (0 where all that was
found is one value); macro-F1 of three classes: happened (>= 2), did not (<= -2), between.

Every word has a status by what stands around it, also where it tells of no event of the engine's types; in a sentence
that the engine does not read, since it can hold no event, words count as told to have happened, as most of news are.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Sequence
from math import sqrt
from pathlib import Path
from typing import Any

from onrecord.errors import InputError
from onrecord.evaluate.base import Case, Engine, Pair
from onrecord.evaluate.carry import carried_back
from onrecord.extract.status import how_likely
from onrecord.records import Status

TASK = "factuality"
PUBLISHED = {
    "uw_pearson_r": "large models about .87; small encoder, plain head .798",
    "meantime_pearson_r": "large models about .70; small encoder, plain head .506",
}
# On FactBank's scale (Sauri and Pustejovsky 2009; certain is 3), what words of each status score in MEANTIME's training
# part in the mean, rounded; where it has a handful of them, half way to their place on the scale.
SCORES: dict[Status, float] = {
    "actual": 3.0, "planned": 2.3, "possible": 1.8, "called-for": 2.0, "attempted": 1.5, "denied": -2.5, "refused": 0.0,
}  # fmt: skip
UNSAID = 3.0
_NAME = re.compile(r"[^a-z0-9]")


def cases(folder: Path) -> Iterator[Case]:
    """The sentences of all files that have a scored token."""
    for path in sorted([*folder.glob("*.conll"), *folder.glob("*.conll.gz")]):
        raw = path.read_bytes()
        try:
            text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
        except (OSError, EOFError, UnicodeDecodeError) as error:
            raise InputError(
                f"not readable: {error}", where=str(path), remedy="Fetch the file again."
            ) from None
        name = _NAME.sub("_", path.name.split(".")[0].lower())
        for number, block in enumerate(re.split(r"\n\s*\n", text), 1):
            rows = [line.split("\t") for line in block.split("\n") if line.strip()]
            try:
                scored = {str(n): float(row[2]) for n, row in enumerate(rows) if row[2] != "_"}
            except (IndexError, ValueError):
                raise InputError(
                    f"sentence {number} has a line that is no token",
                    where=str(path),
                    remedy="Mend the line.",
                ) from None
            if scored:
                words = [row[1] for row in rows]
                yield Case(f"{name}/{number}", words, {"file": name, "scores": scored, "words": words})


def predict(case: Case, engine: Engine) -> dict[str, float]:
    """A score for each word of a sentence that was read, by its number: the mean of `SCORES` under `how_likely`."""
    words: list[str] = case.payload
    text = " ".join(words)
    article = engine.annotate_text(text)
    numbers = [number for number, word in enumerate(words) for _ in range(len(word) + 1)]  # of each character
    back = carried_back(article.article.text, text)
    found: dict[str, float] = {}
    for sentence in article.sentences():
        for token in sentence.tokens:
            likely = how_likely(article, sentence, token.i)
            found.setdefault(
                str(numbers[back[token.start]]), sum(SCORES[status] * share for status, share in likely.items())
            )
    return found


def score(pairs: Sequence[Pair]) -> dict[str, float]:
    """The three measures of each file; a token that nothing was found for counts as 3."""
    files: dict[str, list[tuple[float, float]]] = {}
    for expected, found in pairs:
        rows = files.setdefault(expected["file"], [])
        rows += [(gold, float(found.get(n, UNSAID))) for n, gold in expected["scores"].items()]
    metrics: dict[str, float] = {}
    for name, rows in sorted(files.items()):
        metrics[f"{name}_mae"] = sum(abs(gold - ours) for gold, ours in rows) / len(rows)
        metrics[f"{name}_pearson_r"] = pearson(rows)
        metrics[f"{name}_three_way_f1"] = macro_f1([(way(gold), way(ours)) for gold, ours in rows])
    return metrics


def pearson(rows: Sequence[tuple[float, float]]) -> float:
    """Pearson's r of pairs; 0 where either side does not vary."""
    n = len(rows)
    means = [sum(row[side] for row in rows) / n for side in (0, 1)]
    both = sum((x - means[0]) * (y - means[1]) for x, y in rows)
    spread = [sum((row[side] - means[side]) ** 2 for row in rows) for side in (0, 1)]
    return both / sqrt(spread[0] * spread[1]) if all(spread) else 0.0


def way(value: float) -> str:
    """Happened, did not, or between."""
    return "happened" if value >= 2 else "did not" if value <= -2 else "between"


def macro_f1(rows: Sequence[tuple[Any, Any]]) -> float:
    """Mean F1 over the classes that gold has."""
    labels = sorted({gold for gold, _ in rows})
    total = 0.0
    for label in labels:
        right = sum(gold == label == ours for gold, ours in rows)
        total += 2 * right / sum((gold == label) + (ours == label) for gold, ours in rows)
    return total / len(labels) if labels else 0.0
