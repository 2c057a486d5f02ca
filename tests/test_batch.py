"""Reading many inputs: any order, any number of workers, any crash ends in the same record."""

import json
import multiprocessing
import os
import random
import signal
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from made import RUN, BrokenFactory, MadeCoder, MadeFactory, article
from onrecord.batch import Summary, read_into, record_all
from onrecord.errors import ModelError, StoreError
from onrecord.read import Aside
from onrecord.records import Article
from onrecord.settings import Settings
from onrecord.store import Store

SETTINGS = Settings(all_topics=True)
TWO = Settings(all_topics=True, workers=2)
WORDS = ("troops", "camp", "river", "minister", "talks", "border", "police", "rebels", "village", "market")


def text(seed: int) -> str:
    """A report of forty words or so that tells of an attack."""
    draw = random.Random(seed)
    middle = " ".join(draw.choice(WORDS) for _ in range(40))
    return f"An attack hit the {WORDS[seed % 10]} number {seed}. Police said that {middle}. Then came {seed} days."


def articles() -> list[Article]:
    """Thirty reports, copies of some under other dates, and near copies of others."""
    found = [article(text(n), f"2021-03-{n % 28 + 1:02}", external_id=f"id{n}") for n in range(30)]
    found += [article(text(n), f"2021-02-{n % 28 + 1:02}", outlet="Earlier") for n in range(0, 12, 3)]
    found += [article(text(n), None, outlet="Undated") for n in range(0, 12, 4)]
    found += [
        article(text(n) + " It was the third this week.", "2021-01-05", outlet="Longer") for n in range(5)
    ]
    found += [
        article(text(3), "2021-03-04", title="The same, with a headline"),
        article(text(3), "2021-03-04"),
    ]
    return found


def digest_after(path: Path, incoming: Iterable[Article | Aside], settings: Settings = SETTINGS) -> str:
    record_all(path, incoming, settings, factory=MadeFactory())
    with Store.open(path) as store:
        return store.digest()


@pytest.fixture
def expected(tmp_path: Path) -> str:
    return digest_after(tmp_path / "expected.db", articles())


def test_a_batch_is_told_in_a_summary_and_known_the_next_time(tmp_path: Path) -> None:
    path, told = tmp_path / "record.db", []
    first = record_all(
        path, articles(), SETTINGS, factory=MadeFactory(), progress=lambda s: told.append(s.read)
    )
    assert (first.read, first.known, first.coded + first.copies) == (44, 1, 43)
    assert first.events == first.coded and first.attributions == first.coded
    assert told == [*range(1, 45), 44] and first.articles_a_second > 0
    with Store.open(path) as store:
        counts = store.counts()
        assert (counts["coded"], counts["copy"], counts["mentions"]) == (35, 8, 35)
        assert counts["events"] < 35  # reports of one attack are one event
        assert counts["origins"] == 30
        before = store.digest()
    again = record_all(path, articles(), SETTINGS, factory=MadeFactory())
    assert (again.read, again.known, again.coded, again.copies) == (44, 44, 0, 0)
    with Store.open(path) as store:
        assert store.digest() == before


def test_any_order_gives_the_same_record(tmp_path: Path, expected: str) -> None:
    for seed in range(6):
        shuffled = articles()
        random.Random(seed).shuffle(shuffled)
        cut = seed * 7
        path = tmp_path / f"{seed}.db"
        digest_after(path, shuffled[:cut])  # in two batches
        assert digest_after(path, shuffled[cut:]) == expected


def test_the_digest_tells_one_record_from_another(tmp_path: Path, expected: str) -> None:
    assert digest_after(tmp_path / "fewer.db", articles()[:-5]) != expected
    assert digest_after(tmp_path / "other.db", [*articles(), article(text(99))]) != expected


def test_two_workers_give_the_same_record(tmp_path: Path, expected: str) -> None:
    assert digest_after(tmp_path / "two.db", articles(), TWO) == expected


def test_an_article_that_raises_or_kills_its_worker_is_set_aside(tmp_path: Path) -> None:
    bad = [
        article("RAISE-HERE " + text(50)),
        article("RAISE-HERE " + text(50), None, outlet="Its copy"),
        article(text(51)),
    ]
    fatal = [article("DIE-HERE " + text(52)), article(text(53)), article(text(54)), article(text(55))]
    here = record_all(tmp_path / "here.db", bad, SETTINGS, factory=MadeFactory())
    assert here.aside == {"failed": 2} and here.coded == 1
    with Store.open(tmp_path / "here.db") as store:
        failed = store.articles(state="failed")
        assert {entry.aside for entry in failed} == {
            "failed: ValueError: the coder met a word it cannot bear"
        }
    there = record_all(tmp_path / "there.db", [*bad, *fatal], TWO, factory=MadeFactory())
    assert there.aside == {"failed": 3} and there.coded == 4
    assert any("exit code 7" in failure.reason for failure in there.failures)


def test_an_article_that_takes_a_worker_too_long_is_set_aside(tmp_path: Path) -> None:
    incoming = [article("HANG-HERE " + text(60)), *(article(text(n)) for n in range(61, 66))]
    settings = Settings(all_topics=True, workers=2, article_seconds=2)
    done = record_all(tmp_path / "record.db", incoming, settings, factory=MadeFactory())
    assert done.aside == {"failed": 1} and done.coded == 5
    assert [failure.reason for failure in done.failures] == ["failed: it took longer than 2 seconds"]


def test_what_failed_is_tried_again(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    good = [article(text(1)), article(text(2))]

    class Ill(MadeCoder):
        def code(self, article: Article):  # type: ignore[no-untyped-def]
            raise MemoryError

    ill = record_all(path, good, SETTINGS, factory=Ill)
    assert ill.aside == {"failed": 2}
    assert record_all(path, good, SETTINGS, factory=MadeFactory()).coded == 2
    with Store.open(path) as store:
        assert store.digest() == digest_after(tmp_path / "well.db", good)


def test_a_missing_model_ends_the_batch(tmp_path: Path) -> None:
    for settings in (SETTINGS, TWO):
        with pytest.raises(ModelError, match="the model is missing") as caught:
            record_all(tmp_path / "record.db", articles(), settings, factory=BrokenFactory())
        assert caught.value.remedy == "Install it."


def test_inputs_are_read_and_bad_ones_told_of(tmp_path: Path) -> None:
    rows = [
        {"id": "a1", "text": text(1), "date": "2021-03-01"},
        {"id": "a2", "text": text(2), "date": "2021-03-02"},
    ]
    lines = [json.dumps(rows[0]), "{not json", json.dumps(rows[1])]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "wire.jsonl").write_text("\n".join(lines))
    (tmp_path / "in" / "empty.txt").write_text("")
    path = tmp_path / "record.db"
    summary = read_into(
        path, [tmp_path / "in", tmp_path / "gone.txt"], settings=SETTINGS, factory=MadeFactory()
    )
    assert (summary.read, summary.coded, len(summary.rejected)) == (2, 2, 3)
    with Store.open(path) as store:
        told = {Path(r.location.partition(" line")[0]).name: r for r in store.rejected()}
        assert set(told) == {"wire.jsonl", "empty.txt", "gone.txt"}
        assert all(r.reason and r.remedy for r in told.values())
        assert {entry.external_id for entry in store.articles()} == {"a1", "a2"}


def test_only_bad_inputs_load_no_model(tmp_path: Path) -> None:
    summary = read_into(
        tmp_path / "record.db", [tmp_path / "gone.txt"], settings=SETTINGS, factory=BrokenFactory()
    )
    assert (summary.read, len(summary.rejected)) == (0, 1)


def test_off_topic_articles_are_kept_uncoded_until_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    cake = article(
        "Whisk the eggs with sugar, fold in the flour and bake the sponge cake in a hot oven for an hour."
    )
    strict = Settings()
    first = record_all(path, [cake], strict, factory=MadeFactory())
    assert first.aside == {"off-topic": 1} and first.coded == 0
    assert record_all(path, [cake], SETTINGS, factory=MadeFactory()).coded == 1
    assert record_all(path, [cake], strict, factory=MadeFactory()).known == 1


# -- crashes ----------------------------------------------------------------------------------------------------


class Killer:
    """Kills its own process when SQLAlchemy is about to run the given statement or commit, counted from 1."""

    def __init__(self, at: int) -> None:
        self.left = at
        sa.event.listen(sa.Engine, "before_cursor_execute", self.count)
        sa.event.listen(sa.Engine, "commit", self.count)

    def count(self, *_: object) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def _read_and_die(path: Path, incoming: list[Article], at: int) -> None:
    Killer(at)
    record_all(path, incoming, SETTINGS, factory=MadeFactory())


def _read_with_workers_and_die(path: Path) -> None:
    seen = 0

    def stop(summary: Summary) -> None:
        nonlocal seen
        seen += 1
        if seen == 32:  # some are written, some are being coded
            os.kill(os.getpid(), signal.SIGKILL)

    record_all(path, articles(), TWO, factory=MadeFactory(0.002), progress=stop)


def in_child(task: Callable[..., None], *given: object) -> int | None:
    """Run ``task`` in a fresh interpreter that is killed on the way; return what it ended with.

    Never by a fork: other tests leave native threads in this process, and a fork that meets one's lock hangs.
    """
    child = multiprocessing.get_context("spawn").Process(target=task, args=given)
    child.start()
    child.join(120)
    return child.exitcode


def test_killed_at_twenty_points_it_ends_in_the_same_record(tmp_path: Path, expected: str) -> None:
    draw, path = random.Random(7), tmp_path / "killed.db"
    killed = 0
    for at in range(20):
        # one store killed again and again, and fresh ones killed at any point of a whole reading
        target = path if at % 2 else tmp_path / f"fresh{at}.db"
        incoming = articles()
        draw.shuffle(incoming)
        point = draw.randrange(1, 900 if target != path else 150)
        killed += in_child(_read_and_die, target, incoming, point) == -signal.SIGKILL
        if target != path:
            with sa.create_engine(f"sqlite:///{target}").connect() as connection:
                assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert digest_after(target, incoming) == expected
    assert killed >= 15
    assert digest_after(path, articles()) == expected


def test_killed_with_workers_it_ends_in_the_same_record(tmp_path: Path, expected: str) -> None:
    path = tmp_path / "killed.db"
    assert in_child(_read_with_workers_and_die, path) == -signal.SIGKILL
    with Store.open(path) as store:
        assert 0 < store.counts()["articles"] < 43
    assert digest_after(path, articles(), TWO) == expected


def test_a_full_disk_is_told_of_and_the_store_stays_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "record.db"
    first = articles()[:5]
    digest_after(path, first)

    def full(connection: object, record: object) -> None:
        connection.execute("PRAGMA max_page_count = 160")  # type: ignore[attr-defined]

    sa.event.listen(sa.pool.Pool, "connect", full)
    try:
        with pytest.raises(StoreError, match="the disk is full") as caught:
            digest_after(path, endless())
    finally:
        sa.event.remove(sa.pool.Pool, "connect", full)
    assert str(path) == caught.value.where and "Free some space" in caught.value.remedy
    with Store.open(path) as store:
        kept = store.counts()["articles"]
        assert kept > 5 and len(list(store.records())) == kept
    assert digest_after(path, articles()) != ""
    with sa.create_engine(f"sqlite:///{path}").connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_what_was_done_before_an_interruption_is_kept(tmp_path: Path) -> None:
    def interrupted() -> Iterator[Article]:
        yield from articles()[:5]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        record_all(tmp_path / "record.db", interrupted(), SETTINGS, factory=MadeFactory())
    with Store.open(tmp_path / "record.db") as store:
        assert store.counts()["coded"] == 5


def endless() -> Iterator[Article]:
    for n in range(1000, 5000):
        yield article(text(n) + " ".join(str(n) for n in range(200)))


def test_the_run_is_kept_with_all_that_it_produced(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    digest_after(path, articles()[:3])
    with Store.open(path) as store:
        assert {entry.run_id for entry in store.events()} == {RUN.id}
        assert all(record.run == RUN for record in store.records())
