"""The learned parts: what `models.toml` lists, and whether the files beside it are those.

A weight is `open` (trained only on sets whose terms allow it) or `research` (see `docs/weights.md`).
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from onrecord.errors import ModelError

Choice = Literal["research", "open", "none"]
FOLDER = Path(__file__).parent
REMEDY = (
    "Install onrecord again (pip install --force-reinstall onrecord; in a checkout: git checkout -- "
    "src/onrecord/weights), or make the weight again as docs/weights.md says"
)


@dataclass(frozen=True, slots=True)
class Weight:
    """One row of `models.toml`; `files` maps each file's name to its SHA-256, `heads` each head to its labels."""

    name: str
    kind: str
    task: str
    base: str
    precision: str
    licence: str
    sets: tuple[str, ...]
    heads: Mapping[str, tuple[str, ...]] = field(hash=False)
    files: Mapping[str, str] = field(hash=False)
    folder: Path

    @property
    def digest(self) -> str:
        """SHA-256 over the files' names and hashes: one string that pins the weight."""
        rows = "".join(f"{digest}  {name}\n" for name, digest in sorted(self.files.items()))
        return hashlib.sha256(rows.encode()).hexdigest()

    def verify(self) -> None:
        """Raise `ModelError` unless every file is there and is the pinned one."""
        for name, pinned in sorted(self.files.items()):
            path = self.folder / name
            if not path.is_file():
                raise ModelError(f"weight {self.name} lacks its file {name}", where=str(path), remedy=REMEDY)
            found = hashlib.sha256(path.read_bytes()).hexdigest()
            if found != pinned:
                what = f"weight {self.name}: SHA-256 is {found}, models.toml pins {pinned}"
                raise ModelError(what, where=str(path), remedy=REMEDY)


def listed(folder: Path = FOLDER) -> tuple[Weight, ...]:
    """The weights of `folder`/models.toml in its order; none where there is no such file."""
    path = folder / "models.toml"
    if not path.exists():
        return ()
    with path.open("rb") as stream:
        rows = tomllib.load(stream).get("weight", [])
    return tuple(_weight(row, folder) for row in rows)


def find(task: str, choice: Choice, folder: Path = FOLDER) -> Weight | None:
    """The weight for `task` that `choice` allows.

    `research` allows both classes and takes a research weight first, `open` allows open ones, `none` none.
    """
    kinds = {"research": ("research", "open"), "open": ("open",), "none": ()}[choice]
    for kind in kinds:
        for weight in listed(folder):
            if weight.task == task and weight.kind == kind:
                return weight
    return None


def _weight(row: Mapping[str, Any], folder: Path) -> Weight:
    return Weight(
        name=row["name"],
        kind=row["class"],
        task=row["task"],
        base=row["base"],
        precision=row["precision"],
        licence=row["licence"],
        sets=tuple(row["sets"]),
        heads={name: tuple(labels) for name, labels in row["heads"].items()},
        files=dict(row["files"]),
        folder=folder / row["name"],
    )
