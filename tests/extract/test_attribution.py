"""Who says what: cues, content, stance, chains, quotations and the events that are spoken of."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.annotated import Annotated, Paragraph, Phrase, Tag
from onrecord.extract.attribution import bind_attributions, find_attributions
from onrecord.extract.attribution.quotes import find_quotes
from onrecord.records import Actor, Article, Attribution, Event, Mention, Span

Parse = Callable[[str], Annotated]


def found(parsed: Parse, text: str, phrases: dict[str, Actor] | None = None) -> list[Attribution]:
    """The attributions of a text; ``phrases`` links words to actors as an earlier stage does."""
    return read(parsed, text, phrases).attributions


def read(parsed: Parse, text: str, phrases: dict[str, Actor] | None = None) -> Annotated:
    annotated = parsed(text)
    for sentence in annotated.sentences():
        for token in sentence.tokens:
            if phrases and token.text in phrases:
                phrase = Phrase(sentence.index, token.i, token.span, phrases[token.text])
                annotated.phrases[(sentence.index, token.i)] = phrase
    find_attributions(annotated)
    return annotated


def told(
    parsed: Parse, text: str, phrases: dict[str, Actor] | None = None
) -> list[tuple[str, str, str, str]]:
    """(source, cue, stance, content) of each attribution; pieces of content joined by " ... "."""
    return [
        (
            each.source_actor.name, text[each.cue.start : each.cue.end], each.stance,
            " ... ".join(text[span.start : span.end] for span in each.content),
        )
        for each in found(parsed, text, phrases)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The bomb killed five people, police said.",
            ("police", "said", "asserts", "The bomb killed five people"),
        ),
        ("Police said that the man had fled.", ("Police", "said", "asserts", "the man had fled")),
        ("The deal, the minister said, was dead.", ("minister", "said", "asserts", "The deal ... was dead")),
        (
            "According to the interior ministry, two soldiers died.",
            ("interior ministry", "According to", "asserts", "two soldiers died"),
        ),
        (
            "Responsibility for the raid was claimed by the Red Front.",
            ("Red Front", "claimed", "claims-responsibility", "Responsibility for the raid"),
        ),
        (
            "Egypt has repeatedly urged Sudan to reopen the crossing.",
            ("Egypt", "urged", "calls-for", "to reopen the crossing"),
        ),
        (
            "Leaders often praised them as true friends.",
            ("Leaders", "praised", "supports", "them as true friends"),
        ),
        (
            "Turkish officials blamed the militia for the blast.",
            ("Turkish officials", "blamed", "accuses", "the militia for the blast"),
        ),
        (
            "Rebels were accused by the army of shelling a school.",
            ("army", "accused", "accuses", "Rebels ... of shelling a school"),
        ),
        (
            "Kenya denounced the raid in May that killed four herders near the border.",
            ("Kenya", "denounced", "condemns", "the raid in May that killed four herders near the border"),
        ),
        (
            "The rebels claimed to have taken the airport.",
            ("rebels", "claimed", "asserts", "to have taken the airport"),
        ),
        ("The rebels vowed to fight on.", ("rebels", "vowed", "pledges", "to fight on")),
        (
            "The ministry issued a statement saying the road was open.",
            ("ministry", "saying", "asserts", "the road was open"),
        ),
        (
            "The attack, claimed by the Red Front, drew outrage.",
            ("Red Front", "claimed", "claims-responsibility", "The attack"),
        ),
        (
            "Mexico voiced outrage at the killings.",
            ("Mexico", "voiced", "condemns", "the killings"),
        ),
    ],
)
def test_one_attribution(parsed: Parse, text: str, expected: tuple[str, str, str, str]) -> None:
    assert told(parsed, text) == [expected]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The group said it had not carried out the attack.", "denies"),
        ("The group said it was behind the attack.", "claims-responsibility"),
        ("Washington said Tehran was behind the attack.", "accuses"),
        ("The minister said that Iran must withdraw its troops.", "calls-for"),
        ("The minister said he would resign on Friday.", "pledges"),
        ("The minister said she strongly condemned the raid.", "condemns"),
        ("The minister said the harbour would be closed.", "asserts"),
        ("The general warned that any attack would be met with force.", "pledges"),
        ("The ministry dismissed the report as fabricated.", "denies"),
        ("The ministry called the attack a crime.", "condemns"),
        ("The minister described the vote as historic.", "supports"),
        ("The newspaper reported that three men had been held.", "reports"),
        ("Police reported that three men had been held.", "asserts"),
        ('"Stop the killing," the bishop said.', "calls-for"),
        ('"We will rebuild the bridge," the mayor said.', "pledges"),
        ("Officials said they believe the militia was responsible.", "accuses"),
    ],
)
def test_stance(parsed: Parse, text: str, stance: str) -> None:
    assert [each.stance for each in found(parsed, text)] == [stance]


@pytest.mark.parametrize(
    "text",
    [
        "The minister declined to comment on the report.",
        "The minister refused to say who was there.",
        "Police did not say how he died.",
        "There has been speculation that the king will quit.",
        "The attack was blamed on separatists.",
        "No group has claimed responsibility for the attack.",
        "It was not clear who was behind the attack.",
        "The two sides pledged deeper trade ties.",
        "He said the war was over.",
        "The president welcomed the queen at the airport.",
        "France denied him a visa.",
        "The talks continued on Friday.",
        "Kenya has neither confirmed nor denied the raid.",
    ],
)
def test_no_attribution(parsed: Parse, text: str) -> None:
    phrases = {"queen": Actor("queen", kind="person")}
    assert told(parsed, text, phrases) == []


def test_a_pronoun_stands_for_whom_it_was_linked_to(parsed: Parse) -> None:
    phrases = {"He": Actor("Ana Silva", country="BRA", sector="GOV", kind="person")}
    (each,) = found(parsed, "He said the war was over.", phrases)
    assert each.source_actor.name == "Ana Silva"
    assert each.source == Span(0, 2)


def test_accusation_and_its_denial_are_two(parsed: Parse) -> None:
    text = "Turkish officials blamed the militia for the blast, claims the militia denied."
    assert told(parsed, text) == [
        ("Turkish officials", "blamed", "accuses", "the militia for the blast"),
        ("militia", "denied", "denies", "Turkish officials blamed the militia for the blast, claims"),
    ]


def test_denied_claim_keeps_its_claimant(parsed: Parse) -> None:
    text = "Poland's claim that the missile came from Belarus has been denied by Minsk."
    assert [(name, stance) for name, _, stance, _ in told(parsed, text)] == [
        ("Minsk", "denies"), ("Poland", "asserts"),
    ] or [(name, stance) for name, _, stance, _ in told(parsed, text)] == [
        ("Poland", "asserts"), ("Minsk", "denies"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Rights groups say the vote was rigged, a claim the government rejects.",
            ["the vote was rigged", "Rights groups say the vote was rigged, a claim"],
        ),
        (
            "Staff said the boat fired two shots into the sea, adding that they missed.",
            ["the boat fired two shots into the sea", "they missed"],
        ),
        (
            "The union said on Friday that it saw no grounds for talks, while Kenya accused it of stalling.",
            ["it saw no grounds for talks", "it of stalling"],
        ),
    ],
)
def test_what_stands_beside_is_no_part_of_the_content(parsed: Parse, text: str, expected: list[str]) -> None:
    assert [content for _, _, _, content in told(parsed, text)] == expected


def test_verbs_joined_after_an_infinitive_stay_the_sources_own(parsed: Parse) -> None:
    text = "Sudan urged Egypt to reopen the crossing for traders and called for more talks."
    assert told(parsed, text) == [
        ("Sudan", "urged", "calls-for", "to reopen the crossing for traders"),
        ("Sudan", "called", "calls-for", "more talks"),
    ]


def names(each: Attribution) -> list[str]:
    return [link.actor.name for link in each.via]


@pytest.mark.parametrize(
    ("text", "source", "via"),
    [
        (
            '"Any trick will fail", the two ministers said, according to the Kenyan army.',
            "two ministers",
            ["Kenyan army"],
        ),
        ("The paper said that police said that six men were held.", "police", ["paper"]),
        ("The paper quoted an officer as saying that the man had fled.", "officer", ["paper"]),
        ("Six men were held, the newspaper reported, citing officers.", "officers", ["newspaper"]),
        ("The minister said the raid was over, the newspaper reported on Friday.", "minister", ["newspaper"]),
        ("A caller claimed responsibility on behalf of the Red Front.", "Red Front", ["caller"]),
        ("The envoy welcomed the deal as a first step, his spokesman said.", "envoy", ["his spokesman"]),
    ],
)
def test_chain(parsed: Parse, text: str, source: str, via: list[str]) -> None:
    (each,) = found(parsed, text)
    assert (each.source_actor.name, names(each)) == (source, via)


def test_a_medium_that_was_told_is_a_link_but_not_the_articles_own_outlet(parsed: Parse) -> None:
    medium = {"Voice": Actor("Voice", sector="MED", kind="organisation")}
    text = "The minister told Voice that the road was open."
    (each,) = found(parsed, text, medium)
    assert names(each) == ["Voice"]
    annotated = read(parsed, text, medium)
    annotated.article = Article(text, outlet="Voice")
    find_attributions(annotated)
    assert names(annotated.attributions[0]) == []


def test_quotation_goes_on_in_the_next_sentence(parsed: Parse) -> None:
    text = '"The road is closed," Okello said. "Nobody can pass."'
    (row,) = told(parsed, text)
    assert row[3] == '"The road is closed," ... "Nobody can pass."'


def test_quotation_that_began_sentences_before(parsed: Parse) -> None:
    text = '"The road is closed. Nobody can pass. It is sad," Okello said.'
    (row,) = told(parsed, text)
    assert row[3] == '"The road is closed. Nobody can pass. It is sad,"'


def paragraphs(text: str) -> Annotated:
    """An article of paragraphs with no parse."""
    annotated = Annotated(Article(text))
    for n, match in enumerate(re.finditer(r"[^\n]+", text)):
        offsets = list(range(match.start(), match.end() + 1))
        annotated.paragraphs.append(Paragraph(n, "body", Span(*match.span()), match.group(), offsets))
    return annotated


def test_no_parse_gives_nothing_and_no_error() -> None:
    annotated = paragraphs('Police said: "We came late."\nThey left.')
    find_attributions(annotated)
    assert annotated.attributions == []


def test_quotation_over_paragraphs_follows_on() -> None:
    annotated = paragraphs('He said: "One.\n"Two."')
    first, second = find_quotes(annotated).quotes
    assert annotated.article.quote(second.span) == '"Two."'
    assert second.follows and not first.follows


def test_apostrophes_are_no_quotations() -> None:
    assert (
        find_quotes(paragraphs("It's the soldiers' camp, isn't it? The '90s were years of war.")).quotes == []
    )


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab ,.\"“”‘’'`\n", max_size=80))
def test_quotations_lie_in_the_text_and_apart(text: str) -> None:
    quotes = find_quotes(paragraphs(text)).quotes
    for quote in quotes:
        assert 0 <= quote.span.start < quote.span.end <= len(text)
    for one, other in pairwise(quotes):
        assert one.span.end <= other.span.start


def test_the_encoder_proposes_what_the_lexicon_does_not_know(parsed: Parse) -> None:
    text = "Okello spluttered that the road was closed."
    annotated = parsed(text)
    tags = [
        Tag(Span(0, 6), "source", 0.95),
        Tag(Span(7, 17), "cue", 0.9, 0),
        Tag(Span(23, 42), "content", 0.95, 1),
    ]
    annotated.paragraphs[0].tags = tags
    find_attributions(annotated)
    (each,) = annotated.attributions
    assert each.source_actor.name == "Okello"
    assert annotated.article.quote(each.content[0]) == "the road was closed"


def mention(annotated: Annotated, word: str, type_: str) -> Mention:
    start = annotated.article.text.index(word)
    trigger = Span(start, start + len(word))
    made = Mention(annotated.article.id, trigger, trigger, type_)
    annotated.mentions.append(made)
    for sentence in annotated.sentences():
        for token in sentence.tokens:
            if token.start == start:
                annotated.triggers[made.id] = (sentence.index, token.i)
    return made


def event(name: str, *mentions: Mention) -> Event:
    return Event(
        id=name, type=mentions[0].type, mode=None, status="actual", actors=(), recipients=(), mutual=False, date=None,
        place=None, casualties=(), mention_ids=tuple(m.id for m in mentions), article_ids=(),
    )  # fmt: skip


def test_accusation_and_denial_are_about_who_did_the_deed(parsed: Parse) -> None:
    annotated = read(parsed, "Turkish officials blamed the militia for the blast, claims the militia denied.")
    blamed, blast = mention(annotated, "blamed", "ACCUSE"), mention(annotated, "blast", "ASSAULT")
    annotated.events = [event("talk", blamed), event("deed", blast)]
    bind_attributions(annotated)
    assert [(each.stance, each.about, each.field) for each in annotated.attributions] == [
        ("accuses", "deed", "actor"), ("denies", "deed", "actor"),
    ]  # fmt: skip


def test_a_call_is_about_the_request_that_its_cue_makes(parsed: Parse) -> None:
    annotated = read(parsed, "Egypt urged Sudan to reopen the crossing.")
    annotated.events = [event("request", mention(annotated, "urged", "REQUEST"))]
    bind_attributions(annotated)
    assert [(each.about, each.field) for each in annotated.attributions] == [("request", None)]


def test_content_without_an_event_is_about_none(parsed: Parse) -> None:
    annotated = read(parsed, "Police said the road was closed.")
    bind_attributions(annotated)
    assert [each.about for each in annotated.attributions] == [None]


def test_sentence_order_does_not_matter_for_ids(parsed: Parse) -> None:
    text = "Police said the road was closed. The army said the bridge was open."
    first, second = found(parsed, text), found(parsed, text)
    assert [each.id for each in first] == [each.id for each in second]
    assert len({each.id for each in first}) == 2
