from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.annotated import Annotated
from onrecord.extract.numbers import read_count


@pytest.mark.parametrize(
    ("phrase", "low", "high", "atleast"),
    [
        ("12 soldiers", 12, 12, False),
        ("twelve soldiers", 12, 12, False),
        ("twenty-three soldiers", 23, 23, False),
        ("1,200 people", 1200, 1200, False),
        ("at least nine people", 9, 9, True),
        ("more than 40 people", 40, 40, True),
        ("up to 20 people", 0, 20, False),
        ("between 30 and 40 people", 30, 40, False),
        ("dozens of people", 24, 24, True),
        ("three hundred people", 300, 300, False),
        ("two dozen people", 24, 24, False),
        ("a soldier", 1, 1, False),
    ],
)
def test_counts(parsed: Callable[[str], Annotated], phrase: str, low: int, high: int, atleast: bool) -> None:
    sentence = next(parsed(phrase).sentences())
    count = read_count(sentence, 0, len(sentence.tokens) - 1)
    assert count is not None
    assert (count.low, count.high, count.atleast) == (low, high, atleast)


def test_no_number_is_no_count(parsed: Callable[[str], Annotated]) -> None:
    sentence = next(parsed("the soldiers").sentences())
    assert read_count(sentence, 0, 1) is None
