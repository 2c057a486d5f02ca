from __future__ import annotations

import pytest

from onrecord.errors import OntologyError
from onrecord.ontology import time


def test_the_tables_hold_together() -> None:
    words = time.load_time_words()
    assert words.words["april"] == ("M", 4)
    assert words.words["second"] == ("O", 2)  # an ordinal far more often than a unit
    assert words.words["new year 's day"][0] == "H"
    assert words.bounds["since"] == "since"
    assert words.longest["new"] == 4
    months = {value for letter, value in words.words.values() if letter == "M"}
    assert months == set(range(1, 13))


@pytest.mark.parametrize(
    "rule", [{}, {"easter": 0, "date": "01-01"}, {"date": "01"}, {"easter": 0, "colour": "red"}]
)
def test_a_named_day_has_one_rule(rule: dict[str, object]) -> None:
    with pytest.raises(OntologyError, match="made day"):
        time._named_day("made day", rule)


def test_a_class_that_the_grammar_does_not_know_is_named() -> None:
    with pytest.raises(OntologyError, match="sometime"):
        time._relations({}, {"sometime": ["once"]})


def test_a_word_that_yaml_takes_for_true_is_named() -> None:
    with pytest.raises(OntologyError, match="preposition"):
        time._relations({}, {"preposition": ["in", True]})  # type: ignore[list-item]
