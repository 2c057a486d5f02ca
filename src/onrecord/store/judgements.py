"""Judgements in the store: what a person decided, about which words of which text, and what of it holds now.

A judgement is only ever added. What it is about is kept as the place of the words in the text, so that it holds for
whatever event a newer engine reads in them; an undone one stays on record and has no effect.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from onrecord.errors import InputError, NotFoundError
from onrecord.records import Judgement
from onrecord.store import schema as s


@dataclass(slots=True)
class Judged:
    """What holds now: pairs of events of codings by number, corrections by number, claims withdrawn."""

    one: set[tuple[int, int]] = field(default_factory=set)
    apart: set[tuple[int, int]] = field(default_factory=set)
    corrected: dict[int, dict[str, tuple[str, str]]] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)


def load(connection: sa.Connection) -> list[Judgement]:
    """Every judgement, in the order they were made."""
    rows = connection.execute(sa.select(s.judgement).order_by(s.judgement.c.made_at, s.judgement.c.judgement_id))
    return [_judgement(row) for row in rows]


def _judgement(row: Any) -> Judgement:
    name, value = json.loads(row.detail) if row.detail else (None, None)
    return Judgement(row.kind, tuple(json.loads(row.subject)), row.made_at, row.made_by, row.reason, name, value)


def holding(judgements: Sequence[Judgement]) -> list[Judgement]:
    """Those that have not been undone, undoing ones left out."""
    undone: set[str] = set()
    for one in reversed(judgements):  # an undoing may be undone by a later one
        if one.kind == "undo" and one.id not in undone:
            undone.add(one.subject[0])
    return [one for one in judgements if one.kind != "undo" and one.id not in undone]


def judged(connection: sa.Connection) -> Judged:
    """What holds now. Of two that contradict each other the later one does."""
    found = Judged()
    held = holding(load(connection))
    if not held:
        return found
    sides = _sides(connection)
    for one in held:
        left, right = (sides.get((one.id, side), []) for side in (0, 1))
        pairs = {(min(a, b), max(a, b)) for a in left for b in right if a != b}
        if one.kind == "same":
            found.one |= pairs
            found.apart -= pairs
        elif one.kind == "different":
            found.apart |= pairs
            found.one -= pairs
        elif one.kind == "withdraw":
            found.withdrawn.add(one.subject[0])
        elif one.field is not None and one.value is not None:
            for number in left:
                found.corrected.setdefault(number, {})[one.field] = (one.made_at, one.value)
    return found


def _sides(connection: sa.Connection) -> dict[tuple[str, int], list[int]]:
    """The events of standing codings that the words of each side of each judgement tell of now."""
    found: dict[tuple[str, int], dict[int, None]] = {}
    for row in connection.execute(_TARGETS):
        found.setdefault((row.judgement_id, row.side), {})[row.number] = None
    return {key: list(numbers) for key, numbers in found.items()}


def touching(connection: sa.Connection, numbers: Iterable[int]) -> set[str]:
    """The ids of the judgements that are about any of the events of codings."""
    wanted = set(numbers)
    return {of for (of, _), found in _sides(connection).items() if wanted.intersection(found)}


def add(connection: sa.Connection, judgement: Judgement, path: Path) -> None:
    """Put it on record with its targets; the events it is about wait to be merged."""
    sides = _targets_of(connection, judgement, path)
    if judgement.kind in {"same", "different"}:
        if judgement.kind == "different":
            sides = _without_common(sides)
        if not all(sides) or set(sides[0]) == set(sides[1]):
            raise InputError(
                "the two are one telling",
                where=f"judge {judgement.kind}",
                remedy="Name two events, articles or tellings.",
            )
    detail = None if judgement.field is None else json.dumps([judgement.field, judgement.value])
    row = {
        "judgement_id": judgement.id, "kind": judgement.kind, "made_at": judgement.made_at,
        "made_by": judgement.made_by,
        "reason": judgement.reason, "subject": json.dumps(list(judgement.subject)), "detail": detail,
    }  # fmt: skip
    connection.execute(sa.insert(s.judgement), row)
    for side, numbers in enumerate(sides):
        rows = [
            {"judgement_id": judgement.id, "side": side, "position": at, **words}
            for at, words in enumerate(_words(connection, numbers))
        ]
        if rows and judgement.kind != "undo":
            connection.execute(sa.insert(s.judgement_target), rows)
    _wait(connection, [number for side in sides for number in side])


def _without_common(sides: list[list[int]]) -> list[list[int]]:
    """A telling told apart from the event it is in is told apart from the rest of it."""
    common = set(sides[0]) & set(sides[1])
    if not common or set(sides[0]) == set(sides[1]):
        return sides
    return [side if set(side) == common else [n for n in side if n not in common] for side in sides]


def _targets_of(connection: sa.Connection, judgement: Judgement, path: Path) -> list[list[int]]:
    if judgement.kind == "withdraw":
        return [parts_of(connection, judgement.subject[1], path)]
    if judgement.kind == "undo":
        return [_touched_by(connection, judgement.subject[0], path)]
    return [parts_of(connection, subject, path) for subject in judgement.subject]


def _touched_by(connection: sa.Connection, judgement_id: str, path: Path) -> list[int]:
    """The events that a judgement touches; those of one that undoes are those of what it undoes."""
    by_id = {one.id: one for one in load(connection)}
    one = by_id.get(judgement_id)
    while one is not None and one.kind == "undo":
        one = by_id.get(one.subject[0])
    if one is None:
        raise NotFoundError(f"no judgement has the id {judgement_id!r}", where=str(path))
    return [number for (of, _), numbers in _sides(connection).items() if of == one.id for number in numbers]


def parts_of(connection: sa.Connection, subject: str, path: Path) -> list[int]:
    """The standing tellings, by number, of an event, of a telling, or of an article. Raises NotFoundError."""
    numbers = list(connection.execute(_PARTS, {"id": subject}).scalars())
    if not numbers:
        raise NotFoundError(f"no event has the id {subject!r}", where=str(path), remedy="See onrecord list for ids.")
    return numbers


def _words(connection: sa.Connection, numbers: Iterable[int]) -> list[dict[str, Any]]:
    """Where the first trigger of each event stands."""
    rows = connection.execute(_TRIGGERS, {"numbers": list(numbers)})
    first: dict[int, dict[str, Any]] = {}
    for row in rows:
        words = {
            "text_id": row.text_id, "trigger_start": row.trigger_start, "trigger_end": row.trigger_end,
            "type": row.type,
        }  # fmt: skip
        first.setdefault(row.number, words)
    return list(first.values())


def _wait(connection: sa.Connection, numbers: Sequence[int]) -> None:
    if numbers:
        connection.execute(sa.update(s.event).where(s.event.c.number.in_(numbers)).values(waiting=1))


_TARGETS = sa.text("""
SELECT DISTINCT t.judgement_id, t.side, event.number
FROM judgement_target AS t
JOIN article ON article.text_id = t.text_id
JOIN coding ON coding.article = article.number AND coding.state = 'current'
JOIN mention ON mention.coding = coding.number AND mention.trigger_start < t.trigger_end
  AND t.trigger_start < mention.trigger_end
JOIN event_mention ON event_mention.coding = mention.coding AND event_mention.mention_id = mention.mention_id
JOIN event ON event.number = event_mention.event AND event.coding IS NOT NULL
ORDER BY t.judgement_id, t.side, t.position, event.number
""")
_PARTS = sa.text("""
SELECT event.number FROM event JOIN coding ON coding.number = event.coding AND coding.state = 'current'
WHERE event.event_id = :id OR coding.article_id = :id OR event.number IN (
  SELECT part FROM event_part JOIN event AS whole ON whole.number = event_part.event WHERE whole.event_id = :id)
  OR event.event_id IN (SELECT part_id FROM event_alias WHERE event_alias.event_id = :id)
ORDER BY event.number
""")
_TRIGGERS = sa.text("""
SELECT event.number, article.text_id, mention.trigger_start, mention.trigger_end, mention.type
FROM event JOIN event_mention ON event_mention.event = event.number
JOIN mention ON mention.coding = event_mention.coding AND mention.mention_id = event_mention.mention_id
JOIN coding ON coding.number = event.coding JOIN article ON article.number = coding.article
WHERE event.number IN :numbers ORDER BY event.number, event_mention.position
""").bindparams(sa.bindparam("numbers", expanding=True))
