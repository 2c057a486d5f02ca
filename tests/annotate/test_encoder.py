"""The encoder at run time: registry and hashes, windows, offsets, and that company changes nothing."""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path
from subprocess import run

import numpy as np
import pytest

from onrecord import weights
from onrecord.annotate import encoder as module
from onrecord.annotate.encoder import Encoder, TaggedParagraph, TaggedSpan
from onrecord.annotate.packing import CORE, LENGTHS, OVERLAP, PACK, WINDOW, packs, windows
from onrecord.errors import ModelError

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
PARAGRAPHS = [
    "The minister said on Tuesday that two soldiers had been killed near the border.",
    "“We did not fire first,” a spokesman for the group told reporters, adding that talks would go on.",
    "Rain fell.",
    "According to the United Nations, at least 40,000 people have fled the town since May.",
    "Police denied the claim. The opposition called it a lie, and its leader, who lives abroad, vowed to return.",
]
ODD = [
    "", " ", "\t\u00a0\u200b", "😀" * 40, "a" * 5000, "ﷺ ﬁ ǅ İ ß", "\u0301\u0301\u0301", "He said \ud800 nothing.",
    "The envoy 😀 said 🇫🇷 the e\u0301lite wa\u0301s “gone”.",
    "国防部发言人说，双方已停火。他否认了。",
    "[CLS] [SEP] [PAD] he said [MASK] so.",
    "\x00\x07He\x00 said\ufeff no.",
    "วันนี้รัฐมนตรีกล่าวว่า",
    "He said:\r\n\u2028“No.”",
]  # fmt: skip


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    weight = weights.find("reading", "research")
    if weight is None or not (weight.folder / "model.bin").exists():
        pytest.skip(
            "no weight in src/onrecord/weights; make it with python -m training.reading"
        )
    loaded = Encoder.load("research")
    assert loaded is not None
    return loaded


def listing(folder: Path, kind: str = "research", digest: str = "0" * 64) -> Path:
    (folder / "models.toml").write_text(
        f'[[weight]]\nname = "w"\nclass = "{kind}"\ntask = "reading"\nbase = "b"\nprecision = "int8"\n'
        f'licence = "l"\nsets = ["S"]\n[weight.heads]\nattribution = ["O"]\n[weight.files]\n"model.bin" = "{digest}"\n'
    )
    return folder


def test_no_weight_listed_is_none(tmp_path: Path) -> None:
    assert Encoder.load("research", tmp_path) is None
    assert Encoder.load("none", listing(tmp_path)) is None
    assert Encoder.load("open", tmp_path) is None


def test_a_research_weight_is_not_for_the_open_setting(tmp_path: Path) -> None:
    assert weights.find("reading", "open", listing(tmp_path)) is None
    found = weights.find("reading", "research", listing(tmp_path, "open"))
    assert found is not None and found.kind == "open"


def test_a_missing_file_says_which_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as caught:
        Encoder.load("research", listing(tmp_path))
    assert "model.bin" in caught.value.what
    assert "pip install" in caught.value.remedy


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    listing(tmp_path)
    (tmp_path / "w").mkdir()
    (tmp_path / "w" / "model.bin").write_bytes(b"other")
    with pytest.raises(ModelError, match="pins 000"):
        Encoder.load("research", tmp_path)


def test_importing_the_module_loads_no_library() -> None:
    heavy = ("openvino", "tokenizers", "torch", "numpy")
    code = f"import sys, onrecord.annotate.encoder; print([name for name in {heavy} if name in sys.modules])"
    assert (
        run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


@pytest.mark.parametrize("total", [0, 1, WINDOW, WINDOW + 1, 5 * WINDOW + 3])
def test_cores_cover_each_piece_once(total: int) -> None:
    pieces = ["a"] * total
    for place in range(37, total, 91):
        pieces[place] = "."
    answered = [place for window in windows(pieces) for place in range(window.core_first, window.core_last)]
    assert answered == list(range(total))
    for window in windows(pieces):
        assert 0 <= window.first <= window.core_first < window.core_last <= window.last <= total
        assert window.last - window.first <= WINDOW
        assert window.core_last - window.core_first <= CORE or total <= WINDOW
        if window.core_last < total:
            assert pieces[window.core_last - 1] == "."
            assert window.last - window.core_last == min(OVERLAP, total - window.core_last)


def test_a_path_of_labels_is_legal() -> None:
    scores = np.full((3, 7), -9.0)
    scores[0, LABELS.index("I-cue")] = 0.0
    scores[1, LABELS.index("B-cue")] = 0.0
    scores[2, LABELS.index("I-content")] = 0.0
    path = [LABELS[place] for place in module._best_path(scores, LABELS)]
    assert path[0][0] != "I"
    assert path[1:] != ["B-cue", "I-content"]


def test_relations_take_a_cue_with_content_only() -> None:
    spans = tuple(
        TaggedSpan(start, start + 1, label, 1.0)
        for start, label in enumerate(("content", "source", "cue", "content", "cue"))
    )
    found = TaggedParagraph(spans, (2, None, 1, 2, 1)).relations()
    assert [(one.source, one.cue, one.content) for one in found] == [
        (spans[1], spans[2], (spans[0], spans[3]))
    ]


def test_contexts_must_match(encoder: Encoder) -> None:
    with pytest.raises(ValueError, match="1 contexts for 0"):
        encoder.tag([], ["before"])


def test_the_same_paragraphs_are_read_alike_whatever_was_read_before(encoder: Encoder) -> None:
    articles = [PARAGRAPHS, ODD, PARAGRAPHS[::-1], [" ".join(PARAGRAPHS * 12), *PARAGRAPHS]]
    first = [encoder.read_all(article) for article in articles]
    assert [encoder.read_all(article) for article in articles[::-1]] == first[::-1]
    again = Encoder.load("research")
    assert again is not None
    assert [again.read_all(article) for article in articles] == first


def test_paragraphs_of_one_pass_do_not_attend_to_one_another(encoder: Encoder) -> None:
    alone = {text: encoder.run([text], ["attribution"])[0] for text in PARAGRAPHS}
    for text, read in zip(PARAGRAPHS, encoder.run(PARAGRAPHS, ["attribution"]), strict=True):
        # not to the last bit: where a row stands in a pass changes the order of its sums
        assert np.abs(read.rows("attribution") - alone[text].rows("attribution")).max() < 0.35


@pytest.mark.parametrize("seed", range(20))
def test_packs_hold_every_job_once_in_as_few_fixed_lengths(seed: int) -> None:
    chance = random.Random(seed)
    jobs = [list(range(1000, 1000 + chance.randint(0, 90))) for _ in range(chance.randint(1, 30))]
    jobs.append(list(range(2000, 2000 + chance.randint(200, WINDOW))))
    made = list(packs(jobs))
    assert sorted(job for pack in made for job, _, _ in pack.places) == list(range(len(jobs)))
    for pack in made:
        assert pack.ids.shape[1] in LENGTHS
        assert len(pack.places) == 1 or pack.places[-1][2] <= PACK
        for job, start, stop in pack.places:
            assert pack.ids[0, start + 1 : stop - 1].tolist() == jobs[job]
            assert pack.positions[0, start:stop].tolist() == list(range(stop - start))
            assert len(set(pack.segments[0, start:stop].tolist()) - {0}) == 1


@pytest.mark.parametrize("text", [*PARAGRAPHS, *ODD, " ".join(PARAGRAPHS * 40)])
def test_spans_are_code_points_of_the_text_in_order(encoder: Encoder, text: str) -> None:
    end = 0
    for span in encoder.tag([text])[0]:
        assert end <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip() == text[span.start : span.end]
        assert 0 < span.score <= 1
        end = span.end


def test_offsets_survive_what_is_longer_in_bytes(encoder: Encoder) -> None:
    plain = PARAGRAPHS[0]
    odd = "😀 🇫🇷 e\u0301 中. " + plain
    shift = len(odd) - len(plain)
    said = [span for span in encoder.tag([odd])[0] if span.label == "cue"]
    assert [odd[span.start : span.end] for span in said][-1].startswith("said")
    assert all(span.start >= shift for span in said[-1:])


def test_reads_who_says_what(encoder: Encoder) -> None:
    (relation,) = encoder.read(PARAGRAPHS[0]).relations()
    assert relation.source is not None
    text = PARAGRAPHS[0]
    assert text[relation.source.start : relation.source.end] == "The minister"
    assert text[relation.cue.start : relation.cue.end].startswith("said")
    assert text[relation.content[0].start : relation.content[-1].end].endswith("near the border")


def test_names_what_runs(encoder: Encoder, tmp_path: Path) -> None:
    assert encoder.engine.startswith("openvino 20") and "int8" in encoder.engine
    assert len(encoder.digest) == 64
    copy = tmp_path / encoder.weight.name
    shutil.copytree(encoder.weight.folder, copy)
    shutil.copy(weights.FOLDER / "models.toml", tmp_path)
    other = Encoder.load("research", tmp_path)
    assert other is not None and other.digest == encoder.digest
    (copy / "tokenizer.json").unlink()
    with pytest.raises(ModelError, match=r"tokenizer\.json"):
        Encoder.load("research", tmp_path)
