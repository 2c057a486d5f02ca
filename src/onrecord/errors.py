"""The one shape of error: what is wrong, where, and what to do about it."""

from __future__ import annotations


class OnrecordError(Exception):
    """Base of every error that is the user's to mend.

    ``what`` says what is wrong, ``where`` the file, table or setting, ``remedy`` what to do. The command line
    prints the three and the service answers with them as ``{"error": {"what", "where", "remedy"}}``.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__(
            ": ".join(part for part in (where, what) if part) + (f". {remedy}" if remedy else "")
        )


class InputError(OnrecordError):
    """A file, page or line that cannot be read; the rest of the batch goes on."""


class ModelError(OnrecordError):
    """A language model or weight that is missing or is not the pinned one."""


class OntologyError(OnrecordError):
    """A word list or table in ``data/`` that does not hold together."""


class StoreError(OnrecordError):
    """A store that cannot be opened, written or understood."""


class NotFoundError(OnrecordError):
    """An id that the store does not hold."""
