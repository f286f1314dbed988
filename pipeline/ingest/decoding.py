"""Bytes to text: which of the encodings that Vietnamese text comes in."""

from __future__ import annotations

from pipeline.model import ReadError
from pipeline.text import normalize, syllable_share

_SAMPLE = 20_000


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Decode and normalize text of unknown encoding; returns the text and the encoding's name.

    A byte-order mark rules, then valid UTF-8, then the declared encoding, then what gives most Vietnamese syllables.

    Example:
        >>> decode("Hội".encode("utf-16"))
        ('Hội', 'utf-16')
    """
    for bom, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(bom):
            return normalize(data.decode(name, "replace")), name
    wide = _wide_encoding(data[:4096])
    if wide:
        return normalize(data.decode(wide, "replace")), wide
    try:
        return normalize(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError as e:
        # One bad byte in a long UTF-8 text is damage, not another encoding.
        text = data.decode("utf-8", "replace")
        if text.count("\ufffd") * 50 < sum(c > "\x7f" for c in text) or e.start >= len(data) - 4:
            return normalize(text.rstrip("\ufffd")), "utf-8"
    candidates = ["cp1258"]
    if declared and declared.lower() not in ("utf-8", "utf8", "cp1258"):
        candidates.insert(0, declared)
    best: tuple[float, str, str] | None = None
    for name in candidates:
        try:
            text = normalize(data.decode(name, "replace"))
        except LookupError:
            continue
        share = syllable_share(text[:_SAMPLE])
        if best is None or share > best[0]:
            best = share, text, name
    if best is None:  # cp1258 is always there
        raise ReadError("unknown text encoding; save the file as UTF-8")
    return best[1], best[2]


def _wide_encoding(head: bytes) -> str | None:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) * 0.2 and odd > 10 * even:
        return "utf-16-le"
    if even > len(head) * 0.2 and even > 10 * odd:
        return "utf-16-be"
    return None
