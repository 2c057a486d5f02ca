"""The store as it stood on a day: what it would hold had nothing been published since.

On one connection the tables are shadowed by temporary views of the same names (SQLite looks there first), so that
every query reads the past without knowing of it. Events that no later article touches stay as they are; those of a
connected part that holds a later telling are grouped again without it, by the same rule that grouped them. Judgements
hold on every day: they are about what the texts say.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

import sqlalchemy as sa

from onrecord.records import Claim
from onrecord.store import schema as s
from onrecord.store.database import told
from onrecord.store.judgements import Judged
from onrecord.store.merging import Joint, Merging, Part
from onrecord.store.reader import Store

Likeness = tuple[int, int, float]
_CHILDREN = ("event_actor", "event_toll", "event_article", "event_mention", "event_part", "event_dispute")


class Regroup(Protocol):
    """The rule by which tellings are grouped and viewed; ``onrecord.ask.past`` hands over that of the merger."""

    def groups(
        self, tellings: Mapping[int, str], likenesses: Iterable[Likeness], judged: Judged
    ) -> Iterable[Sequence[int]]:
        """The groups, by number, of any tellings."""
        ...

    def view(
        self, parts: Sequence[Part], claims: Mapping[int, Sequence[Claim]], judged: Judged
    ) -> tuple[Joint | None, Mapping[str, str]]:
        """The view of a group, none where one telling stands as it is, and its contradictions."""
        ...


class PastStore(Store):
    """A store that shows only what articles published by ``day`` say."""

    def __init__(self, path: Path, engine: sa.Engine, day: date) -> None:
        super().__init__(path, engine)
        self.day = day


def open_past(path: Path, day: date, regroup: Regroup, around: Sequence[str] = ()) -> PastStore:
    """The store at ``path`` as of ``day``; with ``around`` (ids of tellings) only what hangs together with them holds.

    Raises StoreError as opening it for reading does.
    """
    Store.open(path).close()  # says what is wrong with it, if anything is
    address = f"file:{quote(str(path.resolve()))}?mode=ro"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)

    engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.pool.StaticPool)
    with told(path), engine.connect() as connection:
        _Past(connection, day, regroup, around).make()
    return PastStore(path, engine, day)


class _Past:
    """Makes the views of one connection."""

    def __init__(self, connection: sa.Connection, day: date, regroup: Regroup, around: Sequence[str]) -> None:
        self.connection, self.day, self.regroup, self.around = connection, day.isoformat(), regroup, around

    def make(self) -> None:
        self.run("PRAGMA temp_store = MEMORY")
        self.run("BEGIN")
        self.run("CREATE TEMP TABLE past_coding (number INTEGER PRIMARY KEY)")
        self.run(
            "INSERT INTO past_coding SELECT coding.number FROM main.coding JOIN main.article "
            "ON article.number = coding.article WHERE article.published_end <= ?", self.day,
        )  # fmt: skip
        self.run("CREATE TEMP TABLE past_event (number INTEGER PRIMARY KEY, current INTEGER NOT NULL)")
        for name in ("event", *_CHILDREN):
            self.run(f"CREATE TEMP TABLE past_{name}_new AS SELECT * FROM main.{name} WHERE 0")
        later, by_then = self._sides()
        if self.around:
            affected = self._connected(self._numbers(self.around))
        else:
            affected = self._connected(min(later, by_then, key=len)) if later else set()
        self._regroup(affected & by_then)
        self._views()
        self.run("COMMIT")

    def run(self, statement: str, *values: Any) -> Any:
        return self.connection.exec_driver_sql(statement, values)

    def _sides(self) -> tuple[set[int], set[int]]:
        """The standing tellings of later articles, and those of articles published by then."""
        rows: Any = self.run(
            "SELECT event.number, past_coding.number IS NOT NULL FROM main.event JOIN main.coding "
            "ON coding.number = event.coding LEFT JOIN past_coding ON past_coding.number = coding.number "
            "WHERE coding.state = 'current'"
        ).all()
        later, by_then = set[int](), set[int]()
        for number, known in rows:
            (by_then if known else later).add(number)
        return later, by_then

    def _numbers(self, ids: Sequence[str]) -> set[int]:
        marks = ", ".join("?" for _ in ids)
        return set(self.run(f"SELECT number FROM main.event WHERE event_id IN ({marks})", *ids).scalars())

    def _connected(self, start: set[int]) -> set[int]:
        """All that hangs together with ``start``, by likeness, by judgement, and as one event."""
        merging = Merging(self.connection)
        ruled = merging.judged().one
        seen, fresh = set(start), set(start)
        while fresh:
            found = {number for a, b, _ in merging.likenesses(fresh) for number in (a, b)}
            found |= {number for group in merging.grouped(fresh).values() for number in group}
            found |= {b for a, b in ruled if a in fresh} | {a for a, b in ruled if b in fresh}
            fresh = found - seen
            seen |= fresh
        return seen

    def _regroup(self, numbers: set[int]) -> None:
        """Group these tellings again and put what comes of it in place of the events they are part of now."""
        merging = Merging(self.connection)
        judged = merging.judged()
        next_number: int = (self.run("SELECT max(number) FROM main.event").scalar() or 0) + 1
        likenesses = [(a, b, points) for a, b, points in merging.likenesses(numbers) if {a, b} <= numbers]
        for group in self.regroup.groups(merging.tellings(numbers), likenesses, judged):
            joint, said = self.regroup.view(merging.parts(group), merging.claims(group), judged)
            for number in group:
                self.run("INSERT INTO past_event VALUES (?, ?)", number, int(joint is None))
            at = group[0] if joint is None else next_number
            if joint is not None:
                self._add(merging, group, joint, next_number)
                next_number += 1
            for kind, words in said.items():
                self.run("INSERT INTO past_event_dispute_new VALUES (?, ?, ?)", at, kind, words)

    def _add(self, merging: Merging, group: Sequence[int], joint: Joint, number: int) -> None:
        row, parts = merging.rows(group, joint, number)
        for name, rows in {"event": [row], **parts}.items():
            for one in rows:
                names = ", ".join(one)
                marks = ", ".join("?" for _ in one)
                self.run(f"INSERT INTO past_{name}_new ({names}) VALUES ({marks})", *one.values())
        for part in group:
            self.run("INSERT INTO past_event_part_new (part, event) VALUES (?, ?)", part, number)

    def _views(self) -> None:
        columns = [c.name for c in s.event.c]
        was = ", ".join(
            "coalesce(past_event.current, e.current) AS current" if c == "current" else f"e.{c}" for c in columns
        )
        new = ", ".join(columns)
        views = {
            "article": f"SELECT * FROM main.article WHERE published_end <= '{self.day}'",
            "coding": "SELECT * FROM main.coding WHERE number IN (SELECT number FROM past_coding)",
            # of events that were merged those stay whose every telling was published by then and was not grouped again
            "event": f"SELECT {was} FROM main.event AS e LEFT JOIN past_event ON past_event.number = e.number "
            "WHERE CASE WHEN e.coding IS NULL THEN NOT EXISTS (SELECT 1 FROM main.event_part AS p "
            "JOIN main.event AS told ON told.number = p.part WHERE p.event = e.number AND (told.coding NOT IN "
            "(SELECT number FROM past_coding) OR told.number IN (SELECT number FROM past_event))) "
            "ELSE e.coding IN (SELECT number FROM past_coding) END "
            f"UNION ALL SELECT {new} FROM past_event_new",
            "event_part": "SELECT * FROM main.event_part WHERE part NOT IN (SELECT number FROM past_event) "
            "UNION ALL SELECT * FROM past_event_part_new",
            "event_dispute": "SELECT * FROM main.event_dispute WHERE event NOT IN (SELECT number FROM past_event) "
            "UNION ALL SELECT * FROM past_event_dispute_new",
        }  # fmt: skip
        for name in _CHILDREN[:4]:
            views[name] = f"SELECT * FROM main.{name} UNION ALL SELECT * FROM past_{name}_new"
        for name, query in views.items():
            self.run(f"CREATE TEMP VIEW {name} AS {query}")


__all__ = ["PastStore", "Regroup", "open_past"]
