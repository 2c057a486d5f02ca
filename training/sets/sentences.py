"""The sentences of the project's own corpus: whole, and as marked pairs of actor and recipient."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from tools.corpus import layout
from tools.corpus.quotes import locate

from training.examples import Example, Fragments, Happening, Reading, Relation

NAME = "onrecord corpus"
LICENCE = "CC BY 4.0; written for this project."


def read(splits: Collection[str]) -> Iterator[Example]:
    """Each sentence of the splits with its attributions, their stances, and its events."""
    for sentence in layout.sentences():
        if sentence.split in splits:
            yield example(sentence.name, sentence.text, sentence.record)


def example(name: str, text: str, record: dict[str, Any]) -> Example:
    """A sentence's record as training takes it."""

    def spans(value: Any) -> Fragments:
        return tuple(locate(text, quote) for quote in layout.listed(value))

    attributions = layout.listed(record.get("attributions"))
    relations = tuple(
        Relation(spans(each.get("source")), spans(each["cue"]), spans(each.get("content"))) for each in attributions
    )
    kinds = ("source", "cue", "content")
    parts = {(*span, kind) for each in relations for kind in kinds for span in getattr(each, kind)}
    events = tuple(
        Happening(
            spans(event["trigger"]), event["type"], event["status"], spans(event.get("actor")),
            spans(event.get("recipient") or event.get("victim")),
        )
        for event in layout.listed(record.get("events"))
    )  # fmt: skip
    stances = tuple((spans(each["cue"]), each["stance"]) for each in attributions)
    return Example(name, text, 0, (Reading(tuple(sorted(parts)), relations),), events, stances)


def pairs(splits: Collection[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each event that names actor and recipient, marked, with its type; spans that overlap are left out."""
    for sentence in read(splits):
        for event in sentence.events or ():
            if event.actor and event.recipient:
                source, target = event.actor[0], event.recipient[0]
                if source[1] <= target[0] or target[1] <= source[0]:
                    yield marked(sentence.text, source, target), (event.type,)


def marked(text: str, source: tuple[int, int], target: tuple[int, int]) -> str:
    """The text with <s></s> around the source and <t></t> around the target, which do not overlap."""
    for (start, end), name in sorted([(source, "s"), (target, "t")], reverse=True):
        text = f"{text[:start]}<{name}>{text[start:end]}</{name}>{text[end:]}"
    return text
