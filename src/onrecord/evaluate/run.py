"""Run a benchmark: find the task's module, read its cases, run the engine or take predictions, score."""

from __future__ import annotations

import json
import pkgutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from onrecord.errors import InputError, NotFoundError
from onrecord.evaluate.base import Benchmark, Case, Engine, OnrecordEngine


@dataclass(frozen=True, slots=True)
class Result:
    """What one benchmark gave: ``n`` cases in ``seconds`` of wall time, and its metrics."""

    task: str
    n: int
    seconds: float
    metrics: dict[str, float]

    def to_json(self) -> dict[str, Any]:
        """``{"task", "n", "seconds", "metrics"}``."""
        return {"task": self.task, "n": self.n, "seconds": round(self.seconds, 3), "metrics": self.metrics}


def tasks() -> list[str]:
    """Names of the tasks that there are, sorted."""
    package = import_module("onrecord.evaluate")
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    return [name for name in names if _task_of(name) == name]


def benchmark(task: str) -> Benchmark:
    """The module of ``task``. Raises NotFoundError, naming those that there are."""
    if not task.isidentifier() or _task_of(task) != task:
        raise NotFoundError(f"no benchmark is called {task}", remedy=f"Choose one of: {', '.join(tasks())}.")
    return cast(Benchmark, import_module(f"onrecord.evaluate.{task}"))


def evaluate(
    task: str,
    folder: Path | str,
    *,
    cases_file: Path | str | None = None,
    predictions: Path | str | None = None,
    engine: Engine | None = None,
) -> Result:
    """Score ``task`` on ``folder``.

    ``cases_file`` is written with a line ``{"id", "expected", "found"}`` a case. ``predictions`` takes the
    ``found`` of such lines, by id, instead of running the engine; a case with no line counts as found nothing
    only where its line says so, so a missing one is an InputError. Raises NotFoundError and InputError.
    """
    module, folder = benchmark(task), Path(folder)
    if not folder.is_dir():
        raise InputError(
            "not a folder", where=str(folder), remedy="Name the folder that holds the benchmark."
        )
    started = time.perf_counter()
    cases = list(module.cases(folder))
    if not cases:
        raise InputError(f"holds no case of {task}", where=str(folder), remedy="Name another folder.")
    if predictions is not None:
        given = _read_predictions(Path(predictions))
        found = [_given(given, case, Path(predictions)) for case in cases]
    else:
        engine = engine or OnrecordEngine()
        found = [module.predict(case, engine) for case in cases]
    metrics = module.score([(case.expected, one) for case, one in zip(cases, found, strict=True)])
    seconds = time.perf_counter() - started
    if cases_file is not None:
        _write_cases(Path(cases_file), cases, found)
    return Result(task, len(cases), seconds, {name: float(value) for name, value in metrics.items()})


def render(result: Result) -> list[tuple[str, str, str]]:
    """Rows for a table: metric, our figure, what others reach ("" where nothing is published)."""
    published = benchmark(result.task).PUBLISHED
    return [(name, _figure(value), published.get(name, "")) for name, value in result.metrics.items()]


def _task_of(name: str) -> str | None:
    try:
        return getattr(import_module(f"onrecord.evaluate.{name}"), "TASK", None)
    except ModuleNotFoundError as error:
        if error.name == f"onrecord.evaluate.{name}":
            return None
        raise


def _figure(value: float) -> str:
    return f"{value:.0f}" if value == int(value) and abs(value) > 1 else f"{value:.3f}"


def _write_cases(path: Path, cases: Sequence[Case], found: Sequence[Any]) -> None:
    lines = (
        json.dumps({"id": case.id, "expected": case.expected, "found": one}, ensure_ascii=False)
        for case, one in zip(cases, found, strict=True)
    )
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def _read_predictions(path: Path) -> dict[str, Any]:
    given: dict[str, Any] = {}
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"cannot be read: {error}", where=str(path), remedy="Name a file of lines."
        ) from None
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            given[str(row["id"])] = row["found"]
        except (ValueError, KeyError, TypeError):
            raise InputError(
                "not a line of the form {'id', 'found'}", where=f"{path}:{number}", remedy="Mend the line."
            ) from None
    return given


def _given(given: dict[str, Any], case: Case, path: Path) -> Any:
    try:
        return given[case.id]
    except KeyError:
        raise InputError(
            f"has no line for case {case.id}", where=str(path), remedy="Give one line a case, with its id."
        ) from None
