"""What the command line prints for a person: articles with marked spans, events with their claims side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.ask import ArticleView, ClaimView, EventView, Segment
from onrecord.ask.views import event_line, range_text

if TYPE_CHECKING:
    from onrecord.batch import Summary
    from onrecord.read import Aside
    from onrecord.records import Article, Attribution
    from onrecord.store import EventEntry

# The strongest mark of a stretch gives its colour.
_STYLES = (
    ("trigger", "bold red"), ("cue", "bold magenta"), ("toll", "bold yellow"), ("source", "magenta"), ("actor", "blue"),
    ("recipient", "cyan"), ("victim", "cyan"), ("place", "green"), ("time", "yellow"), ("content", "italic"),
)  # fmt: skip


def article_text(view: ArticleView) -> RenderableType:
    """The article with its marks, then its events and its attributions."""
    record = view.record
    parts: list[RenderableType] = [_heading(record.article)]
    if record.aside:
        parts.append(Text(f"Not coded: {record.aside}", style="yellow"))
    for block, segments in view.blocks:
        text = _marked(segments)
        if block.kind not in {"body", "headline", "dateline"}:
            text = Text(f"[{block.kind}] {text.plain}", style="dim")
        elif block.kind == "headline":
            text.stylize("bold")
        parts.append(Padding(text, (0, 0, 1, 0)))
    parts += [Text(f"\n{len(view.events)} events", style="bold"), *(event_text(event) for event in view.events)]
    parts.append(Text(f"\n{len(record.attributions)} attributions", style="bold"))
    parts += [_attribution(record.article, a) for a in record.attributions]
    return Group(*parts)


def event_text(view: EventView) -> RenderableType:
    """An event: the line that tells it, then each field's values with who stands behind each."""
    title = Text(f"{'* ' if view.event.main else '  '}{view.line}", style="bold")
    title.append(f"  {view.event.id}", style="dim")
    table = Table(box=None, show_header=False, padding=(0, 1), pad_edge=False)
    table.add_column(width=11, style="dim")
    table.add_column(ratio=1)
    for field in view.fields:
        if field.field in {"type", "status"} and not field.disputed:
            continue
        name = Text(field.field, style="red" if field.disputed else "dim")
        for value, claims in field.values:
            table.add_row(name, _value(value, claims))
            name = Text("")
    return Group(title, Padding(table, (0, 0, 0, 4)))


def _value(value: str, claims: Sequence[ClaimView]) -> Text:
    text = Text(value)
    for claim in claims:
        said = "" if claim.stance == "asserts" else f"{claim.stance}: "
        text.append(f"\n  {said}{' ← '.join(claim.chain)}", style="red" if claim.denies else "magenta")
        text.append(f"  “{_short(claim.quote)}”", style="italic dim")
    return text


def _short(text: str, most: int = 90) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _attribution(article: Article, attribution: Attribution) -> Text:
    chain = [attribution.source_actor.name, *(link.actor.name for link in attribution.via)]
    text = Text(f"  {attribution.stance:21}", style="magenta")
    text.append(" ← ".join(chain), style="bold")
    text.append(f"  {article.quote(attribution.cue)}  ", style="magenta")
    text.append(f"“{_short(' … '.join(article.quote(s) for s in attribution.content))}”", style="italic")
    if attribution.about:
        text.append(f"  about {attribution.field or 'event'} of {attribution.about}", style="dim")
    return text


def _heading(article: Article) -> Text:
    outlet = article.outlet or "outlet unknown"
    if article.origin_outlet and article.origin_outlet != article.outlet:
        outlet = f"{outlet} (from {article.origin_outlet})"
    when = f"{range_text(article.published)} ({article.published_known_by})" if article.published else "date unknown"
    return Text(f"{outlet} · {when} · {article.id}\n", style="dim")


def _marked(segments: Iterable[Segment]) -> Text:
    text = Text()
    for segment in segments:
        kinds = {mark.kind for mark in segment.marks}
        style = next((style for kind, style in _STYLES if kind in kinds), "")
        if "content" in kinds and style and style != "italic":
            style = f"{style} italic"
        text.append(segment.text, style=style)
    return text


def event_table(entries: Iterable[EventEntry]) -> Table:
    """A list of events, a line each."""
    table = Table(box=None, header_style="dim", pad_edge=False)
    for name in ("id", "date", "event", "claims", "denials", "outlet"):
        table.add_column(name, overflow="fold", justify="right" if name in {"claims", "denials"} else "left")
    for entry in entries:
        date = range_text(entry.event.date.range) if entry.event.date else ""
        line = event_line(entry.event).split(" · ")
        shown = " · ".join(part for part in line if part != date)
        table.add_row(
            entry.event.id[:12], date, shown, str(entry.claims), str(entry.denials or ""), entry.outlet or ""
        )
    return table


def rows_table(rows: Iterable[Sequence[str]], *columns: str) -> Table:
    """A plain table."""
    table = Table(*columns, box=None, header_style="dim", pad_edge=False)
    for row in rows:
        table.add_row(*row)
    return table


def summary_table(summary: Summary) -> RenderableType:
    """What became of a batch, and each input that could not be read with its reason."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="dim")
    table.add_column(justify="right")
    rows: list[tuple[str, str]] = [
        ("articles read", str(summary.read)),
        ("coded", str(summary.coded)),
        ("already known", str(summary.known)),
        ("copies of one text", str(summary.copies)),
        *((f"set aside: {reason}", str(n)) for reason, n in sorted(summary.aside.items())),
        ("events", str(summary.events)),
        ("attributions", str(summary.attributions)),
        ("seconds", f"{summary.seconds:.1f}"),
        ("articles a second", f"{summary.articles_a_second:.1f}"),
    ]
    for row in rows:
        table.add_row(*row)
    refused = [Text(f"{aside.where}: {aside.reason}. {aside.remedy}", style="yellow") for aside in _refused(summary)]
    return Group(table, *refused)


def _refused(summary: Summary) -> list[Aside]:
    return [*summary.rejected, *summary.failures]


def summary_json(summary: Summary) -> dict[str, Any]:
    """The same as plain JSON."""
    return {
        "read": summary.read, "coded": summary.coded, "known": summary.known, "copies": summary.copies,
        "aside": dict(sorted(summary.aside.items())), "events": summary.events, "attributions": summary.attributions,
        "seconds": round(summary.seconds, 3), "articles_a_second": round(summary.articles_a_second, 2),
        "rejected": [{"where": a.where, "reason": a.reason, "remedy": a.remedy} for a in _refused(summary)],
    }  # fmt: skip
