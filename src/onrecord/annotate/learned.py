"""What the encoder's heads say of a paragraph, asked by stretches of the article (see `annotated.Learned`)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from onrecord.annotate.packing import Window
from onrecord.annotated import Marking
from onrecord.records import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from onrecord.annotate.encoder import Pass
    from onrecord.annotated import Paragraph

    Likely = NDArray[np.float32]
    Rows = NDArray[np.float16]

ROLES = ("actor", "recipient")
OUTPUTS = ("event", "status", "stance", *(f"{role}_{side}" for role in ROLES for side in ("query", "key")))


class PieceReading:
    """The heads' outputs of one paragraph. A head that the weight lacks gives nothing."""

    def __init__(self, run: Pass, labels: Mapping[str, Sequence[str]], paragraph: Paragraph) -> None:
        """`labels` are the weight's, head by head; of `run` only what is asked for later is kept."""
        spans = [paragraph.to_article(start, end) for start, end in run.offsets]
        self._starts = [span.start for span in spans]
        self._ends = [span.end for span in spans]
        self._labels: dict[str, tuple[str, ...]] = {}
        self._likely: dict[str, Likely] = {}
        for name in ("event", "status", "stance"):
            if run.pieces and name in run.outputs[0]:
                self._labels[name], self._likely[name] = _likely(run, name, labels[name])
        self._arcs = {role: _arcs(run, role) for role in ROLES if run.pieces and f"{role}_key" in run.outputs[0]}

    def types(self, stretch: Span) -> Mapping[str, float]:
        """See `annotated.Learned`."""
        return self._asked("event", stretch)

    def status(self, stretch: Span) -> Mapping[str, float]:
        """See `annotated.Learned`."""
        return self._asked("status", stretch)

    def stance(self, stretch: Span) -> Mapping[str, float]:
        """See `annotated.Learned`."""
        return self._asked("stance", stretch)

    def triggers(self) -> Sequence[Marking]:
        """See `annotated.Learned`."""
        return self._triggers

    @cached_property
    def _triggers(self) -> tuple[Marking, ...]:
        likely = self._likely.get("event")
        if likely is None:
            return ()
        marked = (likely.sum(-1) > 0.5).nonzero()[0].tolist()
        runs: list[list[int]] = []
        for place in marked:
            if runs and runs[-1][-1] == place - 1:
                runs[-1].append(place)
            else:
                runs.append([place])
        return tuple(self._marking(likely, run) for run in runs)

    def _marking(self, likely: Likely, run: list[int]) -> Marking:
        means = likely[run].mean(0)
        best = int(means.argmax())
        span = Span(self._starts[run[0]], self._ends[run[-1]])
        return Marking(span, self._labels["event"][best], float(means[best]), float(means.sum()))

    def points(self, role: str, trigger: Span, goals: Sequence[Span]) -> list[float]:
        """See `annotated.Learned`."""
        first, last = self._places(trigger)
        arcs = next((arc for arc in self._arcs.get(role, ()) if arc.answers_for(first)), None)
        if arcs is None or first >= last:
            return []
        mass = arcs.mass(first, last)
        shift = 1 - arcs.window.first
        found = [float(mass[0])]
        for goal in goals:
            low, high = self._places(goal)
            found.append(float(mass[max(low + shift, 1) : max(high + shift, 1)].sum()))
        return found

    def _asked(self, name: str, stretch: Span) -> dict[str, float]:
        first, last = self._places(stretch)
        if name not in self._likely or first >= last:
            return {}
        means = self._likely[name][first:last].mean(0)
        return {label: float(value) for label, value in zip(self._labels[name], means, strict=True)}

    def _places(self, stretch: Span) -> tuple[int, int]:
        """The pieces that overlap the stretch, as a range."""
        return bisect_right(self._ends, stretch.start), bisect_left(self._starts, stretch.end)


@dataclass(frozen=True, slots=True)
class _Arcs:
    """The two projections of one window; row 0 is [CLS]."""

    window: Window
    query: Rows
    key: Rows

    def answers_for(self, place: int) -> bool:
        return self.window.core_first <= place < self.window.core_last

    def mass(self, first: int, last: int) -> Likely:
        """How much pieces `first` to `last` of the paragraph point at each row of the window, in the mean."""
        import numpy as np

        shift = 1 - self.window.first
        rows = self.query[first + shift : min(last, self.window.last) + shift].astype(np.float32)
        scores = rows @ self.key.astype(np.float32).T
        points = np.exp(scores - scores.max(-1, keepdims=True))
        mean: Likely = (points / points.sum(-1, keepdims=True)).mean(0)
        return mean


def _arcs(run: Pass, role: str) -> list[_Arcs]:
    import numpy as np

    return [
        _Arcs(window, output[f"{role}_query"].astype(np.float16), output[f"{role}_key"].astype(np.float16))
        for window, output in zip(run.windows, run.outputs, strict=True)
    ]


def _likely(run: Pass, name: str, labels: Sequence[str]) -> tuple[tuple[str, ...], Likely]:
    """Labels and their probabilities, a row a piece; B-x and I-x are one label x, and O is left out."""
    import numpy as np

    scores = run.rows(name)
    likely = np.exp(scores - scores.max(-1, keepdims=True))
    likely /= likely.sum(-1, keepdims=True)
    if labels[0] != "O":
        return tuple(labels), likely
    return tuple(label[2:] for label in labels[1::2]), likely[:, 1::2] + likely[:, 2::2]
