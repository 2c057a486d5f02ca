"""Words that say whether an event happened: ``data/status.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from onrecord.errors import OntologyError
from onrecord.ontology.load import read_yaml
from onrecord.records import STATUSES, Status


@dataclass(frozen=True, slots=True)
class StatusWords:
    """Word (lower case; lemma for governors) to the status that it gives."""

    modals: Mapping[str, Status]
    governors: Mapping[str, Status]
    adjectives: Mapping[str, Status]
    adverbs: Mapping[str, Status]
    predicates: Mapping[str, Status]
    nobody: frozenset[str]
    conditional_marks: frozenset[str]
    negators: frozenset[str]


@cache
def load_status_words() -> StatusWords:
    """Load and check the table; where a word is listed twice, its first status stands."""
    data = read_yaml("status.yaml")
    names = ("modals", "governors", "adjectives", "adverbs", "predicates")
    tables = {name: _invert(name, data[name]) for name in names}
    return StatusWords(
        **tables, nobody=frozenset(data["nobody"]),
        conditional_marks=frozenset(data["conditional_marks"]), negators=frozenset(data["negators"]),
    )  # fmt: skip


def _invert(table: str, entries: Mapping[str, list[str]]) -> dict[str, Status]:
    found: dict[str, Status] = {}
    for status, words in entries.items():
        if status not in STATUSES:
            raise OntologyError(
                f"{status!r} is no status",
                where=f"data/status.yaml {table}",
                remedy=f"Use one of {', '.join(STATUSES)}.",
            )
        for word in words:
            found.setdefault(word, cast(Status, status))
    return found
