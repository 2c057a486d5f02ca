"""Grouping, scoring and keys: what each rule says of small cases."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.merge.cluster import Rulings, connected, groups
from onrecord.merge.keys import found_by, looks, posts
from onrecord.merge.score import ENOUGH, WEIGHTS, conflict, features, strength
from onrecord.merge.stories import profile, stories
from onrecord.merge.telling import Count, Party, Site, Telling
from onrecord.merge.words import initials, meaning, rarity, stem, weighted

GARISSA = Site("plc-1", "gariss", "KEN", None, -0.45, 39.65, True)
WAJIR = Site("plc-2", "wajir", "KEN", None, 1.75, 40.06, True)
KENYA = Site("plc-3", "kenya", "KEN", None, None, None, False)
DAY = 737_850
STORY = weighted("A bomb at the market of Garissa killed traders", 20)


def telling(id: str, **more: object) -> Telling:
    base = Telling(
        id, f"art-{id}", "ASSAULT", "explosives", triggers=("bomb",), days=(DAY, DAY), published=(DAY + 1, DAY + 1),
        site=GARISSA, near=STORY, story=STORY,
    )  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("bombings bombed bomb bomber", "bomb"), ("shot shoots shooting", "shoot"), ("died dies", "die"),
        ("attacks attacked attacker", "attack"), ("said says", "say"),
    ],
)  # fmt: skip
def test_forms_of_a_word_share_a_stem(words: str, key: str) -> None:
    assert {stem(word) for word in words.split()} == {key}


def test_families_and_phrases() -> None:
    assert meaning([stem("blast")]) & meaning([stem("bombing")])
    assert not meaning([stem("visit")]) & meaning([stem("bombing")])
    opened = meaning([stem("opened"), stem("fire")])
    assert opened & meaning([stem("shooting")]) and not opened & meaning([stem("dismissed")])
    assert initials("driving under the influence") == "dui"
    assert rarity("the") == 0 < rarity(stem("minister")) < rarity("garissa") == 1


def test_every_feature_has_a_weight_and_is_told() -> None:
    found = features(
        telling("a", counts=(Count("killed", 3, 3, False),)),
        telling("b", counts=(Count("killed", 3, 3, False),)),
        1,
        1,
    )
    assert {"one word", "one type", "one mode", "one town", "one day", "one toll"} <= set(found) <= set(WEIGHTS)
    assert strength(telling("a"), telling("b")) >= ENOUGH


def test_who_speaks_tells_talk_apart() -> None:
    def denies(id: str, who: str) -> Telling:
        return telling(id, type="REJECT", mode=None, triggers=("den",), actors=(Party((who,), "KEN", "GOV", True),))

    assert strength(denies("a", "chebet"), denies("b", "chebet")) > strength(
        denies("a", "chebet"), denies("b", "otien")
    )
    assert "other speaker" not in features(denies("a", "chebet"), denies("b", "chebet"), 1, 1)


@pytest.mark.parametrize(
    "other", [{"site": WAJIR}, {"days": (DAY + 3, DAY + 3)}, {"type": "PROTEST", "triggers": ("march",)}]
)
def test_what_cannot_be_one(other: dict[str, object]) -> None:
    assert conflict(telling("a"), telling("b", **other))
    assert not conflict(telling("a"), telling("b", site=KENYA, days=None))


def test_like_tellings_find_each_other_and_others_do_not() -> None:
    a, b, far = (
        telling("a"),
        telling("b", days=(DAY + 5, DAY + 5)),
        telling("c", days=(DAY + 400, DAY + 400), published=None),
    )
    assert looks(a) & posts(b) and looks(b) & posts(a)
    assert found_by([a, b, far]) == {("a", "b")}
    back = telling("d", published=(DAY + 400, DAY + 400))  # a look back finds the reports of then
    assert ("a", "d") in found_by([a, back])


def test_a_ruling_goes_before_every_score() -> None:
    held = {i: telling(i) for i in "abc"}
    edges = {("a", "b"): 5.0, ("b", "c"): 5.0, ("a", "c"): 5.0}
    assert groups(held, edges) == [["a", "b", "c"]]
    assert groups(held, edges, Rulings(apart={("a", "b")})) in ([["a", "c"], ["b"]], [["a"], ["b", "c"]])
    assert groups(held, {}, Rulings(one={("a", "c")})) == [["a", "c"], ["b"]]
    apart = {"a": telling("a"), "b": telling("b", site=WAJIR)}
    assert groups(apart, {}, Rulings(one={("a", "b")})) == [["a", "b"]]


def test_a_vague_telling_joins_one_of_two_that_differ() -> None:
    held = {"a": telling("a"), "b": telling("b", site=WAJIR), "v": telling("v", site=KENYA)}
    assert groups(held, {("a", "v"): 4.0, ("b", "v"): 3.0}) == [["a", "v"], ["b"]]


@given(
    edges=st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(2, 6)), max_size=14),
    seed=st.integers(),
)
def test_groups_do_not_depend_on_order(edges: list[tuple[int, int, int]], seed: int) -> None:
    held = {str(n): telling(str(n), site=(GARISSA, KENYA, WAJIR, None)[n % 4]) for n in range(8)}
    pairs = {(str(min(a, b)), str(max(a, b))): float(p) for a, b, p in edges if a != b}
    names, order = list(held), list(pairs)
    random.Random(seed).shuffle(names)
    random.Random(seed).shuffle(order)
    whole = groups(held, pairs)
    assert groups({n: held[n] for n in names}, {p: pairs[p] for p in order}) == whole
    parts = connected(held, [p for p in pairs if pairs[p] >= ENOUGH])
    each = [
        groups({n: held[n] for n in part}, {p: v for p, v in pairs.items() if {*p} <= {*part}}) for part in parts
    ]
    assert sorted(group for found in each for group in found) == whole


def test_two_names_part_a_topic_into_stories() -> None:
    texts = {}
    for n in range(5):
        texts[f"a{n}"] = (
            f"The Harbour captain Amos Okello was arrested for smuggling ivory in Mombasa, police chief {n} said."
        )
        texts[f"b{n}"] = (
            f"The Harbour captain Peter Wanjala was arrested for smuggling ivory in Kilifi, police chief {n} said."
        )
    found = stories([profile(id, text) for id, text in texts.items()])
    assert found == [[f"a{n}" for n in range(5)], [f"b{n}" for n in range(5)]]


def test_what_went_on_for_years_is_not_one_of_its_days() -> None:
    years = telling("years", days=(DAY - 9000, DAY))
    assert conflict(telling("day"), years)
    assert conflict(telling("headline", days=None, at=10), years)
    assert not conflict(telling("aside", days=None, at=3000), years)
    assert not conflict(telling("others", days=(DAY - 8000, DAY)), years)
