"""Contradictions about one event, typed: its toll, its date, its place, who did it, whether it happened.

A difference that both may be right about is none: "at least three" and "four", "Tuesday" and "this week", a town and
its province. A toll that rises from day to day is listed, too: which count stands is for the reader to say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from onrecord.records import Claim

KINDS = ("toll", "date", "place", "who", "happened")
_FINE = frozenset({"point", "town"})
_APART_DEGREES = 0.5  # two towns nearer than this may be one place in two mouths
_LAYING = frozenset({"accuses", "claims-responsibility"})


def disputes(claims: Iterable[Claim]) -> dict[str, str]:
    """Kind of contradiction to a few words on it, in order of ``KINDS``."""
    held = list(claims)
    found = {
        "toll": _toll(held), "date": _date(held), "place": _place(held), "who": _who(held), "happened": _happened(held),
    }  # fmt: skip
    return {kind: words for kind, words in found.items() if words}


def _told(claims: Sequence[Claim], field: str) -> Iterator[Claim]:
    return (claim for claim in claims if claim.field == field and claim.stance != "denies")


def _toll(claims: Sequence[Claim]) -> str:
    """Two voices whose whole counts of one effect cannot both be right."""
    counts: dict[tuple[Any, ...], dict[tuple[str, str | None], tuple[int, float]]] = defaultdict(dict)
    for claim in _told(claims, "casualties"):
        value = claim.value
        if "effect" not in value or "low" not in value:
            continue
        open_ended = value.get("atleast") or value.get("high") is None
        span = (value["low"], float("inf") if open_ended else value["high"])
        whole = counts[value["effect"], bool(value.get("attackers"))]
        voice = (claim.article_id, claim.attribution_id)
        whole[voice] = max(whole.get(voice, (0, 0.0)), span)  # parts of a count are told beside the whole
    for (effect, _), told in counts.items():
        # of one article the greatest count of each voice; its lesser ones may be parts of it
        wholes: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for (article_id, _), span in told.items():
            wholes[article_id].append(span)
        spans = sorted({max(found) for found in wholes.values()} | set(_rivals(claims, effect)))
        if any(a[1] < b[0] for n, a in enumerate(spans) for b in spans[n + 1 :]):
            return f"{spans[0][0]} to {max(s[0] for s in spans)} {effect}"
    return ""


def _rivals(claims: Sequence[Claim], effect: str) -> list[tuple[int, float]]:
    """Counts of the very same people in one article that differ."""
    by_people: dict[tuple[Any, ...], set[tuple[int, float]]] = defaultdict(set)
    for claim in _told(claims, "casualties"):
        value = claim.value
        if value.get("effect") == effect and "low" in value:
            people = (claim.article_id, *(value.get(key) for key in ("country", "attackers", "who")))
            high = float("inf") if value.get("atleast") or value.get("high") is None else value["high"]
            by_people[people].add((value["low"], high))
    return [span for spans in by_people.values() if len(spans) > 1 for span in spans]


def _date(claims: Sequence[Claim]) -> str:
    days = sorted(
        {(c.value["start"], c.value["end"]) for c in _told(claims, "date") if c.value.get("how") != "publication"}
    )
    return _first(days, lambda a, b: a[1] < b[0], lambda a, b: f"{a[0]} or {b[0]}")


def _place(claims: Sequence[Claim]) -> str:
    places = {
        (v["name"], v.get("country"), v.get("precision"), v.get("geonames_id"), v.get("latitude"), v.get("longitude"))
        for v in (c.value for c in _told(claims, "place"))
    }
    return _first(sorted(places, key=str), _apart, lambda a, b: f"{a[0]} or {b[0]}")


def _apart(a: tuple[Any, ...], b: tuple[Any, ...]) -> bool:
    if a[1] and b[1] and a[1] != b[1]:
        return True
    if a[2] not in _FINE or b[2] not in _FINE or (a[3] is not None and a[3] == b[3]) or a[0] == b[0]:
        return False
    if None in (*a[4:6], *b[4:6]):
        return True
    return bool(abs(a[4] - b[4]) > _APART_DEGREES or abs(a[5] - b[5]) > _APART_DEGREES)


def _who(claims: Sequence[Claim]) -> str:
    """A party said to have done it that denies, or two that cannot both be meant."""
    denied = {c.value["name"] for c in claims if c.field == "actor" and c.stance == "denies"}
    laid = {_code(c): c.value["name"] for c in claims if c.field == "actor" and c.stance in _LAYING}
    if denied:
        return f"{', '.join(sorted(denied))} denies"
    return " or ".join(sorted(laid.values())) if len(laid) > 1 else ""


def _code(claim: Claim) -> tuple[Any, ...]:
    value = claim.value
    return (value.get("country"), value.get("sector")) if value.get("sector") else (str(value["name"]).casefold(),)


def _happened(claims: Sequence[Claim]) -> str:
    status = [c for c in claims if c.field == "status"]
    if any(c.stance == "denies" for c in status):
        return "denied"
    told = {c.value["status"] for c in status}
    return "denied" if "denied" in told and "actual" in told else ""


def _first(values: Sequence[Any], differ: Callable[[Any, Any], bool], words: Callable[[Any, Any], str]) -> str:
    return next((words(a, b) for n, a in enumerate(values) for b in values[n + 1 :] if differ(a, b)), "")
