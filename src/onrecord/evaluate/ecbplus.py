"""Task ecbplus: which articles tell one story, and which mentions tell of one event, across documents.

ECB+: Cybulska and Vossen (2014), "Using a Sledgehammer to Crack a Nut? Lexical Diversity and Event Coreference
Resolution", LREC, in the CoNLL form of Barhom et al. (2019). A folder holds ``corpus.txt`` (document, sentence, token
and word, a line each) and ``event_mentions.json``, gzipped or not. A document's story is its topic with ``ecb`` or
``ecbplus``.

Measures:
- story_bcubed_f1: B-cubed F1 of the articles' grouping into stories;
- events_gold_conll_f1: CoNLL F1 (mean of MUC, B-cubed and CEAF-e) over all documents, mentions given, singletons
  counted; stories come first, as they do with the systems that it is compared with;
- events_conll_f1: the same with the engine's own mentions and events, as a store would merge them; a mention is a gold
one
  where the two share a character, one to one.

A case is a document; what is found for it are labels that mean something only beside those of the other documents.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from onrecord.annotated import Annotated
from onrecord.errors import InputError
from onrecord.evaluate.base import Case, Engine, Pair
from onrecord.evaluate.carry import carried_back
from onrecord.evaluate.chains import bcubed_f1, chains, conll_f1
from onrecord.merge.cluster import LEAST, groups
from onrecord.merge.cluster import apart as apart_in_store
from onrecord.merge.keys import found_by
from onrecord.merge.score import conflict, strength
from onrecord.merge.stories import profile, stories
from onrecord.merge.telling import LEAD, NEAR_WORDS, STORY_WORDS, Telling, tellings
from onrecord.merge.words import initials, rarity, weighted, words_of
from onrecord.records import Record, Run

TASK = "ecbplus"
PUBLISHED = {"events_gold_conll_f1": "lemma match .765, Barhom 2019 .795, CDLM .856"}
_NO_SPACE = frozenset({".", ",", "!", "?", ";", ":", "'s", "'", ")", "%", "n't", "'re", "'ve", "'ll", "'d", "''"})
CHAINED = 1.2  # given mentions carry no days, places or tolls that keep a chain from running on, and stories bound it
_NO_RUN = Run("", "", "")
Json = dict[str, Any]
Labels = dict[str, int]  # of mentions, by id


class Document:
    """A document's text and where its sentences and gold mentions stand in it."""

    def __init__(self, id: str, sentences: Mapping[int, Sequence[str]], mentions: Sequence[Json]) -> None:
        self.id = id
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        self.sentences: dict[int, tuple[int, int]] = {}
        lines, at = [], 0
        for number, words in sentences.items():
            line = ""
            for n, word in enumerate(words):
                if line and word not in _NO_SPACE and not line.endswith(("(", "$", "``")):
                    line += " "
                spans[number, n] = (at + len(line), at + len(line) + len(word))
                line += word
            lines.append(line)
            self.sentences[number] = (at, at + len(line))
            at += len(line) + 2
        self.text = "\n\n".join(lines)
        self.mentions = [self._mention(n, one, spans) for n, one in enumerate(mentions)]

    def _mention(self, n: int, one: Json, spans: Mapping[tuple[int, int], tuple[int, int]]) -> Json:
        places = [spans[one["sent_id"], token] for token in one["tokens_number"]]
        words = " ".join(self.text[start:end] for start, end in places)
        return {
            "id": f"{self.id} {n:04}", "sentence": one["sent_id"], "start": places[0][0], "end": places[-1][1],
            "words": words, "event": one["coref_chain"],
        }  # fmt: skip


class Collection:
    """All documents of a folder; what is found is worked out once, for all of them together."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = documents

    @cached_property
    def stories(self) -> Labels:
        """A label for each document."""
        return _labels(stories([profile(d.id, d.text) for d in self.documents]))

    @cached_property
    def gold_mentions(self) -> Labels:
        """A label for each gold mention."""
        held = {t.id: t for d in self.documents for t in _given(d)}
        sentence = {m["id"]: (d.id, m["sentence"]) for d in self.documents for m in d.mentions}

        def never(a: Telling, b: Telling) -> bool:
            return self.stories[a.article_id] != self.stories[b.article_id] or conflict(a, b)

        edges = {
            (a, b): points
            for a, b in sorted(found_by(held.values()))
            # two mentions of one sentence are two events, as a rule; a third may show them to be one
            if sentence[a] != sentence[b] and not never(held[a], held[b])
            and (points := strength(held[a], held[b])) >= LEAST
        }  # fmt: skip
        return _labels(groups(held, edges, never=never, average=CHAINED))

    def own(self, engine: Engine) -> dict[str, list[Json]]:
        """For each document the engine's own mentions with the label of their event."""
        if self._own is None:
            self._own = _merged(self.documents, engine)
        return self._own

    _own: dict[str, list[Json]] | None = None


def _labels(found: Sequence[Sequence[str]]) -> Labels:
    return {id: n for n, group in enumerate(found) for id in group}


def _given(document: Document) -> Iterator[Telling]:
    """Each gold mention as a telling: its words, those of its sentence, those of its document."""
    story = weighted(document.text[:LEAD], STORY_WORDS)
    for mention in document.mentions:
        start, end = document.sentences[mention["sentence"]]
        stems = [w for w in words_of(mention["words"]) if rarity(w) > 0] or words_of(mention["words"])
        short = initials(mention["words"])
        yield Telling(
            id=mention["id"], article_id=document.id, triggers=tuple(sorted({*stems, *([short] if short else [])})),
            near=weighted(document.text[start:end], NEAR_WORDS), story=story, at=mention["start"],
        )  # fmt: skip


def _merged(documents: Sequence[Document], engine: Engine) -> dict[str, list[Json]]:
    """The engine's events of all documents, merged as a store does."""
    held: dict[str, Telling] = {}
    read: dict[str, Annotated] = {}
    for document in documents:
        article = read[document.id] = engine.annotate_text(document.text)
        record = Record(article.article, _NO_RUN, tuple(article.mentions), tuple(article.events))
        held |= {telling.id: telling for telling in tellings(record)}
    edges = {
        (a, b): strength(held[a], held[b])
        for a, b in sorted(found_by(held.values()))
        if not apart_in_store(held[a], held[b])
    }
    labels = _labels(groups(held, edges))
    found = {}
    for document in documents:
        article = read[document.id]
        back = carried_back(article.article.text, document.text)
        event_of = {mention_id: labels[event.id] for event in article.events for mention_id in event.mention_ids}
        found[document.id] = [
            {"start": back[m.trigger.start], "end": back[m.trigger.end - 1] + 1, "event": event_of[m.id]}
            for m in sorted(article.mentions, key=lambda m: m.trigger)
            if m.id in event_of
        ]
    return found


def cases(folder: Path) -> Iterator[Case]:
    """A case a document, in the order of the corpus."""
    rows = [line.split("\t") for line in _read(folder, "corpus.txt").split("\n") if line.strip()]
    documents: dict[str, dict[int, list[str]]] = {}
    mentions: dict[str, list[Json]] = defaultdict(list)
    try:
        for document_id, sentence, _, word, *_ in rows:
            documents.setdefault(document_id, {}).setdefault(int(sentence), []).append(word)
        for mention in json.loads(_read(folder, "event_mentions.json")):
            mentions[mention["doc_id"]].append(mention)
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"not in the form of ECB+: {error}", where=str(folder), remedy="Fetch the files again."
        ) from None
    collection = Collection([Document(id, sentences, mentions[id]) for id, sentences in documents.items()])
    for document in collection.documents:
        topic, _, name = document.id.partition("_")
        story = f"{topic} {'ecbplus' if 'plus' in name else 'ecb'}"
        expected = {"document": document.id, "story": story, "mentions": document.mentions}
        yield Case(document.id, (collection, document), expected)


def _read(folder: Path, name: str) -> str:
    for path in (folder / name, folder / f"{name}.gz"):
        if path.is_file():
            try:
                raw = path.read_bytes()
                return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
            except (OSError, EOFError, ValueError) as error:
                raise InputError(f"not readable: {error}", where=str(path), remedy="Fetch the file again.") from None
    raise InputError(f"holds no {name}", where=str(folder), remedy="Name the folder with ECB+'s files.")


def predict(case: Case, engine: Engine) -> Json:
    """The labels of the document, of its gold mentions, and the engine's own mentions with theirs."""
    collection, document = case.payload
    return {
        "story": collection.stories[document.id],
        "gold_mentions": {m["id"]: collection.gold_mentions[m["id"]] for m in document.mentions},
        "mentions": collection.own(engine)[document.id],
    }


def score(pairs: Sequence[Pair]) -> dict[str, float]:
    """The measures of the module's head."""
    stories_gold, stories_found = _Groups(), _Groups()
    gold, given, own = _Groups(), _Groups(), _Groups()
    for expected, found in pairs:
        document = expected["document"]
        stories_gold.add(expected["story"], document)
        stories_found.add(found["story"], document)
        for mention in expected["mentions"]:
            gold.add(mention["event"], mention["id"])
            given.add(found["gold_mentions"][mention["id"]], mention["id"])
        for name, mention in zip(
            _names(document, expected["mentions"], found["mentions"]), found["mentions"], strict=True
        ):
            own.add(mention["event"], name)
    wanted = chains(gold.values())
    return {
        "story_bcubed_f1": bcubed_f1(chains(stories_gold.values()), chains(stories_found.values())),
        "events_gold_conll_f1": conll_f1(wanted, chains(given.values())),
        "events_conll_f1": conll_f1(wanted, chains(own.values())),
    }


class _Groups(dict[Any, set[str]]):
    """Members by label."""

    def add(self, label: Any, member: str) -> None:
        self.setdefault(label, set()).add(member)


def _names(document: str, gold: Sequence[Json], found: Sequence[Json]) -> list[str]:
    """For each mention found the id of the gold one it is, in order of text; a name of its own where it is none."""
    left = sorted(gold, key=lambda m: (m["start"], m["end"]))
    names = []
    for n, mention in enumerate(found):
        same = next((m for m in left if m["start"] < mention["end"] and mention["start"] < m["end"]), None)
        if same is not None:
            left.remove(same)
        names.append(same["id"] if same is not None else f"{document} found {n}")
    return names
