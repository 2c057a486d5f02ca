"""Task wikievents: attacks and what goes with them, with their arguments, in full news text.

Li, Ji and Han (2021), "Document-Level Event Argument Extraction by Conditional Generation", NAACL. A folder holds
``NAME.jsonl`` (gzipped or not), a line a document: tokens, sentences, entity mentions and event mentions, by token.
Of its event types attack, die, injure, arrest, meet and demonstrate count.

Measures, over all documents:
- trigger_f1: an event counts when its trigger overlaps that of a gold event of the type, one to one;
- argument_f1: an argument counts when event type and role are those of a gold argument and its head lies in the words
  that name it, one to one. Triggers need not be the same. ``ExplosiveDevice`` counts as ``Instrument``.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from onrecord.annotated import Annotated, Token
from onrecord.errors import InputError
from onrecord.evaluate.assignment import assign
from onrecord.evaluate.base import Case, Engine, Pair
from onrecord.evaluate.carry import carried_back
from onrecord.ontology.load import read_yaml
from onrecord.records import Mention, Span

TASK = "wikievents"
PUBLISHED = {"argument_f1": "about .65 to .72 given the trigger"}
TYPES = {
    "Conflict.Attack": "attack", "Conflict.Demonstrate": "demonstrate", "Justice.ArrestJailDetain": "arrest",
    "Life.Die": "die", "Life.Injure": "injure", "Contact.Contact.Meet": "meet",
}  # fmt: skip
Json = dict[str, Any]


def cases(folder: Path) -> Iterator[Case]:
    """A case a document of every ``.jsonl`` file whose lines have ``event_mentions``."""
    for path in sorted([*folder.glob("*.jsonl"), *folder.glob("*.jsonl.gz")]):
        raw = path.read_bytes()
        try:
            text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
            rows = [json.loads(line) for line in text.split("\n") if line.strip()]
        except (OSError, EOFError, ValueError) as error:
            raise InputError(
                f"not readable: {error}", where=str(path), remedy="Fetch the file again."
            ) from None
        for row in rows:
            if "event_mentions" in row:
                yield _case(row)


def _case(row: Mapping[str, Any]) -> Case:
    """Each sentence of the file is a paragraph; token numbers become offsets."""
    pieces: list[str] = []
    spans: list[list[int]] = []
    length = 0
    for words, sentence in row["sentences"]:
        at = 0
        for word, *_ in words:
            found = sentence.find(word, at)
            found = at if found < 0 else found
            at = found + len(word)
            spans.append([length + found, length + at])
        pieces.append(sentence)
        length += len(sentence) + 2
    entities = {each["id"]: _span(spans, each) for each in row["entity_mentions"]}
    events = [
        {
            "type": type, "trigger": _span(spans, event["trigger"]),
            "arguments": [
                {"role": _role(each["role"]), "span": entities[each["entity_id"]]} for each in event["arguments"]
            ],
        }
        for event in row["event_mentions"]
        if (type := event_type(event["event_type"]))
    ]  # fmt: skip
    return Case(row["doc_id"], "\n\n".join(pieces), events)


def _span(spans: Sequence[Sequence[int]], tokens: Mapping[str, int]) -> list[int]:
    return [spans[tokens["start"]][0], spans[max(tokens["start"], tokens["end"] - 1)][1]]


def event_type(name: str) -> str | None:
    """The task's short name of a type of the file; ``None`` for one that does not count."""
    return next((short for prefix, short in TYPES.items() if name.startswith(prefix)), None)


def _role(name: str) -> str:
    return "Instrument" if name == "ExplosiveDevice" else name


def predict(case: Case, engine: Engine) -> list[Json]:
    """The engine's mentions of the six types; an argument is the head of its phrase."""
    article = engine.annotate_text(case.payload)
    back = carried_back(article.article.text, case.payload)
    found = []
    for mention in article.mentions:
        type = _type_of(article, mention)
        if type is not None:
            arguments = [
                {"role": role, "span": _back(back, head)} for role, head in _arguments(article, mention, type)
            ]
            found.append({"type": type, "trigger": _back(back, mention.trigger), "arguments": arguments})
    return found


def _back(back: Sequence[int], span: Span) -> list[int]:
    return [back[span.start], back[max(span.start, span.end - 1)] + 1]


@cache
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = read_yaml("evaluate/wikievents.yaml")
    return table


def _type_of(article: Annotated, mention: Mention) -> str | None:
    sentence, trigger = article.triggers[mention.id]
    lemma, table = article.sentence(sentence).tokens[trigger].lemma, _table()
    if mention.type in {"ASSAULT", "COERCE"} and mention.mode in table["arrest"]:
        return "arrest"
    if mention.type == "ASSAULT":
        return "die" if lemma in table["die"] else "injure" if lemma in table["injure"] else "attack"
    if mention.type == "CONSULT" and mention.mode not in table["not_meet"]:
        return "meet"
    return "demonstrate" if mention.type == "PROTEST" else None


def _arguments(article: Annotated, mention: Mention, type: str) -> list[tuple[str, Span]]:
    """Role and head of each argument and of the place, each once."""
    roles = _table()["roles"][type]
    found = [
        (roles[each.role], _head(article, each.span)) for each in mention.arguments if each.role in roles
    ]
    sentence = article.sentence(article.triggers[mention.id][0])
    if "recipient" in roles:
        found += [(roles["recipient"], sentence.tokens[i].span) for i in article.targets.get(mention.id, ())]
    effect = _table()["effects"].get(type)
    found += [(roles["victim"], _head(article, toll.span)) for toll in mention.tolls if toll.effect == effect]
    if mention.place is not None and sentence.span.covers(mention.place.span):
        found.append(("Place", _head(article, mention.place.span)))
    return list(dict.fromkeys(found))


def _head(article: Annotated, span: Span) -> Span:
    """The word of ``span`` that its others hang on."""
    tokens: list[Token] = [
        token
        for sentence in article.sentences()
        if sentence.span.overlaps(span)
        for token in sentence.tokens
        if span.covers(token.span)
    ]
    inside = {token.i for token in tokens}
    return next((t.span for t in tokens if t.head not in inside or t.head == t.i), span)


def score(pairs: Sequence[Pair]) -> dict[str, float]:
    """The two measures of the module's head."""
    triggers, arguments = [0, 0, 0], [0, 0, 0]
    for expected, found in pairs:
        _count(triggers, [_trigger(event) for event in expected], [_trigger(event) for event in found])
        _count(arguments, list(_all_arguments(expected)), list(_all_arguments(found)))
    return {"trigger_f1": _f1(triggers), "argument_f1": _f1(arguments)}


Labelled = tuple[str, Sequence[int]]


def _trigger(event: Mapping[str, Any]) -> Labelled:
    return event["type"], event["trigger"]


def _all_arguments(events: Sequence[Mapping[str, Any]]) -> Iterator[Labelled]:
    """Event type with role, and span; the same words in one role of one type are one argument."""
    seen = set()
    for event in events:
        for each in event["arguments"]:
            key = (f"{event['type']} {each['role']}", tuple(each["span"]))
            if key not in seen:
                seen.add(key)
                yield key


def _count(counts: list[int], gold: Sequence[Labelled], found: Sequence[Labelled]) -> None:
    """Add right, wanted and given."""
    weights = [[_agree(one, other) for other in found] for one in gold]
    counts[0] += len(assign(weights))
    counts[1] += len(gold)
    counts[2] += len(found)


def _agree(gold: Labelled, found: Labelled) -> int:
    return int(gold[0] == found[0] and gold[1][0] < found[1][1] and found[1][0] < gold[1][1])


def _f1(counts: Sequence[int]) -> float:
    right, wanted, given = counts
    return 2 * right / (wanted + given) if wanted + given else 0.0
