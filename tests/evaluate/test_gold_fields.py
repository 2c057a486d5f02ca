import pytest

from onrecord.evaluate.gold_fields import (
    alpha3,
    date_points,
    field_points,
    heads,
    same_place,
    share_head,
    tolls,
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("the two senior officers", {"officer"}),
        ("leaders of both governments", {"leader"}),
        ("Aruna Rao and Lina Okoro", {"rao", "okoro"}),
        ("Secretary of Defence Lloyd Austin", {"secretary", "austin"}),
        ("Bank of Norway", {"bank"}),
        ("al-Shabaab", {"shabaab"}),
        ("José Muñoz, a spokesman for the army", {"munoz"}),
        ("Northland's army", {"army"}),
        ("", set()),
        (None, set()),
    ],
)
def test_head_words(name: str | None, expected: set[str]) -> None:
    assert heads(name) == expected


def test_a_modifier_is_no_head() -> None:
    assert not share_head("Northern Liberation Army", "Northern police")
    assert share_head("Northern Liberation Army", "the army")


@pytest.mark.parametrize(
    ("start", "end", "points"),
    [
        ("2020-05-01", "2020-05-31", 1.0),
        ("2020-04-15", "2020-06-15", 0.5),  # 31 days wider
        ("2020-04-15", "2020-06-16", 0.0),  # 32 days wider
        ("2020-05-02", "2020-05-31", 0.0),  # narrower
        ("2020-04-20", "2020-05-20", 0.0),  # beside it
    ],
)
def test_dates(start: str, end: str, points: float) -> None:
    assert date_points({"start": "2020-05-01", "end": "2020-05-31"}, {"start": start, "end": end}) == points


def test_no_date_is_wrong_where_gold_has_one() -> None:
    assert date_points({"start": "2020-05-01", "end": "2020-05-31"}, None) == 0


def test_places() -> None:
    town = {"name": "Oslo", "country": "NOR"}
    assert same_place(town, {"name": "Oslo", "country": "NO"})
    assert not same_place(town, {"name": "Oslo", "country": "USA"})
    assert not same_place(town, {"name": "Bergen", "country": "NOR"})
    assert not same_place(town, None)
    assert same_place({"name": "Norway", "country": "NOR"}, {"name": "Bergen", "country": "NOR"})
    assert same_place({"name": "Russia", "country": "RUS"}, {"name": "Omsk", "country": "RUS"})
    assert not same_place({"name": "Paktika province", "country": "AFG"}, {"name": "Kabul", "country": "AFG"})
    assert same_place({"name": "Paktika province", "country": "AFG"}, {"name": "Paktika", "country": "AFG"})


def test_tolls_take_one_number_for_both_ends() -> None:
    assert tolls([{"effect": "killed", "low": 3}]) == {("killed", 3, 3, None)}
    assert tolls([{"effect": "killed", "low": 3, "high": 5, "country": "DK"}]) == {("killed", 3, 5, "DNK")}


def test_mutual_events_may_be_turned_round() -> None:
    one, other = {"name": "Norway", "country": "NOR"}, {"name": "Denmark", "country": "DNK"}
    gold = {"type": "CONSULT", "actor": [one], "recipient": [other]}
    found = {"actor": [other], "recipient": [one]}
    assert field_points(gold, found) == {"actor": 0, "recipient": 0}
    assert field_points({**gold, "mutual": True}, found) == {"actor": 1, "recipient": 1}


def test_sectors_are_compared_as_sets() -> None:
    gold = {"actor": [{"name": "Rao", "country": "IND", "sector": "GOV"}]}
    assert field_points(gold, {"actor": [{"name": "Aruna Rao", "country": "IN", "sector": "GOV"}]}) == {
        "actor": 1
    }
    assert field_points(gold, {"actor": [{"name": "Aruna Rao", "country": "IND"}]}) == {"actor": 0}
    assert field_points(gold, {"actor": [{"name": "Singh", "country": "IND", "sector": "GOV"}]}) == {
        "actor": 0
    }


def test_country_codes() -> None:
    assert alpha3("no") == alpha3("NOR") == "NOR"
    assert alpha3(None) is None
    assert alpha3("XKX") == "XKX"
