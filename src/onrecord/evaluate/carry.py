"""Carrying offsets into a cleaned text back to the text as a benchmark gives it."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher


def carried_back(cleaned: str, given: str) -> Sequence[int]:
    """For each character of ``cleaned``, and for its end, where it stands in ``given`` (code points)."""
    if cleaned == given:
        return range(len(given) + 1)
    offsets = [0] * len(cleaned)
    for _, a1, a2, b1, b2 in SequenceMatcher(None, cleaned, given, autojunk=False).get_opcodes():
        for i in range(a1, a2):
            offsets[i] = min(b1 + i - a1, max(b1, b2 - 1))
    return [*offsets, len(given)]
