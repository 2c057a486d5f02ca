"""The measures of coreference on cases worked out by hand (the key and responses of Pradhan et al. 2014 among them)."""

from __future__ import annotations

import pytest

from onrecord.evaluate.chains import bcubed_f1, ceafe_f1, chains, conll_f1, muc_f1

KEY = chains(["abc", "defg"])


@pytest.mark.parametrize(
    ("found", "muc", "bcubed", "ceafe"),
    [
        (["abc", "defg"], 1, 1, 1),
        # the response of the paper: {a, b}, {c, d}, {f, g, h, i}
        (["ab", "cd", "fghi"], 0.40, 0.4615, 0.52),
        (["abcdefg"], 2 * 1 * 5 / 6 / (1 + 5 / 6), 2 * 1 * 25 / 49 / (1 + 25 / 49), 2 * 8 / 11 / 3),
        (["a", "b", "c", "d", "e", "f", "g"], 0, 2 * 2 / 7 / (1 + 2 / 7), 2 * 0.9 / 9),
        ([], 0, 0, 0),
    ],
)
def test_measures(found: list[str], muc: float, bcubed: float, ceafe: float) -> None:
    response = chains(found)
    assert muc_f1(KEY, response) == pytest.approx(muc, abs=1e-4)
    assert bcubed_f1(KEY, response) == pytest.approx(bcubed, abs=1e-2)
    assert ceafe_f1(KEY, response) == pytest.approx(ceafe, abs=1e-2)
    mean = (muc_f1(KEY, response) + bcubed_f1(KEY, response) + ceafe_f1(KEY, response)) / 3
    assert conll_f1(KEY, response) == pytest.approx(mean)


def test_empty_groups_are_no_chains() -> None:
    assert chains([[], ["a"]]) == [frozenset({"a"})]
