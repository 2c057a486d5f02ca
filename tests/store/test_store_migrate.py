"""A store of the first schema is brought up to date with all it holds, and its events are merged the next time."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from onrecord.merge.across import merge_events
from onrecord.store import Store, StoreWriter, database
from reports import report


def test_an_old_store_keeps_everything_and_is_merged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "record.db"
    records = [report("2021-03-02", "Post"), report("2021-03-03", "Daily", toll=4)]
    with StoreWriter.open(path) as store:
        for record in records:
            store.add(record)
        fresh = store.digest()
        merge_events(store.merging)
        merged = store.digest()
    old = _as_of_first(path, monkeypatch)
    with StoreWriter.open(old) as store:
        assert store.digest() == fresh
        assert [store.record(r.article.id) for r in records] == records
        merge_events(store.merging)
        assert store.digest() == merged
        assert len(store.events()) == 1


def _as_of_first(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of revision 0001 with the rows that the one at ``path`` has in the columns of that revision."""
    old = path.with_name("old.db")
    from alembic import command

    upgrade = command.upgrade
    monkeypatch.setattr(command, "upgrade", lambda config, to: upgrade(config, "0001"))
    engine = database.open_writing(old)
    monkeypatch.setattr(command, "upgrade", upgrade)
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection.exec_driver_sql(f"ATTACH DATABASE '{path}' AS new")
        inspector = sa.inspect(connection)
        for name in inspector.get_table_names():
            if name.startswith(("article_search", "alembic")):
                continue
            columns = ", ".join(column["name"] for column in inspector.get_columns(name))
            of_codings = {"event": "WHERE coding IS NOT NULL"}
            if name.startswith("event_") and name not in {"event_claim", "event_attribution"}:
                of_codings[name] = "WHERE event IN (SELECT number FROM new.event WHERE coding IS NOT NULL)"
            connection.exec_driver_sql(
                f"INSERT INTO {name} ({columns}) SELECT {columns} FROM new.{name} {of_codings.get(name, '')}"
            )
        connection.exec_driver_sql("UPDATE event SET current = 1")
    engine.dispose()
    with Store.open(path) as store:
        assert store.counts()["articles"] == 2
    return old
