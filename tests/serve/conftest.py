"""The desk over the story, by a client in the same process and by a real server for a real browser."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import onrecord
from onrecord.serve.app import make_app
from story import fill

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"


@pytest.fixture(scope="session")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("desk") / "record.db"
    fill(path)
    return path


@pytest.fixture(scope="session")
def client(db: Path) -> Iterator[TestClient]:
    with TestClient(make_app(db), base_url="http://127.0.0.1") as client:
        yield client


@pytest.fixture(scope="session")
def address(db: Path) -> Iterator[str]:
    """Where a desk listens that was started as a user starts it."""
    environment = {**os.environ, "PYTHONPATH": str(Path(onrecord.__file__).parents[1])}
    command = [sys.executable, "-m", "onrecord.cli", "serve", "--db", str(db), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout is not None
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found, "the desk did not say where it is"
        try:
            yield found[0]
        finally:
            server.terminate()
            server.wait(10)


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Debian's Chromium, through playwright; the test is skipped where it is not there."""
    if not Path(CHROMIUM).exists():
        pytest.skip("no Chromium here: sh tools/install-browser.sh installs it on Debian")
    from playwright.sync_api import sync_playwright

    flags = [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ]  # fmt: skip
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()
