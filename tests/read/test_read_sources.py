"""Files, folders and standard input, good and bad: the rest of a batch is always read."""

import gzip
import io
import json
import logging
import os
import stat
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from onrecord.read import Aside, read_paths
from onrecord.read.asides import Incoming
from onrecord.read.sources import sniff
from onrecord.read.streams import lines
from onrecord.records import Article
from onrecord.settings import Settings

REPORT = "Troops crossed the river on Monday and took two villages, the ministry said."
BODY = f"<body><article><h1>Army</h1><p>{REPORT}</p><p>{REPORT}</p></article></body>"
PAGE = f"<html><head><title>Army</title></head>{BODY}</html>"
SETTINGS = Settings(max_bytes=200_000)
Write = Callable[[str, bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    return write


def read(*paths: Path | str, **given: Any) -> list[Incoming]:
    return list(read_paths(paths, settings=given.pop("settings", SETTINGS), **given))


def only_aside(path: Path, **given: Any) -> Aside:
    """The one aside of ``path``; a good file after it must still be read."""
    good = path.parent / "zz-good.txt"
    good.write_text(REPORT)
    found = read(path, good, **given)
    assert len(found) == 2
    assert isinstance(found[0], Aside)
    assert isinstance(found[1], Article)
    assert str(path) in found[0].where
    assert found[0].remedy
    return found[0]


def rows(*values: object) -> bytes:
    return "\n".join(json.dumps(value, ensure_ascii=False) for value in values).encode()


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", REPORT.encode()),
        ("a.html", PAGE.encode()),
        ("a.jsonl", rows({"text": REPORT})),
        ("a", REPORT.encode()),
        ("page.txt", b"<!DOCTYPE html>" + PAGE.encode()),
        ("lines.txt", rows({"text": REPORT}, {"text": REPORT})),
        ("a.json", json.dumps([{"text": REPORT}], indent=1).encode()),
        ("b.json", json.dumps({"text": REPORT}, indent=1).encode()),
    ],
)
def test_inputs_are_told_by_content_and_name(write: Write, name: str, content: bytes, packed: bool) -> None:
    path = write(name + ".gz" * packed, gzip.compress(content) if packed else content)
    found = read(path)
    assert found
    for article in found:
        assert isinstance(article, Article)
        assert REPORT in article.text
        assert "<p>" not in article.text
        assert "{" not in article.text


def test_rows_carry_what_they_say(write: Write) -> None:
    row = {"id": 7, "url": "https://example.org/7", "title": "Army crosses", "date": "26-FEB-1987 15:01:01.79",
           "outlet": "The Example", "text": REPORT}  # fmt: skip
    (article,) = read(write("a.jsonl", rows(row)))
    assert isinstance(article, Article)
    assert (article.external_id, article.url, article.title) == ("7", "https://example.org/7", "Army crosses")
    assert article.outlet == "The Example"
    assert article.published
    assert article.published_known_by == "metadata"
    assert article.text == f"Army crosses\n\n{REPORT}"
    assert article.blocks[0].kind == "headline"
    (given,) = read(write("a.jsonl", rows(row)), outlet="Mine")
    assert isinstance(given, Article)
    assert given.outlet == "Mine"


def test_rows_under_other_names(write: Write) -> None:
    row = {"Headline": "Army crosses", "published_at": "2010-05-03T10:00:00Z", "body": REPORT,
           "source": {"id": None, "name": "The Example"}, "dateline": "KHARTOUM, May 3 (AP) -"}  # fmt: skip
    (article,) = read(write("a.jsonl", rows(row)))
    assert isinstance(article, Article)
    assert article.outlet == "The Example"
    assert article.origin_outlet == "Associated Press"
    assert [b.kind for b in article.blocks] == ["headline", "dateline", "body"]
    assert str(article.published.start if article.published else "") == "2010-05-03"


def test_a_bad_line_never_stops_the_rest(write: Write) -> None:
    content = b"\n".join([
        rows({"text": REPORT}), b"{not json", b"[1, 2]", rows({"title": "no text"}), b"",
        b'{"text": "caf\xe9 is open"}', b'{"text": "' + b"x" * 300_000 + b'"}',
        rows({"text": REPORT, "date": "someday"}), b'{"text": "cut o',
    ])  # fmt: skip
    found = read(write("a.jsonl", content))
    asides = [item for item in found if isinstance(item, Aside)]
    assert [(a.where.rpartition("line ")[2], a.code) for a in asides] == [
        ("2", "not-json"), ("3", "not-json"), ("4", "no-text"), ("7", "too-large"), ("9", "not-json"),
    ]  # fmt: skip
    assert len(found) - len(asides) == 3


def test_a_date_that_is_none_is_told_of_and_the_article_kept(
    write: Write, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        (article,) = read(write("a.jsonl", rows({"text": REPORT, "date": "someday"})))
    assert isinstance(article, Article)
    assert article.published is None
    assert "a.jsonl line 1" in caplog.text
    assert "someday" in caplog.text


def test_cp1252_is_read_and_said(write: Write, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        (article,) = read(write("a.txt", f"caf\xe9. {REPORT}".encode("cp1252")))
    assert isinstance(article, Article)
    assert article.text.startswith("café.")
    assert "Windows-1252" in caplog.text


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n ", "empty"),
        ("empty.txt.gz", gzip.compress(b""), "empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(50), "binary"),
        ("noise", bytes(range(256)) * 8, "binary"),
        ("doc.pdf", b"%PDF-1.4 ...", "binary"),
        ("cut.txt.gz", gzip.compress(os.urandom(5000) + REPORT.encode())[:-400], "truncated"),
        ("head.txt.gz", gzip.compress(REPORT.encode())[:12], "truncated"),
        ("large.txt", b"word " * 50_000, "too-large"),
        ("bomb.txt.gz", gzip.compress(b"0" * 30_000_000), "too-large"),
        ("large.html", b"<html>" + b"<p>word</p>" * 50_000, "too-large"),
        ("feed.xml", b"<?xml version='1.0'?><rss><channel></channel></rss>", "unsupported"),
        ("nested.gz", gzip.compress(gzip.compress(REPORT.encode())), "unsupported"),
        ("deep.json", b"[" * 100_000, "not-json"),
        ("deep.jsonl", b'{"a":' * 20_000, "not-json"),
        ("nothing.html", b"<html><head></head><body><nav>x</nav></body></html>", "no-text"),
    ],
)
def test_bad_files_are_set_aside_with_a_reason(write: Write, name: str, content: bytes, code: str) -> None:
    assert only_aside(write(name, content)).code == code


def test_lines_before_the_break_of_a_gzip_are_read(write: Write) -> None:
    noise = [{"text": f"{REPORT} {os.urandom(600).hex()}"} for _ in range(300)]
    found = read(write("cut.jsonl.gz", gzip.compress(rows(*noise))[:-20_000]))
    assert len(found) > 100
    assert all(isinstance(item, Article) for item in found[:-1])
    assert isinstance(found[-1], Aside)
    assert found[-1].code == "truncated"


def test_a_line_is_never_held_whole() -> None:
    class Endless(io.RawIOBase):
        """200 MB of one line, then a short one."""

        left = 200

        def read(self, size: int = -1) -> bytes:
            self.left -= 1
            return b"x" * 1_000_000 if self.left >= 0 else b"\n{}\n" if self.left == -1 else b""

    tracemalloc.start()
    found = list(lines(Endless(), 3_000_000))  # type: ignore[arg-type]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == [None, b"{}"]
    assert peak < 10_000_000


def test_folders_are_read_in_order_and_hidden_files_passed_over(write: Write, tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b.txt", ".hidden.txt", ".git/x.txt", "notes.yaml"):
        write(name, f"{name}. {REPORT}".encode())
    found = read(tmp_path)
    assert [item.text.partition(". ")[0] if isinstance(item, Article) else item.code for item in found] == [
        "a/b.txt", "a/z.txt", "b.txt", "unsupported",
    ]  # fmt: skip
    assert isinstance(read(write("empty/.keep", b"").parent)[0], Aside)


def test_a_missing_file_and_one_that_vanishes(write: Write, tmp_path: Path) -> None:
    assert only_aside(tmp_path / "nowhere.txt").code == "missing"
    one, two = write("f/1.txt", REPORT.encode()), write("f/2.txt", REPORT.encode())
    reading = read_paths([tmp_path / "f"], settings=SETTINGS)
    assert isinstance(next(reading), Article)
    two.unlink()
    gone = next(reading)
    assert isinstance(gone, Aside)
    assert (gone.code, gone.where) == ("missing", str(two))
    assert one.exists()


def test_what_may_not_be_read(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("d/a.txt", REPORT.encode())
    path.parent.chmod(0)
    path_open, scan = Path.open, os.scandir
    if os.access(path.parent, os.R_OK):  # root may read all: let the calls fail as they would for others

        def refuse(real: Callable[..., Any]) -> Callable[..., Any]:
            def opened(target: Any, *args: Any, **named: Any) -> Any:
                if str(target).startswith(str(path.parent)):
                    raise PermissionError(13, "Permission denied")
                return real(target, *args, **named)

            return opened

        monkeypatch.setattr(os, "scandir", refuse(scan))
        monkeypatch.setattr(Path, "open", refuse(path_open))
    try:
        for target in (path.parent, path):
            (aside,) = read(target)
            assert isinstance(aside, Aside)
            assert aside.code == "unreadable"
            assert "permission denied" in aside.reason
    finally:
        path.parent.chmod(stat.S_IRWXU)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(rows({"text": REPORT}, "x"))

    monkeypatch.setattr(sys, "stdin", Stdin())
    article, aside = read("-")
    assert isinstance(article, Article)
    assert isinstance(aside, Aside)
    assert aside.where == "standard input line 2"


def test_a_text_that_speaks_of_markup_is_text() -> None:
    assert sniff(b"The <b> tag and the <p> tag are old.", "") == "text"
    assert sniff(b"<div><p>One.</p><p>Two.</p></div>", "") == "html"
    assert sniff(b"{ braces } in a text", "") == "text"
