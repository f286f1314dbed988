"""The font table of an RTF file, and the code pages that fonts stand for."""

from __future__ import annotations

import re

# Bounded, so that a damaged table costs no more than its length.
_FONT = re.compile(r"\\f(\d{1,6})(?![a-zA-Z])((?:[^{};\\]|\\[^f{}]|\\f(?!\d)|\{[^{}]{0,300}\}){0,300}?);")
_CHARSET = re.compile(r"\\fcharset(\d{1,3})")
_CONTROL = re.compile(r"\\'([0-9a-fA-F]{2})|\\[a-zA-Z]+-?\d* ?|\\\*|\{[^{}]*\}|[\r\n]")
_CODE_PAGES = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254", 163: "cp1258",
    177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_SEARCHED = 400_000


def charset_codec(charset: int) -> str | None:
    """Python's codec for a font's character set; None where the document's own code page holds.

    Example:
        >>> charset_codec(163), charset_codec(0)
        ('cp1258', None)
    """
    return _CODE_PAGES.get(charset)


def read_fonts(text: str) -> tuple[dict[int, tuple[str, int]], int, str]:
    r"""Names and character sets of the fonts, the default font, the document's code page.

    Example:
        >>> read_fonts(r"{\rtf1\ansi\ansicpg1252\deff1{\fonttbl{\f1\froman\fcharset0 .VnTime;}}}")
        ({1: ('.VnTime', 0)}, 1, 'cp1252')
    """
    page = re.search(r"\\ansicpg(\d{1,5})", text[:4096])
    default = re.search(r"\\deff(\d{1,6})", text[:4096])
    fonts: dict[int, tuple[str, int]] = {}
    for m in _FONT.finditer(_group(text, "\\fonttbl")):
        charset = _CHARSET.search(m[2])
        name = _CONTROL.sub(lambda c: chr(int(c[1], 16)) if c[1] else "", m[2]).strip()
        fonts.setdefault(int(m[1]), (name, int(charset[1]) if charset else 0))
    return fonts, int(default[1]) if default else 0, f"cp{page[1]}" if page and page[1] != "0" else "cp1252"


def _group(text: str, word: str) -> str:
    """The group that opens with a control word, up to its closing brace."""
    start = text.find(word, 0, _SEARCHED)
    if start < 0:
        return ""
    depth = 1
    for m in re.finditer(r"(?<!\\)[{}]", text[start : start + _SEARCHED]):
        depth += 1 if m.group() == "{" else -1
        if depth == 0:
            return text[start : start + m.start()]
    return text[start : start + _SEARCHED]
