"""What the encoder's heads decide, with heads made for the test: each says what it is told to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest

from onrecord.annotated import Annotated, Marking
from onrecord.extract import weigh
from onrecord.extract.events import find_events
from onrecord.extract.phrases import find_phrases
from onrecord.extract.status import how_likely, set_status
from onrecord.link.actors import ActorLinker
from onrecord.records import Span


class Heads:
    """`events` says of a word how likely it is an event of a type, the others of any word the same."""

    def __init__(
        self, text: str, events: Mapping[str, tuple[str, float]], *, status: Mapping[str, float] | None = None,
        stance: Mapping[str, float] | None = None, actor: str = "", recipient: str = "",
    ) -> None:  # fmt: skip
        self._text, self._events, self._status, self._stance = text, events, status or {}, stance or {}
        self._roles = {"actor": actor, "recipient": recipient}

    def _span(self, word: str) -> Span:
        start = self._text.index(word)
        return Span(start, start + len(word))

    def triggers(self) -> Sequence[Marking]:
        told = self._events.items()
        return [Marking(self._span(word), kind, likely, likely) for word, (kind, likely) in told if likely > 0.5]

    def types(self, stretch: Span) -> Mapping[str, float]:
        for word, (kind, likely) in self._events.items():
            if self._span(word).overlaps(stretch):
                return {kind: likely}
        return {"ASSAULT": 0.001}

    def status(self, stretch: Span) -> Mapping[str, float]:
        return self._status

    def stance(self, stretch: Span) -> Mapping[str, float]:
        return self._stance

    def points(self, role: str, trigger: Span, goals: Sequence[Span]) -> list[float]:
        name = self._roles[role]
        hits = [float(bool(name) and goal.overlaps(self._span(name))) for goal in goals]
        return [1.0 - max(hits, default=0.0), *hits]


Parsed = Callable[[str], Annotated]


def told(parsed: Parsed, text: str, heads: Heads | None) -> Annotated:
    article = parsed(text)
    for paragraph in article.paragraphs:
        paragraph.learned = heads
    find_phrases(article, ActorLinker())
    find_events(article)
    set_status(article)
    return article


def types(article: Annotated) -> set[str]:
    return {mention.type for mention in article.mentions}


def test_without_heads_the_rules_stand(parsed: Parsed) -> None:
    text = "Israel bombed Syria."
    assert types(told(parsed, text, None)) == {"ASSAULT"}
    assert weigh.blend({"planned": 1.0}, None, Span(0, 1))["planned"] == 1.0
    assert weigh.stance("asserts", None, Span(0, 1)) == "asserts"
    assert weigh.pointed(None, "actor", Span(0, 1), [Span(0, 1)]) is None


def test_a_listed_word_that_the_heads_take_for_none_is_dropped(parsed: Parsed) -> None:
    text = "Israel bombed Syria."
    assert types(told(parsed, text, Heads(text, {"bombed": ("ASSAULT", 0.1)}))) == set()
    assert types(told(parsed, text, Heads(text, {"bombed": ("ASSAULT", 0.3)}))) == {"ASSAULT"}


def test_it_is_kept_beside_a_sure_event(parsed: Parsed) -> None:
    text = "Israel bombed Syria. Iran condemned Israel."
    assert types(told(parsed, text, Heads(text, {"condemned": ("ACCUSE", 0.95)}))) == {"ASSAULT", "ACCUSE"}


def test_a_word_near_the_trigger_may_tell_the_event(parsed: Parsed) -> None:
    text = "The camp came under attack by Israel."
    assert "ASSAULT" in types(told(parsed, text, Heads(text, {"attack": ("ASSAULT", 0.9)})))


@pytest.mark.parametrize(("likely", "found"), [(0.65, {"COERCE"}), (0.55, set())])
def test_a_word_of_no_list_is_added_where_the_heads_are_sure(parsed: Parsed, likely: float, found: set[str]) -> None:
    text = "Israel zorbed Syria over the attack."
    article = told(parsed, text, Heads(text, {"zorbed": ("COERCE", likely), "attack": ("ASSAULT", 0.0)}))
    assert types(article) == found
    for mention in article.mentions:
        assert {a.actor.country for a in mention.of_role("actor")} == {"ISR"}


def test_what_is_usual_is_not_added(parsed: Parsed) -> None:
    text = "Israel often zorbed Syria over the attack."
    heads = Heads(text, {"zorbed": ("COERCE", 0.9), "attack": ("ASSAULT", 0.0)})
    assert types(told(parsed, text, heads)) == set()


def test_status_is_of_both(parsed: Parsed) -> None:
    text = "Israel bombed Syria."
    sure = Heads(text, {"bombed": ("ASSAULT", 0.9)}, status={"denied": 0.95, "actual": 0.05})
    assert [m.status for m in told(parsed, text, sure).mentions] == ["denied"]
    unsure = Heads(text, {"bombed": ("ASSAULT", 0.9)}, status={"denied": 0.6, "actual": 0.4})
    article = told(parsed, text, unsure)
    assert [m.status for m in article.mentions] == ["actual"]
    likely = how_likely(article, article.sentence(0), 2)
    assert sum(likely.values()) == pytest.approx(1.0)


def test_who_is_pointed_at_fills_an_empty_role_and_no_other(parsed: Parsed) -> None:
    text = "Syria was bombed, and Iran blamed Israel."
    heads = Heads(text, {"bombed": ("ASSAULT", 0.9), "blamed": ("ACCUSE", 0.9)}, actor="Israel", recipient="Iran")
    found = {
        (m.type, a.role): a.actor.country for m in told(parsed, text, heads).mentions for a in m.arguments
    }
    assert found["ASSAULT", "actor"] == "ISR"
    assert found["ASSAULT", "recipient"] == "SYR"
    assert found["ACCUSE", "actor"] == "IRN"


def test_only_a_plain_assertion_gets_another_stance() -> None:
    heads = Heads("said", {}, stance={"pledges": 0.95})
    assert weigh.stance("asserts", heads, Span(0, 4)) == "pledges"
    assert weigh.stance("denies", heads, Span(0, 4)) == "denies"
    assert weigh.stance("asserts", Heads("said", {}, stance={"reports": 0.99}), Span(0, 4)) == "asserts"
