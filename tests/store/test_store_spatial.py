"""Events by place: within a distance, in a box, in a country; and the areas that a person writes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made import MadeCoder, article
from onrecord.ask.area import area_of
from onrecord.ask.query import Query, list_events
from onrecord.errors import InputError
from onrecord.records import Place, PlaceValue, Span
from onrecord.store import Store, StoreWriter
from onrecord.store.spatial import Area, Box, Near, around, distance_km

PLACES = {
    "Karachi": ("PAK", 24.86, 67.01),
    "Hyderabad": ("PAK", 25.39, 68.37),
    "Lahore": ("PAK", 31.56, 74.35),
    "Suva": ("FJI", -18.14, 178.44),
    "Apia": ("WSM", -13.83, -171.76),
    "Alert": ("CAN", 82.5, -62.35),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    path, coder = tmp_path_factory.mktemp("spatial") / "record.db", MadeCoder()
    with StoreWriter.open(path) as writer:
        for number, (name, (country, latitude, longitude)) in enumerate(PLACES.items()):
            record = coder.code(article(f"An attack number {number} hit it.", "2020-05-07"))
            place = PlaceValue(Place(name, country, None, latitude, longitude), Span(0, 2))
            writer.add(replace(record, events=(replace(record.events[0], place=place), *record.events[1:])))
        nowhere = coder.code(article("An attack hit nothing.", "2020-05-07"))
        writer.add(replace(nowhere, events=(replace(nowhere.events[0], place=None), *nowhere.events[1:])))
    return Store.open(path)


def names(store: Store, area: Area) -> set[str]:
    found = [entry.event.place for entry in store.events(area=area)]
    assert store.count_events(area=area) == len(found)
    return {place.place.name for place in found if place is not None}


def test_within_a_distance_of_a_point(store: Store) -> None:
    near = Near(24.86, 67.01, 100)
    assert names(store, Area(near=near)) == {"Karachi"}
    assert names(store, Area(near=replace(near, km=200))) == {"Karachi", "Hyderabad"}
    assert names(store, Area(near=replace(near, km=1200))) == {"Karachi", "Hyderabad", "Lahore"}
    assert names(store, Area(near=Near(0, 0, 100))) == set()


def test_across_the_date_line_and_over_the_pole(store: Store) -> None:
    assert names(store, Area(near=Near(-16, -179, 1000))) == {"Suva", "Apia"}
    assert names(store, Area(near=Near(89, 120, 1000))) == {"Alert"}
    assert names(store, Area(box=Box(-20, 170, -10, -170))) == {"Suva", "Apia"}


def test_in_a_box_and_a_country(store: Store) -> None:
    assert names(store, Area(box=Box(20, 60, 30, 70))) == {"Karachi", "Hyderabad"}
    assert names(store, Area(country="pak")) == {"Karachi", "Hyderabad", "Lahore"}
    assert names(store, Area(box=Box(30, 60, 40, 80), country="PAK")) == {"Lahore"}
    query = Query.of(near="24.86, 67.01, 100", inside="Pakistan")
    assert len(list_events(store, query)) == 1


def test_the_index_is_used(store: Store) -> None:
    import sqlite3

    with sqlite3.connect(store.path) as db:
        plan = db.execute(
            "EXPLAIN QUERY PLAN SELECT number FROM event WHERE latitude BETWEEN 1 AND 2 AND longitude BETWEEN 1 AND 2"
        ).fetchall()
    assert "ix_event_point" in str(plan)


@given(
    st.floats(-90, 90), st.floats(-180, 180), st.floats(0.1, 20_000), st.floats(-90, 90), st.floats(-180, 180)
)
def test_the_box_holds_the_circle(lat: float, lon: float, km: float, lat2: float, lon2: float) -> None:
    box = around(Near(lat, lon, km))
    if distance_km(lat, lon, lat2, lon2) <= km:
        assert box.south <= lat2 <= box.north
        inside = box.west <= lon2 <= box.east if box.west <= box.east else lon2 >= box.west or lon2 <= box.east
        assert inside


@pytest.mark.parametrize(
    ("option", "text"),
    [
        ("near", "24.86,67.01"), ("near", "95,0,10"), ("near", "1,2,-3"), ("near", "a,b,c"), ("near", "nan,1,2"),
        ("box", "1,2,3"), ("box", "30,0,20,10"), ("box", "0,0,0,inf"), ("inside", "Utopia"),
    ],
)  # fmt: skip
def test_what_is_no_area_is_said(option: str, text: str) -> None:
    given = {"near": None, "box": None, "inside": None, option: text}
    with pytest.raises(InputError):
        area_of(**given)


def test_no_area() -> None:
    assert area_of(None, None, None) is None
