from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.annotate.case import restore_case, wrong_case
from onrecord.annotate.prepare import LONGEST, prepare
from onrecord.records import Article, Block, Span


def test_only_coded_blocks_become_paragraphs() -> None:
    text = "Army seizes port\n\nTroops took the port on Monday.\n\nAdvertisement"
    blocks = (
        Block("headline", Span(0, 16)),
        Block("body", Span(18, 49)),
        Block("advertisement", Span(51, 64)),
    )
    paragraphs = prepare(Article(text, blocks)).paragraphs
    assert [p.kind for p in paragraphs] == ["headline", "body"]
    assert [p.text for p in paragraphs] == [text[0:16], text[18:49]]


def test_tokenised_marks_are_undone_and_still_point_home() -> None:
    text = "`` We will not leave , '' the minister -LRB- of defence -RRB- said ."
    paragraph = prepare(Article(text)).paragraphs[0]
    assert paragraph.text == '" We will not leave , " the minister ( of defence ) said .'
    at = paragraph.text.index("minister")
    span = paragraph.to_article(at, at + 8)
    assert text[span.start : span.end] == "minister"
    bracket = paragraph.text.index("(")
    assert paragraph.to_article(bracket, bracket + 1).start == text.index("-LRB-")


def test_a_text_without_breaks_is_cut_at_sentence_ends() -> None:
    text = "The army shelled the town of Zerin on Tuesday. " * 40
    paragraphs = prepare(Article(text)).paragraphs
    assert len(paragraphs) > 1
    assert all(p.text.endswith("Tuesday.") and len(p.text) <= LONGEST for p in paragraphs)


@given(st.text(alphabet=st.sampled_from("aB. \n`'\"-LR(é€😀\t"), max_size=200))
def test_every_character_points_to_the_article(text: str) -> None:
    for paragraph in prepare(Article(text)).paragraphs:
        assert len(paragraph.offsets) == len(paragraph.text) + 1
        assert paragraph.offsets == sorted(paragraph.offsets)
        for i in range(len(paragraph.text)):
            span = paragraph.to_article(i, i + 1)
            assert paragraph.span.covers(span)


def test_capitals_only_text_gets_its_case_back() -> None:
    text = "THE ARMY SAID REBELS KILLED 12 SOLDIERS IN GUATEMALA. PRESIDENT CEREZO DENIED IT."
    assert wrong_case(text)
    restored = restore_case(text)
    assert restored == "The army said rebels killed 12 soldiers in Guatemala. President Cerezo denied it."


def test_ordinary_text_is_left_alone() -> None:
    assert not wrong_case("The army said rebels killed 12 soldiers in Guatemala.")
    assert not wrong_case("UN CONDEMNS RAID")


@given(st.text(max_size=80))
def test_restoring_case_keeps_every_letter(text: str) -> None:
    restored = restore_case(text)
    assert len(restored) == len(text)
    assert restored.casefold() == text.casefold() or restored.lower() == text.lower()
