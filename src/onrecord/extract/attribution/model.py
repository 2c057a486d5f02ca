"""What the parts of this stage hand on to one another: an attribution while it is still tied to the parse."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.annotated import Annotated, Sentence
from onrecord.extract.attribution.quotes import Quotes
from onrecord.ontology.cues import Cues
from onrecord.records import Actor, Span, Stance


@dataclass(slots=True)
class Source:
    """Who stands behind: the words, their head in the parse, and whom they stand for (``None``: nobody known)."""

    span: Span
    sentence: Sentence
    head: int
    actor: Actor | None = None


@dataclass(slots=True)
class Found:
    """An attribution in the making.

    ``clause`` is the head token of the content in ``sentence`` (``None`` where the parse gives none); ``frame`` is
    clause, other (a noun phrase or infinitive), noun (a cue noun), phrase ("according to") or summing (", claims
    X denied"); ``group`` is the name of the cue verb's use; ``relayed`` that a medium cites the source;
    ``sums`` the noun that sums the content up.
    """

    sentence: Sentence
    cue: Span
    cue_token: int
    stance: Stance
    content: list[Span]
    source: Source | None
    clause: int | None = None
    kind: str = "speech"
    frame: str = "clause"
    group: str = ""
    relayed: bool = False
    sums: int | None = None
    via: list[Source] = field(default_factory=list)
    score: float = 1.0

    @property
    def reach(self) -> int:
        """Number of characters of content."""
        return sum(span.end - span.start for span in self.content)


@dataclass(slots=True)
class Reading:
    """What every part needs: the article, its quotations and the cue tables."""

    article: Annotated
    quotes: Quotes
    cues: Cues

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.article.text
