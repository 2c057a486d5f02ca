"""Floors under the figures of the benchmarks: ``floors.toml``, checked in CI."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from onrecord.errors import OntologyError
from onrecord.evaluate.run import Result, evaluate

CEILING = "_max"


@dataclass(frozen=True, slots=True)
class Floor:
    """``metric`` of ``task`` on ``folder`` must be at least ``bound`` (at most, for a ceiling)."""

    task: str
    folder: str
    metric: str
    bound: float
    ceiling: bool = False

    def holds(self, value: float | None) -> bool:
        """Whether ``value`` keeps it; a metric that was not measured does not."""
        if value is None:
            return False
        return value <= self.bound if self.ceiling else value >= self.bound


@dataclass(frozen=True, slots=True)
class Checked:
    """A floor with what was measured; ``value`` is ``None`` where the run gave no such metric."""

    floor: Floor
    value: float | None

    @property
    def holds(self) -> bool:
        """Whether the floor is kept."""
        return self.floor.holds(self.value)


def read_floors(text: str | None = None) -> list[Floor]:
    """The floors of ``floors.toml``, or of ``text``. Raises OntologyError where a bound is no number."""
    if text is None:
        text = (files("onrecord.evaluate") / "floors.toml").read_text(encoding="utf-8")
    floors: list[Floor] = []
    for task, folders in tomllib.loads(text).items():
        for folder, metrics in folders.items():
            if not isinstance(metrics, dict):
                raise OntologyError(f"[{task}] {folder} is not a table", where="evaluate/floors.toml")
            floors += [_floor(task, folder, name, bound) for name, bound in metrics.items()]
    return floors


def check_floors(
    bench: Path | str,
    *,
    tasks: Collection[str] | None = None,
    floors: list[Floor] | None = None,
    run: Callable[[str, Path], Result] = evaluate,
) -> list[Checked]:
    """Measure every floor on the folders under ``bench`` (only those of ``tasks``, if given).

    Each task and folder runs once. A floor whose folder is not there is left out of the answer, since the
    benchmarks' texts are not shipped; a caller that must have them compares the lengths.
    """
    floors = read_floors() if floors is None else floors
    chosen = [floor for floor in floors if tasks is None or floor.task in tasks]
    results: dict[tuple[str, str], Result] = {}
    checked: list[Checked] = []
    for floor in chosen:
        folder, key = Path(bench) / floor.folder, (floor.task, floor.folder)
        if not folder.is_dir():
            continue
        if key not in results:
            results[key] = run(floor.task, folder)
        checked.append(Checked(floor, results[key].metrics.get(floor.metric)))
    return checked


def _floor(task: str, folder: str, name: str, bound: Any) -> Floor:
    if isinstance(bound, bool) or not isinstance(bound, int | float):
        raise OntologyError(f"[{task}.{folder}] {name} is no number", where="evaluate/floors.toml")
    ceiling = name.endswith(CEILING)
    return Floor(task, folder, name.removesuffix(CEILING), float(bound), ceiling)
