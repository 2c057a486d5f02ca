"""Whatever goes into a store comes out again."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from made import records

from onrecord.records import Record
from onrecord.store import StoreWriter


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
