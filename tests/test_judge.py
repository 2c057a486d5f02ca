"""Judgements: dated, signed, with a reason; the engine never overturns one, and undoing brings back what was."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from made import RUN
from onrecord.ask import detail_view
from onrecord.errors import InputError, NotFoundError
from onrecord.judge import judge
from onrecord.merge.across import merge_events
from onrecord.records import Actor, Record, Run
from onrecord.store import Store, StoreWriter
from reports import report

ELDERS = Actor("Elders", "KEN", "CVL", "group")
SIGNED = {"by": "Ada", "reason": "checked by telephone"}


def put(path: Path, *records: Record) -> None:
    with StoreWriter.open(path) as store:
        for record in records:
            store.add(record)
        merge_events(store.merging)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two events: one that two papers tell of, and one in another town."""
    path = tmp_path / "record.db"
    put(
        path, report("2021-03-02", "Post"), report("2021-03-03", "Daily", toll=4, source="Police", actor=ELDERS),
        report("2021-03-02", "Coast", place="Wajir"),
    )  # fmt: skip
    return path


def ids(path: Path) -> dict[str, str]:
    """Event ids by place."""
    with Store.open(path) as store:
        return {e.event.place.place.name: e.event.id for e in store.events() if e.event.place}


def members(path: Path) -> list[list[str]]:
    with Store.open(path) as store:
        outlets = {a.article_id: a.outlet or "" for a in store.articles()}
        return sorted(sorted(outlets[a] for a in e.event.article_ids) for e in store.events())


def test_same_and_undo_lose_nothing(path: Path) -> None:
    before, content = members(path), Store.open(path).counts()
    assert before == [["Coast"], ["Daily", "Post"]]
    old = ids(path)
    made, events = judge(path, "same", [old["Garissa"], old["Wajir"]], **SIGNED)
    assert members(path) == [["Coast", "Daily", "Post"]]
    (joined,) = events
    with Store.open(path) as store:
        assert {store.event(id).event.id for id in old.values()} == {joined}
        assert store.event(joined).judgements == (made,)
    judge(path, "undo", [made.id[:10]], **SIGNED)
    assert members(path) == before and ids(path) == old
    with Store.open(path) as store:
        assert store.event(joined).event.id in old.values()  # its id leads on
    judge(path, "same", [old["Garissa"], old["Wajir"]], **SIGNED)
    assert members(path) == [["Coast", "Daily", "Post"]]
    after = Store.open(path).counts()
    assert {k: after[k] for k in ("mentions", "claims", "attributions")} == {
        k: content[k] for k in ("mentions", "claims", "attributions")
    }
    assert len(Store.open(path).judgements()) == 3


def test_different_takes_an_article_out_and_the_engine_leaves_it_so(path: Path) -> None:
    with Store.open(path) as store:
        daily = next(a.article_id for a in store.articles() if a.outlet == "Daily")
    judge(path, "different", [ids(path)["Garissa"], daily], **SIGNED)
    assert members(path) == [["Coast"], ["Daily"], ["Post"]]
    put(path, report("2021-03-04", "Later"))
    assert all(not {"Daily", "Post"} <= set(group) for group in members(path))
    newer = replace(
        report("2021-03-03", "Daily", toll=4, source="Police", actor=ELDERS), run=Run("newer", "x", "y")
    )
    with StoreWriter.open(path) as store:  # read again by a newer engine
        store.add(newer)
        merge_events(store.merging)
    assert all(not {"Daily", "Post"} <= set(group) for group in members(path))


def test_later_judgements_go_before_earlier_ones(path: Path) -> None:
    old = ids(path)
    judge(path, "same", [old["Garissa"], old["Wajir"]], at=datetime(2026, 1, 1, tzinfo=UTC), **SIGNED)
    judge(path, "different", [old["Garissa"], old["Wajir"]], at=datetime(2026, 1, 2, tzinfo=UTC), **SIGNED)
    assert members(path) == [["Coast"], ["Daily", "Post"]]


def test_a_corrected_field_stands_whatever_comes(path: Path) -> None:
    event = ids(path)["Garissa"]
    judge(path, "correct", [event, "casualties", "killed 5"], **SIGNED)
    judge(path, "correct", [event, "place", "Dadaab, KEN"], **SIGNED)
    put(path, report("2021-03-05", "Later", toll=7))
    with Store.open(path) as store:
        detail = store.event(event)
    assert len(detail.articles) == 3
    assert [(t.low, t.high) for t in detail.event.casualties] == [(5, 5)]
    assert detail.event.place is not None and detail.event.place.place.name == "Dadaab"
    assert {c.value["low"] for c in detail.claims if c.field == "casualties"} == {3, 4, 7}  # nothing is lost


def test_a_withdrawn_claim_leaves_the_view_and_stays_on_record(path: Path) -> None:
    event = ids(path)["Garissa"]
    with Store.open(path) as store:
        claim = next(c for c in store.event(event).claims if c.field == "casualties" and c.value["low"] == 4)
    made, _ = judge(path, "withdraw", [event, claim.id], **SIGNED)
    with Store.open(path) as store:
        detail = store.event(event)
        assert claim.id in detail.withdrawn and claim.id in {c.id for c in detail.claims}
        assert [(t.low, t.high) for t in detail.event.casualties] == [(3, 3)]
        assert not detail.disputes
        tolls = next(f for f in detail_view(detail).fields if f.field == "casualties")
    assert [(t.low, t.best, t.high) for t in tolls.tolls] == [(3, 3, 3)]
    assert [v.origins for v in tolls.values if v.value.startswith("4")] == [0]
    judge(path, "undo", [made.id], **SIGNED)
    with Store.open(path) as store:
        assert [(t.low, t.high) for t in store.event(event).event.casualties] == [(3, 4)]


@pytest.mark.parametrize(
    ("kind", "words", "told"),
    [
        ("perhaps", ["a"], "no judgement"),
        ("same", ["a"], "same takes"),
        ("correct", ["GARISSA", "colour", "red"], "no value"),
        ("correct", ["GARISSA", "date", "soon"], "no value"),
        ("correct", ["GARISSA", "casualties", "eaten 3"], "no toll"),
        ("different", ["GARISSA", "GARISSA"], "one telling"),
    ],
)
def test_what_means_nothing_is_refused(path: Path, kind: str, words: list[str], told: str) -> None:
    words = [ids(path)["Garissa"] if word == "GARISSA" else word for word in words]
    with pytest.raises(InputError, match=told):
        judge(path, kind, words, **SIGNED)


def test_what_is_not_on_record_is_refused(path: Path) -> None:
    event = ids(path)["Garissa"]
    for kind, words in (("same", [event, "evt-none"]), ("withdraw", [event, "clm-none"]), ("undo", ["jdg-none"])):
        with pytest.raises(NotFoundError):
            judge(path, kind, words, **SIGNED)
    with pytest.raises(InputError, match="signed"):
        judge(path, "same", [event, event], by=" ", reason="x")
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*) FROM judgement").fetchone() == (0,)
    connection.close()


def test_judgements_are_part_of_the_record(path: Path) -> None:
    before = Store.open(path).digest()
    judge(path, "correct", [ids(path)["Garissa"], "status", "possible"], **SIGNED)
    assert Store.open(path).digest() != before
    assert Store.open(path).events(status="possible")[0].run_id == RUN.id
