"""Words of the data files that YAML takes for something else: "no", "off" and "ON" must be quoted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import onrecord

DATA = Path(onrecord.__file__).parent / "data"


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.yaml")), ids=lambda path: path.stem)
def test_no_word_became_a_truth_value(path: Path) -> None:
    assert list(_lost(yaml.safe_load(path.read_text(encoding="utf-8")), path.stem)) == []


def _lost(value: Any, where: str) -> Iterator[str]:
    """Keys and members of lists that are truth values."""
    if isinstance(value, dict):
        for key, item in value.items():
            if isinstance(key, bool):
                yield f"{where}: key {key}"
            yield from _lost(item, f"{where}/{key}")
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, bool):
                yield f"{where}: {item}"
            yield from _lost(item, where)
