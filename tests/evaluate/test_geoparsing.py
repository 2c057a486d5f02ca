"""The geoparsing task: both layouts of file, the measures, and the conventions of each set."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from onrecord.annotated import Annotated
from onrecord.errors import InputError
from onrecord.evaluate import geoparsing
from onrecord.records import Article, Place, PlaceValue, Span

LGL = """<articles><article docid="7"><text>Near Utopia, Utopian farmers met.</text><toponyms>
<toponym><start>5</start><end>11</end><phrase>Utopia</phrase>
<gaztag geonameid="1"><lat>10.0</lat><lon>20.0</lon></gaztag></toponym>
<toponym><start>13</start><end>20</end><phrase>Utopian</phrase></toponym>
</toponyms></article></articles>"""
GEOVIRUS = """<articles><article><text>Near Utopia.</text><locations><location><name>Utopia</name>
<start>6</start><end>12</end><lat>10</lat><lon>20</lon></location></locations></article></articles>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lgl.xml.gz").write_bytes(gzip.compress(LGL.encode()))
    (tmp_path / "Geo-Virus.v2.xml").write_text(GEOVIRUS, encoding="utf-8")
    (tmp_path / "README.md").write_text("no data")
    return tmp_path


def _place(start: int, end: int, latitude: float | None, how: str = "phrase") -> dict[str, Any]:
    longitude = None if latitude is None else 20.0
    return {"start": start, "end": end, "latitude": latitude, "longitude": longitude, "how": how}


def test_both_layouts(folder: Path) -> None:
    virus, lgl = list(geoparsing.cases(folder))
    assert (virus.expected["file"], lgl.expected["file"]) == ("geo_virus", "lgl")
    assert [virus.payload[p["start"] : p["end"]] for p in virus.expected["places"]] == ["Utopia"]
    assert [lgl.payload[p["start"] : p["end"]] for p in lgl.expected["places"]] == ["Utopia", "Utopian"]
    assert [p["latitude"] for p in lgl.expected["places"]] == [10.0, None]


def test_a_file_that_is_no_xml_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.xml").write_text("<articles>")
    with pytest.raises(InputError, match=r"bad\.xml"):
        list(geoparsing.cases(tmp_path))


def test_the_measures(folder: Path) -> None:
    _, lgl = list(geoparsing.cases(folder))
    near, far = _place(5, 11, 11.0), _place(5, 11, 12.0)  # 111 and 222 km away
    demonym = _place(13, 20, None, "demonym")
    assert geoparsing.score([(lgl.expected, [near, demonym])]) == {
        "lgl_recognition_f1": 1.0, "lgl_matched_161": 1.0, "lgl_recall_161": 1.0, "lgl_f1_161": 1.0,
    }  # fmt: skip
    wrong = geoparsing.score([(lgl.expected, [far, _place(0, 4, 1.0)])])
    assert wrong == {
        "lgl_recognition_f1": 0.5, "lgl_matched_161": 0.0, "lgl_recall_161": 0.0, "lgl_f1_161": 0.0,
    }  # fmt: skip
    assert geoparsing.score([(lgl.expected, [])])["lgl_recognition_f1"] == 0.0


def test_demonyms_count_only_where_the_set_marks_them(folder: Path) -> None:
    virus, _ = list(geoparsing.cases(folder))
    found = [_place(5, 11, 10.0), _place(0, 4, None, "demonym")]
    assert geoparsing.score([(virus.expected, found)])["geo_virus_recognition_f1"] == 1.0


def test_distances() -> None:
    assert geoparsing.distance_km(0.0, 0.0, 0.0, 180.0) == pytest.approx(20015.1, abs=0.1)
    assert geoparsing.distance_km(24.86, 67.01, 24.86, 67.01) == 0.0


@dataclass
class _Engine:
    cleaned: str

    def annotate_text(self, text: str, **_: Any) -> Annotated:
        start = self.cleaned.index("Utopia")
        place = PlaceValue(Place("Utopia", latitude=1.0, longitude=2.0), Span(start, start + 6))
        return Annotated(Article(self.cleaned), places=[place])

    def read_text(self, text: str, **_: Any) -> Any:
        raise AssertionError


def test_offsets_are_those_of_the_text_as_given() -> None:
    given, cleaned = "In caf\u00c3\u00a9s,  near Utopia.", "In caf\u00e9s, near Utopia."
    found = geoparsing.predict(geoparsing.Case("1", given, {}), _Engine(cleaned))
    assert [given[p["start"] : p["end"]] for p in found] == ["Utopia"]
