"""Reading gold records: YAML that names text by exact quotes, turned into the same record with offsets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from onrecord.errors import InputError

Offsets = list[int]  # [start, end], code points, end exclusive


def gold_folders(folder: Path) -> Iterator[Path]:
    """``folder`` itself where it holds a gold file, else those of its folders that do, by name."""
    if (folder / "gold.yaml").is_file():
        yield folder
        return
    for entry in sorted(folder.iterdir()):
        if entry.is_dir() and (entry / "gold.yaml").is_file():
            yield entry


def read_gold(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The payload (text, published, outlet, title) and the expected record of one gold article.

    Raises InputError where the files cannot be read or a quote is not in the article.
    """
    path = folder / "gold.yaml"
    try:
        gold = yaml.safe_load(path.read_text(encoding="utf-8"))
        # newline="" so that offsets are those of the file as it is
        with (folder / gold.get("article", "article.txt")).open(encoding="utf-8", newline="") as file:
            text = file.read()
    except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError) as error:
        raise InputError(f"cannot be read: {error}", where=str(path), remedy="Mend the gold file.") from None
    payload = {"text": text, "outlet": gold.get("outlet"), "title": gold.get("title")}
    payload["published"] = None if gold.get("published") is None else str(gold["published"])
    return payload, expected_record(text, _plain(gold), str(path))


def expected_record(text: str, gold: dict[str, Any], where: str = "gold") -> dict[str, Any]:
    """``gold`` with every quote as offsets into ``text``.

    An event's ``mentions`` hold every occurrence of each quote, since any may be meant; an attribution's
    ``content`` holds the first, and ``content_occurrences`` all of them, a list for each quote.
    """
    quotes = _quotes(gold)
    furniture = furniture_spans(text, gold.get("furniture") or [], quotes)
    find = _Finder(text, furniture, where)
    events = [
        {**event, "mentions": [span for quote in event["mentions"] for span in find(quote)]}
        for event in gold.get("events") or []
    ]
    attributions = []
    for attribution in gold.get("attributions") or []:
        occurrences = [find(quote) for quote in _listed(attribution["content"])]
        content = [spans[0] for spans in occurrences]
        cue = find.nearest(attribution.get("cue"), content[0])
        via = [each["name"] if isinstance(each, dict) else each for each in _listed(attribution.get("via"))]
        attributions.append({
            **attribution, "cue": cue, "via": via, "content": content, "content_occurrences": occurrences,
        })  # fmt: skip
    head: dict[str, Any] = {key: gold[key] for key in ("article", "outlet", "published") if key in gold}
    return {**head, "furniture": furniture, "events": events, "attributions": attributions}


def furniture_spans(text: str, furniture: Iterable[str], quotes: Sequence[str]) -> list[Offsets]:
    """Where the furniture stands.

    Every occurrence of a furniture quote, on lines of its own where it has such, else as whole words. Where a
    text repeats what it also reports (a caption), the first occurrence that holds a gold quote is the report,
    unless that quote stands elsewhere, too.
    """
    spans: list[Offsets] = []
    for quote in furniture:
        places = occurrences(text, quote)
        lines = [span for span in places if _own_lines(text, span)]
        spans += lines or [span for span in places if _whole_words(text, span)] or places
    for quote in quotes:
        places = occurrences(text, quote)
        if not places or not all(any(_inside(place, span) for span in spans) for place in places):
            continue
        holders = [span for span in spans if _inside(places[0], span)]
        for span in holders:
            repeated = [s for s in spans if text[s[0] : s[1]] == text[span[0] : span[1]]]
            if len(repeated) > 1:
                spans.remove(span)
    return sorted(spans)


def occurrences(text: str, quote: str) -> list[Offsets]:
    """Every occurrence of ``quote``, overlapping ones too; failing that, with any white space in it."""
    pattern = re.escape(quote)
    found = (
        [[m.start(), m.start() + len(quote)] for m in re.finditer(f"(?={pattern})", text)] if quote else []
    )
    if not found and (words := quote.split()):
        loose = r"\s+".join(re.escape(word) for word in words)
        found = [[m.start(), m.end()] for m in re.finditer(loose, text)]
    return found


class _Finder:
    """Finds the occurrences of a gold quote that are not page furniture."""

    def __init__(self, text: str, furniture: list[Offsets], where: str) -> None:
        self.text, self.furniture, self.where = text, furniture, where

    def __call__(self, quote: str) -> list[Offsets]:
        places = occurrences(self.text, str(quote))
        if not places:
            raise InputError(
                f"quotes what the article does not say: {quote!r}", where=self.where, remedy="Mend the quote."
            )
        outside = [place for place in places if not any(_inside(place, span) for span in self.furniture)]
        return outside or places

    def nearest(self, quote: str | None, content: Offsets) -> Offsets | None:
        """The occurrence of a cue that is nearest to its content; ``None`` where it is no exact quote."""
        places = [
            place for place in occurrences(self.text, str(quote or "")) if _whole_words(self.text, place)
        ]
        return min(places, key=lambda p: (max(content[0] - p[1], p[0] - content[1], 0), p), default=None)


def _quotes(gold: dict[str, Any]) -> list[str]:
    mentions = [quote for event in gold.get("events") or [] for quote in event["mentions"]]
    contents = [quote for each in gold.get("attributions") or [] for quote in _listed(each["content"])]
    return mentions + contents


def _listed(value: Any) -> list[Any]:
    return [] if value is None else list(value) if isinstance(value, list | tuple) else [value]


def _inside(span: Offsets, other: Offsets) -> bool:
    return other[0] <= span[0] and span[1] <= other[1]


def _own_lines(text: str, span: Offsets) -> bool:
    before = text[text.rfind("\n", 0, span[0]) + 1 : span[0]]
    stop = text.find("\n", span[1])
    return not before.strip() and not text[span[1] : len(text) if stop < 0 else stop].strip()


def _whole_words(text: str, span: Offsets) -> bool:
    before, after = text[span[0] - 1 : span[0]], text[span[1] : span[1] + 1]
    return not (before.isalnum() or after.isalnum())


def _plain(value: Any) -> Any:
    """``value`` as plain JSON: dates become ISO strings."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
