"""The command line: one command a verb, thin over the library."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from onrecord.errors import InputError, OnrecordError

if TYPE_CHECKING:
    from onrecord.ask import Query
    from onrecord.batch import Summary
    from onrecord.records import Record
    from onrecord.settings import Settings
    from onrecord.store import EventDetail, Store

app = typer.Typer(
    help="Read news about politics and security and keep a sourced record.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
Db = Annotated[Path, typer.Option("--db", envvar="ONRECORD_DB", help="the store: one SQLite file")]
AsJson = Annotated[bool, typer.Option("--json", help="print JSON (its schema: onrecord schema)")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="the record as it stood from articles published by this day (2022-06-13)")
]
AsCsv = Annotated[bool, typer.Option("--csv", help="print CSV")]
DB = Path("onrecord.db")


def main() -> None:
    """Run the command line; an error that is the user's to mend is told in two lines, exit code 1."""
    try:
        app()
    except OnrecordError as error:
        _fail(error)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left to print goes nowhere
        _fail(OnrecordError("no space is left for it", where="output", remedy="Free some space or print it elsewhere."))


def _fail(error: OnrecordError) -> NoReturn:
    where = f"{error.where}: " if error.where else ""
    print(f"onrecord: {where}{error.what}", file=sys.stderr)
    if error.remedy:
        print(f"  {error.remedy}", file=sys.stderr)
    raise SystemExit(1) from None


@app.callback(invoke_without_command=True)
def _options(version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False) -> None:
    if version:
        from importlib.metadata import version as version_of

        print(f"onrecord {version_of('onrecord')}")
        raise typer.Exit


def _print(thing: Any) -> None:
    from rich.console import Console

    Console(highlight=False, soft_wrap=False).print(thing)


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2 if sys.stdout.isatty() else None))


def _settings(**given: Any) -> Settings:
    """The settings, those of the environment included; InputError names the one that cannot be used."""
    from pydantic import ValidationError

    from onrecord.settings import Settings

    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        name = f"ONRECORD_{first['loc'][0]}".upper()
        raise InputError(first["msg"], where=name, remedy="See docs/cli.md for what each setting takes.") from None


@app.command()
def read(
    paths: Annotated[list[str], typer.Argument(help="files, folders, or - for standard input")],
    *,
    published: Annotated[str | None, typer.Option(help="publication date: 2022-06-13, June 2022, 2022")] = None,
    outlet: Annotated[str | None, typer.Option(help="who published it")] = None,
    workers: Annotated[int, typer.Option(min=1, help="processes that code articles")] = 1,
    db: Db = DB,
    all_topics: Annotated[bool, typer.Option("--all", help="code what is off topic, too")] = False,
    as_json: AsJson = False,
) -> None:
    """Read articles (text, HTML, JSON Lines, gzip of these) into the record."""
    from onrecord.ask.query import days_of

    settings = _settings(db=db, workers=workers, all_topics=all_topics)
    given = days_of(published, "--published") if published is not None else None
    summary = _with_progress(paths, settings, given, outlet, show=not as_json)
    _tell(summary, as_json)
    if not summary.read:
        raise SystemExit(1)


def _tell(summary: Summary, as_json: bool) -> None:
    from onrecord.terminal import summary_json, summary_table

    if as_json:
        _print_json(summary_json(summary))
    else:
        _print(summary_table(summary))


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


def _open(db: Path, as_of: str | None) -> Store:
    """The store, or what it was on a day."""
    from onrecord.store import Store

    store = Store.open(db)
    if as_of is None:
        return store
    from onrecord.ask import as_of as past
    from onrecord.ask.query import days_of

    return past(store, days_of(as_of, "--as-of").end)


@app.command()
def show(
    id: Annotated[str, typer.Argument(metavar="ARTICLE|EVENT", help="an id, or its beginning")],
    db: Db = DB,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Show an article with its marks, or an event with its claims side by side."""
    with _open(db, as_of) as store:
        full = store.resolve(id)
        if full.startswith("evt"):
            _show_event(store.event(full), as_json)
        else:
            _show_article(store.record(full), as_json)


def _show_event(detail: EventDetail, as_json: bool) -> None:
    if as_json:
        from onrecord.export.answers import event_to_json

        return _print_json(event_to_json(detail))
    from onrecord.ask import detail_view
    from onrecord.terminal import event_text

    _print(event_text(detail_view(detail)))


def _show_article(record: Record, as_json: bool) -> None:
    if as_json:
        from onrecord.export.json import record_to_json

        return _print_json(record_to_json(record))
    from onrecord.ask import article_view
    from onrecord.terminal import article_text

    _print(article_text(article_view(record)))


@app.command("list")
def list_(
    *,
    type: Annotated[str | None, typer.Option(help="PLOVER event type (docs/codebook.md)")] = None,
    country: Annotated[str | None, typer.Option(help="of an actor, a recipient or the place (CHN, CN, China)")] = None,
    since: Annotated[str | None, typer.Option("--from", help="first day, month or year (2022-06-13, 2022-06)")] = None,
    until: Annotated[str | None, typer.Option("--to", help="last day, month or year")] = None,
    status: Annotated[str | None, typer.Option(help="actual, planned, called-for, possible, denied, ...")] = None,
    text: Annotated[str | None, typer.Option(help="words that the article holds; phrases in double quotes")] = None,
    disputed: Annotated[bool, typer.Option("--disputed", help="only events with a denial or a contradiction")] = False,
    near: Annotated[str | None, typer.Option(help="within a distance of a point: LAT,LON,KM")] = None,
    box: Annotated[str | None, typer.Option(help="in a box: SOUTH,WEST,NORTH,EAST in degrees")] = None,
    inside: Annotated[str | None, typer.Option("--in", help="placed in this country")] = None,
    articles: Annotated[bool, typer.Option("--articles", help="list articles, set aside ones with the reason")] = False,
    limit: Annotated[int, typer.Option(min=1, help="most lines to list")] = 100,
    db: Db = DB,
    as_of: AsOf = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List events (or articles) by type, country, date."""
    from onrecord.ask.query import Query

    if as_json and as_csv:
        raise InputError("--json and --csv are two forms", where="list", remedy="Ask for one of them.")
    form = "json" if as_json else "csv" if as_csv else "table"
    query = Query.of(
        type=type, country=country, since=since, until=until, status=status, text=text, disputed=disputed,
        near=near, box=box, inside=inside, limit=limit,
    )  # fmt: skip
    with _open(db, as_of) as store:
        (_list_articles if articles else _list_events)(store, query, form)


def _list_events(store: Store, query: Query, form: str) -> None:
    from onrecord.ask.query import count_events, list_events

    entries = list_events(store, query)
    if form == "csv":
        from onrecord.export.answers import entry_rows
        from onrecord.export.rows import EVENT_COLUMNS

        return _print_csv(EVENT_COLUMNS, entry_rows(store, entries))
    total = count_events(store, query)
    if form == "json":
        from onrecord.export.answers import events_to_json

        return _print_json(events_to_json(store, entries, total))
    from onrecord.terminal import event_table

    _print(event_table(entries))
    print(f"\n{len(entries)} of {total} events" + ("; more with --limit" if total > len(entries) else ""))


def _list_articles(store: Store, query: Query, form: str) -> None:
    from onrecord.ask.query import list_articles

    entries = list_articles(store, query)
    if form == "csv":
        from onrecord.export.answers import ARTICLE_COLUMNS, article_rows

        return _print_csv(ARTICLE_COLUMNS, article_rows(entries))
    if form == "json":
        from onrecord.export.answers import articles_to_json

        return _print_json(articles_to_json(entries, store.rejected()))
    from onrecord.terminal import articles_table

    _print(articles_table(entries))


def _print_csv(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> None:
    from onrecord.export.csv import write_rows

    write_rows(sys.stdout, columns, rows)


@app.command()
def history(
    id: Annotated[str, typer.Argument(metavar="EVENT", help="an id, or its beginning")],
    db: Db = DB,
    as_json: AsJson = False,
) -> None:
    """Print how an event came to be what the record says: the changes in order, with what caused each."""
    from onrecord.ask import history as steps_of

    with _open(db, None) as store:
        full = store.event(store.resolve(id)).event.id
        steps = steps_of(store, full)
    if as_json:
        from onrecord.export.answers import history_to_json

        return _print_json(history_to_json(full, steps))
    from onrecord.terminal import history_text

    _print(history_text(full, steps))


@app.command()
def judge(
    kind: Annotated[str, typer.Argument(help="same, different, correct, withdraw or undo")],
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="ids; for correct also a field and a value")],
    *,
    by: Annotated[str, typer.Option(envvar="ONRECORD_BY", help="who judges")],
    reason: Annotated[str, typer.Option(help="why")],
    db: Db = DB,
) -> None:
    """Have the last word: two events are the same, or different; a field is wrong; a claim is withdrawn; undo."""
    from onrecord.judge import judge as put

    made, events = put(db, kind, words, by=by, reason=reason)
    print("\n".join([made.id, *(f"  {event}" for event in events)]))


@app.command()
def digest(db: Db = DB, as_of: AsOf = None) -> None:
    """Print the hash of the record: the same for the same articles, in any order, with any number of workers."""
    with _open(db, as_of) as store:
        print(store.digest())


@app.command("eval")
def eval_(
    task: Annotated[str, typer.Argument(help="gold, article_extraction, polnear, tempeval3, ...")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="the folder that holds the benchmark's files")],
    cases: Annotated[Path | None, typer.Option(help="write a line for each case: expected and found")] = None,
    predictions: Annotated[Path | None, typer.Option(help="score the found of such lines, not the engine")] = None,
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
    from onrecord.terminal import floors_table

    checks = check_floors(folder)
    if not checks:
        raise InputError("holds none of the benchmarks", where=str(folder), remedy="Name the folder that holds them.")
    _print(floors_table(checks))
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
def schema(
    name: Annotated[str, typer.Argument(help="record, event, events, history, articles or summary")] = "record",
) -> None:
    """Print the JSON Schema of what --json prints: of show (record, event), list (events, articles), history, read."""
    from onrecord.export.answers import schemas

    found = schemas()
    if name not in found:
        raise InputError(f"there is no schema {name!r}", where="schema", remedy=f"Choose one of {', '.join(found)}.")
    _print_json(found[name])


@app.command()
def codebook() -> None:
    """Print the codebook: event types, modes, contexts and crosswalks, from the ontology."""
    from onrecord.ontology.codebook import codebook as text

    print(text())


@app.command()
def demo(
    examples: Annotated[Path, typer.Argument(help="folder of articles")] = Path("examples/articles"),
    db: Annotated[Path, typer.Option("--db", help="the store: one SQLite file")] = Path("demo.db"),
) -> None:
    """Read the shipped examples, print what is on record, and say how to open the pages."""
    if not examples.is_dir():
        raise InputError(
            "the examples are not here", where=str(examples),
            remedy="Run this in a clone of the project, or name a folder of articles: onrecord demo DIR.",
        )  # fmt: skip
    from onrecord.store import Store
    from onrecord.terminal import demo_text

    summary = _with_progress([str(examples)], _settings(db=db), None, None, show=True)
    _tell(summary, False)
    if not summary.read:
        raise SystemExit(1)
    with Store.open(db) as store:
        _print(demo_text(store))


if __name__ == "__main__":
    main()
