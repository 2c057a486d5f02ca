"""Whatever goes into a store comes out again."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from made import records
from onrecord.records import Record
from onrecord.store import StoreWriter


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "empty.db"
    StoreWriter.open(path).close()
    return path


@given(record=records())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_record_comes_out_as_it_went_in(tmp_path: Path, empty: Path, record: Record) -> None:
    path = tmp_path / "any.db"
    for old in tmp_path.glob("any.db*"):
        old.unlink()
    shutil.copy(empty, path)
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
