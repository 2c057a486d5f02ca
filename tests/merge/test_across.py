"""Events across articles: one happening is one event, two stay two, and no order, pace or crash changes which."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.batch import Likeness
from onrecord.merge.across import merge_events
from onrecord.merge.origins import link_origins
from onrecord.pipeline import Engine
from onrecord.read import read_paths, set_aside_reason, signature
from onrecord.records import Article, Record
from onrecord.settings import Settings
from onrecord.store import Store, StoreWriter
from reports import report

EXAMPLES = Path(__file__).parents[2] / "examples"


def put(path: Path, records: Iterable[Record], at_a_time: int = 1000) -> Store:
    held = list(records)
    with StoreWriter.open(path) as store:
        for start in range(0, len(held), at_a_time):
            for record in held[start : start + at_a_time]:
                store.add(record, signature(record.article).data)
            link_origins(store.linking, Likeness())
            merge_events(store.merging)
    return Store.open(path)


def sizes(store: Store) -> list[int]:
    return sorted(len(entry.event.article_ids) for entry in store.events(limit=1000))


def test_reports_of_one_attack_are_one_event(tmp_path: Path) -> None:
    store = put(
        tmp_path / "a.db", [report("2021-03-02", "Post"), report("2021-03-03", "Daily", toll=4, source="Police")]
    )
    (entry,) = store.events()
    detail = store.event(entry.event.id)
    assert entry.origins == 2 and len(detail.articles) == 2 and len(detail.parts) == 2
    assert {c.event_id for c in detail.claims} == {entry.event.id}
    (toll,) = entry.event.casualties
    assert (toll.low, toll.high) == (3, 4)
    assert entry.disputes == ("toll",)
    assert store.events(disputed=True) == [entry]


@pytest.mark.parametrize(
    "other",
    [
        {"place": "Wajir"},  # another town on that day
        {"on": "2021-03-05"},  # the same town on another day
        {"type": "PROTEST"},
    ],
)
def test_what_differs_is_another_event(tmp_path: Path, other: dict[str, str]) -> None:
    store = put(tmp_path / "a.db", [report("2021-03-06", "Post"), report("2021-03-06", "Daily", **other)])  # type: ignore[arg-type]
    assert sizes(store) == [1, 1]


def test_two_attacks_in_one_city_on_one_day_stay_two(tmp_path: Path) -> None:
    """Each of two papers tells of both: an article's two events are never one, and each finds its like."""
    from dataclasses import replace

    def both(day: str, outlet: str) -> Record:
        one = report(day, outlet, toll=3, words="A bomb killed {toll} people at the market in {place}")
        two = report(day, outlet, toll=40, words="A bomb killed {toll} people at the barracks in {place}")
        text = one.article.text + "\n\n" + two.article.text
        from made import RUN, article
        from onrecord.records import Span, content_id

        a = article(text, day, outlet=outlet)
        shift = len(one.article.text) + 2

        def moved(record: Record, by: int) -> tuple[object, object]:
            m = replace(
                record.mentions[0], article_id=a.id,
                trigger=Span(record.mentions[0].trigger.start + by, record.mentions[0].trigger.end + by),
                span=Span(record.mentions[0].span.start + by, record.mentions[0].span.end + by),
            )  # fmt: skip
            return m, replace(
                record.events[0], id=content_id("evt", a.id, [m.id]), mention_ids=(m.id,), article_ids=(a.id,)
            )

        (m1, e1), (m2, e2) = moved(one, 0), moved(two, shift)
        return Record(a, RUN, (m1, m2), (e1, e2))  # type: ignore[arg-type]

    store = put(tmp_path / "a.db", [both("2021-03-02", "Post"), both("2021-03-02", "Daily")])
    assert sizes(store) == [2, 2]
    assert sorted(e.event.casualties[0].low for e in store.events()) == [3, 40]


def chain() -> list[Record]:
    """Two groups that only a vague report in the middle could join, copies, a look back, and strangers."""
    found = [report(f"2021-03-0{n + 2}", f"Post {n}", toll=3 + n % 2) for n in range(4)]
    found += [report(f"2021-03-0{n + 2}", f"Coast {n}", place="Wajir", toll=9) for n in range(3)]
    found.append(
        report("2021-03-04", "Vague", place="Kenya", on=None, toll=None, words="The bomb in {place} shook many")
    )
    found.append(report("2022-03-01", "A year after", words="A year ago a bomb killed {toll} people in {place}"))
    found += [report("2021-05-02", f"Other {n}", on="2021-05-01", toll=2) for n in range(2)]
    return found


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(11)), pace=st.sampled_from([1, 2, 4, 100]))
def test_any_order_and_pace_give_the_same_record(
    tmp_path_factory: pytest.TempPathFactory, order: Sequence[int], pace: int
) -> None:
    records, folder = chain(), tmp_path_factory.mktemp("order")
    wanted = put(folder / "wanted.db", records)
    found = put(folder / "found.db", [records[n] for n in order], pace)
    assert found.digest() == wanted.digest()
    assert {e.event.id for e in found.events()} == {e.event.id for e in wanted.events()}


def test_real_articles_in_any_order(tmp_path: Path) -> None:
    settings = Settings(weights="none")
    read = read_paths([str(EXAMPLES / "articles")], settings=settings)
    articles = [one for one in read if isinstance(one, Article) and not set_aside_reason(one, settings)]
    engine = Engine(settings)
    records = [engine.code(one) for one in articles]
    digests = set()
    for seed in range(4):
        random.Random(seed).shuffle(records)
        digests.add(put(tmp_path / f"{seed}.db", records, (100, 1, 3, 5)[seed]).digest())
    assert len(digests) == 1


def test_a_bridge_joins_two_groups_and_old_ids_lead_to_the_new_event(tmp_path: Path) -> None:
    left = [report(f"2021-03-0{n}", f"Post {n}") for n in (2, 3)]
    right = [
        report(f"2021-07-0{n}", f"Coast {n}", on=None, words="The bomb that killed {toll} people is told of in {place}",
               more=f"A trial of four men on day {n}")
        for n in (2, 3)
    ]  # fmt: skip
    bridge = report(
        "2021-07-02", "Bridge", more="A trial of four men", words="The bomb killed {toll} people in {place}"
    )
    path = tmp_path / "a.db"
    apart = put(path, [*left, *right])
    assert sizes(apart) == [2, 2]
    old = {entry.event.id for entry in apart.events()}
    joined = put(path, [bridge])
    fresh = put(tmp_path / "b.db", [bridge, *right, *left])
    assert joined.digest() == fresh.digest() and sizes(joined) == [5]
    (entry,) = joined.events()
    assert entry.event.id not in old
    assert {joined.event(id).event.id for id in old} == {entry.event.id}
    assert joined.resolve(min(old)) == min(old)


def test_a_crash_in_the_middle_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.merge import across

    wanted = put(tmp_path / "wanted.db", chain()).digest()
    monkeypatch.setattr(across, "AT_A_TIME", 3)
    path = tmp_path / "found.db"
    with StoreWriter.open(path) as store:
        for record in chain():
            store.add(record, signature(record.article).data)
        link_origins(store.linking, Likeness())
        write, calls = across._Merge.write, itertools.count()

        def crash(self: across._Merge, found: Sequence[Sequence[int]]) -> None:
            write(self, found)
            if next(calls) == 2:
                raise KeyboardInterrupt

        monkeypatch.setattr(across._Merge, "write", crash)
        with pytest.raises(KeyboardInterrupt):
            merge_events(store.merging)
        monkeypatch.setattr(across._Merge, "write", write)
        merge_events(store.merging)
        assert store.digest() == wanted


def test_a_superseded_coding_leaves_the_event(tmp_path: Path) -> None:
    """An earlier copy of a text arrives late: its coding takes the place of the former in the merged event."""
    one, other = report("2021-03-03", "Post"), report("2021-03-04", "Daily", toll=4)
    earlier = report("2021-03-02", "Post", more="Post")
    assert earlier.article.text_id == one.article.text_id
    late = put(tmp_path / "late.db", [one, other, earlier], 1)
    first = put(tmp_path / "first.db", [earlier, other])
    (entry,) = late.events()
    assert entry.event.article_ids == first.events()[0].event.article_ids
    assert late.event(one.events[0].id).event.id == entry.event.id  # the former's id leads on


def test_a_copy_adds_no_origin(tmp_path: Path) -> None:
    words = (
        "A bomb killed {toll} people at the market in {place} on Monday as traders opened their stalls in the old town"
    )
    copies = [report(f"2021-03-0{n + 2}", f"Paper {n}", words=words, more="The agency") for n in range(3)]
    store = put(tmp_path / "a.db", [*copies, report("2021-03-03", "Other")])
    (entry,) = store.events()
    assert entry.origins < len(entry.event.article_ids) or len(entry.event.article_ids) == 2
