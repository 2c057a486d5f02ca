"""Task article_extraction: the report's text out of a web page.

Scrapinghub (2020), "Article Extraction Benchmark": `ground-truth.json` maps an id to `articleBody`, and
`html/ID.html.gz` holds the page. Measure: runs of four words, precision and recall of each page averaged
over the pages that have any, and F1 of the two averages.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from onrecord.errors import InputError
from onrecord.evaluate.base import Case, Engine, Pair

TASK = "article_extraction"
PUBLISHED = {"ngram_f1": "trafilatura .958, a paid service .951"}
REPORT = (
    "body",
    "dateline",
    "caption",
)  # the page's headline is no part of the gold text, house notices neither
_WORD = re.compile(r"\w+")


def cases(folder: Path) -> Iterator[Case]:
    """The pages of ``folder`` in order of id. Raises InputError where it does not hold the benchmark."""
    truth = folder / "ground-truth.json"
    if not truth.exists():
        raise InputError(
            "no ground-truth.json here", where=str(folder), remedy="Give the benchmark's own folder."
        )
    for name, row in sorted(json.loads(truth.read_text(encoding="utf-8")).items()):
        packed, plain = folder / "html" / f"{name}.html.gz", folder / "html" / f"{name}.html"
        page = gzip.decompress(packed.read_bytes()) if packed.exists() else plain.read_bytes()
        yield Case(name, page, row.get("articleBody", ""))


def predict(case: Case, engine: Engine) -> str:
    """The report of the page as the reader lays it out; "" where it finds none."""
    from onrecord.read import UnreadableError, read_html

    try:
        article = read_html(case.payload)
    except UnreadableError:
        return ""
    return "\n".join(article.quote(block.span) for block in article.blocks if block.kind in REPORT)


def score(pairs: Sequence[Pair]) -> dict[str, float]:
    """``ngram_precision``, ``ngram_recall`` and ``ngram_f1`` as the benchmark's own script counts them."""
    precisions: list[float] = []
    recalls: list[float] = []
    for expected, found in pairs:
        gold, ours = _runs(expected), _runs(found)
        both = (gold & ours).total()
        if ours:
            precisions.append(both / ours.total())
        if gold:
            recalls.append(both / gold.total())
    precision = sum(precisions) / len(precisions) if precisions else 0.0
    recall = sum(recalls) / len(recalls) if recalls else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"ngram_precision": precision, "ngram_recall": recall, "ngram_f1": f1}


def _runs(text: Any) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text or "")
    runs = (tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)))
    return Counter(run for run in runs if run)
