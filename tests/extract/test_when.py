"""Events dated by the expression that governs them in the parse, or by one another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from onrecord.annotated import Annotated
from onrecord.extract.time import find_expressions
from onrecord.extract.when import date_mentions, govern
from onrecord.extract.when_answers import date_answers
from onrecord.merge.view import event_of
from onrecord.records import Actor, Argument, Article, DateRange, Mention

TYPES = {
    "attack": "ASSAULT", "attacked": "ASSAULT", "killed": "ASSAULT", "killing": "ASSAULT", "met": "CONSULT",
    "talks": "CONSULT", "agreed": "AGREE", "signed": "AGREE", "denounced": "ACCUSE", "urged": "REQUEST",
    "called": "REQUEST", "closed": "SANCTION", "raid": "ASSAULT", "raids": "ASSAULT", "praised": "SUPPORT",
    "denounces": "ACCUSE",
}  # fmt: skip
Parse = Callable[[str], Annotated]


def dated(
    parsed: Parse, text: str, people: dict[str, tuple[str, ...]] | None = None
) -> dict[str, str | None]:
    """For each trigger word "START/END", or ``None``; a second one of the same word is "word 2"."""
    annotated = parsed(text)
    annotated.article = Article(text, published=DateRange.day(date(2022, 6, 13)))
    find_expressions(annotated)
    for sentence in annotated.sentences():
        for token in sentence.tokens:
            if token.lower in TYPES:
                names = (people or {}).get(token.lower, ())
                arguments = tuple(Argument("actor", token.span, Actor(name)) for name in names)
                mention = Mention(
                    annotated.article.id, token.span, sentence.span, TYPES[token.lower], arguments=arguments
                )
                annotated.mentions.append(mention)
                annotated.triggers[mention.id] = (sentence.index, token.i)
    date_mentions(annotated)
    annotated.events = [event_of(annotated.article, [mention]) for mention in annotated.mentions]
    date_answers(annotated)
    found: dict[str, str | None] = {}
    for mention in annotated.mentions:
        word = text[mention.trigger.start : mention.trigger.end]
        name = f"{word} 2" if word in found else word
        found[name] = f"{mention.time.range.start}/{mention.time.range.end}" if mention.time else None
    return found


SUNDAY, APRIL, JULY = "2022-06-12/2022-06-12", "2022-04-01/2022-04-30", "2021-07-01/2021-07-31"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels attacked a convoy on Sunday, killing six soldiers.", {"attacked": SUNDAY, "killing": SUNDAY}),
        ("Norway and Denmark on Sunday agreed to share water.", {"agreed": SUNDAY}),
        ("The ministers met on Sunday and signed a pact.", {"met": SUNDAY, "signed": SUNDAY}),
        ("Police said on Sunday that rebels attacked a convoy.", {"attacked": None}),
        ("Rebels attacked a convoy in April, police said on Sunday.", {"attacked": APRIL}),
        ("The minister on Sunday denounced the April attack on the port.", {"denounced": SUNDAY, "attack": APRIL}),
        ("She denounced the attack in July that killed three men.",
         {"denounced": "2021-07-01/2022-06-13", "attack": JULY, "killed": JULY}),
        ("The two sides held talks on Sunday.", {"talks": SUNDAY}),
        ("An attack killed six people on Sunday.", {"attack": SUNDAY, "killed": SUNDAY}),
        ("The men who attacked the port in July met on Sunday.", {"attacked": JULY, "met": SUNDAY}),
        ("In July, six were among those killed when a man attacked a bus.", {"killed": JULY, "attacked": JULY}),
        ("The minister denounced Sunday's attack.", {"denounced": "2022-06-12/2022-06-13", "attack": SUNDAY}),
        ("The minister denounced the attack.", {"denounced": None, "attack": None}),
        ("A minister who met rebels in July denounced Oslo.", {"met": JULY, "denounced": None}),
        ("The bodies were found on Sunday, a day after rebels attacked the camp.",
         {"attacked": "2022-06-11/2022-06-11"}),
        ("The council voted on Sunday to denounce it; two days later rebels attacked the camp.",
         {"attacked": "2022-06-14/2022-06-14"}),
        ("Oslo denounced the men who attacked the port in July.",
         {"denounced": "2021-07-01/2022-06-13", "attacked": JULY}),
        ("Oslo denounces Lunda for the sinking of a boat in April.", {"denounces": "2022-06-13/2022-06-13"}),
        ("Oslo denounced the port in April.", {"denounced": APRIL}),
        ("The talks that went on into Sunday night failed.", {"talks": SUNDAY}),
        ("An attack that was carried out in July is forgotten.", {"attack": JULY}),
        ("The talks were held as bombs went off on Sunday.", {"talks": SUNDAY}),
        ("They agreed on Sunday, two months after an attack in the north.", {"agreed": SUNDAY, "attack": APRIL}),
        ("Gunmen attacked during Eid prayers.", {"attacked": "2022-05-02/2022-05-06"}),
        ("On 5 May officers of the guard attacked a camp.", {"attacked": "2022-05-05/2022-05-05"}),
        ("Last Friday's attack killed 30.", {"attack": "2022-06-10/2022-06-10", "killed": "2022-06-10/2022-06-10"}),
        ("Nine were killed in an attack on Sunday.", {"killed": SUNDAY, "attack": SUNDAY}),
        ("They met the day before the talks failed on 5 May.", {"met": "2022-05-04/2022-05-04", "talks": None}),
        ("They met within a month of an attack on 5 May.",
         {"met": "2022-05-05/2022-06-05", "attack": "2022-05-05/2022-05-05"}),
        ("They agreed hours after an attack on Sunday.", {"agreed": "2022-06-12/2022-06-13", "attack": SUNDAY}),
        ("He cited the attack in the north on 5 May 2019.", {"attack": "2019-05-05/2019-05-05"}),
    ],
)  # fmt: skip
def test_the_governing_expression(parsed: Parse, text: str, expected: dict[str, str | None]) -> None:
    assert dated(parsed, text) == expected


def test_what_followed_an_event_runs_from_it_to_publication(parsed: Parse) -> None:
    text = (
        "A raid on the Lunda post in April left six dead. "
        "In the wake of the Lunda raid, Norway has repeatedly urged calm and called for talks."
    )
    found = dated(parsed, text)
    assert found["raid"] == APRIL
    assert found["urged"] == found["called"] == "2022-04-01/2022-06-13"
    assert found["talks"] is None


def test_what_followed_another_raid_is_not_dated_by_this_one(parsed: Parse) -> None:
    text = "A raid on the Lunda post in April left six dead. In the wake of the Saro raid, Norway has urged calm."
    assert dated(parsed, text)["urged"] is None


def test_what_lasted_until_a_date_began_with_what_was_told_before(parsed: Parse) -> None:
    text = "In July a man attacked the dam. The road was closed until January."
    assert dated(parsed, text) == {"attacked": JULY, "closed": "2021-07-01/2022-01-31"}
    assert dated(parsed, "The road was closed until January.") == {"closed": None}


def test_talk_between_the_people_of_a_dated_meeting_is_of_its_day(parsed: Parse) -> None:
    text = "Rao met Okoro on Sunday. Rao praised Okoro. Rao has denounced Okoro."
    both = {"met": ("Rao", "Okoro"), "praised": ("Rao", "Okoro"), "denounced": ("Rao", "Okoro")}
    assert dated(parsed, text, both) == {"met": SUNDAY, "praised": SUNDAY, "denounced": None}
    assert dated(parsed, text, both | {"praised": ("Rao", "Lund")})["praised"] is None


def test_govern_answers_for_one_word(parsed: Parse) -> None:
    annotated = parsed("Rebels attacked a convoy on Sunday.")
    annotated.article = Article(annotated.article.text, published=DateRange.day(date(2022, 6, 13)))
    find_expressions(annotated)
    sentence = annotated.sentence(0)
    found = govern(annotated, sentence, 1)
    assert found is not None
    assert found.value == "2022-06-12"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The parties plan to meet in July.", "2022-07"),
        ("The talks are scheduled for July.", "2022-07"),
        ("The talks begin on Friday.", "2022-06-17"),
        ("The talks opened on Friday.", "2022-06-10"),
        ("He was to leave on Friday.", "2022-06-17"),
        ("He failed to leave on Friday.", "2022-06-10"),
        ("They would not be able to leave, he said on Friday.", "2022-06-10"),
    ],
)
def test_tense_decides_which_year_or_week(parsed: Parse, text: str, value: str) -> None:
    annotated = parsed(text)
    annotated.article = Article(text, published=DateRange.day(date(2022, 6, 13)))
    find_expressions(annotated)
    assert [expression.value for expression in annotated.expressions] == [value]


def test_the_bombings_are_the_last_ones_told(parsed: Parse) -> None:
    text = "Rebels attacked a market in April. Oslo denounced the attack and called for calm."
    assert dated(parsed, text) == {
        "attacked": APRIL, "denounced": "2022-04-01/2022-06-13", "attack": None, "called": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a paragraph goes on with the day that it told
        ("A bus was hit on Sunday. Men were killed.", {"killed": SUNDAY}),
        ("A bus was hit on Sunday. The driver fled. Men were killed.", {"killed": SUNDAY}),
        ("Police said that on Sunday men burned a bus. Others were killed.", {"killed": SUNDAY}),
        ("A bus was hit on Sunday. Men had been killed.", {"killed": None}),
        ("A bus was hit on Sunday. Men were killed earlier.", {"killed": None}),
        ("A bus will come on Friday. Men were killed.", {"killed": None}),
        ("In 1975 the dam was built. They met in vain. Rebels attacked it.",
         {"met": "1975-01-01/1975-12-31", "attacked": "1975-01-01/1975-12-31"}),
        ("The dam was built in 1975. Rebels attacked it.", {"attacked": None}),
        # talk goes on with the same people only
        ("Rao spoke on Sunday. He denounced Oslo.", {"denounced": SUNDAY}),
        ("Rao spoke on Sunday. Oslo denounced him.", {"denounced": None}),
        # what is said in the present is said as it is reported
        ("Oslo denounces the men.", {"denounces": "2022-06-13/2022-06-13"}),
    ],
)  # fmt: skip
def test_narrative_order(parsed: Parse, text: str, expected: dict[str, str | None]) -> None:
    assert dated(parsed, text) == expected


def test_an_answer_takes_up_what_was_told(parsed: Parse) -> None:
    text = "Rebels attacked a market in April. A week went by. {} the attack."
    for answer in ("Oslo denounced", "Oslo praised"):
        word = answer.split()[1]
        assert dated(parsed, text.format(answer))[word] == "2022-04-01/2022-06-13"
    assert dated(parsed, "Rebels attacked a market in April. Oslo praised the step.")["praised"] == (
        "2022-04-01/2022-06-13"
    )
    assert dated(parsed, "Rebels attacked a market in April. Oslo praised a step.")["praised"] is None
