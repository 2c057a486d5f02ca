"""Task tempeval3: time expressions and their TIMEX3 values in TimeML files.

UzZaman et al. (2013), "SemEval-2013 Task 1: TempEval-3", section 4.1. Over all files:
- strict: an expression counts when its characters are those of a gold one;
- relaxed: when it shares a character with one, one to one;
- type, value: when, so matched, its type (its value) is the gold one's; F1 over all expressions.

Only the text proper counts; the creation time is given, not found.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path
from typing import Any

from onrecord.errors import InputError
from onrecord.evaluate.assignment import assign
from onrecord.evaluate.base import Case, Engine, Pair

TASK = "tempeval3"
PUBLISHED = {
    "relaxed_f1": "HeidelTime .918 on AQUAINT, .903 on the test part",
    "strict_f1": "HeidelTime .810 on AQUAINT, .813 on the test part",
    "value_f1": "HeidelTime .730 on AQUAINT, .776 on the test part",
}
_TEXT = re.compile(r"<TEXT>(.*)</TEXT>", re.DOTALL)
_CREATED = re.compile(r"<DCT>.*?<TIMEX3[^>]*\bvalue=\"(\d{4}-\d{2}-\d{2})[^\"]*\"", re.DOTALL)
_TAG = re.compile(r"<(/?)(\w+)([^>]*)>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


def cases(folder: Path) -> Iterator[Case]:
    """One case a TimeML file (``.tml``, gzipped or not), by name."""
    for path in sorted([*folder.glob("*.tml"), *folder.glob("*.tml.gz")]):
        raw = path.read_bytes()
        source = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
        found = _TEXT.search(source)
        if found is None:
            raise InputError("holds no <TEXT>", where=str(path), remedy="Name a folder of TimeML files.")
        text, expected = read_timeml(found.group(1))
        created = _CREATED.search(source)
        yield Case(
            path.name.split(".tml")[0],
            {"text": text, "published": created.group(1) if created else None},
            expected,
        )


def read_timeml(marked: str) -> tuple[str, list[dict[str, Any]]]:
    """Text without its marks, and the TIMEX3 of it: ``{"start", "end", "type", "value"}``."""
    pieces: list[str] = []
    expressions: list[dict[str, Any]] = []
    open_marks: list[tuple[int, dict[str, str]]] = []
    length, at = 0, 0
    for tag in _TAG.finditer(marked):
        piece = unescape(marked[at : tag.start()])
        pieces.append(piece)
        length += len(piece)
        at = tag.end()
        if tag.group(2) != "TIMEX3":
            continue
        if not tag.group(1):
            open_marks.append((length, dict(_ATTRIBUTE.findall(tag.group(3)))))
        elif open_marks:
            start, marks = open_marks.pop()
            kind, value = marks.get("type", ""), marks.get("value", "")
            expressions.append({"start": start, "end": length, "type": kind, "value": value})
    pieces.append(unescape(marked[at:]))
    return "".join(pieces), sorted(expressions, key=lambda each: (each["start"], each["end"]))


def predict(case: Case, engine: Engine) -> Any:
    """The engine's time expressions, in the same form."""
    article = engine.annotate_text(case.payload["text"], published=case.payload["published"])
    return found_in(article.expressions)


def found_in(expressions: Sequence[Any]) -> list[dict[str, Any]]:
    """Expressions of an annotated article as plain JSON."""
    return [
        {"start": each.span.start, "end": each.span.end, "type": each.kind, "value": each.value}
        for each in expressions
    ]


def score(pairs: Sequence[Pair]) -> dict[str, float]:
    """F1 of extents, types and values."""
    total = strict = relaxed = types = values = 0
    for expected, found in pairs:
        total += len(expected) + len(found)
        for g, f in assign([[_weight(gold, one) for one in found] for gold in expected]):
            gold, one = expected[g], found[f]
            relaxed += 1
            strict += (gold["start"], gold["end"]) == (one["start"], one["end"])
            types += gold["type"] == one["type"]
            values += gold["value"] == one["value"]
    counts = {"strict_f1": strict, "relaxed_f1": relaxed, "type_f1": types, "value_f1": values}
    return {name: 2 * count / total if total else 0.0 for name, count in counts.items()}


def _weight(gold: dict[str, Any], found: dict[str, Any]) -> int:
    """0 for none; most for the same characters, then for most shared."""
    shared: int = min(gold["end"], found["end"]) - max(gold["start"], found["start"])
    if shared <= 0:
        return 0
    same = (gold["start"], gold["end"]) == (found["start"], found["end"])
    return 10_000 + 2_000 * same + min(shared, 1_000)
