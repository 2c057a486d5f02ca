"""The open corpus: nothing wrong in any record, enough of everything, no copies, tables that are up to date."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tools.corpus import agreement, balance, check, codes, copies, layout
from tools.corpus.__main__ import LIMIT, faults, tables
from tools.corpus.layout import Piece, Sentence
from tools.corpus.quotes import ambiguous, locate

SHARED = Path(__file__).parents[3] / "shared"
TEXT = "Police said the attack on the police post was an attack on all."


@pytest.fixture(scope="module")
def pieces() -> list[Piece]:
    return list(layout.articles())


@pytest.fixture(scope="module")
def sentences() -> list[Sentence]:
    return list(layout.sentences())


def test_nothing_is_wrong() -> None:
    assert list(faults(layout.ROOT, None)) == []


def test_there_is_enough_of_everything(pieces: list[Piece], sentences: list[Sentence]) -> None:
    assert len(pieces) >= 160 and len(list(layout.sets())) >= 40 and len(sentences) >= 4000
    negatives = [each.record["negative"] for each in sentences if "negative" in each.record]
    assert 3 * len(negatives) >= len(sentences)
    assert set(negatives) == set(layout.NEGATIVES)
    of_articles, of_sentences = balance.of_articles(pieces), balance.of_sentences(sentences)
    for table in (of_articles, of_sentences):
        assert set(table["type"]) == set(codes.modes())
        assert set(table["status"]) == set(codes.STATUSES)
        assert set(table["stance"]) == set(codes.STANCES)
    assert len(of_articles["style"]) >= 12
    assert set(of_articles["region"]) == set(layout.REGIONS)
    assert min(of_sentences["type"].values()) >= 80


def test_splits_share_no_topic(pieces: list[Piece], sentences: list[Sentence]) -> None:
    splits = {(layout.topic_of(each.name), each.split) for each in [*pieces, *sentences]}
    assert max(Counter(topic for topic, _ in splits).values()) == 1


def test_few_sentences_share_a_frame(sentences: list[Sentence]) -> None:
    pairs = list(copies.alike((each.name, each.text) for each in sentences))
    assert len(pairs) <= LIMIT * len(sentences), pairs


@pytest.mark.bench
@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not beside this checkout")
def test_no_run_of_eight_words_is_an_outside_text_s(pieces: list[Piece], sentences: list[Sentence]) -> None:
    texts = [(each.name, each.text) for each in [*pieces, *sentences]]
    assert list(copies.shared_runs(texts, SHARED)) == []


def test_the_tables_are_up_to_date() -> None:
    page = (layout.ROOT / "TABLES.md").read_text(encoding="utf-8")
    assert page.rstrip("\n") == tables(), "run python -m tools.corpus tables > corpus/TABLES.md"


def test_enough_is_annotated_twice_and_agrees() -> None:
    last = agreement.rounds()[-1]
    articles, sentences = list(agreement.twice_annotated(last)), list(agreement.sentences_twice(last))
    assert len(articles) >= 60 and len(sentences) >= 600
    of_articles, of_sentences = agreement.of_articles(articles), agreement.of_sentences(sentences)
    assert min(of_articles["events_f1"], of_articles["attributions_f1"]) >= 0.85
    for figures in (of_articles, of_sentences):
        assert figures["type_alpha"] >= 0.80 and figures["status_alpha"] >= 0.75


def test_a_quote_names_one_place() -> None:
    assert locate(TEXT, "attack#2") == (49, 55)
    assert locate(TEXT, "police") == (30, 36)
    assert ambiguous(TEXT, "attack") and not ambiguous(TEXT, "post")
    with pytest.raises(ValueError, match="not in the text"):
        locate(TEXT, "raid")
    with pytest.raises(ValueError, match="2 of them"):
        locate(TEXT, "attack#3")


def test_a_frame_with_other_names_is_a_copy() -> None:
    one = "Soldiers from Mali fired on a bus near Gao on Tuesday and killed 12 traders, officials said."
    other = "Soldiers from Chad fired on a bus near Bol on Friday and killed 9 traders, officials said."
    third = "Nobody has claimed the bombing of the customs house, in which two clerks lost their lives."
    assert list(copies.alike([("a", one), ("b", third), ("c", other)])) == [("c", "a")]


def test_a_shared_run_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It was, he said, a day that nobody in the town would ever forget.")
    ours = [("x", "A day that nobody in the town would forget"), ("y", "said a day that nobody in the town would")]
    assert {name for name, _, _ in copies.shared_runs(ours, tmp_path)} == {"y"}


@pytest.mark.parametrize(
    ("record", "fault"),
    [
        ({"form": "active", "events": []}, "neither event"),
        ({"form": "song", "negative": "sport", "lure": "attack#1"}, "form 'song'"),
        ({"form": "active", "negative": "sport", "lure": "raid"}, "not in the text"),
        (
            {"form": "active", "events": [{"trigger": "attack", "type": "ASSAULT", "status": "actual"}]},
            "more than once",
        ),
        ({"form": "active", "events": [{"trigger": "post", "type": "WAR", "status": "actual"}]}, "type 'WAR'"),
        (
            {"form": "active", "events": [{"trigger": "post", "type": "AID", "mode": "beat", "status": "actual"}]},
            "mode 'beat'",
        ),
    ],
)
def test_faults_of_a_sentence_are_named(record: dict[str, object], fault: str) -> None:
    found = list(check.sentence(Sentence("t:1", "train", {"text": TEXT, **record})))
    assert any(fault in line for line in found), found


def test_alpha_is_one_for_agreement_and_about_none_for_chance() -> None:
    assert agreement.alpha([("a", "a"), ("b", "b")]) == 1
    assert agreement.alpha([("a", "b"), ("b", "a"), ("a", "a"), ("b", "b")]) == pytest.approx(0.125)
