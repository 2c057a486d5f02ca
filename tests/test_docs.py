"""Whatever there is to use is in the docs: commands, options, settings, routes, types, modes, calls; links hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main
from fastapi.routing import APIRoute

import onrecord
from onrecord import cli
from onrecord.evaluate.run import tasks
from onrecord.export.answers import schemas
from onrecord.ontology.events import load_event_types
from onrecord.records import STANCES, STATUSES
from onrecord.serve.app import make_app
from onrecord.settings import Settings
from story import fill

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "decisions").glob("*.md")])
COMMANDS = typer.main.get_command(cli.app).commands  # type: ignore[attr-defined]


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    assert found, f"no section {heading}"
    return found[1]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_option_is_documented(name: str) -> None:
    told = section(page("cli.md"), name)
    assert f"onrecord {name}" in told
    options = {o for p in COMMANDS[name].params for o in p.opts if o.startswith("--") and o != "--help"}
    assert not {option for option in options if f"`{option}" not in told}
    assert set(re.findall(r"`(--[a-z-]+)", told)) <= options, "the docs tell of an option that is not there"


def test_every_setting_is_documented() -> None:
    rows = dict(re.findall(r"^\| `ONRECORD_(\w+)` \| .* \| (.*) \|$", page("cli.md"), re.MULTILINE))
    assert {name.upper() for name in Settings.model_fields} == set(rows)
    for name, field in Settings.model_fields.items():
        first = (field.description or "").split(":")[0].replace("`", "")
        assert rows[name.upper()].replace("`", "").startswith(first)


def test_every_route_and_filter_is_documented(tmp_path: Path) -> None:
    fill(tmp_path / "record.db")
    app, told = make_app(tmp_path / "record.db"), page("desk.md")
    routes = {route.path for route in app.routes if isinstance(route, APIRoute)} | {"/openapi.json"}
    assert not {path for path in routes if f"`{path}`" not in told}
    filters = {p["name"] for p in app.openapi()["paths"]["/api/events"]["get"]["parameters"]}
    assert not {name for name in filters if f"`{name}`" not in told}
    assert set(re.findall(r"`(/[a-z/_{}]+)`", told)) <= routes


def test_every_type_and_mode_is_in_the_codebook() -> None:
    told = page("codebook.md")
    for kind in load_event_types():
        assert f"## {kind.name}" in told
        assert not {mode for mode in kind.modes if mode not in told}


def test_every_stance_status_and_schema_is_documented() -> None:
    record, commands = page("record.md"), page("cli.md")
    assert not {word for word in (*STANCES, *STATUSES) if word not in record}
    assert not {name for name in schemas() if f"`{name}`" not in commands and f"schema {name}`" not in commands}


def test_every_public_call_is_documented() -> None:
    told = page("python.md")
    calls = {name for name in onrecord.__all__ if name[0].islower()} - {"read_article"}
    assert not {name for name in calls if f"onrecord.{name}" not in told}


def test_every_task_is_told_of() -> None:
    told = "".join(path.read_text(encoding="utf-8") for path in [*PAGES, ROOT / "benchmarks" / "README.md"])
    assert not {task for task in tasks() if task not in told}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text)
    assert not [link for link in links if not link.startswith("http") and not (path.parent / link).exists()]


def test_the_index_names_every_page() -> None:
    told = page("index.md")
    assert not {path.name for path in (ROOT / "docs").iterdir() if path.suffix == ".md"} - {
        *re.findall(r"\((\w+\.md)\)", told), "index.md",
    }  # fmt: skip
