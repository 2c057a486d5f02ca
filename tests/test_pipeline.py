"""The same article gives the same record, whatever is read beside it and however it is asked for."""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path

import pytest

from onrecord import Article, Settings
from onrecord.errors import ModelError
from onrecord.export.json import record_to_json
from onrecord.pipeline import Engine
from onrecord.read import read_paths

EXAMPLES = Path(__file__).parents[1] / "examples" / "articles"


@cache
def engine() -> Engine:
    return Engine(Settings(all_topics=True))


@cache
def articles() -> tuple[Article, ...]:
    found = read_paths([EXAMPLES], settings=Settings())
    return tuple(a for a in found if isinstance(a, Article) and a.language == "en")


def as_text(article: Article) -> str:
    return json.dumps(record_to_json(engine().code(article)), sort_keys=True)


def test_company_and_order_change_nothing() -> None:
    alone = {article.id: as_text(article) for article in articles()}
    shuffled = list(articles())
    random.Random(7).shuffle(shuffled)
    assert {article.id: as_text(article) for article in shuffled} == alone


def test_every_span_lies_in_its_article_and_no_furniture_is_coded() -> None:
    for article in articles():
        record = engine().code(article)
        coded = [b.span for b in article.blocks if b.kind in {"body", "headline"}]
        for mention in record.mentions:
            assert any(span.covers(mention.trigger) for span in coded)
        for attribution in record.attributions:
            assert any(span.covers(attribution.cue) for span in coded)
        for claim in record.claims:
            assert article.quote(claim.span).strip()


@pytest.mark.parametrize("text", ["", " \n\n ", "?", "\u200b", "a" * 5000, "“" * 200, "the the the " * 300])
def test_odd_text_gives_an_empty_or_sound_record(text: str) -> None:
    record = engine().code(Article(text))
    for claim in record.claims:
        assert 0 <= claim.span.start <= claim.span.end <= len(text)


def test_a_missing_pipeline_is_named_with_its_remedy() -> None:
    with pytest.raises(ModelError, match=r"no_such_pipeline.*pip install"):
        _ = Engine(Settings(pipeline="no_such_pipeline")).parser


@pytest.mark.parametrize(
    "text",
    [
        # a gerund that stands before the cue it hangs on
        "After first denying knowing anything about the payments, the president this year acknowledged he reimbursed "
        "the lawyer.",
        "Tens of millions of people are cleared each year to come to America to work, visit or live.",
        "Denying, accusing, blaming: said he, said she, said the minister, according to according to.",
        "\"'“‘\" said \"X\" ''he'' ``said`` -LRB- said -RRB-.",
    ],
)
def test_odd_sentences_are_read(text: str) -> None:
    assert engine().code(Article(text)).aside is None
