from __future__ import annotations

import onrecord
from onrecord import Record, Settings


def read(text: str) -> Record:
    settings = Settings(weights="none", all_topics=True)
    return onrecord.read_text(text, published="2020-06-15", outlet="Test", settings=settings)


def of_type(record: Record, type_: str) -> list[onrecord.Event]:
    return [event for event in record.events if event.type == type_]


def test_headline_lead_and_definite_noun_are_one_event() -> None:
    record = read(
        "Bomb kills five in Kabul\n\nA bomb killed five policemen in Kabul on Sunday.\n\n"
        "Nobody claimed responsibility for the attack."
    )
    (event,) = of_type(record, "ASSAULT")
    assert len(event.mention_ids) >= 3
    assert event.main


def test_two_attacks_on_two_days_stay_two() -> None:
    record = read(
        "A bomb killed five policemen in Kabul on Sunday. In March a bomb killed ten students in Herat."
    )
    assert len(of_type(record, "ASSAULT")) == 2


def test_claim_and_accusation_name_the_doer() -> None:
    record = read(
        "A bomb killed five policemen in Kabul on Sunday.\n\nThe Taliban claimed responsibility for the bombing."
    )
    (event,) = of_type(record, "ASSAULT")
    assert [a.name for a in event.actors] == ["Taliban"]
    claims = [c for c in record.claims if c.field == "actor" and c.event_id == event.id]
    assert {c.stance for c in claims} == {"claims-responsibility"}


def test_a_denial_stands_beside_what_it_denies() -> None:
    record = read(
        "A bomb killed five policemen in Kabul on Sunday.\n\n"
        "Afghan officials blamed the Taliban for the bombing. The Taliban denied involvement in the attack."
    )
    (event,) = of_type(record, "ASSAULT")
    stances = {c.stance for c in record.claims if c.field == "actor" and c.event_id == event.id}
    assert {"accuses", "denies"} <= stances
    (denial,) = of_type(record, "REJECT")
    assert [a.name for a in denial.recipients] == ["Afghan officials"]


def test_who_denies_an_event_denies_that_it_is_actual() -> None:
    record = read("Rebels attacked the town of Zerin on Sunday.\n\nThe rebels denied that they had attacked the town.")
    denials = [c for c in record.claims if c.stance == "denies" and c.mention_id]
    assert [(c.field, c.value["status"]) for c in denials] == [("status", "actual")]


def test_a_condemnation_is_of_whoever_did_it() -> None:
    record = read(
        "The Taliban bombed a school in Kabul on Sunday.\n\nPakistan condemned the bombing."
    )
    (event,) = of_type(record, "ACCUSE")
    assert [a.name for a in event.recipients] == ["Taliban"]


def test_every_claim_has_its_words_and_its_voice() -> None:
    text = "The army said rebels killed 12 soldiers in Kabul on Sunday."
    record = read(text)
    assert record.claims
    for claim in record.claims:
        assert record.quote(claim.span)
    (attribution,) = record.attributions
    tolls = [c for c in record.claims if c.field == "casualties"]
    assert [c.attribution_id for c in tolls] == [attribution.id]
