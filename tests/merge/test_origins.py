"""Near copies share an origin: the same groups in any order, at a cost that the new article sets."""

import random
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from made import MadeCoder, article
from onrecord.batch import Likeness
from onrecord.merge.origins import link_origins
from onrecord.records import Article
from onrecord.store import Store, StoreWriter

WORDS = [f"word{n}" for n in range(500)]


def body(seed: int, words: int = 120) -> str:
    draw = random.Random(seed)
    return " ".join(draw.choice(WORDS) for _ in range(words)) + " attack"


def put(path: Path, articles: list[Article], at_a_time: int = 1000) -> None:
    from onrecord.read import signature

    with StoreWriter.open(path) as store:
        for start in range(0, len(articles), at_a_time):
            for one in articles[start : start + at_a_time]:
                store.add(MadeCoder().code(one), signature(one).data)
            link_origins(store.linking, Likeness())


def origins(path: Path) -> dict[str, str]:
    with Store.open(path) as store:
        found = {entry.article_id: entry.origin_id for entry in store.articles(limit=1000)}
    assert all(found.values())
    return found  # type: ignore[return-value]


def test_wire_copy_has_the_origin_that_was_first(tmp_path: Path) -> None:
    text = body(1)
    first = article(text, "2021-03-01", outlet="Agency")
    longer = article(text + " and one more line of the paper itself", "2021-03-02", outlet="Paper")
    shorter = article(text[:-90], "2021-03-03", outlet="Web")
    other = article(body(2), "2021-02-01")
    put(tmp_path / "record.db", [longer, other, shorter, first])
    found = origins(tmp_path / "record.db")
    assert {found[a.id] for a in (first, longer, shorter)} == {first.id}
    assert found[other.id] == other.id


def test_one_that_bridges_two_groups_joins_them(tmp_path: Path) -> None:
    left, right = body(3).split(), body(4).split()
    # a half of each: near to neither whole, but to what shares the half
    bridge = article(" ".join(left[:100] + right[:100]), "2021-03-03")
    one, two = (
        article(" ".join(left[:100] + right[:40]), "2021-03-01"),
        article(" ".join(left[:40] + right[:100])),
    )
    put(tmp_path / "apart.db", [one, two])
    assert len(set(origins(tmp_path / "apart.db").values())) == 2
    put(tmp_path / "joined.db", [one, two, bridge], at_a_time=1)
    assert set(origins(tmp_path / "joined.db").values()) == {one.id}


def test_any_order_and_any_pace_give_the_same_groups(tmp_path: Path) -> None:
    made: list[Article] = []
    for seed in range(8):
        words = body(seed).split()
        made += [  # a chain, each near the next and the last far from the first
            article(" ".join(words[cut : cut + 80]), f"2021-03-{(seed * 7 + cut) % 28 + 1:02}")
            for cut in range(0, 40, 8)
        ]
    expected = None
    for seed in range(4):
        random.Random(seed).shuffle(made)
        path = tmp_path / f"{seed}.db"
        put(path, made, at_a_time=(1000, 1, 3, 7)[seed])
        found = origins(path)
        assert expected in (None, found)
        expected = found
    assert len(set((expected or {}).values())) == 8


@settings(max_examples=20, deadline=None)
@given(
    edges=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12),
    order=st.permutations(range(10)),
)
def test_groups_are_the_connected_parts_in_any_order(edges: list[tuple[int, int]], order: list[int]) -> None:
    near = {frozenset(edge) for edge in edges}
    shelf = MadeShelf(order)
    link_origins(shelf, shelf.likeness(near))
    parts = [{n} for n in range(10)]
    for one, other in edges:
        joined = parts[one] | parts[other]
        for member in joined:
            parts[member] = joined
    assert shelf.origin == {n: str(min(parts[n])) for n in range(10)}


class MadeShelf:
    """A shelf in memory: article ``n`` has the signature of one byte ``n``; all share one band."""

    def __init__(self, order: list[int]) -> None:
        self.waiting, self.origin, self.banded = list(order), {}, []  # type: list[int], dict[int, str], list[int]

    def __call__(self) -> "MadeShelf":
        return self

    def __enter__(self) -> "MadeShelf":
        return self

    def __exit__(self, *_: object) -> None: ...

    def unlinked(self, limit: int) -> list["Item"]:
        taken, self.waiting = self.waiting[:limit], self.waiting[limit:]
        return [Item(n) for n in taken]

    def groups(self, text_id: str, signature_id: str) -> list["Group"]:
        return []

    def unbanded(self, signature_id: str) -> bytes | None:
        return bytes([int(signature_id)])

    def sharing(self, bands: object) -> list["Candidate"]:
        return [Candidate(n, Group(self.origin[n])) for n in self.banded]

    def add_bands(self, signature_id: str, bands: object) -> None:
        self.banded.append(int(signature_id))

    def rename(self, old: str, new: str) -> None:
        self.origin = {n: new if origin == old else origin for n, origin in self.origin.items()}

    def link(self, number: int, origin_id: str) -> None:
        self.origin[number] = origin_id

    def likeness(self, edges: set[frozenset[int]]) -> "MadeLikeness":
        return MadeLikeness(edges)


class MadeLikeness:
    def __init__(self, edges: set[frozenset[int]]) -> None:
        self.edges = edges

    def bands(self, signature: bytes) -> list[bytes]:
        return [b"one"]

    def near(self, one: bytes, other: bytes) -> bool:
        return frozenset((one[0], other[0])) in self.edges


class Group:
    def __init__(self, origin_id: str) -> None:
        self.origin_id, self.precedence = origin_id, origin_id


class Candidate:
    def __init__(self, number: int, group: Group) -> None:
        self.signature, self.group = bytes([number]), group


class Item:
    def __init__(self, number: int) -> None:
        self.number = number
        self.article_id = self.text_id = self.signature_id = self.precedence = str(number)
