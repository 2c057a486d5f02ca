"""Whom a denial answers."""

from __future__ import annotations

import pytest

import onrecord
from onrecord import Settings


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("Peru accused Chile of spying on Monday. Chile rejected the charge on Tuesday.", {"PER"}),
        ("Peru accused Bolivia of spying on Monday. Iran urged Chile to leave. Chile rejected the call.", {"IRN"}),
        ("Chile rejected the charge on Tuesday.", set()),
        ("Chile accused Peru of spying on Monday. Chile rejected the charge on Tuesday.", set()),
    ],
)
def test_a_refusal_is_towards_who_accused_or_asked(text: str, answered: set[str]) -> None:
    record = onrecord.read_text(text, published="2020-06-15", settings=Settings(weights="none", all_topics=True))
    found = {actor.country for event in record.events if event.type == "REJECT" for actor in event.recipients}
    assert found == answered
