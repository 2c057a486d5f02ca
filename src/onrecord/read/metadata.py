"""What a page says of itself: title, outlet, address and date, from its meta tags, JSON-LD and time elements.

Nothing is guessed: a date that stands in no such place is unknown, and a host name is no outlet.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from onrecord.ontology import read as tables

_ARTICLES = (
    "article",
    "newsarticle",
    "reportagenewsarticle",
    "blogposting",
    "webpage",
    "liveblogposting",
    "report",
)
_SITE = re.compile(r"\s+[|–—»·-]\s+")
LONGEST_LD = 500_000


def metadata(tree: Any) -> dict[str, str | None]:
    """``title``, ``outlet``, ``url`` and ``date`` (as written) of a page, each ``None`` where not told."""
    meta = _meta(tree)
    ld = _linked(tree)
    fields = tables.page_fields()
    outlet = _first(meta, fields.outlet) or ld.get("outlet")
    title = _first(meta, fields.title) or ld.get("title") or _h1(tree) or _title(tree)
    return {
        "title": _without_site(title, outlet),
        "outlet": outlet,
        "url": _canonical(tree) or _first(meta, fields.url),
        "date": _first(meta, fields.date) or ld.get("date") or _time(tree),
    }


def _meta(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop"):
            key = (element.get(attribute) or "").strip().lower()
            if key and content:
                found.setdefault(key, content)
    return found


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _linked(tree: Any) -> dict[str, str]:
    """Headline, publisher and date of the first article in the page's JSON-LD."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text or len(script.text) > LONGEST_LD:
            continue
        try:
            data = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            if node.get("datePublished") or node.get("headline"):
                publisher = node.get("publisher")
                name = publisher.get("name") if isinstance(publisher, dict) else publisher
                pairs = {"title": node.get("headline"), "date": node.get("datePublished"), "outlet": name}
                return {key: value for key, value in pairs.items() if isinstance(value, str) and value}
    return {}


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """The articles at the top of JSON-LD data or in its graph."""
    for node in data if isinstance(data, list) else [data]:
        if isinstance(node, dict):
            types = node.get("@type")
            names = types if isinstance(types, list) else [types]
            if any(str(name).lower() in _ARTICLES for name in names):
                yield node
            graph = node.get("@graph")
            if isinstance(graph, list):
                yield from _nodes([part for part in graph if isinstance(part, dict) and "@graph" not in part])


def _time(tree: Any) -> str | None:
    """The one ``<time>`` that says it is the publication date, or the first inside the article."""
    for path in (
        ".//time[@itemprop='datePublished' or @pubdate]/@datetime",
        ".//*[@itemprop='datePublished']/@content",
        ".//article//header//time/@datetime",
        "(.//h1)[1]/following::time[1]/@datetime",
    ):
        found = tree.xpath(path)
        if found and str(found[0]).strip():
            return str(found[0]).strip()
    return None


def _canonical(tree: Any) -> str | None:
    found = tree.xpath(".//link[translate(@rel, 'CANOIL', 'canoil')='canonical']/@href")
    return str(found[0]).strip() if found and str(found[0]).startswith("http") else None


def _h1(tree: Any) -> str | None:
    found = tree.xpath(".//article//h1") or tree.xpath(".//h1")
    return " ".join(found[0].text_content().split()) or None if len(found) == 1 else None


def _title(tree: Any) -> str | None:
    found = tree.xpath(".//head/title")
    return " ".join(found[0].text_content().split()) or None if found else None


def _without_site(title: str | None, outlet: str | None) -> str | None:
    """``title`` without the outlet's name at its end ("... - The Daily Example")."""
    if not title:
        return None
    parts = _SITE.split(title)
    if len(parts) > 1 and outlet and parts[-1].strip().casefold() == outlet.strip().casefold():
        return title[: title.rindex(parts[-1])].rstrip(" |–—»·-")
    return title
