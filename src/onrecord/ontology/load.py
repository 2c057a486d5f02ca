"""How every table of ``data/`` is read: YAML in, a clear error naming file and entry where it does not hold."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from onrecord.errors import OntologyError

DATA = files("onrecord") / "data"


def read_yaml(name: str) -> Any:
    """Return the content of ``data/NAME`` (a path with ``/``).

    Raises OntologyError where the file is missing or is not YAML.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load((DATA / name).read_text(encoding="utf-8"), Loader=loader)
    except FileNotFoundError:
        raise OntologyError("no such table", where=f"data/{name}", remedy="Install onrecord again.") from None
    except yaml.YAMLError as error:
        raise OntologyError(
            f"not YAML: {error}", where=f"data/{name}", remedy="Mend the line it names."
        ) from None


def names(folder: str) -> list[str]:
    """The YAML files of ``data/FOLDER``, sorted, as names for :func:`read_yaml`."""
    return sorted(
        f"{folder}/{entry.name}" for entry in (DATA / folder).iterdir() if entry.name.endswith(".yaml")
    )


@cache
def ontology_hash() -> str:
    """SHA-256 over every file of ``data/`` (names and content): part of each run's identity."""
    digest = hashlib.sha256()
    for path, entry in sorted(_walk(DATA, "")):
        digest.update(path.encode() + b"\0" + entry.read_bytes() + b"\0")
    return digest.hexdigest()


def _walk(folder: Traversable, prefix: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for entry in folder.iterdir():
        path = f"{prefix}{entry.name}"
        if entry.is_dir():
            found += _walk(entry, f"{path}/")
        elif not entry.name.startswith((".", "__")):
            found.append((path, entry))
    return found
