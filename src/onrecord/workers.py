"""Coding articles here or in worker processes: whatever happens to one article, the others are coded.

A worker builds its own coder and holds four articles at most, so memory stays flat. One that dies, or that is ended
because an article takes it too long, takes only that article with it; another takes its place. Workers end when the
process that started them does, however it ends.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import queue
import signal
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import NamedTuple, Protocol

from onrecord.errors import ModelError, OnrecordError
from onrecord.records import Article, Record, Run

log = logging.getLogger("onrecord.workers")
AHEAD = 4  # articles a worker holds: the one it is at and the next few
LONGEST_REASON = 300  # characters


class Coder(Protocol):
    """What codes one article; ``onrecord.pipeline.Engine`` does."""

    @property
    def run(self) -> Run:
        """What its records come from."""
        ...

    def code(self, article: Article) -> Record:
        """The record of one article."""
        ...


class CoderFactory(Protocol):
    """Builds a coder in the process that will use it; must be picklable where there are workers."""

    def __call__(self) -> Coder:
        """A new coder. Raises ModelError where a model is missing."""
        ...


class Done(NamedTuple):
    """An article and its record, or the reason for which it has none ("failed: ...")."""

    article: Article
    record: Record | str


class Coders(Protocol):
    """Coders to hand articles to. Nothing is loaded before ``run`` or ``submit`` is used."""

    @property
    def run(self) -> Run:
        """What the coders' records come from. Raises ModelError where a coder cannot be built."""
        ...

    def submit(self, article: Article) -> list[Done]:
        """Hand an article over, once there is room; give back what has been done meanwhile."""
        ...

    def drain(self) -> Iterator[Done]:
        """Wait for everything that was handed over."""
        ...

    def close(self) -> None:
        """Let go of the coders; what they are at is lost."""
        ...


def coders(factory: CoderFactory, workers: int, seconds: float = float("inf")) -> Coders:
    """Coders in this process for one worker, else that many processes, each article allowed so many ``seconds``."""
    return HereCoders(factory) if workers == 1 else WorkerCoders(factory, workers, seconds)


def code(coder: Coder, article: Article) -> Record | str:
    """The record, or the last line of the traceback of what went wrong. A missing model is not the article's
    fault and raises."""
    try:
        return coder.code(article)
    except OnrecordError:
        raise
    except Exception as error:
        log.info("%s failed", article.id, exc_info=True)
        return f"failed: {type(error).__name__}: {' '.join(str(error).split())}"[:LONGEST_REASON]


class HereCoders:
    """One coder, in this process."""

    def __init__(self, factory: CoderFactory) -> None:
        self._factory, self._coder = factory, None  # type: CoderFactory, Coder | None

    @property
    def coder(self) -> Coder:
        """The coder, built when it is first asked for."""
        if self._coder is None:
            self._coder = self._factory()
        return self._coder

    @property
    def run(self) -> Run:
        """What the coder's records come from."""
        return self.coder.run

    def submit(self, article: Article) -> list[Done]:
        """Code the article now."""
        return [Done(article, code(self.coder, article))]

    def drain(self) -> Iterator[Done]:
        """Nothing is left over."""
        return iter(())

    def close(self) -> None:
        """Let go of the coder."""
        self._coder = None


class _Worker:
    """One worker process and the articles it holds, the one it is at first."""

    def __init__(self, factory: CoderFactory) -> None:
        # a fresh interpreter: models and threads do not survive a fork
        context = multiprocessing.get_context("spawn")
        self.connection, far = context.Pipe()
        self.process = context.Process(target=_work, args=(far, factory), daemon=True)
        self.process.start()
        far.close()  # so that the worker's end closes when it dies
        self.holds: deque[Article] = deque()
        self.since = 0.0  # when it began with the first of them
        self.overdue = False
        self.run: Run | None = None


class WorkerCoders:
    """Several coders, each in a process of its own."""

    def __init__(self, factory: CoderFactory, workers: int, seconds: float = float("inf")) -> None:
        self._factory, self._wanted, self._seconds = factory, workers, seconds
        self._workers: list[_Worker] = []
        self._run: Run | None = None
        self._again: deque[Article] = deque()  # held by a worker that died at another

    @property
    def run(self) -> Run:
        """What the workers' records come from; waits for the first to be ready."""
        self._start()
        while self._run is None:
            # nothing has been handed over yet, so nothing can have been done
            self._collect(None)
        return self._run

    def submit(self, article: Article) -> list[Done]:
        """Hand an article over, once there is room; give back what has been done meanwhile."""
        self._start()
        self._again.append(article)
        done: list[Done] = []
        while self._again:
            self._hand_over()
            # with room left there is no need to wait
            done += self._collect(None if self._again else 0)
        return done

    def drain(self) -> Iterator[Done]:
        """Wait for everything that was handed over."""
        while self._again or any(worker.holds for worker in self._workers):
            self._hand_over()
            yield from self._collect(None)

    def close(self) -> None:
        """End the workers; what they are at is lost."""
        for worker in self._workers:
            worker.connection.close()
            worker.process.kill()  # an idle worker has nothing to lose, a busy one may be long
        for worker in self._workers:
            worker.process.join()
        self._workers = []

    def _start(self) -> None:
        while len(self._workers) < self._wanted:
            self._workers.append(_Worker(self._factory))

    def _hand_over(self) -> None:
        for load in range(AHEAD):
            for worker in self._workers:
                if self._again and worker.run is not None and len(worker.holds) <= load:
                    article = self._again.popleft()
                    if not worker.holds:
                        worker.since = time.monotonic()
                    worker.holds.append(article)
                    with suppress(
                        OSError
                    ):  # of one that died _collect will find out, and hand on what it held
                        worker.connection.send(article)

    def _collect(self, timeout: float | None) -> list[Done]:
        """What the workers have to say, waiting for the first word ``timeout`` seconds, or for as long as it takes."""
        done: list[Done] = []
        by_connection = {worker.connection: worker for worker in self._workers}
        ready = wait(list(by_connection), self._patience(timeout))
        for connection in ready:
            worker = by_connection[connection]  # type: ignore[index]
            try:
                said = worker.connection.recv()
            except (EOFError, OSError):
                done += self._bury(worker)
                continue
            if isinstance(said, Run):
                worker.run = self._run = said
            elif isinstance(said, _Broken):
                raise ModelError(said.what, where=said.where, remedy=said.remedy)
            else:
                done.append(Done(worker.holds.popleft(), said))
                worker.since = time.monotonic()
        self._end_overdue()
        return done

    def _patience(self, timeout: float | None) -> float | None:
        """How long to wait for a word: as long as asked, but no longer than until an article is overdue."""
        busy = [worker.since for worker in self._workers if worker.holds]
        if timeout is not None or not busy or self._seconds == float("inf"):
            return timeout
        return max(0.0, min(busy) + self._seconds - time.monotonic())

    def _end_overdue(self) -> None:
        """End the workers whose article takes too long; that they died is noticed as with any other."""
        for worker in self._workers:
            if worker.holds and time.monotonic() - worker.since >= self._seconds:
                worker.overdue = True
                worker.process.kill()

    def _bury(self, worker: _Worker) -> list[Done]:
        """Put another worker in the place of one that died, and tell what it died of."""
        worker.process.join()
        ended = f"the process that codes ended ({_how(worker.process.exitcode)})"
        if worker.overdue:
            ended = f"it took longer than {self._seconds:g} seconds"
        if worker.run is None:
            raise ModelError(ended, where="worker", remedy="Read with one worker (--workers 1) to see why.")
        worker.connection.close()
        self._workers[self._workers.index(worker)] = _Worker(self._factory)
        if not worker.holds:
            return []
        article = worker.holds.popleft()
        self._again.extendleft(reversed(worker.holds))
        return [Done(article, f"failed: {ended}")]


class _Broken(NamedTuple):
    """A worker's word that its coder cannot be built or has lost its model."""

    what: str
    where: str
    remedy: str


def _how(exit_code: int | None) -> str:
    if exit_code is not None and exit_code < 0:
        try:
            return signal.Signals(-exit_code).name
        except ValueError:
            return f"signal {-exit_code}"
    return f"exit code {exit_code}"


def _work(connection: Connection, factory: CoderFactory) -> None:
    """What a worker process does until its connection closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # one process a core; two threads are slower
    try:
        coder = factory()
        connection.send(coder.run)
        inbox: queue.SimpleQueue[Article] = queue.SimpleQueue()
        threading.Thread(target=_receive, args=(connection, inbox), daemon=True).start()
        while True:
            connection.send(code(coder, inbox.get()))
    except OnrecordError as error:
        connection.send(_Broken(error.what, error.where, error.remedy))
    except OSError:
        os._exit(0)  # nobody listens any more
    except Exception as error:
        connection.send(
            _Broken(f"{type(error).__name__}: {error}", "worker", "Read with --workers 1 to see more.")
        )


def _receive(connection: Connection, inbox: queue.SimpleQueue[Article]) -> None:
    # a thread of its own takes articles at once, so that neither side can wait for the other to read
    try:
        while True:
            inbox.put(connection.recv())
    except (EOFError, OSError):
        os._exit(0)  # the process that started this one is gone
