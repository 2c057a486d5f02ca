"""Where things lie in `corpus/`, and how they are read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2] / "corpus"
SPLITS = ("train", "dev", "test")
STYLES = (
    "agency-dispatch", "newspaper-report", "local-report", "radio-brief", "live-update", "ministry-communique",
    "police-statement", "ngo-report", "interview", "background", "correction", "page", "wire-tokenised",
    "wire-capitals", "one-paragraph",
)  # fmt: skip
REGIONS = ("africa", "americas", "asia", "europe", "middle-east", "oceania")
FORMS = (
    "active", "passive", "relative", "participle", "apposition", "nominal", "light-verb", "coordination", "control",
    "fronted", "headline", "quote", "cleft", "reduced", "ellipsis", "list",
)  # fmt: skip
NEGATIVES = (
    "metaphor", "sport", "film", "finance", "weather", "generic", "history", "hypothetical", "headline", "name",
)  # fmt: skip
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """One annotated article: its name (`TOPIC-NN`), split, folder, text and gold record as written."""

    name: str
    split: str
    folder: Path
    text: str
    gold: Record


@dataclass(frozen=True, slots=True)
class Sentence:
    """One line of a sentence file; `name` is `TOPIC:LINE`, counted from 1."""

    name: str
    split: str
    record: Record

    @property
    def text(self) -> str:
        """The sentence."""
        return str(self.record["text"])


def topic_of(name: str) -> str:
    """The topic in an article's or sentence's name."""
    return name.split(":", maxsplit=1)[0] if ":" in name else name.rsplit("-", 1)[0]


def articles(root: Path = ROOT, topic: str | None = None) -> Iterator[Piece]:
    """Every annotated article, by split and name."""
    for split in SPLITS:
        for path in sorted((root / split).glob("*/gold.yaml")):
            name = path.parent.name
            if topic in (None, topic_of(name)):
                text = (path.parent / "article.txt").read_text(encoding="utf-8")
                yield Piece(name, split, path.parent, text, yaml.safe_load(path.read_text(encoding="utf-8")))


def sentences(root: Path = ROOT, topic: str | None = None) -> Iterator[Sentence]:
    """Every sentence, by split, topic and line. Raises ValueError naming file and line where it is no JSON."""
    for split in SPLITS:
        for path in sorted((root / "sentences" / split).glob("*.jsonl")):
            if topic in (None, path.stem):
                for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                    if line.strip():
                        yield Sentence(f"{path.stem}:{number}", split, _parsed(line, path, number))


def sets(root: Path = ROOT, topic: str | None = None) -> Iterator[tuple[str, Record]]:
    """Every set of reports of one event, with its topic."""
    for split in SPLITS:
        for path in sorted((root / "sets" / split).glob("*.yaml")):
            if topic in (None, path.stem):
                for each in yaml.safe_load(path.read_text(encoding="utf-8")) or []:
                    yield path.stem, each


def listed(value: Any) -> list[Any]:
    """A value that may be absent, single or a list, as a list."""
    return [] if value is None else value if isinstance(value, list) else [value]


def _parsed(line: str, path: Path, number: int) -> Record:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"{path}:{number}: no JSON: {error}") from None
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise ValueError(f'{path}:{number}: an object with "text" was expected')
    return record
