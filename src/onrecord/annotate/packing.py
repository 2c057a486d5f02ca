"""How paragraphs go through the encoder: cut into windows where they are long, packed together where they are short.

Windows of one article share a pass: each attends to itself alone and counts its own positions, so they do not meet in
the sums, and a pass of one of a few fixed sizes costs half of many passes of all sizes. Windows are packed in order of
length, first fit, so the packs of an article are a function of the article.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ids = NDArray[np.int64]

CLS, SEP = 101, 102  # of BERT's vocabulary
WINDOW = 510  # most pieces the encoder reads at once, [CLS] and [SEP] not counted
OVERLAP = 64  # pieces a window sees on either side of those it answers for
CORE = WINDOW - 2 * OVERLAP
PACK = 192  # pieces that a pass of several windows holds at most; attention over more costs more than it saves
LENGTHS = (32, 64, 128, 192, 256, 384, 512)  # of passes; each new shape costs time


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces `first` to `last` that the encoder reads at once, to answer for `core_first` to `core_last`."""

    first: int
    last: int
    core_first: int
    core_last: int


@dataclass(frozen=True, slots=True)
class Pack:
    """One pass: `ids`, `positions` and `segments`, [1, length] each, and where each job's rows begin and end.

    Segment 0 is padding; each job, [CLS] and [SEP] with it, is a segment of its own.
    """

    ids: Ids
    positions: Ids
    segments: Ids
    places: tuple[tuple[int, int, int], ...]  # job, first row, row after the last


def windows(pieces: Sequence[str]) -> Iterator[Window]:
    """One window where the pieces fit; else windows that answer for cores cut after a sentence where there is one.

    The cores follow on one another; each window sees up to `OVERLAP` pieces more on either side of its core.
    """
    total = len(pieces)
    if 0 < total <= WINDOW:
        yield Window(0, total, 0, total)
        return
    start = 0
    while start < total:
        stop = min(start + CORE, total)
        if stop < total:
            ends = (place + 1 for place in range(stop - 1, start + CORE // 2, -1) if pieces[place] in ".?!")
            stop = next(ends, stop)
        yield Window(max(start - OVERLAP, 0), min(stop + OVERLAP, total), start, stop)
        start = stop


def packs(jobs: Sequence[Sequence[int]]) -> Iterator[Pack]:
    """The passes for the piece ids of each job, shorter passes first."""
    sizes = [len(job) + 2 for job in jobs]
    bins: list[tuple[int, list[int]]] = []  # size, jobs
    for number in sorted(range(len(jobs)), key=lambda place: (-sizes[place], place)):
        for at, (size, held) in enumerate(bins):
            if size + sizes[number] <= PACK:
                bins[at] = size + sizes[number], [*held, number]
                break
        else:
            bins.append((sizes[number], [number]))
    for size, held in sorted(bins):
        yield _pack(jobs, held, next(length for length in LENGTHS if length >= size))


def _pack(jobs: Sequence[Sequence[int]], held: Sequence[int], length: int) -> Pack:
    import numpy as np

    ids, positions, segments = (np.zeros((1, length), dtype=np.int64) for _ in range(3))
    places = []
    start = 0
    for segment, number in enumerate(held, 1):
        stop = start + len(jobs[number]) + 2
        ids[0, start:stop] = [CLS, *jobs[number], SEP]
        positions[0, start:stop] = range(stop - start)
        segments[0, start:stop] = segment
        places.append((number, start, stop))
        start = stop
    return Pack(ids, positions, segments, tuple(places))
