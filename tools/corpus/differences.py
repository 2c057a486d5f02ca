"""Where the published record of an article and its second annotation differ, for whoever settles that.

    python -m tools.corpus.differences [ROUND]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Any

from onrecord.evaluate import gold as metric
from onrecord.evaluate.gold_fields import field_points
from onrecord.evaluate.gold_read import expected_record
from tools.corpus import agreement, layout
from tools.corpus.layout import Piece, Record


def of_article(piece: Piece, other: Record) -> Iterator[str]:
    """Events and attributions that only one has, fields that differ."""
    one, two = (
        agreement.plain(expected_record(piece.text, agreement.plain(record), piece.name))
        for record in (piece.gold, other)
    )
    pairs = metric.align_events(one["events"], two["events"])
    for left, right in pairs:
        ours, theirs = one["events"][left], two["events"][right]
        wrong = [name for name, points in field_points(ours, theirs).items() if points < 1]
        if wrong:
            yield f"  {ours['id']}: " + "; ".join(f"{n} {ours.get(n)} against {theirs.get(n)}" for n in wrong)
    for name, record, matched in (
        ("first", one, {left for left, _ in pairs}), ("second", two, {right for _, right in pairs}),
    ):  # fmt: skip
        for number, event in enumerate(record["events"]):
            if number not in matched and not event.get("optional"):
                yield f"  only the {name}: {event['type']} {_quote(piece, event['mentions'])}"
    yield from _attributions(piece, one["attributions"], two["attributions"])


def _attributions(piece: Piece, one: Sequence[Record], two: Sequence[Record]) -> Iterator[str]:
    pairs = list(agreement.aligned(one, two, "content"))
    for ours, theirs in pairs:
        if ours["stance"] != theirs["stance"]:
            text = _quote(piece, ours["content"])
            yield f"  attribution: stance {ours['stance']} against {theirs['stance']}: {text}"
    for name, records, side in (("first", one, 0), ("second", two, 1)):
        matched = [id(pair[side]) for pair in pairs]
        for each in records:
            if id(each) not in matched:
                text = _quote(piece, each["content"])
                yield f"  attribution only of the {name}: {each['source']['name']} {each['stance']} {text}"


def _quote(piece: Piece, spans: Sequence[Any]) -> str:
    return repr(piece.text[spans[0][0] : spans[0][1]][:90])


def main() -> None:
    """Print the differences of every article that is annotated twice in a round, the last by default."""
    last = agreement.rounds()[-1].name
    folder = layout.ROOT / "twice" / (sys.argv[1] if len(sys.argv) > 1 else last)
    published = {piece.name: piece for piece in layout.articles()}
    for piece, other in agreement.twice_annotated(folder):
        print(f"{piece.split}/{piece.name}")
        print(*of_article(published[piece.name], other), sep="\n")


if __name__ == "__main__":
    main()
