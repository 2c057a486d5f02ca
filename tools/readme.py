"""Write the output in the README and the picture of the desk again, from the examples.

    python tools/readme.py

Run it where onrecord and playwright are installed and Debian's Chromium is there; look at both before committing.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
WIDTH = 96
MOST = 50  # lines of output, about a screenful
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def run(*words: str) -> str:
    """What a command prints, without the blanks at the ends of lines."""
    environment = {**os.environ, "COLUMNS": str(WIDTH), "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-m", "onrecord.cli", *words], capture_output=True, text=True, check=True, env=environment
    )
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()).strip("\n")


def event_to_show(db: Path) -> str:
    """The event with the most fields that a source denies or on which sources differ, then with the most values."""
    import onrecord
    from onrecord.ask import detail_view

    with onrecord.open(db) as store:
        views = [detail_view(store.event(entry.event.id)) for entry in store.events(limit=10_000)]
    best = max(
        views,
        key=lambda view: (
            sum(value.denials != () and f.field in {"actor", "casualties"} for f in view.fields for value in f.values),
            len(view.notable), sum(len(f.values) for f in view.notable), view.event.id,
        ),
    )  # fmt: skip
    return best.event.id


def output(db: Path, event: str) -> str:
    """A short session: a list and an event."""
    short = event[:12]
    listed = run("list", "--db", str(db), "--disputed", "--limit", "4")
    shown = run("show", event, "--db", str(db))
    lines = [f"$ onrecord list --db {db.name} --disputed --limit 4", *listed.splitlines()]
    lines += ["", f"$ onrecord show --db {db.name} {short}", *shown.splitlines()]
    return "\n".join(lines[:MOST])


def picture(db: Path, event: str, path: Path) -> None:
    """The page of the event, its first denial opened."""
    from playwright.sync_api import sync_playwright

    command = [sys.executable, "-m", "onrecord.cli", "serve", "--db", str(db), "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout is not None
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found is not None
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
                page = browser.new_page(viewport={"width": 1120, "height": 800})
                page.goto(f"{found[0]}/event/{event}")
                for opened in (".against summary", ".says summary"):
                    if page.locator(opened).count():
                        page.locator(opened).first.click()
                page.locator("a.name").focus()
                page.evaluate("document.activeElement.blur()")
                page.screenshot(path=path)
                browser.close()
        finally:
            server.terminate()


def main() -> None:
    """Write both."""
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "demo.db"
        run("demo", str(ROOT / "examples" / "articles"), "--db", str(db))
        event = event_to_show(db)
        text = output(db, event)
        picture(db, event, ROOT / "docs" / "desk.png")
    readme = ROOT / "README.md"
    marked = re.compile(r"(<!-- output: [^\n]*-->\n).*?(<!-- end of output -->)", re.DOTALL)
    page = readme.read_text(encoding="utf-8")
    page = marked.sub(lambda found: f"{found[1]}```\n{text}\n```\n{found[2]}", page)
    page = re.sub(r"onrecord show evt-\w+ ", f"onrecord show {event[:12]} ", page, count=0)
    readme.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
