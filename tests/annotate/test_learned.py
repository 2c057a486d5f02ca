"""Outputs of the heads, asked by stretches of the article: made numbers, whose answers are known."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.annotate.encoder import Pass
from onrecord.annotate.learned import PieceReading
from onrecord.annotate.packing import Window
from onrecord.annotated import Paragraph
from onrecord.records import Span

LABELS = {"event": ("O", "B-ACCUSE", "I-ACCUSE", "B-ASSAULT", "I-ASSAULT"), "status": ("actual", "denied")}
BASE = 100  # where the paragraph begins in the article


def reading(*names: str) -> PieceReading:
    text = "rebels shell ##ed town"
    offsets = [(0, 6), (7, 12), (13, 17), (18, 22)]
    event = np.zeros((6, 5), np.float32)
    event[[0, 1, 4, 5], 0] = 9.0
    event[2, 3] = event[3, 4] = 9.0
    status = np.zeros((6, 2), np.float32)
    status[2:4, 1] = 9.0
    query, key = np.zeros((6, 2), np.float32), np.zeros((6, 2), np.float32)
    query[2:4, 0] = 3.0
    key[1, 0] = 3.0  # "rebels"
    made = {"event": event, "status": status, "actor_query": query, "actor_key": key}
    run = Pass(text.split(), offsets, [Window(0, 4, 0, 4)], [{n: made[n] for n in names}])
    paragraph = Paragraph(0, "body", Span(BASE, BASE + 22), text, list(range(BASE, BASE + 23)))
    return PieceReading(run, LABELS, paragraph)


def at(start: int, end: int) -> Span:
    return Span(BASE + start, BASE + end)


def test_pieces_of_one_trigger_are_one_marking() -> None:
    (mark,) = reading("event").triggers()
    assert (mark.span, mark.type) == (at(7, 17), "ASSAULT")
    assert mark.score == pytest.approx(mark.any, abs=1e-3)


def test_types_and_status_are_of_the_words_asked_for() -> None:
    read = reading("event", "status")
    assert read.types(at(7, 17))["ASSAULT"] > 0.99
    assert sum(read.types(at(0, 6)).values()) < 0.01
    assert read.status(at(7, 17))["denied"] > 0.99
    assert read.types(at(6, 7)) == {}  # a space


def test_who_is_pointed_at() -> None:
    nobody, rebels, town = reading("actor_query", "actor_key").points("actor", at(7, 17), [at(0, 6), at(18, 22)])
    assert rebels > 0.9
    assert nobody + rebels + town <= 1.0 + 1e-6


def test_a_head_that_is_missing_says_nothing() -> None:
    read = reading("event")
    assert read.status(at(7, 17)) == {}
    assert read.stance(at(7, 17)) == {}
    assert read.points("recipient", at(7, 17), [at(0, 6)]) == []
    assert list(reading("status").triggers()) == []


def test_a_paragraph_without_pieces_says_nothing() -> None:
    paragraph = Paragraph(0, "body", Span(0, 0), "", [0])
    read = PieceReading(Pass([], [], [], []), LABELS, paragraph)
    assert list(read.triggers()) == []
    assert read.types(Span(0, 5)) == {}
