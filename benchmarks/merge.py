"""What merging a new article costs in a store of 1,000, 10,000 and 100,000 articles, and how memory grows.

A few hundred articles are read by the engine once; the rest are variants of them: letters of capitalised words are
moved along the alphabet and every day along the calendar, so that a variant tells of other people, places and times in
texts of the same shape, and what a variant's articles tell of one another stays as it was. So the store grows as one
does that reads the news of more years and more countries. Merging alone is timed (origins and events), not reading or
coding; each figure is the mean over the last articles that were added.

    python benchmarks/merge.py ../shared/bench/throughput --json
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from onrecord.batch import Likeness
from onrecord.merge.across import merge_events
from onrecord.merge.origins import link_origins
from onrecord.read import signature
from onrecord.records import Article, Claim, DateRange, Record, content_id
from onrecord.store import StoreWriter

SETS = {"guardian-syria": 20, "reuters21578": 1500}  # articles of each that are read
SIZES = (1000, 10_000, 100_000)
TIMED = 300  # articles over which a figure is the mean
SHIFT = 17  # days from one variant to the next


def articles(folder: Path, name: str, most: int) -> list[dict[str, Any]]:
    """``most`` articles spread evenly over a file."""
    path = next(p for p in sorted(folder.iterdir()) if p.name.startswith(name))
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        rows = [row for line in lines if (row := json.loads(line)).get("text")]
    return rows[:: max(1, len(rows) // most)][:most]


def records(folder: Path) -> list[Record]:
    """What the engine reads in the articles that are on topic."""
    from onrecord.pipeline import Engine
    from onrecord.read import read_paths, set_aside_reason
    from onrecord.settings import Settings

    settings = Settings()
    engine, found = Engine(settings), list[Record]()
    with tempfile.TemporaryDirectory() as place:
        for name, most in SETS.items():
            path = Path(place) / f"{name}.jsonl"
            path.write_text("".join(json.dumps(row) + "\n" for row in articles(folder, name, most)), encoding="utf-8")
            for one in read_paths([str(path)], settings=settings):
                if isinstance(one, Article) and not set_aside_reason(one, settings):
                    found += [record for record in (engine.code(one),) if record.events]
    return found


class Variant:
    """Makes the n-th variant of records: other names, other days, everything else in its place."""

    def __init__(self, n: int) -> None:
        self.n, self.days = n, timedelta(days=SHIFT * n)
        self.tables = (_turned(1 + n % 25), _turned(1 + n // 25))  # of every other letter

    def text(self, text: str) -> str:
        """``text`` with every capitalised word turned; no character moves."""
        return "".join(self.word(w) if w[:1].isupper() else w for w in _pieces(text))

    def word(self, word: str) -> str:
        """A word turned: like words stay like."""
        return "".join(letter.translate(self.tables[at % 2]) for at, letter in enumerate(word))

    def record(self, record: Record) -> Record:
        """The variant of one record, with ids of its own."""
        a = record.article
        article = self.value(replace(a, text=self.text(a.text), title=self.text(a.title or "") or None, url=None))
        mentions = [replace(self.value(m), article_id=article.id) for m in record.mentions]
        ids = {old.id: new.id for old, new in zip(record.mentions, mentions, strict=True)}
        events = [
            replace(
                self.value(e), mention_ids=tuple(ids[i] for i in e.mention_ids), article_ids=(article.id,),
                id=content_id("evt", article.id, sorted(ids[i] for i in e.mention_ids)),
            )
            for e in record.events
        ]  # fmt: skip
        of = {old.id: new.id for old, new in zip(record.events, events, strict=True)}
        said = [
            replace(self.value(x), article_id=article.id, about=of.get(x.about or "")) for x in record.attributions
        ]
        voices = {old.id: new.id for old, new in zip(record.attributions, said, strict=True)}
        claims = [self.claim(c, article.id, of, ids, voices) for c in record.claims if c.event_id in of]
        return Record(article, record.run, tuple(mentions), tuple(events), tuple(said), tuple(claims))

    def claim(
        self, c: Claim, article_id: str, of: dict[str, str], ids: dict[str, str], voices: dict[str, str]
    ) -> Claim:
        """The variant of a claim."""
        value = dict(c.value)
        if c.field == "date":
            value |= {edge: str(self.day(date.fromisoformat(value[edge]))) for edge in ("start", "end")}
        elif isinstance(value.get("name"), str):
            value["name"] = self.text(value["name"])
        return replace(
            c, article_id=article_id, event_id=of[c.event_id], value=value, mention_id=ids.get(c.mention_id or ""),
            attribution_id=voices.get(c.attribution_id or ""),
        )  # fmt: skip

    def day(self, day: date) -> date:
        """A day moved."""
        return min(day, date.max - self.days) + self.days

    def value(self, thing: Any) -> Any:
        """Any part of a record with its names turned and its days moved."""
        if isinstance(thing, DateRange):
            return DateRange(self.day(thing.start), self.day(thing.end))
        if isinstance(thing, tuple):
            return tuple(self.value(one) for one in thing)
        if not is_dataclass(thing) or isinstance(thing, type):
            return thing
        changes: dict[str, Any] = {}
        for f in fields(thing):
            old = getattr(thing, f.name)
            if f.name == "name":
                changes[f.name] = self.text(old)
            elif f.name == "geonames_id" and old is not None:
                changes[f.name] = old + 100_000_000 * self.n
            elif f.init and (is_dataclass(old) or isinstance(old, tuple)):
                changes[f.name] = self.value(old)
        return replace(thing, **changes)


def _turned(turn: int) -> dict[int, int]:
    small, big, turn = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", turn % 26
    return str.maketrans(small + big, small[turn:] + small[:turn] + big[turn:] + big[:turn])


def _pieces(text: str) -> list[str]:
    return re.findall(r"\w+|\W+", text)


def stream(base: Sequence[Record], most: int) -> Iterator[Record]:
    """``most`` records: the read ones, then their variants, one after the other."""
    made, n = 0, 0
    while made < most:
        variant = Variant(n) if n else None
        for record in base[: most - made]:
            yield variant.record(record) if variant else record
            made += 1
        n += 1


def measure(base: Sequence[Record], sizes: Sequence[int], path: Path) -> dict[str, float]:
    """Seconds a new article takes at each size, and the peak of memory there."""
    found: dict[str, float] = {}
    with StoreWriter.open(path) as store:
        made = stream(base, sizes[-1])
        held = 0
        for size in sizes:
            while held < size - TIMED:
                held += _add(store, made, min(500, size - TIMED - held))
                _merge(store)
            seconds, articles, events = 0.0, 0, 0
            while held < size:
                count = _add(store, made, 10)  # as a feed brings them
                held, articles = held + count, articles + count
                begun = time.process_time()
                events += _merge(store)
                seconds += time.process_time() - begun
            found[f"ms_an_article_{size}"] = 1000 * seconds / articles
            found[f"events_an_article_{size}"] = events / articles
            found[f"peak_mb_{size}"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            told = f"{1000 * seconds / articles:7.1f} ms {found[f'peak_mb_{size}']:6.0f} MB"
            print(f"{size:7} articles {told}", file=sys.stderr, flush=True)
        counts = store.counts()
    found["events"], found["told"] = counts["events"], counts["mentions"]
    found["file_mb"] = path.stat().st_size / 2**20
    return found


def _add(store: StoreWriter, made: Iterator[Record], most: int) -> int:
    count = 0
    with store.together():
        for record in islice(made, most):
            store.add(record, signature(record.article).data)
            count += 1
    return count


def _merge(store: StoreWriter) -> int:
    link_origins(store.linking, Likeness())
    return merge_events(store.merging)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true", help="print {'metrics': {...}} only")
    parser.add_argument("--quick", action="store_true", help="a tenth of the sizes")
    options = parser.parse_args()
    sizes = [size // 10 for size in SIZES] if options.quick else SIZES
    base = records(options.folder)
    with tempfile.TemporaryDirectory() as place:
        metrics = measure(base, sizes, Path(place) / "merge.db")
    metrics["cost_ratio"] = metrics[f"ms_an_article_{sizes[-1]}"] / metrics[f"ms_an_article_{sizes[0]}"]
    report = {"metrics": {name: round(value, 3) for name, value in metrics.items()}}
    print(json.dumps(report) if options.json else json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
