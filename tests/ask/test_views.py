"""What a person is shown of an event and an article."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from made import article, records
from onrecord.ask import article_view, sentence_around
from onrecord.ask.marks import marked_blocks, marks_of
from onrecord.ask.views import chain_of
from onrecord.ask.words import count_text, days_text, event_line, range_text, value_text
from onrecord.records import DateRange, Record, Span
from story import TEXT, at, story


def test_a_denial_stands_beside_the_value_that_it_denies() -> None:
    actor = next(f for f in article_view(story()).events[0].fields if f.field == "actor")
    told = {v.value: (len(v.claims), len(v.denials)) for v in actor.values}
    assert told == {"gunmen [UAF]": (1, 0), "Northern Front [KEN REB]": (0, 1)}
    assert actor.denied and not actor.differs


def test_different_numbers_of_the_same_people_are_told_to_differ() -> None:
    casualties = next(f for f in article_view(story()).events[0].fields if f.field == "casualties")
    assert [v.value for v in casualties.values] == ["at least 9 killed (people)", "12 killed (people)"]
    assert casualties.differs and not casualties.denied


def test_numbers_of_other_people_do_not_differ() -> None:
    record = story()
    claims = [
        replace(c, value={**c.value, "who": f"people {c.value['low']}"}) if c.field == "casualties" else c
        for c in record.claims
    ]
    changed = replace(record, claims=tuple(claims))
    assert not next(f for f in article_view(changed).events[0].fields if f.field == "casualties").differs


def test_a_claim_that_is_told_twice_with_the_same_words_is_shown_once() -> None:
    record = story()
    again = replace(record, claims=(*record.claims, *(replace(c, mention_id=None) for c in record.claims)))
    assert article_view(again).events[0].fields == article_view(record).events[0].fields


def test_type_and_status_are_notable_only_where_denied() -> None:
    record = story()
    assert {"type", "status"} & {f.field for f in article_view(record).events[0].notable} == set()
    claims = tuple(replace(c, stance="denies") if c.field == "status" else c for c in record.claims)
    assert "status" in {f.field for f in article_view(replace(record, claims=claims)).events[0].notable}


def test_what_gives_no_value_is_shown_as_a_saying() -> None:
    sayings = article_view(story()).events[0].sayings
    assert [(s.stance, s.words) for s in sayings] == [("condemns", "died")]


def test_the_chain_runs_from_the_source_to_the_outlet() -> None:
    record = story()
    denial = next(a for a in record.attributions if a.stance == "denies")
    assert chain_of(denial, record.article) == ("Northern Front", "Example Wire", "The Herald")
    assert chain_of(None, record.article) == ("Example Wire", "The Herald")
    assert chain_of(None, article("Nobody says so.")) == ("unnamed outlet",)


def test_the_sentence_around_a_span_ends_at_stops_and_at_its_block() -> None:
    a = story().article
    assert a.quote(sentence_around(a, at("12 people"))) == "A doctor said 12 people died."
    assert a.quote(sentence_around(a, at("flee"))) == TEXT.split("\n")[0]


def test_a_stop_in_an_abbreviation_ends_no_sentence() -> None:
    text = "The U.N. Council met Mr. Ode on Friday. It ended."
    a = article(text)
    assert a.quote(sentence_around(a, Span(4, 8))) == "The U.N. Council met Mr. Ode on Friday."


def test_segments_are_the_text_cut_where_claims_begin() -> None:
    record = story()
    blocks = marked_blocks(record.article, marks_of(record))
    for block, segments in blocks:
        assert "".join(s.text for s in segments) == record.article.quote(block.span)
        assert all(record.article.text.startswith(s.text, s.start) for s in segments)
    starts = {s.start for _, segments in blocks for s in segments}
    assert {claim.span.start for claim in record.claims} <= starts


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records())
def test_any_record_can_be_cut_at_its_marks(record: Record) -> None:
    for block, segments in marked_blocks(record.article, marks_of(record)):
        assert "".join(s.text for s in segments) == record.article.quote(block.span)


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2021-03-01", "2021-03-01", "2021-03-01"), ("2021-03-01", "2021-03-31", "2021-03"),
        ("2020-02-01", "2020-02-29", "2020-02"), ("2021-02-01", "2021-02-27", "2021-02-01 to 2021-02-27"),
        ("2021-01-01", "2021-12-31", "2021"), ("2020-01-01", "2021-12-31", "2020-01-01 to 2021-12-31"),
        ("0001-01-01", "0001-01-31", "0001-01"),
    ],
)  # fmt: skip
def test_days_are_told_as_short_as_they_can_be(first: str, last: str, told: str) -> None:
    assert days_text(first, last) == told
    assert range_text(DateRange(date.fromisoformat(first), date.fromisoformat(last))) == told


@pytest.mark.parametrize(
    ("low", "high", "atleast", "told"),
    [(9, 9, False, "9"), (9, None, False, "at least 9"), (9, 9, True, "at least 9"), (0, 12, False, "up to 12"),
     (1000, 1200, False, "1,000 to 1,200")],
)  # fmt: skip
def test_counts(low: int, high: int | None, atleast: bool, told: str) -> None:
    assert count_text(low, high, atleast) == told


def test_a_type_is_told_before_its_mode_whatever_the_order_of_keys() -> None:
    assert value_text("type", {"mode": "firearms", "type": "ASSAULT"}) == "ASSAULT firearms"


def test_the_line_of_an_event() -> None:
    event = story().events[0]
    assert event_line(event) == "gunmen [UAF] — ASSAULT firearms · Kilindi, KEN · 2021-03-01 · at least 9 killed"
    empty = replace(event, actors=(), place=None, date=None, casualties=(), status="planned", mutual=True)
    assert event_line(empty) == "? — ASSAULT firearms · planned"
