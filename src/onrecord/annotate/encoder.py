"""The small encoder at run time: one pass over a paragraph, read by each head of its weight.

OpenVINO runs it on one thread over the packs of `annotate.packing`: the paragraphs that are given together share
passes, so give it those of one article, and the article's record hangs on nothing else. Importing this module loads no
library; `Encoder.load` does.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord import weights
from onrecord.annotate.learned import OUTPUTS
from onrecord.annotate.packing import Pack, Window, packs, windows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]
    Infer = Callable[[Pack, Collection[str] | None], dict[str, Matrix]]

GAP = 2  # most characters between two pieces of one content
SURROGATE = re.compile("[\ud800-\udfff]")
READ = ("attribution", "link_query", "link_key")
TOGETHER = 256  # paragraphs; bounds the memory that they take
PARENT = {"content": "cue", "cue": "source"}


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """A stretch of a paragraph, in its code points; `score` is the mean probability of `label` in it, 0 to 1."""

    start: int
    end: int
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class TaggedRelation:
    """One attribution: a cue, its source if the text names one, and its content, most often one span."""

    source: TaggedSpan | None
    cue: TaggedSpan
    content: tuple[TaggedSpan, ...]


@dataclass(frozen=True, slots=True)
class TaggedParagraph:
    """The spans of a paragraph in order of text; `links[i]` is the place of the span that span i belongs to.

    A content belongs to its cue and a cue to its source; `None` where there is none in the paragraph.
    """

    spans: tuple[TaggedSpan, ...] = ()
    links: tuple[int | None, ...] = ()

    def relations(self) -> tuple[TaggedRelation, ...]:
        """One attribution for each cue that has content, in order of the cues."""
        content: dict[int, list[TaggedSpan]] = {}
        for span, link in zip(self.spans, self.links, strict=True):
            if span.label == "content" and link is not None:
                content.setdefault(link, []).append(span)
        made = []
        for cue in sorted(content):
            source = self.links[cue]
            named = self.spans[source] if source is not None else None
            made.append(TaggedRelation(named, self.spans[cue], tuple(content[cue])))
        return tuple(made)


@dataclass(frozen=True, slots=True)
class Pass:
    """What the encoder gives for one paragraph.

    `pieces` and `offsets` (code points of the paragraph) have one row a word piece, as has each matrix of
    `rows`: the heads' outputs, by name. `windows` says what was read at once.
    """

    pieces: Sequence[str]
    offsets: Sequence[tuple[int, int]]
    windows: Sequence[Window]
    outputs: Sequence[Mapping[str, Matrix]]

    def rows(self, name: str) -> Matrix:
        """Output `name`, [pieces, size], each row from the window that answers for it."""
        import numpy as np

        parts = [
            output[name][1 + window.core_first - window.first : 1 + window.core_last - window.first]
            for window, output in zip(self.windows, self.outputs, strict=True)
        ]
        return np.concatenate(parts)


class Encoder:
    """A weight made ready to read paragraphs; `load` finds the weight that the setting allows.

    `engine` says what runs it (library, precision, features of the processor), `digest` pins the weight.
    """

    def __init__(self, weight: weights.Weight) -> None:
        """Verify and compile `weight`; raises `ModelError` where its files are not the pinned ones."""
        weight.verify()
        self.weight = weight
        self.digest = weight.digest
        self._tokenizer = _tokenizer(weight.folder / "tokenizer.json")
        self._infer, self.engine = _compile(weight.folder / "model.xml", weight.precision)

    @classmethod
    def load(cls, choice: weights.Choice, folder: Path = weights.FOLDER) -> Encoder | None:
        """The encoder for the setting `weights`, or `None` where no weight of an allowed class is listed."""
        weight = weights.find("reading", choice, folder)
        return cls(weight) if weight else None

    def tag(self, paragraphs: Sequence[str], contexts: Sequence[str] | None = None) -> list[list[TaggedSpan]]:
        """The source, cue and content spans of each paragraph, in order of text.

        `contexts`, the text before each paragraph, is for weights trained with it. None is so far, since
        attributions keep to their paragraph (99 in 100 of PolNeAR's), so it is left unread.
        """
        if contexts is not None and len(contexts) != len(paragraphs):
            raise ValueError(f"{len(contexts)} contexts for {len(paragraphs)} paragraphs")
        return [list(one.spans) for one in self.read_all(paragraphs)]

    def read(self, text: str) -> TaggedParagraph:
        """The spans of one paragraph, and which belongs to which."""
        return self.read_all([text])[0]

    def read_all(self, texts: Sequence[str]) -> list[TaggedParagraph]:
        """The same for the paragraphs of one article; a few share a pass, but none attends to another."""
        return [self.tagged(text, run) for text, run in zip(texts, self.passes(texts, READ), strict=True)]

    def passes(self, texts: Sequence[str], names: Collection[str] = (*READ, *OUTPUTS)) -> Iterator[Pass]:
        """What the encoder gives for each paragraph of one article, one by one; `names` as for `run`."""
        for begin in range(0, len(texts), TOGETHER):
            yield from self.run(texts[begin : begin + TOGETHER], names)

    def tagged(self, text: str, run: Pass) -> TaggedParagraph:
        """The spans of the paragraph `text`, by what `run` has for it."""
        if not run.pieces:
            return TaggedParagraph()
        places, spans = _spans(text, run, self.weight.heads["attribution"])
        return TaggedParagraph(spans, _links(run, places, spans))

    def run(self, texts: Sequence[str], names: Collection[str] | None = None) -> list[Pass]:
        """What the encoder gives for each paragraph, of any length: the outputs in `names`, or all."""
        # Half a surrogate pair is no character; U+FFFD keeps the count of code points.
        encodings = [
            self._tokenizer.encode(SURROGATE.sub("\ufffd", text), add_special_tokens=False) for text in texts
        ]
        cuts = [tuple(windows(encoding.tokens)) for encoding in encodings]
        jobs = [(place, window) for place, cut in enumerate(cuts) for window in cut]
        outputs: dict[tuple[int, Window], dict[str, Matrix]] = {}
        for pack in packs([encodings[place].ids[window.first : window.last] for place, window in jobs]):
            found = self._infer(pack, names)
            for job, start, stop in pack.places:
                outputs[jobs[job]] = {name: rows[start:stop] for name, rows in found.items()}
        return [
            Pass(encoding.tokens, encoding.offsets, cut, [outputs[place, window] for window in cut])
            for place, (encoding, cut) in enumerate(zip(encodings, cuts, strict=True))
        ]


def _tokenizer(path: Path) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _compile(path: Path, precision: str) -> tuple[Infer, str]:
    """The compiled model as a function of a pack and the outputs wanted, and what runs it, in words."""
    import openvino

    core = openvino.Core()
    # bf16 would be taken by itself where the processor has it, and give other records there.
    config = {
        "INFERENCE_NUM_THREADS": 1,
        "NUM_STREAMS": 1,
        "PERFORMANCE_HINT": "LATENCY",
        "INFERENCE_PRECISION_HINT": "f32",
    }
    compiled = core.compile_model(core.read_model(path), "CPU", config)
    request = compiled.create_infer_request()
    names = [output.get_any_name() for output in compiled.outputs]

    def infer(pack: Pack, wanted: Collection[str] | None) -> dict[str, Matrix]:
        request.infer([pack.ids, pack.positions, pack.segments])
        return {
            name: request.get_output_tensor(place).data[0].copy()
            for place, name in enumerate(names)
            if wanted is None or name in wanted
        }

    features = " ".join(sorted(core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")))
    return infer, f"openvino {openvino.__version__.split('-')[0]} {precision} ({features})"


def _spans(
    text: str, run: Pass, labels: Sequence[str]
) -> tuple[list[tuple[int, int]], tuple[TaggedSpan, ...]]:
    """Piece ranges and spans of the best legal row of labels, one label a word."""
    import numpy as np

    scores = run.rows("attribution").astype(np.float64)
    scores -= scores.max(-1, keepdims=True)
    scores -= np.log(np.exp(scores).sum(-1, keepdims=True))
    # A span never starts or ends inside a word: a piece that goes on with one begins with "##".
    starts = [place for place, piece in enumerate(run.pieces) if place == 0 or not piece.startswith("##")]
    path = _best_path(_by_word(scores, starts), labels)
    places: list[tuple[int, int]] = []
    spans: list[TaggedSpan] = []
    for first, last, kind in _stretches(
        text, run, [*starts, len(run.pieces)], [labels[step] for step in path]
    ):
        both = [labels.index(f"B-{kind}"), labels.index(f"I-{kind}")]
        score = float(np.exp(scores[first:last, both]).sum(-1).mean())
        places.append((first, last))
        spans.append(TaggedSpan(run.offsets[first][0], run.offsets[last - 1][1], kind, min(score, 1.0)))
    return places, tuple(spans)


def _stretches(
    text: str, run: Pass, bounds: Sequence[int], path: Sequence[str]
) -> Iterator[tuple[int, int, str]]:
    """First and last piece and kind of each span; contents with no more than a mark between them are one."""
    held: tuple[int, int, str] | None = None
    for first, last, label in zip(bounds, bounds[1:], path, strict=False):
        if label == "O":
            continue
        kind = label[2:]
        if (
            held
            and held[2] == kind
            and (label[0] == "I" or (kind == "content" and _joined(text, run, held[1], first)))
        ):
            held = (held[0], last, kind)
            continue
        if held:
            yield held
        held = (first, last, kind)
    if held:
        yield held


def _joined(text: str, run: Pass, last: int, first: int) -> bool:
    """Whether what is between the pieces before `last` and those from `first` on parts no two sentences."""
    end, start = run.offsets[last - 1][1], run.offsets[first][0]
    gap = text[end:start]
    return len(gap) <= GAP and not any(mark.isalnum() for mark in gap) and ". " not in text[end - 1 : start]


def _by_word(scores: Any, starts: Sequence[int]) -> Any:
    """Log probability of each label for each word: its first piece's B, or I, then I for the others."""
    import numpy as np

    words = np.add.reduceat(scores, starts, axis=0)
    for begin in range(1, scores.shape[1], 2):
        words[:, begin] = words[:, begin + 1] + scores[starts, begin] - scores[starts, begin + 1]
    return words


def _best_path(words: Any, labels: Sequence[str]) -> list[int]:
    """Viterbi over the words; an I follows only the B or I of its own kind."""
    import numpy as np

    legal = np.array([[after[0] != "I" or before[2:] == after[2:] for after in labels] for before in labels])
    step = np.where(legal, 0.0, -np.inf)
    best = words[0] + step[0]
    back = []
    for row in words[1:]:
        ways = best[:, None] + step
        back.append(ways.argmax(0))
        best = ways.max(0) + row
    path = [int(best.argmax())]
    for row in reversed(back):
        path.append(int(row[path[-1]]))
    return path[::-1]


def _links(
    run: Pass, places: Sequence[tuple[int, int]], spans: Sequence[TaggedSpan]
) -> tuple[int | None, ...]:
    """For each content the cue, and for each cue the source, that its pieces point at most; [CLS] is none."""
    import numpy as np

    starts = [first for first, _ in places]
    ends = [last for _, last in places]
    mass: list[dict[int | None, float]] = [{None: 0.0} for _ in spans]
    for window, output in zip(run.windows, run.outputs, strict=True):
        points = output["link_query"] @ output["link_key"].T
        points = np.exp(points - points.max(-1, keepdims=True))
        points /= points.sum(-1, keepdims=True)
        shift = 1 - window.first
        near = range(bisect_right(ends, window.first), bisect_left(starts, window.last))
        for row in near:
            top, end = max(starts[row], window.core_first), min(ends[row], window.core_last)
            if top >= end:
                continue
            pointing = points[top + shift : end + shift].sum(0)
            mass[row][None] += float(pointing[0])
            for column in (place for place in near if spans[place].label == PARENT.get(spans[row].label)):
                low, high = max(starts[column], window.first), min(ends[column], window.last)
                there = float(pointing[low + shift : high + shift].sum())
                mass[row][column] = mass[row].get(column, 0.0) + there
    return tuple(max(one, key=lambda place: one[place]) for one in mass)
