"""What the command line prints for a person: articles with marked spans, events with their claims side by side."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.ask import ArticleView, ClaimView, EventView, FieldView, Segment, Step
from onrecord.ask.words import facts, kind_text, range_text

if TYPE_CHECKING:
    from onrecord.batch import Summary
    from onrecord.evaluate.floors import Checked
    from onrecord.read import Aside
    from onrecord.records import Actor, Article, Attribution, Event, Judgement
    from onrecord.store import ArticleEntry, EventEntry, Store

SHORT = 12  # characters of an id that are shown in lists; any beginning that is the only one will do
# The strongest mark of a stretch gives its colour.
_STYLES = (
    ("trigger", "bold red"), ("cue", "bold magenta"), ("toll", "bold yellow"), ("source", "magenta"), ("actor", "blue"),
    ("recipient", "cyan"), ("victim", "cyan"), ("instrument", "cyan"), ("place", "green"), ("time", "yellow"),
    ("content", "italic"),
)  # fmt: skip
_CODED = {"body", "headline"}


def article_text(view: ArticleView) -> RenderableType:
    """The article with its marks, then its events and its attributions."""
    record = view.record
    parts: list[RenderableType] = [_heading(record.article)]
    if record.aside:
        parts.append(Text(f"Not coded: {record.aside}\n", style="yellow"))
    for block, segments in view.blocks:
        text = _marked(segments)
        if block.kind not in _CODED:
            text = Text(f"[{block.kind}] {text.plain.strip()}", style="dim")
        elif block.kind == "headline":
            text.stylize("bold")
        parts.append(Padding(text, (0, 0, 1, 0)))
    if record.aside:
        return Group(*parts)
    parts.append(Text(_number(len(view.events), "event"), style="bold underline"))
    parts += [Padding(event_text(event), (1, 0, 0, 0)) for event in view.events]
    parts.append(Text(f"\n{_number(len(record.attributions), 'attribution')}\n", style="bold underline"))
    parts.append(_attributions(record.article, record.attributions))
    return Group(*parts)


def _number(count: int, of: str) -> str:
    return f"{count} {of}" if count == 1 else f"{count} {of}s"


def event_text(view: EventView) -> RenderableType:
    """An event: who did what to whom, then each field's values with who stands behind each and who denies it."""
    title = _parties(view.event)
    if view.event.main:
        title.append("  main event", style="dim")
    title.append(f"  {view.event.id}", style="dim")
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(min_width=10, style="dim", no_wrap=True)
    table.add_column(ratio=3)
    table.add_column(ratio=3)
    table.add_column(ratio=4)
    for field in view.notable:
        _add_field(table, field)
    for saying in view.sayings:
        words = Text(f"“{_short(saying.words)}”", style="italic dim")
        table.add_row("", Text(saying.stance, style="magenta"), Text(" ← ".join(saying.chain), style="magenta"), words)
    articles = len(view.event.article_ids)
    told = f"{_number(articles, 'article')}, {_number(view.origins, 'origin')}" if articles > 1 else ""
    below = Text(" · ".join([*facts(view.event), *([told] if told else [])]), style="green")
    parts: list[RenderableType] = [title, Padding(below, (0, 0, 0, 2))]
    notes = [Text(f"disputed: {kind}, {words}", style="bold red") for kind, words in view.disputes]
    notes += [Text(_judged(one), style="yellow") for one in view.judgements]
    parts += [Padding(note, (0, 0, 0, 2)) for note in notes]
    return Group(*parts, Padding(table, (0, 0, 0, 2)))


def _judged(one: Judgement) -> str:
    what = " ".join(part for part in (one.field, one.value) if part) or ", ".join(one.subject)
    return f"judged {one.kind}: {what} ({one.made_by}, {one.made_at[:10]}: {one.reason}) {one.id}"


def history_text(event_id: str, steps: Iterable[Step]) -> RenderableType:
    """The changes of an event in order."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for column in ({"no_wrap": True}, {"style": "bold"}, {"ratio": 3}, {"ratio": 3, "style": "magenta"}):
        table.add_column(**column)
    for step in steps:
        day: Text | str = Text(step.day[:10], style="green")
        for change in step.changes:
            both = f"{change.was} → {change.now}" if change.was and change.now else ""
            value = both or change.now or f"no longer {change.was}"
            table.add_row(day, Text(change.what), Text(value), Text(change.by))
            day = ""
    return Group(Text(event_id, style="dim"), table)


def _add_field(table: Table, field: FieldView) -> None:
    flag = " denied" if field.denied else " differs" if field.differs else ""
    name = Text(field.field + flag, style="bold red" if flag else "dim")
    for toll in field.tolls:
        if toll.low != toll.best or toll.high != toll.best:
            side = " attackers" if toll.attackers else ""
            most = "or more" if toll.high is None else f"high {toll.high:,}"
            shown = Text(f"{toll.effect}{side}: low {toll.low:,}, best {toll.best:,}, {most}", style="green")
            table.add_row(name, shown, "", "")
            name = Text("")
    for value in field.values:
        several = f" ({_number(value.origins, 'origin')})" if value.origins > 1 else ""
        shown = Text(value.value, style="bold").append(several, style="dim")
        for claim in (*value.claims, *value.denials):
            table.add_row(name, shown, _behind(claim), Text(f"“{_short(claim.quote)}”", style="italic dim"))
            name, shown = Text(""), Text("")


def _behind(claim: ClaimView) -> Text:
    """Who stands behind a claim, and with what stance where it is more than saying so."""
    text = Text("withdrawn ", style="yellow") if claim.withdrawn else Text()
    if claim.stance != "asserts":
        text.append(f"{claim.stance} ", style="bold red" if claim.denies else "bold magenta")
    return text.append(" ← ".join(claim.chain), style="red" if claim.denies else "magenta")


def _short(text: str, most: int = 90) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _attributions(article: Article, attributions: Iterable[Attribution]) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 2), pad_edge=False)
    table.add_column(style="magenta")
    table.add_column(ratio=2)
    table.add_column(ratio=5)
    for one in attributions:
        chain = [one.source_actor.name, *(link.actor.name for link in one.via)]
        words = Text(f"{article.quote(one.cue)} ", style="magenta")
        words.append(f"“{_short(' … '.join(article.quote(s) for s in one.content), 160)}”", style="italic")
        if one.about:
            words.append(f" about the {one.field or 'event'} of {one.about[:SHORT]}", style="dim")
        table.add_row(one.stance, Text(" ← ".join(chain), style="bold"), words)
    return table


def _heading(article: Article) -> Text:
    outlet = article.outlet or "outlet unknown"
    if article.origin_outlet and article.origin_outlet != article.outlet:
        outlet = f"{outlet} (from {article.origin_outlet})"
    when = "date unknown"
    if article.published:
        when = f"{range_text(article.published)} (known by: {article.published_known_by})"
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


def _parties(event: Event) -> Text:
    """Who, what, whom: names strong, codes faint, the type in its colour."""
    text = _actors(event.actors) if event.actors else Text("not told who", style="dim")
    text.append(f"  {kind_text(event)}", style="bold red")
    if event.recipients:
        text.append(" ↔ " if event.mutual else " → ", style="dim").append_text(_actors(event.recipients))
    return text


def _actors(actors: Sequence[Actor]) -> Text:
    text = Text()
    for at, actor in enumerate(actors):
        text.append(", " if at else "").append(actor.name, style="bold")
        codes = " ".join(code for code in (actor.country, actor.sector) if code)
        text.append(f" {codes}" if codes else "", style="dim")
    return text


def event_table(entries: Iterable[EventEntry]) -> Table:
    """A list of events: when, who did what to whom, where, how many, who denies, the words that tell it."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 1, 0))
    table.add_column(width=13)
    table.add_column(ratio=1)
    for entry in entries:
        event = entry.event
        days = range_text(event.date.range).replace(" to ", "\nto ") if event.date else "undated"
        when = Text(days, style="" if event.date else "dim").append(f"\n{event.id[:SHORT]}", style="dim")
        cell = _parties(event)
        told = [fact for fact in facts(event) if not event.date or fact != range_text(event.date.range)]
        cell.append("\n").append(" · ".join([*told, *_told_by(entry), _number(entry.claims, "claim")]), style="green")
        if entry.denials:
            cell.append(f" · {entry.denials} denied", style="bold red")
        if entry.disputes:
            cell.append(f" · disputed: {', '.join(entry.disputes)}", style="bold red")
        cell.append(f"\n“{_short(entry.quote, 100)}”", style="italic dim")
        cell.append(f" {entry.outlet}" if entry.outlet else "", style="dim")
        table.add_row(when, cell)
    return table


def _told_by(entry: EventEntry) -> list[str]:
    articles = len(entry.event.article_ids)
    return [_number(articles, "article"), _number(entry.origins, "origin")] if articles > 1 else []


def articles_table(entries: Iterable[ArticleEntry]) -> Table:
    """A list of articles, those set aside with the reason."""
    lines = [
        (
            e.article_id[:SHORT], e.published_start or "", e.outlet or e.origin_outlet or "", str(e.events or ""),
            f"{e.title or ''}{f'  ({e.aside})' if e.aside else ''}",
        )
        for e in entries
    ]  # fmt: skip
    return rows_table(lines, "id", "published", "outlet", "events", "title")


def rows_table(rows: Iterable[Sequence[str]], *columns: str) -> Table:
    """A plain table."""
    table = Table(*columns, box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def floors_table(checks: Iterable[Checked]) -> Table:
    """The floors of the benchmarks with what was found."""
    rows = [
        (
            c.floor.task, c.floor.folder, c.floor.metric, "not measured" if c.value is None else f"{c.value:.3f}",
            f"{'at most' if c.floor.ceiling else 'at least'} {c.floor.bound:g}", "" if c.holds else "NOT KEPT",
        )
        for c in checks
    ]  # fmt: skip
    return rows_table(rows, "task", "folder", "metric", "found", "floor", "")


def summary_table(summary: Summary) -> RenderableType:
    """What became of a batch, and each input that could not be read with its reason."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim")
    table.add_column(justify="right")
    rows: list[tuple[str, str]] = [
        ("articles read", f"{summary.read:,}"),
        ("coded", f"{summary.coded:,}"),
        ("already known", f"{summary.known:,}"),
        ("copies of one text", f"{summary.copies:,}"),
        *((f"set aside: {reason}", f"{n:,}") for reason, n in sorted(summary.aside.items())),
        ("events", f"{summary.events:,}"),
        ("attributions", f"{summary.attributions:,}"),
        ("seconds", f"{summary.seconds:.1f}"),
        ("articles a second", f"{summary.articles_a_second:.1f}"),
    ]
    for row in rows:
        table.add_row(*row)
    refused = [Text(str(aside), style="yellow") for aside in refused_of(summary)]
    return Group(table, *refused)


def demo_text(store: Store) -> RenderableType:
    """What a first look at a store shows: what was set aside, what is denied, and what to do next."""
    aside = [(e.title or e.article_id, e.aside or "") for e in store.articles(limit=1000) if e.aside]
    disputed = store.events(disputed=True, limit=12)
    first = disputed[0].event.id if disputed else "ID"
    command = _own_name()
    steps = (
        f"\nNext:\n  {command} list --db {store.path}\n  {command} show --db {store.path} {first}"
        f"\n  {command} serve --db {store.path}\nand open http://127.0.0.1:8000 in a browser."
    )
    return Group(
        *((Text(), rows_table(aside, "set aside", "because")) if aside else ()),
        Text(f"\nEvents with a claim that is denied, {len(disputed)} of {store.count_events()}:\n", style="bold"),
        event_table(disputed), Text(steps),
    )  # fmt: skip


def _own_name() -> str:
    """How this program was called, where it is not found by its name alone."""
    if shutil.which("onrecord"):
        return "onrecord"
    return "python -m onrecord" if sys.argv[0].endswith(".py") else os.path.relpath(sys.argv[0])


def refused_of(summary: Summary) -> list[Aside]:
    """The inputs that gave no article and the articles that could not be coded."""
    return [*summary.rejected, *summary.failures]


def summary_json(summary: Summary) -> dict[str, Any]:
    """The same as plain JSON; ``onrecord.export.answers`` holds its schema."""
    from onrecord.export.answers import SUMMARY_FORM

    return {
        "form": SUMMARY_FORM, "read": summary.read, "coded": summary.coded, "known": summary.known,
        "copies": summary.copies, "aside": dict(sorted(summary.aside.items())), "events": summary.events,
        "attributions": summary.attributions, "seconds": round(summary.seconds, 3),
        "articles_a_second": round(summary.articles_a_second, 2),
        "rejected": [{"where": a.where, "reason": a.reason, "remedy": a.remedy} for a in refused_of(summary)],
    }  # fmt: skip
