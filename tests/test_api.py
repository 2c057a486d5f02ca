"""The calls behind ``import onrecord``: names, a record of a text, frames, notebooks, the examples in the docs."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

import onrecord
from onrecord.display import as_html
from onrecord.errors import InputError, StoreError
from story import TEXT, fill, story

DOCS = Path(__file__).parents[1] / "docs"


def test_the_public_names_are_these_and_each_is_there() -> None:
    assert onrecord.__all__ == [
        "Actor", "Article", "Attribution", "Claim", "DateRange", "Event", "Mention", "OnrecordError", "Place", "Record",
        "Settings", "Span", "Toll", "attributions_frame", "claims_frame", "events_frame", "open", "read_article",
        "read_text",
    ]  # fmt: skip
    assert dir(onrecord) == onrecord.__all__ == sorted(onrecord.__all__)
    assert all(getattr(onrecord, name).__doc__ for name in onrecord.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = onrecord.nonsense  # type: ignore[attr-defined]


def test_importing_loads_nothing_but_itself() -> None:
    command = "import sys; a = set(sys.modules); import onrecord; print(*(set(sys.modules) - a))"
    folder = Path(onrecord.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True, cwd=folder)
    assert {name for name in done.stdout.split() if name.startswith("onrecord")} == {"onrecord"}
    assert not {"pydantic", "sqlalchemy", "spacy"} & {name.partition(".")[0] for name in done.stdout.split()}


def test_a_record_and_a_store_give_the_same_frames(tmp_path: Path) -> None:
    record = fill(tmp_path / "r.db")
    with onrecord.open(tmp_path / "r.db") as store:
        for frame in (onrecord.events_frame, onrecord.claims_frame, onrecord.attributions_frame):
            assert frame(store).equals(frame(record))
            assert frame(store).attrs["loses"]
    claims = onrecord.claims_frame(record)
    assert len(claims) == 8
    assert list(claims[claims.stance == "denies"].source) == ["Northern Front"]


def test_opening_what_is_not_there_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store here"):
        onrecord.open(tmp_path / "none.db")
    assert not list(tmp_path.iterdir())


class Shown(HTMLParser):
    """Text of a page, and whether its elements are closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.open, self.tags = "", list[str](), set[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_record_shows_its_text_with_marks() -> None:
    page = as_html(story())
    shown = Shown(page)
    assert not shown.open and "script" not in shown.tags
    assert all(paragraph in shown.text for paragraph in TEXT.split("\n\n"))
    assert 'title="ASSAULT firearms">attacked</span>' in page
    assert "1 events" not in shown.text and "1 event" in shown.text and "denied" in shown.text


def test_a_record_that_was_set_aside_says_why() -> None:
    from dataclasses import replace

    aside = replace(story(), mentions=(), events=(), attributions=(), claims=(), aside="off-topic: sport")
    assert "Not coded: off-topic: sport" in Shown(as_html(aside)).text


def test_a_store_shows_what_it_holds(tmp_path: Path) -> None:
    fill(tmp_path / "a<b.db")
    with onrecord.open(tmp_path / "a<b.db") as store:
        shown = Shown(store._repr_html_())
    assert not shown.open and "a<b.db" in shown.text and "2 articles" in shown.text and "gunmen [UAF]" in shown.text


def test_a_text_becomes_a_record_with_no_store() -> None:
    record = onrecord.read_text("PARIS, 4 May 2011 - Police arrested nine rebels in Kano on Tuesday.", outlet="Daily")
    assert record.article.outlet == "Daily" and record.article.published is not None
    assert [e.type for e in record.events] == ["COERCE"] and record.aside is None
    again = onrecord.read_article(record.article)
    assert again == record
    aside = onrecord.read_text("The cup final ended in a draw after extra time, and the striker scored twice.")
    assert aside.aside is not None and aside.aside.startswith("off-topic") and not aside.events


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match="no date"):
        onrecord.read_text("Police arrested nine rebels.", published="some day")


def test_the_examples_in_the_docs_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path / "onrecord.db")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("Police in Kano said on Monday that they had arrested nine rebels.")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", (DOCS / "python.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 7
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, "docs/python.md", "exec"), names)
    assert names["record"] == story()
    assert len(names["denials"]) == 1  # type: ignore[arg-type]
    assert names["summary"].coded == 1  # type: ignore[attr-defined]
