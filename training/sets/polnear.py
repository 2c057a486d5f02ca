"""PolNeAR (Newell, Margolin and Ruths 2018): news articles with source, cue and content by one or more people.

Reads `docs.jsonl` (gzipped or not): a line an article, `ann` maps each annotator to brat stand-off lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from onrecord.evaluate.polnear import Annotation, Article, articles
from training.examples import Example, Fragments, Reading, Relation

NAME = "PolNeAR"
LICENCE = "No grant was seen for the texts of PolNeAR; for research use."
PARAGRAPH = re.compile(r"[^\n]+")


def read(folder: Path) -> Iterator[Example]:
    """Each paragraph (a stretch without a line break) of each article below `folder`."""
    for article in articles(folder):
        yield from paragraphs(article)


def paragraphs(article: Article) -> Iterator[Example]:
    """The article's paragraphs, blank ones left out; annotations are clipped to the paragraph they lie in."""
    for number, match in enumerate(PARAGRAPH.finditer(article.text)):
        if not match.group().strip():
            continue
        start, end = match.span()
        readings = tuple(
            _reading(annotations, start, end) for _, annotations in sorted(article.annotators.items())
        )
        yield Example(f"{article.id}#{number}", match.group(), start, readings)


def _reading(annotations: tuple[Annotation, ...], start: int, end: int) -> Reading:
    spans: set[tuple[int, int, str]] = set()
    relations = []
    for annotation in annotations:
        parts: dict[str, Fragments] = {}
        for label in ("source", "cue", "content"):
            parts[label] = _clip(getattr(annotation, label), start, end)
            spans |= {(first, last, label) for first, last in parts[label]}
        if parts["cue"]:
            relations.append(Relation(**parts))
    return Reading(tuple(sorted(spans)), tuple(relations))


def _clip(fragments: Fragments, start: int, end: int) -> Fragments:
    """Fragments as offsets into the paragraph, those outside left out."""
    clipped = ((max(first, start) - start, min(last, end) - start) for first, last in fragments)
    return tuple((first, last) for first, last in clipped if first < last)
