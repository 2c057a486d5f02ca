"""Words that point back: ``data/reference.yaml``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from onrecord.errors import OntologyError
from onrecord.ontology.load import read_yaml

_WHERE = "data/reference.yaml"
_BY_KIND = frozenset({"pronouns", "nouns", "pairs"})
_KINDS = frozenset({"person", "things", "people", "group", "country", "organisation"})


@dataclass(frozen=True, slots=True)
class ReferenceWords:
    """Word to the kind of actor that it points back to, and the sets of words that rules of reference ask for.

    ``pairs`` is for "the two sides" and its like, ``counts`` for their numbers; ``wider`` gives the narrower nouns
    that a noun takes up ("the leader" after "President X"). What each set is for stands in the table itself.
    """

    pronouns: Mapping[str, str]
    nouns: Mapping[str, str]
    pairs: Mapping[str, str]
    counts: Mapping[str, int]
    wider: Mapping[str, frozenset[str]]
    any_pair: frozenset[str]
    bodies_of: frozenset[str]
    any_group: frozenset[str]
    state_sectors: frozenset[str]
    local_sectors: frozenset[str]
    unowned: frozenset[str]
    above_states: frozenset[str]
    state_bodies: frozenset[str]
    armed_sectors: frozenset[str]
    acts_for: frozenset[str]
    same_rank: frozenset[str]
    related: frozenset[str]
    holdings: frozenset[str]
    charge_verbs: frozenset[str]
    person_endings: frozenset[str]
    each: frozenset[str]
    locative: frozenset[str]
    belonging: frozenset[str]
    kingdoms: frozenset[str]
    articles: frozenset[str]
    impersonal: frozenset[str]
    after_title: frozenset[str]
    compass: frozenset[str]
    name_particles: frozenset[str]
    men: frozenset[str]
    women: frozenset[str]


@cache
def load_reference_words() -> ReferenceWords:
    """Load and check the table. Raises OntologyError naming the entry that does not hold."""
    return read_reference_words(read_yaml("reference.yaml"))


def read_reference_words(data: Any) -> ReferenceWords:
    """The words of a table as read from YAML. Raises OntologyError where an entry is missing, unknown or no list."""
    if not isinstance(data, dict):
        raise _error("must be a table", "")
    wanted = {field.name for field in fields(ReferenceWords)}
    for name in sorted(wanted ^ set(data)):
        raise _error("is missing" if name in wanted else "is unknown", name)
    values: dict[str, Any] = {}
    for name, value in data.items():
        if name in _BY_KIND:
            values[name] = _by_kind(value, name)
        elif name == "counts":
            values[name] = _counts(value)
        elif name == "wider":
            values[name] = {
                noun: frozenset(_words(narrower, f"wider, {noun}")) for noun, narrower in _table(value, name)
            }
        else:
            values[name] = frozenset(_words(value, name))
    return ReferenceWords(**values)


def _by_kind(value: Any, name: str) -> dict[str, str]:
    """Word to kind; a word has one kind."""
    found: dict[str, str] = {}
    for kind, words in _table(value, name):
        if kind not in _KINDS:
            raise _error(f"{kind!r} is no kind", name)
        for word in _words(words, f"{name}, {kind}"):
            if found.setdefault(word, kind) != kind:
                raise _error(f"{word!r} has two kinds", name)
    return found


def _counts(value: Any) -> dict[str, int]:
    for word, number in _table(value, "counts"):
        if not isinstance(number, int) or number < 2:
            raise _error(f"{word!r} is not two or more", "counts")
    return dict(value)


def _table(value: Any, name: str) -> Iterable[tuple[str, Any]]:
    if not isinstance(value, dict):
        raise _error("must be a table", name)
    return value.items()


def _words(value: Any, name: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise _error("must be a list of words", name)
    return value


def _error(message: str, name: str) -> OntologyError:
    return OntologyError(
        message, where=f"{_WHERE}, {name}" if name else _WHERE, remedy="Mend the entry it names."
    )
