"""Task polnear: who stands behind what (source, cue, content) against each annotator of an article.

Newell, Margolin and Ruths (2018), "An Attribution Relations Corpus for Political News", LREC. A folder holds
`docs.jsonl` (gzipped or not), a line an article: `id`, `text`, `date`, `publisher` and `ann`, which maps each
annotator to brat stand-off lines. A part (most often the content) may be several fragments.

Measures, all F1, counted over all articles and averaged over the annotators of each article:
- exact: a part counts when all its fragments are those of a gold part;
- overlap: a part counts when it shares a character with a gold part, one to one;
- char: characters in any source (cue, content) against those in any gold one;
- triple: an attribution counts when source, cue and content each overlap those of one gold attribution, one
  to one; where gold has no source, found must have none either.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import InputError

from .assignment import assign
from .base import Case, Engine, Pair

Fragments = tuple[tuple[int, int], ...]
Agree = Callable[[Any, Any], bool]
PARTS = ("source", "cue", "content")
WAYS = ("exact", "overlap", "char")
Count = tuple[int, int, int]  # right, wanted, given
TASK = "polnear"
PUBLISHED = {
    "source_char": "people against people .81",
    "cue_char": "people against people .69",
    "content_char": "people against people .91",
    "source_exact": "Citron, on another corpus, .82",
    "content_exact": "Citron, on another corpus, .59",
    "content_overlap": "Citron, on another corpus, .83",
}


@dataclass(frozen=True, slots=True)
class Annotation:
    """One attribution; each part is its fragments in code points of the article, () where there is none."""

    source: Fragments
    cue: Fragments
    content: Fragments


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the set with the attributions each annotator marked."""

    id: str
    text: str
    date: str
    outlet: str
    annotators: Mapping[str, tuple[Annotation, ...]]


def articles(folder: Path) -> Iterator[Article]:
    """The articles of `docs.jsonl` or `docs.jsonl.gz` in `folder`."""
    plain = folder / "docs.jsonl"
    if not any(folder.glob("docs.jsonl*")):
        raise InputError(
            "no docs.jsonl or docs.jsonl.gz", where=str(folder), remedy="Give polnear/dev or its like"
        )
    path = plain if plain.exists() else folder / "docs.jsonl.gz"
    opener: Callable[..., Any] = open if path == plain else gzip.open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                row = json.loads(line)
                annotators = {name: standoff(text) for name, text in row["ann"].items()}
                yield Article(row["id"], row["text"], row["date"], row["publisher"], annotators)


def standoff(text: str) -> tuple[Annotation, ...]:
    """The attributions of brat stand-off `text`.

    Only what an E line joins counts: `Discuss` and `Discard` marks are the annotators' notes to each other.
    Some quoted texts hold line breaks, so lines that begin with no id are skipped.
    """
    spans: dict[str, Fragments] = {}
    events: list[str] = []
    for line in text.split("\n"):
        fields = line.split("\t")
        if len(fields) > 1 and fields[0][:1] == "T" and fields[0][1:].isdigit():
            spans[fields[0]] = _fragments(fields[1].split(" ", 1)[1])
        elif len(fields) > 1 and fields[0][:1] == "E" and fields[0][1:].isdigit():
            events.append(fields[1])
    return tuple(annotation for annotation in (_event(event, spans) for event in events) if annotation.cue)


def _fragments(text: str) -> Fragments:
    pairs = (piece.split() for piece in text.split(";"))
    return tuple(sorted((int(start), int(end)) for start, end in pairs))


def _event(event: str, spans: Mapping[str, Fragments]) -> Annotation:
    parts: dict[str, set[tuple[int, int]]] = {part: set() for part in PARTS}
    for argument in event.split():
        role, _, name = argument.partition(":")
        part = role.rstrip("0123456789").lower()
        if part in parts:
            parts[part].update(spans.get(name, ()))
    return Annotation(**{part: tuple(sorted(fragments)) for part, fragments in parts.items()})


def cases(folder: Path) -> Iterator[Case]:
    """A case an article; expected is, for each annotator, the attributions as lists of [start, end]."""
    for article in articles(folder):
        expected = {name: [asdict(one) for one in marked] for name, marked in article.annotators.items()}
        payload = {"text": article.text, "published": article.date, "outlet": article.outlet}
        yield Case(article.id, payload, expected)


def predict(case: Case, engine: Engine) -> list[dict[str, list[list[int]]]]:
    """What the engine marks as attributed, as lists of [start, end] for source, cue and content.

    PolNeAR is wider than the record (it counts wants, plans, refusals, and sources that are pronouns), so this is the
    annotated article's ``marked``, not the record's attributions.
    """
    annotated = engine.annotate_text(**case.payload)
    return [
        {
            "source": [[one.source.start, one.source.end]] if one.source else [],
            "cue": [[one.cue.start, one.cue.end]],
            "content": [[span.start, span.end] for span in one.content],
        }
        for one in annotated.marked
    ]


def score(pairs: Sequence[Pair]) -> dict[str, float]:
    """The metrics of the module's head over (expected, found) pairs; a count against n annotators weighs 1/n."""
    totals: dict[str, list[float]] = {}
    for expected, found in pairs:
        ours = [_annotation(row) for row in found]
        for marked in expected.values():
            gold = [_annotation(row) for row in marked]
            for name, count in _counts(gold, ours).items():
                total = totals.setdefault(name, [0.0, 0.0, 0.0])
                for place, value in enumerate(count):
                    total[place] += value / len(expected)
    return {name: _f1(*total) for name, total in totals.items()}


def _annotation(row: Mapping[str, Any]) -> Annotation:
    return Annotation(**{part: tuple(sorted((first, last) for first, last in row[part])) for part in PARTS})


def _counts(gold: Sequence[Annotation], ours: Sequence[Annotation]) -> dict[str, Count]:
    """Right, wanted and given of each metric, for one annotator of one article."""
    counts: dict[str, Count] = {}
    for part in PARTS:
        # Several attributions may share a source: it is one part, to be found once.
        wanted = sorted({getattr(one, part) for one in gold} - {()})
        given = sorted({getattr(one, part) for one in ours} - {()})
        counts[f"{part}_exact"] = (len(set(wanted) & set(given)), len(wanted), len(given))
        counts[f"{part}_overlap"] = (_paired(wanted, given, _overlap), len(wanted), len(given))
        there, here = _characters(wanted), _characters(given)
        counts[f"{part}_char"] = (len(there & here), len(there), len(here))
    counts["triple_f1"] = (_paired(gold, ours, _same), len(gold), len(ours))
    return counts


def _paired(gold: Sequence[Any], ours: Sequence[Any], agree: Agree) -> int:
    """How many of `ours` can be given a gold one each that agrees."""
    return len(assign([[int(agree(one, other)) for other in ours] for one in gold]))


def _overlap(one: Fragments, other: Fragments) -> bool:
    return any(start < last and first < end for start, end in one for first, last in other)


def _same(gold: Annotation, ours: Annotation) -> bool:
    """Whether source, cue and content overlap; two attributions that both name no source agree on it."""
    source = _overlap(gold.source, ours.source) or not (gold.source or ours.source)
    return source and _overlap(gold.cue, ours.cue) and _overlap(gold.content, ours.content)


def _characters(parts: Sequence[Fragments]) -> set[int]:
    return {place for fragments in parts for start, end in fragments for place in range(start, end)}


def _f1(right: float, wanted: float, given: float) -> float:
    return 2 * right / (wanted + given) if wanted + given else 0.0
