"""The wikievents task: tokens to offsets, the six types, and how triggers and arguments count."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.annotated import Annotated
from onrecord.api import annotate_text
from onrecord.errors import InputError
from onrecord.evaluate import wikievents
from onrecord.records import Record

WORDS = [
    ["Gunmen", "attacked", "a", "police", "station", "in", "Kabul", "."],
    ["Three", "officers", "were", "killed", "."],
]


def _document() -> dict[str, Any]:
    sentences = [[[[word, 0, 0] for word in words], " ".join(words)] for words in WORDS]
    entities = [("T1", 0, 1), ("T2", 3, 5), ("T3", 6, 7), ("T4", 9, 10)]
    events = [
        ("Conflict.Attack.Unspecified", 1, [("Attacker", "T1"), ("Target", "T2"), ("Place", "T3")]),
        ("Life.Die.Unspecified", 11, [("Victim", "T4")]),
        ("Contact.Contact.Broadcast", 11, []),
    ]
    return {
        "doc_id": "d1",
        "sentences": sentences,
        "entity_mentions": [{"id": id, "start": start, "end": end} for id, start, end in entities],
        "event_mentions": [
            {
                "event_type": type,
                "trigger": {"start": at, "end": at + 1},
                "arguments": [{"role": role, "entity_id": id} for role, id in arguments],
            }
            for type, at, arguments in events
        ],
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "dev.jsonl").write_text(json.dumps(_document()) + "\n")
    (tmp_path / "coref.jsonl").write_text('{"doc_key": "d1"}\n')
    return tmp_path


def test_tokens_become_offsets(folder: Path) -> None:
    (case,) = wikievents.cases(folder)
    attack, die = case.expected
    quote = [case.payload[start:end] for start, end in (attack["trigger"], die["trigger"])]
    assert quote == ["attacked", "killed"]
    assert [(each["role"], case.payload[slice(*each["span"])]) for each in attack["arguments"]] == [
        ("Attacker", "Gunmen"),
        ("Target", "police station"),
        ("Place", "Kabul"),
    ]


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "dev.jsonl").write_text("{")
    with pytest.raises(InputError, match=r"dev\.jsonl"):
        list(wikievents.cases(tmp_path))


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Conflict.Attack.DetonateExplode", "attack"),
        ("Contact.Contact.Meet", "meet"),
        ("Contact.Contact.Unspecified", None),
        ("Conflict.Defeat", None),
    ],
)
def test_types(name: str, short: str | None) -> None:
    assert wikievents.event_type(name) == short


def test_what_counts(folder: Path) -> None:
    gold = next(iter(wikievents.cases(folder))).expected
    assert wikievents.score([(gold, gold)]) == {"trigger_f1": 1.0, "argument_f1": 1.0}
    assert wikievents.score([(gold, [])]) == {"trigger_f1": 0.0, "argument_f1": 0.0}
    other = [gold[0] | {"type": "die"}, gold[1]]
    assert wikievents.score([(gold, other)]) == {"trigger_f1": 0.5, "argument_f1": 0.25}
    # the head of "police station" is enough, and the same argument at a second trigger counts once
    head = gold[0] | {"arguments": [{"role": "Target", "span": [26, 33]}]}
    found = [head, head, gold[1]]
    assert wikievents.score([(gold, found)])["argument_f1"] == pytest.approx(2 * 2 / (4 + 2))


class _Real:
    def read_text(self, text: str, **_: Any) -> Record:
        raise NotImplementedError

    def annotate_text(self, text: str, **given: Any) -> Annotated:
        return annotate_text(text, **given)


def test_the_engine_finds_the_attack_and_the_dead(folder: Path) -> None:
    (case,) = wikievents.cases(folder)
    found = wikievents.predict(case, _Real())
    triggers = {each["type"]: case.payload[slice(*each["trigger"])] for each in found}
    assert triggers["attack"] == "attacked" and triggers["die"] == "killed"
    assert wikievents.score([(case.expected, found)])["argument_f1"] >= 0.7
