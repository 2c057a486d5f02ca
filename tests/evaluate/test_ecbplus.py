"""Reading ECB+ and scoring: two stories in made-up words, read from the form that the files have."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import InputError
from onrecord.evaluate import ecbplus
from onrecord.evaluate.run import evaluate

STORIES = {
    "1_1ecb": "Amos Okello was arrested in Mombasa for smuggling ivory .",
    "1_2ecb": "Police in Mombasa arrested Amos Okello over smuggled ivory .",
    "2_1ecbplus": "Parliament in Lilongwe elected Grace Phiri as speaker .",
    "2_2ecbplus": "Grace Phiri was elected speaker by parliament in Lilongwe .",
}
CHAINS = {"arrested": "arrest", "elected": "election"}


class NoEngine:
    """Finds nothing of its own."""

    def annotate_text(self, text: str, **_: Any) -> Any:
        from onrecord.annotated import Annotated
        from onrecord.records import Article

        return Annotated(Article(text))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows, mentions = [], []
    for document, text in STORIES.items():
        for n, word in enumerate(text.split()):
            rows.append(f"{document}\t0\t{n}\t{word}\t-")
            if word in CHAINS:
                mentions.append(
                    {"doc_id": document, "sent_id": 0, "tokens_number": [n], "tokens_str": word,
                     "coref_chain": CHAINS[word], "mention_type": "ACT"}
                )  # fmt: skip
    (tmp_path / "corpus.txt.gz").write_bytes(gzip.compress("\n".join(rows).encode()))
    (tmp_path / "event_mentions.json").write_text(json.dumps(mentions))
    return tmp_path


def test_stories_and_given_mentions(folder: Path) -> None:
    result = evaluate("ecbplus", folder, engine=NoEngine())  # type: ignore[arg-type]
    assert result.n == 4
    assert result.metrics["story_bcubed_f1"] == 1 and result.metrics["events_gold_conll_f1"] == 1
    assert result.metrics["events_conll_f1"] == 0


def test_cases_can_be_scored_again(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    first = evaluate("ecbplus", folder, engine=NoEngine(), cases_file=file)  # type: ignore[arg-type]
    assert evaluate("ecbplus", folder, predictions=file).metrics == first.metrics


def test_a_document_is_set_as_text_with_its_mentions() -> None:
    case = made_document()
    assert case.text == "A bomb, said (he), hit it.\n\nIt was loud."
    assert [case.text[m["start"] : m["end"]] for m in case.mentions] == ["bomb", "was loud"]


def made_document() -> ecbplus.Document:
    words = {0: ["A", "bomb", ",", "said", "(", "he", ")", ",", "hit", "it", "."], 3: ["It", "was", "loud", "."]}
    mentions = [
        {"sent_id": 0, "tokens_number": [1], "coref_chain": "x"},
        {"sent_id": 3, "tokens_number": [1, 2], "coref_chain": "y"},
    ]
    return ecbplus.Document("d", words, mentions)


def test_own_mentions_are_named_after_the_gold_ones_they_share_a_character_with() -> None:
    gold = [{"id": "g1", "start": 0, "end": 5}, {"id": "g2", "start": 10, "end": 15}]
    found = [{"start": 3, "end": 7}, {"start": 4, "end": 5}, {"start": 11, "end": 12}]
    assert ecbplus._names("d", gold, found) == ["g1", "d found 1", "g2"]


@pytest.mark.parametrize("missing", ["corpus.txt.gz", "event_mentions.json"])
def test_a_missing_file_is_named(folder: Path, missing: str) -> None:
    (folder / missing).unlink()
    with pytest.raises(InputError, match="holds no"):
        list(ecbplus.cases(folder))


def test_a_broken_file_is_named(folder: Path) -> None:
    (folder / "event_mentions.json").write_text('[{"doc": 1}]')
    with pytest.raises(InputError, match="not in the form"):
        list(ecbplus.cases(folder))
