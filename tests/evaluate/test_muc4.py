"""The muc4 task: reading the key's slots, CEAF-REE, the alignment of templates, and the way from a record to both."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.annotated import Annotated
from onrecord.api import annotate_text
from onrecord.errors import InputError
from onrecord.evaluate import muc4, muc4_slots
from onrecord.evaluate.muc4_templates import ROLES, templates_of
from onrecord.records import Record

SLOTS = {
    "INCIDENT: DATE": ["(02 FEB 90) / (- 03 FEB 90)"],
    "INCIDENT: LOCATION": ["(EL SALVADOR: SAN SALVADOR (CITY)) / (PERU: LIMA (CITY) - ATE (REGION))"],
    "INCIDENT: STAGE OF EXECUTION": ["ACCOMPLISHED / ATTEMPTED"],
    "HUM TGT: NUMBER": ['PLURAL: "PRIESTS"', '1: "COOK"', '~20: "CLERKS"', '3: "GUARDS"'],
    "HUM TGT: EFFECT OF INCIDENT": ['DEATH: "PRIESTS"', 'DEATH: "COOK"', '? INJURY: "CLERKS"', '-: "GUARDS"'],
}


def _template(type: str = "attack", **roles: list[list[str]]) -> dict[str, Any]:
    return {"incident_type": type, **{role: roles.get(role, []) for role in ROLES}}


def _expected(*templates: dict[str, Any], **roles: list[list[str]]) -> dict[str, Any]:
    return {"roles": {role: roles.get(role, []) for role in ROLES}, "templates": list(templates)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    short = {
        "incident_type": "attack",
        **{role: [] for role in ROLES},
        "Victim": [[["priests", 4], ["clergymen", 30]]],
    }
    rows = {
        "raw_docs": {"docid": "D1", "raw": "LIMA, 3 FEB 90 -- [TEXT] PRIESTS WERE KILLED."},
        "role_fillers": {"docid": "D1", "extracts": {key: short[key] for key in ROLES}},
        "templates": {"docid": "D1", "templates": [short]},
        "full_templates": {"docid": "D1", "templates": [SLOTS]},
    }
    for name, row in rows.items():
        (tmp_path / f"{name}.jsonl.gz").write_bytes(gzip.compress(json.dumps(row).encode() + b"\n"))
    return tmp_path


def test_a_case_holds_fillers_and_slots(folder: Path) -> None:
    (case,) = muc4.cases(folder)
    assert case.expected["roles"]["Victim"] == [["priests", "clergymen"]]
    (template,) = case.expected["templates"]
    assert template["country"] == ["PER", "SLV"]
    assert template["stage"] == ["accomplished", "attempted"]
    assert template["date"] == [["1990-02-02", "1990-02-02"], [None, "1990-02-03"]]


def test_a_missing_file_or_document_is_named(folder: Path) -> None:
    (folder / "templates.jsonl.gz").write_bytes(gzip.compress(b""))
    with pytest.raises(InputError, match="D1"):
        list(muc4.cases(folder))
    (folder / "templates.jsonl.gz").unlink()
    with pytest.raises(InputError, match=r"templates\.jsonl"):
        list(muc4.cases(folder))


def test_gold_against_itself_is_whole() -> None:
    one = _template(PerpInd=[["rebels", "guerrillas"]], Victim=[["a cook"], ["the priests"]])
    other = _template("bombing / attack", Weapon=[["bomb"]])
    slots = {
        "date": [["1990-02-02"] * 2],
        "country": ["SLV"],
        "stage": ["accomplished"],
        "deaths": [[2, None]],
    }
    expected = _expected(one | slots, other, PerpInd=one["PerpInd"], Victim=one["Victim"], Weapon=[["bomb"]])
    found = {
        "roles": expected["roles"],
        "templates": [
            other | {"incident_type": "attack"},
            one | {"date": ["1990-02-02"] * 2, "country": "SLV", "stage": "accomplished", "deaths": [2, 2]},
        ],
    }
    metrics = muc4.score([(expected, found)])
    assert {name: value for name, value in metrics.items() if value != 1.0} == {
        "role_filler_f1_PerpOrg": 0.0,
        "role_filler_f1_Target": 0.0,
    }
    assert "injuries" not in metrics
    nothing = muc4.score([(expected, {"templates": []})])
    assert set(nothing.values()) == {0.0}


def test_entities_are_aligned_one_to_one() -> None:
    expected = _expected(Victim=[["Hector Oqueli", "Oqueli"], ["cook"]])
    found = {"roles": {"Victim": [["oqueli"], ["Hector Oqueli"], ["the cook!"]]}}
    metrics = muc4.score([(expected, found)])
    assert metrics["role_filler_recall"] == 1.0
    assert metrics["role_filler_precision"] == pytest.approx(2 / 3)
    # one mention of another entity spoils the found one
    mixed = {"roles": {"Victim": [["oqueli", "cook"]]}}
    assert muc4.score([(expected, mixed)])["role_filler_f1"] == 0.0


def test_templates_of_another_type_are_no_pair() -> None:
    expected = _expected(_template(Victim=[["cook"]]), _template(Victim=[["priest"]]))
    found = {"templates": [_template("bombing", Victim=[["cook"]]), _template(Victim=[["priest"]])]}
    metrics = muc4.score([(expected, found)])
    assert (metrics["template_f1"], metrics["incident_type"]) == (0.5, 0.5)


def test_the_better_alignment_is_taken() -> None:
    expected = _expected(_template(Victim=[["a"], ["b x"]]), _template(Victim=[["c x"]]))
    found = {"templates": [_template(Victim=[["c x"]]), _template(Victim=[["b x"]])]}
    assert muc4.score([(expected, found)])["template_precision"] == 1.0


@pytest.mark.parametrize(
    ("gold", "found", "right"),
    [
        (["1990-02-02", "1990-02-02"], ["1990-02-02", "1990-02-02"], True),
        (["1990-02-02", "1990-02-02"], ["1990-02-01", "1990-02-02"], False),
        (["1990-02-02", "1990-02-02"], [None, "1990-02-02"], False),
        (["1990-01-31", "1990-02-02"], ["1990-02-01", "1990-02-02"], True),
        ([None, "1990-02-02"], [None, "1990-02-02"], True),
        ([None, "1990-02-02"], ["1990-01-30", "1990-01-30"], True),
        ([None, "1990-02-02"], ["1990-01-10", "1990-01-10"], False),
        (["1990-02-02", "1990-02-02"], None, False),
    ],
)
def test_dates(gold: Any, found: Any, right: bool) -> None:
    assert muc4_slots.same_date(gold, found) is right


@pytest.mark.parametrize(
    ("number", "bounds"),
    [
        ("6", [6, 6]),
        ("PLURAL", [2, None]),
        ("30-", [30, None]),
        ("-26", [1, 26]),
        ("6 / 4", [4, 6]),
        ("~20", [18, 23]),
    ],
)
def test_numbers(number: str, bounds: list[int | None]) -> None:
    slots = {"HUM TGT: NUMBER": [f'{number}: "X"'], "HUM TGT: EFFECT OF INCIDENT": ['DEATH: "X"']}
    assert muc4_slots.count(slots, "DEATH") == [bounds]
    assert muc4_slots.count(slots, "INJURY") == [[0, 0]]


def test_the_same_dead_may_be_counted_twice_in_a_key() -> None:
    assert muc4_slots.count(SLOTS, "DEATH") == [[2, None]]
    assert muc4_slots.count(SLOTS, "INJURY") == [[0, 23]]
    assert muc4_slots.same_count([[2, None]], [9, 9])
    assert not muc4_slots.same_count([[2, None]], None)


class _Real:
    """The engine itself, on one short text."""

    def read_text(self, text: str, **_: Any) -> Record:
        raise NotImplementedError

    def annotate_text(self, text: str, **given: Any) -> Annotated:
        return annotate_text(text, **given)


def test_an_attack_becomes_a_template(folder: Path) -> None:
    text = "LIMA, 3 Feb 90 (EFE) -- Guerrillas yesterday kidnapped a teacher, Carlos Perez, in Lima."
    case = next(iter(muc4.cases(folder)))
    found = muc4.predict(type(case)(case.id, text, case.expected), _Real())
    (template,) = found["templates"]
    assert template["incident_type"] == "kidnapping"
    assert (template["PerpInd"], template["Victim"]) == ([["guerrillas"]], [["carlos perez"]])
    assert (template["date"], template["country"]) == (["1990-02-02", "1990-02-02"], "PER")
    assert found["roles"]["Victim"] == [["carlos perez"]]


def test_victims_without_a_name_make_an_incident_and_fill_no_role() -> None:
    text = "LIMA, 3 Feb 90 (EFE) -- Two peasants were killed in Lima."
    (template,) = templates_of(annotate_text(text))
    assert (template["incident_type"], template["Victim"], template["deaths"]) == ("attack", [], [2, 2])


def test_what_is_denied_or_a_clash_is_no_template() -> None:
    text = "LIMA, 3 Feb 90 (EFE) -- The army did not kidnap the engineers. Soldiers killed two guerrillas in Lima."
    assert templates_of(annotate_text(text)) == []
