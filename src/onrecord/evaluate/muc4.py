"""Task muc4: reports of attacks to templates (Message Understanding Conference 4, 1992).

A folder holds, gzipped or not, a line a document: ``raw_docs.jsonl`` (the text), ``role_fillers.jsonl`` (fillers merged
over templates), ``templates.jsonl`` (five roles) and ``full_templates.jsonl`` (all slots).

Measures, all over all documents:
- role_filler_*: CEAF-REE (Du, Rush and Cardie 2021, "GRIT", EACL). In each role, found entities are aligned with gold
  ones one to one; a pair counts when every mention of the found entity is one of the gold one's. Mentions are
  compared without case, punctuation and articles.
- template_*: templates are aligned one to one so that most is right (Du, Rush and Cardie 2021, "Template Filling with
  Generative Transformers", NAACL); only templates of one incident type can be a pair, whose type and entities count.
- incident_type: F1 of the incident types so aligned.
- date, country, stage, deaths, injuries: accuracy over the aligned templates whose key has a value
  (see :mod:`onrecord.evaluate.muc4_slots`).
"""

from __future__ import annotations

import gzip
import json
import re
import string
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from onrecord.errors import InputError
from onrecord.evaluate import muc4_slots
from onrecord.evaluate.assignment import assign
from onrecord.evaluate.base import Case, Engine, Pair
from onrecord.evaluate.muc4_templates import ROLES, templates_of

TASK = "muc4"
PUBLISHED = {
    "role_filler_f1": "GRIT .545 (test part, fine-tuned BERT); small encoder, plain head .423",
    "template_f1": "GTT .502 (test part, fine-tuned BERT)",
}
SLOTS = ("date", "country", "stage", "deaths", "injuries")
Entity = frozenset[str]
_ARTICLE = re.compile(r"\b(?:a|an|the)\b")
_NO_PUNCTUATION = str.maketrans("", "", string.punctuation)


def cases(folder: Path) -> Iterator[Case]:
    """A case a document, in the order of ``raw_docs``. Raises InputError where a file or a document is missing."""
    texts = _read(folder, "raw_docs")
    roles, short, full = (_read(folder, name) for name in ("role_fillers", "templates", "full_templates"))
    for id, row in texts.items():
        try:
            yield Case(id, row["raw"], _expected(roles[id], short[id], full[id]))
        except (KeyError, ValueError):
            raise InputError(
                f"document {id} is not in all four files", where=str(folder), remedy="Fetch the files again."
            ) from None


def _read(folder: Path, name: str) -> dict[str, Any]:
    plain = folder / f"{name}.jsonl"
    path = plain if plain.exists() else folder / f"{name}.jsonl.gz"
    if not path.exists():
        raise InputError(f"no {name}.jsonl", where=str(folder), remedy="Give muc4/dev or its like.")
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    return {row["docid"]: row for row in map(json.loads, filter(str.strip, text.split("\n")))}


def _expected(roles: Any, short: Any, full: Any) -> dict[str, Any]:
    return {
        "roles": _entities(roles["extracts"]),
        "templates": [
            {"incident_type": each["incident_type"], **_entities(each), **dict(muc4_slots.iter_slots(slots))}
            for each, slots in zip(short["templates"], full["templates"], strict=True)
        ],
    }


def _entities(row: Mapping[str, Any]) -> dict[str, list[list[str]]]:
    """The entities of each role as lists of the strings that name them; offsets are left out."""
    return {role: [[mention[0] for mention in entity] for entity in row[role]] for role in ROLES}


def predict(case: Case, engine: Engine) -> dict[str, Any]:
    """The templates of the engine's events, and their fillers merged over templates."""
    templates = templates_of(engine.annotate_text(case.payload))
    return {"roles": merged(templates), "templates": templates}


def merged(templates: Sequence[Mapping[str, Any]]) -> dict[str, list[list[str]]]:
    """The entities of all templates, each once: those that share a mention are one."""
    roles: dict[str, list[list[str]]] = {role: [] for role in ROLES}
    for template in templates:
        for role in ROLES:
            seen = {normal(mention) for entity in roles[role] for mention in entity}
            roles[role] += [e for e in template[role] if not seen & {normal(m) for m in e}]
    return roles


def normal(mention: str) -> str:
    """A mention without case, punctuation, articles and further space."""
    return " ".join(_ARTICLE.sub(" ", mention.lower().translate(_NO_PUNCTUATION)).split())


def score(pairs: Sequence[Pair]) -> dict[str, float]:
    """The metrics of the module's head. ``found`` without ``roles`` has them merged from its templates."""
    fillers = {role: [0, 0, 0] for role in ROLES}
    totals, types = [0, 0, 0], [0, 0, 0]
    slots: dict[str, list[bool]] = {slot: [] for slot in SLOTS}
    for expected, found in pairs:
        ours = found.get("templates") or []
        roles = found.get("roles") or merged(ours)
        for role in ROLES:
            _add(fillers[role], _aligned(expected["roles"][role], roles.get(role) or []))
        _templates(expected["templates"], ours, totals, types, slots)
    whole = [sum(counts[place] for counts in fillers.values()) for place in range(3)]
    metrics = _rates("role_filler", whole)
    metrics |= {f"role_filler_f1_{role}": _rates("x", counts)["x_f1"] for role, counts in fillers.items()}
    metrics |= _rates("template", totals)
    metrics["incident_type"] = _rates("x", types)["x_f1"]
    return metrics | {slot: sum(right) / len(right) for slot, right in slots.items() if right}


def _add(total: list[int], counts: Sequence[int]) -> None:
    for place, value in enumerate(counts):
        total[place] += value


def _aligned(gold: Sequence[Sequence[str]], found: Sequence[Sequence[str]]) -> tuple[int, int, int]:
    """Right, wanted and given entities of one role."""
    wanted, given = _normal_all(gold), _normal_all(found)
    right = assign([[int(one <= entity) for one in given] for entity in wanted])
    return len(right), len(wanted), len(given)


def _normal_all(entities: Sequence[Sequence[str]]) -> list[Entity]:
    normals = (frozenset(filter(None, map(normal, entity))) for entity in entities)
    return [entity for entity in normals if entity]


def _templates(
    gold: Sequence[Mapping[str, Any]],
    found: Sequence[Mapping[str, Any]],
    totals: list[int],
    types: list[int],
    slots: dict[str, list[bool]],
) -> None:
    """Add the counts of one document: right, wanted, given."""
    rights = [[_right(one, other) for other in found] for one in gold]
    pairs = assign(rights)
    _add(types, (len(pairs), len(gold), len(found)))
    _add(totals, (sum(rights[g][f] for g, f in pairs), sum(map(_size, gold)), sum(map(_size, found))))
    for g, f in pairs:
        for slot in SLOTS:
            if gold[g].get(slot):
                slots[slot].append(_same(slot, gold[g][slot], found[f].get(slot)))


def _right(gold: Mapping[str, Any], found: Mapping[str, Any]) -> int:
    """How many slots of the two agree: the incident type (needed) and entities."""
    if found.get("incident_type") not in re.split(r"\s*/\s*", gold["incident_type"]):
        return 0
    return 1 + sum(_aligned(gold[role], found.get(role) or [])[0] for role in ROLES)


def _size(template: Mapping[str, Any]) -> int:
    return 1 + sum(len(_normal_all(template.get(role) or [])) for role in ROLES)


def _same(slot: str, gold: Any, found: Any) -> bool:
    if slot == "date":
        return any(muc4_slots.same_date(each, found) for each in gold)
    if slot in {"deaths", "injuries"}:
        return muc4_slots.same_count(gold, found)
    return found in gold


def _rates(name: str, counts: Sequence[int]) -> dict[str, float]:
    right, wanted, given = counts
    return {
        f"{name}_precision": right / given if given else 0.0,
        f"{name}_recall": right / wanted if wanted else 0.0,
        f"{name}_f1": 2 * right / (wanted + given) if wanted + given else 0.0,
    }
