"""Reading the store: articles, events and what stands behind them, as the same typed records that went in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import sqlalchemy as sa

from onrecord.errors import NotFoundError
from onrecord.records import Article, Event, Judgement, Record
from onrecord.store import build, details, judgements, queries
from onrecord.store import schema as s
from onrecord.store.database import open_reading, told
from onrecord.store.digest import digest_of
from onrecord.store.entries import ArticleEntry, Dispute, EventDetail, EventEntry, Rejected
from onrecord.store.spatial import Area, in_area

CHUNK = 200  # articles that are held at a time where all are read


class Store:
    """A store opened for reading; any number of threads and processes may read while one writes.

    Every method raises StoreError where the file cannot be read.
    """

    def __init__(self, path: Path, engine: sa.Engine) -> None:
        self.path, self._engine = path, engine

    @classmethod
    def open(cls, path: str | Path, *, write: bool = False) -> Store:
        """Open the store at ``path`` read-only, or as a ``StoreWriter`` with ``write``.

        Raises StoreError where it is missing (or cannot be made), is no store, or has a newer schema.
        """
        if write:
            from onrecord.store.write import StoreWriter

            return StoreWriter.open(path)
        return cls(Path(path), open_reading(Path(path)))

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _repr_html_(self) -> str:
        """What it holds, as a notebook shows it."""
        from onrecord.display import as_html

        return as_html(self)

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with told(self.path), self._engine.connect() as connection:
            yield connection

    def known(self, article_id: str) -> bool:
        """Whether the store holds this article, coded or not."""
        with self._reading() as connection:
            return connection.execute(queries.KNOWN, {"id": article_id}).first() is not None

    def resolve(self, id_or_start: str) -> str:
        """The full id of the one article or event whose id begins so.

        Raises NotFoundError where there is none, or more than one.
        """
        with self._reading() as connection:
            found = connection.execute(
                queries.RESOLVE, {"start": id_or_start, "end": id_or_start + "\x7f"}
            ).scalars()
            ids: list[str] = list(islice(found, 6))
        if id_or_start in ids:
            return id_or_start
        if len(ids) != 1:
            raise _unresolved(id_or_start, ids, self.path)
        return ids[0]

    def article(self, article_id: str) -> Article:
        """The article. Raises NotFoundError."""
        with self._reading() as connection:
            return self._article_row(connection, article_id)[1]

    def record(self, article_id: str) -> Record:
        """All that the article put on record.

        For a copy and for an article that was set aside ``aside`` tells the reason, and the rest is empty.
        Raises NotFoundError.
        """
        with self._reading() as connection:
            row, article = self._article_row(connection, article_id)
            return next(self._records(connection, [row], {row.number: article}))

    def records(self, states: Sequence[str] = ("coded",)) -> Iterator[Record]:
        """The records of all articles of ``states``, in order of publication; memory stays flat."""
        with self._reading() as connection:
            rows = connection.execute(queries.articles_in_order(states))
            for chunk in iter(lambda: list(islice(rows, CHUNK)), []):
                blocks = build.load_blocks(connection, [row.number for row in chunk])
                articles = {row.number: build.article_of(row, blocks.get(row.number, ())) for row in chunk}
                yield from self._records(connection, chunk, articles)

    def _article_row(self, connection: sa.Connection, article_id: str) -> tuple[Any, Article]:
        row = connection.execute(queries.ARTICLE, {"id": article_id}).first()
        if row is None:
            raise NotFoundError(f"no article has the id {article_id!r}", where=str(self.path))
        return row, build.article_of(row, build.load_blocks(connection, [row.number]).get(row.number, ()))

    def _records(
        self, connection: sa.Connection, rows: Sequence[Any], articles: dict[int, Article]
    ) -> Iterator[Record]:
        runs = build.load_runs(connection)
        coded = build.load_codings(connection, [row.coding for row in rows if row.coding is not None])
        for row in rows:
            article = articles[row.number]
            if row.coding is None:
                reason, run_id = self._reason(connection, row)
                yield Record(article, runs[run_id], aside=reason)
                continue
            parts = coded[row.coding]
            yield Record(
                article, runs[row.run_id], tuple(parts.mentions), tuple(parts.events), tuple(parts.attributions),
                tuple(parts.claims),
            )  # fmt: skip

    def _reason(self, connection: sa.Connection, row: Any) -> tuple[str, str]:
        """Why an article has no coding that stands, and the run that decided so."""
        if row.state == "copy":
            coded = connection.execute(queries.CODED_OF_TEXT, {"text": row.text_id}).first()
            if coded is not None:
                return f"copy: the same text as {coded.article_id}, which is coded", coded.run_id
        reason = connection.execute(queries.ASIDE, {"article": row.number}).first()
        if reason is None:
            raise NotFoundError(f"nothing is on record of {row.article_id}", where=str(self.path))
        return reason.reason, reason.run_id

    def articles(
        self, *, state: str | None = None, outlet: str | None = None, start: date | None = None,
        end: date | None = None, text: str | None = None, limit: int = 100, offset: int = 0,
    ) -> list[ArticleEntry]:  # fmt: skip
        """Articles in order of publication, those of unknown date last.

        ``start`` and ``end`` keep articles that may have been published on a day between, both included;
        ``text`` those with all its words (phrases in double quotes) in title or text.
        """
        with self._reading() as connection:
            query = queries.article_entries(state, outlet, start, end, text)
            found = connection.execute(query.limit(limit).offset(offset))
            return [ArticleEntry(**row._mapping) for row in found]

    def search(self, text: str, limit: int = 100, offset: int = 0) -> list[ArticleEntry]:
        """Articles with all words of ``text`` (phrases in double quotes), best match first."""
        with self._reading() as connection:
            query = queries.search_entries(text)
            found = connection.execute(query.limit(limit).offset(offset))
            return [ArticleEntry(**row._mapping) for row in found]

    def events(
        self, *, type: str | None = None, country: str | None = None, start: date | None = None,
        end: date | None = None, status: str | None = None, article_id: str | None = None,
        text: str | None = None, disputed: bool = False, area: Area | None = None, limit: int = 100, offset: int = 0,
    ) -> list[EventEntry]:  # fmt: skip
        """Events as they stand, by date, undated ones last.

        ``country`` (ISO 3166-1 alpha-3) is that of an actor, a recipient or the place; ``start`` and ``end`` keep
        events that may have been on a day between, both included; ``text`` those told of by articles with all its
        words; ``disputed`` those with a claim that denies or a contradiction among claims; ``area`` those placed there.
        """
        where = queries.event_filter(
            type=type, country=country, start=start, end=end, status=status, article_id=article_id, text=text,
            disputed=disputed,
        )  # fmt: skip
        with self._reading() as connection:
            where = sa.and_(where, in_area(connection, area)) if area else where
            pairs = build.load_events(connection, where, *queries.EVENT_ORDER, limit=limit, offset=offset)
            facts = {
                row.number: row
                for row in connection.execute(
                    queries.EVENT_FACTS, {"numbers": [row.number for row, _ in pairs]}
                )
            }
            homes = [details.homes_of(connection, row, event) for row, event in pairs]
        return [
            _entry(event, row.run_id, facts[row.number], of) for (row, event), of in zip(pairs, homes, strict=True)
        ]

    def count_events(
        self, *, type: str | None = None, country: str | None = None, start: date | None = None,
        end: date | None = None, status: str | None = None, article_id: str | None = None,
        text: str | None = None, disputed: bool = False, area: Area | None = None,
    ) -> int:  # fmt: skip
        """How many events ``events`` with the same filters would give with no limit."""
        where = queries.event_filter(
            type=type, country=country, start=start, end=end, status=status, article_id=article_id, text=text,
            disputed=disputed,
        )  # fmt: skip
        with self._reading() as connection:
            where = sa.and_(where, in_area(connection, area)) if area else where
            return connection.execute(
                sa.select(sa.func.count()).select_from(s.event).where(where)
            ).scalar_one()

    def event(self, event_id: str) -> EventDetail:
        """The event with its mentions, claims, attributions and articles.

        An id that the event had before it was merged otherwise, or that one article's telling of it has, leads to it.
        Raises NotFoundError.
        """
        with self._reading() as connection:
            number = details.number_of(connection, event_id)
            if number is None:
                raise NotFoundError(f"no event has the id {event_id!r}", where=str(self.path))
            row, event = build.load_events(connection, s.event.c.number == number)[0]
            parts = details.parts_of(connection, row)
            codings = queries.codings_of_event(connection, row.number)
            coded = build.load_codings(connection, codings)
            articles = [self._article_row(connection, article_id)[1] for article_id in event.article_ids]
            homes = details.homes_of(connection, row, event)
            origins = details.origins_of(connection, event.article_ids)
            said = details.disputes_of(connection, row.number)
            about = details.judgements_of(connection, parts)
        ids = {part.event_id for part in parts} or {event.id}
        claims = tuple(
            replace(c, event_id=event.id) for parts in coded.values() for c in parts.claims if c.event_id in ids
        )
        named = {c.attribution_id for c in claims}
        own = {c.id for c in claims}
        return EventDetail(
            event,
            row.run_id,
            tuple(m for parts in coded.values() for m in parts.mentions if m.id in event.mention_ids),
            claims,
            tuple(
                replace(a, about=event.id) if a.about in ids else a
                for parts in coded.values()
                for a in parts.attributions
                if a.about in ids or a.id in named
            ),
            tuple(articles),
            tuple(sorted(ids)),
            *homes,
            origins,
            tuple(Dispute(*one) for one in said),
            tuple(sorted(own & details.withdrawn(about))),
            tuple(about),
        )

    def whole_ids(self, part_ids: Sequence[str]) -> dict[str, str]:
        """For the tellings of one article the ids of the events they stand as, where those have other ids."""
        with self._reading() as connection:
            return details.whole_ids(connection, part_ids)

    def standing_ids(self, part_ids: Sequence[str]) -> dict[str, str]:
        """For tellings that stand the ids of the events they stand as."""
        with self._reading() as connection:
            return details.standing_ids(connection, part_ids)

    def judgements(self) -> list[Judgement]:
        """Every judgement, in the order they were made, undone ones too."""
        with self._reading() as connection:
            return judgements.load(connection)

    def rejected(self, limit: int = 1000) -> list[Rejected]:
        """Inputs that gave no article, in order of their location."""
        with self._reading() as connection:
            rows = connection.execute(queries.REJECTED.limit(limit))
            return [Rejected(*row) for row in rows]

    def counts(self) -> dict[str, int]:
        """How much the store holds: articles by state, origins, events, mentions, attributions, claims, ..."""
        with self._reading() as connection:
            return queries.counts(connection)

    def digest(self) -> str:
        """The hash of all that is on record: the same for the same articles under the same run.

        Order of reading, workers, row numbers, times and the paths of files have no part in it.
        """
        with self._reading() as connection:
            return digest_of(connection)


def _unresolved(start: str, ids: Sequence[str], path: Path) -> NotFoundError:
    if not ids:
        return NotFoundError(
            f"nothing has the id {start!r}", where=str(path), remedy="See onrecord list for ids."
        )
    few = ", ".join(ids[:5])
    return NotFoundError(
        f"more than one id begins with {start!r}: {few}", where=str(path), remedy="Give more of it."
    )


def _entry(
    event: Event, run_id: str, facts: Any, homes: tuple[str | None, str | None, tuple[str, ...]]
) -> EventEntry:
    return EventEntry(
        event, run_id, facts.quote or "", facts.article_id or "", facts.title, facts.outlet, facts.published_start,
        facts.published_end, facts.claims, facts.denials, facts.origins,
        tuple(facts.disputes.split(",")) if facts.disputes else (), *homes,
    )  # fmt: skip
