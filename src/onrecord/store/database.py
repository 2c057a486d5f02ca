"""Opening the SQLite file: pragmas, the version of its schema, and errors that name the remedy.

A writer makes the file and brings an older schema up to date; a reader opens it read-only and can work while a
writer writes (WAL). Alembic is imported only where there is a schema to make or to change.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from onrecord.errors import StoreError
from onrecord.store.schema import APPLICATION_ID, REVISION, REVISIONS

BUSY_SECONDS = 60.0  # how long one writer waits for another


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite says inside the block into a StoreError that names the file and the remedy."""
    try:
        yield
    except DBAPIError as error:
        raise _explained(str(error.orig), path) from error
    except sqlite3.Error as error:
        raise _explained(str(error), path) from error


def _explained(said: str, path: Path) -> StoreError:
    for words, what, remedy in _KNOWN:
        if words in said:
            return StoreError(what, where=str(path), remedy=remedy)
    return StoreError(f"the store answers: {said}", where=str(path), remedy="Check the disk and the file.")


_FREE = "Free some space and read the same inputs again: what was recorded stays, the rest is added."
_KNOWN = (
    ("not a database", "this file is not a store", "Name another file with --db, or move this one away."),
    ("malformed", "the store is damaged", "Put back a copy of it, or read the inputs again into a new file."),
    ("is full", "the disk is full", _FREE),
    ("disk I/O error", "the disk is full or failing", _FREE),
    (
        "readonly",
        "the store may not be written",
        "Make the file and its folder writable, or name another with --db.",
    ),
    (
        "unable to open",
        "the store cannot be opened",
        "Check that its folder is there and that you may write to it.",
    ),
    (
        "locked",
        "another process has been writing to the store for long",
        "Wait until it is done and try again.",
    ),
    (
        "no such table",
        "the store lacks a table",
        "Put back a copy of it, or read the inputs again into a new file.",
    ),
)


def open_reading(path: Path) -> sa.Engine:
    """An engine that reads the store and cannot change it.

    Raises StoreError where there is no store, where it is no store, and where its schema is not this version's.
    """
    if not path.is_file():
        raise StoreError(
            "there is no store here", where=str(path), remedy="Make one: onrecord read PATH --db FILE."
        )
    # without leave to write beside it, SQLite can read a WAL file only as one that nobody changes
    still = not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()
    engine = _engine(path, "immutable=1" if still else "mode=ro", "BEGIN")
    with told(path), engine.connect() as connection:
        version = _version(connection, path)
    if version != REVISION:
        raise StoreError(
            "the store has an older schema"
            if version in (None, *REVISIONS)
            else "the store has a newer schema",
            where=str(path),
            remedy="Bring it up to date: onrecord read with any input."
            if version in (None, *REVISIONS)
            else _UPGRADE,
        )
    return engine


_UPGRADE = "Upgrade onrecord: pip install --upgrade onrecord."


def open_writing(path: Path) -> sa.Engine:
    """An engine that reads and writes the store, made or migrated first where need be.

    Raises StoreError where the file cannot be written, is no store, or has a schema newer than this version's.
    """
    if not path.parent.is_dir():
        raise StoreError(
            "the folder of the store is not there", where=str(path), remedy=f"Make it: {path.parent}"
        )
    if path.is_dir():
        raise StoreError("this is a folder", where=str(path), remedy="Name a file with --db.")
    engine = _engine(path, "mode=rwc", "BEGIN IMMEDIATE")
    with told(path):
        with engine.connect() as connection:
            version = _version(connection, path)
        if version not in (None, *REVISIONS):
            raise StoreError("the store has a newer schema", where=str(path), remedy=_UPGRADE)
        if version != REVISION:
            _migrate(engine, path)
    return engine


def _engine(path: Path, options: str, begin: str) -> sa.Engine:
    # a space or a question mark in the path must not end it
    address = f"file:{quote(str(path.resolve()))}?{options}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        for pragma in _PRAGMAS if begin != "BEGIN" else _PRAGMAS[:2]:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.pool.QueuePool)

    # isolation_level None leaves transactions to us: a writer takes its lock at once and so never has to retry
    @sa.event.listens_for(engine, "begin")
    def start(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


_PRAGMAS = (
    "cache_size = -16000",  # KiB
    "foreign_keys = ON",
    "journal_mode = WAL",
    # in WAL mode NORMAL keeps the file sound through a power cut; kill -9 loses no commit
    "synchronous = NORMAL",
)


def _version(connection: sa.Connection, path: Path) -> str | None:
    """The revision of the schema, ``None`` for a file with nothing in it. Raises StoreError for others' files."""
    tables = {
        name for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    if not tables:
        return None
    owner = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    if owner != APPLICATION_ID or "alembic_version" not in tables:
        if tables == {"alembic_version"}:
            return None
        raise StoreError(
            "this is a database of another program", where=str(path), remedy="Name another file with --db."
        )
    version: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return version


def _migrate(engine: sa.Engine, path: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "onrecord.store:migrations")
    config.set_main_option("path_separator", "os")
    # one transaction: a crash on the way leaves the schema as it was
    with engine.begin() as connection:
        # another process may have done it while this one waited for the lock
        if _version(connection, path) != REVISION:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
