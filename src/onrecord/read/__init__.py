"""Files, pages and text to ``Article``: cleaned, laid out in blocks, dated, its language and topic told.

Nothing here codes an event, and nothing heavy is imported before it is used.
"""

from onrecord.read.articles import read_text
from onrecord.read.aside_reasons import set_aside_reason
from onrecord.read.asides import Aside, Incoming, UnreadableError
from onrecord.read.dates import date_range as parse_date
from onrecord.read.pages import read_html
from onrecord.read.signature import Signature, bands, signature
from onrecord.read.sources import read_paths

__all__ = [
    "Aside", "Incoming", "Signature", "UnreadableError", "bands", "parse_date", "read_html", "read_paths",
    "read_text", "set_aside_reason", "signature",
]  # fmt: skip
