"""What every benchmark module offers, and the engine that it may use.

A task is a module of this package whose ``TASK`` is its own name:

- ``TASK``: the name on the command line;
- ``PUBLISHED``: for a metric's name, what others reach, in words;
- ``cases(folder)``: the cases of a folder, always in the same order;
- ``predict(case, engine)``: what the engine finds, as plain JSON;
- ``score(pairs)``: the metrics, from ``(expected, found)`` of each case, both plain JSON.

Since ``found`` is plain JSON, another system's output can be scored by the same code.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from onrecord.annotated import Annotated
from onrecord.records import Record

Pair = tuple[Any, Any]  # (expected, found)


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to read: ``payload`` is what the engine gets, ``expected`` (plain JSON) what to find."""

    id: str
    payload: Any
    expected: Any


class Engine(Protocol):
    """The public calls that a benchmark may use."""

    def read_text(
        self,
        text: str,
        *,
        published: str | None = None,
        outlet: str | None = None,
        title: str | None = None,
    ) -> Record:
        """The record of one article; ``published`` as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""

    def annotate_text(
        self,
        text: str,
        *,
        published: str | None = None,
        outlet: str | None = None,
        title: str | None = None,
    ) -> Annotated:
        """The same article as all stages have filled it: sentences, time expressions, places, phrases."""


class Benchmark(Protocol):
    """The shape of a task's module."""

    TASK: str
    PUBLISHED: dict[str, str]

    def cases(self, folder: Path) -> Iterator[Case]:
        """The cases of ``folder``; raises InputError where the folder does not hold the benchmark."""

    def predict(self, case: Case, engine: Engine) -> Any:
        """What the engine finds in ``case``, as plain JSON."""

    def score(self, pairs: Sequence[Pair]) -> dict[str, float]:
        """The metrics by name; one that nothing in the folder bears on is left out."""


class OnrecordEngine:
    """The engine of this project, loaded when first asked."""

    def read_text(
        self,
        text: str,
        *,
        published: str | None = None,
        outlet: str | None = None,
        title: str | None = None,
    ) -> Record:
        """See :class:`Engine`."""
        import onrecord

        return onrecord.read_text(text, published=published, outlet=outlet, title=title)

    def annotate_text(
        self,
        text: str,
        *,
        published: str | None = None,
        outlet: str | None = None,
        title: str | None = None,
    ) -> Annotated:
        """See :class:`Engine`."""
        from onrecord.api import annotate_text

        return annotate_text(text, published=published, outlet=outlet, title=title)
