"""The newsdiscourse task: the raw layout, the labels, and how roles and speech count."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.annotated import Annotated
from onrecord.api import annotate_text
from onrecord.errors import InputError
from onrecord.evaluate import newsdiscourse
from onrecord.records import Record

RAW = """URL https://example.org/a

DATE/ AUTHOR 2019-03-05 10:00:00\tAUTHORS: A Person

H Rebels attack Kabul

S1 Rebels attacked an army base in Kabul on Monday, killing three soldiers.
S2 In 2012 rebels attacked a bank in Herat.

S3 "The attack will not go unpunished and we will find those who did it," the minister said.
S4 Photo by a person.
"""
ANN = "\n".join(
    [
        "T1\tSpeech 1 3\tS3", "E1\tSpeech:T1 ", "T2\tMain 1 3\tS1", "T3\tDistant_Historical 1 3\tS2",
        "T4\tDistant_Expectations_Consequences 1 3\tS3", "T5\tMain 1 3\tS3", "T6\tNA 1 3\tS4", "T7\tMain 1 3\tS9",
    ]
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    row = {"id": "a", "raw": RAW, "ann": ANN}
    (tmp_path / "docs.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    return tmp_path


def test_the_layout(folder: Path) -> None:
    (case,) = newsdiscourse.cases(folder)
    payload = case.payload
    assert (payload["title"], payload["published"]) == ("Rebels attack Kabul", "2019-03-05")
    quoted = {name: payload["text"][start:end] for name, (start, end) in payload["sentences"].items()}
    assert quoted["S2"] == "In 2012 rebels attacked a bank in Herat."
    assert "soldiers. In 2012" in payload["text"] and 'Herat.\n\n"The attack' in payload["text"]
    assert case.expected == {
        "S1": {"role": "main", "speech": False},
        "S2": {"role": "background", "speech": False},
        "S3": {"role": "expectation", "speech": True},
        "S4": {"role": "other", "speech": False},
    }


def test_a_folder_without_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"docs\.jsonl"):
        list(newsdiscourse.cases(tmp_path))


def test_what_counts(folder: Path) -> None:
    gold = next(iter(newsdiscourse.cases(folder))).expected
    assert newsdiscourse.score([(gold, gold)]) == {"role_macro_f1": 1.0, "speech_f1": 1.0}
    # a sentence that nothing was found for is other: one of four classes, with precision of a quarter
    assert newsdiscourse.score([(gold, {})]) == {"role_macro_f1": pytest.approx(0.4 / 4), "speech_f1": 0.0}


class _Real:
    def read_text(self, text: str, **_: Any) -> Record:
        raise NotImplementedError

    def annotate_text(self, text: str, **given: Any) -> Annotated:
        return annotate_text(text, **given)


def test_the_engine_tells_main_past_and_speech(folder: Path) -> None:
    (case,) = newsdiscourse.cases(folder)
    found = newsdiscourse.predict(case, _Real())
    assert found["S1"] == {"role": "main", "speech": False}
    assert found["S2"] == {"role": "background", "speech": False}
    assert found["S3"]["speech"] and not found["S4"]["speech"]
