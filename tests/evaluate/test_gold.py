"""A gold record must score 1 against itself, and each kind of damage must cost what it should."""

from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord import records as r
from onrecord.errors import InputError
from onrecord.evaluate import gold
from onrecord.evaluate.gold_read import expected_record, furniture_spans

ARTICLE = """Rebels free two monks

Rebels freed two monks in Lunda on Monday, said the army. The ministry of Saro denied it.
The kidnapping of the monks in May was condemned by Denmark. A ban on trade was mooted.

Denmark met Norway. Photo: A. Person
Denmark met Norway. Photo: A. Person

Advertisement
"""
GOLD = """
article: article.txt
outlet: Lunda Times
published: 2020-06-02
furniture: ["Denmark met Norway. Photo: A. Person", Advertisement]
events:
- id: freed
  mentions: ["Rebels free two monks", "Rebels freed two monks"]
  type: CONCEDE
  also: [RETREAT]
  actor: [{name: Rebels, sector: REB}]
  recipient: [{name: monks, country: DNK, sector: CVL}]
  date: {start: 2020-06-01, end: 2020-06-01}
  place: {name: Lunda, country: AGO}
  status: actual
- id: kidnapping
  mentions: ["kidnapping of the monks in May"]
  type: ASSAULT
  mode: abduct
  date: {start: 2020-05-01, end: 2020-05-31}
  casualties: [{effect: abducted, low: 2, high: 2, who: monks, country: DNK}]
  status: actual
- id: meeting
  mentions: ["Denmark met Norway"]
  type: CONSULT
  mutual: true
  actor: [{name: Denmark, country: DNK}]
  recipient: [{name: Norway, country: NOR}]
  status: actual
- id: ban
  mentions: ["A ban on trade was mooted"]
  type: SANCTION
  optional: true
  status: possible
attributions:
- source: {name: army, sector: MIL}
  cue: said
  content: "Rebels freed two monks in Lunda on Monday"
  stance: asserts
  about: freed
- source: {name: ministry of Saro, sector: GOV}
  via: [army]
  cue: denied
  content: [it, "Rebels freed two monks in Lunda on Monday"]
  stance: denies
  about: freed
  field: actor
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "article.txt").write_text(ARTICLE)
    (tmp_path / "one" / "gold.yaml").write_text(GOLD)
    return tmp_path


@pytest.fixture
def expected(folder: Path) -> Any:
    (case,) = gold.cases(folder)
    assert case.id == "one"
    assert case.payload["published"] == "2020-06-02"
    return case.expected


def found_in(expected: Any) -> Any:
    found = json.loads(json.dumps({key: expected[key] for key in ("events", "attributions")}))
    for each in found["attributions"]:
        del each["content_occurrences"]
    return found


def test_gold_scores_one_against_itself(expected: Any) -> None:
    metrics = gold.score([(expected, found_in(expected))])
    assert metrics.pop("furniture_records") == 0
    assert set(metrics.values()) == {1.0}
    assert {"events_precision", "fields_right", "field_casualties", "field_mode", "whole_claims"} <= set(
        metrics
    )


def test_finding_nothing_scores_nothing(expected: Any) -> None:
    metrics = gold.score([(expected, {"events": [], "attributions": []})])
    assert set(metrics.values()) == {0.0}
    assert "fields_right" not in metrics


def test_an_optional_event_counts_neither_way(expected: Any) -> None:
    found = found_in(expected)
    found["events"] = [event for event in found["events"] if event["id"] != "ban"]
    assert gold.score([(expected, found)])["events_f1"] == 1


def test_a_false_alarm_costs_precision_and_a_second_record_of_one_event_is_one(expected: Any) -> None:
    found = found_in(expected)
    found["events"].append(copy.deepcopy(found["events"][0]))
    metrics = gold.score([(expected, found)])
    assert metrics["events_precision"] == pytest.approx(3 / 4)
    assert metrics["events_recall"] == 1


def test_a_miss_costs_recall_and_whole_claims(expected: Any) -> None:
    found = found_in(expected)
    del found["events"][1]
    metrics = gold.score([(expected, found)])
    assert metrics["events_recall"] == pytest.approx(2 / 3)
    assert metrics["whole_claims"] == pytest.approx(4 / 5)


def test_another_accepted_type_is_right_and_a_wrong_one_is_not(expected: Any) -> None:
    found = found_in(expected)
    found["events"][0]["type"] = "RETREAT"
    assert gold.score([(expected, found)])["events_f1"] == 1
    found["events"][0]["type"] = "AID"
    assert gold.score([(expected, found)])["events_f1"] < 1


def test_a_mention_elsewhere_is_no_mention(expected: Any) -> None:
    found = found_in(expected)
    found["events"][1]["mentions"] = found["events"][0]["mentions"]
    assert gold.score([(expected, found)])["events_recall"] == pytest.approx(2 / 3)


def test_a_wide_date_earns_half(expected: Any) -> None:
    found = found_in(expected)
    found["events"][0]["date"] = {"start": "2020-06-01", "end": "2020-06-30"}
    metrics = gold.score([(expected, found)])
    assert metrics["field_date"] == pytest.approx((0.5 + 1) / 2)
    assert metrics["whole_claims"] == pytest.approx(4 / 5)


def test_the_alignment_takes_the_event_whose_fields_fit(expected: Any) -> None:
    found = found_in(expected)
    spoilt = copy.deepcopy(found["events"][0]) | {"place": None, "id": "spoilt"}
    found["events"].insert(0, spoilt)
    metrics = gold.score([(expected, found)])
    assert metrics["field_place"] == 1
    assert metrics["whole_claims"] == 1


@pytest.mark.parametrize(
    ("key", "value", "found_still", "whole_still"),
    [
        ("stance", "asserts", False, False),
        ("source", {"name": "the police"}, False, False),
        ("source", {"name": "Saro's ministry"}, True, True),
        ("via", [], True, False),
        ("via", ["the Army"], True, True),
        ("about", "kidnapping", True, False),
        ("field", "date", True, False),
        ("content", [[0, 4]], False, False),
    ],
)
def test_what_an_attribution_needs(
    expected: Any, key: str, value: Any, found_still: bool, whole_still: bool
) -> None:
    found = found_in(expected)
    found["attributions"][1][key] = value
    metrics = gold.score([(expected, found)])
    assert (metrics["attributions_recall"] == 1) is found_still
    assert (metrics["whole_claims"] == 1) is whole_still


def test_content_must_hold_half_of_the_longer(expected: Any) -> None:
    found = found_in(expected)
    start, end = found["attributions"][0]["content"][0]
    half = start + (end - start + 1) // 2
    found["attributions"][0]["content"] = [[start, half]]
    assert gold.score([(expected, found)])["attributions_recall"] == 1
    found["attributions"][0]["content"] = [[start, half - 1]]
    assert gold.score([(expected, found)])["attributions_recall"] == 0.5
    found["attributions"][0]["content"] = [[start, start + 2 * (end - start) + 1]]
    assert gold.score([(expected, found)])["attributions_recall"] == 0.5


def test_a_repeated_caption_is_furniture_once(expected: Any) -> None:
    first, second = (ARTICLE.index("Denmark met"), ARTICLE.rindex("Denmark met"))
    found = found_in(expected)
    assert gold.score([(expected, found)])["furniture_records"] == 0
    found["events"][2]["mentions"].append([second, second + 18])
    assert gold.score([(expected, found)])["furniture_records"] == 1
    found["events"][2]["triggers"] = [[first, first + 7]]
    assert gold.score([(expected, found)])["furniture_records"] == 0


def test_a_cue_in_furniture_counts(expected: Any) -> None:
    found = found_in(expected)
    advertisement = ARTICLE.index("Advertisement")
    found["attributions"][0]["cue"] = [advertisement, advertisement + 5]
    assert gold.score([(expected, found)])["furniture_records"] == 1


def test_furniture_is_sought_on_lines_of_its_own() -> None:
    text = "An Advertisement of war.\nAdvertisement\n"
    assert furniture_spans(text, ["Advertisement"], []) == [[25, 38]]


def test_any_occurrence_of_a_quote_counts() -> None:
    text = "They met. Later they talked. They met."
    record = {"events": [{"id": "e", "mentions": ["They met"], "type": "CONSULT", "status": "actual"}]}
    expected = expected_record(text, record)
    found = {"events": [{"id": "x", "type": "CONSULT", "mentions": [[29, 37]], "status": "actual"}]}
    assert gold.score([(expected, found)])["events_f1"] == 1


def test_articles_are_added_up(expected: Any) -> None:
    metrics = gold.score([(expected, found_in(expected)), (expected, {})])
    assert metrics["events_recall"] == 0.5
    assert metrics["fields_right"] == 1


def test_a_quote_that_is_not_there_is_named(folder: Path) -> None:
    path = folder / "one" / "gold.yaml"
    path.write_text(GOLD.replace('Rebels freed two monks"]', 'Rebels freed ten monks"]'))
    with pytest.raises(InputError, match="ten monks"):
        list(gold.cases(folder))


def test_the_folder_itself_may_be_the_article(folder: Path) -> None:
    assert [case.id for case in gold.cases(folder / "one")] == ["one"]


def test_a_record_gives_the_gold_format() -> None:
    article = r.Article("Rebels freed two monks, said the army.")
    rebels, army = r.Actor("Rebels", sector="REB"), r.Actor("army", "AGO", "MIL")
    mention = r.Mention(article.id, r.Span(7, 12), r.Span(0, 22), "CONCEDE")
    toll = r.Toll("abducted", 2, None, r.Span(13, 22), atleast=True, who="monks")
    time = r.TimeValue(r.DateRange.day(date(2020, 6, 1)), "day", "publication")
    place = r.PlaceValue(r.Place("Lunda", "AGO"), r.Span(0, 1))
    event = r.Event(
        "e",
        "CONCEDE",
        None,
        "actual",
        (rebels,),
        (),
        False,
        time,
        place,
        (toll,),
        (mention.id,),
        (article.id,),
    )
    said = r.Attribution(
        article.id, army, r.Span(29, 37), r.Span(24, 28), (r.Span(0, 22),), "asserts",
        via=(r.Link(rebels, r.Span(0, 6)),), about="e",
    )  # fmt: skip
    record = r.Record(article, r.Run("0", "", ""), (mention,), (event,), (said,))
    found = gold.found_of(record)
    assert json.loads(json.dumps(found)) == yaml.safe_load("""
      events:
      - {id: e, type: CONCEDE, status: actual, mentions: [[0, 22]], triggers: [[7, 12]],
         actor: [{name: Rebels, sector: REB}], date: {start: "2020-06-01", end: "2020-06-01"},
         place: {name: Lunda, country: AGO},
         casualties: [{effect: abducted, low: 2, high: 2, atleast: true, who: monks}]}
      attributions:
      - {source: {name: army, country: AGO, sector: MIL}, via: [Rebels], cue: [24, 28], content: [[0, 22]],
         stance: asserts, about: e}
    """)
