"""The one shared annotated article that every stage adds to.

Plain Python over the parse: no stage but ``annotate`` knows an NLP library. Tokens carry offsets into the
article's text even where the text was mended for reading (case restored, ``-LRB-`` undone), so that every span
taken from them is a span of the article.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from onrecord.records import (
    Actor,
    Article,
    Attribution,
    BlockKind,
    Claim,
    DateRange,
    Event,
    Mention,
    PlaceValue,
    Span,
    TimeValue,
)  # fmt: skip


@dataclass(slots=True)
class Token:
    """A word of a sentence. ``head`` and ``children`` are indices into ``Sentence.tokens``; the root is its own head.

    ``tag`` is the Penn Treebank tag, ``dep`` the ClearNLP label that spaCy's English models give, ``text`` the word
    as mended for reading. ``entity`` is a name label (PERSON, ORG, GPE, ...) or "".
    """

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    tag: str
    dep: str
    head: int
    children: list[int]
    entity: str = ""

    @property
    def span(self) -> Span:
        """Where the word stands in the article."""
        return Span(self.start, self.end)


@dataclass(slots=True)
class Sentence:
    """A parsed sentence; ``index`` counts sentences over the whole article."""

    index: int
    paragraph: int
    tokens: list[Token]

    @property
    def span(self) -> Span:
        """From the first character of the first word to the last of the last."""
        return Span(self.tokens[0].start, self.tokens[-1].end)


@dataclass(frozen=True, slots=True)
class Tag:
    """A stretch that the encoder marked: ``label`` is source, cue or content, ``score`` its mean probability.

    ``parent`` is the place in ``Paragraph.tags`` of the tag it belongs to: a content's cue, a cue's source.
    """

    span: Span
    label: str
    score: float
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Marking:
    """A stretch that the encoder takes for a trigger: its likeliest type, the probability of that, and of any."""

    span: Span
    type: str
    score: float
    any: float


class Learned(Protocol):
    """What the encoder's heads say of a paragraph, asked by stretches of the article; probabilities, 0 to 1.

    Empty answers where the weight has no such head, or the stretch no word.
    """

    def triggers(self) -> Sequence[Marking]:
        """The stretches that are sooner a trigger than none, in order of text."""
        ...

    def types(self, stretch: Span) -> Mapping[str, float]:
        """How likely the words are a trigger of each type; what is left to 1, that they are none."""
        ...

    def status(self, stretch: Span) -> Mapping[str, float]:
        """How likely each status is, the words being a trigger."""
        ...

    def stance(self, stretch: Span) -> Mapping[str, float]:
        """How likely each stance is, the words being a cue."""
        ...

    def points(self, role: str, trigger: Span, goals: Sequence[Span]) -> list[float]:
        """How likely nobody, and then each of the goals, has the role (actor, recipient) for the trigger."""
        ...


@dataclass(slots=True)
class Paragraph:
    """A paragraph of one coded block.

    ``text`` is mended for reading; ``offsets[i]`` is the article offset of its character ``i``
    (``len(offsets) == len(text) + 1``). ``sentences`` is empty where nothing asked for a parse, ``learned`` missing
    where no encoder read it.
    """

    index: int
    kind: BlockKind
    span: Span
    text: str
    offsets: list[int]
    sentences: list[Sentence] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    learned: Learned | None = None

    def to_article(self, start: int, end: int) -> Span:
        """The span of the article that characters ``start`` to ``end`` of ``text`` were read from."""
        return Span(
            self.offsets[start], max(self.offsets[start], self.offsets[end - 1] + 1 if end > start else 0)
        )


@dataclass(slots=True)
class Expression:
    """A time expression: what the words say (``value``: a TIMEX3 value, ``kind``: DATE, TIME, DURATION or SET),
    and the days of what it governs where they can be told (``time``).

    ``days`` are those of the expression itself; the two differ after a ``bound`` (since, until, by, before,
    after). In "two months after an attack", ``relation`` is after and ``anchor`` "an attack".
    """

    span: Span
    kind: str
    value: str
    time: TimeValue | None
    bound: str = ""
    relation: str = ""
    anchor: Span | None = None
    days: DateRange | None = None


@dataclass(slots=True)
class Phrase:
    """A noun phrase that names or stands for an actor: ``head`` is the token index in its sentence.

    ``span`` runs over the phrase without relative clauses and long modifiers; ``actor`` is whom it stands for,
    found in the phrase's own words or, for pronouns and definite nouns, in an earlier phrase (``antecedent``).
    ``members`` are those that a phrase such as "the two sides" stands for; ``assumed``: its country is only that of
    the article.
    """

    sentence: int
    head: int
    span: Span
    actor: Actor
    antecedent: Span | None = None
    members: tuple[Actor, ...] = ()
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """Attribution as it stands in the text, known source or not, statement or not: the wider reading behind
    ``attributions``, as corpora of attribution mark it."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]


@dataclass(slots=True)
class Annotated:
    """One article on its way through the stages; each stage fills its own lists and leaves the others alone."""

    article: Article
    paragraphs: list[Paragraph] = field(default_factory=list)
    expressions: list[Expression] = field(default_factory=list)
    places: list[PlaceValue] = field(default_factory=list)
    phrases: dict[tuple[int, int], Phrase] = field(default_factory=dict)  # by (sentence index, head token)
    mentions: list[Mention] = field(default_factory=list)
    triggers: dict[str, tuple[int, int]] = field(
        default_factory=dict
    )  # mention id -> (sentence index, token)
    targets: dict[str, list[int]] = field(default_factory=dict)  # mention id -> recipient tokens that are no actors
    attributions: list[Attribution] = field(default_factory=list)
    marked: list[Marked] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    _by_index: list[Sentence] = field(default_factory=list)

    def sentences(self) -> Iterator[Sentence]:
        """All parsed sentences, in order of text."""
        for paragraph in self.paragraphs:
            yield from paragraph.sentences

    def learned(self, sentence: Sentence) -> Learned | None:
        """What the encoder's heads say of the sentence's paragraph."""
        return self.paragraphs[sentence.paragraph].learned

    def sentence(self, index: int) -> Sentence:
        """The sentence of that index."""
        if len(self._by_index) <= index:
            self._by_index = list(self.sentences())
        return self._by_index[index]
