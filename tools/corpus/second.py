"""What is annotated a second time: texts without their records, for an annotator who has seen neither.

    python -m tools.corpus.second FOLDER ROUND

writes `articles/NAME.txt` (with outlet and day of publication above the text) and `sentences/TOPIC.jsonl` (id and
text). Which ones is settled by a hash of their names, the same share of every topic; no two rounds share one.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import defaultdict
from pathlib import Path

from tools.corpus import layout

ARTICLES = 3  # a topic
SENTENCES = 30


def _order(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def main(folder: Path, number: int) -> None:
    """Write the texts of a round, counted from 1."""
    of_articles = slice((number - 1) * ARTICLES, number * ARTICLES)
    of_sentences = slice((number - 1) * SENTENCES, number * SENTENCES)
    pieces = defaultdict(list)
    for piece in layout.articles():
        pieces[layout.topic_of(piece.name)].append(piece)
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    (folder / "sentences").mkdir(parents=True, exist_ok=True)
    for some in pieces.values():
        for piece in sorted(some, key=lambda piece: _order(piece.name))[of_articles]:
            head = f"outlet: {piece.gold['outlet']}\npublished: {piece.gold['published']}\n---\n"
            (folder / "articles" / f"{piece.name}.txt").write_text(head + piece.text, encoding="utf-8")
    sentences = defaultdict(list)
    for sentence in layout.sentences():
        sentences[layout.topic_of(sentence.name)].append(sentence)
    for topic, group in sentences.items():
        chosen = sorted(group, key=lambda sentence: _order(sentence.name))[of_sentences]
        lines = (json.dumps({"id": each.name, "text": each.text}, ensure_ascii=False) + "\n" for each in chosen)
        (folder / "sentences" / f"{topic}.jsonl").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
