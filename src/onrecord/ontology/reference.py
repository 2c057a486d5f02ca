"""Words that point back: ``data/reference.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.ontology.load import read_yaml


@dataclass(frozen=True, slots=True)
class ReferenceWords:
    """Word to the kind of actor that it points back to; ``pairs`` for "the two sides" and its like."""

    pronouns: Mapping[str, str]
    nouns: Mapping[str, str]
    pairs: Mapping[str, str]
    state_sectors: frozenset[str]
    articles: frozenset[str]


@cache
def load_reference_words() -> ReferenceWords:
    """Load the table."""
    data = read_yaml("reference.yaml")
    tables = {
        name: {word: kind for kind, words in data[name].items() for word in words} for name in ("pronouns", "nouns", "pairs")
    }
    return ReferenceWords(
        **tables, state_sectors=frozenset(data["state_sectors"]), articles=frozenset(data["articles"])
    )
