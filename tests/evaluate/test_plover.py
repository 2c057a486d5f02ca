"""The plover task: its three files, the crosswalk from CAMEO, and the measures."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.annotated import Annotated
from onrecord.errors import InputError
from onrecord.evaluate import plover
from onrecord.records import Actor, Article, Attribution, Event, Place, PlaceValue, Span

TSV = """test\tmethod\tactor_text\tkwargs_json\texpected_json
t1\tagent\tUtopian soldiers\t{}\t"{""country"": ""UTO"", ""code_1"": ""MIL""}"
t2\tagent\tPutin\t"{""query_date"": ""2009-01-01""}"\t"{""country"": ""RUS"", ""code_1"": ""GOV"", ""code_2"": ""MIL""}"
t3\twiki\tsomething\t{}\t"{""title"": ""x""}"
"""
XML = """<Validation><Sentences>
<Sentence category="A" date="20080804" id="one" evaluate="true"/>
<EventCoding eventcode="042" sourcecode="USAGOV" targetcode="CHN" />
<Text>
The leader
came.
</Text>
<Parse>
1\tThe\tthe\tDET
</Parse></Sentence>
<Sentence category="A" date="1208" id="two" evaluate="true">
<!-- <EventCoding eventcode="190" sourcecode="X" targetcode="Y" /> -->
<EventCoding noevents="True" />
<Text>
</Text>
<Parse>
1\tNothing\tnothing\tNOUN
2\thappened\thappen\tVERB
3\t.\t.\tPUNCT
</Parse></Sentence>
</Sentences></Validation>"""
GSR = [{"text": "A met B.", "source": [{"code": "FRAGOV"}], "target": [{"code": "DEU"}], "event": "demand"}]


def _event(type_: str, actors: list[Any], recipients: list[Any], **more: Any) -> dict[str, Any]:
    base = {"types": [type_], "mutual": False, "place": None, **more}
    return {**base, "actors": actors, "recipients": recipients}


def _who(country: str | None, sector: str | None = None) -> dict[str, Any]:
    return {"name": "x", "country": country, "sector": sector}


def _found(*events: dict[str, Any], said: tuple[Any, ...] = (), speakers: tuple[Any, ...] = ()) -> dict[str, Any]:
    return {"events": list(events), "said": list(said), "speakers": list(speakers)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ngec_actor_tests.tsv").write_text(TSV, encoding="utf-8")
    (tmp_path / "PETR2_GSR_validation.xml.gz").write_bytes(gzip.compress(XML.encode()))
    (tmp_path / "PLOVER_GSR_CAMEO.json").write_text(json.dumps(GSR), encoding="utf-8")
    return tmp_path


def test_cases_of_all_files(folder: Path) -> None:
    found = list(plover.cases(folder))
    assert [case.id for case in found] == ["actors/t1:2", "actors/t2:3", "petr2/1-one", "petr2/2-two", "coded/1"]
    assert found[0].expected == {"of": "actors", "country": "UTO", "sectors": ["MIL"]}
    assert found[2].payload == {"of": "petr2", "text": "The leader came.", "published": "2008-08-04"}
    assert found[2].expected["events"] == [{"types": ["CONSULT"], "source": ["USAGOV"], "target": ["CHN"]}]
    assert found[3].payload == {"of": "petr2", "text": "Nothing happened.", "published": None}
    assert found[3].expected["events"] == []
    assert found[4].expected["events"] == [{"types": ["REQUEST"], "source": ["FRAGOV"], "target": ["DEU"]}]


def test_a_folder_without_files_has_no_cases(tmp_path: Path) -> None:
    assert list(plover.cases(tmp_path)) == []


@pytest.mark.parametrize("text", ["not json", '[{"text": "x"}]'])
def test_a_bad_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "PLOVER_GSR_CAMEO.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="PLOVER_GSR_CAMEO"):
        list(plover.cases(tmp_path))


@pytest.mark.parametrize(
    ("code", "type_"),
    [("010", "STATEMENT"), ("023", "REQUEST"), ("0352", "AGREE"), ("0811", "CONCEDE"), ("0814", "RETREAT"),
     ("0871", "RETREAT"), ("163", "COERCE"), ("1711", "COERCE"), ("1712", "ASSAULT"), ("193", "ASSAULT")],
)  # fmt: skip
def test_crosswalk(code: str, type_: str) -> None:
    assert plover.plover_type(code) == type_


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(KeyError):
        plover.plover_type("999")


@pytest.mark.parametrize(
    ("code", "country", "sector", "right"),
    [
        ("USA", "USA", "GOV", True),
        ("USAGOV", "USA", "GOV", True),
        ("USAGOV", "USA", "MIL", False),
        ("USAGOV", "GBR", "GOV", False),
        ("IRQGOVMIL", "IRQ", "MIL", True),
        ("---REB", None, "REB", True),
        ("---REB", None, "CVL", False),
        ("PSEGZA", "PSE", None, True),
        ("IGOUNOMIL", None, "IGO", True),
        ("IGOUNO", "USA", "GOV", False),
    ],
)
def test_actor_codes(code: str, country: str | None, sector: str | None, right: bool) -> None:
    assert plover.is_coded(code, _who(country, sector), roles=True) is right


def test_score_of_petr2() -> None:
    gold = {"of": "petr2", "events": [{"types": ["CONSULT"], "source": ["USAGOV"], "target": ["CHN"]}]}
    none: dict[str, Any] = {"of": "petr2", "events": []}
    usa, china = _who("USA", "GOV"), _who("CHN")
    pairs = [
        (gold, _found(_event("CONSULT", [usa], [china]), _event("AID", [], []))),
        (gold, _found(_event("CONSULT", [china], [usa]))),  # the wrong way round
        (gold, _found(_event("CONSULT", [china], [usa], mutual=True))),
        (gold, _found(_event("CONSULT", [usa], [], place="CHN"))),
        (gold, _found(_event("AID", [usa], [china]))),
        (gold, _found(said=(_event("CONSULT", [usa], [china]),))),
        (none, _found()),
        (none, _found(_event("AID", [], []))),
    ]
    scores = plover.score(pairs)
    assert scores["petr2_exact"] == 5 / 8
    assert scores["no_event_right"] == 1 / 2
    assert scores["petr2_events_per_gold"] == 7 / 6


def test_every_gold_event_must_be_there_and_a_statement_needs_its_speaker() -> None:
    met = {"types": ["CONSULT"], "source": ["USA"], "target": ["CHN"]}
    said = {"types": ["STATEMENT"], "source": ["USA"], "target": ["IRQ"]}
    meeting = _event("CONSULT", [_who("USA")], [_who("CHN")])
    pairs = [
        ({"of": "petr2", "events": [met, said]}, _found(meeting, speakers=(_who("RUS"),))),
        ({"of": "petr2", "events": [said]}, _found(speakers=(_who("RUS"),))),
    ]
    assert plover.score(pairs)["petr2_exact"] == 1 / 2


def test_score_of_coded() -> None:
    gold = {"of": "coded", "events": [{"types": ["REQUEST"], "source": ["FRAGOV"], "target": ["DEU"]}]}
    pairs = [
        (gold, _found(_event("REQUEST", [_who("FRA", "MIL")], [_who("DEU")]))),
        (gold, _found(_event("REQUEST", [], []), _event("AID", [_who("FRA")], [_who("DEU")]))),
    ]
    scores = plover.score(pairs)
    assert (scores["coded_type"], scores["coded_countries"], scores["coded_all"]) == (1.0, 1.0, 0.5)
    assert scores["events_per_gold"] == 1.5
    assert "petr2_exact" not in scores and "actors_country" not in scores


class FakeEngine:
    """Gives one planned event and one accusation for any text."""

    def read_text(self, text: str, **_: Any) -> Any:
        raise AssertionError("not asked for")

    def annotate_text(self, text: str, **_: Any) -> Annotated:
        article = Article(text)
        usa, iraq = Actor("America", "USA", "GOV"), Actor("Iraq", "IRQ")
        place = PlaceValue(Place("Baghdad", "IRQ"), Span(0, 1))
        event = Event("e1", "ASSAULT", None, "planned", (iraq,), (usa,), False, None, place, (), (), ())
        said = Attribution(article.id, usa, Span(0, 1), Span(1, 2), (Span(2, 3),), "asserts", about="e1")
        return Annotated(article, events=[event], attributions=[said])


def test_predictions_hold_status_and_accusations(folder: Path) -> None:
    cases = {case.id: case for case in plover.cases(folder)}
    found = plover.predict(cases["coded/1"], FakeEngine())
    assert found["events"][0]["types"] == ["ASSAULT", "THREATEN"]
    assert found["events"][0]["place"] == "IRQ"
    assert found["said"][0]["types"] == ["ACCUSE"]
    assert [actor["name"] for actor in found["said"][0]["recipients"]] == ["Iraq"]
    assert json.loads(json.dumps(found)) == found


def test_actors_are_linked(folder: Path) -> None:
    cases = list(plover.cases(folder))
    found = plover.predict(cases[1], FakeEngine())
    assert found == {"country": "RUS", "sector": "GOV"}
    scores = plover.score([(cases[1].expected, found), (cases[0].expected, {"country": "", "sector": "MIL"})])
    assert scores == {"actors_country": 0.5, "actors_sector": 1.0}
