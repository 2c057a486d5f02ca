"""Word classes, argument frames and tables of variants that the event files share: ``data/words/*.yaml``.

In any list of words ``$name`` stands for a class of ``data/words/classes.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from onrecord.errors import OntologyError
from onrecord.ontology.load import read_yaml

CLASSES = "words/classes.yaml"
FRAMES = "words/frames.yaml"
VARIANTS = "words/variants.yaml"
SPELLING = "words/spelling.yaml"


def bad(what: str, file: str, entry: object = "") -> OntologyError:
    """The error for an entry that does not hold: names the file and the entry."""
    where = f"data/{file}" + (f", entry {entry}" if entry else "")
    return OntologyError(what, where=where, remedy="Mend the entry; CONTRIBUTING tells the notation.")


@cache
def word_class(name: str) -> tuple[str, ...]:
    """The words of a class, in the order of the file, classes named inside it written out.

    Raises OntologyError for a class that does not exist or that holds itself.
    """
    return tuple(dict.fromkeys(_walk(name, ())))


def _walk(name: str, seen: tuple[str, ...]) -> list[str]:
    table = read_classes()
    if name not in table:
        raise bad(f"no word class '{name}'", CLASSES, seen[-1] if seen else "")
    if name in seen:
        raise bad(f"class '{name}' holds itself", CLASSES, name)
    words: list[str] = []
    for word in table[name]:
        words += _walk(word[1:], (*seen, name)) if _is_class(word) else [word]
    return words


def _is_class(word: str) -> bool:
    return len(word) > 1 and word.startswith("$")  # "$" alone is the currency


@cache
def read_classes() -> Mapping[str, tuple[str, ...]]:
    """Every class as written. Raises OntologyError where a class is no list of lower-case words."""
    table: dict[str, tuple[str, ...]] = {}
    for name, words in _mapping(CLASSES).items():
        if not isinstance(words, list) or not words or not all(isinstance(w, str) for w in words):
            raise bad("a class is a list of words (quote words such as 'no' and 'on')", CLASSES, name)
        table[str(name)] = tuple(words)
    return table


def expand(words: Iterable[str]) -> tuple[str, ...]:
    """The words of a list with ``$class`` written out and both spellings of those that have two."""
    found: dict[str, None] = {}
    for word in words:
        for member in word_class(word[1:]) if _is_class(word) else (word,):
            found.update(dict.fromkeys(spellings(member)))
    return tuple(found)


def spellings(word: str) -> tuple[str, ...]:
    """The word and its other spelling, British or American, where it has one."""
    first, space, rest = word.partition(" ")
    other = _pairs().get(first)
    return (word, f"{other}{space}{rest}") if other else (word,)


@cache
def _pairs() -> Mapping[str, str]:
    pairs: dict[str, str] = {}
    for british, american in _mapping(SPELLING).items():
        pairs[british], pairs[american] = american, british
    return pairs


@cache
def read_frames() -> Mapping[str, str]:
    """Frame name to pattern ``actor slots > recipient slots`` (``=`` in place of ``>``: mutual)."""
    return {str(name): str(pattern) for name, pattern in _mapping(FRAMES).items()}


@cache
def variants(name: str) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Mode to constraints (``nouns``, ``verbs``, ``modifiers``, ``subjects``, ``means``) of a table of variants."""
    table = _mapping(VARIANTS)
    if name not in table:
        raise bad(f"no table of variants '{name}'", VARIANTS)
    found: dict[str, Mapping[str, tuple[str, ...]]] = {}
    for mode, row in table[name].items():
        unknown = set(row) - {"nouns", "verbs", "modifiers", "subjects", "means"}
        if unknown:
            raise bad(f"unknown key {sorted(unknown)}", VARIANTS, f"{name}: {mode}")
        found[mode] = {key: expand(words) for key, words in row.items()}
    return found


@cache
def _mapping(file: str) -> Mapping[str, Any]:
    table = read_yaml(file)
    if not isinstance(table, dict):
        raise bad("not a mapping", file)
    return table
