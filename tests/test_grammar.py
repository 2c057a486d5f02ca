from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord import grammar
from onrecord.annotated import Annotated, Sentence

Parse = Callable[[str], Annotated]


def find(sentence: Sentence, word: str) -> int:
    return next(t.i for t in sentence.tokens if t.text == word)


def words(sentence: Sentence, indices: list[int]) -> list[str]:
    return [sentence.tokens[i].text for i in indices]


@pytest.mark.parametrize(
    ("text", "verb", "subject", "object_"),
    [
        ("Rebels attacked the convoy.", "attacked", ["Rebels"], ["convoy"]),
        ("The convoy was attacked by rebels.", "attacked", ["rebels"], ["convoy"]),
        ("Troops who shelled the town withdrew.", "shelled", ["Troops"], ["town"]),
        ("The minister promised to visit the base.", "visit", ["minister"], ["base"]),
        ("The soldiers killed in the raid were buried.", "killed", [], ["soldiers"]),
        ("Police entered the camp and arrested two men.", "arrested", ["Police"], ["men"]),
    ],
)
def test_deep_subject_and_object(
    parsed: Parse, text: str, verb: str, subject: list[str], object_: list[str]
) -> None:
    sentence = next(parsed(text).sentences())
    i = find(sentence, verb)
    assert words(sentence, grammar.deep_subject(sentence, i)) == subject
    assert words(sentence, grammar.deep_object(sentence, i)) == object_


def test_object_control_gives_the_object(parsed: Parse) -> None:
    sentence = next(parsed("Washington urged Jakarta to release the prisoners.").sentences())
    assert words(sentence, grammar.deep_subject(sentence, find(sentence, "release"))) == ["Jakarta"]


def test_conjuncts_and_prepositional_phrases(parsed: Parse) -> None:
    sentence = next(parsed("Talks between Sudan and Egypt collapsed because of the dam.").sentences())
    talks = find(sentence, "Talks")
    (name, noun), *_ = grammar.prepositional(sentence, talks)
    assert name == "between"
    assert words(sentence, grammar.conjuncts(sentence, noun)) == ["Sudan", "Egypt"]


def test_negation(parsed: Parse) -> None:
    sentence = next(parsed("The army did not shell the village.").sentences())
    assert grammar.negated(sentence, find(sentence, "shell"))
    assert not grammar.negated(sentence, find(sentence, "village"))
