"""Bytes to text: which of the encodings that Vietnamese text comes in."""

from __future__ import annotations

import re

from pipeline.text import decode_legacy, guess_encoding, normalize, syllable_share

_SAMPLE = 4_000
_TAG = re.compile(r"<[^<>]{0,500}>")


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Decode and normalize text of unknown encoding; returns the text and the encoding's name.

    A byte-order mark rules, then valid UTF-8; else what gives most Vietnamese syllables of the declared encoding,
    Windows-1258, TCVN3, VNI, VISCII and VPS.

    Example:
        >>> decode("Hội".encode("utf-16"))
        ('Hội', 'utf-16')
    """
    for bom, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(bom):
            return _mended(data.decode(name, "replace"), name)
    wide = _wide_encoding(data[:4096])
    if wide:
        return _mended(data.decode(wide, "replace"), wide)
    try:
        return _mended(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as e:
        # One bad byte in a long UTF-8 text is damage, not another encoding.
        text = data.decode("utf-8", "replace")
        if text.count("\ufffd") * 50 < sum(c > "\x7f" for c in text) or e.start >= len(data) - 4:
            return _mended(text.rstrip("\ufffd"), "utf-8")
    candidates = ["cp1258"]
    if declared and declared.lower() not in ("utf-8", "utf8", "cp1258"):
        candidates.insert(0, declared)
    read = {name: found for name in candidates if (found := _try(data, name)) is not None}
    # Fonts from before Unicode: the bytes are kept as they are and read as letters of that font's encoding.
    raw = data.decode("latin-1")
    legacy = guess_encoding(_spread(raw))
    if legacy is not None:
        read[legacy] = normalize(decode_legacy(raw, legacy))
    best = max(read, key=lambda name: syllable_share(_spread(read[name])))
    return read[best], best


def _mended(text: str, name: str) -> tuple[str, str]:
    """Unicode by its bytes may still hold the letters of an old font, saved by a program that did not know."""
    legacy = guess_encoding(_spread(text))
    return normalize(decode_legacy(text, legacy) if legacy else text), name


def _try(data: bytes, name: str) -> str | None:
    try:
        return normalize(data.decode(name, "replace"))
    except LookupError:
        return None


def _spread(text: str) -> str:
    """A sample from the whole of a text, so that a head in another language does not decide."""
    part = _SAMPLE // 4
    sample = text if len(text) <= _SAMPLE else " ".join(text[len(text) * i // 4 :][:part] for i in range(4))
    return _TAG.sub(" ", sample)


def _wide_encoding(head: bytes) -> str | None:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) * 0.2 and odd > 10 * even:
        return "utf-16-le"
    if even > len(head) * 0.2 and even > 10 * odd:
        return "utf-16-be"
    return None
