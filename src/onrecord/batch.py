"""Many inputs into a store: read, leave out what is known, set aside what is not to be coded, code the rest.

This process reads, decides and is the only one to write. What is done is written a few articles at a time, all that
belongs to an article in one transaction, so that a crash at any point leaves a sound store, and reading the same
inputs again ends in the same record.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import StoreError
from onrecord.merge.across import merge_events
from onrecord.merge.origins import link_origins
from onrecord.read import Aside, Signature, bands, read_paths, set_aside_reason, signature
from onrecord.records import Article, DateRange
from onrecord.settings import Settings
from onrecord.store import StoreWriter
from onrecord.store.rows import precedence_of
from onrecord.workers import Coder, CoderFactory, Coders, Done, coders

if TYPE_CHECKING:
    from onrecord.pipeline import Engine

Incoming = Article | Aside
_AGAIN = "Read it again; where it fails again, please report it with its text."
TOGETHER = 16  # articles written in one transaction,
LATEST = 1.0  # or those done within this many seconds, whichever is less
MOST_TOLD = 1000  # rejected inputs that a summary lists; the store keeps all


@dataclass(slots=True)
class Summary:
    """What became of a batch. ``aside`` counts articles and inputs set aside by the code of their reason.

    ``read`` counts the articles that came in; each is coded, known, a copy, or among ``aside``. ``rejected`` lists
    the first inputs that gave no article, ``failures`` the first articles that could not be coded. ``events`` and
    ``attributions`` are those of the articles coded now.
    """

    read: int = 0
    coded: int = 0
    known: int = 0
    copies: int = 0
    aside: Counter[str] = field(default_factory=Counter)
    rejected: list[Aside] = field(default_factory=list)
    failures: list[Aside] = field(default_factory=list)
    events: int = 0
    attributions: int = 0
    seconds: float = 0.0

    @property
    def articles_a_second(self) -> float:
        """Articles read a second, models' loading included."""
        return self.read / self.seconds if self.seconds else 0.0


Progress = Callable[[Summary], None]


@dataclass(frozen=True)
class EngineFactory:
    """Builds the engine of ``settings`` in the process that will use it."""

    settings: Settings

    def __call__(self) -> Engine:
        """The engine; what it loads, it loads when first asked."""
        from onrecord.pipeline import Engine

        return Engine(self.settings)


def read_into(
    store_path: str | Path,
    paths: Sequence[str | Path],
    *,
    settings: Settings | None = None,
    published: DateRange | None = None,
    outlet: str | None = None,
    progress: Progress | None = None,
    factory: CoderFactory | None = None,
) -> Summary:
    """Read files, folders and standard input (``-``) into the store at ``store_path``, made where it is not there.

    ``published`` and ``outlet`` outrank what the inputs say; ``progress`` is called after each input with the
    summary so far; ``factory`` builds what codes (the engine of ``settings``). What cannot be read or coded is set
    aside with the reason and the rest goes on. Raises StoreError where the store cannot be opened or written,
    ModelError where a model is missing.
    """
    settings = settings or Settings()
    incoming = read_paths(paths, settings=settings, published=published, outlet=outlet)
    return record_all(store_path, incoming, settings, progress=progress, factory=factory)


def record_all(
    store_path: str | Path,
    incoming: Iterable[Incoming],
    settings: Settings,
    *,
    progress: Progress | None = None,
    factory: CoderFactory | None = None,
) -> Summary:
    """The same for articles that are read already."""
    begun = time.monotonic()
    with (
        StoreWriter.open(store_path) as store,
        closing(coders(factory or EngineFactory(settings), settings.workers, settings.article_seconds)) as pool,
    ):
        batch = _Batch(store, pool, settings)
        with batch.kept():
            for one in incoming:
                batch.take(one)
                batch.summary.seconds = time.monotonic() - begun
                if progress is not None:
                    progress(batch.summary)
            batch.finish()
        # at the end, since a group that grows is worked out anew each time
        link_origins(store.linking, Likeness())
        merge_events(store.merging)
    batch.summary.seconds = time.monotonic() - begun
    if progress is not None:
        progress(batch.summary)
    return batch.summary


class _Batch:
    """The articles on their way into the store."""

    def __init__(self, store: StoreWriter, pool: Coders, settings: Settings) -> None:
        self.store, self.pool, self.settings = store, pool, settings
        self.summary = Summary()
        self._flying: dict[str, list[str]] = {}  # precedence of the articles being coded, by text
        self._copies: dict[str, list[Article]] = {}  # that wait for them
        self._todo: deque[Article] = deque()
        self._writes: list[Callable[[], None]] = []
        self._unwritten: set[str] = set()  # the texts that they are about
        self._waiting_since = 0.0

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Whatever ends the batch early (Ctrl-C, a lost model), what was done is written."""
        try:
            yield
        except StoreError:
            raise  # it cannot be
        except BaseException:
            self._flush()
            raise

    def take(self, incoming: Incoming) -> None:
        """Deal with one input as far as can be done without waiting for its coding."""
        if isinstance(incoming, Aside):
            self._set_aside(incoming)
            return
        self.summary.read += 1
        self._todo.append(incoming)
        self._work()

    def finish(self) -> None:
        """Wait for all codings."""
        while self._flying:
            for done in self.pool.drain():
                self._done(done)
            self._work()
        self._flush()

    def _work(self) -> None:
        while self._todo:
            self._route(self._todo.popleft())
        if self._writes and time.monotonic() - self._waiting_since > LATEST:
            self._flush()

    def _write(self, article: Article, write: Callable[[], None]) -> None:
        if not self._writes:
            self._waiting_since = time.monotonic()
        self._writes.append(write)
        self._unwritten.add(article.text_id)
        if len(self._writes) >= TOGETHER:
            self._flush()

    def _flush(self) -> None:
        with self.store.together():
            for write in self._writes:
                write()
        self._writes.clear()
        self._unwritten.clear()

    def _set_aside(self, aside: Aside) -> None:
        self.summary.aside[aside.code] += 1
        if aside.article is not None:
            self.summary.read += 1
            self._add_aside(aside.article, aside.reason)
            return
        self.store.reject(aside.where, aside.reason, aside.remedy)
        if len(self.summary.rejected) < MOST_TOLD:
            self.summary.rejected.append(aside)

    def _route(self, article: Article) -> None:
        if article.text_id in self._unwritten:
            self._flush()  # the store has to know of it to say how a copy stands
        run = self.pool.run
        standing = self.store.standing(article, run)
        if standing == "known":
            self.summary.known += 1
            return
        # a copy is judged like any other: its headline may differ, and the order of reading must not matter
        if reason := set_aside_reason(article, self.settings):
            self.summary.aside[reason.partition(":")[0]] += 1
            self._add_aside(article, reason)
            return
        flying = self._flying.get(article.text_id)
        if flying and min(flying) <= precedence_of(article):
            self._copies.setdefault(article.text_id, []).append(article)
        elif standing == "copy":
            self._add_copy(article)
        else:
            self._flying.setdefault(article.text_id, []).append(precedence_of(article))
            for done in self.pool.submit(article):
                self._done(done)

    def _add_copy(self, article: Article) -> None:
        self.summary.copies += 1
        run, data = self.pool.run, signature(article).data
        self._write(article, lambda: self.store.add_copy(article, run, data))

    def _add_aside(self, article: Article, reason: str) -> None:
        run = self.pool.run
        self._write(article, lambda: self.store.add_aside(article, reason, run))

    def _done(self, done: Done) -> None:
        article, record = done
        flying = self._flying[article.text_id]
        flying.remove(precedence_of(article))
        if isinstance(record, str):
            self._failed(article, record)
        else:
            data = signature(article).data
            self._write(article, lambda: self.store.add(record, data))
            self.summary.coded += 1
            self.summary.events += len(record.events)
            self.summary.attributions += len(record.attributions)
        if not flying:
            del self._flying[article.text_id]
            # copies of what is coded now, as a rule; of what failed, each is tried by itself, as it would be had
            # it come another day
            self._todo.extend(self._copies.pop(article.text_id, ()))

    def _failed(self, article: Article, reason: str) -> None:
        self.summary.aside["failed"] += 1
        self._add_aside(article, reason)
        if len(self.summary.failures) < MOST_TOLD:
            self.summary.failures.append(
                Aside(article.url or article.title or article.id, reason, _AGAIN, article)
            )


class Likeness:
    """The reader's signatures, as the linker of origins asks for them."""

    def bands(self, signature: bytes) -> Sequence[bytes]:
        """The keys that a near copy shares at least one of."""
        return bands(Signature(signature))

    def near(self, one: bytes, other: bytes) -> bool:
        """Whether the two are copies of one report."""
        return Signature(one).near(Signature(other))


__all__ = [
    "Coder",
    "CoderFactory",
    "EngineFactory",
    "Likeness",
    "Progress",
    "Summary",
    "read_into",
    "record_all",
]
