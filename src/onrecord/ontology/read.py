"""What the reader knows of pages and wires: ``data/read`` and ``data/topic``, checked when loaded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast, get_args

from onrecord.errors import OntologyError
from onrecord.ontology.load import names, read_yaml
from onrecord.records import BLOCK_KINDS, BlockKind

At = Literal["alone", "line", "start", "anywhere", "rest", "paragraph", "glued"]
_AT: tuple[str, ...] = get_args(At)


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase (lower case) that marks page furniture of ``kind``; ``at`` and ``sure`` as the table explains.

    ``then`` must match the text from the phrase onwards, where it is given.
    """

    phrase: str
    kind: BlockKind
    at: At
    sure: bool
    then: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Furniture:
    """All cues, in the order of the table."""

    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class Agencies:
    """``by_alias`` maps each way of writing an agency to its name; ``signoffs`` the words that end its
    copy.
    """

    by_alias: Mapping[str, str]
    signoffs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Mastheads:
    """What lines that name outlet, writer and day are made of (lower case), as ``data/read/mastheads.yaml``
    explains; ``labels`` in order of trust.
    """

    labels: tuple[str, ...]
    outlet_ends: frozenset[str]
    outlet_starts: frozenset[str]
    outlet_of: frozenset[str]
    not_outlets: frozenset[str]
    companies: frozenset[str]
    roles: frozenset[str]
    not_names: frozenset[str]


@dataclass(frozen=True, slots=True)
class PageFields:
    """Where a page names its own title, outlet, address and date: meta names in order of trust (lower
    case).
    """

    title: tuple[str, ...]
    outlet: tuple[str, ...]
    url: tuple[str, ...]
    date: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """Words that tell public affairs from the rest.

    ``weights`` maps a word or phrase (lower case) to its weight in points; ``threshold`` is the least sum
    for an article to be on topic, ``most_taken`` the most points that negative weights take away together,
    ``beside_violence`` the most where a word of plain violence stands too. ``share_code`` is a pattern that weighs
    ``share_code_weight``.
    """

    weights: Mapping[str, float]
    threshold: float
    most_taken: float
    beside_violence: float
    share_code: str
    share_code_weight: float


@cache
def furniture() -> Furniture:
    """The cues of ``data/read/furniture.yaml``. Raises OntologyError where an entry does not hold."""
    name = "read/furniture.yaml"
    table = _mapping(read_yaml(name), name)
    cues: list[Cue] = []
    for number, group in enumerate(table.get("groups", ()), 1):
        cues += _group(group, f"{name} group {number}")
    return Furniture(tuple(cues))


def _group(group: Any, where: str) -> list[Cue]:
    entry = _mapping(group, where)
    unknown = set(entry) - {"kind", "at", "sure", "then", "phrases"}
    if unknown or entry.get("kind") not in BLOCK_KINDS or entry.get("at") not in _AT:
        raise OntologyError(
            f"kind {entry.get('kind')!r}, at {entry.get('at')!r}, unknown keys {sorted(unknown)}",
            where=f"data/{where}",
            remedy="Give one of the kinds and places that the head of the table lists.",
        )
    then = entry.get("then")
    try:
        pattern = re.compile(then, re.IGNORECASE) if then else None
    except re.error as error:
        raise OntologyError(
            f"no regular expression: {error}", where=f"data/{where}", remedy="Mend `then`."
        ) from None
    kind, at, sure = cast(BlockKind, entry["kind"]), cast(At, entry["at"]), bool(entry.get("sure", False))
    return [Cue(phrase, kind, at, sure, pattern) for phrase in _words(entry.get("phrases"), where)]


@cache
def agencies() -> Agencies:
    """The agencies of ``data/read/agencies.yaml``. Raises OntologyError where an alias has two owners."""
    by_alias: dict[str, str] = {}
    signoffs: dict[str, str] = {}
    for row in read_yaml("read/agencies.yaml"):
        where = "read/agencies.yaml"
        entry = _mapping(row, where)
        name = str(entry["name"])
        for alias in (name, *entry.get("aliases", ())):
            if by_alias.setdefault(alias, name) != name:
                raise OntologyError(
                    f"{alias!r} is {by_alias[alias]} and {name}",
                    where=f"data/{where}",
                    remedy="Leave it to one of them.",
                )
        signoffs |= dict.fromkeys(entry.get("signoff", ()), name)
    return Agencies(by_alias, signoffs)


@cache
def mastheads() -> Mastheads:
    """The words of ``data/read/mastheads.yaml``. Raises OntologyError where a list is missing or not of words."""
    name = "read/mastheads.yaml"
    table = _mapping(read_yaml(name), name)
    words = {
        field: _words(table.get(field), f"{name} {field}")
        for field in Mastheads.__dataclass_fields__
    }  # fmt: skip
    return Mastheads(tuple(words.pop("labels")), **{field: frozenset(listed) for field, listed in words.items()})


@cache
def outlets() -> frozenset[str]:
    """The outlets (sector MED) of ``data/actors/organisations.yaml``, each way that they are written."""
    name = "actors/organisations.yaml"
    return frozenset(
        alias.strip()
        for sectors in _mapping(read_yaml(name), name).values()
        for line in _mapping(sectors, name).get("MED", ())
        for alias in str(line).split(";")
    )


@cache
def page_fields() -> PageFields:
    """The meta names of ``data/read/page.yaml``."""
    name = "read/page.yaml"
    table = _mapping(read_yaml(name), name)
    return PageFields(**{
        field: tuple(_words(table.get(field), f"{name} {field}"))
        for field in ("title", "outlet", "url", "date")
    })  # fmt: skip


@cache
def english() -> frozenset[str]:
    """The English function words of ``data/read/english.yaml``, by which most articles are known at once."""
    return frozenset(_words(read_yaml("read/english.yaml"), "read/english.yaml"))


@cache
def abbreviations() -> frozenset[str]:
    """Words that end in a full stop within a sentence (lower case, with the stop)."""
    return frozenset(_words(read_yaml("read/abbreviations.yaml"), "read/abbreviations.yaml"))


@cache
def topic() -> Topic:
    """The words of ``data/topic/*.yaml`` in groups of one weight; one file sets the limits."""
    weights: dict[str, float] = {}
    limits: dict[str, float] = {}
    share: Mapping[str, Any] = {}
    for name in names("topic"):
        table = _mapping(read_yaml(name), name)
        share = _mapping(table.get("share_code", share), name)
        limits |= {key: float(table[key]) for key in ("threshold", "most_taken", "beside_violence") if key in table}
        for group in table.get("groups", ()):
            entry = _mapping(group, name)
            for word in _words(entry.get("words"), name):
                if word in weights:
                    raise OntologyError(
                        f"{word!r} stands twice", where=f"data/{name}", remedy="Leave one of the two."
                    )
                weights[word] = float(entry["weight"])
    if len(limits) < 3 or not weights or not share:
        raise OntologyError("no limits or no words", where="data/topic", remedy="Install onrecord again.")
    return Topic(weights, **limits, share_code=str(share["pattern"]), share_code_weight=float(share["weight"]))


def _mapping(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise OntologyError("not a mapping", where=f"data/{where}", remedy="Write it as key: value.")
    return value


def _words(value: Any, where: str) -> list[str]:
    """``value`` as a list of distinct lower-case strings."""
    if not isinstance(value, list) or not value or not all(isinstance(word, str) and word for word in value):
        raise OntologyError(
            "not a list of words",
            where=f"data/{where}",
            remedy="Quote words that YAML takes for something else.",
        )
    wrong = [word for word in value if word != word.lower()] + [w for w in set(value) if value.count(w) > 1]
    if wrong:
        raise OntologyError(
            f"not lower case, or twice: {wrong[:3]}", where=f"data/{where}", remedy="Mend these words."
        )
    return value


@cache
def not_places() -> frozenset[str]:
    """Words that stand where a dateline has its place and are none."""
    return frozenset(_words(read_yaml("read/not_places.yaml"), "read/not_places.yaml"))


@cache
def record_fields() -> dict[str, tuple[str, ...]]:
    """For each part of an article (id, url, title, date, outlet, text, html, dateline) its names in JSON."""
    name = "read/fields.yaml"
    return {
        part: tuple(_words(words, f"{name} {part}"))
        for part, words in _mapping(read_yaml(name), name).items()
    }
