from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.evaluate.assignment import assign


@st.composite
def tables(draw: st.DrawFn) -> list[list[int]]:
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    return [[draw(st.integers(0, 9)) for _ in range(columns)] for _ in range(rows)]


def brute(weights: list[list[int]]) -> int:
    rows, columns = len(weights), len(weights[0])
    if rows > columns:
        weights = [list(column) for column in zip(*weights, strict=True)]
        rows, columns = columns, rows
    return max(
        sum(weights[i][p] for i, p in enumerate(chosen)) for chosen in permutations(range(columns), rows)
    )


@given(tables())
def test_is_one_to_one_and_the_heaviest(weights: list[list[int]]) -> None:
    pairs = assign(weights)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert all(weights[row][column] for row, column in pairs)
    assert sum(weights[row][column] for row, column in pairs) == brute(weights)


def test_nothing_to_align() -> None:
    assert assign([]) == []
    assert assign([[], []]) == []
    assert assign([[0, 0]]) == []
