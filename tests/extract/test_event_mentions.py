from __future__ import annotations

import pytest

import onrecord
from onrecord import Record, Settings


def read(text: str) -> Record:
    settings = Settings(weights="none", all_topics=True)
    return onrecord.read_text(text, published="2020-06-15", outlet="Test", settings=settings)


def told(text: str) -> set[tuple[str, frozenset[str], frozenset[str]]]:
    """Type, countries (else sectors) of the actors and of the recipients of every event."""

    def codes(actors: tuple[onrecord.Actor, ...]) -> frozenset[str]:
        return frozenset(str(a.country or a.sector) for a in actors)

    return {(e.type, codes(e.actors), codes(e.recipients)) for e in read(text).events}


@pytest.mark.parametrize(
    ("text", "type_", "actors", "recipients"),
    [
        ("Israel bombed Syria on Monday.", "ASSAULT", {"ISR"}, {"SYR"}),
        ("Syria was bombed by Israel on Monday.", "ASSAULT", {"ISR"}, {"SYR"}),
        ("China and Russia signed a defence pact on Monday.", None, {"CHN"}, {"RUS"}),
        ("Talks between Sudan and Egypt ended on Friday.", "CONSULT", {"SDN"}, {"EGY"}),
        ("Iran urged Iraq to expel American troops.", "REQUEST", {"IRN"}, {"IRQ"}),
        ("Peru accused Chile of spying.", "ACCUSE", {"PER"}, {"CHL"}),
        ("The United States deployed troops to Poland.", "MOBILIZE", {"USA"}, {"POL"}),
        ("Japan sent tents and blankets to Nepal.", "AID", {"JPN"}, {"NPL"}),
        ("Turkey refused to meet Greek officials.", "REJECT", {"TUR"}, {"GRC"}),
        ("North Korean rockets hit South Korea.", "ASSAULT", {"PRK"}, {"KOR"}),
    ],
)
def test_who_did_what_to_whom(text: str, type_: str | None, actors: set[str], recipients: set[str]) -> None:
    found = told(text)
    assert any(
        (type_ is None or kind == type_) and one == actors and other == recipients for kind, one, other in found
    ), found


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ("Iran said it would not release the prisoners.", "REJECT", "actual"),
        ("Israel warned it would bomb Iran.", "THREATEN", "actual"),
        ("Israel said Iran would bomb Iraq.", "ASSAULT", "planned"),
        ("France will release the prisoners on Monday.", "RETREAT", "planned"),
        ("Syria protested against the Turkish dam.", "ACCUSE", "actual"),
        ("Students protested against the Turkish dam.", "PROTEST", "actual"),
    ],
)
def test_what_is_only_spoken_of(text: str, type_: str, status: str) -> None:
    assert (type_, status) in {(e.type, e.status) for e in read(text).events}


def test_a_thing_is_no_actor() -> None:
    for event in read("The Karachi attack killed three Chinese engineers.").events:
        assert all("attack" not in actor.name for actor in event.actors)


def test_victims_are_told_from_the_attacker() -> None:
    text = "Nine Chinese nationals were killed when a suicide bomber attacked a convoy in Pakistan."
    (event,) = [e for e in read(text).events if e.type == "ASSAULT"]
    assert [a.sector for a in event.actors] == ["REB"]
    assert [(r.country, r.sector) for r in event.recipients] == [("CHN", "CVL")]
    assert [(t.effect, t.low, t.high, t.country) for t in event.casualties] == [("killed", 9, 9, "CHN")]
