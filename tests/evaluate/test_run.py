from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from onrecord.errors import InputError, NotFoundError, OntologyError
from onrecord.evaluate import run
from onrecord.evaluate.base import Case, Engine, Pair
from onrecord.evaluate.floors import Floor, check_floors, read_floors


def counting() -> ModuleType:
    """A benchmark in which each file holds a number and the engine always answers 1."""
    module: Any = ModuleType("counting")
    module.TASK = "counting"
    module.PUBLISHED = {"accuracy": "a clock .50"}

    def cases(folder: Path) -> Iterator[Case]:
        for path in sorted(folder.glob("*.txt")):
            yield Case(path.stem, path.read_text(), int(path.read_text()))

    def predict(case: Case, engine: Engine) -> int:
        return 1

    def score(pairs: Sequence[Pair]) -> dict[str, float]:
        return {"accuracy": sum(a == b for a, b in pairs) / len(pairs), "n_right": 3}

    module.cases, module.predict, module.score = cases, predict, score
    return module  # type: ignore[no-any-return]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(run, "benchmark", lambda task: counting())
    numbers = tmp_path / "numbers"
    numbers.mkdir()
    for name, number in {"a": 1, "b": 2, "c": 1, "d": 1}.items():
        (numbers / f"{name}.txt").write_text(str(number))
    return numbers


def test_the_engine_is_run_and_scored(folder: Path) -> None:
    result = run.evaluate("counting", folder)
    assert (result.task, result.n, result.metrics["accuracy"]) == ("counting", 4, 0.75)
    assert set(result.to_json()) == {"task", "n", "seconds", "metrics"}
    assert result.seconds >= 0


def test_cases_can_be_handed_back_as_predictions(folder: Path, tmp_path: Path) -> None:
    lines = tmp_path / "cases.jsonl"
    first = run.evaluate("counting", folder, cases_file=lines)
    rows = [json.loads(line) for line in lines.read_text().splitlines()]
    assert rows[1] == {"id": "b", "expected": 2, "found": 1}
    assert run.evaluate("counting", folder, predictions=lines).metrics == first.metrics
    rows[1]["found"] = 2
    lines.write_text("\n".join(json.dumps(row) for row in rows))
    assert run.evaluate("counting", folder, predictions=lines).metrics["accuracy"] == 1


@pytest.mark.parametrize("content", ["nonsense", '{"id": "a", "found": 1}', "[1]", '{"id": "a"}'])
def test_bad_predictions_are_named(folder: Path, tmp_path: Path, content: str) -> None:
    lines = tmp_path / "cases.jsonl"
    lines.write_text(content)
    with pytest.raises(InputError, match=r"cases\.jsonl"):
        run.evaluate("counting", folder, predictions=lines)


def test_what_is_not_there_is_named(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not a folder"):
        run.evaluate("counting", tmp_path / "none")
    with pytest.raises(InputError, match="no case"):
        run.evaluate("counting", tmp_path)
    with pytest.raises(InputError, match="cannot be read"):
        run.evaluate("counting", folder, predictions=tmp_path / "none")


def test_a_task_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(NotFoundError, match="gold"):
        run.benchmark("guessing")
    with pytest.raises(NotFoundError):
        run.benchmark("run")
    with pytest.raises(NotFoundError):
        run.benchmark("gold.x")


def test_every_task_has_the_shape() -> None:
    assert "gold" in run.tasks()
    for task in run.tasks():
        module = run.benchmark(task)
        assert task == module.TASK
        assert all(callable(part) for part in (module.cases, module.predict, module.score))
        assert all(isinstance(text, str) for text in module.PUBLISHED.values())


def test_the_table_shows_others_beside_ours(folder: Path) -> None:
    rows = run.render(run.Result("counting", 4, 0.1, {"accuracy": 0.75, "n_right": 3.0}))
    assert rows == [("accuracy", "0.750", "a clock .50"), ("n_right", "3", "")]


def test_floors(tmp_path: Path) -> None:
    floors = read_floors('[gold."../seed"]\nevents_f1 = 0.8\nfurniture_records_max = 0\nlost = 0.1\n')
    assert floors[1] == Floor("gold", "../seed", "furniture_records", 0, ceiling=True)
    (tmp_path / "seed").mkdir()
    (tmp_path / "bench").mkdir()
    calls: list[str] = []

    def measured(task: str, folder: Path) -> run.Result:
        calls.append(task)
        return run.Result(task, 1, 0.0, {"events_f1": 0.79, "furniture_records": 0.0})

    checked = check_floors(tmp_path / "bench", floors=floors, run=measured)
    assert [each.holds for each in checked] == [False, True, False]
    assert checked[2].value is None
    assert calls == ["gold"]
    assert check_floors(tmp_path / "bench", floors=floors, run=measured, tasks=["polnear"]) == []
    assert check_floors(tmp_path / "elsewhere" / "bench", floors=floors, run=measured) == []


@pytest.mark.parametrize("text", ["[gold]\nseed = 1\n", '[gold.seed]\nevents_f1 = "high"\n'])
def test_floors_that_do_not_hold_together(text: str) -> None:
    with pytest.raises(OntologyError):
        read_floors(text)


def test_the_shipped_floors_can_be_read() -> None:
    assert all(floor.bound >= 0 for floor in read_floors())
