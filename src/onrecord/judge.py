"""A person's judgement: read from words, put on record, and what it touches merged again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import cast, get_args

from onrecord.errors import InputError, NotFoundError
from onrecord.merge.across import merge_events
from onrecord.merge.judged import corrected
from onrecord.records import Field, Judgement, JudgementKind
from onrecord.store import StoreWriter

KINDS: tuple[str, ...] = get_args(JudgementKind)
_TAKES = {
    "same": "two events: judge same EVENT EVENT",
    "different": "two events, or an event and an article or telling of it: judge different EVENT ARTICLE",
    "correct": "an event, a field and a value: judge correct EVENT place 'Kabul, AFG'",
    "withdraw": "an event and a claim of it: judge withdraw EVENT CLAIM",
    "undo": "a judgement: judge undo JUDGEMENT",
}
_COUNTS = {"same": 2, "different": 2, "correct": 3, "withdraw": 2, "undo": 1}


def judge(
    db: str | Path, kind: str, words: Sequence[str], *, by: str, reason: str, at: datetime | None = None
) -> tuple[Judgement, list[str]]:
    """Judge; return the judgement and the ids of the events it is about as they stand now.

    ``words`` are what the kind takes (ids may be cut to any beginning that is the only one). Raises InputError for
    words that mean nothing, NotFoundError for ids that are not on record.
    """
    if kind not in KINDS:
        raise InputError(f"{kind!r} is no judgement", where="judge", remedy=f"Use one of {', '.join(KINDS)}.")
    if len(words) != _COUNTS[kind]:
        raise InputError(
            f"{kind} takes {_TAKES[kind]}", where="judge", remedy="Ids are those of onrecord list and show."
        )
    if not by.strip() or not reason.strip():
        raise InputError("a judgement is signed and has a reason", where="judge", remedy="Give --by and --reason.")
    made_at = (at or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="microseconds")
    with StoreWriter.open(db) as store:
        subject, field, value = _subject(store, kind, words)
        made = Judgement(cast(JudgementKind, kind), subject, made_at, by.strip(), reason.strip(), field, value)
        store.judge(made)
        merge_events(store.merging)
        return made, _standing(store, made)


def _subject(store: StoreWriter, kind: str, words: Sequence[str]) -> tuple[tuple[str, ...], Field | None, str | None]:
    if kind == "undo":
        return (_one(words[0], [one.id for one in store.judgements()], "judgement", store.path),), None, None
    first = store.resolve(words[0])
    if kind == "withdraw":
        claims = [claim.id for claim in store.event(first).claims]
        return (_one(words[1], claims, f"claim of {first}", store.path), first), None, None
    if kind == "correct":
        corrected(words[1], words[2])  # says what is wrong with it
        return (first,), cast(Field, words[1]), words[2].strip()
    return (first, store.resolve(words[1])), None, None


def _one(start: str, ids: Sequence[str], what: str, path: Path) -> str:
    found = sorted({id for id in ids if id.startswith(start)})
    if start in found:
        return start
    if len(found) != 1:
        few = "more than one" if found else "no"
        raise NotFoundError(
            f"{few} {what} has an id that begins with {start!r}", where=str(path), remedy="Give its whole id."
        )
    return found[0]


def _standing(store: StoreWriter, made: Judgement) -> list[str]:
    """The events that the subjects stand as."""
    wanted = {"withdraw": made.subject[1:], "undo": ()}.get(made.kind, made.subject)
    found = []
    for subject in wanted:
        if subject.startswith("evt"):
            found.append(store.event(subject).event.id)
        else:
            found += [entry.event.id for entry in store.events(article_id=subject)]
    return list(dict.fromkeys(found))
