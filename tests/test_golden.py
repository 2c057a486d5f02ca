"""The records of the examples are the golden ones; ``python tests/golden`` writes them again."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent / "golden"


def golden() -> ModuleType:
    spec = importlib.util.spec_from_file_location("golden", HERE / "__main__.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["golden"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return dict(golden().golden_records())


def test_each_example_has_a_golden_record(made: dict[str, str]) -> None:
    assert {path.stem for path in HERE.glob("*.json")} == set(made)


@pytest.mark.parametrize("path", sorted(HERE.glob("*.json")), ids=lambda path: path.stem)
def test_the_record_is_the_golden_one(path: Path, made: dict[str, str]) -> None:
    expected = path.read_text(encoding="utf-8")
    assert json.loads(expected).keys() == {"article", "mentions", "events", "attributions", "claims"}
    # lines, so that a failure shows the items that changed
    assert made[path.stem].splitlines() == expected.splitlines(), "if this is meant: python tests/golden"
