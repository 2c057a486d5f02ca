"""Opening a store: made, migrated, refused with a remedy, read while it is written."""

import multiprocessing
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from made import RUN, MadeCoder, article
from onrecord.errors import StoreError
from onrecord.store import Store, StoreWriter, schema
from onrecord.store.database import open_reading, open_writing


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a store? #1.db"


def refused(path: Path, words: str, *, write: bool | None = None) -> StoreError:
    """The error that opening gives, for reading and for writing unless told which."""
    for writing in (False, True) if write is None else (write,):
        with pytest.raises(StoreError, match=words) as caught:
            Store.open(path, write=writing)
        assert caught.value.where == str(path) and caught.value.remedy
    return caught.value


def test_the_migrations_make_the_tables_of_the_schema(path: Path) -> None:
    def ours(name: str | None, kind: str, _: object) -> bool:
        return not (kind == "table" and str(name).startswith("article_search"))

    with open_writing(path).connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": ours, "compare_server_default": True}
        )
        assert compare_metadata(context, schema.metadata) == []


def test_the_revisions_known_are_those_of_the_migrations() -> None:
    from onrecord.store import migrations

    script = ScriptDirectory(str(Path(str(migrations.__file__)).parent))
    assert script.get_heads() == [schema.REVISION]
    assert tuple(reversed([r.revision for r in script.walk_revisions()])) == schema.REVISIONS


def test_opening_a_store_imports_nothing_heavy(path: Path) -> None:
    StoreWriter.open(path).close()
    code = (
        "import sys; from onrecord.store import Store; s = Store.open(sys.argv[1]); s.events(); s.digest();"
        "print([m for m in ('alembic', 'pandas', 'spacy', 'numpy', 'openvino', 'pydantic') if m in sys.modules])"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout.strip() == "[]"


def test_there_must_be_a_store_to_read(path: Path) -> None:
    refused(path, "there is no store", write=False)
    assert not path.exists()


def test_a_file_that_is_no_database_is_left_alone(path: Path) -> None:
    path.write_text("a text that someone keeps under this name\n" * 50)
    before = path.read_bytes()
    refused(path, "not a store")
    assert path.read_bytes() == before


def test_another_programs_database_is_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bird (name)")
    connection.close()
    refused(path, "another program")


def test_a_newer_schema_says_to_upgrade(path: Path) -> None:
    StoreWriter.open(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert "Upgrade onrecord" in refused(path, "newer schema").remedy


def test_an_older_schema_is_brought_up_to_date_by_a_writer(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    StoreWriter.open(path).close()
    # as if this version knew one revision more than the one that wrote the file
    monkeypatch.setattr("onrecord.store.database.REVISIONS", (*schema.REVISIONS, "9998"))
    monkeypatch.setattr("onrecord.store.database.REVISION", "9998")
    assert "onrecord read" in refused(path, "older schema", write=False).remedy
    asked = []
    monkeypatch.setattr("alembic.command.upgrade", lambda config, to: asked.append(to))
    StoreWriter.open(path).close()
    assert asked == ["head"]


def test_an_empty_file_becomes_a_store(path: Path) -> None:
    path.touch()
    refused(path, "older schema|no store", write=False)
    StoreWriter.open(path).close()
    assert Store.open(path).counts()["articles"] == 0


def test_a_store_cannot_be_where_it_cannot_be_written(tmp_path: Path) -> None:
    refused(tmp_path / "nowhere" / "record.db", "folder of the store is not there", write=True)
    refused(tmp_path, "this is a folder", write=True)
    if Path("/proc/self").is_dir():
        refused(Path("/proc/self/record.db"), "cannot be opened", write=True)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_store_can_be_read_and_not_written(path: Path) -> None:
    with StoreWriter.open(path) as writer:
        writer.add(MadeCoder().code(article("An attack was told of.")))
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        assert len(Store.open(path).events()) == 1
        refused(path, "may not be written|cannot be opened", write=True)
    finally:
        path.parent.chmod(0o700)


def test_a_reader_cannot_change_the_store(path: Path) -> None:
    StoreWriter.open(path).close()
    with open_reading(path).connect() as connection, pytest.raises(Exception, match="readonly"):
        connection.exec_driver_sql("DELETE FROM run")


def test_a_reader_works_while_a_writer_writes(path: Path) -> None:
    coder = MadeCoder()
    with StoreWriter.open(path) as writer, Store.open(path) as reader:
        writer.add(coder.code(article("An attack was told of.")))
        with writer.together():
            writer.add(coder.code(article("Another attack was told of.")))
            assert reader.counts()["articles"] == 1  # what is committed, at once
        assert reader.counts()["articles"] == 2
        # a reading under way sees the store as it was when it began
        records = reader.records()
        found = [next(records)]
        writer.add(coder.code(article("A third attack was told of.", "2022-01-01")))
        assert len([*found, *records]) == 2
        assert len(list(reader.records())) == 3


def _add(path: Path, start: int) -> None:
    with StoreWriter.open(path) as store:
        for n in range(start, start + 20):
            store.add(MadeCoder().code(article(f"An attack was told of in report {n}.")))


def test_two_writers_take_turns_and_may_both_make_the_store(path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_add, args=(path, start)) for start in (0, 10)]
    for one in both:
        one.start()
    for one in both:
        one.join()
        assert one.exitcode == 0
    assert Store.open(path).counts()["coded"] == 30


def test_everything_carries_its_run(path: Path) -> None:
    with StoreWriter.open(path) as store:
        store.add(MadeCoder().code(article("An attack was told of, police said.")))
    connection = sqlite3.connect(path)
    for table in ("mention", "argument", "toll", "attribution", "content", "via", "claim", "event", "coding"):
        assert connection.execute(f"SELECT DISTINCT run_id FROM {table}").fetchall() == [(RUN.id,)], table
    connection.close()
