"""Task newsdiscourse: what part each sentence of an article plays, and whether somebody is speaking in it.

Choubey, Lee, Huang and Wang (2020), "Discourse as a Function of Event", ACL. A folder holds ``docs.jsonl`` (gzipped or
not), a line an article: ``id``, ``raw`` (lines that begin with URL, DATE/ AUTHOR, H for the headline and S1, S2, ...
for sentences) and ``ann`` (brat lines that give labels to sentences by those names).

Its eight roles are four here: main (the main event and its consequences), background (past events: previous and
historical), expectation (what may come), other (current context, evaluation, anecdote, and what is no news).

Measures, over all labelled sentences: macro-F1 of the four roles; F1 of the sentences that are speech.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from onrecord.annotated import Annotated
from onrecord.errors import InputError
from onrecord.evaluate.base import Case, Engine, Pair
from onrecord.evaluate.carry import carried_back
from onrecord.evaluate.factuality import macro_f1
from onrecord.records import Mention, Span

TASK = "newsdiscourse"
PUBLISHED = {"role_macro_f1": "about .54 on eight classes"}
ROLES = {
    "Main": "main", "Main_Consequence": "main", "Cause_Specific": "background", "Distant_Historical": "background",
    "Distant_Expectations_Consequences": "expectation", "Cause_General": "other", "Distant_Evaluation": "other",
    "Distant_Anecdotal": "other", "NA": "other",
}  # fmt: skip
_LINE = re.compile(r"(H|S\d+|URL|DATE/ AUTHOR)(?: |$)(.*)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_OPEN = frozenset({"planned", "possible", "called-for"})
_FORWARD = frozenset({"pledges", "calls-for"})
_RECENT = timedelta(days=60)
_FULL = 60  # characters; bylines and captions before the lead are shorter


def cases(folder: Path) -> Iterator[Case]:
    """A case an article. Raises InputError where there is no ``docs.jsonl`` or it cannot be read."""
    plain = folder / "docs.jsonl"
    path = plain if plain.exists() else folder / "docs.jsonl.gz"
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
        rows = [json.loads(line) for line in text.split("\n") if line.strip()]
    except (OSError, EOFError, ValueError) as error:
        raise InputError(
            f"not readable: {error}", where=str(path), remedy="Give newsdiscourse/dev or its like."
        ) from None
    for row in rows:
        payload = read_raw(row["raw"])
        labels = read_labels(row["ann"])
        expected = {name: label for name, label in labels.items() if name in payload["sentences"]}
        yield Case(row["id"], payload, expected)


def read_raw(raw: str) -> dict[str, Any]:
    """Title, date, text, and where in the text each sentence stands; an empty line parts paragraphs."""
    text, gap = "", ""
    sentences: dict[str, list[int]] = {}
    fields: dict[str, str] = {}
    for line in raw.split("\n"):
        found = _LINE.match(line)
        if not line.strip():
            gap = "\n\n" if text else ""
        elif found is None:
            text += f" {line}" if sentences else ""
        elif found[1][0] == "S":
            text += gap
            sentences[found[1]] = [len(text), len(text) + len(found[2])]
            text += found[2]
            gap = " "
        else:
            fields[found[1]] = found[2]
    day = _DAY.search(fields.get("DATE/ AUTHOR", ""))
    return {
        "title": fields.get("H"), "published": day and day[0], "text": text, "sentences": sentences,
    }  # fmt: skip


def read_labels(standoff: str) -> dict[str, dict[str, Any]]:
    """Role and speech of each sentence that has a role; where it was given two, the first."""
    roles: dict[str, str] = {}
    speech: set[str] = set()
    for line in standoff.split("\n"):
        fields = line.split("\t")
        if len(fields) < 3 or not fields[0].startswith("T"):
            continue
        label, sentence = fields[1].split(" ")[0], fields[2].strip()
        if label == "Speech":
            speech.add(sentence)
        elif label in ROLES:
            roles.setdefault(sentence, ROLES[label])
    return {sentence: {"role": role, "speech": sentence in speech} for sentence, role in roles.items()}


def predict(case: Case, engine: Engine) -> dict[str, dict[str, Any]]:
    """Role and speech of each sentence, from the record's events and attributions."""
    payload = case.payload
    article = engine.annotate_text(payload["text"], published=payload["published"], title=payload["title"])
    text = article.article.text
    start = _body(text, payload["text"])
    back = carried_back(text[start:], payload["text"])
    where = {place: start + n for n, place in reversed(list(enumerate(back)))}
    found = {}
    for name, (first, last) in payload["sentences"].items():
        places = [where[place] for place in range(first, last) if place in where]
        if places:
            found[name] = _reading(article, Span(min(places), max(places) + 1))
    lead = next((n for n, (a, b) in payload["sentences"].items() if b - a >= _FULL and n in found), None)
    if lead:
        found[lead]["role"] = "main"  # news begins with its main event, also where no type of the record fits
    return found


def _body(text: str, given: str) -> int:
    """Where the text proper begins: the engine may put the headline before it."""
    return max(0, text.find(given[:40]))


def _reading(article: Annotated, sentence: Span) -> dict[str, Any]:
    mentions = [mention for mention in article.mentions if sentence.overlaps(mention.trigger)]
    return {"role": _role(article, mentions, sentence), "speech": _is_speech(article, sentence)}


def _role(article: Annotated, mentions: Sequence[Mention], sentence: Span) -> str:
    """Main before background before expectation: a sentence that tells of the main event is main.

    Background is told as past: by the record, or by the sentence's dates, all more than two months old.
    """
    main = {id for event in article.events if event.main for id in event.mention_ids}
    if any(mention.id in main for mention in mentions):
        return "main"
    if (mentions and all(mention.background for mention in mentions)) or _is_old(article, sentence):
        return "background"
    forward = any(
        each.stance in _FORWARD and any(sentence.overlaps(span) for span in each.content)
        for each in article.attributions
    )
    open_ones = sum(mention.status in _OPEN for mention in mentions)
    return "expectation" if forward or 2 * open_ones > len(mentions) else "other"


def _is_old(article: Annotated, sentence: Span) -> bool:
    published = article.article.published
    ends = [
        each.time.range.end
        for each in article.expressions
        if each.time is not None and sentence.overlaps(each.span)
    ]
    return published is not None and bool(ends) and max(ends) < published.start - _RECENT


def _is_speech(article: Annotated, sentence: Span) -> bool:
    """Whether half of the sentence is said by somebody."""
    contents = [*(each.content for each in article.attributions), *(each.content for each in article.marked)]
    said = {
        place
        for content in contents
        for span in content
        if span.overlaps(sentence)
        for place in range(max(span.start, sentence.start), min(span.end, sentence.end))
    }
    return 2 * len(said) >= sentence.end - sentence.start


def score(pairs: Sequence[Pair]) -> dict[str, float]:
    """The two measures; a sentence that nothing was found for is other and no speech."""
    roles: list[tuple[str, str]] = []
    right = wanted = given = 0
    for expected, found in pairs:
        for name, gold in expected.items():
            ours: Mapping[str, Any] = found.get(name) or {"role": "other", "speech": False}
            roles.append((gold["role"], ours["role"]))
            right += gold["speech"] and ours["speech"]
            wanted += gold["speech"]
            given += ours["speech"]
    speech = 2 * right / (wanted + given) if wanted + given else 0.0
    return {"role_macro_f1": macro_f1(roles), "speech_f1": speech}
