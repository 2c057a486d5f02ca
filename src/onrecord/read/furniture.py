"""Finds the cue phrases of page furniture in a text: one pass over all of them, whatever their number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.ontology import read as tables
from onrecord.ontology.read import Cue
from onrecord.records import Span

_MARKS = " \t\n*_-–—|:•·>»<«[](){}#=~.…!0123456789"
MOST_MARKS = 40  # characters around a phrase that is alone
LONGEST_QUOTATION = 2000  # characters


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue phrase at ``start`` to ``end`` (code points of the text)."""

    cue: Cue
    start: int
    end: int

    def fills(self, text: str, paragraph: Span) -> bool:
        """Whether the paragraph holds nothing but the phrase and marks."""
        if paragraph.end - paragraph.start > self.end - self.start + MOST_MARKS:
            return False
        around = text[paragraph.start : self.start] + text[self.end : paragraph.end]
        return text[self.start].isupper() and not around.strip(_MARKS)

    def quoted(self, text: str, paragraph: Span) -> bool:
        """Whether a quotation is open where the phrase stands."""
        before = text[max(paragraph.start, self.start - LONGEST_QUOTATION) : self.start]
        return before.count("“") > before.count("”") or before.count('"') % 2 == 1

    def stands_out(self, text: str) -> bool:
        """Whether the phrase is written as a label: with a capital first, or first in brackets."""
        before = text[self.start - 1 : self.start]
        if self.cue.at == "glued":
            after = text[self.end : self.end + 1]
            return text[self.start].isupper() and (
                (before in '.!?"”’)' and before != "") or (after.isupper() and not before.isalpha())
            )
        return text[self.start].isupper() or before in ("(", "[")

    def opening(self, text: str) -> int:
        """Where the label begins, its opening bracket included."""
        return self.start - 1 if self.start and text[self.start - 1] in "([" else self.start


@cache
def _automaton() -> tuple[Any, tuple[tuple[Cue, ...], ...]]:
    from ahocorasick_rs import AhoCorasick

    by_phrase: dict[str, list[Cue]] = {}
    for cue in tables.furniture().cues:
        by_phrase.setdefault(cue.phrase, []).append(cue)
    return AhoCorasick(list(by_phrase)), tuple(tuple(cues) for cues in by_phrase.values())


def lowered(text: str) -> str:
    """``text`` in lower case with every character in its place (a few have two in lower case)."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.replace("’", "'")


def hits(text: str) -> list[Hit]:
    """All cue phrases of ``text`` at word boundaries, in order; they may overlap."""
    automaton, cues = _automaton()
    low = lowered(text)
    found: list[Hit] = []
    for number, start, end in automaton.find_matches_as_indexes(low, overlapping=True):
        glued = [cue for cue in cues[number] if cue.at == "glued"]
        found += [Hit(cue, start, end) for cue in glued]
        if start and low[start].isalnum() and low[start - 1].isalnum():
            continue
        if end < len(low) and low[end - 1].isalnum() and low[end].isalnum():
            continue
        found += [Hit(cue, start, end) for cue in cues[number] if cue.at != "glued"]
    found.sort(key=lambda hit: (hit.start, -hit.end))
    return found
