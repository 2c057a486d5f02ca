"""Writing the store: one transaction an article, and the rule by which one of identical texts is coded.

Of all readings of one text the least by ``precedence`` (first published) is coded; the others are of state
"copy". Where one that goes before arrives later, it is coded too and the former's coding is marked superseded:
its rows stay. So any order of reading ends in the same view.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from operator import itemgetter
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.dialects.sqlite import insert

from onrecord.records import Article, Judgement, Record, Run, content_id
from onrecord.store import judgements
from onrecord.store import schema as s
from onrecord.store.database import open_writing, told
from onrecord.store.merging import Merging
from onrecord.store.origins import Linking
from onrecord.store.reader import Store
from onrecord.store.rows import Row, article_row, block_rows, coded_rows, precedence_of, reading_of

Standing = Literal["known", "new", "copy"]


class StoreWriter(Store):
    """A store opened for writing; it reads, too. One process writes at a time, others wait for it."""

    def __init__(self, path: Path, engine: sa.Engine) -> None:
        super().__init__(path, engine)
        self._shared: sa.Connection | None = None  # of the transaction that is open

    @classmethod
    def open(cls, path: str | Path, *, write: bool = True) -> StoreWriter:
        """Open the store at ``path``, made or migrated first where need be.

        Raises StoreError where the file cannot be written, is no store, or has a newer schema.
        """
        return cls(Path(path), open_writing(Path(path)))

    def standing(self, article: Article, run: Run) -> Standing:
        """What is to be done about ``article``.

        "known": this reading of it stands in the store, coded under ``run`` or as a copy; "copy": its text is
        coded under ``run`` from a reading that goes before, so ``add_copy`` will do; "new": it must be coded.
        An article that was set aside or that failed is new: the caller's settings may have changed.
        """
        with self._reading() as connection:
            found = connection.execute(_STANDING, {"text": article.text_id, "run": run.id}).all()
            mine = reading_of(article)
            own = next((row for row in found if row.article_id == article.id and row.reading == mine), None)
            if own is not None and article.external_id is not None:
                new_name = not connection.execute(
                    _HAS_EXTERNAL, {"article": own.number, "external": article.external_id}
                ).scalar_one()
            else:
                new_name = False
        before = [row.precedence for row in found if row.coded]
        if before and min(before) < precedence_of(article):
            return "known" if own is not None and own.state == "copy" and not new_name else "copy"
        if own is None or not own.current:
            return "new"
        return "copy" if new_name else "known"

    def add(self, record: Record, signature: bytes | None = None) -> None:
        """Put ``record`` on record, or note why its article was set aside where ``record.aside`` says so.

        ``signature`` is the report's minhash signature, for origins. Adding the same again changes nothing.
        """
        if record.aside is not None:
            self.add_aside(record.article, record.aside, record.run)
            return
        with self._writing() as connection:
            number = _add_article(connection, record.article, "coded", signature)
            _add_run(connection, record.run)
            if _coding_of(connection, number, record.run) is None:
                _add_coding(connection, record, number)
            _settle(connection, record.article.text_id, record.run)

    def add_copy(self, article: Article, run: Run, signature: bytes | None = None) -> None:
        """Note ``article``, whose text is coded from another article already."""
        with self._writing() as connection:
            _add_article(connection, article, "copy", signature)
            _settle(connection, article.text_id, run)

    def add_aside(self, article: Article, reason: str, run: Run) -> None:
        """Keep ``article`` without coding it. ``reason`` is "code: sentence"; the code "failed" is tried again."""
        code = reason.partition(":")[0]
        with self._writing() as connection:
            _add_run(connection, run)
            number = _add_article(connection, article, "failed" if code == "failed" else "aside")
            row = {"article": number, "reason": reason, "code": code, "run_id": run.id, "added_at": _now()}
            connection.execute(insert(s.aside).on_conflict_do_nothing(), row)

    def reject(self, location: str, reason: str, remedy: str = "") -> None:
        """Note an input that gave no article at all: the file or line, why, and what to do."""
        row = {
            "location": location, "reason": reason, "code": reason.partition(":")[0], "remedy": remedy,
            "added_at": _now(),
        }  # fmt: skip
        with self._writing() as connection:
            connection.execute(insert(s.rejected).on_conflict_do_nothing(), row)

    @contextmanager
    def together(self) -> Iterator[None]:
        """One transaction for all that is written inside: all of it is kept, or none.

        Cheaper an article than one each. Other writers wait, so nothing slow belongs inside. One thread at a time.
        """
        with told(self.path), self._engine.begin() as connection:
            self._shared = connection
            try:
                yield
            finally:
                self._shared = None

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        if self._shared is not None:
            yield self._shared
        else:
            with super()._reading() as connection:
                yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        if self._shared is not None:
            yield self._shared
        else:
            with told(self.path), self._engine.begin() as connection:
                yield connection

    @contextmanager
    def linking(self) -> Iterator[Linking]:
        """One transaction in which origins are worked out; see ``onrecord.merge.origins``."""
        with self._writing() as connection:
            yield Linking(connection)

    @contextmanager
    def merging(self) -> Iterator[Merging]:
        """One transaction in which events are merged; see ``onrecord.merge.across``."""
        with self._writing() as connection:
            yield Merging(connection)

    def judge(self, judgement: Judgement) -> None:
        """Put a judgement on record; what it touches waits to be merged again.

        Raises NotFoundError for a subject that is not on record, InputError where the two are one telling.
        """
        with self._writing() as connection:
            judgements.add(connection, judgement, self.path)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _add_run(connection: sa.Connection, run: Run) -> None:
    connection.execute(
        _RUN,
        {"run_id": run.id, "engine": run.engine, "models": run.models, "ontology": run.ontology,
         "first_used_at": _now()},
    )  # fmt: skip


def _add_article(
    connection: sa.Connection, article: Article, state: str, signature: bytes | None = None
) -> int:
    """The number of the article's row, which is added with text, blocks and search where it is new."""
    row = article_row(article)
    signature_id = _add_signature(connection, signature)
    held = connection.execute(_HELD, {"article": row["article_id"], "reading": row["reading"]}).one_or_none()
    if held is not None:
        number: int = held.number
        # what was coded once stays so; who is coded among copies is settled after
        if held.state not in ("coded", "copy", state):
            connection.execute(_STATE, {"of": number, "new": state})
        if held.signature_id is None and signature_id is not None:
            connection.execute(_SIGN, {"of": number, "new": signature_id})
    else:
        connection.execute(_TEXT, {"text_id": article.text_id, "text": article.text})
        row |= {"state": state, "signature_id": signature_id, "added_at": _now()}
        number = _number(connection.execute(_ARTICLE, row))
        if article.blocks:
            _insert(connection, "block", block_rows(article, number))
        connection.execute(_SEARCH, {"rowid": number, "title": article.title, "text": article.text})
    if article.external_id is not None:
        connection.execute(_EXTERNAL, {"article": number, "external_id": article.external_id})
    return number


def _number(made: sa.CursorResult[Any]) -> int:
    """The number of the row that was inserted."""
    key = made.inserted_primary_key
    return int(key[0]) if key is not None else 0


def _add_signature(connection: sa.Connection, signature: bytes | None) -> str | None:
    if not signature:
        return None
    signature_id = content_id("sig", signature.hex())
    connection.execute(_SIGNATURE, {"signature_id": signature_id, "signature": signature, "banded": 0})
    return signature_id


def _coding_of(connection: sa.Connection, number: int, run: Run) -> int | None:
    found: int | None = connection.execute(_CODING_OF, {"article": number, "run": run.id}).scalar()
    return found


def _add_coding(connection: sa.Connection, record: Record, number: int) -> None:
    made = connection.execute(
        _CODING,
        {"article": number, "article_id": record.article.id, "run_id": record.run.id, "state": "current",
         "coded_at": _now()},
    )  # fmt: skip
    coding = _number(made)
    rows = coded_rows(record, coding)
    for name in _CODED_TABLES:
        _insert(connection, name, rows.tables[name])
    numbers = _add_events(connection, rows.events)
    for name in ("event_claim", "event_attribution"):
        for row in rows.tables[name]:
            row["event"] = numbers.get(row["event_id"])
        _insert(connection, name, rows.tables[name])


def _add_events(
    connection: sa.Connection, events: Sequence[tuple[Row, dict[str, list[Row]]]]
) -> dict[str, int]:
    """Insert the events and what hangs on them; return their numbers by id."""
    if not events:
        return {}
    # the lock is ours, so no one else can take these numbers
    first = (connection.execute(_LAST_EVENT).scalar() or 0) + 1
    numbers = {row["event_id"]: first + at for at, (row, _) in enumerate(events)}
    _insert(connection, "event", [{**row, "number": numbers[row["event_id"]]} for row, _ in events])
    for name in ("event_actor", "event_toll", "event_article", "event_mention"):
        parts = [
            {**part, "event": numbers[row["event_id"]], "event_id": row["event_id"]}
            for row, parts in events
            for part in parts[name]
        ]
        _insert(connection, name, parts)
    return numbers


def _insert(connection: sa.Connection, table: str, rows: Sequence[Row]) -> None:
    """Insert whole rows, each with a value for every column: past SQLAlchemy's handling of each row, which costs
    several times what SQLite does."""
    if rows:
        statement, values = _INSERTS[table]
        connection.exec_driver_sql(statement, [values(row) for row in rows])


def _settle(connection: sa.Connection, text_id: str, run: Run) -> None:
    """Make one coding of the text current: under ``run`` where there is one, of the first published."""
    found = connection.execute(_CODINGS, {"text": text_id}).all()
    codings = [row for row in found if row.coding is not None]
    under_run = [row for row in codings if row.run_id == run.id] or codings
    chosen = min(under_run, key=lambda row: (row.precedence, -row.coding), default=None)
    if chosen is None:
        return
    for row in {row.article: row for row in found}.values():
        state = "coded" if row.article == chosen.article else "copy"
        if row.state != state:
            connection.execute(_STATE, {"of": row.article, "new": state})
    for row in codings:
        current = row.coding == chosen.coding
        if current != (row.coding_state == "current"):
            connection.execute(
                _CODING_STATE, {"of": row.coding, "new": "current" if current else "superseded"}
            )
            connection.execute(_EVENT_CURRENT, {"of": row.coding, "new": int(current)})


def _once(table: sa.Table) -> Any:
    return insert(table).on_conflict_do_nothing()


# Statements are built once: building them costs more than SQLite takes to run them.
_CODED_TABLES = ("mention", "argument", "toll", "attribution", "content", "via", "accused", "claim")
_INSERTS = {
    table.name: (str(sa.insert(table).compile(dialect=sqlite_dialect())), itemgetter(*table.c.keys()))
    for table in (
        *(s.metadata.tables[name] for name in _CODED_TABLES), s.block, s.event, s.event_actor, s.event_toll,
        s.event_article, s.event_mention, s.event_claim, s.event_attribution,
    )
}  # fmt: skip
_RUN, _TEXT, _EXTERNAL, _SIGNATURE = (_once(t) for t in (s.run, s.text, s.external_id, s.signature))
_ARTICLE, _CODING = sa.insert(s.article), sa.insert(s.coding)
_SEARCH = sa.text("INSERT INTO article_search (rowid, title, text) VALUES (:rowid, :title, :text)")
_HELD = sa.select(s.article.c.number, s.article.c.state, s.article.c.signature_id).where(
    s.article.c.article_id == sa.bindparam("article"), s.article.c.reading == sa.bindparam("reading")
)
_STATE = (
    sa.update(s.article).where(s.article.c.number == sa.bindparam("of")).values(state=sa.bindparam("new"))
)
_SIGN = (
    sa.update(s.article)
    .where(s.article.c.number == sa.bindparam("of"))
    .values(signature_id=sa.bindparam("new"))
)
_CODING_STATE = (
    sa.update(s.coding).where(s.coding.c.number == sa.bindparam("of")).values(state=sa.bindparam("new"))
)
_EVENT_CURRENT = (
    sa.update(s.event)
    .where(s.event.c.coding == sa.bindparam("of"))
    .values(current=sa.bindparam("new"), waiting=1)
)
_LAST_EVENT = sa.select(sa.func.max(s.event.c.number))
_CODING_OF = sa.select(s.coding.c.number).where(
    s.coding.c.article == sa.bindparam("article"), s.coding.c.run_id == sa.bindparam("run")
)
_CODINGS = (
    sa.select(
        s.article.c.number.label("article"), s.article.c.state, s.article.c.precedence,
        s.coding.c.number.label("coding"), s.coding.c.run_id, s.coding.c.state.label("coding_state"),
    )
    .select_from(s.article.outerjoin(s.coding, s.coding.c.article == s.article.c.number))
    .where(s.article.c.text_id == sa.bindparam("text"), s.article.c.state.in_(["coded", "copy"]))
)  # fmt: skip
_STANDING = (
    sa.select(
        s.article.c.number, s.article.c.article_id, s.article.c.reading, s.article.c.precedence, s.article.c.state,
        s.coding.c.number.label("coded"), (s.coding.c.state == "current").label("current"),
    )
    .select_from(
        s.article.outerjoin(
            s.coding,
            sa.and_(s.coding.c.article == s.article.c.number, s.coding.c.run_id == sa.bindparam("run")),
        )
    )
    .where(s.article.c.text_id == sa.bindparam("text"))
)  # fmt: skip
_HAS_EXTERNAL = sa.select(sa.func.count()).where(
    s.external_id.c.article == sa.bindparam("article"),
    s.external_id.c.external_id == sa.bindparam("external"),
)
