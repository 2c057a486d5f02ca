"""The command line: one command a verb, thin over the library."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.batch import Summary
    from onrecord.settings import Settings

app = typer.Typer(
    help="Read news about politics and security and keep a sourced record.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
Db = Annotated[Path, typer.Option("--db", envvar="ONRECORD_DB", help="the store: one SQLite file")]
AsJson = Annotated[bool, typer.Option("--json", help="print JSON (docs/record.md tells its shape)")]
DB = Path("onrecord.db")


def main() -> None:
    """Run the command line; an error that is the user's to mend is printed in one line, exit code 1."""
    try:
        app()
    except OnrecordError as error:
        _fail(error)


def _fail(error: OnrecordError) -> NoReturn:
    where = f"{error.where}: " if error.where else ""
    print(f"onrecord: {where}{error.what}", file=sys.stderr)
    if error.remedy:
        print(f"  {error.remedy}", file=sys.stderr)
    raise SystemExit(1)


def _print(thing: Any) -> None:
    from rich.console import Console

    Console(highlight=False, soft_wrap=False).print(thing)


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2 if sys.stdout.isatty() else None))


@app.command()
def read(
    paths: Annotated[list[str], typer.Argument(help="files, folders, or - for standard input")],
    published: Annotated[str | None, typer.Option(help="publication date: 2022-06-13, June 2022, 2022")] = None,
    outlet: Annotated[str | None, typer.Option(help="who published it")] = None,
    workers: Annotated[int, typer.Option(min=1, help="processes that code articles")] = 1,
    db: Db = DB,
    all_topics: Annotated[bool, typer.Option("--all", help="code what is off topic, too")] = False,
    as_json: AsJson = False,
) -> None:
    """Read articles (text, HTML, JSON Lines, gzip of these) into the record."""
    from onrecord.read import parse_date
    from onrecord.settings import Settings

    settings = Settings(db=db, workers=workers, all_topics=all_topics)
    given = parse_date(published) if published is not None else None
    summary = _with_progress(paths, settings, given, outlet, show=not as_json)
    from onrecord.terminal import summary_json, summary_table

    if as_json:
        _print_json(summary_json(summary))
    else:
        _print(summary_table(summary))
    if not summary.read:
        raise SystemExit(1)


def _with_progress(paths: list[str], settings: Settings, published: Any, outlet: str | None, *, show: bool) -> Summary:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from onrecord.batch import read_into

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TextColumn("articles"), TimeElapsedColumn())
    with Progress(*columns, transient=True, disable=not (show and sys.stderr.isatty())) as progress:
        task = progress.add_task("reading", total=None)
        return read_into(
            settings.db, paths, settings=settings, published=published, outlet=outlet,
            progress=lambda done: progress.update(task, completed=done.read),
        )  # fmt: skip


@app.command()
def show(
    id: Annotated[str, typer.Argument(metavar="ARTICLE|EVENT", help="an id, or its beginning")],
    db: Db = DB,
    as_json: AsJson = False,
) -> None:
    """Show an article with its marks, or an event with its claims side by side."""
    from onrecord.ask import article_view, event_view
    from onrecord.export.json import record_to_json
    from onrecord.store import Store

    with Store.open(db) as store:
        full = store.resolve(id)
        if full.startswith("evt"):
            detail = store.event(full)
            if as_json:
                return _print_json(event_to_json(detail))
            from onrecord.terminal import event_text

            articles = {a.id: a for a in detail.articles}
            _print(event_text(event_view(detail.event, detail.mentions, detail.claims, detail.attributions, articles)))
        else:
            record = store.record(full)
            if as_json:
                return _print_json(record_to_json(record))
            from onrecord.terminal import article_text

            _print(article_text(article_view(record)))


@app.command("list")
def list_(
    type: Annotated[str | None, typer.Option(help="PLOVER event type")] = None,
    country: Annotated[str | None, typer.Option(help="of an actor, a recipient or the place (CHN, CN, China)")] = None,
    since: Annotated[str | None, typer.Option("--from", help="first day")] = None,
    until: Annotated[str | None, typer.Option("--to", help="last day")] = None,
    status: Annotated[str | None, typer.Option(help="actual, planned, called-for, possible, ...")] = None,
    text: Annotated[str | None, typer.Option(help="words of the article")] = None,
    disputed: Annotated[bool, typer.Option("--disputed", help="only events with opposing claims")] = False,
    articles: Annotated[bool, typer.Option("--articles", help="list articles, set aside ones with the reason")] = False,
    limit: Annotated[int, typer.Option(min=1)] = 100,
    db: Db = DB,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="print CSV")] = False,
) -> None:
    """List events (or articles) by type, country, date."""
    from onrecord.ask.query import Query, list_articles, list_events
    from onrecord.store import Store

    query = Query.of(type=type, country=country, since=since, until=until, status=status, text=text, disputed=disputed, limit=limit)
    with Store.open(db) as store:
        if articles:
            _list_articles(list_articles(store, query), as_json, as_csv)
            return
        entries = list_events(store, query)
    from onrecord.export.csv import events_csv
    from onrecord.export.json import entry_to_json

    if as_json:
        _print_json([entry_to_json(entry) for entry in entries])
    elif as_csv:
        print(events_csv(entries), end="")
    else:
        from onrecord.terminal import event_table

        _print(event_table(entries))


def _list_articles(entries: list[Any], as_json: bool, as_csv: bool) -> None:
    from dataclasses import asdict

    rows = [asdict(entry) for entry in entries]
    if as_json:
        return _print_json(rows)
    if as_csv:
        from onrecord.export.csv import rows_csv

        print(rows_csv(rows), end="")
        return
    from onrecord.terminal import rows_table

    _print(rows_table(
        [(r["article_id"][:12], r["published_start"] or "", r["outlet"] or "", r["state"], r["aside"] or "", r["title"] or "") for r in rows],
        "id", "published", "outlet", "state", "set aside because", "title",
    ))  # fmt: skip


@app.command()
def digest(db: Db = DB) -> None:
    """Print the hash of the record: the same for the same articles, in any order, with any number of workers."""
    from onrecord.store import Store

    with Store.open(db) as store:
        print(store.digest())


@app.command("eval")
def eval_(
    task: Annotated[str, typer.Argument(help="gold, article_extraction, polnear, tempeval3, ...")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="the folder that holds the benchmark's files")],
    cases: Annotated[Path | None, typer.Option(help="write a line for each case: expected and found")] = None,
    predictions: Annotated[Path | None, typer.Option(help="score the found of such lines instead of the engine")] = None,
    as_json: AsJson = False,
) -> None:
    """Score the engine (or another's output) on a benchmark."""
    from onrecord.evaluate.run import evaluate, render

    result = evaluate(task, folder, cases_file=cases, predictions=predictions)
    if as_json:
        _print_json(result.to_json())
    else:
        from onrecord.terminal import rows_table

        _print(rows_table(render(result), "metric", "onrecord", "others"))
        _print(f"{result.n} cases, {result.seconds:.1f} s")


@app.command()
def floors(folder: Annotated[Path, typer.Argument(metavar="DIR", help="the folder of the benchmarks")]) -> None:
    """Check the benchmark floors of this version."""
    from onrecord.evaluate.floors import check_floors
    from onrecord.terminal import rows_table

    checks = check_floors(folder)
    _print(rows_table([check.row() for check in checks], "benchmark", "metric", "found", "floor", ""))
    if not all(check.holds for check in checks):
        raise SystemExit(1)


@app.command()
def serve(
    db: Db = DB,
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535)] = 8000,
) -> None:
    """Open the desk: pages of events and articles, on this machine only unless told otherwise."""
    from onrecord.serve import run_desk

    run_desk(db, host, port)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    from onrecord.export.schema import record_schema

    _print_json(record_schema())


@app.command()
def codebook() -> None:
    """Print the codebook: event types, modes, contexts and crosswalks, from the ontology."""
    from onrecord.ontology.codebook import codebook as text

    print(text())


@app.command()
def demo(
    examples: Annotated[Path, typer.Argument(help="folder of articles")] = Path("examples/articles"),
    db: Db = Path("demo.db"),
) -> None:
    """Read the shipped examples, print what is on record, and say how to open the pages."""
    from onrecord.batch import read_into
    from onrecord.settings import Settings
    from onrecord.store import Store
    from onrecord.terminal import event_table, rows_table, summary_table

    summary = read_into(db, [examples], settings=Settings(db=db))
    _print(summary_table(summary))
    with Store.open(db) as store:
        aside = [e for e in store.articles(limit=100) if e.aside]
        _print(rows_table([(e.title or e.article_id, e.aside or "") for e in aside], "set aside", "because"))
        _print(event_table(store.events(limit=12)))
        print(f"\n{store.count_events()} events in {db}. Next:\n")
    print(f"  .venv/bin/onrecord list --db {db} --disputed\n  .venv/bin/onrecord serve --db {db}")
    print("\nand open http://127.0.0.1:8000 in a browser.")


if __name__ == "__main__":
    main()
