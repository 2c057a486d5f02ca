"""The stages in order, as plain code: one article in, one record out."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from onrecord.records import Article, DateRange, Record, Run
from onrecord.settings import Settings

if TYPE_CHECKING:
    from onrecord.annotate.encoder import Encoder
    from onrecord.annotate.parse import Parser
    from onrecord.annotated import Annotated
    from onrecord.link.actors import ActorLinker
    from onrecord.link.gazetteer import Gazetteer

__version__ = "0.1.0"


class Engine:
    """Everything that is loaded once a process: models, word lists, gazetteer. Each is loaded when first asked for."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()

    @cached_property
    def parser(self) -> Parser:
        """The spaCy pipeline of the settings. Raises ModelError where it is missing."""
        from onrecord.annotate.parse import Parser

        return Parser(self.settings.pipeline)

    @cached_property
    def encoder(self) -> Encoder | None:
        """The encoder with the weights of the settings; ``None`` where there are none of that class."""
        from onrecord.annotate.encoder import Encoder

        return Encoder.load(self.settings.weights)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The place index, built on first use."""
        from onrecord.link.gazetteer import Gazetteer

        return Gazetteer.open()

    @cached_property
    def linker(self) -> ActorLinker:
        """The actor tables."""
        from onrecord.link.actors import ActorLinker

        return ActorLinker()

    @cached_property
    def run(self) -> Run:
        """What produces the records of this engine."""
        from onrecord.ontology.load import ontology_hash

        encoder = f"{self.encoder.digest} {self.encoder.engine}" if self.encoder else "none"
        return Run(f"onrecord {__version__}", f"{self.parser.digest}; encoder {encoder}", ontology_hash())

    def code(self, article: Article) -> Record:
        """The record of one article. The same article gives the same record, whatever is read beside it."""
        annotated = self.annotate(article)
        return Record(
            article=article,
            run=self.run,
            mentions=tuple(sorted(annotated.mentions, key=lambda m: (m.trigger, m.type))),
            events=tuple(annotated.events),
            attributions=tuple(annotated.attributions),
            claims=tuple(annotated.claims),
        )

    def annotate(self, article: Article) -> Annotated:
        """The article as all stages have filled it: sentences, time expressions, places, phrases and the rest."""
        from onrecord.annotate.prepare import prepare

        annotated = prepare(article)
        for stage in self._stages:
            stage(annotated)
        return annotated

    @cached_property
    def _stages(self) -> tuple[Callable[[Annotated], None], ...]:
        from onrecord.extract.answered import answer_mentions
        from onrecord.extract.attribution import bind_attributions, find_attributions
        from onrecord.extract.casualties import find_tolls
        from onrecord.extract.coreference import localise
        from onrecord.extract.events import find_events
        from onrecord.extract.phrases import find_phrases
        from onrecord.extract.status import set_status
        from onrecord.extract.time import find_expressions
        from onrecord.extract.turns import turn_mentions
        from onrecord.extract.when import date_mentions
        from onrecord.extract.when_answers import date_answers
        from onrecord.extract.where import place_mentions
        from onrecord.link.places import find_places
        from onrecord.merge.claims import make_claims
        from onrecord.merge.within import merge_mentions

        return (
            self._annotate,
            find_expressions,
            lambda annotated: find_phrases(annotated, self.linker),
            lambda annotated: find_places(annotated, self.gazetteer),  # after phrases: who acts tells where
            localise,
            find_events,
            set_status,
            turn_mentions,
            answer_mentions,
            find_tolls,
            date_mentions,
            place_mentions,
            merge_mentions,
            date_answers,
            find_attributions,
            bind_attributions,
            make_claims,
        )

    def _annotate(self, annotated: Annotated) -> None:
        """One parse and one pass of the encoder, over the paragraphs that can hold something."""
        from onrecord.annotate.learned import PieceReading
        from onrecord.annotate.select import can_hold_event, can_hold_speech
        from onrecord.annotated import Tag

        self.parser.parse(annotated, (p for p in annotated.paragraphs if can_hold_event(p)))
        if self.encoder is None:
            return
        heads = self.encoder.weight.heads
        spoken = {p.index for p in annotated.paragraphs if can_hold_speech(p)}
        chosen = [p for p in annotated.paragraphs if p.sentences or p.index in spoken]
        for paragraph, run in zip(chosen, self.encoder.passes([p.text for p in chosen]), strict=True):
            paragraph.learned = PieceReading(run, heads, paragraph)
            if paragraph.index not in spoken or "attribution" not in heads:
                continue
            read = self.encoder.tagged(paragraph.text, run)
            paragraph.tags = [
                Tag(paragraph.to_article(span.start, span.end), span.label, span.score, link)
                for span, link in zip(read.spans, read.links, strict=True)
            ]

    def read_text(
        self,
        text: str,
        *,
        published: DateRange | str | None = None,
        outlet: str | None = None,
        title: str | None = None,
        url: str | None = None,
    ) -> Record:
        """The record of a text, with no store. ``published`` is a range of days or a date as text.

        An article that is off topic or not English has an empty record with ``aside`` saying why.
        """
        from onrecord.read import parse_date, read_text, set_aside_reason

        given = parse_date(published) if isinstance(published, str) else published
        article = read_text(text, outlet=outlet, published=given, title=title, url=url)
        reason = set_aside_reason(article, self.settings)
        return Record(article, self.run, aside=reason) if reason else self.code(article)
