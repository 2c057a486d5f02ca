"""The demo of merging, with the engine: three reports of one attack in any order end as one event, all side by side.

And the past: the record as of a day is what the store would hold had it read only what was published by then.
"""

from __future__ import annotations

import itertools
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from onrecord.ask import as_of, detail_view, history
from onrecord.batch import Likeness
from onrecord.errors import NotFoundError
from onrecord.merge.across import merge_events
from onrecord.merge.origins import link_origins
from onrecord.pipeline import Engine
from onrecord.read import parse_date, read_text, signature
from onrecord.records import Record
from onrecord.settings import Settings
from onrecord.store import Store, StoreWriter

REPORTS = (
    ("2021-03-01", "The Standard Post",
     "Bomb kills three in Garissa market\n\nA bomb killed three people at a market in the Kenyan town of Garissa on "
     "Monday, police said. Residents said the blast went off near a bus stop."),
    ("2021-03-02", "Coast Daily",
     "Garissa market bombing: four dead\n\nFour people were killed in Monday's bombing of a market in Garissa, Kenya, "
     "hospital officials said on Tuesday. The militant group al-Shabaab claimed responsibility for the attack."),
    ("2021-03-03", "World Wire",
     "Group denies Garissa bombing\n\nAt least three people were killed when a bomb exploded in a market in Garissa on "
     "Monday, the Red Cross said. Kenyan officials blamed al-Shabaab for the bombing, but al-Shabaab denied "
     "involvement in the attack."),
)  # fmt: skip


@cache
def records() -> tuple[Record, ...]:
    engine = Engine(Settings(weights="none"))
    return tuple(
        engine.code(read_text(text, outlet=outlet, published=parse_date(day))) for day, outlet, text in REPORTS
    )


def put(path: Path, given: list[Record]) -> Store:
    with StoreWriter.open(path) as store:
        for record in given:
            store.add(record, signature(record.article).data)
            link_origins(store.linking, Likeness())
            merge_events(store.merging)
    return Store.open(path)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return put(tmp_path / "record.db", list(records()))


def test_any_order_ends_as_one_event(tmp_path: Path) -> None:
    digests, found = set(), set()
    for n, order in enumerate(itertools.permutations(records())):
        store = put(tmp_path / f"{n}.db", list(order))
        attacks = store.events(type="ASSAULT")
        assert [len(entry.event.article_ids) for entry in attacks] == [3]
        digests.add(store.digest())
        found.add(attacks[0].event.id)
    assert len(digests) == len(found) == 1


def test_all_is_side_by_side(store: Store) -> None:
    (entry,) = store.events(type="ASSAULT", disputed=True)
    view = detail_view(store.event(entry.event.id))
    assert (entry.origins, view.origins) == (3, 3)
    tolls = next(field for field in view.fields if field.field == "casualties")
    assert {value.value.partition(" (")[0] for value in tolls.values} >= {"3 killed", "4 killed", "at least 3 killed"}
    (killed,) = (toll for toll in tolls.tolls if toll.effect == "killed")
    assert (killed.low, killed.best, killed.high) == (3, 3, 4)  # best: the count of the last day
    actors = next(field for field in view.fields if field.field == "actor")
    stances = {claim.stance for value in actors.values for claim in (*value.claims, *value.denials)}
    assert {"claims-responsibility", "accuses", "denies"} <= stances
    assert {kind for kind, _ in view.disputes} == {"toll", "who"}
    days = {value.value.partition(" (")[0]: (value.first, value.last) for value in tolls.values}
    assert days["4 killed"] == ("2021-03-02", "2021-03-02")


@pytest.mark.parametrize("known", [0, 1, 2, 3])
def test_the_past_is_what_was_published_by_then(store: Store, tmp_path: Path, known: int) -> None:
    fresh = put(tmp_path / "fresh.db", list(records()[:known]))
    past = as_of(store, date(2021, 2, 28 + known) if not known else date(2021, 3, known))
    assert past.digest() == fresh.digest()
    assert past.counts()["articles"] == known
    assert [e.event for e in past.events()] == [e.event for e in fresh.events()]
    for entry in past.events():
        assert past.event(entry.event.id).claims == fresh.event(entry.event.id).claims


def test_the_past_of_a_later_id_is_the_event_it_was(store: Store) -> None:
    (entry,) = store.events(type="ASSAULT")
    early = as_of(store, date(2021, 3, 1))
    with pytest.raises(NotFoundError):
        early.event(entry.event.id)
    (then,) = early.events()
    assert store.event(then.event.id).event.id == entry.event.id


def test_history_tells_how_the_toll_rose_and_when_the_denial_came(store: Store) -> None:
    (entry,) = store.events(type="ASSAULT")
    steps = history(store, entry.event.id)
    assert [step.day for step in steps] == ["2021-03-01", "2021-03-02", "2021-03-03"]
    told = {(step.day, change.what): change for step in steps for change in step.changes}
    rose = told["2021-03-02", "casualties"]
    assert rose.was.startswith("3 killed") and rose.now.startswith("3 to 4 killed") and "hospital officials" in rose.by
    assert "al-Shabaab" in told["2021-03-03", "denial of actor"].by
    assert told["2021-03-02", "claims-responsibility"].by.endswith("Coast Daily")
    assert ("2021-03-03", "dispute: who") in told
