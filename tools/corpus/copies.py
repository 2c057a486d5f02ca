"""Copies: sentences alike but for names and numbers, and runs of words that stand in an outside text."""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.read.signature import Signature, bands, of_text

RUN = 8  # words that no text of ours may share with an outside one
_WORD = re.compile(r"[^\W_]+")
_NAME = re.compile(r"\b(?:[A-Z][\w’'-]*|\d[\d,.]*)")


def masked(text: str) -> str:
    """The text with numbers and capitalised words (but for the first) as one mark, so that a frame shows itself."""
    start = re.match(r"\W*\w+", text)
    cut = start.end() if start else 0
    return text[:cut].casefold() + _NAME.sub("x", text[cut:])


def alike(texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Pairs (a later text's name, an earlier one's) whose masked 3-grams overlap by half or more (MinHash)."""
    seen: dict[bytes, list[int]] = defaultdict(list)
    kept: list[tuple[str, Signature]] = []
    for name, text in texts:
        made = of_text(masked(text))
        keys = bands(made)
        for other in sorted({at for key in keys for at in seen[key]}):
            if made.near(kept[other][1]):
                yield name, kept[other][0]
                break
        for key in keys:
            seen[key].append(len(kept))
        kept.append((name, made))


def runs(text: str) -> Iterator[str]:
    """Every run of RUN words, lower case, without marks."""
    words = _WORD.findall(text.casefold())
    for at in range(len(words) - RUN + 1):
        yield " ".join(words[at : at + RUN])


def shared_runs(texts: Iterable[tuple[str, str]], outside: Path) -> Iterator[tuple[str, str, Path]]:
    """Runs of words of ours (with whose they are) that an outside file holds."""
    ours = {run: name for name, text in texts for run in runs(text)}
    starts = {run[: run.index(" ", run.index(" ") + 1)] for run in ours}  # two words: a cheap look first
    for path in sorted(outside.rglob("*")):
        if path.is_file() and path.suffix != ".bin":
            words = _WORD.findall(_text(path).casefold())
            for at in range(len(words) - RUN + 1):
                if f"{words[at]} {words[at + 1]}" in starts and (run := " ".join(words[at : at + RUN])) in ours:
                    yield ours.pop(run), run, path


def _text(path: Path) -> str:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    text = data.decode("utf-8", errors="replace")
    return text.replace("\\n", " ").replace("\\u2019", "'") if ".json" in path.name else text
