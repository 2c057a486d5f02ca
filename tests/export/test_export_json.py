"""A record as JSON: nothing lost, the schema kept, what is wrong named."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from made import MadeCoder, article, records
from onrecord.errors import InputError
from onrecord.export.json import record_from_json, record_to_json, to_json
from onrecord.export.schema import part_schema, record_schema
from onrecord.records import Event, Record

RECORD = MadeCoder().code(
    article("An attack hit the camp. Police said that rebels did it.", title="Camp hit")
)
VALIDATOR = Draft202012Validator(record_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
DOCS = Path(__file__).parents[2] / "docs"


@given(record=records())
@settings(max_examples=150, deadline=None)
def test_any_record_comes_back_from_json(record: Record) -> None:
    text = json.dumps(record_to_json(record), allow_nan=False)
    assert record_from_json(json.loads(text)) == record
    assert not list(VALIDATOR.iter_errors(json.loads(text)))


def test_the_schema_is_sound_and_is_the_one_in_the_docs() -> None:
    Draft202012Validator.check_schema(record_schema())
    kept = (DOCS / "record.schema.json").read_text(encoding="utf-8")
    assert json.loads(kept) == record_schema(), "write it anew: python -m onrecord.export.schema"


def test_a_part_has_its_schema() -> None:
    written = to_json(RECORD.events[0], RECORD.article.text)
    assert not list(Draft202012Validator(part_schema(Event)).iter_errors(written))
    assert written["casualties"][0]["span"]["quote"] == "attack"


def test_every_key_is_told_of_in_the_docs() -> None:
    text = (DOCS / "record.md").read_text(encoding="utf-8")
    for name, kind in record_schema()["$defs"].items():
        for key in kind["properties"]:
            assert f"`{key}`" in text, f"{name}.{key}"


def _drop(data: Any) -> None:
    del data["events"][0]["status"]


def _add(data: Any) -> None:
    data["mentions"][0]["score"] = 1


def _kind(data: Any) -> None:
    data["mentions"][0]["mutual"] = 1


def _number(data: Any) -> None:
    data["mentions"][0]["trigger"]["start"] = True


def _word(data: Any) -> None:
    data["attributions"][0]["stance"] = "wonders"


def _day(data: Any) -> None:
    data["article"]["published"]["start"] = "2021-02-31"


def _range(data: Any) -> None:
    data["article"]["published"]["start"] = "2031-02-01"


def _id(data: Any) -> None:
    data["article"]["text"] += "!"


def _form(data: Any) -> None:
    data["form"] = "onrecord-record-0"


def _list(data: Any) -> None:
    data["claims"] = {}


@pytest.mark.parametrize(
    ("spoil", "where", "what"),
    [
        (_drop, "record.events[0]", "status is missing"), (_add, "record.mentions[0]", "score is not part"),
        (_kind, "record.mentions[0].mutual", "1 is not of the kind boolean"),
        (_number, "record.mentions[0].trigger.start", "True is not of the kind integer"),
        (_word, "record.attributions[0].stance", "'wonders' is none of"),
        (_day, "record.article.published.start", "'2021-02-31' is no day"),
        (_range, "record.article.published", "cannot run"), (_id, "record.article", "its id is not"),
        (_form, "record", "the form is"), (_list, "record.claims", "not of the kind array"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(spoil: Callable[[Any], None], where: str, what: str) -> None:
    data = json.loads(json.dumps(record_to_json(RECORD)))
    assert record_from_json(data) == RECORD
    spoil(data)
    with pytest.raises(InputError) as caught:
        record_from_json(data)
    assert caught.value.where == where and what in caught.value.what and caught.value.remedy


@pytest.mark.parametrize("data", [None, [], {}, {"form": "onrecord-record-1"}, {"form": None}])
def test_what_is_no_record_is_refused(data: Any) -> None:
    with pytest.raises(InputError):
        record_from_json(data)
