"""Tables of balance: how many of each type, style, region, stance, status, form, kind of negative."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tools.corpus.layout import Piece, Sentence, listed

Table = dict[str, Counter[str]]


def of_articles(pieces: Sequence[Piece]) -> Table:
    """Counts over articles."""
    events = [event for piece in pieces for event in listed(piece.gold.get("events"))]
    attributions = [each for piece in pieces for each in listed(piece.gold.get("attributions"))]
    return {
        "split": Counter(piece.split for piece in pieces),
        "style": Counter(str(piece.gold.get("style")) for piece in pieces),
        "region": Counter(str(piece.gold.get("region")) for piece in pieces),
        "type": Counter(str(event.get("type")) for event in events),
        "status": Counter(str(event.get("status")) for event in events),
        "stance": Counter(str(each.get("stance")) for each in attributions),
    }


def of_sentences(sentences: Sequence[Sentence]) -> Table:
    """Counts over sentences."""
    records = [each.record for each in sentences]
    events = [event for record in records for event in listed(record.get("events"))]
    attributions = [each for record in records for each in listed(record.get("attributions"))]
    return {
        "split": Counter(each.split for each in sentences),
        "type": Counter(str(event.get("type")) for event in events),
        "status": Counter(str(event.get("status")) for event in events),
        "stance": Counter(str(each.get("stance")) for each in attributions),
        "form": Counter(str(record.get("form")) for record in records),
        "negative": Counter(str(record["negative"]) for record in records if "negative" in record),
        "pairs": Counter(
            "actor and recipient" if event.get("actor") and event.get("recipient") else "not both" for event in events
        ),
    }


def lines(table: Table) -> Iterable[str]:
    """A line a table, most frequent first."""
    for name, counts in table.items():
        yield f"{name}: " + ", ".join(f"{key} {count}" for key, count in counts.most_common())
