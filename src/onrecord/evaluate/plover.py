"""Task plover: actors by phrase, and who did what to whom in bare sentences, against political event coders.

A folder may hold, gzipped or not:

- ``ngec_actor_tests.tsv``: actor phrases (see :mod:`onrecord.evaluate.plover_actors`);
- ``PETR2_GSR_validation.xml``: sentences with the CAMEO events of PETRARCH-2's gold standard;
- ``PLOVER_GSR_CAMEO.json``: sentences with one gold event each, in the names of the 2016 draft of PLOVER.

The engine reads each sentence alone. An event is compared by PLOVER type, source and target:

- CAMEO codes turn into PLOVER types by root, with the exceptions of the conversion table of the 2021 manual
  (``EXCEPTIONS``); 02 (appeal) is REQUEST. CAMEO 01 (statement) is no event of PLOVER: it is right when the source
  is somebody who speaks in the sentence or acts in an event of it.
- CAMEO folds into the code what a record keeps apart. A planned event is an intent (``PLANNED``), one that is
  called for a REQUEST, a refused one a REJECT, beside its own type; what somebody accuses, condemns, calls for,
  pledges, denies or supports is that event of the speaker towards those who are said to have done it (``SAID``), and
  saying that another did violence accuses them. These stand beside the events when gold is sought among them, and
  are not counted as events found.
- CAMEO's target may be where it happened ("exercises in Alaska"): the country of the event's place counts as one.
- An actor code is a country or an organisation of states, then roles. A code with no country ("---REB") asks for no
  country, one with no role for no role; roles that PLOVER has not ("MUS", "GZA") ask for nothing. Organisations of
  states have no country and the sector IGO.

``petr2_exact``: share of all sentences right: every gold event is found with its type, source and target; where gold
has none, nothing is found. ``no_event_right``: the same over those where gold has none. Further events beside
the gold ones do not count against a sentence; ``petr2_events_per_gold`` tells how many there are.

``coded_type``, ``coded_countries``, ``coded_all``: share of sentences with an event of the gold type; one with the gold
source and target countries; one with all three. ``events_per_gold``: events found for each gold event.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.errors import InputError
from onrecord.evaluate.base import Case, Engine, Pair
from onrecord.evaluate.plover_actors import actor_cases, link_actor, score_actors
from onrecord.records import Actor, Attribution, Event

if TYPE_CHECKING:
    from onrecord.link.actors import ActorLinker

TASK = "plover"
PUBLISHED = {
    "petr2_exact": "PETRARCH-2 .80 with its own parses (11 of 18 news sentences), others .11 to .65",
    "coded_type": "UniversalPetrarch .439",
    "coded_countries": "UniversalPetrarch .495",
    "coded_all": "UniversalPetrarch .315",
}
PETR2 = "PETR2_GSR_validation.xml"
GSR = "PLOVER_GSR_CAMEO.json"
STATEMENT = "STATEMENT"
Json = dict[str, Any]
ROOTS = {
    "01": STATEMENT, "02": "REQUEST", "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID",
    "08": "CONCEDE", "09": "ACCUSE", "10": "REQUEST", "11": "ACCUSE", "12": "REJECT", "13": "THREATEN",
    "14": "PROTEST", "15": "MOBILIZE", "16": "SANCTION", "17": "COERCE", "18": "ASSAULT", "19": "ASSAULT",
    "20": "ASSAULT",
}  # fmt: skip
EXCEPTIONS = {
    "0813": "RETREAT", "0814": "RETREAT", "084": "RETREAT", "085": "RETREAT", "086": "RETREAT", "087": "RETREAT",
    "163": "COERCE", "1712": "ASSAULT", "175": "ASSAULT", "191": "COERCE", "192": "COERCE",
}  # fmt: skip
# Types of the 2016 draft, as those of today.
TYPES_2016 = {
    "DEMAND": ("REQUEST",), "DISAPPROVE": ("ACCUSE",), "INVESTIGATE": ("ACCUSE",), "FIGHT": ("ASSAULT",),
    "YIELD": ("CONCEDE", "RETREAT"),
}  # fmt: skip
# Codes in the country's place that are no country: organisations of states, then others.
# What a planned event of a type is in CAMEO.
PLANNED = {
    **dict.fromkeys(("AID", "COOPERATE", "CONCEDE", "RETREAT", "CONSULT", "SUPPORT", "AGREE"), "AGREE"),
    **dict.fromkeys(("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST"), "THREATEN"),
}
# What a stance towards somebody's act is in CAMEO.
SAID = {
    "accuses": "ACCUSE", "condemns": "ACCUSE", "calls-for": "REQUEST", "pledges": "AGREE", "denies": "REJECT",
    "supports": "SUPPORT",
}  # fmt: skip
VIOLENT = frozenset({"ASSAULT", "COERCE"})
BLOCS = frozenset({"IGO", "UNO", "EUR", "NAT"})
NO_COUNTRY = BLOCS | frozenset({"---", "IMG", "NGO", "MNC", "NGM", "INT", "WST", "AFR", "ASA", "MEA", "LAM", "SAM"})
# Roles of CAMEO with the sectors of PLOVER that they may be.
ROLES = {
    "GOV": "GOV", "MIL": "MIL", "COP": "COP", "JUD": "JUD", "LEG": "LEG", "OPP": "OPP", "REB": "REB", "UAF": "UAF",
    "SPY": "SPY", "BUS": "BUS", "EDU": "EDU", "MED": "MED", "REF": "REF", "AGR": "AGR", "LAB": "LAB", "CRM": "CRM",
    "ELI": "ELI", "SEP": "SEP", "PTY": "PTY", "REL": "REL", "NGO": "NGO", "HLH": "HLH", "CVL": "CVL", "PPL": "CVL",
    "HRI": "NGO", "INS": "REB", "RAD": "REB",
}  # fmt: skip
_SENTENCE = re.compile(r"<Sentence\b([^>]*?)/?>(.*?)(?=<Sentence\b|</Sentences>|\Z)", re.DOTALL)
_TEXT = re.compile(r"<Text>(.*?)</Text>", re.DOTALL)
_PARSE = re.compile(r"<Parse>(.*?)</Parse>", re.DOTALL)
_CODING = re.compile(r"<EventCoding\b([^>]*)>")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ATTRIBUTE = re.compile(r'(\w+)\s*=\s*"([^"]*)"')


def cases(folder: Path) -> Iterator[Case]:
    """The cases of those files that ``folder`` holds. Raises InputError where one is not of its layout."""
    for case in actor_cases(folder):
        yield Case(f"actors/{case.id}", {"of": "actors", **case.payload}, {"of": "actors", **case.expected})
    for name, read in ((PETR2, _petr2), (GSR, _gsr)):
        for path in (folder / name, folder / f"{name}.gz"):
            if path.exists():
                raw = path.read_bytes()
                try:
                    yield from read(gzip.decompress(raw).decode() if path.suffix == ".gz" else raw.decode())
                except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
                    raise InputError(
                        f"not of its layout: {error}", where=str(path), remedy="Fetch it again."
                    ) from None


def _petr2(source: str) -> Iterator[Case]:
    for number, found in enumerate(_SENTENCE.finditer(_COMMENT.sub("", source)), 1):
        marks, body = dict(_ATTRIBUTE.findall(found.group(1))), found.group(2)
        told = [dict(_ATTRIBUTE.findall(coding)) for coding in _CODING.findall(body)]
        events = [
            {"types": [plover_type(e["eventcode"])], "source": [e["sourcecode"]], "target": [e["targetcode"]]}
            for e in told
            if "eventcode" in e
        ]
        text = _TEXT.search(body)
        words = " ".join(unescape(text.group(1)).split()) if text else ""
        payload = {"of": "petr2", "text": words or _words(body), "published": _day(marks.get("date", ""))}
        yield Case(f"petr2/{number}-{marks.get('id', '')}", payload, {"of": "petr2", "events": events})


def _words(body: str) -> str:
    """The sentence from its parse, where no text is given."""
    parse = _PARSE.search(body)
    rows = [line.split("\t") for line in parse.group(1).splitlines()] if parse else []
    return re.sub(r" ([.,;:?!])", r"\1", " ".join(row[1] for row in rows if len(row) > 1))


def _gsr(source: str) -> Iterator[Case]:
    for number, record in enumerate(json.loads(source), 1):
        event = {
            "types": list(TYPES_2016.get(record["event"].upper(), (record["event"].upper(),))),
            "source": [each["code"] for each in record["source"]],
            "target": [each["code"] for each in record["target"]],
        }
        published = _day(str(record.get("date", "")).replace("-", ""))
        payload = {"of": "coded", "text": record["text"], "published": published}
        yield Case(f"coded/{record.get('id', number)}", payload, {"of": "coded", "events": [event]})


def plover_type(cameo: str) -> str:
    """The PLOVER type of a CAMEO event code; STATEMENT for those that PLOVER does not count. Raises KeyError."""
    for size in (4, 3):
        if cameo[:size] in EXCEPTIONS:
            return EXCEPTIONS[cameo[:size]]
    return ROOTS[cameo[:2]]


def predict(case: Case, engine: Engine) -> Any:
    """The actor of a phrase; else the events of a sentence, what is said of them, and who speaks."""
    if case.payload["of"] == "actors":
        return link_actor(case.payload, _linker())
    article = engine.annotate_text(case.payload["text"], published=case.payload["published"])
    events = {event.id: _found(event) for event in article.events}
    said = [_said(each, events.get(each.about or "")) for each in article.attributions]
    return {
        "events": list(events.values()),
        "said": [each for each in said if each],
        "speakers": [_plain(each.source_actor) for each in article.attributions],
    }


def _found(event: Event) -> Json:
    """An event as plain JSON, its types with those that CAMEO folds its status into."""
    folded = {"planned": PLANNED.get(event.type), "called-for": "REQUEST", "refused": "REJECT"}.get(event.status)
    country = event.place.place.country if event.place else None
    return {
        "types": [event.type, *([folded] if folded and folded != event.type else [])],
        "mutual": event.mutual,
        "actors": [_plain(actor) for actor in event.actors],
        "recipients": [_plain(actor) for actor in event.recipients],
        "place": country,
    }


def _said(said: Attribution, event: Json | None) -> Json | None:
    """What CAMEO has for somebody's stance to what others did; ``None`` where that is a plain statement."""
    source = _plain(said.source_actor)
    others = [_plain(actor) for actor in said.accused] or (event["actors"] if event else [])
    others = [other for other in others if other["name"] != source["name"]]
    type_ = SAID.get(said.stance)
    if type_ is None and event and others and VIOLENT & set(event["types"]):
        type_ = "ACCUSE"
    if type_ is None:
        return None
    targets = [*others, *(event["recipients"] if event and type_ == "AGREE" else [])]
    return {"types": [type_], "mutual": False, "actors": [source], "recipients": targets, "place": None}


def score(pairs: Sequence[Pair]) -> dict[str, float]:
    """The metrics of those files that there are cases of."""
    of: dict[str, list[Pair]] = {}
    for gold, found in pairs:
        of.setdefault(gold["of"], []).append((gold, found))
    scores = score_actors(of.get("actors", []))
    if petr2 := of.get("petr2"):
        right = [_petr2_right(gold["events"], found) for gold, found in petr2]
        empty = [not found["events"] for gold, found in petr2 if not gold["events"]]
        scores["petr2_exact"] = sum(right) / len(right)
        scores["petr2_events_per_gold"] = _per_gold(petr2)
        if empty:
            scores["no_event_right"] = sum(empty) / len(empty)
    if coded := of.get("coded"):
        tests = {"coded_type": (True, False), "coded_countries": (False, True), "coded_all": (True, True)}
        for name, (by_type, by_country) in tests.items():
            hits = [_coded(gold["events"][0], found, by_type, by_country) for gold, found in coded]
            scores[name] = sum(hits) / len(hits)
        scores["events_per_gold"] = _per_gold(coded)
    return scores


def _per_gold(pairs: Iterable[Pair]) -> float:
    counts = [(len(gold["events"]), len(found["events"])) for gold, found in pairs]
    return sum(found for _, found in counts) / max(sum(gold for gold, _ in counts), 1)


def _petr2_right(golds: list[Json], found: Json) -> bool:
    if not golds:
        return not found["events"]
    return all(_stated(gold, found) if gold["types"] == [STATEMENT] else _event_in(gold, found) for gold in golds)


def _stated(gold: Json, found: Json) -> bool:
    speakers = [*found["speakers"], *(actor for event in found["events"] for actor in event["actors"])]
    return _any(gold["source"], speakers, roles=True)


def _event_in(gold: Json, found: Json) -> bool:
    return any(_same_type(gold, event) and _sides(gold, event, roles=True) for event in _all(found))


def _coded(gold: Json, found: Json, by_type: bool, by_country: bool) -> bool:
    return any(
        (not by_type or _same_type(gold, event)) and (not by_country or _sides(gold, event, roles=False))
        for event in _all(found)
    )


def _all(found: Json) -> list[Json]:
    return [*found["events"], *found["said"]]


def _same_type(gold: Json, event: Json) -> bool:
    return bool(set(gold["types"]) & set(event["types"]))


def _sides(gold: Json, event: Json, *, roles: bool) -> bool:
    """Whether source and target are those of the event; of a mutual one, all who take part are both."""
    sources, targets = list(event["actors"]), list(event["recipients"])
    if event["mutual"]:
        sources = targets = [*sources, *targets]
    if event["place"]:
        targets = [*targets, {"country": event["place"], "sector": None}]
    return _any(gold["source"], sources, roles=roles) and _any(gold["target"], targets, roles=roles)


def _any(codes: list[str], actors: list[Json], *, roles: bool) -> bool:
    """Whether one of the actors is as one of the codes says; codes that ask for nothing are right with nobody."""
    asked = [code for code in codes if code.strip("-")]
    return not asked or any(is_coded(code, actor, roles=roles) for code in asked for actor in actors)


def is_coded(code: str, actor: Json, *, roles: bool) -> bool:
    """Whether an actor (``country`` and ``sector``) is as a CAMEO actor code says."""
    country, rest = code[:3], [code[i : i + 3] for i in range(3, len(code), 3)]
    if country in BLOCS:
        return bool(actor["sector"] == "IGO")
    if country not in NO_COUNTRY and actor["country"] != country:
        return False
    sectors = {ROLES[role] for role in rest if role in ROLES}
    return not roles or not sectors or actor["sector"] in sectors


def _plain(actor: Actor) -> Json:
    return {"name": actor.name, "country": actor.country, "sector": actor.sector}


def _day(text: str) -> str | None:
    """``YYYYMMDD`` as ``YYYY-MM-DD``; ``None`` where it is no day."""
    try:
        return str(datetime.strptime(text, "%Y%m%d").date()) if len(text) == 8 else None
    except ValueError:
        return None


@cache
def _linker() -> ActorLinker:
    from onrecord.link.actors import ActorLinker

    return ActorLinker()
