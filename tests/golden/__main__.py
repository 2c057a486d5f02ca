"""Golden records: what the engine makes of each example, an item a line, to be read in a diff.

``python tests/golden`` writes them again after a change that is meant to change them; look at the diff before it is
committed. ``tests/test_golden.py`` compares.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples" / "articles"
PARTS = ("mentions", "events", "attributions", "claims")
_LEFT_OUT = {"id", "article_id", "article_ids", "text_id", "latitude", "longitude", "geonames_id"}


def golden_records() -> Iterator[tuple[str, str]]:
    """Name and golden form of the record of every example."""
    from onrecord.export.json import record_to_json
    from onrecord.pipeline import Engine
    from onrecord.read import read_paths, set_aside_reason
    from onrecord.records import Article, Record
    from onrecord.settings import Settings

    settings = Settings()
    engine = Engine(settings)
    for path in sorted(EXAMPLES.iterdir()):
        for number, incoming in enumerate(read_paths([str(path)], settings=settings)):
            article = incoming if isinstance(incoming, Article) else incoming.article
            assert article is not None, incoming
            reason = None if incoming is article else str(incoming)
            reason = reason or set_aside_reason(article, settings)
            record = Record(article, engine.run, aside=reason) if reason else engine.code(article)
            name = path.name.partition(".")[0] + (f"-{number + 1}" if path.suffix == ".jsonl" else "")
            yield name, form(record_to_json(record))


def form(record: dict[str, Any]) -> str:
    """The golden form: ids become numbers of items, what is empty and what follows from the words is left out."""
    numbers = {item["id"]: f"{part[:-1]} {at}" for part in PARTS for at, item in enumerate(record[part])}
    article = record["article"]
    head = {
        "title": article["title"], "outlet": article["outlet"], "origin_outlet": article["origin_outlet"],
        "published": article["published"], "known_by": article["published_known_by"], "language": article["language"],
        "blocks": [f"{b['kind']} {b['span']['start']}-{b['span']['end']}" for b in article["blocks"]],
        "aside": record["aside"],
    }  # fmt: skip
    lines = [f'"article": {_line(head)}']
    for part in PARTS:
        shown = record[part]
        if part == "claims":  # those in the outlet's own voice repeat what the mentions say
            shown = [claim for claim in shown if claim["attribution_id"]]
        items = ",\n".join(f"  {_line(_short(item, numbers))}" for item in shown)
        lines.append(f'"{part}": [\n{items}\n]' if items else f'"{part}": []')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _short(value: Any, numbers: dict[str, str]) -> Any:
    if isinstance(value, str):
        return numbers.get(value, value)
    if isinstance(value, list):
        return [_short(item, numbers) for item in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"start", "end", "quote"}:
        return f"{value['start']}-{value['end']} {value['quote'][:40]}"
    if set(value) == {"start", "end"}:
        return value["start"] if value["start"] == value["end"] else f"{value['start']}..{value['end']}"
    if {"name", "sector", "kind"} <= set(value):
        codes = " ".join(code for code in (value["country"], value["sector"], value["kind"]) if code)
        return f"{value['name']} [{codes}]" + (f" {value['role']}" if "role" in value else "")
    if "geonames_id" in value and "name" in value:
        value = {**value, "name": f"{value['name']} ({value['geonames_id']})"}
    kept = {key: _short(part, numbers) for key, part in value.items() if key not in _LEFT_OUT}
    return {key: part for key, part in kept.items() if part not in (None, [], False, {})}


def main() -> None:
    """Write the golden records, and take away those of examples that are gone."""
    made = dict(golden_records())
    for path in HERE.glob("*.json"):
        if path.stem not in made:
            path.unlink()
    for name, text in made.items():
        (HERE / f"{name}.json").write_text(text, encoding="utf-8")
    print(f"{len(made)} golden records in {HERE}", file=sys.stderr)


if __name__ == "__main__":
    main()
