"""Who says so: source, cue, content, stance and chain of every attribution, and the event it speaks of."""

from onrecord.extract.attribution.about import bind_attributions
from onrecord.extract.attribution.find import find_attributions

__all__ = ["bind_attributions", "find_attributions"]
