"""The table of words that point back: what it holds and how it is checked."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from onrecord.errors import OntologyError
from onrecord.ontology.load import read_yaml
from onrecord.ontology.reference import load_reference_words, read_reference_words


def table() -> dict[str, Any]:
    return deepcopy(read_yaml("reference.yaml"))


def test_words_have_their_kinds() -> None:
    words = load_reference_words()
    assert words.pronouns["she"] == "person"
    assert words.pronouns["its"] == "things"
    assert words.nouns["militia"] == "group"
    assert words.pairs["side"] == "country"
    assert words.counts["both"] == 2
    assert "president" in words.wider["leader"]


def test_sets_that_must_not_meet_do_not() -> None:
    words = load_reference_words()
    assert not words.men & words.women
    assert not words.acts_for & words.related
    assert not words.state_sectors & words.armed_sectors
    assert words.any_pair <= set(words.pairs)
    assert words.bodies_of <= set(words.pairs)
    assert words.any_group <= set(words.nouns)


def test_every_word_is_lower_case() -> None:
    words = load_reference_words()
    for name in (
        "pronouns",
        "nouns",
        "pairs",
        "wider",
        "unowned",
        "acts_for",
        "related",
        "men",
        "women",
        "locative",
    ):
        assert all(word == word.lower() for word in getattr(words, name)), name


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda t: t.pop("nouns"), "nouns"),
        (lambda t: t.update(novel=["x"]), "novel"),
        (lambda t: t.update(articles="the"), "articles"),
        (lambda t: t["locative"].append(False), "locative"),  # YAML reads "off" as false
        (lambda t: t["nouns"].update(planet=["moon"]), "nouns"),
        (lambda t: t["nouns"]["person"].append("militia"), "nouns"),
        (lambda t: t["counts"].update(one=1), "counts"),
        (lambda t: t.update(wider=[]), "wider"),
    ],
)
def test_a_wrong_entry_is_named(change: Any, named: str) -> None:
    data = table()
    change(data)
    with pytest.raises(OntologyError) as error:
        read_reference_words(data)
    assert named in str(error.value)


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(OntologyError):
        read_reference_words(["nouns"])
