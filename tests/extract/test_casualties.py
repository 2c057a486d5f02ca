from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.annotated import Annotated
from onrecord.extract.casualties import find_tolls
from onrecord.extract.events import find_events


@pytest.mark.parametrize(
    ("text", "tolls"),
    [
        ("A bomb killed at least nine people in the market.", {("killed", 9, 9, True)}),
        ("Twelve soldiers were killed in the ambush.", {("killed", 12, 12, False)}),
        ("The blast left 12 people dead.", {("killed", 12, 12, False)}),
        (
            "Gunmen killed 3 guards and wounded 20 others.",
            {("killed", 3, 3, False), ("injured", 20, 20, False)},
        ),
        ("Four workers were among those killed when a mine exploded.", {("killed", 4, 4, True)}),
        ("Between 30 and 40 villagers were abducted by rebels.", {("abducted", 30, 40, False)}),
        ("The number of people killed in the bombing has risen to 200.", {("killed", 200, 200, False)}),
        ("The death toll from the attack rose to 12.", {("killed", 12, 12, False)}),
        ("A bomb destroyed 12 houses.", set()),
    ],
)
def test_tolls(parsed: Callable[[str], Annotated], text: str, tolls: set[tuple[str, int, int, bool]]) -> None:
    article = parsed(text)
    find_events(article)
    find_tolls(article)
    found = {(t.effect, t.low, t.high, t.atleast) for m in article.mentions for t in m.tolls}
    assert found == tolls


def test_a_toll_points_to_its_words(parsed: Callable[[str], Annotated]) -> None:
    text = "The raid on the village killed more than 40 civilians."
    article = parsed(text)
    find_events(article)
    find_tolls(article)
    (toll,) = [t for m in article.mentions for t in m.tolls]
    assert text[toll.span.start : toll.span.end] == "more than 40 civilians"
