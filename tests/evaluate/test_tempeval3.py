from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from onrecord.annotated import Annotated, Expression
from onrecord.errors import InputError
from onrecord.evaluate import tempeval3
from onrecord.evaluate.base import Engine
from onrecord.records import Article, Record, Span

FILE = """<?xml version="1.0" ?><TimeML>
<DCT><TIMEX3 tid="t0" type="TIME" value="2020-06-02T10:00" functionInDocument="CREATION_TIME">2 June</TIMEX3></DCT>
<TITLE>On <TIMEX3 tid="t9" type="DATE" value="2020-06-01">Monday</TIMEX3></TITLE>
<TEXT>A &amp; B <EVENT eid="e1">met</EVENT> on <TIMEX3 tid="t1" type="DATE" value="2020-06-01">Monday</TIMEX3>
for <TIMEX3 tid="t2" type="DURATION" value="P3D">three days</TIMEX3>.</TEXT></TimeML>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b.tml").write_text(FILE)
    (tmp_path / "a.tml.gz").write_bytes(gzip.compress(FILE.encode()))
    return tmp_path


def test_only_the_text_proper_is_read(folder: Path) -> None:
    first, second = tempeval3.cases(folder)
    assert (first.id, second.id) == ("a", "b")
    assert first.payload["published"] == "2020-06-02"
    text = first.payload["text"]
    assert text.startswith("A & B met on Monday")
    assert [(text[e["start"] : e["end"]], e["type"], e["value"]) for e in first.expected] == [
        ("Monday", "DATE", "2020-06-01"),
        ("three days", "DURATION", "P3D"),
    ]


def test_a_file_without_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.tml").write_text("<TimeML></TimeML>")
    with pytest.raises(InputError, match=r"x\.tml"):
        list(tempeval3.cases(tmp_path))


def test_what_is_counted(folder: Path) -> None:
    expected = next(tempeval3.cases(folder)).expected
    assert set(tempeval3.score([(expected, expected)]).values()) == {1.0}
    assert set(tempeval3.score([(expected, [])]).values()) == {0.0}
    wider = [{**each, "start": each["start"] - 1} for each in expected]
    assert tempeval3.score([(expected, wider)]) == {
        "strict_f1": 0,
        "relaxed_f1": 1,
        "type_f1": 1,
        "value_f1": 1,
    }
    other = [expected[0], {**expected[1], "value": "P2D", "type": "SET"}]
    assert tempeval3.score([(expected, other)])["value_f1"] == 0.5
    assert tempeval3.score([(expected, other)])["type_f1"] == 0.5
    beside = [*expected, {"start": 0, "end": 1, "type": "DATE", "value": "2020"}]
    assert tempeval3.score([(expected, beside)])["relaxed_f1"] == pytest.approx(4 / 5)


def test_two_found_in_one_count_once() -> None:
    gold = [{"start": 0, "end": 20, "type": "DATE", "value": "x"}]
    found = [{**gold[0], "end": 5}, {**gold[0], "start": 6}]
    assert tempeval3.score([(gold, found)])["relaxed_f1"] == pytest.approx(2 / 3)


def test_the_engine_is_asked_for_its_expressions(folder: Path) -> None:
    class Fixed:
        def read_text(self, text: str, **about: str | None) -> Record:
            raise AssertionError

        def annotate_text(
            self,
            text: str,
            *,
            published: str | None = None,
            outlet: str | None = None,
            title: str | None = None,
        ) -> Annotated:
            assert published == "2020-06-02"
            return Annotated(
                Article(text), expressions=[Expression(Span(13, 19), "DATE", "2020-06-01", None)]
            )

    engine: Engine = Fixed()
    case = next(tempeval3.cases(folder))
    assert tempeval3.predict(case, engine) == case.expected[:1]
