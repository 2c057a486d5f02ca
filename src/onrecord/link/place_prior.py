"""How likely a name means each of its namesakes before anything is read: kind of place and population."""

from __future__ import annotations

from math import log10

from onrecord.link.gazetteer import Candidate, fold_word

KNOWN = 7.0  # what our own tables name: as a capital of 300,000
AREAS = frozenset({"country", "continent", "region", "disputed", "water", "island", "mountain"})


def prior(candidate: Candidate, name: str) -> float:
    """How likely a name means this place before the article is looked at: kind and population, on a log10 scale."""
    weight = _prior(candidate, name)
    return max(weight, KNOWN) if candidate.known and candidate.main else weight


def _prior(candidate: Candidate, name: str) -> float:
    people = log10(candidate.population + 1)
    kind = candidate.kind
    if kind in {"country", "continent"}:
        return 10.5 if kind == "country" else 9.5
    if kind in AREAS or kind == "facility":
        return KNOWN
    if kind == "admin1":
        return 4.0 + 0.45 * people - (0.0 if candidate.main else 1.0)
    if kind == "admin2":
        return people - (0.5 if candidate.main else 2.5)
    weight = people + (1.5 if candidate.capital else 0.0)
    if candidate.main or fold_word(candidate.place.name).startswith(fold_word(name)):
        return weight
    return weight - (0.5 if candidate.population > 1_000_000 else 1.5)
