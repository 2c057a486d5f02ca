"""Phrases by their own words: what they span, what they name, and what is no phrase."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.annotated import Annotated
from onrecord.extract.phrases import find_phrases, own_words, words_of
from onrecord.link.actors import ActorLinker
from onrecord.records import Actor, DateRange

Parse = Callable[[str], Annotated]


class Counting:
    """A linker that counts how often it is asked for the same words."""

    def __init__(self) -> None:
        self.linker, self.asked = ActorLinker(), [""]

    def link(self, name: str, *, on: DateRange | None = None, context_country: str | None = None) -> Actor:
        self.asked.append(name)
        return self.linker.link(name, on=on, context_country=context_country)


def spans(parsed: Parse, text: str) -> dict[str, Actor]:
    annotated = parsed(text)
    find_phrases(annotated, ActorLinker())
    return {annotated.article.quote(p.span): p.actor for p in annotated.phrases.values()}


@pytest.mark.parametrize(
    ("text", "head", "words"),
    [
        ("Lashkar-e-Taiba denied the attack.", "Taiba", "Lashkar-e-Taiba"),
        ("The rebel army retreated.", "army", "rebel army"),
        ("Police suspected the group of hiding weapons.", "group", "group"),
        ("Rwanda accused the army of murder.", "army", "army"),
        ("The mayor of Lima resigned.", "mayor", "mayor of Lima"),
        ("Kenya's army chief resigned.", "chief", "Kenya's army chief"),
        ("A soldier who had fled returned.", "soldier", "soldier"),
    ],
)
def test_own_words_leave_out_determiners_clauses_and_charges(
    parsed: Parse, text: str, head: str, words: str
) -> None:
    sentence = next(iter(parsed(text).sentences()))
    token = next(t for t in sentence.tokens if t.text == head)
    assert words_of(sentence, own_words(sentence, token.i)) == words


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        (
            "An Indian air force plane delivered tents.",
            "Indian air force plane",
            ("Indian air force", "IND", "MIL"),
        ),
        (
            "Chad froze the assets of Libyan officials.",
            "assets of Libyan officials",
            ("Libyan officials", "LBY", "GOV"),
        ),
        (
            "Hundreds of Burmese monks marched.",
            "Hundreds of Burmese monks",
            ("Hundreds of Burmese monks", "MMR", "REL"),
        ),
        ("A Hamas rocket hit a house.", "Hamas", ("Hamas", "PSE", "REB")),
        ("Soldiers from Chad left.", "Soldiers", ("Soldiers", "TCD", "MIL")),
        ("Damascus protested.", "Damascus", ("Damascus", "SYR", None)),
    ],
)
def test_phrases_name_whose_they_are(
    parsed: Parse, text: str, quote: str, expected: tuple[str, str, str | None]
) -> None:
    actor = spans(parsed, text)[quote]
    assert (actor.name, actor.country, actor.sector) == expected


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("The Karachi attack killed two.", "attack"),
        ("A military exercise began in Peru.", "exercise"),
        ("Foreign ministers met.", "Foreign"),
        ("The visit of President Adam Brunner ended.", "visit"),
        ("The Tigray People's Liberation Front fled.", "Liberation"),
    ],
)
def test_things_and_parts_of_names_are_no_phrases(parsed: Parse, text: str, head: str) -> None:
    annotated = parsed(text)
    find_phrases(annotated, ActorLinker())
    heads = {annotated.sentence(index).tokens[i].text for index, i in annotated.phrases}
    assert head not in heads


def test_somebody_in_a_country_need_not_be_of_it(parsed: Parse) -> None:
    found = spans(parsed, "A man in Chad met gunmen in Niger.")
    assert {actor.country for name, actor in found.items() if name in {"man", "gunmen"}} == {None}


TEXT = (
    "Kenyan Foreign Minister Peter Otieno met Somali rebels in Nairobi. He said the rebels had promised Kenya peace. "
    "They denied it. The two sides will meet again, and the minister and his aides want the group to disarm."
)


def test_every_span_covers_its_head_and_every_antecedent_lies_in_the_article(parsed: Parse) -> None:
    annotated = parsed(TEXT)
    find_phrases(annotated, ActorLinker())
    assert len(annotated.phrases) > 10
    for (index, head), phrase in annotated.phrases.items():
        token = annotated.sentence(index).tokens[head]
        assert (phrase.sentence, phrase.head) == (index, head)
        assert phrase.span.covers(token.span)
        assert phrase.actor.kind != "pronoun"
        if phrase.antecedent is not None:
            assert phrase.antecedent.end <= len(TEXT)


def test_the_linker_is_asked_once_for_the_same_words(parsed: Parse) -> None:
    linker = Counting()
    find_phrases(parsed(TEXT), linker)
    assert len(linker.asked) == len(set(linker.asked)) > 5


def test_the_same_text_gives_the_same_phrases(parsed: Parse) -> None:
    one, other = parsed(TEXT), parsed(TEXT)
    find_phrases(one, ActorLinker())
    find_phrases(other, ActorLinker())
    assert one.phrases == other.phrases
