"""What every reader gives and every head takes."""

from __future__ import annotations

from dataclasses import dataclass

Fragments = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """One attribution in one annotator's eyes; each part is fragments in code points of the paragraph."""

    source: Fragments
    cue: Fragments
    content: Fragments


@dataclass(frozen=True, slots=True)
class Reading:
    """What one annotator marked in a paragraph: labelled spans, and which of them belong together."""

    spans: tuple[tuple[int, int, str], ...]
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """An event in a paragraph: its trigger, PLOVER type, status, and who does it to whom (empty where not told)."""

    trigger: Fragments
    type: str
    status: str
    actor: Fragments = ()
    recipient: Fragments = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A paragraph with what each of its annotators marked.

    `id` is ARTICLE#PARAGRAPH and `offset` the paragraph's first code point in the article. No `readings` means that
    nobody marked attributions; `events` and `stances` (a cue and what its source does) are None where nobody marked
    them.
    """

    id: str
    text: str
    offset: int
    readings: tuple[Reading, ...]
    events: tuple[Happening, ...] | None = None
    stances: tuple[tuple[Fragments, str], ...] | None = None
