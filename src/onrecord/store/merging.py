"""What merging events across articles reads and writes; the rules themselves are in ``onrecord.merge.across``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple, Protocol, TypeVar

import sqlalchemy as sa

from onrecord.records import Claim, Event, Record
from onrecord.store import build, judgements, queries
from onrecord.store import schema as s
from onrecord.store.rows import Row, merged_rows

T = TypeVar("T")
MANY = 500  # numbers in one query


class Waiting(NamedTuple):
    """An event that waits to be merged; ``stands`` tells whether its coding does."""

    number: int
    event_id: str
    coding: int
    stands: bool


class Part(NamedTuple):
    """An event as its article tells it, with what weighs it."""

    number: int
    event: Event
    origin_id: str
    precedence: str


class Joint(Protocol):
    """The view of an event that several articles tell of, as ``onrecord.merge.joint`` makes it."""

    @property
    def event(self) -> Event:
        """The event."""
        ...

    @property
    def date_article(self) -> str | None:
        """The article whose text the span of its date points into."""
        ...

    @property
    def place_article(self) -> str | None:
        """The article whose text the span of its place points into."""
        ...

    @property
    def toll_articles(self) -> tuple[str, ...]:
        """The same for each of its tolls."""
        ...


def batched(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of at most ``size`` of the values."""
    iterator = iter(values)
    while some := list(islice(iterator, size)):
        yield some


class Merging:
    """The store, as the merger of events sees it, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def waiting(self, limit: int) -> list[Waiting]:
        """At most ``limit`` events that wait; a coding's go together, so the last may be left for the next time."""
        rows = self._connection.execute(_WAITING.limit(limit))
        return [Waiting(row.number, row.event_id, row.coding, row.state == "current") for row in rows]

    def records(self, codings: Sequence[int]) -> dict[int, Record]:
        """What each coding put on record."""
        found = {}
        runs = build.load_runs(self._connection) if codings else {}
        for some in batched(codings, MANY):
            rows = self._connection.execute(queries.articles_of_codings(some)).all()
            blocks = build.load_blocks(self._connection, [row.number for row in rows])
            coded = build.load_codings(self._connection, some)
            for row in rows:
                parts, article = coded[row.coding], build.article_of(row, blocks.get(row.number, ()))
                found[row.coding] = Record(
                    article, runs[row.run_id], tuple(parts.mentions), tuple(parts.events), tuple(parts.attributions),
                    tuple(parts.claims),
                )  # fmt: skip
        return found

    def keep(self, tellings: Sequence[tuple[int, str, Iterable[int]]]) -> None:
        """Keep tellings with the keys they are found by."""
        if not tellings:
            return
        self._many("INSERT OR REPLACE INTO telling VALUES (?, ?)", ((number, text) for number, text, _ in tellings))
        self._many(
            "INSERT OR IGNORE INTO telling_key VALUES (?, ?)",
            ((key, number) for number, _, keys in tellings for key in sorted(keys)),
        )

    def forget(self, numbers: Sequence[int], keys: Iterable[tuple[int, int]]) -> None:
        """Drop tellings with their keys and likenesses."""
        self._many("DELETE FROM telling_key WHERE key = ? AND event = ?", keys)
        ones = [(number,) for number in numbers]
        for statement in (
            "DELETE FROM telling WHERE event = ?", "DELETE FROM likeness WHERE event = ?",
            "DELETE FROM likeness WHERE other = ?",
        ):  # fmt: skip
            self._many(statement, ones)

    def tellings(self, numbers: Iterable[int]) -> dict[int, str]:
        """Kept tellings, as text."""
        return {row.event: row.telling for row in self._in(sa.select(s.telling), s.telling.c.event, numbers)}

    def sharing(self, keys: Iterable[int]) -> set[int]:
        """The tellings that have one of the keys."""
        return {row.event for row in self._in(_BY_KEY, s.telling_key.c.key, keys)}

    def add_likeness(self, pairs: Iterable[tuple[int, int, float]]) -> None:
        """Keep how alike two are."""
        self._many("INSERT OR REPLACE INTO likeness VALUES (?, ?, ?)", pairs)

    def likenesses(self, numbers: Iterable[int]) -> list[tuple[int, int, float]]:
        """Every kept likeness of any of them."""
        wanted = list(numbers)
        rows = {
            (row.event, row.other, row.points)
            for column in (s.likeness.c.event, s.likeness.c.other)
            for row in self._in(sa.select(s.likeness), column, wanted)
        }
        return sorted(rows)

    def parts(self, numbers: Iterable[int]) -> list[Part]:
        """The tellings' events as their articles tell them."""
        found = []
        for some in batched(numbers, MANY):
            weights = {row.number: row for row in self._connection.execute(_WEIGHTS, {"numbers": list(some)})}
            for row, event in build.load_events(self._connection, s.event.c.number.in_(some)):
                weight = weights[row.number]
                found.append(Part(row.number, event, weight.origin_id or weight.article_id, weight.precedence))
        return found

    def claims(self, numbers: Sequence[int]) -> dict[int, list[Claim]]:
        """The claims about each."""
        return claims_of(self._connection, numbers)

    def grouped(self, numbers: Iterable[int]) -> dict[int, frozenset[int]]:
        """For each the members of the event that it stands as now."""
        wanted = list(numbers)
        whole = {row.part: row.event for row in self._in(sa.select(s.event_part), s.event_part.c.part, wanted)}
        members: dict[int, set[int]] = defaultdict(set)
        for row in self._in(sa.select(s.event_part), s.event_part.c.event, set(whole.values())):
            members[row.event].add(row.part)
        return {n: frozenset(members[whole[n]]) if n in whole else frozenset({n}) for n in wanted}

    def judged(self) -> judgements.Judged:
        """What persons have judged."""
        return judgements.judged(self._connection)

    def write(self, groups: Sequence[tuple[Sequence[int], Joint | None, Mapping[str, str]]]) -> None:
        """Make one event of each group of tellings; without a view its only one stands as its article tells it."""
        numbers = [number for group, _, _ in groups for number in group]
        for whole in self._whole_of(numbers):
            self._dissolve(whole)
        alone = [group[0] for group, joint, _ in groups if joint is None]
        parts = [number for group, joint, _ in groups if joint is not None for number in group]
        self._many(_STAND, ((number,) for number in alone))
        self._many("UPDATE event SET current = 0 WHERE number = ?", ((number,) for number in parts))
        self._many("DELETE FROM event_dispute WHERE event = ?", ((number,) for number in numbers))
        said = []
        for group, joint, disputes in groups:
            number = group[0] if joint is None else self._add(group, joint)
            said += [(number, kind, words) for kind, words in disputes.items()]
        self._many("INSERT INTO event_dispute VALUES (?, ?, ?)", said)

    def done(self, numbers: Sequence[int]) -> None:
        """They wait no longer."""
        self._many("UPDATE event SET waiting = 0 WHERE number = ?", ((number,) for number in numbers))

    def _whole_of(self, numbers: Sequence[int]) -> list[int]:
        return sorted({row.event for row in self._in(sa.select(s.event_part), s.event_part.c.part, numbers)})

    def _dissolve(self, whole: int) -> None:
        """Take an event of several tellings out of the view; its id leads to those from now on."""
        self._connection.execute(_ALIAS, {"of": whole})
        self._connection.execute(_FREE, {"of": whole})
        for table in (
            "event_part", "event_actor", "event_toll", "event_article", "event_mention", "event_dispute",
        ):  # fmt: skip
            self._connection.exec_driver_sql(f"DELETE FROM {table} WHERE event = ?", (whole,))
        self._connection.exec_driver_sql("DELETE FROM event WHERE number = ?", (whole,))

    def rows(self, numbers: Sequence[int], joint: Joint, number: int) -> tuple[Row, dict[str, list[Row]]]:
        """The row of the event that the tellings make, and those that hang on it."""
        facts = self._connection.execute(_FACTS, {"numbers": list(numbers)}).all()
        mentions = {row.mention_id: row.coding for row in facts}
        run_id = min(row.run_id for row in facts) if facts else self._run_of(numbers[0])
        return merged_rows(joint, number, run_id, mentions, self._texts(set(joint.event.article_ids)))

    def _add(self, numbers: Sequence[int], joint: Joint) -> int:
        number: int = (self._connection.execute(_LAST).scalar() or 0) + 1
        row, parts = self.rows(numbers, joint, number)
        self._connection.execute(sa.insert(s.event), row)
        for name, rows in parts.items():
            if rows:
                self._connection.execute(sa.insert(s.metadata.tables[name]), rows)
        self._many("INSERT INTO event_part VALUES (?, ?)", ((part, number) for part in numbers))
        return number

    def _run_of(self, number: int) -> str:
        found: str = self._connection.execute(
            sa.select(s.event.c.run_id).where(s.event.c.number == number)
        ).scalar_one()
        return found

    def _texts(self, article_ids: Iterable[str]) -> dict[str, str]:
        query = sa.select(s.article.c.article_id, s.text.c.text).select_from(s.article.join(s.text))
        return {row.article_id: row.text for row in self._in(query, s.article.c.article_id, article_ids)}

    def _in(self, query: sa.Select[Any], column: Any, values: Iterable[Any]) -> Iterator[Any]:
        for some in batched(sorted(values), MANY):
            yield from self._connection.execute(query.where(column.in_(some)))

    def _many(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        for some in batched(rows, 5000):
            self._connection.exec_driver_sql(statement, some)


def claims_of(connection: sa.Connection, numbers: Iterable[int]) -> dict[int, list[Claim]]:
    """The claims about events of codings, by the events' numbers."""
    found: dict[int, list[Claim]] = defaultdict(list)
    for some in batched(numbers, MANY):
        rows = connection.execute(
            sa.select(s.event.c.number, s.event.c.coding, s.event.c.event_id).where(s.event.c.number.in_(some))
        )
        home = {(row.coding, row.event_id): row.number for row in rows}
        for coding, claim in build.load_claims(connection, s.event_claim.c.event.in_(some)):
            found[home[coding, claim.event_id]].append(claim)
    return found


_e = s.event.c
_WAITING = (
    sa.select(_e.number, _e.event_id, _e.coding, s.coding.c.state)
    .select_from(s.event.join(s.coding, s.coding.c.number == _e.coding))
    .where(sa.text("waiting = 1"))  # the words of the partial index
    .order_by(_e.number)
)
_BY_KEY = sa.select(s.telling_key.c.event)
_WEIGHTS = (
    sa.select(_e.number, s.article.c.origin_id, s.article.c.article_id, s.article.c.precedence)
    .select_from(
        s.event.join(s.coding, s.coding.c.number == _e.coding).join(s.article, s.article.c.number == s.coding.c.article)
    )
    .where(_e.number.in_(sa.bindparam("numbers", expanding=True)))
)
_FACTS = (
    sa.select(s.event_mention.c.mention_id, s.event_mention.c.coding, _e.run_id)
    .select_from(s.event_mention.join(s.event, _e.number == s.event_mention.c.event))
    .where(_e.number.in_(sa.bindparam("numbers", expanding=True)))
)
_current = (
    sa.select(sa.case((s.coding.c.state == "current", 1), else_=0))
    .where(s.coding.c.number == _e.coding)
    .scalar_subquery()
)
_STAND = """
UPDATE event SET current = (SELECT coding.state = 'current' FROM coding WHERE coding.number = event.coding)
WHERE number = ?"""
_FREE = (
    sa.update(s.event)
    .where(_e.number.in_(sa.select(s.event_part.c.part).where(s.event_part.c.event == sa.bindparam("of"))))
    .values(current=_current)
)
_ALIAS = sa.text("""
INSERT OR IGNORE INTO event_alias (event_id, part_id)
SELECT whole.event_id, telling.event_id FROM event AS whole
JOIN event_part ON event_part.event = whole.number JOIN event AS telling ON telling.number = event_part.part
WHERE whole.number = :of AND whole.event_id <> telling.event_id ORDER BY telling.event_id LIMIT 40
""")
_LAST = sa.select(sa.func.max(_e.number))
