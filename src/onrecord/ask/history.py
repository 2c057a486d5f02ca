"""How an event came to be what the record says: the changes in order, each with what caused it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.ask.past import event_as_of
from onrecord.ask.views import ClaimView, EventView, FieldView, detail_view
from onrecord.ask.words import actor_text, kind_text, range_text, toll_text, value_text
from onrecord.records import Event, Judgement
from onrecord.store import EventDetail, Store


@dataclass(frozen=True, slots=True)
class Change:
    """One change: of a value that stands (``was`` to ``now``), or a claim that is new, with who stands behind it.

    ``what`` is the field, or "claim", "denial", "dispute" or "judgement".
    """

    what: str
    was: str
    now: str
    by: str


@dataclass(frozen=True, slots=True)
class Step:
    """A day on which something changed, and what: ``articles`` are those published then that tell of the event."""

    day: str
    event_id: str
    articles: tuple[str, ...]
    changes: tuple[Change, ...]


def history(store: Store, event_id: str) -> list[Step]:
    """The steps by which the event became what it is, judgements at their own days, undated articles left out."""
    final = store.event(event_id)
    days = sorted({a.published.end for a in final.articles if a.published is not None})
    steps: list[Step] = []
    before: EventDetail | None = None
    for day in days:
        now = event_as_of(store, day, final.parts)
        if now is not None:
            steps.append(_step(str(day), before, now))
            before = now
    steps += [Step(one.made_at, final.event.id, (), (_judged(one),)) for one in final.judgements]
    return sorted((step for step in steps if step.changes), key=lambda step: step.day)


def _step(day: str, before: EventDetail | None, now: EventDetail) -> Step:
    known = set(before.event.article_ids) if before else set()
    view, was = detail_view(now), detail_view(before) if before else None
    changes = [
        *_values(before.event if before else None, now.event, view, known),
        *_claims(view, was),
        *_disputes(view, was),
    ]
    return Step(day, now.event.id, tuple(a for a in now.event.article_ids if a not in known), tuple(changes))


def _values(was: Event | None, now: Event, view: EventView, known: set[str]) -> Iterator[Change]:
    """What stands differently."""
    for what, told in _standing(now).items():
        former = _standing(was).get(what, "") if was else ""
        if told != former:
            yield Change(what, former, told, _cause(view, what, known))


def _standing(event: Event) -> dict[str, str]:
    place = event.place.place if event.place else None
    return {
        "type": kind_text(event), "actor": ", ".join(map(actor_text, event.actors)),
        "recipient": ", ".join(map(actor_text, event.recipients)),
        "date": range_text(event.date.range) if event.date else "",
        "place": value_text("place", {"name": place.name, "country": place.country}) if place else "",
        "casualties": "; ".join(map(toll_text, event.casualties)), "status": event.status,
    }  # fmt: skip


def _cause(view: EventView, what: str, known: set[str]) -> str:
    """Who stands behind the new claims of a field."""
    fresh = [c for f in view.fields if f.field == what for v in f.values for c in v.claims if c.article_id not in known]
    return "; ".join(dict.fromkeys(" ← ".join(claim.chain) for claim in fresh))


def _claims(view: EventView, was: EventView | None) -> Iterator[Change]:
    """Values that are new beside those that stand, and what is newly denied, claimed or laid at somebody's door."""
    former = {(f.field, v.value) for f in was.fields for v in f.values} if was else set()
    for field in view.fields:
        for value in field.values:
            if was is not None and (field.field, value.value) not in former and value.claims and _telling(field):
                yield Change(f"claim of {field.field}", "", value.value, " ← ".join(value.claims[0].chain))
            for claim in _new(value.denials, was):
                yield Change(f"denial of {field.field}", "", value.value, " ← ".join(claim.chain))
            for claim in _new([c for c in value.claims if c.stance != "asserts"], was):
                yield Change(claim.stance, "", value.value, " ← ".join(claim.chain))


def _telling(field: FieldView) -> bool:
    return field.field in {"actor", "casualties", "date", "place"}


def _new(claims: Sequence[ClaimView], was: EventView | None) -> Iterator[ClaimView]:
    """Those that were not there, each voice once."""
    old = {(c.stance, c.chain) for f in was.fields for v in f.values for c in (*v.claims, *v.denials)} if was else set()
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for claim in claims:
        key = claim.stance, claim.chain
        if key not in old and key not in seen:
            seen.add(key)
            yield claim


def _disputes(view: EventView, was: EventView | None) -> Iterator[Change]:
    former = dict(was.disputes) if was else {}
    for kind, words in view.disputes:
        if former.get(kind) != words:
            yield Change(f"dispute: {kind}", former.get(kind, ""), words, "")


def _judged(one: Judgement) -> Change:
    what = " ".join(part for part in (one.field, one.value) if part) or ", ".join(one.subject)
    return Change(f"judgement: {one.kind}", "", what, f"{one.made_by}: {one.reason}")
