"""Who is meant: names, titles, definite nouns and pronouns that stand for one actor of the article.

Rules in the order of certainty, after the sieves of Lee et al. 2013 (Computational Linguistics 39:4): full names and
surnames over the whole article, appositions, abbreviations, pairs ("the two sides"), definite nouns, pronouns. Nothing
is linked where no earlier phrase fits. ``docs/coreference.md`` tells the rules.
"""

from onrecord.extract.coreference.resolve import resolve
from onrecord.extract.coreference.scene import localise, scene_country

__all__ = ["localise", "resolve", "scene_country"]
