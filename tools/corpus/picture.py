"""A gold record as a picture: the text with its marks, and beside it what is recorded.

    python -m tools.corpus.picture test/kidnapping-01 docs/corpus-claim.png

Needs playwright and Debian's Chromium, as the page tests do.
"""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

from tools.corpus import layout
from tools.corpus.layout import Piece, Record, listed
from tools.readme import FLAGS

WIDTH = 1240
COLOURS = {
    "ASSAULT": "#f4b8b0", "COERCE": "#f6cda8", "PROTEST": "#f6e3a1", "MOBILIZE": "#e8d9c0", "SANCTION": "#e6c7dd",
    "THREATEN": "#f2c4cf", "ACCUSE": "#e3cdf2", "REJECT": "#d5cff5", "REQUEST": "#c9d8f5", "CONSULT": "#bfe3ee",
    "AGREE": "#c2ead9", "SUPPORT": "#cfeab9", "COOPERATE": "#c4e8c9", "AID": "#bfe6b2", "CONCEDE": "#dfe9b5",
    "RETREAT": "#d4e4dc",
}  # fmt: skip
STYLE = """
body{font:15px/1.55 system-ui,sans-serif;margin:0;padding:22px;color:#1d2430;background:#fff}
main{display:grid;grid-template-columns:1.15fr 1fr;gap:26px}h2{font-size:13px;letter-spacing:.06em;
text-transform:uppercase;color:#667;margin:0 0 8px}.text{white-space:pre-wrap;line-height:1.75}
mark{padding:1px 2px;border-radius:3px}.furniture{color:#9aa}u{text-decoration-thickness:2px;text-underline-offset:4px}
.card{border-left:6px solid;padding:5px 10px;margin:0 0 9px;background:#fafbfc;font-size:13.5px;line-height:1.45}
.card b{font-size:13px}.status{float:right;font-size:12px;color:#556}.says{border-color:#5a6b8c}
.says i{color:#34466b}small{color:#667}
"""


def page(piece: Piece) -> str:
    """The picture's HTML."""
    events, attributions = listed(piece.gold.get("events")), listed(piece.gold.get("attributions"))
    names = {event["id"]: number for number, event in enumerate(events, 1)}
    cards = [_event(number, event) for number, event in enumerate(events, 1)]
    says = [_attribution(each, names) for each in attributions]
    head = f"{escape(str(piece.gold['outlet']))}, {piece.gold['published']}"
    text = f"<section><h2>{head}</h2><div class=text>{_marked(piece, events, attributions)}</div></section>"
    record = f"<section><h2>Events</h2>{''.join(cards)}<h2>Who says so</h2>{''.join(says)}</section>"
    return f"<!doctype html><meta charset=utf-8><style>{STYLE}</style><main>{text}{record}</main>"


def _marked(piece: Piece, events: list[Record], attributions: list[Record]) -> str:
    """The text: event mentions coloured and numbered, cues underlined, furniture grey."""
    starts: dict[int, list[str]] = {}
    ends: dict[int, list[str]] = {}
    taken: set[int] = set()

    def put(quote: str, before: str, after: str, alone: bool) -> None:
        start = piece.text.find(quote)
        span = range(start, start + len(quote))
        if start < 0 or (alone and taken & set(span)):
            return
        taken.update(span if alone else ())
        starts.setdefault(start, []).append(before)
        ends.setdefault(start + len(quote), []).insert(0, after)

    for number, event in enumerate(events, 1):
        for quote in event["mentions"]:
            put(quote, f'<mark style="background:{COLOURS[event["type"]]}">', f"<sup>{number}</sup></mark>", True)
    for quote in listed(piece.gold.get("furniture")):
        put(quote, "<span class=furniture>", "</span>", True)
    for each in attributions:
        content = listed(each["content"])[0]
        place = piece.text.find(content)
        found = [at for at in range(len(piece.text)) if piece.text.startswith(str(each["cue"]), at)]
        if found and place >= 0:
            at = min(found, key=lambda at: abs(at - place))
            starts.setdefault(at, []).append("<u>")
            ends.setdefault(at + len(str(each["cue"])), []).insert(0, "</u>")
    parts = []
    for place in range(len(piece.text) + 1):
        parts += [*ends.get(place, ()), *starts.get(place, ())]
        parts.append(escape(piece.text[place : place + 1]))
    return "".join(parts)


def _event(number: int, event: Record) -> str:
    kind = event["type"] + (f" · {event['mode']}" if event.get("mode") else "")
    sides = [_actors(event.get("actor")) or "?", _actors(event.get("recipient"))]
    rows = [" → ".join(filter(None, sides))]
    if date := event.get("date"):
        rows.append(str(date["start"]) if date["start"] == date["end"] else f"{date['start']} to {date['end']}")
    if place := event.get("place"):
        rows.append(f"{place['name']}{_country(place)}")
    for toll in listed(event.get("casualties")):
        least = "at least " if toll.get("atleast") else ""
        number_text = toll["low"] if toll["low"] == toll["high"] else f"{toll['low']} to {toll['high']}"
        rows.append(f"{least}{number_text} {toll['effect']}")
    return (
        f'<div class=card style="border-color:{COLOURS[event["type"]]}"><span class=status>{event["status"]}</span>'
        f"<b>{number} {kind}</b><br>{'<br>'.join(map(str, rows))}</div>"
    )


def _attribution(each: Record, names: dict[str, int]) -> str:
    via = "".join(f" ← {escape(str(v['name'] if isinstance(v, dict) else v))}" for v in listed(each.get("via")))
    about = f" <small>about event {names[each['about']]}" if each.get("about") in names else ""
    about += (f", {each['field']}" if each.get("field") and about else "") + ("</small>" if about else "")
    content = " … ".join(listed(each["content"]))
    content = content if len(content) < 110 else content[:107] + "…"
    return (
        f"<div class='card says'><span class=status>{each['stance']}</span><b>{escape(each['source']['name'])}</b>{via}"
        f"{about}<br><i>{escape(content)}</i></div>"
    )


def _actors(actors: object) -> str:
    return ", ".join(
        escape(actor["name"]) + f" <small>{' '.join(filter(None, (actor.get('country'), actor.get('sector'))))}</small>"
        for actor in listed(actors)
    )


def _country(place: Record) -> str:
    return f" <small>{place['country']}</small>" if place.get("country") else ""


def main(name: str, out: Path) -> None:
    """Draw the article `SPLIT/NAME` into a PNG."""
    from playwright.sync_api import sync_playwright

    split, _, article = name.partition("/")
    piece = next(piece for piece in layout.articles() if (piece.split, piece.name) == (split, article))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        view = browser.new_page(viewport={"width": WIDTH, "height": 300})
        view.set_content(page(piece))
        view.screenshot(path=str(out), full_page=True)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
