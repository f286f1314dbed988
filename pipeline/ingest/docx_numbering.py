"""Numbers of list items as Word prints them."""

from __future__ import annotations

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x")),
    *((9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def roman(number: int) -> str:
    """A number in lower-case Roman figures.

    Example:
        >>> roman(14)
        'xiv'
    """
    found = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        found += letters * times
    return found


def format_number(number: int, kind: str) -> str:
    """A list number in one of Word's formats.

    Example:
        >>> [format_number(n, k) for n, k in ((4, "upperRoman"), (28, "lowerLetter"), (7, "decimalZero"))]
        ['IV', 'bb', '07']
    """
    if kind in ("none", "bullet"):
        return ""
    if kind in ("upperRoman", "lowerRoman") and 0 < number < 4000:
        return roman(number).upper() if kind == "upperRoman" else roman(number)
    if kind in ("upperLetter", "lowerLetter") and number > 0:
        # After z Word doubles the letter: aa, bb, cc.
        letter = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 20)
        return letter.upper() if kind == "upperLetter" else letter
    if kind == "decimalZero":
        return f"{number:02d}"
    return str(number)
