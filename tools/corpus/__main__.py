"""`python -m tools.corpus WHAT`.

`check [TOPIC]` lists what is wrong; `copies DIR` the runs of words that outside texts have too; `tables` prints the
page `corpus/TABLES.md`: balance and agreement. Exit code 1 where something is wrong.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.corpus import agreement, balance, check, copies, layout

LIMIT = 0.02  # of sentences that are copies of another but for names and numbers


def faults(root: Path, topic: str | None) -> Iterator[str]:
    """A line for everything wrong in the corpus, or in one topic of it."""
    pieces = list(layout.articles(root, topic))
    for piece in pieces:
        yield from (f"{piece.split}/{piece.name}: {fault}" for fault in check.article(piece))
    ids = {piece.name: {event.get("id") for event in layout.listed(piece.gold.get("events"))} for piece in pieces}
    for of_topic, each in layout.sets(root, topic):
        yield from (f"set {of_topic}/{each.get('id')}: {fault}" for fault in check.one_set(each, ids))
    sentences = list(layout.sentences(root, topic))
    for sentence in sentences:
        yield from (f"sentence {sentence.name}: {fault}" for fault in check.sentence(sentence))
    pairs = list(copies.alike((sentence.name, sentence.text) for sentence in sentences))
    if len(pairs) > LIMIT * len(sentences):
        yield from (f"sentence {one} has the frame of {other}" for one, other in pairs)


def show_balance(root: Path, topic: str | None) -> None:
    """Print the tables of balance."""
    pieces, sentences = list(layout.articles(root, topic)), list(layout.sentences(root, topic))
    sets = list(layout.sets(root, topic))
    for title, count, table in (
        ("articles", len(pieces), balance.of_articles(pieces)),
        ("sentences", len(sentences), balance.of_sentences(sentences)),
    ):
        print(f"== {count} {title}", f"in {len(sets)} sets" if title == "articles" else "")
        print(*balance.lines(table), sep="\n")


def tables(root: Path = layout.ROOT) -> str:
    """The page of balance and agreement, in Markdown."""
    pieces, sentences, sets = list(layout.articles(root)), list(layout.sentences(root)), list(layout.sets(root))
    parts = ["# Balance and agreement", "", "Made by `python -m tools.corpus tables > corpus/TABLES.md`."]
    for title, table in (
        (f"{len(pieces)} articles, {len(sets)} sets", balance.of_articles(pieces)),
        (f"{len(sentences)} sentences", balance.of_sentences(sentences)),
    ):
        parts += ["", f"## {title}", "", "| | |", "| --- | --- |"]
        parts += ["| {} | {} |".format(*line.split(": ", 1)) for line in balance.lines(table)]
    for folder in agreement.rounds(root):
        articles, lines = list(agreement.twice_annotated(folder, root)), list(agreement.sentences_twice(folder, root))
        for what, some, figures in (
            ("articles", len(articles), agreement.of_articles(articles)),
            ("sentences", len(lines), agreement.of_sentences(lines)),
        ):
            parts += ["", f"## Agreement, {folder.name}: {some} {what}", "", "| measure | |", "| --- | --- |"]
            parts += [f"| {name} | {value:.3f} |" for name, value in figures.items()]
    return "\n".join(parts)


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tools.corpus", description=__doc__)
    parser.add_argument("what", choices=("check", "copies", "tables"))
    parser.add_argument("argument", nargs="?", help="a topic; a folder of outside texts")
    choice = parser.parse_args()
    if choice.what == "tables":
        print(tables())
        return 0
    if choice.what == "check":
        show_balance(layout.ROOT, choice.argument)
        found = list(faults(layout.ROOT, choice.argument))
    else:
        texts = [(piece.name, piece.text) for piece in layout.articles()]
        texts += [(sentence.name, sentence.text) for sentence in layout.sentences()]
        shared = copies.shared_runs(texts, Path(choice.argument or "../shared"))
        found = [f"{name}: {run!r} stands in {path}" for name, run, path in shared]
    print(*found, f"{len(found)} faults", sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
