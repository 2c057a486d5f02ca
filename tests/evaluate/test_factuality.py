"""The factuality task: the files, the three measures by hand, and what the engine's status becomes."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

from onrecord.annotated import Annotated
from onrecord.api import annotate_text
from onrecord.errors import InputError
from onrecord.evaluate import factuality
from onrecord.records import Record


def _conll(*words: str) -> str:
    rows = (word.partition("=") for word in words)
    return "\n".join(f"{n}\t{word}\t{score or '_'}\tX\t0\tdep\tx" for n, (word, _, score) in enumerate(rows))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    plain = _conll("Rebels", "did", "not", "attack=-3.0", "Kabul", ".")
    unscored = _conll("No", "score", ".")
    (tmp_path / "my-set.conll.gz").write_bytes(gzip.compress(f"{plain}\n\n{unscored}\n".encode()))
    (tmp_path / "other.conll").write_text(_conll("They", "said=3", "so=1.5", ".") + "\n")
    return tmp_path


def test_sentences_without_scores_are_no_case(folder: Path) -> None:
    first, second = factuality.cases(folder)
    assert (first.id, second.id) == ("my_set/1", "other/1")
    assert first.expected["scores"] == {"3": -3.0}
    assert second.expected["scores"] == {"1": 3.0, "2": 1.5}


def test_a_line_that_is_no_token_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.conll").write_text("0\tword\n")
    with pytest.raises(InputError, match=r"sentence 1"):
        list(factuality.cases(tmp_path))


def test_the_measures() -> None:
    gold = {"file": "x", "scores": {"0": 3.0, "1": -3.0, "2": 0.0}}
    assert factuality.score([(gold, gold["scores"])]) == {
        "x_mae": 0.0,
        "x_pearson_r": pytest.approx(1.0),
        "x_three_way_f1": 1.0,
    }
    # what nothing is found for counts as 3
    metrics = factuality.score([(gold, {})])
    assert (metrics["x_mae"], metrics["x_pearson_r"]) == (3.0, 0.0)
    assert metrics["x_three_way_f1"] == pytest.approx(0.5 / 3)
    assert factuality.pearson([(1, 2), (2, 4), (3, 6)]) == pytest.approx(1.0)
    assert factuality.pearson([(1, 2), (2, 1), (3, 3)]) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("value", "way"), [(2, "happened"), (-2, "did not"), (1.9, "between"), (-1.9, "between")]
)
def test_ways(value: float, way: str) -> None:
    assert factuality.way(value) == way


class _Real:
    def read_text(self, text: str, **_: Any) -> Record:
        raise NotImplementedError

    def annotate_text(self, text: str, **given: Any) -> Annotated:
        return annotate_text(text, **given)


def test_a_denied_attack_did_not_happen(folder: Path) -> None:
    case = next(iter(factuality.cases(folder)))
    found = factuality.predict(case, _Real())
    assert found["3"] < 0
    assert set(found) == set("012345")  # every word has a score, also those that tell of no event
    assert found["4"] > found["3"]
