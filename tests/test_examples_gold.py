"""The gold records under examples/ keep the rules of the gold format."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
NAMES = sorted(path.parent.name for path in EXAMPLES.glob("gold/*/gold.yaml"))

NO_MODE: frozenset[str] = frozenset()
ASK = frozenset({"assist", "change", "yield", "meet"})
MODES: dict[str, frozenset[str]] = {
    "AGREE": NO_MODE,
    "CONSULT": frozenset({"visit", "third-party", "multilateral", "phone"}),
    "SUPPORT": NO_MODE,
    "CONCEDE": NO_MODE,
    "COOPERATE": NO_MODE,
    "AID": NO_MODE,
    "RETREAT": frozenset({"withdraw", "release", "return", "disarm", "ceasefire", "access", "resign"}),
    "REQUEST": ASK,
    "ACCUSE": frozenset({"disapprove", "investigate", "allege"}),
    "REJECT": ASK,
    "THREATEN": frozenset({"restrict", "ban", "arrest", "relations", "expel", "territory", "violence"}),
    "PROTEST": frozenset({"riot", "demo", "strike", "hunger", "boycott", "obstruct"}),
    "SANCTION": frozenset({"convict", "expel", "withdraw", "discontinue"}),
    "MOBILIZE": frozenset({"troops", "weapons", "police", "militia"}),
    "COERCE": frozenset({
        "seize", "restrict", "ban", "censor", "curfew", "martial-law", "arrest", "deport", "withhold",
    }),
    "ASSAULT": frozenset({
        "abduct", "beat", "torture", "execute", "sexual", "assassinate", "primitive", "firearms",
        "explosives", "suicide-attack", "heavy-weapons", "unconventional",
    }),
}
SECTORS = frozenset({
    "GOV", "MIL", "COP", "LEG", "JUD", "SPY", "REB", "PRE", "CVL", "BUS", "MED", "EDU", "CRM", "IGO",
    "NGO", "OPP", "PTY", "ELI", "REL", "REF", "LAB",
})
STATUSES = frozenset({"actual", "planned", "called-for", "attempted", "possible", "denied", "refused"})
STANCES = frozenset({
    "asserts", "claims-responsibility", "denies", "accuses", "condemns", "pledges", "calls-for",
    "supports", "reports",
})
EFFECTS = frozenset({"killed", "injured", "abducted", "detained"})
TOP_KEYS = {"article", "outlet", "published", "furniture", "events", "attributions"}
EVENT_KEYS = {
    "id", "mentions", "type", "also", "mode", "actor", "recipient", "mutual", "date", "place",
    "casualties", "status", "optional",
}
ATTRIBUTION_KEYS = {"source", "via", "cue", "content", "stance", "about", "field"}


def load(name: str) -> tuple[dict[str, Any], str]:
    folder = EXAMPLES / "gold" / name
    gold = yaml.safe_load((folder / "gold.yaml").read_text(encoding="utf-8"))
    return gold, (folder / gold["article"]).read_text(encoding="utf-8")


def quotes(gold: dict[str, Any]) -> list[str]:
    """Every stretch that the record says stands in the article."""
    found = list(gold["furniture"])
    for event in gold["events"]:
        found += event["mentions"]
    for attribution in gold["attributions"]:
        content = attribution["content"]
        found.append(attribution["cue"])
        found += [content] if isinstance(content, str) else content
    return found


def actors(gold: dict[str, Any]) -> list[dict[str, Any]]:
    found = [attribution["source"] for attribution in gold["attributions"]]
    for event in gold["events"]:
        found += event.get("actor", []) + event.get("recipient", [])
    return found


def countries(gold: dict[str, Any]) -> list[str]:
    places = [event["place"] for event in gold["events"] if "place" in event]
    hurt = [loss for event in gold["events"] for loss in event.get("casualties", [])]
    return [record["country"] for record in actors(gold) + places + hurt if "country" in record]


def test_there_is_gold() -> None:
    assert len(NAMES) == 14


@pytest.mark.parametrize("name", NAMES)
def test_quotes_stand_in_the_article(name: str) -> None:
    gold, text = load(name)
    assert [quote for quote in quotes(gold) if quote not in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_names_stand_in_the_article(name: str) -> None:
    """Each word of a name is written there; the parts of a fuller name may stand apart."""
    gold, text = load(name)
    words = set(re.findall(r"\w+", text.lower()))
    named = actors(gold) + [event["place"] for event in gold["events"] if "place" in event]
    missing = [one["name"] for one in named if not set(re.findall(r"\w+", one["name"].lower())) <= words]
    assert missing == []


@pytest.mark.parametrize("name", NAMES)
def test_article_is_the_text_that_the_demo_reads(name: str) -> None:
    _, text = load(name)
    plain = EXAMPLES / "articles" / f"{name}.txt"
    page = plain.with_suffix(".html")
    if plain.exists():
        assert text == plain.read_text(encoding="utf-8")
    elif page.exists():
        source = page.read_text(encoding="utf-8")
        assert [line for line in text.split("\n\n") if line.strip() not in source] == []
    else:
        lines = (EXAMPLES / "articles" / "agencies.jsonl").read_text(encoding="utf-8").splitlines()
        record = {item["id"]: item for item in map(json.loads, lines)}[name]
        assert text == f"{record['title']}\n\n{record['text']}\n"


@pytest.mark.parametrize("name", NAMES)
def test_ids_resolve(name: str) -> None:
    gold, _ = load(name)
    ids = [event["id"] for event in gold["events"]]
    assert len(ids) == len(set(ids))
    assert {one["about"] for one in gold["attributions"] if "about" in one} <= set(ids)


@pytest.mark.parametrize("name", NAMES)
def test_keys_are_known(name: str) -> None:
    gold, _ = load(name)
    assert set(gold) == TOP_KEYS
    for event in gold["events"]:
        assert set(event) <= EVENT_KEYS, event["id"]
        assert {"id", "mentions", "type", "status"} <= set(event), event["id"]
        assert event["mentions"], event["id"]
    for attribution in gold["attributions"]:
        assert set(attribution) <= ATTRIBUTION_KEYS, attribution
        assert {"source", "cue", "content", "stance"} <= set(attribution), attribution


@pytest.mark.parametrize("name", NAMES)
def test_values_are_of_the_ontology(name: str) -> None:
    gold, _ = load(name)
    for event in gold["events"]:
        assert {event["type"], *event.get("also", [])} <= set(MODES), event["id"]
        assert event["type"] not in event.get("also", []), event["id"]
        assert "mode" not in event or event["mode"] in MODES[event["type"]], event["id"]
        assert event["status"] in STATUSES, event["id"]
    for attribution in gold["attributions"]:
        assert attribution["stance"] in STANCES
        assert attribution.get("field", "actor") == "actor"
    assert {one["sector"] for one in actors(gold) if "sector" in one} <= SECTORS
    assert [code for code in countries(gold) if not re.fullmatch("[A-Z]{3}", code)] == []


@pytest.mark.parametrize("name", NAMES)
def test_dates_are_possible(name: str) -> None:
    """A day that exists, in order, and not after publication unless the event lies ahead."""
    gold, _ = load(name)
    published = gold["published"]
    assert isinstance(published, dt.date)
    for event in gold["events"]:
        if "date" not in event:
            continue
        start, end = event["date"]["start"], event["date"]["end"]
        assert isinstance(start, dt.date) and isinstance(end, dt.date), event["id"]
        assert start <= end, event["id"]
        assert end <= published or event["status"] in {"planned", "called-for"}, event["id"]


@pytest.mark.parametrize("name", NAMES)
def test_casualties_are_ranges(name: str) -> None:
    gold, _ = load(name)
    for event in gold["events"]:
        for loss in event.get("casualties", []):
            assert set(loss) <= {"effect", "low", "high", "atleast", "who", "country"}, event["id"]
            assert loss["effect"] in EFFECTS, event["id"]
            assert 0 < loss["low"] <= loss["high"], event["id"]


def test_every_type_occurs() -> None:
    seen = {event["type"] for name in NAMES for event in load(name)[0]["events"]}
    assert seen == set(MODES)
