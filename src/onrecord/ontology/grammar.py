"""Words that let the event extractor see through grammar: ``data/grammar.yaml``."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from onrecord.errors import OntologyError
from onrecord.ontology.load import read_yaml


@dataclass(frozen=True, slots=True)
class GrammarWords:
    """One field a list of the file; lemmas in lower case, event types in capitals."""

    light_verbs: frozenset[str]
    happening_verbs: frozenset[str]
    effect_verbs: frozenset[str]
    content_takers: frozenset[str]
    joint_types: frozenset[str]
    quantity_nouns: frozenset[str]
    habitual: frozenset[str]
    in_course_of: frozenset[str]
    volition: frozenset[str]
    threats: frozenset[str]


@cache
def load_grammar_words() -> GrammarWords:
    """Load and check the table. Raises OntologyError where a list is missing or unknown."""
    data = read_yaml("grammar.yaml")
    wanted = {f.name for f in fields(GrammarWords)}
    if set(data) != wanted:
        odd = ", ".join(sorted(set(data) ^ wanted))
        raise OntologyError(
            f"lists missing or unknown: {odd}", where="data/grammar.yaml", remedy="Name each list once."
        )
    return GrammarWords(**{name: frozenset(words) for name, words in data.items()})
