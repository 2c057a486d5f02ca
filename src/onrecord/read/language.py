"""Which language an article is in: English at once by its function words, the rest by py3langid.

py3langid (Lui and Baldwin 2012, "langid.py", in Python 3) takes milliseconds and is asked only where function
words do not settle it. What gives it nothing to go by (a few words, tables of figures) is read as English.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from onrecord.ontology import read as tables

_WORD = re.compile(r"[^\W\d_]+")
SAMPLE = 3000  # characters looked at
SHARE = 0.16  # of function words among the words of English running text: .3 to .5
DISTINCT = 4
SURE = 0.9  # least probability for another language than English
FEWEST = 8  # words; fewer tell nothing


def language(text: str) -> str:
    """The ISO 639-1 code of the language of ``text``."""
    words = _WORD.findall(text[:SAMPLE].lower())
    common = [word for word in words if word in tables.english()]
    if len(common) >= SHARE * len(words) and len(set(common)) >= DISTINCT:
        return "en"
    letters = "".join(words)
    foreign = 2 * sum(letter > "\u024f" for letter in letters) > len(letters)  # beyond the Latin letters
    if len(words) < FEWEST and not foreign and text.isascii():
        return "en"
    # all capitals are rare in what the classifier learned from
    sample = text[:SAMPLE].lower() if text.isupper() else text[:SAMPLE]
    code, probability = _identifier().classify(sample) if words else ("en", 1.0)
    return str(code) if foreign or probability >= SURE else "en"


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def language_name(code: str) -> str:
    """The English name of a language, or its code where it has none."""
    import pycountry

    found = pycountry.languages.get(alpha_2=code)
    return str(found.name) if found else code
