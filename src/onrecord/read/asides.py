"""What could not be read, or was read and is not to be coded: one shape, with the reason and the remedy."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.records import Article


@dataclass(frozen=True, slots=True)
class Aside:
    """An input that gives no article to code.

    ``where`` names file and line ("wire.jsonl line 3"), ``reason`` is a short code and a sentence
    ("too-large: ..."), ``remedy`` says what to do. ``article`` is kept where there is one.
    """

    where: str
    reason: str
    remedy: str = ""
    article: Article | None = None

    @property
    def code(self) -> str:
        """The code alone, to count asides by."""
        return self.reason.partition(":")[0]

    def __str__(self) -> str:
        return ": ".join((self.where, self.reason)) + (f". {self.remedy}" if self.remedy else "")


class UnreadableError(Exception):
    """Raised inside the reader where one input cannot be read; the caller knows where and makes it an
    Aside.
    """

    def __init__(self, code: str, sentence: str, remedy: str = "") -> None:
        self.reason, self.remedy = f"{code}: {sentence}", remedy
        super().__init__(self.reason)

    def at(self, where: str) -> Aside:
        """The aside that tells of it."""
        return Aside(where, self.reason, self.remedy)


Incoming = Article | Aside


def too_large(what: str, max_bytes: int) -> UnreadableError:
    """The error for ``what`` (file, line, page) above the limit of ``max_bytes``."""
    return UnreadableError(
        "too-large", f"the {what} is longer than {max_bytes:,} bytes", "Cut it, or raise ONRECORD_MAX_BYTES."
    )
