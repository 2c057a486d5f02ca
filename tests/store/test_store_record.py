"""What goes into a store comes out again, and says so to Alembic, to plain SQL and to a second process."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from made import RUN, MadeCoder, article, records

from onrecord.errors import NotFoundError
from onrecord.records import Record
from onrecord.store import Store, StoreWriter

TEXT = "An attack hit the camp at dawn. Police said that rebels did it. A second attack followed."


@pytest.fixture
def writer(tmp_path: Path) -> StoreWriter:
    return StoreWriter.open(tmp_path / "record.db")


@given(record=records())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_record_comes_out_as_it_went_in(tmp_path: Path, record: Record) -> None:
    path = tmp_path / "any.db"
    for old in tmp_path.glob("any.db*"):
        old.unlink()
    with StoreWriter.open(path) as store:
        store.add(record, b"signature")
        assert store.record(record.article.id) == record
        assert list(store.records()) == [record]
        before = store.digest()
        store.add(record, b"signature")
        assert store.digest() == before
        assert len(store.events()) == len(record.events)
        for event in record.events:
            detail = store.event(event.id)
            assert detail.event == event
            assert detail.claims == tuple(c for c in record.claims if c.event_id == event.id)
            assert {m.id for m in detail.mentions} == set(event.mention_ids)
