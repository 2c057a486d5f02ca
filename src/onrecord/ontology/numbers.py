"""Numbers and people as news writes them: ``data/numbers.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.ontology.load import read_yaml


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The tables of the file; ``vague`` gives (low, high or ``None``), ``effects`` a state word's effect."""

    words: Mapping[str, int]
    multipliers: Mapping[str, int]
    vague: Mapping[str, tuple[int, int | None]]
    floor: tuple[tuple[str, ...], ...]
    ceiling: tuple[tuple[str, ...], ...]
    about: tuple[tuple[str, ...], ...]
    people: frozenset[str]
    attackers: frozenset[str]
    effects: Mapping[str, str]


@cache
def load_number_words() -> NumberWords:
    """Load the table."""
    data = read_yaml("numbers.yaml")
    phrases = {
        name: tuple(tuple(phrase.split()) for phrase in data[name]) for name in ("floor", "ceiling", "about")
    }
    return NumberWords(
        words=data["words"],
        multipliers=data["multipliers"],
        vague={word: (low, high) for word, (low, high) in data["vague"].items()},
        people=frozenset(data["people"]),
        attackers=frozenset(data["attackers"]),
        effects={word: effect for effect, words in data["state_words"].items() for word in words},
        **phrases,
    )
