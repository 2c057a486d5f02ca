"""Which stretch of a text is what."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.read.articles import read_text
from onrecord.read.blocks import layout
from onrecord.read.paragraphs import paragraphs, sentences
from onrecord.records import Span

REPORT = "Troops crossed the river on Monday and took two villages, the ministry said."


def kinds(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(b.kind, text[b.span.start : b.span.end]) for b in layout(text, title).blocks]


def test_headline_dateline_and_body() -> None:
    text = f"Army takes two villages\n\nKHARTOUM, May 3 (Reuters) - {REPORT}\n\nNobody was hurt."
    assert kinds(text) == [
        ("headline", "Army takes two villages"),
        ("dateline", "KHARTOUM, May 3 (Reuters) -"),
        ("body", REPORT),
        ("body", "Nobody was hurt."),
    ]


def test_a_given_title_is_the_headline_even_with_a_full_stop() -> None:
    text = f"Army takes two villages.\n\n{REPORT}"
    assert kinds(text)[0][0] == "body"
    assert kinds(text, "Army takes two villages")[0][0] == "headline"


@pytest.mark.parametrize(
    ("furniture", "kind"),
    [
        ("Sign up for our morning newsletter and never miss what matters.", "promotion"),
        ("Read more: Five things to know about the river", "promotion"),
        ("Follow Jane Doe on Twitter @janedoe.", "promotion"),
        ("Related", "promotion"),
        (
            "Do you wonder what comes next? Get the answers in our newsletter, brought to you by our team.",
            "promotion",
        ),
        ("Copyright © 2010 The Example. All rights reserved.", "copyright"),
        ("(c) 2010 The Example", "copyright"),
        ("This article first appeared in The Example on May 3.", "syndication"),
        ("(Reporting by Jane Doe; Editing by John Roe)", "syndication"),
        ("The Associated Press contributed to this report.", "syndication"),
        ("By Jane Doe", "syndication"),
        ("Advertisement", "advertisement"),
        ("Story continues below", "advertisement"),
        ("FILE PHOTO: A boat on the river, January 3, 2009. REUTERS/Jane Doe", "caption"),
        ("In this May 3 photo, a boat lies on the river.", "caption"),
    ],
)
def test_furniture_is_labelled(furniture: str, kind: str) -> None:
    text = f"{REPORT}\n\n{furniture}\n\nThe river is wide there."
    found = kinds(text)
    assert found[0] == ("body", REPORT)
    assert {k for k, _ in found[1:-1]} == {kind}
    assert found[-1] == ("body", "The river is wide there.")


@pytest.mark.parametrize(
    "report",
    [
        "He urged young men to sign up for the army.",
        "“Join us,” she told the crowd, “or be silent.”",
        "The minister wrote on Twitter that our allies would follow.",
        "Copyright law was debated in parliament on Monday.",
        "A Reuters/Ipsos poll showed the party ahead.",
        "Reuters/Example reporters saw the convoy leave.",
        'Asked "do you have weapons", the rebel leader gave no answer.',
        "Support for the government fell, officials said.",
        "The photo shows soldiers beating a man, the court heard.",
        "What do you think will happen in Geneva?",
        "By Monday the troops had left.",
    ],
)
def test_report_is_not_taken_for_furniture(report: str) -> None:
    text = f"{REPORT}\n\n{report}\n\nThe river is wide there."
    assert [k for k, _ in kinds(text)] == ["body"] * 3


def test_a_caption_counts_once_and_its_credit_never() -> None:
    said = "General Example of the northern army met the envoy at the bridge on Sunday."
    text = f"{REPORT}\n\n{said} Photo: Jane Doe alt={said} Photo: Jane Doe>\n\nThey spoke."
    assert kinds(text)[1:] == [
        ("body", said),
        ("caption", f"Photo: Jane Doe alt={said} Photo: Jane Doe>"),
        ("body", "They spoke."),
    ]
    first = f"{said}\n\n{REPORT}\n\n{said} (Photo: Jane Doe)"
    assert [k for k, _ in kinds(first)] == ["body", "body", "caption", "caption"]
    again = f"{REPORT}\n\n{said} (Photo: Jane Doe)\n\n{said}"
    assert [k for k, _ in kinds(again)] == ["body", "body", "caption", "caption"]


def test_a_word_glued_to_the_end_is_cut_off() -> None:
    assert kinds(f"{REPORT}Advertisement")[-1] == ("advertisement", "Advertisement")
    assert kinds(f"{REPORT}\n\nCopyright 2010 The Example.Advertisement")[-1][0] in (
        "copyright",
        "advertisement",
    )
    assert kinds("Advertisements were banned.")[0][0] == "body"


def test_furniture_inside_one_unbroken_paragraph() -> None:
    long = " ".join([REPORT] * 12)
    text = f"{long} Click here to sign up for our newsletter. {REPORT}"
    assert [k for k, _ in kinds(text)] == ["body", "promotion", "body"]


def test_a_credit_inside_one_unbroken_paragraph() -> None:
    long = " ".join([REPORT.lower()] * 12)
    for credit in ("Photo: Jane Doe/AP", "Photo: "):
        found = kinds(f"{long} {credit} then {long}")
        assert [k for k, _ in found] == ["body", "caption", "body"]
        assert found[1][1] == credit.strip()


def test_agency_signs_off() -> None:
    text = f"{REPORT} More follows later on.\n\n Reuter"
    assert kinds(text)[-1] == ("syndication", "Reuter")


def test_lines_broken_at_a_width_are_one_paragraph() -> None:
    text = (
        "The government said that it would send two more battalions to\n"
        "the north, where fighting has gone on since the middle of the\n"
        "month.\n"
        "    The rebels denied that they had lost the road to the port\n"
        "and said that the army had burnt three villages on its way to\n"
        "the river.\n"
        " Reuter"
    )
    assert [text[s.start : s.end].split(maxsplit=1)[0] for s in paragraphs(text)] == ["The", "The", "Reuter"]


def test_a_paragraph_a_line() -> None:
    text = f"{REPORT}\n{REPORT}\nThe river is wide there and nobody had crossed it in years.\n"
    assert len(paragraphs(text)) == 3


def test_abbreviations_end_no_sentence() -> None:
    text = "Gen. J. Doe of the U.S. Army met Mr. Roe on Sept. 3. He left."
    assert [text[s.start : s.end] for s in sentences(text, Span(0, len(text)))] == [text[:-9], "He left."]


PIECES = st.sampled_from(
    [REPORT, "Advertisement", "Photo: A B", "Read more: x", "KABUL, May 3 (AP) -", "©", "\n", "\n\n", " ", "    ", "“",
     '"', "Reuter", "By X", "İ", "é", "\U0001f600", "FILE PHOTO:", "Sign up for our", "alt=", "By\n",
     "Copyright 2020 X", "."]
)  # fmt: skip


@settings(deadline=None)  # the tables are loaded in the first run
@example("Â\x08\xa0")  # a control that hides mojibake
@given(st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=25).map("".join)))
def test_blocks_tile_any_text_in_order(text: str) -> None:
    article = read_text(text)
    end = 0
    covered = []
    for block in article.blocks:
        assert end <= block.span.start < block.span.end <= len(article.text)
        assert not article.text[end : block.span.start].strip()
        covered.append(article.quote(block.span))
        assert covered[-1] == covered[-1].strip()
        end = block.span.end
    assert not article.text[end:].strip()
    assert read_text(text).id == article.id
    assert read_text(article.text).text == article.text
