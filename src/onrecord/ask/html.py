"""A record and a store as HTML for notebooks: marked text, then what is on record. No script, nothing fetched."""

from __future__ import annotations

from html import escape

from onrecord.ask.marks import Segment
from onrecord.ask.views import ArticleView, EventView, article_view
from onrecord.ask.words import actor_text, event_line, range_text
from onrecord.records import Record
from onrecord.store import Store

# The strongest mark of a stretch gives its style; colours that can be read on white and on black.
_STYLES = (
    ("trigger", "color:#d0453b;font-weight:700"),
    ("cue", "color:#9a5fc4;font-weight:600;text-decoration:underline dotted"),
    ("toll", "color:#a8842c;font-weight:600"), ("source", "color:#9a5fc4;font-weight:600"),
    ("actor", "border-bottom:2px solid #3f7fd0"), ("recipient", "border-bottom:2px dashed #3f7fd0"),
    ("victim", "border-bottom:2px dashed #3f7fd0"), ("instrument", "border-bottom:2px dashed #3f7fd0"),
    ("time", "border-bottom:2px solid #a8842c"), ("place", "border-bottom:2px solid #2f8f5b"),
)  # fmt: skip
_SAID = "background:rgba(154,95,196,.14)"
_MOST = 25  # events of a store that are shown


def record_html(record: Record) -> str:
    """The article with its marks, its events and its attributions."""
    article, view = record.article, article_view(record)
    facts = [article.outlet or "outlet unknown", range_text(article.published) if article.published else "date unknown"]
    parts = [f'<p style="opacity:.7">{escape(" · ".join(facts))} · <code>{article.id}</code></p>']
    if record.aside:
        parts.append(f"<p>Not coded: {escape(record.aside)}</p>")
    parts += _blocks(view)
    if not record.aside:
        parts.append(_listed("event", [_event(event) for event in view.events]))
        parts.append(_listed("attribution", _attributions(record)))
    return f'<div style="max-width:48rem;line-height:1.6">{"".join(parts)}</div>'


def store_html(store: Store) -> str:
    """How much the store holds, and its first events."""
    counts = {name: number for name, number in store.counts().items() if number}
    told = ", ".join(f"{number:,} {name}" for name, number in counts.items())
    entries = store.events(limit=_MOST)
    lines = "".join(
        f"<tr><td>{escape(range_text(e.event.date.range) if e.event.date else '')}</td>"
        f"<td>{escape(event_line(e.event))}</td><td>{escape(e.outlet or '')}</td><td>{e.claims}</td>"
        f"<td>{e.denials or ''}</td><td><code>{e.event.id}</code></td></tr>"
        for e in entries
    )
    head = "".join(f"<th>{name}</th>" for name in ("when", "what", "outlet", "claims", "denials", "id"))
    return (
        f"<p><b>{escape(str(store.path))}</b>: {escape(told or 'nothing yet')}</p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"
    )


def _blocks(view: ArticleView) -> list[str]:
    drawn = []
    for block, segments in view.blocks:
        text = "".join(map(_segment, segments))
        if block.kind == "headline":
            drawn.append(f"<p><b>{text}</b></p>")
        else:
            faint = "" if block.kind == "body" else f' style="opacity:.6" title="{block.kind}"'
            drawn.append(f"<p{faint}>{text}</p>")
    return drawn


def _segment(segment: Segment) -> str:
    kinds = {mark.kind for mark in segment.marks}
    styles = [style for kind, style in _STYLES if kind in kinds][:1]
    if "content" in kinds:
        styles.append(_SAID)
    text = escape(segment.text)
    if not styles:
        return text
    labels = " · ".join(dict.fromkeys(mark.label for mark in segment.marks if mark.label))
    return f'<span style="{";".join(styles)}" title="{escape(labels)}">{text}</span>'


def _event(view: EventView) -> str:
    flag = " <b>denied</b>" if any(field.denied for field in view.fields) else ""
    return f"<li>{escape(view.line)}{flag}</li>"


def _listed(what: str, lines: list[str]) -> str:
    number = f"{len(lines)} {what}" if len(lines) == 1 else f"{len(lines)} {what}s"
    return f"<p><b>{number}</b></p><ul>{''.join(lines)}</ul>"


def _attributions(record: Record) -> list[str]:
    lines = []
    for one in record.attributions:
        chain = " ← ".join([actor_text(one.source_actor), *(link.actor.name for link in one.via)])
        words = " … ".join(record.quote(span) for span in one.content)
        lines.append(f"<li>{one.stance}: {escape(chain)} <i>“{escape(words)}”</i></li>")
    return lines
