"""Bytes to text, and the little cleaning that text gets before its offsets count.

Cleaning is the same for every input and is the identity on ordinary text: line ends become ``\\n``,
characters that no text holds (NUL, other control characters, byte order marks, lone surrogates) go, and
mojibake is mended line by line where ftfy is sure. Spaces, blank lines and all else stay.
"""

from __future__ import annotations

import codecs
import re

from onrecord.read.asides import UnreadableError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark begins the same way
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
# What cp1252 leaves undefined and no text holds; tab, line feed and the rest of white space stay.
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
# How UTF-8 read as cp1252 or latin-1 begins: without one of these no mojibake is looked for.
_SUSPECT = re.compile("[ÃÂâãÐðÎÏÅÄ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_BINARY = (
    b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"SQLite format 3", b"\x7fELF", b"BZh",
    b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"7z\xbc\xaf", b"Rar!", b"\xd0\xcf\x11\xe0", b"RIFF", b"OggS", b"ID3",
    b"PAR1", b"{\\rtf",
)  # fmt: skip


def decode(data: bytes) -> tuple[str, str]:
    """Return ``data`` as text and the encoding it was read in.

    A byte order mark rules, then what the page declares of itself (only heeded where it decodes), then UTF-8,
    else Windows-1252 with undefined bytes dropped. Raises UnreadableError for what is no text at all.
    """
    refuse_binary(data)
    for mark, name in _BOMS:
        if data.startswith(mark):
            text = data.decode(name, errors="replace")
            return text.removeprefix("\ufeff"), name
    found = _DECLARED.search(data[:4096])
    declared = found.group(1).decode("ascii", "replace").lower() if found else ""
    # UTF-8 that decodes is never anything else by chance, whatever the page says of itself.
    for name in ("utf-8", declared):
        if name and name not in ("utf-16", "utf-32"):
            try:
                return data.decode(name), name
            except (UnicodeDecodeError, LookupError):
                continue
    return data.decode("cp1252", errors="ignore"), "cp1252"


def refuse_binary(data: bytes) -> None:
    """Raise UnreadableError where the first bytes are those of no text: a picture, an archive, NULs."""
    head = data[:8192]
    if head.startswith(_BINARY):
        raise UnreadableError(
            "binary", "the content is not text", "Take the text out first, or leave the file out."
        )
    if any(head.startswith(mark) for mark, _ in _BOMS[1:]):
        return
    odd = sum(head.count(byte) for byte in range(9)) + sum(head.count(byte) for byte in range(14, 27))
    # one stray NUL in a page is dirt; one in a hundred bytes is another kind of file
    if odd * 100 > len(head):
        raise UnreadableError(
            "binary", "the content is not text", "Take the text out first, or leave the file out."
        )


def clean(text: str) -> str:
    """``text`` as it is kept: see the head of this module. Offsets count in what this returns."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _NOT_TEXT.search(text):
        # the C1 controls may be the mojibake itself; what stood between its halves may have hidden more of it
        return _mend(_NOT_TEXT.sub("", _mend(text)))
    return _mend(text)


def _mend(text: str) -> str:
    if text.isascii() or not _SUSPECT.search(text):
        return text
    from ftfy import TextFixerConfig, fix_encoding

    config = TextFixerConfig(explain=False, replace_lossy_sequences=False)
    return "\n".join(
        fix_encoding(line, config) if _SUSPECT.search(line) else line for line in text.split("\n")
    )
