"""Text to ``Article``: cleaned, laid out in blocks, dated, with its language and the outlet that it
credits.
"""

from __future__ import annotations

import re

from onrecord.read import dates
from onrecord.read.blocks import Layout, layout
from onrecord.read.decode import clean
from onrecord.read.language import language
from onrecord.read.origins import copyright_holder, copyright_years, origin_outlet
from onrecord.records import Article, DateRange, KnownBy

_URL_DAY = re.compile(
    r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)|/((?:19|20)\d\d)(\d\d)(\d\d)(?=[/-])"
)


def read_text(
    text: str,
    *,
    outlet: str | None = None,
    published: DateRange | str | None = None,
    title: str | None = None,
    url: str | None = None,
    external_id: str | None = None,
    metadata: DateRange | None = None,
) -> Article:
    """One article from plain text.

    ``text`` is kept as :func:`onrecord.read.decode.clean` leaves it, which is unchanged for ordinary text
    with ``\\n`` line ends, so offsets count in it. ``title`` marks the headline where it stands in the
    text; it is not put into the text. ``published`` was given by the user and outranks ``metadata``, what
    the file says. Raises InputError where ``published`` is a string that is no date.
    """
    text = clean(text)
    given = dates.date_range(published) if isinstance(published, str) else published
    title = one_line(title)
    found = layout(text, title)
    when, known_by = _published(text, found, given, metadata or url_day(url))
    return Article(
        text=text,
        blocks=found.blocks,
        title=title or _headline(text, found),
        url=url or None,
        outlet=one_line(outlet) or found.outlet or copyright_holder(text, found),
        origin_outlet=origin_outlet(text, found),
        published=when,
        published_known_by=known_by,
        language=language(coded_text(text, found)),
        external_id=external_id,
    )


def coded_text(text: str, found: Layout) -> str:
    """Headline and body alone, a paragraph a line."""
    return "\n".join(text[b.span.start : b.span.end] for b in found.blocks if b.kind in ("headline", "body"))


def coded(article: Article, *kinds: str) -> str:
    """The text of an article's blocks of ``kinds`` (else headline and body), a paragraph a line."""
    wanted = kinds or ("headline", "body")
    return "\n".join(article.quote(block.span) for block in article.blocks if block.kind in wanted)


def with_headline(title: str | None, text: str) -> str:
    """``text`` below its headline, as it was printed, unless it begins with it already."""
    title, text = one_line(title), clean(text)
    if not title:
        return text
    head = text.lstrip()[: 2 * len(title) + 20]
    begins = " ".join(head.split()).casefold().startswith(title.casefold())
    return text if begins else f"{title}\n\n{text}"


def one_line(value: str | None) -> str | None:
    """``value`` cleaned, on one line, ``None`` where nothing is left."""
    return " ".join(clean(value).split()) or None if value else None


def url_day(url: str | None) -> DateRange | None:
    """The day that an address holds (``/2011/04/30/``), if any."""
    found = _URL_DAY.search(url) if url else None
    if not found:
        return None
    year, month, day = (int(part) for part in found.groups() if part)
    return dates.days(year, month, day)


def _published(
    text: str, found: Layout, given: DateRange | None, metadata: DateRange | None
) -> tuple[DateRange | None, KnownBy]:
    if given:
        return given, "given"
    if metadata:
        return metadata, "metadata"
    years = copyright_years(text, found)
    if found.dateline and (day := found.dateline.published(years)):
        return day, "dateline"
    return (years, "copyright") if years else (None, "unknown")


def _headline(text: str, found: Layout) -> str | None:
    for block in found.blocks:
        if block.kind == "headline":
            return one_line(text[block.span.start : block.span.end])
    return None
