"""The card of a weight: what it is, what it was trained on and how, and its figures, as a page of markdown."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from training.export import Listing
from training.loop import Recipe


@dataclass(frozen=True, slots=True)
class Made:
    """How a weight came about. `figures` maps a column (such as "dev, int8") to metrics."""

    listing: Listing
    recipe: Recipe
    paragraphs: int
    pieces: int
    seconds: float
    engine: str
    figures: Mapping[str, Mapping[str, float]]
    speed: Mapping[str, float]
    command: str


def machine() -> str:
    """The machine in words that name no one: cores, kind of processor, system."""
    return (
        f"{os.cpu_count()}-core {platform.machine()} machine, {platform.system()}, one thread, no accelerator"
    )


def write(made: Made, path: Path) -> None:
    """Write the card to `path`."""
    path.write_text("\n".join([*_head(made), *_figures(made), *_notes(made)]) + "\n", encoding="utf-8")


def _head(made: Made) -> list[str]:
    listing = made.listing
    return [
        f"# {listing.name}",
        "",
        f"- **Class**: {listing.kind}. {listing.licence}",
        f"- **Base**: {listing.base}",
        f"- **Sets trained on**: {', '.join(listing.sets)}",
        f"- **Heads**: {', '.join(listing.heads)}",
        f"- **Trained on** a {machine()}, in {made.seconds / 60:.0f} minutes, "
        f"over {made.paragraphs} paragraphs ({made.pieces} word pieces)",
        f"- **Recipe**: {', '.join(f'{key} {value}' for key, value in asdict(made.recipe).items())}",
        f"- **Made with**: `{made.command}`",
        f"- **Measured with**: {made.engine}",
        "",
    ]


def _figures(made: Made) -> list[str]:
    columns = list(made.figures)
    names = list(dict.fromkeys(name for column in columns for name in made.figures[column]))
    lines = ["| metric | " + " | ".join(columns) + " |", "| --- |" + " --- |" * len(columns)]
    for name in names:
        cells = (f"{made.figures[column][name]:.3f}" for column in columns)
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    speeds = (f"{made.speed[column]:,.0f}" for column in columns)
    return [*lines, "| word pieces a second of processor time | " + " | ".join(speeds) + " |", ""]


def _notes(made: Made) -> list[str]:
    if made.listing.kind == "open":
        return ["Every set above may be trained on and shipped; see NOTICE for the notices that go with it."]
    return [
        "For research use: no grant was seen for the texts of the sets above. The engine works without this",
        "weight (`ONRECORD_WEIGHTS=open` or `none`), and nothing but it comes from these sets.",
    ]
