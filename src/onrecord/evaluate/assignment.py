"""Aligning two lists one to one so that the sum of weights is the greatest.

Hungarian algorithm with potentials (Kuhn 1955, Munkres 1957), exact, O(n^2 m).
Weights are integers, so nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Sequence


def assign(weights: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Pairs ``(row, column)``, in order of rows, of the heaviest one-to-one alignment.

    ``weights[row][column]`` is at least 0; pairs of weight 0 are no pairs and are left out.
    """
    rows, columns = len(weights), max((len(row) for row in weights), default=0)
    if not rows or not columns:
        return []
    if rows > columns:
        turned = [[weights[row][column] for row in range(rows)] for column in range(columns)]
        return sorted((row, column) for column, row in assign(turned))
    match = _match(weights, rows, columns)
    pairs = sorted((match[column] - 1, column - 1) for column in range(1, columns + 1) if match[column])
    return [(row, column) for row, column in pairs if weights[row][column] > 0]


def _match(weights: Sequence[Sequence[int]], rows: int, columns: int) -> list[int]:
    """For each column (from 1) the row (from 1) that it is given to, or 0; needs ``rows <= columns``."""
    row_price, column_price = [0] * (rows + 1), [0] * (columns + 1)
    match = [0] * (columns + 1)
    for row in range(1, rows + 1):
        match[0], here = row, 0
        slack: list[float] = [float("inf")] * (columns + 1)
        used, back = [False] * (columns + 1), [0] * (columns + 1)
        while match[here]:
            used[here], owner = True, match[here]
            delta, following = float("inf"), 0
            for column in range(1, columns + 1):
                if used[column]:
                    continue
                cost = -weights[owner - 1][column - 1] - row_price[owner] - column_price[column]
                if cost < slack[column]:
                    slack[column], back[column] = cost, here
                if slack[column] < delta:
                    delta, following = slack[column], column
            step = int(delta)
            for column in range(columns + 1):
                if used[column]:
                    row_price[match[column]] += step
                    column_price[column] -= step
                else:
                    slack[column] -= step
            here = following
        while here:  # turn round the pairs along the path that was found
            match[here] = match[back[here]]
            here = back[here]
    return match
